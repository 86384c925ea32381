"""What `jixiao draft --check` prints: goals of documents beside their indicators, and what does not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from jixiao.cli.screen import Prose, plain
from jixiao.cli.views.records import pages
from jixiao.grounding import Comparison, Discrepancy, beside, compare_goals, facts_of, slips
from jixiao.records import DepartmentGoal, ProjectGoal, Reading
from jixiao.records.headings import field_heading
from jixiao.records.paths import FieldPath
from jixiao.records.tables.identifying import name_of
from jixiao.text import key

_STYLES = {"contradiction": "bold red", "wording": "red", "unsupported": "yellow", "unmentioned": "dim"}
_NAMES = {"contradiction": "不一致", "wording": "文字", "unsupported": "没有指标", "unmentioned": "没有写到"}
_ORDER = tuple(_NAMES)
_NAMED = 6
# What is spent stands in the table, and in no goal.
_COST = "成本"
_BORNE = "green"


class GoalCheck:
    """Prints each goal with its numbers marked and what does not agree with its indicators, then the totals."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.totals: Counter[str] = Counter()
        self.seen: dict[str, str] = {}

    @property
    def contradicted(self) -> bool:
        """Whether a goal contradicts an indicator."""
        return self.totals["contradiction"] > 0

    def show(self, reading: Reading) -> None:
        """The goals of one reading."""
        for record in reading.records:
            if isinstance(record, ProjectGoal | DepartmentGoal):
                for comparison in _distinct(compare_goals(record)):
                    self._show(reading, record, comparison)

    def _show(self, reading: Reading, record: ProjectGoal | DepartmentGoal, comparison: Comparison) -> None:
        more = [*slips(comparison.text, _printed(record)), *beside(comparison, facts_of(record))]
        found = sorted(
            (each for each in [*comparison.discrepancies, *more] if not _is_of_costs(record, each)), key=_rank
        )
        self.console.print(_told(reading, record, comparison, found))
        if said := _again(comparison.text, name_of(reading, record), self.seen):
            self.console.print(Prose(said, _STYLES["wording"]))
            self.totals["wording"] += 1
        self.totals["goals"] += 1
        self.totals.update(each.severity for each in found)

    def close(self) -> None:
        """The totals."""
        if not self.totals["goals"]:
            said = "没有可核对的绩效目标：要有目标文字，也要有指标；请换一个文件"
            self.console.print(plain(said, "yellow"))
            return
        counts = "，".join(f"{name} {self.totals[severity]} 处" for severity, name in _NAMES.items())
        self.console.print(plain(f"核对了 {self.totals['goals']} 段目标：{counts}", "bold"), soft_wrap=True)


def _rank(one: Discrepancy) -> tuple[int, int]:
    return _ORDER.index(one.severity), one.start


def _printed(record: ProjectGoal | DepartmentGoal) -> str:
    """All that the form prints but its goals."""
    values = record.model_dump(exclude={"goal_annual", "goal_lifetime", "evidence", "doubts", "alternatives", "parsed"})
    return "|".join(_texts(values))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _again(text: str, name: str, seen: dict[str, str]) -> str:
    """Says so where another project has the same text."""
    other = seen.setdefault(key(text), name)
    return f"{_NAMES['wording']}　与“{other}”的目标一字不差；请核对是否误抄" if other != name else ""


def _distinct(comparisons: list[Comparison]) -> Iterator[Comparison]:
    """The comparisons, a goal that only repeats the one before once."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for each in comparisons:
        told = (each.text, tuple(d.message for d in each.discrepancies))
        if told not in seen:
            seen.add(told)
            yield each


def _told(
    reading: Reading, record: ProjectGoal | DepartmentGoal, comparison: Comparison, found: list[Discrepancy]
) -> Group:
    heading = Text.assemble(
        plain(name_of(reading, record), "bold"), plain(f"　{field_heading(type(record), comparison.path)}")
    )
    heading.append_text(plain(f"　{reading.source.name}" + (f"　第 {pages(record)} 页" if record.pages else ""), "dim"))
    parts: list[RenderableType] = [heading, _marked(comparison, found)]
    for each in found:
        said = _unmentioned(record, comparison, each) if each.severity == "unmentioned" else each.message
        parts.append(Prose(f"{_NAMES[each.severity]}　{said}", _STYLES[each.severity]))
    if not found:
        parts.append(plain("✓ 目标里的数都有指标，数值一致", _BORNE))
    return Group(*parts, Text())


def _unmentioned(record: ProjectGoal | DepartmentGoal, comparison: Comparison, one: Discrepancy) -> str:
    """How many indicators could stand in the goal, how many of them do, and which do not, in one line."""
    names = {f.path: f.name for f in facts_of(record) if f.counts}
    unlike = {path for each in comparison.discrepancies if each.severity == "contradiction" for path in each.paths}
    missing = [path for path in one.paths if path in names and not _is_cost(record, path)]
    told = len((comparison.mentioned | unlike) & names.keys() - {*missing})
    named = "、".join(names[path] for path in missing[:_NAMED]) + (" 等" if len(missing) > _NAMED else "")
    could = f"能写进目标的指标（值是数或日期；没有写到的成本不算）{told + len(missing)} 项"
    return f"{could}，写到 {told} 项；没有写到数值的：{named}"


def _is_of_costs(record: ProjectGoal | DepartmentGoal, one: Discrepancy) -> bool:
    """Whether nothing but costs is not told, which a goal need not."""
    return one.severity == "unmentioned" and all(_is_cost(record, path) for path in one.paths)


def _is_cost(record: ProjectGoal | DepartmentGoal, path: str) -> bool:
    row = FieldPath(path).get(record)
    return row is not None and _COST in f"{row.level1 or ''}{row.level2 or ''}"


def _marked(comparison: Comparison, found: list[Discrepancy]) -> Text:
    """The goal, its numbers in colours: borne out, contradicted, without an indicator."""
    text = plain(comparison.text)
    for start, end in comparison.said:
        text.stylize(_BORNE, start, end)
    for each in found:
        text.stylize(_STYLES[each.severity], each.start, each.end)
    return text
