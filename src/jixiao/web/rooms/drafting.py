"""The drafting desk: projects, indicators as a table, the draft beside it, looked at while it is typed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from jixiao.app.desk.desk import KEY
from jixiao.app.desk.drafting import as_word, composed, keep, looked_at, project_of, versions
from jixiao.app.desk.giving import template, typed
from jixiao.drafts.input.fields import input_form
from jixiao.web.access import user_of
from jixiao.web.rendering import page
from jixiao.web.rooms.pages import desk_of

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["起草"])
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 2000


class Text(BaseModel):
    """A draft as it is typed."""

    text: str


class Looking(Text):
    """A draft as it is typed, and the paths of indicators that are left out of it."""

    left_out: list[str] = []


class Given(BaseModel):
    """A project as it is typed: values by the paths of `/api/draft/fields`."""

    project: dict[str, str]
    indicators: list[dict[str, str]] = Field(max_length=500)


class Choice(BaseModel):
    """The indicators that the goal is to speak of, by their paths, in their order; how it is worded."""

    paths: list[str]
    version: int = 1


@router.get("/draft")
def projects(request: Request, find: str = "") -> HTMLResponse:
    """The projects that drafts can be made of."""
    user_of(request)
    desk = desk_of(request)
    drafted = desk.store.desk.drafted()
    found = [
        {
            **asdict(each),
            "address": f"/draft/{each.source[:KEY]}/{each.record}",
            "versions": drafted.get(f"{each.source[:KEY]}/{each.record}", 0),
        }
        for each in desk.board.all(find)
        if each.kind == "project_goal"
    ][:_MOST]
    return page(request, "drafts.html", "/draft", projects=found, find=find)


@router.get("/draft/new")
def new(request: Request) -> HTMLResponse:
    """A form in which a project is told."""
    user = user_of(request)
    return page(request, "new.html", "/draft", form=input_form(), readonly=not user.may("corrector"))


@router.get("/draft/{key}/{number}")
def project(request: Request, key: str, number: int) -> HTMLResponse:
    """A project with its indicators, and its draft: the last version, or one that is composed now."""
    user = user_of(request)
    desk = desk_of(request)
    found = desk.form(key, number)
    made, kept = composed(found), versions(desk, found)
    return page(
        request,
        "draft.html",
        "/draft",
        form=found,
        project=project_of(found),
        text=kept[0][1].text if kept else made.text,
        composed=made.text,
        left_out={each.path: each.reason for each in made.plan.left_out},
        planned={path for group in made.plan.groups for item in group.items for path in item.paths},
        versions=[
            {"number": n, "when": _local(note.made), "who": note.who, "text": each.text}
            for n, (note, each) in zip(range(len(kept), 0, -1), kept, strict=True)
        ],
        readonly=not user.may("corrector"),
    )


@api.get("/draft/fields")
def fields(request: Request) -> dict[str, Any]:
    """What can be told of a project and its indicators: paths with their headings and what to write there."""
    user_of(request)
    return input_form().model_dump(include={"project", "indicator"})


@api.get("/draft/template.xlsx", response_class=Response)
def workbook(request: Request) -> Response:
    """The workbook in which projects are told; it is handed in like any file."""
    user_of(request)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote('起草输入模板.xlsx')}"}
    return Response(template(), media_type=_EXCEL, headers=headers)


@api.post("/projects", status_code=201)
def give(request: Request, said: Given) -> dict[str, Any]:
    """Keep a project that was typed; the address of its draft."""
    user_of(request, "corrector")
    reading = typed(said.project, said.indicators)
    desk_of(request).workspace.keep([reading])
    return {"address": f"/draft/{reading.source.sha256[:KEY]}/{reading.number_of(0)}"}


@api.post("/forms/{key}/{number}/draft")
def compose(request: Request, key: str, number: int, choice: Choice) -> dict[str, Any]:
    """The goal composed of the chosen indicators, in their order; with `paths` empty of all that belong in it."""
    user_of(request)
    made = composed(desk_of(request).form(key, number), choice.paths or None, choice.version)
    return {"text": made.text, "final": made.final, "faults": [fault.message for fault in made.faults]}


@api.post("/forms/{key}/{number}/draft/look")
def look(request: Request, key: str, number: int, said: Looking) -> dict[str, Any]:
    """A text beside the project: each number with the fields that bear it out, and what is wrong where."""
    user_of(request)
    return asdict(looked_at(desk_of(request).form(key, number), said.text, said.left_out))


@api.post("/forms/{key}/{number}/drafts")
def keep_version(request: Request, key: str, number: int, said: Text) -> dict[str, Any]:
    """Keep the text as a version."""
    user = user_of(request, "corrector")
    desk = desk_of(request)
    found = desk.form(key, number)
    keep(desk, found, said.text, user.name)
    return {"versions": len(versions(desk, found))}


@api.get("/forms/{key}/{number}/drafts")
def kept_versions(request: Request, key: str, number: int) -> list[dict[str, Any]]:
    """The versions that were kept, the last one first."""
    user_of(request)
    desk = desk_of(request)
    found = versions(desk, desk.form(key, number))
    return [{"made": note.made, "who": note.who, "text": each.text} for note, each in found]


@api.post("/forms/{key}/{number}/draft.docx", response_class=Response)
def word(request: Request, key: str, number: int, said: Text) -> Response:
    """The project's form in Word with this text as its annual goal."""
    user_of(request)
    found = desk_of(request).form(key, number)
    name = quote(f"{found.subject[:40]}.docx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(as_word(found, said.text), media_type=_WORD, headers=headers)


def _local(made: str) -> str:
    return f"{datetime.fromisoformat(made).astimezone():%m-%d %H:%M}"
