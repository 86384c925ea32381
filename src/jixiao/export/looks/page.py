"""A page of a document beside the values that were read from it, as one file that needs no network."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.atomic import whole

_TEMPLATE = Path(__file__).with_name("page.html.j2")
HOW = {"text": "文字", "ocr": "图像识别", "model": "大模型指认", "person": "人工"}
"""How a value was read, in words."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A value: its heading, its text, (x, y, width, height) of its boxes on the page, and what else is known of it."""

    heading: str
    text: str
    boxes: tuple[tuple[float, float, float, float], ...] = ()
    place: str = ""
    how: str = ""
    why: str = ""
    others: tuple[str, ...] = ()
    read: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one record."""

    title: str
    status: str
    reasons: tuple[str, ...]
    values: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A page: where it is from, its picture (JPEG, None without one) with its size in points, its values, and what of
    it nobody explained."""

    title: str
    picture: bytes | None
    size: tuple[float, float]
    groups: Sequence[Group]
    unexplained: Sequence[str] = ()
    problems: Sequence[str] = ()


def write_look(look: Look, path: Path) -> Path:
    """The page at `path`: a value leads to its box, a box to its value."""
    from jixiao.export.sandbox import page

    picture = base64.b64encode(look.picture).decode("ascii") if look.picture is not None else ""
    text = page(_TEMPLATE)(look=look, picture=picture, how=HOW)
    with whole(path) as part:
        part.write_text(text, encoding="utf-8")
    return path
