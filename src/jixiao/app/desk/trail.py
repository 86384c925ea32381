"""The whole trail of an office: corrections, decisions and passes in the order of time, as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from jixiao.app.desk.desk import Desk
from jixiao.app.desk.handling import ACTS
from jixiao.export.as_csv import guarded
from jixiao.records.annotations.corrections import ACTIONS, field_of, said_of
from jixiao.records.annotations.decisions import VERDICTS

_HEADINGS = (
    "时间（UTC）",
    "谁",
    "做了什么",
    "文件",
    "第几份表",
    "哪里",
    "原为",
    "改为",
    "说明",
    "内容校验值（SHA-256）",
)
Line = tuple[str, str, str, str, str, str, str, str, str, str]


def trail(desk: Desk) -> bytes:
    """The trail as CSV that spreadsheets open, the first one first."""
    out = io.StringIO(newline="")
    out.write("\ufeff")
    lines = sorted([*_corrections(desk), *_decisions(desk), *_passes(desk)])
    csv.writer(out).writerows([_HEADINGS, *(tuple(map(guarded, line)) for line in lines)])
    return out.getvalue().encode()


def _files(desk: Desk) -> dict[str, str]:
    return dict(desk.store.latest())


def _corrections(desk: Desk) -> Iterator[Line]:
    files = _files(desk)
    for c in desk.store.corrections.all():
        file, number = files.get(c.sha256, ""), str(c.form.number)
        field, was, now = field_of(c), said_of(c.was), said_of(c.now)
        yield c.when, c.who, ACTIONS[c.action], file, number, field, was, now, c.why, c.sha256


def _decisions(desk: Desk) -> Iterator[Line]:
    files = _files(desk)
    for d in desk.store.decisions.all():
        number = next((part for part in d.matter.split("|") if part.isdigit()), "")
        did = f"意见：{VERDICTS[d.verdict]}"
        yield d.made, d.reviewer, did, files.get(d.sha256, ""), number, d.matter, "", d.text, d.note, d.sha256


def _passes(desk: Desk) -> Iterator[Line]:
    files = _files(desk)
    for p in desk.store.reviewing.passes():
        yield p.made, p.who, ACTS[p.act], files.get(p.sha256, ""), str(p.record), "", "", p.whom, p.note, p.sha256
