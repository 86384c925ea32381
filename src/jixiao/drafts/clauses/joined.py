"""Several indicators in one clause: what they share is said once.

>>> from jixiao.drafts.language.points import Point
>>> def show(kind, *said):
...     print(joined([Point(f"indicators[{n}]", kind, name, value) for n, (name, value) in enumerate(said)]))
>>> show("quality", ("补贴支出合规率", "=100%"), ("补贴支出及时率", "=100%"))
补贴支出合规、及时
>>> show("quality", ("早诊率", "≥90%"), ("阳性病例随访率", "≥95%"))
早诊率90%以上、阳性病例随访率95%以上
>>> show("cost", ("宫颈癌筛查补助标准", "49元/人"), ("乳腺癌筛查补助标准", "79元/人"))
宫颈癌、乳腺癌筛查补助标准分别为每人49元、79元
>>> show("cost", ("县道养护成本", "≤900元/公里"), ("乡道养护成本", "≤500元/公里"), ("村道养护成本", "≤200元/公里"))
县道、乡道、村道养护成本每公里分别不超过900元、500元、200元
>>> show("effect", ("改善教学条件", "有效改善"), ("改善师生生活", "有效改善"))
有效改善教学条件和师生生活
>>> show("quality", ("工程合格率", "合格"), ("图书合格率", "合格"))
工程、图书均合格
>>> show("satisfaction", ("修缮单位满意度", "≥90%"), ("租赁单位满意度", "≥90%"))
修缮单位、租赁单位满意度均达到90%以上
"""

from __future__ import annotations

import re
from itertools import accumulate

from jixiao.drafts.clauses.prices import price
from jixiao.drafts.clauses.qualitative import quality
from jixiao.drafts.clauses.rates import alike, full, told_full, whole_rate
from jixiao.drafts.language.figures import counted, level, number_text
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point
from jixiao.drafts.language.words import ending, lead_of, words
from jixiao.segmentation import cut, sorts

Bond = tuple[str, ...]

_LEAST_PREFIX = 4
_LEAST_TAIL = 2
_LONGEST_STEM = 8
_FULL = 100
_MOST_TOGETHER = 54
# So many characters of names that share nothing may stand in a row, of two names more; beyond that it is a table.
_MOST_UNLIKE, _MOST_OF_TWO = 24, 34
_MOST = 4
_MOST_APART, _MOST_PRICES = 2, 3
_CROSSED = 4
# So long may a name be that stands before 分别, where the reader counts.
_SHORT_NAME = 14
# What joins parts of a text, so that a 、 would not tell where the next begins.
MARKS = re.compile("[、，；,]")
_JOINED = re.compile(r"[、，,和及与对的\d]")
_STOPPED = re.compile(r"[，；,\d]")
# How something is, which belongs to what follows: 修缮设施正常|使用率.
_HOW = {"a", "ad", "d", "m", "mq", "q"}
_AND = re.compile("[、和及与]")
_AMOUNT = re.compile(r"(?P<per>(?:每[一-龥]{1,4}?)*)(?P<limit>不低于|不超过|超过|低于|为)?(?P<amount>约?\d.*)$")
_CHANGED = re.compile("(?:下降|降低|增长|提升|提高|上升|节约|减少)(?:率|比例)$")
_RATED = ("quantity", "quality", "time", "other", "effect")
_TELLS = ("rate", "satisfaction")


def bond(point: Point) -> Bond | None:
    """What points have in common that can be said in one clause; None for one that stands alone."""
    if not point.quantified:
        return _said_alike(point) if point.kind != "satisfaction" else None
    target, known = point.target, words()
    if target.number is None or target.words or target.change or target.kind == "date" or _STOPPED.search(point.name):
        return None
    if full(point):
        return ("full", point.part)
    number, operator = number_text(target.number), str(target.operator or "=")
    if point.kind == "satisfaction" and ending("。" + point.name, ["满意度", "满意率"]):
        return None if MARKS.search(point.name) else ("satisfaction", point.name[-3:], operator, number)
    if (
        point.kind in _RATED
        and not _CHANGED.search(point.name)
        and ending(point.name, known.rates)
        and target.base_unit == "%"
    ):
        return ("rate", "=" if target.number == _FULL else operator, number, point.part)
    return None


def apart(point: Point) -> Bond | None:
    """What points have in common that are said side by side with a number each; None for one that stands alone."""
    target = point.target
    if re.search(r"[、，；,\d]", point.name) or target.number is None or target.words or target.change:
        return None
    if point.kind == "cost" and "/" in target.unit and price(point):
        return ("price", str(target.operator or "="), target.unit)
    rate = point.kind in ("quality", "time") and target.base_unit == "%" and point.name.endswith("率")
    short = len(point.name) <= _SHORT_NAME and not re.search("[按每][年季月周]|[年月日]均", point.name)
    return ("rates", "≥") if rate and short and target.operator == "≥" and target.number < _FULL else None


def joint(said: list[Point]) -> bool:
    """Whether the points can be said in one clause."""
    if len(said) < 2:
        return True
    names = [point.name for point in said]
    ties = {bond(point) for point in said}
    if len(ties) == 1 and all(tie and tie[0] == "full" for tie in ties):
        return alike(said)
    if len(ties) == 1 and None not in ties:
        return len(said) <= _MOST and len(joined(said)) <= _MOST_TOGETHER and _parted(names, bond(said[0]))
    ties = {apart(point) for point in said}
    if len(ties) != 1 or None in ties or len(said) > _beside(said[0]):
        return False
    return said[0].kind != "cost" or _tail_of(names) != ""


def _beside(point: Point) -> int:
    """How many of such points may stand side by side with a number each."""
    return _MOST_PRICES if point.kind == "cost" else _MOST_APART


def _parted(names: list[str], tie: Bond | None) -> bool:
    """Whether a reader sees where one name ends: marks stand only in what is said once, or in one name, the last."""
    if tie is None or tie[0] not in _TELLS:
        return True
    lead = lead_of(names)
    rests = [name[len(lead) :] for name in names] if len(lead) >= _LEAST_PREFIX else names
    return sum(bool(MARKS.search(rest)) for rest in rests) <= (1 if rests is names else 0)


def joined(said: list[Point]) -> str:
    """The clause of several points, what they share said once."""
    tie = bond(said[0])
    names = [whole_rate(point.name) if point.target.base_unit == "%" else point.name for point in said]
    if tie is None or len({bond(point) for point in said}) > 1:
        return _apart(said)
    if tie[0] == "full":
        return told_full(said)
    if tie[0] == "tail":
        lead = lead_of(names)
        return lead + _and([name[len(lead) :] for name in names]) + tie[2]
    if tie[0] == "act":
        return tie[1] + _and([_text(point)[len(tie[1]) :] for point in said])
    if tie[0] == "state":
        return "、".join(_text(point).removesuffix(tie[1]) for point in said) + f"均{tie[1]}"
    return together(names) + level(said[0].target, 0, all_of=True)


def together(names: list[str]) -> str:
    """The names in a row; what they share at the beginning or as their one head is said once.

    >>> together(["补贴应发尽发率", "补贴发放及时率"]), together(["农户满意度", "游客满意度"])
    ('补贴应发尽发率、补贴发放及时率', '农户、游客满意度')
    >>> together(["城乡居民养老保险补贴应发尽发率", "城乡居民养老保险补贴发放及时率"])
    '城乡居民养老保险补贴应发尽发率、发放及时率'
    >>> together(["旧区改造合格率", "节能改造合格率", "旧区改造及时率", "节能改造及时率"])
    '旧区改造、节能改造合格率和及时率'
    >>> together(["社会捐赠达标率", "消费帮扶达标率"])
    '社会捐赠、消费帮扶达标率'
    """
    lead = lead_of(names)
    rests = [name[len(lead) :] for name in names]
    if len(lead) >= _LEAST_PREFIX and all(re.fullmatch(lexicon().rate_rest, rest) for rest in rests):
        return lead + "、".join(rests)
    if crossed := _crossed(names):
        return crossed
    tails = {name[-3:] for name in names}
    stems = [name[:-3] for name in names]
    if tails <= {"满意度", "满意率"} and len(tails) == 1 and all(stem and not _JOINED.search(stem) for stem in stems):
        return "、".join(stems) + tails.pop()
    tail = ending(names[0], lexicon().rate_tails)
    stems = [name.removesuffix(tail) for name in names]
    work = {bool(sorts(cut(stem)[-1]) & {"v", "vn"}) for stem in stems if stem}  # 报告 and 工程一次验收 are unlike
    if (
        tail
        and len(work) == 1
        and all(
            name.endswith(tail) and stem and not _JOINED.search(stem) and not sorts(cut(stem)[-1]) & _HOW
            for name, stem in zip(names, stems, strict=True)
        )
    ):
        return "、".join(stems) + tail
    marked = [name for name in names if MARKS.search(name)]
    if marked:
        return "、".join(name for name in names if name not in marked) + "以及" + "、".join(marked)
    return "、".join(names)


def _crossed(names: list[str]) -> str:
    """Two things with the same two rates each, "" for anything else."""
    if len(names) != _CROSSED:
        return ""
    for count in (1, 2):
        parted = [_split(name, count) for name in names]
        heads = list(dict.fromkeys(head for head, _ in parted))
        tails = list(dict.fromkeys(tail for _, tail in parted))
        if len(heads) == len(tails) == _MOST_APART and set(parted) == {(h, t) for h in heads for t in tails}:
            return f"{heads[0]}、{heads[1]}{tails[0]}和{tails[1]}"
    return ""


def _split(name: str, count: int) -> tuple[str, str]:
    """The name before its last words, 率 a part of the word before it, and these."""
    words_of = list(cut(name))
    if len(words_of) > 1 and len(words_of[-1]) == 1:
        words_of[-2:] = ["".join(words_of[-2:])]
    return "".join(words_of[:-count]), "".join(words_of[-count:])


def _tail_of(names: list[str]) -> str:
    """The words that all names end with, "" where too little stands before them or they are too short."""
    parted = [cut(name) for name in names]
    count = 0
    while all(len(words_of) > count + 1 for words_of in parted) and len({w[-count - 1] for w in parted}) == 1:
        count += 1
    tail = "".join(parted[0][len(parted[0]) - count :]) if count else ""
    stems = [name.removesuffix(tail) for name in names]
    fit = len(tail) >= _LEAST_TAIL and all(len(stem) >= _LEAST_TAIL and not _JOINED.search(stem) for stem in stems)
    return tail if fit and all(len(stem) <= _LONGEST_STEM and "每" not in stem for stem in stems) else ""


def _apart(said: list[Point]) -> str:
    """The names in a row and their numbers in a row: …分别不低于90%、95%."""
    names = [point.name for point in said]
    if said[0].kind == "cost":
        tail = _tail_of(names)
        found = [_AMOUNT.search((price(point) or "").removeprefix(point.name)) for point in said]
        first = found[0]
        amounts = "、".join(match["amount"] for match in found if match)
        per = first["per"] if first else ""
        limit = (first["limit"] if first else "") or "为"
        stems = "、".join(name.removesuffix(tail) for name in names)
        if len({match["amount"] for match in found if match}) == 1 and first:
            return f"{stems}{tail}均{first['limit'] or '为'}{per}{first['amount']}"
        return f"{stems}{tail}分别{limit}{per}{amounts}" if limit == "为" else f"{stems}{tail}{per}分别{limit}{amounts}"
    return "、".join(name + counted(point.target, 0) for name, point in zip(names, said, strict=True))


def _said_alike(point: Point) -> Bond | None:
    """What a qualitative clause shares with others: 有效改善 before, 合格 behind."""
    known = words()
    text = _text(point)
    if not text or MARKS.search(text):
        return None
    if point.value in known.outcome and (own := known.begin.match(text)) and text.endswith(point.value):
        return ("tail", own[0], point.value)
    degree = known.degree.match(text)
    verb = known.begin.match(text, degree.end() if degree else 0)
    if degree and verb and verb[0] in known.changes and len(text) > verb.end() + 1:
        return ("act", text[: verb.end()])
    value = point.value
    plain = verb is None or point.name.endswith("率")
    if plain and text.endswith(value) and len(value) >= _LEAST_TAIL and len(text) > len(value) + 1:
        stem = text.removesuffix(value)
        return ("state", value) if not _JOINED.search(stem) and not value.startswith(("不", "无", "未")) else None
    return None


def _text(point: Point) -> str:
    found = quality(point)
    return found.text if found else ""


def _and(parts: list[str]) -> str:
    if any(_AND.search(part) for part in parts):
        return "、".join(parts)
    return "、".join(parts[:-1]) + "和" + parts[-1]


def grouped(found: list[Point]) -> list[list[Point]]:
    """What is said in one breath: first the equal ones together, then those left alone side by side."""
    out: list[list[Point]] = []
    for point in found:
        tie = bond(point)
        home = next((g for g in out if tie and bond(g[0]) == tie and joint([*g, point])), None)
        if home is not None:
            home.append(point)
        else:
            out.append([point])
    return _paired([part for item in out for part in _short(item)])


def _short(item: list[Point]) -> list[list[Point]]:
    """The item, in two where its names share nothing and would stand in a row like a table's."""
    names = [point.name for point in item]
    if bond(item[0]) is None or together(names) != "、".join(names):
        return [item]
    sizes = accumulate(len(name) for name in names)
    fit = max(sum(size <= (_MOST_UNLIKE if n > 1 else _MOST_OF_TWO) for n, size in enumerate(sizes)), 1)
    return [part for part in (item[:fit], item[fit:]) if part]


def _paired(items: list[list[Point]]) -> list[list[Point]]:
    """Items of one point that can stand side by side, two by two; three prices."""
    out: list[list[Point]] = []
    for item in items:
        tie = apart(item[0]) if len(item) == 1 else None
        near = (g for g in out if tie and len(g) < _beside(g[0]) and apart(g[0]) == tie)
        home = next((g for g in near if joint([*g, *item])), None)
        if home is not None:
            home += item
        else:
            out.append(item)
    return out
