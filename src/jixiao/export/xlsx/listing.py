"""A plain list as a sheet: headings that stay, filters, rows as tall as their texts need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from jixiao.export.xlsx.look import Tone
from jixiao.export.xlsx.measure import LINE_POINTS, PADDING_POINTS, lines
from jixiao.export.xlsx.paper import Paper, fit, needs_quote, put_text
from jixiao.records.tables.columns import Shape

_MOST_POINTS = 400.0
_NARROW = 7.0


class ListColumn(NamedTuple):
    """Heading, width in half characters, shape of the values."""

    heading: str
    width: float
    shape: Shape = "name"


Row = Sequence[str | int | float | None]


def put_listing(
    paper: Paper,
    name: str,
    columns: Sequence[ListColumn],
    rows: Iterable[Row],
    tones: Sequence[Sequence[Tone]] = (),
    seldom: Sequence[str] = (),
) -> Any:
    """Add the sheet `name` and give it back; `tones` are how the cells of each row look, plain where none are given;
    columns of the headings `seldom` are narrow where nothing stands in them."""
    sheet = paper.sheet(name, "#2E75B6")
    for col, column in enumerate(columns):
        sheet.set_column(col, col, column.width)
    sheet.set_row(0, 26)
    for col, column in enumerate(columns):
        put_text(sheet, 0, col, column.heading, paper.look.heading())
    last, blank = 0, {c for c, column in enumerate(columns) if column.heading in seldom}
    for last, row in enumerate(rows, 1):
        tall = max((lines(str(v), columns[c].width) for c, v in enumerate(row) if isinstance(v, str)), default=1)
        sheet.set_row(last, min(tall * LINE_POINTS + PADDING_POINTS, _MOST_POINTS))
        given = tones[last - 1] if last <= len(tones) else ()
        blank -= {c for c, value in enumerate(row) if value not in (None, "")}
        for col, value in enumerate(row):
            _put(paper, sheet, (last, col), value, columns[col].shape, given[col] if col < len(given) else "plain")
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    widths = [min(column.width, _NARROW) if col in blank else column.width for col, column in enumerate(columns)]
    for col in blank:
        sheet.set_column(col, col, widths[col])
    fit(sheet, sum(widths))
    return sheet


def _put(
    paper: Paper, sheet: Any, place: tuple[int, int], value: str | int | float | None, shape: Shape, tone: Tone
) -> None:
    form = paper.look.cell(shape, tone)
    if value is None or value == "":
        sheet.write_blank(*place, None, form)
    elif isinstance(value, str):
        quoted = shape == "long" and needs_quote(value)
        put_text(sheet, *place, value, paper.look.cell(shape, tone, quote_prefix=True) if quoted else form)
    else:
        sheet.write_number(*place, value, form)
