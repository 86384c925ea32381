"""Checks of how the text beside the tables is written: reasons left out, marks, full stops, whose budget it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from jixiao.checks.tables.sheets import table_words
from jixiao.checks.tables.texts import HEADS, texts
from jixiao.checks.violation import Ground, Hit, Hits
from jixiao.records import Prose, Reading
from jixiao.text import key

WORDING = ("prose.reason-missing", "prose.mark-twice", "prose.no-stop", "prose.mark-unpaired", "prose.other-body")
_PAIRS = {"）": "（", "》": "《", "”": "“", "】": "【"}
_ITEM = re.compile(r"(?:^|[。；：:，,])[\da-zA-Z一二三四五六七八九十]{1,2}$")
_SPACE = re.compile(r"\s+")
# Western brackets are mixed with Chinese ones in print.
_ONE_KIND = str.maketrans("()", "（）")
# So many characters around a place are quoted.
_SHOWN = 10
# Whose budget it is stands in so many paragraphs in front.
_COVER = 3
_BODIES = {"department": "部门", "unit": "单位"}


def once(hits: Hits) -> Hits:
    """Findings that say the same of several places as one with all of them."""
    alike: dict[tuple[str, str], list[Hit]] = {}
    for hit in hits:
        alike.setdefault((hit.check, str(dict(hit.said))), []).append(hit)
    for (check, _), found in alike.items():
        yield from _merged(check, found)


def check_wording(reading: Reading, ground: Ground) -> Hits:
    """Slips of the text between the forms, each kind once with all its places."""
    prose = [(f"prose[{i}]", _SPACE.sub("", one.text)) for i, one in enumerate(reading.prose)]
    if not prose:
        return
    ground.look(*WORDING[:-1])
    patterns = table_words().prose
    for check, name in (("prose.reason-missing", "reason_missing"), ("prose.mark-twice", "mark_twice")):
        pattern = re.compile(patterns[name])
        yield from _told(check, ((path, _around(text, m)) for path, text in prose for m in pattern.finditer(text)))
    yield from _told("prose.no-stop", _unended(reading.prose, re.compile(patterns["reason_last"])))
    yield from _told("prose.mark-unpaired", _unpaired(reading.prose))
    yield from _other_body(reading, prose, ground)


def _told(check: str, places: Iterator[tuple[str, str]]) -> Hits:
    """One finding for all places of one kind."""
    yield from _merged(check, [Hit(check, (path,), {"text": text}) for path, text in places])


def _merged(check: str, found: Sequence[Hit]) -> Hits:
    if found:
        more = f"；同样的还有 {len(found) - 1} 处" if len(found) > 1 else ""
        yield Hit(check, tuple(dict.fromkeys(path for hit in found for path in hit.paths)), found[0].said, more=more)


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - _SHOWN) : match.end()]


def _unended(prose: Sequence[Prose], reason: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Paragraphs that end with a reason and no mark, with a new item or the head of a list under them on the page."""
    for i, (one, after) in enumerate(pairwise(prose)):
        match = reason.search(_SPACE.sub("", one.text))
        new = HEADS.match(key(after.text)) is not None or key(after.text).endswith(":")
        if match is not None and new and one.page == after.page and not one.continued:
            yield f"prose[{i}]", match[0]


def _unpaired(prose: Sequence[Prose]) -> Iterator[tuple[str, str]]:
    """Texts with a closing mark that nothing opened, or an opened one that nothing closes; a mark behind a number
    counts an item."""
    for text in texts(prose):
        said = [(i, char) for i in text.positions for char in _SPACE.sub("", prose[i].text).translate(_ONE_KIND)]
        flat = "".join(char for _, char in said)
        opened: list[int] = []
        for at, mark in enumerate(flat):
            if mark in _PAIRS.values():
                opened.append(at)
            elif mark in _PAIRS and not (mark in "）)" and _ITEM.search(flat[:at])):
                if not opened or flat[opened[-1]] != _PAIRS[mark]:
                    yield f"prose[{said[at][0]}]", flat[max(0, at - _SHOWN) : at + 1]
                    break
                opened.pop()
        else:
            if opened and flat[-1:] in "。；":
                yield f"prose[{said[opened[-1]][0]}]", flat[opened[-1] :][:_SHOWN]


def _other_body(reading: Reading, prose: Sequence[tuple[str, str]], ground: Ground) -> Hits:
    """部门预算安排 in a unit's budget and the reverse, as its cover and the titles of its tables tell whose it is."""
    words = table_words().prose
    cover = key("".join(text for _, text in prose[:_COVER]))
    cover += "".join(key(record.title or "") for record in reading.records if record.kind == "budget_table")
    own = [name for name in _BODIES if re.search(key(words[name]), cover)]
    if len(own) != 1:
        return
    ground.look("prose.other-body")
    pattern = re.compile(words[f"not_{own[0]}"])
    said = {"own": _BODIES[own[0]]}
    found = [(path, match[0]) for path, text in prose for match in pattern.finditer(text)]
    yield from _merged("prose.other-body", [Hit("prose.other-body", (path,), {"text": t, **said}) for path, t in found])
