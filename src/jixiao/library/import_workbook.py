"""Indicators from a workbook: one indicator a row, under headings as `jixiao library --xlsx` writes them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from jixiao.errors import SourceError, UnsupportedFormat
from jixiao.library.profile import Card, entry_of, typed
from jixiao.office.excel.workbook import read_excel
from jixiao.quantity import parse_amount
from jixiao.records import Indicator
from jixiao.tables.table import Table
from jixiao.text import key

# The headings a workbook may have, and what stands under them; the first of each is what is written.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("三级指标", "指标名称", "绩效指标", "指标"),
    "value": ("指标值", "目标值", "绩效指标值"),
    "level1": ("一级指标",),
    "level2": ("二级指标",),
    "project": ("项目", "项目名称", "资金用途", "项目或部门"),
    "department": ("部门", "主管部门", "部门名称"),
    "year": ("年度",),
    "amount": ("年度资金（元）",),
    "domain": ("行业领域",),
    "source": ("来源文件", "文件", "来源"),
    "page": ("页", "页码"),
}
_NEEDED = ("name",)
_HEADER_ROWS = 10
_SHEET = "工作表"


@dataclass(frozen=True, slots=True)
class Given:
    """The projects of a workbook with their indicators, the hash of the file, and what of it is left out and why."""

    cards: list[Card]
    sha256: str
    left: list[str]


def cards_in(path: Path) -> Given:
    """What a workbook gives; SourceError where it has no indicators."""
    try:
        layout = read_excel(path, path.name)
    except UnsupportedFormat as exc:
        raise UnsupportedFormat(
            path.name, "指标要写在 Excel 工作簿里；PDF、Word 请用 jixiao extract 文件 --store 库.db 读进库"
        ) from exc
    cards: dict[tuple[str, ...], Card] = {}
    left: list[str] = []
    needed = HEADINGS["name"][0]
    for table in (block for block in layout.blocks if isinstance(block, Table)):
        sheet = table.place.removeprefix(_SHEET)
        head, columns = _header(table)
        if not columns:
            left.append(f"工作表“{sheet}”没有“{needed}”一栏")
            continue
        for row in range(head + 1, table.n_rows):
            texts = {name: cell.passage.text.strip() for name, col in columns.items() if (cell := table.at(row, col))}
            if texts.get("name"):
                _add(cards, texts)
            elif any(texts.values()):
                left.append(f"工作表“{sheet}”第 {row + 1} 行没有写“{needed}”")
    if not cards:
        said = "、".join(names[0] for names in HEADINGS.values())
        raise SourceError(path.name, f"里面没有指标，没有加；表头应有“{needed}”，可有：{said}")
    return Given(
        list(cards.values()), hashlib.sha256(path.read_bytes()).hexdigest(), left + [m for _, _, m in layout.problems]
    )


def _header(table: Table) -> tuple[int, dict[str, int]]:
    """The row of headings, and the column of each; no columns where no row has what is needed."""
    known = {key(word): name for name, words in HEADINGS.items() for word in words}
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(min(table.n_rows, _HEADER_ROWS)):
        columns: dict[str, int] = {}
        for cell in table.row(row):
            name = known.get(key(cell.text))
            if name:
                columns.setdefault(name, cell.col)
        if all(name in columns for name in _NEEDED) and len(columns) > len(best[1]):
            best = (row, columns)
    return best


def _add(cards: dict[tuple[str, ...], Card], texts: dict[str, str]) -> None:
    name = texts.get("project") or ""
    place = (name, texts.get("department", ""), texts.get("year", ""), texts.get("source", ""))
    card = cards.get(place)
    if card is None:
        year = texts.get("year", "")
        amount = parse_amount(texts.get("amount", ""), "元")
        known = typed(name, place[1], amount=float(amount.yuan) if amount and amount.yuan is not None else None)
        card = replace(
            known,
            year=int(year) if year.isdigit() else None,
            domain=texts.get("domain") or known.domain,
            source=texts.get("source", ""),
            record=len(cards) + 1,
        )
    made = Indicator(
        level1=texts.get("level1"), level2=texts.get("level2"), level3=texts["name"], value=texts.get("value", "")
    )
    page = texts.get("page", "")
    entry = entry_of(made, name, int(page) if page.isdigit() else None)
    cards[place] = replace(card, entries=(*card.entries, entry))
