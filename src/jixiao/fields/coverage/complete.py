"""What makes a record incomplete beside unexplained words: blank names, lists without rows, pages that failed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jixiao.evidence import Passage
from jixiao.forms.content import is_amount
from jixiao.forms.model import Form
from jixiao.forms.segmentation import settings
from jixiao.records import Reason
from jixiao.records.kinds import KINDS
from jixiao.text import has_digit

_NAMES = {
    "project_name": "项目名称",
    "department": "部门名称",
    "goal": "绩效目标",
    "indicators": "绩效指标",
    "title": "表名",
    "overall_goal": "总体绩效目标",
}
_LISTS = {
    "indicators": "{}没有读到任何一行；请对照原文核对",
    "rows": "公开表没有读到任何一行数据；请对照原文核对",
}
# An amount under the head of a year, which is another than the one asked for.
_OF_YEAR = re.compile(r"·(?:19|20)\d\d")
# What is said of pages and files that were read, but perhaps not whole.
_PARTLY = ("page.damaged", "page.missing", "page.repeated", "source.repaired", "source.pages-lost")


def _is_nameless(tree: dict[str, Any], column: int) -> bool:
    """Whether a column of a published table has no heading, though what it holds is more than names that stand under
    the heading at its left."""
    if any(part.text for part in tree["columns"][column]):
        return False
    texts = [row[column].text for row in tree["rows"] if column < len(row)]
    return not column or any(has_digit(text) for text in texts)


def gaps(
    kind: str,
    tree: dict[str, Any],
    form: Form,
    failed: dict[int, tuple[str, str]],
    aside: Sequence[tuple[Passage, Passage]] = (),
) -> list[Reason]:
    """Reasons from the record itself: what every form of its kind holds and this reading does not; `aside` is what was
    read and no field holds, with its labels."""
    pages = form.pages
    first = pages[0] if pages else None
    unasked = {"indicators"} if form.bare else {"goal_annual"} if _asks_no_goal(form) else set[str]()
    asked = (names for names in KINDS[kind].required if unasked.isdisjoint(names))
    lacking = [names[0] for names in asked if all(_blank(tree, name) for name in names)]
    out = [_missing(name, first) for name in lacking if name == "title" and not _is_export(form)]
    amounts = tree.get("funds") or tree.get("budget")
    if amounts and not amounts["unit"] and any(isinstance(v, Passage) and v for v in _leaves(amounts)):
        out.append(Reason(code="missing.unit", message="读到了金额，没有读到金额单位；请对照原文核对", page=first))
    out += [_missing(name, first) for name in lacking if name not in ("title", "columns")]
    if "columns" in tree and any(_is_nameless(tree, c) for c in range(len(tree["columns"]))):
        message = f"{KINDS[kind].label}有一栏没有读到栏目名称；请对照原文核对"
        out.append(Reason(code="missing.column", message=message, page=first))
    sides = tree.get("funds") or {}
    if "annual" in sides and _blank(sides["annual"], "total"):
        parts = [v for k, v in sides["annual"].items() if k != "total"]
        if any(isinstance(v, Passage) and v for v in parts) and not _is_whole(sides["annual"], aside):
            message = "读到了分项资金，没有读到资金总额；请对照原文核对"
            out.append(Reason(code="missing.total", message=message, page=first))
    out += [_failure(page, *said) for page, said in failed.items() if _concerns(page, pages)]
    return out


def _is_export(form: Form) -> bool:
    """Whether the form is a project of a list that a sheet begins with: what systems put out has no title."""
    return form.in_list and form.pages is None and not form.heading and not form.lead


def _asks_no_goal(form: Form) -> bool:
    """Whether the form is of a list of projects of which no column holds goals: all that nothing tells are short."""
    leads = form.listed
    if leads is None or not leads.fields or any(name.startswith("goal") for name in leads.fields.values()):
        return False
    cells = [c for c in form.tables[0].cells if c.row >= leads.body and c.col < leads.left]
    return all(c.col in leads.fields or len(c.text) <= settings.LISTED.short for c in cells)


def _missing(name: str, page: int | None) -> Reason:
    """That a field that every form of the kind has was not read."""
    advice = _LISTS.get(name, "{}没有读到；请对照原文核对" if name == "title" else "{}没有读到内容；请对照原文核对")
    code = name.removesuffix("_annual")
    return Reason(code=f"missing.{code}", message=advice.format(f"“{_NAMES.get(code, code)}”"), page=page)


def _concerns(page: int, pages: tuple[int, int] | None) -> bool:
    """Whether a form on those pages may lack something because of what is wrong with the page (0: with the file)."""
    return page == 0 or (pages is not None and pages[0] <= page <= pages[1] + 1)


def _failure(page: int, code: str, said: str) -> Reason:
    """Why a form near the page may not be whole."""
    if code in _PARTLY:
        return Reason(code=code, message=said, page=page or None)
    return Reason(code="page.failed", message=f"第{page}页没有读成，这份表可能不全：{said}", page=page)


def _is_whole(side: dict[str, Any], aside: Sequence[tuple[Passage, Passage]]) -> bool:
    """Whether the only part of a period that is printed is all the money: no label asks for the total, and no further
    amount is printed but those of other years."""
    parts = [v for v in side.values() if v is not None]
    more = [label for label, value in aside if is_amount(value.text) and not _OF_YEAR.search(label.text)]
    return side["total"] is None and len(parts) == 1 and not more


def _leaves(amounts: dict[str, Any]) -> list[Any]:
    out: list[Any] = []
    for value in amounts.values():
        rows = value if isinstance(value, list) else [value]
        out.extend(leaf for row in rows for leaf in (row.values() if isinstance(row, dict) else [row]))
    return out


def _blank(tree: dict[str, Any], name: str) -> bool:
    value = tree.get(name)
    return value is None or value == [] or (isinstance(value, Passage) and not value.text)
