"""Shards of a place killed at random moments, then gathered: nothing lost, nothing read twice, the tables of one run.

    python -m eval.robustness.shards [--files 400] [--pages 2] [--shards 4] [--kills 5] [--jobs 2] [--only gather]

Files of so many pages are made, some of them copies and some broken. Each shard in turn is started, killed (SIGKILL,
with its processes) at random moments so many times, and at last let end; so is the gathering. The moments are drawn
so that most fall within the work; how many did is said. Said are the results that
were written a second time (those in flight when a run was killed may be), files without a result, and whether the
Parquet tables are byte for byte those of one run that nobody disturbed; and what that run used, and one more after it
that finds everything done. It ends with 1 where anything is lost or otherwise, where that one takes more than a
millisecond of CPU a file, or where the program (not its processes) takes more than 150 MB or 8 % of the CPU.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from eval.speed.bulk import HERE, Used, made, used
from jixiao.app.bulk.summary import TABLES
from jixiao.engine.shards.holdings import holdings, version_in
from jixiao.places import place_at
from jixiao.scratch import Scratch

_START = "import sys; from jixiao.cli import main; sys.argv = ['jixiao', *sys.argv[1:]]; main()"
# The program's memory (MB) and share of the CPU, and seconds of CPU for a file that is done.
_MOST_MB, _MOST_SHARE, _MOST_DONE = 150, 0.08, 0.001


def started(*arguments: str | Path) -> subprocess.Popen[bytes]:
    """The program, in a group of its own."""
    command = [sys.executable, "-c", _START, *map(str, arguments)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True)


def ended(*arguments: str | Path) -> float:
    """Seconds that the program took undisturbed; an error where it fails."""
    begun = time.monotonic()
    code = started(*arguments).wait()
    if code not in (0, 3, 4):
        raise SystemExit(f"{arguments} ended with {code}")
    return time.monotonic() - begun


def measured(what: str, *arguments: str | Path) -> tuple[float, Used]:
    """The same, and what it used; said, too."""
    begun = time.monotonic()
    one = used(HERE, *arguments)
    seconds = time.monotonic() - begun
    parent = f"parent {one.parent:.1f} s ({one.parent / one.all:.1%}) and {one.peak:.0f} MB"
    print(f"{what}: {seconds:.0f} s, {one.all:.1f} s of CPU, {parent}", flush=True)
    return seconds, one


def killed(moment: float, *arguments: str | Path) -> bool:
    """The program, killed with all its processes after so many seconds; whether it was still at work then."""
    run = started(*arguments)
    try:
        run.wait(moment)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        return True
    return False


def gather_killed(out: Path, kills: int, seconds: float, draw: random.Random) -> str:
    """Gathering begun and killed so many times; one that came to its end, sooner than was thought, does not count, and
    what it wrote is taken away again. Says how many of how many were killed."""
    hits = begun = 0
    while hits < kills:
        begun += 1
        if killed(draw.uniform(0.5, seconds), "gather", out):
            hits += 1
        else:
            shutil.rmtree(out / TABLES)
            seconds = max(1.0, seconds / 2)
    return f"{hits} of {begun}"


def standing(out: Path) -> dict[str, int]:
    """When each result was written."""
    return {path.name: path.stat().st_mtime_ns for path in (out / "readings").rglob("*.json")}


def tables(out: Path) -> dict[str, bytes]:
    """The Parquet tables by path."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in (out / "tables").rglob("*.parquet")}


def main() -> int:
    """Say what was lost, read twice or otherwise; 1 where anything was."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--files", type=int, default=400)
    ask.add_argument("--pages", type=int, default=2)
    ask.add_argument("--shards", type=int, default=4)
    ask.add_argument("--kills", type=int, default=5)
    ask.add_argument("--jobs", type=int, default=2, help="so many files may be in flight")
    ask.add_argument("--only", choices=("gather",), help="gather what one run read, and kill nothing else")
    ask.add_argument("--seed", type=int, default=23)
    given = ask.parse_args()
    draw, twice, hits = random.Random(given.seed), 0, 0
    with Scratch() as scratch:
        source, one, many = (Path(scratch) / name for name in ("in", "one", "many"))
        files = sorted(made(source, given.files, given.pages).rglob("*.pdf"))
        for path in files[::40]:
            shutil.copy(path, path.with_name(f"copy of {path.name}"))
            path.with_name(f"broken {path.name}").write_bytes(path.read_bytes()[:500])
        count = sum(1 for _ in source.rglob("*.pdf"))
        extract = ["extract", source, "--jobs", str(given.jobs), "--out"]
        whole, run = measured("undisturbed", *extract, one, "--shard", "1/1")
        _, resumed = measured("resumed", *extract, one, "--shard", "1/1")
        gathering, gathered = measured("gathered", "gather", one)
        print(f"seed {given.seed}, {count} files, {given.jobs} at a time", flush=True)
        longest = max(2.0, 2 * whole / given.shards / (given.kills + 1))
        if given.only == "gather":
            shutil.copytree(one, many, ignore=shutil.ignore_patterns(TABLES))
        for number in range(1, given.shards + 1) if given.only != "gather" else ():
            command = [*extract, many, "--shard", f"{number}/{given.shards}"]
            before: dict[str, int] = {}
            for _ in range(given.kills):
                hits += killed(draw.uniform(1, longest), *command)
                now = standing(many)
                twice += sum(now.get(name) != stamp for name, stamp in before.items())
                before = now
            ended(*command)
            now = standing(many)
            twice += sum(now.get(name) != stamp for name, stamp in before.items())
            print(f"shard {number}: {len(now)} results, {hits} of {number * given.kills} kills at work", flush=True)
        print(f"{gather_killed(many, given.kills, gathering, draw)} of the gatherings begun were killed", flush=True)
        ended("gather", many)
        place = place_at(many)
        held = holdings(place, version_in(place, ""))
        lost = count - sum(len(each.files) for each in held.held) + len(held.missing)
        same = tables(one) == tables(many)
        most = hits * given.jobs
        print(
            f"{count} files: lost {lost}, written a second time {twice} (in flight at most {most}), tables the same: "
            f"{same}; parent {run.parent / run.all:.1%} and {run.peak:.0f} MB; resumed in {resumed.all:.1f} s of CPU"
        )
        kept = resumed.all <= max(1.0, _MOST_DONE * count) and max(run.peak, gathered.peak) <= _MOST_MB
        return int(bool(lost) or twice > most or not same or not kept or run.parent > _MOST_SHARE * run.all)


if __name__ == "__main__":
    raise SystemExit(main())
