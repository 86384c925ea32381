"""What is concluded at page ends: every reason has words and a weight, and the weightiest is told first."""

from __future__ import annotations

import ast
import json
from pathlib import Path

from tests.conftest import PROJECT
from tests.pdf_builder import Paper
from tests.tables.drawn import layout

from jixiao.tables.joins import join_rows, join_tables, running_heads
from jixiao.tables.joint import MARGIN, REASONS, USUAL, Joint, JointKind, Side, judged, weights

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
ROW = ["产出指标", "数量指标", "修缮层数", "2层"]
WIDTHS = [70.0, 80.0, 200.0, 100.0]


def test_every_reason_has_a_weight_and_every_weight_a_reason() -> None:
    held = json.loads((PROJECT / "schemas" / "joins" / "weights.json").read_text(encoding="utf-8"))
    assert {kind: set(reasons) for kind, reasons in held.items()} == {
        kind.value: set(REASONS[kind]) for kind in JointKind
    }
    assert set(weights()) == set(JointKind)


def test_every_reason_is_one_that_is_looked_for() -> None:
    """A name that is misspelt would never be found; each stands as a text where page ends are looked at."""
    said: set[str] = set()
    for room in (join_tables, join_rows, running_heads):
        tree = ast.parse(Path(room.__file__ or "").read_text(encoding="utf-8"))
        said |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    for kind in JointKind:
        assert set(REASONS[kind]) - {USUAL} <= said


def test_the_verdict_is_the_sum_of_the_reasons() -> None:
    side = Side(1, None)
    joint = judged(JointKind.PARAGRAPH, {"size": 1.0, "room": 0.0}, side, Side(2, None))
    assert [name for name, _ in joint.reasons] == [USUAL, "size"]
    assert joint.score == weights()[JointKind.PARAGRAPH][USUAL] + weights()[JointKind.PARAGRAPH]["size"]
    assert joint.one == (joint.score > MARGIN[JointKind.PARAGRAPH])
    assert Joint(JointKind.ROW, side, side, ((USUAL, -1.0), ("flows", 2.5))).said[0] == "上页的字排满了（+2.5）"


def over_a_page_end(first: list[list[str]], second: list[list[str]]) -> Paper:
    paper = Paper()
    paper.table(first, WIDTHS, 600)
    paper.page()
    paper.table(second, WIDTHS, 70)
    return paper


def test_a_table_that_goes_on_says_where_and_why(tmp_path: Path) -> None:
    joints = layout(over_a_page_end([HEAD, ROW], [HEAD, ROW]), tmp_path).joints
    table = next(joint for joint in joints if joint.kind is JointKind.TABLE)
    assert table.one and (table.upper.page, table.lower.page) == (1, 2)
    assert [name for name, _ in table.reasons] == [USUAL, "again"]


def test_a_table_that_does_not_go_on_says_why_not(tmp_path: Path) -> None:
    opening = [["项目名称", "书库修缮", "主管部门", "图书馆"], ROW]
    (joint,) = layout(over_a_page_end([HEAD, ROW], opening), tmp_path).joints
    assert not joint.one and "opens" in dict(joint.reasons)
