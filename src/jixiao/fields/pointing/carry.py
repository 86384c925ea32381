"""One answer for all forms of a layout: carried from the form that was asked about to others by what is printed alike.

The rows of both are gone through side by side. A row of labels and values answers to one with as many cells, whose
labels are the same, word for word; the rows of a list answer to all rows up to the next such row. Whatever does not
answer to something ends the carrying, and the form is asked about itself; what was carried is checked as an answer is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from jixiao.fields.pointing.quotes import id_in, label_of
from jixiao.fields.pointing.render import Rendering, Shown
from jixiao.fields.pointing.wire import (
    FormAnswer,
    Level,
    Listing,
    Quote,
    cell_ids,
    label_marks,
    place_rows,
    row_numbers,
    runs,
)
from jixiao.text import key

# Of the short cells of two forms of one layout so many are alike; the others are values and names.
_ALIKE = 0.5
_COLON = re.compile(r"[:：]\s*\S")
_AMOUNT = re.compile(r"[\d,.\s]*")
_PAIR = 2  # cells that a label with its value has
LevelsOf = Callable[[str], AbstractSet[str]]


def same_layout(a: Rendering, b: Rendering) -> bool:
    """Whether two forms may be of one layout: they share most of the short texts that are no numbers."""
    first, second = a.short_texts, b.short_texts
    return len(first & second) >= _ALIKE * max(1, min(len(first), len(second)))


def carry(answer: FormAnswer, asked: Rendering, other: Rendering, levels_of: LevelsOf) -> FormAnswer | None:
    """The answer about `asked` said of `other`, None where the two do not answer to each other row by row.

    `levels_of` tells the levels that are called so, where a level stands alone in a row.
    """
    alone = not (answer.starts or answer.projects or any(item.single or item.joined for item in answer.lists))
    if not alone or bool(asked.rest) != bool(other.rest):
        return None
    return _Carrying(answer, asked, other, levels_of).done()


@dataclass
class _Carrying:
    answer: FormAnswer
    asked: Rendering
    other: Rendering
    levels_of: LevelsOf
    rows: dict[int, int] = field(default_factory=dict)
    body: dict[int, tuple[list[int], dict[int, Level]]] = field(default_factory=dict)
    skipped: list[int] = field(default_factory=list)

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
                if at and listed.get(ours[at - 1]) == listed[n]:
                    continue
                until = next((m for m in ours[at:] if m not in listed and m not in self._aside), None)
                g += len(taken := self._take(theirs[g:], until, n))
                if not taken:
                    return False
                continue
            here = next((k for k in range(g, len(theirs)) if self._answers(n, theirs[k])), None)
            if here is not None and all(self._may_skip(m) and not self._labels(m) for m in theirs[g:here]):
                self._skip(theirs[g:here])
                self.rows[n] = theirs[here]
                g = here + 1
        self._skip(theirs[g:])
        return all(self._may_skip(m) for m in theirs[g:])

    @cached_property
    def _aside(self) -> set[int]:
        """The rows of the form that was asked about in which nothing was pointed at."""
        heads = {id for item in self.answer.lists for ids in item.columns.values() for id in ids}
        labels = {id_in(mark) for label in self.answer.extra for mark in label_marks(label)}
        pointed = {self.asked.cells[id].row for id in {*heads, *labels, *self.values}}
        return {n for n in self.asked.tables if n not in pointed and len(self._written(self.asked, n)) < _PAIR}

    def _skip(self, rows: list[int]) -> None:
        """Rows that answer to none are set aside."""
        self.skipped += [m for m in rows if self.other.tables[m] and self._written(self.other, m)]

    def _listed(self) -> dict[int, tuple[int, ...]]:
        """The rows of lists and of levels' names, with the lists that they belong to."""
        out: dict[int, tuple[int, ...]] = {}
        for i, item in enumerate(self.answer.lists):
            for rows in (item.rows, *item.bands.values()):
                for n in place_rows(rows):
                    out[n] = (*out.get(n, ()), i)
        return out

    def _take(self, rows: list[int], until: int | None, first: int) -> list[int]:
        """The rows from the first on that can be the list's."""
        taken: list[int] = []
        bands: dict[int, Level] = {}
        banded = any(item.bands for item in self.answer.lists)
        for at, m in enumerate(rows):
            written = self._written(self.other, m)
            if until is not None and self._answers(until, m):
                break
            if not self.other.tables[m]:  # a line between tables: the name of a level, if anything of the list
                level = self._bands.get(key(written[0].text)) if written and not self.asked.tables[first] else None
                if level is None:
                    break
                bands[m] = level
                taken.append(m)
                continue
            level = self._level(rows[at:]) if banded and len(_names(written)) == 1 else None
            if level is not None:
                bands[m] = level
            elif len(written) < _PAIR or not self._fits(m, first):
                break
            taken.append(m)
        self.body[first] = (taken, bands)
        return taken

    def _fits(self, m: int, first: int) -> bool:
        """Whether the row stands under the headers of the lists as their rows do, and is no header printed again."""
        heads = [
            (name, self.asked.cells[id])
            for item in self.answer.lists
            if first in row_numbers(item.rows) or any(first in place_rows(rows) for rows in item.bands.values())
            for name, ids in item.columns.items()
            for id in ids
            if self.asked.cells[id].row in self.rows
        ]
        if any(self._answers(n, m) for n in {cell.row for _, cell in heads}):
            return False
        over = [self.other.cells[self._id(cell.id)] for name, cell in heads if name in ("level3", "value")]
        under = self.other.covering(m)
        return all(any(h.col <= c.col and c.end_col <= h.end_col for c in under) for h in over)

    def _level(self, rows: list[int]) -> Level | None:
        """The level that stands alone in the first of the rows: as in the form that was asked about, else by its name;
        a name of both levels is the upper one where a lower one follows at once."""
        text = _names(self._written(self.other, rows[0]))[0].text
        if (known := self._bands.get(key(text))) is not None:
            return known
        found = self.levels_of(text)
        if "level12" in self._bands.values():
            return "level12" if len(found) > 1 else None
        if len(found) < 2:
            return "level1" if "level1" in found else "level2" if found else None
        after = self._written(self.other, rows[1]) if len(rows) > 1 else []
        return "level1" if len(after) == 1 and self.levels_of(after[0].text) == {"level2"} else "level2"

    @cached_property
    def _bands(self) -> dict[str, Level]:
        """The levels whose names stand alone in rows of the form that was asked about, by those names."""
        out: dict[str, Level] = {}
        for level, places in (pair for item in self.answer.lists for pair in item.bands.items()):
            cells = [self.asked.cells[id] for id in cell_ids(places)]
            cells += [c for n in row_numbers(places) for c in _names(self._written(self.asked, n))]
            out |= {key(c.text): level for c in cells}
        return out

    def _written(self, shown: Rendering, n: int) -> list[Shown]:
        return [c for c in shown.own(n) if c.text]

    def _may_skip(self, m: int) -> bool:
        """Whether a row of the other form may answer to nothing: it is a paragraph, or no label with its value."""
        return not self.other.tables[m] or len(self._written(self.other, m)) < _PAIR

    def _labels(self, m: int) -> bool:
        """Whether the row of the other form holds a label with its value in one cell; not looked for at its end."""
        return any(_COLON.search(c.text) for c in self._written(self.other, m))

    @cached_property
    def _set_aside(self) -> set[str]:
        return set(cell_ids(self.answer.other))

    @cached_property
    def values(self) -> dict[str, list[str | Quote]]:
        """The cells that hold values, by id, as they were pointed at."""
        spans = [*self.answer.fields.values(), *self.answer.extra.values()]
        totals = {n for item in self.answer.lists for n in row_numbers(item.total)}
        out: dict[str, list[str | Quote]] = {c.id: [c.id] for n in totals for c in self.asked.own(n)[1:]}
        for said in (said for found in spans for said in found):
            out.setdefault(id_in(said), []).append(said)
        return out

    def _answers(self, n: int, m: int) -> bool:
        """Whether row m of the other form is what row n is in the one that was asked about."""
        ours, theirs = self.asked.own(n), self.other.own(m)
        if len(ours) != len(theirs) or bool(self.asked.tables[n]) != bool(self.other.tables[m]):
            return False
        return all(self._cell_answers(a, b) for a, b in zip(ours, theirs, strict=True))

    def _cell_answers(self, a: Shown, b: Shown) -> bool:
        if a.id not in self.values:
            return key(a.text) == key(b.text) or a.id in self._set_aside
        title = [id_in(s) for s in self.answer.fields.get("title", [])]
        if a.id in title:
            return key(a.text)[-1:] == key(b.text)[-1:] and len(b.text) > 4
        said = self.values[a.id]
        if any(isinstance(s, str) and ":" in s for s in said):
            labels = [(label_of(a.text, s), label_of(b.text, s)) for s in said if isinstance(s, str)]
            return all(isinstance(x, tuple) and isinstance(y, tuple) for x, y in labels)
        if a.id in [id_in(s) for s in self.answer.fields.get("unit", [])]:
            return key(a.text) == key(b.text)
        return bool(_AMOUNT.fullmatch(a.text)) == bool(_AMOUNT.fullmatch(b.text)) or not a.text or not b.text

    def _id(self, id: str) -> str:
        """The cell of the other form that answers to the cell; KeyError where none does."""
        cell = self.asked.cells[id]
        own = self.asked.own(cell.row)
        taken = self.body.get(cell.row, ([], {}))[0]
        theirs = self.other.own(taken[0] if taken else self.rows[cell.row])
        if len(theirs) != len(own):
            raise KeyError(id)
        return theirs[own.index(cell)].id

    def _there(self, spans: list[str | Quote]) -> bool:
        """Whether the rows of the cells answer to rows of the other form; what it does not print is no field of it."""
        rows = {self.asked.cells[id_in(said)].row for said in spans}
        return all(n in self.rows or n in self.body for n in rows)

    def _spans(self, spans: list[str | Quote]) -> list[str | Quote]:
        out: list[str | Quote] = []
        for said in spans:
            if isinstance(said, Quote):
                out.append(said.model_copy(update={"id": self._id(said.id)}))
            else:
                id, colon, label = said.partition(":")
                out.append(self._id(id) + colon + label)
        return out

    def _carried(self) -> FormAnswer | None:
        answer = self.answer
        try:
            lists = [self._listing(item) for item in answer.lists]
            fields = {name: self._spans(spans) for name, spans in answer.fields.items() if self._there(spans)}
            pairs = [(label_marks(label), spans) for label, spans in answer.extra.items()]
            there = [(marks, spans) for marks, spans in pairs if self._there([*marks, *spans])]
            extra = {"+".join(map(str, self._spans([*marks]))): self._spans(spans) for marks, spans in there}
            cells = [self._id(id) for id in cell_ids(answer.other) if self._there([id])]
        except KeyError:  # a cell in a row that answers to none
            return None
        rows = runs([*(self.rows[n] for n in row_numbers(answer.other) if n in self.rows), *self.skipped])
        other = ",".join(filter(None, [rows, *cells]))
        said = {"kind": answer.kind, "continues": answer.continues}
        return FormAnswer.model_validate({**said, "fields": fields, "lists": lists, "extra": extra, "other": other})

    def _listing(self, item: Listing) -> Listing:
        columns = {name: [self._id(id) for id in ids] for name, ids in item.columns.items()}
        own = {*row_numbers(item.rows), *(n for rows in item.bands.values() for n in place_rows(rows))}
        taken = [m for first, (found, _) in self.body.items() if first in own for m in found]
        levels = {m: level for first, (_, found) in self.body.items() if first in own for m, level in found.items()}
        bands = {name: runs(m for m, level in levels.items() if level == name) for name in sorted(set(levels.values()))}
        rows = runs(m for m in taken if m not in levels)
        head, total = (
            runs(self.rows[n] for n in row_numbers(said) if n in self.rows) for said in (item.head, item.total)
        )
        found = {"columns": columns, "rows": rows, "head": head, "bands": bands, "total": total}
        return item.model_copy(update=found)


def _names(written: list[Shown]) -> list[Shown]:
    """What is written in a row but an upper level that begins in it and stands over the rows below too."""
    return written[1:] if len(written) > 1 and written[0].last_row > written[0].row else written
