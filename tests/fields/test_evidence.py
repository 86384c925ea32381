"""Evidence and coverage over whole documents: the page prints in a value's boxes that value, and no word is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fields.printed import Sheets, misplaced, values
from tests.pdf_builder import Paper, reading

from jixiao.pages.pdf import Pdf

SAMPLES = ["linhe-departments", "qingshi-budget", "xingan-projects"]
COVERED = ["baiyan-narrative", "linhe-departments", "xingan-projects"]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_page_prints_each_value_where_the_record_says(samples: Path, name: str) -> None:
    path = samples / f"{name}.pdf"
    sheets = Sheets(path)
    records = reading(path).records
    assert sum(len(values(r)) for r in records) > 150
    assert [misplaced(r, sheets) for r in records] == [{}] * len(records)


def test_a_value_over_a_page_end_names_both_places(tmp_path: Path) -> None:
    start, rest = "完成书库两层地面与照明的修缮并", "且在年底之前向全体读者开放。"
    paper = Paper()
    paper.centred(560, "2024年项目支出绩效目标表")
    paper.table([["项目名称", "书库修缮"], ["年度目标", start]], [70, 145], 600)
    paper.page()
    paper.table([["", rest], ["实施单位", "沙洲县图书馆"]], [70, 145], 70)
    path = paper.save(tmp_path / "cut.pdf")
    (record,) = reading(path).records
    found = record.evidence["goal_annual"]
    assert (found.page, [s.page for s in found.continued]) == (1, [2])
    assert misplaced(record, Sheets(path)) == {}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_are_on_the_page_as_displayed(tmp_path: Path, turn: int) -> None:
    paper = Paper(842, 595)
    paper.centred(80, "2024年项目支出绩效目标表")
    paper.table([["项目名称", "书库修缮"], ["年度目标", "修缮书库两层，\n添置书架。"]], [70, 145], 100)
    paper.sheet.set_rotation(turn)
    path = paper.save(tmp_path / "turned.pdf")
    (record,) = reading(path).records
    assert set(values(record)) == {"title", "year", "project_name", "goal_annual"}
    assert misplaced(record, Sheets(path)) == {}


@pytest.mark.parametrize("name", COVERED)
def test_every_character_of_every_page_is_counted(samples: Path, name: str) -> None:
    path = samples / f"{name}.pdf"
    with Pdf(path, path.name) as pdf:
        printed = {page.number: sum(len(w.text) for w in page.words) for page in pdf.pages()}
    counted = reading(path).coverage
    assert {c.page: c.characters for c in counted} == printed


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_in_the_samples_is_unexplained(samples: Path, name: str) -> None:
    for c in reading(samples / f"{name}.pdf").coverage:
        assert c.unexplained == []
        assert c.field + c.label + c.heading + c.prose + c.margin == c.characters
        assert c.field > c.margin


def test_a_page_number_is_margin_and_free_text_is_prose(tmp_path: Path) -> None:
    paper = Paper().text(80, 100, "以下说明年度工作安排。", 12).centred(815, "- 1 -", 9)
    (page,) = reading(paper.save(tmp_path / "prose.pdf")).coverage
    assert (page.prose, page.margin, page.unexplained) == (11, 5, [])


def test_a_number_that_nobody_explains_is_named(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(80, "2024年项目支出绩效目标表")
    rows = [["项目名称", "书库修缮", "<"], ["年度目标", "修缮书库两层。", "<"], ["35.20", "", "17.60"]]
    paper.table(rows, [70, 145, 80], 100)
    found = reading(paper.save(tmp_path / "stray.pdf"))
    (record,) = found.records
    assert record.status == "incomplete"
    assert "unexplained.digits" in [r.code for r in record.reasons]
    assert found.coverage[0].unexplained == ["35.20", "17.60"]
