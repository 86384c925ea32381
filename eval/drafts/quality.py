"""How good drafts are: what they cover, what they say without a source, how like they are to the office's own text.

Numbers and directions are counted twice: by the guard, and by a plain count of figures that shares nothing with it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from statistics import mean

from eval.drafts.goals import PROJECT, Goal, pool
from eval.drafts.likeness import chrf, rouge_l, shared, skeleton
from jixiao.config import ModelSettings
from jixiao.drafts import Desk, draft
from jixiao.llm import Model
from jixiao.quantity import parse_target
from jixiao.records import Indicator
from jixiao.records.drafts import Draft, Project, Sentence
from jixiao.records.paths import FieldPath

RECORDINGS = PROJECT / "eval" / "recordings" / "drafts"
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DATE = re.compile(r"(20\d\d)[.\-/](\d{1,2})(?:[.\-/](\d{1,2}))?(?!\d)")
_AROUND = 8
_PERIOD = re.compile(
    "每(?:人(?!次)|户|亩|公里|平方米|生|家|条|个|张)?每?(天|日|周|月|季度|季|年|学期|学年|次)(?!度重点)"
)
_POINT = re.compile(r"(?m)^\s*\d{1,2}[.．、]")
# Words right before and right behind a number.
_FLOOR = (re.compile("(?:不少于|不低于|至少|(?<!不)超过|不小于)$"), re.compile(r"^[^\d，。]{0,4}以上"))
_CEILING = (re.compile("(?:不超过|不高于|不多于|控制在|至多)$"), re.compile(r"^[^\d，。]{0,6}(?:以内|以下)"))
_POWERS = [Decimal(10) ** n for n in (-8, -4, 0, 4, 8)]


@dataclass(frozen=True, slots=True)
class Measured:
    """One draft beside what the office wrote; `by` says what wrote it, counts are of numbers and indicators."""

    goal: Goal
    draft: Draft
    by: str
    trouble: str = ""
    unsupported: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    quantified: int = 0
    covered: int = 0
    frames: list[str] = field(default_factory=list)

    @property
    def chrf(self) -> float | None:
        """Likeness to the office's text, None where it wrote none."""
        return chrf(self.draft.text, self.goal.office) if self.goal.office else None

    @property
    def rouge_l(self) -> float | None:
        """The same by the longest common subsequence."""
        return rouge_l(self.draft.text, self.goal.office) if self.goal.office else None


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of all drafts of one writer."""

    drafts: int
    sentences: int
    by_model: int
    replaced: int
    final: int
    guard_faults: int
    unsupported: int
    turned: int
    moved: int
    quantified: int
    covered: int
    length: float
    office_length: float
    chrf: float
    rouge_l: float
    alike: float
    alike_pair: tuple[str, str]


def composed(goals: Iterable[Goal]) -> list[Measured]:
    """The composed draft of each goal."""
    return [measured(goal, draft(goal.project).draft, "composed") for goal in goals]


def with_model(goals: list[Goal], recordings: Path = RECORDINGS) -> list[Measured]:
    """The draft of each goal that a model was asked for, from its recorded answers."""
    out = []
    with replayed(recordings) as settings, Model.open(settings) as model:
        for goal in goals:
            made = draft(goal.project, desk=Desk(model, pool(goal, goals)))
            out.append(measured(goal, made.draft, "model", made.trouble))
    return out


@contextmanager
def replayed(recordings: Path) -> Iterator[ModelSettings]:
    """Settings of an endpoint that answers from recordings."""
    from tests import desk as desks

    with desks.desk(recordings) as served:
        yield ModelSettings(base_url=served.base_url, name=desks.MODEL, mode="json_schema")


def measured(goal: Goal, made: Draft, by: str, trouble: str = "") -> Measured:
    """The draft with its counts."""
    project = goal.project
    quantified = [
        f"indicators[{n}]"
        for n, row in enumerate(project.indicators)
        if row.scope == "annual" and parse_target(row.value or "").kind in ("quantitative", "date")
    ]
    told = {path for sentence in made.sentences for path in sentence.cites} | {each.path for each in made.plan.left_out}
    out = Measured(goal, made, by, trouble, quantified=len(quantified), covered=len(told & set(quantified)))
    for sentence in made.sentences:
        _count(project, sentence, out)
        _periods(project, sentence, out)
        sources = [text for path in [*sentence.cites, "project_name"] for text in _printed(project, path)]
        out.frames.append(skeleton(sentence.text, sources))
    return out


def _count(project: Project, sentence: Sentence, out: Measured) -> None:
    """Each figure of the sentence must stand, in some power of ten thousand, in what the sentence cites."""
    sources = [text for path in [*sentence.cites, "project_name", "year"] for text in _printed(project, path)]
    known = {value for text in sources for value in _figures(text)}
    derived = {value for each in sentence.derived for value in _figures(each.text)}
    text = _POINT.sub("", sentence.text)
    for match in _FIGURE.finditer(text):
        before, after = text[max(0, match.start() - _AROUND) : match.start()], text[match.end() : match.end() + _AROUND]
        value = Decimal(match[0])
        if value not in derived and not any(value * power in known for power in _POWERS):
            out.unsupported.append(before + match[0] + after)
        signs = {sign for path in sentence.cites for sign in _signs(project, path, value)}
        floor, ceiling = (b.search(before) or a.search(after) for b, a in (_FLOOR, _CEILING))
        if (signs == {"≥"} and ceiling) or (signs == {"≤"} and floor):
            out.turned.append(before + match[0] + after)


def _periods(project: Project, sentence: Sentence, out: Measured) -> None:
    """Each period of the sentence (每月) must stand, in some form, in what the sentence cites (元/月, 月均)."""
    texts = [text for path in [*sentence.cites, "project_name"] for text in _printed(project, path)]
    printed = "".join(texts)
    for match in _PERIOD.finditer(sentence.text):
        if not any(form.format(match[1][0]) in printed for form in ("每{}", "/{}", "·{}", "{}均", "{}/", "按{}")):
            out.moved.append(sentence.text[max(0, match.start() - _AROUND) : match.end() + _AROUND])


def _figures(text: str) -> list[Decimal]:
    return [Decimal(figure) for figure in _FIGURE.findall(_DATE.sub(r"\1 \2 \3", text.replace(",", "")))]


def _signs(project: Project, path: str, value: Decimal) -> Iterator[str]:
    """The first sign of the cited indicator, if it has this figure."""
    row = _at(project, path)
    text = row.value if isinstance(row, Indicator) else None
    if text and any(figure * power == value for figure in _figures(text) for power in _POWERS):
        yield text[0].translate(str.maketrans("≧≦", "≥≤"))


def _printed(project: Project, path: str) -> Iterator[str]:
    """What the field prints: of an indicator its name, description and value."""
    found = _at(project, path)
    texts = (found.level3, found.description, found.value) if isinstance(found, Indicator) else (found,)
    yield from (str(text) for text in texts if text not in (None, ""))


def _at(project: Project, path: str) -> object:
    """The value of a field path; an item of a list by its number."""
    name, bracket, number = path.partition("[")
    if not bracket:
        return FieldPath(path).get(project)
    listed = getattr(project, name, None) or []
    n = int(number.rstrip("]"))
    return listed[n] if n < len(listed) else None


def summary(rows: list[Measured]) -> Summary:
    """The figures of the drafts together; likeness only where the office wrote a text."""
    beside = [row for row in rows if row.goal.office]
    alike, pair = _most_alike(rows)
    return Summary(
        drafts=len(rows),
        sentences=sum(len(row.draft.sentences) for row in rows),
        by_model=sum(sentence.by == "model" for row in rows for sentence in row.draft.sentences),
        replaced=sum(len(row.draft.replaced) for row in rows),
        final=sum(row.draft.final for row in rows),
        guard_faults=sum(len(row.draft.faults) for row in rows),
        unsupported=sum(len(row.unsupported) for row in rows),
        turned=sum(len(row.turned) for row in rows),
        moved=sum(len(row.moved) for row in rows),
        quantified=sum(row.quantified for row in rows),
        covered=sum(row.covered for row in rows),
        length=mean(len(row.draft.text) for row in rows),
        office_length=mean(len(row.goal.office) for row in beside),
        chrf=mean(row.chrf or 0.0 for row in beside),
        rouge_l=mean(row.rouge_l or 0.0 for row in beside),
        alike=alike,
        alike_pair=pair,
    )


def _most_alike(rows: list[Measured]) -> tuple[float, tuple[str, str]]:
    """How much of its frames a draft shares with the nearest one of another document, in the mean; the two nearest.

    Forms of one document have the same rows under other names, and their goals are alike in the office's own text too.
    """
    names = [f"{row.goal.document} {row.goal.number} {row.goal.project.project_name}" for row in rows]
    nearest = [
        max(((shared(a.frames, b.frames), names[j]) for j, b in enumerate(rows) if a.goal.document != b.goal.document),
            default=(0.0, ""))
        for a in rows
    ]  # fmt: skip
    if not rows:
        return 0.0, ("", "")
    _, pair = max((share, (name, other)) for name, (share, other) in zip(names, nearest, strict=True))
    return mean(share for share, _ in nearest), pair


def side_by_side(written: dict[str, list[Measured]]) -> str:
    """Every draft under the office's own text, to be read aloud."""
    beside: dict[tuple[str, int], list[str]] = {}
    for name, rows in written.items():
        for row in rows:
            key = (row.goal.document, row.goal.number)
            head = f"## {row.goal.document} {row.goal.number} {row.goal.project.project_name}"
            texts = beside.setdefault(key, [head, f"【单位】{row.goal.office}"])
            mark = f"（其中 {len(row.draft.replaced)} 句改用模板）" if row.draft.replaced else ""
            texts.append(f"【{name}】{mark}{row.draft.text}")
    return "\n\n".join("\n".join(texts) for texts in beside.values()) + "\n"


def a_second(make: Callable[[Project], object], goals: list[Goal], least: float = 1.0) -> float:
    """How many projects a second of processor time are made something of."""
    start, made = time.process_time(), 0
    while time.process_time() - start < least:
        for goal in goals:
            make(goal.project)
        made += len(goals)
    return made / (time.process_time() - start)
