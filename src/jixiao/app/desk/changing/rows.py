"""Rows of a list on the desk: added, taken out, moved, split in a cell, joined with the next."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from pydantic import BaseModel

from jixiao.app.correcting import By, Correcting
from jixiao.app.desk.changing.items import Item, where_of
from jixiao.app.desk.desk import OpenForm
from jixiao.errors import ConfigError
from jixiao.records.annotations.corrections import Correction
from jixiao.records.paths import FieldPath

_LEVELS = ("scope", "level1", "level2")  # what a new row has from the one beside it


def add(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    """A row behind the one at the path, with its levels; the first one where the path is the list's."""
    path = FieldPath(item.path)
    if path.row is None:
        return work.add_row(where_of(form, item.path), {}, by)
    return work.add_row(where_of(form, path.row.parent), _beside(path.row.get(form.record)), by, path.position)


def delete(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    """The row at the path is not there."""
    return work.delete_row(where_of(form, item.path), by)


def move(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    """The row at the path stands behind the one at `at`."""
    if item.at is None:
        raise ConfigError("没有写移到哪一行后面；请写 at，移到最前写 -1")
    return work.move_row(where_of(form, _row(item)), item.at if item.at >= 0 else None, by)


def join(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    """The row at the path and the one behind it are one."""
    row = _row(item)
    if FieldPath(_next(row)).get(form.record) is None:
        raise ConfigError("这是最后一行，下面没有可以并进来的；请选中上面一行")
    return work.join_rows(where_of(form, row), [(row.position or 0) + 1], by)


def split(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    """Two rows of the one that the cell is in: its text from the character `at` on, and levels, go to the second."""
    row, text = _row(item), FieldPath(item.path).get(form.record)
    if not isinstance(text, str) or item.at is None or not text[: item.at].strip() or not text[item.at :].strip():
        raise ConfigError("请按 F2，把光标放在这一格文字要断开的地方，再拆成两行")
    whole = row.get(form.record)
    first, second = _plain(whole), _beside(whole)
    parts = text[: item.at].rstrip(), text[item.at :].lstrip()
    inside = FieldPath(item.path[len(row) :].removeprefix("."))
    if not inside:
        return work.split_row(where_of(form, row), parts, by)
    now = [first, second]
    for content, part in zip(now, parts, strict=True):
        inside.put(content, part)
    return work.split_row(where_of(form, row), now, by)


def _row(item: Item) -> FieldPath:
    row = FieldPath(item.path).row
    if row is None:
        raise ConfigError("没有选中表格里的一行；请先选中")
    return row


def _next(row: FieldPath) -> FieldPath:
    return row.parent / ((row.position or 0) + 1)


def _plain(row: Any) -> Any:
    return row.model_dump() if isinstance(row, BaseModel) else deepcopy(row)


def _beside(row: Any) -> Any:
    """An empty row like the one beside it, with its levels."""
    if isinstance(row, list):
        return [""] * len(row)
    if not isinstance(row, BaseModel):
        return ""
    names = [name for name in type(row).model_fields if getattr(row, name) is not None and name != "extra"]
    return {name: getattr(row, name) if name in _LEVELS else "" for name in names}
