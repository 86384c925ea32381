"""Samples of accepted values on the desk: drawn by a number, judged one after the other, and what that says of all."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.app.correcting import Rate, Sampled, StoreBook, rate, sample
from jixiao.app.desk.desk import Desk
from jixiao.records.annotations.corrections import in_force

MOST = 500
WHY = "抽查"


@dataclass(frozen=True, slots=True)
class Draw:
    """The values of a draw, how many of them were judged, the first that was not, and the rate so far."""

    values: list[Sampled]
    judged: int
    next: Sampled | None
    rate: Rate


def draw(desk: Desk, count: int, seed: int) -> Draw:
    """The draw of that number: the same values as long as nothing else is read."""
    book = StoreBook(desk.store)
    drawn = sample(book, min(count, MOST), seed)
    judged = {(c.sha256, c.form.number, c.path) for c in in_force(book.all()) if c.action in ("value", "confirm")}
    waiting = [one for one in drawn if (one.sha256, one.record, one.path) not in judged]
    return Draw(drawn, len(drawn) - len(waiting), waiting[0] if waiting else None, rate(book, drawn))
