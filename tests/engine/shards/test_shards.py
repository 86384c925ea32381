"""Shards of a place: nothing lost, nothing read twice, names that stay, whatever is killed and in whatever order."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.s3 import new_bucket, s3_server

from jixiao.app.files.places import placed
from jixiao.config import Settings
from jixiao.engine.reading import version_of
from jixiao.engine.shards.holdings import holdings
from jixiao.engine.shards.listing import Shard, listed
from jixiao.engine.shards.run import Put, ShardOutcome, ShardPlan, shard_running
from jixiao.errors import ConfigError, PlaceError, StoreError
from jixiao.places import place_at
from jixiao.records import Reading

READER = "tests.engine.readers:as_pdf"
VERSION = version_of(Settings())


def document(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"%PDF-1.7\n{text}", encoding="utf-8")
    return path


def go(
    place: Path | str, out: Path | str, shard: str = "1/1", fresh: bool = False, settings: Settings | None = None
) -> ShardOutcome:
    """A run over the place; its events are of no interest."""
    going = shard_running(
        ShardPlan(str(place), str(out), Shard.parsed(shard), fresh, READER), settings or Settings(jobs=2)
    )
    while True:
        try:
            next(going)
        except StopIteration as end:
            outcome: ShardOutcome = end.value
            return outcome


def names(readings: Iterable[Reading]) -> list[str]:
    return [reading.source.path for reading in readings]


def results(out: Path, kind: str = "readings") -> dict[str, tuple[bytes, int]]:
    """Every result by name, and when it was written."""
    found = sorted((out / kind).rglob("*.json")) if (out / kind).is_dir() else []
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in found}


def test_shards_read_each_file_once_between_them(tmp_path: Path) -> None:
    for n in range(20):
        document(tmp_path / "in" / f"{n % 3}" / "表.pdf" if n < 3 else tmp_path / "in" / f"{n}.pdf", f"text {n}")
    done = [go(tmp_path / "in", tmp_path / "out", f"{n}/4").total.files for n in (3, 1, 4, 2)]
    assert sum(done) == 20 and max(done) < 20
    found = list(placed(tmp_path / "out", VERSION))
    assert len(found) == 20 and len({r.source.sha256 for r in found}) == 20
    assert {"0/表.pdf", "1/表.pdf", "2/表.pdf"} <= set(names(found))
    assert {r.source.name for r in found if "表" in r.source.name} == {"表.pdf"}


def test_a_shard_belongs_to_a_path_whatever_else_lies_there() -> None:
    paths = [f"folder/{n}.pdf" for n in range(1000)]
    shards = [Shard(n, 16) for n in range(1, 17)]
    held = [[p for p in paths if s.holds(p)] for s in shards]
    assert sorted(p for each in held for p in each) == sorted(paths)
    assert all(30 < len(each) < 100 for each in held)


@pytest.mark.parametrize("text", ["0/4", "5/4", "3", "a/b", "1/0", "-1/4", ""])
def test_what_is_no_shard_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="3/16"):
        Shard.parsed(text)


def test_what_is_done_is_known_by_one_listing(tmp_path: Path) -> None:
    for n in range(5):
        document(tmp_path / "in" / f"{n}.pdf", f"text {n}")
    document(tmp_path / "in" / "bad.pdf", "refuse")
    (tmp_path / "in" / "notes.bin").write_bytes(b"\0\0nothing")
    first = go(tmp_path / "in", tmp_path / "out")
    assert (first.total.files, first.total.failed, first.left) == (6, 1, 1)
    before = results(tmp_path / "out"), results(tmp_path / "out", "failures")
    again = go(tmp_path / "in", tmp_path / "out")
    assert (again.total.files, again.kept) == (0, 7)
    assert (results(tmp_path / "out"), results(tmp_path / "out", "failures")) == before


def test_the_same_content_is_read_once_and_all_its_files_are_kept(tmp_path: Path) -> None:
    document(tmp_path / "in" / "b" / "二.pdf", "same")
    document(tmp_path / "in" / "a" / "一.pdf", "same")
    with zipfile.ZipFile(tmp_path / "in" / "包.zip", "w") as archive:
        archive.write(tmp_path / "in" / "a" / "一.pdf", "里面/三.pdf")
        archive.write(document(tmp_path / "四.pdf", "other"), "四.pdf")
        archive.write(tmp_path / "in" / "a" / "一.pdf", "里面/五.pdf")
    outcome = go(tmp_path / "in", tmp_path / "out", settings=Settings(jobs=1))
    assert outcome.known == 3 and outcome.total.files == 5
    one, other = placed(tmp_path / "out", VERSION)
    assert (one.source.name, one.source.path) == ("一.pdf", "a/一.pdf")
    assert one.source.also_at == ["b/二.pdf", "包.zip/里面/三.pdf", "包.zip/里面/五.pdf"]
    assert (other.source.path, other.source.also_at) == ("包.zip/四.pdf", [])
    assert go(tmp_path / "in", tmp_path / "out").kept == 3


def test_names_do_not_change_when_more_files_come(tmp_path: Path) -> None:
    document(tmp_path / "in" / "a" / "表.pdf", "one")
    go(tmp_path / "in", tmp_path / "out")
    before = results(tmp_path / "out")
    document(tmp_path / "in" / "b" / "表.pdf", "two")
    go(tmp_path / "in", tmp_path / "out")
    assert before.items() <= results(tmp_path / "out").items()
    assert names(placed(tmp_path / "out", VERSION)) == ["a/表.pdf", "b/表.pdf"]


@pytest.mark.parametrize("how", ["content", "older", "archive"])
def test_an_outdated_result_is_no_longer_given(tmp_path: Path, how: str) -> None:
    """A file that changed, one that an older one was copied over, and an archive that holds something else now."""

    def put(text: str) -> None:
        path = document(tmp_path / ("in" if how != "archive" else "other") / "a.pdf", text)
        if how == "archive":
            (tmp_path / "in").mkdir(exist_ok=True)
            with zipfile.ZipFile(tmp_path / "in" / "a.zip", "w") as archive:
                archive.write(path, f"{text}.pdf")
        if how == "older" and text == "new":
            os.utime(path, (10**9, 10**9))

    put("old")
    go(tmp_path / "in", tmp_path / "out")
    time.sleep(0.1)
    put("new")
    go(tmp_path / "in", tmp_path / "out")
    (now,) = placed(tmp_path / "out", VERSION)
    assert now.records[0].project_name == "new"
    held = holdings(place_at(tmp_path / "out"), VERSION)
    assert len(held.outdated) == 1 and len(results(tmp_path / "out")) == 2


def test_where_the_sources_are_gone_what_they_hold_now_is_said_to_be_unsure(tmp_path: Path) -> None:
    path = document(tmp_path / "in" / "a.pdf", "old")
    go(tmp_path / "in", tmp_path / "out")
    time.sleep(0.1)
    document(path, "new")
    go(tmp_path / "in", tmp_path / "out")
    path.unlink()
    assert holdings(place_at(tmp_path / "out"), VERSION).unsure == ["a.pdf"]


@pytest.mark.parametrize("how", ["cut", "empty", "other", "gone"])
def test_a_half_written_result_is_read_again(tmp_path: Path, how: str) -> None:
    for n in range(3):
        document(tmp_path / "in" / f"{n}.pdf", f"text {n}")
    go(tmp_path / "in", tmp_path / "out")
    whole = {name: content for name, (content, _) in results(tmp_path / "out").items()}
    broken = next((tmp_path / "out" / "readings").rglob("*.json"))
    content = broken.read_bytes()
    if how == "gone":
        broken.unlink()
    else:
        broken.write_bytes({"cut": content[:-40], "empty": b"", "other": b"{}" + b" " * (len(content) - 2)}[how])
    if how == "other":  # of the right size: only who reads it can tell
        assert any(p.code.startswith("source.") for r in placed(tmp_path / "out", VERSION) for p in r.problems)
        broken.unlink()
    outcome = go(tmp_path / "in", tmp_path / "out")
    assert outcome.total.files == 1 and outcome.kept == 2
    assert {name: content for name, (content, _) in results(tmp_path / "out").items()} == whole


def test_two_runs_with_different_settings_do_not_meet(tmp_path: Path) -> None:
    document(tmp_path / "in" / "a.pdf", "text")
    other = Settings(jobs=2, page_limit=7)
    go(tmp_path / "in", tmp_path / "out")
    go(tmp_path / "in", tmp_path / "out", settings=other)
    assert len(list((tmp_path / "out" / "readings").iterdir())) == 2
    assert [r.version for r in placed(tmp_path / "out", VERSION)] == [VERSION]
    assert [r.version for r in placed(tmp_path / "out", version_of(other))] == [version_of(other)]
    with pytest.raises(StoreError, match="--version"):
        list(placed(tmp_path / "out", "0.0.0+unknown"))


def test_failures_that_may_pass_are_tried_again_and_others_are_not(tmp_path: Path) -> None:
    document(tmp_path / "in" / "bad.pdf", "refuse")
    document(tmp_path / "in" / "once.pdf", "die")
    assert go(tmp_path / "in", tmp_path / "out").total.failed == 2
    again = go(tmp_path / "in", tmp_path / "out")
    assert (again.total.files, again.kept) == (1, 1)
    held = holdings(place_at(tmp_path / "out"), VERSION)
    assert [each.failed for each in held.held] == [True, True] and not held.missing


@pytest.mark.skipif(os.name != "posix", reason="names of bytes, pipes")
def test_odd_files_are_told_and_hold_nobody_up(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    os.mkfifo(folder / "pipe.pdf")
    os.mkfifo(folder / "pipe")
    (folder / "nowhere.pdf").symlink_to(folder / "absent")
    (folder / "empty.pdf").touch()
    name = os.fsencode(folder) + "/年报.pdf".encode("gb18030")
    Path(os.fsdecode(name)).write_bytes(b"%PDF-1.7\ntext")
    with (folder / "large.pdf").open("wb") as large:
        large.truncate(5 * 1024**3)
    begun = time.monotonic()
    outcome = go(folder, tmp_path / "out")
    assert time.monotonic() - begun < 200
    found = {r.source.path: r for r in placed(tmp_path / "out", VERSION)}
    assert set(found) == {"年报.pdf", "empty.pdf", "large.pdf", "nowhere.pdf", "pipe.pdf"}
    assert found["年报.pdf"].records and outcome.total.failed == 4 and outcome.left == 1
    assert "500 MB" in found["large.pdf"].problems[0].message
    assert go(folder, tmp_path / "out").total.records == 0


def test_many_files_in_one_folder_are_listed_in_order_and_each_is_of_one_shard(tmp_path: Path) -> None:
    names = [f"{n:05}.pdf" for n in range(20_000)]
    for name in names:
        (tmp_path / name).touch()
    place, out = place_at(tmp_path), place_at(tmp_path / "out")
    assert [entry.path for entry in listed(place, Shard(), out)] == names
    parts = [{entry.path for entry in listed(place, Shard(number, 3), out)} for number in (1, 2, 3)]
    assert sum(map(len, parts)) == len(names) and set.union(*parts) == set(names)
    assert max(map(len, parts)) - min(map(len, parts)) < 600


def test_results_inside_the_place_that_is_read_are_no_sources(tmp_path: Path) -> None:
    document(tmp_path / "in" / "a.pdf", "text")
    for _ in range(2):
        go(tmp_path / "in", tmp_path / "in" / "out")
        document(tmp_path / "in" / "out" / "copy.pdf", "not a source")
    assert len(list(placed(tmp_path / "in" / "out", VERSION))) == 1


def test_what_a_browser_saved_beside_a_page_is_no_source(tmp_path: Path) -> None:
    for path in ("页.html", "页_files/a.pdf", "旧.htm", "旧.files/b.pdf", "another_files/c.pdf"):
        document(tmp_path / "in" / path, f"text {path}")
    shown = {entry.path for entry in listed(place_at(tmp_path / "in"), Shard(), place_at(tmp_path / "out"))}
    assert shown == {"页.html", "旧.htm", "another_files/c.pdf"}


def test_object_storage_gives_the_same_as_folders(tmp_path: Path, bucket: str) -> None:
    for n in range(6):
        document(tmp_path / "in" / f"夹 {n % 2}" / f"{n}.pdf", f"text {n % 5}")
    with zipfile.ZipFile(tmp_path / "in" / "包.zip", "w") as archive:
        archive.write(document(tmp_path / "四.pdf", "packed"), "四.pdf")
    far = place_at(f"{bucket}/in")
    for path in sorted((tmp_path / "in").rglob("*.*")):
        far.write(path.relative_to(tmp_path / "in").as_posix(), path.read_bytes())
    go(tmp_path / "in", tmp_path / "out")
    for shard in ("1/2", "2/2"):
        go(f"{bucket}/in", f"{bucket}/out", shard)
    assert go(f"{bucket}/in", f"{bucket}/out").kept == 7
    near = [r.model_dump() for r in placed(tmp_path / "out", VERSION)]
    assert near == [r.model_dump() for r in placed(f"{bucket}/out", VERSION)]
    assert len(near) == 6


def test_files_that_are_gone_by_now_are_failures_that_may_pass(bucket: str, tmp_path: Path) -> None:
    far = place_at(f"{bucket}/in")
    for n in range(9):
        far.write(f"{n}.pdf", f"%PDF-1.7\ntext {n}".encode())
    going = shard_running(ShardPlan(f"{bucket}/in", str(tmp_path / "out"), reader=READER), Settings(jobs=1))
    next(going)
    for n in range(9):
        far.remove(f"{n}.pdf")
    with pytest.raises(StopIteration) as end:
        while True:
            next(going)
    assert end.value.value.total.failed == end.value.value.total.again == 9


def test_a_place_that_vanishes_ends_the_run_and_what_was_read_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with s3_server() as (environment, server):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        new_bucket(environment, "lost")
        far = place_at("s3://lost/in")
        for n in range(12):
            far.write(f"{n:02}.pdf", f"%PDF-1.7\ntext {n}".encode())
        going = shard_running(ShardPlan("s3://lost/in", str(tmp_path / "out"), reader=READER), Settings(jobs=1))
        read = 0
        with pytest.raises(PlaceError, match="用不了"):
            for event in going:
                read += isinstance(event, Put) and not event.counts.failed
                if read == 2:
                    server.kill()
    assert 2 <= len(results(tmp_path / "out")) < 12
    held = holdings(place_at(tmp_path / "out"), VERSION)
    assert sum(not each.failed for each in held.held) >= 2


RUN = """
import sys
from tests.engine.shards.test_shards import go
go(sys.argv[1], sys.argv[2], sys.argv[3])
"""


@pytest.mark.skipif(os.name != "posix", reason="killed by a signal")
def test_shards_killed_at_random_moments_end_as_one_that_nobody_disturbed(tmp_path: Path) -> None:
    for n in range(24):
        document(tmp_path / "in" / f"{n}.pdf", f"slow 0.0{n % 9 + 1}{n}")
    go(tmp_path / "in", tmp_path / "whole")
    draw = random.Random(23)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    for shard in ("1/2", "2/2"):
        written: dict[str, tuple[bytes, int]] = {}
        for kill in (True, True, True, False):
            command = [sys.executable, "-c", RUN, str(tmp_path / "in"), str(tmp_path / "out"), shard]
            with subprocess.Popen(command, env=environment, start_new_session=True) as process:
                try:
                    process.wait(draw.uniform(0.5, 3) if kill else 120)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
            now = results(tmp_path / "out")
            assert written.items() <= now.items(), "a result was written again"
            written = now
    whole = {name: content for name, (content, _) in results(tmp_path / "whole").items()}
    assert {name: content for name, (content, _) in results(tmp_path / "out").items()} == whole
    near, there = ([r.model_dump() for r in placed(tmp_path / each, VERSION)] for each in ("whole", "out"))
    assert near == there and len(near) == 24
    lines = [
        json.loads(text)
        for path in (tmp_path / "out" / "ledger").rglob("*.jsonl")
        for text in path.read_text().splitlines()[1:]
    ]
    assert {line["address"] for line in lines} == {f"{n}.pdf" for n in range(24)}
