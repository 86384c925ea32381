"""A source as far as it is read: its forms with what the rules read in each, and the reading that comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.evidence import Role
from jixiao.fields.accounted import say_several
from jixiao.fields.coverage.ledger import claim_paragraphs, coverage
from jixiao.fields.coverage.problems import layout_problems
from jixiao.fields.form import Around
from jixiao.fields.gone import say_gone
from jixiao.fields.lists.cut_short import say_cut_short
from jixiao.fields.tree import Draft, evidence_of
from jixiao.forms.model import Cut, Form
from jixiao.forms.unrecognised import put_aside, untabled
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.records import Prose, Reading, Reason, Record, SourceInfo
from jixiao.tables.table import Layout, Paragraph

if TYPE_CHECKING:
    from jixiao.fields.pointing.inquiry import Open
    from jixiao.fields.pointing.runs.run import Run
    from jixiao.fields.pointing.wire import FormAnswer

_NO_FORM = "没有找到要读的表；请看原文是不是空白页或别种文件，有表的请换一份清楚的，或对照原文录入"


@dataclass(slots=True)
class Examination:
    """A reading with what it was made from, for drawing."""

    layout: Layout
    forms: list[Form]
    reading: Reading


@dataclass(slots=True, eq=False)
class Item:
    """A form of a source: what the rules read in it, None where they do not know its kind.

    `why` it is asked about; `unsure` where OCR is not sure of some of its values. `rest` are the items after it that
    may go on with it, `joined` says that this is one of those, `absorbed` that it turned out to be, or to be several.
    `said` is what the answer about several says of this one. `cut` where an answer told where it begins and ends.
    """

    form: Form
    draft: Draft | None = None
    record: Record | None = None
    why: list[str] = field(default_factory=list)
    unsure: bool = False
    rest: list[Item] = field(default_factory=list)
    joined: bool = False
    absorbed: bool = False
    said: FormAnswer | None = None
    cut: bool = False


@dataclass(slots=True)
class Begun:
    """A source read by the rules, with what is left to ask a model; it can be sent from one process to another.

    `runs` are stretches of it that are asked about as a whole; the forms in them are not asked about by themselves.
    """

    source: SourceInfo
    layout: Layout
    pieces: Cut
    items: list[Item]
    around: Around
    path: Path | None = None
    runs: list[Run] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self.runs) or any(item.why or item.unsure for item in self.items)

    def works(self) -> list[Open]:
        """The forms that are asked about, and the others of their kinds, for which an answer may hold too."""
        return [work for _, work in self.worked()]

    def worked(self, only: list[Item] | None = None) -> list[tuple[Item, Open]]:
        """The same, each with its item; or only those of the items."""
        from jixiao.fields.pointing.inquiry import Open  # who asks no model does without

        sha, held = self.source.sha256[:8], self.in_runs()
        kinds = {item.form.kind for n, item in enumerate(self.items) if item.why and n not in held}
        return [
            (item, Open(item.form, item.draft, item.why, f"{sha}#{n}", [rest.form for rest in item.rest], item.said))
            for n, item in enumerate(self.items, 1)
            if n - 1 not in held and (item in only if only is not None else item.why or _may_be_told(item, kinds))
        ]

    def in_runs(self) -> set[int]:
        """The positions of the forms that stand in a stretch asked about as a whole."""
        return {n for run in self.runs for n in run.pieces}

    def reading(self) -> Reading:
        """What is known so far."""
        return self.examination().reading

    def examination(self) -> Examination:
        """The reading with the blocks and forms it was made from."""
        return examination_of(self, [])


def _may_be_told(item: Item, kinds: set[str | None]) -> bool:
    """Whether an answer about another form may be carried to the item's."""
    return item.draft is not None and item.form.kind in kinds and not item.joined


def examination_of(begun: Begun, said: list[Reason]) -> Examination:
    """The reading of what is known: records in their order, and everything that stands in no record."""
    words = vocabulary()
    problems = layout_problems(begun.layout)
    for item in (each for each in begun.items if each.record is None and not each.absorbed):
        put_aside(item.form, problems)
    kept = [item for item in begun.items if item.record is not None]
    whole = [(item.form, item.record) for item in kept if item.record is not None]
    say_cut_short(whole, begun.layout.floors, begun.layout.unbroken, words)
    say_gone(whole, begun.layout)
    problems += say_several(whole, words)
    lined = {id(p) for item in kept for p in item.form.lines}
    read = lined | {id(p) for item in kept for p in item.form.prose}
    problems.extend(said)
    problems.extend(untabled(begun.pieces, words, read, lined))
    claim_paragraphs((p for b in begun.layout.blocks if isinstance(p := b, Paragraph) and p.margin), Role.MARGIN)
    claim_paragraphs((p for run in begun.pieces.loose for p in run if id(p) not in read), Role.PROSE)
    for item in kept:
        claim_paragraphs([*item.form.heading, *item.form.lead, *item.form.notes], Role.HEADING)
    records = [record for _, record in whole]
    if not records and not problems:
        problems = [Reason(code="file.no-form", message=_NO_FORM)]
    found = coverage(begun.layout.blocks, begun.layout.ways)
    reading = Reading(source=begun.source, records=records, problems=problems, coverage=found)
    loose = (p.passage for run in begun.pieces.loose for p in run if p.text and id(p) not in read)
    reading.prose = [Prose(text=p.text, **dict(evidence_of(p, begun.around.turns))) for p in loose]
    return Examination(begun.layout, [item.form for item in kept], reading)
