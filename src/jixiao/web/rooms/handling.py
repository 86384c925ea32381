"""Many reviewers: who has a form, handing it on, the second pair of eyes, the whole trail as a table."""

from __future__ import annotations

from typing import Any, Literal, cast

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from jixiao.app.desk.handling import agree, finish, give, handled, send_back, share
from jixiao.app.desk.reviewing import Printed, opinion_on
from jixiao.app.desk.trail import trail
from jixiao.errors import NotThere
from jixiao.web.access import Access, user_of
from jixiao.web.rooms.pages import desk_of

router = APIRouter(prefix="/api", tags=["审核"])


class Handing(BaseModel):
    """What is done with a form: `given` to `whom` ("" for nobody), `done`, `agreed` or `returned` with a `note`."""

    act: Literal["given", "done", "agreed", "returned"]
    whom: str = ""
    note: str = ""


class Sharing(BaseModel):
    """Among whom the forms that nobody has are shared."""

    people: list[str]


@router.get("/forms/{key}/{number}/handling")
def stage(request: Request, key: str, number: int) -> dict[str, Any]:
    """Who has the form, how far it is, and what was done with it."""
    user_of(request)
    desk = desk_of(request)
    form = desk.form(key, number)
    found = handled(desk, form, opinion_on(desk, form))
    passes = desk.store.reviewing.passes(form.reading.source.sha256, number)
    steps = [{"act": p.act, "who": p.who, "whom": p.whom, "note": p.note, "made": p.made} for p in passes]
    return {"holder": found.holder, "stage": found.stage, "changed": found.changed, "note": found.note, "steps": steps}


@router.post("/forms/{key}/{number}/handling")
def hand(request: Request, key: str, number: int, said: Handing) -> dict[str, Any]:
    """Give a form to a reviewer, say that it is done, agree as a second pair of eyes, or send it back."""
    user = user_of(request, "reviewer")
    desk = desk_of(request)
    form = desk.form(key, number)
    if said.act == "given":
        _known(request, said.whom)
        give(desk, form, said.whom, user.name)
    elif said.act == "done":
        finish(desk, form, opinion_on(desk, form), user.name)
    elif said.act == "agreed":
        agree(desk, form, opinion_on(desk, form), user.name)
    else:
        send_back(desk, form, opinion_on(desk, form), user.name, said.note)
    return stage(request, key, number)


@router.post("/review/share")
def share_out(request: Request, said: Sharing) -> dict[str, Any]:
    """Give the forms that nobody has to these reviewers in turns."""
    user = user_of(request, "reviewer")
    for name in said.people:
        _known(request, name)
    return {"shared": share(desk_of(request), said.people, user.name)}


@router.get("/trail.csv", response_class=Response)
def whole_trail(request: Request) -> Response:
    """Everything that people did: corrections, decisions, passes, in the order of time."""
    user_of(request)
    return Response(trail(desk_of(request)), media_type="text/csv; charset=utf-8")


@router.get("/forms/{key}/{number}/opinion/{page}.jpg", response_class=Response)
def printed_page(request: Request, key: str, number: int, page: int) -> Response:
    """A page of the opinion as it prints, as JPEG."""
    user_of(request)
    pages = printed_of(request).pages(desk_of(request).form(key, number))
    if not 1 <= page <= len(pages):
        raise NotThere(f"意见书没有第 {page} 页，共 {len(pages)} 页；请换一个页码")
    return Response(pages[page - 1], media_type="image/jpeg")


def printed_of(request: Request) -> Printed:
    """The opinions as they print."""
    return cast("Printed", request.app.state.printed)


def reviewers_of(request: Request) -> list[str]:
    """The names of those who may review."""
    return cast("Access", request.app.state.access).reviewers()


def _known(request: Request, name: str) -> None:
    if name and name not in reviewers_of(request):
        raise NotThere(f"没有“{name}”这个审核人；请在“用户”页看谁能审核")
