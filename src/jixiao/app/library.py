"""The library of a store: opened, and added to from workbooks."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jixiao.app.events import Note
from jixiao.app.workspace import Tell, Workspace
from jixiao.drafts.input.workbook import is_whole_workbook, read_workbook
from jixiao.library import Library, card_of
from jixiao.library.import_workbook import Given, cards_in

_LEFT = 8


@contextmanager
def opened_library(path: Path, tell: Tell, new: bool = False) -> Iterator[Library]:
    """The library of the store at the path, up to date; StoreError where there is no store and none is to be made."""
    with Workspace(path, tell=tell) as workspace:
        workspace.store_at(path, new)
        library = workspace.library
        assert library is not None
        yield library


def given_in(path: Path) -> Given:
    """What the workbook gives, one for drafting too; SourceError where that is nothing."""
    if not is_whole_workbook(path):
        return cards_in(path)
    cards = [card_of(project, path.name, n) for n, project in enumerate(read_workbook(path), 1)]
    return Given(cards, hashlib.sha256(path.read_bytes()).hexdigest(), [])


def add_to(library: Library, given: Iterable[tuple[Path, Given]]) -> Generator[Note, None, None]:
    """Take the workbooks' indicators in; say how many, what was left out and why."""
    for path, found in given:
        new = library.take_in(found.cards, found.sha256, path.name)
        count = sum(len(card.entries) for card in found.cards)
        said = f"加进 {count} 条指标（{len(found.cards)} 个项目）" if new else "这个文件已经加过，没有再加"
        yield Note(f"{path.name}：{said}")
        for line in found.left[:_LEFT] if new else ():
            yield Note(f"　没有加：{line}", warning=True)
        if new and len(found.left) > _LEFT:
            yield Note(f"　没有加的还有 {len(found.left) - _LEFT} 处", warning=True)
