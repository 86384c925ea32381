"""Suggestions on the screen."""

from __future__ import annotations

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table

from jixiao.cli.screen import Prose, plain
from jixiao.library import Card
from jixiao.reviews.opinion import source_line
from jixiao.suggestions import KINDS, MOST, Suggestion, Suggestions

_SOURCES = 2


def print_suggestions(console: Console, card: Card, made: Suggestions, most: int) -> None:
    """What is suggested for a project, and why; `most` were wanted."""
    said = "，".join(part for part in (card.department, card.domain, "、".join(card.types)) if part)
    console.print(plain(f"\n{card.name}" + (f"（{said}）" if said else ""), "bold"), soft_wrap=True)
    for note in made.notes:
        console.print(Prose(note, "yellow"))
    if made.peers:
        shown = "；".join(f"{p.name}（{'、'.join(p.grounds[:2])}）" for p in made.peers[:3])
        console.print(Prose(f"相近的项目：{shown}", "dim"))
    if not made.items:
        more = f"；要看把握不大的，加 --most {2 * MOST}" if most <= MOST else ""
        console.print(Prose(f"没有拿得准的建议{more}"))
        return
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("类别", "指标", "指标值", "理由", "依据"):
        table.add_column(heading)
    for kind, word in KINDS.items():
        for item in (i for i in made.items if i.kind == kind):
            table.add_row(*_row(item, word))
    console.print(table)


def _row(item: Suggestion, word: str) -> list[RenderableType]:
    name = f"{item.name}（由“{item.original}”改写）" if item.adapted else item.name
    kind = plain(item.family if item.kind == "missing" else f"{item.family}\n{word}")
    sources = "\n".join(source_line(source) for source in item.sources[:_SOURCES])
    return [kind, Prose(name, "bold"), Prose(item.value), Prose(item.reason), Prose(sources, "dim")]
