"""The pool against files that hang, exhaust and kill the process that reads them."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.processes import wait_for_end

from jixiao.atomic import whole
from jixiao.config import Settings
from jixiao.engine.processes.pool import Pool
from jixiao.engine.processes.runner import Finished, Paged, Started
from jixiao.errors import ConfigError
from jixiao.records import Reading
from jixiao.sources import Source

READER = "tests.engine.readers:by_content"


@pytest.fixture
def files(tmp_path: Path):
    """Makes sources out of texts."""

    def make(*texts: str) -> list[Source]:
        out = []
        for i, text in enumerate(texts):
            path = tmp_path / f"{i:03d}.txt"
            path.write_text(text, encoding="utf-8")
            out.append(Source(path.name, path, hashlib.sha256(text.encode()).hexdigest(), "pdf"))
        return out

    return make


def read(sources: list[Source], **settings: int) -> dict[str, Reading]:
    """The readings by file name."""
    with Pool(Settings(**settings), READER) as pool:
        done = [e for e in pool.events(sources) if isinstance(e, Finished)]
    assert len(done) == len(sources), "one result for each source"
    return {e.source.name: Reading.model_validate_json(e.done.reading) for e in done}


def problem(reading: Reading) -> tuple[str, str]:
    """The only problem of a reading without records."""
    assert not reading.records
    (only,) = reading.problems
    return only.code, only.message


@pytest.mark.parametrize("jobs", [1, 2])
def test_others_go_on_whatever_one_file_does(files, jobs: int) -> None:
    sources = files("a", "die", "b", "crash", "c", "fault 机密", "refuse", "d", "chatter")
    readings = read(sources, jobs=jobs)
    for i, text in ((0, "a"), (2, "b"), (4, "c"), (7, "d"), (8, "chatter")):
        assert readings[f"{i:03d}.txt"].records[0].project_name == text
        assert not readings[f"{i:03d}.txt"].problems
    code, message = problem(readings["001.txt"])
    assert code == "source.died"
    assert "001.txt" in message and "两次" in message and "信号 9" in message
    code, message = problem(readings["003.txt"])
    assert code == "source.died" and "信号 11" in message
    code, message = problem(readings["005.txt"])
    assert code == "source.internal"
    assert "KeyError" in message and "readers.py" in message
    assert "机密" not in message, "what stands in a file does not get into messages"
    code, message = problem(readings["006.txt"])
    assert code == "source.damaged" and message == "006.txt：不完整，请重新获取"


def test_a_file_that_is_gone_when_it_is_read_is_told_as_such(files) -> None:
    sources = files("vanish", "a")
    readings = read(sources, jobs=1)
    code, message = problem(readings["000.txt"])
    assert code == "source.unreadable"
    assert "没有这个文件或文件夹" in message and "开发者" not in message
    assert readings["001.txt"].records


def test_a_source_whose_process_died_is_tried_once_more(files, tmp_path: Path) -> None:
    readings = read(files(f"die-once {tmp_path / 'marker'}"), jobs=1)
    assert (tmp_path / "marker").exists()
    assert not readings["000.txt"].problems
    assert readings["000.txt"].records


def test_a_process_killed_from_outside_is_replaced(files) -> None:
    sources = files("slow 2", "a", "b")
    started: list[int] = []
    killed: list[int] = []
    done: list[Finished] = []
    with Pool(Settings(jobs=1), READER) as pool:
        for event in pool.events(sources):
            if isinstance(event, Paged) and not killed:
                os.kill(started[-1], signal.SIGKILL)
                killed.append(started[-1])
            elif isinstance(event, Started):
                started.append(event.pid)
            elif isinstance(event, Finished):
                done.append(event)
    assert killed
    assert [e.source.name for e in done] == ["000.txt", "001.txt", "002.txt"]
    assert all(e.done.tally.failed == 0 and e.done.tally.records == 1 for e in done)


@pytest.mark.parametrize("deed", ["hang", "spin"])
def test_the_time_of_a_file_is_bounded(files, deed: str) -> None:
    readings = read(files(deed, "a"), jobs=1, file_seconds=3)
    code, message = problem(readings["000.txt"])
    assert code == "source.time"
    assert "超过 3 秒" in message and "file_seconds" in message and "没有留下结果" in message
    assert readings["001.txt"].records


def test_the_memory_of_a_process_is_bounded(files) -> None:
    readings = read(files("hoard", "a"), jobs=1, memory_mb=1024)
    code, message = problem(readings["000.txt"])
    assert code == "source.memory"
    assert "1024 MB" in message and "memory_mb" in message
    assert readings["001.txt"].records


def test_pages_are_reported_while_they_are_read(files) -> None:
    with Pool(Settings(jobs=1), READER) as pool:
        pages = [e for e in pool.events(files("slow 1.5")) if isinstance(e, Paged)]
    assert len(pages) >= 5
    assert [p.done for p in pages] == sorted(p.done for p in pages)
    assert {p.total for p in pages} == {10}


def test_no_process_outlives_the_pool(files) -> None:
    with Pool(Settings(jobs=2), READER) as pool:
        pids = []
        for event in pool.events(files("hang", "spin")):
            if isinstance(event, Started):
                pids.append(event.pid)
            if len(pids) == 2:
                break
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_what_an_ended_process_was_writing_is_cleared_away_when_a_run_is_stopped(files, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt), Pool(Settings(jobs=1), READER, results=str(out)) as pool:
        for event in pool.events(files("hang")):
            if isinstance(event, Started):
                with whole(out / "县" / "a.json") as mine:
                    mine.touch()
                    left = mine.with_name(mine.name.replace(f".{os.getpid()}.", f".{event.pid}."))
                left.touch()
                raise KeyboardInterrupt
    assert not list(out.rglob("*.part"))


def test_a_program_that_a_process_started_ends_with_it(files, tmp_path: Path) -> None:
    readings = read(files(f"program {tmp_path / 'pid'}"), jobs=1, file_seconds=5)
    assert problem(readings["000.txt"])[0] == "source.time"
    wait_for_end(int((tmp_path / "pid").read_text()))


def test_memory_that_native_code_could_not_get_is_told_from_a_fault(files) -> None:
    sources = files("starve-and-crash", "starve-and-fault", "fault")
    readings = read(sources, jobs=1, memory_mb=2048)
    assert [problem(readings[s.name])[0] for s in sources] == ["source.memory", "source.memory", "source.internal"]


RUN = """
import sys
from pathlib import Path
from jixiao.config import Settings
from jixiao.engine.processes.pool import Pool
from jixiao.engine.processes.runner import Started
from jixiao.sources import Source
with Pool(Settings(jobs=1), "tests.engine.readers:by_content") as pool:
    for event in pool.events([Source("a", Path(sys.argv[1]), "0" * 64, "pdf")]):
        if isinstance(event, Started):
            print(event.pid, flush=True)
"""


def test_a_reading_process_ends_when_the_run_is_killed(files) -> None:
    (source,) = files("spin")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", RUN, str(source.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as run:
        pid = int(run.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        run.kill()
    wait_for_end(pid)


def test_a_process_that_cannot_start_is_said_once(files) -> None:
    with pytest.raises(ConfigError, match="jixiao doctor"), Pool(Settings(jobs=1), "no_such_module:read") as pool:
        list(pool.events(files("a")))


SPLIT = """
import os, sys, threading
from pathlib import Path
from jixiao.config import Settings
from jixiao.engine.processes.pool import Pool
from jixiao.engine.processes.runner import Finished, Started
from jixiao.sources import Source
folder, threads = Path(sys.argv[1]), sys.argv[2] == "threads"
if threads:
    threading.Thread(target=threading.Event().wait, daemon=True).start()
kept = Path(sys.prefix, "pyvenv.cfg").open()
settings = Settings(jobs=int(sys.argv[3]), file_seconds=int(sys.argv[4]), memory_mb=1024)
sources = [Source(path.name, path, f"{n:064}", "pdf") for n, path in enumerate(sorted(folder.iterdir()))]
def inodes(pid):
    for each in Path(f"/proc/{pid}/fd").iterdir():
        try:
            yield each.stat().st_ino
        except FileNotFoundError:
            continue
with Pool(settings, "tests.engine.readers:by_content", forks=True) as pool:
    for event in pool.events(sources):
        if isinstance(event, Started):
            split = Path(f"/proc/{event.pid}/cmdline").read_bytes() == Path("/proc/self/cmdline").read_bytes()
            print("started", event.source.name, split, flush=True)
            if event.source.path.name == "000.txt":
                opened = os.stat(kept.name).st_ino in inodes(event.pid)
                print("sees", "it" if opened else "nothing", flush=True)
        elif isinstance(event, Finished):
            codes = [trouble.code for trouble in event.done.tally.troubles]
            print("finished", event.source.name, *codes, flush=True)
print("end")
"""


def split(sources: list[Source], threads: str = "alone", jobs: int = 1, seconds: int = 300) -> list[list[str]]:
    """What a program tells that reads the sources in processes split off it."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", SPLIT, str(sources[0].path.parent), threads, str(jobs), str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nobody knows whether there are threads")
@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_that_are_split_off_are_kept_apart_too(files, jobs: int) -> None:
    told = split(files("slow 1", "die", "crash", "fault", "hoard", "refuse", "chatter", "b"), jobs=jobs)
    assert ["started", "000.txt", "True"] in told
    assert ["sees", "nothing"] in told, "it has no file of the other process open"
    codes = {line[1]: line[2:] for line in told if line[0] == "finished"}
    assert codes == {
        "000.txt": [], "001.txt": ["source.died"], "002.txt": ["source.died"], "003.txt": ["source.internal"],
        "004.txt": ["source.memory"], "005.txt": ["source.damaged"], "006.txt": [], "007.txt": [],
    }  # fmt: skip
    assert told[-1] == ["end"], "and nothing else comes back from it"


def test_the_time_of_a_file_is_bounded_in_a_process_that_was_split_off_too(files) -> None:
    assert ["finished", "000.txt", "source.time"] in split(files("hang"), seconds=3)


def test_where_there_are_threads_nothing_is_split_off(files) -> None:
    told = split(files("slow 1"), threads="threads")
    assert told[0] == ["started", "000.txt", "False"] and told[-2:] == [["finished", "000.txt"], ["end"]]


def test_a_process_that_was_split_off_ends_when_the_run_is_killed(files) -> None:
    (source,) = files("spin")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", RUN.replace('by_content"', 'by_content", forks=True'), str(source.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as run:
        pid = int(run.stdout.readline())
        assert Path(f"/proc/{pid}").exists()
        run.kill()
    wait_for_end(pid)
