"""The comparison normal form and targets."""

from __future__ import annotations

import pytest
from eval.scoring.normal import Target, normal, same, target


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("3,058.10", "3058.1"),
        ("200.00", "200"),
        ("≧95\uff05", "≥95%"),
        ("（青发【2031】5号）", "(青发[2031]5号)"),
        ("保障 供水\n安全", "保障供水安全"),
        ("“一河一策”", '"一河一策"'),
        ("25㎡", "25m2"),
        ("2031—2033年", "2031－2033年"),
        (2031, "2031"),
        (None, ""),
    ],
)
def test_printing_differences_do_not_count(a: object, b: object) -> None:
    assert same(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("0.00", ""), ("95%", "≥95%"), ("2000", "200"), ("12眼", "12口"), ("100%", "100"), ("0.50", "0.05"), ("-5", "5")],
)
def test_everything_else_counts(a: str, b: str) -> None:
    assert not same(a, b)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("≥95%", Target(("≥",), ("95",), "%")),
        ("1200-4000元/人/年", Target((), ("1200", "4000"), "-元/人/年")),
        ("不少于3,000万", Target(("不少于",), ("3000",), "万")),
        ("显著提升", Target((), (), "显著提升")),
    ],
)
def test_a_target_is_taken_apart(text: str, parts: Target) -> None:
    assert target(normal(text)) == parts
    assert target(normal(text)).is_quantity == bool(parts.numbers)


def test_a_sentence_with_numbers_is_no_quantity() -> None:
    assert not target(normal("2031年10月底前按全县统一安排分两批完成")).is_quantity
