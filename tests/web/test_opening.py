"""The desk opens whatever it is pointed at."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jixiao.app.desk.opening import STORE, opened
from jixiao.app.events import finished
from jixiao.app.extracting import Extraction, extract
from jixiao.app.workspace import Workspace
from jixiao.errors import SourceError, StoreError
from jixiao.web.running import _bound


def test_documents_are_read_into_a_store_beside_them(samples: Path, tmp_path: Path) -> None:
    shutil.copy(samples / "haitun-department.xlsx", tmp_path)
    desk = opened(tmp_path)
    assert desk.place == tmp_path / STORE
    (form,) = desk.board.all()
    assert form.file == "haitun-department.xlsx"


def test_results_are_taken_as_they_are(samples: Path, tmp_path: Path) -> None:
    finished(extract(Extraction([samples / "haitun-department.xlsx"], tmp_path / "结果"), Workspace()))
    kept = next((tmp_path / "结果").glob("*.json"))
    said = json.loads(kept.read_text(encoding="utf-8"))
    said["records"][0]["department"] = "只有结果里才有的名字"
    kept.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    desk = opened(tmp_path / "结果")
    assert [form.subject for form in desk.board.all()] == ["只有结果里才有的名字"]
    assert len(list(opened(tmp_path / "结果").board.all())) == 1, "opened again nothing is there twice"


@pytest.mark.parametrize(("name", "kind"), [("没有.db", StoreError), ("没有", SourceError)])
def test_what_is_not_there_is_told(tmp_path: Path, name: str, kind: type[Exception]) -> None:
    with pytest.raises(kind, match="请检查路径"):
        opened(tmp_path / name)
    assert not list(tmp_path.iterdir()), "nothing was made"


def test_small_answers_do_not_wait_for_the_next_packet() -> None:
    """Connections to the desk have TCP_NODELAY; without it each answer took 40 ms more."""
    with _bound("127.0.0.1", 0) as listener:

        async def nodelay() -> int:
            met: asyncio.Future[int] = asyncio.get_running_loop().create_future()

            def come(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                met.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
                writer.close()

            async with await asyncio.start_server(come, sock=listener):
                _, writer = await asyncio.open_connection(*listener.getsockname())
                found = await met
                writer.close()
            return found

        with ThreadPoolExecutor(1) as thread:  # the browser of other tests has a loop in this one
            assert thread.submit(lambda: asyncio.run(nodelay())).result()
