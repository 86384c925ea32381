"""Whether a reader is likely to find a suggestion useful, by what the form itself bears out.

The rule is what a regression on judged suggestions (`eval/judged/suggestions.yaml`) came to, each list left out in
turn; `python -m eval.suggestions.kept` says what it kept of them as it was then.
"""

from __future__ import annotations

import re

from jixiao.checks.judgement import judgement, pairs
from jixiao.library import Card, vocabulary
from jixiao.library.profile import thing_of
from jixiao.library.vocabulary import Usual
from jixiao.text import key

# What keeps the work right; how much is made and what it costs is the project's own to say.
KEEPING = ("quality", "timeliness", "satisfaction")
# What must not happen can be looked up; what is hoped for is the project's own to say.
_CHECKED = ("harm", "safety")
_HARM = "harm"
_WORKS = re.compile("改造|建设|修缮|购置|采购|装修|新建|扩建|维修")
_WORKS_TYPE = re.compile("工程|建筑|建设|改造|维修|养护|管护|购置|道路|设施|供水|整治|治理|防治|绿化|保护|照明|装备")
_SLOT = "{}"
# Units in which people are counted, each once or as often as they come.
_PEOPLE = ("人", "名", "位", "人次")
# What a value says that asks for none, or for no more than so many.
_CEILING = re.compile("^=0|上限")
# Names that any project may have, or that nobody can work out.
_EMPTY = re.compile("完成率$|(机制|制度|体系|管理)[\u4e00-\u9fff]{0,4}(健全|完善|规范)")


def is_useful(name: str, family: str, usual: Usual | None, card: Card) -> bool:
    """Whether the form asks nobody if they are satisfied, and the name would; or the type of project has it of its own
    (`usual` in the frame), name or goal of the project speak of what is particular in it, and it keeps the work right:
    no count, no price, no effect that is only hoped for.

    An effect is borne out by more than the project's object alone: by what else the frame says of it. What a reviewer
    asks of a field of work must be of something that the form speaks of, and people counted are not asked for again.
    """
    if family == "satisfaction" and family not in card.families:
        return not judgement().has("serves_none", card.name)
    if usual is not None and usual.asked:
        said = "。".join((card.name, card.purpose, *(entry.name for entry in card.entries)))
        borne = family in ("cost", "satisfaction") or pairs(name) & pairs(said)
        return bool(borne) and not (_counts_reached(usual) and any(e.written in _PEOPLE for e in card.entries))
    if usual is None or not usual.own or not says_something(name) or not _is_spoken_of(usual, card):
        return False
    if usual.aspect.code == _HARM and _is_of_use_only(usual, card):
        return False
    output = family in KEEPING
    borne = pairs(name if output else usual.worded("，")) & pairs(f"{card.name}。{card.purpose}")
    return bool(borne) and (output or usual.aspect.code in _CHECKED)


def _is_of_use_only(usual: Usual, card: Card) -> bool:
    """Whether a project builds or buys, and the type that has the indicator is of what that is for (beds for the ill
    keep no illness away)."""
    types = [kind.name for kind in vocabulary().frame.types if usual in kind.indicators]
    return bool(_WORKS.search(card.name)) and not any(_WORKS_TYPE.search(name) for name in types)


def _is_spoken_of(usual: Usual, card: Card) -> bool:
    """Whether what the name of a slot is filled with is a thing that the form speaks of besides its title (a title may
    end in words that are no thing: 轮换费用, 防火能力)."""
    kind = next((t for name in card.types for t in vocabulary().frame.types if t.name == name), None)
    thing = thing_of(card.name, kind) if kind is not None and _SLOT in usual.name else ""
    return not thing or key(thing) in key(f"{card.purpose}{''.join(entry.name for entry in card.entries)}")


def _counts_reached(usual: Usual) -> bool:
    """Whether it only asks how many people the project reaches, as any of its field is asked: neither how many came to
    harm nor how many got what the form must speak of for it (work, a place)."""
    return usual.name.endswith(("人数", "人次")) and not usual.needs and not _CEILING.search(usual.value)


def says_something(name: str) -> bool:
    """Whether a name is of something that one project has and can work out."""
    return _EMPTY.search(name) is None
