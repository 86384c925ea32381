"""One normal form for Chinese text: keys for comparing, joins that undo wrapping, look-alike characters put right."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Radicals that fonts map to instead of the character they look like; NFKC knows U+2F00-2FD5, these it does not.
_RADICALS = {
    "⺀": "丶", "⺁": "厂", "⺄": "乙", "⺆": "冂", "⺇": "几", "⺈": "刀", "⺊": "卜", "⺌": "小", "⺍": "小", "⺎": "兀",
    "⺓": "幺", "⺗": "心", "⺘": "手", "⺙": "攴", "⺜": "日", "⺝": "月", "⺟": "母", "⺠": "民", "⺡": "水", "⺢": "水",
    "⺣": "火", "⺤": "爪", "⺥": "爪", "⺨": "犬", "⺩": "王", "⺫": "目", "⺬": "示", "⺭": "示", "⺮": "竹", "⺯": "糸",
    "⺰": "纟", "⺱": "网", "⺲": "网", "⺳": "网", "⺶": "羊", "⺷": "羊", "⺸": "羊", "⺹": "老", "⺻": "聿", "⺼": "肉",
    "⺽": "臼", "⺾": "艹", "⺿": "艹", "⻀": "艹", "⻁": "虎", "⻂": "衣", "⻃": "西", "⻄": "西", "⻅": "见", "⻆": "角",
    "⻈": "讠", "⻉": "贝", "⻊": "足", "⻋": "车", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "邑", "⻐": "钅", "⻑": "長",
    "⻒": "镸", "⻓": "长", "⻔": "门", "⻕": "阜", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风",
    "⻜": "飞", "⻝": "食", "⻟": "飠", "⻠": "饣", "⻢": "马", "⻣": "骨", "⻤": "鬼", "⻥": "鱼", "⻦": "鸟", "⻧": "卤",
    "⻨": "麦", "⻩": "黄", "⻪": "黾", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟",
}  # fmt: skip
_LOOK_ALIKE = str.maketrans(
    _RADICALS
    | {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
    | {"\u00a0": " ", "\u2002": " ", "\u2003": " ", "\ufeff": "", "\u200b": "", "\u00ad": "", "\u2028": " "}
)
_NEEDS = re.compile("[\u2e80-\u2fd5\u00a0\u2002\u2003\ufeff\u200b\u00ad\u2028]")
_KEY = str.maketrans(
    {"〔": "(", "〕": ")", "【": "[", "】": "]", "﹙": "(", "﹚": ")", "“": '"', "”": '"', "—": "-", "–": "-", "－": "-",
     "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "︰": ":", "∶": ":", "﹕": ":"}
)  # fmt: skip
_BLANK = re.compile(r"\s+")


def printed(text: str) -> str:
    """The characters a reader sees: radicals as the characters they stand for, odd blanks as plain ones."""
    return text.translate(_LOOK_ALIKE) if _NEEDS.search(text) else text


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The text for comparing: NFKC, no blanks, one form of brackets, dashes, quotes and comparison signs."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text).translate(_KEY))


def is_cjk(char: str) -> bool:
    """Whether the character is a Han character or full-width punctuation."""
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or "\u3000" <= char <= "\u303f" or char in "“”‘’…—·"


def joint(before: str, after: str) -> str:
    """What a wrapped line break becomes: nothing, or a space between two plain Latin words."""
    if not before or not after:
        return ""
    a, b = before[-1], after[0]
    if a.isascii() and b.isascii() and a.isalpha() and b.isalpha() and (a.islower() or b.islower()):
        return " "
    return ""


def has_digit(text: str) -> bool:
    """Whether any character is a decimal digit (full-width ones count)."""
    return any(c.isdigit() for c in text)
