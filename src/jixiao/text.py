"""One normal form for Chinese text: keys for comparing, joins that undo wrapping, look-alike characters put right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

# Radicals that fonts map to instead of the character they look like; NFKC knows U+2F00-2FD5 and the compatibility
# ideographs U+F900-FAFF, these it does not.
_RADICALS = dict(
    zip(
        "⺀⺁⺄⺆⺇⺈⺊⺌⺍⺎⺓⺗⺘⺙⺜⺝⺟⺠⺡⺢⺣⺤⺥⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺸⺹⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆"
        "⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "丶厂乙冂几刀卜小小兀幺心手攴日月母民水水火爪爪犬王目示示竹糸纟网网网羊羊羊老聿肉臼艹艹艹虎衣西西见角"
        "讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_LOOK_ALIKE = str.maketrans(
    _RADICALS
    | {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))}
    | {chr(0x2780 + n): chr(0x2460 + n) for n in range(10)}
    | {"\u00a0": " ", "\u2002": " ", "\u2003": " ", "\ufeff": "", "\u200b": "", "\u00ad": "", "\u2028": " "}
)
_NEEDS = re.compile("[\u2780-\u2789\u2e80-\u2fd5\uf900-\ufaff\u00a0\u2002\u2003\ufeff\u200b\u00ad\u2028]")
_KEY = str.maketrans("〔〕【】﹙﹚“”—–－≧≦⩾⩽︰∶﹕", '()[]()""---≥≤≥≤:::')
_MARKS = re.compile(f"[{re.escape(''.join(map(chr, _KEY)))}]")
# Characters that no font means: control, private use, replacement, those that stand for nothing.
NO_CHARACTER = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000f0000-\U0010ffff]")

# A number with what it counts, and one with its sign; what ends in 年, 月 or a mark of a range goes on.
_VALUE_ENDS = re.compile(r"\d(?:%|‰|[\u4e00-\u9fff]{0,3}(?<![年月日第至到]))$")
_VALUE_BEGINS = re.compile(r"[≥≤＞＜>＝=<]?\s*\d")


def printed(text: str) -> str:
    """The characters a reader sees: radicals as the characters they stand for, circled numbers of one
    sort (fonts draw both alike), odd blanks as plain ones."""
    return text.translate(_LOOK_ALIKE) if _NEEDS.search(text) else text


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The text for comparing: NFKC, no blanks, one form of brackets, dashes, quotes and comparison signs."""
    folded = unicodedata.normalize("NFKC", text)
    if _MARKS.search(folded):
        folded = folded.translate(_KEY)
    return "".join(folded.split())


def is_cjk(char: str) -> bool:
    """Whether the character is a Han character or full-width punctuation."""
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uff00" <= char <= "\uffef"
        or "\u3000" <= char <= "\u303f"
        or char in "“”‘’…—·"
    )


def joint(before: str, after: str) -> str:
    """What a wrapped line break becomes: nothing, or a space between two plain Latin words."""
    if not before or not after:
        return ""
    a, b = before[-1], after[0]
    if a.isascii() and b.isascii() and a.isalpha() and b.isalpha() and (a.islower() or b.islower()):
        return " "
    return ""


def are_values(before: str, after: str) -> bool:
    """Whether two lines are each a number of its own: 102 over 120, ≥90% over ≥85%."""
    return bool(_VALUE_ENDS.search(before) and _VALUE_BEGINS.match(after))


def has_digit(text: str) -> bool:
    """Whether any character is a decimal digit (full-width ones count)."""
    return any(map(str.isdigit, text))


def ranges(numbers: Sequence[int]) -> str:
    """Rising numbers with their runs drawn together: 1-3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
