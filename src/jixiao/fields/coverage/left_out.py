"""What a self-evaluation prints and no field holds: an amount, points, a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.evidence import Passage
from jixiao.fields.tree import Draft
from jixiao.forms.content import is_amount
from jixiao.forms.evaluation import measure_of, role_of
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.records import Reason
from jixiao.text import has_digit, key

# Behind the heading of a column, which row of a list the value is of.
_OF_ROW = re.compile(r"[（(]第\d+行[）)]$")
# What counts rows or names a person, a place, a note: of no field.
_COUNTS = re.compile(r"序号|编号|代码|页码|年[度份]$|问题|结论|建议|经验|原因|改进")
_NOTE = re.compile(r"\s*(?:注|备注|说明|填[报表]|联系|审核|经办|附)")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?\s*(?:[亿万千]?元|%|分)")
# A text with as many characters is a paragraph.
_PARAGRAPH = 24


def left_out(draft: Draft, words: Vocabulary) -> list[Reason]:
    """Why a self-evaluation is not complete though every word of it is kept: the first of each kind of what is left."""
    found: dict[str, Reason] = {}
    for code, label, value in _left(draft, words):
        if code not in found:
            what = {"funds.open": "这项金额不知道是资金的哪一栏", "label.unbound": "这项内容没有栏目可放"}[code]
            shown = f"“{label.text[:16]}”：{value.text[:16]}" if label.text else f"“{value.text[:24]}”"
            said = f"{what}（{shown}），原样留在“其他栏目”（extra）里；请对照原文看它该填哪一栏"
            page = next((p.word.page for p in (*value.pieces, *label.pieces) if p.word.page), None)
            found[code] = Reason(code=code, message=said, page=page)
    return list(found.values())


def _left(draft: Draft, words: Vocabulary) -> Iterator[tuple[str, Passage, Passage]]:
    held = {key(value.text) for value in draft.values().values()}
    for label, value in draft.extra:
        name = _OF_ROW.sub("", label.text)
        of_row, bare = name != label.text, label_key(name)
        if not value or id(value) in draft.beside or (of_row and role_of(name, words) in ("remark", "number")):
            continue
        if role_of(name, words, "funds") == "remark" and draft.tree.get("funds"):
            continue  # what came in, what is left over
        if _COUNTS.search(bare) or words.outside.search(bare) or (not bare and _NOTE.match(value.text)):
            continue
        if has_digit(value.text) and (measure_of(name, words) or "·" in name) and is_amount(value.text):
            yield "funds.open", label, value
        elif key(value.text) not in held and _says_something(value.text):
            yield "label.unbound", label, value


def _says_something(text: str) -> bool:
    """Whether the text is a number or amount, has one with its unit in it, or is a paragraph."""
    said = key(text)
    number = has_digit(said) and is_amount(said)
    return number or _FIGURE.search(said) is not None or len(said) >= _PARAGRAPH
