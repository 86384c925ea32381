"""Columns bound by what they hold: any order, unknown heads, words of several meanings, periods side by side."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tests.fields.drawn_forms import form, records, wide, written

from jixiao.fields.columns.assign import bind
from jixiao.fields.columns.model import FEATURES, ROLES, Strip, weights
from jixiao.forms.vocabulary.installed import vocabulary

TOP = (["项目名称", "书库修缮"], ["年度目标", "修缮书库两层，保障读者借阅安全舒适。"])
LEVELS = [
    ["产出指标", "数量指标", "修缮层数"],
    ["^", "质量指标", "验收合格率"],
    ["效益指标", "社会效益指标", "借阅条件"],
]
PARTS = {"sign": ["≥", "=", "定性"], "number": ["2", "100", "明显改善"], "unit": ["层", "%", ""]}


def listed(tmp_path: Path, *rows: list[str]) -> Any:
    return form(tmp_path, wide(*TOP, *rows, columns=max(map(len, rows))))


def values(record: Any) -> list[str]:
    return [row.value for row in record.indicators]


@pytest.mark.parametrize("order", list(permutations(PARTS)), ids="-".join)
def test_sign_number_and_unit_stand_in_any_order_under_words_nobody_knows(tmp_path: Path, order: Any) -> None:
    rows = [[*level, *(PARTS[part][i] for part in order)] for i, level in enumerate(LEVELS)]
    record = listed(tmp_path, ["一级指标", "二级指标", "三级指标", "甲栏", "乙栏", "丙栏"], *rows)
    assert values(record) == ["≥2层", "=100%", "明显改善"]
    assert record.status == "incomplete" or "column-inferred" in record.doubts["indicators[0].value"]
    assert [(e.label[-1], e.value) for e in record.indicators[2].extra] == [("栏", "定性")]


def test_the_national_layout(tmp_path: Path) -> None:
    head = ["一级指标", "二级指标", "三级指标", "绩效指标性质", "绩效指标值", "绩效度量单位", "权重"]
    rows = [[*level, *(PARTS[part][i] for part in PARTS), "30"] for i, level in enumerate(LEVELS)]
    record = listed(tmp_path, head, *rows)
    assert values(record) == ["≥2层", "=100%", "明显改善"]
    assert {row.weight for row in record.indicators} == {"30"}
    assert (record.status, record.doubts) == ("complete", {})


def test_a_direction_beside_a_sign_is_kept_and_the_sign_is_not_lost(tmp_path: Path) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标方向", "计算符号", "指标值", "计量单位"]
    rows = [[*level, "正向", *(PARTS[part][i] for part in PARTS)] for i, level in enumerate(LEVELS)]
    record = listed(tmp_path, head, *rows)
    assert values(record) == ["≥2层", "=100%", "明显改善"]
    assert record.indicators[0].extra[0].model_dump() == {"label": "指标方向", "value": "正向"}


def test_levels_in_rows_of_their_own(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["指标名称", "计算符号", "指标值", "计量单位"],
        *(["产出指标", "", "", ""], ["数量指标", "", "", ""], ["修缮层数", "≥", "2", "层"]),
        *(["效益指标", "", "", ""], ["社会效益指标", "", "", ""], ["借阅条件", "", "明显改善", ""]),
    )
    shown = [(row.level1, row.level2, row.level3, row.value) for row in record.indicators]
    assert shown == [
        ("产出指标", "数量指标", "修缮层数", "≥2层"),
        ("效益指标", "社会效益指标", "借阅条件", "明显改善"),
    ]


@pytest.mark.parametrize("names", [("中期指标", "年度指标"), ("年度指标", "中期指标")], ids="-".join)
def test_periods_side_by_side_under_a_head_of_their_own(tmp_path: Path, names: tuple[str, str]) -> None:
    heads = ["三级指标", "指标值"]
    record = listed(
        tmp_path,
        ["一级指标", "二级指标", names[0], "<", names[1], "<"],
        ["^", "^", *heads, *heads],
        ["产出指标", "数量指标", "甲楼层数", "≥6层", "乙楼层数", "≥2层"],
        ["效益指标", "社会效益指标", "甲楼满意", "≥95%", "乙楼满意", "≥90%"],
    )
    said = {row.level3: (row.scope, row.level1, row.value) for row in record.indicators}
    first, second = ("lifetime", "annual") if names[0] == "中期指标" else ("annual", "lifetime")
    assert said["甲楼层数"] == (first, "产出指标", "≥6层")
    assert said["乙楼满意"] == (second, "效益指标", "≥90%")


def test_a_list_of_projects_is_a_record_for_each(tmp_path: Path) -> None:
    head = [
        "序号",
        "单位名称",
        "项目名称",
        "预算数（万元）",
        "年度绩效目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标值",
    ]
    rows = [
        head,
        [str(i) for i in range(1, 10)],
        ["", "主管部门：青禾县文化局", "", "", "", "", "", "", ""],
        ["1", "青禾县图书馆", "书库修缮", "120.5", "修缮书库两层。", "产出指标", "数量指标", "修缮层数", "≥2层"],
        ["^", "^", "^", "^", "^", "效益指标", "社会效益指标", "借阅条件", "改善"],
        ["2", "^", "古籍数字化", "88", "扫描古籍三百册。", "产出指标", "数量指标", "扫描册数", "≥300册"],
    ]
    first, second = records(written(tmp_path / "list.docx", rows, title="2024年项目支出绩效目标表"))
    said = [(r.project_name, r.implementer, r.department, r.funds.annual.total, r.funds.unit) for r in (first, second)]
    assert said == [
        ("书库修缮", "青禾县图书馆", "青禾县文化局", "120.5", "万元"),
        ("古籍数字化", "青禾县图书馆", "青禾县文化局", "88", "万元"),
    ]
    assert [len(r.indicators) for r in (first, second)] == [2, 1]
    assert first.status == second.status == "complete"


@pytest.mark.parametrize(
    "rows",
    [
        [["资金情况（万元）", "项目", "上年预算", "上年执行", "本年申请"], ["^", "资金总额", "100", "90", "120"],
         ["^", "财政拨款", "80", "70", "100"], ["^", "其他资金", "20", "20", "20"]],
        [["资金（万元）", "来源", "金额", "占比"], ["^", "财政拨款", "100", "83%"], ["^", "其他资金", "20", "17%"],
         ["^", "合计", "120", "100%"]],
        [["项目资金（万元）", "财政投入", "100"], ["^", "其他投入", "20"], ["^", "资金合计", "120"]],
        [["年度预算（万元）", "合计", "财政性资金", "单位自筹"], ["^", "120", "100", "20"]],
        [["资金（万元）", "年份", "资金总额", "财政拨款", "其他资金"], ["^", "2023年", "90", "80", "10"],
         ["^", "2024年", "120", "100", "20"]],
    ],
    ids=["years", "shares", "total last", "sources across", "years down"],
)  # fmt: skip
def test_funds_in_any_shape(tmp_path: Path, rows: list[list[str]]) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    record = form(tmp_path, wide(TOP[0], *rows, TOP[1], head, [*LEVELS[0], "≥2层"], columns=5))
    side = record.funds.annual
    assert (record.funds.unit, side.total, side.fiscal, side.other) == ("万元", "120", "100", "20")


def test_money_without_a_place_makes_the_record_incomplete(tmp_path: Path) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    record = form(tmp_path, wide(TOP[0], ["省里给的钱款资金", "120.50"], TOP[1], head, [*LEVELS[0], "≥2层"]))
    assert record.funds is None
    assert "missing.funds" in [reason.code for reason in record.reasons]


def test_the_weights_are_those_of_the_features() -> None:
    trained = weights()
    assert trained.table.shape == (len(FEATURES), len(ROLES))
    assert trained.known > 0 and json.dumps(trained.known)


def test_no_two_columns_have_one_role() -> None:
    names = [f"指标名称{i}" for i in range(6)]
    bounds = bind([Strip("", names), Strip("", names[::-1]), Strip("", ["≥2个"] * 6)], vocabulary())
    roles = [bound.role for bound in bounds]
    assert roles.count("level3") <= 1
    assert roles[2] == "value"


def test_a_column_of_levels_beside_one_of_level_2_is_level_1(tmp_path: Path) -> None:
    rows = [
        ["指标类别", "二级指标", "三级指标", "指标值"],
        ["支出控制指标", "费用控制指标", "公里造价", "≤110万元/公里"],
        ["完成任务指标", "任务量指标", "更新供水管网", "≥87公里"],
        ["^", "完成质量指标", "水质合格率", "100%"],
    ]
    record = form(tmp_path, [*wide(["项目名称", "管网改造"], ["年度目标", "更新管网。"]), *rows])
    assert [i.level1 for i in record.indicators] == ["支出控制指标", "完成任务指标", "完成任务指标"]
    assert [i.level2 for i in record.indicators] == ["费用控制指标", "任务量指标", "完成质量指标"]
