"""What `jixiao draft --check` prints: goals of documents beside their indicators, and what does not agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from jixiao.cli.codes import Exit
from jixiao.cli.record_view import pages
from jixiao.cli.screen import Prose, plain
from jixiao.grounding import Comparison, compare_goals
from jixiao.records import DepartmentGoal, ProjectGoal, Reading
from jixiao.records.headings import field_heading
from jixiao.records.schema import name_of

_STYLES = {"contradiction": "bold red", "unsupported": "yellow", "unmentioned": "dim"}
_NAMES = {"contradiction": "不一致", "unsupported": "没有指标", "unmentioned": "没有写到"}
_BORNE = "green"


def goal_check(readings: Iterable[Reading], console: Console) -> Exit:
    """Print each goal with its numbers marked and what does not agree with its indicators, then the totals."""
    totals: Counter[str] = Counter()
    for reading in readings:
        for record in reading.records:
            if isinstance(record, ProjectGoal | DepartmentGoal):
                for comparison in _distinct(compare_goals(record)):
                    console.print(_told(reading, record, comparison))
                    totals["goals"] += 1
                    totals.update(each.severity for each in comparison.discrepancies)
    if not totals["goals"]:
        console.print(plain("没有可核对的绩效目标：要有目标文字，也要有指标；请换一个文件", "yellow"))
        return Exit.DONE
    counts = "，".join(f"{name} {totals[severity]} 处" for severity, name in _NAMES.items())
    console.print(plain(f"核对了 {totals['goals']} 段目标：{counts}", "bold"), soft_wrap=True)
    return Exit.DONE


def _distinct(comparisons: list[Comparison]) -> Iterator[Comparison]:
    """The comparisons, a goal that only repeats the one before once."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for each in comparisons:
        told = (each.text, tuple(d.message for d in each.discrepancies))
        if told not in seen:
            seen.add(told)
            yield each


def _told(reading: Reading, record: ProjectGoal | DepartmentGoal, comparison: Comparison) -> Group:
    heading = Text.assemble(
        plain(name_of(reading, record), "bold"), plain(f"　{field_heading(type(record), comparison.path)}")
    )
    heading.append_text(plain(f"　{reading.source.name}" + (f"　第 {pages(record)} 页" if record.pages else ""), "dim"))
    parts: list[RenderableType] = [heading, _marked(comparison)]
    parts += [Prose(f"{_NAMES[d.severity]}　{d.message}", _STYLES[d.severity]) for d in comparison.discrepancies]
    if not comparison.discrepancies:
        parts.append(plain("✓ 目标里的数都有指标，数值一致", _BORNE))
    return Group(*parts, Text())


def _marked(comparison: Comparison) -> Text:
    """The goal, its numbers in colours: borne out, contradicted, without an indicator."""
    text = plain(comparison.text)
    for start, end in comparison.said:
        text.stylize(_BORNE, start, end)
    for each in comparison.discrepancies:
        text.stylize(_STYLES[each.severity], each.start, each.end)
    return text
