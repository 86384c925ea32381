"""Checks of what a goal says: slogans, another project's goal, deeds without an indicator, wording."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jixiao.checks.goals.slips import pieces, slips_in
from jixiao.checks.judgement import head_noun, judgement, pairs, topics_of
from jixiao.checks.rows import Goal, Row
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal
from jixiao.text import key

_DIGITS = re.compile(r"\d|[一二三四五六七八九十百千万两]+[个项次场家所座台套人名户公亩吨]")
_CLAUSES = re.compile("[,，。;；、:：\n]|(?<=[\u4e00-\u9fff])(?:并|和|及)(?=[\u4e00-\u9fff])")
_SENTENCE = re.compile("[。;；\n]")
_COMMA = re.compile("[,，。；;、\n]")
_LEAD = re.compile(r"^[\d.、()（）一二三四五六七八九十]*(并|同时|完成|计划|全年|拟|通过|继续|本年度?|20\d\d年)*")
_DONE = re.compile("^[\\d.、()（）]*(并|同时)?完成")
_AMOUNTS = re.compile(
    r"[\d.,%≥≤]+[万亿]?(?:平方公里|平方米|立方米|延长米|公顷|公里|人次|场次|剂次|[\u4e00-\u9fff]{0,2})"
)
_HAN = re.compile("[\u4e00-\u9fff]")
# Where a numbered point begins.
_POINT = re.compile(
    r"目标[\d一二三四五六七八九十]+[:：]|(?:^|(?<=[\n。；;]))\s*(?:[(（][\d一二三四五六七八九十]+[)）]|\d{1,2}[.、](?!\d)|[①-⑳]|[一二三四五六七八九十]是)"
)
# How and why something is done, and what is only to go on, is nothing done.
_MANNER = re.compile("^(在|以|为|通过|坚持|根据|按照|围绕|发挥|保障|确保|全力|大力)|预算|经费")
# A point says something of its own with so many pairs of characters.
_TELLING = 3
# and is told by indicators that have more than this part of them.
_HARDLY = 0.1
# A longer text must end as a sentence does.
_LONG = 30
# So many characters of a sentence are quoted.
_SHOWN = 18
# The name of what is done has so many characters, at least and at most.
_OBJECT = (3, 14)
# Behind these the clause says when, and no deed: 改造后支持4K.
_WHEN = ("后", "前", "时", "期间")
_JOINED = ("和", "及", "并", "与", "、")
_HARD = re.compile("[,，。；;\n]")
_NUMBER = re.compile(r"\d[\d,.]*")
_NO_HARM = re.compile("(?:[不未]|杜绝|避免)(?:发生|出现)?(.{4,30})$")
_HAPPENS = ("事故", "事件", "疫情", "案件", "舆情", "险情", "灾情")
_HARM = re.compile("^(重特?大|较大|一般)*(?=.{2})|(事故|事件|疫情|案件|舆情|险情|灾情)(的?发生)?$")
_TRACED = 1
_SLOGANS = 2
_TOLD = 0.35
_NAMED = 3
_MANY = 7
# A task in words is one more where so many indicators are told by the goal, and it has so much of its own.
_ELSE_TOLD, _OWN_PAIRS = 3, 2


@asks("goal.slogan", "goal.other-project")
def check_substance(record: ProjectGoal, ground: Ground) -> Hits:
    """Goals that could stand on any form, and goals that are another project's."""
    rows = [row for row in ground.rows(record) if row.name]
    for path in ("goal_annual", "goal_lifetime"):
        text = getattr(record, path) or ""
        if len(key(text)) < ground.settings.min_goal or ground.words.has("placeholder.text", text):
            continue
        about, told = pairs(record.project_name or ""), pairs(text)
        named = [row for row in rows if pairs(row.name + row.value) & told]
        known = bool(about & told) or len(named) > _TRACED
        if path == "goal_annual" and rows and about:
            ground.look("goal.other-project")
        if known or not rows:
            continue
        topics = topics_of(text) - topics_of((record.project_name or "") + "".join(row.name for row in rows))
        slogan = len(set(judgement().patterns["slogan"].findall(key(text)))) >= _SLOGANS
        slogan = slogan or not (topics_of(text) or judgement().has("deed", text))
        if not _DIGITS.search(key(text)) and slogan:
            yield Hit("goal.slogan", (path,))
        elif path == "goal_annual" and about and topics and not slogan and _DIGITS.search(key(text)):
            yield Hit("goal.other-project", (path, "project_name"), {"text": _SENTENCE.split(text)[0][:_SHOWN]})


@asks("goal.deed-without-indicator")
def check_deeds(record: ProjectGoal, ground: Ground) -> Hits:
    """What the goal says will be done, and no indicator speaks of; only where the goal is told by indicators else."""
    rows = [row for row in ground.rows(record) if row.name]
    clauses, harms = list(_deeds(record.goal_annual or "")), list(_harms(record.goal_annual or ""))
    if not rows or not record.goal_annual:
        return
    known = frozenset[str]().union(*(pairs(f"{row.name}{row.indicator.description or ''}{row.value}") for row in rows))
    ground.look("goal.deed-without-indicator")
    about = pairs(record.project_name or "")
    without = [
        text
        for text, noun, meant in clauses
        if noun
        and noun not in known | about
        and len(meant & (known | about)) < _TOLD * len(meant)
        and not any(_speaks(row.name, text) or _counts_on(row.value, text, record.goal_annual or "") for row in rows)
    ]
    told = _told(rows, record.goal_annual or "")
    without = without if len(without) < len(clauses) + told else []
    without += [text for text, own in harms if own and told and not own & (known | about)]
    if told >= _ELSE_TOLD:
        tasks = _tasks(record.goal_annual or "")
        without += [text for text, own in tasks if text not in without and not own & (known | about)]
    if without:
        yield Hit("goal.deed-without-indicator", ("goal_annual",), {"text": "、".join(without[:_MANY])})
        return
    points = list(_points(record.goal_annual or ""))
    open_ones = [
        text
        for text, own in points
        if len(own - about) >= _TELLING
        and len(own & known - about) <= _HARDLY * len(own)
        and not _MANNER.search(text)
        and not judgement().has("slogan", text)
    ]
    if open_ones and len(points) > 1:
        yield Hit("goal.deed-without-indicator", ("goal_annual",), {"text": "、".join(open_ones[:_MANY])})


@asks("goal.wording")
def check_wording(record: Goal, ground: Ground) -> Hits:
    """Marks and words twice, sentences without an end, slips of the pen."""
    beside = pieces("\n".join(one.level3 or "" for one in record.indicators))
    for path in ("goal_annual", "goal_lifetime"):
        text = getattr(record, path, None) or ""
        faults = list(_faults(text)) if len(key(text)) >= ground.settings.min_goal else []
        faults += [f"“{slip.written}”像是“{slip.meant}”" for slip in slips_in(text, beside)]
        if faults:
            yield Hit("goal.wording", (path,), {"said": "；".join(faults[:_NAMED])})


def _speaks(name: str, clause: str) -> bool:
    """Whether an indicator has most of the characters of a clause, in whatever order."""
    own = set(_HAN.findall(judgement().patterns["deed"].sub("", clause)))
    return len(own & set(name)) * 2 > len(own)


def _counts_on(value: str, clause: str, goal: str) -> bool:
    """Whether the number of an indicator stands behind the clause, joined with it: 培训书记和党员骨干1350人次."""
    for whole in _HARD.split(key(goal)):
        rest = whole.partition(clause)[2]
        if rest[:1] in _JOINED and any(number in key(value) for number in _NUMBER.findall(rest)):
            return True
    return False


def _deeds(text: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """The clauses that say what will be done, each with the end of its object and all that is particular in it."""
    deed, other = judgement().patterns["deed"], judgement().patterns["deed_not"]
    for part in _CLAUSES.split(text):
        clause = _LEAD.sub("", key(part))
        match = deed.match(clause)
        if other.search(clause) or (match is None and not (_DONE.search(key(part)) and deed.search(clause))):
            continue
        thing = _AMOUNTS.sub("", clause[match.end() if match else 0 :])
        if thing.startswith(_WHEN):
            continue
        thing = re.sub(f"{deed.pattern}$", "", thing) if match is None else thing
        if _OBJECT[0] <= len(thing) <= _OBJECT[1]:
            yield clause, head_noun(thing), pairs(thing)


def _tasks(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """What the goal says in words will be taken up (推行节地生态安葬), with what is particular in it; what any
    project may say is none."""
    words = judgement()
    for part in _CLAUSES.split(text):
        clause = _POINT.sub("", key(part))
        match = words.patterns["task"].match(clause)
        if match is None or _NUMBER.search(clause) or words.has("slogan", clause) or words.has("task_not", clause):
            continue
        if len(own := pairs(clause[match.end() :])) >= _OWN_PAIRS:
            yield clause, own


def _harms(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """What the goal says will not happen, each with all that is particular in it: 不发生食品安全事件和传染病疫情."""
    for part in _HARD.split(key(text)):
        match = _NO_HARM.search(part)
        for what in re.split("[、和及与或]", match[1]) if match else ():
            if what.endswith(_HAPPENS) and len(what) > _OBJECT[0]:
                yield f"不发生{what}", pairs(_HARM.sub("", what))


def _points(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The numbered points of a goal, each with its first clause and all that is particular in that."""
    starts = list(_POINT.finditer(text))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    for match, end in zip(starts, ends, strict=False):
        point = key(text[match.end() : end])
        first = _COMMA.split(point)[0]
        yield first[:_SHOWN] + ("…" if len(first) > _SHOWN else ""), pairs(first)


def _told(rows: list[Row], text: str) -> int:
    """How many indicators the goal speaks of."""
    told = pairs(text)
    return sum(bool(pairs(row.name) & told) for row in rows)


def _faults(text: str) -> Iterator[str]:
    words = judgement().patterns
    flat = text.replace("……", "")
    for name, said in (
        ("marks", "标点重复"),
        ("words", "词重复"),
        ("doubled", "前后两个界限重复"),
        ("unfinished", "话没有说完"),
        ("done", "说成已经做到的，目标写要做到的"),
    ):
        match = words[f"wording.{name}"].search(key(flat))
        if match is not None and not (name == "words" and len(set(match[0])) == 1):
            yield f"“{match[0]}”{said}"
    lines = text.strip().split("\n")
    if len(lines) == 1 and len(key(text)) >= _LONG and not words["wording.ends"].search(text.strip()):
        yield "末尾没有句号"
    opened, closed = (sum(text.count(mark) for mark in marks) for marks in ("（(《“", "）)》”"))
    if opened != closed:
        yield "括号或引号不成对"
