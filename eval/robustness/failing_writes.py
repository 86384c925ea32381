"""A run of five files in which one write fails, for every write there is: a sentence, whole files, and nothing lost.

    python -m eval.robustness.failing_writes [--faults full,broken,memory] [--every K] [--from N] [--sites] [--lasting]

As the tests of SQLite do it. Every opening for writing, write, renaming, new folder, deletion and statement of the
database of the run is counted; then the run is made once for each of them, and that one fails: with a full disk, with a
broken one, or for want of memory. With `--lasting` all after it fail too; with `--sites` only the first, the middle and
the last of the steps that the same lines of the program make are failed. Runs and their reading processes are forked
from this process, in which all is loaded and the inputs were read once. After each run
  there is no traceback, and where something is missing a sentence that says what to do
  each file that is there is whole and as ever, and the database is sound
  the same command, run again undisturbed, gives everything as ever
Where a run leaves the same behind as one before it (but for the clock), it is not made good a second time.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
import zipfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import docx
import pymupdf

import jixiao
from eval.robustness import warm
from eval.robustness.injection import FAULTS, Injector
from jixiao.records import Reading

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
NAMES = ("xingan-projects.pdf", "linhe-departments.docx", "qingshi-budget.docx", "haitun-department.xlsx")
"""The inputs: of each of the first three only the first form, so that a run is short, and one that is empty."""
_SECONDS = 120
_ALWAYS_NEW = re.compile(r"docProps/")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+\+00:00")


class Ran(NamedTuple):
    """How a run ended: its exit code (negative for a signal), what it printed, and the steps that it counted."""

    code: int
    said: str
    steps: list[str]
    sites: list[str]


class Place:
    """A folder with five inputs, one of them empty, and what an undisturbed run makes of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inputs = folder / "in"
        self.inputs.mkdir()
        for name in NAMES:
            begun(SAMPLES / name, self.inputs / name)
        (self.inputs / "empty.pdf").touch()
        self.made_good: set[bytes] = set()
        self.readings: list[Reading] = []
        whole = self.run(folder / "whole")
        # everything is loaded and read once, here, and not in each run
        self.readings = [jixiao.extract(self.inputs / name) for name in NAMES]
        for module in (folder / "whole" / "loaded.txt").read_text().splitlines():
            with suppress(ImportError):
                import_module(module)
        if whole.code not in (0, 3):
            raise RuntimeError(f"the undisturbed run ended with {whole.code}: {whole.said}")
        self.whole = outputs(folder / "whole" / "out")

    def run(self, at: Path, injector: Injector | None = None) -> Ran:
        """`jixiao extract` in a process forked from this one, its results under the folder."""
        at.mkdir(exist_ok=True)
        (at / "tmp").mkdir(exist_ok=True)
        said, steps = at / "said.txt", at / "steps.txt"
        steps.write_text("")
        child = os.fork()
        if child == 0:
            self._in_child(at, injector, said, steps)
        code, words = _waited(child), said.read_text(encoding="utf-8", errors="replace")
        named = [line.split("\t") for line in steps.read_text().splitlines()]
        return Ran(code, words, [step for step, _ in named], [site for _, site in named])

    def _in_child(self, at: Path, injector: Injector | None, said: Path, steps: Path) -> None:
        """Never returns."""
        code = 99
        try:
            file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(file, 1)
            os.dup2(file, 2)
            sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
            sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
            counts, loaded = os.open(steps, os.O_WRONLY), os.open(at / "loaded.txt", os.O_WRONLY | os.O_CREAT)
            os.environ["TMPDIR"] = tempfile.tempdir = str(at / "tmp")
            arguments = [str(self.inputs), "--out", str(at / "out"), "--store", str(at / "store.db"), "--csv"]
            sys.argv = ["jixiao", "extract", *arguments, "--jobs", "1"]
            from jixiao.cli import main

            write = os.write
            warm.install(injector.rest if injector is not None else lambda: None, self.readings)
            if injector is not None:
                injector.install()
            try:
                main()
            except SystemExit as end:
                code = int(end.code or 0)
            write(loaded, "\n".join(name for name in sys.modules if name != "__main__").encode())
            if injector is not None:
                told = zip(injector.steps, injector.sites, strict=True)
                write(counts, "\n".join(f"{step}\t{site}" for step, site in told).encode())
        except BaseException:  # noqa: BLE001 -- whatever ends it, is to be seen
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


def begun(path: Path, out: Path) -> None:
    """The first form of a document, or the whole workbook."""
    if path.suffix == ".pdf":
        with pymupdf.open(path) as document:
            document.select([0])
            document.save(out, garbage=3)
    elif path.suffix == ".docx":
        document = docx.Document(str(path))
        body = document.element.body
        tables = [n for n, part in enumerate(body) if part.tag.endswith("}tbl")]
        for part in list(body)[tables[0] + 1 : -1]:
            body.remove(part)
        document.save(str(out))
    else:
        shutil.copy(path, out)


def _waited(child: int) -> int:
    """The exit code of a process that has its time."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -signal.SIGKILL


def outputs(out: Path) -> dict[str, bytes]:
    """What is in the folder, by name; of a workbook only what does not change with the clock."""
    found = {}
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        found[path.relative_to(out).as_posix()] = _parts(path) if path.suffix == ".xlsx" else path.read_bytes()
    return found


def _parts(book: Path) -> bytes:
    try:
        with zipfile.ZipFile(book) as archive:
            return b"".join(archive.read(n) for n in sorted(archive.namelist()) if not _ALWAYS_NEW.match(n))
    except zipfile.BadZipFile:
        return b"no workbook"


def faults_of(ran: Ran, at: Path, whole: dict[str, bytes], step: str) -> list[str]:
    """What is wrong after a run in which the step failed."""
    found = []
    if "Traceback" in ran.said or ran.code < 0 or ran.code == 99:
        found.append(f"ended with {ran.code}: {ran.said.strip()[-300:]}")
    there = outputs(at / "out") if (at / "out").is_dir() else {}
    for name, body in there.items():
        if name not in whole:
            if not step.startswith("unlink"):  # what could not be deleted stays
                found.append(f"left behind: {name}")
        elif body != whole[name]:
            found.append(f"not whole: {name}")
    missing = whole.keys() - there.keys()
    if (missing or ran.code not in (0, 3)) and "请" not in ran.said and "再运行一次" not in ran.said:
        found.append(f"no word of what to do ({ran.code}, without {', '.join(sorted(missing))[:80]})")
    if (at / "store.db").is_file():
        with sqlite3.connect(at / "store.db") as connection:
            (sound,) = connection.execute("PRAGMA integrity_check").fetchone()
            if sound != "ok":
                found.append(f"database: {sound}")
    return found


def tried(place: Place, n: int, fault: str, lasts: bool = False) -> tuple[str, list[str]]:
    """The step that fails when number `n` does, and what is wrong then, or when the run is repeated."""
    at = place.folder / "tried"
    shutil.rmtree(at, ignore_errors=True)
    ran = place.run(at, Injector(n, fault, lasts))
    step = ran.steps[n - 1] if len(ran.steps) >= n else ""
    found = faults_of(ran, at, place.whole, step)
    left = left_behind(at)
    if left in place.made_good and not found:
        return step, found
    again = place.run(at)
    after = {name: body for name, body in outputs(at / "out").items() if name in place.whole}
    if again.code not in (0, 3) or after != place.whole:
        differing = [name for name in place.whole if after.get(name) != place.whole[name]]
        found.append(f"again: {again.code}, differing {differing}: {again.said.strip()[-200:]}")
    if left and not found:
        place.made_good.add(left)
    return step, found


def left_behind(at: Path) -> bytes:
    """A hash of all that a run left, the time of the day apart; nothing where the database cannot be read."""
    digest = hashlib.sha256()
    for path in sorted(at.rglob("*")):
        if path.suffix == ".db":
            try:
                with sqlite3.connect(path) as connection:
                    body = _CLOCK.sub("", "\n".join(connection.iterdump())).encode()
            except sqlite3.Error:
                return b""
        else:
            own = path.parent == at or path.is_dir()  # what the run said, and the files of the database beside it
            body = b"" if own else _parts(path) if path.suffix == ".xlsx" else path.read_bytes()
        digest.update(path.relative_to(at).as_posix().encode() + b"\0" + body + b"\0")
    return digest.digest()


def count(place: Place, fault: str) -> list[str]:
    """The steps of an undisturbed run, each as the lines of the program that make it."""
    ran = place.run(place.folder / "counted", Injector(0, fault))
    shutil.rmtree(place.folder / "counted")
    return ran.sites


def one_of_each(sites: list[str]) -> list[int]:
    """The first, the middle and the last of the steps (1-based) that the same lines make."""
    alike: dict[str, list[int]] = {}
    for n, site in enumerate(sites, 1):
        alike.setdefault(site, []).append(n)
    return sorted({n for steps in alike.values() for n in (steps[0], steps[len(steps) // 2], steps[-1])})


def main() -> int:
    """Print each step after which something was wrong; 1 where there is one."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--faults", default=",".join(FAULTS))
    ask.add_argument("--every", type=int, default=1, help="only each K-th step")
    ask.add_argument("--from", dest="first", type=int, default=1)
    ask.add_argument("--sites", action="store_true")
    ask.add_argument("--lasting", action="store_true")
    given = ask.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        for fault in given.faults.split(","):
            sites = count(place, fault)
            steps = len(sites)
            chosen = one_of_each(sites) if given.sites else range(1, steps + 1)
            numbers = [n for n in chosen if n >= given.first][:: given.every]
            for n in numbers:
                step, found = tried(place, n, fault, given.lasting)
                wrong += bool(found)
                for each in found:
                    print(f"{fault} {n}/{steps} ({step}): {each}", flush=True)
            print(f"{fault}: {len(numbers)} of {steps} steps tried, {len(set(sites))} places", flush=True)
    print(f"{wrong} bad")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
