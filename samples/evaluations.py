"""Self-evaluations and final accounts: how they are set, and the gold records from the same content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from word import WRITTEN_ON, Cell, Face, Pages, Row, fix_dates

Content = Mapping[str, Any]
Record = dict[str, Any]
SONG = Face("Noto Serif CJK SC", "Noto Sans CJK SC", 9)
RULE = Border(*[Side(style="thin")] * 4)
MONEY = ("item", "initial", "budget", "executed", "weight", "rate", "score")
INDICATOR = ("level1", "level2", "level3", "description", "value", "actual", "weight", "score", "reason", "basis")
FIELDS = (
    *("title", "year", "project_name", "project_code", "category", "attribute", "period_start", "period_end"),
    *("department", "department_code", "implementer", "contact", "phone", "funds", "goal_expected", "goal_actual"),
    *("indicators", "total", "grade"),
)
HEADS = {
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "operator": "指标符号", "number": "指标值",
    "unit": "计量单位", "value": "年度指标值", "actual": "实际完成值", "weight": "分值", "score": "得分",
    "reason": "偏差原因分析及改进措施",
}  # fmt: skip
MONEY_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


def county_evaluations(content: Content) -> Pages:
    """Forms one after another, each from a new page, the list of each cut by the page end where it is long."""
    pages = Pages(SONG)
    for k, form in enumerate(content["forms"]):
        if k:
            pages.new_page()
        pages.heading(form["title"])
        pages.line(f"（{content['year']}年度）", align="center")
        pages.grid(list(_form(form)), [1.3, 1.8, 2.6, 2.1, 2.1, 2.0, 1.2, 1.3, 2.9], height=0.75)
    return pages


def _form(form: Content) -> Iterator[Row]:
    if form.get("project_name"):
        yield [Cell("项目名称", across=2), Cell(form["project_name"], across=7)]
        department = Cell(form["department"], across=3)
        implementer = Cell(form["implementer"], across=2)
        yield [Cell("主管部门", across=2), department, Cell("实施单位", across=2), implementer]
    else:
        yield [Cell("部门（单位）名称", across=2), Cell(form["department"], across=7)]
    label = Cell("项目资金\n（万元）", across=2, down=len(form["funds"]) + 1)
    yield [label, Cell(""), *MONEY_HEADS]
    yield from ([Cell(row[0], align="left"), *row[1:]] for row in form["funds"])
    yield [Cell("年度总体目标", across=2, down=2), Cell("预期目标", across=4), Cell("实际完成情况", across=3)]
    yield [Cell(form["goal_expected"], across=4, align="left"), Cell(form["goal_actual"], across=3, align="left")]
    heads = [HEADS[name] for name in ("level1", "level2", "level3", "value", "actual", "weight", "score", "reason")]
    yield [Cell("绩效指标", down=len(form["indicators"]) + 1), *heads]
    yield from _levels(form["indicators"])
    yield [Cell("总分", across=6), form["total"][0], form["total"][1], ""]


def _levels(rows: list[list[str]]) -> Iterator[list[Cell]]:
    """The rows with level 1 and level 2 run down over their indicators."""
    for i, row in enumerate(rows):
        line: list[Cell] = []
        for depth in (1, 2):
            if i == 0 or rows[i - 1][:depth] != row[:depth]:
                down = next((j for j in range(i, len(rows)) if rows[j][:depth] != row[:depth]), len(rows)) - i
                line.append(Cell(row[depth - 1], down=down))
        yield [*line, *map(Cell, row[2:])]


def evaluations(content: Content) -> list[Record]:
    """One self-evaluation for each form."""
    names = ("level1", "level2", "level3", "value", "actual", "weight", "score", "reason")
    return [
        _record(
            {
                **{name: form.get(name) for name in ("title", "project_name", "department", "implementer", "pages")},
                **{name: form[name] for name in ("goal_expected", "goal_actual")},
                "year": content["year"],
                "funds": _funds("万元", MONEY, form["funds"]),
                "indicators": [_indicator(dict(zip(names, row, strict=True))) for row in form["indicators"]],
                "total": dict(zip(("weight", "score"), form["total"], strict=True)),
            }
        )
        for form in content["forms"]
    ]


def county_accounts(content: Content) -> Pages:
    """Landscape tables of final accounts, each from a new page."""
    pages = Pages(SONG, landscape=True)
    pages.line(f"{content['office']}{content['year']}年度部门决算公开表", align="center")
    for k, table in enumerate(content["tables"]):
        if k:
            pages.new_page()
        pages.heading(table["title"])
        pages.line(table["number"], align="right")
        pages.ends(f"部门：{content['office']}", "金额单位：万元", sum(table["widths"]))
        pages.grid([[_cell(item) for item in row] for row in table["grid"]], table["widths"], height=0.7)
        for note in table.get("notes", []):
            pages.line(note)
    return pages


def _cell(item: str | Content) -> Cell:
    return Cell(item) if isinstance(item, str) else Cell(**item)


def accounts(content: Content) -> list[Record]:
    """One table of final accounts for each table."""
    return [
        {
            "kind": "final_accounts_table",
            "title": table["title"],
            "unit": "万元",
            "year": content["year"],
            "columns": table["columns"],
            "rows": table["rows"],
            "notes": "\n".join([*table.get("inside", []), *table.get("notes", [])]),
            "pages": table["pages"],
        }
        for table in content["tables"]
    ]


def write_evaluation_book(content: Content, path: Path) -> None:
    """The form that a fiscal system exports: sign, number and unit apart, on one sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "自评"
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(_book_rows(content), start=1):
        for cell in row:
            c = next(at for at in range(1, 11) if (r, at) not in taken)
            taken |= {(r + i, c + j) for i in range(cell.down) for j in range(cell.across)}
            sheet.cell(r, c, cell.text).alignment = Alignment(wrap_text=True, vertical="center")
            end = (r + cell.down - 1, c + cell.across - 1)
            if end != (r, c):
                sheet.merge_cells(start_row=r, start_column=c, end_row=end[0], end_column=end[1])
    for r, c in taken:
        sheet.cell(r, c).border = RULE
    book.properties.creator = "jixiao samples"
    book.properties.created = book.properties.modified = WRITTEN_ON.replace(tzinfo=None)
    book.save(path)
    fix_dates(path)


def _book_rows(form: Content) -> Iterator[list[Cell]]:
    yield [Cell(form["title"], across=10)]
    yield [Cell(f"（{form['year']}年度）", across=10)]
    name, code = Cell(form["project_name"], across=4), Cell(form["project_code"], across=2)
    yield [Cell("项目名称", across=2), name, Cell("项目编码", across=2), code]
    department, implementer = Cell(form["department"], across=4), Cell(form["implementer"], across=2)
    yield [Cell("主管部门", across=2), department, Cell("实施单位", across=2), implementer]
    label = Cell("资金情况（万元）", across=2, down=len(form["funds"]) + 1)
    yield [label, Cell("资金来源", across=2), *_wide("年初预算数", "全年预算数", "全年执行数", "执行率")]
    for item, *figures in form["funds"]:
        yield [Cell(item, across=2), *_wide(*figures)]
    yield [Cell("年度目标", across=2), Cell(form["goal_expected"], across=8)]
    yield [Cell("目标完成情况", across=2), Cell(form["goal_actual"], across=8)]
    names = ("level1", "level2", "level3", "operator", "number", "unit", "weight", "actual", "score", "reason")
    yield [Cell(HEADS[name]) for name in names]
    yield from _levels(form["indicators"])
    yield [Cell("自评总分", across=2), Cell(form["score"], across=8)]
    yield [Cell("自评等级", across=2), Cell(form["grade"], across=8)]
    yield [
        Cell("填报人", across=2),
        Cell(form["contact"], across=3),
        Cell("联系电话", across=2),
        Cell(form["phone"], across=3),
    ]


def _wide(a: str, b: str, c: str, d: str) -> list[Cell]:
    """Four cells over six columns."""
    return [Cell(a, across=2), Cell(b), Cell(c), Cell(d, across=2)]


def evaluation_book(content: Content) -> list[Record]:
    """The one self-evaluation of the workbook; sign, number and unit are joined as one reads them."""
    indicators = []
    for level1, level2, level3, sign, number, unit, weight, actual, score, reason in content["indicators"]:
        said = "" if sign == "定性" else sign
        indicators.append(
            _indicator(
                {"level1": level1, "level2": level2, "level3": level3, "value": said + number + unit}
                | {"actual": actual + unit, "weight": weight, "score": score, "reason": reason}
            )
        )
    taken = ("title", "year", "project_name", "project_code", "department", "implementer", "contact", "phone", "grade")
    return [
        _record(
            {
                **{name: content[name] for name in (*taken, "goal_expected", "goal_actual")},
                "funds": _funds("万元", ("item", "initial", "budget", "executed", "rate"), content["funds"]),
                "indicators": indicators,
                "total": {"weight": None, "score": content["score"]},
            }
        )
    ]


def _record(values: Content) -> Record:
    return {"kind": "self_evaluation", **{name: values.get(name) for name in FIELDS}, "pages": values.get("pages")}


def _indicator(values: Content) -> Record:
    return {name: values.get(name) for name in INDICATOR}


def _funds(unit: str, names: tuple[str, ...], rows: list[list[str]]) -> Record:
    blank = dict.fromkeys(MONEY)
    return {"unit": unit, "rows": [{**blank, **dict(zip(names, row, strict=True))} for row in rows]}
