"""A Ray cluster as the runner: the same results as on one machine, whatever becomes of workers and nodes."""

from __future__ import annotations

import os
import signal
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.shards.test_shards import READER, VERSION, document, results
from tests.processes import wait_for_end

from jixiao.app.files.places import placed
from jixiao.config import Settings
from jixiao.engine.processes.process_tree import offspring
from jixiao.engine.runners import runner
from jixiao.engine.shards.run import Opened, Put, ShardOutcome, ShardPlan, shard_running
from jixiao.errors import ConfigError

os.environ["RAY_ENABLE_UV_RUN_RUNTIME_ENV"] = "0"  # it would pack up this folder
ray = pytest.importorskip("ray")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="killed by signals")
_STORE = 80 * 1024 * 1024


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Two nodes of one core each; the first is the head."""
    nodes = started()
    monkeypatch.setenv("RAY_ADDRESS", nodes.address)
    yield nodes
    ray.shutdown()
    nodes.shutdown()


def started(tries: int = 3) -> Any:
    """The nodes; a busy machine may need longer than the half minute that Ray gives one to start."""
    from ray.cluster_utils import Cluster

    one = {"num_cpus": 1, "object_store_memory": _STORE}
    nodes = Cluster()
    try:
        nodes.add_node(**one, include_dashboard=False)
        nodes.add_node(**one)
    except Exception as exc:
        nodes.shutdown()
        if tries > 1 and "timed out during startup" in str(exc):
            return started(tries - 1)
        raise
    return nodes


def go(folder: Path, out: Path, by: str, meanwhile: Callable[[int], None] | None = None) -> ShardOutcome:
    """A run over the folder; after each file `meanwhile` is told how many are done."""
    going, done = shard_running(ShardPlan(str(folder), str(out), reader=READER, runner=by), Settings(jobs=1)), 0
    while True:
        try:
            event = next(going)
        except StopIteration as end:
            outcome: ShardOutcome = end.value
            return outcome
        assert isinstance(event, Opened | Put) or not by, "what is said of a cluster's sources is that they are done"
        if isinstance(event, Put):
            done += 1
            if meanwhile is not None:
                meanwhile(done)


def reading_processes() -> dict[int, int]:
    """The processes that read, by number, with the Ray worker that each belongs to."""
    found = {}
    for worker in offspring(os.getpid()):
        if b"ray::_read" in Path(f"/proc/{worker}/cmdline").read_bytes():
            found.update(dict.fromkeys(offspring(worker), worker))
    return found


def test_a_cluster_loses_nothing_when_a_worker_and_a_node_die(cluster: Any, tmp_path: Path) -> None:
    for n in range(230):
        document(tmp_path / "in" / f"{n % 7}" / f"{n}.pdf", "refuse" if n == 9 else f"slow 0.0{n % 7}{n:03}")
    with zipfile.ZipFile(tmp_path / "in" / "包.zip", "w") as archive:
        archive.write(document(tmp_path / "四.pdf", "packed"), "四.pdf")
    go(tmp_path / "in", tmp_path / "whole", "")
    killed: list[int] = []

    def meanwhile(done: int) -> None:
        if done == 20:
            killed.extend(dict.fromkeys(reading_processes().values()))
            os.kill(killed[0], signal.SIGKILL)
        elif done == 90:
            node = cluster.list_all_nodes()[-1]
            threading.Thread(target=cluster.remove_node, args=(node,), kwargs={"allow_graceful": False}).start()

    outcome = go(tmp_path / "in", tmp_path / "out", "ray", meanwhile)
    assert killed and (outcome.total.files, outcome.total.failed) == (231, 1)
    whole, mine = results(tmp_path / "whole"), results(tmp_path / "out")
    assert {name: content for name, (content, _) in mine.items()} == {name: body for name, (body, _) in whole.items()}
    near, there = ([r.model_dump() for r in placed(tmp_path / each, VERSION)] for each in ("whole", "out"))
    assert near == there and len(near) == 231
    assert go(tmp_path / "in", tmp_path / "out", "ray").kept == 231, "the archive is one file"
    for process in killed:
        wait_for_end(process)


def test_a_file_that_kills_its_process_or_the_worker_around_it_is_a_failure_of_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a cluster that is started for the run, on this machine."""
    monkeypatch.delenv("RAY_ADDRESS", raising=False)
    for n, text in enumerate(("a", "die", "b", "kill-parent", "c")):
        document(tmp_path / "in" / f"{n}.pdf", text)
    outcome = go(tmp_path / "in", tmp_path / "out", "ray")
    assert (outcome.total.files, outcome.total.failed, outcome.total.again) == (5, 2, 2)
    found = {reading.source.path: reading for reading in placed(tmp_path / "out", VERSION)}
    assert "两次意外终止" in found["1.pdf"].problems[0].message and found["0.pdf"].records
    assert "节点 3 次中断" in found["3.pdf"].problems[0].message and found["4.pdf"].records


def test_an_address_where_no_cluster_is_and_a_name_of_no_runner_are_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--runner"):
        runner("spark", Settings(), READER, None, "")
    begun = time.monotonic()
    with pytest.raises(ConfigError, match=r"127\.0\.0\.1:1"), runner("ray:127.0.0.1:1", Settings(), READER, None, ""):
        pass
    assert time.monotonic() - begun < 120
