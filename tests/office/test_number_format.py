"""Number formats: what a spreadsheet shows for a value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.office.excel.format_code import BUILTIN
from jixiao.office.excel.number_format import displayed, displayed_text

DAY = 45078  # 2023-06-01, a Thursday
ACCOUNT = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        # percentages, decimals, thousands
        (1, "0%", "100%"),
        (0.955, "0.00%", "95.50%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567, "#,##0", "1,234,567"),
        (0, "#,##0", "0"),
        (2.345, "0.00", "2.35"),
        (1.005, "0.00", "1.01"),
        (-0.001, "0.00", "-0.00"),
        (1234.5678, "0.00??", "1234.5678"),
        (0.5, "#.##", ".5"),
        (0, "#", ""),
        (5, "000", "005"),
        (12, "000-0000", "000-0012"),
        # General
        (10596.350000000001, "General", "10596.35"),
        (0.1 + 0.2, "General", "0.3"),
        (82800.920000000013, "General", "82800.92"),
        (1 / 3, "General", "0.333333333"),
        (-45.5, "General", "-45.5"),
        (-0.0, "General", "0"),
        (750, "General", "750"),
        (370000123456, "General", "370000123456"),
        (123456.789012, "General", "123456.789"),
        (1e20, "General", "1E+20"),
        (1.5e-10, "General", "1.5E-10"),
        (12.5, 'G/通用格式"人"', "12.5人"),
        (3, "@", "3"),
        (95, 'General"%"', "95%"),
        # sections, literals, padding, colours, conditions
        (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        (-3, "#,##0.00;[Red]-#,##0.00", "-3.00"),
        (0, '0;-0;"无"', "无"),
        (5, ";;;", ""),
        (95, '"≥"0"%"', "≥95%"),
        (0.95, "≥0%", "≥95%"),
        (31, '0"个"/"年"', "31个/年"),
        (1234.5, ACCOUNT, "1,234.50"),
        (0, ACCOUNT, "-"),
        (-12, ACCOUNT, "-12.00"),
        (2, "[$¥-804]#,##0.00", "¥2.00"),
        (12, "[Red]0", "12"),
        (150, '[>=100]0"多";[<0]0"负";0.0', "150多"),
        (-7, '[>=100]0"多";[<0]0"负";0.0', "7负"),
        (50, '[>=100]0"多";[<0]0"负";0.0', "50.0"),
        # scaling
        (1234567, "#,##0,", "1,235"),
        (1234567, '0.0,,"百万"', "1.2百万"),
        (123456, '0!.0,"万"', "12.3万"),
        (123456, r"0\.0,", "12.3"),
        # exponents, fractions, Chinese numerals
        (12345678, "0.00E+00", "1.23E+07"),
        (12345, "##0.0E+0", "12.3E+3"),
        (9.999, "0.00E+00", "1.00E+01"),
        (1.5, "# ?/?", "1 1/2"),
        (0.375, "# ?/8", "3/8"),
        (123, "[DBNum1][$-804]General", "一百二十三"),
        (123.45, '[DBNum2][$-804]General"元"', "壹佰贰拾叁.肆伍元"),
        (1002, "[DBNum1]0", "一〇〇二"),
        # dates and times
        (DAY, 'yyyy"年"m"月"', "2023年6月"),
        (DAY, BUILTIN[14], "2023/6/1"),
        (DAY, BUILTIN[31], "2023年6月1日"),
        (DAY, BUILTIN[57], "2023年6月"),
        (DAY, BUILTIN[58], "6月1日"),
        (DAY + 0.5, BUILTIN[22], "2023/6/1 12:00"),
        (DAY, "yyyy-mm-dd;@", "2023-06-01"),
        (DAY, "yyyy.m", "2023.6"),
        (DAY, "d-mmm-yy", "1-Jun-23"),
        (DAY, "[$-804]aaaa", "星期四"),
        (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2023年6月1日"),
        (DAY, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二三年六月一日"),
        (0.75, '上午/下午h"时"mm"分"', "下午6时00分"),
        (0.5, "h:mm AM/PM", "12:00 PM"),
        (1.5, "[h]:mm", "36:00"),
        (0.0007, "mm:ss", "01:00"),
        (DAY + 0.123456, "hh:mm:ss.000", "02:57:46.598"),
        (0.999999, "yyyy-m-d h:mm", "1900-1-1 0:00"),
        (59, "yyyy-m-d", "1900-2-28"),
        (60, "yyyy-m-d", "1900-2-29"),
        (61, "yyyy-m-d", "1900-3-1"),
        (-5, "yyyy-m-d", "-5"),
        (3_000_000, "yyyy-m-d", "3000000"),
    ],
)
def test_numbers(value: float, code: str, shown: str) -> None:
    assert displayed(value, code) == shown


def test_dates_from_1904() -> None:
    assert displayed(0, "yyyy-m-d", from_1904=True) == "1904-1-1"
    assert displayed(DAY - 1462, "yyyy-m-d", from_1904=True) == "2023-6-1"


def test_values_that_are_no_numbers() -> None:
    assert displayed(float("nan"), "0.00") == displayed(float("inf"), "General") == "#NUM!"


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("甲", "General", "甲"),
        ("甲", '@"级"', "甲级"),
        ("甲", "0.00", "甲"),
        ("甲", ";;;", ""),
        ("甲", '0;0;0;"有"', "有"),
    ],
)
def test_texts(text: str, code: str, shown: str) -> None:
    assert displayed_text(text, code) == shown


@given(
    st.floats(allow_nan=True, allow_infinity=True),
    st.text(alphabet='0#?.,%E+-@;[]<>="*_\\!/ymdhsaGe年元 ', max_size=20),
)
def test_every_code_shows_something_of_every_number(value: float, code: str) -> None:
    assert isinstance(displayed(value, code), str)


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_thousands_and_decimals_agree_with_python(number: int, places: int) -> None:
    code = "#,##0" + ("." + "0" * places if places else "")
    assert displayed(number, code) == f"{number:,.{places}f}"
