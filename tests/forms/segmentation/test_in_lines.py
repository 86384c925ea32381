"""Forms that stand on the page without rules, or in a frame without any inside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.pdf_builder import Paper, reading

HEAD = [
    ["项目信息"],
    ["项目名称", "项目编码", "主管部门"],
    ["古籍数字化", "XM2026-017", "沙洲县文化局"],
    ["资金（单位：万元）"],
    ["年度资金总额", "其中：财政拨款", "其他资金"],
    ["35.20", "30.00", "5.20"],
    ["年度绩效目标"],
    ["完成馆藏古籍扫描两千册，建成检索平台。"],
    ["绩效指标"],
]
LIST = [
    ["二级指标", "指标名称", "目标值", "分值"],
    ["产出指标"],
    ["数量指标", "扫描古籍", "≥2000册", "20"],
    ["时效指标", "平台上线", "11月底前", "20"],
    ["满意度指标"],
    ["服务对象满意度指标", "读者满意度", "≥90%", "10"],
]


def printed(tmp_path: Path, frame: bool) -> Any:
    paper = Paper().centred(60, "项目绩效目标公示卡")
    for r, row in enumerate([*HEAD, *LIST]):
        for text, x in zip(row, (64, 250, 390) if r < len(HEAD) else (64, 200, 340, 470), strict=False):
            paper.text(x, 100 + 20 * r, text)
    if frame:
        bottom = 100 + 20 * len([*HEAD, *LIST])
        paper.line(60, 84, 540, 84).line(60, 84, 60, bottom).line(540, 84, 540, bottom).line(60, bottom, 540, bottom)
    (record,) = reading(paper.save(tmp_path / "card.pdf")).records
    return record


def indicators(record: Any) -> list[tuple[str, ...]]:
    return [(i.level1, i.level2, i.level3, i.value, i.weight) for i in record.indicators]


def test_a_form_without_rules_is_read_and_never_complete(tmp_path: Path) -> None:
    record = printed(tmp_path, frame=False)
    assert (record.project_name, record.department, record.funds.annual.total) == (
        "古籍数字化",
        "沙洲县文化局",
        "35.20",
    )
    assert indicators(record) == [
        ("产出指标", "数量指标", "扫描古籍", "≥2000册", "20"),
        ("产出指标", "时效指标", "平台上线", "11月底前", "20"),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "10"),
    ]
    assert record.status == "incomplete"


def test_columns_of_text_that_hold_no_form_stay_text(tmp_path: Path) -> None:
    paper = Paper().centred(60, "项目绩效目标公示卡")
    for r, row in enumerate([["项目名称", "主管部门"], ["古籍数字化", "沙洲县文化局"], ["年度资金总额", "35.20"]]):
        for text, x in zip(row, (64, 250), strict=True):
            paper.text(x, 100 + 20 * r, text)
    assert reading(paper.save(tmp_path / "card.pdf")).records == []


def test_a_frame_around_a_form_is_no_cell(tmp_path: Path) -> None:
    record = printed(tmp_path, frame=True)
    assert (record.project_name, record.funds.annual.fiscal) == ("古籍数字化", "30.00")
    assert indicators(record)[0][2:] == ("扫描古籍", "≥2000册", "20")
    assert record.goal_annual == "完成馆藏古籍扫描两千册，建成检索平台。"


COLUMNS = (80.0, 150.0, 255.0, 355.0, 420.0, 490.0, 530.0)
SYSTEM = [
    ["一级指标", "二级指标", "三级指标", "符号", "指标值", "计量单位", "分值"],
    ["产出指标", "数量指标", "全年开放天数", "≥", "330", "天", "20"],
    ["产出指标", "质量指标", "场馆设施完好率", "≥", "98", "%", "20"],
    ["效益指标", "可持续影响指标", "场馆公益属性", "", "逐年稳步提高", "", "40"],
    ["满意度指标", "服务对象满意", "健身群众满意度", "≥", "94", "%", "10"],
]


def test_labels_at_the_right_of_their_column_and_centred_cells_are_read(tmp_path: Path) -> None:
    def middle(y: float, row: list[str]) -> None:
        for x, text in zip(COLUMNS, row, strict=True):
            if text:
                paper.text(x - 4.5 * len(text), y, text)

    paper = Paper().centred(50, "项目支出绩效目标表")
    pairs = [("项目名称：", "公共场馆免费开放"), ("项目编码：", "XM2026-017"), ("主管部门：", "沙洲县体育局"),
             ("实施单位：", "沙洲县体育馆"), ("项目开始年度：", "2026"), ("项目结束年度：", "2027"),
             ("年度资金总额：", "6.00"), ("财政拨款：", "6.00")]  # fmt: skip
    for i, (label, value) in enumerate(pairs):
        x, y = (150, 390)[i % 2], 90 + 17 * (i // 2)
        paper.text(x - 9 * len(label), y, label + value)
    goal = [
        "推动全民健身与全民健康深度融合，让群众就近健身、放心健身；六个场馆向",
        "社会免费开放，全年不少于三百四十天。",
    ]
    paper.text(150 - 9 * len("年度绩效目标："), 175, "年度绩效目标：" + goal[0]).text(150, 187, goal[1])
    for r, row in enumerate(SYSTEM):
        middle(225 + 17 * r, row)
    paper.text(COLUMNS[1] - 9, 225 + 17 * 4 + 11, "指标")
    (record,) = reading(paper.save(tmp_path / "export.pdf")).records
    assert (record.project_name, record.project_code, record.implementer) == (
        "公共场馆免费开放",
        "XM2026-017",
        "沙洲县体育馆",
    )
    assert (record.period_start, record.period_end, record.funds.annual.total) == ("2026", "2027", "6.00")
    assert record.goal_annual == "".join(goal)
    read = [(i.level2, i.level3, i.value, i.weight) for i in record.indicators]
    assert read[2] == ("可持续影响指标", "场馆公益属性", "逐年稳步提高", "40"), "wider than its column's other cells"
    assert read[3] == ("服务对象满意指标", "健身群众满意度", "≥94%", "10"), "the rest of a wrapped cell"
    assert len(read) == 4
    assert record.status == "incomplete"
