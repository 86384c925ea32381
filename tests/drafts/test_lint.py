"""What no official would write is found, and what officials write is let be."""

from __future__ import annotations

import pytest
from tests.drafts.projects import project

from jixiao.drafts import draft
from jixiao.drafts.language.lint import blemishes, faults
from jixiao.records.drafts import Sentence

UNFIT = [
    ("done-verb", "完成埋设玻璃钢蓄水罐15个。"),
    ("cut-head", "电气线路改造户不少于310户。"),
    ("cut-word", "提高教师工作效成效明显。"),
    ("cut-word", "领取生活费人数达到200人。"),
    ("doubled-unit", "开展活动300场300(场)。"),
    ("doubled-unit", "开展活动300(场)。"),
    ("list-mark", "做好1.委托代理、2.清掏化粪池。"),
    ("list-mark", "为2.0-17岁孤儿发放生活费。"),
    ("sign", "满意度≥90%。"),
    ("slash-unit", "除草单价不超过25元/亩/次。"),
    ("tiny-amount", "除草每亩不超过0.0025万元。"),
    ("frame-word", "成本方面，满意度达到90%以上。"),
    ("use-money", "2024年用好会议经费。"),
    ("no-verb", "2024年教育培训经费，培训教师30人。"),
    ("limit-twice", "满意度不低于90%以上。"),
    ("word-twice", "居民参与率为居民参与率不低于100%。"),
    ("people-limit", "供养人数控制在62人以内。"),
    ("marks", "培训教师30人，，满意度达到90%。"),
    ("blank", "培训教师XX人。"),
    ("no-verb", "每季度末月25日前补贴拨付周期，满意度达到90%。"),
    ("no-verb", "通过项目实施，对培训学员的跟踪持续指导，满意度达到90%。"),
    ("verb-twice", "通过项目实施，改善师生员工的生活有效改善。"),
    ("zero-count", "因洪涝灾害死亡人数为0人。"),
    ("wrong-verb", "举办师生参加国际交流活动100人次。"),
    ("wrong-verb", "通过项目实施，有效保障食品安全事故。"),
    ("bare-name", "管理机制健全，人员满意度达到95%以上。"),
    ("done-verb", "2025年完成培训80人。"),
    ("word-twice", "2025年培训学员培训80人。"),
    ("reached-twice", "2025年实现设备完好率达到98%。"),
    ("verb-twice", "生态环境改善程度明显改善，群众满意度达到90%以上。"),
    ("no-subject", "2025年培训教师30人，不低于90%。"),
    ("purpose-last", "2025年更换路灯420盏以上，为改善夜间出行条件。"),
    ("unclosed", "按照《照明条例要求，更换路灯30盏。"),
    ("long", "培训教师" * 30 + "。"),
]
FIT = [
    "为保障困难群众温暖过冬，2025年为1.2万户以上困难家庭发放取暖补贴，每户不超过800元，应补尽补、11月底前发放到位，补贴对象满意度达到90%以上。",
    "2025年维修县乡道路42公里、加固危桥3座，新增安全护栏15公里以上，工程验收合格率100%，10月底前完工，道路维修每公里不超过18万元。",
    "1.更新厨房设备64台（套）以上，完成改造任务。",
    "目标1：为120名以上0-6岁残疾儿童提供康复救助，每人每年不超过1.8万元。",
    "建档立卡农户不少于310户，受益农户达到1200户，改造后户均用水量不少于3吨。",
    "按照《照明条例》要求，为改善夜间出行条件，2025年更换路灯420盏以上，为宏观决策提供数据支撑。",
    "为300名教师发放补助，每人每月不超过600元，完成培训计划。",
    "完成更新改造工程3项，PM2.5年均浓度下降3%以上。",
]


@pytest.mark.parametrize(("code", "text"), UNFIT)
def test_what_no_official_would_write_is_found(code: str, text: str) -> None:
    assert code in [found.code for found in blemishes(text)]


@pytest.mark.parametrize("text", FIT)
def test_what_officials_write_is_let_be(text: str) -> None:
    assert not blemishes(text)


def test_a_draft_with_a_blemish_is_not_final_and_says_where() -> None:
    made = draft(project()).draft
    made.sentences.append(Sentence(text="成本方面，满意度≥90%。"))
    found = faults(made)
    assert {fault.code for fault in found} == {"language.frame-word", "language.sign", "language.pleased"}
    assert {fault.sentence for fault in found} == {len(made.sentences) - 1}
    assert all(fault.excerpt in "成本方面，满意度≥90%。" for fault in found)
