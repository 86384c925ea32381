"""Names of indicators taken apart: what is measured, what is done, and nothing of the project they stand in."""

from __future__ import annotations

import pytest

from jixiao.library.names import bigrams, family_of, named


@pytest.mark.parametrize(
    ("name", "project", "group"),
    [
        ("高龄老人津贴发放及时率", "高龄老人津贴", "发放及时率"),
        ("救助资金拨付及时性", "", "发放及时率"),
        ("指标2：活动室改造完工及时率", "", "完成及时率"),
        ("装备购置验收通过率", "", "验收合格率"),
        ("渔民满意程度", "", "服务对象满意度"),
        ("每座桥梁养护成本", "", "单位成本"),
        ("护林员人均补贴成本", "", "人均成本"),
        ("修缮屋面面积（平方米）", "", "维修面积"),
        ("2024年新建蓄水池数量", "", "建设数量"),
        ("改善山区群众出行环境", "", "环境改善程度"),
        ("有效投诉起数", "", "投诉数量"),
    ],
)
def test_names_of_one_thing_are_one(name: str, project: str, group: str) -> None:
    assert named(name, project).group == group


def test_what_is_measured_keeps_names_apart() -> None:
    assert named("救助人数").group != named("救助标准").group
    assert named("设备购置数量").group != named("设备购置及时率").group


def test_a_name_without_a_measure_loses_the_projects_own_words() -> None:
    assert named("古渡口码头文脉延续", "古渡口码头").group == "文脉延续"
    assert named("文脉延续", "文脉延续").group == "文脉延续"


def test_a_sentence_does_not_end_in_a_measure() -> None:
    assert named("为建设文明县城凝聚起全社会共同奋斗的磅礴力量").measure == ""


@pytest.mark.parametrize(
    ("levels", "nature", "family"),
    [
        (("产出指标", "时效指标"), "", "timeliness"),
        (("产出指标", "成本指标"), "", "cost"),
        (("成本指标", "经济成本"), "", "cost"),
        (("效益指标", "服务对象满意度指标"), "", "satisfaction"),
        (("效益指标", "可持续发展影响指标"), "", "lasting"),
        (("产出指标", "职责履行"), "count", "quantity"),
        (("产出指标", "职责履行"), "time", "timeliness"),
        (("效果指标", "履职效益"), "rate", "effect"),
        ((None, None), "rate", "quality"),
    ],
)
def test_levels_tell_the_kind(levels: tuple[str | None, str | None], nature: str, family: str) -> None:
    assert family_of(*levels, nature) == family  # type: ignore[arg-type]


def test_search_words_are_pairs_of_characters() -> None:
    assert bigrams("发放及时率") == ["发放", "放及", "及时", "时率"]
    assert bigrams("5G、X") == ["5g", "x"]
