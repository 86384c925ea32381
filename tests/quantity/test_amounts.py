"""Printed amounts and shares."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.quantity import parse_amount, parse_share


def wide(text: str) -> str:
    """The text in full-width forms."""
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


# text, unit given: number, yuan, unit, where the unit came from
AMOUNTS = {
    ("3,058.10", "万元"): ("3058.10", "30581000", "万元", "given"),
    ("2000000.00", "元"): ("2000000.00", "2000000", "元", "given"),
    ("0", "万元"): ("0", "0", "万元", "given"),
    ("0.00", "万元"): ("0.00", "0", "万元", "given"),
    ("12.5", "单位：万元"): ("12.5", "125000", "万元", "given"),
    ("12.5", "金额单位：千元"): ("12.5", "12500", "千元", "given"),
    ("12.5", "人民币元"): ("12.5", "12.5", "元", "given"),
    ("1.2", "亿元"): ("1.2", "120000000", "亿元", "given"),
    ("3", "百万元"): ("3", "3000000", "百万元", "given"),
    ("12.5", None): ("12.5", None, None, None),
    ("12.5", "万美元"): ("12.5", None, None, None),
    ("12.5", "%"): ("12.5", None, None, None),
    ("12.5", ""): ("12.5", None, None, None),
    ("1,277万元", "元"): ("1277", "12770000", "万元", "printed"),
    ("1,277万元", None): ("1277", "12770000", "万元", "printed"),
    ("1277（万元）", None): ("1277", "12770000", "万元", "printed"),
    ("500元整", "万元"): ("500", "500", "元", "printed"),
    ("3万", "元"): ("3", "30000", "万", "printed"),
    ("￥500.00", None): ("500.00", "500", "元", "printed"),
    ("￥500.00", "万元"): ("500.00", "5000000", "万元", "given"),
    ("（123.4）", "元"): ("-123.4", "-123.4", "元", "given"),
    ("(123.4)万元", None): ("-123.4", "-1234000", "万元", "printed"),
    ("-123.4", "元"): ("-123.4", "-123.4", "元", "given"),
    ("－123.4", "元"): ("-123.4", "-123.4", "元", "given"),
    (wide("1,234.5"), "万元"): ("1234.5", "12345000", "万元", "given"),
    (" 12 万元 ", None): ("12", "120000", "万元", "printed"),
    ("五万元", None): ("50000", "50000", "元", "printed"),
    ("三万", "万元"): ("30000", "30000", "元", "printed"),
    ("壹佰万元整", None): ("1000000", "1000000", "元", "printed"),
}


@pytest.mark.parametrize(("text", "unit"), AMOUNTS)
def test_amounts(text: str, unit: str | None) -> None:
    number, yuan, name, source = AMOUNTS[text, unit]
    amount = parse_amount(text, unit)
    assert amount is not None
    assert str(amount.number) == number
    assert amount.yuan == (Decimal(yuan) if yuan else None)
    assert (amount.unit, amount.unit_from, amount.text) == (name, source, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "—",
        "——",
        "/",
        "无",
        "资金安排",
        "万元",
        "1,23.4",
        "12.3.4",
        "1 000",
        "（123",
        "100万元（其中财政50万元）",
        "5人",
        "三四",
    ],
)
def test_no_amount(text: str) -> None:
    assert parse_amount(text, "万元") is None


def test_amount_as_dict() -> None:
    amount = parse_amount("1.50", "亿元")
    assert amount is not None
    assert amount.as_dict() == {"number": "1.50", "yuan": "150000000", "unit": "亿元", "unit_from": "given"}


@pytest.mark.parametrize(
    ("text", "unit", "share"),
    [
        ("25.00%", None, "0.25"),
        ("100%", None, "1"),
        (wide("25%"), None, "0.25"),
        ("1.5‰", None, "0.0015"),
        ("百分之二十五", None, "0.25"),
        ("-5%", None, "-0.05"),
        ("25", "累计支出（%）", "0.25"),
        ("25%", "%", "0.25"),
        ("25", None, None),
        ("0.25", None, None),
        ("", "%", None),
        ("-", "%", None),
        ("25%以上", None, None),
    ],
)
def test_shares(text: str, unit: str | None, share: str | None) -> None:
    assert parse_share(text, unit) == (Decimal(share) if share else None)
