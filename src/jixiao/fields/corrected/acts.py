"""What each kind of correction does to a record that is taken apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jixiao.fields.corrected.matching import row_like, row_that_says, same_place
from jixiao.fields.corrected.parted import Parted, Row, part_of, split_path
from jixiao.records.annotations.corrections import Action, Correction, RowMark
from jixiao.records.headings import field_heading
from jixiao.records.kinds import KINDS
from jixiao.records.model import Alternative, Evidence, Spot

TABLE = "table"
"""The path of what is doubted of the table as a whole."""


class Misfit(Exception):
    """A correction that does not fit: why, and what is there instead."""

    def __init__(self, why: str, found: Any = None) -> None:
        self.why, self.found = why, found
        super().__init__(why)


def act(sheet: Parted, correction: Correction, same: bool) -> None:
    """Carry out the correction; Misfit if it does not fit. `same`: the record is read as when it was corrected."""
    try:
        _ACTS[correction.action](sheet, correction, same)
    except (KeyError, IndexError, TypeError) as exc:
        raise Misfit("这份表没有这一栏") from exc


def _value(sheet: Parted, correction: Correction, same: bool) -> None:
    row, rest = _placed(sheet, correction, same)
    _check(sheet, correction, row, rest, same)
    now = correction.now
    if correction.path == "year":
        now = int(now) if now not in (None, "") else None
    sheet.put(rest, row, now)
    _sign(sheet, correction, row, rest)


def _confirm(sheet: Parted, correction: Correction, same: bool) -> None:
    if correction.path == TABLE:
        sheet.about["doubts"].pop(TABLE, None)
        sheet.reasons = [reason for reason in sheet.reasons if not reason.code.startswith(f"{TABLE}.")]
        return
    row, rest = _placed(sheet, correction, same)
    _check(sheet, correction, row, rest, same)
    if not _alike(sheet.get(rest, row), correction.now):
        sheet.put(rest, row, correction.now)
    _sign(sheet, correction, row, rest)


def _add(sheet: Parted, correction: Correction, same: bool) -> None:
    rows = sheet.rows(correction.path)
    key = f"+{correction.id}"
    known = None if same else row_that_says(correction.now, rows)
    if known is not None:
        known.aka.add(key)
        return
    row = Row(key, _filled(sheet, correction.path, correction.now))
    _put_after(sheet, correction, row, same)
    _sign_row(row, correction, None)


def _delete(sheet: Parted, correction: Correction, same: bool) -> None:
    row = _row(sheet, correction.path, correction.row, same)
    sheet.rows(correction.path).remove(row)


def _move(sheet: Parted, correction: Correction, same: bool) -> None:
    row = _row(sheet, correction.path, correction.row, same)
    sheet.rows(correction.path).remove(row)
    _put_after(sheet, correction, row, same)


def _split(sheet: Parted, correction: Correction, same: bool) -> None:
    rows = sheet.rows(correction.path)
    if not same and all(row_that_says(said, rows) for said in correction.now):
        for n, said in enumerate(correction.now[1:], 1):
            if (known := row_that_says(said, rows)) is not None:
                known.aka.add(f"+{correction.id}.{n}")
        return
    row = _row(sheet, correction.path, correction.row, same)
    at = rows.index(row)
    first, *more = (_filled(sheet, correction.path, said) for said in correction.now)
    parts = [Row(f"+{correction.id}.{n}", content) for n, content in enumerate(more, 1)]
    for part in parts:
        _sign_row(part, correction, row)
    row.content = first
    _sign_row(row, correction, row)
    rows[at + 1 : at + 1] = parts


def _join(sheet: Parted, correction: Correction, same: bool) -> None:
    rows = sheet.rows(correction.path)
    if not same and row_that_says(correction.now, rows) is not None:
        return
    row = _row(sheet, correction.path, correction.row, same)
    others = [_row(sheet, correction.path, mark, same) for mark in correction.rows]
    for other in others:
        rows.remove(other)
        for rest, evidence in other.about["evidence"].items():
            row.about["evidence"].setdefault(rest, evidence)
    row.content = _filled(sheet, correction.path, correction.now)
    _sign_row(row, correction, row)


def _kind(sheet: Parted, correction: Correction, same: bool) -> None:
    """The fields that both kinds have stay; what the new kind has no field for is kept in `extra`."""
    model = KINDS[str(correction.now)].model
    if KINDS[str(correction.now)].layout != KINDS[sheet.kind].layout:
        raise Misfit("这两种表的样子不同，栏目放不过去；请删去重读，或逐栏录入")
    for path in ("indicators", "extra"):
        if path in sheet.fields:
            sheet.rows(path)
    fresh: dict[str, Any] = model().model_dump()
    extra = sheet.rows("extra")
    for name, value in sheet.fields.items():
        if name in ("kind", "extra"):
            continue
        if name in fresh and part_of(model, name) is part_of(sheet.model, name):
            fresh[name] = value
        elif name == "indicators" and name in fresh:
            _recast(sheet, name, part_of(model, name))
        elif isinstance(value, str) and value:
            known = {k: {"value": sheet.about[k].pop(name)} for k in sheet.about if name in sheet.about[k]}
            about = {k: known.get(k, {}) for k in sheet.about}
            content = {"label": field_heading(sheet.model, name), "value": value}
            extra.append(Row(f"+{correction.id}.{name}", content, about=about))
        elif value not in (None, [], ""):
            raise Misfit(f"“{field_heading(sheet.model, name)}”在另一种表里没有地方放；请逐栏录入")
    fresh["kind"] = correction.now
    sheet.fields, sheet.model = fresh, model


def _recast(sheet: Parted, path: str, model: Any) -> None:
    """The rows of the list with the fields that the other kind's rows have."""
    names = set(model.model_fields)
    for row in sheet.rows(path):
        lost = {k: v for k, v in row.content.items() if k not in names and v and k != "scope"}
        if lost:
            raise Misfit("指标里有另一种表没有的栏目；请逐栏录入", lost)
        row.content = {**model().model_dump(), **{k: v for k, v in row.content.items() if k in names}}


def _complete(sheet: Parted, correction: Correction, same: bool) -> None:
    answered = {(said["code"], said["message"]) for said in correction.was or ()}
    sheet.reasons = [reason for reason in sheet.reasons if (reason.code, reason.message) not in answered]


def _nothing(sheet: Parted, correction: Correction, same: bool) -> None:
    """What is done to the list of records, not to one of them."""


_ACTS: dict[Action, Callable[[Parted, Correction, bool], None]] = {
    "value": _value, "confirm": _confirm, "row-add": _add, "row-delete": _delete, "row-move": _move,
    "row-split": _split, "row-join": _join, "kind": _kind, "complete": _complete, "no-form": _nothing,
    "undo": _nothing,
}  # fmt: skip


def _placed(sheet: Parted, correction: Correction, same: bool) -> tuple[Row | None, str]:
    """The row that the value stands in, if any, and the path inside it."""
    path, rest = split_path(correction.path)
    if correction.row is None:
        return None, correction.path
    return _row(sheet, path, correction.row, same), rest


def _row(sheet: Parted, path: str, mark: RowMark | None, same: bool) -> Row:
    if mark is None:
        raise Misfit("没有说明是哪一行")
    rows = sheet.rows(path)
    known = sheet.row(path, mark.key) if same or mark.key.startswith("+") else row_like(mark, rows)
    if known is None:
        raise Misfit("这一行现在没有了")
    return known


def _put_after(sheet: Parted, correction: Correction, row: Row, same: bool) -> None:
    """Put the row behind the one it is to stand after; at the end where that one is gone."""
    rows = sheet.rows(correction.path)
    if correction.after is None:
        rows.insert(0, row)
        return
    try:
        at = rows.index(_row(sheet, correction.path, correction.after, same)) + 1
    except Misfit:
        at = len(rows)
    rows.insert(at, row)


def _check(sheet: Parted, correction: Correction, row: Row | None, rest: str, same: bool) -> None:
    """Misfit where something else is read there now than when the person looked, and in another place."""
    if same or (row is not None and row.read is None):
        return
    found = sheet.get(rest, row, read=True)
    if _alike(found, correction.read) or _alike(found, correction.now):
        return
    evidence: Evidence | None = sheet.known(row)["evidence"].get(rest)
    where = Spot(page=correction.page, box=correction.box, place=correction.place)
    if found and correction.read and same_place(where, evidence):
        return
    raise Misfit("现在读到的已不同", found)


def _alike(one: Any, other: Any) -> bool:
    return ("" if one is None else str(one)) == ("" if other is None else str(other))


def _filled(sheet: Parted, path: str, said: Any) -> Any:
    """The row with every field, or cell, that rows of the list have."""
    if isinstance(said, dict):
        model = part_of_list(sheet, path)
        return {**model().model_dump(), **said} if model is not None else said
    if isinstance(said, list | tuple) and path == "rows":
        wide = len(sheet.fields["columns"])
        return [*said, *[""] * (wide - len(said))][: max(wide, 1)]
    return said


def part_of_list(sheet: Parted, path: str) -> Any:
    """The model of the list's rows, None where they are no models."""
    model: Any = KINDS[sheet.kind].model
    for name in path.split("."):
        model = part_of(model, name) if model is not None else None
    return model


def _sign(sheet: Parted, correction: Correction, row: Row | None, rest: str) -> None:
    """Say of the value that a person set or confirmed it: no doubt is left, and what was read is kept beside it."""
    known = sheet.known(row)
    before: Evidence | None = known["evidence"].get(rest)
    read = None if row is not None and row.read is None else sheet.get(rest, row, read=True)
    changed = not _alike(read, correction.now)
    others = [other for other in known["alternatives"].get(rest, ()) if other.text != correction.now]
    if changed and read and before is not None and not any(other.text == str(read) for other in others):
        others.append(Alternative(text=str(read), page=before.page, box=before.box, place=before.place, how=before.how))
    known["evidence"][rest] = _signed(before, correction, changed)
    known["doubts"].pop(rest, None)
    known["alternatives"].pop(rest, None)
    if others:
        known["alternatives"][rest] = others


def _signed(before: Evidence | None, correction: Correction, changed: bool) -> Evidence:
    if before is None:
        page, box, place = correction.page, correction.box, correction.place
        return Evidence(how="person", correction=correction.id, page=page, box=box, place=place)
    how = "person" if changed else before.how
    return before.model_copy(update={"how": how, "confidence": None, "correction": correction.id})


def _sign_row(row: Row, correction: Correction, model: Row | None) -> None:
    """Say of every value of the row that a person set it; places are those of the row it comes from."""
    places = dict(model.about["evidence"]) if model is not None else {}
    first = next(iter(places.values()), None)
    row.about = {"evidence": {}, "alternatives": {}, "doubts": {}}
    for rest in _rests(row.content):
        row.about["evidence"][rest] = _signed(places.get(rest, first), correction, True)


def _rests(content: Any) -> list[str]:
    if isinstance(content, dict):
        return [name for name, value in content.items() if isinstance(value, str) and value and name != "scope"]
    if isinstance(content, list):
        return [f"[{i}]" for i, text in enumerate(content) if text]
    return [""] if content else []
