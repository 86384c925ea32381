"""The reviewing desk: the overview, a form with its remarks beside its original, decisions with a key."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Annotated, Any, cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

from jixiao.app.desk.desk import KEY, OpenForm
from jixiao.app.desk.handling import STAGES, handled
from jixiao.app.desk.reviewing import Checking, add_own, as_word, decide, opinion_on
from jixiao.app.desk.sheet import plain
from jixiao.checks import catalogue
from jixiao.errors import SourceError
from jixiao.records.annotations.decisions import VERDICTS, Decision, Verdict
from jixiao.records.kinds import LABELS
from jixiao.reviews import Opinion
from jixiao.store.reviewing import Reviewed, Wanted
from jixiao.web.access import session_of, user_of
from jixiao.web.rendering import fragment, page
from jixiao.web.rooms.handling import printed_of, reviewers_of
from jixiao.web.rooms.pages import desk_of, pages_of, scanned_in

router = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["审核"])
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SHOWN, _FIRST = 12, 5


class Deciding(BaseModel):
    """What is decided on the matter of a remark: `text` is what it is changed to, `note` why.

    `seen` is the decision that was seen there, in words ("": none); where it is given another's is not written over.
    """

    matter: str
    verdict: Verdict
    text: str = ""
    note: str = ""
    seen: str | None = None


class Own(BaseModel):
    """A remark of the reviewer's own, at a field path ("" for the form as a whole)."""

    path: str = ""
    text: str


@router.get("/review")
def overview(request: Request, wanted: Annotated[Wanted, Depends()]) -> HTMLResponse:
    """Every form that can be reviewed, what was found, who has it and how much is decided."""
    user = user_of(request)
    desk, checking = desk_of(request), cast("Checking", request.app.state.checking)
    desk.store.refresh()
    found = desk.store.reviewing
    forms, names = found.forms(wanted), {each.id: each.asserts for each in catalogue()}
    given: dict[str, Any] = {
        "forms": [_row(each, wanted) for each in forms],
        "unchecked": sum(not each.checked for each in forms),
        "going": checking.going,
        "mark": session.proof if (session := session_of(request)) else "",
        "left": checking.left,
        "here": f"/review{_query(wanted)}",
        "stages": STAGES,
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
    people = reviewers_of(request)
    return page(
        request,
        "review.html",
        "/review",
        first=_FIRST,
        checks=checks,
        departments=departments,
        tabs=_tabs(user.name, wanted, len(people)),
        people=people if user.may("reviewer") and len(people) > 1 else [],
        said=names.get(wanted.check, wanted.check) or wanted.department,
        filtered=wanted != Wanted(),
        **given,
    )


@router.get("/review/{key}/{number}")
def form(request: Request, key: str, number: int, wanted: Annotated[Wanted, Depends()]) -> HTMLResponse:
    """A form beside its original, with the remarks on it; the next one is of those that were looked for."""
    user = user_of(request)
    desk = desk_of(request)
    found = desk.form(key, number)
    made = opinion_on(desk, found)
    order = [_row(each, wanted)["address"] for each in desk.store.reviewing.forms(wanted)]
    here = f"/review/{found.key}{_query(wanted)}"
    following = order[order.index(here) + 1 :] if here in order else order
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
        scanned=scanned_in(found.sheet),
        next=following[0] if following else "",
        list=f"/review{_query(wanted)}",
        readonly=not user.may("reviewer"),
        verdicts=VERDICTS,
        handled=handled(desk, found, made),
        stages=STAGES,
        people=reviewers_of(request),
        me=user.name,
    )


@router.get("/review/{key}/{number}/printed")
def as_printed(request: Request, key: str, number: int) -> HTMLResponse:
    """The opinion as it prints, page by page."""
    user_of(request)
    found = desk_of(request).form(key, number)
    count, said = 0, ""
    try:
        count = len(printed_of(request).pages(found))
    except SourceError as error:
        said = str(error).partition("：")[2]
    return fragment("printed.html", key=found.key, count=count, said=said, stamp=secrets.token_hex(4))


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
    made = Decision(sha256=found.reading.source.sha256, reviewer=user.name, **said.model_dump(exclude={"seen"}))
    return decide(desk, found, made, said.seen).model_dump(mode="json", include={"grade", "proposed", "judged"})


@api.post("/forms/{key}/{number}/remarks")
def keep_own(request: Request, key: str, number: int, own: Own) -> dict[str, Any]:
    """Add a remark of one's own."""
    user = user_of(request, "reviewer")
    desk = desk_of(request)
    made = add_own(desk, desk.form(key, number), own.path, own.text, user.name)
    return made.model_dump(mode="json", include={"grade", "proposed", "judged"})


def _query(wanted: Wanted) -> str:
    """What is looked for, as it stands in an address."""
    said = {name: value for name, value in asdict(wanted).items() if value is not None and (value or name != "check")}
    return f"?{urlencode(said)}" if said else ""


def _tabs(me: str, wanted: Wanted, people: int) -> list[tuple[str, str, bool]]:
    """(address, words, whether it is the one at hand) of the lists that a reviewer goes to."""
    lists = [("全部", Wanted()), ("待处理", Wanted(stage="")), ("待复核", Wanted(stage="done"))]
    lists += [("退回的", Wanted(stage="returned")), ("已复核", Wanted(stage="agreed"))]
    if people > 1:
        lists += [("我的", Wanted(holder=me)), ("没人办的", Wanted(holder=""))]
    return [(f"/review{_query(each)}", said, each == wanted) for said, each in lists]


def _row(each: Reviewed, wanted: Wanted) -> dict[str, Any]:
    return {
        **asdict(each),
        "address": f"/review/{each.source[:KEY]}/{each.record}{_query(wanted)}",
        "label": LABELS.get(each.kind, each.kind),
    }


def _remarks(form: OpenForm, made: Opinion) -> list[dict[str, Any]]:
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
                "fields": remark.paths or [remark.path],
                "spots": spots,
                "doubts": [remark.weight] if remark.decision is None else [],
                "settled": remark.decision is not None,
                "page": remark.page,
            }
        )
    return out
