"""A department's goals in prose into `department_narrative`: cut at headings, numbers and opening words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.labels.labelled import stacked
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.model import Form
from jixiao.forms.segmentation.prose import numbered, section_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.forms.year import year_in, year_said
from jixiao.tables.table import Paragraph

_PARTS = ("goal", "indicators", "standards")
# What may close a heading, and is no part of it.
CLOSE = "：:。；; "
_HEADING = 64


@dataclass(slots=True)
class _Goals:
    """The goals read so far, and where the next text goes."""

    area_style: str | None = None
    area: Passage | None = None
    activity: Passage | None = None
    rows: list[dict[str, list[Passage]]] = field(default_factory=list)
    heads: list[tuple[Passage | None, Passage | None]] = field(default_factory=list)
    part: str = "goal"


def read_narrative(form: Form, year: Passage | None, words: Vocabulary) -> Draft:
    """The overall goal, the goals by area and activity, and the measures."""
    draft = Draft({})
    sections: dict[str, list[Paragraph]] = {"overall_goal": [], "sub_goals": [], "measures": []}
    current = ""
    for paragraph in form.prose:
        name = section_of(paragraph, words)
        if name is not None:
            current = name
            paragraph.passage.claim(Role.HEADING)
        elif current:
            sections[current].append(paragraph)
    department = None
    for paragraph in form.heading:
        paragraph.passage.claim(Role.HEADING)
        department = department or _named(paragraph, words)
    overall = stacked([p.passage.strip() for p in sections["overall_goal"]], "\n")
    said = year_in(overall) or year
    draft.tree = {
        "year": Derived(year_said(said), said) if said is not None else None,
        "department": department,
        "overall_goal": overall,
        "sub_goals": _sub_goals(sections["sub_goals"], words),
        "measures": _measures(sections["measures"]),
    }
    return draft


def _named(paragraph: Paragraph, words: Vocabulary) -> Passage | None:
    """The department where a line over the prose names it with a label."""
    match = re.match(r"^\s*([^:：]{2,12})[:：]\s*(?=\S)", paragraph.text)
    if match is None:
        return None
    term = words.term("department_goal", match.group(1))
    return paragraph.passage.cut(match.end()).strip() if term is not None and term.field == "department" else None


def _sub_goals(paragraphs: list[Paragraph], words: Vocabulary) -> list[dict[str, Any]]:
    opening = _opening(words)
    goals = _Goals()
    for paragraph in paragraphs:
        passage = paragraph.passage.strip()
        if not passage:
            continue
        if not opening.search(passage.text) and _head(passage, goals):
            continue
        _cut_parts(passage, opening, goals, words)
    out = []
    for (area, activity), row in zip(goals.heads, goals.rows, strict=True):
        parts = {p: stacked(row[p], "\n") if p in row else None for p in _PARTS}
        out.append({"area": area, "activity": activity, **parts})
    return out


def _opening(words: Vocabulary) -> re.Pattern[str]:
    """A part's opening words: at the start of a paragraph with or without a colon, inside one only with it."""
    names = sorted({w for p in _PARTS for w in words.narrative.get(p, ())}, key=len, reverse=True)
    alternatives = "|".join(map(re.escape, names))
    with_colon = rf"({alternatives})(?:是|为)?\s*[:：]\s*"
    return re.compile(rf"^\s*{with_colon}|^\s*({alternatives})(?:是|为)\s*|(?<=[。；;])\s*{with_colon}")


def _head(passage: Passage, goals: _Goals) -> bool:
    """Take the paragraph as the heading of an area or an activity, if it is one."""
    found = numbered(passage.text)
    if found is None or len(passage.text) > _HEADING or passage.text.endswith("。"):
        return False
    style, at = found
    name = passage.cut(at).strip(CLOSE)
    passage.cut(0, at).claim(Role.LABEL)
    passage.claim(Role.LABEL)
    if goals.area_style is None:
        goals.area_style = style
    if style == goals.area_style:
        goals.area, goals.activity = name, None
    else:
        goals.activity = name
    goals.part = "new"
    return True


def _cut_parts(passage: Passage, opening: re.Pattern[str], goals: _Goals, words: Vocabulary) -> None:
    """Put the paragraph's parts where their opening words say; text without any goes on with the part before."""
    marks = list(opening.finditer(passage.text))
    if not marks or marks[0].start() > 0:
        first = passage.cut(0, marks[0].start() if marks else None).strip()
        if first:
            _add(goals, "goal" if goals.part == "new" else goals.part, first)
    for i, mark in enumerate(marks):
        word = next(g for g in mark.groups() if g)
        part = next(p for p in _PARTS if word in words.narrative.get(p, ()))
        end = marks[i + 1].start() if i + 1 < len(marks) else len(passage.text)
        passage.cut(mark.start(), mark.end()).claim(Role.LABEL)
        _add(goals, part, passage.cut(mark.end(), end).strip())


def _add(goals: _Goals, part: str, text: Passage) -> None:
    order = _PARTS.index(part)
    started = goals.part != "new" and goals.rows and goals.heads[-1] == (goals.area, goals.activity)
    if not started or (goals.part != part and order < _PARTS.index(goals.part) and part in goals.rows[-1]):
        goals.rows.append({})
        goals.heads.append((goals.area, goals.activity))
    goals.rows[-1].setdefault(part, []).append(text)
    goals.part = part


def _measures(paragraphs: list[Paragraph]) -> list[dict[str, Any]]:
    """Measures by headings of the first list style; a heading that runs into its text is cut at its first full stop."""
    style: str | None = None
    out: list[tuple[Passage | None, list[Passage]]] = []
    for paragraph in paragraphs:
        passage = paragraph.passage.strip()
        found = numbered(passage.text)
        if found is not None and (style is None or found[0] == style):
            style, at = found
            passage.cut(0, at).claim(Role.LABEL)
            body = passage.cut(at)
            stop = re.search(r"[。：:]", body.text)
            if len(body.text) <= _HEADING and (stop is None or stop.end() == len(body.text)):
                out.append((body.strip(CLOSE), []))
            elif stop is not None and stop.start() <= _HEADING:
                out.append((body.cut(0, stop.start()), [body.cut(stop.end()).strip()]))
            else:
                out.append((None, [body]))
            body.claim(Role.LABEL)
        elif out:
            out[-1][1].append(passage)
        else:
            out.append((None, [passage]))
    return [{"heading": head, "text": stacked(texts, "\n")} for head, texts in out]
