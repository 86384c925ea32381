"""What makes a record incomplete beside unexplained words: blank names, lists without rows, pages that failed."""

from __future__ import annotations

from typing import Any

from jixiao.evidence import Passage
from jixiao.forms.model import Form
from jixiao.records import Reason

_NAMES = {
    "project_name": "项目名称",
    "department": "部门名称",
    "goal": "绩效目标",
    "indicators": "绩效指标",
    "title": "表名",
    "overall_goal": "总体绩效目标",
}


def gaps(kind: str, tree: dict[str, Any], form: Form, failed: dict[int, str]) -> list[Reason]:
    """Reasons from the record itself: what every form of its kind holds and this reading does not."""
    pages = form.pages
    first = pages[0] if pages else None
    out: list[Reason] = []

    def missing(name: str, advice: str = "没有读到内容；请对照原文核对") -> None:
        out.append(Reason(code=f"missing.{name}", message=f"“{_NAMES[name]}”{advice}", page=first))

    if kind in ("project_goal", "department_goal") and _blank(tree, "title"):
        missing("title", "没有读到；请对照原文核对")
    amounts = tree.get("funds") or tree.get("budget")
    if amounts and not amounts["unit"] and any(isinstance(v, Passage) and v for v in _leaves(amounts)):
        out.append(Reason(code="missing.unit", message="读到了金额，没有读到金额单位；请对照原文核对", page=first))
    if kind == "project_goal":
        _check_goal(tree, "project_name", missing)
        if not _blank(tree, "funds") and _blank(tree["funds"]["annual"], "total"):
            parts = [v for k, v in tree["funds"]["annual"].items() if k != "total"]
            if any(isinstance(v, Passage) and v for v in parts):
                out.append(
                    Reason(code="missing.total", message="读到了分项资金，没有读到资金总额；请对照原文核对", page=first)
                )
    elif kind == "department_goal":
        _check_goal(tree, "department", missing)
    elif kind == "budget_table":
        if _blank(tree, "title"):
            missing("title", "没有读到；请对照原文核对")
        _check_rows(tree, out, first)
    elif kind == "department_narrative" and _blank(tree, "overall_goal"):
        missing("overall_goal")
    if pages is not None:
        for page, said in failed.items():
            if pages[0] <= page <= pages[1] or page == pages[1] + 1:
                out.append(Reason(code="page.failed", message=f"第{page}页没有读成，这份表可能不全：{said}", page=page))
    return out


def _check_goal(tree: dict[str, Any], name: str, missing: Any) -> None:
    if _blank(tree, name):
        missing(name)
    if _blank(tree, "goal_annual"):
        missing("goal")
    if not tree["indicators"]:
        missing("indicators", "没有读到任何一行；请对照原文核对")


def _check_rows(tree: dict[str, Any], out: list[Reason], page: int | None) -> None:
    if not tree["rows"]:
        out.append(Reason(code="missing.rows", message="预算表没有读到任何一行数据；请对照原文核对", page=page))
    if any(not any(part.text for part in path) for path in tree["columns"]):
        out.append(Reason(code="missing.column", message="预算表有一栏没有读到栏目名称；请对照原文核对", page=page))


def _leaves(amounts: dict[str, Any]) -> list[Any]:
    out: list[Any] = []
    for value in amounts.values():
        out.extend(value.values() if isinstance(value, dict) else [value])
    return out


def _blank(tree: dict[str, Any], name: str) -> bool:
    value = tree.get(name)
    return value is None or (isinstance(value, Passage) and not value.text)
