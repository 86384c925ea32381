"""A price behind what it is paid for: 资助困难职工子女70名、每名3000元, in place of 助学标准每名3000元 far from it.

>>> from jixiao.drafts.language.points import Point
>>> def show(cost, value, *counted):
...     found = [Point(f"indicators[{n}]", "quantity", *one) for n, one in enumerate(counted)]
...     home = paid_for(Point("indicators[9]", "cost", cost, value), found)
...     return home and (home.name, beside(Point("indicators[9]", "cost", cost, value), home))
>>> show("生活救助标准", "≤4000元/户", ("生活救助困难职工户数", "216户"), ("医疗救助人次", "40人次"))
('生活救助困难职工户数', '每户不超过4000元')
>>> show("水罐车单价", "≤42万元", ("购置水罐车数量", "4辆"))
('购置水罐车数量', '每辆不超过42万元')
>>> show("护栏每处造价", "≤1万元", ("增设护栏", "9处"), ("新建车道", "9处"))
('增设护栏', '每处不超过1万元')
>>> show("助餐补贴标准", "=6元/人次", ("老人助餐人次", "9000人次"), ("送餐人次", "300人次"))
('老人助餐人次', '每人次补贴6元')
>>> show("专家检查费", "≤1500元/家次", ("检查企业家次", "620家次"))
>>> show("救助标准", "1万元/人", ("救助患病妇女人数", "30人"), ("救助儿童人数", "20人"))
"""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.drafts.clauses.joined import joint
from jixiao.drafts.clauses.prices import price
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.planning.called import own_words, project_stem
from jixiao.records.drafts import Project
from jixiao.segmentation import cut

# What a price is called by, behind the words for what it is paid for.
_CALLED = re.compile(
    "(?:(?:补助|补贴|奖励|资助|救助|慰问|发放|兑现|奖补|采购)*(?:标准|单价|均价|成本|造价|费用|费)|(?:补助|补贴|奖励|资助|救助|慰问)(?:金|额|金额)?)$"
)
# What is paid as what: 每人每月补助200元.
_PAID_AS = re.compile("补助|补贴|津贴|奖补|奖励|资助")
_EACH = re.compile("(?:每[一-龥]{1,4}?)+(?:不超过|不低于)?[\\d.]+(?:万|亿)?元$")
_AMOUNT = re.compile("(?:不超过|为)[\\d.]+(?:万|亿)?元$")
_UNIT = re.compile("元/([一-龥㎡]{1,3})")
# A name that tells of how much of a thing it speaks, and for how long.
_ONE = "单价|均价|每{unit}|单{unit}|{unit}均"
_PERIOD = re.compile("[年月日天周季]|学期|小时")
_FIGURES = re.compile(r"\d[\d.]*万?")
_LONG_WORDS = 9  # characters of a price without its amount
_MOST = 3
_SIDE = "单价和费用在指标表里写明，没有写进目标；见绩效指标表"
# What work costs is no price of the things it is done to: 320户（每户成本不超过450元）.
_COST = re.compile("(?:成本|费用)$")
_OF_THINGS = ("单价", "均价", "成本")
_PEOPLE = ("人", "名", "位", "生", "学生", "教师")
_ONE_OF = re.compile("[人户生例件台亩]均|每|/|单[一-龥]|标准")
_SHORT_PRICE = 26  # characters of a clause
_SMALL = "的、和及与每单均"


def paid_for(cost: Point, counted: list[Point]) -> Point | None:
    """The one thing counted that the price is of, by unit and all its words; None where none is, or more than one."""
    if cost.kind != "cost" or cost.target.operator not in ("≤", "=", None):
        return None
    near = [point for point in counted if beside(cost, point)]
    fit = [point for point in near if _is_of(cost, point)] or [point for point in near if _is_of(cost, point, True)]
    return fit[0] if len(fit) == 1 else None


def _is_of(cost: Point, point: Point, bare: bool = False) -> bool:
    """Whether all that the price is called by is in the name of the thing; `bare` leaves out as what it is paid."""
    unit = _UNIT.search(cost.value)
    name = cost.name if unit else re.sub(_one_of(point), "", cost.name)
    words = _words(name if unit else f"{name}标准" if not _CALLED.search(name) else name)
    words = [word for word in words if not (bare and _PAID_AS.fullmatch(word))]
    return bool(words) and all(word in point.name for word in words)


@lru_cache(maxsize=1024)
def _one_of(point: Point) -> str:
    return _ONE.format(unit=re.escape(point.target.base_unit))


def prices_of(said: list[Point]) -> dict[str, Point]:
    """The things counted that have a price among what is said which stands behind them, by the path of the price; one
    price each."""
    counted = [point for point in said if point.kind == "quantity"]
    out: dict[str, Point] = {}
    for point in said:
        home = paid_for(point, counted)
        if home is not None and home not in out.values() and len(out) < _MOST and _is_plain(point, home):
            out[point.path] = home
    alike = [point for point in counted if point not in out.values()]
    out = {path: home for path, home in out.items() if not any(_is_like(home, point) for point in alike)}
    repeated = _repeated([(point, out[point.path]) for point in said if point.path in out])
    return {path: home for path, home in out.items() if path not in repeated}


def _repeated(priced: list[tuple[Point, Point]]) -> set[str]:
    """The prices whose words, all but the amount, would be told again and again: they go in one clause of their own.

    >>> roads = [(f"{road}养护", "≤900元/公里·年") for road in ("县道", "乡道")]
    >>> costs = [Point(f"indicators[{n}]", "cost", f"{name}成本", value) for n, (name, value) in enumerate(roads)]
    >>> counted = [Point(f"indicators[{n + 2}]", "quantity", name, "8公里") for n, (name, _) in enumerate(roads)]
    >>> prices_of([*costs, *counted])
    {}
    """
    told = {cost.path: _FIGURES.sub("", beside(cost, home)) for cost, home in priced}
    words = list(told.values())
    long = {path for path, text in told.items() if len(text) >= _LONG_WORDS and words.count(text) > 1}
    return long if long and joint([cost for cost, _ in priced if cost.path in long]) else set()


def _is_plain(cost: Point, home: Point) -> bool:
    """Whether the price says all that it is paid for each: 每生每天, not 每天."""
    shares = cost.target.unit.count("/") + len(re.findall("[·•*]", cost.target.unit))
    return beside(cost, home).count("每") >= min(shares, 2)


def _is_like(home: Point, other: Point) -> bool:
    """Whether a price behind the one thing could be meant of the other, too: two kinds of cases."""
    shared = set(cut(home.name)) & set(cut(other.name))
    return home.target.base_unit == other.target.base_unit and any(len(word) > 1 for word in shared)


def side_costs(project: Project, said: list[Point], most: int) -> dict[str, str]:
    """The costs that are left to the table, by their path: all but prices of things that are counted, each behind its
    thing, and as many more of what the project pays or does as there is room for (`most` with those)."""
    costs = [point for point in said if point.kind == "cost"]
    homes = prices_of(said)
    own = own_words(project_stem(project.project_name or "") + (project.purpose or ""))
    alone = [p for p in costs if _ONE_OF.search(p.name + p.value) and "元" in p.target.unit]
    alone.sort(key=lambda p: not any(word in p.name for word in own))
    more = [p for p in alone if p.path not in homes]
    names = [p.name for p in said if p.kind == "quantity"]
    more = [p for n, p in enumerate(more) if (not homes and not n) or _is_about(p, own, names)]
    told = set(homes) | {p.path for p in more[: max(most - len(homes), 0)]}
    return {point.path: _SIDE for point in costs if point.path not in told}


def _is_about(cost: Point, own: list[str], names: list[str]) -> bool:
    """Whether a price that is one more is of the project or of what it counts, and short enough to be told."""
    short = len(price(cost) or cost.name) <= _SHORT_PRICE
    of = set(own_words(_CALLED.sub("", cost.name))) - set(lexicon().broad)
    return short and any(word in own or any(word in name for name in names) for word in of)


def beside(cost: Point, point: Point) -> str:
    """The price without its name, "" where it cannot stand so: 每户不超过4000元."""
    told, counted = price(cost) or "", point.target.base_unit
    if (unit := _UNIT.search(cost.value)) is not None:
        found = _EACH.search(told)
        return _paid_as(found[0], cost, point) if found and _one(counted) == _one(unit[1]) else ""
    amount = _AMOUNT.search(told)
    if amount is None or not counted or not cost.target.unit.endswith("元") or _PERIOD.search(cost.name):
        return ""
    if (each := re.search(_one_of(point), cost.name)) is None:
        return ""
    one = each[0] if each[0].endswith("均") and each[0] != "单均" else f"每{counted}"
    return _paid_as(one + amount[0].removeprefix("为"), cost, point)


def _paid_as(text: str, cost: Point, point: Point) -> str:
    """The price with the word for what it is, where the thing does not tell it: 每人次补贴6元 of 老人助餐."""
    word = _PAID_AS.search(cost.name) or _COST.search(cost.name)
    if word is None or _PAID_AS.search(point.name):
        return text
    return re.sub("(?=(?:不超过|不低于)?[\\d.]+(?:万|亿)?元$)", word[0], text, count=1)


def _words(name: str) -> list[str]:
    """The words of what is paid for; [] where the name is no price of something."""
    called = _CALLED.search(name)
    if called is None:
        return []
    verb = re.match("(?:补助|补贴|奖励|资助|救助|慰问|奖补)", called[0])
    stem = name[: called.start()] + (verb[0] if verb else "")
    words = [word for word in cut(stem) if word not in _SMALL]
    # A price of work alone is of no thing: 收运单价 is a part of 收运处理生活垃圾.
    bare = called[0].endswith(_OF_THINGS) and all(word in lexicon().verbs for word in words)
    return [] if bare else words


def _one(unit: str) -> str:
    return "人" if unit in _PEOPLE else unit.replace("㎡", "平方米")
