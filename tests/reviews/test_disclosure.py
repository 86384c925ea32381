"""The disclosure list: every line filled in from what was found and looked at, never 是 for what was not."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from tests.checks import good

from jixiao.checks import check
from jixiao.export import disclosure_book, disclosure_words
from jixiao.records import BudgetTable, PageCoverage, Prose, Reading
from jixiao.reviews import Disclosure
from jixiao.reviews.disclosure import disclosure
from jixiao.reviews.disclosure import disclosure_words as lines_of
from jixiao.reviews.disclosure_rules import RULES


def listed(reading: Reading) -> Disclosure:
    made = disclosure(check(reading), RULES)
    assert made is not None
    return made


def line(reading: Reading, asks: str) -> tuple[str, str]:
    """Verdict and note of the line that asks so."""
    (found,) = [each for each in listed(reading).lines if asks in each.asks]
    return found.verdict, found.note


def said(*texts: str) -> Reading:
    """The good file with these paragraphs as its text."""
    reading = good.reading()
    reading.prose = [Prose(text=text, page=2) for text in texts]
    return reading


def test_every_line_has_a_rule() -> None:
    assert {each["rule"] for each in lines_of()["lines"]} == set(RULES)


def test_a_file_of_forms_alone_has_no_such_list() -> None:
    reading = good.reading()
    reading.records = [record for record in reading.records if not isinstance(record, BudgetTable)]
    assert disclosure(check(reading), RULES) is None


def test_what_checks_found_is_no_and_what_they_looked_at_is_yes() -> None:
    reading = good.reading()
    assert line(reading, "文字与表格的金额一致")[0] == "是"
    reading.prose[1].text = reading.prose[1].text.replace("2024年支出预算", "2024年支出预算9")
    assert line(reading, "没有模板留下的选择")[0] == "是"
    reading.prose[3].text = reading.prose[3].text.replace("减少1.00万元", "增加（减少）1.00万元")
    verdict, note = line(reading, "没有模板留下的选择")
    assert verdict == "否" and "增加(减少)" in note


@pytest.mark.parametrize(
    ("asks", "text", "verdict"),
    [
        ("标点和文字", "财政拨款减少的主要原因是。", "否"),
        ("标点和文字", "完成优秀调解案例”活动。", "否"),
        ("金额为 0", "政府性基金预算支出0.00万元，比2023年预算增加5.20万元。", "否"),
        ("说明了原因", "项目支出比2023年预算增加12.50万元。", "否"),
        ("说明了原因", "项目支出比2023年预算增加12.50万元，主要原因是新增河道清淤。", "是"),
        ("采购预算", "政府采购预算30万元，其中：货物10万元、工程10万元、服务5万元。", "否"),
        ("采购预算", "政府采购预算25万元，其中：货物10万元、工程10万元、服务5万元。", "是"),
    ],
)
def test_texts_are_looked_at(asks: str, text: str, verdict: str) -> None:
    assert line(said(text), asks)[0] == verdict


def test_what_is_not_there_to_be_looked_at_is_not_yes() -> None:
    reading = good.reading()
    assert line(reading, "采购预算")[0] == "未查"
    assert line(reading, "七个小标题")[0] == "未查"
    reading.prose = []
    assert line(reading, "标点和文字")[0] == "未查"
    assert line(reading, "有名词解释")[0] == "未查"


def test_a_table_that_may_not_have_been_read_is_not_called_missing() -> None:
    reading = good.reading()
    assert line(reading, "有财政拨款收支预算总表")[0] == "否"
    reading.records[0].status = "incomplete"
    assert line(reading, "有财政拨款收支预算总表")[0] == "未查"


def test_blank_pages_are_told_with_their_numbers() -> None:
    reading = good.reading()
    reading.coverage = [PageCoverage(page=1, characters=20), PageCoverage(page=2)]
    (found,) = [each for each in listed(reading).lines if "空白页" in each.asks]
    assert (found.verdict, found.pages) == ("否", [2])


def test_the_list_goes_out_as_workbook_and_word(tmp_path: Path) -> None:
    made = listed(good.reading())
    book = openpyxl.load_workbook(disclosure_book([made], tmp_path / "表.xlsx"))
    sheet = book["预算公开检查表"]
    assert sheet.max_row == len(made.lines) + 1
    assert {sheet.cell(r, 5).value for r in range(2, sheet.max_row + 1)} <= {"是", "否", "未查"}
    (path,) = disclosure_words([made], tmp_path)
    (table,) = docx.Document(str(path)).tables
    assert [row.cells[3].text for row in table.rows[1:]] == [each.verdict for each in made.lines]
