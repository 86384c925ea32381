"""Targets by quarter beside those of the year."""

from __future__ import annotations

from pathlib import Path

from tests.fields.drawn_forms import drawn, records
from tests.pdf_builder import Rows

ROWS: Rows = [
    ["项目名称", "古籍修复", "<", "<", "<", "<", "<"],
    ["年度绩效目标", "修复古籍两千册，开放修复室。", "<", "<", "<", "<", "<"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "季度目标（累计）", "<", "<"],
    ["^", "^", "^", "^", "一季度", "二季度", "四季度"],
    ["产出指标", "数量指标", "修复古籍", "≥2000册", "≥300册", "≥900册", "≥2000册"],
    ["^", "质量指标", "修复合格率", "≥98%", "—", "—", "≥98%"],
    ["效益指标", "社会效益指标", "古籍利用", "逐步提升", "", "", "逐步提升"],
    ["满意度指标", "服务对象满意度指标", "读者满意度", "≥90%", "", "", "≥90%"],
]


def test_what_is_due_by_the_last_quarter_is_no_target_of_the_whole_period(tmp_path: Path) -> None:
    (record,) = records(drawn(tmp_path / "form.pdf", ROWS))
    assert [(i.scope, i.level3, i.value) for i in record.indicators] == [
        ("annual", "修复古籍", "≥2000册"),
        ("annual", "修复合格率", "≥98%"),
        ("annual", "古籍利用", "逐步提升"),
        ("annual", "读者满意度", "≥90%"),
    ]
    assert "list.second-value" not in {reason.code for reason in record.reasons}
    assert [e.value for e in record.indicators[0].extra] == ["≥300册", "≥900册", "≥2000册"]
