"""Findings and suggestions put together into an opinion on each form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

from jixiao.checks import entries
from jixiao.records import AnyRecord, DepartmentGoal, Ledger, ProjectGoal, Reading
from jixiao.records.annotations.decisions import Decision
from jixiao.records.annotations.findings import Finding
from jixiao.records.headings import field_heading
from jixiao.records.kinds import LABELS
from jixiao.records.model import SCOPES
from jixiao.records.paths import FieldPath
from jixiao.records.tables.columns import pages_of
from jixiao.records.tables.identifying import name_of
from jixiao.reviews.coherence import coherence
from jixiao.reviews.criteria import criteria
from jixiao.reviews.model import SUGGESTIONS, WEIGHTS, Opinion, Remark, Row
from jixiao.reviews.scores import graded
from jixiao.suggestions import Cited, Suggestion, Suggestions

OWN = "own"
"""What begins the matter of a remark that a reviewer made himself."""
_ORDER = list(WEIGHTS)


def opinion(
    reading: Reading,
    number: int,
    findings: Sequence[Finding],
    suggestions: Suggestions | None,
    decisions: Mapping[str, Decision],
    ledger: Ledger | None = None,
) -> Opinion:
    """The opinion on record `number` of the reading; decisions are by matter, of this source.

    Without a ledger nothing is known to have been looked at, and no grade is proposed.
    """
    record = reading.records[number - 1]
    remarks = [_of_finding(f, record) for f in findings if f.record == number]
    if suggestions is not None:
        remarks += [_of_suggestion(s, number, record) for s in suggestions.items]
    remarks += [_of_reviewer(d, record) for matter, d in decisions.items() if matter.startswith(f"{OWN}|{number}|")]
    remarks = _without_those_of_gone_rows(_numbered(remarks, reading.source.sha256, decisions))
    out = Opinion(
        subject=name_of(reading, record),
        kind=record.kind,
        title=getattr(record, "title", None) or LABELS[record.kind],
        department=getattr(record, "department", None) or "",
        year=record.year,
        amount=_amount(record),
        implementer=getattr(record, "implementer", None) or "",
        period=_period(record),
        sources=_sources(record),
        goal=getattr(record, "goal_annual", None) or "",
        coherence=coherence(record) if isinstance(record, ProjectGoal) else None,
        source=reading.source.name,
        sha256=reading.source.sha256,
        record=number,
        pages=record.pages,
        incomplete=_incomplete(record),
        ledger=ledger,
        rows=_rows(record, remarks, ledger),
        remarks=remarks,
        notes=list(suggestions.notes) if suggestions else [],
    )
    return graded(out)


def of_file(reading: Reading, findings: Sequence[Finding], decisions: Mapping[str, Decision]) -> Opinion | None:
    """What was found about the file as a whole, None where nothing was; such an opinion has no grade."""
    remarks = _numbered([_of_finding(f, None) for f in findings if f.record == 0], reading.source.sha256, decisions)
    if not remarks:
        return None
    name, mark = reading.source.name, reading.source.sha256
    return Opinion(subject=name, kind="file", title="整份文件", source=name, sha256=mark, record=0, remarks=remarks)


def matter_of(finding: Finding) -> str:
    """The name of a finding in decisions."""
    return "|".join(str(part) for part in finding.key)


def short(sha256: str, matter: str) -> str:
    """The short name of a matter of a source, by which people and workbooks call it."""
    return hashlib.sha256(f"{sha256}\0{matter}".encode()).hexdigest()[:8]


def _of_finding(finding: Finding, record: AnyRecord | None) -> Remark:
    check = entries().get(finding.check)
    return Remark(
        matter=matter_of(finding),
        weight=finding.severity,
        criterion=criteria().home(check.criterion if check else ""),
        place=_place(record, finding.path),
        path=finding.path,
        paths=finding.paths,
        check=finding.check,
        page=finding.page or (record.pages[0] if record is not None and record.pages else None),
        message=finding.message,
        advice=finding.advice,
        rule=finding.rule,
        doubted=finding.doubted,
    )


def _of_suggestion(said: Suggestion, number: int, record: AnyRecord) -> Remark:
    words = criteria()
    rule = said.key.split(":")[1] if said.kind == "sharpen" else said.kind
    what = f"{said.level1}/{said.level2}：{said.name}" if said.kind == "missing" else said.name
    adapted = f"（由库中“{said.original}”改写）" if said.adapted else ""
    return Remark(
        matter=f"{number}|suggest|{said.key}",
        weight=said.kind,
        criterion=words.suggestions.get(rule, words.suggestions[said.kind]),
        place=_place(record, said.path) if said.path else f"{said.family}指标",
        path=said.path,
        page=pages_of(record).get(said.path) if said.path else None,
        message=f"{WEIGHTS[said.kind]}“{what}”{adapted}。{said.reason}",
        advice=f"{said.name}　{said.value}".strip(),
        sources=[source_line(s) for s in said.sources],
        heading=said.family,
        proposed=f"{said.name}{adapted}",
        value=said.value,
        reason=said.reason,
    )


def _of_reviewer(decision: Decision, record: AnyRecord) -> Remark:
    """What a reviewer found himself: the words of his decision on a matter that he made up (`own|record|path|…`)."""
    path = decision.matter.split("|")[2]
    return Remark(
        matter=decision.matter,
        weight="warning",
        criterion=criteria().home(""),
        place=_place(record, path),
        path=path,
        paths=[path],
        page=pages_of(record).get(path) or (record.pages[0] if record.pages else None),
        message=decision.text,
        rule=f"审核人{decision.reviewer}提出",
    )


def source_line(source: Cited) -> str:
    """A source in one line."""
    if source.frame:
        return f"〔框架〕{source.name} {source.value}".strip()
    page = f"第{source.page}页" if source.page else ""
    year = f"{source.year}年" if source.year else ""
    return f"{source.name} {source.value}（{'，'.join(p for p in (source.project, year, source.document, page) if p)}）"


def _numbered(remarks: list[Remark], sha256: str, decisions: Mapping[str, Decision]) -> list[Remark]:
    """In the order of weight, numbered, each with what was decided on it."""
    ordered = sorted(remarks, key=lambda r: _ORDER.index(r.weight))
    return [
        r.model_copy(update={"number": n, "id": short(sha256, r.matter), "decision": decisions.get(r.matter)})
        for n, r in enumerate(ordered, 1)
    ]


def _without_those_of_gone_rows(remarks: list[Remark]) -> list[Remark]:
    """The remarks without suggestions on indicators that are proposed to go: what goes is not to be refined."""
    words, gone = criteria(), set[str]()
    for one in remarks:
        if one.check in words.delete and one.stands:
            rows = list(dict.fromkeys(FieldPath(path).row or "" for path in one.paths or [one.path]))
            gone.update(rows[:1] if one.check in words.twins else rows)
    return [r for r in remarks if r.weight not in SUGGESTIONS or not r.path or FieldPath(r.path).row not in gone]


def _rows(record: AnyRecord, remarks: Sequence[Remark], ledger: Ledger | None) -> list[Row]:
    if not isinstance(record, ProjectGoal | DepartmentGoal):
        return []
    pages = pages_of(record)
    by_row: dict[str, list[int]] = {}
    for remark in remarks:
        places = [path for path in remark.paths or [remark.path] if path.startswith("indicators[")]
        for row in dict.fromkeys(FieldPath(path).row or "" for path in places if remark.stands):
            by_row.setdefault(row, []).append(remark.number)
    scopes = {i.scope for i in record.indicators}
    return [
        Row(
            number=i + 1,
            scope=SCOPES[one.scope] if len(scopes) > 1 else "",
            level1=one.level1 or "",
            level2=one.level2 or "",
            level3=one.level3 or "",
            value=one.value or "",
            weight=one.weight or "",
            page=pages.get(f"indicators[{i}]"),
            remarks=by_row.get(f"indicators[{i}]", []),
            looked=ledger.rows[i] if ledger and i < len(ledger.rows) else [],
            blind=_blind(record, i),
        )
        for i, one in enumerate(record.indicators)
    ]


def _incomplete(record: AnyRecord) -> list[str]:
    """Why the record is not complete; a record that is not and tells no reason is not taken for a whole one."""
    if record.status != "incomplete":
        return []
    return [reason.message for reason in record.reasons] or ["这份表标为不完整，没有说明原因"]


def _blind(record: ProjectGoal | DepartmentGoal, row: int) -> str:
    """Why the indicator may not have been looked at; "" where neither its own reading nor that of the form forbids."""
    if any(path.startswith(f"indicators[{row}].") for path in record.doubts):
        return "识读没有把握"
    if record.status == "incomplete":
        first = re.split(r"[；（。]", record.reasons[0].message)[0] if record.reasons else ""
        return f"这份表有待核对（{first}）" if first else "这份表有待核对"
    return "整张表的识读没有把握" if "table" in record.doubts else ""


def _place(record: AnyRecord | None, path: str) -> str:
    if record is None or not path:
        return "整张表" if record is not None else "整份文件"
    row = FieldPath(path).position
    if path.startswith("indicators[") and isinstance(record, ProjectGoal | DepartmentGoal) and row is not None:
        name = record.indicators[row].level3 if row < len(record.indicators) else ""
        return f"指标{row + 1} {name or ''}".strip()
    return field_heading(type(record), path) or path


def _period(record: AnyRecord) -> str:
    if not isinstance(record, ProjectGoal) or not record.period_start:
        return ""
    return "至".join(part for part in (record.period_start, record.period_end) if part)


def _sources(record: AnyRecord) -> str:
    """Where the year's money comes from, as printed; parts that are blank or nought are left out."""
    if not isinstance(record, ProjectGoal) or record.funds is None:
        return ""
    side, unit = record.funds.annual, record.funds.unit or ""
    parts = {"财政拨款": side.fiscal, "其他资金": side.other, "上年结转": side.carryover}
    return "，".join(f"{name}{text}{unit}" for name, text in parts.items() if text and text.strip("0.-—/ "))


def _amount(record: AnyRecord) -> str:
    if isinstance(record, ProjectGoal) and record.funds is not None:
        total = record.funds.annual.total or ""
        return f"{total}{record.funds.unit or ''}" if total else ""
    if isinstance(record, DepartmentGoal) and record.budget is not None:
        parts = {"基本支出": record.budget.basic, "项目支出": record.budget.project}
        unit = record.budget.unit or ""
        return "，".join(f"{name}{text}{unit}" for name, text in parts.items() if text and text.strip())
    return ""
