"""Suggestions for everything that a command is pointed at, on the screen or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table

from jixiao.atomic import whole
from jixiao.cli.asking import opened
from jixiao.cli.closing import print_written
from jixiao.cli.screen import Prose, plain, results
from jixiao.cli.shelf import library_of
from jixiao.cli.targets import is_store, needed_store, readings_of
from jixiao.cli.writable import file_to_be
from jixiao.config import load, load_model
from jixiao.errors import ConfigError
from jixiao.library import Card, Library, cards_of, typed
from jixiao.llm import Model
from jixiao.quantity import parse_amount
from jixiao.review.opinion import source_line
from jixiao.suggest import KINDS, Suggestion, Suggestions, suggest

_SOURCES = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What one `jixiao suggest` is to do; `given` are name, department, purpose and amount of a typed project."""

    inputs: tuple[Path, ...]
    store: Path | None
    project: str
    most: int
    json: Path | None
    model: bool
    given: tuple[str, str, str, str]
    config: Path | None


def suggesting(asked: Asked) -> None:
    """Suggest for every project; ConfigError where none is given or none matches."""
    if asked.json is not None:
        file_to_be(asked.json)
    if asked.store is not None:
        needed_store(asked.store)
    cards = list(_cards(asked))
    if not cards:
        raise ConfigError("没有找到要看的项目；请检查输入和 --project，或用 --name 写一个项目名称")
    console, out = results(), []
    with shelf(asked.store or next((p for p in asked.inputs if is_store(p)), None), asked.config, asked.model) as (
        library,
        model,
    ):
        for card in cards:
            made = suggest(card, library, model, asked.most)
            out.append((card, made))
            if asked.json is None:
                _print(console, card, made)
    if asked.json is not None:
        said = [{"source": card.source, "record": card.record, **made.model_dump(mode="json")} for card, made in out]
        with whole(asked.json) as part:
            part.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        print_written(console, [("建议", asked.json)])


@contextmanager
def shelf(store: Path | None, config: Path | None, wanted: bool) -> Iterator[tuple[Library | None, Model | None]]:
    """The library of the store, if there is one, and the model, if one is set and wanted."""
    settings = load_model(config) if wanted else None
    with ExitStack() as stack:
        library = model = None
        if store is not None:
            from jixiao.store import Store

            library = library_of(stack.enter_context(Store.open(needed_store(store))))
        if settings is not None and settings.when != "never":
            model = stack.enter_context(opened(settings, store))
        yield library, model


def _cards(asked: Asked) -> Iterator[Card]:
    name, department, purpose, amount = asked.given
    if name:
        money = parse_amount(amount, "元") if amount else None
        if amount and (money is None or money.yuan is None):
            raise ConfigError(f"--amount 应是金额，如 120万元，现为 {amount!r}；请改正后再试")
        yield typed(name, department, purpose, float(money.yuan) if money and money.yuan is not None else None)
    settings = load(asked.config)
    for path in asked.inputs:
        for reading in readings_of(path, settings):
            for card in cards_of(reading):
                if asked.project in card.name:
                    yield replace(card, source=reading.source.name)


def _print(console: Console, card: Card, made: Suggestions) -> None:
    said = "，".join(part for part in (card.department, card.domain, "、".join(card.types)) if part)
    console.print(plain(f"\n{card.name}" + (f"（{said}）" if said else ""), "bold"), soft_wrap=True)
    for note in made.notes:
        console.print(Prose(note, "yellow"))
    if made.peers:
        shown = "；".join(f"{p.name}（{'、'.join(p.grounds[:2])}）" for p in made.peers[:3])
        console.print(Prose(f"相近的项目：{shown}", "dim"))
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
