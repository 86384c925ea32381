"""One answer for all forms of a layout: carried from the form that was asked about to others by what is printed alike.

The rows of both are gone through side by side. A row of labels and values answers to one with as many cells, whose
labels are the same, word for word; the rows of a list answer to all rows up to the next such row. Whatever does not
answer to something ends the carrying, and the form is asked about itself; what was carried is checked as an answer is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from jixiao.fields.pointing.quotes import id_in
from jixiao.fields.pointing.render import Rendering, Shown
from jixiao.fields.pointing.wire import FormAnswer, Level, Listing, Quote, cell_ids, row_numbers, runs
from jixiao.text import has_digit, key

# Of the short cells of two forms of one layout so many are alike; the others are values and names.
_ALIKE = 0.5
_SHORT = 16
_AMOUNT = re.compile(r"[\d,.\s]*")
LevelOf = Callable[[str], Level | None]


def same_layout(a: Rendering, b: Rendering) -> bool:
    """Whether two forms may be of one layout: they share most of the short texts that are no numbers."""
    first, second = _labels(a), _labels(b)
    return len(first & second) >= _ALIKE * max(1, min(len(first), len(second)))


def _labels(shown: Rendering) -> set[str]:
    texts = (key(c.text) for c in shown.cells.values() if shown.tables[c.row])
    return {t for t in texts if 1 < len(t) <= _SHORT and not has_digit(t)}


def carry(answer: FormAnswer, asked: Rendering, other: Rendering, level_of: LevelOf) -> FormAnswer | None:
    """The answer about `asked` said of `other`, None where the two do not answer to each other row by row.

    `level_of` tells the level that a text names, where a level stands alone in a row.
    """
    if any(item.single or item.joined for item in answer.lists) or bool(asked.rest) != bool(other.rest):
        return None
    return _Carrying(answer, asked, other, level_of).done()


@dataclass
class _Carrying:
    answer: FormAnswer
    asked: Rendering
    other: Rendering
    level_of: LevelOf
    rows: dict[int, int] = field(default_factory=dict)
    body: dict[int, tuple[list[int], dict[int, Level]]] = field(default_factory=dict)

    def done(self) -> FormAnswer | None:
        """The carried answer."""
        return self._carried() if self._matched() else None

    def _matched(self) -> bool:
        """Whether each row of the one form answers to rows of the other; says which in `rows` and `body`."""
        listed = self._listed()
        ours, theirs = sorted(self.asked.tables), sorted(self.other.tables)
        g = 0
        for at, n in enumerate(ours):
            if n in listed:
                if at and ours[at - 1] in listed and listed[ours[at - 1]] == listed[n]:
                    continue
                until = next((m for m in ours[at:] if m not in listed and self._written(self.asked, m)), None)
                taken = self._take(theirs[g:], until, n)
                if not taken:
                    return False
                g += len(taken)
                continue
            while g < len(theirs) and not self._answers(n, theirs[g]) and self._may_skip(theirs[g]):
                g += 1
            if g < len(theirs) and self._answers(n, theirs[g]):
                self.rows[n] = theirs[g]
                g += 1
            elif self._written(self.asked, n) and (self.asked.tables[n] or n in self._pointed_rows()):
                return False
        return all(self._may_skip(m) for m in theirs[g:])

    def _listed(self) -> dict[int, tuple[int, ...]]:
        """The rows of lists and of levels' names, with the lists that they belong to."""
        out: dict[int, tuple[int, ...]] = {}
        for i, item in enumerate(self.answer.lists):
            for rows in (item.rows, *item.bands.values()):
                for n in row_numbers(rows):
                    out[n] = (*out.get(n, ()), i)
        return out

    def _take(self, rows: list[int], until: int | None, first: int) -> list[int]:
        """The rows from the first on that are the list's; none where one of them can be no row of it."""
        taken: list[int] = []
        bands: dict[int, Level] = {}
        banded = any(item.bands for item in self.answer.lists)
        for m in rows:
            if until is not None and self._answers(until, m):
                break
            written = [c for c in self.other.own(m) if c.text]
            if len(written) == 1 and banded:
                level = self._bands.get(key(written[0].text)) or self.level_of(written[0].text)
                if level is None:
                    return []
                bands[m] = level
            elif len(written) < 2 or not self.other.tables[m]:
                return []
            taken.append(m)
        self.body[first] = (taken, bands)
        return taken

    @cached_property
    def _bands(self) -> dict[str, Level]:
        """The levels whose names stand alone in rows of the form that was asked about, by those names."""
        found = (
            (n, level) for item in self.answer.lists for level, rows in item.bands.items() for n in row_numbers(rows)
        )
        return {key(c.text): level for n, level in found for c in self.asked.own(n) if c.text}

    def _written(self, shown: Rendering, n: int) -> bool:
        return any(c.text for c in shown.own(n))

    def _may_skip(self, m: int) -> bool:
        """Whether a row of the other form may answer to nothing: it is blank, or a paragraph."""
        return not self.other.tables[m] or not self._written(self.other, m)

    def _pointed_rows(self) -> set[int]:
        return {self.asked.cells[id].row for id in self.values}

    @cached_property
    def values(self) -> dict[str, str | Quote]:
        """The cells that hold values, by id, as they were pointed at."""
        spans = [*self.answer.fields.values(), *self.answer.extra.values()]
        totals = {n for item in self.answer.lists for n in row_numbers(item.total)}
        out = {id_in(said): said for found in spans for said in found}
        return out | {c.id: c.id for n in totals for c in self.asked.own(n)[1:]}

    def _answers(self, n: int, m: int) -> bool:
        """Whether row m of the other form is what row n is in the one that was asked about."""
        ours, theirs = self.asked.own(n), self.other.own(m)
        if len(ours) != len(theirs) or bool(self.asked.tables[n]) != bool(self.other.tables[m]):
            return False
        return all(self._cell_answers(a, b) for a, b in zip(ours, theirs, strict=True))

    def _cell_answers(self, a: Shown, b: Shown) -> bool:
        if a.id not in self.values:
            return key(a.text) == key(b.text)
        title = [id_in(s) for s in self.answer.fields.get("title", [])]
        if a.id in title:
            return key(a.text)[-1:] == key(b.text)[-1:] and len(b.text) > 4
        said = self.values[a.id]
        if isinstance(said, str) and said.endswith(":"):
            return re.split("[:：]", a.text)[0] == re.split("[:：]", b.text)[0]
        if a.id in [id_in(s) for s in self.answer.fields.get("unit", [])]:
            return key(a.text) == key(b.text)
        return bool(_AMOUNT.fullmatch(a.text)) == bool(_AMOUNT.fullmatch(b.text)) or not a.text or not b.text

    def _id(self, id: str) -> str:
        """The cell of the other form that answers to the cell; KeyError where none does."""
        cell = self.asked.cells[id]
        own = self.asked.own(cell.row)
        return self.other.own(self.rows[cell.row])[own.index(cell)].id

    def _spans(self, spans: list[str | Quote]) -> list[str | Quote]:
        out: list[str | Quote] = []
        for said in spans:
            if isinstance(said, Quote):
                out.append(said.model_copy(update={"id": self._id(said.id)}))
            else:
                out.append(self._id(said.removesuffix(":")) + (":" if said.endswith(":") else ""))
        return out

    def _carried(self) -> FormAnswer | None:
        answer = self.answer
        try:
            lists = [self._listing(item) for item in answer.lists]
            fields = {name: self._spans(spans) for name, spans in answer.fields.items()}
            extra = {self._id(label): self._spans(spans) for label, spans in answer.extra.items()}
            cells = [self._id(id) for id in cell_ids(answer.other)]
        except KeyError:  # a cell in a row that answers to none
            return None
        rows = runs(self.rows[n] for n in row_numbers(answer.other) if n in self.rows)
        other = ",".join(filter(None, [rows, *cells]))
        said = {"kind": answer.kind, "continues": answer.continues}
        return FormAnswer.model_validate({**said, "fields": fields, "lists": lists, "extra": extra, "other": other})

    def _listing(self, item: Listing) -> Listing:
        columns = {name: [self._id(id) for id in ids] for name, ids in item.columns.items()}
        own = {*row_numbers(item.rows), *(n for rows in item.bands.values() for n in row_numbers(rows))}
        taken = [m for first, (found, _) in self.body.items() if first in own for m in found]
        levels = {m: level for first, (_, found) in self.body.items() if first in own for m, level in found.items()}
        bands = {name: runs(m for m, level in levels.items() if level == name) for name in sorted(set(levels.values()))}
        rows = runs(m for m in taken if m not in levels)
        total = runs(self.rows[n] for n in row_numbers(item.total))
        return item.model_copy(update={"columns": columns, "rows": rows, "bands": bands, "total": total})
