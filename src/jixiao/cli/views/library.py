"""The library on the screen."""

from __future__ import annotations

from rich import box
from rich.console import RenderableType
from rich.table import Table

from jixiao.cli.screen import Prose, plain, results
from jixiao.library import Group, Library, vocabulary
from jixiao.library.works import works
from jixiao.suggestions.values import said, usual_value

_NAMES = 3
_SOURCES = 2


def print_found(library: Library, words: str, most: int) -> None:
    """The canonical names that the words find, each with its writings, values and where it stands."""
    found = library.search(words, most)
    if not found:
        results().print(plain(f"没有找到“{words}”；换个说法再找，或用 jixiao library --frame 看常用指标框架"))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("规范名称", "类别", "项目", "写法", "通常的指标值", "见于"):
        table.add_column(heading, justify="right" if heading == "项目" else "left")
    for group in found:
        table.add_row(*_row(group))
    results().print(table)


def print_whole(library: Library, most: int) -> None:
    """What the library holds, and its most frequent names."""
    console = results()
    projects, indicators, groups = library.counts()
    console.print(plain(f"{projects} 个项目（部门），{indicators} 条指标，归为 {groups} 个规范名称", "bold"))
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("最常见的规范名称", "项目"):
        table.add_column(heading, justify="right" if heading == "项目" else "left")
    for name, count in library.frequent(most):
        table.add_row(plain(name), str(count))
    if projects:
        console.print(table)


def print_frame() -> None:
    """The frame of common indicators, which says what it is."""
    console, words = results(), vocabulary()
    console.print(Prose(words.frame.says, "yellow"))
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("项目类型", "类别", "指标", "指标值"):
        table.add_column(heading)
    for name, thing, indicators in (
        *((kind.name, kind.thing, kind.indicators) for kind in words.frame.types),
        *((work.name, "", work.asks) for work in works()),
    ):
        for n, usual in enumerate(indicators):
            family = words.families[usual.family].name
            table.add_row(plain("" if n else name, "bold"), family, plain(usual.worded(thing)), plain(usual.value))
        table.add_section()
    console.print(table)


def _row(group: Group) -> list[RenderableType]:
    family = vocabulary().families[group.family].name if group.family else ""
    places = dict.fromkeys(
        f"{card.source} 第{entry.page or card.page}页" if entry.page or card.page else card.source
        for card, entry in group.holders
    )
    return [
        plain(group.name, "bold"),
        family,
        str(group.count),
        Prose("、".join(name for name, _ in group.variants[:_NAMES])),
        Prose(said(usual_value(group.holders, None))),
        Prose("、".join(list(places)[:_SOURCES]), "dim"),
    ]
