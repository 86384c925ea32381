"""What `jixiao plan` does: count the files of a place, read a few of them, and estimate what all will take."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Generator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from heapq import nsmallest
from pathlib import Path
from statistics import mean, stdev

from jixiao.app.bulk.sharding import root_of
from jixiao.app.events import Step
from jixiao.app.forecast import Forecast, about, unasked
from jixiao.app.workspace import Workspace
from jixiao.engine.asking import open_questions
from jixiao.engine.limits import intake_limits
from jixiao.engine.processes.pool import Pool
from jixiao.engine.processes.runner import Finished, Started
from jixiao.engine.reading import BEGINNER, READER
from jixiao.engine.shards.listing import Shard, Unpacking, listed
from jixiao.engine.tally import Tally
from jixiao.llm import Model
from jixiao.places import Entry, place_at
from jixiao.scratch import Scratch
from jixiao.sources import Source
from jixiao.sources.formats import path_suffix


@dataclass(slots=True)
class Planned:
    """Files by suffix and their bytes; what was counted in those that were read, and the seconds that each took in a
    process of its own; what a model would be asked about them, None where none is to be asked."""

    kinds: Counter[str] = field(default_factory=Counter)
    size: int = 0
    counts: Tally = field(default_factory=Tally)
    seconds: list[float] = field(default_factory=list)
    asked: Forecast | None = None

    @property
    def files(self) -> int:
        """All files; an archive is one."""
        return self.kinds.total()

    def of_all(self, count: int) -> float:
        """What was counted in the sample, as of all files."""
        return count / len(self.seconds) * self.files if self.seconds else 0.0

    @property
    def hours(self) -> tuple[float, float]:
        """Hours of one process for all files, and how far that may be off (1.96 standard errors)."""
        if not self.seconds:
            return 0.0, 0.0
        error = 1.96 * stdev(self.seconds) / len(self.seconds) ** 0.5 if len(self.seconds) > 1 else mean(self.seconds)
        return mean(self.seconds) * self.files / 3600, error * self.files / 3600


def plan(address: str, workspace: Workspace, sample: int) -> Generator[Step, None, Planned]:
    """Count the files, and read so many of them, drawn by their paths: each is as likely as any other, and the same are
    drawn again. Nothing is written. SourceError where it is no folder, PlaceError where it cannot be used."""
    place, out = place_at(root_of(address)), Planned()
    drawn: list[tuple[str, Entry]] = []
    yield Step("清点文件 …")
    for entry in listed(place, Shard(), place_at(f"{place.address}/-")):
        out.kinds[path_suffix(entry.path)] += 1
        out.size += entry.size
        digest = hashlib.sha256(entry.path.encode("utf-8", "surrogateescape")).hexdigest()
        drawn = nsmallest(sample, [*drawn, (digest, entry)], key=lambda each: each[0])
    endpoint = workspace.endpoint
    reader = BEGINNER if endpoint is not None else READER
    with _model(workspace) as model, Scratch() as workdir, Pool(workspace.settings, reader, endpoint) as pool:
        unpacking = Unpacking(place, intake_limits(workspace.settings), Path(workdir))
        found = (each for _, entry in drawn for _, each in unpacking.sources(entry, lambda _: True))
        begun: dict[str, float] = {}
        for event in pool.events(each for each in found if isinstance(each, Source)):
            if isinstance(event, Started):
                begun[event.source.address] = time.monotonic()
            elif isinstance(event, Finished):
                out.seconds.append(time.monotonic() - begun[event.source.address])
                out.counts.add(event.done.tally)
                if model is not None:
                    out.asked = out.asked or Forecast("")
                    out.asked.add(about("", open_questions(event.done, model.sees), model))
                yield Step(f"试读 {len(out.seconds)} 个文件 …")
    return out


def _model(workspace: Workspace) -> AbstractContextManager[Model | None]:
    """The model that would be asked, with the answers that are known."""
    return unasked(workspace, workspace.endpoint) if workspace.endpoint is not None else nullcontext()
