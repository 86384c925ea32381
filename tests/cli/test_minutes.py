"""The line that a long run says now and then."""

from __future__ import annotations

from jixiao.cli.minutes import pace
from jixiao.cli.progress import remaining
from jixiao.engine.remaining import Left
from jixiao.engine.tally import Tally


def test_a_run_says_how_far_it_is_how_fast_by_kind_and_how_long_it_takes() -> None:
    total = Tally(files=30, pages=600, scanned=25, doubted=7, failed=1)
    assert pace(total, 1200, 600, Left(30, 75)) == (
        "已读 30/1,200 个文件，600 页（其中扫描 25 页），每分钟 60 页（其中扫描 2.5 页），"
        "存疑 7 个值，没有读出 1 个，约还要 30 分钟（扫描约剩 75 页）"
    )


def test_pages_that_were_not_scanned_are_pages() -> None:
    assert pace(Tally(files=2, pages=4), 2, 60, None) == "已读 2/2 个文件，4 页，每分钟 4 页"
    assert remaining(Left(0.2, 0.4)) == "约还要 1 分钟"
