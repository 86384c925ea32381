"""A cell's value as a spreadsheet displays it: number formats like `0.00%`, `#,##0.00_);(#,##0.00)`, `yyyy"年"m"月"`.

A format code has up to four sections (positive; negative; zero; text). Numbers are first taken to fifteen significant
digits, which is what a spreadsheet calculates with: 10596.350000000001 is 10596.35. One thing differs on purpose:
under General an integer of up to fifteen digits keeps all of them, where a spreadsheet turns to 1.23457E+11.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from jixiao.office.chinese_numerals import by_digit, counted
from jixiao.office.excel.date_format import dated
from jixiao.office.excel.format_code import Section, Token, parsed

_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_GENERAL_CHARS = 11


@lru_cache(maxsize=4096)
def displayed(value: float, code: str = "General", from_1904: bool = False) -> str:
    """The number as the format shows it, without the blanks that only align.

    `value` may be a date's serial number, counted from 1900 or, with `from_1904`, from 1904. What a format cannot
    show (a negative date) comes out as under General.
    """
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        return "#NUM!"
    section, signed = _section(parsed(code), number)
    if section is None:
        return general(number)
    if section.is_date:
        text = dated(number, section, from_1904)
        return general(number) if text is None else text.strip()
    return _number(number if signed else abs(number), section).strip()


def displayed_text(text: str, code: str = "General") -> str:
    """The text as the format's text section shows it: `@"级"` adds to it, `;;;` hides it."""
    if code in ("General", "@"):
        return text
    sections = parsed(code)
    last = sections[-1]
    if not (last.is_text or len(sections) == 4):
        return text
    return "".join(text if t.kind == "text" else t.text for t in last.tokens if t.kind in ("text", "literal"))


def general(number: Decimal) -> str:
    """The number under General: at most eleven characters besides the sign, no trailing zeros; integers whole."""
    number = number.normalize(_EXACT)
    if number == number.to_integral_value() and abs(number) < Decimal(10) ** 15:
        return f"{number.quantize(Decimal(1), context=_EXACT):f}".replace("-0", "0", 1) if not number else f"{number:f}"
    if Decimal("1e-9") <= abs(number) < Decimal(10) ** 11:
        whole = len(f"{abs(number):f}".partition(".")[0])
        places = max(0, _GENERAL_CHARS - whole - 1)
        text = f"{_rounded(number, places):f}"
        if abs(number) >= Decimal("1e-4") or Decimal(text) == number:
            return text.rstrip("0").rstrip(".") if "." in text else text
    mantissa, exponent = _scientific(number, 1)
    digits = f"{_rounded(mantissa, 5):f}".rstrip("0").rstrip(".")
    return f"{digits}E{'-' if exponent < 0 else '+'}{abs(exponent):02d}"


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_EXACT)


def _section(sections: tuple[Section, ...], number: Decimal) -> tuple[Section | None, bool]:
    """The section that shows this number, and whether its sign is still to be written."""
    numeric = [s for i, s in enumerate(sections) if not s.is_text and i < 3]
    if not numeric:
        return None, True
    if any(s.condition for s in numeric):
        return _by_condition(numeric, number)
    if number < 0 and len(numeric) >= 2:
        return numeric[1], False
    if number == 0 and len(numeric) >= 3:
        return numeric[2], True
    return numeric[0], True


def _by_condition(numeric: list[Section], number: Decimal) -> tuple[Section | None, bool]:
    for place, section in enumerate(numeric):
        if section.condition is None:
            last = place == len(numeric) - 1
            if last or (place == 1 and number < 0):
                return section, last and place != 1
            continue
        if section.condition.holds(number):
            return section, not section.condition.negative_only
    return None, True


def _number(number: Decimal, section: Section) -> str:
    tokens = section.tokens
    percents = sum(t.kind == "percent" for t in tokens)
    number = number.scaleb(2 * percents - 3 * section.thousands, context=_EXACT)
    if any(t.kind == "general" for t in tokens):
        return _around_general(number, section)
    digits = [t for t in tokens if t.kind == "digit"]
    sign = "-" if number < 0 else ""
    number = abs(number)
    if not digits:
        text = "".join(t.text for t in tokens if t.kind in ("literal", "percent", "point"))
    elif any(t.kind == "slash" for t in tokens):
        text = _fraction(number, tokens)
    elif any(t.kind == "exponent" for t in tokens):
        text = _exponential(number, tokens)
    else:
        text = _fixed(number, tokens, section.grouped)
    if section.numerals:
        text = by_digit(text, formal=section.numerals == 2)
    return sign + text


def _around_general(number: Decimal, section: Section) -> str:
    shown = general(abs(number))
    if section.numerals and "E" not in shown:
        whole, _, rest = shown.partition(".")
        formal = section.numerals == 2
        shown = counted(int(whole), formal) + (f".{by_digit(rest, formal)}" if rest else "")
    kinds = ("general", "literal", "percent")
    text = "".join(shown if t.kind == "general" else t.text for t in section.tokens if t.kind in kinds)
    return ("-" if number < 0 else "") + text


def _fixed(number: Decimal, tokens: tuple[Token, ...], grouped: bool) -> str:
    """The digits laid into the placeholders, literals between them kept (`0!.0` shows 123 as 12.3)."""
    point = next((i for i, t in enumerate(tokens) if t.kind == "point"), len(tokens))
    before, after = tokens[:point], tokens[point + 1 :]
    places = sum(t.kind == "digit" for t in after)
    whole, _, rest = f"{_rounded(number, places):f}".partition(".")
    text = _whole_part(whole.lstrip("0"), before, grouped)
    if point == len(tokens):
        return text
    return text + "." + _decimals(rest, after)


def _whole_part(digits: str, tokens: tuple[Token, ...], grouped: bool) -> str:
    """The digits before the point, laid from right to left; the first placeholder takes what is left."""
    left = sum(t.kind == "digit" for t in tokens)
    out: list[str] = []
    written = 0

    def put(digit: str) -> None:
        nonlocal written
        if grouped and written and written % 3 == 0:
            out.append(",")
        out.append(digit)
        written += 1

    for token in reversed(tokens):
        if token.kind != "digit":
            if token.kind in ("literal", "percent"):
                out.append(token.text[::-1])
            continue
        left -= 1
        if digits:
            put(digits[-1])
            digits = digits[:-1]
        elif token.text == "0":
            put("0")
        while left == 0 and digits:
            put(digits[-1])
            digits = digits[:-1]
    return "".join(reversed(out))


def _decimals(digits: str, tokens: tuple[Token, ...]) -> str:
    """The digits after the point; zeros at the end stand only where the placeholder is 0."""
    kept = len(digits.rstrip("0"))
    out: list[str] = []
    place = 0
    for token in tokens:
        if token.kind != "digit":
            if token.kind in ("literal", "percent"):
                out.append(token.text)
            continue
        if place < kept or token.text == "0":
            out.append(digits[place])
        elif place < len(digits):
            kept_later = any(t.kind == "digit" and t.text == "0" for t in tokens[tokens.index(token) + 1 :])
            if kept_later:
                out.append(digits[place])
        place += 1
    return "".join(out)


def _scientific(number: Decimal, whole: int) -> tuple[Decimal, int]:
    """Mantissa with `whole` digits before the point (or a multiple of that in the exponent), and the exponent."""
    if not number:
        return number, 0
    exponent = number.adjusted()
    if whole > 1:
        exponent -= exponent % whole
    return number.scaleb(-exponent), exponent


def _exponential(number: Decimal, tokens: tuple[Token, ...]) -> str:
    at = next(i for i, t in enumerate(tokens) if t.kind == "exponent")
    head, tail = tokens[:at], tokens[at + 1 :]
    point = next((i for i, t in enumerate(head) if t.kind == "point"), len(head))
    whole = sum(t.kind == "digit" for t in head[:point])
    mantissa, exponent = _scientific(number, whole)
    places = sum(t.kind == "digit" for t in head[point:])
    if _rounded(mantissa, places).adjusted() >= max(1, whole):
        mantissa, exponent = mantissa.scaleb(-max(1, whole)), exponent + max(1, whole)
    sign = "-" if exponent < 0 else "+" if tokens[at].text.endswith("+") else ""
    width = sum(t.kind == "digit" and t.text == "0" for t in tail)
    rest = "".join(t.text for t in tail if t.kind in ("literal", "percent"))
    return f"{_fixed(mantissa, head, grouped=False)}E{sign}{abs(exponent):0{max(1, width)}d}{rest}"


def _fraction(number: Decimal, tokens: tuple[Token, ...]) -> str:
    """A fraction (`# ?/?`), its denominator no longer than the placeholders or as the code fixes it."""
    slash = next(i for i, t in enumerate(tokens) if t.kind == "slash")
    fixed = "".join(t.text for t in tokens[slash + 1 :] if t.kind == "literal").strip()
    width = sum(t.kind == "digit" for t in tokens[slash + 1 :])
    with_whole = any(
        t.kind == "literal" and t.text == " " and any(b.kind == "digit" for b in tokens[:i])
        for i, t in enumerate(tokens[:slash])
    )
    exact = Fraction(number)
    whole = int(exact) if with_whole else 0
    rest = exact - whole
    if fixed.isdigit():
        part, base = round(rest * int(fixed)), int(fixed)
    else:
        near = rest.limit_denominator(10 ** max(1, width) - 1)
        part, base = near.numerator, near.denominator
    if with_whole and part == base:
        whole, part = whole + 1, 0
    if with_whole and not part:
        return str(whole)
    return (f"{whole} " if whole else "") + f"{part}/{base}"
