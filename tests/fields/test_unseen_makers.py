"""What holds for forms of makers that nobody described: kinds, bodies over lists, years, bands, sums, levels."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import PROJECT
from tests.fields.drawn_forms import HEAD, drawn, form, records, wide
from tests.fields.test_second import COUNTED, told_as
from tests.fields.test_second import form as rows_of
from tests.pdf_builder import Rows

from jixiao.evidence import Passage
from jixiao.fields.cells.witness import heard
from jixiao.fields.labels.inline import said_pairs
from jixiao.fields.second.blanks import say_several
from jixiao.fields.tree import Draft
from jixiao.forms.vocabulary.installed import vocabulary

TOP = [["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"]]
ITEM = ["产出指标", "数量指标", "修缮层数", "≥2层"]


def named(rows: Rows, **names: str) -> Rows:
    """The rows with other names for labels."""
    return [[names.get(text, text) for text in row] for row in rows]


def test_a_body_s_label_alone_makes_no_department(tmp_path: Path) -> None:
    rows = named(rows_of("县图书馆书库修缮", "青禾县图书馆"), 项目名称="办的事情", 主管部门="主管部门名称")
    (record,) = records(drawn(tmp_path / "form.pdf", rows))
    assert (record.kind, record.project_name, record.department) == (
        "project_goal",
        "县图书馆书库修缮",
        "青禾县文化和旅游局",
    )


def test_a_department_whose_words_nobody_knows_is_one() -> None:
    (record,) = records(PROJECT / "eval" / "documents" / "unseen" / "docs" / "beihu-units-1.pdf")
    assert (record.kind, record.status) == ("department_goal", "incomplete")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2024年项目支出绩效指标明细表", "project_goal"),
        ("2024年支出预算明细表", "budget_table"),
        ("绩效指标明细表", None),
    ],
)
def test_a_list_of_indicators_is_no_budget_table(title: str, kind: str | None) -> None:
    assert vocabulary().title_kind(title) == kind


def test_a_body_over_a_list_that_names_the_other_is_that_one(tmp_path: Path) -> None:
    head = ["序号", "实施单位", "项目名称", "预算金额（万元）", *HEAD]
    bodies = [("1", "沙洲县图书馆", "书库修缮", "35.20"), ("2", "沙洲县文化馆", "戏台更新", "17.60")]
    rows: Rows = [head]
    for own in bodies:
        rows += [[*own, *ITEM], [*"^^^^", "效益指标", "社会效益指标", "年接待人次", "≥5万人次"]]
    path = drawn(
        tmp_path / "list.pdf", [["编报部门：沙洲县文化和旅游局", *["<"] * 7], *rows], title="2024年项目绩效目标一览表"
    )
    found = records(path)
    assert [record.project_name for record in found] == ["书库修缮", "戏台更新"]
    for record in found:
        assert record.department == "沙洲县文化和旅游局"
        assert "department" in record.doubts
        assert "missing.goal" not in {reason.code for reason in record.reasons}  # the list has no column for it


@pytest.mark.parametrize("head", ["本年度", "其中：2024年"])
def test_a_year_among_all_is_the_year_s(tmp_path: Path, head: str) -> None:
    money = [
        ["资金投入（万元）", "资金来源", "项目总投入", head],
        ["^", "资金总额", "90.00", "35.20"],
        ["^", "其中：财政拨款", "90.00", "35.20"],
        ["^", "其他资金", "—", "—"],
    ]
    record = form(tmp_path, wide(TOP[0], *money, TOP[1], HEAD, ITEM))
    annual, lifetime = record.funds.annual, record.funds.lifetime
    assert (annual.total, annual.fiscal, annual.other) == ("35.20", "35.20", "—")
    assert (lifetime.total, lifetime.fiscal, lifetime.other) == ("90.00", "90.00", "—")


def test_what_stands_beside_a_band_is_aside_and_a_sum_is_no_indicator(tmp_path: Path) -> None:
    rows: Rows = [
        ["指标名称", "<", "指标值", "权重"],
        ["产出指标", "<", "<", "60"],
        ["修缮层数", "<", "≥2层", "30"],
        ["验收合格率", "<", "≥98%", "30"],
        ["效益指标", "<", "<", "40"],
        ["年接待人次", "<", "≥5万人次", "40"],
        ["权重合计", "<", "", "100"],
    ]
    record = form(tmp_path, [*wide(*TOP), *rows])
    assert [(i.level1, i.level3, i.weight) for i in record.indicators] == [
        ("产出指标", "修缮层数", "30"),
        ("产出指标", "验收合格率", "30"),
        ("效益指标", "年接待人次", "40"),
    ]
    assert {("权重", "60"), ("权重", "40"), ("权重合计", "100")} <= {(e.label, e.value) for e in record.extra}
    assert "unexplained.digits" not in {reason.code for reason in record.reasons}


def test_the_number_of_an_indicator_is_not_of_its_level(tmp_path: Path) -> None:
    rows = [
        ["指标类别及编号", "指标名称", "<", "指标值"],
        ["产出-数量-01", "修缮层数", "<", "≥2层"],
        ["产出-质量-02", "验收合格率", "<", "≥98%"],
    ]
    record = form(tmp_path, wide(*TOP, *rows))
    assert [(i.level1, i.level2) for i in record.indicators] == [("产出", "数量"), ("产出", "质量")]
    rows = [["一级指标", "指标编号", "指标名称", "指标值"], ["产出", "数量-01", "修缮层数", "≥2层"]]
    rows.append(["^", "质量-01", "验收合格率", "≥98%"])
    record = form(tmp_path, wide(*TOP, *rows))
    assert [(i.level1, i.level2) for i in record.indicators] == [("产出", "数量"), ("产出", "质量")]


def test_bands_numbered_in_two_ways_are_two_levels(tmp_path: Path) -> None:
    bands = ["一、成本指标", "（一）成本指标"]
    rows: Rows = [["指标名称", "<", "指标值", "权重"], *([band, "<", "<", "<"] for band in bands)]
    rows += [["单层造价", "<", "≤9万元", "50"], ["二、产出指标", "<", "<", "<"], ["（一）数量指标", "<", "<", "<"]]
    rows += [["修缮层数", "<", "≥2层", "50"]]
    record = form(tmp_path, [*wide(*TOP), *rows])
    assert [(i.level1, i.level2) for i in record.indicators] == [("成本指标", "成本指标"), ("产出指标", "数量指标")]


def test_a_band_numbered_as_the_level_2_before_it_is_one(tmp_path: Path) -> None:
    rows: Rows = [["指标名称", "<", "指标值", "权重"], ["一、产出指标", "<", "<", "<"], ["（一）时效", "<", "<", "<"]]
    rows += [["完工时间", "<", "2026年8月", "50"], ["（二）成本", "<", "<", "<"], ["单层造价", "<", "≤9万元", "50"]]
    record = form(tmp_path, [*wide(*TOP), *rows])
    assert [(i.level1, i.level2) for i in record.indicators] == [("产出指标", "时效"), ("产出指标", "成本")]


@pytest.mark.parametrize(("label", "says"), [("支付方式", False), ("项目名称", True)])
def test_several_projects_are_named_behind_one_label_or_in_one_column(label: str, says: bool) -> None:
    rows = [[("项目名称", "label"), ("书库修缮", "project_name"), ("代码", "label")]]
    rows += [[("主管部门", "label"), (label, "label"), ("财政直接支付", "project_name")]]
    told, _ = told_as(rows)
    draft = Draft({})
    say_several(draft, told, cells_of_account(told))
    assert [reason.code for reason in draft.reasons] == (["list.names"] if says else [])


def cells_of_account(told):
    from jixiao.tables.table import Cell

    return {i: Cell(p[0], p[1] % 1000, 1, 1, told.grid.lines[i], 1) for i, p in enumerate(told.grid.places)}


@pytest.mark.parametrize(("beside", "lost"), [("outside", False), ("value", True)])
def test_a_name_alone_is_no_row_of_the_list(beside: str, lost: bool) -> None:
    told, cells = told_as([*COUNTED, [("工程监理费", "level3"), ("12.30", beside), ("按标准", "outside")]])
    read = {c.flat.text: c.flat for c in cells.values()}
    said = heard(told, {"indicators[0].level3": read["按标准"]}, "project_goal")
    own = told.grid.texts.index("工程监理费")
    assert (own in said.loose) == lost


def test_counted_items_are_no_labels() -> None:
    assert said_pairs(Passage("目标1：修缮书库。 目标2：添置书架。")) == []
    assert len(said_pairs(Passage("财政拨款：35.20 其他资金：0"))) == 2


def test_people_that_the_treasury_pays_are_no_money(tmp_path: Path) -> None:
    head = [HEAD[0], HEAD[1], "<", HEAD[2], "<", "目标值"]
    rows = [["部门名称", "沙洲县图书馆"], ["财政供给人员数", "812"], ["年度绩效目标", "新增藏书，延长开放。"]]
    item = ["产出指标", "数量指标", "<", "新增藏书", "<", "≥3000册"]
    record = form(tmp_path, wide(*rows, head, item, columns=6), title="2024年部门整体支出绩效目标申报表")
    assert [(row.item, row.this_year) for row in record.staff] == [("财政供给人员数", "812")]


def test_a_text_under_a_label_of_its_own_row_stays_with_it(tmp_path: Path) -> None:
    text = "书库修缮由沙洲县图书馆组织实施，主要用于书库两层的修缮和书架更新等支出。"
    record = form(tmp_path, wide(TOP[0], ["项目概况"], [text], TOP[1], HEAD, ITEM))
    assert ("项目概况", text) in {(e.label, e.value) for e in record.extra}
    assert record.goal_lifetime is None
    assert record.status == "complete"


def test_a_sentence_of_money_may_say_that_there_is_none(tmp_path: Path) -> None:
    said = "年度资金总额：35.20 其中：财政拨款：35.20 其他资金：/"
    record = form(tmp_path, wide(TOP[0], ["预算资金（万元）", said], TOP[1], HEAD, ITEM))
    annual = record.funds.annual
    assert (annual.total, annual.fiscal, annual.other) == ("35.20", "35.20", "/")


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("资金总额（元）：352000.00 财政拨款：352000.00", "元"),
        ("资金总额：352000.00元，其中：财政拨款352000.00元", "元"),
    ],
)
def test_money_in_a_line_over_the_list(tmp_path: Path, said: str, unit: str) -> None:
    rows = wide([f"项目名称：{TOP[0][1]}", "<", "项目属性：一次性项目"], [said], HEAD, ITEM)
    record = form(tmp_path, rows)
    assert (record.funds.annual.total, record.funds.annual.fiscal, record.funds.unit) == (
        "352000.00",
        "352000.00",
        unit,
    )
