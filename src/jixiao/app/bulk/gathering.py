"""What `jixiao gather` does: tables, store and report of a place of results.

It can be run at any time, again and again, beside runs that still read: it takes what is there, makes anew only what
changed, and holds nobody up.
"""

from __future__ import annotations

import pickle
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from jixiao.app.bulk.parts import WHOLE, Part, clear, parts_of
from jixiao.app.bulk.report import report
from jixiao.app.bulk.summary import TABLES, Summary, dumped, loaded
from jixiao.app.events import Step, Written
from jixiao.app.files import corrections
from jixiao.app.files.others import put_aside
from jixiao.app.tables import headed, planned, write_all
from jixiao.app.workspace import Workspace
from jixiao.engine.processes.tasks import enough, in_processes
from jixiao.engine.reading import version_of
from jixiao.engine.shards.holdings import Holdings, holdings, kept_or_said, version_in
from jixiao.errors import ConfigError
from jixiao.export.formats import OutputFormat
from jixiao.places import Place, is_address, place_at
from jixiao.records.annotations.corrections import Correction
from jixiao.store import Store
from jixiao.store.shelf import laid

STATE, REPORT = f"{TABLES}/state.json", "报告.html"
_CHUNK = 100


@dataclass(frozen=True, slots=True)
class Gathering:
    """What to gather: the place, which version where there are several, and formats that are written besides."""

    place: str
    version: str = ""
    formats: Sequence[OutputFormat] = ()
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """What there is, how many parts of the tables were made anew, and what was written."""

    holdings: Holdings
    summary: Summary
    anew: int
    stored: int
    written: list[tuple[str, str | Path]]


def gather(wanted: Gathering, workspace: Workspace) -> Generator[Step, None, Gathered]:
    """Gather the results of the place. StoreError where it has none, or several versions and none is named."""
    place = place_at(wanted.place)
    yield Step("清点结果 …")
    held = holdings(place, _version(place, wanted.version, workspace))
    beside = [] if is_address(wanted.place) else corrections.kept(Path(wanted.place))
    known = (*beside, *workspace.corrections())
    summary, anew = yield from _tables(place, held, parts_of(place.address, held.held, known), workspace, wanted.fresh)
    written: list[tuple[str, str | Path]] = [
        ("报告", f"{place.address}/{REPORT}"),
        ("Parquet 表", f"{place.address}/{TABLES}"),
    ]
    stored = yield from _stored(place, held, workspace)
    written += yield from _formats(place, held, known, wanted, workspace)
    place.write(REPORT, report(wanted.place, held, summary).encode("utf-8", "replace"))
    return Gathered(held, summary, anew, stored, written)


def _version(place: Place, named: str, workspace: Workspace) -> str:
    found = version_in(place, named or version_of(workspace.settings, workspace.endpoint))
    if named and found != named:
        raise ConfigError(f"{place.address} 里没有 {named} 的结果，只有 {found}；请改正 --version")
    return found


def _tables(
    place: Place, held: Holdings, parts: Sequence[Part], workspace: Workspace, fresh: bool
) -> Generator[Step, None, tuple[Summary, int]]:
    """Write the parts of the tables that changed; what is in all of them, and how many were written."""
    version, state = loaded(place.read(STATE))
    if version != held.version or fresh:
        state = {}
    digests = {part.name: part.digest for part in parts}
    state = {name: known for name, known in state.items() if digests.get(name) == known[0]}
    todo = [part for part in parts if part.name not in state]
    build, size = "jixiao.app.bulk.parts:build_named", sum(each.size for part in todo for each in part.held)
    workers = enough(min(workspace.settings.workers, len(todo)), size)
    for count, (name, summary) in enumerate(in_processes(build, todo, workers), 1):
        state[name] = digests[name], summary
        yield Step(f"写 Parquet 表 {count}/{len(todo)} …")
    if todo or version != held.version:
        clear(place, set(digests))
        place.write(STATE, dumped(state, held.version))
    total = Summary()
    for name in sorted(state):
        total.add(state[name][1])
    return total, len(todo)


def _stored(place: Place, held: Holdings, workspace: Workspace) -> Generator[Step, None, int]:
    """Put what the store of the workspace does not have into it; how many."""
    if workspace.place is None:
        return 0
    store: Store = workspace.store_at(workspace.place, new=True)
    known = store.known(held.version)
    rest = [h for h in held.held if (h.sha256 or f"name:{PurePosixPath(h.files[0]).name}") not in known]
    if not rest:
        return 0
    model = {"model": workspace.endpoint.public()} if workspace.endpoint else {}
    run = store.begin({**asdict(workspace.settings), **model})
    chunks = [Part(place.address, WHOLE, tuple(rest[at : at + _CHUNK])) for at in range(0, len(rest), _CHUNK)]
    count = 0
    workers = enough(workspace.settings.workers, sum(each.size for each in rest))
    for rows in in_processes("jixiao.app.bulk.gathering:rows_of", chunks, workers, ordered=True):
        count += len(store.add_all(run, pickle.loads(rows)))
        yield Step(f"记入数据库 {count}/{len(rest)} …")
    store.finish(run)
    return count


def rows_of(part: Part) -> bytes:
    """The readings of the part, laid out for the store."""
    place = place_at(part.place)
    return pickle.dumps([laid(kept_or_said(place, held)) for held in part.held])


def _formats(
    place: Place, held: Holdings, known: tuple[Correction, ...], wanted: Gathering, workspace: Workspace
) -> Generator[Step, None, Written]:
    """The other formats, beside the results; ConfigError where those lie in object storage."""
    if not wanted.formats:
        return []
    if is_address(wanted.place):
        raise ConfigError("对象存储里只写 Parquet 表和报告；要 Excel、CSV 请用 jixiao export 地址 --out 本机文件夹")

    def sheaf(begin: int, end: int) -> Part:
        return Part(place.address, WHOLE, tuple(held.held[begin:end]), known)

    tables = planned(wanted.formats, Path(wanted.place), [each.size for each in held.held], sheaf)
    aside = put_aside(table.path for table in tables)
    yield from write_all(tables, enough(workspace.settings.workers, sum(each.size for each in held.held)))
    return headed(tables) + aside
