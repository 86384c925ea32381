"""What is concluded at a page end: whether two sides are one, with each reason and how much it weighs.

Weights are tried on page ends that are known (`schemas/joins`, with its card): a reason's weight is what it adds to the
logarithm of the odds that the two sides are one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from jixiao.geometry import Box
from jixiao.resources import folder


class JointKind(StrEnum):
    """What may be one: two pieces of a table, two rows, two cells, two paragraphs."""

    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    PARAGRAPH = "paragraph"


# The score above which two sides are taken for one. Rows and cells that are wrongly joined make a wrong value that
# nobody sees; left apart they make a row too many, which is seen.
MARGIN = {JointKind.TABLE: 0.0, JointKind.ROW: 0.5, JointKind.CELL: 0.5, JointKind.PARAGRAPH: 0.0}
NAMES = {JointKind.TABLE: "表", JointKind.ROW: "行", JointKind.CELL: "格", JointKind.PARAGRAPH: "段"}
USUAL = "usual"
"""The reason that is always there: how often sides of this kind are one."""

REASONS: dict[JointKind, dict[str, str]] = {
    JointKind.TABLE: {
        USUAL: "一般情况",
        "width": "宽度不同",
        "shifted": "左边不齐",
        "columns": "竖线对不上",
        "again": "表头又印了一遍",
        "opens": "下页开头是新的一张表",
        "between": "中间有别的文字",
        "titled": "表题又印了一遍",
        "alone": "下页没有再印表头，中间却有文字",
    },
    JointKind.ROW: {
        USUAL: "一般情况",
        "begun": "下页有一格在上页没有内容",
        "terms": "上下都是完整的栏目名",
        "stacked": "下页的格跨多行",
        "flows": "上页的字排满了",
        "apart": "上页的字没有排满",
        "halves": "上下合起来是一个栏目名",
        "numbers": "下页只是数字和编码",
        "whole": "上下各是一个完整的数，合起来不是",
        "paragraph": "同一处又起一段",
        "fresh": "下页以比较符号开头",
        "right": "右边的格在上页已经写完",
        "left": "左边的格在上页已经写完",
        "again": "有一格上下相同",
        "beside": "相同的格在右边",
        "short": "上页的字很短",
        "completes": "合起来与同一栏别的格一样",
        "broken": "上页的句子没有写完",
        "closed": "上页的句子已经写完",
        "merged": "有合并的格跨过页末",
        "next": "合并的格旁可以是下一行",
        "other": "下页有格在上页没有对应的格",
    },
    JointKind.CELL: {
        USUAL: "一般情况",
        "under-label": "上页是栏目名，下页空白",
        "under-merged": "上页的格跨多行，下页空白",
        "over-merged": "下页的空格跨多行",
        "first": "第一栏的空格",
        "header": "上页是表头",
        "late": "上页空白，下页的格跨多行",
        "late-merged": "上页的空格跨多行，下页有字",
        "late-label": "上页空白，下页是栏目名",
        "blank": "上下都空白",
        "halves": "上下合起来是一个栏目名",
        "flows": "合并的格里文字没有写完",
        "terms": "上下都是完整的栏目名",
        "fills": "合并的格里上页的字排满了",
        "same": "上下是一样的字，不是栏目名",
        "beside": "左边的格连着",
        "parted": "左边的格不连",
        "alike": "左边两格跨行与它一样，都连着",
        "begins": "左边是另起的栏目名",
        "lone": "上页这一行只有一格有字",
        "open": "页末这一格没有画线，别的格画了",
    },
    JointKind.PARAGRAPH: {
        USUAL: "一般情况",
        "size": "字号不同",
        "room": "上页末行没有排满",
        "indent": "下页首行缩进",
        "closed": "上页以句号或冒号结束",
        "centred": "下页首行居中",
    },
}


class Side(NamedTuple):
    """One side of a page end: its page, and the box there."""

    page: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Joint:
    """Two sides of a page end, and why they are taken for one or for two.

    `reasons` are names of `REASONS` with what each adds to the score.
    """

    kind: JointKind
    upper: Side
    lower: Side
    reasons: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """The logarithm of the odds that both are one."""
        return sum(weight for _, weight in self.reasons)

    @property
    def one(self) -> bool:
        """The verdict: whether both are one."""
        return self.score > MARGIN[self.kind]

    @property
    def said(self) -> list[str]:
        """The reasons in words, the weightiest first."""
        told = sorted(self.reasons, key=lambda reason: -abs(reason[1]))
        return [f"{REASONS[self.kind][name]}（{weight:+.1f}）" for name, weight in told]


Facts = Mapping[str, float]


def judged(kind: JointKind, facts: Facts, upper: Side, lower: Side) -> Joint:
    """The two sides with what is to be seen there: for each reason how far it holds, 1 where it plainly does."""
    known = weights()[kind]
    held = [(USUAL, known[USUAL])] + [(name, known[name] * much) for name, much in facts.items() if much]
    return Joint(kind, upper, lower, tuple(held))


@lru_cache(maxsize=1)
def weights() -> dict[JointKind, dict[str, float]]:
    """The weight of every reason."""
    data = json.loads((folder("schemas/joins") / "weights.json").read_text(encoding="utf-8"))
    return {kind: data[kind] for kind in JointKind}
