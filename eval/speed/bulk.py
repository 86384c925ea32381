"""What reading many files costs: parent and processes, a page, a resumed run, one small file, memory.

    python -m eval.speed.bulk [--files 500] [--rounds 2] [--base ANOTHER_CHECKOUT] [--only bulk|resume|one|shards]

It ends with 1 where something is not as it is asked: of one file at most 0.8 s of CPU, of many with workbook and store
at most 8 % of it in the parent and 75 pages a second.

The files are two pages each, cut from the documents of `samples/`, all with different contents. Every command is
started as from the shell, with the bytecode that a run before it has left, and its CPU time is what the system counted
for it and for its processes. With `--base` the same is done in turns with the code of another checkout (its `src`), and
the ratio of the two is printed: on a machine with neighbours only that is a measure.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from jixiao.scratch import Scratch

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_NAMES = ("xingan-projects", "qingshi-budget", "yanping-accounts", "linhe-departments", "yanping-evaluations")
HERE = Path(__file__).resolve().parents[2]
# Seconds of CPU for one file; of many the parent's share, and pages a second.
_ONE_FILE, _PARENT, _PAGES = 0.8, 0.08, 75.0
# Runs the program and says on the last line of stderr what it and its children used.
_RUN = """
import json, resource, sys
from jixiao.cli import main
sys.argv = ["jixiao", *sys.argv[1:]]
try:
    main()
finally:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
    used = [own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime, peak / 1024]
    print(json.dumps(used), file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Used:
    """CPU seconds of the program and of its processes, and the program's peak memory in MB."""

    parent: float
    others: float
    peak: float

    @property
    def all(self) -> float:
        """All CPU seconds."""
        return self.parent + self.others


def made(folder: Path, count: int, pages: int = 2) -> Path:
    """So many files of so many pages, a thousand to a folder."""
    pieces = []
    for name in _NAMES:
        with pymupdf.open(SAMPLES / f"{name}.pdf") as document:
            for first in range(document.page_count - pages + 1):
                with pymupdf.open() as piece:
                    piece.insert_pdf(document, from_page=first, to_page=first + pages - 1)
                    pieces.append(piece.tobytes(garbage=3, deflate=True))
    for number in range(count):
        path = folder / f"{number // 1000:03}" / f"表{number:06}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pieces[number % len(pieces)] + f"\n%% {number}\n".encode())
    return folder


def used(checkout: Path, *arguments: str | Path) -> Used:
    """What the command used, with the code of that checkout."""
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", _RUN, *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode not in (0, 3, 4):
        raise SystemExit(f"{' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr[-500:]}")
    return Used(*json.loads(done.stderr.splitlines()[-1]))


Command = tuple[bool, list[str]]
"""A command, `{out}` in it for the folder of results of the checkout, and whether that is removed before it."""


def compared(what: str, rounds: int, outs: dict[Path, Path], commands: list[Command]) -> Used:
    """Run the commands with each checkout, into its folder, in turns; say what each used in the middle and at the
    least, and the ratio. Gives what was used in the middle with the first of the checkouts."""
    found: list[list[Used]] = [[] for _ in outs]
    for _ in range(rounds):
        for mine, (checkout, out) in zip(found, outs.items(), strict=True):
            mine.append(_all(checkout, out, commands))
    middle = [sorted(mine, key=lambda u: u.all)[len(mine) // 2] for mine in found]
    for checkout, one in zip(outs, middle, strict=True):
        parent = f"parent {one.parent:7.2f} s ({one.parent / one.all:4.0%})"
        least = min(u.all for u in found[list(outs).index(checkout)])
        print(f"{what:28} {checkout.name:10} {parent}  all {one.all:7.2f} s (least {least:.2f})  {one.peak:4.0f} MB")
    if len(outs) == 2:
        ratios = [new.all / old.all for new, old in zip(found[0], found[1], strict=True)]
        print(f"{'':28} ratio of all CPU {statistics.median(ratios):.2f}", flush=True)
    return middle[0]


def _all(checkout: Path, out: Path, commands: list[Command]) -> Used:
    each = []
    for clean, command in commands:
        if clean:
            shutil.rmtree(out, ignore_errors=True)
        each.append(used(checkout, *(part.replace("{out}", str(out)) for part in command)))
    return Used(sum(u.parent for u in each), sum(u.others for u in each), max(u.peak for u in each))


def is_met(name: str, one: Used, pages: int) -> bool:
    """Whether it is as asked; said in a line, too."""
    if name == "one":
        print(f"{'':28} {one.all:.2f} s of CPU, {one.parent:.2f} of it in the parent", flush=True)
        return one.all <= _ONE_FILE
    peak = f"{one.peak:.0f} MB in the parent"
    print(f"{'':28} parent {one.parent / one.all:.1%}, {pages / one.all:.1f} pages per CPU second, {peak}", flush=True)
    return name != "bulk" or (one.parent / one.all <= _PARENT and pages / one.all >= _PAGES)


def main() -> int:
    """Measure and say; 1 where something is not as asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--base", type=Path)
    parser.add_argument("--only", choices=("bulk", "resume", "one", "shards"))
    wanted = parser.parse_args()
    with Scratch() as scratch:
        folder = Path(scratch)
        source = str(made(folder / "in", wanted.files))
        one = str(next(Path(source).rglob("*.pdf")))
        here = {HERE: folder / "here"}
        both = {**here, wanted.base: folder / "base"} if wanted.base else here
        extract, store = ["extract", source, "--out", "{out}"], ["--store", "{out}/store.db"]
        shards: list[Command] = [(n == 1, [*extract, "--shard", f"{n}/4"]) for n in range(1, 5)]
        steps: dict[str, list[tuple[str, dict[Path, Path], list[Command]]]] = {
            "one": [("one file", both, [(True, ["extract", one, "--out", "{out}"])])],
            "bulk": [(f"{wanted.files} files, xlsx, store", both, [(True, [*extract, *store])])],
            "resume": [(f"resume of {wanted.files}", both, [(False, [*extract, "--no-xlsx", *store])])],
            "shards": [
                (f"{wanted.files} in 4 shards, gather", here, [*shards, (False, ["gather", "{out}", *store])]),
                (f"resume of {wanted.files} by content", here, [(False, [*extract, "--shard", "1/1"])]),
            ],
        }
        met = True
        for name, measured in steps.items():
            for what, outs, commands in measured:
                if wanted.only in (None, name) or (name == "bulk" and wanted.only == "resume"):
                    middle = compared(what, wanted.rounds, outs, commands)
                    met = is_met(name, middle, 2 * wanted.files) and met
        return int(not met)


if __name__ == "__main__":
    raise SystemExit(main())
