"""The words of the library, read from schemas/library/ and checked: measures, actions, levels, domains, frame."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from jixiao import resources
from jixiao.errors import ResourceError

FOLDER = "schemas/library"
Nature = Literal["rate", "count", "money", "time", "state", ""]
Needs = Literal["alone", "action", "object"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a name ends with: its canonical writing, nature, and what belongs to the canonical name beside it."""

    name: str
    nature: Nature
    needs: Needs
    called: str


@dataclass(frozen=True, slots=True)
class Family:
    """A kind of indicator: its code, Chinese name, words of printed levels, and whether every project has it."""

    code: str
    name: str
    words: tuple[str, ...]
    usual: bool
    levels: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Domain:
    """行业领域: the 类 of the functional classification, and words that point to it."""

    code: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """What an indicator looks at: its family, the words of a name that show it (none: any indicator of the family), and
    why a project needs it, where {} is the project's object. What is `minor` only a form without the family needs;
    `also` are other families that such an indicator may stand under.
    """

    code: str
    family: str
    words: tuple[str, ...]
    why: str
    minor: bool
    also: tuple[str, ...] = ()

    def seen_in(self, family: str, name: str) -> bool:
        """Whether an indicator of that family and name looks at this."""
        filed = family == self.family or family in self.also
        return filed and (not self.words or any(word in name for word in self.words))


@dataclass(frozen=True, slots=True)
class Usual:
    """An indicator of the frame: the aspect it looks at, its name, where {} is the project's object, its value, the
    words one of which a form must have for it to apply (none: it applies to all), whether it is of the type's `own`
    or of all types of a group, and whether it is what a reviewer asks of a field of work."""

    aspect: Aspect
    name: str
    value: str
    needs: tuple[str, ...] = ()
    own: bool = False
    asked: bool = False

    @property
    def family(self) -> str:
        """The kind of indicator."""
        return self.aspect.family

    def worded(self, thing: str) -> str:
        """The name for a project about that thing."""
        return self.name.replace("{}", thing)


@dataclass(frozen=True, slots=True)
class ProjectType:
    """A type of project: the words that tell it, its object, whether a project's own name is to be looked at for it
    ("name", "people", "fixed"), and its usual indicators."""

    name: str
    words: tuple[str, ...]
    thing: str
    thing_from: str
    indicators: tuple[Usual, ...]


@dataclass(frozen=True, slots=True)
class Things:
    """How the object of a project is found in its name; see frame.yaml."""

    acts: tuple[str, ...]
    tails: tuple[str, ...]
    heads: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of common indicators: what it is called, what is said of it, what indicators look at, types of project,
    and what any project has."""

    name: str
    says: str
    aspects: tuple[Aspect, ...]
    things: Things
    types: tuple[ProjectType, ...]
    general: tuple[Usual, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the library knows of words; `fingerprint` changes with the files."""

    measures: Mapping[str, Measure]
    per: Mapping[str, str]
    actions: Mapping[str, str]
    fillers: tuple[str, ...]
    effects: tuple[tuple[str, tuple[str, ...]], ...]
    families: Mapping[str, Family]
    natures: Mapping[str, str]
    domains: tuple[Domain, ...]
    code_labels: tuple[str, ...]
    region: re.Pattern[str]
    frame: Frame
    fingerprint: str


@cache
def vocabulary() -> Vocabulary:
    """The words of this installation; ResourceError where a file is missing or wrong."""
    root = resources.folder(FOLDER)
    measures, levels, domains, frame = (
        resources.read_yaml(root / f"{name}.yaml") for name in ("measures", "levels", "domains", "frame")
    )
    try:
        return Vocabulary(
            measures=_measures(measures["measures"]),
            per=measures["per"],
            actions={word: name for name, words in measures["actions"].items() for word in words},
            fillers=tuple(measures["fillers"]),
            effects=tuple((name, tuple(words)) for name, choices in measures["effects"].items() for words in choices),
            families=_families(levels),
            natures=levels["natures"],
            domains=tuple(Domain(d["code"], d["name"], tuple(d["words"])) for d in domains["domains"]),
            code_labels=tuple(domains["labels"]),
            region=_region(domains["regions"]),
            frame=_frame(frame, levels["families"]),
            fingerprint=resources.fingerprint(FOLDER),
        )
    except (KeyError, TypeError, ValueError) as exc:
        raise ResourceError(f"词表 {root} 的写法不对（{type(exc).__name__}：{exc}）；请对照 README.md 改正") from exc


def _measures(listed: list[dict[str, Any]]) -> dict[str, Measure]:
    """Every writing of every measure."""
    out: dict[str, Measure] = {}
    for one in listed:
        measure = Measure(one["name"], one["nature"], one["needs"], one.get("called", one["name"]))
        for written in (one["name"], *one.get("same", ())):
            out.setdefault(written, measure)
    return out


def _families(levels: dict[str, Any]) -> dict[str, Family]:
    filed = levels["filed"]
    return {
        code: Family(code, said["name"], tuple(said["words"]), said["usual"], (filed[code][0], filed[code][1]))
        for code, said in levels["families"].items()
    }


def _frame(frame: dict[str, Any], families: Mapping[str, Any]) -> Frame:
    aspects: dict[str, Aspect] = {}
    for code, said in frame["aspects"].items():
        if said["family"] not in families:
            raise ValueError(f"frame.yaml 中没有 {said['family']} 这一类")
        words = () if said["words"] == ["any"] else tuple(said["words"])
        minor, also = said.get("minor", False), tuple(said.get("also", ()))
        aspects[code] = Aspect(code, said["family"], words, said["why"], minor, also)

    def usual(listed: list[list[Any]], own: bool = False) -> tuple[Usual, ...]:
        return tuple(Usual(aspects[code], name, value, tuple(*needs), own) for code, name, value, *needs in listed)

    groups, things = frame["groups"], frame["things"]
    types = tuple(
        ProjectType(
            name,
            tuple(said["words"]),
            said["object"],
            groups[said["of"]]["thing"],
            usual(said["slots"], own=True) + usual(groups[said["of"]]["slots"]),
        )
        for name, said in frame["types"].items()
    )
    found = Things(
        tuple(word for line in things["acts"] for word in line),
        tuple(things["tails"]),
        tuple(things["heads"]),
        tuple(things["people"]),
    )
    return Frame(frame["name"], frame["says"], tuple(aspects.values()), found, types, usual(frame["general"]))


def _region(ends: list[str]) -> re.Pattern[str]:
    """The names of places that a name begins with, one after another: 济南市市中区."""
    said = "|".join(map(re.escape, ends))
    return re.compile(rf"(?:[\u4e00-\u9fff]{{2,7}}?(?:{said}))+")
