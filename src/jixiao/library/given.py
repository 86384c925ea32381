"""Indicators from a workbook: one indicator a row, under headings as `jixiao library --xlsx` writes them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from jixiao.errors import SourceError
from jixiao.library.cards import Card, entry_of, typed
from jixiao.quantity import parse_amount
from jixiao.records import Indicator
from jixiao.tables.excel import read_excel
from jixiao.tables.model import Table
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


def cards_in(path: Path) -> tuple[list[Card], str]:
    """The projects of a workbook with their indicators, and the hash of the file; SourceError where it has none."""
    layout = read_excel(path, path.name)
    cards: dict[tuple[str, ...], Card] = {}
    for table in (block for block in layout.blocks if isinstance(block, Table)):
        head, columns = _header(table)
        for row in range(head + 1, table.n_rows) if columns else ():
            texts = {name: cell.passage.text.strip() for name, col in columns.items() if (cell := table.at(row, col))}
            if texts.get("name"):
                _add(cards, texts)
    if not cards:
        said = "、".join(HEADINGS[name][0] for name in HEADINGS)
        raise SourceError(path.name, f"里面没有指标；表头应有“{HEADINGS['name'][0]}”，可有：{said}")
    return list(cards.values()), hashlib.sha256(path.read_bytes()).hexdigest()


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
