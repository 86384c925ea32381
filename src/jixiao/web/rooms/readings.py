"""Readings over HTTP: which there are, one whole, what checks find and what is suggested, everything exported."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from jixiao.app.desk.exporting import exported
from jixiao.app.desk.reviewing import checked
from jixiao.errors import NotThere
from jixiao.records import DepartmentGoal, ProjectGoal
from jixiao.records.tables.identifying import status_of
from jixiao.web.access import user_of
from jixiao.web.rooms.pages import desk_of

router = APIRouter(prefix="/api", tags=["读数"])


@router.get("/readings")
def readings(request: Request) -> list[dict[str, Any]]:
    """The latest reading of every source: its hash, name and pages."""
    user_of(request)
    found = desk_of(request).store.queue.readings()
    return [{"sha256": each.sha256, "name": each.name, "pages": each.pages} for each in found]


@router.get("/readings/{key}")
def reading(request: Request, key: str, as_read: bool = False) -> dict[str, Any]:
    """A whole reading as corrected, or as it was read; as `jixiao extract` writes it."""
    user_of(request)
    desk = desk_of(request)
    found, _ = desk.reading(key)
    wanted = desk.store.as_read(found.source.sha256) if as_read else found
    assert wanted is not None
    return {"status": status_of(wanted), **wanted.model_dump(mode="json")}


@router.get("/forms/{key}/{number}/checks")
def checks(request: Request, key: str, number: int) -> dict[str, Any]:
    """What checks find in a form, and what they looked at."""
    user_of(request)
    desk = desk_of(request)
    form = desk.form(key, number)
    found = checked(desk, form)
    mine = [each.model_dump(mode="json") for each in found.findings if each.record == form.at + 1]
    looked = [each.model_dump(mode="json") for each in found.ledger if each.record == form.at + 1]
    return {"findings": mine, "ledger": looked}


@router.get("/forms/{key}/{number}/suggestions")
def suggestions(request: Request, key: str, number: int) -> dict[str, Any]:
    """What the form lacks by its like in the store."""
    user_of(request)
    desk = desk_of(request)
    form = desk.form(key, number)
    if not isinstance(form.record, ProjectGoal | DepartmentGoal):
        raise NotThere(f"“{form.subject}”不是项目或部门整体绩效目标表，没有可建议的；请换一份表")
    return desk.workspace.suggest(form.record).model_dump(mode="json")


@router.get("/export/{name}", response_class=Response)
def export(request: Request, name: str) -> Response:
    """Everything as corrected in a format: xlsx, jsonl, csv or parquet (several files come as .zip)."""
    user_of(request)
    file, content = exported(desk_of(request), name)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file)}"}
    return Response(content, media_type="application/octet-stream", headers=headers)
