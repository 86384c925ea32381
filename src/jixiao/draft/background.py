"""What a goal rests on beyond its indicators: year, project, documents, purpose, tasks, beneficiaries, money."""

from __future__ import annotations

import re

from jixiao.draft.clauses import MARKS, Piece
from jixiao.draft.figures import money
from jixiao.draft.words import ending, words
from jixiao.quantity import parse_amount
from jixiao.records.drafts import Plan, Project
from jixiao.records.paths import FieldPath

_LONGEST_NAME = 28
_CODE = re.compile(r"^[\d\[\]A-Za-z]+\s*")
_BRACKETS = re.compile("（[^）]*）|\\([^)]*\\)")
_FOR = re.compile("^为了?")
_SORT = "类"
_USE = "用于"


def background(project: Project, plan: Plan) -> dict[str, Piece]:
    """Documents, purpose, tasks and beneficiaries as far as the plan names them; year and project."""
    told = [path for group in plan.groups if group.part == "basis" for item in group.items for path in item.paths]
    out: dict[str, Piece] = {
        "year": Piece(str(project.year) if project.year else "本", ("year",) if project.year else ())
    }
    name = project_text(project)
    if name:
        out["project"] = Piece(name, ("project_name",))
        if any(name.startswith(verb) for verb in words().means):
            out["means"] = out["project"]
    for field in ("basis", "tasks"):
        listed = [path for path in told if path.startswith(field)]
        if listed:
            values = getattr(project, field)
            texts = [values[int(path[len(field) + 1 : -1])].strip("。；; ") for path in listed]
            out[field] = Piece(_listing(texts, field), tuple(listed))
    if "beneficiaries" in told and project.beneficiaries:
        out["beneficiaries"] = Piece(project.beneficiaries.strip("。 "), ("beneficiaries",))
    if "purpose" in told and project.purpose:
        out |= _given_purpose(project.purpose)
    return out


def _listing(texts: list[str], field: str) -> str:
    """The texts in a row; tasks that are named as things are work that is done."""
    row = ("，" if any(MARKS.search(text) for text in texts) else "、").join(texts)
    done = field != "tasks" or all(words().act.match(text) or words().begin.match(text) for text in texts)
    return row if done else f"做好{row}等工作"


def _given_purpose(text: str) -> dict[str, Piece]:
    """The purpose as an aim (改善…), as the use of money (用于…), or as a thing done."""
    text = _FOR.sub("", text.strip().rstrip("。；;")).rstrip("，,")
    if text.startswith(_USE):
        return {"use": Piece(text, ("purpose",))}
    if "。" not in text and (words().begin.match(text) or words().act.match(text)):
        return {"purpose": Piece(text, ("purpose",))}
    return {"deed": Piece(text, ("purpose",))}


def project_text(project: Project) -> str:
    """实施…项目, 落实…补贴: what is done with the project by its name; "" for a name that fits no sentence."""
    known = words()
    name = re.sub(known.project_lead, "", (project.project_name or "").strip())
    name = _BRACKETS.sub("", re.split("[-—–－]", name)[-1])
    name = _CODE.sub("", name).strip('“”"') if name.count("“") != 1 else name
    if not name or len(name) > _LONGEST_NAME or name.endswith(_SORT):
        return ""
    for verb, endings in known.project_verbs.items():
        if ending(name, endings):
            return f"{name}" if name.startswith(verb) else f"{verb}{name}"
    return f"做好{name}工作"


def funds(project: Project) -> Piece | None:
    """The money of the year, None where no amount with its unit is given."""
    printed = FieldPath("funds.annual.total").get(project)
    amount = parse_amount(printed or "", project.funds.unit if project.funds else None)
    if amount is None or amount.yuan is None or amount.yuan <= 0:
        return None
    return Piece(money(amount.yuan), ("funds.annual.total",))
