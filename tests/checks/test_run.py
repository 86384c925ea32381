"""What a finding says: places, doubts, what is switched off; the catalogue; words for other provinces' forms."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.checks import good
from tests.checks.cases import CASES

from jixiao.checks import catalogue, check
from jixiao.checks.catalogue import CRITERIA
from jixiao.checks.goals.agreement import dates_unlike
from jixiao.checks.rows import rows_of
from jixiao.checks.run import BY_KIND
from jixiao.checks.tables.causes import merged
from jixiao.checks.tables.sheets import Sheet
from jixiao.checks.violation import Ground, Hit, Hits
from jixiao.checks.words import words
from jixiao.config import CheckSettings
from jixiao.errors import ConfigError, ResourceError
from jixiao.records import BudgetTable, Evidence, Indicator, ProjectGoal, Reading


def faulty(id: str) -> Reading:
    """The good file with the fault of that check."""
    reading = good.reading()
    next(case for case in CASES if case.check == id).do(reading)
    return reading


def project(reading: Reading) -> ProjectGoal:
    record = reading.records[0]
    assert isinstance(record, ProjectGoal)
    return record


def ids(reading: Reading, settings: CheckSettings | None = None) -> list[str]:
    return [finding.check for finding in check(reading, settings).findings]


def test_a_finding_knows_its_place_on_the_page() -> None:
    reading = faulty("amount.parts-do-not-sum")
    project(reading).evidence = {
        "funds.annual.total": Evidence(page=3, box=(10, 20, 30, 40)),
        "funds.annual.fiscal": Evidence(page=4, box=(1, 2, 3, 4)),
    }
    (finding,) = check(reading).findings
    assert (finding.page, finding.spots[0].box) == (3, (10, 20, 30, 40))
    assert [spot.page for spot in finding.spots] == [3, 4]


def test_what_has_no_place_of_its_own_has_that_of_its_row_or_its_page() -> None:
    reading = faulty("indicator.value-missing")
    project(reading).evidence = {"indicators[9].level3": Evidence(page=5, box=(1, 2, 3, 4))}
    (finding,) = check(reading).findings
    assert (finding.page, finding.spots[0].box) == (5, (1, 2, 3, 4))
    project(reading).evidence, project(reading).pages = {}, (7, 8)
    (finding,) = check(reading).findings
    assert (finding.page, finding.spots[0].box) == (7, None)


def test_a_value_that_may_be_misread_is_to_be_looked_at_first() -> None:
    reading = faulty("amount.parts-do-not-sum")
    project(reading).doubts = {"funds.annual.fiscal": ["ocr.low"]}
    (finding,) = check(reading).findings
    assert finding.doubted and finding.severity == "warning"
    assert finding.advice.startswith("这里的文字识读没有把握，先对照原文核对")


def test_what_is_missing_from_a_form_that_was_not_read_whole_may_have_been_overlooked() -> None:
    reading = faulty("level.missing")
    assert [f.severity for f in check(reading).findings] == ["warning"]
    project(reading).status = "incomplete"
    (finding,) = check(reading).findings
    assert finding.doubted and finding.severity == "advice"
    assert "没有读全" in finding.advice


def test_checks_are_switched_off_one_by_one_and_by_group() -> None:
    reading = faulty("weight.total")
    assert ids(reading) == ["weight.total"]
    assert ids(reading, CheckSettings(off=("weight.total",))) == []
    assert ids(reading, CheckSettings(off=("weight.*",))) == []
    with pytest.raises(ConfigError, match=r"nothing\.like"):
        check(reading, CheckSettings(off=("nothing.like-this",)))


def test_tolerances_and_regional_weights_are_settings() -> None:
    assert ids(faulty("amount.parts-do-not-sum"), CheckSettings(amount_tolerance=Decimal(20000))) == []
    usual = CheckSettings()
    local = replace(usual, weights=replace(usual.weights, cost=Decimal(34), benefit=Decimal(6)))
    assert "weight.by-level1" not in ids(faulty("weight.by-level1"), local)
    assert ids(good.reading(), local).count("weight.by-level1") == 1


def test_the_catalogue_is_in_order() -> None:
    entries = catalogue()
    assert len({entry.id for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.criterion in CRITERIA
        assert entry.asserts and entry.rule and entry.message and entry.advice
        assert not entry.memory or entry.severity == "advice", "a rule known from memory is advice only"


@pytest.mark.parametrize(
    ("level1", "level2", "family"),
    [
        ("产出指标", "成本指标", ("cost", "cost")),
        ("成本指标", "生态环境成本指标", ("cost", "cost")),
        ("效果指标", "环境效益", ("benefit", "ecological")),
        ("效益指标", "社会公众或服务对象满意度指标", ("satisfaction", "satisfaction")),
        ("项目产出", "产出进度", ("output", "timeliness")),
        ("", "数量指标", ("output", "quantity")),
        ("投入管理指标", "预算编制", ("input", "")),
        ("满意度指标", "", ("satisfaction", "satisfaction")),
    ],
)
def test_levels_of_other_provinces(level1: str, level2: str, family: tuple[str, str]) -> None:
    assert tuple(words().family(level1, level2)) == family


def _form(*rows: tuple[str, str, str, str]) -> Reading:
    reading = good.reading()
    form = project(reading)
    form.goal_annual, form.execution_weight = "完成本年度城区河道清淤任务，24小时值守，改善水环境质量。", None
    form.indicators = [Indicator(level1=a, level2=b, level3=name, value=value) for a, b, name, value in rows]
    return reading


_REST = (
    ("产出指标", "数量指标", "清淤河道长度", "≥3公里"),
    ("产出指标", "质量指标", "验收合格率", "=100%"),
    ("产出指标", "时效指标", "按期完工率", "=100%"),
    ("产出指标", "成本指标", "清淤单位成本", "≤20万元/公里"),
    ("效益指标", "生态效益", "河道水质", "达到Ⅲ类标准"),
    ("满意度指标", "服务对象满意度", "居民满意度", "≥90%"),
)


@pytest.mark.parametrize(
    "row",
    [
        ("效益指标", "社会效益", "投诉处理率", "≥95%"),
        ("效益指标", "社会效益", "安全事故发生数", "0起"),
        ("产出指标", "数量指标", "管护频率", "≥2次/月"),
        ("产出指标", "数量指标", "新增就业人数（万人）", "1.2"),
        ("产出指标", "质量指标", "人员控制率", "≤100%"),
        ("产出指标", "成本指标", "成本节约率", "≥3%"),
        ("产出指标", "成本指标", "节约采购金额", "≥3万元"),
        ("产出指标", "数量指标", "保障办公经费", "12个月"),
        ("效益指标", "社会效益", "信息公开及时率", "=100%"),
        ("产出指标", "时效指标", "响应时间", "≤30分钟"),
        ("效益指标", "可持续影响", "设备使用年限", "≥10"),
    ],
    ids=lambda row: row[2],
)
def test_targets_that_look_odd_but_are_right(row: tuple[str, str, str, str]) -> None:
    assert ids(_form(*_REST, row)) == []


def test_growth_may_be_more_than_the_whole_and_is_asked_about_as_steep() -> None:
    assert ids(_form(*_REST, ("效益指标", "经济效益", "营业收入增长率", "≥120%"))) == ["indicator.rise-steep"]


def test_many_targets_without_a_unit_are_one_finding() -> None:
    rows = [(a, b, name, value.rstrip("公里%万元/")) for a, b, name, value in _REST]
    (finding,) = check(_form(*rows)).findings
    assert finding.check == "indicator.unit-missing" and len(finding.paths) == 5


def test_forms_of_some_projects_only_are_not_asked_for() -> None:
    reading = good.reading()
    listed = reading.records[-1]
    assert isinstance(listed, BudgetTable)
    listed.rows += [[f"专项业务{n}", "0.00", "0.00", "0.00"] for n in "甲乙丙"]
    assert ids(reading) == []


def test_amounts_of_other_years_are_not_those_of_the_tables() -> None:
    reading = good.reading()
    reading.prose[1].text = "二、2023年支出预算188.00万元，其中：基本支出128.00万元。"
    assert ids(reading) == []


def test_an_amount_with_a_note_on_its_page_explains_an_empty_table() -> None:
    reading = faulty("table.empty-without-note")
    table = next(r for r in reading.records if isinstance(r, BudgetTable) and r.title and "国有资本" in r.title)
    table.pages = (9, 9)
    assert ids(reading) == ["table.empty-without-note"]
    reading.prose[3].text += "本部门没有国有资本经营预算安排的支出。"
    assert ids(reading) == []


def test_a_sentence_cut_by_the_page_is_read_whole() -> None:
    reading = good.reading()
    first, second = reading.prose[1], reading.prose[1].model_copy()
    cut = first.text.index("140.00")
    first.text, second.text = first.text[:cut], first.text[cut:].replace("60.00", "66.00")
    reading.prose.insert(2, second)
    assert [(f.check, f.path) for f in check(reading).findings] == [("prose.amount-differs", "prose[2]")]


def test_an_id_that_is_misspelt_in_a_check_is_named_and_no_finding_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    def misspelt(record: ProjectGoal, ground: Ground) -> Hits:
        yield Hit("weight.totl", ("indicators",))

    monkeypatch.setitem(BY_KIND, "project_goal", (misspelt,))
    with pytest.raises(ResourceError, match=r"weight\.totl"):
        check(good.reading())


def test_only_a_clause_that_names_the_indicator_makes_another_number_an_error() -> None:
    reading = good.reading()
    project(reading).goal_annual = (project(reading).goal_annual or "").replace(
        "清淤河道长度3公里以上", "疏浚河道长度8公里以上"
    )
    found = {finding.check: finding.severity for finding in check(reading).findings}
    assert "goal.value-differs" not in found and found["goal.value-unlike"] == "advice"


@pytest.mark.parametrize("name", ["安全事故", "投诉情况", "环境污染"])
def test_nothing_is_a_target_where_nothing_is_to_happen(name: str) -> None:
    assert ids(_form(*_REST, ("产出指标", "质量指标", name, "无"))) == []


def test_the_same_difference_is_told_once_with_all_its_places() -> None:
    same = {"row": "合计", "column": "金额", "unit": "万元", "total": "9", "sum": "7", "gap": "2"}
    hits = [
        (4, Hit("table.row-parts", ("rows[0][1]", "rows[0][2]"), same)),
        (5, Hit("table.column-total", ("rows[3][1]",), same)),
        (5, Hit("table.column-total", ("rows[3][2]",), {**same, "gap": "3"})),
    ]
    (first_number, first), (_, second) = merged(hits, [])
    assert (first_number, first.related) == (4, ((5, "rows[3][1]"),)) and "还有 1 处" in first.more
    assert second.said["gap"] == "3" and second.more == ""


def test_the_amount_that_makes_a_difference_is_named() -> None:
    table = BudgetTable(
        title="支出预算总表", unit="元", columns=[["项目"], ["金额"]], rows=[["行政运行", "64,840"], ["合计", "90,000"]]
    )
    said = {"row": "合计", "column": "金额", "unit": "元", "total": "1", "sum": "2", "gap": "64,840"}
    ((_, hit),) = merged([(1, Hit("table.column-total", ("rows[1][1]",), said))], [(1, Sheet(table))])
    assert "差额正是“行政运行”的金额" in hit.more


def test_a_date_of_the_goal_is_held_against_the_time_of_the_same_thing() -> None:
    form = good.project()
    form.indicators.append(
        Indicator(level1="产出指标", level2="时效指标", level3="护岸砌石结束时间", value="2024年8月底前")
    )
    rows = [row for row in rows_of(form, words()) if row.target.date]
    told = list(dates_unlike("10月底前完工，9月底前护岸砌石结束。", rows, 2024))
    assert [(said, row.name) for said, row in told] == [("9月底前", "护岸砌石结束时间")]
    assert not list(dates_unlike("10月底前完工，8月底前护岸砌石结束。", rows, 2024))
