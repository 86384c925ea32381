"""Times as what is done by when: 监测报告出具时间 / 每月25日前 -> 每月25日前出具监测报告.

>>> from jixiao.drafts.language.points import Point
>>> def show(name, value):
...     print(dated(Point("indicators[0]", "time", name, value), 2025))
>>> show("监测报告出具时间", "每月25日前"), show("农田建成时间", "2025年11月底前"), show("工程完工时间", "2025.10.31前")
每月25日前出具监测报告
11月底前建成农田
10月31日前完工
(None, None, None)
>>> show("岗位补贴按月发放时间", "次月15日前")
次月15日前按月发放岗位补贴
>>> show("完工并验收时间", "2025年10月底前")
10月底前完工并验收
>>> show("竣工验收时间", "2024年9月30日前"), show("项目完成时间", "2025年12月"), show("合同期限", "2025年1月至12月")
2024年9月30日前完成竣工验收
项目于12月完成
合同期限为1月至12月
(None, None, None)
"""

from __future__ import annotations

import re

from jixiao.drafts.clauses.certain import ends_as_noun, locates, takes_thing
from jixiao.drafts.clauses.counts import SURE
from jixiao.drafts.clauses.tagged import taken_apart
from jixiao.drafts.language.figures import figure, verbatim, when
from jixiao.drafts.language.lexicon import Lexicon, lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending, words
from jixiao.segmentation import cut, sorts

_TOTAL = ("全年", "年内", "常年")
_MANNER = re.compile("按时|及时|按期|准时|按季|按月|足额")
_REPEATED = re.compile("^(?:每|按|采样|合同|收到|验收)")
_EVERY = re.compile("[每按](?:学期|季度?|月|年|周)$")
# What somebody does himself, and not to a thing: 作业|响应.
_COMES = ("响应", "到场", "到达", "到位", "恢复", "出警", "送达")
# What goes before it, from which the time runs: 受理后|审核拨付时限.
_SINCE = re.compile("^(?P<since>[一-龥]{2,8}后)(?P<rest>[一-龥]{2,})$")
# What may be done with work as with things: 完成安装调试.
_ENDS = ("完成", "实施", "开展", "组织", "举办")
# A time from one thing to another: 公示到拨付时限.
_SPAN = ("到", "至", "起")
_SHORT = ("小时", "分钟", "秒", "天", "日", "工作日", "个工作日")
_DONE, _TWO = "完成", re.compile("(?<=[一-龥])完成(?=[及和与、][一-龥]{4})")
_TWO_THINGS = re.compile("[及并和与“”]")
_HOW_LONG = re.compile("平均|周期|时长|频次|频率")
# Work as a whole, which need not be named where it is done: 工程|完工.
_OF_ALL = re.compile("^(?:工程|项目)(?=(?:全部)?(?:完工|竣工|交工|建成|投用)$)")
# What passes a test or comes into use is not completed: 通过|验收.
_PASSES = re.compile("^(?:通过|投入|交付)[一-龥]{2,}$")
_AT = ("前", "内", "底", "初", "旬", "末")


def timed(point: Point, year: int | None) -> str | None:
    """When or how soon what is done, where the tagger is sure of it: 9月30日前验收上牌并投入值班; None elsewhere."""
    target = point.target
    if point.kind != "time" or _HOW_LONG.search(point.name) or _SINCE.match(point.name):
        return None  # 决定后|救助金发放 runs from what goes before
    if target.kind == "date":
        when_, unit = _date(point, year), "date"
    elif target.operator in ("≤", "<", "=", None) and target.base_unit in _SHORT and not target.words:
        when_, unit = f"{figure(target)}内", "span"
    else:
        return None
    made = taken_apart("time", point.name, unit)
    behind = made.between + made.done + made.after
    if behind.endswith(_DONE) and not behind.startswith(_DONE):
        behind = _DONE + behind.removesuffix(_DONE)
    fit = made.chance >= SURE and behind and when_.endswith(_AT) and not made.link and not _EVERY.search(behind)
    if unit == "date" and not any("v" in tag for word in cut(behind) for tag in sorts(word)):
        return None  # 5月底前|工程主体
    if _PASSES.match(bare_name(point.name)):
        return None
    if made.done and made.after and not _taken_by(made.done, made.after):
        return None
    if unit == "date" and not made.led + made.verb + made.thing:
        behind = _OF_ALL.sub("", behind)
    return f"{made.led}{made.verb}{made.thing}{when_}{behind}" if fit else None


def _taken_by(verb: str, thing: str) -> bool:
    """Whether a verb behind the time has a thing behind it: not 发放|低保金社会化, 验收|竣工."""
    last = cut(thing)[-1]
    joined = _TWO_THINGS.search(thing) or last in lexicon().intransitive or thing.endswith(("化", "到", "至"))
    deed = sorts(last) <= {"v", "vd", "vi"} and last != "申请"
    return (
        not joined
        and not deed
        and (ends_as_noun(thing) or last in ("申请", *lexicon().nouny) or verb == _DONE)
        and last not in lexicon().plain_verbs
        and takes_thing(verb)
    )


def within(point: Point) -> str | None:
    """How soon what is done: 路灯故障修复时限 / ≤24小时 -> 路灯故障24小时内修复; None for other times."""
    target = point.target
    match = re.fullmatch(lexicon().within_time, point.name) if point.kind in ("time", "effect", "other") else None
    if match is None or "平均" in point.name or target.kind == "date" or match["what"].endswith(_SPAN):
        return None
    if match["what"] and (sorts(match["what"]) <= {"v"} or match["what"] in lexicon().verbs):
        return None
    if (
        (since := _SINCE.match(match["what"]))
        and match["verb"] not in _COMES
        and (target.words or target.base_unit in _SHORT)
    ):
        soon = verbatim(point.value) if target.words else f"{figure(target)}内"
        return f"{since['since']}{soon}{_deed(since['rest'], match['verb'])}" if soon.endswith("内") else None
    if target.words:
        how = _EVERY.search(match["what"])  # 补助资金|每学期|拨付
        what = match["what"][: how.start()] if how else match["what"]
        often = how[0] if how else ""
        return f"{often}{verbatim(point.value)}{match['verb']}{what}" if point.value.endswith("内") else None
    limited = target.operator in ("≤", "<") or (target.operator in ("=", None) and "时限" in point.name)
    short = limited and target.base_unit in _SHORT
    what, verb = match["what"], match["verb"]
    if len(cut(what)) > 1 and cut(what)[-1] in lexicon().known_turned | lexicon().known_verbs - {
        "申请"
    }:  # 越界预警|核查|处置
        what, verb = what.removesuffix(cut(what)[-1]), cut(what)[-1] + verb
    return f"{what}{figure(target)}内{verb}" if short else None


def _deed(what: str, verb: str) -> str:
    """The deed with its verb first where it is done to a thing: 发放救助金; 完成审核拨付."""
    thing = ends_as_noun(what) and not set(sorts(cut(what)[-1])) & {"v", "vn"}
    return f"{verb}{what}" if thing else f"完成{what}{verb}"


def dated(point: Point, year: int | None) -> str:
    """When what is done; the year is not said again where it is the plan's own."""
    known = lexicon()
    date = _date(point, year)
    bare = bare_name(point.name)
    alone = cut(bare) == (bare,) and "v" in sorts(bare) and bare != point.name  # 试播
    if date.endswith(_AT) and (alone or _PASSES.match(bare)):
        return date + bare
    if date.endswith(_AT) and (whole := _OF_ALL.sub("", bare)) != bare:
        return date + whole
    ended = known.ended.search(bare)
    if bare == point.name and not (ended and point.target.kind == "date"):
        return _happens(bare, date) or _named(point, date)
    if date in _TOTAL and bare != point.name and lexicon().adverb.match(bare + "工作"):
        return f"{date}{bare}"
    if date in _TOTAL and bare != point.name and (ended or bare.endswith(("管理", "服务", "开放"))):
        return f"{date}{'' if bare.endswith('开放') else '做好'}{bare}"
    if (
        date in _TOTAL
        and bare != point.name
        and ended is None
        and (bare.endswith("活动") or "v" in sorts(cut(bare)[-1]))
    ):
        return f"{date}开展{bare}"
    if "并" in bare and _acts(bare, known) and date.endswith(_AT):
        return f"{date}{_DONE if bare.endswith(_DONE) else ''}{bare.removesuffix(_DONE)}"
    if ended is None and (said := _happens(bare, date)) is not None:
        return said
    if ended is None or (_REPEATED.search(date) and "日" not in date and "前" not in date):
        return _named(point, date)
    if (two := _TWO.search(bare)) and date.endswith(_AT) and not date.startswith("每"):  # 抽检完成及结果公示
        return f"{date}完成{bare[: two.start()]}{bare[two.start() + len(_DONE) :]}"
    what, verb = bare[: ended.start()].removesuffix("的"), ended[0]
    if verb in known.intransitive and what in known.transitive:  # 建成|投用
        return f"{date}{bare}"
    if date.endswith(_AT) and any(
        what.startswith(each) and (what != each or verb in known.intransitive) for each in known.intransitive
    ):  # 完工|通水, 完工并|验收: done already, 完成 would say it twice
        return f"{date}{bare}"
    if date in _TOTAL:
        return f"{date}{verb}{what}" if verb in known.transitive and what else _named(point, date)
    if (how := _EVERY.search(what)) and how.start() > 1 and not date.startswith("每"):  # 补助资金|每学期|拨付
        what, date = what[: how.start()], date + how[0] if how[0].startswith("按") else how[0] + date
    return _done(what, verb, date, known)


def _date(point: Point, year: int | None) -> str:
    printed = verbatim(point.value)
    if printed.startswith(("每", "次", "翌", "下")) or "次年" in printed:
        return printed
    if "季度" in printed:
        return re.sub("^(?:不晚于|不超过)", "", printed).removeprefix(f"{year}年")
    if (since := point.target.since) is not None:
        months = since.month is not None and not point.target.deadline
        span = when(point.target) if months else None
        return (span if span and ("至" in span or since.year is None) else printed).removeprefix(f"{year}年")
    date = when(point.target) or printed
    if point.kind == "time" and _single_day(date) and not ending("。" + bare_name(point.name), lexicon().on_a_day):
        date += "前"
    short = date.removeprefix(f"{year}年")
    return short if year and short[:1].isdigit() else date


def _happens(bare: str, date: str) -> str | None:
    """What a thing does by when, or is done to it, in a word that no list has: 门诊3月底前开诊."""
    *things, last = cut(bare)
    what = "".join(things)
    verb = (
        len(last) > 1
        and sorts(last) <= {"v", "vn"}
        and last not in (*lexicon().nouny, *(end for end, _ in lexicon().lights))
    )
    if not (verb and len(what) > 1 and ends_as_noun(what) and re.match(r"\d+[年月].*[前底末内]$", date)):
        return None
    return f"{what}{date}{last}"


def _single_day(date: str) -> bool:
    """Whether it is one day, by which something is done."""
    return re.fullmatch(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日", date) is not None


def _named(point: Point, date: str) -> str:
    """The name and its time."""
    if words().act.match(point.name) and not re.search(lexicon().time_tail, point.name):
        return f"{date}{point.name}"
    if bare_name(point.name) == point.name and point.target.kind == "date" and date[:1].isdigit():
        return f"{date}完成{point.name}"
    link = "" if date.startswith(("不", "超过", "低于", "提前")) else "为"
    return f"{point.name}{link}{date}"


def bare_name(name: str) -> str:
    """The name without the word for a time."""
    return re.sub(lexicon().time_tail, "", name)


def _done(what: str, verb: str, date: str, known: Lexicon) -> str:
    at = "" if date.endswith(_AT) or date.startswith("每") else "于"
    if what and locates(what):
        return f"{date}完成{what}{verb}" if not at else f"{what}{verb}时间为{date}"
    if verb not in (*known.intransitive, *known.nominal, *_ENDS) and what and not _thing(what, known):
        return f"{what}{verb}时间为{date}"
    ends = cut(what)[-1] if what else ""
    if verb in known.intransitive and not at and what and _done_too(what, ends, known):  # 系统|建成|投用
        return f"{date}{what}{verb}"
    if verb == _DONE and not at and what and not what.startswith(_DONE):
        return f"{date}{_DONE}{what}"
    if verb in known.intransitive and sorts(ends) == {"v"} and ends not in (*known.verbs, *known.turned):
        return f"{date}完成{what}{verb}"
    if verb in known.intransitive:
        return f"{what}{at}{date}{verb}" if what else f"{date}{verb}"
    if verb == "完成" and ending("。" + what, known.unturned) and date.endswith(_AT):
        return f"{date}完成{what}"
    if ending("。" + what, known.unturned) or what.endswith("化"):
        if date.endswith(_AT):
            return f"{date}完成{what}{verb.removeprefix('完成')}"
        return f"{what}{verb}时间为{date}"
    if what.endswith(("”", "）")):
        return f"{what}{at}{date}{verb}"
    if verb not in known.nominal:
        if not what:
            return f"{date}{verb}" if verb != "完成" else f"{date}完成"
        joined = what in known.things_done or any(what.endswith(f"的{thing}") for thing in known.things_done)
        return f"{what}{at}{date}{verb}" if joined or _acts(what, known) else f"{date}{verb}{what}"
    return f"{date}完成{what}{verb}"


def _done_too(what: str, ends: str, known: Lexicon) -> bool:
    """Whether the thing ends with what is done to it before: 补贴资金|拨付, 系统|建成; alone or not."""
    return "v" in sorts(ends) and (ends in known.verbs or ends in known.transitive) and ends not in known.nouny


def _thing(what: str, known: Lexicon) -> bool:
    """Whether something can be done with it: 学员补助, and not 中心通过."""
    how = re.search("[按每][季月年周旬]度?$|每(?:季度?|[月年周旬])", what)
    return how is None and (ends_as_noun(what) or cut(what)[-1] in known.nouny)


def _acts(what: str, known: Lexicon) -> bool:
    """Whether the thing is itself said with a verb in front, which 完成 does not take."""
    verb = known.verb.match(what)
    return verb is not None and verb.end() < len(what) and verb[0] not in known.nouny
