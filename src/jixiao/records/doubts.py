"""Why a value is uncertain, in words: the codes that stand in `doubts`."""

from __future__ import annotations

from collections.abc import Iterable

DOUBTS = {
    "low-score": "字迹不清",
    "readings-differ": "两次识别不一致",
    "worn": "笔画残缺，可能是另一个数字",
    "stamp": "压着印章",
    "read-twice": "两段文字重叠",
    "unread-ink": "旁边有没认出的墨迹",
    "odd-shape": "写法不合常规",
    "unlike-others": "写法与同一栏的其他值不同",
    "not-listed": "不是已知的指标名称",
    "cells-merged": "两格的文字读成了一格",
    "sum-open": "与合计对不上",
    "columns-inferred": "栏目由文字的位置推断",
    "column-inferred": "栏目名不认识，按内容归入",
    "label-inferred": "栏目名不认识，按内容归入",
    "lines-only": "没有画表格线，由文字的位置推断",
    "uncertain": "没有把握",
    "conflict": "两种读法不一致",
}


def reasons_of(codes: Iterable[str]) -> str:
    """The codes in words; one that has none as it stands."""
    return "，".join(DOUBTS.get(code, code) for code in codes)
