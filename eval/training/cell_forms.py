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
from eval.training.cell_money import Money
from eval.training.cell_roles import Sample
from eval.training.cell_sheet import BLANK, LABEL, OUTSIDE, WORDS, Cells, Sheet
from eval.training.labels import Maker as Labels
from jixiao.fields.cells.roles import AT
from jixiao.forms.vocabulary.installed import vocabulary

Record = dict[str, Any]
_SHORT = ("project_name", "department", "implementer", "project_code", "category", "attribute", "department_code",
          "contact", "phone")  # fmt: skip
_LONG = ("purpose", "schedule", "duties", "duty_basis", "strategic_goal", "core_functions", "offices", "affiliates")
# Where a text may be cut, and the least that is left of it.
_CLAUSES, _CLAUSE = re.compile(r"[。；;，,\n]"), 4
# The share of forms that are of a list of projects.
_LISTED = 0.12
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
        if record["kind"] == "project_goal" and r.random() < _LISTED:
            return self._of_list(sheet, record)
        blocks: list[Callable[[Sheet, Record], None]] = [self._pairs, self._goals, self._list]
        money = Money(r)
        own = [self._budget, self._tasks] if record["kind"] == "department_goal" else [money.funds, money.plan]
        blocks[1:1] = own
        if r.random() < 0.3:
            r.shuffle(blocks)
        title, sections = record.get("title"), r.random() < 0.25
        if title and r.random() < 0.4:
            sheet.row([(title, {AT["title"]}, 1.0)])
            if r.random() < 0.4:
                sheet.row([(r.choice(WORDS["lines"]), {LABEL}, 1.0)])
        elif title:
            sheet.line(title, AT["title"])
        if r.random() < 0.5:
            sheet.line(r.choice(WORDS["lines"]), LABEL)
        kept = 0.55 if r.random() < FEW else 0.95
        for block in blocks:
            if r.random() < kept:
                if sections:
                    sheet.row([(r.choice(WORDS["sections"]), {LABEL}, 1.0)])
                block(sheet, record)
        for _ in range(r.choice([0, 0, 1, 2])):
            self._aside(sheet)
        if r.random() < 0.15:
            self._timetable(sheet)
        if r.random() < 0.15:
            day: Cells = [(part, {LABEL}, 0.1) for part in "年月日"]
            sheet.row([(r.choice(WORDS["opinions"]), {LABEL}, 0.3), ("同意申报", {OUTSIDE}, 0.3), *day])
        return sheet.sample(record["kind"])

    def _of_list(self, sheet: Sheet, record: Record) -> Sample:
        """A project as a list of projects has it: what is said once in columns before its indicators."""
        r, words = self.r, WORDS["listed"]
        annual = ((record.get("funds") or {}).get("annual") or {}).get("total")
        goal = record.get("goal_annual")
        texts = {
            "number": (str(r.randint(1, 40)), OUTSIDE),
            "department": (record.get("department"), AT["department"]),
            "implementer": (record.get("implementer"), AT["implementer"]),
            "name": (record.get("project_name"), AT["project_name"]),
            "amount": (annual, AT["funds.annual.total"]),
            "goal": (goal and self._some(goal), AT["goal_annual"]),
        }
        odds = {"number": 0.4, "department": 0.3, "implementer": 0.6, "name": 1.0, "amount": 0.8, "goal": 0.7}
        once = [(r.choice(words[n]), t, role) for n, (t, role) in texts.items() if t and r.random() < odds[n]]
        if r.random() < 0.2:
            r.shuffle(once)
        Lists(r, self.heads).put(sheet, record["indicators"], once)
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
