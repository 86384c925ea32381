"""Names whose likely wordings are none: what reads well of them, or what is left out of them."""

from __future__ import annotations

import pytest

from jixiao.drafts.clauses.spoken import spoken
from jixiao.drafts.language.points import Kind, Point
from jixiao.drafts.planning.called import usual_aim
from jixiao.records import Indicator
from jixiao.records.drafts import Project

SAID: list[tuple[Kind, str, str, str]] = [
    ("quantity", "更新设备的学校数量", "6所", "为6所学校更新设备"),
    ("quantity", "完成培训班", "≥4期", "举办培训班4期以上"),
    ("effect", "养护水库安全事故", "0起", "养护水库不发生安全事故"),
    ("effect", "生产安全事故", "0起", "不发生生产安全事故"),
    ("quantity", "参加夏令营青少年人数", "200人", "组织200名青少年参加夏令营"),
    ("time", "通过验收时间", "2025年12月31日前", "12月31日前通过验收"),
    ("time", "工程完工时间", "2025年10月15日前", "10月15日前完工"),
    ("time", "车辆上线运行时间", "2025年8月底前", "车辆8月底前上线运行"),
    ("time", "合同审查时限", "5个工作日", "合同审查时限为5个工作日"),
    ("effect", "平台注册企业数增长率", "较上年增长10%", "平台注册企业数较上年增长10%"),
    ("quality", "系统连续无故障运行时间", "≥720小时", "系统连续无故障运行时间达到720小时以上"),
    ("quantity", "代缴困难群体人数", "4600人", "代缴困难群体4600人"),
]


@pytest.mark.parametrize(("kind", "name", "value", "text"), SAID)
def test_what_is_said(kind: Kind, name: str, value: str, text: str) -> None:
    assert spoken(Point("indicators[0]", kind, name, value), 2025).clause.text == text


def test_an_effect_in_words_keeps_how_it_is_to_change() -> None:
    said = spoken(Point("indicators[0]", "effect", "救助对象医疗费用负担", "有效减轻"), 2025)
    assert "减轻" in said.clause.text


@pytest.mark.parametrize(
    ("name", "aim"),
    [
        ("市政桥梁健康监测及定期检测", ""),
        ("城区公共自行车系统运维", ""),
        ("教育系统信息化设备购置（班班通更新）", ""),
        ("困难职工帮扶", ""),
        ("主城区道路清扫保洁", "提升城市环境质量"),
        ("国省干线公路大中修工程", "改善群众出行条件"),
    ],
)
def test_a_usual_purpose_is_said_where_it_fits(name: str, aim: str) -> None:
    row = Indicator(scope="annual", level2="数量指标", level3="公路养护里程", value="12公里")
    assert usual_aim(Project(project_name=name, indicators=[row])) == aim
