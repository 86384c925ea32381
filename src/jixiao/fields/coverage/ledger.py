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
    pages: dict[int, dict[str, int]] = {page: {} for page in ways}
    rest: dict[int, list[str]] = {}
    for block in blocks:
        for word in block.words():
            counts = pages.setdefault(word.page, {})
            roles = word.roles
            n = len(word.text)
            counts["characters"] = counts.get("characters", 0) + n
            if roles is None:
                left = word.text
            else:
                first = roles[0]
                if roles.count(first) == n:  # nearly always one role for the whole word
                    _count(counts, first, n)
                    left = "" if first else word.text
                else:
                    for role in roles:
                        _count(counts, role, 1)
                    left = word.unexplained()
            if left and any(c.isalnum() for c in left):
                rest.setdefault(word.page, []).append(left)
    out = []
    for page, counts in sorted(pages.items()):
        way, why = ways.get(page, ("", ""))
        said = {"page": page or None, "way": way, "why": why, "unexplained": rest.get(page, []), **counts}
        out.append(PageCoverage.model_validate(said))
    return out


def _count(counts: dict[str, int], role: int, n: int) -> None:
    if role:
        name = _NAMES[role]
        counts[name] = counts.get(name, 0) + n
