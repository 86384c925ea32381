"""Forms over HTTP: what is left, forms with their values, pages as pictures, corrections. The pages use the same."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from jixiao.app.correcting import By as Corrector
from jixiao.app.correcting import StoreBook, history, write_history
from jixiao.app.desk.board import By
from jixiao.app.desk.changing.editing import Kept, keep, keep_likes, likes, undo
from jixiao.app.desk.changing.items import Item, What
from jixiao.app.desk.changing.trying import checked, tried
from jixiao.app.desk.sheet import plain
from jixiao.errors import ConfigError
from jixiao.scratch import Scratch
from jixiao.web.access import User, user_of
from jixiao.web.rooms.pages import address_of, desk_of

router = APIRouter(prefix="/api", tags=["核对"])
_MOST, _SHOWN = 500, 20


class Change(BaseModel):
    """One thing to do to a form: `was` is what was seen at the path, `now` what it is.

    `at` is the row that a row is put behind (-1: none), or the character of a cell from which its row is split.
    """

    action: What
    path: str = ""
    was: str | None = None
    now: str | None = None
    at: int | None = None


class Changes(BaseModel):
    """What to do to a form, all of it or nothing; `why` is kept with it. The rest is the sender's own."""

    items: list[Change] = Field(min_length=1, max_length=5000)
    why: str = ""
    letter: str = ""
    before: dict[str, Any] | None = None


class Alike(BaseModel):
    """The name under which a value was kept whose likes are to be put right too."""

    batch: str


class Trial(BaseModel):
    """A text that may come to stand at the path; `checks` are run too where that is wanted, which takes longer."""

    path: str
    text: str
    checks: bool = False


class Undoing(BaseModel):
    """The name under which something was kept."""

    batch: str


@router.get("/queue")
def queue(request: Request, by: By = "cause") -> dict[str, Any]:
    """How much is left to look at, and the groups by cause, file or department."""
    user_of(request)
    board = desk_of(request).board
    return {"left": asdict(board.left()), "groups": [asdict(group) for group in board.groups(by)]}


@router.get("/forms")
def forms(
    request: Request,
    find: str = "",
    open: bool = False,
    by: By | None = None,
    of: str = "",
    after: Annotated[int, Query(ge=0)] = 0,
) -> list[dict[str, Any]]:
    """At most 500 forms after the first `after`: those that the words are found in, or that are open."""
    user_of(request)
    board = desk_of(request).board
    found = islice(board.forms(by, of) if open or by else board.all(find), after, after + _MOST)
    return [{**asdict(each), "address": address_of(each)} for each in found]


@router.get("/forms/{key}/{number}")
def form(request: Request, key: str, number: int) -> dict[str, Any]:
    """A form: its sections of cells with values, places and doubts, and the record as corrected."""
    user_of(request)
    found = desk_of(request).form(key, number)
    return {
        "source": found.reading.source.model_dump(),
        "number": number,
        "stamp": found.stamp,
        "subject": found.subject,
        "sheet": plain(found.sheet),
        "record": found.record.model_dump(mode="json", exclude={"evidence", "parsed", "doubts", "alternatives"}),
    }


@router.get("/forms/{key}/{number}/page/{page}.jpg", response_class=Response)
def picture(
    request: Request,
    key: str,
    number: int,
    page: int,
    zoom: Annotated[float, Query(gt=0, le=6)] = 2.5,
    level: bool = False,
) -> Response:
    """A page of the original as JPEG, `zoom` pixels a point; put `level` where it was scanned askew."""
    user_of(request)
    desk = desk_of(request)
    reading, _ = desk.reading(key)
    return _kept_picture(desk.originals.page(reading.source, page, zoom, level), "image/jpeg")


@router.get("/forms/{key}/{number}/page/{page}/level")
def level(request: Request, key: str, number: int, page: int) -> dict[str, Any]:
    """What puts a scanned page level: its size then in points, and the 3 x 3 matrix from points as given, row by row.

    All are null where the page lies level.
    """
    user_of(request)
    desk = desk_of(request)
    reading, _ = desk.reading(key)
    found = desk.originals.level(reading.source, page)
    return found._asdict() if found else {"width": None, "height": None, "matrix": None}


@router.get("/forms/{key}/{number}/cut.png", response_class=Response)
def cut(request: Request, key: str, number: int, page: int, box: str, level: bool = False) -> Response:
    """A place of the original, or of the page put `level`, as PNG; `box` is left, top, right, bottom in points."""
    user_of(request)
    desk = desk_of(request)
    reading, _ = desk.reading(key)
    try:
        x0, y0, x1, y1 = (float(part) for part in box.split(","))
    except ValueError as exc:
        raise ConfigError(f"位置应是四个数，用逗号隔开，现为“{box[:40]}”；请核对") from exc
    return _kept_picture(desk.originals.cut(reading.source, page, (x0, y0, x1, y1), level), "image/png")


@router.post("/forms/{key}/{number}/try")
def try_value(request: Request, key: str, number: int, trial: Trial) -> dict[str, Any]:
    """How a text would be understood, and what checks would say; nothing is kept."""
    user_of(request)
    desk = desk_of(request)
    form = desk.form(key, number)
    found = checked(desk, form, trial.path, trial.text) if trial.checks else tried(form, trial.path, trial.text)
    return asdict(found)


@router.post("/forms/{key}/{number}/corrections")
def correct(request: Request, key: str, number: int, changes: Changes) -> dict[str, Any]:
    """Keep corrections; `batch` takes them back. When this answers they are on the disk.

    409 where another value stands there by now: `now` says which.
    """
    user = user_of(request, "corrector")
    desk = desk_of(request)
    items = [Item(**each.model_dump()) for each in changes.items]
    return asdict(keep(desk, desk.form(key, number), items, _by(user, changes.why)))


@router.get("/likes")
def find_likes(request: Request, batch: str) -> dict[str, Any]:
    """The values in doubt of the same column that were read the same as what was kept under that name."""
    user_of(request, "corrector")
    found = likes(desk_of(request), batch)
    return {"count": len(found), "places": [{"file": each.file, "page": each.page} for each in found[:_SHOWN]]}


@router.post("/likes")
def correct_likes(request: Request, alike: Alike) -> dict[str, Any]:
    """Put right at once what was read the same in the same column."""
    user = user_of(request, "corrector")
    kept = keep_likes(desk_of(request), alike.batch, _by(user, "同样读错的一起改"))
    return {**asdict(kept), "message": f"一起改了 {kept.count} 处"}


@router.post("/undo")
def take_back(request: Request, undoing: Undoing) -> dict[str, Any]:
    """Take back what was kept under the name."""
    user = user_of(request, "corrector")
    kept: Kept = undo(desk_of(request), undoing.batch, _by(user, ""))
    return asdict(kept)


@router.get("/changes.csv", response_class=Response)
def changes(request: Request) -> Response:
    """Everything that people changed, with what was taken back, as a table."""
    user_of(request)
    with Scratch() as folder:
        path = write_history(history(StoreBook(desk_of(request).store)), Path(folder) / "changes.csv")
        content = path.read_bytes()
    return Response(content, media_type="text/csv; charset=utf-8")


def _by(user: User, why: str) -> Corrector:
    return Corrector(user.name, why)


def _kept_picture(content: bytes, kind: str) -> Response:
    """A picture of a content that never changes; the browser may keep it while it is open."""
    return Response(content, media_type=kind, headers={"Cache-Control": "private, max-age=3600"})
