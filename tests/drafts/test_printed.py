"""What forms print about names and values changes nothing of what is said: marks, numbering, labels, units."""

from __future__ import annotations

import pytest

from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.clauses.torn import torn
from jixiao.drafts.language.points import Point
from jixiao.drafts.planning.background import deed
from jixiao.drafts.planning.called import usual_aim
from jixiao.drafts.planning.plan import plan
from jixiao.records import Indicator
from jixiao.records.drafts import Project

_ROWS = [
    ("数量指标", "更换节能路灯数量", "≥420盏", "盏"),
    ("数量指标", "无障碍改造家庭户数", "≥260户", "户"),
    ("数量指标", "档案数字化扫描页数", "≥120万页", "页"),
    ("质量指标", "工程验收合格率", "≥95%", "%"),
    ("社会效益指标", "再犯罪率", "≤1%", "%"),
]
_ABOUT = [
    *(
        "★{}",
        "{}*",
        "①{}",
        "⑴{}",
        "1.{}",
        "1、{}",
        "（1）{}",
        "1）{}",
        "一、{}",
        "（一）{}",
        "指标1：{}",
        "指标1 {}",
    ),
    *("其中：{}", "-{}", "{}：", "{}；", "“{}”", "【{}】", "[{}]", "{}（核心指标）", "★{}（核心）", "【核心】{}"),
    *("数量指标：{}", "产出指标-{}", "{}①", "{}[1]", "C11 {}", "{}\n", " {} ", "#{}"),
]
_UNITS = ["{}（单位：{}）", "{}({})", "{}/{}"]
_VALUES = {
    "≥": ["≧{}", ">={}", "≥ {}", "不少于{}", "不低于{}", "大于等于{}", "{}以上", "{}及以上", "{}（含）以上", "至少{}"],
    "≤": ["≦{}", "<={}", "≤ {}", "不超过{}", "{}以内", "控制在{}以内", "不大于{}"],
}


def said(level2: str, name: str, value: str) -> str:
    point = Point.of(Indicator(level1="绩效指标", level2=level2, level3=name, value=value, scope="annual"), 0)
    return clause([point], 2026).text


@pytest.mark.parametrize(("level2", "name", "value", "unit"), _ROWS)
def test_what_a_form_prints_about_a_name_is_not_said(level2: str, name: str, value: str, unit: str) -> None:
    told = said(level2, name, value)
    changed = {about: said(level2, about.format(name), value) for about in _ABOUT}
    changed |= {about: said(level2, about.format(name, unit), value) for about in _UNITS}
    assert {about: text for about, text in changed.items() if text != told} == {}


@pytest.mark.parametrize(("level2", "name", "value", "unit"), _ROWS)
def test_a_limit_is_one_however_it_is_spelled(level2: str, name: str, value: str, unit: str) -> None:
    told = said(level2, name, value)
    spelled = [*_VALUES[value[0]], "{}★", "（" + value[0] + "）{}"]
    others = {one: said(level2, name, one.format(value[1:]) if one != "{}★" else value + "★") for one in spelled}
    others["（）"] = said(level2, name, value.removesuffix(unit) + f"（{unit}）")
    assert {one: text for one, text in others.items() if text != told} == {}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("2.0版平台上线事项数", "2.0版平台上线事项"),
        ("“一件事”改革事项数", "“一件事”改革事项"),
        ("12345热线接听量", "12345热线接听"),
        ("5G基站数量", "5G基站"),
        ("公益岗位（残疾人）数量", "公益岗位（残疾人）"),
    ],
)
def test_what_belongs_to_a_name_stays(name: str, kept: str) -> None:
    assert kept in said("数量指标", name, "≥20个")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("享受抚恤补助的优抚对象人数", "≥2136人", "享受抚恤补助的优抚对象人数达到2136人以上"),
        ("人民陪审员参审案件数", "≥1200件", "人民陪审员参审案件1200件以上"),
        ("审结、执结案件数", "≥7800件", "审结、执结案件7800件以上"),
        ("价格监测品种数", "≥90种", "价格监测品种90种以上"),
        ("付息债券数量", "63只", "付息债券63只"),
        ("80-89岁老人发放人数", "≥1100人", "惠及80-89岁老人1100人以上"),
        ("医保基金监管检查定点医药机构家数", "≥380家", "医保基金监管检查定点医药机构380家以上"),
        ("财政投资评审项目个数", "≥200个", "财政投资评审项目200个以上"),
        ("参赛人次", "1.5万人次", "参赛1.5万人次"),
        ("现场巡检次数", "≥4次/年·台", "每台每年现场巡检4次以上"),
        ("支教教师选派人数", "≥46人", "选派支教教师46人以上"),
        ("疫情面积较上年变化率", "-5%", "疫情面积较上年下降5%"),
    ],
)
def test_what_is_not_sure_is_said_with_its_own_words(name: str, value: str, text: str) -> None:
    assert said("数量指标", name, value) == text


def test_no_word_of_a_name_is_torn() -> None:
    names = ["享受补助的优抚对象人数", "价格监测品种数", "审结、执结案件数", "更换节能路灯数量", "城镇新增就业人数"]
    assert not [name for name in names if torn(said("数量指标", name, "≥300人"), name)]
    assert torn("为300名优抚对象人发放补助", names[0])


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("时效指标", "被服发放时间", "春夏装4月底前，秋冬装9月底前"),
        ("成本指标", "赛事总成本", "≥380万元"),
        ("数量指标", "保障全会次数", "各1次"),
    ],
)
def test_what_makes_no_goal_is_left_to_the_table(level2: str, name: str, value: str) -> None:
    row = Indicator(level1="绩效指标", level2=level2, level3=name, value=value, scope="annual")
    made = plan(Project(project_name="社区服务保障", year=2026, indicators=[row]))
    assert [one.path for one in made.left_out] == ["indicators[0]"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("应急处置能力", "健全"),
        ("消费者合法权益", "不断扩大"),
        ("群众看病负担", "有所提高"),
        ("居民健康素养", "促进"),
        ("城市夜景品质", "效果明显"),
        ("提升应急处置能力", "较高"),
    ],
)
def test_what_is_not_said_of_such_things_is_left_to_the_table(name: str, value: str) -> None:
    row = Indicator(level1="效益指标", level2="社会效益指标", level3=name, value=value, scope="annual")
    made = plan(Project(project_name="社区服务保障", year=2026, indicators=[row]))
    assert [one.path for one in made.left_out] == ["indicators[0]"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("80岁以上老年人高龄津贴", "落实80岁以上老年人高龄津贴政策"),
        ("PM2.5自动监测站", "实施PM2.5自动监测站项目"),
        ("5G+智慧港口示范", "推进5G+智慧港口示范"),
        ("省自然科学基金（面上、青年）", "实施省自然科学基金项目"),
        ("教育费附加安排的支出", "保障教育费附加安排的支出"),
        ("第十届运动会暨半程马拉松", "举办第十届运动会暨半程马拉松"),
        ("租赁住房补贴", "落实租赁住房补贴政策"),
    ],
)
def test_a_project_is_said_as_what_is_done(name: str, said: str) -> None:
    assert deed(Project(project_name=name)) == said


def test_the_usual_purpose_is_that_of_the_first_of_several_works() -> None:
    assert usual_aim(Project(project_name="公共卫生服务及档案管理")) != ""
    assert usual_aim(Project(project_name="征兵及国防教育")) == ""


@pytest.mark.parametrize(
    "name", ["改造老旧小区数量（个）", "★改造老旧小区数量（个）（核心指标）", "1.改造老旧小区数量(个)"]
)
def test_a_unit_behind_a_name_goes_to_the_bare_number(name: str) -> None:
    assert said("数量指标", name, "≥55") == "改造老旧小区55个以上"
    assert said("社会效益指标", "带动旅游收入（万元）", "≥1970") == "带动旅游收入1970万元以上"


_PROJECTS = [
    "80岁以上老人",
    "0-6岁儿童",
    "3A级景区",
    "110报警",
    "-20℃冷库",
    "5G基站",
    "PM2.5",
    "1+N",
    "2.0版",
    "1-3年级学生",
]


@pytest.mark.parametrize("lead", [*_PROJECTS, "12345热线", "G20峰会", "65岁及以上老年人", "S206线", "7×24小时"])
def test_numbers_and_signs_of_a_project_stay_in_its_name(lead: str) -> None:
    for end in ("补贴", "健康管理", "运行维护（0-6岁、孕产妇）"):
        said = deed(Project(project_name=lead + end))
        assert lead in said
        assert said.count("（") == said.count("）")


def test_codes_and_years_before_a_project_go() -> None:
    said = [
        deed(Project(project_name=lead + "路灯补贴"))
        for lead in ("2025年", "2025-2027年", "33010-", "1.", "2、", "236")
    ]
    assert set(said) == {"落实路灯补贴政策"}
