"""The coverage ledger: every word of a source is something, or it is said to be unexplained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from jixiao.evidence import Role, Word
from jixiao.forms.model import Form
from jixiao.records import PageCoverage, Reason
from jixiao.tables.table import Block, Paragraph
from jixiao.text import has_digit

_NAMES: dict[int, str] = {
    Role.FIELD: "field", Role.LABEL: "label", Role.HEADING: "heading", Role.PROSE: "prose", Role.MARGIN: "margin",
}  # fmt: skip
_SHOWN = 3


def claim_paragraphs(paragraphs: Iterable[Paragraph], role: Role) -> None:
    """Account for every word of the paragraphs that nobody has claimed yet."""
    for paragraph in paragraphs:
        for word in paragraph.words():
            if word.roles is None:
                word.claim(0, len(word.text), role)


def unexplained(words: Iterable[Word]) -> list[tuple[Word, str]]:
    """The words of which characters were left unclaimed, with those; bare punctuation is not worth a word."""
    out = []
    for word in words:
        if word.roles is not None and 0 not in word.roles:
            continue
        rest = word.unexplained().strip()
        if rest and any(c.isalnum() for c in rest):
            out.append((word, rest))
    return out


def form_reasons(form: Form) -> list[Reason]:
    """Why the form is not complete: what stands in its tables and was not understood."""
    left = unexplained(w for t in form.tables for w in t.words())
    left += unexplained(w for p in form.prose for w in p.words())
    if not left:
        return []
    digits = [text for _, text in left if has_digit(text)]
    code = "unexplained.digits" if digits else "unexplained.text"
    shown = "、".join(f"“{text[:16]}”" for text in (digits or [t for _, t in left])[:_SHOWN])
    page = left[0][0].page or None
    more = f"等 {len(left)} 处" if len(left) > _SHOWN else ""
    return [Reason(code=code, message=f"表中有文字没有归入任何栏目：{shown}{more}；请对照原文核对", page=page)]


def coverage(blocks: Iterable[Block], ways: Mapping[int, tuple[str, str]]) -> list[PageCoverage]:
    """For each page (or the whole, where there are none) how many characters went where.

    `ways` says of pages that were read by OCR how and why.
    """
    pages: dict[int, list[int]] = {page: [0] * len(Role) for page in ways}
    rest: dict[int, list[str]] = {}
    for block in blocks:
        for word in block.words():
            counts = pages.get(word.page) or pages.setdefault(word.page, [0] * len(Role))
            left = _count(word, counts)
            if left and any(c.isalnum() for c in left):
                rest.setdefault(word.page, []).append(left)
    out = []
    for page, counts in sorted(pages.items()):
        way, why = ways.get(page, ("", ""))
        said = {"page": page or None, "way": way, "why": why, "unexplained": rest.get(page, [])}
        named = {name: counts[role] for role, name in _NAMES.items()}
        out.append(PageCoverage.model_validate({**said, "characters": sum(counts), **named}))
    return out


def _count(word: Word, counts: list[int]) -> str:
    """Add the word's characters to those of the roles; what of it nobody claimed."""
    roles, n = word.roles, len(word.text)
    if roles is None:
        counts[Role.UNEXPLAINED] += n
        return word.text
    first = roles[0]
    if roles.count(first) == n:  # nearly always one role for the whole word
        counts[first] += n
        return "" if first else word.text
    for role in roles:
        counts[role] += 1
    return word.unexplained()
