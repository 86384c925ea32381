"""A department's goals in prose: the run of paragraphs that holds them, found by its section headings."""

from __future__ import annotations

import re

from jixiao.forms.model import Cut, Form
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.headings import unnumbered
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Paragraph

SECTIONS = ("overall_goal", "sub_goals", "measures")
_PART = re.compile(r"^第[一二三四五六七八九十\d]+(部分|章|篇)")
_STYLES = (
    ("han", re.compile(r"^[一二三四五六七八九十]{1,3}[、．.]\s*")),
    ("bracket", re.compile(r"^[（(][一二三四五六七八九十]{1,3}[)）]、?\s*")),
    ("digit", re.compile(r"^\d{1,2}\s*[.．、]\s*(?!\d)")),
    ("digit-bracket", re.compile(r"^[（(]\d{1,2}[)）]\s*")),
    ("ordinal", re.compile(r"^[一二三四五六七八九十]{1,3}是\s*")),
    ("ordinal2", re.compile(r"^第[一二三四五六七八九十]{1,3}[，,、]?\s*")),
)
# Marks of items under what is numbered so, which head no section.
_ITEMS = (
    ("half-bracket", re.compile(r"^\d{1,2}\s*[)）]、?\s*")),
    ("circled", re.compile(r"^[①-⑳⑴-⒇❶-❿㈠-㈩]、?\s*")),
    ("letter", re.compile(r"^(?:[(（][A-Za-z][)）]|[A-Za-z][)）.．、])\s*(?=[\u4e00-\u9fff])")),
    ("mark", re.compile(r"^[·•●○◆◇■□▪▲△※★☆\-—–*]+\s*(?=[\w《“])")),
)


def is_part(text: str) -> bool:
    """Whether the text heads a part of a document (第一部分)."""
    return _PART.match(text) is not None


def numbered(text: str) -> tuple[str, int] | None:
    """The style of the list number the text begins with, and where the text after it begins."""
    for name, pattern in _STYLES:
        match = pattern.match(text)
        if match:
            return name, match.end()
    return None


def counted(text: str) -> tuple[str, int] | None:
    """The style of the list number or of the mark the text begins with, and where the text after it begins."""
    ends = ((name, match.end()) for name, pattern in _ITEMS if (match := pattern.match(text)))
    return numbered(text) or next(ends, None)


def section_of(paragraph: Paragraph, words: Vocabulary) -> str | None:
    """The section of a narrative that the paragraph heads, None for any other paragraph."""
    if len(paragraph.text) > settings.PROSE.longest:
        return None
    text = label_key(paragraph.text)
    return next((name for name in SECTIONS if text in words.narrative.get(name, ())), None)


def find_narratives(cut: Cut, words: Vocabulary) -> list[Form]:
    """The narratives among the loose paragraphs, which are taken out of them."""
    out = []
    for i, run in enumerate(cut.loose):
        heads = [(j, name) for j, p in enumerate(run) if (name := section_of(p, words))]
        names = {name for _, name in heads}
        if "overall_goal" not in names or len(names) < 2:
            continue
        start = next(j for j, name in heads if name == "overall_goal")
        end = next((j for j in range(start + 1, len(run)) if _PART.match(run[j].text)), len(run))
        end = min(end, _next_chapter(run, heads[-1][0]))
        form = Form("department_narrative", prose=run[start:end])
        while start and _heads(run[start - 1], words):
            start -= 1
            form.heading.insert(0, run[start])
            if words.title_kind(run[start].text) == "department_narrative":
                form.title = unnumbered(run[start].passage)
        cut.loose[i] = run[:start] + run[end:]
        out.append(form)
    return out


def _next_chapter(run: list[Paragraph], last: int) -> int:
    """Where a heading numbered like the sections begins something else; the last section's list has its own style."""
    style = numbered(run[last].text)
    found = [(j, n[0]) for j in range(last + 1, len(run)) if (n := numbered(run[j].text)) is not None]
    if style is None or not found or found[0][1] == style[0]:
        return len(run)
    longest = 2 * settings.PROSE.longest
    return next((j for j, name in found if name == style[0] and len(run[j].text) <= longest), len(run))


def _heads(paragraph: Paragraph, words: Vocabulary) -> bool:
    text = paragraph.text
    if len(text) > 40:
        return False
    named = re.match(r"^\s*(\S{2,12}?)\s*[:：]", text)
    term = words.term("department_goal", named.group(1)) if named else None
    return bool(_PART.match(text)) or words.title_kind(text) == "department_narrative" or term is not None
