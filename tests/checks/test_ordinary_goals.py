"""Ordinary goals and targets of which a check says nothing, each beside one of which it does."""

from __future__ import annotations

import pytest
from tests.checks import good
from tests.checks.test_ordinary import form, told

from jixiao.records import Funds, FundsSide

_COUNT, _QUALITY = ("产出指标", "数量指标"), ("产出指标", "质量指标")
_TIME, _COST = ("产出指标", "时效指标"), ("成本指标", "经济成本指标")
_SOCIAL, _LASTING = ("效益指标", "社会效益指标"), ("效益指标", "可持续影响指标")
_PLEASED = ("满意度指标", "服务对象满意度指标")
_RIVER = (*_COUNT, "清淤河道长度", "≥3公里")


@pytest.mark.parametrize(
    ("goal", "error", "advice"),
    [
        ("2023年计划清淤河道3公里。", True, False),
        ("2023年完成清淤河道3公里。", True, False),
        ("2025年力争清淤河道3公里。", True, False),
        ("在2023年完成10公里的基础上，2024年再清淤河道3公里。", False, False),
        ("2024年完成1966—1978年清淤河道档案扫描3公里。", False, False),
        ("对2023年完成清淤的河道3公里开展管护。", False, False),
        ("到2026年清淤河道3公里。", False, True),
        ("2014年完成清淤河道3公里。", False, True),
    ],
)
def test_a_goal_plans_for_the_year_of_its_form(goal: str, error: bool, advice: bool) -> None:
    record = form([_RIVER], goal_annual=goal, year=2024, period_start="2024年1月", period_end="2024年12月")
    assert (bool(told(record, "goal.wrong-year")), bool(told(record, "year.elsewhere"))) == (error, advice)


def test_a_project_of_what_was_due_before_names_that_year_in_name_and_goal() -> None:
    record = form(
        [_RIVER], project_name="2022年度清淤补助", goal_annual="兑现2022年度清淤补助，清淤河道3公里。", year=2024
    )
    assert told(record, "year.elsewhere") == []
    assert told(record.model_copy(update={"goal_annual": "清淤河道3公里。"}), "year.elsewhere")


@pytest.mark.parametrize(
    ("goal", "row", "differs"),
    [
        ("护河员每人每年补助标准1.6万元。", (*_COST, "护河员补助标准", "≤1.6万元/人"), False),
        ("护河员每人每月补助标准600元。", (*_COST, "护河员补助标准", "600元/人/年"), True),
        ("每日巡查河道里程48公里。", (*_COUNT, "巡查河道里程", "48公里"), False),
        ("每期培训护河员50人。", (*_COUNT, "培训护河员人数", "300人"), False),
        ("配套安防、照明系统各1套。", (*_COUNT, "配套安防照明系统", "2套"), False),
        ("为12处河段各落实1名护河员。", (*_COUNT, "落实护河员", "12人"), False),
        ("各类护河员培训5期。", (*_COUNT, "护河员培训期数", "12期"), True),
        ("护河员补助228.6万元。", (*_COST, "护河员补助标准", "6000元/人·年"), False),
        ("保障300名护河员工资按月发放。", (*_COUNT, "保障护河员人数", "300人"), False),
        ("培训护河员50人。", (*_COUNT, "培训护河员人数", "300人"), True),
        ("黑臭河段由9个减到7个。", (*_COUNT, "消除黑臭河段个数", "≥2个"), False),
        ("黑臭河段9个全部消除。", (*_COUNT, "消除黑臭河段个数", "≥2个"), True),
    ],
)
def test_a_number_of_a_goal_differs_where_it_is_meant_alike(
    goal: str, row: tuple[str, str, str, str], differs: bool
) -> None:
    record = form([row, _RIVER], goal_annual=goal)
    assert bool(told(record, "goal.value-differs") or told(record, "goal.value-unlike")) is differs


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ("清淤河道3公里，巡河620次。", True),
        ("清淤河道3公里，建成护岸（不低于18米）。", False),
        ("清淤河道3公里，其中干流2公里。", False),
        ("清淤河道干流2公里、支流1公里，共3公里。", False),
        ("清淤河道3公里，举办竣工仪式1场。", False),
        ("清淤河道3公里，3个月内发放到位。", False),
        ("清淤河道3公里，累计清淤36公里。", False),
        ("清淤河道3公里，每期巡河40人。", False),
        ("2024年投入资金950万元，清淤河道3公里。", False),
        ("清淤河道约3公里。", False),
    ],
)
def test_a_number_needs_an_indicator_where_it_is_one_to_be_reached(goal: str, found: bool) -> None:
    assert bool(told(form([_RIVER], goal_annual=goal), "goal.number-without-indicator")) is found


@pytest.mark.parametrize(
    ("goal", "row", "found"),
    [
        ("巡河1.5万人次，其中日间8000人次、夜间7000人次。", ("巡河人次", "日间8000人次、夜间7000人次"), False),
        ("在146处河段巡河。", ("聘用护河员", "=146名"), False),
        ("放映护河影片40场。", ("护河影片放映情况", "全部完成"), False),
        ("放映护河影片40场。", ("护河影片放映时长", "≥90分钟"), False),
        ("放映护河影片40场。", ("护河知识宣讲时长", "≥90分钟"), True),
    ],
)
def test_a_number_that_an_indicator_tells_otherwise_has_one(goal: str, row: tuple[str, str], found: bool) -> None:
    record = form([_RIVER, (*_COUNT, *row)], goal_annual=f"清淤河道3公里。{goal}", project_name="护河行动")
    assert bool(told(record, "goal.number-without-indicator")) is found


def test_a_purpose_shortened_and_where_its_money_comes_from_want_no_indicator() -> None:
    rows = [_RIVER, (*_COUNT, "社会教育活动场次", "≥6场")]
    assert told(form(rows, purpose="用于河道清淤、社教活动、其他资金为赞助"), "purpose.without-indicator") == []
    assert told(form(rows, purpose="用于河道清淤、应急照明、备用电源"), "purpose.without-indicator")


@pytest.mark.parametrize(
    ("goal", "row"),
    [
        ("清淤河道3公里，组织人员巡河620次。", ("全年巡河次数", "≥480次")),
        ("清淤河道3公里，对8座病险山塘实施坝体防渗。", ("除险加固山塘数量", "≥6座")),
    ],
)
def test_a_number_that_an_indicator_has_otherwise_is_told_as_unlike_it(goal: str, row: tuple[str, str]) -> None:
    record = form([_RIVER, (*_COUNT, *row)], goal_annual=goal)
    assert told(record, "goal.value-unlike") and not told(record, "goal.number-without-indicator")


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("推行节地生态安葬", True),
        ("推动全市高质量发展", False),
        ("加强河道清淤", False),
        ("推进乡村振兴的重要工程", False),
    ],
)
def test_a_task_in_words_needs_an_indicator(clause: str, found: bool) -> None:
    patrol, stations = (*_COUNT, "巡河次数", "≥480次"), (*_COUNT, "泵站检修座数", "≥6座")
    record = form([_RIVER, patrol, stations], goal_annual=f"清淤河道3公里，巡河480次，检修泵站6座，{clause}。")
    assert bool(told(record, "goal.deed-without-indicator")) is found


@pytest.mark.parametrize(("clause", "found"), [("安排资金88万元", False), ("带动旅游收入88万元", True)])
def test_the_money_of_the_project_needs_no_indicator(clause: str, found: bool) -> None:
    record = form([_RIVER], goal_annual=f"{clause}，清淤河道3公里。")
    assert record.funds is not None
    assert bool(told(record, "goal.number-without-indicator")) is found


@pytest.mark.parametrize(("clause", "found"), [("组织县花鼓剧团演出", False), ("对清河县开展支援", True)])
def test_no_place_is_called_by_a_deed(clause: str, found: bool) -> None:
    goal = f"清淤河道3公里，{clause}。"
    record = form([_RIVER], goal_annual=goal, department="沙洲县水利局", implementer="沙洲县水利局")
    assert bool(told(record, "goal.elsewhere")) is found


@pytest.mark.parametrize(
    ("row", "check", "found"),
    [
        ((*_QUALITY, "图像分辨率", "≥300dpi"), "indicator.quantity-without-number", False),
        ((*_QUALITY, "影像分辨率", "优于1米"), "indicator.unit-unfit", False),
        ((*_QUALITY, "影像合格率", "≥1米"), "indicator.unit-unfit", True),
        ((*_SOCIAL, "人群感染率", "0"), "indicator.unit-missing", False),
        ((*_TIME, "补助发放时间", "按月发放"), "indicator.time-without-date", False),
        ((*_TIME, "补助发放时间", "每季度末"), "indicator.time-without-date", False),
        ((*_TIME, "补助发放时间", "及时"), "indicator.time-without-date", True),
        ((*_SOCIAL, "患者平均候诊时间", "≤12天"), "indicator.kind-unlike", False),
        ((*_COUNT, "配备诊疗设备", "72台"), "indicator.input-as-output", False),
        ((*_COUNT, "投入资金总额", "72万元"), "indicator.input-as-output", True),
        ((*_TIME, "保费补贴资金拨付", "按季结算"), "indicator.input-as-output", False),
        ((*_TIME, "管护完成时间", "次年3月底前"), "date.outside-period", True),
        ((*_LASTING, "规划指导年限", "至2035年"), "date.outside-period", False),
        ((*_SOCIAL, "河道水质达标率", "70%左右"), "indicator.value-loose", True),
        ((*_SOCIAL, "河道水质达标率", "≥70%"), "indicator.value-loose", False),
        ((*_SOCIAL, "疫情面积较上年变化率", "-5%"), "indicator.value-loose", True),
        ((*_SOCIAL, "疫情面积较上年变化率", "≤-5%"), "indicator.value-loose", False),
        ((*_LASTING, "河道管护机制", "逐步健全"), "effect.vague", True),
        ((*_SOCIAL, "游客满意率提升", "≥2个百分点"), "indicator.wrong-level", False),
        ((*_SOCIAL, "游客满意率", "≥92%"), "indicator.wrong-level", True),
        ((*_COUNT, "岗位补贴发放月数", "=12个月"), "indicator.wrong-level", False),
        ((*_COUNT, "岗位补贴发放时间", "≤12天"), "indicator.wrong-level", True),
        ((*_QUALITY, "病枯死松树清理率", "≤95%"), "indicator.sign-unlike", True),
        ((*_QUALITY, "巡河问题整改率", "≥50%"), "indicator.floor-low", True),
        ((*_QUALITY, "巡河问题整改率", "≥90%"), "indicator.floor-low", False),
        ((*_QUALITY, "护岸完工验收合格率", "≥80%"), "indicator.floor-low", True),
        ((*_QUALITY, "护岸完工验收合格率", "≥95%"), "indicator.floor-low", False),
        ((*_QUALITY, "水质抽查合格率", "≥80%"), "indicator.floor-low", False),
        ((*_SOCIAL, "灌溉水有效利用系数", "≥1.05"), "indicator.impossible", True),
        ((*_QUALITY, "护岸照度均匀度", "≥120%"), "indicator.percent-over-100", True),
        ((*_PLEASED, "沿河商户满意度", "≥75%"), "indicator.floor-low", True),
        ((*_SOCIAL, "沿河夜市摊位数增长率", "≥12%"), "indicator.rise-steep", False),
        ((*_SOCIAL, "沿河夜市摊位数增长率", "≥35%"), "indicator.rise-steep", True),
        ((*_SOCIAL, "沿河夜市摊位数由20%提高到", "≥35%"), "indicator.rise-steep", False),
        ((*_SOCIAL, "河道保洁投诉下降率", "≥35%"), "indicator.rise-steep", False),
        ((*_PLEASED, "沿河商户满意度", "≥80%"), "indicator.floor-low", False),
        ((*_TIME, "险情上报及时率", "≥80%"), "indicator.floor-low", True),
        ((*_TIME, "险情上报及时率", "≥90%"), "indicator.floor-low", False),
        ((*_QUALITY, "护河员补助发放率", "≥85%"), "indicator.floor-low", True),
        ((*_QUALITY, "护河员补助发放率", "≥98%"), "indicator.floor-low", False),
        ((*_QUALITY, "闸站巡检任务完成率", "≥80%"), "indicator.floor-low", True),
        ((*_QUALITY, "闸站主体工程完成率", "≥60%"), "indicator.floor-low", False),
        ((*_SOCIAL, "护河设施完好率", "≥85%"), "indicator.floor-low", False),
        ((*_QUALITY, "河段水质监测达标率", "≥72%"), "indicator.floor-low", True),
        ((*_QUALITY, "河段水质监测达标率", "≥85%"), "indicator.floor-low", False),
        ((*_SOCIAL, "闸门安装调试完成率", "=100%"), "indicator.output-as-effect", True),
        ((*_SOCIAL, "闸门报修办结率", "=100%"), "indicator.output-as-effect", False),
        ((*_QUALITY, "产品监督抽查不合格率", "≤0.2%"), "indicator.perverse", True),
        ((*_QUALITY, "检验报告差错率", "≤0.2%"), "indicator.perverse", False),
        ((*_QUALITY, "护岸质保年限", "≥95%"), "indicator.unit-unfit", True),
        ((*_QUALITY, "护岸质保年限", "≥5年"), "indicator.unit-unfit", False),
        ((*_SOCIAL, "水情月报被采用次数", "≥30万元"), "indicator.unit-unfit", True),
        ((*_SOCIAL, "水情月报被采用次数", "≥30篇次"), "indicator.unit-unfit", False),
        ((*_QUALITY, "水位监测误报率", "≥20%"), "indicator.direction-unfit", True),
        ((*_QUALITY, "取样、送检、人员持证和报告规范率", "≥98%"), "indicator.two-in-one", True),
        ((*_QUALITY, "取样和报告规范率", "≥98%"), "indicator.two-in-one", False),
        ((*_QUALITY, "水质能力验证结果满意率", "≥95%"), "indicator.wrong-level", False),
        ((*_COUNT, "水样平均检测周期", "≤7个工作日"), "quantity.upper-bound", False),
        ((*_SOCIAL, "沿河学校三年后水质课程评估升级率", "≥30%"), "indicator.too-late", True),
        ((*_SOCIAL, "灌溉水有效利用系数", "≥0.55"), "indicator.impossible", False),
        ((*_SOCIAL, "护河知识讲座场次", "≥4场"), "indicator.output-as-effect", True),
        ((*_QUALITY, "病枯死松树清理率", "≥95%"), "indicator.sign-unlike", False),
        ((*_QUALITY, "概算控制率", "≤95%"), "indicator.sign-unlike", False),
        ((*_SOCIAL, "安全事故死亡人数下降率", "≥3%"), "indicator.sign-unlike", False),
        ((*_SOCIAL, "群众文化生活", "越来越丰富"), "effect.vague", True),
        ((*_COST, "人均减免标准", "1200"), "indicator.unit-missing", True),
        ((*_COST, "水电气消耗控制率", "不超预算"), "indicator.quantity-without-number", False),
    ],
)
def test_targets_that_are_sound_are_not_remarked_on(row: tuple[str, str, str, str], check: str, found: bool) -> None:
    effect = (*_SOCIAL, "防洪达标率", "≥95%")
    record = form([_RIVER, row, effect], year=2024, period_start="2024年1月", period_end="2024年12月")
    assert bool(told(record, check)) is found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (("80-89岁老人津贴发放人数", "≥1100人"), ("90-99岁老人津贴发放人数", "≥105人"), False),
        (("水样定性检测批次", "1800批次"), ("水样定量检测批次", "240批次"), False),
        (("困难老人津贴发放人数", "≥1100人"), ("老人津贴发放人数", "≥105人"), True),
    ],
)
def test_a_part_is_larger_than_its_whole_only_where_it_is_one(
    one: tuple[str, str], other: tuple[str, str], found: bool
) -> None:
    assert bool(told(form([(*_COUNT, *one), (*_COUNT, *other)]), "indicator.counts-contradict")) is found


def test_of_several_prices_of_parts_the_lowest_is_held_against_the_money() -> None:
    rows = [
        (*_COUNT, "办理援助案件", "620件"),
        (*_COST, "刑事案件补贴标准", "1200元/件"),
        (*_COST, "民事案件补贴标准", "1400元/件"),
    ]
    record = form(rows)
    assert record.funds is not None
    record.funds.annual.total = "86.00"
    assert not any("不够" in message for _, message in told(record, "money.does-not-fit"))
    record.funds.annual.total = "50.00"
    assert any("不够" in message for _, message in told(record, "money.does-not-fit"))


def test_a_price_and_a_count_that_are_left_belong_together() -> None:
    rows = [
        (*_COUNT, "新改户厕", "420户"),
        (*_COUNT, "维修问题厕所", "65户"),
        (*_COST, "户均补助", "2000元/户"),
        (*_COST, "厕所维修费", "600元/户"),
    ]
    record = form(rows)
    assert record.funds is not None
    record.funds.annual.total = "106.00"
    ((_, message),) = told(record, "money.does-not-fit")
    assert "87.9万元" in message
    record.funds.annual.total = "88.00"
    assert told(record, "money.does-not-fit") == []


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("全年未发生安全事故", True),
        ("全年不发生安全事故", False),
        ("对未发生理赔的给予奖励", False),
        ("10月底前完成了护岸和堤防修复", True),
    ],
)
def test_a_goal_is_not_told_as_done(clause: str, found: bool) -> None:
    record = form([_RIVER], goal_annual=f"清淤河道3公里，{clause}。")
    assert any("已经做到" in message for _, message in told(record, "goal.wording")) is found


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ("项目总投资3120万元，2024年安排资金60万元，清淤河道3公里。", False),
        ("完成投资5600万元，其中财政补助60万元，清淤河道3公里。", False),
        ("保险保额6.8亿元，清淤河道3公里。", False),
        ("安排资金200万元，清淤河道3公里。", True),
    ],
)
def test_only_money_that_is_spent_is_held_against_the_total(goal: str, found: bool) -> None:
    assert bool(told(form([_RIVER], goal_annual=goal), "goal.amount-differs")) is found


@pytest.mark.parametrize(
    ("row", "check", "found"),
    [
        ((*_SOCIAL, "追回违规领取资金", "≥150万元"), "indicator.direction-unfit", False),
        ((*_SOCIAL, "违规领取起数", "≥3起"), "indicator.direction-unfit", False),
        ((*_SOCIAL, "有责投诉发生率", "≥2%"), "indicator.direction-unfit", True),
        ((*_LASTING, "偿付能力充足率", "≥150%"), "indicator.percent-over-100", False),
        ((*_QUALITY, "设备完好率", "≥120%"), "indicator.percent-over-100", True),
        ((*_SOCIAL, "万台设备事故死亡率", "≤0.1"), "indicator.unit-missing", False),
        ((*_SOCIAL, "空气质量综合指数", "≤4.2"), "indicator.unit-missing", False),
        ((*_COUNT, "新增床位", "80"), "indicator.unit-missing", True),
        ((*_QUALITY, "设备完好率", "≥100%"), "indicator.above-all", True),
        ((*_QUALITY, "设备完好率", "=100%"), "indicator.above-all", False),
        ((*_LASTING, "监测数据保存期限", "≥3年"), "indicator.output-as-effect", False),
        ((*_LASTING, "媒体报道及推送", "≥200篇"), "indicator.output-as-effect", True),
        ((*_SOCIAL, "火灾死亡人数", "不高于上年"), "indicator.quantity-without-number", False),
        ((*_SOCIAL, "火灾死亡人数", "下降"), "indicator.quantity-without-number", True),
        ((*_QUALITY, "初验通过率", "100%"), "indicator.wording", False),
    ],
)
def test_only_what_is_on_a_list_of_the_certain_is_doubted(
    row: tuple[str, str, str, str], check: str, found: bool
) -> None:
    assert bool(told(form([_RIVER, row]), check)) is found


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("清淤河道3公里，不发生较大溺水事故和传染病疫情。", ["不发生较大溺水事故", "不发生传染病疫情"]),
        ("清淤河道3公里，不发生较大施工事故。", []),
    ],
)
def test_what_must_not_happen_needs_an_indicator(goal: str, said: list[str]) -> None:
    rows = [_RIVER, (*_SOCIAL, "施工事故起数", "0起")]
    messages = [message for _, message in told(form(rows, goal_annual=goal), "goal.deed-without-indicator")]
    assert [all(each in message for each in said) for message in messages] == ([True] if said else [])


def test_who_pays_out_does_it_in_time() -> None:
    row = (*_TIME, "资金拨付时间", "2024年7月底前")
    assert told(form([_RIVER, row]), "indicator.process-as-output")
    assert told(form([_RIVER, row], project_name="自然科学基金"), "indicator.process-as-output") == []


def test_satisfaction_needs_no_level_2_and_interest_nobody_to_be_asked() -> None:
    record = form([_RIVER, (*_SOCIAL, "防洪达标率", "≥95%")])
    assert told(record, "level.missing") and not told(
        record.model_copy(update={"project_name": "政府债券付息"}), "level.missing"
    )
    asked = record.indicators[0].model_copy(
        update={"level1": "满意度指标", "level2": None, "level3": "居民满意度", "value": "≥90%"}
    )
    assert told(record.model_copy(update={"indicators": [*record.indicators, asked]}), "indicator.level-blank") == []


def test_percent_in_words_is_told_once_for_a_form() -> None:
    record = form([_RIVER, *((*_QUALITY, f"{name}合格率", "100百分比") for name in ("清淤", "护岸", "绿化"))])
    ((paths, _),) = told(record, "indicator.unit-wording")
    assert len(paths) == 3


def test_slips_are_no_cut_words() -> None:
    record = good.project()
    record.goal_annual = f"{record.goal_annual}村级终端1860组正常运行。"
    record.indicators[-1].level3 = "水毁抢通时间"
    assert told(record, "goal.wording") == told(record, "indicator.wording") == []


def test_an_effect_that_is_the_sum_of_two_outputs_is_told_with_both() -> None:
    rows = [(*_COUNT, "居家照护老人数", "≥300人"), (*_COUNT, "机构照护老人数", "≥30人")]
    whole = (*_SOCIAL, "享受照护补助的老人数量", "≥330人")
    ((paths, said),) = told(form([*rows, whole]), "effect.restates-output")
    assert len(paths) == 3 and "机构照护老人数" in str(said)
    assert told(form([*rows, (*_SOCIAL, whole[2], "≥340人")]), "effect.restates-output") == []


def test_a_sole_cost_of_all_the_money_is_the_budget_again() -> None:
    record = form([_RIVER, (*_COST, "项目总成本", "≤100万元")])
    record.funds = good.project().funds
    assert record.funds is not None
    whole = f"≤{record.funds.annual.total}{record.funds.unit}"
    record.indicators[-1].value = whole
    assert told(record, "cost.budget-word")
    record.indicators[-1].level3 = "石料采购成本"
    assert told(record, "cost.budget-word") == []


def test_less_than_one_yuan_is_lost_in_rounding() -> None:
    record = good.project()
    record.funds = Funds(unit="元", annual=FundsSide(total="1200000.00", fiscal="1200000.34", other="0", carryover="0"))
    assert told(record, "amount.rounding") and told(record, "amount.parts-do-not-sum") == []


@pytest.mark.parametrize(
    ("goal", "row", "said"),
    [
        ("清淤河道3公里，更换护栏700延米。", (*_COUNT, "护栏更换长度", "≥700公里"), "700延米"),
        ("清淤河道3公里，人人学满96学时。", (*_COUNT, "护河员完成学时", "≥72学时"), "96学时"),
        ("清淤河道3公里，取证率达到85%。", (*_QUALITY, "培训后取得证书比例", "≥60%"), "85%"),
        ("清淤河道3公里，步道全年开放310天。", (*_COUNT, "步道开放天数", "≥365天"), "310天"),
        ("清淤河道3公里，为3.1万户农户每户抽取2次。", (*_COUNT, "上门抽取服务量", "≥5.2万户次"), "3.1万户"),
        ("巡演210场，吸引观众4.2万人次，清淤河道3公里。", (*_SOCIAL, "场均观众人数", "≥10人"), "4.2万人次"),
        ("清淤河道3公里，8月25日前全部完工。", (*_TIME, "护岸完工时间", "2024年10月31日前"), "8月25日前"),
        ("清淤河道3公里，主汛期（5月1日）前具备预警能力。", (*_TIME, "监测联网完成时间", "2024年9月30日前"), "5月1日"),
    ],
)
def test_what_a_goal_says_by_half_a_name_by_a_unit_or_by_two_numbers_is_held_against_its_indicator(
    goal: str, row: tuple[str, str, str, str], said: str
) -> None:
    ((paths, message),) = told(form([_RIVER, row], goal_annual=goal), "goal.value-unlike")
    assert paths[0] == "indicators[1].value" and said in message
    assert not told(form([_RIVER, row], goal_annual=goal), "goal.value-differs")


@pytest.mark.parametrize(
    ("goal", "row"),
    [
        ("清淤河道3公里，更换护栏700延米。", (*_COUNT, "护栏更换长度", "≥700米")),
        ("清淤河道3公里，为3.1万户农户每户抽取2次。", (*_COUNT, "上门抽取服务量", "≥6.2万户次")),
        ("巡演210场，吸引观众4.2万人次，清淤河道3公里。", (*_SOCIAL, "场均观众人数", "≥180人")),
        ("清淤河道3公里，6月底前完成招标。", (*_TIME, "护岸完工时间", "2024年10月31日前")),
        ("清淤河道3公里，11月底前全部完工。", (*_TIME, "护岸完工时间", "2024年10月31日前")),
        ("清淤河道3公里，20天内修复护栏。", (*_COUNT, "步道开放天数", "≥365天")),
    ],
)
def test_what_comes_to_the_same_or_is_of_something_else_is_not_unlike(
    goal: str, row: tuple[str, str, str, str]
) -> None:
    assert told(form([_RIVER, row], goal_annual=goal), "goal.value-unlike") == []


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ("清淤河道3公里，消除挂牌隐患路段46处。", False),
        ("清淤河道3公里，对已签约的2400家餐饮单位开展检查。", False),
        ("清淤河道3公里，建设墒情监测点46处。", True),
    ],
)
def test_a_number_of_what_an_indicator_speaks_of_has_one(goal: str, found: bool) -> None:
    record = form([_RIVER, (*_SOCIAL, "挂牌隐患路段销号率", "=100%")], goal_annual=goal)
    assert bool(told(record, "goal.number-without-indicator")) is found


def test_a_low_share_that_the_goal_itself_sets_is_its_standard() -> None:
    record = form([_RIVER, (*_QUALITY, "河段水质监测达标率", "≥72%")], goal_annual="清淤河道3公里，水质达标率72%以上。")
    assert told(record, "indicator.floor-low") == []


def test_the_price_of_one_room_is_held_against_the_money() -> None:
    rows = [(*_COUNT, "改造泵房数", "=600间"), (*_COST, "单间泵房改造成本", "≤8000元")]
    funds = Funds(unit="万元", annual=FundsSide(total="312", fiscal="312", other="0", carryover="0"))
    assert told(form(rows, funds=funds), "money.does-not-fit")
    assert told(form([rows[0], (*_COST, rows[1][2], "≤5200元")], funds=funds), "money.does-not-fit") == []
    assert told(form([rows[0], (*_COST, rows[1][2], "≤8000万元")], funds=funds), "amount.cost-exceeds-budget")
    assert told(form([rows[0], (*_COST, rows[1][2], "≤8000万元")], funds=funds), "money.does-not-fit") == []


def test_exact_parts_that_nearly_make_up_an_exact_whole_are_short_of_it() -> None:
    rows = [(*_COUNT, "演出总场次", "=210场"), (*_COUNT, "其中：乡镇演出", "=42场")]
    ((paths, message),) = told(form([*rows, (*_COUNT, "其中：村级演出", "=150场")]), "figures.parts-differ")
    assert paths[0] == "indicators[0].value" and "192" in message
    for last in ("=168场", "≥150场", "=60场"):
        assert told(form([*rows, (*_COUNT, "其中：村级演出", last)]), "figures.parts-differ") == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((*_QUALITY, "平台可用率", "≥99.9%"), (*_QUALITY, "系统正常运行率", "≥99.9%"), True),
        ((*_QUALITY, "监测站在线率", "≥95%"), (*_QUALITY, "水泵正常运行率", "≥95%"), False),
        ((*_SOCIAL, "生活垃圾减量率", "≥15%"), (*_SOCIAL, "生活垃圾日均清运量减少比例", "≥15%"), True),
        ((*_SOCIAL, "生活垃圾减量率", "≥15%"), (*_SOCIAL, "信访投诉下降率", "≥15%"), False),
    ],
)
def test_two_rates_of_one_thing_are_told(
    one: tuple[str, str, str, str], other: tuple[str, str, str, str], same: bool
) -> None:
    assert bool(told(form([_RIVER, one, other]), "indicator.same-in-other-words")) is same


def test_an_amount_of_money_without_a_unit_is_told() -> None:
    assert told(form([_RIVER, (*_SOCIAL, "为沿河居民挽回经济损失", "≥400")]), "indicator.unit-missing")
    assert told(form([_RIVER, (*_SOCIAL, "为沿河居民挽回经济损失", "≥400万元")]), "indicator.unit-missing") == []
