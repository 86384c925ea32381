"""Numbers of running text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.quantity import numbers_in

Seen = tuple[str, str, str | None, str]


def wide(text: str) -> str:
    """The text in full-width forms."""
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


def seen(text: str) -> list[Seen]:
    return [(n.text, n.role, n.operator, n.unit) for n in numbers_in(text)]


def quantities(text: str) -> list[Seen]:
    return [found for found in seen(text) if found[1] == "quantity"]


GOAL = (
    "1.2026年度计划为3000余名居民发放补贴，人均成本不超过110元，发放及时率100%，有效投诉小于等于1起；\n"
    "2.改造老旧小区12.5万平方米以上，管网完好率达到98%以上，支出控制在600万元以内。3.年内至少举办培训3-5场。"
)


def test_a_goal() -> None:
    assert seen(GOAL) == [
        ("1", "ordinal", None, ""),
        ("2026", "year", None, ""),
        ("3000", "quantity", None, "名"),
        ("110", "quantity", "≤", "元"),
        ("100", "quantity", None, "%"),
        ("1", "quantity", "≤", "起"),
        ("2", "ordinal", None, ""),
        ("12.5", "quantity", "≥", "万平方米"),
        ("98", "quantity", "≥", "%"),
        ("600", "quantity", "≤", "万元"),
        ("3", "ordinal", None, ""),
        ("3", "quantity", "range", "场"),
        ("5", "quantity", "range", "场"),
    ]
    numbers = numbers_in(GOAL)
    assert numbers[2].approx
    assert numbers[7].scaled == Decimal(125000)
    assert [GOAL[n.start : n.end] for n in numbers] == [n.text for n in numbers]
    assert GOAL[slice(*numbers[9].span)] == "控制在600万元以内"
    assert numbers[1].is_year


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("2026年3月15日开工", ["year", "month", "day"]),
        ("2026-03-15开工", ["year", "month", "day"]),
        ("1-6月完成", ["month", "month"]),
        ("7、8月完成", ["month", "month"]),
        ("2024-2026年实施", ["year", "year"]),
        ("\u30142026\u30157号文件", ["year", "name"]),
        ("26年度任务", ["year"]),
        ("每月15日前发放", ["day"]),
        ("30日内办结", ["quantity"]),
        ("目标1：建成", ["ordinal"]),
        ("（2）建成；3、完工", ["ordinal", "ordinal"]),
        ("1、2026年建成", ["ordinal", "year"]),
        ("第3届", ["ordinal"]),
        ("1、2、3号楼", ["quantity", "quantity", "name"]),
        ("东风路66号院2号楼3单元401", ["name"] * 4),
        ("建设停车楼2座、写字楼2000平方米", ["quantity"] * 2),
        ("建设5G基站，PM2.5下降", ["name", "name"]),
        ("12345热线，“12100”行动", ["name", "name"]),
        ("电话0000-1234567", ["name", "name"]),
    ],
)
def test_roles(text: str, roles: list[str]) -> None:
    assert [n.role for n in numbers_in(text)] == roles


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("满意度为95%", [("95", "quantity", "=", "%")]),
        ("为77个村服务", [("77", "quantity", "=", "个")]),
        ("计划为77个村服务", [("77", "quantity", None, "个")]),
        ("约30个，或20个左右", [("30", "quantity", None, "个"), ("20", "quantity", None, "个")]),
        (
            "3千克、2千米、5千元",
            [("3", "quantity", None, "千克"), ("2", "quantity", None, "千米"), ("5", "quantity", None, "千元")],
        ),
        ("减少-5%", [("5", "quantity", None, "%")]),
        ("误差±2%", [("2", "quantity", "±", "%")]),
        (wide("30") + "名", [(wide("30"), "quantity", None, "名")]),
        (wide("2.5%"), [(wide("2.5"), "quantity", None, wide("%"))]),
        ("5，100人", [("5", "quantity", None, ""), ("100", "quantity", None, "人")]),
        ("1,277.5万元", [("1,277.5", "quantity", None, "万元")]),
        ("6、7、8层", [("6", "quantity", None, "层"), ("7", "quantity", None, "层"), ("8", "quantity", None, "层")]),
        ("10 万元", [("10", "quantity", None, "万元")]),
        ("3公里内，3公里内部道路", [("3", "quantity", "≤", "公里"), ("3", "quantity", None, "公里")]),
    ],
)
def test_comparison_and_unit(text: str, found: list[Seen]) -> None:
    assert quantities(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建成三个中心、十五家门店", ["三", "十五"]),
        ("不少于一次，一次以上", ["一", "一"]),
        ("完成百分之九十五", ["九十五"]),
        ("三至五次", ["三", "五"]),
        ("打造一流队伍，形成一批成果，进一步统一标准", []),
        ("第一书记、第三季度、二级以上、双一流", []),
        ("树牢“四个意识”，做到《三个规定》", []),
        ("一季度完成", []),
    ],
)
def test_numerals_in_characters_where_they_count(text: str, found: list[str]) -> None:
    numbers = numbers_in(text)
    assert [n.text for n in numbers] == found
    assert all(n.written for n in numbers)


def test_a_year_in_characters() -> None:
    (number,) = numbers_in("二〇二六年建成")
    assert (number.value, number.role, number.written) == (2026, "year", True)


def test_no_numbers() -> None:
    assert numbers_in("") == []
    assert numbers_in("全面提升服务能力") == []
