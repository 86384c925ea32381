"""A department's goals in prose: the run of paragraphs that holds them, found by its section headings."""

from __future__ import annotations

import re

from jixiao.forms.cut import unnumbered
from jixiao.forms.model import Cut, Form
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.model import Paragraph

SECTIONS = ("overall_goal", "sub_goals", "measures")
_PART = re.compile(r"^第[一二三四五六七八九十\d]+(部分|章|篇)")
_LONGEST = 24


def section_of(paragraph: Paragraph, words: Vocabulary) -> str | None:
    """The section of a narrative that the paragraph heads, None for any other paragraph."""
    if len(paragraph.text) > _LONGEST:
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
        form = Form("department_narrative", prose=run[start:end])
        while start and _heads(run[start - 1], words):
            start -= 1
            form.heading.insert(0, run[start])
            if words.title_kind(run[start].text) == "department_narrative":
                form.title = unnumbered(run[start].passage)
        cut.loose[i] = run[:start] + run[end:]
        out.append(form)
    return out


def _heads(paragraph: Paragraph, words: Vocabulary) -> bool:
    text = paragraph.text
    return len(text) <= 30 and (bool(_PART.match(text)) or words.title_kind(text) == "department_narrative")
