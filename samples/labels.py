"""The gold records of a sample, from the same content that its pages are set from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from evaluations import accounts, evaluation_book, evaluations

Content = Mapping[str, Any]
Record = dict[str, Any]

PROJECT_FIELDS = [
    "title",
    "year",
    "project_name",
    "project_code",
    "category",
    "attribute",
    "period_start",
    "period_end",
    "department",
    "department_code",
    "implementer",
    "funds",
    "purpose",
    "spending_plan",
    "schedule",
    "goal_lifetime",
    "goal_annual",
    "policy_tasks",
    "execution_weight",
    "indicators",
]
DEPARTMENT_FIELDS = [
    "title",
    "year",
    "department",
    "contact",
    "phone",
    "duty_basis",
    "duties",
    "core_functions",
    "strategic_goal",
    "goal_annual",
    "affiliates",
    "affiliates_included",
    "offices",
    "staff",
    "budget",
    "tasks",
    "tasks_total",
    "indicators",
]
BUDGET_FIELDS = ["basic", "project", "fiscal", "other", "operating", "specific", "local", "transfer"]


def _record(kind: str, fields: list[str], values: Content) -> Record:
    unknown = set(values) - {*fields, "pages"}
    if unknown:
        raise ValueError(f"{kind} has no fields {sorted(unknown)}")
    return {"kind": kind, **{field: values.get(field) for field in fields}, "pages": values.get("pages")}


def _taken(form: Content, *fields: str) -> Record:
    return {field: form[field] for field in fields}


def _indicators(tree: Content, scope: str = "annual", columns: tuple[str, ...] = ("level3", "value")) -> list[Record]:
    blank = dict.fromkeys(("level3", "description", "value", "weight", "basis"))
    return [
        {"scope": scope, "level1": level1, "level2": level2, **blank, **dict(zip(columns, row, strict=True))}
        for level1, groups in tree.items()
        for level2, rows in groups.items()
        for row in rows
    ]


def _money(amounts: Content) -> Record:
    return {key: amounts.get(key) for key in ("total", "fiscal", "other", "carryover")}


def city_projects(content: Content) -> list[Record]:
    """One project goal for each form."""
    return [
        _record(
            "project_goal",
            PROJECT_FIELDS,
            {
                "title": content["title"],
                "year": content["year"],
                "funds": {"unit": "万元", "annual": _money(form["funds"]), "lifetime": None},
                "goal_annual": form["goal"],
                "indicators": _indicators(form["indicators"]),
                **_taken(form, "project_name", "department", "implementer", "pages"),
            },
        )
        for form in content["forms"]
    ]


def district_departments(content: Content) -> list[Record]:
    """The department goals, then the project goal with both scopes."""
    return [*(_department(form, content["year"]) for form in content["departments"]), _application(content)]


def _department(form: Content, year: int) -> Record:
    copied = set(DEPARTMENT_FIELDS) & set(form) - {"staff", "budget", "tasks", "tasks_total", "indicators"}
    return _record(
        "department_goal",
        DEPARTMENT_FIELDS,
        {
            **_taken(form, *copied, "pages"),
            "title": "部门整体支出绩效目标申报表",
            "year": year,
            "staff": [dict(zip(("item", "last_year", "this_year"), row, strict=True)) for row in form["staff"]],
            "budget": {"unit": "万元", **{key: form["budget"].get(key) for key in BUDGET_FIELDS}},
            "tasks": [
                dict(zip(("function", "policy", "project", "amount", "fiscal", "other"), task, strict=True))
                for task in form["tasks"]
            ],
            "tasks_total": dict(zip(("amount", "fiscal", "other"), form["tasks_total"], strict=True)),
            "indicators": _indicators(form["indicators"]),
        },
    )


def _application(content: Content) -> Record:
    form = content["project"]
    lists = {"lifetime", "annual", "lifetime_indicators", "annual_indicators"}
    return _record(
        "project_goal",
        PROJECT_FIELDS,
        {
            **{key: value for key, value in form.items() if key not in lists},
            "title": "项目支出绩效目标申报表",
            "year": content["year"],
            "funds": {"unit": "万元", "annual": _money(form["annual"]), "lifetime": _money(form["lifetime"])},
            "indicators": [
                *_indicators(form["lifetime_indicators"], "lifetime"),
                *_indicators(form["annual_indicators"], "annual"),
            ],
        },
    )


def county_narrative(content: Content) -> list[Record]:
    """The prose as one department narrative, then a project goal for each table."""
    columns = ("level3", "description", "value", "basis")
    narrative = {
        "kind": "department_narrative",
        "year": content["year"],
        "department": None,
        "overall_goal": content["overall_goal"],
        "sub_goals": [dict(goal) for goal in content["sub_goals"]],
        "measures": [{"heading": m["heading"], "text": _joined(m["text"])} for m in content["measures"]],
        "pages": content["narrative_pages"],
    }
    projects = [
        _record(
            "project_goal",
            PROJECT_FIELDS,
            {
                "title": form["heading"].split(".", 1)[1],
                "year": content["year"],
                "department": form["office"],
                "funds": {"unit": "元", "annual": _money(form["funds"]), "lifetime": None},
                "spending_plan": [{"due": due, "share": share} for due, share in form["spending_plan"]],
                "goal_annual": _joined(form["goal"]),
                "indicators": _indicators(form["indicators"], columns=columns),
                **_taken(form, "project_code", "project_name", "purpose", "pages"),
            },
        )
        for form in content["projects"]
    ]
    return [narrative, *projects]


def county_budget(content: Content) -> list[Record]:
    """One budget table for each table."""
    return [
        {
            "kind": "budget_table",
            "title": table["title"],
            "unit": table["unit"],
            "year": content["year"],
            "columns": table["columns"],
            "rows": table["rows"],
            "notes": "\n".join(table.get("notes", [])),
            "pages": table["pages"],
        }
        for table in content["tables"]
    ]


def workbook_department(content: Content) -> list[Record]:
    """The one department goal of the workbook, numbers as the cells show them."""
    tree = {
        level1: {
            level2: [(name, _shown(value, *style)) for name, value, *style in rows] for level2, rows in groups.items()
        }
        for level1, groups in content["indicators"].items()
    }
    money = {key: _shown(value, "#,##0.00") for key, value in content["budget"].items()}
    record = _record(
        "department_goal",
        DEPARTMENT_FIELDS,
        {
            "title": content["title"],
            "year": content["year"],
            "department": content["department"],
            "goal_annual": _joined(content["goal"]),
            "staff": [
                {"item": item, "last_year": None, "this_year": str(count)}
                for item, count in content["headcounts"].items()
            ],
            "budget": {"unit": "万元", **{key: money.get(key) for key in BUDGET_FIELDS}},
            "tasks": [
                {"function": name, "policy": text, "project": None, "amount": _shown(amount, "#,##0.00")}
                | {"fiscal": None, "other": None}
                for name, text, amount, _ in content["tasks"]
            ],
            "indicators": _indicators(tree),
        },
    )
    return [record]


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "\n".join(text)


def _shown(value: str | float, style: str = "General") -> str:
    """A cell's value as the number format shows it."""
    shapes: dict[str, Callable[[float], str]] = {
        "0%": "{:.0%}".format,
        "0.0%": "{:.1%}".format,
        "#,##0": "{:,.0f}".format,
        "#,##0.00": "{:,.2f}".format,
        "General": str,
    }
    return value if isinstance(value, str) else shapes[style](value)


LABELS: dict[str, Callable[[Content], list[Record]]] = {
    "city_projects": city_projects,
    "district_departments": district_departments,
    "county_narrative": county_narrative,
    "county_budget": county_budget,
    "workbook_department": workbook_department,
    "county_evaluations": evaluations,
    "county_accounts": accounts,
    "evaluation_book": evaluation_book,
}
