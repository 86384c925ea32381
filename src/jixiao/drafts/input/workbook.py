"""Projects of a workbook: a sheet of projects and a sheet of indicators, as the template has them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from jixiao.drafts.input.fields import Sheet, input_form
from jixiao.drafts.input.files import Row, Tried, Troubles, assembled, usable
from jixiao.errors import SourceError
from jixiao.office.excel.workbook import read_excel
from jixiao.records.drafts import Project
from jixiao.tables.table import Cell, Table
from jixiao.text import key

_SHEET = "工作表"
_NAME = "project_name"
_BOTH = 2


def read_workbook(path: Path, refused: list[str] | None = None) -> list[Project]:
    """The projects of the workbook in their order; SourceError with every sheet and row that is wrong.

    Where there is a list for what is refused, a project that is wrong is told there and costs none of the others.
    """
    form = input_form()
    tables = _tables(path)
    troubles = Troubles(path.name)
    projects = _rows(tables, form.project, troubles)
    indicators = _rows(tables, form.indicator, troubles)
    troubles.check()
    out = usable(_paired(projects, indicators, path.name), refused, path.name)
    if not out:
        raise SourceError(path.name, f"“{form.project.sheet}”表里没有项目（示例行不算）；请填写后再试")
    return out


def is_given_workbook(path: Path) -> bool:
    """Whether the workbook has both sheets of the template, or one with its headings; others are read as documents."""
    found = _sheets(path)
    return len(found) == _BOTH or any(_is_headed(table, sheet) for table, sheet in found)


def is_whole_workbook(path: Path) -> bool:
    """Whether the workbook has both sheets of the template."""
    return len(_sheets(path)) == _BOTH


def _sheets(path: Path) -> list[tuple[Table, Sheet]]:
    """The sheets of the template that the file has, none where it is no workbook."""
    form = input_form()
    try:
        tables = _tables(path)
    except SourceError:
        return []
    return [(table, sheet) for sheet in (form.project, form.indicator) if (table := tables.get(sheet.sheet))]


def _tables(path: Path) -> dict[str, Table]:
    """The sheets by name."""
    return {t.place.removeprefix(_SHEET): t for t in read_excel(path, path.name).blocks if isinstance(t, Table)}


def _is_headed(table: Table, sheet: Sheet) -> bool:
    """Whether a row holds little but headings of the sheet, all that are required among them: labels of a form stand
    beside their values."""
    row, columns = _headings(table, sheet)
    needed = {path for path, field in sheet.fields.items() if field.required}
    return needed <= set(columns.values()) and 2 * len(columns) > sum(bool(cell.text) for cell in table.row(row))


def _rows(tables: dict[str, Table], sheet: Sheet, troubles: Troubles) -> list[Row]:
    """The filled rows under the headings of a sheet."""
    table = tables.get(sheet.sheet)
    if table is None:
        troubles.add(
            "",
            f"没有“{sheet.sheet}”工作表，或它是空的；请加一张，名为“{sheet.sheet}”，第一行写表头（{_wanted(sheet)}），下面一行一条；"
            "样子见 jixiao draft --template 模板.xlsx",
        )
        return []
    head, columns = _headings(table, sheet)
    if not columns:
        troubles.add("", f"“{sheet.sheet}”表里找不到表头；表头应有：{_wanted(sheet)}")
        return []
    for path, field in sheet.fields.items():
        if field.required and path not in columns.values():
            troubles.add("", f"“{sheet.sheet}”表第 {head + 1} 行的表头缺少“{field.heading}”")
    out: list[Row] = []
    for row in range(head + 1, table.n_rows):
        cells = {path: cell for col, path in columns.items() if (cell := table.at(row, col)) is not None}
        values: dict[str, Any] = {path: cell.passage.text for path, cell in cells.items() if cell.text}
        if values:
            out.append((f"“{sheet.sheet}”表第 {_number(cells.values(), row)} 行：", values))
    return out


def _wanted(sheet: Sheet) -> str:
    """The headings that a sheet must have: those that are required, and the name that the two sheets share."""
    return "、".join(field.heading for path, field in sheet.fields.items() if field.required or path == _NAME)


def _headings(table: Table, sheet: Sheet) -> tuple[int, dict[int, str]]:
    """The row with most headings of the sheet, and the path of the field in each column."""
    best: tuple[int, dict[int, str]] = (0, {})
    for row in range(min(table.n_rows, 10)):
        named = {cell.col: sheet.paths.get(key(cell.text).rstrip("*")) for cell in table.row(row)}
        columns = {col: path for col, path in named.items() if path}
        if len(columns) > max(1, len(best[1])):
            best = (row, columns)
    return best


def _number(cells: Any, row: int) -> int:
    """The row's number in the sheet, by the address of a cell."""
    for cell in cells:
        place = _address(cell)
        if place:
            return int("".join(char for char in place if char.isdigit()))
    return row + 1


def _address(cell: Cell) -> str:
    return next((word.place.rpartition(" ")[2] for line in cell.lines for word in line.words), "")


def _paired(projects: list[Row], indicators: list[Row], file: str) -> list[Tried]:
    """Each project with its indicators; a row without a name belongs to the project of the row above.

    Of two projects of one name neither can be used: nobody knows whose their indicators are.
    """
    mark, nobody = input_form().mark, Troubles(file)
    own: dict[str, list[Row]] = {}
    name = ""
    for place, values in indicators:
        name = values.get(_NAME) or name
        if not name:
            nobody.add(place, "没有写项目名称，上面也没有")
        own.setdefault(key(name), []).append((place, values))
    called = Counter(key(values.get(_NAME) or "") for _, values in projects)
    known: set[str] = set()
    out: list[Tried] = []
    for place, values in projects:
        name = values.get(_NAME) or ""
        if name.startswith(mark):
            known.add(key(name))
            continue
        troubles = Troubles(file)
        if name and called[key(name)] > 1:
            which = "后面" if key(name) not in known else "前面"
            troubles.add(place, f"项目“{name}”与{which}的重名；请改成不同的名称")
        known.add(key(name))
        made = assembled((place, values), own.get(key(name), []), troubles)
        out.append((f"“{name}”" if name else place.removesuffix("："), made, troubles))
    for each, rows in own.items():
        if each not in known and each:
            nobody.add(rows[0][0], f"项目“{rows[0][1].get(_NAME)}”不在“项目”表里；请核对名称")
    return [*out, ("这些指标", None, nobody)]
