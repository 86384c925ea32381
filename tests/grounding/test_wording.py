"""Words, periods and rows of a sentence against the material."""

from __future__ import annotations

import pytest
from tests.drafts.projects import project

from jixiao.grounding import Guard
from jixiao.records.drafts import Project, Sentence

ROWS = (
    ("产出指标", "数量指标", "救助困难家庭户数", "≥1200户"),
    ("产出指标", "质量指标", "救助对象准确率", "=100%"),
    ("产出指标", "质量指标", "资金拨付及时率", "≥98%"),
    ("产出指标", "时效指标", "名册报送时间", "每月25日前"),
    ("成本指标", "经济成本指标", "每户救助标准", "≤600元/户·月"),
    ("效益指标", "社会效益指标", "困难家庭生活负担", "有所减轻"),
    ("满意度指标", "服务对象满意度指标", "困难家庭满意度", "≥90%"),
    ("满意度指标", "服务对象满意度指标", "社区干部满意度", "≥85%"),
)
EVERY = [f"indicators[{n}]" for n in range(len(ROWS))]


@pytest.fixture(scope="module")
def given() -> Project:
    return project(*ROWS, project_name="困难家庭生活救助", year=2025, tasks=["发放救助金", "入户走访"], funds=None)


def codes(given: Project, text: str, *cites: str) -> set[str]:
    found = Guard(given).check_sentence(Sentence(text=text, cites=[*cites, "year"], by="model"))
    return {fault.code for fault in found if fault.code != "cite.left-out"}


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("2025年救助困难家庭1200户以上，每户每月不超过600元。", ["indicators[0]", "indicators[4]"]),
        ("名册每月25日前报送，救助对象准确率达到100%。", ["indicators[3]", "indicators[1]"]),
        ("困难家庭、社区干部满意度分别不低于90%和85%。", ["indicators[6]", "indicators[7]"]),
        ("发放救助金、入户走访两项工作全年开展。", ["tasks[0]", "tasks[1]"]),
        ("通过项目实施，困难家庭生活负担有所减轻。", ["indicators[5]"]),
        ("目标1：救助困难家庭1200户以上。", ["indicators[0]"]),
    ],
)
def test_good_sentences_pass(given: Project, text: str, cites: list[str]) -> None:
    guard = Guard(given)
    assert not guard.check_sentence(Sentence(text=text, cites=[*cites, "year"], by="model"))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("number.period", "每户每年不超过600元。"),
        ("date.differs", "名册每季度25日前报送。"),
        ("date.differs", "名册每月25日后报送。"),
        ("told.done", "已救助困难家庭1200户以上。"),
        ("told.compared", "困难家庭生活负担同比有所减轻。"),
        ("told.summed", "累计救助困难家庭1200户以上。"),
        ("claim.raised", "困难家庭生活负担显著减轻。"),
        ("claim.raised", "开展国家级救助。"),
        ("word.unsupported", "救助困难家庭1200户以上，新建养老驿站。"),
        ("word.unsupported", "救助对象遗漏率达到100%。"),
        ("background", "近年来物价上涨较快，救助困难家庭1200户以上。"),
        ("indicator.swapped", "困难家庭、社区干部满意度分别不低于85%和90%。"),
        ("number.differs", "发放救助金、入户走访五项工作全年开展。"),
    ],
)
def test_faults_are_told(given: Project, code: str, text: str) -> None:
    assert code in codes(given, text, *EVERY, "tasks[0]", "tasks[1]")


def test_a_sum_of_cited_numbers_may_be_called_one() -> None:
    given = project(
        ("产出指标", "数量指标", "培训教师人数", "120人"), ("产出指标", "数量指标", "培训医生人数", "80人"), funds=None
    )
    cites = ["indicators[0]", "indicators[1]"]
    assert not codes(given, "培训教师和医生合计200人。", *cites)
    assert codes(given, "培训教师和医生合计210人。", *cites)
