"""Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.quantity import chinese_number

FIGURES = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")


def written(number: int) -> str:
    """The number as it is read aloud, by the school rule: groups of four, one 零 for any run of empty places."""
    if number == 0:
        return "零"
    for size, mark in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if 0 < rest < size // 10 else ""
            return written(head) + mark + gap + (written(rest) if rest else "")
    out, gap = "", False
    for place, figure in sorted(enumerate(map(int, reversed(str(number)))), reverse=True):
        if figure:
            out += ("零" if gap else "") + FIGURES[figure] + PLACES[place]
            gap = False
        else:
            gap = bool(out)
    return out


@given(st.integers(0, 10**12 - 1))
def test_reads_back_what_is_written(number: int) -> None:
    assert chinese_number(written(number)) == number


@given(st.integers(10, 19))
def test_ten_may_stand_without_its_one(number: int) -> None:
    assert chinese_number(written(number).removeprefix("一")) == number


@given(st.integers(100, 10**40))
def test_figures_one_by_one(number: int) -> None:
    assert chinese_number("".join(FIGURES[int(figure)] for figure in str(number))) == number


@given(st.integers(0, 10**8 - 1), st.text("0123456789", min_size=1, max_size=6))
def test_decimals(number: int, decimals: str) -> None:
    text = written(number) + "点" + "".join(FIGURES[int(figure)] for figure in decimals)
    assert chinese_number(text) == Decimal(f"{number}.{decimals}")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两", "2"),
        ("两千", "2000"),
        ("二〇二三", "2023"),
        ("二零二三", "2023"),
        ("二○二三", "2023"),
        ("一百二", "120"),
        ("一百零二", "102"),
        ("三千五", "3500"),
        ("三万五", "35000"),
        ("三万零五", "30005"),
        ("一亿二", "120000000"),
        ("一万亿", "1000000000000"),
        ("一点五", "1.5"),
        ("一点五亿", "150000000"),
        ("壹佰贰拾叁萬", "1230000"),
        ("一百一十", "110"),
        ("一百十五", "115"),
    ],
)
def test_values(text: str, value: str) -> None:
    assert chinese_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "两三",
        "三五",
        "百",
        "万",
        "亿",
        "十百",
        "百十",
        "十千",
        "万万",
        "亿亿",
        "一点",
        "点五",
        "一点十",
        "五个",
        "15",
        "半",
        "零一百",
    ],
)
def test_what_is_no_exact_number(text: str) -> None:
    assert chinese_number(text) is None
