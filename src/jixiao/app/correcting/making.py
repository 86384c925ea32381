"""Corrections made: looked at before they are kept, and kept whole or not at all, whoever else is correcting."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel

from jixiao.app.correcting.books import Book
from jixiao.app.correcting.places import By, View, Where
from jixiao.errors import ConfigError, StaleError, StoreError
from jixiao.fields.corrected import apply
from jixiao.fields.corrected.acts import TABLE
from jixiao.fields.corrected.parted import split_path, texts_of
from jixiao.records.annotations.corrections import ACTIONS, Action, Correction, RowMark, field_of
from jixiao.records.kinds import KINDS, LABELS
from jixiao.records.paths import FieldPath

SEEN: Any = object()
"""In the place of `expected`: whatever is there now."""
_TRIES = 20
_ID_BYTES = 6

Plan = Callable[[View], list[Correction]]


class Correcting:
    """Makes corrections in a book. Each method gives the corrections that it kept.

    `expected` is what the person saw: StaleError where it is by now something else. ConfigError where the form has no
    such place, or would be none with that.
    """

    def __init__(self, book: Book) -> None:
        self.book = book

    def view(self, sha256: str) -> View:
        """What is known of the source now."""
        return View(self.book.as_read(sha256), self.book.corrections(sha256))

    def correct(self, where: Where, now: str | None, by: By, expected: Any = SEEN) -> list[Correction]:
        """Set the value; None where the form has no such field."""

        def plan(view: View) -> list[Correction]:
            was = view.value(where)
            if isinstance(was, list | BaseModel):
                raise ConfigError(f"“{view.called(where)}”不是一个值；请写到具体的栏目，如“绩效指标 第1行 指标值”")
            _check(view, where, expected, was)
            if where.path == "year" and now and not now.isdigit():
                raise ConfigError(f"年度应是四位数字，如 2026，现为“{now}”")
            return [_made(view, where, "value", by, was=_text(was), now=now)]

        return self._keep([where.sha256], plan)

    def confirm(self, where: Where, by: By, paths: Sequence[str] = (), expected: Any = SEEN) -> list[Correction]:
        """Say that the value is right as it stands, or the values at the further `paths` of the same record too."""

        def plan(view: View) -> list[Correction]:
            places = [Where(where.sha256, where.record, path) for path in paths or (where.path,)]
            batch = _new_id() if len(places) > 1 else ""
            out = []
            for place in places:
                was = None if place.path == TABLE else _text(view.value(place))
                _check(view, place, expected, was)
                out.append(_made(view, place, "confirm", by, was=was, now=was, batch=batch))
            return out

        return self._keep([where.sha256], plan)

    def add_row(self, where: Where, now: Any, by: By, after: int | None = None) -> list[Correction]:
        """Put a row with these values into the list at the path, behind the row at that position (None: first)."""

        return self._keep([where.sha256], lambda view: [added(view, where, now, by, after)])

    def delete_row(self, where: Where, by: By, expected: Any = SEEN) -> list[Correction]:
        """Take the row at the path ("indicators[3]") out."""

        def plan(view: View) -> list[Correction]:
            was = _row_now(view, where, expected)
            return [_of_row(view, where, "row-delete", by, was=was)]

        return self._keep([where.sha256], plan)

    def move_row(self, where: Where, after: int | None, by: By) -> list[Correction]:
        """Put the row at the path behind the one at that position (None: first)."""

        def plan(view: View) -> list[Correction]:
            was = _row_now(view, where, SEEN)
            path = split_path(where.path)[0]
            mark = None if after is None else view.row(where.record, path, after)
            return [_of_row(view, where, "row-move", by, was=was, now=was, after=mark)]

        return self._keep([where.sha256], plan)

    def split_row(self, where: Where, now: Sequence[Any], by: By, expected: Any = SEEN) -> list[Correction]:
        """Make several rows, with these values, of the one at the path."""

        def plan(view: View) -> list[Correction]:
            was = _row_now(view, where, expected)
            if len(now) < 2:
                raise ConfigError("拆开后至少要有两行；请写出每一行的内容")
            return [_of_row(view, where, "row-split", by, was=was, now=list(now))]

        return self._keep([where.sha256], plan)

    def join_rows(self, where: Where, others: Sequence[int], by: By, now: Any = None) -> list[Correction]:
        """Make one row of the one at the path and those at the other positions; without `now` texts are put together
        field by field."""

        def plan(view: View) -> list[Correction]:
            path, at = split_path(where.path)[0], FieldPath(where.path).position
            if at in others or not others:
                raise ConfigError("要并进来的应是另外的行；请另选")
            places = [Where(where.sha256, where.record, f"{path}[{n}]") for n in sorted({at or 0, *others})]
            contents = [_row_now(view, place, SEEN) for place in places]
            marks = tuple(view.row(where.record, path, n) for n in sorted(others))
            whole = now if now is not None else _together(contents)
            return [_of_row(view, where, "row-join", by, was=contents, now=whole, rows=marks)]

        return self._keep([where.sha256], plan)

    def set_kind(self, where: Where, kind: str, by: By) -> list[Correction]:
        """Say what kind of form the record is, by its name or in Chinese."""
        name = next((name for name, said in LABELS.items() if kind in (name, said)), "")
        if name not in KINDS:
            raise ConfigError(f"没有“{kind}”这种表；可用的有：{'、'.join(LABELS.values())}")

        def plan(view: View) -> list[Correction]:
            was = view.record(where.record).kind
            return [_made(view, Where(where.sha256, where.record), "kind", by, was=was, now=name)]

        return self._keep([where.sha256], plan)

    def complete(self, where: Where, by: By, messages: Sequence[str] = ()) -> list[Correction]:
        """Say that the record (0: the file) is whole: that all that is said against it, or these messages, is looked
        into. Doubts of single values stay; what a later reading says anew counts again."""

        def plan(view: View) -> list[Correction]:
            said = view.record(where.record).reasons if where.record else view.reading.problems
            was = [{"code": r.code, "message": r.message} for r in said if not messages or r.message in messages]
            return [_made(view, Where(where.sha256, where.record), "complete", by, was=was)]

        return self._keep([where.sha256], plan)

    def no_form(self, where: Where, by: By) -> list[Correction]:
        """Say that the record is none of the forms that are wanted: it is left out everywhere."""

        def plan(view: View) -> list[Correction]:
            view.record(where.record)
            return [_made(view, Where(where.sha256, where.record), "no-form", by)]

        return self._keep([where.sha256], plan)

    def undo(self, name: str, by: By) -> list[Correction]:
        """Take back the correction of that id, or all of that batch; an undo too."""
        found = [each for each in self.book.all() if name in (each.id, each.batch)]
        if not found:
            raise ConfigError(f"没有编号为 {name} 的改正；编号见 jixiao correct --list")
        shas = list(dict.fromkeys(each.sha256 for each in found))
        batch = _new_id() if len(shas) > 1 else ""

        def plan(view: View) -> list[Correction]:
            one = next(each for each in found if each.sha256 == view.read.source.sha256)
            return [
                Correction(
                    id=_new_id(), sha256=one.sha256, form=one.form, action="undo", path=one.path, was=one.now,
                    now=one.was, who=by.who, when=_now(), why=by.why, page=one.page, box=one.box, place=one.place,
                    batch=batch, undoes=name, version=view.read.version,
                )
            ]  # fmt: skip

        return self._keep(shas, plan)

    def keep_all(self, plans: Mapping[str, Plan]) -> list[Correction]:
        """What the plans, by hash of the source, make: kept together or not at all."""
        return self._keep(list(plans), lambda view: plans[view.read.source.sha256](view))

    def _keep(self, shas: Sequence[str], plan: Plan) -> list[Correction]:
        """Plan anew, with what is there then, until nobody came in between."""
        for _ in range(_TRIES):
            new: list[Correction] = []
            seen: dict[str, int] = {}
            for sha256 in shas:
                view = self.view(sha256)
                made = plan(view)
                _fit(view, made)
                new += made
                seen[sha256] = len(view.corrections)
            if not new:
                return []
            if self.book.add(new, seen):
                return new
        raise StoreError("别人正在不停地改这个文件，没有存成；请过一会儿再试")


def changed(view: View, where: Where, now: str | None, by: By, batch: str) -> Correction:
    """The correction that sets the value, for a plan of many."""
    return _made(view, where, "value", by, was=_text(view.value(where)), now=now, batch=batch)


def added(view: View, where: Where, now: Any, by: By, after: RowMark | int | None) -> Correction:
    """The correction that puts a row into the list at the path, behind the row marked or at that position."""
    _check_list(view, where)
    mark = view.row(where.record, where.path, after) if isinstance(after, int) else after
    return _made(view, where, "row-add", by, now=now, after=mark)


def taken_out(view: View, where: Where, by: By, batch: str = "") -> Correction:
    """The correction that takes the row at the path out."""
    return _of_row(view, where, "row-delete", by, was=_row_now(view, where, SEEN), batch=batch)


def _fit(view: View, new: list[Correction]) -> None:
    """ConfigError where one of the new corrections would not be taken."""
    ids = {each.id for each in new}
    tried = apply(view.read, [*view.corrections, *new])
    wrong = [s for s in (tried.corrected.stale if tried.corrected else []) if s.correction.id in ids]
    if wrong:
        one, why = wrong[0].correction, wrong[0].why
        place = f"{view.read.source.name}#{one.form.number} {field_of(one) if len(wrong) == 1 else ''}".strip()
        raise ConfigError(f"{place}：{ACTIONS[one.action]}没有存：{why}；请看过现在的表，改了再试")


def _check(view: View, where: Where, expected: Any, was: Any) -> None:
    if expected is not SEEN and (_text(expected) or "") != (_text(was) or ""):
        raise StaleError(f"{view.read.source.name} {view.called(where)}", expected, was)


def _check_list(view: View, where: Where) -> None:
    found = view.value(where)
    if found is not None and not isinstance(found, list):
        raise ConfigError(f"“{view.called(where)}”不是有多行的一栏；请写“绩效指标”这样的栏目")


def _row_now(view: View, where: Where, expected: Any) -> Any:
    """The content of the row now."""
    path, rest = split_path(where.path)
    if not path or rest:
        raise ConfigError(f"“{view.called(where)}”不是一行；请写成“绩效指标 第4行”这样")
    found = view.value(where)
    content = found.model_dump() if isinstance(found, BaseModel) else found
    if expected is not SEEN and texts_of(expected) != texts_of(content):
        said = ["，".join(texts_of(each).values()) for each in (expected, content)]
        raise StaleError(f"{view.read.source.name} {view.called(where)}", *said)
    return content


def _made(view: View, where: Where, action: Action, by: By, **said: Any) -> Correction:
    path, _ = split_path(where.path)
    row = view.row(where.record, path, FieldPath(where.path).position or 0) if path else None
    inside = action in ("value", "confirm") and where.path != TABLE
    evidence = view.evidence(where) if where.record and where.path else None
    spot = {"page": evidence.page, "box": evidence.box, "place": evidence.place} if evidence else {}
    return Correction.model_validate(
        {
            "id": _new_id(), "sha256": where.sha256, "form": view.form(where.record), "action": action,
            "path": where.path, "row": row, "read": _text(view.as_read(where)) if inside else None, "who": by.who,
            "when": _now(), "why": by.why, "version": view.read.version, **spot, **said,
        }
    )  # fmt: skip


def _of_row(view: View, where: Where, action: Action, by: By, **said: Any) -> Correction:
    """A correction of a whole row; its path is that of the list."""
    made = _made(view, where, action, by, **said)
    return made.model_copy(update={"path": split_path(where.path)[0]})


def _together(contents: Sequence[Any]) -> Any:
    """One row of several: the texts of each field one after the other, what is the same once."""
    if isinstance(contents[0], dict):
        names = contents[0]
        return {name: _joined([each[name] for each in contents]) for name in names}
    if isinstance(contents[0], list):
        wide = max(map(len, contents))
        return [_joined([each[i] if i < len(each) else "" for each in contents]) or "" for i in range(wide)]
    return _joined(list(contents))


def _joined(values: list[Any]) -> Any:
    texts = [value for value in values if isinstance(value, str) and value]
    if not texts:
        return values[0]
    return "".join(dict.fromkeys(texts))


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _new_id() -> str:
    return secrets.token_hex(_ID_BYTES)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
