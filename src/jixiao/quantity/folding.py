"""One form for look-alike characters, one for one: a place in the folded text is the same place in the printed one."""

from __future__ import annotations

import re
import unicodedata

# Full-width and small forms and Kangxi radicals. Not all of NFKC: ① would become a 1, m² would become m2.
_RANGES = (range(0xFE50, 0xFE6C), range(0xFF01, 0xFF5F), range(0xFFE0, 0xFFE7), range(0x2F00, 0x2FD6))
_SIGNS = {
    "≥": "≧⩾≮",
    "≤": "≦⩽≯",
    ">": "〉",
    "<": "〈",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500",
    "~": "\uff5e\u301c\u223c",
    ":": "\u2236\ufe30",
    "(": "\u3014【[\uff3b",
    ")": "\u3015】]\uff3d",
    "万": "萬",
    "亿": "億",
    "\u3007": "\u25cb",
    " ": "\u00a0\u3000",
    "*": "×",
    "¥": "\uffe5",
}


def _table() -> dict[int, str]:
    """Each character that has another form, and that form."""
    table: dict[int, str] = {}
    for code in (code for span in _RANGES for code in span):
        form = unicodedata.normalize("NFKC", chr(code))
        if len(form) == 1:
            table[code] = form
    return table | {ord(sign): form for form, signs in _SIGNS.items() for sign in signs}


_FOLD = _table()
_PROSE = {code: form for code, form in _FOLD.items() if chr(code) != "，"}
# A blank between two digits stays: 3 5 is not 35.
_BLANKS = re.compile(r"(?<!\d)[\s\u200b\ufeff\u00ad]+|[\s\u200b\ufeff\u00ad]++(?!\d)")


def folded(text: str) -> str:
    """The text with full-width forms, dashes, brackets and comparison signs in one form, as long as before."""
    return text if text.isascii() and "[" not in text and "]" not in text else text.translate(_FOLD)


def folded_prose(text: str) -> str:
    """The same with ， kept: between two numbers of a sentence it parts them, where in a value it groups thousands."""
    return text.translate(_PROSE)


def squeezed(text: str) -> str:
    """The text without blanks, but for one between two digits."""
    return _BLANKS.sub("", text)
