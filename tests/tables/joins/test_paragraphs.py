"""Running text: wrapped lines, indents, page ends, page numbers and running heads."""

from __future__ import annotations

from pathlib import Path

from tests.pdf_builder import Paper
from tests.tables.drawn import paragraphs

FULL = "一年来沙洲县图书馆坚持开放办馆的方针持续改善阅读条件并且扩大流动服务"  # as wide as the column


def column(*lines: str, top: float = 100, paper: Paper | None = None) -> Paper:
    """Lines under one another; a leading full-width blank moves the line by one character."""
    paper = paper or Paper()
    for i, line in enumerate(lines):
        indent = len(line) - len(line.lstrip("　"))
        paper.text(80 + 12 * indent, top + 20 * i, line.lstrip("　"), 12)
    return paper


def test_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    assert paragraphs(column(FULL, FULL, "读者人数有所增加。"), tmp_path) == [FULL + FULL + "读者人数有所增加。"]


def test_an_indent_begins_a_paragraph(tmp_path: Path) -> None:
    found = paragraphs(column("　　" + FULL[:-2], FULL, "　　" + FULL[:-2], "第二段完。"), tmp_path)
    assert found == [FULL[:-2] + FULL, FULL[:-2] + "第二段完。"]


def test_a_short_line_ends_a_paragraph(tmp_path: Path) -> None:
    assert paragraphs(column(FULL, "第一段完。", FULL, "第二段完。"), tmp_path) == [
        FULL + "第一段完。",
        FULL + "第二段完。",
    ]


def test_latin_words_keep_their_blank_at_a_line_end(tmp_path: Path) -> None:
    first = FULL[:-2] + "open"
    paper = column(FULL, first, "data平台上线。")
    assert paragraphs(paper, tmp_path)[-1].endswith("open data平台上线。")


def test_a_paragraph_goes_on_over_the_page_end(tmp_path: Path) -> None:
    paper = column("　　" + FULL[:-2], FULL, top=760)
    paper.page()
    assert paragraphs(column(FULL, "全文完。", paper=paper), tmp_path) == [FULL[:-2] + FULL + FULL + "全文完。"]


def test_page_numbers_do_not_stand_between(tmp_path: Path) -> None:
    paper = column("　　" + FULL[:-2], FULL, top=740).centred(815, "— 1 —", 9)
    paper.page()
    column(FULL, "全文完。", paper=paper).centred(815, "— 2 —", 9)
    assert paragraphs(paper, tmp_path) == [FULL[:-2] + FULL + FULL + "全文完。", "[—1—]", "[—2—]"]


def test_a_new_paragraph_on_the_next_page_stays_apart(tmp_path: Path) -> None:
    paper = column("　　" + FULL[:-2], FULL, top=760)
    paper.page()
    found = paragraphs(column("　　" + FULL[:-2], FULL, paper=paper), tmp_path)
    assert found == [FULL[:-2] + FULL, FULL[:-2] + FULL]


def test_lines_that_come_back_at_the_edge_of_pages_are_running_heads(tmp_path: Path) -> None:
    paper = Paper()
    for i in range(3):
        if i:
            paper.page()
        column("　　" + FULL[:-2], f"第{i}页的正文。", paper=paper).text(80, 40, "沙洲县图书馆2024年部门预算", 9)
        paper.centred(815, f"第 {i + 1} 页 共 3 页", 9)
    heads = [p for p in paragraphs(paper, tmp_path) if p.startswith("[")]
    assert heads.count("[沙洲县图书馆2024年部门预算]") == 3
    assert len(heads) == 6


def test_a_line_at_the_edge_of_one_page_is_text(tmp_path: Path) -> None:
    paper = column(FULL, "正文。").text(80, 40, "附件一：书目", 9)
    assert paragraphs(paper, tmp_path)[0] == "附件一：书目"


def test_a_number_in_the_middle_of_a_page_is_text(tmp_path: Path) -> None:
    paper = column(FULL, "正文。").text(80, 400, "2024", 12)
    column(FULL, paper=paper, top=500)
    assert "2024" in paragraphs(paper, tmp_path)
