"""The pages of the reading desk: the queue, its groups, and a form beside its original."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import islice
from typing import Any, cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from jixiao.app.correcting.queue import pace_of
from jixiao.app.desk.board import By, Waiting
from jixiao.app.desk.desk import KEY, Desk, OpenForm
from jixiao.app.desk.sheet import Sheet, plain
from jixiao.errors import NotThere, PageError, SourceError
from jixiao.records import Reading
from jixiao.records.kinds import KINDS, LABELS
from jixiao.web.access import user_of
from jixiao.web.rendering import fragment, page
from jixiao.web.words import COMMANDS, long_of

router = APIRouter(include_in_schema=False)
_BY: tuple[By, ...] = ("cause", "file", "department")
_MOST, _RECENT = 200, 300


def desk_of(request: Request) -> Desk:
    """The desk that serves the request."""
    return cast("Desk", request.app.state.desk)


def address_of(form: Waiting, by: str = "", of: str = "") -> str:
    """Where the form is, in the group of the queue that it is reached from."""
    query = "?" + urlencode({"by": by, "of": of}) if by else ""
    return f"/forms/{form.source[:KEY]}/{form.record}{query}" if form.record else f"/files/{form.source[:KEY]}"


@router.get("/")
def queue(request: Request, by: str = "cause") -> HTMLResponse:
    """What is left to look at."""
    desk = desk_of(request)
    user_of(request)
    chosen: By = by if by in _BY else "cause"
    board, left = desk.board, desk.board.left()
    done, pace = desk.store.queue.settled(), pace_of(desk.store.corrections.last(_RECENT))
    groups: list[dict[str, Any]] = [
        {
            **asdict(group),
            "name": _name(chosen, group.key),
            "level": group.key.partition(":")[0] if chosen == "cause" else "",
            "address": f"/queue?{urlencode({'by': chosen, 'of': group.key})}",
            "long": long_of(group.places, pace.seconds),
        }
        for group in board.groups(chosen)[:_MOST]
    ]
    first = next(board.forms(), None)
    return page(
        request,
        "queue.html",
        "/",
        left=left,
        groups=groups,
        by=chosen,
        done=done,
        share=f"{100 * done / max(1, done + left.places):.1f}",
        pace=round(pace.seconds) if pace.measured else None,
        long=long_of(left.places, pace.seconds),
        start=address_of(first, "all") if first else "/",
        store=desk.place.name,
    )


@router.get("/queue")
def group(request: Request, by: str, of: str, after: int = 0) -> HTMLResponse:
    """The forms of one group of the queue."""
    desk = desk_of(request)
    user_of(request)
    if by not in _BY:
        raise NotThere("队列里没有这一组；请回到队列重新选")
    found = list(islice(desk.board.forms(by, of), after, after + _MOST))
    more = f"/queue?{urlencode({'by': by, 'of': of, 'after': after + _MOST})}" if len(found) == _MOST else ""
    given: dict[str, Any] = {"forms": _rows(found, by, of), "more": more}
    if "HX-Request" in request.headers:
        return fragment("rows.html", **given)
    return page(request, "group.html", "/", name=_name(by, of), back=f"/?by={by}", search=None, **given)


@router.get("/forms")
def forms(request: Request, find: str = "", after: int = 0) -> HTMLResponse:
    """Every form, or those that the words are found in."""
    desk = desk_of(request)
    user_of(request)
    found = list(islice(desk.board.all(find), after, after + _MOST))
    more = f"/forms?{urlencode({'find': find, 'after': after + _MOST})}" if len(found) == _MOST else ""
    given: dict[str, Any] = {"forms": _rows(found, "", ""), "more": more}
    if "HX-Request" in request.headers:
        return fragment("rows.html", **given)
    return page(request, "group.html", "/forms", name="全部表", back="/", search=find, **given)


@router.get("/forms/{key}/{number}")
def form(request: Request, key: str, number: int, by: str = "", of: str = "") -> Response:
    """A form beside its original."""
    desk, user = desk_of(request), user_of(request)
    found = desk.form(key, number)
    group: By | None = by if by in _BY else None
    following = desk.board.following(found.reading.source.sha256, number, group, of) if by else None
    sheet = found.sheet
    return page(
        request,
        "form.html",
        "/" if by else "/forms",
        form=found,
        sheet=sheet,
        plain=plain(sheet),
        api=f"/api/forms/{found.key}",
        pages=pages_of(desk, found.reading),
        scanned=scanned_in(sheet),
        next=address_of(following, by, of) if following else "",
        queue=f"/queue?{urlencode({'by': by, 'of': of})}" if group else "/",
        readonly=not user.may("corrector"),
        has_places=any(cell.place for cell in sheet.cells()),
        kinds=_kinds(found),
        commands=COMMANDS,
        unclaimed=_unclaimed(found),
        stale=_stale(found),
    )


@router.get("/forms/{key}/{number}/values")
def values(request: Request, key: str, number: int) -> HTMLResponse:
    """The values of a form alone, as they are now."""
    user_of(request)
    sheet = desk_of(request).form(key, number).sheet
    return fragment("values.html", sheet=sheet, plain=plain(sheet))


@router.get("/files/{key}")
def file(request: Request, key: str) -> Response:
    """The first form of a file; where it has none, what is said of it."""
    desk = desk_of(request)
    user_of(request)
    reading, _ = desk.reading(key)
    if reading.records:
        return RedirectResponse(f"/forms/{quote(key)}/{reading.number_of(0)}", 303)
    said = "；".join(problem.message for problem in reading.problems) or "里面没有读到表"
    return page(
        request, "trouble.html", "/", heading=reading.source.name, message=said, more=(f"/learn/{key}/0", "教这种表")
    )


def _name(by: str, key: str) -> str:
    """The name of a group in words."""
    return (key.partition(":")[2] if by == "cause" else key) or ("其他" if by == "cause" else "（没有写部门）")


def _rows(found: Iterable[Waiting], by: str, of: str) -> list[dict[str, Any]]:
    return [{**asdict(each), "address": address_of(each, by, of), "label": LABELS.get(each.kind, "")} for each in found]


def pages_of(desk: Desk, reading: Reading) -> list[tuple[float, float]]:
    """The sizes of the original's pages, none where it is not at hand."""
    try:
        return desk.originals.sizes(reading.source)
    except (SourceError, PageError):
        return []


def scanned_in(sheet: Sheet) -> list[int]:
    """The pages on which values were read by OCR."""
    return sorted({page for cell in sheet.cells() if cell.how == "ocr" for page, _ in cell.spots})


def _kinds(form: OpenForm) -> dict[str, str]:
    """The kinds that the form may be said to be of: those that are printed alike."""
    layout = KINDS[form.record.kind].layout
    return {name: LABELS[name] for name, kind in KINDS.items() if kind.layout == layout}


def _unclaimed(form: OpenForm) -> list[tuple[int | str, list[str]]]:
    """The words on the form's pages that nobody claimed."""
    first, last = form.record.pages or (1, 0)
    pages = [each for each in form.reading.coverage if each.unexplained and each.page and first <= each.page <= last]
    return [(each.page or "", each.unexplained[:8]) for each in pages]


def _stale(form: OpenForm) -> list[str]:
    corrected = form.reading.corrected
    mine = [each for each in (corrected.stale if corrected else []) if each.correction.form.number == form.number]
    return [f"先前的一处改正（{each.correction.path}：{each.correction.now}）对不上了：{each.why}" for each in mine]
