"""Fields that the rules left blank, filled where the network is sure of a cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from jixiao.evidence import DoubtCode, Passage, Role
from jixiao.fields.cells.account import Account
from jixiao.fields.cells.roles import AT, said_of
from jixiao.fields.cells.told import SURE
from jixiao.fields.digits.sums import Balance, number
from jixiao.fields.kinds.project import period_ends
from jixiao.fields.labels.amounts import of_government
from jixiao.fields.tree import Draft
from jixiao.forms.content import is_amount
from jixiao.forms.vocabulary import Vocabulary
from jixiao.records import Reason
from jixiao.tables.table import Cell, joined
from jixiao.text import key

# Bodies are left out: which of those that a form names is whose only their labels say.
_ONCE = (
    *("project_name", "project_code", "category", "attribute", "department_code"),
    *("purpose", "schedule", "goal_lifetime", "goal_annual", "execution_weight"),
)
# Fields whose values no other field's are like.
_TEXTS = ("project_name", "goal_lifetime", "goal_annual")
_FUNDS = tuple(role for role in AT if role.startswith("funds."))
_SCOPES = ("annual", "lifetime")
_SIDE = ("total", "fiscal", "other", "carryover")


def entitle(draft: Draft, told: Account) -> None:
    """Take the first line or cell that is surely a title for the title, where the rules know none."""
    if draft.tree["title"]:
        return
    sure = (told.likely[:, AT["title"]] >= SURE).nonzero()[0].tolist()
    if sure and told.grid.texts[sure[0]]:
        title = joined(told.grid.lines[sure[0]], keep_breaks=False)
        draft.tree["title"] = title
        draft.doubted.append((draft.tree, "title", DoubtCode.LABEL_INFERRED))
        own = told.cells([title])
        for _, value in (pair for pair in draft.extra if told.cells([pair[0]]) == own):
            value.claim(Role.HEADING)
        draft.extra = [(a, b) for a, b in draft.extra if told.cells([a]) != own and told.cells([b]) != own]


def fill(draft: Draft, told: Account, cells: dict[int, Cell], words: Vocabulary) -> None:
    """Fill fields that are blank; what stands under a label that is known to be of no field fills none."""
    tree, values = draft.tree, draft.values()
    taken = told.cells(p for p in values.values() if p)
    taken |= told.cells(value for label, value in draft.extra if _is_of_none(label.text, words))
    ends = bool(tree.get("period_start") or tree.get("period_end"))
    # an amount has a label of its own; those of several governments or of years say no source
    often = Counter(label.text for label, _ in draft.extra)
    open_ = [(label.text, value) for label, value in draft.extra if often[label.text] == 1 and "·" not in label.text]
    several = len({text for text, _ in open_ if of_government(text)}) > 1
    named = {i for text, value in open_ if not (several and of_government(text)) for i in told.cells([value])}
    sure = _sure(told, cells)
    filled: dict[str, Cell] = {}
    for name in (*_ONCE, *_FUNDS, "period"):
        if values.get(name) or (name == "period" and ends):
            continue
        found = sure[name] - taken
        found = found & named if name in _FUNDS else found
        if len({key(cells[i].text) for i in found}) != 1:
            continue
        taken |= found
        filled[name] = cells[min(found)]
        _put(draft, name, filled[name])
        draft.extra = [pair for pair in draft.extra if not told.within([pair[1]], found)]
    for name, cell in filled.items():
        sums = _balance(tree["funds"][name.split(".")[1]]) if name in _FUNDS else Balance()
        if sums.closed or (sums.repeated and not number(cell.text)):
            continue  # the label speaks of money, and the sum comes out
        if name in _TEXTS and _has_label(told, told.grid.at[id(cell)]):
            continue  # it has a label, though one that nobody knows: in doubt as others are
        said = f"“{cell.text[:16]}”从位置和内容看是{said_of(name)}，已归入，栏目名没有佐证；请对照原文核对"
        draft.reasons.append(Reason(code="cell.told", message=said, page=cell.page or None))


def _is_of_none(label: str, words: Vocabulary) -> bool:
    term = words.term("project_goal", label) if label else None
    return term is not None and not term.field


def _sure(told: Account, cells: dict[int, Cell]) -> dict[str, set[int]]:
    """The cells of the tables that surely have a role, by the role."""
    out: dict[str, set[int]] = defaultdict(set)
    for i in (told.likely.max(axis=1) >= SURE).nonzero()[0].tolist():
        if i in cells:
            out[told.best[i]].add(i)
    return out


def _put(draft: Draft, name: str, cell: Cell) -> None:
    """Put the cell's text under the field, in doubt."""
    tree, ends = draft.tree, ("period_start", "period_end")
    if name == "period":
        for end, text in zip(ends, period_ends(cell.flat), strict=True):
            tree[end] = text or None
        name = ends[0]
    elif name.startswith("funds."):
        _, scope, part = name.split(".")
        funds = tree["funds"] = tree["funds"] or {"unit": None, "annual": dict.fromkeys(_SIDE), "lifetime": None}
        funds[scope] = funds[scope] or dict.fromkeys(_SIDE)
        funds[scope][part] = cell.flat
    else:
        tree[name] = cell.passage if name.startswith("goal") else cell.flat
    draft.doubted.append((tree, name, DoubtCode.LABEL_INFERRED))


def settle_sums(draft: Draft, told: Account, cells: dict[int, Cell]) -> None:
    """Take the amounts of a period as the network sees them where they make a sum and those of the rules make none."""
    whose = told.cells(value for label, value in draft.extra if of_government(label.text))
    cells = {i: cell for i, cell in cells.items() if i not in whose}
    for scope, read in (draft.tree["funds"] or {}).items():
        if scope not in _SCOPES or read is None or _comes_out({part: read[part] for part in _SIDE}):
            continue
        seen = {part: [c for i, c in cells.items() if told.best[i] == f"funds.{scope}.{part}"] for part in _SIDE}
        totals, rest = seen["total"], [seen[part] for part in ("other", "carryover")]
        if len(totals) != 1 or any(len(found) > 1 for found in rest):
            continue
        left = _amount(totals) - sum(_amount(found) for found in rest)
        fiscal = [cell for cell in seen["fiscal"] if number(cell.text) == left][:1]
        side = {"total": totals, "fiscal": fiscal, "other": rest[0], "carryover": rest[1]}
        sums = {part: found[0].flat if found else None for part, found in side.items()}
        if not _comes_out(sums):
            continue
        taken = told.cells(value for value in sums.values() if value)
        lost = [value for part in _SIDE if (value := read[part]) and not told.within([value], taken)]
        draft.extra = [pair for pair in draft.extra if not told.within([pair[1]], taken)]
        draft.extra += [(Passage(), value) for value in lost]
        read.update(sums)
        draft.doubted += [
            (draft.tree, f"funds.{scope}.{part}", DoubtCode.LABEL_INFERRED) for part, v in sums.items() if v
        ]
        if _balance(sums).closed and all(_is_labelled(told, i) for i in taken):
            continue  # parts under labels of their own make the total
        said = f"“{totals[0].text[:16]}”等金额按位置和合计归入{said_of(f'funds.{scope}.total')}等栏；请对照原文核对"
        draft.reasons.append(Reason(code="cell.told", message=said, page=totals[0].page or None))


def _amount(found: list[Cell]) -> Decimal:
    return (number(found[0].text) if found else None) or Decimal(0)


def _comes_out(side: dict[str, Passage | None]) -> bool:
    """Whether the parts make the total."""
    out = _balance(side)
    return bool(out.closed or out.repeated)


def _balance(side: dict[str, Passage | None]) -> Balance:
    """What the sum of a period says."""
    said = {part: value.text if value else None for part, value in side.items()}
    out = Balance()
    out.take(("total", said["total"]), [(part, said[part]) for part in _SIDE[1:]])
    return out


def _is_labelled(told: Account, cell: int) -> bool:
    """Whether the first cell before an amount that is none is a label that is printed."""
    before: int | None = cell
    while before is not None and is_amount(told.grid.texts[before]):
        before = _cell_before(told, before)
    return before is not None and bool(told.grid.texts[before])


def _cell_before(told: Account, cell: int) -> int | None:
    """The cell before that cell in its row."""
    row, col = told.grid.places[cell][:2]
    places = enumerate(told.grid.places)
    return next((i for i, (top, _, end, right) in places if top <= row < end and right == col), None)


def _before(told: Account, cell: int) -> str:
    """The text of the cell before that cell in its row."""
    before = _cell_before(told, cell)
    return key(told.grid.texts[before]) if before is not None else ""


def _has_label(told: Account, cell: int) -> bool:
    """Whether a label that is printed stands right before the cell: one over it may be another's."""
    before = _cell_before(told, cell)
    return before is not None and bool(told.grid.texts[before]) and told.best[before] == "label"


def _columns(told: Account, cell: int) -> tuple[int, int]:
    return told.grid.places[cell][1], told.grid.places[cell][3]


def say_several(draft: Draft, told: Account, cells: dict[int, Cell]) -> None:
    """Say so where names of several projects stand in the form, in the same columns or behind the same label."""
    found = sorted(_sure(told, cells)["project_name"])
    alike = [
        i for i in found if _columns(told, i) == _columns(told, found[0]) or _before(told, i) == _before(told, found[0])
    ]
    names = [cells[i] for i in alike]
    said = {key(cell.text) for cell in names}
    if len(said) > 1 and not any(reason.code == "list.names" for reason in draft.reasons):
        both = "”和“".join(cell.text[:16] for cell in names[:2])
        message = f"这张表里有几个项目名称（“{both}”），可能是几个项目连在了一起；请对照原文核对"
        draft.reasons.append(Reason(code="list.names", message=message, page=names[1].page or None))
