"""The functions of the public API: `jixiao.extract` and those beside it. `jixiao/__init__` lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.app.files.inputs import Taken, require
from jixiao.app.workspace import Workspace
from jixiao.engine.api import Paths, listed, read_many, read_one
from jixiao.errors import SourceError
from jixiao.records import Checked, DepartmentGoal, ProjectGoal, Reading

if TYPE_CHECKING:
    from jixiao.config import CheckSettings, Settings
    from jixiao.drafts import Drafted, Manner, Project
    from jixiao.llm import Model
    from jixiao.records.annotations.decisions import Decision
    from jixiao.reviews import Review
    from jixiao.suggestions import Suggestions

Readable = Reading | Paths | Iterable[Reading]
"""Readings, or what they can be had from: documents, folders, results, databases."""


def extract(path: str | Path, settings: Settings | None = None, model: Model | None = None) -> Reading:
    """Everything read from one file: its records with their evidence, and the problems met.

    The file is read in this process. SourceError where it cannot be read; pages that cannot be read stand in
    `problems`. Without `settings` those of `jixiao.toml` and the environment count. A `model` that is given is asked
    what the rules leave open; none is asked otherwise, whatever is set.
    """
    return read_one(Path(path), settings, model)


def extract_many(paths: Paths, settings: Settings | None = None) -> Iterator[Reading]:
    """The readings of a file, a folder, a pattern or a zip, or of several, in their order.

    They are read in `settings.jobs` processes. A file that cannot be read is a reading without records whose
    `problems` say why. Each content is read once.
    """
    return read_many(paths, settings)


def readings(what: Readable, workspace: Workspace | None = None) -> Iterator[Reading]:
    """The readings as they are given, or those kept in results and databases, or those of documents, which are read."""
    paths: list[str] = []
    for each in (what,) if isinstance(what, Reading | str | PathLike) else what:
        if isinstance(each, Reading):
            yield each
        else:
            paths += listed([each])
    if paths:
        with working(workspace) as desk:
            yield from (each.reading for each in desk.taken(paths) if isinstance(each, Taken))


def check(what: Reading | str | Path, rules: CheckSettings | None = None, model: Model | None = None) -> Checked:
    """The reading, or the one document, with what checks found in it and what they looked at: `findings`, `ledger`.

    Without `rules` those of `jixiao.toml` count. A `model` that is given is asked closed questions about project forms.
    SourceError where the document cannot be read.
    """
    from jixiao.checks import check as checked
    from jixiao.config import load_checks

    reading = what if isinstance(what, Reading) else _one(what)
    return checked(reading, rules if rules is not None else load_checks(), model)


def suggest(
    project: ProjectGoal | DepartmentGoal | str, workspace: Workspace | None = None, most: int = 5, source: str = ""
) -> Suggestions:
    """What the project, or one of that name, lacks by what like projects have, and what is weak in it; with sources.

    Like projects come from the store of the workspace; without one the frame of common indicators serves. A project is
    a record, or the name of one that has no form yet; `source` is the name of the file it is of.
    """
    from jixiao.library import card_of, typed
    from jixiao.suggestions import suggest as suggested

    card = typed(project, "", "", None) if isinstance(project, str) else card_of(project, source, 1)
    with working(workspace) as desk:
        return suggested(card, desk.library, desk.model, most)


def review(what: Readable, workspace: Workspace | None = None, most: int = 3) -> Review:
    """An opinion on every form: findings, at most so many suggestions each, and the grade that is proposed.

    Suggestions and what reviewers decided before come from the store of the workspace; where none is named, from one
    that is reviewed.
    """
    from jixiao.reviews import Basis
    from jixiao.reviews import review as opinions_on

    with working(workspace) as desk:
        if isinstance(what, str | PathLike):
            desk.adopt([Path(what)])
        store = desk.store
        decided = store.decisions.latest if store is not None else _nothing_decided
        basis = Basis(desk.library, desk.model, most, decided)
        return opinions_on(readings(what, desk), desk.rules, basis)


def draft(project: ProjectGoal | Project, manner: Manner | None = None, workspace: Workspace | None = None) -> Drafted:
    """The annual goal of a project from its indicators: `.draft.text`, and `.draft.final` where nothing is against it.

    The model of the workspace writes it; without one, or where it gives no usable answer (`.trouble`), it is composed.
    """
    from jixiao.app.drafting import examples
    from jixiao.drafts import Desk, Project
    from jixiao.drafts import draft as drafted

    given = Project.of(project) if type(project) is ProjectGoal else project
    assert isinstance(given, Project)
    with working(workspace) as desk:
        return drafted(given, manner, None, Desk(desk.model, examples(desk)))


def write(what: Readable, out: str | Path, formats: str | Sequence[str] = ()) -> list[Path]:
    """Write readings in each of the `formats`; the paths of what was written.

    `out` is a folder; or one file, whose suffix says the format (.xlsx, .jsonl). An Excel workbook where none is named.
    ConfigError where there is no such format, or it cannot be written.
    """
    from jixiao.app.events import finished
    from jixiao.app.exporting import Waiting, write_tables
    from jixiao.export.formats import USUAL, format_at, formats_of

    out = Path(out)
    named = formats_of([formats] if isinstance(formats, str) else formats)
    single = format_at(out) if not named else None
    if single is not None:
        single.write(readings(what), out)
        return [out]
    with Waiting() as waiting:
        for reading in readings(what):
            waiting.put(reading)
        work = write_tables(waiting.readings, out, named or formats_of(USUAL))
        return [path for _, path in finished(work)]


@contextmanager
def working(workspace: Workspace | None) -> Iterator[Workspace]:
    """The workspace, left open; or one of its own, without store and model, for this once."""
    if workspace is not None:
        yield workspace
        return
    with Workspace() as desk:
        yield desk


def _one(path: str | Path) -> Reading:
    """The one reading behind a path."""
    with Workspace() as desk:
        found = [each for each in desk.taken([path], here=True) if isinstance(each, Taken)]
    require([each.reading for each in found if each.failed], sum(not each.failed for each in found))
    if len(found) != 1:
        raise SourceError(str(path), f"里面有 {len(found)} 份，应是一份；请用 jixiao.readings 逐份检查")
    return found[0].reading


def _nothing_decided(sha256: str) -> dict[str, Decision]:
    return {}
