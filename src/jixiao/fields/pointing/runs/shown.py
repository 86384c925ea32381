"""A run of pages as it is shown to a model: all its cells and lines in reading order, and where each id stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jixiao.fields.pointing.render import Index, Rendering, Shown, free_id, letters
from jixiao.forms.model import Form
from jixiao.tables.table import Block, Paragraph


def in_order(blocks: Sequence[Block], forms: Iterable[Form]) -> list[Block]:
    """The blocks, with lines that were set as a table by their places as that table, where it begins."""
    own = {id(block) for block in blocks}
    made = [table for form in forms if form.lines for table in form.tables if id(table) not in own]
    tables = {id(word): table for table in made for word in table.words()}
    out: list[Block] = []
    done: set[int] = set()
    for block in blocks:
        found = [tables.get(id(word)) for word in block.words()] if isinstance(block, Paragraph) else []
        if not found or any(table is None for table in found):
            out.append(block)
        for table in found:
            if table is not None and id(table) not in done:
                out.append(table)
                done.add(id(table))
    return out


def render_run(blocks: Sequence[Block]) -> tuple[Rendering, Index]:
    """The blocks as numbered rows; paragraphs and tables keep their order."""
    cells: dict[str, Shown] = {}
    tables: dict[int, int] = {}
    index = Index()
    row = number = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                row += 1
                shown = Shown(f"A{row}", row, row, 0, 1, block.text)
                cells[shown.id], tables[row], index.cells[shown.id] = shown, 0, block
            continue
        number += 1
        for r in range(block.n_rows):
            tables[row + r + 1] = number
            index.rows[row + r + 1] = (block, r)
        for cell in sorted(block.cells, key=lambda c: (c.row, c.col)):
            first, last = row + cell.row + 1, row + min(cell.end_row, block.n_rows)
            id = free_id(f"{letters(cell.col)}{first}", first, cells)
            shown = Shown(id, first, last, cell.col, cell.end_col, cell.passage.text)
            cells[shown.id], index.cells[shown.id] = shown, cell
        row += block.n_rows
    return Rendering(cells, tables, frozenset(tables)), index
