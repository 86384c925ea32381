"""Indicators said in a text, several in one cell: 1.培训人数：≥120人；2.培训合格率：≥95%。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from jixiao.evidence import Passage
from jixiao.fields.columns.column import Column
from jixiao.fields.columns.model import Strip, roles_said
from jixiao.forms.content import OPERATOR, kinds_of, level_names
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Cell, joined
from jixiao.text import has_digit, key

# The role of a column that holds them.
SAID = "said_rows"

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = re.compile(
    rf"(?:^|(?<=[\s。；;，,、]))(?:指标\s*(\d{{1,2}})\s*[：:.、．]|(\d{{1,2}})\s*(?:[、．]|\.(?!\d))|[（(](\d{{1,2}})[)）]|([{_CIRCLED}]))\s*"
)
_ENDS = " 。；;，,、\n"
# Between two indicators that nothing counts.
_PARTS = re.compile(r"[；;\n]\s*")
# Between a name and its target; a comma of a number is none, nor one inside brackets.
_COLON = re.compile(r"[：:]")
_COMMA = re.compile(r"(?<!\d)[，,]|[，,](?!\d)")
_TOLD = re.compile(rf"^(?:{OPERATOR.pattern})|(?:{OPERATOR.pattern})\d")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
# The longest name of an indicator, and the longest target, in characters.
_NAME, _TARGET = 40, 40
# The share of a column's texts that must read so.
_MOST = 0.8
_LEVELS = ("level1", "level2")
_TARGETS = frozenset({"signed", "quantity", "percent", "number"})
# A line that says one.
_SAID = re.compile(r"[^:：；;，,。]{2,40}[:：]\s*([^:：；;，。]+)")


class SaidRow(NamedTuple):
    """An indicator of a text: its name and its target, and the name of the level that stood before them."""

    name: Passage
    value: Passage
    level: Passage = Passage()


def said_rows(text: Passage) -> list[SaidRow]:
    """The indicators that the text says one after the other, or the only one; [] where a part of it is none."""
    marked = _COLON.search(text.text) or _TOLD.search(key(text.text))
    alone = marked and not _NUMBER.search(text.text)
    if alone and (parts := [m.span() for m in _PARTS.finditer(text.text)]):
        apart, first = _rows_at(text, [(0, 0), *parts]), _rows_at(text.cut(0, parts[0][0]), [(0, 0)])
        if apart or (first and kinds_of(first[0].value.text) & _TARGETS):
            return apart
    return _rows_at(text, [(0, 0)] if alone else _cuts(text.text))


def _rows_at(text: Passage, cuts: Sequence[tuple[int, int]]) -> list[SaidRow]:
    """The indicators that begin behind the cuts; [] where one of the parts is none."""
    ends = [start for start, _ in cuts[1:]] + [len(text.text)]
    parts = [text.cut(at, end).strip(_ENDS) for (_, at), end in zip(cuts, ends, strict=False)]
    found = [_under_level(part) for part in parts if part or len(cuts) < 2]
    return [row for row in found if row is not None] if None not in found else []


def _under_level(text: Passage) -> SaidRow | None:
    """The indicator of a text that may say its level first (数量指标：修缮层数≥2层); its name may be one too."""
    colon = _COLON.search(text.text)
    level = text.cut(0, colon.start()).strip() if colon else Passage()
    if colon is None or not level_names(level.text):
        return said_row(text)
    rest = text.cut(colon.end()).strip()
    row = said_row(rest)
    if row is not None:
        return row._replace(level=level)
    is_name = not level.text.endswith("指标") and kinds_of(rest.text) & (_TARGETS | {"words", "date"})
    return said_row(text) if is_name else None


def said_in(cell: Cell) -> str:
    """The text of the cell, with the line breaks that its writer made between several items."""
    return said_whole(cell).text if len(cell.lines) > 1 else cell.text


def said_whole(cell: Cell) -> Passage:
    """The same as a passage. A line that says a name and its target behind one that does begins an item of its own,
    though it filled the cell's width and may be the same line going on."""
    items = [cell.lines[:1]]
    for line in cell.lines[1:]:
        said = _SAID.fullmatch(joined(items[-1], keep_breaks=True).text.rpartition("\n")[2])
        if said is not None and kinds_of(said[1]) & _TARGETS and _SAID.fullmatch(line.passage.text):
            items.append([line])
        else:
            items[-1] = [*items[-1], line]
    if len(items) == 1:
        return cell.passage if any(line.hard for line in cell.lines[:-1]) else cell.flat
    parts = [joined(lines, keep_breaks=True) for lines in items]
    return Passage.join(part for found in parts for part in ("\n", found)).cut(1)


def bind_said(columns: Sequence[Column], strips: Sequence[Strip], words: Vocabulary) -> bool:
    """Bind the columns of a list of which one says the indicators with their targets and no other holds targets."""
    says = [i for i, strip in enumerate(strips) if _says_rows(strip.texts)]
    others = [strip for i, strip in enumerate(strips) if i not in says]
    if len(says) != 1 or any(_holds(strip.texts, _TARGETS - {"number"}) for strip in others):
        return False
    if not any(map(_NUMBER.match, strips[says[0]].texts)) and any(_role_of(s, words) not in _LEVELS for s in others):
        return False  # where none is counted, only levels stand beside it
    for i, (column, strip) in enumerate(zip(columns, strips, strict=True)):
        column.role = SAID if i in says else _role_of(strip, words)
    return True


def _role_of(strip: Strip, words: Vocabulary) -> str:
    """What another column of such a list holds: a level by its names, else what its head alone may mean."""
    named = [level_names(text) for text in strip.texts if text]
    level = next((name for name in ("level2", "level1") if named and all(name in n for n in named)), "")
    said = roles_said(strip.head, words) - {"level3", "value"}
    return level or (next(iter(said)) if len(said) == 1 else "remark")


def _says_rows(texts: Sequence[str]) -> bool:
    """Whether the texts of a column say indicators with their targets, numbers among these."""
    rows = [_targets_in(t) for t in texts if t]
    targets = [target for part in rows for target in part]
    return bool(rows) and sum(map(bool, rows)) >= _MOST * len(rows) and _holds(targets, _TARGETS)


@lru_cache(maxsize=4096)
def _targets_in(text: str) -> tuple[str, ...]:
    """The targets of the indicators that the text says, by their text alone."""
    return tuple([row.value.text for row in said_rows(Passage(text))])


def _holds(texts: Sequence[str], kinds: frozenset[str]) -> bool:
    """Whether half of what is written is of one of the kinds."""
    said = [kinds_of(t) for t in texts if t]
    return bool(said) and 2 * sum(bool(k & kinds) for k in said) >= len(said)


def _cuts(text: str) -> list[tuple[int, int]]:
    """Where each indicator begins, with and without its number; numbers count from 1, where there are any."""
    cuts: list[tuple[int, int]] = []
    if not _NUMBER.match(text):
        return cuts
    for match in _NUMBER.finditer(text):
        said = next(g for g in match.groups() if g)
        if (_CIRCLED.index(said) + 1 if said in _CIRCLED else int(said)) == len(cuts) + 1:
            cuts.append(match.span())
    return cuts if cuts and not cuts[0][0] else []


def said_row(text: Passage) -> SaidRow | None:
    """The name and the target of one indicator, None where it is not told where the one ends."""
    hidden = _BRACKETS.sub(lambda m: "（" * len(m[0]), text.text)
    colons, commas = list(_COLON.finditer(hidden)), list(_COMMA.finditer(hidden))
    marks = colons or commas
    if len(marks) == 1:
        span = marks[0].span()
    elif not marks and (sign := OPERATOR.search(hidden)) is not None and has_digit(hidden[sign.end() :]):
        span = (sign.start(), sign.start())
    else:
        return None
    name, value = text.cut(0, span[0]).strip(), text.cut(span[1]).strip()
    if not 1 < len(name.text) <= _NAME or not 0 < len(value.text) <= _TARGET or _TOLD.search(key(name.text)):
        return None  # a target or a sign in a name is of another indicator
    return SaidRow(name, value)
