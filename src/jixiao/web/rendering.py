"""Pages from templates; every text of a document is escaped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from jixiao.app.desk.sheet import Section
from jixiao.web.access import session_of
from jixiao.web.words import KEYS, MOST_MEGABYTES

HERE = Path(__file__).parent
STATIC = HERE / "static"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(static=static, keys=KEYS, heads=_heads, figures=_figures, megabytes=MOST_MEGABYTES)
    return made


def static(name: str) -> str:
    """The address of a file that belongs to the pages; scripts find each other beside it, each once."""
    return f"/static/{_version()}/{name}"


@cache
def _version() -> str:
    """What changes with the content of the files."""
    whole = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:8]


def page(request: Request, template: str, room: str = "", status: int = 200, **given: Any) -> HTMLResponse:
    """The page of that template; `room` is the part of the desk that it belongs to."""
    session = session_of(request)
    said = (
        _environment()
        .get_template(template)
        .render(user=session.user if session else None, proof=session.proof if session else "", room=room, **given)
    )
    return HTMLResponse(said, status)


def fragment(template: str, **given: Any) -> HTMLResponse:
    """A part of a page."""
    return HTMLResponse(_environment().get_template(template).render(**given))


def _heads(section: Section) -> Iterator[list[tuple[str, int]]]:
    """The lines of a grid's head: each a list of (text, columns it spans); equal neighbours are one."""
    depth = max((len(path) for path in section.headings), default=1)
    padded = [(*path, *[path[-1] if path else ""] * (depth - len(path))) for path in section.headings]
    for line in range(depth):
        spans = groupby(padded, key=lambda path, line=line: path[: line + 1])  # type: ignore[misc]
        yield [(said[-1], len(list(members))) for said, members in spans]


def _figures(section: Section) -> set[int]:
    """The columns of a grid in which nothing but figures stands."""
    columns = [[cell for cell in column if cell.text] for column in zip(*section.rows, strict=True)]
    return {n for n, column in enumerate(columns) if column and all(cell.figure for cell in column)}
