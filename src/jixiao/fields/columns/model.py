"""How likely a column of a list holds signs, units, targets, weights: a linear model of its cells and its head.

The weights are data (schemas/columns/weights.json, with its card beside it); `python -m eval.training.columns` makes
them. The words of the head are one witness among several: what the cells are, and what stands in the columns beside.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from jixiao.forms.content import KINDS, kinds_of, shares
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.resources import folder
from jixiao.text import key

ROLES = (
    "level1", "level2", "level3", "level12", "value", "operator", "unit", "weight", "description", "basis", "number",
    "criteria", "type", "direction", "past", "code", "flag", "org", "formula", "note",
)  # fmt: skip
# What the contract has no field for.
ASIDE = frozenset(ROLES[11:])
# Parts of head words that tell something whatever stands before them.
_STEMS = {
    "symbol": "符号|运算|比较符|计算符|逻辑|算术",
    "nature": "性质|方向|关系|趋势",
    "unit": "单位$|单位名称$|量纲",
    "weight": "权重|分值|标准分|满分",
    "value": "值$|目标$|预期|值内容",
    "past": "上年|前年|去年|历史|近[二两三]年|基期|参考|完成|实际|实现程度|调整前|前三年|往年|基准",
    "year": "(?:19|20)\\d\\d",
    "why": "依据|来源|出处",
    "said": "解释|说明|描述|内涵|定义|含义|内容",
    "formula": "公式|计算方[法式]|口径",
    "criteria": "标准$|[评计赋扣得打]分|评价要点|规则",
    "note": "[备附]注|补充|附件|材料|佐证|证明|采集|取数|获取|渠道|意见|状态|原因|责任|时限|频率",
    "type": "类型|类别|分类|属性|定[性量]",
    "name": "名称|具体指标|^指标$|指标$",
    "one": "一级", "two": "二级", "three": "[三四]级", "number": "序号|^编?号$|^序$",
    "code": "编码|代码|编号",
    "whether": "是否",
}  # fmt: skip
PART_OF_YEAR = re.compile("季度|半年")
_STEM_PATTERNS = {name: re.compile(pattern) for name, pattern in _STEMS.items()}
_PREFIXES = re.compile(r"^[*★☆△▲]+|[(\[].*?[)\]]|^(?:绩效|本年度?|年度|当年|全年|20\d\d年度?)(?=.{2})")
_BESIDE = ("blank", "sign", "unit", "number", "signed", "quantity", "percent", "level", "level1", "level2", "type",
           "words", "long", "named", "direction")  # fmt: skip
_SHAPE = ("length", "distinct", "merged", "sums", "constant", "running", "small", "decimal", "first", "last", "place",
          "rows", "repeated")  # fmt: skip
FEATURES = (
    "bias", *KINDS, *_SHAPE, *(f"left {k}" for k in _BESIDE), *(f"right {k}" for k in _BESIDE),
    "left none", "right none",
    *(f"head {name}" for name in _STEMS), "head unknown", "blank together", "words where no unit",
)  # fmt: skip
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,9})?")
# What the network of cells weighs beside this model, and the least probability that it is taken at.
_CELLS, _LEAST = 1.0, 0.01
WHOLES = (100.0, 90.0, 80.0, 60.0, 50.0)


@dataclass(slots=True)
class Strip:
    """A column of a list as the model sees it: the words of its head from the top down, the text of its cell in each
    row, and the share of its rows that begin no cell of their own (merged with the row above). `likely` is how likely
    each role is by the network of cells, where it was asked."""

    head: str
    texts: list[str]
    merged: float = 0.0
    said: frozenset[str] = field(default_factory=frozenset)
    likely: dict[str, float] = field(default_factory=dict)


class Weights(NamedTuple):
    """The trained weights: for each feature one a role, and what a head word that names the role adds to its score."""

    table: NDArray[np.float64]
    known: float
    loose: float


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights as shipped."""
    data = json.loads((folder("schemas/columns") / "weights.json").read_text(encoding="utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError("schemas/columns/weights.json was made for other features; train again")
    table = np.array([data["weights"][role] for role in ROLES], dtype=np.float64).T
    return Weights(table, data["known"], data["loose"])


@lru_cache(maxsize=16384)
def stems(head: str) -> frozenset[str]:
    """The parts of head words that the head holds."""
    return frozenset(name for name, pattern in _STEM_PATTERNS.items() if pattern.search(head))


@lru_cache(maxsize=16384)
def bare_head(text: str) -> str:
    """A head without star, notes in brackets, a year, and 绩效, 本年, 年度 before it."""
    k = label_key(text)
    while (shorter := _PREFIXES.sub("", k, count=1)) != k and shorter:
        k = shorter
    return k


def means_one_thing(head: str, words: Vocabulary) -> bool:
    """Whether the head is a known word that heads one thing in all forms: 备注."""
    return bool(roles_said(head, words)) and not words.is_loose(head)


def roles_said(head: str, words: Vocabulary) -> frozenset[str]:
    """The roles that a head word names, none where the vocabulary does not know it; remarks may be any of `ASIDE`."""
    role = words.column("indicators", head) or words.column("indicators", bare_head(head))
    if role is None:
        return frozenset()
    if role == "value_lifetime":
        role = "value"
    return ASIDE if role == "remark" else frozenset({role})


def features(strips: Sequence[Strip]) -> list[list[float]]:
    """The features of each column, in the order of `FEATURES`."""
    kinds = [shares(strip.texts) for strip in strips]
    measured = [_measured(strip) for strip in strips]
    out = []
    for i, strip in enumerate(strips):
        own = kinds[i]
        left, right = kinds[i - 1] if i else None, kinds[i + 1] if i + 1 < len(strips) else None
        heads = stems(key(strip.head))
        row = [1.0, *(own[k] for k in KINDS), *_shape(strip, i, len(strips), own)]
        row += [left[k] if left else 0.0 for k in _BESIDE]
        row += [right[k] if right else 0.0 for k in _BESIDE]
        row += [float(left is None), float(right is None)]
        row += [float(name in heads) for name in _STEMS]
        row += [float(not heads)]
        others = [told for other, told in zip(strips, measured, strict=True) if other is not strip and told is not None]
        row += [_together(strip, strips), _words_without_unit(strip, others)]
        out.append(row)
    return out


def _shape(strip: Strip, i: int, n: int, own: dict[str, float]) -> list[float]:
    said = [t for t in map(key, strip.texts) if t]
    numbers = [v for t in said if (v := _plain(t)) is not None]
    whole = bool(said) and len(numbers) >= 0.8 * len(said)
    length = sum(map(len, said)) / len(said) if said else 0.0
    total = sum(numbers)
    running = whole and numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 1
    return [
        min(length, 30.0) / 10,
        len(set(said)) / len(said) if said else 0.0,
        strip.merged,
        float(whole and len(numbers) > 2 and any(abs(total - s) < 0.06 for s in WHOLES)),
        float(len(said) > 2 and len(set(said)) == 1),
        float(running),
        float(whole and all(0 <= v <= 40 for v in numbers)),
        sum("." in t for t in said) / len(said) if said else 0.0,
        float(i == 0),
        float(i == n - 1),
        i / n,
        min(len(strip.texts), 10) / 10,
        float(bool(said) and len(set(said)) < 0.5 * len(said)),
    ]


def _plain(text: str) -> float | None:
    """The plain number that the folded text is, None where it is none."""
    bare = text.replace(",", "").rstrip("%分")
    return float(bare) if _NUMBER.fullmatch(bare) else None


def _together(strip: Strip, strips: Sequence[Strip]) -> float:
    """The share of the column's blanks that stand where some column of signs or units is blank too, or says 定性."""
    blanks = [i for i, t in enumerate(strip.texts) if not t]
    others = [s for s in strips if s is not strip and len(s.texts) == len(strip.texts)]
    if not blanks or not others:
        return 0.0
    return max(sum(not s.texts[i] for i in blanks) / len(blanks) for s in others)


class _Measured(NamedTuple):
    """The rows of a column of units or signs: all of them, those that hold one, and those that are blank."""

    rows: int
    measures: list[int]
    blanks: list[int]


_MEASURE, _NO_MEASURE = frozenset({"sign", "unit"}), frozenset({"blank", "none", "type"})


def _measured(strip: Strip) -> _Measured | None:
    """The rows of the column where it is one of units or signs, some of them blank; None where it is not."""
    kinds = [kinds_of(t) for t in strip.texts]
    measures = [i for i, k in enumerate(kinds) if not k.isdisjoint(_MEASURE)]
    blanks = [i for i, k in enumerate(kinds) if not k.isdisjoint(_NO_MEASURE)]
    few = len(measures) < 2 or not blanks or len(measures) + len(blanks) < 0.9 * len(kinds)
    return None if few else _Measured(len(kinds), measures, blanks)


def _words_without_unit(strip: Strip, others: Sequence[_Measured]) -> float:
    """How often words stand in the column just where a column of units or signs is blank: 明显改善 has no unit."""
    best = 0.0
    for rows, measures, blanks in others:
        if rows != len(strip.texts):
            continue
        words = sum(bool(strip.texts[i]) and "digits" not in kinds_of(strip.texts[i]) for i in blanks)
        digits = sum("digits" in kinds_of(strip.texts[i]) for i in measures)
        best = max(best, words / len(blanks) * digits / len(measures))
    return best


def scores(strips: Sequence[Strip], words: Vocabulary) -> list[dict[str, float]]:
    """For each column the logarithm of how likely each role is, from its cells, its neighbours and its head."""
    if not strips:
        return []
    trained = weights()
    out = []
    for strip, row in zip(strips, (np.array(features(strips)) @ trained.table).tolist(), strict=True):
        said = strip.said or roles_said(strip.head, words)
        sure = trained.loose if words.is_loose(strip.head) else trained.known
        raw = [v + sure if role in said else v for role, v in zip(ROLES, row, strict=True)]
        if likely := strip.likely:
            beside = [_CELLS * math.log(max(_LEAST, likely.get(role, 0.0))) for role in ROLES]
            raw = [v + more for v, more in zip(raw, beside, strict=True)]
        top = max(raw)
        norm = top + math.log(sum([math.exp(v - top) for v in raw]))
        out.append({role: v - norm for role, v in zip(ROLES, raw, strict=True)})
    return out
