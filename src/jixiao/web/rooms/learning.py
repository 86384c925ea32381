"""A page that teaches the layout of a form, or of a file in which none was found."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from jixiao.app.desk.desk import OpenForm
from jixiao.app.desk.learning import open_labels, teach
from jixiao.app.learning.families import COLUMN_NAMES, field_names, said_words
from jixiao.forms.vocabulary import FORM_KINDS
from jixiao.records import Reading
from jixiao.records.kinds import LABELS
from jixiao.web.access import user_of
from jixiao.web.rendering import page
from jixiao.web.rooms.pages import desk_of, pages_of
from jixiao.web.rooms.uploads import uploads_of

router = APIRouter()


class Lesson(BaseModel):
    """What a form teaches: the name of its place, its kind where no form was found, lines of label=field."""

    name: str = Field(min_length=1, max_length=60)
    kind: str = ""
    words: str = Field(default="", max_length=20_000)


@router.get("/learn/{key}/{number}", include_in_schema=False)
def lesson(request: Request, key: str, number: int) -> HTMLResponse:
    """The page of a form; of a file in which none was found where the number is 0."""
    user = user_of(request)
    reading, form = _found(request, key, number)
    kind = form.record.kind if form else FORM_KINDS[0]
    return page(
        request,
        "learn.html",
        "/",
        subject=form.subject if form else reading.source.name,
        key=key,
        number=number,
        back=f"/forms/{form.key}" if form else "/",
        labels=open_labels(reading, number) if form and kind in FORM_KINDS else [],
        kinds={name: LABELS[name] for name in FORM_KINDS},
        fields=[*field_names(kind), *COLUMN_NAMES] if kind in FORM_KINDS else [],
        picture=form is None and bool(pages_of(desk_of(request), reading)),
        readonly=not user.may("corrector"),
    )


@router.post("/api/forms/{key}/{number}/learn", tags=["核对"])
def learn(request: Request, key: str, number: int, said: Lesson) -> dict[str, Any]:
    """Teach the layout of the form as it stands corrected (number 0: of the file, by words); the file is read anew."""
    user_of(request, "corrector")
    reading, form = _found(request, key, number)
    learned = teach(desk_of(request), reading, form, said.name, said.words, said.kind)
    if learned.path is not None:
        original = desk_of(request).originals.find(reading.source)
        assert original is not None
        uploads_of(request).again(original)
    return {
        "words": said_words(learned.family) if learned.path is not None else [],
        "before": learned.before,
        "after": learned.after,
        "open": learned.open,
    }


def _found(request: Request, key: str, number: int) -> tuple[Reading, OpenForm | None]:
    desk = desk_of(request)
    if number == 0:
        return desk.reading(key)[0], None
    form = desk.form(key, number)
    return form.reading, form
