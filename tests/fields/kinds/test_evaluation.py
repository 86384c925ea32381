"""Self-evaluations and final accounts read from the samples and from forms drawn for the case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from jixiao.checks import check
from jixiao.config import Settings
from jixiao.pipeline import read
from jixiao.records import FinalAccountsTable, Reading, SelfEvaluation
from jixiao.records.record import Base
from jixiao.sources import gather

AROUND = set(Base.model_fields)
HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
ROW = ["产出指标", "数量指标", "举办培训期数", "≥6期", "7期", "50", "50", ""]


def reading_of(path: Path, tmp_path: Path) -> Reading:
    (source,) = gather([path], tmp_path / "unpacked").sources
    return read(source, Settings())


def written(tmp_path: Path, title: str, rows: list[list[str]]) -> Path:
    """A Word document with the title over a table of the rows; short rows have their last cell over the rest."""
    document = Document()
    document.add_paragraph(title)
    columns = max(map(len, rows))
    table = document.add_table(rows=len(rows), cols=columns)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = table.cell(r, c)
            if c == len(row) - 1 and c < columns - 1:
                cell = cell.merge(table.cell(r, columns - 1))
            cell.text = text
    path = tmp_path / "form.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    "name",
    ["yanping-evaluations.docx", "yanping-evaluations.pdf", "yanping-system.xlsx", "yanping-accounts.docx",
     "yanping-accounts.pdf"],
)  # fmt: skip
def test_the_samples_come_out_whole(name: str, samples: Path, tmp_path: Path) -> None:
    gold = json.loads((samples / "gold" / f"{Path(name).stem}.json").read_text(encoding="utf-8"))["records"]
    reading = reading_of(samples / name, tmp_path)
    found = [record.model_dump(mode="json", exclude=AROUND) for record in reading.records]
    assert found == [{key: value for key, value in record.items() if key != "pages"} for record in gold]
    assert {record.status for record in reading.records} == {"complete"}
    assert not reading.problems


def test_values_know_their_place_and_their_numbers(samples: Path, tmp_path: Path) -> None:
    record = reading_of(samples / "yanping-evaluations.pdf", tmp_path).records[0]
    assert isinstance(record, SelfEvaluation)
    assert record.evidence["indicators[1].actual"].page == 1
    assert record.parsed["indicators[1].actual"]["number"] == "286"
    assert record.parsed["funds.rows[0].executed"]["yuan"] == "1102200"


def form(*more: list[str], head: list[str] | None = None, row: list[str] | None = None) -> list[list[str]]:
    return [
        ["项目名称", "基层培训", "主管部门", "砚坪县人社局"],
        ["年度总体目标", "办好六期培训。"],
        head or HEAD,
        row or ROW,
        ["效益指标", "社会效益指标", "业务能力", "提升", "提升", "50", "45", "两期未做测评"],
        *more,
    ]


def only(path: Path, tmp_path: Path) -> SelfEvaluation:
    (record,) = reading_of(path, tmp_path).records
    assert isinstance(record, SelfEvaluation)
    return record


def test_a_total_beside_its_label_is_the_score(tmp_path: Path) -> None:
    record = only(written(tmp_path, "2023年项目支出绩效自评表", form(["总分", "95"])), tmp_path)
    assert record.total is not None
    assert (record.total.weight, record.total.score) == (None, "95")
    assert record.goal_expected == "办好六期培训。"


def test_a_form_without_such_a_title_shows_itself_by_its_columns(tmp_path: Path) -> None:
    assert only(written(tmp_path, "2023年项目情况", form()), tmp_path).indicators[0].actual == "7期"


@pytest.mark.parametrize("column", [3, 4, 6])
def test_a_column_that_nobody_knows_is_a_reason(column: int, tmp_path: Path) -> None:
    head = [*HEAD]
    head[column] = "某某"
    record = only(written(tmp_path, "2023年项目支出绩效自评表", form(head=head)), tmp_path)
    assert record.status == "incomplete"
    assert any("某某" in reason.message for reason in record.reasons)
    assert ROW[column] in {extra.value for extra in record.extra}


@pytest.mark.parametrize(("column", "code"), [(4, "indicator.no-actual"), (3, "indicator.no-value"), (6, "some-score")])
def test_a_blank_cell_is_a_reason(column: int, code: str, tmp_path: Path) -> None:
    row = [*ROW]
    row[column] = ""
    record = only(written(tmp_path, "2023年项目支出绩效自评表", form(row=row)), tmp_path)
    assert record.status == "incomplete"
    assert any(code in reason.code for reason in record.reasons)


def test_points_are_told_from_words_under_the_same_heading(tmp_path: Path) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "完成值", "权重", "得分"]
    rows: list[list[str]] = [
        ["项目名称", "基层培训", "主管部门", "砚坪县人社局"],
        head,
        ["产出指标", "数量指标", "培训期数", "≥", "6期", "7期", "50", "50"],
        ["效益指标", "社会效益指标", "业务能力", "定性", "提升", "提升", "50", "45"],
    ]
    record = only(written(tmp_path, "2023年项目支出绩效自评表", rows), tmp_path)
    assert [one.value for one in record.indicators] == ["≥6期", "提升"]


def test_final_accounts_are_no_budget_and_the_codes_stand_over_their_columns(samples: Path, tmp_path: Path) -> None:
    records = reading_of(samples / "yanping-accounts.docx", tmp_path).records
    assert {type(record) for record in records} == {FinalAccountsTable}
    income: Any = records[1]
    assert income.columns[0] == ["项目", "支出功能分类科目编码", "类"]
    assert income.rows[0][:5] == ["", "", "", "合计", "823.20"]
    total: Any = records[0]
    assert not any("栏次" in cell for row in [*total.rows, *total.columns] for cell in row)


def test_columns_that_hold_what_was_spent_make_final_accounts(tmp_path: Path) -> None:
    rows = [["科目编码", "科目名称", "决算数"], ["2012601", "行政运行", "561.70"], ["2012604", "档案馆", "140.85"]]
    (record,) = reading_of(written(tmp_path, "部门支出总表", rows), tmp_path).records
    assert record.kind == "final_accounts_table"


def test_the_numbers_of_lines_are_no_amounts(samples: Path, tmp_path: Path) -> None:
    reading = reading_of(samples / "yanping-accounts.docx", tmp_path)
    assert not {"rows[0][1]", "rows[0][4]"} & set(reading.records[0].parsed)
    assert "rows[0][2]" in reading.records[0].parsed
    assert check(reading).findings == []


def test_a_list_cut_in_two_by_a_writer_is_one(tmp_path: Path) -> None:
    path = written(tmp_path, "项目支出绩效自评表", form())
    document = Document(str(path))
    more = [
        ["效益指标", "生态效益指标", "绿化面积", "≥3亩", "3亩", "5", "5", ""],
        ["满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "95%", "5", "5", ""],
    ]
    table = document.add_table(rows=len(more), cols=len(HEAD))
    for r, row in enumerate(more):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    document.save(str(path))
    assert [row.level3 for row in only(path, tmp_path).indicators][2:] == ["绿化面积", "学员满意度"]
