"""What printed indicator values are read as."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from jixiao.quantity import Moment, parse_target


def wide(text: str) -> str:
    """The text in full-width forms."""
    return "".join(chr(ord(char) + 0xFEE0) for char in text)


# text: operator, number, unit as printed, base unit, number in the base unit
SINGLE = {
    "≥107万平方米": ("≥", "107", "万平方米", "平方米", "1070000"),
    "≥3000万": ("≥", "3000", "万", "", "30000000"),
    "≤1起": ("≤", "1", "起", "起", "1"),
    "=100元/万元": ("=", "100", "元/万元", "元/万元", "100"),
    "27台、件、套": (None, "27", "台、件、套", "台、件、套", "27"),
    "857台（套）": (None, "857", "台（套）", "台(套)", "857"),
    "≥90百分比": ("≥", "90", "百分比", "%", "90"),
    "≥200元每人每月": ("≥", "200", "元每人每月", "元/人/月", "200"),
    "≤12.5万元/人/年": ("≤", "12.5", "万元/人/年", "元/人/年", "125000"),
    "≤60万元/名": ("≤", "60", "万元/名", "元/名", "600000"),
    "300元/生·年": (None, "300", "元/生·年", "元/生/年", "300"),
    "≤3.16/米": ("≤", "3.16", "/米", "/米", "3.16"),
    "95%以上": ("≥", "95", "%", "%", "95"),
    "1.5‰": (None, "1.5", "‰", "%", "0.15"),
    "九成以上": ("≥", "9", "成", "%", "90"),
    "≥1,000人": ("≥", "1000", "人", "人", "1000"),
    "9.2万人": (None, "9.2", "万人", "人", "92000"),
    "1.5万亿元": (None, "1.5", "万亿元", "元", "1500000000000"),
    "3千元": (None, "3", "千元", "元", "3000"),
    "2000千克": (None, "2000", "千克", "千克", "2000"),
    "3千瓦": (None, "3", "千瓦", "千瓦", "3"),
    "100": (None, "100", "", "", "100"),
    "0": (None, "0", "", "", "0"),
    "0.00": (None, "0.00", "", "", "0"),
    "≥95": ("≥", "95", "", "", "95"),
    "≥2次/年": ("≥", "2", "次/年", "次/年", "2"),
    "≥5樽": ("≥", "5", "樽", "樽", "5"),
    "50（台/套）": (None, "50", "（台/套）", "台/套", "50"),
    "95（%）": (None, "95", "（%）", "%", "95"),
    "120.5m²": (None, "120.5", "m²", "平方米", "120.5"),
    "80㎡": (None, "80", "㎡", "平方米", "80"),
    "1800平": (None, "1800", "平", "平方米", "1800"),
    "10个百分点": (None, "10", "个百分点", "百分点", "10"),
    "24h": (None, "24", "h", "小时", "24"),
    "6个月": (None, "6", "个月", "月", "6"),
    ".5": (None, "0.5", "", "", "0.5"),
    "≤180日历天": ("≤", "180", "日历天", "日历天", "180"),
    "≤35μg/m³": ("≤", "35", "μg/m³", "微克/立方米", "35"),
    "0.5年": (None, "0.5", "年", "年", "0.5"),
    "20年": (None, "20", "年", "年", "20"),
    "￥500": (None, "500", "元", "元", "500"),
    "-5%": (None, "-5", "%", "%", "-5"),
    "≥-5%": ("≥", "-5", "%", "%", "-5"),
    "（100%）": (None, "100", "%", "%", "100"),
    "1.≥95%": ("≥", "95", "%", "%", "95"),
    # full-width and look-alike signs
    wide(">=") + "95" + wide("%"): ("≥", "95", wide("%"), "%", "95"),
    "≧ 85": ("≥", "85", "", "", "85"),
    "⩾95%": ("≥", "95", "%", "%", "95"),
    "⩽5": ("≤", "5", "", "", "5"),
    "﹥3": (">", "3", "", "", "3"),
    wide("<") + "3‰": ("<", "3", "‰", "%", "0.3"),
    ">=90": ("≥", "90", "", "", "90"),
    "=>90": ("≥", "90", "", "", "90"),
    "<=90": ("≤", "90", "", "", "90"),
    wide("100%"): (None, "100", wide("%"), "%", "100"),
    "≥ 95.50 %": ("≥", "95.50", "%", "%", "95.5"),
    # operators in words
    "不少于3场次": ("≥", "3", "场次", "场次", "3"),
    "不低于95": ("≥", "95", "", "", "95"),
    "至少一次": ("≥", "1", "次", "次", "1"),
    "至少完成2次": ("≥", "2", "次", "次", "2"),
    "大于等于5项": ("≥", "5", "项", "项", "5"),
    "50%（含）以上": ("≥", "50", "%", "%", "50"),
    "不少于（含）5次": ("≥", "5", "次", "次", "5"),
    "95%（不含）以上": (">", "95", "%", "%", "95"),
    "95%（不含）以下": ("<", "95", "%", "%", "95"),
    "60及以上": ("≥", "60", "", "", "60"),
    "100+": ("≥", "100", "", "", "100"),
    "超过95%": (">", "95", "%", "%", "95"),
    "高于95%": (">", "95", "%", "%", "95"),
    "逾100人": (">", "100", "人", "人", "100"),
    "不超过2小时": ("≤", "2", "小时", "小时", "2"),
    "不超过人民币100万元": ("≤", "100", "万元", "元", "1000000"),
    "不高于5%": ("≤", "5", "%", "%", "5"),
    "控制在5%以内": ("≤", "5", "%", "%", "5"),
    "控制在5%": ("≤", "5", "%", "%", "5"),
    "小于等于5%": ("≤", "5", "%", "%", "5"),
    "24小时内": ("≤", "24", "小时", "小时", "24"),
    "15日内": ("≤", "15", "日", "日", "15"),
    "100万元以下": ("≤", "100", "万元", "元", "1000000"),
    "低于3起": ("<", "3", "起", "起", "3"),
    "少于3起": ("<", "3", "起", "起", "3"),
    "等于3": ("=", "3", "", "", "3"),
    "达到95%": ("=", "95", "%", "%", "95"),
    "达到95%以上": ("≥", "95", "%", "%", "95"),
    "为3个": ("=", "3", "个", "个", "3"),
    "≥90%以上": ("≥", "90", "%", "%", "90"),
    "≤12月": ("≤", "12", "月", "月", "12"),
    # Chinese numerals
    "十五个": (None, "15", "个", "个", "15"),
    "一百二十人": (None, "120", "人", "人", "120"),
    "十万元": (None, "100000", "元", "元", "100000"),
    "两次": (None, "2", "次", "次", "2"),
    "百分之九十五": (None, "95", "百分之", "%", "95"),
    "五年": (None, "5", "年", "年", "5"),
    "零": (None, "0", "", "", "0"),
    "百分百": (None, "100", "百分之", "%", "100"),
}


@pytest.mark.parametrize("text", SINGLE)
def test_one_number(text: str) -> None:
    operator, number, unit, base, scaled = SINGLE[text]
    target = parse_target(text)
    assert target.kind == "quantitative"
    assert (target.operator, target.unit, target.base_unit) == (operator, unit, base)
    assert str(target.number) == number
    assert target.scaled == Decimal(scaled)
    assert target.text == text
    assert target.words == ()


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("≥95", "95", None),
        (">95", "95", None),
        ("≤5", None, "5"),
        ("<5", None, "5"),
        ("=3", "3", "3"),
        ("3", "3", "3"),
        ("约3", "3", "3"),
        ("±10%", "-10", "10"),
        ("3-5", "3", "5"),
    ],
)
def test_bounds_say_what_is_admitted(text: str, low: str | None, high: str | None) -> None:
    target = parse_target(text)
    assert target.low == (Decimal(low) if low else None)
    assert target.high == (Decimal(high) if high else None)


# text: low, high, unit, low in the base unit
RANGES = {
    "1200-4000元/人/年": ("1200", "4000", "元/人/年", "1200"),
    "90%-95%": ("90", "95", "%", "90"),
    "50-80%": ("50", "80", "%", "50"),
    "3-5年": ("3", "5", "年", "3"),
    "3\uff5e5场": ("3", "5", "场", "3"),
    "3—5": ("3", "5", "", "3"),
    "3至5次": ("3", "5", "次", "3"),
    "三至五次": ("3", "5", "次", "3"),
    "2-3万元": ("2", "3", "万元", "20000"),
    "3万-5万元": ("3", "5", "万元", "30000"),
    "5000元至1万元": ("5000", "10000", "元", "5000"),
    "-5%~5%": ("-5", "5", "%", "-5"),
    "在±10%以内": ("-10", "10", "%", "-10"),
}


@pytest.mark.parametrize("text", RANGES)
def test_ranges(text: str) -> None:
    low, high, unit, scaled_low = RANGES[text]
    target = parse_target(text)
    assert target.operator == ("±" if "±" in text else "range")
    assert (target.low, target.high, target.unit) == (Decimal(low), Decimal(high), unit)
    assert target.bounds[0] == Decimal(scaled_low)
    assert (target.number is None) == (target.operator == "range")


# text: since, date, deadline, last day with 2025 as the year of the form
DATES = {
    "2023年6月": (None, Moment(2023, 6), False, (2023, 6, 30)),
    "2023年度": (None, Moment(2023), False, (2023, 12, 31)),
    "12月31日前": (None, Moment(None, 12, 31), True, (2025, 12, 31)),
    "2023年12月底前": (None, Moment(2023, 12, None, "底"), True, (2023, 12, 31)),
    "2023年8月底": (None, Moment(2023, 8, None, "底"), True, (2023, 8, 31)),
    "2023年12月30日以内": (None, Moment(2023, 12, 30), True, (2023, 12, 30)),
    "2023年12月30日之前": (None, Moment(2023, 12, 30), True, (2023, 12, 30)),
    "≤2023年12月31日": (None, Moment(2023, 12, 31), True, (2023, 12, 31)),
    "2023年12月中旬": (None, Moment(2023, 12, None, "中旬"), False, (2023, 12, 20)),
    "2024年2月": (None, Moment(2024, 2), False, (2024, 2, 29)),
    "2024-03-15": (None, Moment(2024, 3, 15), False, (2024, 3, 15)),
    "2024.6.30": (None, Moment(2024, 6, 30), False, (2024, 6, 30)),
    "2024/6/30前": (None, Moment(2024, 6, 30), True, (2024, 6, 30)),
    "20240630": (None, Moment(2024, 6, 30), False, (2024, 6, 30)),
    "2023.12": (None, Moment(2023, 12), False, (2023, 12, 31)),
    "二〇二三年": (None, Moment(2023), False, (2023, 12, 31)),
    "十二月底前": (None, Moment(None, 12, None, "底"), True, (2025, 12, 31)),
    "15日前": (None, Moment(None, None, 15), True, None),
    "第四季度": (Moment(None, 10), Moment(None, 12), False, (2025, 12, 31)),
    "1季度": (Moment(None, 1), Moment(None, 3), False, (2025, 3, 31)),
    "2023年前三季度": (Moment(2023, 1), Moment(2023, 9), False, (2023, 9, 30)),
    "2023/2024学年": (Moment(2023), Moment(2024), False, (2024, 12, 31)),
    "2023年上半年": (Moment(2023, 1), Moment(2023, 6), False, (2023, 6, 30)),
    "全年": (Moment(None, 1), Moment(None, 12), False, (2025, 12, 31)),
    "2023年全年": (Moment(2023, 1), Moment(2023, 12), False, (2023, 12, 31)),
    "年底前": (None, Moment(None, 12, None, "底"), True, (2025, 12, 31)),
    "2023年底": (None, Moment(2023, None, None, "底"), True, (2023, 12, 31)),
    "1月-12月": (Moment(None, 1), Moment(None, 12), False, (2025, 12, 31)),
    "2-8月": (Moment(None, 2), Moment(None, 8), False, (2025, 8, 31)),
    "2022年1月-6月": (Moment(2022, 1), Moment(2022, 6), False, (2022, 6, 30)),
    "2023-2025年": (Moment(2023), Moment(2025), False, (2025, 12, 31)),
    "2023年1月1日至12月31日": (Moment(2023, 1, 1), Moment(2023, 12, 31), False, (2023, 12, 31)),
    "2023.1-2023.12": (Moment(2023, 1), Moment(2023, 12), False, (2023, 12, 31)),
}


@pytest.mark.parametrize("text", DATES)
def test_dates(text: str) -> None:
    since, date, deadline, due = DATES[text]
    target = parse_target(text)
    assert target.kind == "date"
    assert (target.since, target.date, target.deadline) == (since, date, deadline)
    if due:
        assert target.due(2025) == datetime.date(*due)
    assert target.number is None


def test_the_parts_of_a_date() -> None:
    target = parse_target("2023年6月30日前完成")
    assert (target.year, target.month, target.day, target.words) == (2023, 6, 30, ("完成",))


def test_a_day_that_does_not_exist_is_kept_but_has_no_due_day() -> None:
    target = parse_target("2023年6月31日")
    assert target.day == 31
    assert target.due() is None


def test_a_date_without_year_has_no_due_day_of_its_own() -> None:
    assert parse_target("6月30日前").due() is None
    assert parse_target("100").due(2023) is None


@pytest.mark.parametrize("text", ["", " ", "-", "—", "/", "无", "暂无", "不涉及", "N/A", "**", "≥**%", "XX个", "……"])
def test_blank(text: str) -> None:
    assert parse_target(text).kind == "blank"


@pytest.mark.parametrize(
    "text",
    [
        "显著提升", "控制在预算资金内", "及时", "是/否", "不低于上年度水平", "较上一年提升", "一流", "三级以上",
        "国家二级标准", "2026年根据统一安排举办", "2026年度审计工作顺利完成", "5A级景区", "符合GB50300-2013要求", "4K",
        "第3名", "万无一失", "零距离服务", "每季度末", "进一步保障", "≥优良",
    ],
)  # fmt: skip
def test_qualitative(text: str) -> None:
    target = parse_target(text)
    assert (target.kind, target.number, target.date) == ("qualitative", None, None)


# text: operator, number, unit, approx, change, words
WORDED = {
    "≥4.5分（满分5分）": ("≥", "4.5", "分", False, None, ("满分5分",)),
    "800元/吨（含税）": (None, "800", "元/吨", False, None, ("含税",)),
    "同比增长5%": (None, "5", "%", False, "rise", ("同比增长",)),
    "较上年增长5%以上": ("≥", "5", "%", False, "rise", ("较上年增长",)),
    "下降≥3%": ("≥", "3", "%", False, "fall", ("下降",)),
    "提升10个百分点": (None, "10", "个百分点", False, "rise", ("提升",)),
    "增长率达到5%": ("=", "5", "%", False, "rise", ("增长率",)),
    "提高到95%": (None, "95", "%", False, None, ("提高到",)),
    "降至5%以下": ("≤", "5", "%", False, None, ("降至",)),
    "提升能力，培训100人": (None, "100", "人", False, None, ("提升能力，培训",)),
    "约100人": (None, "100", "人", True, None, ()),
    "100人左右": (None, "100", "人", True, None, ()),
    "10余次": (None, "10", "次", True, None, ()),
    "30多万元": (None, "30", "万元", True, None, ()),
    "十几人": (None, "10", "人", True, None, ()),
    "完成3个项目建设": (None, "3", "个", False, None, ("完成", "项目建设")),
    "优良率90%": (None, "90", "%", False, None, ("优良率",)),
    "每年2次": (None, "2", "次", False, None, ("每年",)),
    "3个月内完成": ("≤", "3", "个月", False, None, ("完成",)),
    "2026年预算执行率≥95%": ("≥", "95", "%", False, None, ("2026年预算执行率",)),
    "5G基站≥10个": ("≥", "10", "个", False, None, ("5G基站",)),
    "零事故": (None, "0", "", False, None, ("事故",)),
}


@pytest.mark.parametrize("text", WORDED)
def test_numbers_with_words(text: str) -> None:
    operator, number, unit, approx, change, words = WORDED[text]
    target = parse_target(text)
    assert (target.kind, target.operator, target.number) == ("quantitative", operator, Decimal(number))
    assert (target.unit, target.approx, target.change, target.words) == (unit, approx, change, words)


@pytest.mark.parametrize(
    "text",
    [
        "教师50人，学生200人",
        "由80%提高到95%",
        "10%±2%",
        "7×24小时",
        "≥90%，≤100%",
        "3 5",
        "1 000元",
        "2万5千元",
        "1,23,4",
        "[90,100]",
    ],
)
def test_several_numbers_are_not_chosen_from(text: str) -> None:
    target = parse_target(text)
    assert (target.kind, target.number, target.low, target.high) == ("quantitative", None, None, None)


@pytest.mark.parametrize("text", ["3月底前招标，12月底前完工", "7、8月", "1月31日、7月31日前", "第二、三季度"])
def test_several_dates_are_not_chosen_from(text: str) -> None:
    target = parse_target(text)
    assert (target.kind, target.date) == ("date", None)


@pytest.mark.parametrize(
    ("text", "operator", "ratio"),
    [
        ("1：3", None, (1, 3)),
        ("≥1:20", "≥", (1, 20)),
        ("1：50以下", "≤", (1, 50)),
        ("2/3", None, (2, 3)),
        ("三分之二以上", "≥", (2, 3)),
    ],
)
def test_ratios(text: str, operator: str | None, ratio: tuple[int, int]) -> None:
    target = parse_target(text)
    assert (target.kind, target.operator, target.ratio, target.number) == ("quantitative", operator, ratio, None)


def test_as_dict_leaves_out_what_is_empty_and_writes_plain_numbers() -> None:
    assert parse_target("≥3亿元").as_dict() == {
        "kind": "quantitative",
        "operator": "≥",
        "number": "3",
        "unit": "亿元",
        "base_unit": "元",
        "scaled": "300000000",
    }
    assert parse_target("0").as_dict() == {"kind": "quantitative", "number": "0", "scaled": "0"}
    assert parse_target("2-3万元").as_dict()["scaled_low"] == "20000"
    assert parse_target("第一季度").as_dict() == {"kind": "date", "month": 3, "since": {"month": 1}}
    assert parse_target("良好").as_dict() == {"kind": "qualitative"}
