"""Which values of a scanned form are uncertain, and why; what else was read there. Changes no value.

What was seen on the page (`Word.doubts`) is weighed with what the form says of itself: sums that close, closed lists,
what numbers look like.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from jixiao.evidence import Doubt, DoubtCode, Passage
from jixiao.fields.certainty.facts import FormSays, facts_of
from jixiao.fields.certainty.model import MAX_ERROR, model
from jixiao.fields.digits.sums import balance_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.quantity.shape import is_amount, odd_amount, odd_target, unlike_column, unlike_others
from jixiao.records import Alternative, Reason
from jixiao.text import has_digit, key

# How sure a value is (0..1) that a sum or a closed list confirms,
_CONFIRMED = 0.99
# and one that is in doubt.
_DOUBTED = 0.5

_AMOUNT = re.compile(
    r"funds\.(?!rows)\w+\.\w+|funds\.rows\[\d+\]\.(?:initial|budget|executed)|budget\.(?!unit)\w+"
    r"|tasks\[\d+\]\.(?:amount|fiscal|other)|tasks_total\.\w+|execution_weight|total\.(?:weight|score)"
    r"|indicators\[\d+\]\.(?:weight|score)|staff\[\d+\]\.(?:last|this)_year|spending_plan\[\d+\]\.share"
)
_TARGET = re.compile(r"indicators\[\d+\]\.(?:value|actual)")
_LEVEL = re.compile(r"indicators\[\d+\]\.level[12]")
_LISTED = re.compile(_LEVEL.pattern + r"|(?:funds|budget)\.unit|unit")
_NUMBER = re.compile(r"\d+")
_SIGNS = ("≥", "≤", "=", "<", ">")
# A mark that no short value begins or ends with; a tick is of a pen beside it.
_STRAY = re.compile(r"[.,:;·+].*|.*[.,;:·]|√.+|.+√", re.DOTALL)
_SHORT = 40
_PAIRS = (("(", ")"), ("《", "》"))
_POINT = re.compile(r"^\(?[\d一二三四五六七八九十]{1,3}\)")
# A label with an amount right behind it: the wall between two cells was not seen.
_LABEL_AND_AMOUNT = re.compile(r"[\u4e00-\u9fff]{2,}\)?-?\d[\d,]*\.\d\d")
_ROW = re.compile(r"\w+\[\d+\]")
_CELL = re.compile(r"rows\[(\d+)\]\[(\d+)\]")

# What the form says against a value, not its print.
_OF_THE_FORM = {DoubtCode.ODD_SHAPE, DoubtCode.UNLIKE_OTHERS, DoubtCode.SUM_OPEN}
# Those that no sum settles: the page itself is not what its text layer says.
_OF_THE_PAGE = {DoubtCode.RENDERED, DoubtCode.COVERING, DoubtCode.UNREADABLE, DoubtCode.REVISED, DoubtCode.STALE,
                DoubtCode.OVERPRINTED}  # fmt: skip
# What no number is let through with, however well it was read.
_AGAINST_NUMBERS = {*_OF_THE_FORM, DoubtCode.CELLS_MERGED}

# A form is read poorly as a whole where its values are wrong with this mean likelihood, and at least so many of them
# are less likely right than this. Set by eye on 51 complete forms of eleven families of damage: .039 to .099 had four
# wrong forms and two right ones, the others, five of them wrong in one to three values, at most .020. With the middle
# of that gap as border it is .028 to .044 when each family is left out: without pen it misses two of the three of pen.
_POOR, _SEVERAL, _LIKELY = 0.03, 4, 0.9

Read = dict[str, Passage]


def weigh_values(kind: str, plain: dict[str, Any], read: Read, words: Vocabulary, max_error: float = MAX_ERROR) -> None:
    """Set `doubts`, `alternatives` and the confidence of `evidence` for the values that were read by OCR.

    `plain` is the record as plain values, `read` its values read by OCR by field path. In doubt is what is less likely
    right than it must be for a share of `max_error` of what is not in doubt to be wrong.
    """
    if not read:
        return
    says = says_of(kind, plain, read, words)
    chances = {path: model().probability(facts) for path, facts in facts_of(read, says).items()}
    least = model().least(max_error)
    doubts: dict[str, list[DoubtCode]] = {}
    for path in read:
        evidence, chance = plain["evidence"][path], chances.get(path)
        codes = left_of(path, says)
        if chance is not None:
            kept = _OF_THE_PAGE | (_AGAINST_NUMBERS if has_digit(read[path].text) else set())
            standing = [code for code in codes if code in kept]
            codes = standing if chance >= least else codes or list(says.codes[path]) or [DoubtCode.UNSURE]
            evidence["confidence"] = round(chance, 4)
        else:
            sure = path in says.sure
            evidence["confidence"] = _DOUBTED if codes else _CONFIRMED if sure else evidence["confidence"]
        if codes:
            doubts[path] = codes
    plain["doubts"] = {**plain.get("doubts", {}), **doubts}
    plain["alternatives"] = {p: found for p in read if (found := _others(read[p], plain["evidence"][p]))}


def read_poorly(plain: dict[str, Any], read: Read) -> list[Reason]:
    """Whether so many values are unsure that those that seem sure are not to be believed either, as a reason."""
    told = (plain["evidence"][path]["confidence"] for path in read)
    chances = [chance for chance in told if chance is not None]
    wrong = sum(1 - chance for chance in chances)
    unlikely = sum(chance < _LIKELY for chance in chances)
    if unlikely < _SEVERAL or wrong < _POOR * len(chances):
        return []
    number = f"{len(chances)} 个值里 {unlikely} 个没有把握，别的也可能有错"
    said = f"这份表整体没有读清（{number}）；请逐项对照原文，能重新扫描的请重新扫描"
    return [Reason(code="form.read-poorly", message=said, page=plain["pages"][0] if plain["pages"] else None)]


def beside_fields(extra: Iterable[tuple[Passage, Passage]]) -> dict[str, list[DoubtCode]]:
    """The codes by field path of what belongs to no field, where the page itself is not what its text layer says."""
    out = {}
    for i, pair in enumerate(extra):
        codes = [code for passage in pair for code in _codes(passage.doubts()) if code in _OF_THE_PAGE]
        if codes:
            out[f"extra[{i}].value"] = list(dict.fromkeys(codes))
    return out


def says_of(kind: str, plain: dict[str, Any], read: Read, words: Vocabulary) -> FormSays:
    """What the form says of these values: of itself, and of what was seen on the page."""
    codes = {path: _codes(passage.doubts()) for path, passage in read.items()}
    _add(codes, _odd(read, plain), DoubtCode.ODD_SHAPE)
    _add(codes, _unlike(read, plain), DoubtCode.UNLIKE_OTHERS)
    _add(codes, _merged(read), DoubtCode.CELLS_MERGED)
    _add(codes, (p for p in read if _LEVEL.fullmatch(p) and not words.knows(read[p].text)), DoubtCode.NOT_LISTED)
    balance = balance_of(kind, plain)
    open_ = balance.open - balance.closed - balance.repeated
    _add(codes, open_, DoubtCode.SUM_OPEN)
    listed = {p for p in read if _LISTED.fullmatch(p) and words.knows(read[p].text)}
    tables = plain.get("doubts", {}).get("table", ())
    return FormSays(codes, balance.closed, balance.repeated, open_, listed, tables, plain.get("status") != "incomplete")


def left_of(path: str, says: FormSays) -> list[DoubtCode]:
    """The codes that neither a sum nor a closed list settles."""
    codes = list(says.codes[path])
    if path not in says.sure:
        return codes
    # worn alike, two equal numbers are misread alike
    worn = set() if path in says.closed else {DoubtCode.WORN}
    left = _OF_THE_FORM | _OF_THE_PAGE | worn
    return [code for code in codes if code in left]


def _codes(doubts: Iterable[Doubt]) -> list[DoubtCode]:
    return list(dict.fromkeys(doubt.code for doubt in doubts if doubt.code != DoubtCode.VOCABULARY))


def _add(codes: dict[str, list[DoubtCode]], paths: Iterable[str], code: DoubtCode) -> None:
    for path in paths:
        if path in codes and code not in codes[path]:
            codes[path].append(code)


def _odd(read: Read, plain: dict[str, Any]) -> list[str]:
    """Numbers that no office prints so, and short values with a stray mark."""
    out = [p for p, passage in read.items() if _is_stray(passage.text) and not _AMOUNT.fullmatch(p)]
    out += [p for p, passage in read.items() if _AMOUNT.fullmatch(p) and odd_amount(passage.text)]
    out += [p for p, passage in read.items() if _TARGET.fullmatch(p) and odd_target(passage.text)]
    for cells in _columns(read, plain).values():
        odd = {p for p, text in cells if odd_amount(text)}
        out += odd if len(odd) < 0.5 * len(cells) else ()
    return out


def _merged(read: Read) -> list[str]:
    """All values of the rows in which a label and an amount were read as one."""
    rows = {row[0] for p, passage in read.items() if is_merged(passage.text) and (row := _ROW.match(p))}
    return [p for p in read if (row := _ROW.match(p)) and row[0] in rows]


def is_merged(text: str) -> bool:
    """Whether a short text is a label with an amount right behind it."""
    flat = key(text)
    return len(flat) <= _SHORT and _LABEL_AND_AMOUNT.fullmatch(flat.rpartition(":")[2]) is not None


def _is_stray(text: str) -> bool:
    """Whether a short text begins or ends with a mark, or has one half of a pair of brackets."""
    flat = _POINT.sub("", key(text))
    half = any(flat.count(first) != flat.count(last) for first, last in _PAIRS) or flat.count('"') % 2 == 1
    return len(text) <= _SHORT and (half or _STRAY.fullmatch(flat) is not None)


def _unlike(read: Read, plain: dict[str, Any]) -> set[str]:
    """Numbers that look otherwise than those of the same list or column."""
    targets = {p: passage.text for p, passage in read.items() if _TARGET.fullmatch(p)}
    out = unlike_others(targets) | _unsigned(targets, plain.get("indicators") or []) | _more_places(read)
    for cells in _columns(read, plain).values():
        out |= unlike_column(cells)
    return out


def _more_places(read: Read) -> set[str]:
    """The amounts of the form with more places than most of those that have any: a scrap was read as a digit."""
    texts = {p: key(passage.text) for p, passage in read.items() if _AMOUNT.fullmatch(p)}
    places = {p: len(text.partition(".")[2]) for p, text in texts.items() if is_amount(text) and "." in text}
    ((usual, count),) = Counter(places.values()).most_common(1) or ((0, 0),)
    return {p for p, n in places.items() if n > usual} if count > len(places) / 2 and count > 1 else set()


def _unsigned(targets: dict[str, str], indicators: list[dict[str, Any]]) -> set[str]:
    """The targets without a sign where the same indicator has the same target with one, as in another list."""
    names = dict(enumerate(key(row["level3"] or "") for row in indicators))
    named = {p: (names.get(int(_NUMBER.findall(p)[0]), ""), key(text)) for p, text in targets.items()}
    signed = {(name, text[1:]) for name, text in named.values() if text[:1] in _SIGNS}
    return {p for p, (name, text) in named.items() if name and text and (name, text) in signed}


def _columns(read: Read, plain: dict[str, Any]) -> dict[int, list[tuple[str, str]]]:
    """The amounts of a budget table by column."""
    out: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for path in plain.get("parsed", ()):
        cell = _CELL.fullmatch(path)
        if cell and path in read:
            out[int(cell[2])].append((path, read[path].text))
    return out


def _others(passage: Passage, evidence: dict[str, Any]) -> list[Alternative]:
    """The text with what a second reading saw, and the text before it was put right by a closed list."""
    doubts = passage.doubts()
    out = []
    for snapped in (False, True):
        seen = sorted(
            (d for d in doubts if d.other is not None and (d.code == DoubtCode.VOCABULARY) == snapped), reverse=True
        )
        text = passage.text
        for doubt in seen:
            text = text[: doubt.start] + (doubt.other or "") + text[doubt.end :]
        if seen and text != passage.text:
            out.append(Alternative(text=text, how="ocr", page=evidence["page"], box=evidence["box"]))
    return out
