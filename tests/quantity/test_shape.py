"""What no office prints as a number."""

from __future__ import annotations

import pytest

from jixiao.quantity.shape import odd_amount, odd_target, unlike_column, unlike_others


@pytest.mark.parametrize(
    "text", ["3,058.10", "0", "-12.5", "120", "", "-", "/", "85%", "12人", "\uff11\uff12", "无", "(3.5)"]
)
def test_amounts_as_they_are_printed(text: str) -> None:
    assert not odd_amount(text)


@pytest.mark.parametrize("text", ["3,00", "600.", ".5", "48;000", "2906:00", "A", "0n", "17,5603", "1 2 3 x", "012"])
def test_amounts_that_a_speck_or_a_slip_made(text: str) -> None:
    assert odd_amount(text)


@pytest.mark.parametrize(
    "text",
    [
        "≥95%", "=100%", "≤4万元/个", "2023年12月", "12月31日前", "95%以上", "≥1.5万平方米", "100元/万元", "提升",
        "37℃", "420盏", "9月底前", "不低于1,629栋", "1.629万栋", "2026年",
    ],
)  # fmt: skip
def test_targets_as_they_are_printed(text: str) -> None:
    assert not odd_target(text)


@pytest.mark.parametrize(
    "text",
    [
        "295%",
        "≥.4个",
        "≥100.个",
        "≥95°",
        "=100°%",
        "1:00",
        "≥≥5%",
        "≤+万元/个",
        "3,00",
        "≥1O个",
        "10..96",
        "48; 000",
        "≥05",
        "一起",
        "八一起",
        "47500益",
        "不低于1.629栋",
    ],
)
def test_targets_that_a_speck_or_a_slip_made(text: str) -> None:
    assert odd_target(text)


@pytest.mark.parametrize("text", ["≥80%.", "≥4个：", ".(90)", "≥85% ≥85%"])
def test_targets_with_more_at_their_ends(text: str) -> None:
    assert odd_target(text)


def test_long_targets_are_sentences() -> None:
    assert not odd_target("第一季度完成30%，第二季度完成50.，以此类推直到年底")


def test_a_digit_where_all_others_have_a_sign() -> None:
    texts = {"a": "≥95%", "b": "≥3人", "c": "=100%", "d": "295%", "e": "≤5万元", "f": "提升"}
    assert unlike_others(texts) == {"d"}


def test_few_or_mixed_signs_make_no_rule() -> None:
    assert unlike_others({"a": "≥95%", "b": "3人", "c": "100%"}) == set()
    assert unlike_others({"a": "≥95%", "b": "3人", "c": "100%", "d": "≥3", "e": "5"}) == set()


def test_dates_do_not_weaken_the_rule() -> None:
    texts = {"a": "≥95%", "b": "=3人", "c": "=100%", "d": "≤3", "e": "29人", "f": "2023年6月", "g": "2023.12"}
    assert unlike_others(texts) == {"e"}


def test_a_stroke_lost_from_a_sign() -> None:
    assert unlike_others({"a": "≥95%", "b": "≥3人", "c": ">80%"}) == {"c"}
    assert unlike_others({"a": ">95%", "b": ">3人", "c": "≥80%"}) == set()


def test_a_point_lost_in_a_column() -> None:
    column = [("a", "12.50"), ("b", "3.00"), ("c", "1,058.10"), ("d", "305810"), ("e", "0.75"), ("f", "")]
    assert unlike_column(column) == {"d"}
    assert unlike_column([("a", "12"), ("b", "3"), ("c", "105"), ("d", "3.5"), ("e", "7")]) == set()
