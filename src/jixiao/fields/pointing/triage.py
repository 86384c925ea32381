"""What the rules leave open in a form, and so is asked: the codes of why, none where the rules have settled it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jixiao.evidence import DoubtCode, Passage
from jixiao.fields.cells.witness import may_be_field, sees
from jixiao.fields.digits.sums import balance_of
from jixiao.fields.tree import Draft, asides
from jixiao.forms.content import is_amount, kinds_of, level_names
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary, label_key
from jixiao.records import Reason, Record
from jixiao.records.kinds import KINDS
from jixiao.tables.table import Table
from jixiao.text import key

TORN = "table.torn"
# Reasons of a record that reading again may remove; pages that failed and columns without a rule stay what they are.
_ASKABLE = ("unexplained.", "missing.", "indicator.", "list.", "label.", "funds.", "witness.", "form.unreadable",
            "table.walls-unsure")  # fmt: skip
# Doubts about where a value belongs, which a second reading may settle; those about characters are another matter.
# Of those the first need no asking where the network of cells sees the same.
_CONCLUDED = {DoubtCode.COLUMN_INFERRED, DoubtCode.LABEL_INFERRED}
_MISPLACED = {DoubtCode.NOT_ONE_AMOUNT, DoubtCode.CELL_DIFFERS}
_NUMBERED = re.compile(r"（第\d+[行项]）$")
_MANY_CELLS = 4
_LABEL = 16
# Of the rows of a table that goes on with a list so many hold a target or a level.
_OF_LIST = 0.5
_SECTION = re.compile(r"（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、")
_LEAD = re.compile(r"绩效(?:目标|指标|标准)\s*[:：]")


def openings(form: Form, draft: Draft, record: Record, words: Vocabulary) -> list[str]:
    """Why the form is not settled: what its record lacks, values whose place was concluded and that no second witness
    sees there, known labels and amounts of rows left beside the fields, several forms in one, prose that was not cut.
    """
    if not KINDS[str(form.kind)].asked:  # no question knows its fields
        return []
    if KINDS[str(form.kind)].layout == "table":  # its columns and rows are told by their places
        return []
    out = [r.code for r in record.reasons if r.code.startswith(_ASKABLE)]
    out += sorted(_concluded(draft, record))
    if form.kind in GOAL_KINDS:
        out += _left_beside(draft, str(form.kind), words)
        out += ["form.merged"] if _named_twice(form, words) else []
    if form.kind == "department_narrative" and _uncut(draft.tree):
        out.append("prose.uncut")
    return list(dict.fromkeys(out))


def _concluded(draft: Draft, record: Record) -> set[str]:
    """The codes of doubts about where values belong that no second witness takes away."""
    values, out = draft.values(), set[str]()
    summed = balance_of(record.kind, record.model_dump()).closed
    for path, codes in record.doubts.items():
        out |= _MISPLACED & {*codes}
        seen = draft.told is not None and path in values and sees(draft.told, path, values[path])
        out |= set() if seen or path in summed else _CONCLUDED & {*codes}
    return out


def _left_beside(draft: Draft, kind: str, words: Vocabulary) -> list[str]:
    """Whether a value under a label of a field stands beside the fields, or an amount of a row under an unknown head
    that the network of cells takes for a field's; of other amounts the record says itself where they may be.
    """
    out = []
    for text, value, of_row in _beside(draft):
        if not value.text or words.outside.search(label_key(text)):
            continue
        term = words.term(kind, text)
        if term is not None and term.field:
            out.append("extra.known")
        elif of_row and term is None and not words.knows(text) and is_amount(value.text) and "." in key(value.text):
            out += ["extra.amount"] if draft.told is None or may_be_field(draft.told, value) else []
    return out


def _beside(draft: Draft) -> Iterator[tuple[str, Passage, bool]]:
    """Labels and values without a field, and whether they are of a row."""
    for label, value in draft.extra:
        text = _NUMBERED.sub("", label.text)
        yield text, value, text != label.text
    yield from ((aside.label.text, aside.value, True) for aside in asides(draft.tree))


def _named_twice(form: Form, words: Vocabulary) -> bool:
    """Whether the name of a project is asked for twice, as where two forms were taken for one."""
    if form.kind != "project_goal":
        return False
    labels = (c.text for t in form.tables for c in t.cells if 0 < len(c.text) <= _LABEL)
    names = [words.term("project_goal", label) for label in labels]
    return sum(1 for term in names if term is not None and term.field == "project_name") > 1


def worth_asking(form: Form) -> bool:
    """Whether a table that nobody recognises holds more than a framed note."""
    return bool(form.prose) or sum(1 for t in form.tables for c in t.cells if c.text) >= _MANY_CELLS


def torn_off(rest: Form, before: Form, record: Record | None, words: Vocabulary) -> bool:
    """Whether a table after a form is to be shown together with it; the form's record then says that it may lack it.

    It says so too where a scanned table without a title stands on the next page.
    """
    if record is None:
        return False
    first = rest.tables[0]
    scanned = any(word.how == "ocr" for word in first.words())
    after = before.pages is not None and first.page == before.pages[1] + 1
    joins = may_continue(rest, before, record, words)
    if not joins and (rest.kind is not None or not scanned or rest.title or not after):
        return False
    where = f"第{first.page}页开头的表没有标题" if first.page else "后面的一张表没有标题"
    said = f"{where}，可能是这份表的后一半，没有接上；请对照原文核对"
    if all(reason.code != TORN for reason in record.reasons):
        record.reasons.append(Reason(code=TORN, message=said, page=first.page or None))
    record.status = "incomplete"
    return joins


def may_continue(rest: Form, before: Form, record: Record, words: Vocabulary) -> bool:
    """Whether a table may be the rest of the form before it: it has no title, and holds rows of a list of goals.

    So may a form under the same title that has no goal or no list where the one before has none either.
    """
    if before.kind not in GOAL_KINDS or not rest.tables or not before.tables or rest.other:
        return False
    if rest.kind is None:
        return not rest.title and any(_is_list(table) for table in rest.tables)
    if rest.kind != before.kind or not any(r.code == "missing.indicators" for r in record.reasons):
        return False
    return _head(rest) == _head(before) and not _named_twice(rest, words)


def _is_list(table: Table) -> bool:
    rows = [table.written(r) for r in range(table.n_rows)]
    written = [row for row in rows if len(row) > 1]
    telling = sum(any(kinds_of(c.text) & {"sign", "signed"} or level_names(c.text) for c in row) for row in written)
    return bool(written) and telling >= _OF_LIST * len(written)


def _head(form: Form) -> list[str]:
    """What the first rows of the form say, in which another page of it says the same."""
    table = form.tables[0]
    rows = (table.row(r) for r in range(min(5, table.n_rows)))
    return [key(c.text) for row in rows for c in row]


def _uncut(tree: dict[str, Any]) -> bool:
    """Whether prose was not cut into goals and measures: parts are blank, or a part holds the heading of another."""
    goals, measures = tree["sub_goals"], tree["measures"]
    if not goals or not measures or any(not g["goal"] or not g["area"] for g in goals):
        return True
    if any(not m["heading"] for m in measures):
        return True
    texts = [v.text for row in (*goals, *measures) for v in row.values() if isinstance(v, Passage)]
    return any(_LEAD.search(text) or any(map(_SECTION.match, text.split("\n")[1:])) for text in texts)
