"""Where seals and signatures belong no wall is looked for."""

from __future__ import annotations

import pytest

from jixiao.tables.missing_walls import is_seal_place


@pytest.mark.parametrize(
    ("text", "is_place"),
    [
        ("同意负责人（签章）： 年 月 日", True),
        ("单位负责人签字：     项目负责人签字：", True),
        ("单位盖章：  财政部门盖章：", True),
        ("（签　章）", True),
        ("2024年3月 2024年12月", False),
        ("产出指标 数量指标", False),
    ],
)
def test_a_place_for_a_seal_is_told(text: str, is_place: bool) -> None:
    assert is_seal_place(text) is is_place
