"""How each sample is set: the content of a sample as headings, prose and grids of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from evaluations import county_accounts, county_evaluations
from word import Cell, Face, Pages, Row

Content = Mapping[str, Any]
SONG = Face("Noto Serif CJK SC", "Noto Sans CJK SC")
KAI = Face("AR PL KaitiM GB", "Noto Sans CJK SC")
LABEL_SHADE = "EEF2F7"
PLAN_ACROSS = (2, 1, 2, 2)


def indicator_rows(tree: Content, *, across: tuple[int, ...]) -> list[list[Cell]]:
    """The rows of an indicator block; level 1 and level 2 run down over their indicators.

    `across` gives the number of grid columns of level 1, level 2 and each column after them.
    """
    rows: list[list[Cell]] = []
    for level1, groups in tree.items():
        first_of_level1 = True
        for level2, indicators in groups.items():
            for k, indicator in enumerate(indicators):
                row = [Cell(text, across=n) for text, n in zip(indicator, across[2:], strict=True)]
                if k == 0:
                    row.insert(0, Cell(level2, across=across[1], down=len(indicators)))
                if first_of_level1:
                    row.insert(0, Cell(level1, across=across[0], down=sum(map(len, groups.values()))))
                    first_of_level1 = False
                rows.append(row)
    return rows


def city_projects(content: Content) -> Pages:
    """City project forms one after another, the 绩效指标 label set one character a line."""
    pages = Pages(SONG)
    for form in content["forms"]:
        pages.heading(content["title"])
        pages.grid(list(_city_form(form)), [2.0, 2.5, 2.7, 3.0, 2.2, 3.6])
    return pages


def _city_form(form: Content) -> Iterator[Row]:
    funds = form["funds"]
    yield [Cell("项目名称"), Cell(form["project_name"], across=5)]
    yield [Cell("主管部门"), Cell(form["department"], across=2), Cell("实施单位"), Cell(form["implementer"], across=2)]
    yield [Cell("项目资金\n（万元）", down=3), Cell("年度资金总额", across=2), Cell(funds["total"], across=3)]
    yield [Cell("其中：财政拨款", across=2), Cell(funds["fiscal"], across=3)]
    yield [Cell("其他资金", across=2), Cell(funds["other"], across=3)]
    yield [Cell("年度总体目标"), Cell(form["goal"], across=5, align="left")]
    rows = indicator_rows(form["indicators"], across=(1, 1, 2, 1))
    head = [Cell(t, across=n) for t, n in (("一级指标", 1), ("二级指标", 1), ("三级指标", 2), ("指标值", 1))]
    yield [Cell("绩效指标", down=len(rows) + 1, stacked=True), *head]
    yield from rows


def district_departments(content: Content) -> Pages:
    """Two department forms, each from a new page, and an application form with a lifetime and an annual block."""
    pages = Pages(SONG)
    for form in content["departments"]:
        pages.heading("部门整体支出绩效目标申报表")
        pages.line(f"（{content['year']}年度）", align="center")
        pages.grid(list(_department_form(form)), [1.9, 2.0, 4.2, 2.6, 2.1, 1.9, 1.9], height=0.75)
        pages.new_page()
    pages.heading("项目支出绩效目标申报表")
    pages.line(f"（{content['year']}年度）", align="center")
    pages.grid(list(_application_form(content["project"])), [2.6, 2.6, 2.8, 3.6, 4.6], height=0.75)
    return pages


def _department_form(form: Content) -> Iterator[Row]:
    budget = form["budget"]
    yield [Cell("部门名称"), Cell(form["department"], across=6)]
    yield [Cell("联系人"), Cell(form["contact"], across=2), Cell("联系电话"), Cell(form["phone"], across=3)]
    yield [Cell("部门职能", down=5), Cell("职能依据：", across=6, align="left")]
    yield [Cell(form["duty_basis"], across=6, align="left")]
    yield [Cell("部门职能：", across=6, align="left")]
    yield [Cell(form["duties"], across=6, align="left")]
    yield [Cell(f"本部门的核心职能为：{form['core_functions']}", across=6, align="left")]
    yield [Cell("部门战略目标"), Cell(form["strategic_goal"], across=6, align="left")]
    yield [Cell("年度绩效目标"), Cell(form["goal_annual"], across=6, align="left")]
    yield [Cell("部门基本信息", down=3), Cell(form["affiliates"], across=6, align="left")]
    yield [Cell("直属单位一并纳入本表填报范围：", across=5, align="left"), Cell(form["affiliates_included"])]
    yield [Cell(form["offices"], across=6, align="left")]
    yield [Cell("人员情况", down=3), Cell("内容", across=2), Cell("上年", across=2), Cell("当年", across=2)]
    for item in form["staff"]:
        yield [Cell(text, across=2) for text in item]
    yield [Cell("预算情况\n（万元）", down=6), *_pair("按支出类型分", "预算金额", "按来源类型分", "预算金额")]
    yield _pair("其中：基本支出", budget["basic"], "其中：财政拨款", budget["fiscal"])
    yield _pair("项目支出", budget["project"], "其他资金", budget["other"])
    yield _pair("按支出性质分", "预算金额", "区级财政专项资金", "预算金额")
    yield _pair("其中：运转类支出", budget["operating"], "其中：区本级安排", budget["local"])
    yield _pair("特定目标类支出", budget["specific"], "上级转移支付", budget["transfer"])
    yield from _tasks(form)
    rows = indicator_rows(form["indicators"], across=(1, 1, 2, 2))
    head = [Cell(t, across=n) for t, n in (("一级指标", 1), ("二级指标", 1), ("三级指标", 2), ("目标值", 2))]
    yield [Cell("年度绩效指标", down=len(rows) + 1), *head]
    yield from rows


def _pair(label: str, amount: str, label2: str, amount2: str) -> list[Cell]:
    return [Cell(label, across=2), Cell(amount), Cell(label2, across=2), Cell(amount2)]


def _tasks(form: Content) -> Iterator[Row]:
    heads = [Cell(text, down=2) for text in ("职能", "政策或重点任务", "对应的拟安排项目", "预算资金（万元）")]
    yield [Cell("年度主要任务", down=len(form["tasks"]) + 3), *heads, Cell("其中：", across=2)]
    yield ["财政拨款（万元）", "其他资金（万元）"]
    yield from form["tasks"]
    yield [Cell("合计", across=3), *form["tasks_total"]]


def _application_form(form: Content) -> Iterator[Row]:
    life, year = form["lifetime"], form["annual"]
    yield [Cell("项目名称"), Cell(form["project_name"], across=2), Cell("项目类别"), Cell(form["category"])]
    yield [Cell("主管部门"), Cell(form["department"], across=2), Cell("主管部门编码"), Cell(form["department_code"])]
    yield [Cell("项目实施单位"), Cell(form["implementer"], across=2), Cell("项目属性"), Cell(form["attribute"])]
    yield [Cell("项目期限"), Cell(form["period_start"], across=2), Cell("至"), Cell(form["period_end"])]
    yield [Cell("项目资金\n（万元）", down=4), "项目资金总额", life["total"], "年度资金申请总额", year["total"]]
    yield ["其中：财政资金", life["fiscal"], "其中：当年财政拨款", year["fiscal"]]
    yield ["其他资金", life["other"], "上年结转资金", year["carryover"]]
    yield ["", "", "其他资金", year["other"]]
    yield [Cell("实施期进度计划"), Cell(form["schedule"], across=4, align="left")]
    yield [Cell("绩效目标", down=2), Cell("总体绩效目标", across=2), Cell("年度绩效目标", across=2)]
    yield [Cell(form[key], across=2, align="left") for key in ("goal_lifetime", "goal_annual")]
    for title, key in (("总体绩效指标", "lifetime_indicators"), ("年度绩效指标", "annual_indicators")):
        rows = indicator_rows(form[key], across=(1, 1, 1, 1))
        yield [Cell(title, across=5)]
        yield [Cell("绩效指标", down=len(rows) + 1), "一级指标", "二级指标", "三级指标", "指标值"]
        yield from rows


def county_narrative(content: Content) -> Pages:
    """The prose of a department's goals, then the project tables, each in two grids under a line with the office."""
    pages = Pages(KAI)
    pages.heading("第一部分", size=20)
    pages.heading("部门整体绩效目标", size=20)
    pages.heading("一、总体绩效目标", align="left")
    pages.prose(content["overall_goal"])
    pages.heading("二、分项绩效目标", align="left")
    _sub_goals(pages, content["sub_goals"])
    pages.heading("三、工作保障措施", align="left")
    for number, measure in zip("一二三四", content["measures"], strict=False):
        pages.prose(f"{number}、{measure['heading']}")
        texts = measure["text"]
        for text in [texts] if isinstance(texts, str) else texts:
            pages.prose(text)
    pages.new_page()
    pages.heading("第二部分", size=20)
    pages.heading("预算项目绩效目标", size=20)
    for form in content["projects"]:
        _county_project(pages, form)
    return pages


def _sub_goals(pages: Pages, sub_goals: list[Content]) -> None:
    areas = list(dict.fromkeys(goal["area"] for goal in sub_goals))
    for number, area in zip("一二三四五", areas, strict=False):
        pages.prose(f"{number}、{area}：")
        for k, goal in enumerate(g for g in sub_goals if g["area"] == area):
            if goal["activity"]:
                pages.prose(f"{'一二三'[k]}是{goal['activity']}：")
            pages.prose(f"绩效目标是：{goal['goal']}")
            pages.prose(f"绩效指标是：{goal['indicators']}")
            pages.prose(f"绩效标准是：{goal['standards']}")


def _county_project(pages: Pages, form: Content) -> None:
    funds, plan = form["funds"], form["spending_plan"]
    pages.heading(form["heading"], size=13)
    pages.ends(form["office"], "单位：元", 16.4)
    code, name = Cell(form["project_code"], across=2), Cell(form["project_name"], across=4)
    rows: list[Row] = [
        [Cell("项目编码"), code, Cell("项目名称"), name],
        [
            Cell("预算规模及资金用途", down=2),
            *("预算数", funds["total"], "其中：财政资金", Cell(funds["fiscal"], across=2), "其他资金", funds["other"]),
        ],
        [Cell(form["purpose"], across=7, align="left")],
        [
            Cell("资金支出计划（%）", down=2),
            *(Cell(due, across=n) for (due, _), n in zip(plan, PLAN_ACROSS, strict=True)),
        ],
        [Cell(share, across=n) for (_, share), n in zip(plan, PLAN_ACROSS, strict=True)],
        [Cell("绩效目标"), Cell("\n".join(form["goal"]), across=7, align="left")],
    ]
    pages.grid(rows, [2.3, 1.7, 2.3, 3.0, 1.0, 1.5, 2.0, 2.4])
    pages.line("", size=6)
    head: Row = ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"]
    body = indicator_rows(form["indicators"], across=(1, 1, 1, 1, 1, 1))
    pages.grid([head, *body], [2.2, 2.7, 3.0, 4.0, 2.4, 2.1])


def county_budget(content: Content) -> Pages:
    """Landscape budget tables, each from a new page, header rows shaded and repeated."""
    pages = Pages(SONG, landscape=True)
    for k, table in enumerate(content["tables"]):
        if k:
            pages.new_page()
        pages.heading(table["title"])
        pages.ends(f"部门：{content['office']}", f"单位：{table['unit']}", sum(table["widths"]))
        head = [[_head_cell(item) for item in row] for row in table["header"]]
        pages.grid([*head, *_budget_rows(table)], table["widths"], repeat=len(head), height=0.72)
        for note in table.get("notes", []):
            pages.line(note)
    return pages


def _head_cell(item: str | Content) -> Cell:
    spec = {"text": item} if isinstance(item, str) else dict(item)
    return Cell(shade=LABEL_SHADE, **spec)


def _budget_rows(table: Content) -> Iterator[Row]:
    left, center = set(table["text_columns"]), set(table.get("code_columns", []))
    for r, row in enumerate(table["rows"]):
        cells = [
            Cell(text, align="left" if c in left else "center" if c in center else "right")
            for c, text in enumerate(row)
        ]
        merged = table.get("merged_total", 0) if r == 0 else 0
        yield [Cell(row[0], across=merged), *cells[merged:]] if merged else cells


LAYOUTS: dict[str, Callable[[Content], Pages]] = {
    "city_projects": city_projects,
    "district_departments": district_departments,
    "county_narrative": county_narrative,
    "county_budget": county_budget,
    "county_evaluations": county_evaluations,
    "county_accounts": county_accounts,
}
