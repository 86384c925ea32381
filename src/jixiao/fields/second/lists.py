"""The list of indicators where the network denies what the rules read in it, or has more of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from jixiao.evidence import DoubtCode, Passage
from jixiao.fields.cells.account import Account
from jixiao.fields.cells.roles import AT, OF_VALUE
from jixiao.fields.cells.rows import ToldRow, told_rows
from jixiao.fields.cells.told import SURE
from jixiao.fields.digits.sums import number
from jixiao.fields.lists.indicator_row import bare_level, row_gaps, value_of
from jixiao.fields.tree import Aside, Derived, Draft
from jixiao.forms.levels import is_level
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell

_LEVELS = ("level1", "level2")
_FIELDS = ("level1", "level2", "level3", "description", "weight", "basis")
_PART = {"sign": "operator"}
# The network's list stands where it holds none of its cells less likely, over one that the rules read and where they
# read none, and a cell as the rules read it less than this.
_LEAST, _ALONE, _DENIED = 0.75, 0.5, 0.01
_SAID = "按栏目名和按各格的位置、内容读出的指标不同，这里是后一种；请对照原文逐行核对"


def read_lists(
    draft: Draft, told: Account, cells: dict[int, Cell], words: Vocabulary, own: Collection[int] = ()
) -> None:
    """Put the network's rows, or levels of them, in place of the rules'; rows that are none go, and none is made of a
    list of no field, or of what one project among many has of its `own`."""
    beside = told.cells(value for _, value in draft.extra if id(value) in draft.beside)
    rows = [row for row in told_rows(told) if beside.isdisjoint(row.all)]
    for row in rows if own else ():
        row.cells = {name: i for name, i in row.cells.items() if name == "level3" or i not in own}
    _drop_totals(draft, told, words)
    if not _relist(draft, told, cells, rows):
        _fill_levels(draft, told, cells, rows)


def _drop_totals(draft: Draft, told: Account, words: Vocabulary) -> None:
    """A name without a target that is surely a label is no indicator: the total of the weights, a level left blank.
    Where it says neither, the record stays incomplete."""
    kept: list[dict[str, Any]] = []
    gone: set[str] = set()
    dropped: list[Reason] = []
    for row in draft.tree["indicators"]:
        names = [p for p in ([row["level3"]] if row["level3"] else [row[level] for level in _LEVELS]) if p]
        if row["value"] or not names or any(told.share(p, ("label",)) < SURE or not told.cells([p]) for p in names):
            kept.append(row)
            continue
        draft.extra += [(name, row["weight"] or Passage()) for name in names[:1]]
        draft.extra += [(aside.label, aside.value) for aside in row["extra"]]
        gone |= {reason.message for reason in row_gaps(row, None)}
        if not (_is_sum(row, draft.tree["indicators"]) or all(_is_no_name(name.text, words) for name in names)):
            said = f"“{names[0].text[:16]}”没有指标值，从位置和内容看不是指标，没有归入指标；请对照原文核对"
            dropped.append(Reason(code="list.told", message=said, page=names[0].pieces[0].word.page or None))
    draft.tree["indicators"] = kept
    draft.reasons = [reason for reason in draft.reasons if reason.message not in gone] + dropped


def _is_sum(row: dict[str, Any], rows: list[dict[str, Any]]) -> bool:
    """Whether the weight of the row is that of all rows with a target together."""
    weights = [number(r["weight"].text) or Decimal(0) for r in rows if r["value"] and r["weight"]]
    return bool(row["weight"] and weights) and number(row["weight"].text) == sum(weights)


def _is_no_name(text: str, words: Vocabulary) -> bool:
    """Whether the text is known to be no name of an indicator but a total's or a level's."""
    return words.is_total(text) or is_level(text, words)


def _fill_levels(draft: Draft, told: Account, cells: dict[int, Cell], rows: list[ToldRow]) -> None:
    """Fill levels that the rules' rows lack and the network is sure of."""
    by_name = {row.cells["level3"]: row for row in rows}
    read = told.cells(p for row in draft.tree["indicators"] for p in (row["level1"], row["level2"]) if p)
    filled: set[int] = set()
    for row in draft.tree["indicators"]:
        own = [by_name[i] for i in told.cells([row["level3"] or Passage()]) if i in by_name]
        for level in _LEVELS:
            i = own[0].cells.get(level) if len(own) == 1 else None
            if i is None or row[level] or i in read or told.likely[i, AT[level]] < SURE:
                continue
            row[level] = bare_level(cells[i])
            row["extra"] = [aside for aside in row["extra"] if i not in told.cells([aside.value])]
            draft.doubted.append((row, level, DoubtCode.COLUMN_INFERRED))
            filled.add(i)
    if filled:
        draft.extra = [pair for pair in draft.extra if told.cells([pair[1]]).isdisjoint(filled)]
        draft.reasons.append(Reason(code="list.told", message=_SAID, page=cells[min(filled)].page or None))


def _relist(draft: Draft, told: Account, cells: dict[int, Cell], rows: list[ToldRow]) -> bool:
    """Put the network's list in place of the rules' where it denies what they read, and is sure of its own."""
    before = draft.tree["indicators"]
    scopes = {row["scope"].value for row in before}
    one = all(len(row.targets) == 1 for row in rows)
    if len(rows) < 2 or not one or len(scopes) > 1:
        return False
    if _least(told, rows) < (_LEAST if before else _ALONE) or (before and not _denied(told, before, rows)):
        return False
    if any(word.how == "ocr" for row in rows for word, _, _ in cells[row.cells["level3"]].flat.pieces):
        return False
    scope = before[0]["scope"] if before else Derived("annual", Passage())
    after = [_row(row, cells, scope) for row in rows]
    taken = {i for row in rows for i in row.all}
    lost = told.cells(_passages(before)) - taken
    draft.tree["indicators"] = after
    draft.extra = [pair for pair in draft.extra if not told.within([pair[1] or pair[0]], taken)]
    draft.extra += [(Passage(), cells[i].passage) for i in sorted(lost) if i in cells]
    draft.reasons = [reason for reason in draft.reasons if not reason.code.startswith("indicator.")]
    page = cells[rows[0].cells["level3"]].page or None
    draft.reasons.append(Reason(code="list.told", message=_SAID, page=page))
    for row in after:
        draft.reasons += row_gaps(row, page)
        draft.doubted += [(row, name, DoubtCode.COLUMN_INFERRED) for name in (*_FIELDS, "value") if row[name]]
    return True


def _row(row: ToldRow, cells: dict[int, Cell], scope: Derived) -> dict[str, Any]:
    said = {name: _text(name, cells[row.cells[name]]) if name in row.cells else None for name in _FIELDS}
    target = {_PART.get(role, role): [cells[i]] for role, i in row.targets[0].items()}
    return {"scope": scope, **said, "value": value_of(target), "extra": []}


def _text(name: str, cell: Cell) -> Passage:
    return bare_level(cell) if name in _LEVELS else cell.flat


def _least(told: Account, rows: list[ToldRow]) -> float:
    """How likely the least likely cell of the rows is what it is taken for."""
    surest: list[float] = told.likely.max(axis=1).tolist()
    return min(surest[i] for row in rows for i in row.all)


def _denied(told: Account, before: list[dict[str, Any]], rows: list[ToldRow]) -> bool:
    """Whether the network is sure that a cell is not what the rules read it as, or of a name or target that they did
    not read; no where it has less than they: an indicator of theirs is none of its own, or a part of it is missing."""
    own = {i for row in rows for i in (row.cells["level3"], *row.targets[0].values())}
    parts = sum(len(row.cells) + 1 for row in rows)
    denied = False
    for row in before:
        if row["level3"] and row["value"] and not told.cells([row["level3"]]) <= own:
            return False
        parts -= sum(bool(row[name]) for name in (*_FIELDS, "value"))
        one = told.cells([row["level1"] or Passage()]) & told.cells([row["level2"] or Passage()])
        for name in (*_LEVELS, "level3", "value"):
            roles = _LEVELS if one and name in _LEVELS else OF_VALUE if name == "value" else (name,)
            denied = denied or (bool(row[name]) and told.share(row[name], roles) < _DENIED)
    read = told.cells(_passages(before))
    return parts >= 0 and (denied or any(told.likely[i].max() >= SURE for i in own - read))


def _passages(rows: list[dict[str, Any]]) -> Iterator[Passage]:
    """All that was read in the rows."""
    for row in rows:
        for value in row.values():
            if isinstance(value, Passage):
                yield value
            elif isinstance(value, list):
                yield from (aside.value for aside in value if isinstance(aside, Aside))
