"""Sources read on the nodes of a Ray cluster: a task is a chunk of them, read on one node by the pool there.

So deadlines, limits of memory and the replacing of processes are the pool's. A node or task that dies loses nothing but
what was in flight: the chunk's other sources are done, and the rest are given out again.
"""

from __future__ import annotations

import os
import socket
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Self

from jixiao.config import ModelSettings, Settings
from jixiao.engine.processes.messages import Done
from jixiao.engine.processes.pool import Pool
from jixiao.engine.processes.runner import Event, Finished, Idle
from jixiao.engine.reading import READER, failure, to_json, version_of
from jixiao.engine.tally import tally
from jixiao.errors import ConfigError, MissingPackage, ReaderDied
from jixiao.sources import Source

# A chunk is so many sources, or so many bytes of them: pages are not known before a file is opened, and those that take
# long, the scanned ones, are large.
_SOURCES, _BYTES = 100, 32 * 1024 * 1024
# A chunk whose node or worker died is halved, so that a source that kills it is soon alone; it is given up when that
# has happened so many times.
_LOSSES = 3
# What is done is told in batches, as often as this (seconds).
_PACE = 1.0
# A cluster without nodes is waited for so long.
_NOBODY = 60.0
_ANSWER = 10.0
_STORE = 256 * 1024 * 1024
_ADDRESS = "RAY_ADDRESS"
# Ray tells its makers nothing, and does not pack up the folder that the program is started in.
_OWN = {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0"}


@dataclass(frozen=True, slots=True)
class Reader:
    """What a node reads with."""

    settings: Settings
    reader: str
    model: ModelSettings | None
    results: str

    @property
    def version(self) -> str:
        """The version of what it reads."""
        return version_of(self.settings, self.model)


@dataclass(slots=True)
class _Chunk:
    """The sources that are not done, by number, and how often a node or worker was lost over them."""

    left: dict[int, Source] = field(default_factory=dict)
    losses: int = 0

    def halved(self) -> list[_Chunk]:
        """The same in two chunks after one more loss; nothing where it was a single source, lost often enough."""
        rest = list(self.left.items())
        if len(rest) < 2 and self.losses + 1 >= _LOSSES:
            return []
        middle = len(rest) // 2
        return [_Chunk(dict(half), self.losses + 1) for half in (rest[:middle], rest[middle:]) if half]


class Cluster:
    """Reads sources on the cluster at the address; without one on that of `RAY_ADDRESS`, or on one of this machine.

    A node must have this program in this version, and reach the sources and the place of results by the same
    addresses; what was unpacked on this machine is sent along. `settings.jobs` are the cores of a task, without it
    those of the smallest node.
    """

    def __init__(
        self,
        settings: Settings,
        reader: str = READER,
        model: ModelSettings | None = None,
        results: str = "",
        address: str = "",
    ) -> None:
        os.environ.update(_OWN)
        try:
            import ray
        except ImportError as exc:
            raise MissingPackage("jixiao[ray]") from exc
        self._ray: Any = ray
        self._reader = Reader(settings, reader, model, results)
        self._version = self._reader.version
        self._address = address or os.environ.get(_ADDRESS, "")
        self._running: dict[Any, _Chunk] = {}
        self._again: deque[_Chunk] = deque()
        self._alone = 0.0

    def __enter__(self) -> Self:
        quiet = {"log_to_driver": False, "logging_level": "error", "configure_logging": False}
        own = {"num_cpus": self._reader.settings.workers, "object_store_memory": _STORE, "include_dashboard": False}
        try:
            _answers(self._address)
            self._ray.init(address=self._address or "local", **quiet, **({} if self._address else own))
        except (OSError, RuntimeError, ValueError) as exc:
            said = str(exc).strip().splitlines()[0][:200] if str(exc).strip() else type(exc).__name__
            where = self._address or "（本机）"
            raise ConfigError(f"连不上 Ray 集群 {where}（{said}）；请检查地址、网络和各节点的版本") from exc
        return self

    def __exit__(self, *_: object) -> None:
        self._ray.shutdown()

    def events(self, sources: Iterable[Source]) -> Iterator[Event]:
        """What happens while the sources are read; exactly one Finished for each."""
        coming = _chunks(sources)
        while self._give(coming) or self._running:
            ready = self._ray.wait(list(self._running), num_returns=1, timeout=_PACE)[0] if self._running else []
            if not ready:
                yield Idle()
            for task in ready:
                yield from self._heard(task)

    def _give(self, coming: Iterator[_Chunk]) -> bool:
        """Hand out chunks, one more than there is room for, so that no node waits; whether there may be more."""
        cores, tasks = self._room()
        while tasks and len(self._running) <= tasks:
            chunk = self._again.popleft() if self._again else next(coming, None)
            if chunk is None:
                return False
            read = self._ray.remote(_read).options(num_returns="streaming", num_cpus=cores, max_retries=0)
            carried = [(number, *_carried(source)) for number, source in chunk.left.items()]
            self._running[read.remote(self._reader, self._version, cores, carried)] = chunk
        return True

    def _room(self) -> tuple[int, int]:
        """The cores of a task, and how many there can be at once; ConfigError where there has been no node for long."""
        nodes = [int(node["Resources"].get("CPU", 0)) for node in self._ray.nodes() if node["Alive"]]
        cores = [each for each in nodes if each]
        if cores:
            self._alone = 0.0
            each = min(self._reader.settings.jobs or min(cores), max(cores))
            return each, sum(node // each for node in cores)
        self._alone = self._alone or time.monotonic()
        if time.monotonic() - self._alone > _NOBODY:
            raise ConfigError("Ray 集群里没有能用的节点；读完的都在，请检查集群，再次运行会接着做")
        time.sleep(_PACE)
        return 0, 0

    def _heard(self, task: Any) -> Iterator[Event]:
        """What a task says next: sources that are done, or that it has ended."""
        from ray.exceptions import RayError, RayTaskError

        chunk = self._running[task]
        try:
            for number, told in self._ray.get(next(task)):
                source = replace(chunk.left.pop(number), sha256=told.sha256, kind=told.kind)
                yield Finished(source, told.done)
        except StopIteration:
            del self._running[task]
        except RayTaskError as exc:
            raise ConfigError(f"Ray 节点上读不了：{exc.cause}") from exc
        except RayError:  # a worker, a node, or what it had said
            del self._running[task]
            halves = chunk.halved()
            self._again.extend(halves)
            if not halves:
                yield from map(self._lost, chunk.left.values())

    def _lost(self, source: Source) -> Finished:
        said = f"{source.name}：读它的节点 {_LOSSES} 次中断，这个文件没有读取；再次运行会再读，请检查各节点的内存"
        reading = failure(source, ReaderDied.code, said, self._version)
        return Finished(source, Done(to_json(reading), tally(reading)))


def _chunks(sources: Iterable[Source]) -> Iterator[_Chunk]:
    """The sources in chunks, each as it is about to be read."""
    chunk, size = _Chunk(), 0
    for number, source in enumerate(sources):
        chunk.left[number] = source
        size += source.size
        if len(chunk.left) >= _SOURCES or size >= _BYTES:
            yield chunk
            chunk, size = _Chunk(), 0
    if chunk.left:
        yield chunk


def _carried(source: Source) -> tuple[Source, bytes | None]:
    """The source, and its content where only this machine has it: it was unpacked from an archive."""
    return source, source.path.read_bytes() if source.sha256 else None


def _answers(address: str) -> None:
    """OSError where nobody listens at the address, `HOST:PORT`: Ray would wait for minutes."""
    host, colon, port = address.rpartition(":")
    if colon and port.isdecimal():
        socket.create_connection((host, int(port)), _ANSWER).close()


@dataclass(frozen=True, slots=True)
class _Told:
    """What a source came to, and which content it had."""

    sha256: str
    kind: str
    done: Done


def _read(
    reader: Reader, version: str, cores: int, carried: list[tuple[int, Source, bytes | None]]
) -> Iterator[list[tuple[int, _Told]]]:
    """On the node: read the sources, tell what is done in batches; ConfigError where the node has another version."""
    if reader.version != version:
        raise ConfigError(f"节点上的 jixiao 是 {reader.version}，这里的是 {version}；请装成同一版本、同一词表")
    told: list[tuple[int, _Told]] = []
    since = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        numbers = {}
        sources = []
        for number, source, content in carried:
            if content is not None:
                source = replace(source, path=Path(folder) / f"{number}{source.path.suffix}")
                source.path.write_bytes(content)
            numbers[source.key] = number
            sources.append(source)
        for event in _pool(reader, cores).events(sources):
            if isinstance(event, Finished):
                told.append((numbers[event.source.key], _Told(event.source.sha256, event.source.kind, event.done)))
            if told and time.monotonic() - since >= _PACE:
                yield told
                told, since = [], time.monotonic()
        yield told


@cache
def _pool(reader: Reader, cores: int) -> Pool:
    """The pool of this worker, a process a core: it stays for the chunks to come, and ends with the worker."""
    mine = replace(reader.settings, jobs=cores, threads=reader.settings.threads or 1)
    return Pool(mine, reader.reader, reader.model, reader.results)
