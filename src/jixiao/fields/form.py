"""One form into one record, by the reader of its kind, with the reasons why it is not complete.

Every word of the form is accounted for: as a value, a label, a heading, or as text that belongs to no field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, cast

from pydantic import BaseModel, ValidationError

from jixiao.evidence import DoubtCode, Passage
from jixiao.fields.cells.account import Account, accounts_of, is_asked
from jixiao.fields.cells.witness import SETTLED_KIND, heard, left_outside
from jixiao.fields.certainty.model import MAX_ERROR
from jixiao.fields.coverage.complete import gaps
from jixiao.fields.coverage.ledger import form_reasons
from jixiao.fields.coverage.rows_fit import rows_fit
from jixiao.fields.coverage.unbound import unbound
from jixiao.fields.digits.amount_cells import odd_values
from jixiao.fields.digits.by_sums import settle
from jixiao.fields.digits.doubt import beside_fields, is_merged, read_poorly, weigh_values
from jixiao.fields.parsed import parsed_values
from jixiao.fields.second.left_goal import fill_goal
from jixiao.fields.second.reading import read_again
from jixiao.fields.tree import Draft, Turns, asides, scanned_of
from jixiao.forms.content import kinds_of
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.records import Reason, Record
from jixiao.records.kinds import KINDS
from jixiao.resources import named
from jixiao.text import key

Reader = Callable[[Form, Passage | None, Vocabulary], Draft]

_OF_ROW = re.compile(r"（第\d+项）$")
_TARGET = re.compile(r"[≥≤=]\d")
_DOUBTS = {
    DoubtCode.COLUMNS_INFERRED: "这张表没有画竖线或没有画全，各栏由文字的位置推断；请对照原文核对栏目和行数",
    DoubtCode.WALLS_UNSURE: "这张表有的表格线看不清，可能少认或多认了格子；请对照原文核对行数和各级指标",
    DoubtCode.DOTS: "这一页是抖成黑白点的图，细的笔画可能丢了；请逐项对照原文，能按灰度重新扫描的请重新扫描",
    DoubtCode.LINES_ONLY: "这张表没有画线，各栏由文字的位置推断；请对照原文核对栏目和行数",
}


@dataclass(frozen=True, slots=True)
class Around:
    """What a document says to all its forms: the year it speaks of, how its pages are turned, which pages failed.

    `failed` gives code and message; those of page 0 are of the file as a whole. Of the values that are not in doubt a
    share of `max_error` may be wrong.
    """

    year: Passage | None
    turns: Turns
    failed: dict[int, tuple[str, str]]
    max_error: float = MAX_ERROR


def draft_of(form: Form, around: Around, words: Vocabulary, told: Account | None = None) -> Draft:
    """What the rules read in the form, and what the network of cells reads besides; it is asked where what it says
    (`told`) is not there."""
    told = told or accounts_for([form])[0]
    words = _words_of(form, words)
    draft = reader_of(str(form.kind))(form, around.year, words)
    draft.told = told
    if form.kind == SETTLED_KIND:
        read_again(draft, form, words)
    fill_goal(draft, form, words)
    return draft


def accounts_for(forms: Sequence[Form]) -> list[Account | None]:
    """What the network says of the cells of the forms of goals that are tables."""
    told = iter(accounts_of([form for form in forms if is_asked(form)]))
    return [next(told) if is_asked(form) else None for form in forms]


def _words_of(form: Form, words: Vocabulary) -> Vocabulary:
    """The words of the families that the form is of."""
    return words.on(form.title.text, (cell.text for table in form.tables for cell in table.cells))


@cache
def reader_of(kind: str) -> Reader:
    """The function that the table of kinds names for the kind."""
    return cast("Reader", named(KINDS[kind].reader))


def record_of(form: Form, draft: Draft, around: Around, words: Vocabulary) -> Record:
    """The draft as a record of the form's kind; where it does not fit the model, the form's text and a reason."""
    model = model_of(str(form.kind))
    try:
        return cast("Record", model.model_validate(plain_of(form, draft, around, words)))
    except ValidationError as wrong:
        return cast("Record", model.model_validate(_as_text(form, draft, wrong, around)))


def _as_text(form: Form, draft: Draft, wrong: ValidationError, around: Around) -> dict[str, Any]:
    """A form of which no record could be made: its title, its text cell by cell, and the reason."""
    fields = "、".join(dict.fromkeys(".".join(map(str, e["loc"])) for e in wrong.errors()))[:80]
    said = f"这份表没有整理成记录（{fields}），文字原样放在其他栏目里；请对照原文录入，并把文件反馈给开发者"
    cells = [(Passage(), c.passage) for t in form.tables for c in t.cells if c.text]
    text = Draft({"title": form.title or None}, [*cells, *((Passage(), p.passage) for p in form.prose)])
    plain = text.plain(around.turns)
    reason = Reason(code="form.unreadable", message=said, page=form.pages[0] if form.pages else None)
    return {**plain, "pages": form.pages, "status": "incomplete", "reasons": [reason]}


def plain_of(form: Form, draft: Draft, around: Around, words: Vocabulary) -> dict[str, Any]:
    """The record's fields as plain values, with status, reasons, numbers (`parsed`), doubts and evidence."""
    words = _words_of(form, words)
    kind = str(form.kind)
    plain: dict[str, Any] = draft.plain(around.turns)
    values = draft.values()
    scanned = scanned_of(values)
    loose = left_outside(draft.told, form, kind) if draft.told is not None else []
    draft.extra += [(Passage(), passage) for passage in loose]
    if settle(kind, plain, scanned) or loose:
        plain, values = draft.plain(around.turns), draft.values()
    reasons = [
        *draft.reasons,
        *form.reasons,
        *gaps(kind, draft.tree, form, around.failed, draft.extra),
        *form_reasons(form),
    ]
    reasons += [*_lost_rows(draft, words), *unbound(kind, draft, words)]
    reasons += [*_misread_column(draft, words), *_merged_cells(scanned)] if scanned else []
    reasons += _lost_signs(draft, words)
    doubts, pages = [doubt for table in form.tables for doubt in table.doubts], form.pages
    plain["doubts"] = {"table": doubts} if doubts else {}
    if doubts:
        page = pages[0] if pages else None
        reasons.append(Reason(code=f"table.{doubts[0]}", message=_DOUBTS[doubts[0]], page=page))
    inferred = draft.doubts()
    plain["doubts"] = {**plain["doubts"], **inferred}
    if draft.told is not None:
        own = {draft.told.grid.at[id(cell)] for cell in form.own_cells()}
        listed = [value for _, value in draft.extra if id(value) in draft.beside]
        second = heard(draft.told, values, kind, draft.agreed, own, listed)
        # it carries levels down over a wall that is missing as the rules do
        second.settles = second.settles and not any(".level" in path for path in inferred)
        second.settles = second.settles and rows_fit(draft.tree.get("indicators") or [], words)
        reasons = second.weighed(reasons)
        for path in second.differing:
            plain["doubts"][path] = [*plain["doubts"].get(path, []), DoubtCode.CELL_DIFFERS]
    plain["pages"], plain["reasons"] = pages, reasons
    plain["status"] = "incomplete" if reasons else "complete"  # how sure a value is depends on it
    plain["parsed"] = parsed_values(plain, words)
    weigh_values(kind, plain, scanned, words, around.max_error)
    reasons += read_poorly(plain, scanned)
    for path, codes in chain(odd_values(values, words.knows).items(), beside_fields(draft.extra).items()):
        plain["doubts"][path] = list(dict.fromkeys([*plain["doubts"].get(path, []), *codes]))
        if DoubtCode.NOT_ONE_AMOUNT in codes and path.startswith("funds."):
            said = f"“{values[path].text[:20]}”不是一个金额，可能几行连成了一行；请对照原文核对"
            reasons.append(Reason(code="cells.merged", message=said, page=values[path].pieces[0].word.page or None))
    plain["status"] = "incomplete" if reasons else "complete"
    return plain


def model_of(kind: str) -> type[BaseModel]:
    """The record model of the kind."""
    return KINDS[kind].model


def _merged_cells(scanned: dict[str, Passage]) -> list[Reason]:
    """A label and an amount in one value: what the amount belongs to may be missing."""
    for passage in scanned.values():
        if is_merged(passage.text):
            said = f"“{passage.text[:20]}”像是栏目名和金额连在一起，可能少认了一条表格线；请对照原文核对"
            return [Reason(code="cells.merged", message=said, page=passage.pieces[0].word.page)]
    return []


def _lost_rows(draft: Draft, words: Vocabulary) -> list[Reason]:
    """A target or a level's name that was taken for a label: rows of a list whose grid or header was misread."""
    levels = frozenset[str]().union(*words.levels.values())
    for label, _ in draft.extra:
        what = "指标值" if _TARGET.match(key(label.text)) else "指标级别" if label_key(label.text) in levels else ""
        if what:
            page = label.pieces[0].word.page if label.pieces else None
            said = f"“{label.text[:16]}”像是{what}，却读成了栏目名，指标可能少读了几行；请对照原文核对"
            return [Reason(code="indicator.lost", message=said, page=page)]
    return []


def _lost_signs(draft: Draft, words: Vocabulary) -> list[Reason]:
    """A column for signs with other characters that stand alone, as of a font without its map: the signs are lost.

    A mark for none is no such character.
    """
    for aside in asides(draft.tree):
        of_signs = words.column("indicators", aside.label.text) == "operator"
        if of_signs and len(key(aside.value.text)) == 1 and not kinds_of(aside.value.text) & {"sign", "none"}:
            said = f"“{aside.label.text}”一栏的“{aside.value.text}”不是运算符号，可能是字体缺少编码；请对照原文核对"
            return [Reason(code="list.misread-column", message=said, page=aside.label.pieces[0].word.page)]
    return []


def _misread_column(draft: Draft, words: Vocabulary) -> list[Reason]:
    """A column of a list with a heading that is not known but was doubtful, or begins or ends like one that is."""
    heads = [(label.text[: row.start()], label) for label, _ in draft.extra if (row := _OF_ROW.search(label.text))]
    heads += [(aside.label.text, aside.label) for aside in asides(draft.tree)]
    for head, label in heads:
        if words.column("indicators", head) is not None:
            continue
        like = any(words.column("indicators", part) for i in range(2, len(head)) for part in (head[:i], head[-i:]))
        if head and (like or label.doubts()):
            said = f"“{head[:16]}”一栏的名称可能认错了，内容放在其他栏目里，没有归入指标；请对照原文核对"
            return [Reason(code="list.misread-column", message=said, page=label.pieces[0].word.page)]
    return []
