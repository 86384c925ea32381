"""A form that came in several files has one opinion, which says where else it is and what is different there."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from tests.library.shelved import SUBSIDY, project, reading

from jixiao import export
from jixiao.config import CheckSettings
from jixiao.export.opinions.word import notes
from jixiao.records import ProjectGoal, Reading
from jixiao.reviews import Basis, Review, review

FORM = project("高龄老人生活", *SUBSIDY)


def reviewed(*readings: Reading) -> Review:
    """The review of files by the checks of the program."""
    return review(readings, CheckSettings(), Basis())


def changed(**values: object) -> ProjectGoal:
    """The form with other values."""
    return FORM.model_copy(update=values, deep=True)


def test_the_same_form_in_two_files_has_one_opinion_that_says_so(tmp_path: Path) -> None:
    spaced = changed(pages=None, project_name="高龄老人 生活", title="")  # the same to a reader
    made = reviewed(reading("a.pdf", FORM), reading("a.docx", spaced))
    (opinion,) = made.opinions
    assert (opinion.source, [each.said for each in opinion.also]) == ("a.pdf", ["同一张表也在 a.docx，内容相同"])
    assert any("同一张表也在 a.docx" in note for note in notes(opinion))
    page = export.review_page(made, tmp_path / "总览.html").read_text(encoding="utf-8")
    assert "同一张表也在 a.docx，内容相同" in page
    sheet = openpyxl.load_workbook(export.review_book(made, tmp_path / "意见.xlsx"))["项目"]
    assert "同一张表也在 a.docx，内容相同" in [cell.value for cell in sheet[2]]


def test_what_is_different_in_the_other_file_is_told() -> None:
    long = "按照高龄津贴办法，按月核对名单，足额发放生活补贴，{}前全部到账"
    other = changed(goal_annual="按时发放", purpose=long.format("每月25日"))
    other.indicators[2].value = "≥90%"
    here = changed(purpose=long.format("每月10日"))
    (opinion,) = reviewed(reading("a.pdf", here), reading("b.pdf", other)).opinions
    (also,) = opinion.also
    assert also.said == (
        "同一张表也在 b.pdf 第 1 页，内容不同：资金用途是“…放生活补贴，每月10日前全部到账”，"
        "那里是“…放生活补贴，每月25日前全部到账”；绩效指标 第3行 指标值是“=100%”，那里是“≥90%”；"
        "年度绩效目标没有填，那里是“按时发放”；请核对以哪份为准"
    )


def test_the_file_that_was_read_better_has_the_opinion() -> None:
    doubted, incomplete = changed(doubts={"year": ["ocr.weak"]}), changed(status="incomplete")
    made = reviewed(reading("a.pdf", incomplete), reading("b.pdf", doubted), reading("c.docx", FORM))
    assert [(o.source, len(o.also)) for o in made.opinions] == [("c.docx", 2)]


def test_forms_that_anything_tells_apart_have_an_opinion_each() -> None:
    others = [changed(year=2025), changed(department="白石县民政局"), changed(department=None)]
    files = [reading(f"{n}.pdf", other) for n, other in enumerate(others)]
    assert len(reviewed(reading("a.pdf", FORM, FORM), *files).opinions) == 5  # two of one file are two


def test_two_forms_of_one_name_go_with_the_two_of_the_other_file() -> None:
    second = changed(goal_annual="第二张")
    made = reviewed(reading("a.pdf", FORM, second), reading("a.docx", FORM, second))
    assert [[each.differs for each in opinion.also] for opinion in made.opinions] == [[[]], [[]]]
