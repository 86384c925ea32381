"""How fast this checkout reads beside another one: `python -m eval.speed.ratio CHECKOUT [FOLDER …] [--rounds N]`.

Two warm processes, one of each checkout (`git worktree add`), read the same digital files in turn, so that what else
the machine does falls on both. A ratio is the other's processor time by ours: over 1 we are faster.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import IO

_CORPUS = Path("../shared/corpus")
_LOOP = """
import sys, time
import jixiao
for line in sys.stdin:
    begun = time.process_time()
    jixiao.extract(line.rstrip("\\n"))
    print(time.process_time() - begun, flush=True)
"""
_SUFFIXES = {".pdf", ".docx", ".xlsx"}


class Warm:
    """A process that reads with the code of a checkout."""

    def __init__(self, checkout: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(checkout / "src"), "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LOOP],
            cwd=checkout,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def seconds(self, path: Path) -> float:
        """Processor time of reading the file once; ValueError where the process has ended."""
        _pipe(self._process.stdin).write(f"{path}\n")
        _pipe(self._process.stdin).flush()
        return float(_pipe(self._process.stdout).readline())

    def end(self) -> None:
        """Let the process end."""
        _pipe(self._process.stdin).close()
        self._process.wait()


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None  # both pipes were asked for
    return stream


def digital(folders: list[Path]) -> list[Path]:
    """The digital documents of the folders, by name."""
    found = (p.resolve() for folder in folders for p in folder.rglob("*") if p.suffix in _SUFFIXES)
    return sorted(p for p in found if ".scan-" not in p.name)


def main() -> None:
    """Print the ratio of each kind of file, and the slowest files beside the other."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("other", type=Path)
    ask.add_argument("folders", type=Path, nargs="*", default=[_CORPUS])
    ask.add_argument("--rounds", type=int, default=3)
    given = ask.parse_args()
    paths = digital(given.folders)
    ours, theirs = Warm(Path.cwd()), Warm(given.other.resolve())
    for path in paths[:2]:  # what is loaded late
        ours.seconds(path)
        theirs.seconds(path)
    best: dict[Path, tuple[float, float]] = {}
    for number in range(given.rounds):
        for path in paths:
            pair = (ours, theirs) if number % 2 else (theirs, ours)
            found = {process: process.seconds(path) for process in pair}
            a, b = best.get(path, (1e9, 1e9))
            best[path] = min(a, found[ours]), min(b, found[theirs])
    ours.end()
    theirs.end()
    for suffix in sorted({p.suffix for p in paths}):
        some = [best[p] for p in paths if p.suffix == suffix]
        ratio = statistics.median(b / a for a, b in some)
        whole = sum(b for _, b in some) / sum(a for a, _ in some)
        print(f"{suffix}: {len(some)} files, ratio {ratio:.2f} (median), {whole:.2f} (all time)")
    for path in sorted(paths, key=lambda p: best[p][1] / best[p][0])[:8]:
        a, b = best[path]
        print(f"  {b / a:.2f}  {1000 * a:.0f} ms beside {1000 * b:.0f} ms  {path.name}")


if __name__ == "__main__":
    main()
