"""Qualitative indicators as clauses: 公信力 / 有效提升 -> 公信力有效提升, 管理制度健全性 / 健全 -> 管理制度健全.

>>> from jixiao.drafts.language.points import Point
>>> def show(name, value):
...     found = quality(Point("indicators[0]", "effect", name, value))
...     print(found.text if found else None)
>>> show("改善实验教学条件", "显著"), show("租户用水难题", "缓解"), show("提高接警水平", "有效提高")
显著改善实验教学条件
租户用水难题得到缓解
有效提高接警水平
(None, None, None)
>>> show("工程合格率", "合格"), show("结构达到安全标准", "是"), show("检测能力", "是"), show("断面水质", "稳定达到Ⅲ类")
工程合格
结构达到安全标准
None
断面水质稳定达到Ⅲ类
(None, None, None, None)
>>> show("教育公平", "有效促进"), show("机关正常运转保障", "有效保障"), show("促进经济发展", "有所促进")
有效促进教育公平
机关正常运转得到有效保障
对经济发展有所促进
(None, None, None)
>>> show("城乡差距", "不断缩小"), show("可持续影响", "长期")
城乡差距不断缩小
None
(None, None)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.drafts.clauses.absent import harmful
from jixiao.drafts.clauses.certain import LEVEL, goes_with, told
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import Words, ending, words
from jixiao.segmentation import cut, sorts

_NEVER = ("不发生", "未发生", "零发生", "无", "杜绝")
_TAIL = re.compile("(?:性|度|程度|情况|状况|水平|率|质量)$")
# What stays before what is said of it: 健康状况保持稳定.
_KEPT = ("程度", "状况", "情况")
_LOOSE = re.compile("(?:性|程度|情况|状况)$")
# Changes that nobody brings about: 起数同比|下降.
_PLAIN = ("下降", "上升", "增长", "降低", "减少")
# 日产日清, 随到随办.
_EACH = re.compile(r"([一-龥])[一-龥]\1[一-龥]")
# What is not said of what nobody wishes for.
_MORE = re.compile("(?:提升|提高|增加|增长|上升|增强|扩大)$")
_HEDGED = re.compile("^(?:有所|略有)")
# How something is done, and when: the one stands behind the other.
_HOW, _WHEN = re.compile("[一-龥]{2}化$"), re.compile("[按每定及准]")
# What is done in time is 及时完成 rather than 完成及时.
_LATE = re.compile("(完成|发放|拨付|支付|兑付|到位)(及时|准时)$")
# How one goes on doing a thing.
_LASTING = ("持续", "不断", "长期", "进一步", "全面")
# What is done and no effect of it.
_TASK = re.compile("做好|开展|完成|组织|实施|落实")
# A deed before the thing whose state is meant: 改造老旧小区配套设施完备性.
_BUILDS = re.compile("(?:改造|新建|改建|建设|维修|修缮|购置|采购)[一-龥]{6,}[性度]$")
_LONGEST, _SHORTEST = 48, 6
_SENTENCE, _SUFFIX = 8, 2
# Names that are only the heading of a column.
_COLUMNS = ("经济效益", "社会效益", "生态效益", "可持续影响", "可持续性影响", "环境效益", "社会成本", "生态环境成本")


class Quality(NamedTuple):
    """The clause, and whether it begins with a verb (显著改善…) or with what it is about (…显著提升)."""

    text: str
    acts: bool


def quality(point: Point) -> Quality | None:
    """The clause of a qualitative indicator, None where it would only repeat the name or say nothing definite."""
    name, value = point.name, point.value.strip("。；;，、 \n")
    known = words()
    if point.kind == "effect" and (re.fullmatch(known.hollow, name) or (value in known.affirmed and _TASK.match(name))):
        return None
    if point.kind == "effect" and _BUILDS.match(name):
        return None
    if not value or value in known.no_target or len(name) + len(value) > _LONGEST or "\n" in value:
        return None
    if len(name) + len(value) < _SHORTEST or name in _COLUMNS or ("，" in name and not known.verb_of(name)):
        return None
    if ending("。" + name, known.zero) or value in _NEVER:
        bare = harmful(name) if value in _NEVER else ""  # 重大安全事故 / 不发生
        return Quality(f"不发生{bare}", False) if bare else None
    if harmful(name) and _MORE.search(value):
        return None
    own = known.verb_of(name)
    if (alone := goes_with(name, value, own, own in known.changes)) is not None:
        return Quality(name, True) if alone else None
    for rule in (_timed, _same, _affirmed, _sentence, _repeated, _measured, _degree, _moved, _said):
        text = rule(name, value, known)
        if text is not None:
            if text == name and known.change.search(value) and not (known.change.search(name) or own in known.changes):
                text += value  # 救助对象医疗费用负担|有效减轻
            if text == name + value and not told(name, value):
                return None
            return Quality(_LATE.sub(r"\2\1", text), bool(known.verb_of(text))) if text else None
    return None


def _timed(name: str, value: str, known: Words) -> str | None:
    """完工时间 / 合同约定时间内: 在合同约定时间内完工; 发放及时性 / 按时: 按时发放."""
    bare = re.sub(lexicon().time_tail, "", name)
    if bare == name or value in known.affirmed or value in known.degrees:
        return None
    done = known.finished.search(bare) or lexicon().ended.search(bare)
    what, verb = (bare[: done.start()], done[0]) if done else (bare, "")
    if value.endswith("内") and not value.startswith("每"):
        date = value.removeprefix("在")
        return f"{what}在{date}{verb}" if verb else f"{name}为{value}"
    if done := known.finished.search(value):
        if len(cut(what)) > 1 and sorts(cut(what)[0]) == {"v"}:
            return ""  # 提交|报告 is done already
        how = _HOW.search(what)  # 低保资金|社会化 and 按月发放
        if how and _WHEN.match(value):
            return what[: how.start()] + value[: done.start()] + how[0] + done[0]
        return what.removesuffix("工期") + value
    if verb and value.endswith(verb) and len(value) > len(verb):
        return what + value
    if value.endswith(("前", "末", "底")) and verb in (*lexicon().transitive, *lexicon().intransitive):
        return value + verb + what if verb in lexicon().transitive else what + value + verb
    if value in known.manner and verb:
        return what + value + verb
    if _EACH.fullmatch(value):
        return f"{bare}做到{value}"
    return bare + value if value in ("及时", "准时") and (verb or name.endswith("性")) else f"{name}为{value}"


def _same(name: str, value: str, known: Words) -> str | None:
    """A value that is the name again: said once, where it is a statement."""
    if name != value:
        return None
    return name if _statement(name, known) else ""


def _affirmed(name: str, value: str, known: Words) -> str | None:
    """是: the name alone, where it is a statement."""
    if value not in known.affirmed or _LOOSE.sub("", name).endswith(value):
        return None
    if name.startswith(_COLUMNS):
        return ""
    if name.startswith(value) and name != value:
        return name
    if ending(name, known.things) and not known.begin.match(name):
        return ""
    said = _LOOSE.sub("", name.replace("是否", ""))
    if said != name and "是否" not in name:
        return said if known.state.search(said) and "的" not in said else ""
    return said if _statement(said, known) and not ending(name, known.counts) and not ending(name, known.rates) else ""


def _sentence(name: str, value: str, known: Words) -> str | None:
    """A value that is a sentence stands for itself."""
    bare = _LOOSE.sub("", name)
    if len(value) > len(bare) + 1 and bare != name and bare in value:
        return value
    own = known.verb_of(name)
    if own and value.startswith(own) and known.state.search(value) and len(name) > len(own) + 2:
        return name[len(own) :] + value
    if len(value) < _SENTENCE or not re.fullmatch("[一-龥“”、《》]+", value):
        return value if re.match("对[一-龥]{2,8}(?:无|没有|不)", value) else None
    if name[:2] in value or _LOOSE.sub("", name)[-2:] in value:
        return value
    return value if known.begin.match(value) or known.act.match(value) else None


def _repeated(name: str, value: str, known: Words) -> str | None:
    """The end of the name is the end of the value: 文物修缮工程验收 / 通过验收, 生态环境改善程度 / 明显改善."""
    bare = _LOOSE.sub("", name)
    if name[0] in "为对" and value[-2:] == bare[-2:]:
        if name[0] == "为":
            return bare
        degree = _parted(value, known)[0]
        return f"{degree}做好{bare}" if degree in _LASTING else ""
    for text in (name, bare):
        end = value[-2:]
        if len(value) >= len(end) and text.endswith(end) and len(text) > len(end) + 1 and len(end) > 1:
            what = text.removesuffix(value if text.endswith(value) else end).removesuffix("的")
            if value == end:
                return text if known.state.search(text) or known.change.search(text) else ""
            if end in known.moving:
                return f"{what}得到{value}"
            how = _HOW.search(what)  # 低保资金|社会化 and 按月发放
            if how is None:
                return what + value
            return what[: how.start()] + value[:-2] + how[0] + end if _WHEN.match(value) else text + value[:-2]
    return None


def _measured(name: str, value: str, known: Words) -> str | None:
    """机制健全性 / 逐步完善, 工程合格率 / 合格: the name without what is measured, said by the value."""
    bare = _TAIL.sub("", name)
    if bare == name:
        return name if name.endswith(value) and _statement(name, known) else None
    if bare.endswith(value):
        return bare if bare != value else ""
    state = known.state.search(bare)
    said = known.state.search(value)
    if state and said and not name.endswith("率") and len(bare) > len(state[0]) + 1:
        return bare[: state.start()] + value
    moved = known.change.search(value)
    if (
        _LOOSE.search(name)
        and moved
        and moved[0] not in known.moving
        and not known.change.search(bare)
        and (not state or name.endswith("程度"))
    ):
        return name + value if name.endswith((*_KEPT, "性")) else bare + value
    if _LOOSE.search(name) and not said:
        return ""
    if _LOOSE.search(name) and known.state.search(value):
        word = len(cut(name)[-1]) > _SUFFIX  # 多样性 is a word, 长效|性 is none
        return name + value if name.endswith(_KEPT) or word else bare + value if not name.endswith("性") else ""
    return None


def _degree(name: str, value: str, known: Words) -> str | None:
    """显著: before a name that begins with a verb, behind one that is an outcome."""
    if value in known.outcome:
        return name + value if known.verb_of(name) or (len(name) > 2 and not ending(name, known.outcome_nouns)) else ""
    if value not in known.degrees:
        return None
    if value in name or name.startswith("对"):
        return name if value in name and _statement(name, known) else None
    if ending(name, known.outcome_nouns):
        return name + value if value in known.alone and not name.startswith("可持续") else ""
    if known.verb_of(name) in known.changes and value in known.alone:
        moved = known.change.search(name, len(name) - 2)
        return name[:-2] + value + moved[0] if moved and not known.change.match(name[-4:-2]) else value + name
    change = known.change.search(name)
    if change and change.start() > 1 and value in known.alone and not known.verb_of(name):
        return name[: change.start()] + value + change[0]
    return ""


def _moved(name: str, value: str, known: Words) -> str | None:
    """能力 / 显著提升, 问题 / 缓解, 教育公平 / 有效促进, 改善条件 / 明显提升, 促进发展 / 有所促进."""
    degree, verb = _parted(value, known)
    if verb not in known.changes and verb not in known.moving:
        return None
    own, hedged = known.verb_of(name), _HEDGED.match(value)
    if own == verb and not hedged:
        return degree + name
    if not own and (name.endswith("影响") or name[0] == "对"):
        return ""
    if (
        own
        and verb in known.changes
        and ((own in known.moving and re.search("的[^的]{2,6}$", name)) or _measures_more(name, own, known))
    ):
        return name + value
    if own in known.changes or own in known.moving:
        if hedged:
            return f"对{name[len(own) :]}{value}" if verb in known.moving else f"{name[len(own) :]}{hedged[0]}{own}"
        return degree + name
    if own:
        return None if hedged else name
    if verb in known.moving and LEVEL.search(name):
        return ""
    if verb in known.moving and verb not in known.states:
        bare = _LOOSE.sub("", name)
        return value + (bare[:-2] if bare[-2:] in known.moving and len(bare) > _SHORTEST - 2 else bare)
    return name + value if degree or value in _PLAIN else f"{name}得到{value}"


def _measures_more(name: str, own: str, known: Words) -> bool:
    """Whether a name that begins like a deed is of a measure: 服务国家发展战略能力."""
    return own not in known.changes and bool(ending("。" + name, known.things))


def _said(name: str, value: str, known: Words) -> str | None:
    """What a value says of the name: 断面水质 / 稳定达到Ⅲ类, 城乡差距 / 不断缩小."""
    if known.verb_of(name) and not ending(name, [*known.outcome_nouns, *known.things]):
        return name if value in known.degrees else None
    if ending(name, known.outcome_nouns) and not known.state.search(value) and not known.change.search(value):
        return None
    said = known.predicate.match(value) or known.state.search(value) or any(held in value for held in known.holds)
    return name + value if said else None


def _parted(value: str, known: Words) -> tuple[str, str]:
    """The degree a value begins with, and the rest."""
    match = known.degree.match(value) or _HEDGED.match(value)
    if match is None:
        return "", value
    return "" if match[0].startswith("较") else match[0], value[match.end() :]


def _statement(name: str, known: Words) -> bool:
    """Whether the name says something by itself."""
    if known.verb_of(name):
        return True
    return bool(known.change.search(name) or known.state.search(name)) or any(h in name for h in known.holds)
