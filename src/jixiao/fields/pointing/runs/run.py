"""Which stretches of a source are asked about as a whole: those where the rules' own cutting cannot be trusted.

A form that is asked about alone is asked as the rules cut it. Where they took a piece of one form for a form, or two
for one, or left a table or labelled lines beside the forms, no answer about the piece can be right; what is asked then
is what forms there are. A form that the rules have read whole ends a stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jixiao.fields.pointing.triage import TORN, worth_asking
from jixiao.forms.content import level_names
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary
from jixiao.records import Record
from jixiao.records.kinds import KINDS
from jixiao.tables.table import Block, Paragraph, Table

# Reasons of a record that say that its rows and columns may be drawn wrong, and that it may be a piece of a form.
_DRAWN = ("table.columns-inferred", "table.walls-unsure", "table.lines-only")
_LACKING = (TORN, "form.merged", "missing.indicators", "missing.goal", "missing.project_name", "missing.department")
# Lines that hold a label with its value, or the name of a level, and belong to no form: so many are part of one.
_LINES = 3
# A stretch has so many lines of plain text at most before its first form and behind its last.
_AROUND = 12
_SHORT = 24


@dataclass(slots=True)
class Piece:
    """A form as the rules cut it: the form, its record if there is one, and why it is asked about."""

    form: Form
    record: Record | None
    why: list[str]
    joined: bool = False


@dataclass(slots=True)
class Run:
    """Blocks of a source in reading order that are asked about as a whole, and the positions of the pieces in them."""

    blocks: list[Block]
    pieces: list[int] = field(default_factory=list)


def runs_of(blocks: Sequence[Block], pieces: Sequence[Piece], words: Vocabulary) -> list[Run]:
    """The stretches of the source whose cutting cannot be trusted."""
    shown = [b for b in blocks if isinstance(b, Table) or not b.margin]
    place = {id(word): i for i, block in enumerate(shown) for word in block.words()}
    held: list[list[int]] = [[] for _ in shown]
    for n, piece in enumerate(pieces):
        for i in {place[id(w)] for b in piece.form.blocks() for w in b.words() if id(w) in place}:
            held[i].append(n)
    closed = [_closes([pieces[n] for n in own]) for own in held]
    out: list[Run] = []
    ends = [-1, *(i for i, done in enumerate(closed) if done), len(shown)]
    for first, last in pairwise(ends):
        stretch = _trimmed([*range(first + 1, last)], held, shown, words)
        own = sorted({n for i in stretch for n in held[i]})
        own = [n for n in own if not _settled(pieces[n])]
        loose = [shown[i] for i in stretch if not held[i]]
        if stretch and _unsure([pieces[n] for n in own], [shown[i] for i in stretch], loose, words):
            out.append(Run([shown[i] for i in stretch], own))
    return out


def _closes(pieces: Sequence[Piece]) -> bool:
    """Whether a block ends a stretch: forms were read whole in it, beside which is no more than a framed note."""
    return any(map(_settled, pieces)) and all(_settled(p) or _is_note(p) for p in pieces)


def _is_note(piece: Piece) -> bool:
    return piece.record is None and not piece.joined and not worth_asking(piece.form)


def _settled(piece: Piece) -> bool:
    """Whether the form ends a stretch: it was read whole, or it is of a kind that is not asked about."""
    if piece.form.other:
        return True
    record = piece.record
    if record is None:
        return False
    return record.status == "complete" or not KINDS[record.kind].asked or KINDS[record.kind].layout == "table"


def _trimmed(stretch: list[int], held: list[list[int]], shown: Sequence[Block], words: Vocabulary) -> list[int]:
    """The stretch without the plain text far from what may be a form."""
    near = [i for i in stretch if held[i] or isinstance(shown[i], Table) or _telling(shown[i], words)]
    if not near:
        return []
    return [i for i in stretch if near[0] - _AROUND <= i <= near[-1] + _AROUND]


def _unsure(pieces: Sequence[Piece], stretch: Sequence[Block], loose: Sequence[Block], words: Vocabulary) -> bool:
    """Whether something says that the stretch is cut wrong.

    A form that is all of it, with what may go on with it, is asked about by itself where no more is known than that it
    lacks something.
    """
    tables = {id(word) for piece in pieces for table in piece.form.tables for word in table.words()}
    rest = (word for block in stretch if isinstance(block, Table) for word in block.words())
    alone = sum(not piece.joined for piece in pieces) == 1 and all(id(word) in tables for word in rest)
    codes = _DRAWN if alone else (*_DRAWN, *_LACKING)
    for piece in pieces:
        if piece.record is not None and any(r.code in codes for r in piece.record.reasons):
            return True
        if piece.why and _parted(piece.form):
            return True
        if not alone and (piece.joined or {"form.merged", "form.unrecognised", TORN} & {*piece.why}):
            return True
    return sum(_telling(block, words) for block in loose) >= _LINES


def _parted(form: Form) -> bool:
    """Whether lines stand between the tables of the form: shown apart from them nobody knows what they head."""
    tops = [(t.page, t.box.y0) for t in form.tables if t.box is not None]
    lines = [(p.page, p.box.y0) for p in form.lead if p.box is not None]
    if len(tops) == len(form.tables):
        return any(min(tops) < line < max(tops) for line in lines)
    return len(form.tables) > 1 and bool(form.lead)


def _telling(block: Block, words: Vocabulary) -> bool:
    """Whether a line outside tables looks like part of a form: a known label with its value, or a level's name."""
    if not isinstance(block, Paragraph):
        return False
    text = block.text
    label, colon, value = text.replace("：", ":").partition(":")
    if colon and value.strip() and len(label) <= _SHORT:
        return any((term := words.term(kind, label)) is not None and term.field for kind in GOAL_KINDS)
    return len(text) <= _SHORT and bool(level_names(text))
