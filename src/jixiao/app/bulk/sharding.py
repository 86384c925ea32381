"""What `jixiao extract … --shard 3/16` does: one part of a place read into a place of results."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.app.files.outputs import apart
from jixiao.app.files.places import is_results
from jixiao.app.workspace import Workspace, inquiry
from jixiao.engine.shards.listing import Shard
from jixiao.engine.shards.run import ShardEvent, ShardOutcome, ShardPlan, shard_running
from jixiao.errors import ConfigError, SourceError
from jixiao.places import is_address


@dataclass(frozen=True, slots=True)
class Sharding:
    """What to read and where to; `shard` is the part, as `3/16`, `fresh` reads what was read, too; `runner` is who
    reads, "" for the processes of this machine; `forks` where this process is the program's own."""

    inputs: Sequence[str]
    out: str
    shard: str = "1/1"
    fresh: bool = False
    runner: str = ""
    forks: bool = False


@dataclass(frozen=True, slots=True)
class Sharded:
    """What came of it, and how long it took, in seconds."""

    outcome: ShardOutcome
    seconds: float


def shard(wanted: Sharding, workspace: Workspace) -> Generator[ShardEvent, None, Sharded]:
    """Read the shard. ConfigError where it is not one folder or address; SourceError where that is not there."""
    begun = time.monotonic()
    if len(wanted.inputs) != 1:
        raise ConfigError("按份读取（--shard，或用到对象存储）时一次给一个文件夹或地址；请分几次，或放进一个文件夹")
    if workspace.place is not None:
        raise ConfigError(f"按份读取不记数据库；读完用 jixiao gather {wanted.out} --store {workspace.place} 记入")
    if not is_address(wanted.inputs[0]) and not is_address(wanted.out):
        apart(wanted.inputs, Path(wanted.out))
    part = Shard.parsed(wanted.shard)
    place, out = root_of(wanted.inputs[0]), _results(wanted.out)
    plan = ShardPlan(place, out, part, wanted.fresh, runner=wanted.runner, forks=wanted.forks)
    with inquiry(workspace) as asked:
        outcome = yield from shard_running(plan.asking(asked), workspace.settings)
    return Sharded(outcome, time.monotonic() - begun)


def root_of(given: str) -> str:
    """The address of what is read, the same wherever the command is started; SourceError where it is no folder."""
    if is_address(given):
        return given.rstrip("/")
    path = Path(given).expanduser().absolute()
    if not path.is_dir():
        raise SourceError(given, "不是文件夹；按份读取要一个文件夹，或对象存储的地址（s3://…）")
    return str(path)


def _results(out: str) -> str:
    """The address of the results; ConfigError where a folder holds results of another arrangement."""
    if is_address(out):
        return out.rstrip("/")
    path = Path(out).expanduser().absolute()
    if path.is_dir() and not is_results(path) and any(path.glob("*.json")):
        raise ConfigError(f"{out} 里是按文件名存放的结果，不能再按份往里放；请给 --out 另一个文件夹")
    return str(path)
