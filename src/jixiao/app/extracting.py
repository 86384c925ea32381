"""Documents into records: read, kept, written."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from jixiao.app.events import Step, Written
from jixiao.app.files import corrections
from jixiao.app.files.inputs import listed
from jixiao.app.files.others import others, put_aside
from jixiao.app.files.outputs import apart
from jixiao.app.files.unchanged import Unchanged
from jixiao.app.tables import Files, headed, planned, write_all
from jixiao.app.workspace import Workspace, inquiry
from jixiao.engine.events import RunEvent
from jixiao.engine.plan import Outcome, Plan, ReadingStore
from jixiao.engine.processes.tasks import enough
from jixiao.engine.run import running
from jixiao.export.formats import OutputFormat


@dataclass(frozen=True, slots=True)
class Extraction:
    """What to read and what to make of it: the formats written beside the JSON files, and pictures of doubted values.

    `fresh` reads everything again, whatever an earlier run has done; `forks` where this process is the program's own.
    """

    inputs: Sequence[str | Path]
    out: Path
    formats: Sequence[OutputFormat] = ()
    fresh: bool = False
    cutouts: bool = False
    forks: bool = False


@dataclass(frozen=True, slots=True)
class Extracted:
    """What came of it: the outcome of the run, what was written, and how long reading took, in seconds."""

    outcome: Outcome
    seconds: float
    written: Written = field(default_factory=list)


def extract(wanted: Extraction, workspace: Workspace) -> Generator[RunEvent | Step, None, Extracted]:
    """Read everything that is wanted into the folder, and into the store of the workspace, where it has one."""
    begun = time.monotonic()
    inputs = listed(wanted.inputs)
    apart(inputs, wanted.out)
    with _shelf(workspace) as shelf, inquiry(workspace, shelf.run if shelf else None) as asked:
        plan = Plan(inputs, wanted.out, wanted.fresh, shelf, inquiry=asked, forks=wanted.forks)
        outcome = yield from running(plan, workspace.settings)
    seconds = time.monotonic() - begun
    written = yield from _written(outcome, wanted, workspace)
    return Extracted(outcome, seconds, written)


@contextmanager
def _shelf(workspace: Workspace) -> Iterator[ReadingStore | None]:
    """The store as a run uses it; a run that did not come to its end has no end in the store either."""
    if workspace.place is None:
        yield None
        return
    store = workspace.store_at(workspace.place, new=True)
    model = {"model": workspace.endpoint.public()} if workspace.endpoint else {}
    number = store.begin({**asdict(workspace.settings), **model})
    yield store.shelf(number)
    store.finish(number)


def _written(outcome: Outcome, wanted: Extraction, workspace: Workspace) -> Generator[Step, None, Written]:
    """Write cut-outs and the formats that are made of all readings together; what was written, and where.

    They speak of all results in the folder, those of earlier runs behind those of this one; where no file was found
    nothing is written. Formats that stand as they were made of the same readings are not made again.

    Formats hold what people corrected before, in the folder or in the store; each file's JSON stays as it was read.
    """
    paths = outcome.paths()
    if not paths:
        return []
    places = {s.sha256: s.path for s in outcome.found.sources if s.sha256 and not s.origin}
    written: Written = [("每个文件一个 JSON", wanted.out)]
    if wanted.cutouts:
        from jixiao.app.drawing.cutouts import write_cutouts
        from jixiao.export.xlsx.links import PICTURES

        folder = wanted.out / PICTURES
        yield Step("截图 …")
        count = write_cutouts(outcome.readings(), folder, lambda info: places.get(info.sha256))
        written.append((f"存疑之处的截图 {count} 张", folder))
    earlier = others(wanted.out, paths)
    paths += earlier.paths
    known = corrections.kept(wanted.out) + workspace.corrections()

    def sheaf(begin: int, end: int) -> Files:
        return Files(tuple(paths[begin:end]), tuple(known), places)

    sizes = [path.stat().st_size for path in paths]
    tables = planned(wanted.formats, wanted.out, sizes, sheaf)
    unchanged = Unchanged(wanted.out, 0 if wanted.fresh else len(paths))
    rest = unchanged.rest(tables)
    aside = put_aside(table.path for table in rest)
    yield from write_all(rest, enough(workspace.settings.workers, sum(sizes)))
    unchanged.note(tables)
    return written + headed(tables) + earlier.told(wanted.out) + aside
