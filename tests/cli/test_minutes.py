"""The line that a long run says now and then."""

from __future__ import annotations

from jixiao.cli.minutes import pace
from jixiao.engine.shards.run import Opened
from jixiao.engine.tally import Tally


def test_a_run_says_how_far_it_is_how_fast_by_kind_and_how_long_it_takes() -> None:
    total = Tally(files=30, pages=600, scanned=25, doubted=7, failed=1)
    assert pace(total, Opened(files=1200, size=4000, kept=0), done=1000, seconds=600) == (
        "已读 30/1,200 个文件，600 页（其中扫描 25 页），每分钟 60 页（其中扫描 2.5 页），"
        "存疑 7 个值，没有读出 1 个，约还要 30 分钟"
    )


def test_pages_that_were_not_scanned_are_pages() -> None:
    said = pace(Tally(files=2, pages=4), Opened(2, 10, 0), done=10, seconds=60)
    assert said == "已读 2/2 个文件，4 页，每分钟 4 页"
