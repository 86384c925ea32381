"""Stretches of a source cut into forms anew by answers about them: which forms there are, and what was said of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jixiao.evidence import DoubtCode, Word
from jixiao.fields.begun import Begun, Item
from jixiao.fields.form import draft_of, record_of
from jixiao.fields.pointing.carry import carry, same_layout
from jixiao.fields.pointing.check import AnswerCheck
from jixiao.fields.pointing.inquiry import Ask, Inquiry, Open
from jixiao.fields.pointing.runs.asking import RunInquiry, ask_runs, parts_of, question
from jixiao.fields.pointing.runs.placed import Placed, placed
from jixiao.fields.pointing.runs.run import Run
from jixiao.fields.pointing.runs.shown import in_order, render_run
from jixiao.fields.pointing.several import rows_of
from jixiao.fields.pointing.terms import FORMS
from jixiao.fields.pointing.wire import AnyAnswer
from jixiao.forms.content import level_names
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary
from jixiao.llm import Question
from jixiao.records import Reason, Record
from jixiao.records.kinds import LABELS
from jixiao.tables.table import Block

# Why a form is asked about that an answer cut out, where nothing was said of what stands in it.
CUT = "form.cut"
Told = tuple[Item, Open, Inquiry]


def inquiries_of(begun: Begun) -> list[RunInquiry]:
    """What is asked about the source's stretches."""
    return [_inquiry(begun, run, n) for n, run in enumerate(begun.runs, 1)]


def first_questions(begun: Begun) -> list[Question[Any]]:
    """The questions about the stretches, as they are asked first."""
    return [question(inquiry, part) for inquiry in inquiries_of(begun) for part in parts_of(inquiry)]


def recut(begun: Begun, ask: Ask, problems: list[Reason], words: Vocabulary) -> list[Told]:
    """Ask about the stretches and cut them as the answers say; gives the forms of which something was said.

    Where nobody answers a stretch stays as the rules cut it, and that is said in `problems`.
    """
    inquiries = inquiries_of(begun)
    ask_runs(inquiries, ask)
    runs, items = begun.runs, [[begun.items[n] for n in run.pieces] for run in begun.runs]
    begun.runs = []
    out: list[Told] = []
    for run, inquiry, own in zip(runs, inquiries, items, strict=True):
        for item in own:
            item.why, item.joined, item.rest = [], False, []
        said = dict.fromkeys(str(failure) for failure in inquiry.failures)
        page = next((b.page for b in run.blocks if b.page), None)
        message = "大模型没有答完这几页有哪几份表，仍按规则划分；请对照原文核对，或稍后再读一遍"
        problems += [Reason(code="model.unanswered", message=f"{message}（{text}）", page=page) for text in said]
        if inquiry.answers:
            out += _Recutting(begun, inquiry, own, words).done()
    return out


def say_cut(record: Record) -> None:
    """The record says that the model told where its form begins and ends."""
    said = record.doubts.setdefault("table", [])
    said += [] if DoubtCode.FORM_POINTED in said else [DoubtCode.FORM_POINTED]


def _inquiry(begun: Begun, run: Run, n: int) -> RunInquiry:
    items = [begun.items[i] for i in run.pieces]
    shown, index = render_run(in_order(run.blocks, [item.form for item in items]))
    rows = {id(w): shown.cells[id_].row for id_, c in index.cells.items() for line in c.lines for w in line.words}
    firsts = (next((w for block in item.form.blocks() for w in block.words()), None) for item in items)
    starts = sorted({rows[id(word)] for word in firsts if word is not None and id(word) in rows})
    return RunInquiry(shown, index, starts, f"{begun.source.sha256[:8]}#p{n}")


class _Recutting:
    """One stretch cut as an answer says: its forms in the place of those that the rules cut."""

    def __init__(self, begun: Begun, inquiry: RunInquiry, own: list[Item], words: Vocabulary) -> None:
        self.begun, self.inquiry, self.own, self.words = begun, inquiry, own, words
        self.order = {id(w): i for i, w in enumerate(w for block in begun.layout.blocks for w in block.words())}

    def done(self) -> list[Told]:
        """Put the forms into the source; gives those of goals, each with what was said of it."""
        inquiry = self.inquiry
        said = inquiry.forms
        found = placed(said, inquiry.shown, inquiry.index, [item.form for item in self.own], self.words)
        made = [(one, form.kind) for one, form in zip(found, said, strict=True)]
        taken = {id(w) for one, kind in made if kind != "other" for w in _words(one)}
        items = {id(one): self._item(one, kind) for one, kind in made if kind != "other"}
        self._put(list(items.values()), taken)
        return self._told(found, items)

    def _item(self, one: Placed, kind: str) -> Item:
        """The form as one of the source: the rules' own, or one that is read anew."""
        item = next((item for item in self.own if item.form is one.form), None) or Item(one.form, cut=True)
        if item.cut:
            for word in _words(one):
                word.roles = None
        if item.draft is None:
            item.draft = draft_of(item.form, self.begun.around, self.words)
            item.record = record_of(item.form, item.draft, self.begun.around, self.words)
        unread = kind == "department_narrative" and item.record is not None and item.record.status != "complete"
        item.why = [CUT] if unread else []
        item.joined, item.rest = False, []
        if item.cut and item.record is not None:
            say_cut(item.record)
        return item

    def _put(self, new: list[Item], taken: set[int]) -> None:
        """The forms stand among those of the source where they begin; of what the rules cut otherwise the rest stays,
        and forms that the answer says are none."""
        kept: list[Item] = []
        for item in self.own:
            if any(item is each for each in new):
                continue
            if any(id(w) in taken for block in _body(item.form) for w in block.words()):
                kept += _left(item.form, taken)
            else:
                self._against(item)
                kept.append(item)
        gone = {id(item) for item in self.own}
        items = [item for item in self.begun.items if id(item) not in gone]
        for item in sorted([*new, *kept], key=self._begins):
            at = next((i for i, other in enumerate(items) if self._begins(other) > self._begins(item)), len(items))
            items.insert(at, item)
        self.begun.items = items
        loose = self.begun.pieces.loose
        self.begun.pieces.loose = [[p for p in run if not any(id(w) in taken for w in p.words())] for run in loose]

    def _begins(self, item: Item) -> int:
        """Where the body of a form begins in the source."""
        return min((self.order[id(w)] for b in _body(item.form) for w in b.words() if id(w) in self.order), default=0)

    def _against(self, item: Item) -> None:
        """The answer says that a form of the rules is none: it stays, and says so."""
        if item.record is None:
            return
        ours = LABELS.get(str(item.form.kind), "要读的表")
        message = f"规则按“{ours}”读取，大模型认为是别的表；没有采用大模型的指认，请对照原文核对"
        page = item.form.pages[0] if item.form.pages else None
        item.record.reasons.append(Reason(code="conflict.kind", message=message, page=page))
        item.record.status = "incomplete"

    def _told(self, found: Sequence[Placed], items: dict[int, Item]) -> list[Told]:
        """What was said of each form of goals; of one laid out as another what was said of that one.

        Where it does not answer to that one the form is asked about.
        """
        out: list[Told] = []
        for one in found:
            item = items.get(id(one))
            if item is None or item.form.kind not in FORMS:
                continue
            said, other = one.said, found[one.like] if one.like is not None else None
            if other is not None and other.said is not None and same_layout(other.shown, one.shown):
                said = carry(other.said, other.shown, one.shown, level_names)
                said = None if said is None or AnswerCheck(one.shown)(said) else said
            if said is None:
                item.why = [CUT]
                continue
            work = Open(item.form, item.draft, [CUT], f"{self.inquiry.about}.{len(out) + 1}")
            answers: dict[int, AnyAnswer] = {min(one.shown.asked): said}
            out.append((item, work, Inquiry(work, one.shown, one.index, answers)))
        return out


def _words(one: Placed) -> list[Word]:
    """The words of the rows of a form."""
    cells = {id_: cell for id_, cell in one.shown.cells.items() if cell.row in one.shown.asked}
    return [w for id_ in cells for line in one.index.cells[id_].lines for w in line.words]


def _body(form: Form) -> list[Block]:
    """What a form is made of but the lines over it and under it."""
    return [*form.tables, *form.prose]


def _left(form: Form, taken: set[int]) -> list[Item]:
    """The rows of a form of which no word was taken for another, as tables that nobody recognises."""
    out = []
    for table in form.tables:
        gone = {id(c) for c in table.cells if any(id(w) in taken for line in c.lines for w in line.words)}
        written = [r for r in range(table.n_rows) if table.written(r)]
        rows = [r for r in written if not any(id(c) in gone for c in table.row(r))]
        if not rows:
            continue
        left = rows_of(table, rows)
        for word in left.words():
            word.roles = None if id(word) not in taken else word.roles
        out.append(Item(Form(None, tables=[left])))
    return out
