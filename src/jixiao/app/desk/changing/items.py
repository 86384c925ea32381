"""One thing that a person does to a form on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jixiao.app.correcting import Where
from jixiao.app.desk.desk import OpenForm

What = Literal[
    "value", "confirm", "row-add", "row-delete", "row-move", "row-split", "row-join", "complete", "no-form", "kind"
]


@dataclass(frozen=True, slots=True)
class Item:
    """What is done at the field path (a row's, for rows), what was seen there, and what it is now.

    `at` is the row that a row is put behind (-1: none), or the character of a cell from which its row is split.
    """

    action: What
    path: str = ""
    was: str | None = None
    now: str | None = None
    at: int | None = None


def where_of(form: OpenForm, path: str = "") -> Where:
    """The place in the store."""
    return Where(form.reading.source.sha256, form.number, path)
