"""Where the rows of each table of records come from: sources, records, the items of their lists, cells, problems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from jixiao.records.annotations.corrections import Stale, said_of
from jixiao.records.annotations.doubts import reasons_of
from jixiao.records.checked import Checked
from jixiao.records.goals import DepartmentNarrative
from jixiao.records.headings import field_heading
from jixiao.records.kinds import AnyRecord
from jixiao.records.model import Reason
from jixiao.records.paths import FieldPath
from jixiao.records.published import PublishedTable
from jixiao.records.reading import Reading
from jixiao.records.tables.columns import At, pages_of

Level = Literal["failed", "incomplete", "doubted", "unexplained"]

STALE = "correction.stale"
"""The code of a correction that no longer fits what is read."""
_CORRECT_AGAIN = "请对照原文再改一次，或撤销这条改正"
_ADVICE: dict[Level, str] = {
    "failed": "请检查原文件，改正后重新读取",
    "incomplete": "请对照原文核对这份表，缺的补上",
    "doubted": "请对照原文核对这一格",
    "unexplained": "请看这些文字是否属于某一栏；如属于，请对照原文补上",
}
# The lists of a narrative, and which of their fields stand in the columns heading and text.
_PARTS = {"sub_goals": {"heading": "area", "text": "goal"}, "measures": {"heading": "heading", "text": "text"}}
_SHOWN = 12
_LONG = 60
_QUOTED, _PLACES = re.compile("“[^”]*”"), re.compile(r"第\d+[行页列]|（[^（）]*…[^（）]*）")
# Reasons that begin with a label or heading of the form, which is what many forms of a kind have in common.
_NAMED = ("label", "list", "missing")
_HELD = re.compile("（(“[^”]*”)：.*?），原样留在.*")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something a person should look at: how bad, in which field (""), what is wrong, what to do.

    `path` is the value's, `text` what was read there, `cause` says the same of all that have one cause.
    """

    level: Level
    code: str
    field: str
    message: str
    advice: str
    path: str = ""
    cause: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class CellText:
    """A written cell of a published table: 1-based column, the header over it, the words its row begins with."""

    column: int
    header: str
    label: str
    text: str


def sources(reading: Reading) -> Iterator[At]:
    """The reading itself."""
    yield At(reading, None, 0, reading)


def records(*kinds: str) -> Callable[[Reading], Iterator[At]]:
    """The records of these kinds, all where none is named."""

    def places(reading: Reading) -> Iterator[At]:
        for number, record in enumerate(reading.records, 1):
            if not kinds or record.kind in kinds:
                yield At(reading, record, number, record, row=1, page=_first_page(record))

    return places


def items(name: str, *kinds: str) -> Callable[[Reading], Iterator[At]]:
    """The items of the list at that field path, of every record of these kinds (of any, where none is named)."""

    def places(reading: Reading) -> Iterator[At]:
        for number, record in enumerate(reading.records, 1):
            found = FieldPath(name).get(record) if not kinds or record.kind in kinds else None
            if not found:
                continue
            pages = pages_of(record)
            for i, item in enumerate(found):
                path = f"{name}[{i}]"
                page = pages.get(path, _first_page(record))
                yield At(reading, record, number, item, path, i + 1, page)

    return places


def parts(reading: Reading) -> Iterator[At]:
    """The parts of narratives: the overall goal, then the goals of each area, then the measures."""
    for number, record in enumerate(reading.records, 1):
        if not isinstance(record, DepartmentNarrative):
            continue
        pages, first = pages_of(record), _first_page(record)
        row = 1
        if record.overall_goal is not None:
            page = pages.get("overall_goal", first)
            yield At(reading, record, number, record, "", row, page, {"text": "overall_goal", "heading": ""})
            row += 1
        for name, named in _PARTS.items():
            for i, item in enumerate(getattr(record, name)):
                path = f"{name}[{i}]"
                yield At(reading, record, number, item, path, row, pages.get(path, first), named)
                row += 1


def cells(kind: str) -> Callable[[Reading], Iterator[At]]:
    """The written cells of the published tables of that kind, row by row; blank ones are left out."""

    def places(reading: Reading) -> Iterator[At]:
        for number, record in enumerate(reading.records, 1):
            if not isinstance(record, PublishedTable) or record.kind != kind:
                continue
            pages, first = pages_of(record), _first_page(record)
            headers = [" / ".join(path) for path in record.columns]
            for r, texts in enumerate(record.rows):
                label = next((text for text in texts if text), "")
                for c, text in enumerate(texts):
                    path = f"rows[{r}][{c}]"
                    if not _is_amount(record, path):
                        label = text or label
                    if text:
                        cell = CellText(c + 1, headers[c] if c < len(headers) else "", label, text)
                        yield At(reading, record, number, cell, path, r + 1, pages.get(path, first), {"text": ""})

    return places


def troubles(reading: Reading) -> Iterator[At]:
    """What a person should look at: of the file, of each record, doubted values, words that nobody claimed."""
    row = 0
    for reason in reading.problems:
        row += 1
        yield At(reading, None, 0, _trouble("failed", reason), row=row, page=reason.page)
    for number, record in enumerate(reading.records, 1):
        first = _first_page(record)
        for reason in record.reasons:
            row += 1
            yield At(reading, record, number, _trouble("incomplete", reason), row=row, page=reason.page or first)
        for path, said in record.doubts.items():
            row += 1
            evidence = record.evidence.get(path)
            why = reasons_of(said) + _otherwise(record, path)
            heading, cause = field_heading(type(record), path), reasons_of(said[:1])
            read = str(FieldPath(path).get(record) or "")
            doubt = Trouble("doubted", "doubt", heading, why, _ADVICE["doubted"], path, cause, read)
            yield At(reading, record, number, doubt, row=row, page=(evidence and evidence.page) or first)
    for stale in reading.corrected.stale if reading.corrected else ():
        row += 1
        yield _stale(reading, stale, row)
    for page in reading.coverage:
        if page.unexplained:
            row += 1
            yield At(reading, None, 0, _left(page.unexplained), row=row, page=page.page)


def findings(reading: Reading) -> Iterator[At]:
    """What checks found, where checks were run."""
    for row, finding in enumerate(reading.findings if isinstance(reading, Checked) else (), 1):
        record = reading.records[finding.record - 1] if finding.record else None
        yield At(reading, record, finding.record, finding, row=row, page=finding.page)


def _otherwise(record: AnyRecord, path: str) -> str:
    """What else was read there."""
    texts = dict.fromkeys(other.text for other in record.alternatives.get(path, ()))
    return "，也可能是" + "、".join(f"“{text[:_LONG]}”" for text in texts) if texts else ""


def _trouble(level: Level, reason: Reason) -> Trouble:
    """The reason with its advice apart: messages end in "；" and what to do."""
    what, mark, advice = reason.message.rpartition("；")
    if not mark or not advice.startswith(("请", "如", "可", "需")):
        what, advice = reason.message, _ADVICE[level]
    return Trouble(level, reason.code, "", what, advice, cause=_cause(reason.code, what))


def _cause(code: str, message: str) -> str:
    """The message without what is of the one place: labels and headings that are not known stay, values do not."""
    named, message = code.partition(".")[0] in _NAMED, _HELD.sub(r"\1", message)
    first = True

    def quoted(match: re.Match[str]) -> str:
        nonlocal first
        kept, first = named and first, False
        return match[0] if kept else "“…”"

    return _PLACES.sub("", _QUOTED.sub(quoted, message))


def _stale(reading: Reading, stale: Stale, row: int) -> At:
    """A correction that no longer fits: it is not lost, a person has to look again."""
    one, found = stale.correction, f"（现在读到的是“{str(stale.found)[:_LONG]}”）" if stale.found else ""
    at = {reading.number_of(i): i for i in range(len(reading.records))}.get(one.form.number)
    record = reading.records[at] if at is not None else None
    field = field_heading(type(record), one.path) if record is not None else one.path
    message = f"{one.who}先前的改正对不上：{stale.why}{found}，当时改为“{said_of(one.now)[:_LONG]}”"
    said = Trouble("doubted", STALE, field, message, _CORRECT_AGAIN, one.path, "先前的改正对不上")
    return At(reading, record, at + 1 if at is not None else 0, said, row=row, page=one.page)


def _left(words: list[str]) -> Trouble:
    shown = "、".join(f"“{word}”" for word in words[:_SHOWN])
    more = f" 等 {len(words)} 处" if len(words) > _SHOWN else ""
    message = f"没有归入任何栏目的文字：{shown}{more}"
    return Trouble("unexplained", "unexplained", "", message, _ADVICE["unexplained"], cause="没有归入任何栏目的文字")


def _first_page(record: AnyRecord) -> int | None:
    return record.pages[0] if record.pages else None


def _is_amount(record: PublishedTable, path: str) -> bool:
    return path in record.parsed
