"""The tables that records are laid out in: columns, headings, places, values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.records import made

from jixiao.records import BudgetTable, DepartmentNarrative, Evidence, ProjectGoal, Reading, SourceInfo
from jixiao.records.headings import field_heading
from jixiao.records.tables.columns import At, Noun, heading_of, number_of
from jixiao.records.tables.identifying import name_of, record_id, status_of
from jixiao.records.tables.published import BUDGET_CELLS
from jixiao.records.tables.schema import INDICATORS, NARRATIVES, NOUNS, PROBLEMS, PROJECTS, RECORDS, SOURCES, TASKS


def table(noun: Noun, reading: Reading) -> list[dict[str, object]]:
    """The noun's rows by column name."""
    return [dict(zip((c.name for c in noun.columns), row, strict=True)) for row in noun.rows(reading)]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda n: n.name)
def test_names_and_headings_tell_the_columns_of_a_table_apart(noun: Noun) -> None:
    names = [c.name for c in noun.columns]
    headings = [c.heading for c in noun.columns]
    assert len(set(names)) == len(names)
    assert len(set(headings)) == len(headings)
    assert all(name.isidentifier() and name.isascii() for name in [noun.name, *names])


@pytest.mark.parametrize("noun", [n for n in NOUNS if n is not RECORDS], ids=lambda n: n.name)
def test_what_is_repeated_in_a_table_stands_in_the_table_of_records(noun: Noun) -> None:
    assert {c.name for c in noun.columns if c.repeated} <= {c.name for c in RECORDS.columns}


def test_every_row_says_which_record_and_which_item_it_is() -> None:
    reading = made.reading()
    rows = table(INDICATORS, reading)
    assert [(r["record_id"], r["row"]) for r in rows[:2]] == [(record_id(reading, 1), 1), (record_id(reading, 1), 2)]
    assert rows[-1]["record_id"] == record_id(reading, 2)
    assert record_id(reading, 1) == f"{reading.source.sha256[:12]}#001"


def test_an_item_stands_on_the_page_of_its_evidence_or_else_of_its_record() -> None:
    rows = table(INDICATORS, made.reading())
    assert [r["page"] for r in rows] == [2, 3, 2, 3, 4]


def test_an_item_over_a_page_end_stands_on_the_first_of_its_pages() -> None:
    record = made.project(values=("≥3处",))
    record.evidence = {
        "indicators[0].value": Evidence(page=3),
        "indicators[0].level3": Evidence(page=2),
        "indicators[10].level3": Evidence(page=1),
    }
    reading = Reading(source=made.source("a.pdf"), records=[record])
    assert [r["page"] for r in table(INDICATORS, reading)] == [2]


def test_parsed_values_stand_beside_the_printed_ones_and_may_be_absent() -> None:
    first, second, *_ = table(INDICATORS, made.reading())
    assert (first["value"], first["operator"], first["number"], first["unit"]) == ("≥3处", "≥", Decimal(3), "处")
    assert (second["value"], second["operator"], second["number"], second["unit"]) == ("=100%", None, None, None)
    row = table(PROJECTS, made.reading())[0]
    assert (row["funds_annual_total"], row["funds_annual_total_yuan"]) == ("1,200.50", Decimal(12005000))
    assert (row["funds_annual_other"], row["funds_annual_other_yuan"]) == ("", None)
    assert row["funds_lifetime_total"] is None
    assert table(TASKS, made.reading())[0]["amount_yuan"] == Decimal(100000)


@pytest.mark.parametrize("odd", [None, True, "", "abc", "NaN", "Infinity", [], {}, "1,2", "1e40"])
def test_a_parsed_value_that_is_no_number_is_left_out(odd: object) -> None:
    assert number_of(odd) is None


def test_a_project_without_funds_has_blank_amounts() -> None:
    reading = Reading(source=made.source("a.pdf"), records=[ProjectGoal(project_name="甲")])
    assert table(PROJECTS, reading)[0]["funds_annual_total"] is None


def test_budget_cells_carry_header_and_row_name() -> None:
    rows = table(BUDGET_CELLS, made.reading())
    cell = next(r for r in rows if r["text"] == "1,000.00" and r["row"] == 1)
    assert (cell["header"], cell["label"], cell["col"], cell["yuan"]) == (
        "收入 / 财政拨款 / 本级", "公共安全", 4, Decimal(10000000)
    )  # fmt: skip
    assert all(r["text"] for r in rows)


def test_a_table_of_two_sides_names_each_amount_after_its_own_side() -> None:
    record = made.budget()
    record.columns = [["收入"], ["数"], ["支出"], ["数"]]
    record.rows = [["一、拨款", "5", "一、教育", "7"]]
    record.parsed = {"rows[0][1]": {"yuan": "5"}, "rows[0][3]": {"yuan": "7"}}
    rows = table(BUDGET_CELLS, Reading(source=made.source("a.pdf"), records=[record]))
    assert [(r["text"], r["label"]) for r in rows] == [
        ("一、拨款", "一、拨款"), ("5", "一、拨款"), ("一、教育", "一、教育"), ("7", "一、教育")
    ]  # fmt: skip


def test_a_row_longer_than_its_header_is_kept() -> None:
    record = made.budget()
    record.columns = [["项目"]]
    rows = table(BUDGET_CELLS, Reading(source=made.source("a.pdf"), records=[record]))
    assert [r["text"] for r in rows if r["row"] == 1] == record.rows[0]


def test_a_narrative_is_laid_out_part_by_part() -> None:
    rows = table(NARRATIVES, made.reading())
    assert [(r["part"], r["heading"], r["activity"], r["row"]) for r in rows] == [
        ("overall_goal", None, None, 1), ("sub_goals", "综合", "办公", 2), ("measures", "加强领导", None, 3)
    ]  # fmt: skip
    assert [r["text"] for r in rows] == ["稳中求进。", "运转有序。", "成立小组。\n定期检查。"]
    assert [r["indicators"] for r in rows] == [None, "运转率", None]


def test_doubts_know_the_columns_they_are_about() -> None:
    record = made.narrative()
    record.doubts = {"sub_goals[0].area": ["不确定"], "overall_goal": ["不确定"]}
    reading = Reading(source=made.source("a.pdf"), records=[record])
    doubted = [{c.name for c in NARRATIVES.columns if c.of and at.doubted(c.of)} for at in NARRATIVES.places(reading)]
    assert doubted == [{"text"}, {"heading"}, set()]


def test_problems_say_what_is_wrong_and_what_to_do() -> None:
    rows = table(PROBLEMS, made.reading())
    assert [(r["level"], r["page"], r["field"]) for r in rows] == [
        ("failed", 8, ""), ("incomplete", 3, ""), ("doubted", 3, "绩效指标 第2行 指标值"), ("unexplained", 7, "")
    ]  # fmt: skip
    assert rows[0]["message"] == "第8页：这一页是图片"
    assert rows[0]["advice"] == "请先做文字识别"
    assert rows[3]["message"] == "没有归入任何栏目的文字：“未归”、“12.5”"
    assert all(r["advice"] for r in rows)
    assert [r["row"] for r in rows] == [1, 2, 3, 4]


def test_a_message_without_advice_gets_that_of_its_level() -> None:
    reading = made.failed()
    reading.problems[0].message = "甲；乙"
    (row,) = table(PROBLEMS, reading)
    assert row["message"] == "甲；乙"
    assert str(row["advice"]).startswith("请")


def test_a_file_that_could_not_be_read_is_counted_as_such() -> None:
    assert [status_of(r) for r in (made.failed(), made.reading())] == ["failed", "incomplete"]
    whole = Reading(source=made.source("a.pdf"), records=[made.department()])
    assert status_of(whole) == "complete"
    (row,) = table(SOURCES, made.reading())
    assert (row["project_goals"], row["budget_tables"], row["indicators"], row["incomplete"]) == (1, 1, 5, 1)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("funds.annual.total", "项目资金 年度资金 资金总额"),
        ("indicators[0].level1", "绩效指标 第1行 一级指标"),
        ("spending_plan[1].share", "资金支出计划 第2行 累计支出比例"),
        ("policy_tasks[2]", "主要政策任务 第3行"),
        ("nothing.here", "nothing here"),
    ],
)
def test_field_paths_read_as_words(path: str, said: str) -> None:
    assert field_heading(ProjectGoal, path) == said


def test_cells_of_a_budget_table_read_as_row_and_column() -> None:
    assert field_heading(type(made.budget()), "rows[3][4]") == "数据 第4行 第5栏"


def test_a_field_without_a_description_cannot_head_a_column() -> None:
    with pytest.raises(ValueError, match="no description"):
        heading_of(Reading, "source")


def test_the_path_of_a_field_is_that_of_evidence_and_parsed_values() -> None:
    at = At(made.reading(), made.project(), 1, made.project().indicators[0], "indicators[0]")
    assert at.field("value") == "indicators[0].value"
    assert At(made.reading(), made.project(), 1, made.project()).field("funds.annual.total") == "funds.annual.total"


def test_a_narrative_without_a_name_has_the_departments_or_says_so() -> None:
    narrative = DepartmentNarrative(overall_goal="守好水。")
    source = SourceInfo(name="水务局目标.2024.docx", sha256="0")
    water, other = made.project("清淤"), made.project("护岸")
    budget = BudgetTable(title="收支总表")
    known = Reading(source=source, records=[narrative, water, other, budget])
    assert [name_of(known, r) for r in known.records] == ["临溪县水务局", "清淤", "护岸", "收支总表"]
    assert name_of(Reading(source=source, records=[narrative]), narrative) == "未写明（水务局目标.2024）"
    other.department = "临溪县林业局"
    assert name_of(known, narrative) == "未写明（水务局目标.2024）"
    own = narrative.model_copy(update={"department": "临溪县林业局"})
    assert name_of(known, own) == "临溪县林业局"
