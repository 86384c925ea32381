"""Tables as provinces lay them out: totals over two ways to part one sum, levels under one another, names in blanks."""

from __future__ import annotations

from jixiao.checks import check
from jixiao.records import BudgetTable, Reading, SourceInfo

BOTH_WAYS = [["收入", "项目"], ["收入", "金额"], ["支出", "功能分类", "科目"], ["支出", "功能分类", "金额"],
             ["支出", "支出用途", "项目"], ["支出", "支出用途", "金额"]]  # fmt: skip
SUMMED = [
    ["一、财政拨款", "90.00", "一、一般公共服务支出", "70.00", "一、基本支出", "60.00"],
    ["1.一般公共预算", "90.00", "二、外交支出", "", "二、项目支出", "40.00"],
    ["二、其他资金", "10.00", "三、住房保障支出", "30.00", "", ""],
    ["当年收入小计", "100.00", "当年支出小计", "", "", "100.00"],
    ["上年结转资金", "", "结转下年资金", "", "", ""],
    ["收入合计", "100.00", "支出合计", "", "", "100.00"],
]
LEVELS = [
    ["合计", "100.00"], ["教育支出", "100.00"], ["普通教育", "100.00"], ["小学教育", "60.00"], ["初中教育", "40.00"],
]  # fmt: skip


def told(*tables: BudgetTable) -> list[str]:
    """The ids of what is found in the tables."""
    return [f.check for f in check(Reading(source=SourceInfo(name="a.pdf", sha256=""), records=list(tables))).findings]


def table(title: str, columns: list[list[str]], rows: list[list[str]]) -> BudgetTable:
    return BudgetTable(title=title, unit="万元", year=2019, columns=columns, rows=rows)


def test_a_total_of_the_year_and_one_over_two_ways_to_part_it_add_up() -> None:
    assert told(table("收支预算总表", BOTH_WAYS, SUMMED)) == []


def test_a_total_that_does_not_add_up_there_is_told() -> None:
    wrong = [[*SUMMED[0][:1], "80.00", *SUMMED[0][2:]], *SUMMED[1:]]
    assert "table.column-total" in told(table("收支预算总表", BOTH_WAYS, wrong))


def test_rows_of_several_levels_make_the_total_each_and_were_not_looked_at() -> None:
    found = table("财政拨款支出预算表（功能科目）", [["科目"], ["金额"]], LEVELS)
    checked = check(Reading(source=SourceInfo(name="a.pdf", sha256=""), records=[found]))
    assert checked.findings == []
    assert all("table.column-total" not in ledger.clear for ledger in checked.ledger)


def test_running_costs_are_not_all_that_is_spent() -> None:
    costs = table(
        "一般公共预算机关运行经费支出预算表", [["科目名称"], ["金额"]], [["合计", "12.00"], ["办公费", "12.00"]]
    )
    assert told(table("收支预算总表", BOTH_WAYS, SUMMED), costs) == []
