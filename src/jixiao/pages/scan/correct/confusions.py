"""Characters that OCR takes for others, put right by what can stand beside them; what was read stays beside it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box, overlap
from jixiao.pages.scan.correct import settings
from jixiao.pages.scan.model import Scan
from jixiao.resources import folder, read_yaml
from jixiao.votes import Voter

_HAN = "\u4e00-\u9fff"
# A mark at the start or end of a text that no text begins or ends with, if there is a speck there or nothing.
_MARK = re.compile(
    rf"^\s*[.．·'`\"“”‘’,，、:：]\s*(?=[\d≥≤=<>《（“{_HAN}])|(?<=[\d%％{_HAN}）)》])\s*(?:[.．·'`\"“‘]|(?<=\s)[:：])$"
)
# What no text begins or ends with, whatever ink is there: a grain of toner.
_DOT = re.compile(r"^\s*[·•]\s*(?=\S)|(?<=\S)\s*[·•]$")
# Forms of characters that are hardly another than those in use, and that official print does not have.
_FORMS = dict(
    zip(
        "內戶黃溫値吳呂沒強別兌決沖淨減況涼冊宮晉査毀淸滾潛硏祿虛郞丟爭毎靑敎",
        "内户黄温值吴吕没强别兑决冲净减况凉册宫晋查毁清滚潜研禄虚郎丢争每青教",
        strict=True,
    )
)
# An amount in which letters stand for zeros.
_ZEROS = re.compile(r"[\dOo]{1,3}(?:,?[\dOo]{3})*\.[\dOo]{1,2}[%％]?")


class Rule(NamedTuple):
    """A pattern whose group 1 is put right, and what it becomes."""

    pattern: re.Pattern[str]
    right: str
    code: DoubtCode = DoubtCode.VOCABULARY


_RULES = (
    # A comma whose tail was lost: Chinese has no point between Han characters, and a number no two.
    Rule(
        re.compile(
            rf"(?<=[{_HAN}）》”])(?<![一二三四五六七八九十])([.．])(?=[{_HAN}《“（\d])|(?<=[%％])([.．])(?=[{_HAN}《“（])"
        ),
        "，",
    ),
    Rule(re.compile(rf"(?<=\d)([·•])(?=[{_HAN}%％])|(?<=[≥≤=<>])([·•])(?=\d)"), ""),
    Rule(re.compile(r"^(?!(?:19|20)\d\d )\d+(?:[,.]\d{3})*( +)(?=\d\d$)"), ".", DoubtCode.READINGS_DIFFER),
    Rule(re.compile(r"(?<=\d,)( +)(?=\d{3}(?!\d))|(?<=\d\.)( +)(?=\d\d$)"), ""),
    Rule(re.compile(r"(?<![\d.,])\d{1,3}([.:;])(?=\d{3}\.\d{1,2}(?!\d))"), ","),
    Rule(re.compile(r"(?<=\d)(\.\.|,\.|\.,)(?=\d)"), "."),
    Rule(re.compile(r"^\d{1,3}(?:,\d{3})*(,)(?=\d\d$)"), ".", DoubtCode.READINGS_DIFFER),
    Rule(re.compile(r"^\d{3,}(:)(?=\d\d$)"), ".", DoubtCode.READINGS_DIFFER),
    # A document's number stands in brackets of six corners.
    Rule(re.compile(r"([\[【(（])(?=\d{4}〕)|(\[)(?=\d{4}\]\s*\d+\s*号)"), "〔"),
    Rule(re.compile(r"(?<=〔\d{4})([\]】)）])"), "〕"),
    Rule(
        re.compile(r"(?<=[≥≤=<>过于达到超成少])(\+)(?=[万亿元个家次人名项台套年月%％])"), "4", DoubtCode.READINGS_DIFFER
    ),
    Rule(re.compile(r"(?<=\d)(°|º\s?[oO0]?)(?![CcNSEW\d])"), "%", DoubtCode.READINGS_DIFFER),
    # The lower ring of a per cent sign, read once more by itself.
    Rule(re.compile(r"(?<=\d[%％])([06oO\u03c3%％])$"), ""),
    # No word by itself.
    Rule(re.compile(r"^()(?=著$)"), "显", DoubtCode.READINGS_DIFFER),
    # The day of a date.
    Rule(re.compile(r"(?:(?<=月\d)|(?<=月\d\d))([EBH曰目口])(?=[前后底止内]|\W|$)"), "日"),
    # A dash between two dates, and the first or second half of a long one.
    Rule(
        re.compile(
            r"(?<=\d[年月日])(一)(?=(?:19|20)\d\d|\d{1,2}[月日])|(?<!\d)(?:19|20)\d\d(一)(?=(?:19|20)\d\d(?!\d))"
            r"|(一)(?=—(?!—))|(?<=\d[年月日]—)(一)(?=\d)"
        ),
        "—",
    ),
    # A lost dash: no month follows a month.
    Rule(re.compile(r"(?<=\d月)()(?=\d{1,2}月)"), "-", DoubtCode.READINGS_DIFFER),
)


def put_right(word: Word, scan: Scan) -> None:
    """Mend the text of a word that was read from a scanned page."""
    for i, char in enumerate(word.text):
        if char in _FORMS:
            word.mend(i, i + 1, _FORMS[char], Voter.MARKS)
    while len(word.text) > 1 and (
        (mark := _DOT.search(word.text))
        or ((mark := _MARK.search(word.text)) and not _is_paired(word.text, mark) and _is_speck(word, mark, scan))
    ):
        word.mend(*mark.span(), "", Voter.MARKS)
    if _ZEROS.fullmatch(word.text):
        for letter in re.finditer("[Oo]", word.text):
            word.mend(*letter.span(), "0", Voter.MARKS, DoubtCode.READINGS_DIFFER)
    for rule in (*_RULES, *_misread()):
        at = 0
        while found := rule.pattern.search(word.text, at):
            start, end = next(found.span(i) for i in range(1, found.re.groups + 1) if found[i] is not None)
            word.mend(start, end, rule.right, Voter.MARKS, rule.code)
            at = start + len(rule.right)


def _is_paired(text: str, mark: re.Match[str]) -> bool:
    """Whether the mark is a quote whose other half stands in the text."""
    pairs = {"“": "”", "‘": "’", "”": "“", "’": "‘"}
    return pairs.get(mark[0].strip(), "\n") in text


def slash(words: list[Word], scan: Scan) -> None:
    """A leaning stroke that stands by itself is a slash and no 1; beside other words it may be a scrap of one."""
    for word in words:
        leans = word.text in ("1", "I", "l") and _slant(word, scan) >= settings.CONFUSIONS.slant
        if leans and not any(_beside(word.box, other.box) for other in words if other is not word):
            word.mend(0, 1, "/", Voter.MARKS, DoubtCode.READINGS_DIFFER)


def _beside(box: Box, other: Box) -> bool:
    """Whether the other stands on the same line, no farther than two characters away."""
    level = overlap(box.y0, box.y1, other.y0, other.y1) > 0
    return level and max(box.x0 - other.x1, other.x0 - box.x1) < 2 * box.height


def right(text: str, word: Word, scan: Scan) -> str:
    """Another reading of the word, put right in the same way."""
    other = Word(text, word.page, word.box)
    put_right(other, scan)
    return other.text


def _is_speck(word: Word, mark: re.Match[str], scan: Scan) -> bool:
    """Whether the outermost ink on the mark's side is a speck, or a stroke of another character, and not the mark."""
    part = scan.cut(scan.clean, word.box, 0.0) < settings.CONFUSIONS.ink
    _, _, stats, _ = cv2.connectedComponentsWithStats(part.astype(np.uint8), connectivity=8)
    boxes = stats[1:]
    if not len(boxes):
        return True
    starts, ends = boxes[:, cv2.CC_STAT_LEFT], boxes[:, cv2.CC_STAT_LEFT] + boxes[:, cv2.CC_STAT_WIDTH]
    near = settings.CONFUSIONS.outermost * scan.scale
    outer = boxes[starts <= starts.min() + near] if mark.start() == 0 else boxes[ends >= ends.max() - near]
    sides = outer[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(axis=1) / (word.box.height * scan.scale)
    return bool(((sides <= settings.CONFUSIONS.speck) | (sides >= settings.CONFUSIONS.stroke)).all())


def _slant(word: Word, scan: Scan) -> float:
    """By how many degrees its ink leans to the right."""
    dark = 255.0 - scan.cut(scan.clean, word.box, 1.0)
    dark[dark < 255 - settings.CONFUSIONS.ink] = 0
    if not dark.any():
        return 0.0
    ys, xs = np.mgrid[: dark.shape[0], : dark.shape[1]]
    down, aside = ys - np.average(ys, weights=dark), xs - np.average(xs, weights=dark)
    return float(np.degrees(np.arctan2(-(dark * aside * down).sum(), (dark * down * down).sum())))


@cache
def _misread() -> tuple[Rule, ...]:
    """The words of schemas/scans/misread.yaml."""
    out = []
    for wrong, how in read_yaml(folder("schemas/scans") / "misread.yaml").items():
        after = f"(?<![{how['after']}])" if "after" in how else ""
        unless = f"(?![{how['unless']}])" if "unless" in how else ""
        out.append(Rule(re.compile(f"{after}({wrong}){unless}"), how["right"]))
    return tuple(out)
