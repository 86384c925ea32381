"""Projects' goal forms written out in lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.pdf_builder import Paper, reading

HEAD = ["一、基本情况", "（一）项目名称：古籍数字化", "（二）主管部门：沙洲县文化局", "（三）实施单位：沙洲县图书馆"]
FUNDS = ["二、资金安排", "年度资金总额：35.20万元", "其中：财政拨款：30.00万元", "其他资金：5.20万元"]
GOAL = ["三、年度绩效目标", "完成馆藏古籍扫描两千册，建成检索平台。"]
INDICATORS = [
    "四、绩效指标",
    "（一）产出指标",
    "1.数量指标：扫描古籍数量≥2000册；建成检索平台=1个。",
    "2.时效指标：平台上线时间：11月底前。",
    "（二）满意度指标",
    "1.服务对象满意度指标：读者满意度≥90%。",
]
END = ["五、保障措施", "由沙洲县图书馆按月调度进度。"]


def read(tmp_path: Path, *lines: str) -> list[Any]:
    paper = Paper().centred(60, "项目绩效目标申报书")
    for i, line in enumerate(lines):
        paper.text(60, 100 + 22 * i, line)
    return reading(paper.save(tmp_path / "form.pdf")).records


def test_labels_and_indicators_in_lines_are_a_form(tmp_path: Path) -> None:
    (record,) = read(tmp_path, *HEAD, *FUNDS, *GOAL, *INDICATORS, *END)
    assert (record.title, record.project_name, record.status) == ("项目绩效目标申报书", "古籍数字化", "complete")
    assert (record.department, record.implementer) == ("沙洲县文化局", "沙洲县图书馆")
    assert (record.funds.annual.total, record.funds.annual.fiscal, record.funds.annual.other) == (
        "35.20",
        "30.00",
        "5.20",
    )
    assert record.goal_annual == "完成馆藏古籍扫描两千册，建成检索平台。"
    assert [(i.level1, i.level2, i.level3, i.value) for i in record.indicators] == [
        ("产出指标", "数量指标", "扫描古籍数量", "≥2000册"),
        ("产出指标", "数量指标", "建成检索平台", "=1个"),
        ("产出指标", "时效指标", "平台上线时间", "11月底前"),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
    ]


def test_what_is_no_indicator_with_its_target_is_said(tmp_path: Path) -> None:
    lines = [*INDICATORS[:3], "另行组织专家论证。", *INDICATORS[3:]]
    (record,) = read(tmp_path, *HEAD, *FUNDS, *GOAL, *lines)
    assert record.status == "incomplete"
    assert "indicator.unread" in {reason.code for reason in record.reasons}
    assert any("专家论证" in extra.value for extra in record.extra)


def test_lines_without_levels_or_without_a_project_are_prose(tmp_path: Path) -> None:
    assert read(tmp_path, *HEAD, *FUNDS, *GOAL, *END) == []
    assert read(tmp_path, *GOAL, *INDICATORS, *END) == []
