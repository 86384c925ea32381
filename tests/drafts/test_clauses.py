"""One indicator, one clause: what offices say for a name and a value."""

from __future__ import annotations

import pytest

from jixiao.drafts.clauses.clause import clause, sayable
from jixiao.drafts.clauses.joined import bond, joint, together
from jixiao.drafts.clauses.qualitative import quality
from jixiao.drafts.language.points import Kind, Point
from jixiao.records import Indicator


def said(kind: Kind, *named: tuple[str, str]) -> str:
    return clause([Point(f"indicators[{n}]", kind, name, value) for n, (name, value) in enumerate(named)], 2023).text


@pytest.mark.parametrize(
    ("kind", "name", "value", "text"),
    [
        ("quantity", "维修机井数量", "≥240眼", "维修机井240眼以上"),
        ("quantity", "高质量论文数量", "340.00篇", "高质量论文达到340篇"),
        ("quantity", "改造楼栋数", "357栋", "改造楼栋357栋"),
        ("quantity", "发放贷款笔数", "≥24笔", "发放贷款24笔以上"),
        ("quantity", "公交线路条数", "36条", "公交线路达到36条"),
        ("quantity", "新办公家具购置数量", "50套", "购置新办公家具50套"),
        ("quantity", "医疗保险参保人数", "≥92000人", "惠及医疗保险参保人员9.2万人以上"),
        ("quantity", "辅警人数", "756人", "配备辅警756人"),
        ("quantity", "保障会议场次", "≥753场次", "保障会议753场次以上"),
        ("quantity", "师生参加国际交流活动", "100人次", "组织师生参加国际交流活动100人次"),
        ("quantity", "65岁以上老年人健康管理人数", "=27100人", "开展65岁以上老年人健康管理2.71万人"),
        ("time", "补贴拨付周期", "每季度末月25日前", "每季度末月25日前拨付补贴"),
        ("time", "免费开放时间", "全年", "全年免费开放"),
        ("time", "项目立项及时性", "按期", "项目按期立项"),
        ("effect", "因洪涝灾害死亡人数", "=0人", "因洪涝灾害死亡人数为零"),
        ("effect", "道路交通事故死亡人数下降率", "不低于2%", "道路交通事故死亡人数下降2%以上"),
        ("effect", "改善广大师生员工的生活", "有效改善", "有效改善广大师生员工的生活"),
        ("effect", "对培训学员的跟踪指导", "持续指导", "持续做好对培训学员的跟踪指导"),
        ("effect", "带动就业人员增收", "≥1055元/月", "带动就业人员每月增收1055元以上"),
        ("quantity", "培训护林员人数", "≥80人", "培训护林员80人以上"),
        ("quantity", "享受补贴的食堂数量", "=58家", "为58家食堂发放补贴"),
        ("quantity", "经办人员数量", "≤34人", "经办人员数量不超过34人"),
        ("quantity", "玻璃钢蓄水罐埋设数量", "15个", "埋设玻璃钢蓄水罐15个"),
        ("quantity", "完成埋设玻璃钢蓄水罐数量", "≥15个", "埋设玻璃钢蓄水罐15个以上"),
        ("quantity", "电气线路改造户数", "≥310户", "完成电气线路改造310户以上"),
        ("quantity", "护林员管护面积", "≥24万亩", "护林员管护面积不少于24万亩"),
        ("quantity", "防火隔离带开设长度", "130公里", "开设防火隔离带130公里"),
        ("quantity", "信息公开条数", "≥31条", "信息公开条数不少于31条"),
        ("quantity", "食品监督抽检批次", "≥1200批次", "完成食品监督抽检1200批次以上"),
        ("quantity", "智慧黑板安装间数", "120间", "智慧黑板安装120间"),
        ("time", "补贴发放时间", "第三季度", "第三季度发放补贴"),
        ("quantity", "无人机巡查架次", "≥120架次", "无人机巡查120架次以上"),
        ("quantity", "群众赛事项数", "≥26项", "举办群众赛事26项以上"),
        ("quantity", "救灾帐篷储备量", "200顶", "储备救灾帐篷200顶"),
        ("quantity", "以旧换新核销单数", "27490单", "以旧换新核销27490单"),
        ("time", "救助申请审批时限", "10天", "救助申请10天内审批"),
        ("cost", "户均投入", "户均投入控制在5820元/户以内", "户均投入控制在每户5820元以内"),
        ("quantity", "领取生活费人数", "200人", "为200人发放生活费"),
        ("quantity", "在训运动员", "448名", "在训运动员达到448名"),
        ("quantity", "活动场次", "300场", "举办活动300场"),
        ("quantity", "参训教师人数", "≤62人", "培训教师62人"),
        ("quantity", "双随机抽查企业数", "≥800户", "双随机抽查企业800户以上"),
        ("quantity", "监测站床位数", "≥4个", "监测站床位数不少于4个"),
        ("quantity", "新闻发稿量", "≥4万篇", "完成新闻发稿4万篇以上"),
        ("quantity", "参展企业", "≥96家次", "组织企业参展96家次以上"),
        ("quantity", "救灾物资储备", "3910件", "储备救灾物资3910件"),
        ("quantity", "村（居）法律顾问", "326名", "配备村（居）法律顾问326名"),
        ("effect", "受扶持残疾人年增收", "3200元/人", "受扶持残疾人年人均增收3200元"),
        ("quality", "项目验收通过率", "百分之九十八以上", "项目验收通过率不低于98%"),
        ("time", "灾后物资到位时间", "≤12小时", "灾后物资12小时内到位"),
        ("quantity", "案件受理量", "≥5.9万件", "受理案件5.9万件以上"),
        ("quantity", "推进市级平台数量", "≥2家", "推进2家以上市级平台建设"),
        ("quantity", "培训研修中心建设", "20项", "实施培训研修中心建设项目20项"),
        ("quantity", "企业退休职工养老金财政补贴参保人数", "≥4000人", "惠及企业退休职工4000人以上"),
        ("quantity", "安装高清摄像头的教室数量", "60间", "为60间教室安装高清摄像头"),
        ("effect", "孕产妇死亡率", "7.1/10万", "孕产妇死亡率控制在7.1/10万以内"),
        ("quality", "检验报告差错率", "=0.8%", "检验报告差错率控制在0.8%以内"),
        ("effect", "促进学生心理健康水平提升", "显著", "促进学生心理健康水平显著提升"),
        ("cost", "科技、社保业务费用于各科室平均支出成本", "≤4万元", "各科室平均支出不超过4万元"),
        ("time", "项目施工", "2023年2月-8月", "2月至8月完成项目施工"),
        ("time", "培训完成时间", "2023年12月30日", "12月30日前完成培训"),
        ("time", "场馆开放时间", "2023年9月1日", "场馆于9月1日开放"),
        ("quantity", "参与改革医院数量", "=3家", "参与改革医院3家"),
        ("quality", "补助资金足额发放率", "100%", "补助资金足额发放"),
        ("effect", "孕产妇死亡率", "小于等于8.2/10万", "孕产妇死亡率不超过8.2/10万"),
        ("effect", "群众办事积极性", "有效提升", "群众办事积极性有效提升"),
        ("quality", "抽检合格率", ">95%", "抽检合格率超过95%"),
        ("quality", "检验报告差错率", "0.2%", "检验报告差错率控制在0.2%以内"),
        ("time", "平均办理周期", "≤7天", "平均办理周期不超过7天"),
        ("time", "宣传活动时间", "1月-12月", "全年开展宣传活动"),
        ("time", "项目施工", "2023年3月", "项目施工于3月完成"),
        ("time", "监测报告出具时间", "每月25日前", "每月25日前出具监测报告"),
        ("time", "低保金社会化发放时间", "每月10日前", "每月10日前完成低保金社会化发放"),
        ("time", "竣工验收时间", "2023年9月30日前", "9月30日前完成竣工验收"),
        ("cost", "人均补助标准", "=600元/人/月", "人均补助标准每月600元"),
        ("cost", "除草单价", "≤0.0025万元/亩/次", "除草单价每亩每次不超过25元"),
        ("cost", "预算控制数", "≤120万元", "项目总成本控制在120万元以内"),
        ("cost", "运行成本控制率", "≤100%", "运行成本控制率不超过100%"),
        ("effect", "万元产值能耗", "下降≥3%", "万元产值能耗下降3%以上"),
        ("effect", "使用年限有效延长", "6年", "使用年限有效延长6年"),
        ("effect", "重大安全事故发生数", "0起", "不发生重大安全事故"),
        ("effect", "就业人员增长率", "≥0%", "就业人员增长率不低于0%"),
        ("effect", "师生比", "1：15", "师生比达到1：15"),
        ("effect", "居民参与率", "居民参与率不低于100%", "居民参与率不低于100%"),
        ("effect", "收入差距", "不断缩小", "收入差距不断缩小"),
        ("effect", "失业率", "有所降低", "失业率有所降低"),
        ("effect", "就业规模", "保持在合理区间", "就业规模保持在合理区间"),
        ("effect", "公示情况", "长期公示、按月更新", "长期公示、按月更新"),
        ("satisfaction", "满意度", "≥95%", "服务对象满意度达到95%以上"),
        ("quantity", "享受高龄津贴老人数", "≥15500人", "为1.55万名以上老人发放高龄津贴"),
        ("quantity", "百岁老人长寿金发放人数", "12人", "为12名百岁老人发放长寿金"),
        ("quantity", "开展课后服务学校数", "57所", "在57所学校开展课后服务"),
        ("quantity", "应急演练次数", "≥2次/年", "每年开展应急演练2次以上"),
        ("quantity", "接入停车场数量", "≥210个", "接入停车场210个以上"),
        ("quantity", "飞机防治面积", "≥22万亩次", "完成飞机防治22万亩次以上"),
        ("quantity", "职业技能培训退役军人", "≥260人", "开展退役军人职业技能培训260人以上"),
        ("quantity", "孤儿基本生活保障人数", "≤62人", "孤儿基本生活保障人数为62人"),
        ("quantity", "提供居家养老上门服务", "≥1400人", "为1400人以上提供居家养老上门服务"),
        ("time", "路灯故障修复时限", "≤24小时", "路灯故障24小时内修复"),
        ("time", "创业补助发放时限", "审核通过后15个工作日内", "审核通过后15个工作日内发放创业补助"),
        ("time", "补助资金拨付时间", "每学期结束前", "每学期结束前拨付补助资金"),
        ("effect", "残疾人居家生活便利程度", "明显提高", "残疾人居家生活便利程度明显提高"),
        ("effect", "新增排涝能力", "≥5立方米/秒", "新增排涝能力每秒5立方米以上"),
        ("effect", "因病致贫返贫户", "=0户", "无因病致贫返贫户"),
        ("cost", "单场活动补助上限", "≤24万元", "单场活动补助不超过24万元"),
        ("cost", "运行成本", "≤825万", "运行成本不超过825万元"),
    ],
)
def test_names_and_values_become_clauses(kind: Kind, name: str, value: str, text: str) -> None:
    assert said(kind, (name, value)) == text
    assert sayable(Point("indicators[0]", kind, name, value), 2023)


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("quantity", "城域网服务费", "0.5年"),
        ("effect", "森林火灾受害率", "≥0.8‰"),
        ("effect", "突发环境事件", "37-45起"),
        ("quality", "绝对免赔额", "0"),
    ],
)
def test_a_value_that_cannot_be_of_the_name_is_not_said(kind: Kind, name: str, value: str) -> None:
    assert "请" in Point("indicators[0]", kind, name, value).misfit


def test_effects_that_say_nothing_of_any_project_are_not_said() -> None:
    for name, value in (("保障社会发展", "进一步保障"), ("做好跟踪监测", "是"), ("改造旧区配套设施完备性", "完备")):
        assert quality(Point("indicators[0]", "effect", name, value)) is None


def test_the_bound_of_a_full_rate_is_not_above_it() -> None:
    assert said("quality", ("合格率", "≥100%")) == "合格率达到100%"


def test_a_date_of_another_year_keeps_its_year() -> None:
    assert said("time", ("工程完工时间", "2024年6月底前")) == "工程2024年6月底前完工"


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (["修缮单位满意度", "租赁单位满意度"], "修缮单位、租赁单位满意度"),
        (["取暖补贴发放合规率", "取暖补贴发放及时率"], "取暖补贴发放合规率、及时率"),
        (["道路养护达标率", "垃圾处置达标率", "亮灯率"], "道路养护达标率、垃圾处置达标率、亮灯率"),
        (["设备完好率", "人员到岗率"], "设备完好率、人员到岗率"),
    ],
)
def test_what_names_share_is_said_once(names: list[str], text: str) -> None:
    assert together(names) == text


def test_what_differs_is_not_said_together() -> None:
    rate = Point("indicators[0]", "quality", "合格率", "=100%")
    assert bond(rate) == bond(Point("indicators[1]", "time", "及时率", "100%"))
    assert bond(rate) != bond(Point("indicators[1]", "quality", "达标率", "≥95%"))
    assert not joint([Point(f"indicators[{n}]", "quality", f"甲{n}、乙{n}合格率", "=100%") for n in range(2)])
    assert not joint([rate, Point("indicators[1]", "cost", "单价", "3元/人")])


@pytest.mark.parametrize(
    ("name", "value", "said"), [("道路维护成本", "≤3.16/米", "金额单位"), ("食品安全事故", "≥98%", "不应发生")]
)
def test_a_value_that_does_not_fit_its_name_is_told(name: str, value: str, said: str) -> None:
    assert said in Point("indicators[0]", "cost", name, value).misfit


@pytest.mark.parametrize(
    ("level2", "name", "printed", "value"),
    [
        ("数量指标", "资助参保人数", "本年资助参保人数不少于3.6万人", "不少于3.6万人"),
        ("数量指标", "村（居）法律顾问", "326名/年", "326名"),
        ("满意度指标", "林农满意率", "力争达到87%", "87%"),
        ("成本指标", "护林员补助", "9360元/年", "9360元/年"),
        ("社会效益指标", "消费帮扶金额", "≥2000万", "≥2000万元"),
    ],
)
def test_values_are_told_without_their_names_and_hopes(level2: str, name: str, printed: str, value: str) -> None:
    assert Point.of(Indicator(level2=level2, level3=name, value=printed), 0).value == value
