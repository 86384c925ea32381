"""The year a document speaks of, and the years its texts name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from jixiao.evidence import Passage
from jixiao.forms.model import Cut
from jixiao.tables.table import Layout, Paragraph

_YEAR = re.compile(r"((?:19|20)\d\d|二[〇零○0]二[〇零一二三四五六七八九○])\s*(?:年|财年|—|-|$)|[(（]\s*((?:19|20)\d\d)")
# A year at the end of a line that says something else, behind a gap.
_APART = re.compile(
    r"\s{2,}[（(]?\s*((?:19|20)\d\d)\s*年?度?\s*[)）]?$|[\u3000\s]*[（(]\s*((?:19|20)\d\d)\s*年度\s*[)）]$"
)
# Behind a year: the month, and the day, of a date.
_DATE = re.compile(r"^\s*(?:年\s*\d{1,2}\s*月|[-./]\s*\d{1,2}(?!\d))")
_NAMED = re.compile(r"(?<!\d)(20\d\d)(?=\s*(?:年|[-./]\s*\d{1,2}(?!\d)))")
_HAN = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def year_in(passage: Passage) -> Passage | None:
    """The four digits of a year named in the text, in figures or in words (二〇二六)."""
    match = _YEAR.search(passage.text)
    if match is None:
        return None
    group = 1 if match.group(1) else 2
    return passage.cut(*match.span(group))


def year_apart(passage: Passage) -> tuple[Passage, Passage | None]:
    """The line without the year that stands apart at its end (填报单位：某局　　2025年度), and that year."""
    match = _APART.search(passage.text)
    if match is None or not match.start():
        return passage, None
    return passage.cut(0, match.start()).strip(), passage.cut(*match.span(match.lastindex or 1))


def year_spoken_of(passage: Passage) -> Passage | None:
    """The year named in the text, unless it is that of a date: when something was filled in, printed, passed."""
    found = year_in(passage)
    return None if found is None or _DATE.match(passage.text[passage.text.index(found.text) + len(found) :]) else found


def is_of_date(year: Passage) -> bool:
    """Whether a year that was cut from its line is that of a date."""
    word, _, end = year.pieces[-1]
    return _DATE.match(word.text[end:]) is not None


def year_of_dates(texts: Iterable[Passage]) -> Passage | None:
    """The year that the dates in the texts name most often, the first of several."""
    named = [passage.cut(*match.span()) for passage in texts for match in _NAMED.finditer(passage.text)]
    often = Counter(year.text for year in named)
    return min(named, key=lambda year: (-often[year.text], year.text), default=None)


def year_said(passage: Passage) -> int:
    """The number of such a year."""
    return int(passage.text.translate(_HAN))


def _early(layout: Layout) -> list[Passage]:
    """The first lines of the document, and of its first tables what stands alone in a row."""
    out: list[Passage] = []
    for block in layout.blocks[:12]:
        if isinstance(block, Paragraph):
            out.append(block.passage)
        else:
            rows = (block.row(r) for r in range(min(6, block.n_rows)))
            out.extend(row[0].flat for row in rows if len(row) == 1)
    return out


def year_of(pieces: Cut, layout: Layout) -> Passage | None:
    """The year the document speaks of: in a heading near its beginning, else the one its titles and prose name most,
    else that of a date near its beginning."""
    early = [passage for passage in _early(layout) if len(passage.text) <= 40]
    for passage in early:
        if (found := year_spoken_of(passage)) is not None:
            return found
    counts: Counter[str] = Counter()
    first: dict[str, Passage] = {}
    titled = [form.title for form in pieces.forms if form.title]
    for passage in [*titled, *(b.passage for b in layout.blocks if isinstance(b, Paragraph))]:
        for match in re.finditer(r"(?<!\d)(20\d\d)\s*年", passage.text):
            counts[match.group(1)] += 1
            first.setdefault(match.group(1), passage.cut(*match.span(1)))
    if counts:
        return first[counts.most_common(1)[0][0]]
    return next((found for passage in early if (found := year_in(passage)) is not None), None)
