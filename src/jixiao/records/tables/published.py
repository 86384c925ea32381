"""The tables of published tables: one row a table, one row a cell."""

from __future__ import annotations

from jixiao.records.published import PublishedTable
from jixiao.records.tables.columns import Column, Noun, heading_of, number_of, printed
from jixiao.records.tables.identifying import (
    IS_WHOLE,
    OF_ITEM,
    OF_RECORD,
    TITLE,
    YEAR,
)
from jixiao.records.tables.rows import cells, records

_TABLE_COLUMNS = (
    TITLE,
    IS_WHOLE,
    YEAR,
    printed(PublishedTable, "unit", "term"),
    Column("columns", "栏数", "count", lambda at: len(at.item.columns)),
    Column("rows", "行数", "count", lambda at: len(at.item.rows)),
    printed(PublishedTable, "notes", "long"),
    *OF_RECORD,
)
_CELL_COLUMNS = (
    TITLE,
    YEAR,
    Column("label", "行名", "name", lambda at: at.item.label),
    Column("header", heading_of(PublishedTable, "columns"), "name", lambda at: at.item.header),
    Column("text", "数据", "printed", lambda at: at.item.text, "text"),
    Column("yuan", "金额（元）", "amount", lambda at: number_of(at.parsed("text", "yuan"))),
    Column("col", "列号", "count", lambda at: at.item.column, technical=True),
    *OF_ITEM,
)
BUDGET_TABLES = Noun("budget_tables", "预算表", records("budget_table"), _TABLE_COLUMNS, "预算公开表目录，点表名看原样")
BUDGET_CELLS = Noun(
    "budget_cells",
    "预算数据",
    cells("budget_table"),
    _CELL_COLUMNS,
    "所有预算公开表的数据，一格一行，可筛选、可汇总",
)
FINAL_TABLES = Noun(
    "final_tables", "决算表", records("final_accounts_table"), _TABLE_COLUMNS, "决算公开表目录，点表名看原样"
)
FINAL_CELLS = Noun(
    "final_cells",
    "决算数据",
    cells("final_accounts_table"),
    _CELL_COLUMNS,
    "所有决算公开表的数据，一格一行，可筛选、可汇总",
)
