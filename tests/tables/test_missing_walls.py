"""A rule that was not drawn between two cells: their words keep apart as cells do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.pdf_builder import Paper, reading
from tests.tables.drawn import cells, table

from jixiao.evidence import DoubtCode
from jixiao.records import ProjectGoal

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
WIDTHS = [80.0, 90.0, 150.0, 100.0]


def test_an_upright_rule_left_out_between_two_cells_is_put_back_and_said(tmp_path: Path) -> None:
    rows = [HEAD, ["产出指标", "数量指标", "培训干部人次", "≥300人次"], ["^", "质量指标", "培训考核合格率", "≥95%"]]
    paper = Paper()
    paper.table(rows, WIDTHS, 100, bare=[(1, 3)])
    found = table(paper, tmp_path)
    texts = [text for *_, text in cells(found)]
    assert "培训干部人次" in texts and "≥300人次" in texts
    assert found.doubts


def test_a_lying_rule_left_out_between_two_cells_is_put_back_and_said(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["产出指标", "数量指标", "培训干部人次\n\n\n培训考核合格率", "≥300人次"],
        ["^", "质量指标", "^", "≥95%"],
    ]
    paper = Paper()
    paper.table(rows, WIDTHS, 100)
    found = table(paper, tmp_path)
    assert {"培训干部人次", "培训考核合格率"} <= {text for *_, text in cells(found)}
    assert DoubtCode.WALLS_UNSURE in found.doubts


@pytest.mark.parametrize(("gap", "said"), [("\n\n", True), ("\n", False)])
def test_a_whole_rule_left_out_between_two_rows_is_said(tmp_path: Path, gap: str, said: bool) -> None:
    rows = [
        HEAD,
        [f"项目名称{gap}主管部门", "<", f"干部培训{gap}城东区人力资源局", "<"],
        ["年度绩效目标", "<", "完成全年干部培训任务，提高履职能力\n和服务水平。", "<"],
    ]
    paper = Paper()
    paper.table(rows, WIDTHS, 100)
    assert (DoubtCode.WALLS_UNSURE in table(paper, tmp_path).doubts) == said


@pytest.mark.parametrize(("gap", "said"), [("\n\n", True), ("\n", False)])
def test_a_rule_left_out_between_two_rows_beside_one_label_is_said(tmp_path: Path, gap: str, said: bool) -> None:
    rows = [
        HEAD,
        ["质量指标", "<", f"合格率{gap}及时率", f"95%{gap}98%"],
        ["年度绩效目标", "<", "完成全年干部培训任务，提高履职能力\n和服务水平。", "<"],
    ]
    paper = Paper()
    paper.table(rows, WIDTHS, 100)
    assert (DoubtCode.WALLS_UNSURE in table(paper, tmp_path).doubts) == said


def test_what_is_merged_stays_one_cell(tmp_path: Path) -> None:
    rows = [
        ["合　计", "<", "本年度绩效目标", "金额"],
        ["产出指标", "数量指标", "按照上级部署完成全年培训任务\n提高干部履职能力", "≥300人次"],
        ["^", "质量指标", "^", "≥95%"],
    ]
    paper = Paper()
    paper.table(rows, WIDTHS, 100)
    found = table(paper, tmp_path)
    assert len(found.cells) == 3 + 4 + 2 and not found.doubts


@pytest.mark.parametrize(("settles", "status"), [("", "incomplete"), ("project_goal", "complete")])
def test_a_record_with_such_a_cell_is_complete_only_where_the_network_of_cells_agrees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settles: str, status: str
) -> None:
    monkeypatch.setattr("jixiao.fields.cells.witness.SETTLED_KIND", settles)
    rows = [
        ["项目名称", "<", "干部培训", "<"],
        ["年度绩效目标", "<", "完成全年干部培训任务，提高履职能力和服务水平。", "<"],
        HEAD,
        ["产出指标", "数量指标", "培训干部人次", "≥300人次"],
        ["^", "质量指标", "培训考核合格率", "≥95%"],
        ["满意度指标", "服务对象满意度指标", "参训干部满意度", "≥90%"],
    ]
    paper = Paper()
    paper.centred(60, "项目支出绩效目标表")
    paper.table(rows, WIDTHS, 100, bare=[(4, 3)])
    (record,) = reading(paper.save(tmp_path / "form.pdf")).records
    assert isinstance(record, ProjectGoal)
    assert [(i.level3, i.value) for i in record.indicators][1] == ("培训考核合格率", "≥95%")
    assert record.status == status
    assert any(r.code.startswith("table.") for r in record.reasons) is (status == "incomplete")
