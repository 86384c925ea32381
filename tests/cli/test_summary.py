"""The closing table and the texts on the screen."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from rich.console import Console

from jixiao.cli.codes import Exit, exit_code
from jixiao.cli.screen import Prose, plain
from jixiao.cli.summary import closing, merged
from jixiao.engine.tally import Tally, Trouble
from jixiao.text import ranges


def drawn(thing: object, width: int = 100) -> str:
    """What stands on a screen of that width."""
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    console.print(thing)
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_the_counts_are_by_kind_and_add_up() -> None:
    total = Tally(files=3, failed=1, pages=12)
    total.complete = Counter(project_goal=4, budget_table=2)
    total.incomplete = Counter(project_goal=1)
    text = drawn(closing(total, 75.2))
    assert "文件 3 个，读出 2 个，没有读出 1 个；12 页；7 条记录；用时 1 分 15 秒" in text
    cells = [[c.strip() for c in line.split("│")[1:-1]] for line in text.splitlines() if line.startswith("│")]
    assert cells == [["项目绩效目标", "4", "1", "5"], ["预算公开表", "2", "0", "2"], ["合计", "6", "1", "7"]]


def test_pages_read_by_ocr_and_uncertain_values_are_counted() -> None:
    total = Tally(files=1, pages=12, scanned=9, doubted=4)
    total.complete = Counter(project_goal=2)
    assert "12 页（9 页按图像识别）；2 条记录，4 个值存疑；" in drawn(closing(total, 1.0))


def test_problems_stand_with_file_and_page_and_equal_ones_together() -> None:
    troubles = [
        Trouble("a.pdf", 3, "page.scanned", "第3页：是扫描图片"),
        Trouble("b.pdf", None, "source.damaged", "b.pdf：不完整，请重新获取"),
        Trouble("a.pdf", 4, "page.scanned", "第4页：是扫描图片"),
        Trouble("a.pdf", 9, "page.scanned", "第9页：是扫描图片"),
        Trouble("c.pdf", 2, "page.scanned", "第2-5、7页：是扫描图片"),
        Trouble("c.pdf", 8, "digits", "表中有数字没有归入任何栏目"),
    ]
    assert merged(troubles) == [
        ("a.pdf", "3-4, 9", "是扫描图片"),
        ("b.pdf", "", "不完整，请重新获取"),
        ("c.pdf", "2-5, 7", "是扫描图片"),
        ("c.pdf", "8", "表中有数字没有归入任何栏目"),
    ]


def test_a_long_list_of_problems_says_that_there_is_more() -> None:
    total = Tally(files=1, troubles=[Trouble("a.pdf", i, "x", f"问题{i}") for i in range(1, 51)])
    text = drawn(closing(total, 1))
    assert "需要看一看的 50 处（列出前 30 处" in text
    assert "问题30" in text and "问题31" not in text


def test_no_number_of_wrong_values_is_made_up() -> None:
    text = (
        drawn(closing(Tally(files=1, complete=Counter(project_goal=1), doubted=3, accepted=662), 1))
        .replace("\n", "")
        .replace(" ", "")
    )
    assert "3个值存疑" in text and "662个识别的值不存疑" in text and "抽查" in text and "估计" not in text


def test_names_and_messages_are_never_markup() -> None:
    total = Tally(files=1, failed=1, troubles=[Trouble("[red]a[/].pdf\x1b[2J", None, "x", "[link=x]问题[/link]")])
    text = drawn(closing(total, 1))
    assert "[red]a[/].pdf" in text and "[link=x]问题[/link]" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("numbers", "said"), [([], ""), ([3], "3"), ([1, 2, 3], "1-3"), ([1, 3, 4, 9], "1, 3-4, 9"), ([1, 2], "1-2")]
)
def test_ranges(numbers: list[int], said: str) -> None:
    assert ranges(numbers) == said


@pytest.mark.parametrize(
    ("total", "code"),
    [
        (Tally(files=1, complete=Counter(project_goal=1)), Exit.DONE),
        (Tally(files=1), Exit.DONE),
        (Tally(files=2, failed=1, incomplete=Counter(project_goal=1)), Exit.UNREAD),
        (Tally(files=1, incomplete=Counter(project_goal=1)), Exit.INCOMPLETE),
        (Tally(files=1, troubles=[Trouble("a", 1, "page", "坏")]), Exit.INCOMPLETE),
    ],
)
def test_exit_codes(total: Tally, code: Exit) -> None:
    assert exit_code(total) is code


def test_chinese_text_fills_its_column() -> None:
    text = "读取需要的内存超过每个进程的上限 1024 MB（memory_mb），已停止，没有留下结果；请拆分文件。"
    lines = drawn(Prose(text), 30).splitlines()
    assert "".join(line.rstrip() for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(not line.startswith(("，", "；", "。", "）")) for line in lines)
    assert any("1024 MB" in line for line in lines) and any("memory_mb" in line for line in lines)
    assert all(len(line.encode("gb18030")) <= 30 for line in lines)
    assert min(len(line.rstrip().encode("gb18030")) for line in lines[:-1]) >= 22


def test_a_word_longer_than_the_column_is_broken() -> None:
    assert drawn(Prose("x" * 25), 10).split() == ["x" * 10, "x" * 10, "x" * 5]


def test_control_characters_do_not_reach_the_screen() -> None:
    assert plain("a\x1b[31mb\x07\n　c").plain == "a [31mb \n　c"
