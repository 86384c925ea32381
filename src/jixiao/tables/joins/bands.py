"""A row over the whole width between two parts of a table, whose upright rules end at it: one table again.

Where a table is open at its sides, or its rules stop at such a row, the parts above and below are frames of their own,
and the row - a department over its projects, a level over its indicators - is a line of text between them.
"""

from __future__ import annotations

from collections.abc import Callable

from jixiao.geometry import Box
from jixiao.tables import settings
from jixiao.tables.table import Block, Cell, Paragraph, Table
from jixiao.text import key

Opens = Callable[[list[str]], bool]


def banded(blocks: list[Block], opens: Opens) -> list[Block]:
    """The page's blocks with such parts made one table; `opens` says which texts begin a form."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Table) and len(out) > 1:
            above, band = out[-2], out[-1]
            if isinstance(above, Table) and isinstance(band, Paragraph) and _is_band(above, band, block, opens):
                del out[-1]
                _join(above, band, block)
                continue
        out.append(block)
    return out


def _is_band(above: Table, band: Paragraph, below: Table, opens: Opens) -> bool:
    """Whether the line is a row between the two: alone, close to both, under the same columns, no form's beginning."""
    if above.end_box is None or below.box is None or band.box is None or len(band.lines) != 1:
        return False
    columns = list(zip(above.columns_x, below.columns_x, strict=False))
    if len(above.columns_x) != len(below.columns_x) or len(columns) <= settings.BANDS.columns:
        return False
    if any(abs(a - b) > settings.BANDS.same for a, b in columns):
        return False
    if not (above.end_box.y1 <= band.box.y0 + 1 and band.box.y1 <= below.box.y0 + 1):
        return False
    if below.box.y0 - above.end_box.y1 > settings.BANDS.high * band.box.height:
        return False
    rows = [[key(c.text) for c in table.row(0)] for table in (above, below)]
    first = [c.text for c in below.row(0)]
    return rows[0] != rows[1] and not opens([band.text]) and not opens(first)


def _join(above: Table, band: Paragraph, below: Table) -> None:
    """Put the band as a row, and the rows of the lower part, under the upper one."""
    top, bottom = above.end_box, below.box
    assert top is not None and bottom is not None and above.box is not None
    at = above.n_rows
    box = Box(top.x0, top.y1, top.x1, bottom.y0)
    above.cells.append(Cell(at, 0, 1, above.n_cols, list(band.lines), above.page, box))
    for cell in below.cells:
        cell.row += at + 1
    above.cells.extend(below.cells)
    above.n_rows += below.n_rows + 1
    above.row_pages.extend([above.page, *below.row_pages])
    above.rows_y = (*above.rows_y, *below.rows_y)
    above.box = Box(above.box.x0, above.box.y0, above.box.x1, bottom.y1)
    above.end_box = above.box
    above.doubts.extend(d for d in below.doubts if d not in above.doubts)
    above.repeated.extend(below.repeated)
    above.changed()
