"""The bar of a run on a terminal."""

from __future__ import annotations

import io
import threading
from pathlib import Path

from rich.console import Console

from jixiao.cli.bar import Bar
from jixiao.engine.tally import Tally
from jixiao.sources import Gathered, Source


def test_no_thread_draws_before_reading_processes_are_split_off(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    path.write_bytes(b"%PDF")
    source = Source(path.name, path, "0" * 64, "pdf")
    screen = io.StringIO()
    before = threading.active_count()
    with Bar(Console(file=screen, force_terminal=True, width=120)) as bar:
        bar.gathered(Gathered([source]), 0)
        assert threading.active_count() == before
        assert "共 1 个文件" in screen.getvalue() and "启动读取进程" in screen.getvalue()
        bar.started(source)
        assert threading.active_count() == before + 1
        assert "文件 0/1" in screen.getvalue() and "表.pdf" not in screen.getvalue().partition("文件 0/1")[0]
        bar.finished(source, Tally(files=1), Tally(files=1))
