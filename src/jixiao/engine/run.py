"""A run: inputs into one JSON file each, as they are done; what an earlier run has done is not done again.

A run that is killed leaves whole files only. Started again it takes up what is there and ends with the same files,
byte for byte, because every output is made from the readings in the order of the inputs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace
from itertools import starmap
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from jixiao.config import Settings
from jixiao.engine.events import Counted, Known, RunEvent, Watcher, tell
from jixiao.engine.limits import intake_limits
from jixiao.engine.plan import Outcome, Plan, json_path, write
from jixiao.engine.processes.pool import Pool
from jixiao.engine.processes.runner import Event, Finished, Paged, Runner, Started
from jixiao.engine.reading import not_taken, to_json, version_of
from jixiao.engine.resuming.earlier import done_earlier
from jixiao.engine.resuming.index import Index
from jixiao.engine.shelving import Shelving
from jixiao.engine.tally import Tally, tally
from jixiao.errors import ConfigError, NothingThere, reason_of
from jixiao.records import Reading
from jixiao.scratch import Scratch
from jixiao.sources import Gathered, Source, gather
from jixiao.sources.names import safe

if TYPE_CHECKING:
    from jixiao.engine.asking import Asking, Inquiry


def run(plan: Plan, settings: Settings, watcher: Watcher) -> Outcome:
    """Read everything; ConfigError where the output folder cannot be written."""
    going = running(plan, settings)
    try:
        while True:
            try:
                event = next(going)
            except StopIteration as end:
                outcome: Outcome = end.value
                return outcome
            tell(event, watcher)
    finally:
        going.close()


def running(plan: Plan, settings: Settings) -> Generator[RunEvent, None, Outcome]:
    """Read everything, event by event; what it came to is the generator's value.

    ConfigError where the output folder cannot be written. Closed early it leaves no process behind.
    """
    _prepare(plan.out)
    version = version_of(settings, plan.model)
    with Scratch() as workdir:
        found = gather(plan.inputs, Path(workdir), intake_limits(settings), outputs=[plan.out], hashed=False)
        shelving = Shelving(plan.shelf)
        index = Index(plan.out, version, len(found.sources))
        earlier = {} if plan.fresh else done_earlier(found.sources, plan, version, shelving, index)
        found.done = earlier
        yield Known(found, len(earlier))
        total = Tally()
        for done in earlier.values():
            total.add(done)
        rest = [_named(source) for source in found.sources if source.key not in earlier]
        hashes: dict[str, str] = {}
        asking = asking_of(plan.inquiry, version)
        reader, lays = plan.inquiry.begin if plan.inquiry else plan.reader, plan.shelf is not None
        with index, Pool(settings, reader, plan.model, str(plan.out), lays, plan.forks) as pool:
            for event in events_in(pool, rest, asking):
                if isinstance(event, Finished):
                    _keep(event, plan, shelving)
                    index.put(event.source, event.done.tally)
                    hashes[event.source.key] = event.source.sha256
                    total.add(event.done.tally)
                    yield Counted(event.source, event.done.tally, total)
                elif isinstance(event, Started | Paged):
                    yield event
    found.sources = [replace(each, sha256=hashes.get(each.key, each.sha256)) for each in found.sources]
    outcome = Outcome(total, [json_path(plan.out, source.name) for source in found.sources], found=found)
    total.sort(source.name for source in found.sources)
    for path, reading in _refused(found, plan, version):
        total.add(tally(reading))
        if path is not None:
            shelving.keep(to_json(reading))
            outcome.refused.append(path)
    outcome.asked = asking.asked if asking else None
    total.troubles.extend(shelving.settle())
    return outcome


def asking_of(inquiry: Inquiry | None, version: str) -> Asking | None:
    """The questions of a run, None where none are asked; the client of models is loaded only for this."""
    if inquiry is None:
        return None
    from jixiao.engine.asking import Asking

    return Asking(inquiry, version)


def events_in(runner: Runner, sources: Iterable[Source], asking: Asking | None) -> Iterator[Event]:
    """What the runner does; a source with something to ask is finished when that is settled."""
    for event in runner.events(sources):
        if asking is not None and isinstance(event, Finished) and event.done.open is not None:
            asking.put(event.source, event.done)
        else:
            yield event
        if asking is not None:
            yield from starmap(Finished, asking.done())
    if asking is not None:
        yield from starmap(Finished, asking.rest())


def _prepare(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as exc:
        raise ConfigError(
            f"输出文件夹 {out} 不能写入（{reason_of(exc)}）；请换一个文件夹，或检查权限和磁盘空间"
        ) from exc


def _refused(found: Gathered, plan: Plan, version: str) -> Iterator[tuple[Path | None, Reading]]:
    """The readings of files that could not be taken in, each written to a file under a name of its own; of a name
    behind which there is no file nothing is written."""
    taken = {source.name.casefold() for source in found.sources}
    for problem in found.problems:
        reading = not_taken(problem, version)
        if isinstance(problem, NothingThere):
            yield None, reading
            continue
        name = first = safe(PurePath(problem.name).name, "")
        count = 1
        while name.casefold() in taken:
            count += 1
            name = f"{first}({count})"
        taken.add(name.casefold())
        path = json_path(plan.out, name)
        _write_down(path, to_json(reading))
        yield path, reading


def _named(source: Source) -> Source:
    """The source as it is to be read now, whose reading goes by its name."""
    return replace(source, result=json_path(Path(), source.name).name, again=True)


def _keep(event: Finished, plan: Plan, shelving: Shelving) -> None:
    """Put the reading into the store, and write it down where the process that read it has not."""
    if event.done.unwritten:
        raise ConfigError(event.done.unwritten)
    if not event.done.written:
        _write_down(json_path(plan.out, event.source.name), event.done.reading)
    shelving.keep(event.done.reading, event.done.laid)


def _write_down(path: Path, content: bytes) -> None:
    """Write a file; a full disk stops the run, with everything done so far kept."""
    try:
        write(path, content)
    except OSError as exc:
        raise ConfigError(f"结果写不进 {path}（{reason_of(exc)}）；请检查磁盘空间，再次运行会接着做") from exc
