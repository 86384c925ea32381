"""Suggestions for every project that a command is pointed at."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from jixiao.app.events import Note, Step, Written
from jixiao.app.files.inputs import require
from jixiao.app.files.outputs import file_to_be
from jixiao.app.workspace import Workspace
from jixiao.atomic import whole
from jixiao.errors import ConfigError
from jixiao.library import Card, cards_of, typed
from jixiao.quantity import parse_amount
from jixiao.records import Reading
from jixiao.suggestions import Suggestions
from jixiao.suggestions import suggest as suggestions_for


@dataclass(frozen=True, slots=True)
class Typed:
    """A project that is not in a file, as somebody types it in; `amount` as printed, such as 120万元."""

    name: str
    department: str = ""
    purpose: str = ""
    amount: str = ""

    def card(self) -> Card:
        """The project as the library sees it; ConfigError where the amount is none."""
        money = parse_amount(self.amount, "元") if self.amount else None
        if self.amount and (money is None or money.yuan is None):
            raise ConfigError(f"--amount 应是金额，如 120万元，现为 {self.amount!r}；请改正后再试")
        yuan = float(money.yuan) if money and money.yuan is not None else None
        return typed(self.name, self.department, self.purpose, yuan)


@dataclass(frozen=True, slots=True)
class Suggesting:
    """For which projects: those behind the inputs whose name has `project` in it, and one that is `typed`."""

    inputs: Sequence[str | Path] = ()
    typed: Typed | None = None
    project: str = ""
    most: int = 5
    out: Path | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is suggested for a project."""

    card: Card
    made: Suggestions


@dataclass(slots=True)
class Outcome:
    """All that was suggested, the files that could not be read, and what was written."""

    made: list[Suggested] = field(default_factory=list)
    failed: list[Reading] = field(default_factory=list)
    written: Written = field(default_factory=list)


def suggest(wanted: Suggesting, workspace: Workspace) -> Generator[Suggested | Step | Note, None, Outcome]:
    """Suggest for every project, each an event; ConfigError where none is given or none matches."""
    if wanted.out is not None:
        file_to_be(wanted.out)
    workspace.adopt(wanted.inputs)
    if workspace.place is not None:
        workspace.store_at(workspace.place)
    out = Outcome()
    cards = yield from _cards(wanted, workspace, out.failed)
    require(out.failed, len(cards))
    if not cards:
        raise ConfigError("没有找到要看的项目；请检查输入和 --project，或用 --name 写一个项目名称")
    library, model = workspace.library, workspace.model
    for card in cards:
        each = Suggested(card, suggestions_for(card, library, model, wanted.most))
        out.made.append(each)
        yield each
    if wanted.out is not None:
        with whole(wanted.out) as part:
            part.write_text(_json(out.made), encoding="utf-8")
        out.written.append(("建议", wanted.out))
    return out


def _cards(wanted: Suggesting, workspace: Workspace, failed: list[Reading]) -> Generator[Note, None, list[Card]]:
    """The projects; the readings of files that could not be read are added to `failed`."""
    out = [wanted.typed.card()] if wanted.typed is not None else []
    for each in workspace.taken(wanted.inputs, here=True):
        if isinstance(each, Note):
            yield each
            continue
        if each.failed:
            failed.append(each.reading)
        name = each.reading.source.name
        out += [replace(card, source=name) for card in cards_of(each.reading) if wanted.project in card.name]
    return out


def _json(made: Sequence[Suggested]) -> str:
    said = [
        {"source": each.card.source, "record": each.card.record, **each.made.model_dump(mode="json")} for each in made
    ]
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
