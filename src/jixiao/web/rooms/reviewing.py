"""The reviewing desk: the overview, a form with its remarks beside its original, decisions with a key."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

from jixiao.app.desk.desk import KEY, Form
from jixiao.app.desk.reviewing import Checking, add_own, as_word, decide, opinion_on
from jixiao.app.desk.sheet import plain
from jixiao.checks import catalogue
from jixiao.records.annotations.decisions import VERDICTS, Decision, Verdict
from jixiao.records.kinds import LABELS
from jixiao.reviews import Opinion
from jixiao.store.reviewing import Reviewed
from jixiao.web.access import session_of, user_of
from jixiao.web.rendering import fragment, page
from jixiao.web.rooms.pages import desk_of, pages_of

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["审核"])
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHOWN = 12


class Deciding(BaseModel):
    """What is decided on the matter of a remark: `text` is what it is changed to, `note` why."""

    matter: str
    verdict: Verdict
    text: str = ""
    note: str = ""


class Own(BaseModel):
    """A remark of the reviewer's own, at a field path ("" for the form as a whole)."""

    path: str = ""
    text: str


@router.get("/review")
def overview(request: Request, check: str = "", department: str = "") -> HTMLResponse:
    """Every form that can be reviewed, what was found, and how much is decided."""
    user_of(request)
    desk, checking = desk_of(request), cast("Checking", request.app.state.checking)
    desk.store.refresh()
    found = desk.store.reviewing
    forms, names = found.forms(check, department), {each.id: each.asserts for each in catalogue()}
    given: dict[str, Any] = {
        "forms": [_row(each) for each in forms],
        "unchecked": sum(not each.checked for each in forms),
        "going": checking.going,
        "mark": session.proof if (session := session_of(request)) else "",
        "left": checking.left,
        "here": f"/review?{urlencode({'check': check, 'department': department})}",
    }
    if "HX-Request" in request.headers:
        shown = fragment("review_rows.html", **given)
        if not checking.going:
            shown.headers["HX-Refresh"] = "true"  # the bars above are of before
        return shown
    checks = [
        {"name": names.get(key, key), "count": many, "forms": count, "address": f"/review?check={quote(key)}"}
        for key, many, count in found.checks()[:_SHOWN]
    ]
    departments = [
        {"name": key or "（没有写部门）", "count": many, "forms": count, "address": f"/review?department={quote(key)}"}
        for key, many, count in found.departments()[:_SHOWN]
        if many
    ]
    said = names.get(check, check) or department
    return page(request, "review.html", "/review", checks=checks, departments=departments, said=said, **given)


@router.get("/review/{key}/{number}")
def form(request: Request, key: str, number: int) -> HTMLResponse:
    """A form beside its original, with the remarks on it."""
    user = user_of(request)
    desk = desk_of(request)
    found = desk.form(key, number)
    made = opinion_on(desk, found)
    order = [each.source[:KEY] + f"/{each.record}" for each in desk.store.reviewing.forms()]
    at = order.index(found.key) if found.key in order else len(order)
    return page(
        request,
        "opinion.html",
        "/review",
        form=found,
        sheet=found.sheet,
        plain=plain(found.sheet),
        opinion=made,
        remarks=_remarks(found, made),
        pages=pages_of(desk, found.reading),
        next=f"/review/{order[at + 1]}" if at + 1 < len(order) else "",
        readonly=not user.may("reviewer"),
        verdicts=VERDICTS,
    )


@router.get("/review/{key}/{number}/remarks")
def remarks(request: Request, key: str, number: int) -> HTMLResponse:
    """The remarks alone, as they are now."""
    user_of(request)
    desk = desk_of(request)
    found = desk.form(key, number)
    made = opinion_on(desk, found)
    return fragment("remarks.html", opinion=made, remarks=_remarks(found, made), verdicts=VERDICTS, form=found)


@router.post("/review/check")
def check_all(request: Request) -> Response:
    """Check in the background what was not checked since it was changed."""
    user_of(request, "reviewer")
    cast("Checking", request.app.state.checking).start()
    return Response(status_code=204, headers={"HX-Refresh": "true"})


@api.get("/forms/{key}/{number}/opinion")
def opinion(request: Request, key: str, number: int) -> dict[str, Any]:
    """The opinion on a form: remarks with their decisions, points and grade proposed."""
    user_of(request)
    desk = desk_of(request)
    return opinion_on(desk, desk.form(key, number)).model_dump(mode="json")


@api.get("/forms/{key}/{number}/opinion.docx", response_class=Response)
def word(request: Request, key: str, number: int) -> Response:
    """The opinion in Word, as it goes out."""
    user_of(request)
    desk = desk_of(request)
    found = desk.form(key, number)
    name = quote(f"审核意见-{found.subject[:40]}.docx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(as_word(desk, found), media_type=_WORD, headers=headers)


@api.post("/forms/{key}/{number}/decisions")
def keep_decision(request: Request, key: str, number: int, said: Deciding) -> dict[str, Any]:
    """Decide on a remark; the same as in the workbook of `jixiao review`."""
    user = user_of(request, "reviewer")
    desk = desk_of(request)
    found = desk.form(key, number)
    made = Decision(sha256=found.reading.source.sha256, reviewer=user.name, **said.model_dump())
    return decide(desk, found, made).model_dump(mode="json", include={"grade", "proposed", "judged"})


@api.post("/forms/{key}/{number}/remarks")
def keep_own(request: Request, key: str, number: int, own: Own) -> dict[str, Any]:
    """Add a remark of one's own."""
    user = user_of(request, "reviewer")
    desk = desk_of(request)
    made = add_own(desk, desk.form(key, number), own.path, own.text, user.name)
    return made.model_dump(mode="json", include={"grade", "proposed", "judged"})


def _row(each: Reviewed) -> dict[str, Any]:
    return {
        **asdict(each),
        "address": f"/review/{each.source[:KEY]}/{each.record}",
        "label": LABELS.get(each.kind, each.kind),
    }


def _remarks(form: Form, made: Opinion) -> list[dict[str, Any]]:
    """The remarks with their places on the page."""
    out = []
    for remark in made.remarks:
        spots = []
        for path in remark.paths or [remark.path]:
            evidence = form.record.evidence.get(path)
            if evidence is not None and evidence.page is not None and evidence.box is not None:
                spots.append((evidence.page, evidence.box))
        out.append(
            {
                "path": remark.matter,
                "spots": spots,
                "doubts": [remark.weight] if remark.decision is None else [],
                "settled": remark.decision is not None,
                "page": remark.page,
            }
        )
    return out
