"""All tables of a goal form read: the label areas together, the lists by name, and what the lines around them say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from jixiao.evidence import Passage, Role
from jixiao.fields.cells.told import told_of
from jixiao.fields.columns.other_years import settle_years
from jixiao.fields.labels.binding import bind
from jixiao.fields.labels.bodies import body_over
from jixiao.fields.labels.inline import has_colon, pairs_apart
from jixiao.fields.labels.labelled import PROSE, LabelArea, Labelled, Open
from jixiao.fields.labels.model import asks_year, contradicts, is_label, value_kind
from jixiao.fields.labels.reader import LabelReader
from jixiao.fields.labels.said_amounts import told_apart, without_units
from jixiao.fields.lists.blocks import lists_of
from jixiao.fields.lists.counted import counted_lists
from jixiao.fields.lists.heads import is_column_numbers
from jixiao.fields.lists.list_block import ListBlock
from jixiao.fields.said.cells import Stated, stated_in
from jixiao.fields.tree import Draft
from jixiao.forms.content import is_amount
from jixiao.forms.model import Form, Leads
from jixiao.forms.segmentation.catalogue.columns import NUMBER
from jixiao.forms.segmentation.headings import unnumbered
from jixiao.forms.segmentation.sections import label_of
from jixiao.forms.vocabulary import GOAL_KINDS, Term, Vocabulary
from jixiao.forms.year import year_apart, year_in, year_spoken_of
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_UNIT = re.compile(r"(?:(?:(?<=[\s（(])|^)[^\s:：（(]{0,4})?单位\s*[:：]?\s*(?:人民币)?((?:亿|万|千|百)?元)")
_UNIT_IN_HEAD = re.compile(r"[(（](?:单位[:：])?\s*((?:亿|万|千|百)?元)\s*[)）]")
# A line over a form that says its year is no longer.
_YEAR_LINE = 11
# A label with a unit in brackets is no longer.
_HEAD = 24
_CODED = re.compile(r"^(?!20\d\d年)\d{3,}\s*\D{4,}")


@dataclass(slots=True)
class Areas:
    """What a form's tables and the lines over them hold before it is sorted into fields.

    `labelled` are labels of known fields with their values, `open` labels that nobody knows, to be bound by what their
    values are; `pairs` are labels of no field, `counted` heads and cells of lists of no field. `loose` are values
    without a label, by field. `spending` are rows of spending plans, `lists` the lists by name, `stated` cells that say
    one. `units` are units of money in the tables; `lead_unit`, `lead_name` (the department) and `year` are said by the
    lines over them.
    """

    labelled: list[Labelled] = field(default_factory=list)
    units: list[Passage] = field(default_factory=list)
    loose: list[tuple[str, Passage]] = field(default_factory=list)
    pairs: list[tuple[Passage, Passage]] = field(default_factory=list)
    counted: list[tuple[Passage, Passage]] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)
    spending: list[list[Cell]] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    lists: dict[str, list[ListBlock]] = field(default_factory=dict)
    lead_unit: Passage | None = None
    lead_name: Passage | None = None
    year: Passage | None = None

    def put_aside(self, draft: Draft) -> None:
        """Keep in the draft what no field is for."""
        draft.extra.extend([*self.pairs, *self.counted])
        draft.beside |= {id(value) for _, value in self.counted}


def read_areas(
    form: Form, kind: str, words: Vocabulary, taken: Sequence[set[int]] = (), asked: Passage | None = None
) -> Areas:
    """The form's tables in order, then its heading and lead lines; `taken` are rows of each that were read already,
    `asked` is the document's year."""
    out = Areas()
    lines = [line.passage for line in form.lead if len(key(line.text)) <= _YEAR_LINE]
    said = [year_spoken_of(p) for p in [form.title, *lines]]
    year = next((y.text for y in said if y is not None), "")
    lists = lists_of(form.tables, kind, words, form.listed)
    for number, (table, blocks) in enumerate(zip(form.tables, lists, strict=True)):
        listed = {r for b in blocks for r in range(b.head, b.end)} | (taken[number] if taken else set())
        over = body_over(form) if not number else None
        out.labelled += [over] if over is not None else []
        listed |= {0} if over is not None else set()
        top = _lead_rows(table, form, out, kind, words)
        rows = {r for r in range(top, table.n_rows) if r not in listed}
        counted, pairs = counted_lists(table, rows, kind, words)
        rows -= counted
        out.counted.extend(pairs)
        named = year or _year_asked(table, rows) or (out.year or asked or Passage()).text
        stated = stated_in(table, rows, words) if kind in GOAL_KINDS else []
        taken_by = [c for one in stated for c in (one.cell, *one.over)]
        area: LabelArea = LabelReader(table, rows, kind, words, named).read(taken_by)
        out.labelled.extend(area.found)
        out.units.extend(area.units)
        out.loose.extend(area.loose)
        out.pairs.extend(area.pairs)
        out.open.extend(area.open)
        out.spending.extend(area.spending)
        out.stated.extend(stated)
        for block in blocks:
            block.number = number
            settle_years(block.columns, named[:4])
            if block.head == 0 and number:
                block.caption = _last_line(form.tables[number - 1])
            out.lists.setdefault(block.name, []).append(block)
            _columns_before(block, form.listed, kind, words, out)
    for paragraph in form.heading:
        paragraph.passage.claim(Role.HEADING)
    if form.title and out.year is None:
        out.year = year_in(form.title)
    for paragraph in form.lead:
        _read_lead(paragraph.passage, out, kind, words)
    _bind_open(out, kind, words)
    if kind == "project_goal":
        _read_said(out, words)
    if not out.units and out.lead_unit is None:
        out.units = _in_heads(form)
    if not out.units and out.lead_unit is None and form.under is not None:
        out.lead_unit = _unit_over(form.under)
    return out


def _unit_over(form: Form) -> Passage | None:
    """The unit of money that the lines over a form say."""
    return next((p.passage.cut(*m.span(1)) for p in form.lead if (m := _UNIT.search(p.text))), None)


def _in_heads(form: Form) -> list[Passage]:
    """The unit that heads of columns and labels say in brackets, where all say the same one."""
    cells = (c for table in form.tables for c in table.cells if c.text and len(c.text) <= _HEAD)
    units = [c.flat.cut(*m.span(1)) for c in cells if (m := _UNIT_IN_HEAD.search(c.text))]
    return units[:1] if len({unit.text for unit in units}) == 1 else []


def _read_said(out: Areas, words: Vocabulary) -> None:
    """Amounts that a sentence says, where the form has no others; the unit that stands behind each amount."""
    money = [i for i in out.labelled if i.name.startswith("funds.") and not i.name.endswith(".unit") and i.value]
    if not any(is_amount(i.value.text) for i in money):
        none = Cell(0, 0, 1, 1)
        places = [
            (i.value, i.label.passage if i.value.text in i.label.passage.text else i.value, i.label) for i in money
        ]
        places += [(value, Passage.join([unnumbered(label), "：", value]), none) for label, value in out.pairs]
        for value, whole, cell in places:
            found, units = told_apart(whole, cell, words)
            if found:
                out.labelled = [i for i in out.labelled if i.value is not value] + found
                out.pairs = [pair for pair in out.pairs if pair[1] is not value]
                out.units = units + out.units
                return
    if not out.units and out.lead_unit is None:
        out.units = without_units(money)


def _year_asked(table: Table, rows: set[int]) -> str:
    """The year in the cell beside a label that asks for one, "" where none is."""
    for cell in table.cells:
        right = table.at(cell.row, cell.end_col)
        if cell.row in rows and right is not None and value_kind(right.text) == "year" and asks_year(cell.text):
            return right.text[:4]
    return ""


def _bind_open(out: Areas, kind: str, words: Vocabulary) -> None:
    """Bind the labels nobody knows to the fields that no known label has filled."""
    over = ("department", "implementer")  # the body named over a form need not be what the form asks for
    taken = {item.name for item in out.labelled if item.value and not (item.lead and item.name in over)}
    bound = bind(out.open, taken, kind, words)
    out.labelled.extend(bound.found)
    out.pairs.extend(bound.aside)
    if out.year is None and bound.years:
        out.year = bound.years[0]


def _columns_before(block: ListBlock, told: Leads | None, kind: str, words: Vocabulary, out: Areas) -> None:
    """What stands in columns of their own before a list's columns, said once for all its rows.

    `told` is what a whole list of projects tells of them.
    """
    for cell in _heads_before(block):
        seen = [block.table.at(r, cell.col) for r in range(block.body, block.end)]
        across = max(block.left, cell.end_col)  # what reaches over the list stands in no column before it
        values = _once(c for c in seen if c is not None and c.text and c is not cell and c.end_col <= across)
        if not values:
            continue
        cell.flat.claim(Role.LABEL)
        flat, whole = Passage.join(c.flat for c in values), Passage.join(c.passage for c in values)
        term, inferred = words.term(kind, cell.text), False
        if told is not None and cell.col in told.fields:
            name = told.fields[cell.col]
            inferred = term is None or term.field != name
            term = Term(name, "") if name != NUMBER else None
        open_ = told is None or cell.col not in told.fields
        if open_ and (term is None or contradicts(term.field, flat.text)):
            out.open.append(Open(cell.flat, whole, flat, cell, values, told=told_of(block.table, values)))
            continue
        if term is None or not term.field or term.section:
            out.pairs.append((cell.flat, whole))
            continue
        if unit := _UNIT_IN_HEAD.search(cell.text):
            out.units.append(cell.flat.cut(*unit.span(1)))
        keep = term.field in PROSE or term.field.startswith("goal")
        out.labelled.append(Labelled(term.field, cell, whole if keep else flat, values, inferred=inferred))


def _heads_before(block: ListBlock) -> list[Cell]:
    """The lowest heads of the columns at the left of a list, no numbers of columns among them."""
    found: dict[int, Cell] = {}
    for r in range(block.head, block.body):
        numbers = is_column_numbers(block.table, r)
        for cell in block.table.row(r):
            if cell.end_col <= block.left and cell.text and cell is not block.side and not numbers:
                for col in range(cell.col, cell.end_col):
                    found[col] = cell
    return list({id(cell): cell for cell in found.values()}.values())


def _once(cells: Iterable[Cell]) -> list[Cell]:
    """Each cell once, without those that say again what the one before says."""
    out: list[Cell] = []
    for cell in cells:
        if out and cell is not out[-1] and key(cell.text) == key(out[-1].text):
            cell.flat.claim(Role.LABEL)
        elif cell not in out:
            out.append(cell)
    return out


def _last_line(table: Table) -> Cell | None:
    """The cell of the last row where it is the only one and no text: the caption of a list in the next table."""
    cells = table.row(table.n_rows - 1)
    return cells[0] if len(cells) == 1 and value_kind(cells[0].text) not in ("blank", "text") else None


def _lead_rows(table: Table, form: Form, out: Areas, kind: str, words: Vocabulary) -> int:
    """How many rows at the table's top are title, year, unit or maker's name; they are read like the lines over it."""
    title = {id(p.word) for p in form.title.pieces}
    titled = next((c.row for c in table.cells if title & {id(p.word) for p in c.flat.pieces}), -1)
    n = 0
    while n < min(5, table.n_rows):
        cells = table.written(n)
        own = [c for c in cells if not any(id(p.word) in title for p in c.flat.pieces)]
        terms = [words.term(kind, c.text) for c in own]
        opens = any(words.opens(kind, label_of(c.flat)[1].text, []) for c in own if has_colon(c.text))
        if opens or any(t is not None and not t.field.endswith(".unit") for t in terms):
            break
        said = form.listed is not None and all(label_of(c.flat)[2] for c in own)  # each a label with its value
        pairs = len(cells) > 1 and not said and any(is_label(c.text) for c in own)
        if own and (pairs or (n > titled and not any(_leads(c.flat) for c in own))):
            break
        for cell in cells:
            if cell in own:
                _read_lead(cell.flat, out, kind, words)
            else:
                cell.flat.claim(Role.HEADING)
        n += 1
    return n


def _leads(passage: Passage) -> bool:
    """Whether the text is what stands over a form: a unit, a year, a coded name, a label with its value."""
    text = passage.text
    if _UNIT.search(text) or _CODED.match(text) or re.match(r"^[^:：]{2,16}[:：]", text):
        return len(text) < 80
    return year_in(passage) is not None and len(key(text)) <= 11


def _read_lead(passage: Passage, out: Areas, kind: str, words: Vocabulary) -> None:
    """A line between heading and table: the year, the unit of amounts, labels with values, or the department."""
    passage.claim(Role.HEADING)
    unit = _UNIT.search(passage.text)
    if unit:
        out.lead_unit = out.lead_unit or passage.cut(*unit.span(1))
        passage = Passage.join([passage.cut(0, unit.start()), passage.cut(unit.end())]).strip(" （）()")
    passage, apart = year_apart(passage)
    found = apart or year_spoken_of(passage)
    if out.year is None and found is not None and (apart or len(passage.text) <= 24):
        out.year = found
        if len(key(passage.text)) <= 11 and apart is None:
            return
    for part in pairs_apart(passage):
        match = re.match(r"^([^:：]{2,16})[:：]\s*(\S.*)?$", part.text)
        if match:
            value = part.cut(match.start(2)).strip() if match.group(2) else Passage()
            if named := _UNIT_IN_HEAD.search(match.group(1)):
                out.lead_unit = out.lead_unit or part.cut(*named.span(1))
            term = words.term(kind, match.group(1))
            if term is not None and term.field.startswith("funds.") and value and not is_amount(value.text):
                out.pairs.append((part.cut(*match.span(1)), value))  # a sentence may say several
            elif term is not None and term.field and not term.section:
                out.labelled.append(Labelled(term.field, Cell(0, 0, 1, 1), value, lead=True))
            elif value:
                out.open.append(Open(part.cut(*match.span(1)), value, lead=True))
        elif _CODED.match(part.text) and out.lead_name is None:
            out.lead_name = part
