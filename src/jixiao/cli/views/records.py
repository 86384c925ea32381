"""A record as a person reads it: fields with their places, lists as tables, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from pydantic import BaseModel
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from jixiao.cli.screen import Prose, plain
from jixiao.records import Evidence, PublishedTable, Reading, Record
from jixiao.records.annotations.corrections import ACTIONS, said_of
from jixiao.records.headings import field_heading
from jixiao.records.kinds import LABELS
from jixiao.records.model import SCOPES, Extra
from jixiao.records.record import Base
from jixiao.records.tables.identifying import name_of
from jixiao.text import ranges

_AMOUNT = re.compile(r"-?[\d,]+(\.\d+)?%?")
_AROUND = set(Base.model_fields) | {"kind", "columns", "rows", "title"}


def listing(records: Sequence[tuple[Reading, Record]]) -> Table:
    """One line for each record."""
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("#", justify="right")
    table.add_column("类型", no_wrap=True)
    table.add_column("名称", overflow="fold")
    table.add_column("页", justify="right", no_wrap=True)
    table.add_column("行", justify="right", no_wrap=True)
    table.add_column("状态", no_wrap=True)
    many = len({id(reading) for reading, _ in records}) > 1
    if many:
        table.add_column("文件", overflow="fold", max_width=30)
    for i, (reading, record) in enumerate(records, 1):
        rows = len(record.rows) if isinstance(record, PublishedTable) else len(getattr(record, "indicators", ()))
        file = [plain(reading.source.name)] if many else []
        name = plain(name_of(reading, record))
        table.add_row(str(i), LABELS[record.kind], name, pages(record), str(rows), _status(record), *file)
    return table


def view(reading: Reading, record: Record) -> Group:
    """The whole record."""
    title = getattr(record, "title", None) or name_of(reading, record)
    heading = Text.assemble(plain(title, "bold"), "\n", plain(f"{LABELS[record.kind]}　{reading.source.name}"))
    if record.pages:
        heading.append(f"　第 {pages(record)} 页")
    heading.append("　")
    heading.append_text(_status(record))
    parts: list[RenderableType] = [heading, _fields(record)]
    if isinstance(record, PublishedTable):
        parts.append(_budget(record))
    parts += _lists(record)
    parts += [plain(f"! {r.message}", "yellow") for r in record.reasons]
    parts += _put_right(reading, record)
    parts.append(Text())
    return Group(*parts)


def problems_view(reading: Reading) -> Group:
    """What went wrong with the file, or that there is nothing in it; nothing where all is well."""
    lines = [plain(f"! {p.message}", "yellow") for p in reading.problems]
    if not reading.records and not lines:
        lines.append(plain(f"{reading.source.name}：没有找到绩效目标表或预算表"))
    return Group(*lines)


def pages(record: Record) -> str:
    """The record's pages in short, "" without pages."""
    return ranges(range(record.pages[0], record.pages[1] + 1)) if record.pages else ""


def _put_right(reading: Reading, record: Record) -> Iterator[Text]:
    """What people put right in the record, and what of it no longer fits."""
    if reading.corrected is None:
        return
    number = next(reading.number_of(at) for at, other in enumerate(reading.records) if other is record)
    said = [(each, "") for each in reading.corrected.applied]
    said += [(each.correction, f"；对不上：{each.why}") for each in reading.corrected.stale]
    for one, stale in said:
        if one.form.number == number:
            field = field_heading(type(record), one.path)
            change = "" if one.action in ("confirm", "complete") else f"：{said_of(one.was)} → {said_of(one.now)}"
            text = f"✎ {field} {ACTIONS[one.action]}{change}（{one.who} {one.when[:10]} {one.id}{stale}）"
            yield plain(text, "yellow" if stale else "green")
    if said:
        from jixiao.cli.views.corrections import open_said
        from jixiao.fields.digits.sums import unclosed

        yield from (plain(f"! {open_said(record, path)}", "yellow") for path in unclosed(record))


def _status(record: Record) -> Text:
    return Text("完整", "green") if record.status == "complete" else Text("不完整", "yellow")


def _fields(record: Record) -> Table:
    table = Table(box=box.SIMPLE, show_header=False, padding=(0, 1))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", justify="right", no_wrap=True)
    for label, value, path in _leaves(record, (), ""):
        place = record.evidence.get(path)
        where = "" if place is None else _where(place)
        doubt = "？" if path in record.doubts else ""
        table.add_row(plain(label), Prose(value + doubt), plain(where))
    for extra in record.extra:
        table.add_row(plain(extra.label), Prose(extra.value), "")
    return table


def _where(place: Evidence) -> str:
    """Where the value was read; that a person set or confirmed it, and where what was read stands."""
    spot = f"第{place.page}页" if place.page else place.place or ""
    if not place.correction:
        return spot
    if place.how == "person":
        return f"人工改正（原在{spot}）" if spot else "人工改正"
    return f"{spot}　人工核对"


def _leaves(node: BaseModel, labels: tuple[str, ...], path: str) -> Iterator[tuple[str, str, str]]:
    """(label, value, path) of everything that is not a list of rows; what the form does not have is left out."""
    for name, info in type(node).model_fields.items():
        value = getattr(node, name)
        if value is None or (not labels and name in _AROUND):
            continue
        here = f"{path}.{name}" if path else name
        label = (*labels, info.description or name)
        if isinstance(value, BaseModel):
            yield from _leaves(value, label, here)
        elif isinstance(value, list):
            if value and isinstance(value[0], str):
                yield " · ".join(label), "\n".join(value), f"{here}[0]"
        elif value != "":
            yield " · ".join(label[-2:]), str(value), here


def _lists(record: Record) -> list[Table]:
    """Each list of rows as a table with the columns that the form has."""
    out = []
    for said, rows, path in _rows_of(record, (), ""):
        columns = [
            (key, field.description or key)
            for key, field in type(rows[0]).model_fields.items()
            if any(getattr(row, key) not in (None, "", []) for row in rows)
        ]
        if len({getattr(row, "scope", "") for row in rows}) == 1:
            columns = [c for c in columns if c[0] != "scope"]
        table = Table(title=said, title_justify="left", title_style="bold", box=box.ROUNDED)
        table.add_column("#", justify="right", style="dim")
        for key, heading in columns:
            table.add_column(heading, justify=_side(_said(getattr(row, key)) for row in rows))
        before: list[str] = []
        for i, row in enumerate(rows, 1):
            cells = [SCOPES.get(text, text) for text in (_said(getattr(row, key)) for key, _ in columns)]
            at = f"{path}[{i - 1}]"
            cells = [f"{text}{_mark(record, f'{at}.{key}')}" for text, (key, _) in zip(cells, columns, strict=True)]
            table.add_row(f"{i}{_mark(record, at)}", *map(Prose, _unrepeated(cells, before, columns)))
            before = cells
        out.append(table)
    return out


def _said(value: object) -> str:
    """A value of a row as a text: what has no column of its own with its label, one below the other."""
    if isinstance(value, list):
        return "\n".join(f"{one.label}：{one.value}" if isinstance(one, Extra) else str(one) for one in value)
    return str(value or "")


def _mark(record: Base, path: str) -> str:
    """The mark behind a value: it is doubted, or a person set it."""
    place = record.evidence.get(path)
    return "？" if path in record.doubts else "✎" if place is not None and place.how == "person" else ""


def _rows_of(node: BaseModel, said: tuple[str, ...], path: str) -> Iterator[tuple[str, list[BaseModel], str]]:
    """(heading, rows, path) of every list of rows, those inside an object too."""
    for name, info in type(node).model_fields.items():
        value = getattr(node, name)
        here, at = (*said, info.description or name), f"{path}.{name}" if path else name
        if not said and name in _AROUND:
            continue
        if isinstance(value, BaseModel):
            yield from _rows_of(value, here, at)
        elif isinstance(value, list) and value and isinstance(value[0], BaseModel):
            yield "·".join(dict.fromkeys(here)), value, at


def _unrepeated(cells: list[str], before: list[str], columns: Sequence[tuple[str, str]]) -> list[str]:
    """The cells with a level that is the same as in the row above left blank, as the form prints it."""
    out = list(cells)
    for i, (key, _) in enumerate(columns):
        if key not in ("scope", "level1", "level2") or not before or cells[i] != before[i]:
            break
        out[i] = ""
    return out


def _budget(record: PublishedTable) -> Table:
    table = Table(box=box.ROUNDED)
    for i, path in enumerate(record.columns):
        table.add_column(Prose("\n".join(dict.fromkeys(path))), justify=_side(row[i] for row in record.rows))
    for r, row in enumerate(record.rows):
        table.add_row(*(Prose(f"{text}{_mark(record, f'rows[{r}][{c}]')}") for c, text in enumerate(row)))
    return table


def _side(texts: Iterable[str]) -> Literal["left", "right"]:
    """Right where the column holds amounts, as they are printed; codes have neither point nor comma."""
    written = [text for text in texts if text]
    amounts = [text for text in written if _AMOUNT.fullmatch(text)]
    told = any("." in text or "," in text for text in amounts)
    return "right" if told and len(amounts) >= 0.8 * len(written) else "left"
