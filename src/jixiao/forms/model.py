"""A form: one project, department, narrative or budget table of a source, whole, however many pages it crosses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.evidence import Passage, Word
from jixiao.records import Reason
from jixiao.tables.table import Block, Cell, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Leads:
    """How a list of many projects is laid out, told by all of them together.

    `head`..`body` are the rows of the heads in the project's own table, `left` is the column where its indicators
    begin, `fields` says of the columns before it, by their first grid column, what they hold. `levels` are the columns
    from `left` on that are known to hold the names of a level. `over` where the first row says whose the project is.
    `told` are the rows that say of the project what stands in no column: its name, labels with their values.
    """

    head: int
    body: int
    left: int
    fields: dict[int, str]
    levels: dict[int, str] = field(default_factory=dict)
    over: bool = field(default=False, compare=False)
    told: tuple[int, ...] = field(default=(), compare=False)


@dataclass(slots=True, eq=False)
class Form:
    """What belongs to one record.

    `kind` is a kind of the contract, None for a table that nobody recognises. `title` is the heading as printed
    without a list number (empty where none was found), `lead` the lines between heading and table, `prose` the
    paragraphs of a narrative, `notes` the lines under the table. `other` where its heading names a form that only looks
    like one of ours; `lines` are the paragraphs that its table was made of, where nothing is drawn. `listed` where the
    form is one project of a list of many, `bare` where that list has no indicators; `section` is the number of the
    section over its last table (三、…); `under` is the form before it whose heading it shares; `reasons` say why it
    may not be whole, as the cutting told.
    """

    kind: str | None
    title: Passage = field(default_factory=Passage)
    heading: list[Paragraph] = field(default_factory=list)
    lead: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    prose: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    other: bool = False
    lines: list[Paragraph] = field(default_factory=list)
    listed: Leads | None = None
    bare: bool = False
    section: int = 0
    under: Form | None = None
    reasons: list[Reason] = field(default_factory=list)

    @property
    def in_list(self) -> bool:
        """Whether it is one project of a list of many, with indicators or without."""
        return self.listed is not None or self.bare

    def own_cells(self) -> list[Cell]:
        """Of one project of a list, the cells of its own columns that say one thing: none of its indicators'."""
        if self.listed is None:
            return []
        found: dict[int, list[Cell]] = {}
        for cell in self.tables[0].cells:
            if cell.text and cell.row >= self.listed.body and cell.col < self.listed.left:
                found.setdefault(cell.col, []).append(cell)
        return [cell for cells in found.values() if len({c.text for c in cells}) == 1 for cell in cells]

    def blocks(self) -> Iterator[Block]:
        """Everything in it."""
        yield from self.heading
        yield from self.lead
        yield from self.tables
        yield from self.prose
        yield from self.notes

    def words(self) -> Iterator[Word]:
        """Every word in it."""
        for block in self.blocks():
            yield from block.words()

    @property
    def pages(self) -> tuple[int, int] | None:
        """First and last page, None without pages."""
        found = set[int]().union(*(block.pages() for block in self.blocks())) - {0}
        return (min(found), max(found)) if found else None


@dataclass(slots=True)
class Cut:
    """A source cut up: its forms in order, and the runs of paragraphs between them that belong to none."""

    forms: list[Form]
    loose: list[list[Paragraph]]
