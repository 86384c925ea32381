"""What is wrong with an answer, in Chinese, to be sent back: ids that do not exist, cells used twice, rows left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from jixiao.fields.labels.model import is_label
from jixiao.fields.pointing.filling.prefixed import spelled_out
from jixiao.fields.pointing.quotes import id_in, span
from jixiao.fields.pointing.render import Rendering, Shown
from jixiao.fields.pointing.terms import COLUMNS, LISTS, PATHS, SHARED
from jixiao.fields.pointing.wire import (
    AnyAnswer,
    FormAnswer,
    Listing,
    ProseAnswer,
    Quote,
    cell_ids,
    label_marks,
    place_rows,
    row_numbers,
    runs,
)
from jixiao.text import has_digit, key

# One merged cell of a level stands for many rows.
_CARRIED = ("level1", "level2")
# A heading stands for all goals under it.
_HEADINGS = ("area", "activity")
# What heads a part of a form.
_HEADING = re.compile(r"[^\d:：，,。；;]{1,12}")
_MANY = 12  # findings are said up to this many at once
# Columns of which one list has its own; levels and names may serve two lists side by side.
_OWN = ("value", "value_lifetime", "weight", "amount", "operator", "unit")


@dataclass(slots=True)
class _Seen:
    """The places used so far for values, the cells pointed at, and the rows accounted for."""

    values: Counter[tuple[str, tuple[int, int]]] = field(default_factory=Counter)
    pointed: list[Shown] = field(default_factory=list)
    rows: set[int] = field(default_factory=set)
    found: list[str] = field(default_factory=list)

    def point(self, cell: Shown) -> None:
        """The cell is a value or a header, and the row it begins in is accounted for."""
        self.pointed.append(cell)
        self.rows.add(cell.row)


@dataclass(frozen=True, slots=True)
class AnswerCheck:
    """Checks an answer against what was shown."""

    shown: Rendering

    def __call__(self, answer: AnyAnswer) -> list[str]:
        """The findings, none where the answer can be used."""
        seen = _Seen()
        answer = spelled_out(answer, self.shown) if isinstance(answer, FormAnswer) else answer
        if answer.kind in ("other", "budget_table"):
            return []
        self._fields(answer, seen)
        if isinstance(answer, FormAnswer):
            self._form(answer, seen)
        else:
            self._prose(answer, seen)
        doubled = [f"{id} 用了 {n} 次，一格只能是一个值" for (id, _), n in seen.values.items() if n > 1]
        return list(dict.fromkeys([*seen.found, *doubled]))[:_MANY]

    def _form(self, answer: FormAnswer, seen: _Seen) -> None:
        for label, spans in answer.extra.items():
            self._spans(spans, seen)
            for mark in label_marks(label):
                if (cell := self._cell(id_in(mark), seen)) is not None:
                    seen.point(cell)
        for listing in answer.lists:
            self._listing(listing, answer, seen)
        for id in cell_ids(answer.other):
            if (cell := self._cell(id, seen)) is not None:
                seen.point(cell)
        self._several(answer, seen)
        self._overlaps(answer, seen)
        if self.shown.rest and answer.continues is None:
            seen.found.append("没有写 continues：标有“可能接上表”的表是不是上表的继续")
        if answer.continues is False:
            seen.rows |= self.shown.rest
        self._missing_rows(seen)

    def _prose(self, answer: ProseAnswer, seen: _Seen) -> None:
        parts = [
            *(p for item in answer.sub_goals for p in item.items()),
            *(p for m in answer.measures for p in m.items()),
        ]
        for name, spans in parts:
            self._spans(spans, seen, once=name not in _HEADINGS)
        self._rows(answer.other, seen)
        left = sorted(self.shown.asked - seen.rows)
        if left:
            seen.found.append(f"第 {runs(left)} 行没有交代：属于记录的请补上，标题、编号等写进 other")

    def _fields(self, answer: AnyAnswer, seen: _Seen) -> None:
        known = PATHS[answer.kind]
        fields: dict[str, list[str | Quote]] = {**answer.fields}
        for name, spans in fields.items():
            if name not in known:
                seen.found.append(f"{answer.kind} 没有字段 {name}")
            self._spans(spans, seen, once=name not in SHARED)

    def _spans(self, spans: Iterable[str | Quote], seen: _Seen, once: bool = True) -> None:
        for said in spans:
            id = id_in(said)
            cell = self._cell(id, seen)
            if cell is None:
                continue
            seen.point(cell)
            place = span(cell.text, said)
            if isinstance(place, str):
                seen.found.append(f"{id}：{place}")
            elif once and cell.text:
                seen.values[id, place] += 1

    def _cell(self, id: str, seen: _Seen) -> Shown | None:
        cell = self.shown.cells.get(id)
        if cell is None:
            seen.found.append(f"没有 {id} 这一格")
        return cell

    def _listing(self, listing: Listing, answer: FormAnswer, seen: _Seen) -> None:
        if answer.kind == "project_goal" and listing.name in ("tasks", "staff"):
            seen.found.append(f"project_goal 没有清单 {listing.name}")
        allowed = LISTS[listing.name]
        used = {*listing.columns, *(name for row in listing.single for name in row)}
        seen.found += [f"清单 {listing.name} 没有栏目 {name}" for name in sorted(used) if name not in allowed]
        rows = self._rows(listing.rows, seen)
        self._rows(listing.total, seen)
        self._rows(listing.head, seen)
        for band in listing.bands.values():
            for cell in (self._cell(id, seen) for id in cell_ids(band)):
                seen.rows.update({cell.row} if cell is not None else ())
            both = sorted({*self._rows(band, seen), *place_rows(",".join(cell_ids(band)))} & set(rows))
            if both:
                seen.found.append(f"第 {runs(both)} 行既在 rows 里又在 bands 里")
        if rows and not listing.columns:
            seen.found.append(f"清单 {listing.name} 有行 {listing.rows}，没有说明各栏")
        heads = self._heads(listing, seen)
        for head in heads:
            if heads.count(head) > 1:
                seen.found.append(f"表头 {head.id} 用了两次，一栏只能是一个栏目")
            seen.point(head)
        self._columns(listing, answer, rows, heads, seen)
        widths = {self.shown.width(n) for n in [*rows, *(h.row for h in heads)] if self.shown.tables.get(n)}
        if len(widths) > 1:
            seen.found.append(f"清单 {listing.name} 跨了栏数不同的表，请给每张表各写一个清单")
        for row in listing.single:
            for name, spans in row.items():
                self._spans(spans, seen, once=name not in _CARRIED)

    def _heads(self, listing: Listing, seen: _Seen) -> list[Shown]:
        return [h for ids in listing.columns.values() for id in ids if (h := self._cell(id, seen)) is not None]

    def _rows(self, rows: str, seen: _Seen) -> list[int]:
        numbers = row_numbers(rows)
        wrong = [n for n in numbers if n not in self.shown.tables]
        if wrong:
            seen.found.append(f"没有第 {runs(wrong)} 行")
        doubled = [n for n, times in Counter(numbers).items() if times > 1]
        if doubled:
            seen.found.append(f"第 {runs(doubled)} 行写了两次")
        inner = [n for n in numbers if n in self.shown.tables and n not in self.shown.asked]
        if inner:
            seen.found.append(f"第 {runs(inner)} 行仅供参考，不用交代")
        good = [n for n in numbers if n not in wrong]
        seen.rows.update(good)
        return good

    def _columns(self, listing: Listing, answer: FormAnswer, rows: list[int], heads: list[Shown], seen: _Seen) -> None:
        """Every column in which the list's rows hold something must have a role, here or in a list beside it.

        No header may be a row of the list, but the first where the head's rows are named, where the name of a level
        stands over it, or the list goes on without.
        """
        if not rows or not heads:
            return
        first = min(rows)
        bands = [n for rows in listing.bands.values() for n in place_rows(rows) if n in self.shown.tables]
        under = any(n < first and self.shown.tables[n] == self.shown.tables[first] for n in bands)
        data = under or any(has_digit(c.text) for c in self.shown.own(first))
        if not (listing.head or first in self.shown.rest or data):
            first = 0
        for head in heads:
            if head.row in rows and head.row != first:
                own = "用第一行数据的格代替表头的，表头行写进 head"
                seen.found.append(f"表头 {head.id} 所在的第 {head.row} 行不是清单的行；{own}")
        beside = [self._heads(o, _Seen()) for o in answer.lists if set(row_numbers(o.rows)) & set(rows)]
        projects = answer.projects.columns.values() if answer.projects is not None else ()
        beside.append([self.shown.cells[id] for ids in projects for id in ids if id in self.shown.cells])
        all_heads = [head for group in beside for head in group]
        said = {id_in(s) for spans in [*answer.fields.values(), *answer.extra.values()] for s in spans}
        open_columns: dict[int, str] = {}
        for n in rows:
            for cell in self.shown.own(n):
                named = any(h.col < cell.end_col and cell.col < h.end_col for h in all_heads)
                if cell.text and not named and cell.id not in said:
                    open_columns.setdefault(cell.col, cell.id)
        left = min(h.col for h in all_heads)
        for col, id in open_columns.items():
            if col > left:
                seen.found.append(f"清单 {listing.name} 里 {id} 所在的一栏没有说明；不属于任何栏目的用 remark")

    def _several(self, answer: FormAnswer, seen: _Seen) -> None:
        """Rows in which projects begin, and the columns of a list of projects; the rows after the first are theirs."""
        starts = self._rows(answer.starts, seen)
        seen.rows |= {n for n in self.shown.asked if starts[1:] and n >= starts[1]}
        if answer.projects is None:
            return
        known = {*COLUMNS, "number", "remark"}
        wrong = sorted(set(answer.projects.columns) - known)
        seen.found += [f"projects 没有栏目 {name}" for name in wrong]
        if "project_name" not in answer.projects.columns:
            seen.found.append("projects 里没有写 project_name 栏")
        self._rows(answer.projects.rows, seen)
        for id in (id for ids in answer.projects.columns.values() for id in ids):
            if (cell := self._cell(id, seen)) is not None:
                seen.point(cell)

    def _overlaps(self, answer: FormAnswer, seen: _Seen) -> None:
        """No row may stand in two lists, except side by side; none may be both in a list and in `other`."""
        listed = {n for item in answer.lists for n in row_numbers(item.rows)}
        both = sorted(listed & set(self._rows(answer.other, seen)))
        if both:
            seen.found.append(f"第 {runs(both)} 行既在清单里又在 other 里")
        for i, first in enumerate(answer.lists):
            self._double(first, seen)
            for second in answer.lists[i + 1 :]:
                same = set(row_numbers(first.rows)) & set(row_numbers(second.rows))
                if same and self._own(first) & self._own(second):
                    seen.found.append(f"第 {runs(same)} 行在两个清单里用了同一栏")

    def _double(self, listing: Listing, seen: _Seen) -> None:
        """No cell may be a field and stand in a list's column too."""
        rows = set(row_numbers(listing.rows))
        heads = [self.shown.cells[id] for ids in listing.columns.values() for id in ids if id in self.shown.cells]
        for id in dict.fromkeys(id for id, _ in seen.values):
            cell = self.shown.cells[id]
            if cell.row in rows and any(h.col < cell.end_col and cell.col < h.end_col for h in heads):
                seen.found.append(f"{id} 既是字段，又在清单 {listing.name} 的行里")

    @staticmethod
    def _own(listing: Listing) -> set[str]:
        """The header cells of what only one list can hold."""
        return {id for name, ids in listing.columns.items() if name in _OWN for id in ids}

    def _missing_rows(self, seen: _Seen) -> None:
        """Every row asked about that holds something must be accounted for.

        A row is if anything of it is; if its cells head those that were pointed at, or stand beside them; if it prints
        again, word for word, what stands in a row that is accounted for, as a table does on each page; or if it is a
        heading, a few words alone in a row.
        """
        left: list[int] = []
        said = {tuple(key(c.text) for c in self.shown.own(n) if c.text) for n in seen.rows}
        for n in sorted(self.shown.asked - seen.rows):
            written = [c for c in self.shown.own(n) if c.text] if self.shown.tables[n] else []
            again = tuple(key(c.text) for c in written) in said
            rest = [c for c in written if not (self._over(c, seen) or self._beside(c, seen))]
            alone = len(written) == 1 or len(rest) < len(written)
            heading = alone and all(_HEADING.fullmatch(c.text) for c in rest)
            if written and not again and not heading:
                left.append(n)
        if left:
            seen.found.append(
                f"第 {runs(left)} 行没有交代：属于字段或清单的请补上，没有字段的栏目写进 extra，其余写进 other"
            )

    def _over(self, cell: Shown, seen: _Seen) -> bool:
        """Whether the cell is the label of one that was pointed at: it stands right over it, and none beside it, or by
        its words."""
        under = [
            p for p in seen.pointed if p.row == cell.last_row + 1 and p.col < cell.end_col and cell.col < p.end_col
        ]
        return bool(under) and (is_label(cell.text) or any(not self._labelled(p, seen) for p in under))

    def _beside(self, cell: Shown, seen: _Seen) -> bool:
        """Whether the cell is the label of several rows, in one of which something was pointed at, to its right."""
        rows = range(cell.row, cell.last_row + 1)
        return len(rows) > 1 and any(p.row in rows and p.col >= cell.end_col for p in seen.pointed)

    def _labelled(self, cell: Shown, seen: _Seen) -> bool:
        """Whether a cell that is no value stands at the left of this one, in the same row."""
        beside = (c for c in self.shown.cells.values() if c.row == cell.row and c.end_col == cell.col and c.text)
        return any(c not in seen.pointed for c in beside)
