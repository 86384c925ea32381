"""Automatic numbers of lists as they are printed: 1. / 一、 / （一） / ① , with levels and restarts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple
from xml.etree.ElementTree import Element

from jixiao.office.chinese_numerals import PLAIN, counted
from jixiao.office.package import whole
from jixiao.office.word.styles import RunLook
from jixiao.office.word.symbols import from_private
from jixiao.office.word.xml import MC, W, number, switch, value

_DEEPEST = 8
_MOST = 32_767  # what Word itself counts to
_HOLDER = re.compile(r"%(\d)")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Label(NamedTuple):
    """A number in front of a paragraph; `bullet` where it only marks, `spaced` where a blank follows it."""

    text: str
    bullet: bool
    spaced: bool


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list as the document defines it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    spaced: bool = False
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A list (`w:num`): the definition it counts with, its levels, and where it starts anew."""

    definition: str
    levels: dict[int, Level]
    anew: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The document's lists with their counters; ask once for each paragraph, in the document's order."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def level_styles(self, list_id: str) -> dict[str, int]:
        """The levels of the list that are bound to paragraph styles, by style."""
        found = self._lists.get(list_id)
        return {level.style: i for i, level in found.levels.items() if level.style} if found else {}

    def label(self, list_id: str, depth: int) -> Label | None:
        """The next number of the list at that level (0-based), None where there is no such list."""
        found = self._lists.get(list_id)
        if found is None or depth not in found.levels:
            return None
        level = found.levels[depth]
        counts = self._counts.setdefault(found.definition, {})
        if depth in found.anew and (list_id, depth) not in self._begun:
            counts[depth] = found.anew[depth] - 1
        self._begun.add((list_id, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or depth < restart:
                del counts[deeper]
        if level.form == "bullet":
            return Label(level.text, True, level.spaced)
        return Label(self._filled(found, level, counts), False, level.spaced)

    def _filled(self, found: _List, level: Level, counts: dict[int, int]) -> str:
        def one(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            its = found.levels.get(depth, Level())
            return written(counts.get(depth, its.start), "decimal" if level.legal else its.form)

        return _HOLDER.sub(one, level.text)

    def _read(self, root: Element) -> None:
        definitions: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for item in root.iter(f"{W}abstractNum"):
            name = item.get(f"{W}abstractNumId", "")
            definitions[name] = {_depth(e): _level(e) for e in item.findall(f"{W}lvl")}
            own, linked = value(item, "styleLink"), value(item, "numStyleLink")
            if own is not None:
                by_style[own] = name
            if linked is not None:
                links[name] = linked
        for item in root.iter(f"{W}num"):
            name = value(item, "abstractNumId") or ""
            name = by_style.get(links.get(name, ""), name)
            its = _List(name, dict(definitions.get(name, {})))
            for change in item.findall(f"{W}lvlOverride"):
                depth = _depth(change)
                start, changed = number(change, "startOverride"), change.find(f"{W}lvl")
                if changed is not None:
                    its.levels[depth] = _level(changed)
                if start is not None:
                    its.anew[depth] = start
                    its.levels[depth] = replace(its.levels.get(depth, Level()), start=start)
            self._lists[item.get(f"{W}numId", "")] = its


def _depth(element: Element) -> int:
    return whole(element.get(f"{W}ilvl"), _DEEPEST) or 0


def _level(element: Element) -> Level:
    form = element.find(f"{W}numFmt")
    if form is None:
        form = element.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
    start = number(element, "start")
    text = value(element, "lvlText") or ""
    font = RunLook().over(element.find(f"{W}rPr")).font
    return Level(
        0 if start is None else start,
        "decimal" if form is None else form.get(f"{W}val", "decimal"),
        from_private(text, font),
        (value(element, "suff") or "tab") == "space",
        number(element, "lvlRestart"),
        bool(switch(element, "isLgl")),
        value(element, "pStyle"),
    )


def written(count: int, form: str) -> str:
    """The number in one of Word's forms; forms nobody has described come out as plain digits."""
    plain = str(count)
    if not 0 < count <= _MOST or form == "decimal":
        return "" if form == "none" else plain
    match form:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{count:02d}"
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            return _roman(count).upper() if form == "upperRoman" else _roman(count)
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | ("taiwaneseCountingThousand" | "koreanDigital2")
        ):
            return counted(count)
        case "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal":
            return counted(count, formal=True)
        case "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital":
            return "".join(PLAIN[int(d)] for d in plain)
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(0xFF10 + int(d)) for d in plain)
        case _:
            return _drawn(count, form) or plain


def _drawn(count: int, form: str) -> str:
    """Numbers that are one character, "" where there is none."""
    if form.startswith("decimalEnclosedCircle"):
        return chr(0x2460 + count - 1) if count <= 20 else chr(0x3251 + count - 21) if count <= 35 else ""
    first, most = {
        "decimalEnclosedParen": (0x2474, 20),
        "decimalEnclosedFullstop": (0x2488, 20),
        "ideographEnclosedCircle": (0x3280, 10),
    }.get(form, (0, 0))
    if count <= most:
        return chr(first + count - 1)
    series = {"ideographTraditional": _STEMS, "ideographZodiac": _BRANCHES}.get(form, "")
    return series[(count - 1) % len(series)] if series else ""


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        while count >= worth:
            text += letters
            count -= worth
    return text
