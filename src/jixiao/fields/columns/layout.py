"""The columns of a list: which grid columns each covers, its heads, and what it holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from jixiao.fields.columns.assign import bind
from jixiao.fields.columns.column import VALUES, Column
from jixiao.fields.columns.heads import role_of, years_of
from jixiao.fields.columns.likely import likely_roles
from jixiao.fields.columns.model import PART_OF_YEAR, Strip, bare_head, means_one_thing, roles_said, stems
from jixiao.fields.columns.numeric import counted, level_weights, name_amounts, name_texts
from jixiao.fields.columns.panels import one_level_each, panels_of
from jixiao.fields.columns.period_columns import bind_periods
from jixiao.fields.columns.said_columns import bind_said
from jixiao.fields.columns.several_values import part_values
from jixiao.fields.said.pieces import said_in
from jixiao.forms.content import kinds_of, level_names, names_both
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, Table
from jixiao.text import key

# Kinds of cells that a column holds when it holds nothing else.
_PLAIN = {
    "operator": {"sign", "type", "none", "words"},
    "unit": {"unit", "none", "sign"},
    "weight": {"number", "percent", "quantity", "money"},
}
_MOST = 0.5
# The share of rows without a weight of their own that a column of weights may have.
_GAPS = 0.2
# What shows that a target was reached, and heads of what it was set by.
_PROOF = re.compile("台账|凭证|报表|问卷|验收|影像|照片|导出|系统数据|汇总|记录|发票|签到")
_REASON = re.compile("依据|理由|出处")
# Targets up to the end of the project, beside those of the year.
_WHOLE_PERIOD = re.compile("累计|期末|全程")
# The margin that a column of text needs to be bound where its head does not name it.
_LEAST = 1.2


def columns_of(table: Table, rows: tuple[int, int, int], left: int, name: str, words: Vocabulary) -> list[Column]:
    """The columns from `left` on of the list that has its head in rows[0] and its body in rows[1]..rows[2]."""
    head, body, end = rows
    out = _drawn(table, head, body, left)
    if name == "indicators":
        out = _parted(out, table, body, end)
        _bind(out, table, (body, end), words)
        return [part for column in out for part in _divided(column, table, body)]
    taken: set[str] = set()
    for column in out:
        own = [h for h in reversed(column.heads) if h is column.heads[-1] or h.cols == column.end - column.start]
        column.role = next((role for h in own if (role := role_of(name, h.text, words))), "")
        if column.role in taken and not any(words.column(name, h.text) for h in own):
            column.role = ""  # told by a part of its head alone, and another column is that already
        taken.add(column.role)
    if name == "staff":
        years = years_of([column.heads[-1].text if column.heads else "" for column in out])
        for i, column in enumerate(out):
            column.role = years.get(i, column.role or ("item" if years and not i else ""))
    if name == "tasks":
        strips = strips_of(out, table, body, end)
        name_amounts(out, strips)
        name_texts(out, strips)
    return out


def _drawn(table: Table, head: int, body: int, left: int) -> list[Column]:
    """The columns by the lowest header cells; grid columns under one such cell are one."""
    out: list[Column] = []
    for c in range(left, table.n_cols):
        heads: list[Cell] = []
        for r in range(head, body):
            cell = table.at(r, c)
            if cell is not None and cell.text and (not heads or heads[-1] is not cell):
                heads.append(cell)
        if out and heads and out[-1].heads and out[-1].heads[-1] is heads[-1]:
            out[-1].end = c + 1
            continue
        if out and not heads:
            blank = table.at(body - 1, c)
            if blank is None or (out[-1].blank is blank) or blank.col < c:
                out[-1].end = c + 1
                continue
            out.append(Column("", c, c + 1, [], blank))
            continue
        out.append(Column("", c, c + 1, heads, None if heads else table.at(body - 1, c)))
    return out


def _parted(columns: list[Column], table: Table, body: int, end: int) -> list[Column]:
    """A column under one head that most rows divide alike, cut as they do: 指标值 over sign, number, unit."""
    out = []
    rows = sum(1 for r in range(body, end) if any(c.row == r for c in table.row(r)))
    for column in columns:
        cuts: Counter[int] = Counter()
        if column.end - column.start > 1:
            for r in range(body, end):
                cuts.update(c.col for c in table.row(r) if c.row == r and column.start < c.col < column.end)
        borders = [c for c, n in sorted(cuts.items()) if n > _MOST * rows]
        for start, stop in pairwise([column.start, *borders, column.end]):
            out.append(Column("", start, stop, column.heads, column.blank))
    return out


def strips_of(columns: Sequence[Column], table: Table, body: int, end: int) -> list[Strip]:
    """The columns as the model sees them: the text of each row, with that of a merged cell in each row it covers."""
    rows = [r for r in range(body, end) if _is_row(table, r, min(3, len(columns)))]
    out = []
    for column in columns:
        cells = [_cell(table, r, column) for r in rows]
        merged = sum(1 for r, c in zip(rows, cells, strict=True) if c is not None and c.row < r)
        texts = [said_in(c) if c is not None else "" for c in cells]
        filled = _filled_down(texts)
        merged += sum(a != b for a, b in zip(texts, filled, strict=True))
        share = merged / len(rows) if rows else 0.0
        head = column.heads[-1].text if column.heads else ""
        out.append(Strip(head, filled, share, likely=likely_roles(table, cells)))
    return out


def _filled_down(texts: list[str]) -> list[str]:
    """The texts of a column of levels that are printed once each, the blanks filled with what is over them."""
    said = [t for t in texts if t]
    if not texts or not texts[0] or len(said) == len(texts) or not all(level_names(t) for t in said):
        return texts
    out: list[str] = []
    for text in texts:
        out.append(text or out[-1])
    return out


def _is_row(table: Table, r: int, least: int) -> bool:
    """Whether the row is one of at least so many cells, no band over the whole list, no level alone in its row."""
    row = table.row(r)
    said = [c.text for c in table.written(r)]
    return len(row) >= least and not (0 < len(said) < len(row) and len(said) < 3 and all(map(level_names, said)))


def _cell(table: Table, r: int, column: Column) -> Cell | None:
    """The cell of the row that lies most under the column's head."""
    best, most = None, 0
    left, right = column.start, column.end
    for cell in table.row(r):
        start, cols = cell.col, cell.cols
        if start >= right:
            break
        end = start + cols
        shared = (right if right < end else end) - (left if left > start else start)
        if shared > most and (2 * shared >= cols or 2 * shared >= right - left):
            best, most = cell, shared
    return best


def _bind(columns: list[Column], table: Table, body: tuple[int, int], words: Vocabulary) -> None:
    strips = strips_of(columns, table, *body)
    panels = panels_of(columns, words)
    for number, part in enumerate(panels):
        for i in part:
            columns[i].panel = number
    if not (_by_words(columns, strips, len(panels), words) or bind_said(columns, strips, words)):
        _by_content(columns, strips, panels, words)
    one_level_each(columns)
    bind_periods(columns, strips, words)
    for column, strip in zip(columns, strips, strict=True):
        if column.role == "level12" and _level_of(strip) == "level2" and _has_bands(table, body):
            column.role = "level2"
        if column.role == "basis" and not _REASON.search(key(column.head)) and _shows(strip):
            column.role = "remark"


def _shows(strip: Strip) -> bool:
    """Whether most texts of the column are what shows that a target was reached, not why it was set."""
    said = [t for t in strip.texts if t]
    return sum(_PROOF.search(t) is not None for t in said) > _MOST * len(said)


def _by_content(columns: list[Column], strips: list[Strip], panels: list[list[int]], words: Vocabulary) -> None:
    """Bind the columns by what they hold, their heads one witness among others, those of each panel together."""
    shares = level_weights(strips)
    numbers = counted(strips)
    shares |= numbers
    both = {i for i, strip in enumerate(strips) if any(strip.texts) and all(map(names_both, filter(None, strip.texts)))}
    for part in ([i for i in part if i not in shares | both] for part in panels):
        bounds = bind([strips[i] for i in part], words)
        for i, bound in zip(part, bounds, strict=True):
            columns[i].role, columns[i].bound = bound.role, bound
            unsure = bound.margin < _LEAST or means_one_thing(strips[i].head, words)
            if not bound.named and unsure and bound.role in ("description", "basis", "level12"):
                columns[i].role = _level_of(strips[i]) or "remark"  # any text may stand there
            if bound.role in ("level1", "level2") and not bound.named and all(t.isascii() for t in strips[i].texts):
                columns[i].role = "remark"  # codes
            if bound.role == "weight" and not bound.named and _is_progress(strips[i]):
                columns[i].role = "remark"
            if bound.fine in ("value", "past") and _of_lifetime(columns[i], words):
                columns[i].role = "value_lifetime"
            if not any(strips[i].texts):
                said = roles_said(strips[i].head, words)
                columns[i].role = next(iter(said)) if len(said) == 1 else "remark"
                columns[i].bound = None
    for i in shares | both:
        columns[i].role = "level12" if i in both else "number" if i in numbers else "remark"
    if len(panels) == 1:
        part_values(columns, words)


def _is_progress(strip: Strip) -> bool:
    """Whether shares say how far the work is to be by then: under a part of the year, or not in every row."""
    gaps = sum(not t for t in strip.texts) > _GAPS * len(strip.texts)  # weights are given to all indicators or to none
    return gaps or PART_OF_YEAR.search(strip.head) is not None


def _has_bands(table: Table, body: tuple[int, int]) -> bool:
    """Whether levels 1 stand alone in rows over those of the list."""
    alone = ([c.text for c in table.written(r)] for r in range(*body))
    return any(len(said) == 1 and "level1" in level_names(said[0]) for said in alone)


def _level_of(strip: Strip) -> str:
    """The level that all texts of the column are names of, "" for anything else."""
    named = [level_names(key(text)) for text in strip.texts if text]
    return next((level for level in ("level2", "level1") if named and all(level in n for n in named)), "")


def _of_lifetime(column: Column, words: Vocabulary) -> bool:
    """Whether the column's heads say that its targets are those of the whole period, not of a part of the year."""
    known = any(words.column("indicators", h.text) == "value_lifetime" for h in column.heads)
    named = any(words.period(h.text) == "lifetime" or _WHOLE_PERIOD.search(key(h.text)) for h in column.heads)
    return known or (named and "past" not in stems(key(column.head)) and not PART_OF_YEAR.search(key(column.head)))


def _by_words(columns: list[Column], strips: list[Strip], panels: int, words: Vocabulary) -> bool:
    """Bind the columns by their heads where every head is known and means one thing, and no cells speak against it."""
    roles = []
    for column, strip in zip(columns, strips, strict=True):
        heads = [h.text for h in reversed(column.heads)]
        role = next(
            (
                role
                for h in heads
                if (role := words.column("indicators", h) or words.column("indicators", bare_head(h)))
            ),
            None,
        )
        if role is None or words.is_loose(heads[0]) or not _agrees(role, strip):
            return False
        roles.append(role)
    counts = Counter(roles)
    if any(n > 1 for role, n in counts.items() if role != "remark") and panels == 1:
        return False
    for column, role in zip(columns, roles, strict=True):
        column.role = role
    return "value" in counts or "value_lifetime" in counts


def _agrees(role: str, strip: Strip) -> bool:
    """Whether nothing that stands in the column speaks against its role."""
    said = [kinds_of(t) for t in strip.texts if t]
    if role in _PLAIN:
        return all(kinds & _PLAIN[role] for kinds in said)
    if role in VALUES:
        alone = sum(bool(kinds & {"sign", "unit", "type", "direction"}) for kinds in said)
        return alone <= 0.2 * len(said) and sum("long" in kinds for kinds in said) <= 0.4 * len(said)
    if role in ("level1", "level2", "level3", "level12", "description", "basis"):
        return sum(bool(kinds & {"sign", "number", "signed", "money"}) for kinds in said) <= 0.3 * len(said)
    if role == "remark":
        return sum(bool(kinds & {"sign", "unit"}) - ("none" in kinds) for kinds in said) <= 0.3 * len(said)
    return True


def _divided(column: Column, table: Table, body: int) -> list[Column]:
    """A column for both levels cut in two where the body has a cell for each."""
    if column.role != "level12" or column.end - column.start < 2:
        return [column]
    inner = Counter(
        c.col
        for r in range(body, table.n_rows)
        for c in table.row(r)
        if c.row == r and column.start < c.col < column.end
    )
    if not inner:
        return [column]
    cut = inner.most_common(1)[0][0]
    upper = Column("level1", column.start, cut, column.heads, panel=column.panel)
    return [upper, Column("level2", cut, column.end, column.heads, panel=column.panel)]
