"""Who reads: the processes of this machine, or what a name says."""

from __future__ import annotations

from jixiao.config import ModelSettings, Settings
from jixiao.engine.processes.pool import Pool
from jixiao.engine.processes.runner import Runner
from jixiao.errors import ConfigError


def runner(
    name: str, settings: Settings, reader: str, model: ModelSettings | None, results: str, forks: bool = False
) -> Runner:
    """The runner of that name, which writes results to that place: "" for this machine, `ray` or `ray:ADDRESS` for a
    cluster. `forks` as of a `Pool`. ConfigError where there is none of that name, MissingPackage where it is not
    installed."""
    kind, _, address = name.partition(":")
    if not kind:
        return Pool(settings, reader, model, results, forks=forks)
    if kind == "ray":
        from jixiao.engine.processes.cluster import Cluster

        return Cluster(settings, reader, model, results, address)
    raise ConfigError(f"--runner 应为 ray 或 ray:地址，现为 {name!r}；请改正，或不写（用本机的进程读）")
