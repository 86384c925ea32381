"""The library of indicators as a workbook, which can be edited and taken in again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jixiao.atomic import whole
from jixiao.export.xlsx.listing import ListColumn, put_listing
from jixiao.export.xlsx.paper import Paper
from jixiao.library import Group, Library, vocabulary
from jixiao.library.import_workbook import HEADINGS
from jixiao.records.tables.columns import Shape
from jixiao.suggestions.values import said, usual_value

_MOST_GROUPS = 5000
_VARIANTS = 6
_GROUPS = (
    ListColumn("规范名称", 28), ListColumn("类别", 12, "term"), ListColumn("项目数", 8, "count"),
    ListColumn("常见写法", 60, "long"), ListColumn("通常的指标值", 50, "long"),
)  # fmt: skip
_SHAPES: dict[str, tuple[float, Shape]] = {
    "name": (34, "name"), "value": (16, "printed"), "level1": (12, "term"), "level2": (16, "term"),
    "project": (34, "name"), "department": (26, "name"), "year": (7, "year"), "amount": (16, "amount"),
    "domain": (14, "term"), "source": (26, "file"), "page": (6, "page"),
}  # fmt: skip


def library_book(library: Library, path: Path) -> Path:
    """The workbook at `path`: 规范指标, and 指标 with every indicator and where it stands."""
    columns = tuple(ListColumn(HEADINGS[name][0], *shape) for name, shape in _SHAPES.items())
    with whole(path) as part, Paper(part, path, None) as paper:
        paper.titled("绩效指标库")
        groups = (library.group(name) for name, _ in library.frequent(_MOST_GROUPS))
        put_listing(paper, "规范指标", _GROUPS, (_group_row(group) for group in groups))
        put_listing(paper, "指标", columns, _entries(library))
    return path


def _group_row(group: Group) -> tuple[str | int, ...]:
    family = vocabulary().families[group.family].name
    variants = "、".join(f"{name}（{count}）" if count > 1 else name for name, count in group.variants[:_VARIANTS])
    return (
        group.name,
        family,
        group.count,
        variants,
        said(usual_value(group.holders, None)),
    )


def _entries(library: Library) -> Iterator[tuple[str | int | float | None, ...]]:
    for card in library.cards():
        for entry in card.entries:
            yield (
                entry.name, entry.value, entry.level1, entry.level2, card.name, card.department, card.year,
                card.amount, card.domain, card.source, entry.page or card.page,
            )  # fmt: skip
