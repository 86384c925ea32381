"""Rows read from inferred columns: where two readings that agree settle nothing."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.evidence import Passage, Word
from jixiao.fields.coverage.rows_fit import rows_fit
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.geometry import Box


def said(text: str) -> Passage:
    return Passage.of(Word(text, 1, Box(0, 0, 1, 1))) if text else Passage()


def row(level1: str | None, level2: str | None, name: str) -> dict[str, Any]:
    return {"level1": said(level1) if level1 is not None else None, "level2": said(level2 or ""), "level3": said(name)}


@pytest.mark.parametrize(
    ("rows", "fit"),
    [
        ([("产出指标", "数量指标", "修缮层数"), ("产出指标", "质量指标", "验收合格率")], True),
        ([(None, "数量指标", "修缮层数"), (None, "质量指标", "验收合格率")], True),
        ([("", "数量指标", "修缮层数"), ("产出指标", "质量指标", "验收合格率")], False),
        ([("产出指标", "数量指标", "修缮层数"), ("产出指标", "质量指标", "社会效益指标 读者增长率")], False),
    ],
)
def test_rows_that_fit(rows: list[tuple[str | None, str, str]], fit: bool) -> None:
    assert rows_fit([row(*each) for each in rows], vocabulary()) is fit


def test_two_rows_with_one_name_between_them_do_not_fit() -> None:
    name = row("产出指标", "数量指标", "修缮层数")
    assert not rows_fit([name, dict(name)], vocabulary())
