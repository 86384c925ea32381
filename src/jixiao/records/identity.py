"""What tells a project or department from others, whatever file its form came in."""

from __future__ import annotations

from jixiao.records.evaluation import SelfEvaluation
from jixiao.records.goals import ProjectGoal
from jixiao.records.kinds import AnyRecord
from jixiao.records.published import PublishedTable
from jixiao.text import key


def identity(kind: str, name: str, department: str, year: int | None) -> str:
    """Alike for the forms of one project (department) and year; "" where name or department is not known."""
    return "|".join((kind, key(name), key(department), str(year or ""))) if name and department else ""


def identity_of(record: AnyRecord) -> str:
    """The identity of what the record is about, "" where that cannot be told."""
    if isinstance(record, PublishedTable):
        return ""
    if isinstance(record, ProjectGoal) or (isinstance(record, SelfEvaluation) and record.project_name):
        name, department = record.project_name, record.department or record.implementer
    else:
        name = department = record.department
    return identity(record.kind, name or "", department or "", record.year)
