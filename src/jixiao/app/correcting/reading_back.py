"""What a person changed in an exported workbook, as corrections: compared with what was written, and with what is now.

A cell that is not as it was written was changed by the person. Where the value is by now another than was written, it
is refused with both; the rest is taken.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from jixiao.app.correcting.making import Correcting, added, changed, taken_out
from jixiao.app.correcting.places import By, View, Where
from jixiao.app.correcting.workbook import EditedRow, Written, read_workbook
from jixiao.errors import ConfigError, SourceError
from jixiao.export.xlsx.paper import CUT, as_written
from jixiao.fields.corrected.parted import within
from jixiao.records.annotations.corrections import Correction, RowMark
from jixiao.records.headings import field_heading
from jixiao.records.tables.marks import hash_of
from jixiao.records.tables.schema import NARRATIVES

# What is said where a person changed what the program itself says of a row.
_JUDGED = {
    "status": "由程序判断，改了不算；核对过、是完整的，请用 jixiao correct --record 编号 --complete",
    "extra": "没有自己的栏目，改了不算；请把值填进它该在的那一栏",
}
_YEAR, _ROWS, _OVERALL = "year", "rows", "overall_goal"
# The lists of a narrative share columns whose names are not those of their fields.
_PARTS = {"sub_goals": {"heading": "area", "text": "goal"}}


@dataclass(frozen=True, slots=True)
class Change:
    """What a person did in the workbook: a value changed, a row added behind the row at a position, a row taken out."""

    act: Literal["value", "add", "delete"]
    where: Where
    at: str
    heading: str
    was: str
    now: Any
    file: str
    after: int | None = None


@dataclass(slots=True)
class ReadBack:
    """What was changed, and what of it was not taken and why."""

    changes: list[Change] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def read_back(path: Path, correcting: Correcting) -> ReadBack:
    """What a person changed in the workbook; nothing is kept. SourceError where it is none of ours."""
    written = read_workbook(path)
    out = ReadBack(refused=list(written.refused))
    by_record: dict[tuple[str, int], list[EditedRow]] = defaultdict(list)
    for line in _owned(written, out):
        by_record[_owner(line)].append(line)
    views: dict[str, View | None] = {}
    for (source, number), lines in by_record.items():
        if not any(line.mark is None or line.changed() or line.derived() for line in lines) and not _shrunk(
            written, source, number, lines
        ):
            continue
        if source not in views:
            views[source] = _view(source, written, correcting, out)
        view = views[source]
        if view is not None:
            _compare(view, number, lines, written, out)
    _settle_twice(out)
    return out


def keep_back(found: ReadBack, correcting: Correcting, by: By) -> list[Correction]:
    """Keep what was changed, all of it or nothing, as one batch that one undo takes back."""
    batch = secrets.token_hex(6)
    by_source: dict[str, list[Change]] = defaultdict(list)
    for each in found.changes:
        by_source[each.where.sha256].append(each)

    def plan(view: View) -> list[Correction]:
        out: list[Correction] = []
        before: dict[tuple[int, str, int | None], RowMark] = {}
        for each in by_source[view.read.source.sha256]:
            if each.act == "value":
                out.append(changed(view, each.where, each.now, by, batch))
            elif each.act == "delete":
                out.append(taken_out(view, each.where, by, batch))
            else:
                spot = each.where.record, each.where.path, each.after
                one = added(view, each.where, each.now, by, before.get(spot, each.after))
                before[spot] = RowMark(key=f"+{one.id}")
                out.append(one.model_copy(update={"batch": batch}))
        return out

    return correcting.keep_all(dict.fromkeys(by_source, plan)) if by_source else []


def _owned(written: Written, out: ReadBack) -> list[EditedRow]:
    """The lines that belong to a record; a line that a person added belongs to the record it names, or to the one that
    the lines above and below it are of."""
    kept: list[EditedRow] = []
    for at, line in enumerate(written.lines):
        if line.mark is None and not line.record:
            above, below = _near(written.lines, at, -1), _near(written.lines, at, 1)
            if above is None or (below is not None and _owner(below) != _owner(above)):
                out.refused.append(f"{line.where}是新加的，看不出属于哪份表，没有取；请照抄同一份表的“记录编号”")
                continue
            line.record = f"{above.mark.source}#{above.mark.record:03}" if above.mark else above.record
        if line.mark is None and not line.record.rpartition("#")[2].isdigit():
            out.refused.append(f"{line.where}的“记录编号”（{line.record}）不对，没有取；请照抄同一份表的编号")
            continue
        kept.append(line)
    return kept


def _near(lines: Sequence[EditedRow], at: int, step: int) -> EditedRow | None:
    """The nearest marked line of the same sheet in that direction."""
    at += step
    while 0 <= at < len(lines) and lines[at].mark is None:
        at += step
    return lines[at] if 0 <= at < len(lines) and lines[at].sheet == lines[at - step].sheet else None


def _owner(line: EditedRow) -> tuple[str, int]:
    if line.mark is not None:
        return line.mark.source, line.mark.record
    source, _, number = line.record.rpartition("#")
    return source, int(number)


def _shrunk(written: Written, source: str, number: int, lines: Sequence[EditedRow]) -> bool:
    """Whether rows of the record are gone from the workbook."""
    record = f"{source}#{number:03}"
    for (owner, path), keys in written.rows.items():
        if owner == record:
            there = {line.mark.key for line in lines if line.mark and line.mark.path == path}
            if there and set(keys) - there:
                return True
    return False


def _view(source: str, written: Written, correcting: Correcting, out: ReadBack) -> View | None:
    sha256, name = written.sources.get(source, ("", source))
    try:
        found = sha256 or next((sha for sha, _ in correcting.book.sources() if sha.startswith(source)), source)
        return correcting.view(found)
    except SourceError:
        out.refused.append(f"{name}：这里没有读过这个文件，它的改动没有取；请检查 --store")
        return None


def _compare(view: View, number: int, lines: list[EditedRow], written: Written, out: ReadBack) -> None:
    """The changes in the lines of one record."""
    try:
        view.record(number)
    except ConfigError as exc:
        out.refused.append(str(exc))
        return
    twins: dict[tuple[str, str, str], list[EditedRow]] = defaultdict(list)
    new = [line for line in lines if line.mark is None]
    for line in lines:
        if line.mark is not None:
            twins[line.sheet, line.mark.path, f"{line.mark.key}:{line.mark.cell}"].append(line)
    for same in twins.values():
        first, *more = sorted(same, key=lambda line: len(line.changed()))
        _values(view, number, first, out)
        new += more if first.mark and first.mark.path not in ("", _ROWS) else []
    for line in sorted(new, key=lambda line: line.row):
        _added(view, number, line, lines, out)
    record = f"{lines[0].mark.source}#{number:03}" if lines[0].mark else lines[0].record
    _deleted(view, number, record, lines, written, out)


def _values(view: View, number: int, line: EditedRow, out: ReadBack) -> None:
    """The cells of a line that a person changed."""
    for name in line.derived():
        heading = column.heading if (column := line.column(name)) is not None else name
        told = _JUDGED.get(name, "是换算出来的、程序写的，或从别的表带过来的，改了不算；请改印出那一栏")
        out.refused.append(f"“{line.sheet}”{line.places[name]}：“{heading}”{told}")
    for name in line.changed():
        assert line.mark is not None
        at = f"“{line.sheet}”{line.places[name]}"
        path = _path(view, number, line, name)
        if path is None:
            out.refused.append(f"{at}：这一行现在没有了，没有取；请看过现在的表再改")
            continue
        where = Where(view.read.source.sha256, number, path)
        heading = field_heading(type(view.record(number)), path)
        now, was = line.said(name), view.value(where)
        before = "" if was is None else str(was)
        told = line.word(name, before)
        if CUT in now:
            out.refused.append(f"{at}（{heading}）：原文太长，格子里没有写全，没有取；请用 --field 改这一处")
        elif hash_of(told) == hash_of(line.cells[name]):
            continue
        elif hash_of(as_written(told)) != line.mark.hashes[name]:
            out.refused.append(f"{at}（{heading}）：导出以后别人已改为“{told}”，表里写的是“{now}”，没有取；请看过再改")
        elif (words := line.words(name)) and now not in words:
            out.refused.append(f"{at}（{heading}）：只能填{'、'.join(words.values())}，现为“{now}”，没有取")
        elif path == _YEAR and not now.isdigit():
            out.refused.append(f"{at}（{heading}）：年度应是四位数字，现为“{now}”，没有取")
        else:
            out.changes.append(Change("value", where, at, heading, told, now, view.read.source.name))


def _path(view: View, number: int, line: EditedRow, name: str) -> str | None:
    """The field path of the cell now, None where its row is gone."""
    mark = line.mark
    assert mark is not None
    if line.noun is None:
        rest = f"[{name}]"
    else:
        column = line.column(name)
        rest = column.of if column is not None and column.of else name
    if not mark.path:
        return _OVERALL if line.noun is NARRATIVES and name != _YEAR else rest
    position = view.position(number, mark.path, mark.key)
    if position is None:
        return None
    if mark.cell is not None:
        rest = f"[{mark.cell}]"
    rest = _PARTS.get(mark.path, {}).get(rest, rest)
    return within(f"{mark.path}[{position}]", rest)


def _added(view: View, number: int, line: EditedRow, lines: list[EditedRow], out: ReadBack) -> None:
    """A row that a person added, behind the marked row above it."""
    path = (
        line.mark.path
        if line.mark
        else next(
            (other.mark.path for other in lines if other.mark and other.noun is line.noun and other.mark.path), ""
        )
    )
    if not path or line.noun is None:
        out.refused.append(f"{line.where}是新加的，这张表不能在这里加行，没有取；请用修改界面加")
        return
    editable = next((set(other.mark.hashes) for other in lines if other.mark and other.mark.path == path), set())
    now = {name: line.said(name) for name in editable if line.cells.get(name)}
    above = [o for o in lines if o.mark and o.mark.path == path and o.sheet == line.sheet and o.row < line.row]
    after = view.position(number, path, above[-1].mark.key) if above and above[-1].mark else None
    where = Where(view.read.source.sha256, number, path)
    heading = f"{field_heading(type(view.record(number)), path)} 新的一行"
    said = "，".join(now.values())
    out.changes.append(Change("add", where, line.where, heading, "", now, view.read.source.name, after))
    if not said:
        out.changes.pop()


def _deleted(view: View, number: int, record: str, lines: list[EditedRow], written: Written, out: ReadBack) -> None:
    """Rows that were written and are not in the workbook any more."""
    for (owner, path), keys in written.rows.items():
        there = {line.mark.key for line in lines if line.mark and line.mark.path == path}
        gone = [key for key in keys if key not in there]
        if owner != record or not there or not gone:
            continue
        if path == _ROWS and not any(line.noun is None for line in lines):
            continue  # a list of cells leaves out blank ones
        for key in gone:
            position = view.position(number, path, key)
            if position is None:
                continue
            where = Where(view.read.source.sha256, number, f"{path}[{position}]")
            heading = field_heading(type(view.record(number)), where.path)
            was = "，".join(view.texts(where))
            out.changes.append(Change("delete", where, "（表里已没有这一行）", heading, was, "", view.read.source.name))


def _settle_twice(out: ReadBack) -> None:
    """The same value changed on two sheets: once where both say the same, not at all where they do not."""
    by_place: dict[Where, list[Change]] = defaultdict(list)
    for each in out.changes:
        if each.act == "value":
            by_place[each.where].append(each)
    for twice in by_place.values():
        if len({str(each.now) for each in twice}) > 1:
            said = "、".join(f"{each.at}写“{each.now}”" for each in twice)
            out.refused.append(f"{twice[0].heading}在两处改得不同（{said}），没有取；请改成一样")
            out.changes = [each for each in out.changes if each not in twice]
        else:
            out.changes = [each for each in out.changes if each not in twice[1:]]
