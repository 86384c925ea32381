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


def test_what_an_earlier_run_did_is_no_part_of_the_bar_and_the_time_left_is_said(tmp_path: Path) -> None:
    sources = []
    for name in ("done.pdf", "one.pdf", "two.pdf"):
        path = tmp_path / name
        path.write_bytes(b"%PDF" + bytes(1000))
        sources.append(Source(name, path, "", "pdf"))
    with Bar(Console(file=io.StringIO(), force_terminal=True, width=120)) as bar:
        bar.gathered(Gathered(sources, done={sources[0].key}), 1)
        bar.started(sources[1])
        assert bar.progress.tasks[0].total == 2 * 1004
        bar.paged(sources[1], 1, 2, 1)
        assert "扫描约剩 1 页" in bar.progress.tasks[0].fields["left"]
        bar.finished(sources[1], Tally(files=1, pages=2, scanned=2), Tally(files=1, pages=2, scanned=2))
        assert "扫描约剩 2 页" in bar.progress.tasks[0].fields["left"]
        bar.started(sources[2])
        bar.finished(sources[2], Tally(files=1, pages=2, scanned=2), Tally(files=2, pages=4, scanned=4))
        assert bar.progress.tasks[0].fields["left"] == "" and bar.progress.tasks[0].completed == 2 * 1004
