"""Lists of indicators as an office might print them: any columns in any order, levels merged, repeated or in bands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import Any

from eval.training import columns as lists
from eval.training.cell_sheet import BLANK, BOTH, MARKS, OUTSIDE, WORDS, Column, Listed, Sheet
from jixiao.fields.cells.roles import AT

Row = dict[str, Any]
# The share of lists of a few rows, and of forms of a few blocks.
FEW = 0.3
_PARTS = re.compile(r"([≥≤=><]|不低于|不少于|不超过|不高于|达到|大于|小于)?(\d[\d,.]*)(\D{0,8})")
_ASIDE = ("past", "type", "direction", "criteria", "org", "formula", "note", "flag", "code")
_NAMES = {"level12": "level2", "sign": "operator"}
_KINDS = {"type": ["定量", "定性"], "direction": ["正向", "正向", "反向"], "flag": ["是", "否"]}


class Lists:
    """Puts the indicators of a record into a sheet; `heads` are words for heads by role."""

    def __init__(self, r: Random, heads: dict[str, list[str]]) -> None:
        self.r, self.heads = r, heads

    def put(self, sheet: Sheet, indicators: list[Row], once: Sequence[tuple[str, str, int]] = ()) -> None:
        """A list for each period, some of a few rows only; `once` are columns before it with what they say of all rows,
        as (head, text, role)."""
        r = self.r
        for scope in sorted({row["scope"] for row in indicators}, reverse=r.random() < 0.5):
            rows = [row for row in indicators if row["scope"] == scope and row["level3"]]
            if rows and r.random() < FEW:
                first = r.randrange(len(rows))
                rows = rows[first : first + r.randint(1, 3)]
            if rows:
                sheet.list(self._listed(rows, once))

    def _listed(self, rows: list[Row], once: Sequence[tuple[str, str, int]]) -> Listed:
        r = self.r
        ones, twos = self._level([x["level1"] or "" for x in rows]), self._level([x["level2"] or "" for x in rows])
        ways = ["three", "three", "three", "three", "one", "two", "bands", "bands2", "joined", "joined band", "none"]
        way = r.choice(ways) if any(twos) else "one"
        mark = r.choice(MARKS)
        if r.random() < 0.2:
            ones, twos = self._dressed(ones), self._dressed(twos)
        both = [a + mark + b for a, b in zip(ones, twos, strict=True)]
        order: list[Column] = []
        points = r.random() < 0.06
        if way in ("three", "one"):
            order.append(("level1", [(t, AT["level1"]) for t in ones]))
            order += [("points1", self._points(ones))] if points else []
        if way in ("three", "two", "bands"):
            order.append(("level2", [(t, AT["level2"]) for t in twos]))
            order += [("points2", self._points(twos))] if points else []
        if way == "joined":
            order.append(("level12", [(t, BOTH) for t in both]))
        order.append(("level3", [(x["level3"], AT["level3"]) for x in rows]))
        if r.random() < 0.1:
            order = order[-1:] + order[:-1]
        at = len(order)
        for column in self._columns(rows):
            place = r.randint(at, len(order)) if r.random() < 0.4 else len(order)
            early = column[0] in ("weight", "code", "type") and r.random() < 0.2
            order.insert(max(0, at - 1) if early else place, column)
        if r.random() < 0.25:
            order.insert(0, ("number", [(str(i + 1), OUTSIDE) for i in range(len(rows))]))
        heads = self._heads(order)
        over = self._over(order)
        if once:
            order = [*(("once", [(text, role)] * len(rows)) for _, text, role in once), *order]
            heads = [*(head for head, _, _ in once), *heads]
            over = {(a + len(once), b + len(once)): text for (a, b), text in over.items()}
        bands = {"bands": ones, "bands2": ones, "joined band": both}.get(way, [])
        side = r.choice(WORDS["blocks"]) if r.random() < 0.4 else ""
        merged = r.choice(["merged", "merged", "merged", "repeated", "first"])
        return Listed(order, heads, side, merged, bands, twos if way == "bands2" else [], over)

    def _dressed(self, names: list[str]) -> list[str]:
        """The names of a level numbered, or with the points that all of its rows have."""
        r, way = self.r, self.r.random()
        of = {name: i for i, name in enumerate(dict.fromkeys(names))}
        if way < 0.6:
            each = r.choice(WORDS["marks"])
            return [each[of[name] % len(each)] + name if name else "" for name in names]
        points = {name: r.choice(["（10分）", "(20)", "（30分）", "（15%）", "\n（40分）"]) for name in of}
        return [name + points[name] if name else "" for name in names]

    def _points(self, names: list[str]) -> list[tuple[str, int]]:
        """How many points all rows of a level have together: a column of no field."""
        of = {name: str(self.r.choice([10, 15, 20, 30, 40, 50])) for name in names}
        return [(of[name], OUTSIDE) for name in names]

    def _over(self, order: list[Column]) -> dict[tuple[int, int], str]:
        """A head over some of the columns."""
        r = self.r
        if len(order) < 4 or r.random() > 0.2:
            return {}
        first = r.randrange(len(order) - 1)
        return {(first, min(len(order), first + r.randint(2, 4))): r.choice(WORDS["over"])}

    def _level(self, texts: list[str]) -> list[str]:
        """The names of a level as another office would write them."""
        if self.r.random() < 0.25:
            said = {name: self.r.choice(_other(name)) for name in dict.fromkeys(texts)}
            texts = [said[name] for name in texts]
        style = self.r.choice([None, None, None, "", "类", "类指标", "目标", "指标"])
        bare = [text.removesuffix("指标") for text in texts]
        pairs = zip(texts, bare, strict=True)
        return [text if style is None or len(short) < 2 else short + style for text, short in pairs]

    def _heads(self, order: list[Column]) -> list[str]:
        r, unknown = self.r, lists._SAID["unknown"]
        out = []
        for name, _ in order:
            pool = self.heads.get(_NAMES.get(name, name)) or unknown
            head = r.choice(pool) if r.random() < 0.85 else r.choice(unknown)
            out.append(r.choice(["绩效", "本年", "年度", "*", "2024年"]) + head if r.random() < 0.12 else head)
        return out

    def _columns(self, rows: list[Row]) -> list[Column]:
        """The columns of targets, weights and others."""
        r = self.r
        out = self._targets([x["value"] or "" for x in rows])
        if any(x["weight"] for x in rows) or r.random() < 0.2:
            tail = r.choice(["", "", "", "分", ".0", ".0分", "%"])
            weights = [x["weight"] or str(r.randint(2, 20)) for x in rows]
            out.append(("weight", [(w + tail if w.isdigit() else w, AT["weight"]) for w in weights]))
        for name in ("description", "basis"):
            if any(x[name] for x in rows) or r.random() < 0.15:
                pool, own = lists._SAID[name] + WORDS["more"][name], r.random() < 0.6
                said = [(own and x[name]) or r.choice(pool).format(x["level3"]) for x in rows]
                out.append((name, [(text, AT[name]) for text in said]))
        if r.random() < 0.05:
            shares = [sorted(r.sample(range(5, 96, 5), 3)) for _ in rows]
            out += [("share", [(f"{each[i]}%", OUTSIDE) for each in shares]) for i in range(3)]
        for name in _ASIDE:
            if r.random() < 0.14:
                out.append((name, [(text, OUTSIDE) for text in self._aside(name, rows)]))
        return out

    def _targets(self, values: list[str]) -> list[Column]:
        """The targets in one column, or cut into sign, number and unit."""
        r = self.r
        split = [_PARTS.fullmatch(v) for v in values]
        words = dict(zip("≥≤=><", r.choice(WORDS["signs"]), strict=True))
        other, none = r.choice(["", "定性"]), r.choice(["", "/", "—"])
        sign = [(words.get((m[1] or "=")[0], m[1] or "="), AT["sign"]) if m else (other, BLANK) for m in split]
        unit = [(m[3], AT["unit"]) if m and m[3] else (none, BLANK) for m in split]

        def parts(*which: int) -> list[tuple[str, int]]:
            pairs = zip(split, values, strict=True)
            return [("".join(m[i] or "" for i in which) if m else v, AT["value"]) for m, v in pairs]

        way = r.random()
        if way < 0.5:
            turned = r.choice(WORDS["targets"])
            pairs = zip(split, values, strict=True)
            said = [turned.format(m[2] + m[3]) if turned and m else v for m, v in pairs]
            return [("value", [(v, AT["value"]) for v in said])]
        if way < 0.75:
            three: list[Column] = [("sign", sign), ("value", parts(2)), ("unit", unit)]
            return r.sample(three, 3) if r.random() < 0.4 else three
        if way < 0.87:
            two: list[Column] = [("value", parts(1, 2)), ("unit", unit)]
            return two[::-1] if r.random() < 0.3 else two
        return [("sign", sign), ("value", parts(2, 3))]

    def _aside(self, name: str, rows: list[Row]) -> list[str]:
        """What stands in a column that the contract has no field for."""
        r = self.r
        if name == "past":
            values = [x["value"] or "" for x in rows]
            return ["".join(r.choice(["0", "3", "7", c, c]) if c.isdigit() else c for c in v) for v in values]
        if name == "code":
            return [f"{r.choice(['ZB', '10', '3'])}{r.randint(1000, 99999)}" for _ in rows]
        if name in _KINDS:
            return [r.choice(_KINDS[name]) for _ in rows]
        return [r.choice(lists._SAID[name]).format(x["level3"]) for x in rows]


def _other(name: str) -> list[str]:
    """Other words for the name of a level; any word of a level where none is known."""
    return next((words for stem, words in WORDS["levels"].items() if stem in name), [name])
