"""What holds for any string, and for any value that is put together from its parts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.quantity import chinese_number, numbers_in, parse_amount, parse_share, parse_target
from jixiao.quantity.folding import folded, squeezed

# Pieces that the rules look for, in any order: nearer to what breaks them than letters at random.
PIECES = [
    *"0123456789\uff10\uff15，,.\uff0e、。；：:/-—~\uff5e+%\uff05‰≥≤=><±（）()[]“”《》 \n*①²",
    *"一二两三十百千万亿零〇点年月日号季度个人次家项名元米平方吨成内外前底多余几约为是达至到第每上下半分之含不",
    "2023", "19", "以上", "以内", "不少于", "控制在", "左右", "百分之", "季度", "万元", "平方米", "增长",
    "下降", "目标", "以前", "工作日", "￥",
]  # fmt: skip
ANY = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
READERS: list[Callable[[str], object]] = [parse_target, parse_amount, parse_share, chinese_number, numbers_in]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@settings(max_examples=400, deadline=None)
@given(text=ANY)
def test_no_string_makes_it_fail(reader: Callable[[str], object], text: str) -> None:
    reader(text)


@settings(max_examples=400, deadline=None)
@given(text=ANY)
def test_a_target_is_consistent(text: str) -> None:
    target = parse_target(text)
    target.as_dict()
    assert target.text == text
    if target.kind != "quantitative":
        assert (target.number, target.low, target.high, target.ratio) == (None, None, None, None)
    if target.low is not None and target.high is not None:
        assert target.low <= target.high
    if target.operator == "range" and target.kind == "quantitative":
        assert target.low is not None and target.high is not None and target.number is None
    if target.since:
        assert target.date is not None
    target.due(2026)


@settings(max_examples=400, deadline=None)
@given(text=ANY)
def test_numbers_stand_where_they_say_and_in_order(text: str) -> None:
    at = 0
    for number in numbers_in(text):
        assert text[number.start : number.end] == number.text
        assert number.span[0] <= number.start < number.end <= number.span[1]
        assert at <= number.start
        at = number.end


@settings(max_examples=300, deadline=None)
@given(text=ANY)
def test_no_digit_of_a_text_is_passed_over(text: str) -> None:
    covered = {place for number in numbers_in(text) for place in range(number.start, number.end)}
    in_units = {place for number in numbers_in(text) for place in range(*number.span)}
    assert all(place in covered | in_units for place, char in enumerate(folded(text)) if char in "0123456789")


@given(text=ANY)
def test_folding_keeps_places(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


@given(text=ANY)
def test_squeezing_joins_no_digits(text: str) -> None:
    assert squeezed(squeezed(text)) == squeezed(text)
    assert (
        "".join(text.split()) == "".join(squeezed(text).split())
        or "\u200b" in text
        or "\u00ad" in text
        or "\ufeff" in text
    )


NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False).filter(lambda d: not 1900 <= d <= 2100)
SIGNS = {
    "≥": "≥",
    "≤": "≤",
    "=": "=",
    ">": ">",
    "<": "<",
    "": None,
    "不少于": "≥",
    "不超过": "≤",
    "至少": "≥",
    "低于": "<",
    "\uff1e\uff1d": "≥",
}
UNITS = {
    "": ("", 1),
    "%": ("%", 1),
    "人": ("人", 1),
    "万人": ("人", 10000),
    "亿元": ("元", 100000000),
    "万平方米": ("平方米", 10000),
    "元/人/年": ("元/人/年", 1),
    "千元": ("元", 1000),
    "人次": ("人次", 1),
    "个百分点": ("百分点", 1),
    "台（套）": ("台(套)", 1),
}


@given(number=NUMBERS, sign=st.sampled_from(sorted(SIGNS)), unit=st.sampled_from(sorted(UNITS)), grouped=st.booleans())
def test_a_value_is_read_back_from_its_parts(number: Decimal, sign: str, unit: str, grouped: bool) -> None:
    target = parse_target(f"{sign}{number:,}{unit}" if grouped else f"{sign}{number}{unit}")
    base, factor = UNITS[unit]
    assert (target.kind, target.operator, target.number, target.unit) == ("quantitative", SIGNS[sign], number, unit)
    assert (target.base_unit, target.scaled, target.words) == (base, number * factor, ())


@given(low=NUMBERS, high=NUMBERS, unit=st.sampled_from(["%", "人", "万元", "元/吨"]), to=st.sampled_from("-~至—\uff5e"))
def test_a_range_is_read_back(low: Decimal, high: Decimal, unit: str, to: str) -> None:
    target = parse_target(f"{low}{to}{high}{unit}")
    assert (target.operator, target.unit) == ("range", unit)
    assert (target.low, target.high) == (min(low, high), max(low, high))


@given(
    day=st.dates(),
    form=st.sampled_from(
        ["{0.year}年{0.month}月{0.day}日", "{0.year}-{0.month:02}-{0.day:02}", "{0.year}.{0.month}.{0.day}"]
    ),
)
def test_a_date_is_read_back(day: object, form: str) -> None:
    text = form.format(day)
    target = parse_target(text)
    if 1900 <= int(text[: text.find("年" if "年" in text else "-" if "-" in text else ".")]) <= 2099:
        assert (target.kind, target.due()) == ("date", day)


@given(number=NUMBERS, unit=st.sampled_from(["元", "千元", "万元", "亿元"]), printed=st.booleans())
def test_an_amount_is_exact(number: Decimal, unit: str, printed: bool) -> None:
    amount = parse_amount(f"{number:,}{unit}" if printed else f"{number:,}", "元" if printed else unit)
    assert amount is not None
    assert amount.yuan == number * {"元": 1, "千元": 1000, "万元": 10**4, "亿元": 10**8}[unit]
    assert amount.unit_from == ("printed" if printed else "given")


@given(number=NUMBERS)
def test_a_share_is_exact(number: Decimal) -> None:
    assert parse_share(f"{number}%") == number / 100


@given(digits=st.integers(50, 400))
def test_numbers_of_any_length_are_exact(digits: int) -> None:
    target = parse_target("≥" + "9" * digits + "万元")
    assert str(target.scaled) == "9" * digits + "0000"
