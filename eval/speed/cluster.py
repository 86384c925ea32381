"""A Ray cluster beside the processes of one machine: the same files, a worker killed, then a node.

    python -m eval.speed.cluster [--files 500] [--scans 60] [--part 1.0] [--nodes 2]

So many files are made, of two pages each and of one scanned page, or of so much of it from the top. They are read by
the pool, with as many processes as there are nodes, and on a cluster of so many nodes (raylets) of this machine with
one core each. When a third is done a Ray worker is killed, at two thirds a node. Said are the files that were done,
whether the results are the same, and the CPU time of both from the start of the runner, sampled: of what reads and
tells, and apart from it of Ray's services, which use some as long as they stand. At last a program that reads on the
cluster is killed when a third is done, and another one goes on: said are the results that were written a second time,
of which those in flight may be.

It ends with 1 where a file is lost or read otherwise or twice, or reading takes more than 1.25 times the pool's CPU.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pymupdf

from eval.speed.bulk import HERE, SAMPLES, made
from jixiao.config import Settings
from jixiao.engine.processes.process_tree import offspring
from jixiao.engine.shards.run import Put, ShardPlan, shard_running
from jixiao.scratch import Scratch

# Nothing is packed up or reported, and workers are as nice as the pool's processes.
os.environ.update(
    dict.fromkeys(("RAY_ENABLE_UV_RUN_RUNTIME_ENV", "RAY_USAGE_STATS_ENABLED", "RAY_worker_niceness"), "0")
)
_SERVICES = (b"gcs_server", b"raylet/raylet", b"Agent", b"dashboard", b"monitor")
_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY = 0.2
_STORE = 80 * 1024 * 1024
_MOST = 1.25


class Sampled:
    """CPU seconds of this process and of all that it started, those that ended too. Use as a context manager."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, str], tuple[float, bool]] = {}
        self._before = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Sampled:
        self._look()
        self._before = self._used(service=False)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._look()

    @property
    def seconds(self) -> tuple[float, float]:
        """What was used while inside, and by services since they stand."""
        return self._used(service=False) - self._before, self._used(service=True)

    def _used(self, service: bool) -> float:
        return sum(used for used, is_service in self._seen.values() if is_service == service)

    def _watch(self) -> None:
        while not self._stop.wait(_EVERY):
            self._look()

    def _look(self) -> None:
        for number in [os.getpid(), *offspring(os.getpid())]:
            try:
                told = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
                service = any(name in Path(f"/proc/{number}/cmdline").read_bytes() for name in _SERVICES)
            except OSError:
                continue
            self._seen[number, told[19]] = (int(told[11]) + int(told[12])) / _TICKS, service


def scanned(folder: Path, count: int, part: float) -> None:
    """So many files of so much of a scanned page."""
    pictures = []
    with pymupdf.open(SAMPLES / "xingan-projects.pdf") as document:
        for page in document:
            clip = pymupdf.Rect(page.rect.tl, (page.rect.x1, page.rect.height * part))
            pictures.append(page.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY, clip=clip).tobytes("png"))
    for number in range(count):
        with pymupdf.open() as made_of:
            sheet = made_of.new_page(width=clip.width, height=clip.height)
            sheet.insert_image(sheet.rect, stream=pictures[number % len(pictures)])
            content = made_of.tobytes()
        (folder / f"scan{number:03}.pdf").write_bytes(content + f"\n%% {number}\n".encode())


def read(
    source: Path, out: Path, by: str, jobs: int, meanwhile: Callable[[int], None]
) -> tuple[int, tuple[float, float]]:
    """How many files were done, and the CPU seconds of it, of services apart."""
    done = 0
    with Sampled() as sampled:
        for event in shard_running(ShardPlan(str(source), str(out), runner=by), Settings(jobs=jobs)):
            if isinstance(event, Put):
                done += 1
                meanwhile(done)
    return done, sampled.seconds


def results(out: Path) -> dict[str, bytes]:
    """Every result by its name."""
    return {path.name: path.read_bytes() for path in (out / "readings").rglob("*.json")}


def workers() -> list[int]:
    """The Ray workers that read."""
    return [n for n in offspring(os.getpid()) if b"ray::_read" in Path(f"/proc/{n}/cmdline").read_bytes()]


def main() -> int:
    """Say what each used, and what is not the same; 1 where anything is lost or otherwise."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--files", type=int, default=500)
    ask.add_argument("--scans", type=int, default=60)
    ask.add_argument("--part", type=float, default=1.0)
    ask.add_argument("--nodes", type=int, default=2)
    given = ask.parse_args()
    with Scratch() as scratch:
        source, one, many, again = (Path(scratch) / name for name in ("in", "one", "many", "again"))
        scanned(made(source, given.files - given.scans), given.scans, given.part)
        count, (cpu, _) = read(source, one, "", given.nodes, lambda done: None)
        print(f"pool: {count} files, {cpu:.1f} s of CPU", flush=True)
        whole = results(one)
        with nodes(given.nodes) as cluster:
            done, (more, services) = clustered(source, many, cluster, given.files)
            same = results(many) == whole
            print(f"Ray: {done} files, {more:.1f} s of CPU, services {services:.1f} s, the same: {same}", flush=True)
            twice = orphaned(source, again, cluster)
            same = same and results(again) == whole
        most = 2 * given.nodes
        print(
            f"{done} of {count} files, CPU {more / cpu:.2f} x the pool's, its program killed: {twice} written a second "
            f"time (in flight at most {most}), results the same: {same}"
        )
        return int(done != count or not same or twice > most or more > _MOST * cpu)


@contextmanager
def nodes(count: int) -> Iterator[Any]:
    """A cluster of so many nodes with a core each, beside one that only keeps house."""
    import ray
    from ray.cluster_utils import Cluster

    one: dict[str, Any] = {"num_cpus": 1, "object_store_memory": _STORE}
    cluster = Cluster(initialize_head=True, head_node_args={**one, "num_cpus": 0, "include_dashboard": False})
    try:
        for _ in range(count):
            cluster.add_node(**one)
        yield cluster
    finally:
        ray.shutdown()
        cluster.shutdown()


def clustered(source: Path, out: Path, cluster: Any, files: int) -> tuple[int, tuple[float, float]]:
    """The same on a cluster, whose workers and nodes die."""

    def meanwhile(done: int) -> None:
        if done == files // 3:
            os.kill(workers()[0], signal.SIGKILL)
        elif done == files * 2 // 3:
            node = cluster.list_all_nodes()[-1]
            threading.Thread(target=cluster.remove_node, args=(node,), kwargs={"allow_graceful": False}).start()

    return read(source, out, f"ray:{cluster.address}", 1, meanwhile)


def orphaned(source: Path, out: Path, cluster: Any) -> int:
    """The same by a program that is killed when a third is done, and one that goes on; how many results were written
    a second time."""
    files = sum(1 for _ in source.rglob("*.pdf"))
    code = (
        "import sys; from pathlib import Path; from eval.speed.cluster import read; "
        "read(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], 1, lambda done: None)"
    )
    command = [sys.executable, "-c", code, str(source), str(out), f"ray:{cluster.address}"]
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as program:
        while program.poll() is None and len(written(out)) < files // 3:
            time.sleep(_EVERY)
        program.kill()
    if program.returncode != -signal.SIGKILL:
        raise SystemExit(f"the program that was to be killed ended with {program.returncode}")
    before = written(out)
    read(source, out, f"ray:{cluster.address}", 1, lambda done: None)
    now = written(out)
    return sum(now[name] != stamp for name, stamp in before.items())


def written(out: Path) -> dict[str, int]:
    """When each result was written."""
    return {path.name: path.stat().st_mtime_ns for path in (out / "readings").rglob("*.json")}


if __name__ == "__main__":
    raise SystemExit(main())
