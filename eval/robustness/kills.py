"""Runs that are killed at random moments, and made good by the next: nothing differs, nothing is read twice.

    python -m eval.robustness.kills [--times 100] [--seed N] [--chain 5]

The inputs are Word files, workbooks, digital PDFs and pages that are pictures. A run is killed (the process alone, or
with all it has started), started again, killed again, so many times in a `chain`; then it may end. After that
  every file, and every reading in the database, is as after a run that nobody disturbed
  no result that stood there when a run was killed was written again, and the database holds each content once
  no temporary folder of the killed runs is left
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pymupdf

from eval.robustness.failing_writes import SAMPLES, outputs

_START = "import sys; from jixiao.cli import main; sys.argv = ['jixiao', *sys.argv[1:]]; main()"
_NAMES = ("xingan-projects.docx", "haitun-department.xlsx", "qingshi-budget.pdf", "yanping-accounts.pdf")
_LONGEST = 600


class Pile:
    """Mixed inputs in a folder, what an undisturbed run makes of them, and how long that took, in seconds."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.inputs = folder, folder / "in"
        self.inputs.mkdir()
        for name in _NAMES:
            shutil.copy(SAMPLES / name, self.inputs)
        photographed(SAMPLES / "xingan-projects.pdf", self.inputs / "picture.pdf")
        begun = time.monotonic()
        code = self.start(folder / "whole").wait(_LONGEST)
        self.seconds = time.monotonic() - begun
        if code not in (0, 4):
            raise RuntimeError(f"the undisturbed run ended with {code}")
        self.whole = outputs(folder / "whole" / "out")
        self.kept = readings(folder / "whole" / "store.db")

    def start(self, at: Path) -> subprocess.Popen[bytes]:
        """`jixiao extract` over the inputs, its results and temporary files under the folder."""
        (at / "tmp").mkdir(parents=True, exist_ok=True)
        arguments = [str(self.inputs), "--out", str(at / "out"), "--store", str(at / "store.db"), "--csv"]
        return subprocess.Popen(
            [sys.executable, "-c", _START, "extract", *arguments, "--jobs", "2"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "TMPDIR": str(at / "tmp")},
            start_new_session=True,
        )


def photographed(path: Path, out: Path) -> None:
    """The upper half of the first page of a PDF as a page that is a picture."""
    with pymupdf.open(path) as document, pymupdf.open() as pictures:
        page = document[0]
        half = pymupdf.Rect(0, 0, page.rect.width, page.rect.height / 2)
        picture = page.get_pixmap(dpi=150, clip=half, colorspace=pymupdf.csGRAY)
        pictures.new_page(width=half.width, height=half.height).insert_image(half, pixmap=picture)
        pictures.save(out)


def readings(store: Path) -> list[tuple[str, bytes]]:
    """The name and body of every reading in the database."""
    with sqlite3.connect(store) as connection:
        return sorted(connection.execute("SELECT name, body FROM readings"))


def standing(out: Path) -> dict[Path, tuple[int, int]]:
    """The results that are there, each with what tells whether it was written again."""
    if not out.is_dir():
        return {}
    return {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in out.glob("*.json")}


def chain(pile: Pile, moments: list[float], alone: list[bool]) -> list[str]:
    """What is wrong after a run that was killed at each of the moments (seconds) in turn, and then let end."""
    at = pile.folder / "killed"
    shutil.rmtree(at, ignore_errors=True)
    found = []
    before: dict[Path, tuple[int, int]] = {}
    for moment, only in zip(moments, alone, strict=True):
        run = pile.start(at)
        try:
            run.wait(moment)
        except subprocess.TimeoutExpired:
            run.kill() if only else os.killpg(run.pid, signal.SIGKILL)
            run.wait()
        now = standing(at / "out")
        found += [f"written again: {p.name}" for p, mark in before.items() if now.get(p) != mark]
        before = now
    code = pile.start(at).wait(_LONGEST)
    now = standing(at / "out")
    found += [f"written again: {p.name}" for p, mark in before.items() if now.get(p) != mark]
    there = outputs(at / "out")
    if code not in (0, 4) or there != pile.whole:
        names = sorted(n for n in {*there, *pile.whole} if there.get(n) != pile.whole.get(n))
        found.append(f"ended with {code}, differing: {', '.join(names)}")
    if readings(at / "store.db") != pile.kept:
        found.append("the database holds other readings")
    # what a killed reading process was unpacking is cleared away by the first run after its end
    left = [p.name for p in (at / "tmp").iterdir() if p.name.startswith("jixiao-")]
    return found + [f"left behind: {name}" for name in left]


def main() -> int:
    """Print each chain after which something was wrong; 1 where there is one."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--times", type=int, default=100)
    ask.add_argument("--chain", type=int, default=5)
    ask.add_argument("--seed", type=int)
    given = ask.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    rng = random.Random(seed)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        pile = Pile(Path(folder))
        print(f"seed {seed}, an undisturbed run takes {pile.seconds:.1f} s", flush=True)
        for first in range(0, given.times, given.chain):
            count = min(given.chain, given.times - first)
            moments = [rng.uniform(0.05, pile.seconds) for _ in range(count)]
            found = chain(pile, moments, [rng.random() < 0.5 for _ in moments])
            wrong += bool(found)
            for each in found:
                print(
                    f"kills {first + 1}-{first + count} at {', '.join(f'{m:.2f}' for m in moments)}: {each}", flush=True
                )
    print(f"{given.times} kills, {wrong} chains bad")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
