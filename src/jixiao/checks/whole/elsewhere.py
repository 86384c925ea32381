"""What a form should not speak of: offices and laws that are no more, other places, what others decide or pay for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from jixiao.checks.indicators import learned
from jixiao.checks.judgement import pairs
from jixiao.checks.rows import Goal, Row, named
from jixiao.checks.violation import Ground, Hit, Hits, asks
from jixiao.records import ProjectGoal
from jixiao.resources import folder, read_yaml
from jixiao.segmentation import sorts
from jixiao.text import key

Pattern = re.Pattern[str]
_SHOWN = 4
_WHOLE = re.compile("^(?:带动|拉动|促进)?[全本](?:国|省|市|县|区|镇|乡|域)")
_PLEASED = re.compile("的?满意(?:度|率|程度)?$")


class Gone(NamedTuple):
    """A name that was used until some year, and what is used since."""

    was: Pattern
    since: int
    now: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The words of `schemas/checks/elsewhere.yaml`; `levels` are those of government, the widest first."""

    offices: tuple[Gone, ...]
    laws: tuple[Gone, ...]
    levels: tuple[str, ...]
    office: Mapping[str, Pattern]
    scope: Mapping[str, Pattern]
    selves: Mapping[str, Pattern]
    due: tuple[tuple[Pattern, Pattern], ...]
    patterns: Mapping[str, Pattern]

    @property
    def places(self) -> frozenset[str]:
        """What an office calls the place that it is of."""
        return frozenset("县区")

    def has(self, name: str, text: str) -> bool:
        """Whether the pattern of that name is found in the text."""
        return self.patterns[name].search(key(text)) is not None


@cache
def elsewhere() -> Elsewhere:
    """The file, read once."""
    data: dict[str, Any] = read_yaml(folder("schemas/checks") / "elsewhere.yaml")
    texts = {name: value for name, value in data.items() if isinstance(value, str) and name != "law"}
    law = data["law"]
    return Elsewhere(
        offices=tuple(Gone(re.compile(row["was"]), row["since"], row["now"]) for row in data["renamed"]),
        laws=tuple(
            Gone(re.compile(law.replace("{laws}", row["law"])), row["since"], row["now"]) for row in data["ended"]
        ),
        levels=tuple(data["levels"]),
        office={name: re.compile(f"(?:{text})") for name, text in data["office"].items()},
        scope={name: re.compile(text) for name, text in data["scope"].items()},
        selves={name: re.compile(text) for name, text in data["own_alike"].items()},
        due=tuple((re.compile(what), re.compile(by)) for what, by in data["macro_due"].items()),
        patterns={name: re.compile(text) for name, text in texts.items()},
    )


@asks("goal.elsewhere")
def check_elsewhere(record: ProjectGoal, ground: Ground) -> Hits:
    """Names in the goal that do not go with the office or the year."""
    text = key(record.goal_annual or "")
    if not text:
        return
    ground.look("goal.elsewhere")
    told = [
        f"“{said}”{why}"
        for said, why in (
            *_gone(text, record.year),
            *_places(record, text),
            *_scopes(record, text),
            *_selves(record, text),
        )
    ]
    if told:
        yield Hit("goal.elsewhere", ("goal_annual",), {"said": "；".join(dict.fromkeys(told[:_SHOWN]))})


def _gone(text: str, year: int | None) -> Iterator[tuple[str, str]]:
    known = elsewhere()
    for entry in known.offices:
        match = entry.was.search(text)
        if match and year is not None and year >= entry.since:
            yield match[0], f"是从前的名称，现在是{entry.now}"
    for entry in known.laws:
        match = entry.was.search(text)
        if match and year is not None and year >= entry.since:
            yield match[0], f"已经废止，现在是{entry.now}"


def _places(record: ProjectGoal, text: str) -> Iterator[tuple[str, str]]:
    """A place of the office's own level that is another one."""
    known, office = elsewhere(), key(f"{record.department or ''}{record.implementer or ''}")
    beside = key(f"{record.project_name or ''}{record.purpose or ''}") + office
    own = _level(office)
    for match in known.patterns["place"].finditer(text):
        name, level = match["name"], match["level"]
        same = known.office["镇"].fullmatch(level) if own == "镇" else known.office["县"].fullmatch(level)
        stem = name[: -len(level)]
        deed = sorts(stem) == {"v"}  # 组织|县花鼓剧团
        if own in ("镇", "县") and same and name not in beside and not deed and not known.has("place_not", stem):
            yield name, f"不是{record.department or record.implementer}的地方"


def _scopes(record: ProjectGoal, text: str) -> Iterator[tuple[str, str]]:
    """Work for more than the office's own place."""
    known, own = elsewhere(), _level(key(record.department or record.implementer or ""))
    if not own:
        return
    for level, words in known.scope.items():
        for match in words.finditer(text):
            wider = known.levels.index(level) < known.levels.index(own)
            if wider and known.patterns["scope_around"].search(text[match.end() :]):
                yield match[0], f"超出{record.department or record.implementer}管的范围"


def _selves(record: ProjectGoal, text: str) -> Iterator[tuple[str, str]]:
    """What the office calls itself, where it is none of that kind."""
    known, office = elsewhere(), key(f"{record.department or ''}{record.implementer or ''}")
    kinds = [kind for kind, alike in known.selves.items() if alike.search(office)]
    for match in known.patterns["own_name"].finditer(text):
        place = match["kind"] in known.places and not any(kind in known.places for kind in kinds)
        if office and match["kind"] not in kinds and not place:
            yield match[0], f"不是{record.department or record.implementer}的自称"


def _level(office: str) -> str:
    """The level of government of an office by the place it names, "" where it names none."""
    known = elsewhere()
    found = [(match.end(), level) for level in known.levels for match in known.office[level].finditer(office[:12])]
    return max(found)[1] if found else ""


@asks("indicator.others-decide")
def check_deciders(record: ProjectGoal, ground: Ground) -> Hits:
    """Indicators of what the whole place, a court or an exam decides, but for projects that are about it."""
    about = key(f"{record.project_name or ''}{record.purpose or ''}{record.department or ''}")
    found = []
    for row in _effects(ground.rows(record)):
        ground.look("indicator.others-decide", at=row.path)
        name = named(row)
        if learned.says(row, "far", record.project_name or "") and not _is_its_own(name, record):
            found.append(row)
            continue
        match = elsewhere().patterns["macro"].search(name) or elsewhere().patterns["verdict"].search(name)
        if match is None or elsewhere().has("macro_not", name):
            continue
        if not any(what.search(match[0]) and by.search(about) for what, by in elsewhere().due):
            found.append(row)
    if found:
        names = "、".join(f"“{row.name}”" for row in found[:_SHOWN])
        paths = tuple(path for row in found for path in row.paths("level3"))
        yield Hit("indicator.others-decide", paths, {"names": names})


def _is_its_own(name: str, record: ProjectGoal) -> bool:
    """Whether half of what an indicator measures stands in the project's name."""
    own = pairs(_WHOLE.sub("", name))
    return bool(own) and len(own & pairs(record.project_name or "")) * 2 >= len(own)


@asks("indicator.satisfaction-who")
def check_asked(record: Goal, ground: Ground) -> Hits:
    """Satisfaction of who is paid for the work, does it or is set over it, where the project is not for them."""
    known, about = elsewhere(), _about(record)
    served = key(f"{about}{record.goal_annual or ''}")
    for row in ground.rows(record):
        if not row.name or "satisfaction" not in (row.measure, row.family.level2):
            continue
        ground.look("indicator.satisfaction-who", at=row.path)
        name = named(row)
        paid = known.patterns["suppliers"].search(name)
        if paid and not known.has("suppliers_due", about):
            yield Hit("indicator.satisfaction-who", row.paths("level3"), {"name": row.name, "who": paid[0]})
        elif (own := known.patterns["staff"].search(name)) and not known.has("staff_due", about):
            yield Hit("indicator.satisfaction-who", row.paths("level3"), {"name": row.name, "who": own[1]})
        elif (doer := known.patterns["doers"].search(name)) and not known.has("doers_due", served):
            yield Hit("indicator.satisfaction-who", row.paths("level3"), {"name": row.name, "who": doer[0]})
        elif over := known.patterns["superiors"].search(name):
            yield Hit("indicator.satisfaction-who", row.paths("level3"), {"name": row.name, "who": over[0]})
        elif _asks_doers(row, record, served):
            values = {"name": row.name, "who": _PLEASED.sub("", name)}
            yield Hit("indicator.satisfaction-who", row.paths("level3"), values)


def _asks_doers(row: Row, record: Goal, served: str) -> bool:
    """Whether whom a row asks is called as those who do the work, and name, purpose and goal do not speak of them."""
    project = record.project_name or "" if isinstance(record, ProjectGoal) else ""
    if not project or elsewhere().has("staff_due", project):
        return False  # what is bought or mended is for those who work with it
    return learned.says(row, "who", project) and not learned.is_told_of(row, served)


def _about(record: Goal) -> str:
    """What a project is about, or a department: who it is, its tasks and its goal."""
    if isinstance(record, ProjectGoal):
        said = [record.project_name, record.purpose]
    else:
        tasks = record.tasks or []
        said = [record.department, record.goal_annual]
        said += [text for task in tasks for text in (task.function, task.policy, task.project)]
    return key("\n".join(filter(None, said)))


def _effects(rows: Sequence[Row]) -> list[Row]:
    """The indicators of work and effect."""
    return [row for row in rows if row.name and row.family.level1 in ("output", "benefit")]


@asks("spending.not-allowed")
def check_spending(record: ProjectGoal, ground: Ground) -> Hits:
    """What project money may not be spent on, in the goal and in costs."""
    known = elsewhere()
    if known.has("spending_due", f"{record.project_name or ''}"):
        return
    places: list[tuple[str, tuple[str, ...]]]
    places = [(getattr(record, field) or "", (field,)) for field in ("goal_annual", "purpose")]
    places += [(row.name, row.paths("level3")) for row in ground.rows(record) if row.family.level2 == "cost"]
    told: dict[str, tuple[str, ...]] = {}
    for text, paths in places:
        if text:
            ground.look("spending.not-allowed")
        for clause in re.split("[。；;，,]", key(text)):
            match = known.patterns["spending"].search(clause)
            if match and not known.has("spending_not", clause):
                told[match[0]] = paths
    if told:
        paths = tuple(dict.fromkeys(path for some in told.values() for path in some))
        yield Hit("spending.not-allowed", paths, {"text": "、".join(told)})
