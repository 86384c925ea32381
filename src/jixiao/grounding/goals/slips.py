"""What is wrong with a goal text by itself: blanks nobody filled in, words twice, parts above their whole, documents.

>>> from jixiao.grounding.goals.slips import slips
>>> [each.excerpt for each in slips("为落实落实XX政策，培训200人，其中教师120人、医生90人。")]
['落实落实', 'XX', '200人']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.grounding.goals.comparison import Discrepancy
from jixiao.grounding.prose.mentions import mentions_in
from jixiao.grounding.prose.names import borne_out, names_in
from jixiao.text import key

_BLANK = re.compile(r"[Xx×]{2,}|[*]{2,}|_{2,}|…{3,}|〔\s*〕|（\s*）|\(\s*\)|是/否|（?待补充）?|（?请填写[^，。）]*）?")
_TWICE = re.compile("([一-龥]{2,6})\\1|([一-龥])\\2{2,}")
# Words that are their own repetition: 常常, 进一步一步 is none of these.
_DOUBLE = re.compile("^(?:一步一步|一点一点|千家万户|方方面面|家家户户|实实在在|点点滴滴|扎扎实实)")
_AMONG = re.compile("其中")
_SENTENCE = re.compile("[。；;！\n]")
_LEAST_PARTS = 2


def slips(text: str, printed: str | None = None) -> Iterator[Discrepancy]:
    """What is wrong with the text, in its order; `printed` is all else that its form prints, None where unknown."""
    found = [*_marked(text), *_sums(text)]
    if printed is not None:
        found += _documents(text, key(printed))
    yield from sorted(found, key=lambda each: each.start)


def _marked(text: str) -> Iterator[Discrepancy]:
    for match in _BLANK.finditer(text):
        yield _slip(text, match.span(), f"“{match[0]}”是没有填的空；请补全")
    for match in _TWICE.finditer(text):
        if not _DOUBLE.match(match[0]):
            yield _slip(text, match.span(), f"“{match[0]}”重复；请删去一处")


def _sums(text: str) -> Iterator[Discrepancy]:
    """Parts behind 其中 that add up to more than the number before it."""
    mentions = mentions_in(text).mentions
    for match in _AMONG.finditer(text):
        end = next((m.start() for m in _SENTENCE.finditer(text, match.end())), len(text))
        begin = max((m.end() for m in _SENTENCE.finditer(text, 0, match.start())), default=0)
        whole = [m for m in mentions if begin <= m.start < match.start()]
        parts = [m for m in mentions if match.end() <= m.start < end]
        if not whole or len(parts) < _LEAST_PARTS:
            continue
        total = whole[-1].quantity
        values = [p.quantity for p in parts if p.quantity and total and p.quantity.unit == total.unit]
        if total is None or total.unit == "%" or len(values) != len(parts):
            continue
        if sum(each.values[0] for each in values) > total.values[0]:
            told = "、".join(part.text for part in parts)
            message = f"“{whole[-1].text}”少于其中各项之和（{told}）；请核对"
            yield _slip(text, (whole[-1].start, whole[-1].end), message, "contradiction")


def _documents(text: str, printed: str) -> Iterator[Discrepancy]:
    """Documents that the rest of the form does not print: only a person can know them."""
    for name in names_in(text):
        if name.sort in ("document", "title") and not borne_out(name, printed):
            message = f"“{name.text}”在表内其他栏目没有出现（待核）；请核对文件名和文号"
            yield _slip(text, (name.start, name.end), message, "unsupported")


def _slip(text: str, place: tuple[int, int], message: str, severity: str = "wording") -> Discrepancy:
    start, end = place
    kind = "value" if severity == "contradiction" else "document" if severity == "unsupported" else "wording"
    return Discrepancy(kind, severity, message, start, end, text[start:end])  # type: ignore[arg-type]
