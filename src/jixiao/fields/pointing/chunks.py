"""A form too large for one question cut by rows, and the answers to its pieces put together by position."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from jixiao.fields.pointing.render import Rendering, Shown
from jixiao.fields.pointing.wire import (
    AnyAnswer,
    FormAnswer,
    Listing,
    Projects,
    ProseAnswer,
    cell_ids,
    row_numbers,
    runs,
)
from jixiao.text import has_digit

Tokens = Callable[[str], int]
_LABEL = 16  # characters: a header cell is no longer
_HEADS = 3  # cells a header row has at least
_EMPTY: dict[type[AnyAnswer], dict[str, list[Any]]] = {FormAnswer: {}, ProseAnswer: {"sub_goals": [], "measures": []}}


def pieces(whole: Rendering, most: int, tokens: Tokens) -> list[Rendering]:
    """The rendering in pieces of at most `most` tokens, each with the rows that explain it; one piece if it fits."""
    if tokens(whole.text) <= most:
        return [whole]
    rows = sorted(whole.asked)
    if len(rows) < 2:
        return [whole]
    return [piece for half in halves(whole) for piece in pieces(half, most, tokens)]


def halves(whole: Rendering) -> list[Rendering]:
    """The rendering cut in two at its middle row, or the only piece there can be."""
    rows = sorted(whole.asked)
    if len(rows) < 2:
        return [whole]
    middle = len(rows) // 2
    return [whole.part(part, context_of(whole, part[0])) for part in (rows[:middle], rows[middle:])]


def context_of(whole: Rendering, first: int) -> set[int]:
    """The rows before a cut that its rows need: the heading row over them, and the labels that run on into them."""
    by_row = whole.by_row()
    table = whole.tables[first]
    before = [r for r in sorted(by_row) if r < first and whole.tables[r] == table]
    if table == 0:
        return {r for r in before if len(by_row[r][0].text) <= 2 * _LABEL}
    heads = [r for r in before if _is_head(by_row[r], r)]
    out = set(heads[-1:])
    while heads and heads.pop() - 1 in heads:
        out.add(heads[-1])
    out |= _running(by_row, before, first, max(out, default=0))
    return out


def _is_head(cells: list[Shown], row: int) -> bool:
    own = [c for c in cells if c.row == row and c.text]
    return len(own) >= _HEADS and all(len(c.text) <= _LABEL and not has_digit(c.text) for c in own)


def _running(by_row: dict[int, list[Shown]], before: list[int], first: int, head: int) -> set[int]:
    """Rows of the last label in each column at the left that is blank in the first row of the piece."""
    out: set[int] = set()
    for cell in by_row[first]:
        if cell.text:
            break
        above = [r for r in before if r > head and any(c.col == cell.col and c.text for c in by_row[r])]
        out.update(above[-1:])
    return out


def put_together(answers: Sequence[AnyAnswer]) -> AnyAnswer:
    """The answers to the pieces of a form as one answer: the first kind that was given, all fields, all rows of lists.

    Lists with the same columns and scope are one; everything else stays in the order of the pieces.
    """
    kind = next((a.kind for a in answers if a.kind != "other"), "other")
    out = type(answers[0]).model_validate({"kind": kind, **_EMPTY[type(answers[0])]})
    other: list[str] = []
    for answer in answers:
        for name, spans in answer.fields.items():
            out.fields.setdefault(name, []).extend(s for s in spans if s not in out.fields[name])
        other += [*map(str, row_numbers(answer.other)), *cell_ids(answer.other)]
        if isinstance(out, FormAnswer) and isinstance(answer, FormAnswer):
            out.continues = answer.continues if answer.continues is not None else out.continues
            out.extra |= answer.extra
            out.starts = runs(row_numbers(f"{out.starts},{answer.starts}"))
            out.projects = _both(out.projects, answer.projects)
            for listing in answer.lists:
                _add(listing, out.lists)
        elif isinstance(out, ProseAnswer) and isinstance(answer, ProseAnswer):
            out.sub_goals.extend(answer.sub_goals)
            out.measures.extend(answer.measures)
    lists = out.lists if isinstance(out, FormAnswer) else []
    listed = {n for item in lists for n in row_numbers(item.rows)}
    rows = runs(n for n in row_numbers(",".join(other)) if n not in listed)
    out.other = ",".join(filter(None, [rows, *cell_ids(",".join(other))]))
    return out


def _both(first: Projects | None, second: Projects | None) -> Projects | None:
    """A list of projects of which two pieces were asked about."""
    if first is None or second is None:
        return first or second
    return Projects(columns=first.columns, rows=runs(row_numbers(f"{first.rows},{second.rows}")))


def _add(listing: Listing, lists: list[Listing]) -> None:
    same = next(
        (x for x in lists if (x.name, x.scope, x.columns) == (listing.name, listing.scope, listing.columns)), None
    )
    if same is None:
        lists.append(listing.model_copy(deep=True))
        return
    for level, rows in listing.bands.items():
        same.bands[level] = ",".join(filter(None, [same.bands.get(level, ""), rows]))
    for part in ("rows", "head", "joined", "total"):
        said = [text for text in (getattr(same, part), getattr(listing, part)) if text]
        setattr(same, part, ",".join(said) if part == "joined" else runs(n for text in said for n in row_numbers(text)))
    same.single.extend(listing.single)
