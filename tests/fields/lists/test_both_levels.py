"""Levels 1 and 2 printed in one cell are two levels, whichever column they stand in."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fields.drawn_forms import HEAD, form, wide


@pytest.mark.parametrize("mark", ["—", "-", "·", "/"])
def test_both_levels_in_the_second_column(tmp_path: Path, mark: str) -> None:
    rows = wide(
        ["项目名称", "书库修缮"],
        ["年度目标", "修缮书库两层，验收合格。"],
        HEAD,
        ["", f"产出指标{mark}数量指标", "修缮层数", "≥2层"],
        ["", f"产出指标{mark}质量指标", "验收合格率", "≥98%"],
        ["", f"满意度指标{mark}服务对象满意度指标", "读者满意度", "≥90%"],
    )
    record = form(tmp_path, rows)
    assert [(each.level1, each.level2) for each in record.indicators] == [
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("满意度指标", "服务对象满意度指标"),
    ]
