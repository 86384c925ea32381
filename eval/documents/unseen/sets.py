"""How each family of unseen forms is set on the page, and the record that it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from layouts import KAI, SONG, indicator_rows
from word import Cell, Pages, Row

from labels import BUDGET_FIELDS, DEPARTMENT_FIELDS, PROJECT_FIELDS, _record

Content = Mapping[str, Any]
NO_UNIT = "无"
WORDS_ONLY = "定性"


def matters(content: Content, form: Content) -> Pages:
    """Levels at the right of the list, sign, number and unit in columns of their own, the goal under the list."""
    pages = Pages(SONG, landscape=True)
    pages.heading(content["title"])
    pages.grid(list(_matter_rows(form)), [1.2, 5.4, 1.6, 3.6, 1.6, 1.6, 2.2, 2.2, 5.0], height=0.75)
    return pages


def _matter_rows(form: Content) -> Iterator[Row]:
    funds = form["funds"]
    yield [Cell("事项全称", across=2), Cell(form["project_name"], across=7)]
    yield [Cell("事项号", across=2), Cell(form["project_code"], across=3), Cell("起讫", across=2),
           Cell("—".join(form["period"]), across=2)]  # fmt: skip
    yield [Cell("牵头厅局", across=2), Cell(form["department"], across=3), Cell("落实主体", across=2),
           Cell(form["implementer"], across=2)]  # fmt: skip
    yield [Cell("经费盘子\n（万元）", across=2, down=2), Cell("本年盘子", across=2), Cell("省级财政出", across=2),
           Cell("单位自己出", across=2), Cell("上年剩下")]  # fmt: skip
    yield [Cell(funds["total"], across=2), Cell(funds["fiscal"], across=2), Cell(funds["other"], across=2),
           Cell(funds["carryover"])]  # fmt: skip
    yield ["序", "考核点", "方向", "数值", "量纲", "权数", "方面", "维度", "怎么算"]
    number = 0
    for level1, groups in form["indicators"].items():
        first = True
        for level2, rows in groups.items():
            for k, (name, sign, value, unit, weight, basis) in enumerate(rows):
                number += 1
                row: list[Cell | str] = [str(number), name, sign, value, unit, weight]
                if k == 0:
                    row.append(Cell(level2, down=len(rows)))
                if first:
                    row.append(Cell(level1, down=sum(map(len, groups.values()))))
                    first = False
                row.append(Cell(basis, align="left"))
                yield row
    yield [Cell("本年要办成的事", across=2), Cell(form["goal"], across=7, align="left")]


def matter_record(content: Content, form: Content) -> dict[str, Any]:
    """The record of a matter: sign, number and unit joined as one reads them."""
    rows = [
        {"scope": "annual", "level1": level1, "level2": level2, "level3": name, "description": how,
         "value": _joined(sign, value, unit), "weight": weight, "basis": None}
        for level1, groups in form["indicators"].items()
        for level2, found in groups.items()
        for name, sign, value, unit, weight, how in found
    ]  # fmt: skip
    start, end = form["period"]
    values = {
        "title": content["title"], "year": content["year"], "period_start": start, "period_end": end,
        "funds": {"unit": "万元", "annual": dict(form["funds"]), "lifetime": None},
        "goal_annual": form["goal"], "indicators": rows,
    }  # fmt: skip
    copied = ("project_name", "project_code", "department", "implementer")
    return _record("project_goal", PROJECT_FIELDS, values | {name: form[name] for name in copied})


def _joined(sign: str, value: str, unit: str) -> str:
    return ("" if sign == WORDS_ONLY else sign) + value + ("" if unit == NO_UNIT else unit)


def unruled(content: Content, form: Content) -> Pages:
    """No rule anywhere: labels in lines, the list a table without borders."""
    pages = Pages(KAI)
    funds = form["funds"]
    pages.heading(f"{content['title']}（{content['year']}年度）")
    pages.line(f"专项叫什么：{form['project_name']}", size=12)
    pages.line(f"谁主管：{form['department']}", size=12)
    pages.line(f"谁来做：{form['implementer']}", size=12)
    pages.line(f"今年安排（万元）：{funds['total']}", size=12)
    pages.line(f"市财政安排（万元）：{funds['fiscal']}", size=12)
    pages.line(f"自行筹集（万元）：{funds['other']}", size=12)
    pages.line(f"今年要达到：{form['goal']}", size=12)
    head = [["大类", "小类", "看什么", "看到多少"]]
    body: list[Row] = []
    for level1, groups in form["indicators"].items():
        for level2, rows in groups.items():
            for k, (name, value) in enumerate(rows):
                first = k == 0 and level2 == next(iter(groups))
                texts = (level1 if first else "", level2 if not k else "", name, value)
                body.append([Cell(text, align="left") for text in texts])
    table = pages.grid([[Cell(t, align="left") for t in head[0]], *body], [2.4, 2.4, 6.4, 4.6], height=0.9)
    _unbordered(table)
    return pages


def _unbordered(table: Any) -> None:
    """Take the rules off a table."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        rule = OxmlElement(f"w:{side}")
        rule.set(qn("w:val"), "none")
        borders.append(rule)
    table._tbl.tblPr.append(borders)


def unruled_record(content: Content, form: Content) -> dict[str, Any]:
    """The record of a form without rules."""
    rows = [
        {"scope": "annual", "level1": level1, "level2": level2, "level3": name, "description": None,
         "value": value, "weight": None, "basis": None}
        for level1, groups in form["indicators"].items()
        for level2, found in groups.items()
        for name, value in found
    ]  # fmt: skip
    funds = {"unit": "万元", "annual": {**form["funds"], "carryover": None}, "lifetime": None}
    values = {
        "title": f"{content['title']}（{content['year']}年度）", "year": content["year"], "funds": funds,
        "goal_annual": form["goal"], "indicators": rows,
    }  # fmt: skip
    copied = ("project_name", "department", "implementer")
    return _record("project_goal", PROJECT_FIELDS, values | {name: form[name] for name in copied})


def units(content: Content, form: Content) -> Pages:
    """A department's form: headcounts and money beside each other, tasks with a total, indicators with their source."""
    pages = Pages(SONG)
    pages.heading(content["title"])
    pages.line("单位：万元", align="right")
    pages.grid(list(_unit_rows(form)), [2.4, 2.4, 4.4, 2.9, 1.9, 1.9, 1.7], height=0.75)
    return pages


def _unit_rows(form: Content) -> Iterator[Row]:
    budget = form["budget"]
    yield [Cell("单位全称"), Cell(form["department"], across=2), Cell("经办人员"), Cell(form["contact"]), Cell("座机"),
           Cell(form["phone"])]  # fmt: skip
    yield [Cell("设立依据"), Cell(form["duty_basis"], across=6, align="left")]
    yield [Cell("主责主业"), Cell(form["duties"], across=6, align="left")]
    yield [Cell("远景"), Cell(form["strategic_goal"], across=6, align="left")]
    yield [Cell("今年要交的账"), Cell(form["goal_annual"], across=6, align="left")]
    yield [Cell("队伍", down=len(form["staff"]) + 1), Cell("人员口径", across=2), Cell("去年底", across=2),
           Cell("今年初", across=2)]  # fmt: skip
    for item, last, this in form["staff"]:
        yield [Cell(item, across=2), Cell(last, across=2), Cell(this, across=2)]
    yield [Cell("盘子", down=2), Cell("日常运转钱"), Cell(budget["basic"]), Cell("专项业务钱"),
           Cell(budget["project"], across=3)]  # fmt: skip
    yield [Cell("财政保障"), Cell(budget["fiscal"]), Cell("别的渠道"), Cell(budget["other"], across=3)]
    tasks = form["tasks"]
    yield [Cell("重头戏", down=len(tasks) + 2), Cell("干什么"), Cell("怎么推进"), Cell("落到哪个专项"), Cell("花多少"),
           Cell("财政出"), Cell("自己出")]  # fmt: skip
    yield from tasks
    yield [Cell("加总", across=3), *(Cell(t) for t in form["tasks_total"])]
    rows = indicator_rows(form["indicators"], across=(1, 1, 1, 1, 2))
    yield [Cell("成效清单", down=len(rows) + 1), Cell("类"), Cell("项"), Cell("衡量点"), Cell("今年标尺"),
           Cell("标尺从哪来", across=2)]  # fmt: skip
    yield from rows


def unit_record(content: Content, form: Content) -> dict[str, Any]:
    """The record of a department's form."""
    rows = [
        {"scope": "annual", "level1": level1, "level2": level2, "level3": name, "description": None,
         "value": value, "weight": None, "basis": basis}
        for level1, groups in form["indicators"].items()
        for level2, found in groups.items()
        for name, value, basis in found
    ]  # fmt: skip
    task = ("function", "policy", "project", "amount", "fiscal", "other")
    values = {
        "title": content["title"], "year": content["year"], "indicators": rows,
        "staff": [dict(zip(("item", "last_year", "this_year"), row, strict=True)) for row in form["staff"]],
        "budget": {"unit": "万元", **{name: form["budget"].get(name) for name in BUDGET_FIELDS}},
        "tasks": [dict(zip(task, row, strict=True)) for row in form["tasks"]],
        "tasks_total": dict(zip(("amount", "fiscal", "other"), form["tasks_total"], strict=True)),
    }  # fmt: skip
    copied = ("department", "contact", "phone", "duty_basis", "duties", "strategic_goal", "goal_annual")
    return _record("department_goal", DEPARTMENT_FIELDS, values | {name: form[name] for name in copied})


def prose(content: Content, form: Content) -> Pages:
    """Goals in prose under headings that nobody else uses."""
    pages = Pages(KAI)
    pages.heading(content["title"])
    pages.line("甲、全年总要求", size=14)
    pages.prose(form["overall_goal"], size=12)
    pages.line("乙、各块工作怎么算好", size=14)
    for number, area in enumerate(form["areas"], 1):
        pages.line(f"第{number}块　{area['name']}", size=12)
        for goal in area["goals"]:
            before = f"◆{goal['activity']}——" if goal["activity"] else ""
            pages.prose(
                f"{before}要办到：{goal['goal']}看这些数：{goal['indicators']}凭什么认：{goal['standards']}", size=12
            )
    pages.line("丙、拿什么来落实", size=14)
    for measure in form["measures"]:
        pages.line(f"▲{measure['heading']}", size=12)
        for text in measure["text"]:
            pages.prose(text, size=12)
    return pages


def prose_record(content: Content, form: Content) -> dict[str, Any]:
    """The narrative's record."""
    return {
        "kind": "department_narrative",
        "year": content["year"],
        "department": None,
        "overall_goal": form["overall_goal"],
        "sub_goals": [{"area": area["name"], **goal} for area in form["areas"] for goal in area["goals"]],
        "measures": [{"heading": m["heading"], "text": "\n".join(m["text"])} for m in form["measures"]],
    }


SETS: dict[str, Callable[[Content, Content], Pages]] = {
    "matters": matters,
    "unruled": unruled,
    "units": units,
    "prose": prose,
}
GOLD: dict[str, Callable[[Content, Content], dict[str, Any]]] = {
    "matters": matter_record,
    "unruled": unruled_record,
    "units": unit_record,
    "prose": prose_record,
}
