"""What every table says of a row: its file, page, record and subject, and how whole the record is."""

from __future__ import annotations

from pathlib import PurePath

from jixiao.records.annotations.doubts import reasons_of
from jixiao.records.goals import DepartmentGoal, ProjectGoal
from jixiao.records.headings import field_heading
from jixiao.records.kinds import LABELS, AnyRecord
from jixiao.records.paths import FieldPath
from jixiao.records.reading import Reading
from jixiao.records.tables.changes import corrected_in
from jixiao.records.tables.columns import At, Column, heading_of

STATUS = {"complete": "完整", "incomplete": "不完整", "failed": "未能读取"}


def record_id(reading: Reading, number: int) -> str:
    """The record's name in tables: the beginning of the source's hash and the record's number, `3f2a9c01b7de#003`.

    The number is that of the reading as it was read, so that it stays when a form before it turns out to be none.
    """
    return f"{reading.source.sha256[:12] or reading.source.name}#{reading.number_of(number - 1):03}"


def status_of(reading: Reading) -> str:
    """failed where nothing of the file could be read, incomplete where a page or a part of a record is missing."""
    if any(p.code.startswith("source.") for p in reading.problems):
        return "failed"
    if reading.problems or any(r.status == "incomplete" for r in reading.records):
        return "incomplete"
    return "complete"


def name_of(reading: Reading, record: AnyRecord) -> str:
    """What a person would call the record: its project, department or title; without any (a narrative may be) the
    department that the other records of the file agree on, else that it is not said, and the file's name."""
    for name in ("project_name", "department", "title"):
        if said := getattr(record, name, None):
            return str(said)
    departments = {said for other in reading.records if (said := getattr(other, "department", None))}
    if len(departments) == 1:
        return str(departments.pop())
    return f"未写明（{PurePath(reading.source.name).stem}）"


def _subject(at: At) -> str | None:
    return name_of(at.reading, at.record) if at.record else None


def _record_id(at: At) -> str | None:
    return record_id(at.reading, at.number) if at.record else None


def _page(at: At, end: int) -> int | None:
    return at.record.pages[end] if at.record and at.record.pages else None


def _extra(at: At) -> str | None:
    """All that the contract has no field for; what belongs to a row of indicators with the number of the row."""
    if at.record is None:
        return None
    said = [f"{e.label}：{e.value}" for e in at.record.extra]
    rows = enumerate(getattr(at.record, "indicators", ()), 1)
    said += [f"{e.label}（第{i}行）：{e.value}" for i, row in rows for e in getattr(row, "extra", ())]
    return "\n".join(said) or None


def _reasons(at: At) -> str | None:
    return "\n".join(r.message for r in at.record.reasons) or None if at.record else None


def doubted_in(at: At) -> str | None:
    """The fields of the row whose reading is not certain, each with why; None where there are none."""
    if at.record is None or not at.record.doubts:
        return None
    out = []
    for path, codes in at.record.doubts.items():
        inside = FieldPath(path).row is None if not at.path else f"{path}.".startswith((f"{at.path}.", f"{at.path}["))
        if inside:
            out.append(f"{field_heading(type(at.record), path).rpartition(' ')[2]}（{reasons_of(codes)}）")
    return "、".join(out) or None


FILE = Column("file", "文件", "file", lambda at: at.reading.source.name, repeated=True)
ID = Column("record_id", "记录编号", "code", _record_id, repeated=True)
ROW = Column("row", "序号", "count", lambda at: at.row)
PAGE = Column("page", "页", "page", lambda at: at.page)
DEPARTMENT = Column(
    "department", heading_of(DepartmentGoal, "department"), "name", lambda at: getattr(at.record, "department", None)
)
PROJECT = Column(
    "project_name", heading_of(ProjectGoal, "project_name"), "name", lambda at: getattr(at.record, "project_name", None)
)
IS_WHOLE = Column(
    "status", "完整性", "mark", lambda at: at.record.status if at.record else None, words=STATUS, repeated=True
)
SUBJECT = Column("subject", "项目或部门", "name", _subject, repeated=True)
TITLE = Column("title", "表名", "name", lambda at: getattr(at.record, "title", None), "title", repeated=True)
YEAR = Column("year", "年度", "year", lambda at: at.record.year if at.record else None, repeated=True)
KIND = Column("kind", "类型", "mark", lambda at: at.record.kind if at.record else None, words=LABELS)
_LAST = Column("last_page", "末页", "count", lambda at: _page(at, 1), repeated=True, technical=True)
_WHY = Column("reasons", "不完整的原因", "long", _reasons, repeated=True)
_EXTRA = Column("extra", "其他栏目", "long", _extra, repeated=True)
_CORRECTED = Column("corrected", "人工改正", "long", corrected_in)
_DOUBTED = Column("doubted", "存疑", "long", doubted_in)
OF_RECORD = (_WHY, _EXTRA, _DOUBTED, _CORRECTED, FILE, PAGE, _LAST, ID)
OF_ITEM = (_DOUBTED, _CORRECTED, FILE, PAGE, ID, ROW)
