"""Several projects that were taken for one form, cut into a form each where an answer says that they begin.

An answer says it in two ways: `starts` are the rows in which forms of one layout begin, and all else that it says is
of the first of them; `projects` is a list with columns for the projects' fields, a row or merged rows for each.
What stands over the first project is over all of them, what stands below the last is the last one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from jixiao.evidence import Role
from jixiao.fields.pointing.quotes import id_in
from jixiao.fields.pointing.render import Index, Rendering, Shown, letters
from jixiao.fields.pointing.wire import (
    FormAnswer,
    Listing,
    Projects,
    Quote,
    cell_ids,
    label_marks,
    row_numbers,
    runs,
)
from jixiao.forms.model import Form
from jixiao.tables.table import Cell, Table
from jixiao.text import key

NUMBER, REMARK = "number", "remark"
Spans = list[str | Quote]


@dataclass(slots=True)
class Part:
    """One of the projects: its form, and what was said of it; None where it is as the first."""

    form: Form
    said: FormAnswer | None


def divided(form: Form, shown: Rendering, index: Index, answer: FormAnswer) -> list[Part]:
    """The projects of a form, in printed order; none where the answer says of no more than one."""
    rows = sorted(n for n in shown.tables if shown.tables[n] and (answer.continues or n not in shown.rest))
    listed = answer.projects
    starts = _named_rows(listed, shown) if listed else [n for n in row_numbers(answer.starts) if n in rows]
    starts = sorted(set(starts))
    if len(starts) < 2:
        return []
    first = min(row_numbers(listed.rows)) if listed else starts[0]
    head = [n for n in rows if n < first]
    groups = [[n for n in rows if a <= n < b] for a, b in pairwise([*starts, rows[-1] + 1])]
    before = [n for n in sorted(shown.tables) if not shown.tables[n] and n < rows[0]]
    after = [n for n in sorted(shown.tables) if not shown.tables[n] and n > rows[-1]]
    out: list[Part] = []
    for k, group in enumerate(groups):
        last = k == len(groups) - 1
        own = [*before, *head, *group, *(after if last else [])]
        said = _OfOne(answer, shown, {n: i for i, n in enumerate(own, 1)})
        alone = said.listed(group) if listed else said.same() if k == 0 else None
        out.append(Part(_form(form, index, [*head, *group], answer.kind, last), alone))
    if listed:
        _claim_numbers(listed, shown, index)
    return out


def undivided(shown: Rendering, answer: FormAnswer) -> FormAnswer:
    """The answer with the columns of a list of one project as its fields; as it is where it says of several."""
    listed = answer.projects
    if listed is None or len(set(_named_rows(listed, shown))) != 1:
        return answer
    said = _OfOne(answer, shown, {n: n for n in shown.tables}).listed(row_numbers(listed.rows))
    return said.model_copy(update={"continues": answer.continues})


def _named_rows(listed: Projects, shown: Rendering) -> list[int]:
    """The rows of a list of projects in which a project begins: its name stands there, and not only once more."""
    again = {cell.id for cell in _again(listed, shown)}
    return [n for n in row_numbers(listed.rows) for c in _names(listed, shown, n) if c.id not in again]


def _names(listed: Projects, shown: Rendering, n: int) -> list[Shown]:
    """The names of projects that begin in the row."""
    heads = [shown.cells[id] for id in listed.columns.get("project_name", []) if id in shown.cells]
    return [c for c in shown.own(n) if c.text and _under_one(c, heads)]


def _again(listed: Projects, shown: Rendering) -> list[Shown]:
    """The names that say again, in a further row of a project, whose it is: alone of what the columns say of it."""
    heads = [shown.cells[id] for ids in listed.columns.values() for id in ids if id in shown.cells]
    out: list[Shown] = []
    before = ""
    for n in sorted(row_numbers(listed.rows)):
        names = _names(listed, shown, n)
        said = [c for c in shown.own(n) if c.text and _under_one(c, heads)]
        if names and len(said) == len(names) and key(names[0].text) == before:
            out += names
        before = key(names[0].text) if names else before
    return out


def _under_one(cell: Shown, heads: Sequence[Shown]) -> bool:
    return any(h.col < cell.end_col and cell.col < h.end_col for h in heads)


def _claim_numbers(listed: Projects, shown: Rendering, index: Index) -> None:
    """The projects' own numbers are labels, and so are names said again."""
    heads = [shown.cells[id] for id in listed.columns.get(NUMBER, [])]
    for cell in _again(listed, shown):
        index.cells[cell.id].passage.claim(Role.LABEL)
    for n in row_numbers(listed.rows):
        for cell in shown.own(n):
            if _under_one(cell, heads):
                index.cells[cell.id].passage.claim(Role.LABEL)


def _form(form: Form, index: Index, rows: Sequence[int], kind: str, last: bool) -> Form:
    """The rows as a form of their own, under the lines over the whole."""
    tables: list[tuple[Table, list[int]]] = []
    for n in rows:
        table, r = index.rows[n]
        if not tables or tables[-1][0] is not table:
            tables.append((table, []))
        tables[-1][1].append(r)
    out = Form(kind, form.title, form.heading, form.lead, [rows_of(table, own) for table, own in tables])
    out.reasons = list(form.reasons)
    if last:
        out.prose, out.notes = form.prose, form.notes
    return out


def rows_of(table: Table, rows: list[int]) -> Table:
    """Rows of the table as one; a cell that reaches over others too has its text all the same."""
    place = {r: i for i, r in enumerate(rows)}
    cells = []
    for cell in table.cells:
        own = [place[r] for r in range(cell.row, cell.end_row) if r in place]
        if own:
            size = own[-1] - own[0] + 1
            cells.append(Cell(own[0], cell.col, size, cell.cols, cell.lines, cell.page, cell.box, cell.more))
    pages = [table.row_pages[r] for r in rows] if table.row_pages else []
    first, last = (min(pages), max(pages)) if pages else (table.page, table.end_page)
    return Table(
        cells, len(rows), table.n_cols, first, table.box, last, table.end_box, pages, table.place,
        table.columns_x, table.rows_y, list(table.doubts),
    )  # fmt: skip


@dataclass(slots=True)
class _OfOne:
    """An answer about a whole, as far as it is about the rows of one project; `place` gives their new numbers."""

    answer: FormAnswer
    shown: Rendering
    place: dict[int, int]

    def same(self) -> FormAnswer:
        """What was said, of these rows alone."""
        answer = self.answer
        extra = {
            "+".join(self._marks(label_marks(label))): self._spans(spans)
            for label, spans in answer.extra.items()
            if self._holds([*label_marks(label), *spans])
        }
        said = {"kind": answer.kind, "lists": [item for item in map(self._listing, answer.lists) if item is not None]}
        fields = {name: self._spans(spans) for name, spans in answer.fields.items() if self._holds(spans)}
        other = ",".join(filter(None, [self._rows(answer.other), *self._ids(cell_ids(answer.other))]))
        return FormAnswer.model_validate({**said, "fields": fields, "extra": extra, "other": other})

    def listed(self, rows: list[int]) -> FormAnswer:
        """The same with the fields that the columns of a list of projects hold in these rows."""
        said = self.same()
        assert self.answer.projects is not None
        for name, heads in self.answer.projects.columns.items():
            for head in heads:
                ids = self._under(head, rows)
                if name == REMARK and ids:
                    said.extra[self._id(head)] = ids
                elif name != NUMBER and ids:
                    said.fields[name] = [*said.fields.get(name, []), *ids]
        return said

    def _under(self, head: str, rows: list[int]) -> Spans:
        """The cells of the rows under a header: what is written there, else the first blank."""
        over = self.shown.cells[head]
        cells = [c for n in rows for c in self.shown.covering(n) if c.col < over.end_col and over.col < c.end_col]
        cells = list(dict.fromkeys(cells))
        assert self.answer.projects is not None
        again = _again(self.answer.projects, self.shown)
        written = [c for c in cells if c.text and c not in again]
        return [self._id(c.id) for c in written or cells[:1]]

    def _listing(self, item: Listing) -> Listing | None:
        bands = {level: self._places(places) for level, places in item.bands.items()}
        rows, single = (
            self._rows(item.rows),
            [one for one in item.single if self._holds([said for spans in one.values() for said in spans])],
        )
        if not rows and not single:
            return None
        heads = {name: self._ids(ids) for name, ids in item.columns.items() if self._holds(ids)}
        return Listing.model_validate(
            {
                "name": item.name, "scope": item.scope, "columns": heads, "rows": rows, "head": self._rows(item.head),
                "bands": {level: places for level, places in bands.items() if places}, "total": self._rows(item.total),
                "joined": ",".join(filter(None, map(self._rows, item.joined.split(",")))),
                "single": [{name: self._spans(spans) for name, spans in one.items()} for one in single],
            }
        )  # fmt: skip

    def _rows(self, rows: str) -> str:
        return runs(self.place[n] for n in row_numbers(rows) if n in self.place)

    def _places(self, places: str) -> str:
        return ",".join(filter(None, [self._rows(places), *self._ids(cell_ids(places))]))

    def _holds(self, spans: Sequence[str | Quote]) -> bool:
        """Whether all the cells stand in these rows."""
        return all(self._row(id_in(said)) is not None for said in spans)

    def _row(self, id: str) -> int | None:
        """The new number of the first row of the cell among these rows."""
        cell = self.shown.cells.get(id)
        rows = range(cell.row, cell.last_row + 1) if cell is not None else ()
        return next((self.place[n] for n in rows if n in self.place), None)

    def _id(self, id: str) -> str:
        return f"{letters(self.shown.cells[id].col)}{self._row(id)}"

    def _ids(self, ids: Sequence[str]) -> list[str]:
        return [self._id(id) for id in ids if self._row(id) is not None]

    def _marks(self, marks: Sequence[str]) -> list[str]:
        parts = [mark.partition(":") for mark in marks]
        return [self._id(id) + colon + words for id, colon, words in parts]

    def _spans(self, spans: Sequence[str | Quote]) -> Spans:
        return [
            said.model_copy(update={"id": self._id(said.id)}) if isinstance(said, Quote) else self._marks([said])[0]
            for said in spans
        ]
