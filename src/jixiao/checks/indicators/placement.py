"""Checks of where an indicator stands and what it is about: processes, deeds as effects, units, doubles, strangers."""

from __future__ import annotations

import re
from itertools import combinations

from jixiao.checks.indicators import alike, learned
from jixiao.checks.judgement import Counted, People, judgement, pairs, topics_of
from jixiao.checks.rows import EFFECTS, Goal, Row, named, paths_of
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal
from jixiao.text import key

_COUNT = re.compile("(总)?(数量|个数|台数|套数|人数|人次|次数|场次|份数|数|量)?(\\(.*\\))?$")
_DOING = re.compile(
    "^(新建|新增|改造|维修|维护|修建|修缮|购置|采购|更新|更换|建设|建成|完成|发放|开展|举办|组织|实施|编印|编制|印制|印发)+"
)
_MEASURE = re.compile("数量|面积|长度|里程|人次|人数|剂次|场次|次数|个数|总量|数|量|的|参加|享受|完成|共")
_SERVING = re.compile("[受惠益服务助资补]")
_OF_PEOPLE = re.compile("人数$|人次$")
# Rates of one thing that are met together: done in time, of good quality.
_ALIKE_RATES = tuple(
    re.compile(f"{words}[率性度]$")
    for words in ("(完成)?(按时|按期|及时|准时|如期)(完成)?", "(验收)?(合格|达标|通过)", "(准确|正确|无误)")
)
_ONE_RATE = (
    re.compile("(正常|稳定|连续|可靠|安全)?(可用|运行|在线)[率性]$"),
    re.compile("(减量率|减少率|减少比例|下降率|下降比例|降低率|降低比例|降幅|减幅)$"),
)
_SYSTEM = re.compile("^(业务|信息|应用|核心)?(系统|平台|网络|网站)$")
_TWO = 2
# What the people are called whose satisfaction is asked.
_PERSON = re.compile("(群众|居民|村民|市民|对象|人员|人|者|户|家庭|单位)*(对.{2,}的?)?(满意(度|率|程度|比例)?)$")
# 单台, 户均: what a price is per, and the units that may stand for it.
_EACH = re.compile("[单每](?P<per>[台座户亩人件次场批套辆])(?![次元])")
_PER = {
    unit: frozenset(alike.split())
    for unit, alike in {
        "人": "人", "名": "人", "人次": "人 次", "户": "户", "亩": "亩", "台": "台", "套": "台", "辆": "台", "座": "座",
        "处": "座", "场": "次", "次": "次", "期": "次", "件": "件", "批": "批", "批次": "批 次",
    }.items()
}  # fmt: skip
_USUAL = 3
# Two names that share less of their characters are of two indicators,
_ALIKE = 0.5
# and two that share as much may differ in one more character.
_NEAR = 0.75
# Smaller amounts are equal by chance,
_FEWEST = 3
# and so are these, unless one name holds the other.
_TELLING = 10
# Equal amounts of at least as much are rare: the names may then differ
_RARE = 100
# by so many characters.
_OTHER = 2
# Equal amounts as large tell even of names that share one character less.
_LARGE = 1000
# How long something is kept is no deed.
_LASTING = ("年", "月", "天", "日", "小时", "分钟")
_DRAWN = frozenset(("就业", "农业"))
# By what any project may work, and what it may do beside its own.
_MEANS = frozenset(("培训", "信息"))
_ANYWHERE = frozenset(("培训", "信息", "审计", "应急", "工信", "就业", "党建"))
_SAME_PERSON = {"人次": "人", "名": "人", "人份": "人", "户": "户"}


@asks("indicator.process-as-output", "indicator.output-as-effect")
def check_sorts(record: Goal, ground: Ground) -> Hits:
    """How money was managed told as an output, and deeds told as effects; each once a form."""
    words = judgement()
    pays_out = words.has("pays_out", (record.project_name if isinstance(record, ProjectGoal) else None) or "")
    managed, deeds = [], []
    outputs = [row for row in ground.rows(record) if row.family.level1 == "output"]
    for row in ground.rows(record):
        if not row.name or row.family.level1 not in ("output", "benefit"):
            continue
        ground.look("indicator.process-as-output", "indicator.output-as-effect", at=row.path)
        if pays_out and words.has("paid_when", named(row)):
            continue  # to pay it out in time is what is done
        if words.has("process", named(row)):
            managed.append(row)
        elif row.family.level2 in EFFECTS and (
            _is_deed(row) or (_is_like_deeds(row, record) and not any(_is_again(row, one) for one in outputs))
        ):
            deeds.append(row)
    if managed:
        yield Hit(
            "indicator.process-as-output", paths_of(managed, "level3"), {"names": "、".join(r.name for r in managed)}
        )
    if deeds:
        level = deeds[0].indicator.level2 or deeds[0].indicator.level1
        values = {"names": "、".join(r.name for r in deeds), "level": level}
        yield Hit("indicator.output-as-effect", paths_of(deeds, "level2"), values)


@asks("indicator.noun-unit")
def check_counted(record: Goal, ground: Ground) -> Hits:
    """The unit against the thing that is counted, and what a price is per against its name."""
    for row in ground.rows(record):
        target = row.target
        each = _EACH.search(named(row)) if target.unit.startswith(("元/", "万元/")) else None
        if each is not None:
            ground.look("indicator.noun-unit", at=row.path)
            per = target.base_unit.split("/")[1]
            if per in _PER and each["per"] in _PER and not _PER[per] & _PER[each["per"]]:
                values = {"name": row.name, "unit": target.unit, "due": f"元/{each['per']}"}
                yield Hit("indicator.noun-unit", row.paths("value"), values)
            continue
        if target.kind != "quantitative" or not target.base_unit or "/" in target.unit or target.change:
            continue
        row_of = _counted(row)
        if row_of is None or target.base_unit not in judgement().units:
            continue
        ground.look("indicator.noun-unit", at=row.path)
        fit = row_of.units if _is_known(row, row_of) else (*row_of.units, *judgement().things)
        if target.base_unit not in fit and target.unit not in fit:
            values = {"name": row.name, "unit": target.unit, "due": "、".join(row_of.units[:_USUAL])}
            yield Hit("indicator.noun-unit", row.paths("value"), values)


@asks("indicator.same-in-other-words")
def check_synonyms(record: Goal, ground: Ground) -> Hits:
    """Two indicators with the same amount and nearly the same nouns, or as it is learned that one thing is told."""
    rows = [row for row in ground.rows(record) if row.name and row.target.scaled is not None and row.target.base_unit]
    for row in rows:
        ground.look("indicator.same-in-other-words", at=row.path)
    for one, other in combinations(rows, 2):
        listed = _lists(one) == _lists(other) and _amount(one) == _amount(other)
        if (listed and _is_same(one, other)) or (_are_beside(one, other) and alike.are_one(one, other)):
            values = {"name": other.name, "other": one.name, "value": other.value}
            yield Hit("indicator.same-in-other-words", (*other.paths("level3"), f"{one.path}.level3"), values)


@asks("indicator.satisfaction-who")
def check_strangers(record: ProjectGoal, ground: Ground) -> Hits:
    """Satisfaction of people that the form speaks of nowhere else."""
    for row in (row for row in ground.rows(record) if row.name):
        if row.measure != "satisfaction" and row.family.level2 != "satisfaction":
            continue
        ground.look("indicator.satisfaction-who", at=row.path)
        rest = _rest(record, row, ground)
        who = _stranger(named(row), rest)
        if who and not pairs(named(row)) & pairs(rest):
            yield Hit("indicator.satisfaction-who", row.paths("level3"), {"name": row.name, "who": who})


def of_another_matter(record: ProjectGoal, ground: Ground) -> dict[str, tuple[str, str]]:
    """By path the name of each indicator whose topic the form speaks of nowhere else, and the topic.

    Of an ordinary form about one in eight is so indeed: reason to leave it out of a draft, not to tell an office.
    """
    out = {}
    own = topics_of(f"{record.project_name or ''}\n{record.goal_annual or ''}\n{record.goal_lifetime or ''}")
    for row in (row for row in ground.rows(record) if own and row.name):
        topics = topics_of(named(row))
        if "satisfaction" in (row.measure, row.family.level2) or row.family.level2 in ("", "timeliness", "cost"):
            continue
        if judgement().has("none_is_due", named(row)):
            continue  # no harm may come of any project
        if row.family.level1 != "output":
            topics -= _MEANS
        else:
            topics -= topics if judgement().has("broad", record.project_name or "") else _ANYWHERE
        if judgement().has("drawn", named(row)):
            topics -= _DRAWN
        rest = _rest(record, row, ground)
        if topics and not topics & topics_of(rest) and not pairs(named(row)) & pairs(rest):
            out[row.path] = row.name, "、".join(sorted(topics))
    return out


def _rest(record: ProjectGoal, row: Row, ground: Ground) -> str:
    """What a form says beside an indicator."""
    said = (record.project_name, record.department, record.goal_annual, record.goal_lifetime, record.purpose)
    return "\n".join(filter(None, (*said, *(other.name for other in ground.rows(record) if other is not row))))


def _stranger(name: str, rest: str) -> str:
    """The people whose satisfaction is asked and of whom the rest of the form says nothing, "" where there are none."""
    flat = key(rest)
    for group in judgement().people:
        found = group.who.search(name)
        if found is not None and not group.about.search(flat) and (not group.open or _others(group, flat)):
            return found[0]
    return ""


def _others(group: People, flat: str) -> bool:
    """Whether the form speaks of people of another group."""
    return any(other.who.search(flat) for other in judgement().people if other is not group)


def _is_deed(row: Row) -> bool:
    words, target = judgement(), row.target
    if target.kind == "qualitative":
        return words.has("deed_told", named(row))
    if target.kind != "quantitative" or target.base_unit in ("", "%", *_LASTING) or target.change or not target.scaled:
        return False  # nought of something is no deed
    return words.has("deed_named", named(row)) and not words.has("deed_except", named(row))


def _is_like_deeds(row: Row, record: Goal) -> bool:
    """Whether a count among the effects, or a rate of how far something is done, is worded as deeds are."""
    target = row.target
    if not isinstance(record, ProjectGoal) or target.kind != "quantitative" or target.change or not target.scaled:
        return False
    if target.base_unit == "%":
        chance = learned.chance(row, "deed", record.project_name or "")
        return judgement().has("done_rate", named(row)) and chance > 1 / 2
    if target.base_unit in ("", *_LASTING):
        return False
    return not judgement().has("deed_except", named(row)) and learned.says(row, "deed", record.project_name or "")


def _is_again(effect: Row, output: Row) -> bool:
    """Whether an effect is an output over again, which is told as that."""
    a, b = set(named(effect)), set(named(output))
    return _amount(effect) == _amount(output) and len(a & b) >= _ALIKE * max(len(a), len(b))


def _counted(row: Row) -> Counted | None:
    """The row of units for the noun that the name ends with."""
    noun = _COUNT.sub("", _DOING.sub("", named(row)))
    if _OF_PEOPLE.search(named(row)):
        return None
    return next((counted for counted in judgement().counted if noun and counted.noun.search(noun)), None)


def _is_known(row: Row, row_of: Counted) -> bool:
    """Whether more than the last character of a name says what is counted: of 无人机 only 机 is known."""
    match = row_of.noun.search(_COUNT.sub("", _DOING.sub("", named(row))))
    return match is not None and len(match[0]) > 1


def _are_beside(one: Row, other: Row) -> bool:
    """Whether two rows could be one thing told twice: an effect told as an output too is told as that."""
    scopes, levels = {one.indicator.scope, other.indicator.scope}, {one.family.level2, other.family.level2}
    rates = one.target.base_unit == other.target.base_unit == "%" and levels <= {"quality", *EFFECTS}
    return len(scopes) == 1 and (len(levels) == 1 or levels <= set(EFFECTS) or rates)


def _lists(row: Row) -> tuple[str, str, str]:
    return row.indicator.scope, row.family.level1, row.family.level2


def _amount(row: Row) -> tuple[object, str, object]:
    unit = row.target.base_unit
    return row.target.scaled, _SAME_PERSON.get(unit, unit), row.target.change


def _is_same(one: Row, other: Row) -> bool:
    """Whether two names say the same but for doing words and measures; shares are alike too often to be told."""
    amount = one.target.scaled or 0
    if "satisfaction" == one.family.level2 == other.family.level2:
        asked = [_PERSON.sub("", named(row)) for row in (one, other)]
        return asked[0] == asked[1] and len(asked[0]) > 1
    if one.target.base_unit == "%" and one.family.level2 != "cost" and named(one) != named(other):
        return any(_rated(one, ends) == _rated(other, ends) != "" for ends in _ALIKE_RATES) or _is_one_rate(one, other)
    if one.target.base_unit == "%" or one.family.level2 == "cost" or amount < _FEWEST or named(one) == named(other):
        return False
    core, beside = (_MEASURE.sub("", _DOING.sub("", named(row))) for row in (one, other))
    if _is_instead(core, beside):
        return False
    a, b = set(core), set(beside)
    if amount >= _LARGE and len(a & b) == _USUAL - 1 and (a <= b or b <= a):
        return True
    if len(a & b) < _USUAL or len(a & b) < _ALIKE * max(len(a), len(b)):
        return False
    if amount < _TELLING:
        return len(a & b) > _USUAL and (a <= b or b <= a)
    near = len(a & b) >= _NEAR * max(len(a), len(b))
    return min(len(a - b), len(b - a)) <= (_OTHER if amount >= _RARE else 1 if near else 0)


def _is_one_rate(one: Row, other: Row) -> bool:
    """Whether two rates are of one thing: how long a system is up, how much less there is of something."""
    up, less = ([ends.sub("", named(row)) for row in (one, other)] for ends in _ONE_RATE)
    names = [named(row) for row in (one, other)]
    if all(core != name for core, name in zip(up, names, strict=True)):
        return {_SYSTEM.sub("", core) for core in up} == {""} or up[0] == up[1]
    if all(core != name for core, name in zip(less, names, strict=True)):
        return any(less) and (less[0] in less[1] or less[1] in less[0] or len(pairs(less[0]) & pairs(less[1])) >= _TWO)
    return False


def _is_instead(one: str, other: str) -> bool:
    """Whether two names differ by what stands in one place only, so many characters in each: 宫颈癌检查, 乳腺癌检查."""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    end = next((i for i, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), 0)
    left, right = one[start : len(one) - end], other[start : len(other) - end]
    if _SERVING.search(left) or _SERVING.search(right):
        return False
    return bool(start or end) and len(left) == len(right) > 1 and not set(left) & set(right)


def _rated(row: Row, ends: re.Pattern[str]) -> str:
    """What a rate is of, where its name ends so, "" where it does not."""
    core = ends.sub("", named(row))
    return core if core != named(row) and len(core) > 1 else ""
