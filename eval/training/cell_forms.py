"""Makes up forms around the texts of labelled records: other blocks, other lists, other words, any order.

What a record's fields say stands under labels drawn from patterns (`labels.yaml`, `cells.yaml`), in rows of one to
three pairs, in columns or in one cell; its indicators stand in lists of any columns. So neither a place nor a word
tells alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from eval.training import columns as lists
from eval.training.cell_lists import FEW, Lists
from eval.training.cell_roles import Sample
from eval.training.cell_sheet import BLANK, LABEL, OUTSIDE, WORDS, Cells, Sheet
from eval.training.labels import Maker as Labels
from jixiao.fields.cells.roles import AT
from jixiao.forms.vocabulary.installed import vocabulary

Record = dict[str, Any]
_SIDES = ("total", "fiscal", "other", "carryover")
_SHORT = ("project_name", "department", "implementer", "project_code", "category", "attribute", "department_code",
          "contact", "phone")  # fmt: skip
_LONG = ("purpose", "schedule", "duties", "duty_basis", "strategic_goal", "core_functions", "offices", "affiliates")
# Where a text may be cut, and the least that is left of it.
_CLAUSES, _CLAUSE = re.compile(r"[。；;，,\n]"), 4
_TASK = ("function", "policy", "project", "amount", "fiscal", "other")


class Forms:
    """Makes up forms of labelled records."""

    def __init__(self, records: Sequence[Record], seed: int) -> None:
        self.r = Random(seed)
        self.records = [r for r in records if len(r.get("indicators") or []) > 1]
        self.labels = Labels(seed)
        self.words: dict[str, list[str]] = {}
        known: dict[str, list[str]] = {}
        for head, role in vocabulary().lists["indicators"].items():
            known.setdefault("value" if role == "value_lifetime" else role, []).append(head)
        self.heads = known | lists._SAID["heads"]

    def word(self, name: str) -> str:
        """A label of the class."""
        if name not in self.words:
            self.words[name] = self.labels.words(name, 80) or [name]
        return self.r.choice(self.words[name])

    def draw(self, r: Random) -> Sample:
        """A form of one of the records."""
        self.r = r
        record = r.choice(self.records)
        sheet = Sheet(r, r.choice([4, 6, 6, 8, 8, 9, 10, 12]))
        blocks: list[Callable[[Sheet, Record], None]] = [self._pairs, self._goals, self._list]
        blocks[1:1] = [self._budget, self._tasks] if record["kind"] == "department_goal" else [self._funds]
        if r.random() < 0.3:
            r.shuffle(blocks)
        title = record.get("title")
        if title and r.random() < 0.4:
            sheet.row([(title, {AT["title"]}, 1.0)])
        elif title:
            sheet.line(title, AT["title"])
        if r.random() < 0.5:
            sheet.line(r.choice(WORDS["lines"]), LABEL)
        kept = 0.55 if r.random() < FEW else 0.95
        for block in blocks:
            if r.random() < kept:
                block(sheet, record)
        for _ in range(r.choice([0, 0, 1, 2])):
            self._aside(sheet)
        if r.random() < 0.15:
            self._timetable(sheet)
        if r.random() < 0.15:
            day: Cells = [(part, {LABEL}, 0.1) for part in "年月日"]
            sheet.row([(r.choice(WORDS["opinions"]), {LABEL}, 0.3), ("同意申报", {OUTSIDE}, 0.3), *day])
        return sheet.sample(record["kind"])

    def _timetable(self, sheet: Sheet) -> None:
        """The steps of a project with their times: what the contract has no field for."""
        r = self.r
        sheet.row([(head, {LABEL}, 0.3) for head in r.choice(WORDS["step_heads"])])
        for i, step in enumerate(r.sample(WORDS["steps"], r.randint(2, 4))):
            months = [f"2024{r.choice(['.', '-', '年'])}{m:02d}" for m in (3 * i + 1, 3 * i + 3)]
            sheet.row([(text, {OUTSIDE}, 0.3) for text in (step, *months)])

    def _aside(self, sheet: Sheet) -> None:
        name = self.r.choice(sorted(WORDS["outside"]))
        value = self.r.choice(WORDS["outside"][name])
        if self.r.random() < 0.25:
            sheet.row([(f"{self.word(name)}：{value}", {LABEL, OUTSIDE}, 1.0)])
        else:
            sheet.row([(self.word(name), {LABEL}, 0.25), (value, {OUTSIDE}, 0.75)])

    def _pairs(self, sheet: Sheet, record: Record) -> None:
        r = self.r
        pairs = self._short(record)
        way, each = r.random(), r.choice([1, 2, 2, 2, 3])
        for at in range(0, len(pairs), each):
            part = pairs[at : at + each]
            wide, share = 1.0 / len(part), r.choice([0.3, 0.4, 0.5])
            if way < 0.12:
                sheet.row([(f"{label}：{value}", {role, LABEL}, wide) for label, value, role in part])
            elif way < 0.22:
                sheet.row([(label, {LABEL}, wide) for label, _, _ in part])
                sheet.row([(value, {role}, wide) for _, value, role in part])
            else:
                cells = [
                    ((label, {LABEL}, wide * share), (value, {role}, wide * (1 - share))) for label, value, role in part
                ]
                sheet.row([cell for pair in cells for cell in pair])
        for name in _LONG:
            if record.get(name) and r.random() < 0.9:
                sheet.row([(self.word(name), {LABEL}, 0.2), (self._some(record[name]), {AT[name]}, 0.8)])
        for _ in range(r.choice([0, 0, 1, 1, 2])):
            name = r.choice(["-basis", "-content", "-measures"])
            sheet.row([(self.word(name), {LABEL}, 0.2), (r.choice(WORDS["outside"][name]), {OUTSIDE}, 0.8)])

    def _some(self, text: str) -> str:
        """The text, or a part of it that is said at once."""
        parts = [part for part in _CLAUSES.split(text) if len(part) > _CLAUSE]
        return self.r.choice(parts) + self.r.choice(["。", ""]) if parts and self.r.random() < FEW else text

    def _short(self, record: Record) -> list[tuple[str, str, int]]:
        """Labels with short values, some of no field among them."""
        r = self.r
        likely = 0.5 if r.random() < FEW else 0.95
        names = [name for name in _SHORT if record.get(name) and r.random() < likely]
        pairs = [(self.word(name), record[name], AT[name]) for name in names]
        if record.get("period_start"):
            start, end = record["period_start"], record.get("period_end") or ""
            if end and r.random() < 0.6:
                pairs.append((self.word("period"), start + r.choice("至-—～") + end, AT["period"]))
            else:
                said = zip(r.choice(WORDS["ends"]), (start, end), strict=True)
                pairs += [(label, text, AT["period"]) for label, text in said if text]
        for _ in range(r.choice([0, 1, 1, 2, 3])):
            name = r.choice(["-person", "-person", "-code", "-date", "-place", "-note", "contact", "phone"])
            text = r.choice(WORDS["outside"][name])
            pairs.append((self.word(name), text, OUTSIDE if text and record["kind"] == "project_goal" else BLANK))
        if r.random() < 0.4:
            r.shuffle(pairs)
        return pairs

    def _amount(self, scope: str, part: str) -> str:
        return str(self.r.choice(WORDS["funds"][part]).format(p=self.r.choice(WORDS["periods"][scope])))

    def _funds(self, sheet: Sheet, record: Record) -> None:
        r, funds = self.r, record.get("funds") or {}
        sides = {s: funds[s] for s in ("annual", "lifetime") if funds.get(s)}
        parts = [p for p in _SIDES if any(side.get(p) for side in sides.values())]
        if parts:
            made = r.choices([self._by_year, self._each, self._side_by_side, self._under_sources, self._in_a_row],
                             [15, 25, 22, 20, 18])[0]  # fmt: skip
            rows = made(sides, parts)
            sheet.stack(rows, r.choice(WORDS["blocks"]) if r.random() < 0.5 else "")

    def _said(self, sides: dict[str, Any], scope: str, part: str, wide: float) -> tuple[str, set[int], float]:
        """The cell of an amount."""
        return (sides.get(scope) or {}).get(part) or "", {AT[f"funds.{scope}.{part}"]}, wide

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
        rows: list[Cells] = [[(y, {LABEL} if y else {BLANK}, 0.3 if not y else 0.2) for y in years]]
        for p in parts:
            other = [f"{r.uniform(1, 900):,.2f}" for _ in range(3)]
            whole = self._said(sides, "lifetime", p, 0.2)
            whole = whole if both else (other[2], {OUTSIDE, *whole[1]}, 0.2)
            year = self._said(sides, "annual", p, 0.2)
            rows.append([(self._amount("annual", p), {LABEL}, 0.3), whole, (other[0], {OUTSIDE}, 0.2), year,
                         (other[1], {OUTSIDE}, 0.2)])  # fmt: skip
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

    def _budget(self, sheet: Sheet, record: Record) -> None:
        r, budget, words = self.r, record.get("budget") or {}, WORDS["budget"]
        given = [(r.choice(words[p]), v, AT[f"budget.{p}"]) for p, v in budget.items() if v and p in words]
        if given and r.random() < 0.6:
            given.insert(0, (r.choice(WORDS["totals"]), r.choice(["10,323.50", "8210.00"]), OUTSIDE))
        if given and r.random() < 0.5:
            rows: list[Cells] = [[(label, {LABEL}, 0.4), (v, {role}, 0.6)] for label, v, role in given]
            sheet.stack(rows, r.choice(["", "预算情况", "部门预算"]))
        elif given:
            sheet.row([(label, {LABEL}, 1.0) for label, _, _ in given])
            sheet.row([(v, {role}, 1.0) for _, v, role in given])
        staff = [s for s in record.get("staff") or [] if s.get("this_year") or s.get("last_year")]
        last, this = AT["staff.last_year"], AT["staff.this_year"]
        if any(s.get("last_year") for s in staff):
            years = (r.choice(["上年", "2023年"]), r.choice(["本年", "2024年"]))
            sheet.row([("", {BLANK}, 0.4), *((year, {LABEL}, 0.3) for year in years)])
            for s in staff:
                said = ((s.get("last_year") or "", {last}, 0.3), (s.get("this_year") or "", {this}, 0.3))
                sheet.row([(s["item"] or "", {LABEL}, 0.4), *said])
        elif staff:
            pairs = [((s["item"] or "", {LABEL}, 0.5), (s.get("this_year") or "", {this}, 0.5)) for s in staff]
            sheet.row([cell for pair in pairs for cell in pair])

    def _tasks(self, sheet: Sheet, record: Record) -> None:
        r, tasks = self.r, record.get("tasks") or []
        names = [n for n in _TASK if any(t.get(n) for t in tasks)]
        if not names:
            return
        number = r.random() < 0.3
        first: Cells = [("序号", {LABEL}, 1.0)] if number else []
        rows: list[Cells] = [[*first, *((r.choice(WORDS["tasks"][n]), {LABEL}, 1.0) for n in names)]]
        for i, task in enumerate(tasks, 1):
            count: Cells = [(str(i), {OUTSIDE, LABEL}, 1.0)] if number else []
            rows.append([*count, *((task.get(n) or "", {AT[f"tasks.{n}"]}, 1.0) for n in names)])
        total = record.get("tasks_total") or {}
        if total.get("amount"):
            said: Cells = [(total.get(n) or "", {AT.get(f"tasks_total.{n}", BLANK)}, 1.0) for n in names]
            row: Cells = [*([("", {BLANK}, 1.0)] if number else []), *said]
            row[0] = (r.choice(["合计", "金额合计", "总计"]), {LABEL}, 1.0)
            rows.insert(len(rows) if r.random() < 0.7 else 1, row)
        sheet.stack(rows, r.choice(["", "年度主要任务", "重点工作任务"]))

    def _goals(self, sheet: Sheet, record: Record) -> None:
        r = self.r
        goals = [n for n in ("goal_lifetime", "goal_annual") if record.get(n)]
        texts = {n: self._some(record[n]) for n in goals}
        if len(goals) == 2 and r.random() < 0.5:
            sheet.row([(self.word(n), {LABEL}, 0.5) for n in goals])
            sheet.row([(texts[n], {AT[n]}, 0.5) for n in goals])
            return
        for n in goals if r.random() < 0.8 else goals[::-1]:
            word = self.word("goal") if len(goals) == 1 and r.random() < 0.5 else self.word(n)
            roles = {AT[n]} if len(goals) == 2 else {AT[n], AT["goal_annual"]}
            if r.random() < 0.75:
                sheet.row([(word, {LABEL}, 0.2), (texts[n], roles, 0.8)])
            else:
                sheet.row([(word, {LABEL}, 1.0)])
                sheet.row([(texts[n], roles, 1.0)])

    def _list(self, sheet: Sheet, record: Record) -> None:
        Lists(self.r, self.heads).put(sheet, record["indicators"])
