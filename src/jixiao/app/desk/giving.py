"""Projects that a person gives for drafting, in a form on the desk or in the workbook: kept like what was read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from jixiao.drafts import Project
from jixiao.drafts.input.fields import input_form
from jixiao.drafts.input.files import Troubles, assembled
from jixiao.drafts.input.workbook import is_given_workbook, read_workbook
from jixiao.errors import ConfigError, SourceError
from jixiao.export.drafts import input_template
from jixiao.records import Extra, ProjectGoal, Reading, SourceInfo
from jixiao.records.model import Evidence
from jixiao.records.paths import leaves
from jixiao.records.record import Base
from jixiao.scratch import Scratch

_SUFFIX = ".xlsx"
_BEYOND = {name: str(Project.model_fields[name].description) for name in ("basis", "tasks", "beneficiaries")}
_FORM = "工作台填写"


def is_given(path: Path) -> bool:
    """Whether the file is the workbook for drafting, filled in."""
    return path.suffix.lower() == _SUFFIX and is_given_workbook(path)


def given(path: Path) -> Reading:
    """What the workbook gives, as a reading; SourceError with every place that is wrong."""
    return _reading(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), read_workbook(path), "输入工作簿")


def typed(project: Mapping[str, str], indicators: Sequence[Mapping[str, str]]) -> Reading:
    """What was typed, values by the paths of `input_form`, as a reading; ConfigError with what is wrong."""
    form, troubles = input_form(), Troubles("")
    unknown = list(project.keys() - form.project.fields.keys())
    unknown += [path for row in indicators for path in row.keys() - form.indicator.fields.keys()]
    if unknown:
        raise ConfigError(f"没有“{unknown[0]}”这一栏；可用的见 GET /api/draft/fields")
    rows = [(f"第 {n} 条指标", dict(row)) for n, row in enumerate(indicators, 1) if any(row.values())]
    made = assembled(("", dict(project)), [(place, {"project_name": "", **row}) for place, row in rows], troubles)
    try:
        troubles.check()
    except SourceError as exc:
        raise ConfigError(str(exc).removeprefix("：").replace("\n", "；")) from exc
    said = json.dumps([dict(project), [row for _, row in rows]], ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(f"{_FORM}{said}".encode()).hexdigest()
    return _reading(f"{_FORM}：{made.project_name}", digest, [made], _FORM)


def template() -> bytes:
    """The workbook to be filled in."""
    with Scratch() as folder:
        return input_template(Path(folder) / "template.xlsx").read_bytes()


def beyond(record: ProjectGoal) -> Project:
    """The project with what the office gave beside the form."""
    made = Project.of(record)
    for extra in record.extra:
        for name, label in _BEYOND.items():
            if extra.label == label:
                setattr(made, name, extra.value if name == "beneficiaries" else extra.value.split("\n"))
    return made


def _reading(name: str, sha256: str, projects: Sequence[Project], place: str) -> Reading:
    return Reading(source=SourceInfo(name=name, sha256=sha256), records=[_goal(one, place) for one in projects])


def _goal(project: Project, place: str) -> ProjectGoal:
    """The project as a record; what its form has no field for stands in `extra`."""
    made = ProjectGoal(**{name: getattr(project, name) for name in ProjectGoal.model_fields})
    for name, label in _BEYOND.items():
        if said := getattr(project, name):
            made.extra.append(Extra(label=label, value=said if isinstance(said, str) else "\n".join(said)))
    texts = leaves(made.model_dump(exclude={*Base.model_fields, "kind"}))
    made.evidence = {path: Evidence(how="person", place=place) for path, text in texts if isinstance(text, str)}
    return made
