"""Cells of a form that say indicators beside the names of their levels, with the marks that offices set."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from tests.fields.drawn_forms import form, records, wide, written

from jixiao.evidence import Passage
from jixiao.fields.said.grammar import said_row
from jixiao.fields.said.pieces import in_pieces
from jixiao.fields.said.texts import said_rows

HEAD = [["项目名称", "书库修缮"], ["年度目标", "修缮书库两层，更新书架。"]]
READ = [
    ("产出指标", "数量指标", "修缮层数", "≥2层"),
    ("产出指标", "数量指标", "培训馆员（含志愿者）", "≥30人次"),
    ("产出指标", "质量指标", "施工安全", "无事故"),
    ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
]


@pytest.mark.parametrize(
    ("output", "last"),
    [
        (
            "【数量指标】修缮层数（≥2层）；培训馆员（含志愿者）（≥30人次）。\n【质量指标】施工安全（无事故）。",
            "【服务对象满意度指标】读者满意度（≥90%）。",
        ),
        (
            "数量指标：\n（1）修缮层数：≥2层\n（2）培训馆员（含志愿者）：≥30人次\n质量指标：\n（1）施工安全：无事故",
            "服务对象满意度指标：\n（1）读者满意度：≥90%",
        ),
        (
            "〔数量指标〕修缮层数，≥2层；培训馆员（含志愿者），≥30人次。〔质量指标〕施工安全，无事故。",
            "〔服务对象满意度指标〕读者满意度，≥90%。",
        ),
        (
            "数量指标：①修缮层数：≥2层；②培训馆员（含志愿者）：≥30人次；\n质量指标：①施工安全：无事故；",
            "服务对象满意度指标：①读者满意度：≥90%；",
        ),
        (
            "数量指标：\n● 修缮层数：≥2层\n● 培训馆员（含志愿者）：≥30人次\n质量指标：\n● 施工安全：无事故",
            "服务对象满意度指标：\n● 读者满意度：≥90%",
        ),
    ],
)
def test_cells_beside_levels_say_their_indicators(tmp_path: Path, output: str, last: str) -> None:
    rows = wide(*HEAD, ["产出指标", output], ["满意度指标", last], columns=2)
    for record in (form(tmp_path, rows), records(written(tmp_path / "form.docx", rows))[0]):
        assert [(i.level1, i.level2, i.level3, i.value) for i in record.indicators] == READ
        assert record.status == "complete"
        assert not [extra for extra in record.extra if extra.value]


def test_a_target_of_no_known_kind_is_doubted(tmp_path: Path) -> None:
    """Only the others of the cell show that what stands in brackets is no note."""
    cell = "【数量指标】修缮层数（≥2层）；更新书架（≥120个）。【时效指标】开放时间（日日开放）。"
    record = form(tmp_path, wide(*HEAD, ["产出指标", cell], columns=2))
    assert [(i.level3, i.value) for i in record.indicators][-1] == ("开放时间", "日日开放")
    assert "indicators[2].value" in record.doubts
    assert "indicators[0].value" not in record.doubts


def test_weights_stand_beside_their_targets(tmp_path: Path) -> None:
    cell = "数量指标（50分）：1.修缮层数（≥2层，30分）；2.更新书架（≥120个，20分）。"
    last = "服务对象满意度指标：读者满意度，目标值：≥90%，权重：50。"
    record = form(tmp_path, wide(*HEAD, ["产出指标", cell], ["满意度指标", last], columns=2))
    assert [(i.level3, i.value, i.weight) for i in record.indicators] == [
        ("修缮层数", "≥2层", "30"),
        ("更新书架", "≥120个", "20"),
        ("读者满意度", "≥90%", "50"),
    ]


def test_a_part_that_is_no_indicator_is_kept_and_makes_the_record_incomplete(tmp_path: Path) -> None:
    cell = "数量指标：修缮层数：≥2层；更新书架：≥120个；另行购置阅览桌椅。"
    record = form(tmp_path, wide(*HEAD, ["产出指标", cell], columns=2))
    assert [i.level3 for i in record.indicators] == ["修缮层数", "更新书架"]
    assert record.status == "incomplete"
    assert any("阅览桌椅" in extra.value for extra in record.extra)


def test_an_indicator_called_as_a_level_keeps_its_target(tmp_path: Path) -> None:
    """受益群众满意度（≥90%） is no level with points behind it."""
    cell = "【服务对象满意度指标】受益群众满意度（≥90%）；读者满意率（≥88%）。"
    output = "【数量指标】修缮层数（≥2层）。"
    record = form(tmp_path, wide(*HEAD, ["产出指标", output], ["满意度指标", cell], columns=2))
    assert [(i.level3, i.value) for i in record.indicators][1:] == [("受益群众满意度", "≥90%"), ("读者满意率", "≥88%")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("修缮层数（≥2层）", ("修缮层数", "≥2层", None)),
        ("购置设备（=28台（套））", ("购置设备", "=28台（套）", None)),
        ("修缮层数≥2层（10分）", ("修缮层数", "≥2层", "10")),
        ("修缮层数（10分）：≥2层", ("修缮层数", "≥2层", "10")),
        ("修缮层数（权重10%，目标值≥2层）", ("修缮层数", "≥2层", "10")),
        ("读者满意度（抽样调查）：≥90%", ("读者满意度（抽样调查）", "≥90%", None)),
        ("读者满意度（抽样调查）", None),
        ("完成培训，120人（次）", ("完成培训", "120人（次）", None)),
    ],
)
def test_one_indicator_by_its_marks(text: str, said: tuple[str, str, str | None] | None) -> None:
    row = said_row(Passage(text))
    assert (row and (row.name.text, row.value.text, row.weight and row.weight.text)) == said


def test_a_line_goes_on_only_with_an_indicator_that_is_begun() -> None:
    lines = ["数量指标：修缮层数", "≥2层；更新书架：≥120个", "阅览座位：≥60个"]
    pieces = in_pieces([Passage(line) for line in lines])
    assert [[piece.text for piece in line] for line in pieces] == [
        ["数量指标：修缮层数≥2层", "更新书架：≥120个"],
        ["阅览座位：≥60个"],
    ]


def test_a_list_of_projects_may_say_the_indicators_of_each_in_one_cell(tmp_path: Path) -> None:
    rows = [["序号", "项目名称", "主管部门", "金额（万元）", "年度绩效目标", "绩效指标"]]
    for n, name in enumerate(["书库修缮", "戏台更新"], 1):
        said = f"产出指标：\n数量指标：完成数量：≥{n}处。\n满意度指标：\n服务对象满意度指标：群众满意度：≥90%。"
        rows.append([str(n), name, "青禾县文化局", "12.50", f"{name}按期完成。", said])
    found = records(written(tmp_path / "list.docx", rows, title="2025年度项目绩效目标汇总表"))
    assert [(r.project_name, [i.value for i in r.indicators]) for r in found] == [
        ("书库修缮", ["≥1处", "≥90%"]),
        ("戏台更新", ["≥2处", "≥90%"]),
    ]


def test_indicators_counted_as_such_stand_under_a_level_that_is_printed_once(tmp_path: Path) -> None:
    rows = [
        *([c, v, "", ""] for c, v in HEAD),
        ["产出指标", "数量指标", "指标1：修缮层数，≥2层；\n指标2：更新书架，≥120个；", ""],
        ["", "成本指标", "指标1：每个书架费用，≤800元；", ""],
        ["效益指标", "社会效益指标", "指标1：进馆读者，≥3万人次；", ""],
        ["", "可持续影响指标", "指标1：书库管理，持续规范；", ""],
    ]
    record = form(tmp_path, rows)
    assert [(i.level1, i.level2, i.level3, i.value) for i in record.indicators] == [
        ("产出指标", "数量指标", "修缮层数", "≥2层"),
        ("产出指标", "数量指标", "更新书架", "≥120个"),
        ("产出指标", "成本指标", "每个书架费用", "≤800元"),
        ("效益指标", "社会效益指标", "进馆读者", "≥3万人次"),
        ("效益指标", "可持续影响指标", "书库管理", "持续规范"),
    ]


def test_a_level_before_a_dash_is_no_part_of_a_name() -> None:
    rows = said_rows(Passage("1.数量指标—修缮层数：≥2层\n2.时效指标—开放时间：10月底"))
    assert [(row.level.text, row.name.text, row.value.text) for row in rows] == [
        ("数量指标", "修缮层数", "≥2层"),
        ("时效指标", "开放时间", "10月底"),
    ]


def test_a_year_at_the_end_of_a_line_is_no_part_of_a_body(tmp_path: Path) -> None:
    rows = wide(*HEAD, ["产出指标", "【数量指标】修缮层数（≥2层）；更新书架（≥120个）。"], columns=2)
    path = written(tmp_path / "form.docx", rows, title="填报单位（盖章）：青禾县图书馆　　　　2025年度")
    document = Document(str(path))
    document.paragraphs[0].insert_paragraph_before("项目绩效目标申报表")
    document.save(str(path))
    record = records(path)[0]
    assert "青禾县图书馆" in (record.department, record.implementer)
    assert record.year == 2025
