"""The forms of a run by the answer about it: each as a form of its own, with the ids of the run for its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jixiao.fields.pointing.filling.passages import Pointing
from jixiao.fields.pointing.filling.prefixed import spelled_out
from jixiao.fields.pointing.quotes import id_in
from jixiao.fields.pointing.render import Index, Rendering
from jixiao.fields.pointing.runs.check import answer_of, part_of, pointed_rows
from jixiao.fields.pointing.several import rows_of
from jixiao.fields.pointing.terms import FORMS
from jixiao.fields.pointing.wire import FormAnswer, RunForm, row_numbers
from jixiao.forms.model import Form
from jixiao.forms.segmentation.borderless import as_table, in_columns
from jixiao.forms.segmentation.headings import heading_of, unnumbered
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Paragraph, Table


@dataclass(slots=True)
class Placed:
    """A form that an answer about a run cut out: what it is made of, what is shown of it, and what was said of it.

    `said` is None where it is laid out as the form at the position `like`. `same` is the rules' own form where the
    answer cut the same; else the cutting is the model's.
    """

    form: Form
    shown: Rendering
    index: Index
    said: FormAnswer | None
    like: int | None
    same: bool


def placed(
    forms: Sequence[RunForm], shown: Rendering, index: Index, ruled: Sequence[Form], words: Vocabulary
) -> list[Placed]:
    """The forms of the answer in its order; those that the rules cut alike are theirs."""
    own = {_tables(form): form for form in ruled if form.tables and not form.lines}
    out = []
    for said in forms:
        rows = [n for n in sorted(set(row_numbers(said.rows))) if n in shown.tables]
        part = part_of(said, shown)
        whole = _whole(rows, index)
        same = own.get(frozenset(map(id, whole))) if whole else None
        if same is not None and same.kind in (None, said.kind):
            here, form = _index_of(part, index, {}), same
            form.kind = form.kind or (said.kind if said.kind in FORMS else None)
        else:
            form, made = _built(rows, said, index, words)
            here = _index_of(part, index, made)
        like = said.like - 1 if said.like is not None else None
        answer = None if like is not None else _with_lines(spelled_out(answer_of(said), part), said, part, form, index)
        out.append(Placed(form, part, here, answer, like, same is form))
    return out


def _with_lines(answer: FormAnswer, said: RunForm, part: Rendering, form: Form, index: Index) -> FormAnswer:
    """The answer with the lines outside tables that nothing was said of set aside: what stands in them is kept."""
    said_of = pointed_rows(said, part) | {*row_numbers(answer.other)}
    heads = {id(p) for p in form.heading}
    lines = [n for n in sorted(part.asked) if not part.tables[n] and n not in said_of]
    left = [f"A{n}" for n in lines if id(index.cells[f"A{n}"]) not in heads]
    return answer.model_copy(update={"other": ",".join(filter(None, [answer.other, *left]))})


def _tables(form: Form) -> frozenset[int]:
    return frozenset(map(id, form.tables))


def _whole(rows: Iterable[int], index: Index) -> list[Table]:
    """The tables that the rows are all of; none where a table is not whole among them, but for blank rows."""
    held: dict[int, tuple[Table, set[int]]] = {}
    for n in rows:
        if n in index.rows:
            table, r = index.rows[n]
            held.setdefault(id(table), (table, set()))[1].add(r)
    found = list(held.values())
    cut = any(table.written(r) and r not in own for table, own in found for r in range(table.n_rows))
    return [] if cut else [table for table, _ in found]


def _built(
    rows: Sequence[int], said: RunForm, index: Index, words: Vocabulary
) -> tuple[Form, dict[int, tuple[Table, int]]]:
    """The rows as a form, and for each row of a table where it stands now."""
    runs: list[tuple[Table, list[int], list[int]]] = []
    before: list[Paragraph] = []
    after: list[Paragraph] = []
    for n in rows:
        if n in index.rows:
            table, r = index.rows[n]
            if not runs or runs[-1][0] is not table:
                runs.append((table, [], []))
            runs[-1][1].append(r)
            runs[-1][2].append(n)
        elif isinstance(line := index.cells[f"A{n}"], Paragraph):
            (after if runs else before).append(line)
    made: dict[int, tuple[Table, int]] = {}
    tables: list[Table] = []
    for table, own, numbers in runs:
        new = table if len(own) == table.n_rows else rows_of(table, own)
        tables.append(new)
        made |= {n: (new, r if new is table else i) for i, (n, r) in enumerate(zip(numbers, own, strict=True))}
    form = Form(said.kind if said.kind != "other" else None, tables=tables)
    if said.kind == "department_narrative":
        form.prose = before + after
        return form, made
    _head(form, before, after, said, index, words)
    if not tables and before:
        form.lines = before
        form.tables = [as_table(before)]
        form.tables[0].doubts = form.tables[0].doubts if any(map(in_columns, before)) else []
    return form, made


def _head(
    form: Form, before: list[Paragraph], after: list[Paragraph], said: RunForm, index: Index, words: Vocabulary
) -> None:
    """Tell the form's title from the lines over it; by the answer where no rule knows one."""
    found = heading_of(before, words) if form.tables else None
    if found is not None:
        i, form.heading, form.title = found
        form.lead = [*before[i:], *after]
    else:
        form.lead = [*(before if form.tables else []), *after]
    if not form.title and "title" in said.fields:
        form.title = unnumbered(Pointing(index).passage(said.fields["title"]))
        named = [index.cells[id_in(span)] for span in said.fields["title"]]
        form.heading = [line for line in form.lead if any(line is cell for cell in named)]
        form.lead = [line for line in form.lead if not any(line is cell for cell in named)]


def _index_of(part: Rendering, index: Index, made: dict[int, tuple[Table, int]]) -> Index:
    """Where the ids shown of the form stand: in its own tables where those were made of rows of others."""
    out = Index()
    for n in part.tables:
        if n in index.rows:
            out.rows[n] = made.get(n, index.rows[n])
    for id, cell in part.cells.items():
        found = index.cells[id]
        first = next((n for n in range(cell.row, cell.last_row + 1) if n in made), None)
        if isinstance(found, Cell) and first is not None:
            table, r = made[first]
            found = table.at(r, cell.col) or found
        out.cells[id] = found
    return out
