"""What a person does to a form on the desk, kept as corrections; and what a value would come to, before it is kept."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jixiao.app.correcting import By, Correcting, Like, StoreBook, View, Where, correct_likes
from jixiao.app.correcting.making import changed
from jixiao.app.desk.changing import rows
from jixiao.app.desk.changing.items import Item, What, where_of
from jixiao.app.desk.desk import Desk, OpenForm
from jixiao.errors import ConfigError, NotThere, StaleError
from jixiao.records.annotations.corrections import Correction
from jixiao.records.headings import field_heading
from jixiao.records.paths import FieldPath

_ROW = re.compile(r"\[\d+\]")
_FORMS = 200  # in so many forms likes are looked for


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept: its name for taking it back, and how many corrections it is."""

    batch: str
    count: int


def keep(desk: Desk, form: OpenForm, items: Sequence[Item], by: By) -> Kept:
    """Keep what was done to the form, all or nothing.

    StaleError where another value stands there than was seen; what stands there already as wanted is let be.
    """
    if not items:
        raise ConfigError("没有写要改什么；请写出栏目和值")
    values = [item for item in items if item.action == "value"]
    if len(values) == len(items) > 1:
        return _kept(_values(desk, form, values, by))
    made: list[Correction] = []
    for item in items:
        try:
            made += _ACTIONS[item.action](_correcting(desk), form, item, by)
        except StaleError as stale:
            if item.action not in ("value", "confirm") or (stale.found or "") != (item.now or item.was or ""):
                raise
    return _kept(made)


def undo(desk: Desk, name: str, by: By) -> Kept:
    """Take back what was kept under that name."""
    return _kept(_correcting(desk).undo(name, by))


def likes(desk: Desk, name: str) -> list[Like]:
    """The values in doubt of the same column where the same was read as in the value that was kept under the name."""
    made = _one(desk, name)
    text, column = made.read, _ROW.sub("[]", made.path)
    if made.action != "value" or not isinstance(text, str) or not text.strip():
        return []
    out: list[Like] = []
    views: dict[str, View] = {}
    for sha256, number in desk.store.queue.doubted(column, json.dumps(text, ensure_ascii=False)[1:-1], _FORMS):
        view = views.get(sha256) or views.setdefault(sha256, _correcting(desk).view(sha256))
        record = view.record(number)
        for path in record.doubts:
            if _ROW.sub("[]", path) == column and FieldPath(path).get(record) == text:
                evidence = record.evidence.get(path)
                where = Where(sha256, number, path)
                page = evidence.page if evidence else None
                out.append(Like(where, view.read.source.name, "", page, text, True))
    return out


def keep_likes(desk: Desk, name: str, by: By) -> Kept:
    """Put the likes of what was kept under the name right too, all of them at once."""
    return _kept(correct_likes(_correcting(desk), likes(desk, name), str(_one(desk, name).now or ""), by))


def _one(desk: Desk, name: str) -> Correction:
    """The single correction that was kept under the name; NotThere where there is none."""
    made = desk.store.corrections.named(name)
    if len(made) != 1:
        raise NotThere("没有这一处改正，可能已经撤销；请刷新页面再看")
    return made[0]


def _kept(made: Sequence[Correction]) -> Kept:
    if not made:
        return Kept("", 0)
    return Kept(made[0].batch or made[0].id, len(made))


def _correcting(desk: Desk) -> Correcting:
    return Correcting(StoreBook(desk.store))


def _values(desk: Desk, form: OpenForm, items: Sequence[Item], by: By) -> list[Correction]:
    sha256, batch = form.reading.source.sha256, secrets.token_hex(6)

    def plan(view: View) -> list[Correction]:
        out = []
        for item in items:
            where = Where(sha256, form.number, item.path)
            found = view.value(where)
            if found == item.now:
                continue
            if (found or "") != (item.was or ""):
                heading = field_heading(type(view.record(form.number)), item.path)
                raise StaleError(f"{view.read.source.name} {heading}", item.was, found)
            out.append(changed(view, where, item.now, by, batch))
        return out

    return _correcting(desk).keep_all({sha256: plan})


def _value(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    return work.correct(where_of(form, item.path), item.now, by, item.was)


def _confirm(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    return work.confirm(where_of(form, item.path), by, expected=item.was)


def _complete(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    return work.complete(where_of(form), by)


def _no_form(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    return work.no_form(where_of(form), by)


def _kind(work: Correcting, form: OpenForm, item: Item, by: By) -> list[Correction]:
    return work.set_kind(where_of(form), item.now or "", by)


_ACTIONS: dict[What, Callable[[Correcting, OpenForm, Item, By], list[Correction]]] = {
    "value": _value,
    "confirm": _confirm,
    "row-add": rows.add,
    "row-delete": rows.delete,
    "row-move": rows.move,
    "row-split": rows.split,
    "row-join": rows.join,
    "complete": _complete,
    "no-form": _no_form,
    "kind": _kind,
}
