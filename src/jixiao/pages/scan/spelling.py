"""Characters that OCR takes for others, put right by what can stand beside them; what was read stays beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np

from jixiao.evidence import READINGS_DIFFER, SNAPPED, Word
from jixiao.pages.scan.model import Scan
from jixiao.resources import folder, read_yaml

_HAN = "\u4e00-\u9fff"
# A mark at the start or end of a text that no text begins or ends with, if it is no larger than a speck.
_MARK = re.compile(rf"^\s*[.．·'`,，、]\s*(?=[\d≥≤=<>{_HAN}])|(?<=[\d%％{_HAN}）)])\s*[.．·'`]$")
# The side of a speck as a share of the height of the line; grey level below which there is ink.
_SPECK, _INK = 0.15, 165


class Rule(NamedTuple):
    """A pattern whose group 1 is put right, and what it becomes."""

    pattern: re.Pattern[str]
    right: str
    code: str = SNAPPED


_RULES = (
    # A comma whose tail was lost: Chinese has no point between Han characters, and a number no two.
    Rule(
        re.compile(
            rf"(?<=[{_HAN}）》”])(?<![一二三四五六七八九十])([.．])(?=[{_HAN}《“（\d])|(?<=[%％])([.．])(?=[{_HAN}《“（])"
        ),
        "，",
    ),
    Rule(re.compile(r"(?<![\d.,])\d{1,3}([.])(?=\d{3}\.\d{1,2}(?!\d))"), ","),
    Rule(re.compile(r"(?<=\d)(\.\.|,\.|\.,)(?=\d)"), "."),
    Rule(re.compile(r"^\d{1,3}(?:,\d{3})*(,)(?=\d\d$)"), "."),
    Rule(re.compile(r"^\d{3,}(:)(?=\d\d$)"), "."),
    # A document's number stands in brackets of six corners.
    Rule(re.compile(r"([\[【(（])(?=\d{4}〕)|(\[)(?=\d{4}\]\s*\d+\s*号)"), "〔"),
    Rule(re.compile(r"(?<=〔\d{4})([\]】)）])"), "〕"),
    Rule(re.compile(r"(?<=\d)(°)(?![CcNSEW\d])"), "%", READINGS_DIFFER),
)


def put_right(word: Word, scan: Scan) -> None:
    """Mend the text of a word that was read from a scanned page."""
    while (mark := _MARK.search(word.text)) and len(word.text) > 1 and _is_speck(word, mark, scan):
        word.mend(*mark.span(), "")
    for rule in (*_RULES, *_misread()):
        at = 0
        while found := rule.pattern.search(word.text, at):
            start, end = next(found.span(i) for i in range(1, found.re.groups + 1) if found[i] is not None)
            word.mend(start, end, rule.right, rule.code)
            at = start + len(rule.right)


def _is_speck(word: Word, mark: re.Match[str], scan: Scan) -> bool:
    """Whether there is no ink under the mark that is larger than a speck."""
    box = word.part(*mark.span())
    part = scan.cut(scan.clean, box, 0.0) < _INK
    _, _, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8), connectivity=8)
    most = max(2.0, _SPECK * word.box.height * scan.scale)
    sides = stats[1:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    return not sides.size or bool((sides <= most).all())


@cache
def _misread() -> tuple[Rule, ...]:
    """The words of schemas/scans/misread.yaml."""
    out = []
    for wrong, how in read_yaml(folder("schemas/scans") / "misread.yaml").items():
        after = f"(?<![{how['after']}])" if "after" in how else ""
        unless = f"(?![{how['unless']}])" if "unless" in how else ""
        out.append(Rule(re.compile(f"{after}({wrong}){unless}"), how["right"]))
    return tuple(out)
