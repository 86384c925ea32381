"""Plans as a YAML file that people read, change and give back: rows of the form by their numbers, each with its text.

A plan that was changed must still account for every indicator that has a number: in a part, or under 不写 with a
reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from jixiao.drafts.language.points import points
from jixiao.errors import SourceError
from jixiao.records.drafts import LeftOut, Part, Plan, PlanGroup, PlanItem, Project

PARTS: dict[Part, str] = {
    "basis": "依据和背景",
    "output": "做什么",
    "cost": "花多少",
    "effect": "带来什么",
    "satisfaction": "谁满意",
}
_FIELDS = {
    "purpose": "资金用途",
    "beneficiaries": "受益对象",
    "basis": "政策依据",
    "tasks": "主要工作任务",
    "policy_tasks": "主要政策任务",
}
_HEAD = """\
# 提纲：每个项目写什么、按什么次序、哪些合在一句里、哪些不写。
# 数字是指标在表中的行号；一行里写几个号，就合在一句里说。可以调换、合并、拆开，或移到“不写”并写明原因。
# 改好后：jixiao draft 原来的输入 --plan 本文件
"""


def plans_text(found: Iterable[tuple[Project, Plan]]) -> str:
    """The file's text."""
    blocks = []
    for project, plan in found:
        said = {point.path: f"{point.name} {point.value}" for point in points(project)}
        lines = [f"- 项目: {_quoted(project.project_name or '')}"]
        for group in plan.groups:
            lines.append(f"  {PARTS[group.part]}:")
            for item in group.items:
                told = "；".join(said.get(path, "") for path in item.paths).strip("；")
                lines.append(
                    f"  - [{', '.join(_short(path) for path in item.paths)}]" + (f"  # {told}" if told else "")
                )
        if plan.left_out:
            lines.append("  不写:")
            lines += [f"  - {_short(o.path)}: {_quoted(o.reason)}  # {said.get(o.path, '')}" for o in plan.left_out]
        blocks.append("\n".join(lines))
    return _HEAD + "\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    return yaml.safe_dump(text, allow_unicode=True, default_style='"', width=10_000).strip()


def _short(path: str) -> str:
    """indicators[3] as 4, basis[0] as 政策依据1."""
    name, _, index = path.rstrip("]").partition("[")
    if name == "indicators":
        return str(int(index) + 1)
    return _FIELDS.get(name, name) + (str(int(index) + 1) if index else "")


def read_plans(path: Path, projects: list[Project]) -> list[Plan]:
    """A plan for each of the projects, in their order; SourceError naming project and part where one is wrong."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as exc:
        raise SourceError(path.name, "没有找到这个文件，请检查路径") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise SourceError(path.name, "打不开，或不是 UTF-8 编码；请另存为 UTF-8 再试") from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        raise SourceError(path.name, f"第 {mark.line + 1 if mark else '?'} 行不合 YAML 写法；请改正后再试") from exc
    if not isinstance(data, list) or len(data) != len(projects):
        count = len(data) if isinstance(data, list) else 0
        raise SourceError(path.name, f"应有 {len(projects)} 个项目的提纲，现有 {count} 个；请与输入的项目一一对应")
    return [_plan(path.name, item, project) for item, project in zip(data, projects, strict=True)]


def _plan(file: str, item: Any, project: Project) -> Plan:
    name = item.get("项目") if isinstance(item, dict) else None
    if name != project.project_name:
        raise SourceError(file, f"提纲的项目“{name}”与输入的“{project.project_name}”对不上；请按输入的次序排列")
    groups = []
    for part, title in PARTS.items():
        rows = item.get(title) or []
        where = f"“{name}”的“{title}”"
        if not isinstance(rows, list):
            raise SourceError(file, f"{where}应是一列行号，如 - [2, 3]")
        items = [PlanItem(paths=[_path(file, where, each, project) for each in _row(row)]) for row in rows]
        if items:
            groups.append(PlanGroup(part=part, items=items))
    left = []
    for one in item.get("不写") or []:
        pairs = one.items() if isinstance(one, dict) else [(one, "")]
        left += [LeftOut(path=_path(file, f"“{name}”的“不写”", n, project), reason=str(why)) for n, why in pairs]
    made = Plan(groups=groups, left_out=left)
    _check_whole(file, made, project)
    return made


def _row(row: Any) -> list[Any]:
    return row if isinstance(row, list) else [row]


def _path(file: str, where: str, told: Any, project: Project) -> str:
    text = str(told).strip()
    known = {_short(point.path): point.path for point in points(project)}
    known |= {_short(path): path for path in ("purpose", "beneficiaries")}
    known |= {
        _short(f"{name}[{n}]"): f"{name}[{n}]"
        for name in ("basis", "tasks", "policy_tasks")
        for n in range(len(getattr(project, name) or []))
    }
    if text not in known:
        raise SourceError(file, f"{where}里的“{text}”不是这个项目的指标行号或栏目；可用的有：{'、'.join(known)}")
    return known[text]


def _check_whole(file: str, plan: Plan, project: Project) -> None:
    told = {path for group in plan.groups for item in group.items for path in item.paths}
    told |= {one.path for one in plan.left_out}
    lost = [_short(point.path) for point in points(project) if point.quantified and point.path not in told]
    if lost:
        raise SourceError(
            file,
            f"“{project.project_name}”的指标 {'、'.join(lost)} 既没有安排，也没有列入“不写”；请补上，或写明不写的原因",
        )
    empty = [_short(one.path) for one in plan.left_out if not one.reason.strip()]
    if empty:
        raise SourceError(file, f"“{project.project_name}”的“不写”里 {'、'.join(empty)} 没有写原因；请补上")
