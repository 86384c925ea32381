"""What is suggested is borne out by the form: numbers of its goal, words of its own, nothing there in other words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.library.shelved import project

from jixiao.library import Card, card_of
from jixiao.library.vocabulary import Aspect, Usual
from jixiao.suggestions import suggest
from jixiao.suggestions.spoken import spoken
from jixiao.suggestions.there import there
from jixiao.suggestions.worth import is_useful


def _card(name: str, goal: str, *rows: str) -> Card:
    return replace(card_of(project(name, *rows)), purpose=goal)


def test_a_number_of_the_goal_without_an_indicator_becomes_one() -> None:
    goal = "一是改造老旧小区12个；二是对20处隐患点开展治理；三是修缮小区楼道95间；居民满意度达到90%以上。"
    card = _card("老旧小区和隐患点改造", goal, "数量 改造老旧小区数量 =12个")
    found = {(one.name, one.value, one.family) for one in spoken(card)}
    assert found == {
        ("治理隐患点数量", "≥20处", "quantity"),
        ("修缮小区楼道数量", "≥95间", "quantity"),
        ("居民满意度", "≥90%", "satisfaction"),
    }
    first = next(item for item in suggest(card).items if item.name == "治理隐患点数量")
    assert first.value == "≥20处"
    assert "目标写了“二是对20处隐患点开展治理”" in first.reason and first.sources[0].name in card.purpose


def test_a_number_that_an_indicator_has_in_other_words_is_none() -> None:
    rows = ("数量 巡护公益林面积 =300亩", "质量 公益林管护合格率 ≥95%")
    assert not list(spoken(_card("公益林管护", "管护公益林500亩，管护质量合格率不低于95%。", *rows)))
    rows = ("数量 配备专职网格员 =90人", "时效 扶持资金拨付及时率 =100%")
    assert not list(spoken(_card("网格员经费和扶持资金", "保障基层网格员100名；扶持资金拨付率达到100%。", *rows)))


def test_what_another_project_does_and_what_is_spent_is_not_taken() -> None:
    goal = "新建交通信号灯12处；预算执行率达到95%以上。"
    assert not list(spoken(_card("禁毒宣传", goal, "数量 禁毒宣传场次 ≥9场")))


def test_the_same_rate_in_other_words_is_there() -> None:
    card = _card("城乡居民医疗补助", "", "质量 参保率 ≥98%")
    assert there("保障对象参保覆盖率", "quality", "保障对象参保覆盖率", card, None)
    assert not there("医疗费用结算差错率", "quality", "医疗费用结算差错率", card, None)


def test_a_number_that_is_no_target_or_is_told_in_other_words_is_not_suggested() -> None:
    goal = "为128名执法人员换发服装384套；医疗服务收入（不含药品、化验收入）占医疗收入比例达到35%；鸟类调查4次。"
    card = _card("执法服装购置及鸟类保护", goal, "数量 购置服装 384套", "社会 医疗服务收入占比 ≥35%")
    assert [each.name for each in spoken(card)] == ["鸟类调查次数"]


@pytest.mark.parametrize(("has", "is_there"), [("工程验收合格率", False), ("补助发放准确率", True), ("准确率", False)])
def test_a_rate_of_errors_is_there_where_that_of_the_same_is(has: str, is_there: bool) -> None:
    card = _card("困难群众救助", "", f"质量 {has} =100%")
    assert there("补助发放差错率", "quality", "补助发放差错率", card, None) is is_there


def test_what_the_form_does_not_bear_out_is_left_to_who_looks_for_ideas() -> None:
    """A slot that many types share, of something that neither name nor goal speaks of, is no suggestion."""
    card = _card("安全生产举报奖励", "及时兑现举报奖励。", "数量 举报奖励件数 ≥9件", "满意 举报人满意度 ≥90%")
    few, many = ({item.name for item in suggest(card, most=most).items} for most in (5, 20))
    assert few < many


@pytest.mark.parametrize(
    ("family", "own", "name", "useful"),
    [
        ("satisfaction", False, "观众满意度", True),  # nobody is asked
        ("quality", True, "举报奖励核查率", True),  # of this type, and spoken of
        ("quality", False, "举报奖励核查率", False),  # many types have it
        ("quality", True, "路灯更换合格率", False),  # nothing speaks of it
        ("quantity", True, "举报奖励核查次数", False),  # how much is the project's own to say
        ("quality", True, "举报奖励工作完成率", False),  # any project has that
        ("social", True, "举报奖励知晓程度", False),  # hoped for
    ],
)
def test_what_type_and_form_bear_out_is_useful(family: str, own: bool, name: str, useful: bool) -> None:
    card = _card("安全生产举报奖励", "及时兑现举报奖励。", "数量 举报奖励件数 ≥9件")
    usual = Usual(Aspect("hope", family, (), "", False), name, "", (), own)
    assert is_useful(name, family, usual, card) is useful


def test_what_a_reviewer_asks_of_the_field_is_suggested_where_the_form_speaks_of_what_it_needs() -> None:
    rows = ("数量 更新急救车 =12辆", "质量 验收合格率 =100%", "满意 患者满意度 ≥90%")
    card = _card("院前急救车辆更新购置", "更新急救车12辆。", *rows)
    names = [item.name for item in suggest(card).items if item.kind == "missing"]
    assert "平均急救反应时间" in names and "急救车辆当日完好率" in names
    assert "危重患者现场抢救成功率" not in names  # the form speaks of no rescue
    has = _card("院前急救车辆更新购置", "", *rows, "时效 呼救后平均反应时间 ≤12分钟")
    assert "平均急救反应时间" not in [item.name for item in suggest(has).items]


def test_who_does_the_work_does_not_stand_for_those_it_is_for() -> None:
    rows = ("数量 戏曲演出场次 =210场", "满意 演出院团演员满意度 ≥90%")
    names = [item.name for item in suggest(_card("戏曲进乡村惠民演出", "演出210场。", *rows)).items]
    assert "观众满意度" in names
    for whose in ("村民", "观演居民"):
        served = ("数量 戏曲演出场次 =210场", f"满意 {whose}满意度 ≥90%")
        names = [item.name for item in suggest(_card("戏曲进乡村惠民演出", "观演居民满意。", *served)).items]
        assert "观众满意度" not in names


def test_what_is_bought_without_a_price_is_asked_for_one_where_other_things_have_theirs() -> None:
    rows = ("数量 收运餐厨垃圾量 =6万吨", "数量 更换收集桶 =1万只", "成本 每吨收运成本 ≤200元/吨")
    found = {item.name: item for item in suggest(_card("餐厨垃圾收运", "", *rows)).items}
    assert "更换收集桶写了 =1万只，单价多少没有写" in found["收集桶单价"].reason
    told = (rows[0], rows[2], "数量 更新垃圾箱的小区数 =9个")  # where they go is not bought
    names = [item.name for item in suggest(_card("餐厨垃圾收运", "", *told)).items]
    assert not [name for name in names if "小区" in name]
    priced = (*rows, "成本 收集桶采购单价 ≤50元/只")
    assert "收集桶单价" not in [item.name for item in suggest(_card("餐厨垃圾收运", "", *priced)).items]


def test_not_less_than_is_a_floor() -> None:
    card = _card("城市桥梁检测", "使桥梁完好状态合格以上比例不低于98%。", "数量 检测桥梁 =186座")
    assert [each.value for each in spoken(card)] == ["≥98%"]


def _asked_for(name: str, family: str = "social") -> Usual:
    return Usual(Aspect(name, family, (), "", minor=False), name, "按台账填写", own=True, asked=True)


def test_what_a_field_of_work_is_asked_for_must_be_of_something_the_form_speaks_of() -> None:
    card = _card("社区日间照料中心运营", "为老人提供助餐服务。", "数量 助餐点数量 =6个")
    assert is_useful("助餐满意老人比例", "social", _asked_for("助餐满意老人比例"), card)
    assert not is_useful("家庭医生签约率", "social", _asked_for("家庭医生签约率"), card)
    assert is_useful("每桌设备单价", "cost", _asked_for("每桌设备单价", "cost"), card)


def test_people_who_are_counted_already_are_not_asked_for_again() -> None:
    counted = _card("乡村文艺演出", "开展文艺演出。", "数量 观看演出群众 ≥3000人次")
    others = _card("乡村文艺演出", "开展文艺演出。", "数量 场次 ≥9场")
    reached = _asked_for("演出观众人次")
    assert not is_useful(reached.name, "social", reached, counted)
    assert is_useful(reached.name, "social", reached, others)


def test_harm_and_work_found_are_asked_for_whoever_is_counted() -> None:
    card = _card("残疾人培训和消防演练", "培训后促进就业，防范火灾死亡。", "数量 培训人数 ≥300人")
    deaths = replace(_asked_for("火灾死亡人数"), value="按控制指标填写上限")
    found = replace(_asked_for("残疾人就业人数"), needs=("就业",))
    assert all(is_useful(usual.name, "social", usual, card) for usual in (deaths, found))
