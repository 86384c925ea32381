"""One shard of a place read into a place of results: what is there already is not read again, nothing waits for others.

Any number of these may run at once, the same shard twice, too: a result is written by its content, whole, and a second
time it is the same. Killed, it leaves whole results; run again, it goes on.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.config import ModelSettings, Settings
from jixiao.engine.limits import intake_limits
from jixiao.engine.processes.messages import Done
from jixiao.engine.processes.runner import Finished, Paged, Started
from jixiao.engine.reading import READER, failure, to_json, version_of
from jixiao.engine.remaining import Amount, Sort, sort_of, sorted_out
from jixiao.engine.results import FAILURES, READINGS, failure_key, failure_path, reading_path, standing
from jixiao.engine.run import asking_of, events_in
from jixiao.engine.runners import runner
from jixiao.engine.shards.ledger import Ledger, LedgerLine, line_of, lines
from jixiao.engine.shards.listing import Shard, Unpacking, listed
from jixiao.engine.tally import Tally, tally
from jixiao.errors import LeftOut, NotGiven, PlaceError, SourceError
from jixiao.places import Entry, Place, place_at
from jixiao.records import Reading
from jixiao.scratch import Scratch
from jixiao.sources import Source
from jixiao.sources.names import readable

if TYPE_CHECKING:
    from jixiao.engine.asking import Asked, Inquiry

# So many files in a row that their place does not give mean that it is gone.
_VANISHED = 5


@dataclass(frozen=True, slots=True)
class ShardPlan:
    """Which part of which place is read into which place, by their addresses, and by whom (`engine.runners`); `fresh`
    reads everything again, `forks` as of a `Pool`."""

    place: str
    out: str
    shard: Shard = field(default_factory=Shard)
    fresh: bool = False
    reader: str = READER
    inquiry: Inquiry | None = None
    runner: str = ""
    forks: bool = False

    def asking(self, inquiry: Inquiry | None) -> ShardPlan:
        """The same, with a model to ask."""
        return replace(self, inquiry=inquiry)

    @property
    def model(self) -> ModelSettings | None:
        """The settings of the model that is asked, None where none is."""
        return self.inquiry.model.settings if self.inquiry else None


@dataclass(frozen=True, slots=True)
class Opened:
    """What there is to do: so many files are left of the shard, of these sorts; `kept` were done before."""

    files: int
    todo: dict[Sort, Amount]
    kept: int


@dataclass(frozen=True, slots=True)
class Put:
    """One file is done, with these counts; `known`: its content was read before.

    It is of that sort, one that was packed of that of its archive; with it so many bytes of what there was to do are
    done: none where more of its archive is left.
    """

    name: str
    counts: Tally
    known: bool
    sort: Sort
    size: int


ShardEvent = Opened | Started | Paged | Put


@dataclass(slots=True)
class ShardOutcome:
    """What a shard came to: counts of this run, files done by earlier ones, files `left` out on purpose."""

    version: str
    total: Tally = field(default_factory=Tally)
    kept: int = 0
    known: int = 0
    left: int = 0
    asked: Asked | None = None


def shard_running(plan: ShardPlan, settings: Settings) -> Generator[ShardEvent, None, ShardOutcome]:
    """Read the shard, event by event; what it came to is the generator's value.

    PlaceError where a place cannot be used or vanishes: what was read until then is kept.
    """
    version = version_of(settings, plan.model)
    out = place_at(plan.out)
    with Scratch() as workdir, Ledger(out, version, str(plan.shard)) as ledger:
        work = _Work(plan, out, ledger, Unpacking(place_at(plan.place), intake_limits(settings), Path(workdir)))
        rest = list(work.undone())
        yield Opened(len(rest), sorted_out((file.path, file.size) for file in rest), work.outcome.kept)
        asking = asking_of(plan.inquiry, version)
        reader = plan.inquiry.begin if plan.inquiry else plan.reader
        with runner(plan.runner, settings, reader, plan.model, plan.out, plan.forks) as reading:
            for event in events_in(reading, work.sources(rest), asking):
                if isinstance(event, Finished):
                    work.keep(event)
                elif isinstance(event, Started | Paged):
                    yield event
                yield from work.news()
        yield from work.news()
        work.outcome.asked = asking.asked if asking else None
        return work.outcome


class _Work:
    """What one run does with files and results."""

    def __init__(self, plan: ShardPlan, out: Place, ledger: Ledger, unpacking: Unpacking) -> None:
        self._plan, self._out, self._ledger, self._unpacking = plan, out, ledger, unpacking
        self._version = ledger.version
        self._files: dict[str, Entry] = {}
        self._again: set[str] = set()
        self._news: list[Put] = []
        self._refused = 0
        self.outcome = ShardOutcome(self._version)

    def undone(self) -> Iterator[Entry]:
        """The files that no earlier run has done with: known by path and stamp, with a result that stands there."""
        done = {} if self._plan.fresh else self._earlier()
        for file in listed(place_at(self._plan.place), self._plan.shard, self._out):
            if file.stamp and file.stamp in done.get(file.path, ()):
                self.outcome.kept += 1
            else:
                yield file

    def _earlier(self) -> dict[str, set[str]]:
        """The stamps of every path whose content is done with."""
        read, failed = (standing(self._out, self._version, kind) for kind in (READINGS, FAILURES))
        done: dict[str, set[str]] = {}
        for line in lines(self._out, self._version):
            if line.root != self._plan.place:
                continue
            if line.again:
                self._again.add(line.address)
            elif line.result in ("left", "packed") or line.result_size in (
                read.get(line.sha256),
                failed.get(failure_key(line.sha256, line.address)),
            ):
                done.setdefault(line.address, set()).add(line.stamp)
        self._again -= done.keys()
        return done

    def sources(self, files: Sequence[Entry]) -> Iterator[Source]:
        """The sources of the files, each as it is about to be read; what cannot even be taken in is put down."""
        for file in files:
            for found, source in self._unpacking.sources(file, self._is_again):
                if isinstance(source, SourceError):
                    reading = failure(Source(source.name, Path(), "", ""), source.code, str(source), self._version)
                    self._fail(found, reading)
                else:
                    self._files[found.path] = found
                    yield source

    def _is_again(self, path: str) -> bool:
        return self._plan.fresh or path in self._again

    def news(self) -> Iterator[Put]:
        """What was put down since this was last asked."""
        news, self._news = self._news, []
        yield from news

    def keep(self, event: Finished) -> None:
        """Put down what came of a source, and write what the process that read it has not written."""
        source, done = event.source, event.done
        file = self._files.pop(source.address)
        self._watch(done)
        size = done.written
        if not size:
            if done.tally.failed:
                self._fail(file, Reading.model_validate_json(done.reading))
                return
            self._out.write(reading_path(self._version, source.sha256), done.reading)
            size = len(done.reading)
        self._put(file, (source.sha256, size), done.tally, known=done.known)

    def _watch(self, done: Done) -> None:
        """PlaceError where results cannot be written, or one file after another is not given: then it is the place,
        and they are no failures of theirs."""
        if done.unwritten:
            raise PlaceError(done.unwritten)
        refused = [trouble for trouble in done.tally.troubles[:1] if trouble.code == NotGiven.code]
        self._refused = self._refused + 1 if refused else 0
        if self._refused >= _VANISHED:
            raise PlaceError(refused[0].message)

    def _fail(self, file: Entry, reading: Reading) -> None:
        """Put down that nothing could be read, and why; or that it was left out on purpose."""
        sha256, code = reading.source.sha256, reading.problems[0].code
        if code == LeftOut.code:
            self.outcome.left += 1
            self._ledger.put(LedgerLine(self._plan.place, file.path, file.stamp, file.size, sha256, "left", code))
            self._done(file, Tally())
            return
        content = to_json(reading)
        self._out.write(failure_path(self._version, sha256, file.path), content)
        self._put(file, (sha256, len(content)), tally(reading), code)

    def _put(self, file: Entry, result: tuple[str, int], counts: Tally, code: str = "", known: bool = False) -> None:
        self._ledger.put(line_of(self._plan.place, file, result, counts, code))
        self.outcome.known += known
        self.outcome.total.add(counts)
        whole, ended = self._done(file, counts)
        sort = sort_of(whole.path, whole.size)
        self._news.append(Put(readable(file.path), counts, known, sort, whole.size if ended else 0))

    def _done(self, file: Entry, counts: Tally) -> tuple[Entry, bool]:
        """The file, or the archive that it is packed in, and whether that is done, too: then it is put down."""
        archive, total = self._unpacking.finished(file, counts)
        if archive is None:
            return file, True
        if total is not None:
            again, root = bool(total.again), self._plan.place
            self._ledger.put(LedgerLine(root, archive.path, archive.stamp, archive.size, "", "packed", again=again))
        return archive, total is not None
