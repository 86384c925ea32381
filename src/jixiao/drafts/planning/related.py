"""What is left to the table because it is not this project's to reach, or not this year's: what it is said to bring
along and shares no word with, the level of a whole region, what is found by inspecting, what lasts for years, the
satisfaction of those who do the work. And which effects are nearest to the project.

>>> from jixiao.records import Indicator
>>> def show(name, *effects, counted="3个", level="社会效益指标"):
...     rows = [Indicator(scope="annual", level2="数量指标", level3="修缮烈士墓", value="312座")]
...     rows += [Indicator(scope="annual", level2=level, level3=one, value=value) for one, value in effects]
...     project = Project(project_name=name, indicators=rows)
...     print([int(path[11:-1]) for path in strays(project, points(project))])
>>> show("烈士陵园修缮", ("接待祭扫烈士人次", "≥1.2万人次"), ("带动退役军人就业人数", "≥50人"))
[2]
>>> show("饮用水水质监测", ("全县饮用水水质达标率", "=100%"))
[1]
>>> show("屋面维修", ("屋面质保年限", "≥5年"), ("受益学生", "90人"))
[1]
>>> show("国家司法救助", ("本院办案检察官满意度", "≥95%"), level="服务对象满意度指标")
[1]
>>> show("执法装备购置", ("办案人员满意度", "≥95%"), level="服务对象满意度指标")
[]
"""

from __future__ import annotations

import re

from jixiao.checks import chances_of
from jixiao.drafts.clauses.absent import absent
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point, is_effect, points
from jixiao.drafts.language.words import lead_of
from jixiao.drafts.planning.background import bare_name
from jixiao.drafts.planning.called import own_words
from jixiao.records.drafts import Project

_OTHERS = "不一定是这个项目当年决定得了的，有更直接的效果可写，没有写入；见绩效指标表"
_LEVELS = {"经": "economic", "社": "social", "生": "ecological", "可": "sustainable"}
# So likely it is left out where another effect is told, and in any case.
_ASKED, _SURE = 0.3, 0.75
_FAR = "与项目名称和任务没有共同的字词，看不出是这个项目带来的，没有写入；请核对"
_WIDE = "说的是整个地区的水平，不是这一个项目能决定的，没有写入；请核对"
_FOUND = "查出来是多少由被查的对象决定，不宜定作目标，没有写入；请核对"
_YEARS = "要过几年才看得到，没有写进年度目标；见绩效指标表"
_INSIDE = "问的是办事的人，不是服务对象，没有写入；请核对"
_COPY = "与“{name}”的数和单位都一样，像是把产出又写成了效益，没有写入；请核对"
_SUM = "各分项之和与“{name}”对不上，没有写入；请核对"
_SUMMED = "各分项已经写到，没有再写合计；见绩效指标表"
_VAGUE = "没有写明提高到多少，与项目名称和任务也没有共同的字词，没有写入；见绩效指标表"
_MET = "开会是做的工作，不是效果，没有写入；见绩效指标表"
_NO_TIME = "没有写明哪一天以前或多长时间以内，没有写入；见绩效指标表"
# The level of all of a region, but for what a project covers there.
_REGION = re.compile(
    "^(?:全[国省市县区旗州盟]|城镇)(?!.*(?:覆盖|普及|参保|建成|受害)).*"
    "(?:率|[降水]量|指数|均值|浓度|水平)(?:下降|提高|增长)?$"
)
# What all of a region has or does, and not what a project does there.
_REGION_COUNT = re.compile("^全[国省市县区旗州盟][一-龥]{0,6}(?:申请|授权|新增|注册|销售|总)(?:[数数量]|$)")
_NOBODYS = re.compile("失业率|发案率|(?<!再)犯罪率|降[水雨]量|生产总值|GDP|罚没")
# How a region fares, but for projects that are about that.
_FARES = re.compile("^全[国省市县区旗州盟].{0,6}(?:总产量|总产值|PM2\\.?5|财政|税收|平均|增速|增幅|空气)")
_WIDE_NAME = re.compile("GDP|经济|空气|大气|统计|税|财政|产业")
# Projects that look at what others do, and what they find.
_LOOKS = re.compile("监测|检测|抽检|检验|抽查|检查|监督|执法|督查|审计|调查")
_FINDS = re.compile("(?:水质|抽检|产品|食品|药品|空气|环境|质量|农产品)[一-龥]{0,4}(?:达标|合格|优良)率$")
_DRAWS = re.compile("^(?:带动|拉动|促进)")
# Those who have something of it, whatever they are called.
_SERVED = re.compile("受益|惠及|受助|受保护|接待|观众|读者|游客|服务[一-龥]{0,4}(?:人|企|群|居)")
# Those who do the work, or to whom it is owed; who use what is bought are asked rightly.
_WORKS = re.compile(
    "本院|本局|本单位|本中心|检验人员|检测人员|监测人员|办案|检察官|法官|经办|调查员|巡查员|巡护|中心[一-龥]{0,2}人员|上级|主管部门"
)
_NEVER = re.compile("行政后勤|评审专家|财务人员|管理处对|供货|供应商|施工|监理|承建|承办单位")
_USE = re.compile("装备|设备|购置|采购|培训|物业|食堂|办公|系统|平台|服装|车辆|用房|保障|平安|宿舍")
# In time, and no word of what time.
_IN_TIME = re.compile(
    "(?:全部|基本)?(?:[及按准]时|按期|如期|按进度)(?:完成|办结|到位|拨付|发放|支付|实施|开展|处理|有效)?"
)
_LASTS = re.compile("年限|使用寿命|运行期|质保")
# What is held about the work.
_MEETING = re.compile("(?:会议|座谈会|例会|推进会|协调会|咨询会|调度会)(?:场次|次数|数量|数)?$")
# A number of all, beside those of its parts, and how much of a name both share at least.
_TOTAL = re.compile("总数|合计|共计|总量")
_SHARED = 3
_EMPTY = tuple(re.findall("..", "比例人数数量增加增长提高提升下降降低减少带动年度全年达到及时有效持续"))


def strays(project: Project, said: list[Point]) -> dict[str, str]:
    """Those of the points that are left out for it, by their path, with the reason."""
    name = project.project_name or ""
    out = _sums(said) | {point.path: why for point in said if (why := _alone(point, name))}
    tasks = [p for p in said if p.kind == "quantity" and not is_effect(project, p)]
    counted = {(p.target.scaled, p.target.base_unit): p for p in tasks}
    for point in said:
        home = counted.get((point.target.scaled, point.target.base_unit))
        effect = point.kind == "effect" or (point.kind == "quantity" and point not in tasks)
        if effect and _MEETING.search(point.name):
            out[point.path] = _MET
        if home not in (None, point) and home and effect and (point.target.scaled or 0) > 1 and not point.target.change:
            out.setdefault(point.path, _COPY.format(name=home.name))
    effects = [point for point in said if point.kind == "effect" and point.path not in out]
    told = any(point.quantified or absent(point) for point in effects)
    doubts = {point.path: _doubt(project, point) for point in effects}
    sure = any(each < _ASKED for each in doubts.values())
    out |= {path: _OTHERS for path, each in doubts.items() if each >= (_ASKED if sure else _SURE)}
    for point in effects:
        draws = _DRAWS.match(point.name)
        if point.path not in out and (draws or (told and not point.quantified)) and not near(point, project):
            out[point.path] = _FAR if draws else _VAGUE
    return out


def _doubt(project: Project, point: Point) -> float:
    """How likely a reviewer asks if the project brings an effect about this year, or if it should be wished for."""
    level = _LEVELS.get((project.indicators[int(point.path[11:-1])].level2 or "")[:1], "")
    if not level or not point.quantified or absent(point) is not None:
        return 0.0
    found = chances_of(level, point.name, point.value, project.project_name or "")
    return sum(found[kind] for kind in ("far", "late", "perverse"))


def _sums(said: list[Point]) -> dict[str, str]:
    """A sum beside its parts: it or, where they do not add up to it, the parts."""
    out: dict[str, str] = {}
    counted = [point for point in said if point.kind == "quantity" and point.target.scaled is not None]
    for total in (point for point in counted if _TOTAL.search(point.name)):
        parts = [
            point
            for point in counted
            if point is not total and point.target.base_unit == total.target.base_unit
            and len(lead_of([point.name, total.name])) >= _SHARED
        ]  # fmt: skip
        if len(parts) > 1:
            right = sum(point.target.scaled or 0 for point in parts) == total.target.scaled
            out |= {total.path: _SUMMED} if right else {p.path: _SUM.format(name=total.name) for p in parts}
    return out


def _alone(point: Point, name: str) -> str:
    """Why the point is no goal of a project of that name, "" where nothing tells against it."""
    if point.kind == "satisfaction":
        own = _WORKS.search(point.name) and "对" not in point.name and not _USE.search(name)
        return _INSIDE if own or _NEVER.search(point.name) else ""
    if point.kind == "quantity" and _REGION_COUNT.search(point.name):
        return _WIDE
    if point.kind == "time":
        return _NO_TIME if not point.quantified and _IN_TIME.fullmatch(point.value) else ""
    if point.kind != "effect":
        return ""
    if _REGION.search(point.name) or (_NOBODYS.search(point.name) and not _NOBODYS.search(name)):
        return _WIDE
    if _FARES.search(point.name) and not _WIDE_NAME.search(name):
        return _WIDE
    if _LOOKS.search(name) and _FINDS.search(point.name):
        return _FOUND
    return _YEARS if _LASTS.search(point.name) and point.target.base_unit == "年" else ""


def near(point: Point, project: Project) -> bool:
    """Whether a word of the effect is among what is told of the project, or it is one that any project has."""
    told = "，".join([bare_name(project), project.purpose or "", *project.tasks, *_tasks(project)])
    if _SERVED.search(point.name) or absent(point) is not None:
        return True
    common = {*lexicon().general, *lexicon().broad, *_EMPTY}
    return any(word in told for word in own_words(point.name) if word not in common)


def _tasks(project: Project) -> list[str]:
    return [point.name for point in points(project) if point.kind in ("quantity", "other")]
