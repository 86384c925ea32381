"""A page beside its values, from what is kept: nothing is read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from jixiao.app.desk.originals import Originals, has_pages
from jixiao.app.desk.sheet import ShownValue, sheet_of
from jixiao.app.files.inputs import Taken, is_store, needed_store
from jixiao.app.files.outputs import file_to_be
from jixiao.app.workspace import Workspace
from jixiao.errors import ConfigError, PageError, SourceError
from jixiao.export.looks.page import Group, Look, Seen, write_look
from jixiao.records import Reading
from jixiao.records.kinds import AnyRecord
from jixiao.records.tables.identifying import STATUS, name_of

_ZOOM = 2.0


def look_at(workspace: Workspace, given: tuple[Path, str | None], page: int, places: Iterable[Path], out: Path) -> Path:
    """Write the page (1-based) of the reading at a place (a JSON, a store or a document, with a name where it holds
    several) beside its values; the originals are looked for in `places`.

    A document without pages gives all its values. PageError where there is no such page, SourceError where the
    reading or its original is not to be had.
    """
    file_to_be(out)
    reading = _reading(workspace, *given)
    near = [place for place in (given[0].parent, Path.cwd()) if place.is_dir()]
    originals = Originals([*places] or [given[0], *near] if given[0].is_file() else near)
    return write_look(_look(reading, page, originals), out)


def _reading(workspace: Workspace, place: Path, name: str | None) -> Reading:
    if is_store(place):
        store = workspace.store_at(needed_store(place))
        hashes = [sha for sha, known in store.latest() if name in (None, known)]
        if len(hashes) == 1 and (found := store.as_read(hashes[0])) is not None:
            return workspace.corrected(found)
        known = [each for _, each in store.latest()]
    else:
        taken = [each.reading for each in workspace.taken([place], here=True) if isinstance(each, Taken)]
        wanted = [reading for reading in taken if name in (None, reading.source.name)]
        if len(wanted) == 1:
            return wanted[0]
        known = [reading.source.name for reading in taken]
    listed = "、".join(known[:10]) + ("等" if len(known) > 10 else "")
    raise ConfigError(f"{place} 里有 {len(known)} 个文件（{listed}）；请用 --file 写明看哪一个")


def _look(reading: Reading, page: int, originals: Originals) -> Look:
    source = reading.source
    if not source.pages:
        groups = [group for record in reading.records if (group := _group(reading, record, None)) is not None]
        left = [text for each in reading.coverage for text in each.unexplained]
        return Look(source.name, None, (0, 0), groups, left, [p.message for p in reading.problems])
    if not 1 <= page <= source.pages:
        raise PageError(page, f"没有这一页，{source.name} 共 {source.pages} 页；请换一个 --page")
    path = originals.find(source)
    if path is None or not has_pages(path):
        raise SourceError(source.name, "原文件不在手边；请用 --sources 指出它所在的文件夹")
    size = originals.sizes(source)[page - 1]
    return Look(
        f"{source.name} 第{page}页",
        originals.page(source, page, _ZOOM),
        size,
        [group for record in reading.records if (group := _group(reading, record, page)) is not None],
        [text for each in reading.coverage if each.page == page for text in each.unexplained],
        [problem.message for problem in reading.problems if problem.page in (page, None)],
    )


def _group(reading: Reading, record: AnyRecord, page: int | None) -> Group | None:
    """The values of the record on the page, all where there are no pages; None where it has none there."""
    values = tuple(_seen(cell, page, row) for row, cell in _cells(record, page))
    if not values:
        return None
    title = f"{name_of(reading, record)}（{sheet_of(record).label}）"
    reasons = tuple(reason.message for reason in record.reasons if reason.page in (None, page))
    return Group(title, STATUS[record.status], reasons, values)


def _cells(record: AnyRecord, page: int | None) -> Iterator[tuple[str, ShownValue]]:
    """The cells on the page, each with the number of the row that it stands in, "" outside of lists."""
    for section in sheet_of(record).sections:
        rows = [("", section.cells), *((f"{number} ", row) for number, row in enumerate(section.rows, 1))]
        for row, cells in rows:
            for cell in cells:
                if cell.text is not None and (page is None or any(number == page for number, _ in cell.spots)):
                    yield row, cell


def _seen(cell: ShownValue, page: int | None, row: str) -> Seen:
    boxes = tuple((x0, y0, x1 - x0, y1 - y0) for number, (x0, y0, x1, y1) in cell.spots if number == page)
    place = cell.place or ""
    return Seen(row + cell.heading, cell.text or "", boxes, place, cell.how, cell.why, cell.others, cell.read or "")
