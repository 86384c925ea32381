"""Places: the same files in a folder and in an S3 server are listed, read and written alike."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from jixiao.errors import PlaceError
from jixiao.places import Place, is_address, objects, place_at


@pytest.fixture(params=["folder", "s3"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    return place_at(tmp_path / "place" if request.param == "folder" else f"{request.getfixturevalue('bucket')}/place")


def test_what_is_written_is_listed_and_read(place: Place, tmp_path: Path) -> None:
    place.write("乙/二.pdf", b"two")
    place.write("甲.pdf", b"one")
    place.write("甲.pdf", b"once more")
    place.write(".hidden/x", b"")
    assert [(e.path, e.size) for e in place.entries()] == [("乙/二.pdf", 3), ("甲.pdf", 9)]
    assert [e.path for e in place.entries("乙")] == ["乙/二.pdf"]
    assert list(place.entries("丙")) == []
    assert place.read("甲.pdf") == b"once more" and place.read("丙.pdf") is None
    assert place.has("乙/二.pdf") and not place.has("乙")
    assert place.fetch("乙/二.pdf", tmp_path).read_bytes() == b"two"
    with pytest.raises(FileNotFoundError):
        place.fetch("丙.pdf", tmp_path).read_bytes()
    place.remove("甲.pdf")
    place.remove("甲.pdf")
    assert [e.path for e in place.entries()] == ["乙/二.pdf"]


def test_the_stamp_changes_with_the_content(place: Place) -> None:
    place.write("甲.pdf", b"one")
    (before,) = place.entries()
    place.write("甲.pdf", b"two")
    (after,) = place.entries()
    assert before.stamp and before.stamp != after.stamp


def test_more_objects_than_one_answer_lists(bucket: str) -> None:
    place = place_at(bucket)
    for n in range(1005):
        place.write(f"many/{n:04}", b"x")
    assert sum(1 for _ in place.entries("many")) == 1005


def test_a_bucket_that_is_not_there_is_said(bucket: str) -> None:
    gone = place_at("s3://no-such-bucket/results")
    with pytest.raises(PlaceError, match="请检查地址、密钥"):
        list(gone.entries())
    with pytest.raises(PlaceError, match="请检查地址、密钥"):
        gone.write("a", b"x")


@contextmanager
def odd_storage(answers: bool) -> Iterator[str]:
    """The address of a server that refuses every request, or takes it and says nothing."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline(65537)
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
            elif answers:
                self.send_error(403)
            else:
                over.wait()
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is said."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        over.set()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("answers", [True, False], ids=["denies", "says nothing"])
def test_storage_that_denies_or_never_answers_is_said_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, answers: bool, tmp_path: Path
) -> None:
    pytest.importorskip("obstore")
    monkeypatch.setattr(objects, "_HANGING", timedelta(seconds=1))
    monkeypatch.setattr(objects, "_RETRYING", timedelta(seconds=2))
    with odd_storage(answers) as endpoint:
        for name, value in {"ENDPOINT": endpoint, "ACCESS_KEY_ID": "a", "SECRET_ACCESS_KEY": "b"}.items():
            monkeypatch.setenv(f"AWS_{name}", value)
        place, begun = place_at("s3://bucket/results"), time.monotonic()
        for ask in (lambda: list(place.entries()), lambda: place.read("a"), lambda: place.write("a", b"x")):
            with pytest.raises(PlaceError, match="请检查地址、密钥"):
                ask()
        with pytest.raises(PlaceError, match="请检查地址、密钥"):
            place.fetch("a", tmp_path)
        assert time.monotonic() - begun < 120


def test_addresses_are_told_from_paths() -> None:
    assert is_address("s3://bucket/a") and is_address("gs://bucket") and not is_address("postgresql://host/db")
    assert not is_address("/data/s3") and not is_address("C:\\data") and not is_address("s3:/x")
