"""A number format's code in tokens and sections, and the codes behind the built-in numbers in their Chinese form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_HOUR_MINUTE, _HOUR_SECOND = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
_NOON_MINUTE, _NOON_SECOND = '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"'

# What the numbers below 164 stand for where the workbook does not say: in the Chinese form of the spreadsheet programs.
BUILTIN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: _HOUR_MINUTE, 33: _HOUR_SECOND, 34: _NOON_MINUTE, 35: _NOON_SECOND, 36: _YEAR_MONTH,
    37: "#,##0_);(#,##0)", 38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', 42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY,
    55: _NOON_MINUTE, 56: _NOON_SECOND, 57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | [\\!](?P<escaped>.)
    | _(?P<pad>.)
    | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式)
    | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+|a{3,4}|b+|g+)
    | (?P<digit>[0#?])
    | (?P<other>.)
    """,
    re.X | re.I | re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)$")
_ELAPSED = re.compile(r"h+|m+|s+", re.I)


class Token(NamedTuple):
    """A part of a section: literal, digit, point, percent, slash, exponent, general, text, date, noon or elapsed."""

    kind: str
    text: str


class Condition(NamedTuple):
    """A bound a section is for, as `[>=100]`."""

    sign: str
    bound: Decimal

    def holds(self, number: Decimal) -> bool:
        """Whether the number is within it."""
        if self.sign == "<>":
            return number != self.bound
        return (
            ("<" in self.sign and number < self.bound)
            or (">" in self.sign and number > self.bound)
            or ("=" in self.sign and number == self.bound)
        )

    @property
    def negative_only(self) -> bool:
        """Whether only negative numbers can fulfil it; then the section writes the sign itself."""
        return self.sign == "<" and self.bound <= 0


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a code; `thousands` is how often to divide by 1000, `numerals` 1 for 一二三, 2 for 壹贰叁."""

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    grouped: bool = False
    thousands: int = 0
    numerals: int = 0
    chinese: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it shows texts."""
        return any(t.kind == "text" for t in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it shows dates or times."""
        return any(t.kind in ("date", "elapsed", "noon") for t in self.tokens)


@lru_cache(maxsize=1024)
def parsed(code: str) -> tuple[Section, ...]:
    """The code's sections, at least one; every code parses, unknown characters stand for themselves."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code if code.strip() else "General"):
        kind, text = match.lastgroup, match.group(match.lastgroup or 0)
        if kind == "other" and text == ";":
            sections.append([])
        elif kind not in ("pad", "fill"):
            sections[-1].append(_token(kind or "", text))
    return tuple(_section(tokens) for tokens in sections[:4])


def _token(kind: str, text: str) -> Token:
    if kind in ("quoted", "escaped"):
        return Token("literal", text)
    if kind != "other":
        return Token(kind, text)
    return Token({".": "point", "%": "percent", "/": "slash", "@": "text", ",": "comma"}.get(text, "literal"), text)


def _section(tokens: list[Token]) -> Section:
    """Brackets and commas put to their meaning, what remains kept in order."""
    out: list[Token] = []
    condition: Condition | None = None
    numerals, chinese = 0, False
    for token in tokens:
        if token.kind != "bracket":
            out.append(token)
            continue
        text = token.text
        found = _CONDITION.match(text)
        if found:
            condition = _condition(*found.groups())
        elif _ELAPSED.fullmatch(text):
            out.append(Token("elapsed", text.lower()))
        elif text.upper() in ("DBNUM1", "DBNUM2", "DBNUM3"):
            numerals = int(text[-1]) % 3
        elif text.upper() == "$-F800":
            out, tokens = list(parsed(BUILTIN[31])[0].tokens), []
            break
        elif text.startswith("$"):
            symbol, _, locale = text[1:].partition("-")
            chinese = locale.upper().endswith("804")
            if symbol:
                out.append(Token("literal", symbol))
    is_date = any(t.kind in ("date", "elapsed", "noon") for t in out)
    if is_date or not any(t.kind == "digit" for t in out):
        plain = tuple(Token("literal", t.text) if t.kind in ("comma", "slash") else t for t in out)
        return Section(plain, condition, numerals=numerals, chinese=chinese)
    kept, grouped, thousands = _commas(_slashes(out))
    return Section(tuple(kept), condition, grouped, thousands, numerals, chinese)


def _condition(sign: str, bound: str) -> Condition | None:
    try:
        return Condition(sign, Decimal(bound))
    except InvalidOperation:
        return None


def _slashes(tokens: list[Token]) -> list[Token]:
    """A slash between digits makes a fraction; any other stands for itself (`0"人"/"年"`)."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        after = next((t for t in tokens[i + 1 :] if t.text != " "), None)
        fraction = after is not None and (after.kind == "digit" or after.text in tuple("123456789"))
        fraction = fraction and any(t.kind == "digit" for t in tokens[:i])
        out.append(Token("literal", "/") if token.kind == "slash" and not fraction else token)
    return out


def _commas(tokens: list[Token]) -> tuple[list[Token], bool, int]:
    """Commas between digits group them, commas after the last digit before the point or the end divide by 1000."""
    out: list[Token] = []
    grouped, thousands = False, 0
    for i, token in enumerate(tokens):
        if token.kind != "comma":
            out.append(token)
            continue
        follow = next((t.kind for t in tokens[i + 1 :] if t.kind != "comma"), "")
        before = any(t.kind == "digit" for t in tokens[:i])
        if before and follow == "digit":
            grouped = True
        elif before:
            thousands += 1
        else:
            out.append(Token("literal", ","))
    return out, grouped, thousands
