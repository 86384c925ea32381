"""An indicator as it is to be said: its part in the goal, its name without what is no part of it, its target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, cast

from jixiao.drafts.language.placed import placed
from jixiao.drafts.language.printed import bare_name, bare_value, unitless
from jixiao.drafts.language.words import ending, words
from jixiao.grounding.prose.words import LESS_IS_BETTER
from jixiao.quantity import Target, parse_target
from jixiao.quantity.bracketed import unit_given
from jixiao.records import Indicator
from jixiao.records.drafts import Part, Project

Kind = Literal["quantity", "quality", "time", "cost", "effect", "satisfaction", "other"]

# Before words this sign says nothing.
_EQUALS = re.compile(r"^[=＝]\s*(?=\D)")
# What a name says that it counts, where the value does not: 次数, 人次.
_COUNTED = re.compile("([人户次场家册份件台套辆座栋间处盏株头条篇期项批])数$|([人场批家户]次)$|(?:单位|企业|机构)(数)$")
_PRICED = re.compile("(?:成本|单价|标准|费用|造价|投资|价格)$")
# What is spent, of which a plan says the most.
_SPENT = re.compile("(?<!节约)(?<!降低)(?:成本|造价|单价|总投资|预算数|控制数)$")
_RARE = re.compile("(?:误报|漏报|误判|漏检|停驶|受害|失业|差错|故障|死亡|发病|违约|投诉|污染|空置|流失|再犯罪|成灾)率$")
_RATED = ["率", "满意度", "占比", "比例"]
# What is done about events, of which there may be many: 处置网格事件.
HANDLED = re.compile("处置|处理|办理|化解|调处|受理|查处|侦破|办结|调解|接听|答复|审理|审结")
# Two numbers of different things: 全年2期、每期30人.
_SEVERAL = re.compile(r"\d[一-龥]{1,4}[、，；][一-龥]+\d")
# Shares of a whole; those that may be more than all of it; those of which less is wanted.
_SHARE, _ALL = re.compile("率$"), 100
_GROWS = re.compile("[增升降减涨超]|周转|保值|负荷|产销|完成|执行|回报|收益|利润|倍|放大|拉动|实现")
_FEWER = re.compile(
    "[病亡损耗漏误错缺废退坏违逃折偏涨差费]|利率|污染|超|逾期|投诉|流失|辍学|失业|空置|不良|复发|犯|占用|负债|债务|受灾|成灾|"
    "受害|变化|变动|波动|离职|淘汰|闲置|事故|发生|下降|降低|减少|增长|成本|税|杠杆|控制|感染|传播|检出|拥堵|返贫|失误|脱管|危险"
)
_END = 5  # characters of a name that say what the rate is of
_BARE = re.compile(r"[≥≤=＝><]?\s*\d[\d,.]*")
_BEFORE_NAMES = ("本年", "年度", "全年")
_TELLS = re.compile(r"[为：:≥≤=<>\d]|不(?:少|低|超|高)|达到|超过")
# A sign before a date: =3月底前 is the date, ≤9月 is by its end.
_SIGNED_DATE = re.compile(r"^(?:[=＝≤<]|等于|达到|为)\s*(?=20\d\d[年./-]\d|\d{1,2}月(?:[底末初上中下前]|\d))")
_BY_MONTH = re.compile(r"^(?:[≤<]|不晚于|不超过|不迟于)\s*((?:20\d\d年)?\d{1,2}月)(?:份)?$")
_HOPED = re.compile(r"^力争(?:(?:达到|控制在)(?=\d))?")
# The last month in which what is of a season may be done.
_SEASONS = {"春季": 7, "春节": 3, "夏季": 10, "汛前": 6, "春耕": 5}
# What a name says of its own time, beside which a date is said twice: 清明节前完工时间.
_OWN_TIME = re.compile("[节耕休学冬夏暑暖季期雨]前|前(?:完成|完工|实施|开展|办结)")
_PARTS: dict[Kind, Part] = {
    "quantity": "output", "quality": "output", "time": "output", "other": "output",
    "cost": "cost", "effect": "effect", "satisfaction": "satisfaction",
}  # fmt: skip


@dataclass(frozen=True)
class Point:
    """One indicator; `path` is where it stands in the project, `name` and `value` are without blanks at their ends, the
    value without a sign before words (=基本恢复)."""

    path: str
    kind: Kind
    name: str
    value: str

    @classmethod
    def of(cls, indicator: Indicator, number: int) -> Point:
        """The indicator of that number, from 0."""
        levels = indicator.level1 or "", indicator.level2 or "", indicator.level3 or ""
        return _made(levels, _EQUALS.sub("", (indicator.value or "").strip()), number)

    @property
    def part(self) -> Part:
        """The part of the goal it belongs to."""
        return _PARTS[self.kind]

    @cached_property
    def target(self) -> Target:
        """The value as understood."""
        return parse_target(self.value)

    @property
    def quantified(self) -> bool:
        """Whether the value is a number or a date."""
        return self.target.kind in ("quantitative", "date")

    @cached_property
    def misfit(self) -> str:
        """Why name and value cannot be put in one sentence, "" where they can: a rate of 2 persons."""
        unit, known = self.target.base_unit, words()
        if self.target.number is not None and unit and unit not in ("%", "百分点", "分") and self.name.endswith("率"):
            return f"指标名是比率，指标值却是“{self.value}”；请核对后再写"
        if (
            unit
            and ending(self.name, ["费", "费用", "金额"])
            and not re.search("元|%|百分点|成|倍|折", self.target.unit)
        ):
            return f"指标名是金额，指标值却是“{self.value}”；请核对后再写"
        if _RARE.search(self.name) and self.target.operator in ("≥", ">"):
            return f"指标名是越少越好的比率，指标值却是“{self.value}”；请核对后再写"
        rare = "" if HANDLED.match(self.name) else ending(f"。{self.name}", known.zero)
        if rare and self.target.number != 0 and self.target.operator in ("≥", ">", "range"):
            return f"指标名是不应发生的事，指标值却是“{self.value}”；请核对后再写"
        if self.target.base_unit == "%" and rare:
            return f"指标名是不应发生的事，指标值却是“{self.value}”；请核对后再写"
        if self.target.number is not None and not unit and self.target.number > 1 and ending(self.name, _RATED):
            return f"指标名是比率，指标值“{self.value}”没有写“%”；请补上后再写"
        if self.kind == "cost" and self.target.operator in ("≥", ">") and _SPENT.search(self.name):
            return f"成本指标写成了“{self.value}”，没有写最多是多少；请核对后再写"
        if self.target.base_unit == "%" and _SHARE.search(self.name) and _beyond(self.name, self.target):
            return f"指标名是比率，指标值却是“{self.value}”，像是写反了或者写大了；请核对后再写"
        if self.target.operator == "range" and (self.kind == "satisfaction" or ending(self.name, _RATED)):
            return f"指标名是比率，指标值却是一个区间“{self.value}”；请写明最低要达到多少"
        if self.kind in ("quantity", "cost") and self.target.number is None and _SEVERAL.search(self.value):
            return f"指标值“{self.value}”不是一个数；请核对后再写"
        if self._season:
            return f"指标名里的时间与指标值“{self.value}”重复或对不上；请核对后再写"
        if self.target.number == 0 and not unit and not rare:
            return f"指标值“{self.value}”没有单位；请补上后再写"
        if self.kind == "quantity" and not unit and _COUNTED.search(self.name) is None and _BARE.fullmatch(self.value):
            return f"指标值“{self.value}”没有写单位；请补上后再写"
        bare = not unit and self.target.unit not in ("万", "亿")
        if self.target.number is not None and bare and self.kind in ("time", "cost"):
            return f"指标值“{self.value}”没有单位；请补上后再写"
        if self.target.unit.startswith("/"):
            return f"指标值“{self.value}”没有金额单位；请补上元或万元后再写"
        if self.target.kind == "date" and ending(self.name, [*known.undated, *known.heads]):
            return f"指标名不是时间，指标值却是“{self.value}”；请核对后再写"
        return ""

    @property
    def _season(self) -> bool:
        """Whether the name says a season, and the date is long after it (春季集中免疫 in December) or beside it."""
        date = self.target.date
        found = next((last for season, last in _SEASONS.items() if season in self.name), None)
        twice = self.kind == "time" and date is not None and _OWN_TIME.search(self.name) is not None
        return twice or (found is not None and date is not None and date.month is not None and date.month > found)


def _beyond(name: str, target: Target) -> bool:
    """Whether a share is more than all there is, or what is wanted is to be no more than a part."""
    share = target.scaled
    if share is None or target.change:
        return False
    over = share > _ALL and target.operator in ("≥", ">", "=", None) and not _GROWS.search(name)
    return over or (
        share < _ALL
        and target.operator in ("≤", "<")
        and not (_FEWER.search(name[-_END:]) or LESS_IS_BETTER.search(name))
    )


def _told_again(name: str, value: str) -> str:
    """The value without the name before it, and without what is only hoped: 本年参保率不少于96%, 力争达到87%."""
    before, said, rest = value.partition(name)
    if said and (before in _BEFORE_NAMES or (not before and _TELLS.match(rest))):
        value = rest.lstrip("为：:") or value
    return _HOPED.sub("", value)


def points(project: Project) -> list[Point]:
    """The indicators of the year in their order; those of the whole period where there are no others."""
    wanted = "annual" if any(i.scope == "annual" for i in project.indicators) else "lifetime"
    return [Point.of(i, n) for n, i in enumerate(project.indicators) if i.scope == wanted]


def is_effect(project: Project, point: Point) -> bool:
    """Whether the form prints the point among the effects, whatever it tells."""
    row = project.indicators[int(point.path[len("indicators[") : -1])]
    return _kind_of((row.level1 or "", row.level2 or "", "")) == "effect"


@lru_cache(maxsize=4096)
def _made(levels: tuple[str, str, str], value: str, number: int) -> Point:
    value = bare_value(value)
    printed = (levels[2] or levels[1]).strip()
    whole = bare_name(printed, units=True)
    bare, with_unit = unit_given(whole, value)
    name, value = (bare, with_unit) if bare else (whole, value)
    name = bare_name(unitless(name, value))
    counted = _COUNTED.search(name)
    if counted and re.fullmatch(r"[≥≤=＝><]?[\d,.]+万?", value):
        value += counted[1] or counted[2] or "家"
    kind = _kind_of(levels)
    value = _BY_MONTH.sub(r"\1底前", _SIGNED_DATE.sub("", _told_again(name, value)))
    if re.fullmatch(r"\D{0,3}[\d.,]+[万亿]", value) and ending(name, ["金额", "费用", "收入", "产值", "额"]):
        value += "元"
    if kind in ("quantity", "effect") and "元" not in value:
        value = value.removesuffix("/年")
    kind = _untold(name, value) if kind == "other" else cast(Kind, placed(kind, name, value))
    return Point(f"indicators[{number}]", kind, name, value)


@lru_cache(maxsize=4096)
def _kind_of(levels: tuple[str, str, str]) -> Kind:
    """The kind by the words in level 2, else in level 1."""
    for level in (levels[1], levels[0]):
        for kind, found in words().kinds.items():
            if level and any(word in level for word in found):
                return kind  # type: ignore[return-value]
    return "other"


def _untold(name: str, value: str) -> Kind:
    """The kind where the form names none: a rate is of quality, a date of time."""
    target = parse_target(value)
    if ending("。" + name, ["满意度", "满意率"]):
        return "satisfaction"
    if target.kind == "date":
        return "time"
    if "元" in target.unit and _PRICED.search(name):
        return "cost"
    return "quality" if target.base_unit == "%" and ending(name, words().rates) else "other"


def name_of(indicator: Indicator) -> str:
    """The indicator's name, its level 2 where it has none, without numbering and unit."""
    return bare_name(indicator.level3 or indicator.level2 or "")
