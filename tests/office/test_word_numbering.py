"""Automatic numbers: forms, levels, restarts, and lists bound to styles."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.office.word_files import docx, listing, numbered, p, tbl, tc, tr, used

from jixiao.office.word.document import read_word
from jixiao.office.word.numbering import written


def lines(tmp_path: Path, body: str, numbering: str, **parts: str) -> list[str]:
    layout = read_word(docx(tmp_path / "文.docx", body, numbering=numbering, **parts), "文.docx")
    return [w.text for b in layout.blocks for w in b.words()]


@pytest.mark.parametrize(
    ("form", "numbers", "expected"),
    [
        ("decimal", (1, 10), "1 10"),
        ("decimalZero", (3, 12), "03 12"),
        ("chineseCounting", (1, 10, 11, 20, 101), "一 十 十一 二十 一百〇一"),
        ("chineseCountingThousand", (2, 1010), "二 一千〇一十"),
        ("japaneseCounting", (12,), "十二"),
        ("chineseLegalSimplified", (1, 25), "壹 贰拾伍"),
        ("ideographDigital", (12,), "一二"),
        ("ideographTraditional", (1, 10), "甲 癸"),
        ("ideographZodiac", (12,), "亥"),
        ("decimalEnclosedCircle", (1, 20, 21), "① ⑳ ㉑"),
        ("decimalEnclosedCircleChinese", (3,), "③"),
        ("decimalEnclosedParen", (2,), "⑵"),
        ("decimalEnclosedFullstop", (2,), "⒉"),
        ("ideographEnclosedCircle", (3,), "㊂"),
        ("decimalFullWidth", (12,), "１２"),  # noqa: RUF001 -- full width is what the form prints
        ("lowerLetter", (1, 27), "a aa"),
        ("upperLetter", (26,), "Z"),
        ("lowerRoman", (4, 19), "iv xix"),
        ("upperRoman", (2024,), "MMXXIV"),
        ("none", (1,), ""),
        ("nobodyKnows", (7,), "7"),
        ("lowerLetter", (99_999_999,), "99999999"),
    ],
)
def test_forms(form: str, numbers: tuple[int, ...], expected: str) -> None:
    assert " ".join(written(n, form) for n in numbers) == expected


def test_levels_count_and_begin_anew_under_the_next_one_above(tmp_path: Path) -> None:
    lists = listing(1, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")) + used((1, 1))
    order = [0, 1, 2, 2, 1, 2, 0, 1, 2]
    body = "".join(p("文", numbered(1, level)) for level in order)
    assert lines(tmp_path, body, lists) == [
        "一、文", "（一）文", "1.文", "2.文", "（二）文", "1.文", "二、文", "（一）文", "1.文",
    ]  # fmt: skip


def test_a_level_may_quote_those_above_and_use_digits_for_all(tmp_path: Path) -> None:
    lists = listing(1, ("chineseCounting", "第%1章"), ("decimal", "%1.%2")).replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    body = "".join(p("文", numbered(1, level)) for level in (0, 0, 1, 1))
    assert lines(tmp_path, body, lists + used((1, 1))) == ["第一章文", "第二章文", "2.1文", "2.2文"]


def test_a_level_may_go_on_through_those_above(tmp_path: Path) -> None:
    lists = listing(1, ("chineseCounting", "%1、"), ("decimal", "%2.")).replace(
        '<w:lvlText w:val="%2."/>', '<w:lvlText w:val="%2."/><w:lvlRestart w:val="0"/>'
    )
    body = "".join(p("文", numbered(1, level)) for level in (0, 1, 0, 1))
    assert lines(tmp_path, body, lists + used((1, 1))) == ["一、文", "1.文", "二、文", "2.文"]


def test_lists_of_one_definition_count_on_unless_told_to_begin_anew(tmp_path: Path) -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = listing(1, ("decimal", "%1.")) + used((1, 1), (2, 1), (3, 1), override=anew)
    body = "".join(p("文", numbered(i)) for i in (1, 1, 2, 3, 3))
    assert lines(tmp_path, body, lists) == ["1.文", "2.文", "3.文", "1.文", "2.文"]


def test_a_list_may_come_from_the_style_and_be_switched_off(tmp_path: Path) -> None:
    bound = '<w:pStyle w:val="标题二"/>'
    lists = listing(1, ("chineseCounting", "%1、"), ("decimal", "%2.")).replace(
        '<w:lvlText w:val="%2."/>', f'{bound}<w:lvlText w:val="%2."/>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="标题一">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="标题二"><w:basedOn w:val="标题一"/></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="标题一"/>') + p("乙", '<w:pStyle w:val="标题二"/>')
    body += p("丙", '<w:pStyle w:val="标题一"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(tmp_path, body, lists + used((1, 1)), styles=styles) == ["一、甲", "1.乙", "丙"]


def test_a_definition_may_be_kept_under_a_list_style(tmp_path: Path) -> None:
    kept = listing(1, ("decimal", "（%1）")).replace("<w:lvl ", '<w:styleLink w:val="S"/><w:lvl ', 1)
    linked = '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="S"/></w:abstractNum>'
    assert lines(tmp_path, p("文", numbered(5)), kept + linked + used((5, 2))) == ["（1）文"]


def test_empty_numbered_cells_print_their_number_but_empty_bullets_nothing(tmp_path: Path) -> None:
    lists = listing(1, ("decimal", "%1")) + listing(2, ("bullet", "●")) + used((1, 1), (2, 2))
    cells = "".join(f"<w:tr><w:tc>{p('', numbered(1))}</w:tc>{tc(t)}</w:tr>" for t in ("甲", "乙"))
    body = tbl(cells) + p("", numbered(2)) + p("有", numbered(2))
    assert lines(tmp_path, body, lists) == ["1", "甲", "2", "乙", "●有"]


def test_bullets_of_symbol_fonts(tmp_path: Path) -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    lists = listing(1, ("bullet", "\uf06c"), extra=font) + used((1, 1))
    assert lines(tmp_path, p("要点", numbered(1)), lists) == ["●要点"]


def test_a_number_does_not_run_into_digits_after_it(tmp_path: Path) -> None:
    lists = listing(1, ("decimal", "%1.")) + used((1, 1))
    assert lines(tmp_path, p("2024年完成", numbered(1)) + p("完成", numbered(1)), lists) == ["1. 2024年完成", "2.完成"]


def test_a_list_nobody_defined_prints_no_number(tmp_path: Path) -> None:
    assert lines(tmp_path, p("文", numbered(9)) + tbl(tr(tc("格"))), "") == ["文", "格"]
