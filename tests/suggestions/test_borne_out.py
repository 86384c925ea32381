"""What is suggested is borne out by the form: numbers of its goal, words of its own, nothing there in other words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.library.shelved import project

from jixiao.library import Card, card_of
from jixiao.library.agreement import agreement
from jixiao.library.works import work_of
from jixiao.suggestions import suggest
from jixiao.suggestions.spoken import spoken
from jixiao.suggestions.there import there


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


BIKES = (
    "数量 运维站点数 =210个",
    "数量 运维车辆数 =5000辆",
    "质量 车辆完好率 ≥95%",
    "时效 调度响应时间 ≤30分钟",
    "成本 单次骑行补贴成本 ≤1.15元",
    "社会 日均借车次数 ≥1.2万次",
    "满意 市民满意度 ≥85%",
)
SYSTEMS = (
    "数量 维护系统数量 =6套",
    "数量 系统巡检次数 ≥12次",
    "质量 数据备份成功率 ≥99%",
    "时效 故障响应时间 ≤2小时",
    "成本 单套系统年运维成本 ≤16万元/套",
    "社会 网上办件占比 ≥60%",
    "满意 使用人员满意度 ≥95%",
)


def test_what_a_field_of_work_is_asked_for_is_not_suggested_to_another_that_shares_a_word() -> None:
    """Bicycles are kept running too, and are no information system; where nothing passes it is said."""
    bikes = _card("城区公共自行车系统运维", "运维站点210个、车辆5000辆，车辆完好率95%以上。", *BIKES)
    systems = _card("政务办公系统运行维护", "维护办公系统6套，全年巡检12次，数据备份完整，故障2小时内响应。", *SYSTEMS)
    assert "网络安全事件数" in [item.name for item in suggest(systems).items]
    made = suggest(bikes)
    assert not [item for item in made.items if item.kind == "missing"]
    assert any("不作建议（不等于指标已经齐全）" in note for note in made.notes)
    assert not any("不作建议" in note for note in suggest(systems).notes)


def test_a_form_agrees_with_its_own_field_more_than_with_one_that_shares_a_word() -> None:
    bikes = _card("城区公共自行车系统运维", "运维站点210个、车辆5000辆，车辆完好率95%以上。", *BIKES)
    systems = _card("政务办公系统维护", "维护系统6套，巡检12次，保障网络和数据安全，网上办件占比60%以上。", *SYSTEMS)
    field = work_of("信息系统运维")
    assert field is not None and work_of(bikes.name) == field == work_of(systems.name)
    assert agreement(systems, field) == (1.0, 0)
    share, place = agreement(bikes, field)
    assert share < 1.0 and place > 0


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


def test_people_have_no_price_and_one_price_of_a_kilometre_is_enough() -> None:
    rows = ("数量 清扫面积 =90万平方米", "数量 配备督导员 =60名", "成本 每吨清运成本 ≤200元/吨")
    assert not [item for item in suggest(_card("垃圾分类", "", *rows)).items if "督导员" in item.name]
    for price, unit, count in (("每公里造价", "万元/公里", "=26公里"), ("单车购置价", "万元/辆", "=9辆")):
        rows = ("数量 配套设施处数 =9处", f"数量 更换旧件数量 {count}", f"成本 {price} ≤58{unit}")
        assert not [item for item in suggest(_card("设施改造", "", *rows)).items if "旧件" in item.name]


def test_not_less_than_is_a_floor() -> None:
    card = _card("城市桥梁检测", "使桥梁完好状态合格以上比例不低于98%。", "数量 检测桥梁 =186座")
    assert [each.value for each in spoken(card)] == ["≥98%"]
