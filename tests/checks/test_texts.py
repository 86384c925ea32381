"""Numbers and dates of purpose, tasks and schedule against the indicators."""

from __future__ import annotations

import pytest
from tests.checks.test_ordinary import form, told

from jixiao.records import ProjectGoal

_COUNT, _QUALITY, _TIME = ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标")
_SOCIAL, _PLEASED = ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标")
_ROWS = [
    (*_COUNT, "新建改造农村公路里程", "≥120公里"),
    (*_COUNT, "安装波形护栏长度", "≥36公里"),
    (*_QUALITY, "工程验收合格率", "=100%"),
    (*_TIME, "路面工程完工时间", "2024年9月底前"),
    (*_SOCIAL, "受益群众人数", "≥4.2万人"),
    (*_PLEASED, "沿线群众满意度", "≥90%"),
]
_CHECK = "text.value-unlike"


def _form(**values: object) -> ProjectGoal:
    return form(_ROWS, goal_annual="完成农村公路建设，方便群众出行。", project_name="农村公路建设", **values)


@pytest.mark.parametrize(
    ("field", "text", "at", "said"),
    [
        ("purpose", "用于新建改造农村公路150公里，安装护栏36公里。", 0, "150公里"),
        ("purpose", "用于新建改造农村公路120公里，安装护栏63公里。", 1, "63公里"),
        ("policy_tasks", ["建好“四好农村路”", "新建改造农村公路120公里，惠及群众2.4万人"], 4, "2.4万人"),
        ("policy_tasks", ["路面工程2024年6月底前完工，沿线群众满意度达到90%"], 3, "6月底前"),
        (
            "schedule",
            "6月底前完成新建改造农村公路80公里，12月底前新建改造农村公路180公里完工。",
            0,
            "180公里",
        ),
        ("schedule", "3月开工，路面工程11月底前完工。", 3, "11月底前"),
    ],
)
def test_a_number_or_date_that_differs_is_asked_about(field: str, text: object, at: int, said: str) -> None:
    ((paths, message),) = told(_form(**{field: text}), _CHECK)
    assert paths[0] == f"indicators[{at}].value" and paths[1].startswith(field) and said in message


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("purpose", "用于新建改造农村公路120公里、安装波形护栏36公里及配套标志标线。"),
        ("purpose", "用于支付农村公路工程款1200万元、监理费35万元。"),
        ("policy_tasks", ["“十四五”期间全县新建改造农村公路600公里", "2024年新建改造农村公路120公里"]),
        ("policy_tasks", ["到2027年新建改造农村公路500公里"]),
        ("policy_tasks", ["2023年已完成新建改造农村公路110公里"]),
        ("policy_tasks", ["全省建设“四好农村路”2万公里，全国领先"]),
        ("schedule", "4月底前完成新建改造农村公路30公里，8月底前完成新建改造农村公路120公里，9月底前路面工程完工。"),
        ("schedule", "第一季度完成20%，第二季度完成50%，第三季度完成80%，第四季度完成100%。"),
        ("schedule", "2月完成招标，3月签订合同，3月至9月施工，10月竣工验收。"),
    ],
)
def test_what_agrees_is_a_step_or_is_of_more_than_the_project_is_left_alone(field: str, text: object) -> None:
    assert told(_form(**{field: text}), _CHECK) == []


@pytest.mark.parametrize("length", ["150", "160"])
def test_what_the_goal_says_too_is_told_once(length: str) -> None:
    goal = "新建改造农村公路150公里，方便群众出行。"
    record = _form(purpose=f"用于新建改造农村公路{length}公里。").model_copy(update={"goal_annual": goal})
    said = [each for check in (_CHECK, "goal.value-differs", "goal.value-unlike") for each in told(record, check)]
    assert len(said) == 1
