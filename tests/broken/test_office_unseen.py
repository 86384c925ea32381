"""What an Office file holds and a person does not see, or sees struck out: never a value without a doubt or a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from tests.broken.test_office import SAMPLES, changed
from tests.pdf_builder import reading

TOTAL = "funds.annual.total"
RUN = re.compile(r"<w:r>(?:(?!</w:r>).)*?<w:t[^>]*>268\.50</w:t></w:r>", re.DOTALL)
BOX = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="position:absolute;width:80pt;height:20pt">'
    "<v:textbox><w:txbxContent><w:p><w:r><w:t>77.77</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def looking(run: str, how: str) -> str:
    """The run with more properties; the last one of a kind holds."""
    kind = re.match(r"<w:(\w+)", how)
    assert kind is not None
    bare = re.sub(rf"<w:{kind[1]} [^>]*/>", "", run)
    return bare.replace("</w:rPr>", f"{how}</w:rPr>", 1)


def word(tmp: Path, change: Callable[[str], str]) -> Any:
    """The first record of a sample in whose first amount the run is changed."""

    def part(name: str, body: bytes) -> bytes:
        if name != "word/document.xml":
            return body
        return RUN.sub(lambda m: change(m[0]), body.decode(), count=1).encode()

    return reading(changed(SAMPLES / "xingan-projects.docx", tmp, part)).records[0]


@pytest.mark.parametrize("how", ['<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>', '<w:vanish w:val="1"/>'])
def test_word_text_that_nobody_sees_is_not_read_and_puts_what_stands_beside_it_in_doubt(
    tmp_path: Path, how: str
) -> None:
    found = word(tmp_path, lambda run: looking(run.replace("268.50", "999.99"), how) + run)
    assert found.funds.annual.total == "268.50"
    assert "covering" in found.doubts[TOTAL]


def test_white_word_text_on_a_ground_is_read(tmp_path: Path) -> None:
    how = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="203060"/>'
    found = word(tmp_path, lambda run: looking(run, how))
    assert (found.funds.annual.total, found.doubts) == ("268.50", {})


def test_an_amount_that_was_revised_and_not_accepted_is_in_doubt(tmp_path: Path) -> None:
    def revised(run: str) -> str:
        old = run.replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>").replace("268.50", "999.99")
        return f'<w:del w:id="1" w:author="a">{old}</w:del><w:ins w:id="2" w:author="a">{run}</w:ins>'

    found = word(tmp_path, revised)
    assert found.funds.annual.total == "268.50"
    assert "revised" in found.doubts[TOTAL]


def test_an_amount_that_is_struck_out_is_in_doubt(tmp_path: Path) -> None:
    assert "revised" in word(tmp_path, lambda run: looking(run, '<w:strike w:val="1"/>')).doubts[TOTAL]


def test_an_amount_under_a_text_box_with_another_is_in_doubt(tmp_path: Path) -> None:
    assert "covering" in word(tmp_path, lambda run: run + BOX).doubts[TOTAL]


def workbook(tmp: Path, change: Callable[[Any], None], part: Callable[[str, bytes], bytes] | None = None) -> Any:
    """The reading of a sample workbook whose sheet, and then whose parts, are changed."""
    book = openpyxl.load_workbook(SAMPLES / "haitun-department.xlsx")
    change(book.worksheets[0])
    path = tmp / "book.xlsx"
    book.save(path)
    (tmp / "changed").mkdir()
    return reading(changed(path, tmp / "changed", part) if part is not None else path)


def test_white_text_of_a_workbook_is_not_read_and_said(tmp_path: Path) -> None:
    def whiten(sheet: Any) -> None:
        sheet["C5"].font = Font(color="FFFFFFFF")

    found = workbook(tmp_path, whiten)
    assert not found.records[0].budget.basic
    assert [problem.code for problem in found.problems] == ["excel.hidden"]


def test_white_text_of_a_workbook_on_a_ground_is_read(tmp_path: Path) -> None:
    def darken(sheet: Any) -> None:
        sheet["C5"].font, sheet["C5"].fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF203060")

    assert workbook(tmp_path, darken).records[0].budget.basic == "3,120.60"


@pytest.mark.parametrize(("formula", "kept", "doubts"), [
    ("C5+C6-170", "4825.05", []), ("C5+C6-170", "4800.05", ["stale"]), ("SUM(C5:C6)-E6", "4800.05", ["stale"]),
    ("ROUND(C5,0)", "1", []), ("C5+B5", "7", []),
])  # fmt: skip
def test_a_formula_that_was_not_calculated_again_is_in_doubt(
    tmp_path: Path, formula: str, kept: str, doubts: list[str]
) -> None:
    def formulate(sheet: Any) -> None:
        sheet["E5"] = f"={formula}"

    def keep(name: str, body: bytes) -> bytes:
        return re.sub(rb"(<c r=\"E5\"[^>]*><f>[^<]*</f>)<v ?/?>(</v>)?", rb"\1<v>%s</v>" % kept.encode(), body)

    found = workbook(tmp_path, formulate, keep)
    said = found.records[0].doubts.get("budget.fiscal", [])
    assert [code for code in said if code == "stale"] == doubts


def test_a_cell_under_a_text_box_is_in_doubt(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "box.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        rows = openpyxl.load_workbook(SAMPLES / "haitun-department.xlsx").worksheets[0].iter_rows(values_only=True)
        for number, row in enumerate(rows):
            for at, value in enumerate(row):
                if value is not None:
                    sheet.write(number, at, value)
        sheet.insert_textbox(4, 2, "999.99", {"width": 60, "height": 18})
    (record,) = reading(path).records
    assert record.budget.basic == "3120.6"
    assert "covering" in record.doubts["budget.basic"]


def test_a_workbook_that_contradicts_itself_is_said_to_be_damaged(tmp_path: Path) -> None:
    def styleless(name: str, body: bytes) -> bytes:
        return re.sub(rb"(<c r=\"C5\" s=)\"\d+\"", rb'\1"9999"', body)

    assert {p.code for p in workbook(tmp_path, lambda sheet: None, styleless).problems} == {"excel.damaged"}


def test_a_cell_that_stands_twice_is_said(tmp_path: Path) -> None:
    def doubled(name: str, body: bytes) -> bytes:
        return re.sub(rb"(<c r=\"C5\"[^>]*>.*?</c>)", rb"\1\1", body, count=1, flags=re.DOTALL)

    assert {p.code for p in workbook(tmp_path, lambda sheet: None, doubled).problems} == {"excel.damaged"}


@pytest.mark.parametrize(("at", "text", "doubted"), [("D9", "9,999.99", True), ("D9", None, False)])
def test_what_lies_under_a_merged_cell_is_not_read_and_puts_it_in_doubt(
    tmp_path: Path, at: str, text: str | None, doubted: bool
) -> None:
    def lay(name: str, body: bytes) -> bytes:
        if text is None or not name.endswith("sheet1.xml"):
            return body
        cell = f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()
        return re.sub(rb'<c r="%s"[^>]*(/>|></c>)' % at.encode(), cell, body, count=1)

    (found,) = workbook(tmp_path, lambda sheet: None, lay).records
    assert "9,999.99" not in found.model_dump_json()
    assert (found.doubts.get("goal_annual") == ["covering"]) == doubted


def test_what_lies_under_a_blank_merged_cell_is_said(tmp_path: Path) -> None:
    def lay(name: str, body: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return body
        body = re.sub(rb'<c r="C5".*?</c>', b'<c r="C5"/>', body, count=1, flags=re.DOTALL)
        moved = b'<c r="D5" t="inlineStr"><is><t>3,120.60</t></is></c>'
        body = re.sub(rb'<c r="D5".*?</c>', moved, body, count=1, flags=re.DOTALL)
        return re.sub(rb'<mergeCells( count="\d+")?>', rb'<mergeCells><mergeCell ref="C5:D5"/>', body, count=1)

    assert "excel.hidden" in {problem.code for problem in workbook(tmp_path, lambda sheet: None, lay).problems}
