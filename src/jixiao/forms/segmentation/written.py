"""Goal forms of projects written out in lines: labels, colons and values, and indicators under their levels."""

from __future__ import annotations

import re
from dataclasses import replace

from jixiao.evidence import Passage
from jixiao.forms.levels import is_level
from jixiao.forms.model import Cut, Form
from jixiao.forms.segmentation.borderless import as_table, is_title, parted
from jixiao.forms.segmentation.headings import unnumbered
from jixiao.forms.segmentation.prose import numbered
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Paragraph

_PROJECT = "project_goal"
_COLON = re.compile("[:：]")
# Such a form has so many labels of fields, and so many lines that begin with the name of a level.
_LABELS, _LEVELS = 3, 3


def find_written(cut: Cut, words: Vocabulary) -> list[Form]:
    """Such forms among the loose paragraphs, which are taken out of them; their indicators stand in `prose`."""
    out: list[Form] = []
    loose: list[list[Paragraph]] = []
    for run in cut.loose:
        rest: list[Paragraph] = []
        for part in parted(run, words):
            form = _form(part, words)
            if form is None:
                rest += part
            else:
                out.append(form)
        loose += [rest] if rest else []
    if out:
        cut.loose = loose
    return out


def label_of(text: Passage) -> tuple[Passage, Passage, Passage]:
    """List number, label and value of a line; the value is empty where no colon stands in it."""
    found = numbered(text.text.lstrip())
    at = len(text) - len(text.text.lstrip()) + found[1] if found else 0
    rest = text.cut(at)
    colon = _COLON.search(rest.text)
    if colon is None:
        return text.cut(0, at), rest.strip("。；; "), Passage()
    return text.cut(0, at), rest.cut(0, colon.start()).strip(), rest.cut(colon.end()).strip()


def _form(part: list[Paragraph], words: Vocabulary) -> Form | None:
    first = next((i for i, p in enumerate(part) if not is_title(p, words)), len(part))
    heading, body = part[:first], part[first:]
    said = [label_of(p.passage) for p in body]
    names = [label.text for _, label, value in said if value]
    known = {term.field for name in names if (term := words.term(_PROJECT, name)) is not None and term.field}
    levels = [i for i, (_, label, _) in enumerate(said) if is_level(label.text, words)]
    opened = any(words.opens(_PROJECT, name, names) for name in names)
    if not opened or len(known) < _LABELS or len(levels) < _LEVELS or any(words.is_other(p.text) for p in heading):
        return None
    end = next((i for i in range(levels[-1] + 1, len(body)) if _is_section(body[i])), len(body))
    if any(_is_section(body[i]) for i in range(levels[0], end) if i not in levels):
        return None
    title = next((p for p in heading if not p.text.lstrip().startswith(("(", "（"))), heading[0] if heading else None)
    table = replace(as_table([*body[: levels[0]], *body[end:]]), doubts=[])
    form = Form(_PROJECT, heading=heading, tables=[table], lines=body, prose=body[levels[0] : end])
    form.title = unnumbered(title.passage) if title is not None else Passage()
    return form


def _is_section(paragraph: Paragraph) -> bool:
    found = numbered(paragraph.text)
    return found is not None and found[0] == "han"
