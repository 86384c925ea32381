"""How many planted faults the guard of drafts catches, and how often it cries at a draft that is right."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from eval.drafts.faults import BREAKERS, EXPECTED, broken
from eval.drafts.goals import Goal
from eval.files import EvalError
from jixiao.drafts.language.sentence_templates import Manner
from jixiao.drafts.planning.plan import plan
from jixiao.drafts.writing.compose import compose
from jixiao.grounding import Guard
from jixiao.records.drafts import Draft, Project

COUNT = 300
TRIES = 400
# Grounds that forms leave out, composed for this measurement.
_GROUNDS = (
    "《星安市基本公共服务提升行动方案》（星政办发〔2022〕31号）",
    "《关于进一步加强财政支出绩效管理的通知》（星财绩〔2021〕12号）",
    "《星安市“十四五”民生保障规划》（星政发〔2021〕9号）",
    "《重点领域补短板三年行动计划》（星发改〔2023〕147号）",
)


@dataclass(frozen=True, slots=True)
class Plant:
    """One planted fault: how, in which sentence, the broken text, and the codes the guard gave."""

    how: str
    project: str
    before: str
    after: str
    codes: tuple[str, ...]

    @property
    def caught(self) -> bool:
        """Whether the guard said anything."""
        return bool(self.codes)

    @property
    def named(self) -> bool:
        """Whether it said what was broken."""
        return bool(EXPECTED[self.how] & set(self.codes))


@dataclass(slots=True)
class Result:
    """The measurement: what was planted, and what the guard said of whole drafts that nobody broke."""

    plants: list[Plant] = field(default_factory=list)
    drafts: int = 0
    sentences: int = 0
    alarms: list[str] = field(default_factory=list)
    alarmed: int = 0


def projects(goals: Iterable[Goal], rng: random.Random) -> Iterator[Project]:
    """The projects of the goals; every second one is given a made-up ground to rest on."""
    for i, goal in enumerate(goals):
        yield goal.project.model_copy(update={"basis": [rng.choice(_GROUNDS)]}) if i % 2 else goal.project


def drafts(project: Project, versions: int) -> Iterator[Draft]:
    """So many composed drafts of the project."""
    planned = plan(project)
    for version in range(1, versions + 1):
        sentences = compose(project, planned, Manner(version=version))
        if sentences:
            yield Draft(project_name=project.project_name, year=project.year, plan=planned, sentences=sentences)


def measure(pairs: list[tuple[Project, Draft]], count: int = COUNT, seed: int = 0) -> Result:
    """Drafts as they are, then `count` faults, each sort as often as the others."""
    if not pairs:
        raise EvalError("没有可用的稿子；请检查标注文件夹")
    result, sound = Result(), []
    for project, draft in pairs:
        guard = Guard(project)
        faults = guard.check_draft(draft)
        result.drafts += 1
        result.sentences += len(draft.sentences)
        result.alarms += [f"{project.project_name}：{fault.code} {fault.message}" for fault in faults]
        bad = {fault.sentence for fault in faults}
        result.alarmed += len(bad)
        sound += [(guard, i, s) for i, s in enumerate(draft.sentences) if i not in bad and s.cites]
    rng = random.Random(seed)
    for n in range(count):
        how = list(BREAKERS)[n % len(BREAKERS)]
        for _ in range(TRIES):
            guard, i, sentence = rng.choice(sound)
            wrong = broken(how, sentence, rng)
            if wrong is not None:
                codes = tuple(fault.code for fault in guard.check_sentence(wrong, i))
                name = guard.project.project_name or ""
                result.plants.append(Plant(how, name, sentence.text, wrong.text, codes))
                break
    return result


def measured(goals: Iterable[Goal], versions: int, count: int, seed: int) -> Result:
    """The measurement on so many composed drafts of each goal's project."""
    pairs = [(p, draft) for p in projects(goals, random.Random(seed)) for draft in drafts(p, versions)]
    return measure(pairs, count, seed)
