"""Parts against their whole: what a sentence lists under 其中, and what an indicator counts among others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.checks.quantities import sense
from jixiao.checks.rows import Goal, Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.grounding import Mention, mentions_in
from jixiao.quantity.units import counted_as
from jixiao.text import key

_SENTENCES = re.compile("[。；;\n]")
_MARKER = re.compile("其中|分别为|分别是|包括|含(?=[^量有])")
# What may stand between one part and the next.
_BETWEEN = 24
# So many characters before a number may say that it is one of each.
_BEFORE = 8
_CLAUSES = re.compile("[，；。、,;]")
_OPEN = re.compile("等|约|左右|为主|以上|不少于|不低于|余")
_EACH = re.compile("每|均|单[个座台件户次]|/")
_SOURCES = re.compile("财政|配套|自筹|拨款|上级|中央|省级|市级|县级|区级|社会资本|其他资金")
_AMONG = re.compile("^(?P<whole>[^,，(（]{2,14}?)当?[中里](?:的|有)(?P<part>.{2,})$")
_SLACK = Decimal("1.001")
_FIRST = "其中"
# Parts that come to less leave room for others.
_NEARLY = Decimal("0.8")
_TWO = 2
_SHARE = re.compile(r"(?<!总)占(?:比|\D{0,3})?(\d+(?:\.\d+)?)%")
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class _List:
    """Parts that a sentence lists, the numbers before them that may be their whole, whether all parts are told."""

    parts: tuple[Mention, ...]
    wholes: tuple[Mention, ...]
    closed: bool


@asks("figures.parts-differ")
def check_portions(record: Goal, ground: Ground) -> Hits:
    """No part is more than its whole, and parts that are all told make it up."""
    for path in ("goal_annual", "goal_lifetime"):
        text = getattr(record, path, None) or ""
        for listed in _lists(text):
            ground.look("figures.parts-differ")
            why = _wrong(listed)
            if why:
                said = "、".join(one.text for one in listed.parts)
                yield Hit("figures.parts-differ", (path,), {"said": f"绩效目标里“{said}”{why}"})
        for said in _shares(text):
            yield Hit("figures.parts-differ", (path,), {"said": f"绩效目标里“{said}”加起来超过 100%"})
    rows = ground.rows(record)
    yield from _short(list(_among(rows)), ground)
    for row, before in _among(rows):
        ground.look("figures.parts-differ", at=row.path)
        more = (row.target.scaled or 0) > (before.target.scaled or 0)
        if more and row.target.base_unit == before.target.base_unit:
            said = f"“{row.name}”{row.value}多于“{before.name}”{before.value}"
            yield Hit("figures.parts-differ", (*row.paths("value"), f"{before.path}.value"), {"said": said})
    for row in rows:
        match = _AMONG.match(named(row))
        if match is None or not _is_count(row):
            continue
        ground.look("figures.parts-differ", at=row.path)
        other = next((one for one in rows if _is_whole(one, row, match["whole"])), None)
        if other is not None and (row.target.scaled or 0) > (other.target.scaled or 0):
            said = f"“{row.name}”{row.value}多于“{other.name}”{other.value}"
            yield Hit("figures.parts-differ", (*row.paths("value"), f"{other.path}.value"), {"said": said})


def _short(among: Sequence[tuple[Row, Row]], ground: Ground) -> Hits:
    """Exact counts under 其中 that nearly make up the exact count before them: none of them is one of many."""
    wholes = {whole.path: whole for _, whole in among}
    for whole in wholes.values():
        parts = [row for row, before in among if before is whole]
        every = [whole, *parts]
        if len(parts) < _TWO or any(row.target.operator not in (None, "=") for row in every):
            continue
        ground.look("figures.parts-differ", at=whole.path)
        total, due = (
            sum((row.target.scaled or Decimal(0) for row in parts), Decimal(0)),
            whole.target.scaled or Decimal(0),
        )
        if len({row.target.base_unit for row in every}) == 1 and due * _NEARLY <= total < due:
            told = "、".join(f"“{row.name}”{row.value}" for row in parts)
            said = f"{told}，合计 {total:f}，不到“{whole.name}”{whole.value}"
            yield Hit(
                "figures.parts-differ", (*whole.paths("value"), *(f"{row.path}.value" for row in parts)), {"said": said}
            )


def _among(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Counts under 其中, each with the count before them that they are among; both of one list and level."""
    whole: Row | None = None
    for row in rows:
        if not row.name.startswith(_FIRST):
            whole = row
        elif whole is not None and _is_count(row) and _is_count(whole):
            one, other = row.indicator, whole.indicator
            if (one.scope, one.level1, one.level2) == (other.scope, other.level1, other.level2):
                yield row, whole


def _lists(text: str) -> Iterator[_List]:
    """What the text lists as parts."""
    mentions = [one for one in mentions_in(text).mentions if _is_plain(one, text)]
    for marker in _MARKER.finditer(text):
        begin, end = _sentence(text, marker.start())
        bracket = text.find("）", marker.end()) if text[: marker.start()].rstrip().endswith("（") else -1
        stop = bracket if bracket > 0 else end
        parts = _parts([one for one in mentions if marker.end() <= one.start < stop], text)
        wholes = (
            tuple(
                one
                for one in mentions
                if begin <= one.start and one.end <= marker.start() and _unit(one) == _unit(parts[0])
            )
            if parts
            else ()
        )
        if parts and wholes:
            told = text[marker.end() : stop if bracket > 0 else parts[-1].end + 1]
            sources = len(parts) > 1 and all(_SOURCES.search(one.near) for one in parts[:_TWO])
            yield _List(parts, wholes, (bracket > 0 or sources) and not _OPEN.search(told))


def _shares(text: str) -> Iterator[str]:
    """Shares of one thing (A占60%、B占50%) that come to more than all of it."""
    for sentence in _SENTENCES.split(text):
        found = _SHARE.findall(sentence)
        if len(found) >= _TWO and sum(map(Decimal, found)) > _HUNDRED:
            yield "、".join(f"{share}%" for share in found)


def _parts(mentions: Sequence[Mention], text: str) -> tuple[Mention, ...]:
    """The first of the mentions, with those that follow it closely in its unit."""
    out: list[Mention] = []
    for one in mentions:
        if out and (_unit(one) != _unit(out[0]) or one.start - out[-1].end > _BETWEEN):
            break
        out.append(one)
    return tuple(out)


def _wrong(listed: _List) -> str:
    """What is wrong with the parts, "" where nothing is."""
    wholes = [_value(one) for one in listed.wholes]
    parts = [_value(one) for one in listed.parts]
    total, most, unit = sum(parts, Decimal(0)), max(wholes), _unit(listed.parts[0])
    whole = next(one.text for one in reversed(listed.wholes) if _value(one) == most)
    if max(parts) > most * _SLACK:
        return f"比总数“{whole}”还多"
    if len(parts) < _TWO or total in wholes:
        return ""
    if total > most * _SLACK:
        return f"加起来超过总数“{whole}”"
    near = listed.wholes[-1]
    if listed.closed and not _OPEN.search(near.text):
        return f"加起来与“{near.text if unit != '元' else whole}”不等"
    return ""


def _is_plain(one: Mention, text: str) -> bool:
    """Whether a number counts or sums things, and is none of each."""
    said = one.quantity
    if said is None or len(said.values) != 1 or one.change or one.background or said.unit not in (*sense().whole, "元"):
        return False
    return "/" not in said.unit and not _EACH.search(_CLAUSES.split(text[max(0, one.start - _BEFORE) : one.start])[-1])


def _sentence(text: str, at: int) -> tuple[int, int]:
    begin = max((match.end() for match in _SENTENCES.finditer(text, 0, at)), default=0)
    match = _SENTENCES.search(text, at)
    return begin, match.start() if match else len(text)


def _unit(one: Mention) -> str:
    return counted_as(one.quantity.unit) if one.quantity else ""


def _value(one: Mention) -> Decimal:
    return one.quantity.values[0] if one.quantity else Decimal(0)


def _is_count(row: Row) -> bool:
    target = row.target
    return target.scaled is not None and target.base_unit in sense().whole and not target.change


def _is_whole(other: Row, row: Row, whole: str) -> bool:
    """Whether an indicator counts all those among whom the other row counts some."""
    if (
        other is row
        or not _is_count(other)
        or other.indicator.scope != row.indicator.scope
        or _AMONG.match(named(other))
    ):
        return False
    units = {counted_as(unit) for unit in (other.target.base_unit, row.target.base_unit)}
    return len(units) == 1 and key(whole)[-_TWO:] in named(other)
