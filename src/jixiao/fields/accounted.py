"""Whether as many projects were read as the page counts: what a project has once is counted where it is printed.

Serial numbers that begin again, totals under indicators, names that are counted up, labels of names, levels that begin
again. A form in which they stand several times is a list, though it was read as one project; and where the borders of
one project of a list are not sure, those of its neighbours are not either, so that it is said of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.fields.lists.listed_gaps import add
from jixiao.forms.content import is_amount
from jixiao.forms.levels import is_level, levels_of
from jixiao.forms.model import Form
from jixiao.forms.said_pairs import number_of, pairs_in
from jixiao.forms.segmentation.sections import label_of
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.records import Reason, Record
from jixiao.tables.table import Cell, Table
from jixiao.text import has_digit, key

SEVERAL = "list.several"
"""The code of what is said here."""

_KIND, _GOALS = "self_evaluation", "project_goal"
# So many of what a project has once are of several projects, and so many kinds of it tell them.
_TWICE, _WITNESSES = 2, 2
# Reasons that say that a project of a list may not begin or end where it was cut.
_BORDERS = ("list.serial", "list.amounts", "list.beginning", "list.names", "missing.project_name", "missing.indicators")


def say_several(read: Sequence[tuple[Form, Record]], words: Vocabulary) -> list[Reason]:
    """Add a reason to each record that is several projects by what it prints; what is to be said of the file: that of
    those, and of the lists whose projects were not surely told apart."""
    out = []
    for form, record in read:
        if form.kind not in (_KIND, _GOALS) or form.in_list:
            continue
        counts = _counts(form, words) if form.kind == _KIND else [(_named(form, words), _NAMES)]
        found = [(n, what) for n, what in counts if n >= _TWICE]
        sure = [what for _, what in found if what in (_NAMES, _LEVELS)]
        nameless = "missing.project_name" in {reason.code for reason in record.reasons}
        if len(found) >= _WITNESSES or sure or (found and nameless):
            said = "、".join(f"{what}{n}处" for n, what in found)
            message = f"这张表像是几个项目的清单（{said}），只读成了一条；请对照原文核对，把各个项目分开录入"
            reason = Reason(code=SEVERAL, message=message, page=form.pages[0] if form.pages else None)
            add(record, reason)
            out.append(reason)
    listed = [record for form, record in read if form.kind == _KIND and form.in_list]
    unsure = [record for record in listed if any(reason.code in _BORDERS for reason in record.reasons)]
    if unsure:
        message = (
            f"项目清单读成了 {len(listed)} 个项目，其中 {len(unsure)} 个从哪一行到哪一行没有把握，"
            "可能有项目连在一起或没有读到；请对照原文核对项目的个数和名称"
        )
        out.append(Reason(code=SEVERAL, message=message, page=unsure[0].pages[0] if unsure[0].pages else None))
    return out


_NAMES, _LEVELS, _SERIALS, _TOTALS, _COUNTED = "项目名称", "从头再来的指标级别", "从1起的序号", "小计", "编号的横行"


def _counts(form: Form, words: Vocabulary) -> Iterator[tuple[int, str]]:
    """How often the form prints each of what a project has once; numbers and totals under names of levels are
    theirs."""
    columns = [(table, col) for table in form.tables for col in range(table.n_cols)]
    yield _named(form, words), _NAMES
    yield max((_again(table, col, words) for table, col in columns), default=0), _LEVELS
    rows = [row for table in form.tables for r in range(table.n_rows) if (row := table.written(r))]
    wide = [row[0] for row in rows if row[0].cols > 1]
    if any(is_level(pairs_in(cell.flat, words)[0].text, words) for cell in wide):
        return
    yield max((_serials(table, col) for table, col in columns), default=0), _SERIALS
    yield sum(_sums(row, words) for row in rows), _TOTALS
    yield sum(number_of(cell.text) is not None for cell in wide), _COUNTED


def _named(form: Form, words: Vocabulary) -> int:
    """How many names the form says behind or beside the label of a project's name; in a row of heads it says none."""
    said = set()
    for table in form.tables:
        for cell in (c for c in table.cells if c.text and _names(c, words)):
            beside, below = table.at(cell.row, cell.end_col), table.at(cell.end_row, cell.end_col)
            value = beside.text if beside is not None else ""
            if not words.knows(value) and (below is None or not is_amount(below.text)):
                said.add(key(cell.text) + key(value))
    return len(said)


def _names(cell: Cell, words: Vocabulary) -> bool:
    """Whether the cell is the label of a project's name, or says such a label with its value."""
    if words.opens("project_goal", cell.text, []):
        return True
    said = "：" in cell.text or ":" in cell.text
    return said and any(words.opens("project_goal", pair.label.text, []) for pair in pairs_in(cell.passage, words)[1])


def _again(table: Table, col: int, words: Vocabulary) -> int:
    """How often the first level that a column begins with begins again, after another one."""
    cells = [c for r in range(table.n_rows) if (c := table.at(r, col)) is not None and c.row == r and c.col == col]
    said = [key(c.text) for c in cells if "level1" in levels_of(c.text, words)]
    first = next(iter(said), "")
    return sum(text == first and (not i or said[i - 1] != first) for i, text in enumerate(said))


def _serials(table: Table, col: int) -> int:
    """How often serial numbers begin again at one, in a column of them."""
    cells = [c for r in range(table.n_rows) if (c := table.at(r, col)) is not None and c.row == r and c.cols == 1]
    said = [int(c.text) for c in cells if c.text.isdecimal() and len(c.text) < 4]
    counts = all(b in (a + 1, 1) for a, b in pairwise(said))
    return said.count(1) if len(said) > said.count(1) and counts else 0


def _sums(row: Sequence[Cell], words: Vocabulary) -> bool:
    """Whether the row adds up the points over it."""
    label = label_key(label_of(row[0].flat)[1].text)
    named = words.evaluation["total"].search(label) is not None or words.is_total(row[0].text)
    return named and has_digit(row[-1].text)
