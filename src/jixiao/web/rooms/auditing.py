"""Pages that look back: a sample of accepted values judged one by one, and what was changed by whom."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from jixiao.app.correcting import By, StoreBook, history
from jixiao.app.desk.changing.editing import keep
from jixiao.app.desk.changing.items import Item
from jixiao.app.desk.desk import KEY
from jixiao.app.desk.sampling import MOST, WHY, draw
from jixiao.records.annotations.corrections import ACTIONS, field_of, said_of
from jixiao.web.access import user_of
from jixiao.web.rendering import fragment, page
from jixiao.web.rooms.pages import desk_of

router = APIRouter(include_in_schema=False)
_SHOWN = 300


@router.get("/sample")
def new_sample(request: Request, n: Annotated[int, Query(ge=1, le=MOST)] = 50) -> Response:
    """A new draw."""
    user_of(request, "corrector")
    return RedirectResponse(f"/sample/{secrets.randbelow(10**6)}?n={n}", 303)


@router.get("/sample/{seed}")
def sample(request: Request, seed: int, n: Annotated[int, Query(ge=1, le=MOST)] = 50) -> HTMLResponse:
    """The next value of the draw to be judged, and what is known so far."""
    user_of(request)
    return page(request, "sample.html", "/", **_drawn(request, seed, n))


@router.post("/sample/{seed}")
async def judge(request: Request, seed: int, n: Annotated[int, Query(ge=1, le=MOST)] = 50) -> HTMLResponse:
    """Keep what was said of a value, and go on to the next."""
    from fastapi.concurrency import run_in_threadpool

    said = await request.json()
    return await run_in_threadpool(_judged, request, said, seed, n)


@router.get("/changes")
def changes(request: Request) -> HTMLResponse:
    """What was changed, the last first."""
    user = user_of(request)
    entries = history(StoreBook(desk_of(request).store))[-_SHOWN:][::-1]
    rows = [
        {
            "when": f"{datetime.fromisoformat(each.correction.when).astimezone():%Y-%m-%d %H:%M:%S}",
            "who": each.correction.who,
            "what": ACTIONS[each.correction.action],
            "form": each.correction.form.name or each.correction.form.title,
            "address": f"/forms/{each.correction.sha256[:KEY]}/{each.correction.form.number}?at={each.correction.path}",
            "field": field_of(each.correction),
            "was": said_of(each.correction.was),
            "now": said_of(each.correction.now),
            "state": each.state,
            "name": each.correction.batch or each.correction.id,
        }
        for each in entries
    ]
    return page(request, "changes.html", "/", rows=rows, may=user.may("corrector"))


def _judged(request: Request, said: dict[str, str], seed: int, n: int) -> HTMLResponse:
    user, desk = user_of(request, "corrector"), desk_of(request)
    form = desk.form(said["source"], int(said["record"]))
    was, now = said["was"], said["now"]
    item = Item("confirm", said["path"], was) if was == now else Item("value", said["path"], was, now)
    keep(desk, form, [item], By(user.name, WHY))
    return fragment("sampled.html", **_drawn(request, seed, n))


def _drawn(request: Request, seed: int, n: int) -> dict[str, Any]:
    found = draw(desk_of(request), n, seed)
    return {"draw": found, "address": f"/sample/{seed}?n={n}", "key": found.next.sha256[:KEY] if found.next else ""}
