"""Indicators that a cell says, several at once; lists headed twice; levels over their rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fields.drawn_forms import form, wide

from jixiao.evidence import Passage, Word
from jixiao.fields.said.pieces import said_whole
from jixiao.fields.said.texts import said_rows
from jixiao.geometry import Box
from jixiao.tables.table import Cell, Line

GOAL = [["项目名称", "书库修缮"], ["年度目标", "修缮书库两层，更新书架。"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1.修缮层数：≥2层；2.更新书架：=1,200个。", [("修缮层数", "≥2层"), ("更新书架", "=1,200个")]),
        (
            "指标1：读者（抽样）满意度，≥90%；指标2：环境，明显改善。",
            [("读者（抽样）满意度", "≥90%"), ("环境", "明显改善")],
        ),
        ("①修缮层数≥2层", [("修缮层数", "≥2层")]),
        ("1.修缮层数", []),
        ("1.修缮书库≥2层5.读者满意度：≥90%", []),
        ("1.开馆：周一至周五：8时", []),
        ("修缮2层书库，更新书架", []),
        ("数量指标：修缮层数≥2层", [("修缮层数", "≥2层")]),
        ("数量指标：修缮书库2层", []),
        ("数量：修缮书库2层", []),
        ("满意度：≥90%", [("满意度", "≥90%")]),
        ("修缮层数：≥2层；更新书架：=1,200个", [("修缮层数", "≥2层"), ("更新书架", "=1,200个")]),
        ("修缮层数：≥2层；书架全部更新", []),
        ("环境：明显改善；秩序良好", [("环境", "明显改善；秩序良好")]),
    ],
)
def test_a_text_says_rows_only_where_each_has_one_name_and_one_target(text: str, rows: list[tuple[str, str]]) -> None:
    assert [(row.name.text, row.value.text) for row in said_rows(Passage(text))] == rows


def test_a_level_before_an_indicator_is_its_level(tmp_path: Path) -> None:
    rows = [
        ["一级指标", "指标内容"],
        ["产出指标", "数量指标：修缮层数≥2层"],
        ["^", "质量指标：验收合格率≥98%"],
        ["满意度指标", "服务对象满意度指标：读者满意度≥90%"],
    ]
    record = form(tmp_path, wide(*GOAL, *rows, columns=3))
    assert [(i.level1, i.level2, i.level3, i.value) for i in record.indicators] == [
        ("产出指标", "数量指标", "修缮层数", "≥2层"),
        ("产出指标", "质量指标", "验收合格率", "≥98%"),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
    ]


def test_a_level_that_is_not_that_of_the_row_is_doubted(tmp_path: Path) -> None:
    rows = [
        ["一级指标", "二级指标", "指标内容"],
        ["产出指标", "数量指标", "1.质量指标：修缮层数≥2层"],
        ["^", "质量指标", "1.质量指标：验收合格率≥98%"],
    ]
    record = form(tmp_path, wide(*GOAL, *rows, columns=3))
    assert [(i.level2, i.level3) for i in record.indicators] == [("数量指标", "修缮层数"), ("质量指标", "验收合格率")]
    assert "indicators[0].level2" in record.doubts
    assert "indicators[1].level2" not in record.doubts


def test_each_indicator_of_a_cell_is_a_row_of_its_levels(tmp_path: Path) -> None:
    head = ["一级", "二级", "指标内容及目标值"]
    rows = [
        ["产出指标", "数量指标", "1.修缮层数：≥2层；2.更新书架：≥120个。"],
        ["^", "质量指标", "1.验收合格率：100%。"],
        ["满意度指标", "服务对象满意度指标", "1.读者满意度：≥90%。"],
    ]
    record = form(tmp_path, wide(*GOAL, head, *rows, columns=3))
    assert [(i.level1, i.level2, i.level3, i.value) for i in record.indicators] == [
        ("产出指标", "数量指标", "修缮层数", "≥2层"),
        ("产出指标", "数量指标", "更新书架", "≥120个"),
        ("产出指标", "质量指标", "验收合格率", "100%"),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
    ]
    assert record.status == "complete"


def test_heads_that_come_again_begin_the_list_of_the_other_period(tmp_path: Path) -> None:
    head = ["指标维度", "指标类别", "指标项目", "目标要求"]
    first = [
        ["实施期指标", *head],
        ["^", "产出", "数量", "修缮层数", "≥4层"],
        ["^", "满意度", "满意度", "读者满意度", "≥80%"],
    ]
    second = [
        ["年度指标", *head],
        ["^", "产出", "数量", "修缮层数", "≥2层"],
        ["^", "满意度", "满意度", "读者满意度", "≥90%"],
    ]
    record = form(tmp_path, wide(*GOAL, *first, *second, columns=5))
    assert [(i.scope, i.level3, i.value) for i in record.indicators] == [
        ("lifetime", "修缮层数", "≥4层"),
        ("lifetime", "读者满意度", "≥80%"),
        ("annual", "修缮层数", "≥2层"),
        ("annual", "读者满意度", "≥90%"),
    ]


def test_levels_of_both_names_stand_under_the_bands_over_them(tmp_path: Path) -> None:
    rows = [
        ["指标分类", "具体指标", "本年目标值"],
        ["产出指标", "<", "<"],
        ["数量指标", "修缮层数", "≥2层"],
        ["成本指标", "<", "<"],
        ["经济成本指标", "每层造价", "≤3万元"],
        ["满意度指标", "<", "<"],
        ["服务对象满意度指标", "读者满意度", "≥90%"],
    ]
    record = form(tmp_path, wide(*GOAL, *rows, columns=3))
    assert [(i.level1, i.level2) for i in record.indicators] == [
        ("产出指标", "数量指标"),
        ("成本指标", "经济成本指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]


def test_a_column_or_a_band_may_name_both_levels_at_once(tmp_path: Path) -> None:
    rows = [
        ["考核内容", "指标归属", "计划值"],
        ["修缮层数", "产出指标-数量指标", "≥2层"],
        ["更新书架的数量和种类", "^", "≥120个"],
        ["读者满意率", "满意度指标-服务对象满意度", "≥90%"],
    ]
    bands = [
        ["考核内容", "计划目标值", "上年完成值"],
        ["产出指标·数量指标", "<", "<"],
        ["修缮层数", "≥2层", "1层"],
        ["更新书架的数量和种类", "≥120个", "100个"],
        ["满意度指标·服务对象满意度", "<", "<"],
        ["读者满意率", "≥90%", "80%"],
    ]
    told = [
        ("产出指标", "数量指标", "修缮层数", "≥2层"),
        ("产出指标", "数量指标", "更新书架的数量和种类", "≥120个"),
        ("满意度指标", "服务对象满意度", "读者满意率", "≥90%"),
    ]
    for lines in (rows, bands):
        record = form(tmp_path, wide(*GOAL, *lines, columns=3))
        assert [(i.level1, i.level2, i.level3, i.value) for i in record.indicators] == told


def test_levels_1_may_stand_side_by_side_and_levels_2_in_rows_of_their_own(tmp_path: Path) -> None:
    halves = [
        ["产出指标", "<", "<", "效益和满意度指标", "<", "<"],
        ["第二层级", "考核内容", "计划值", "第二层级", "考核内容", "计划值"],
        ["数量指标", "修缮层数", "≥2层", "社会效益指标", "读者增长率", "≥5%"],
        ["质量指标", "验收合格率", "100%", "服务对象满意度指标", "读者满意率", "≥90%"],
    ]
    (top, bottom) = ("产出指标", "效益和满意度指标")
    record = form(tmp_path, wide(*GOAL, *halves, columns=6))
    assert [(i.scope, i.level1, i.level2, i.level3, i.value) for i in record.indicators] == [
        ("annual", top, "数量指标", "修缮层数", "≥2层"),
        ("annual", top, "质量指标", "验收合格率", "100%"),
        ("annual", bottom, "社会效益指标", "读者增长率", "≥5%"),
        ("annual", bottom, "服务对象满意度指标", "读者满意率", "≥90%"),
    ]
    rows = [
        ["第一层级", "考核内容", "标准分", "预期达到值"],
        ["产出指标", "数量指标", "<", "<"],
        ["^", "修缮层数", "60", "≥2层"],
        ["^", "质量指标", "<", "<"],
        ["^", "验收合格率", "40", "100%"],
    ]
    record = form(tmp_path, wide(*GOAL, *rows, columns=4))
    assert [(i.level1, i.level2, i.level3, i.weight) for i in record.indicators] == [
        (top, "数量指标", "修缮层数", "60"),
        (top, "质量指标", "验收合格率", "40"),
    ]


def test_a_line_that_fills_its_cell_may_be_an_item_of_its_own() -> None:
    """No break of the writer's is seen behind the first line, for it reaches the wall; the next says an item itself."""
    words = ["复绿边坡：≥54000平方米", "砌筑截水沟：≥1000米", "完工时间：2026年5", "月底"]
    lines = [Line([Word(text, 1, Box(0, 0, 1, 1))], hard=i == 1) for i, text in enumerate(words)]
    said = said_rows(said_whole(Cell(0, 0, 1, 1, lines)))
    assert [(row.name.text, row.value.text) for row in said] == [
        ("复绿边坡", "≥54000平方米"),
        ("砌筑截水沟", "≥1000米"),
        ("完工时间", "2026年5月底"),
    ]


def test_levels_may_be_rows_with_numbers_of_their_own(tmp_path: Path) -> None:
    rows = [["序号", "指标名称", "指标值", "权重"], ["1", "成本指标", "", ""], ["1.1", "经济成本指标", "", ""]]
    rows += [["1.1.1", "人均培训成本", "≤200元", "20"], ["2", "产出指标", "", ""], ["2.1", "数量指标", "", ""]]
    rows += [["2.1.1", "修缮层数", "≥2层", "30"], ["2.1.2", "更新书架", "=1200个", "50"]]
    record = form(tmp_path, wide(*GOAL, *rows, columns=4))
    assert [(i.level1, i.level2, i.level3) for i in record.indicators] == [
        ("成本指标", "经济成本指标", "人均培训成本"),
        ("产出指标", "数量指标", "修缮层数"),
        ("产出指标", "数量指标", "更新书架"),
    ]
    assert record.status == "complete"


STATED = (
    "【产出指标】数量指标：修缮层数，≥2层；质量指标：验收合格率，=100%；"
    "【效益指标】社会效益指标：年接待读者，≥3万人次；【满意度指标】服务对象满意度指标：读者满意度，≥95%；"
)


def test_a_text_may_say_indicators_with_their_levels(tmp_path: Path) -> None:
    record = form(tmp_path, wide(*GOAL, ["绩效指标", STATED], columns=2))
    assert [(i.level1, i.level2, i.level3, i.value) for i in record.indicators] == [
        ("产出指标", "数量指标", "修缮层数", "≥2层"),
        ("产出指标", "质量指标", "验收合格率", "=100%"),
        ("效益指标", "社会效益指标", "年接待读者", "≥3万人次"),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥95%"),
    ]
    assert (record.status, record.extra) == ("complete", [])


def test_a_text_of_which_a_part_is_no_indicator_says_none(tmp_path: Path) -> None:
    record = form(tmp_path, wide(*GOAL, ["绩效指标", STATED + "其他事项另行通知"], columns=2))
    assert record.status == "incomplete"
    assert not record.indicators
