"""Money as forms say it: amounts by source and by year in any shape, spending plans, points for spending in time."""

from __future__ import annotations

from random import Random
from typing import Any

from eval.training.cell_sheet import BLANK, LABEL, OUTSIDE, WORDS, Cells, Sheet
from jixiao.fields.cells.roles import AT

Record = dict[str, Any]
_SIDES = ("total", "fiscal", "other", "carryover")


class Money:
    """Puts what a record says of money into a sheet."""

    def __init__(self, r: Random) -> None:
        self.r = r
        self.tail, self.nil = r.choice(["", "", "", "", "万元", "元"]), r.choice(WORDS["nil"])

    def plan(self, sheet: Sheet, _record: Record) -> None:
        """When how much is to be spent, and the points for it."""
        r = self.r
        if r.random() < 0.3:
            wide = r.choice([0.2, 0.4, 0.7])
            said: Cells = [(r.choice(WORDS["execution"]), {LABEL}, wide)]
            sheet.row([*said, (r.choice(["10", "10", "10", "10分", "20", "5"]), {AT["execution_weight"]}, 1 - wide)])
        if r.random() < 0.6:
            return
        dues = r.choice(WORDS["dues"])
        shares = sorted(r.sample(range(5, 100, 5), len(dues)))
        texts = r.choice(["{}%", "{}%", "{}.00%", "{}", "{}万元"])
        when: Cells = [(due, {AT["spending_plan.due"]}, 0.2) for due in dues]
        much: Cells = [(texts.format(share), {AT["spending_plan.share"]}, 0.2) for share in shares]
        way, label = r.random(), r.choice(WORDS["plans"])
        if way < 0.5:
            sheet.stack([when, much], label)
        elif way < 0.7:
            sheet.stack([[cell for pair in zip(when, much, strict=True) for cell in pair]], label)
        elif way < 0.85:
            sheet.stack([list(pair) for pair in zip(when, much, strict=True)], label)
        else:
            heads = r.choice([("时间", "支付比例"), ("时间节点", "累计支出进度"), ("季度", "计划支出")])
            lead: list[Cells] = [[(heads[0], {LABEL}, 0.2), *when], [(heads[1], {LABEL}, 0.2), *much]]
            sheet.stack(lead, label)

    def _amount(self, scope: str, part: str) -> str:
        return str(self.r.choice(WORDS["funds"][part]).format(p=self.r.choice(WORDS["periods"][scope])))

    def funds(self, sheet: Sheet, record: Record) -> None:
        """The amounts of a project."""
        r, funds = self.r, record.get("funds") or {}
        sides = {s: funds[s] for s in ("annual", "lifetime") if funds.get(s)}
        given = {p for p in _SIDES if any(side.get(p) for side in sides.values())}
        parts = [p for p in _SIDES if p in given or (given and r.random() < 0.25)]
        if parts:
            made = r.choices([self._by_year, self._each, self._side_by_side, self._under_sources, self._in_a_row],
                             [15, 25, 22, 20, 18])[0]  # fmt: skip
            rows = made(sides, parts)
            sheet.stack(rows, r.choice(WORDS["blocks"]) if r.random() < 0.5 else "")

    def _said(self, sides: dict[str, Any], scope: str, part: str, wide: float) -> tuple[str, set[int], float]:
        """The cell of an amount."""
        amount = (sides.get(scope) or {}).get(part)
        return amount + self.tail if amount else self.nil, {AT[f"funds.{scope}.{part}"]}, wide

    def _by_year(self, sides: dict[str, Any], parts: list[str]) -> list[Cells]:
        """Years side by side, one of them the one asked for."""
        r, both = self.r, "lifetime" in sides
        years = [
            "",
            r.choice(["合计", "全周期", "总额"]),
            "2023年",
            r.choice(["2024年", "本年", "2024年（本年）"]),
            "2025年",
        ]
        last = r.random() < 0.3  # the year asked for is the last one
        if last:
            years[2:] = r.choice([["2023年执行数", "2024年执行数", "2025年预算数"], ["前年", "上年支出", "本年申请"]])
        rows: list[Cells] = [[(y, {LABEL} if y else {BLANK}, 0.3 if not y else 0.2) for y in years]]
        for p in parts:
            other: Cells = [(f"{r.uniform(1, 900):,.2f}{self.tail}", {OUTSIDE}, 0.2) for _ in range(3)]
            whole = self._said(sides, "lifetime", p, 0.2)
            whole = whole if both else (other[2][0], {OUTSIDE, *whole[1]}, 0.2)
            year = self._said(sides, "annual", p, 0.2)
            rest = [other[0], other[1], year] if last else [other[0], year, other[1]]
            rows.append([(self._amount("annual", p), {LABEL}, 0.3), whole, *rest])
        return rows

    def _bonds(self) -> list[tuple[str, str]]:
        """Amounts of no field."""
        r = self.r
        return [(r.choice(WORDS["bonds"]), r.choice(["0", "12.5%", "350.00"]))] if r.random() < 0.25 else []

    def _each(self, sides: dict[str, Any], parts: list[str]) -> list[Cells]:
        """A row an amount, perhaps with its share of the whole."""
        r = self.r
        rows: list[Cells] = [
            [(self._amount(s, p), {LABEL}, 0.4), self._said(sides, s, p, 0.6)] for s in sides for p in parts
        ]
        rows += [[(label, {LABEL}, 0.4), (v, {OUTSIDE}, 0.6)] for label, v in self._bonds()]
        if "fiscal" in parts and r.random() < 0.2:
            at = parts.index("fiscal") + 1
            tiers = r.sample(WORDS["tiers"], r.randint(1, 3))
            rows[at:at] = [[(t, {LABEL}, 0.4), (f"{r.uniform(1, 900):,.2f}", {OUTSIDE}, 0.6)] for t in tiers]
        if r.random() < 0.2:
            shares = ["100%", "50.0", "35.2%", "12.5", "0"]
            rows = [[*row, (r.choice(shares), {OUTSIDE}, 0.2)] for row in rows]
            rows.insert(0, [("来源", {LABEL}, 0.4), ("金额", {LABEL}, 0.6), ("占比", {LABEL}, 0.2)])
        return rows

    def _side_by_side(self, sides: dict[str, Any], parts: list[str]) -> list[Cells]:
        """The periods side by side."""
        wide = 0.5 / len(sides)
        return [
            [c for s in sides for c in ((self._amount(s, p), {LABEL}, wide), self._said(sides, s, p, wide))]
            for p in parts
        ]

    def _under_sources(self, sides: dict[str, Any], parts: list[str]) -> list[Cells]:
        """The sources as heads, a row a period."""
        r = self.r
        names = parts if r.random() < 0.7 else r.sample(parts, len(parts))
        lead, bonds = len(sides) > 1 or r.random() < 0.4, self._bonds()
        wide = 1.0 / (len(names) + lead + len(bonds))
        first: Cells = [("", {BLANK}, wide)] if lead else []
        heads: Cells = [(self._amount("annual", p).replace("年度", ""), {LABEL}, wide) for p in names]
        rows = [[*first, *heads, *((label, {LABEL}, wide) for label, _ in bonds)]]
        for s in sides:
            head: Cells = [(r.choice(WORDS["sides"][s]), {LABEL}, wide)] if lead else []
            amounts = [self._said(sides, s, p, wide) for p in names]
            rows.append([*head, *amounts, *((v, {OUTSIDE}, wide) for _, v in bonds)])
        return rows

    def _in_a_row(self, sides: dict[str, Any], parts: list[str]) -> list[Cells]:
        """All in one row, each behind its label."""
        given = [(s, p) for s in sides for p in parts if sides[s].get(p)]
        wide = 0.5 / len(given)
        return [[c for s, p in given for c in ((self._amount(s, p), {LABEL}, wide), self._said(sides, s, p, wide))]]
