"""A thing and its number stand side by side, whatever its name ends with; a price stands behind what it is of."""

from __future__ import annotations

import re

import pytest
from tests.drafts.projects import project

from jixiao.drafts import Manner, draft
from jixiao.drafts.clauses.clause import clause, sayable
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.records import Funds, FundsSide

# Things and work before a word for what is counted, by the units that count them.
_THINGS = {
    "人": "在岗志愿者", "名": "在训运动员", "户": "生活救助困难职工", "家": "承储企业", "台": "运行调频广播发射机",
    "辆": "城乡公交", "份": "检测样品", "册": "馆藏图书", "篇": "高被引论文", "条": "公交线路", "栋": "危旧楼房",
    "间": "标准化教室", "处": "信号灯路口", "座": "小型水库", "株": "沿线行道树", "件": "出土文物", "项": "体检指标",
    "场": "青年音乐节", "期": "科普简报", "套": "应急广播终端", "部": "原创剧目", "个": "监测断面", "次": "应急演练",
}  # fmt: skip


def said(name: str, value: str, kind: str = "quantity") -> str:
    return clause([Point("indicators[0]", kind, name, value)], 2026).text


@pytest.mark.parametrize("unit", sorted(_THINGS))
@pytest.mark.parametrize("sign", ["", "≥", "="])
@pytest.mark.parametrize("tail", ["数", "{unit}数", "数量"])
def test_the_word_for_what_is_counted_is_not_said_again(unit: str, sign: str, tail: str) -> None:
    name = _THINGS[unit] + tail.format(unit=unit)
    text = said(name, f"{sign}36{unit}")
    assert text.endswith(f"{_THINGS[unit][-2:]}36{unit}" + ("以上" if sign == "≥" else "")), text
    assert not re.search("数|达到|不少于|为", text)


@pytest.mark.parametrize("head", sorted(head for head in lexicon().heads if head.endswith("数")))
def test_no_clause_says_that_a_number_of_things_reaches_a_number(head: str) -> None:
    for unit in lexicon().heads[head] or ["个"]:
        point = Point("indicators[0]", "quantity", f"改造供水设施{head}", f"≥48{unit}")
        text = clause([point], 2026).text
        assert not sayable(point, 2026) or not re.search(r"(?<![人户总])数(?:达到|为|不少于)\d", text), text


@pytest.mark.parametrize(
    ("kind", "name", "value", "text"),
    [
        ("quantity", "补贴家电台数（12类）", "≥28万台", "补贴家电（12类）28万台以上"),
        ("quantity", "摄影大赛（含“手机组”）", "1项", "摄影大赛（含“手机组”）1项"),
        ("quantity", "全年供餐天数", "≥200天", "全年供餐200天以上"),
        ("quantity", "空气优良天数", "≥300天", "空气优良300天以上"),
        ("quantity", "收运处理生活垃圾量", "≥21.9万吨", "收运处理生活垃圾21.9万吨以上"),
        ("quantity", "办理公益诉讼案件数", "≥75件", "办理公益诉讼案件75件以上"),
        ("quantity", "补贴电动自行车辆数", "≥2.6万辆", "补贴电动自行车2.6万辆以上"),
        ("quantity", "适龄儿童疫苗接种剂次", "≥6.8万剂次", "接种适龄儿童疫苗6.8万剂次以上"),
        ("quantity", "租用vCPU核数", "≥4200核", "租用vCPU核数达到4200核以上"),
        ("quantity", "劳动力调查户数", "320户/月", "劳动力调查每月320户"),
        ("quantity", "发放补贴辅警人数", "126名", "为126名辅警发放补贴"),
        ("quantity", "保障政府专职消防员人数", "62人", "保障政府专职消防员62人"),
        ("quantity", "交通协管员数量", "26名", "交通协管员26名"),
        ("quantity", "惠民电影场次", "80场", "惠民电影80场"),
        ("time", "抽检完成及结果公示时间", "2026年11月底前", "11月底前完成抽检及结果公示"),
        ("time", "新书到馆后上架时限", "≤20个工作日", "新书到馆后20个工作日内上架"),
        ("quality", "尾菜利用率", "约70%", "尾菜利用率约70%"),
    ],
)
def test_names_keep_their_meaning_without_the_word(kind: str, name: str, value: str, text: str) -> None:
    assert said(name, value, kind) == text


def test_what_is_no_sentence_is_left_to_the_table() -> None:
    assert not sayable(Point("indicators[0]", "effect", "能耗变化情况", "-10%"), 2026)


def test_a_price_stands_behind_the_one_thing_that_it_is_of() -> None:
    rows = [
        ("产出指标", "数量指标", "生活救助困难职工户数", "216户"),
        ("产出指标", "数量指标", "医疗救助人次", "≥40人次"),
        ("成本指标", "经济成本指标", "生活救助标准", "≤4000元/户"),
        ("满意度指标", "服务对象满意度", "受助职工满意度", "≥98%"),
    ]
    made = draft(project(*rows, project_name="困难职工帮扶")).draft
    assert made.final and "生活救助困难职工216户（每户不超过4000元）" in made.text
    assert "生活救助标准" not in made.text
    cites = next(sentence.cites for sentence in made.sentences if "216户" in sentence.text)
    assert {"indicators[0]", "indicators[2]"} <= set(cites)


def test_a_price_of_a_part_of_the_work_keeps_its_name() -> None:
    rows = [
        ("产出指标", "数量指标", "收运处理生活垃圾量", "≥21.9万吨"),
        ("成本指标", "经济成本指标", "收运单价", "≤92元/吨"),
    ]
    made = draft(project(*rows, project_name="城区生活垃圾收运及处理"), Manner(length="long")).draft
    assert "每吨收运单价不超过92元" in made.text
    short = draft(project(*rows, project_name="城区生活垃圾收运及处理")).draft
    assert "每吨收运单价不超过92元" in short.text


def test_a_price_that_two_things_could_be_of_keeps_its_name() -> None:
    rows = [
        ("产出指标", "数量指标", "救助患病妇女人数", "30人"),
        ("产出指标", "数量指标", "救助困境儿童人数", "20人"),
        ("成本指标", "经济成本指标", "救助标准", "=1万元/人"),
    ]
    assert "救助标准每人1万元" in draft(project(*rows, project_name="妇女儿童救助")).draft.text


def test_equal_numbers_of_things_with_one_beginning_are_said_once() -> None:
    rows = [
        ("产出指标", "数量指标", "35-64岁妇女宫颈癌检查人数", "≥11000人"),
        ("产出指标", "数量指标", "35-64岁妇女乳腺癌检查人数", "≥11000人"),
    ]
    made = draft(project(*rows, project_name="农村妇女“两癌”免费检查")).draft
    said = "35-64岁妇女宫颈癌检查(?:、乳腺癌检查各|人数、乳腺癌检查人数均达到)1.1万人以上"
    assert made.final and re.search(said, made.text)


def test_what_a_task_rests_on_goes_before_the_year() -> None:
    rows = [("产出指标", "数量指标", "奖励获奖选手人数", "=46名")]
    purpose = "根据省职业技能竞赛管理办法，对获奖选手、专家教练团队给予奖励。"
    text = draft(project(*rows, project_name="技能大赛获奖选手奖励", purpose=purpose)).draft.text
    assert text.startswith(
        "根据省职业技能竞赛管理办法，2024年安排资金268.5万元，对获奖选手、专家教练团队给予奖励，奖励技能大赛获奖选手46名"
    )


def test_work_that_is_named_by_money_is_not_done_well() -> None:
    rows = [("产出指标", "数量指标", "购买数据库个数", "4个")]
    text = draft(project(*rows, project_name="公共图书馆购书经费及“城市书房”运行")).draft.text
    assert "做好" not in text and "购买数据库4个" in text


def test_a_price_stands_behind_its_thing_where_nothing_else_could_be_meant() -> None:
    rows = [
        ("产出指标", "数量指标", "购置智能黑板数量", "162套"),
        ("产出指标", "数量指标", "购置教师计算机数量", "180台"),
        ("成本指标", "经济成本指标", "智能黑板单价", "≤2.2万元/套"),
        ("成本指标", "经济成本指标", "教师计算机单价", "≤5500元/台"),
    ]
    said = draft(project(*rows, project_name="教学设备购置")).draft.text
    assert "智能黑板162套（每套不超过2.2万元）、教师计算机180台（每台不超过5500元）" in said
    cases = [
        ("产出指标", "数量指标", "办理刑事案件数", "180件"),
        ("产出指标", "数量指标", "办理民事案件数", "220件"),
        ("成本指标", "经济成本指标", "民事案件补贴标准", "≤1800元/件"),
    ]
    said = draft(project(*cases, project_name="法律援助办案补贴")).draft.text
    assert "（" not in said and "民事案件补贴标准每件不超过1800元" in said


def test_a_price_says_all_that_it_is_paid_for_and_what_work_costs() -> None:
    meals = [
        ("产出指标", "数量指标", "享受营养膳食学生人数", "1万人"),
        ("成本指标", "经济成本指标", "生均膳食补助标准", "=5元/生·天"),
    ]
    assert "（每天" not in draft(project(*meals, project_name="学生营养改善")).draft.text
    checks = [
        ("产出指标", "数量指标", "稽核参保单位户数", "320户"),
        ("成本指标", "经济成本指标", "每户稽核成本", "≤450元"),
    ]
    assert "（每户成本不超过450元）" in draft(project(*checks, project_name="社会保险稽核")).draft.text


def test_a_price_above_all_the_money_is_not_written() -> None:
    rows = [
        ("产出指标", "数量指标", "购置课桌椅数量", "2400套"),
        ("成本指标", "经济成本指标", "课桌椅单价", "≤300万元/套"),
    ]
    side = FundsSide(total="96", fiscal="96", other="0")
    said = draft(project(*rows, project_name="课桌椅购置", funds=Funds(unit="万元", annual=side))).draft.text
    assert "300万元" not in said
