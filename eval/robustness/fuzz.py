"""Documents damaged by a seed, read by the program, and judged: what was lost, changed or invented without a word?

    python -m eval.robustness.fuzz FOLDER [FOLDER …] [--seed N] [--minutes M] [--most N] [--families bytes,fonts,…]
        [--work FOLDER]

Whole files are read beside the damaged ones and must come out as ever. Of a damaged file it is bad if
  failed    the program met a fault of its own, died, or ran out of time (of the processor: a file that was late beside
            others is read again alone)
  silent    everything is complete, without doubt or problem, and a value is not what the damaged file shows: of a PDF
            by OCR of the value's place on the drawn page, of other files by their text (RTF is not judged so); or a
            value is gone whose place still looks as it did
  beside    a whole file came out otherwise than without the damaged ones
Without `--seed` another one is taken each time, and said. The exit code is 1 where anything is bad that is not allowed.
With `--work` the run keeps what it found there, with the files that came out badly, and goes on where it stopped; every
run in that folder has the seed and the families of the first.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import re
import resource
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pymupdf

from eval.robustness.families import FAMILIES, mutations
from eval.robustness.page_deletions import wrongly_complete
from jixiao.config import Settings
from jixiao.engine.plan import Plan
from jixiao.engine.run import running
from jixiao.records import Reading
from jixiao.records.paths import leaves

_BATCH = 40
_FAULTS = {"source.internal", "source.died", "source.time"}
# Seconds that a file may take: of the clock beside others, of the processor when read alone.
_SECONDS = 60
_BESIDE = {"pages", "status", "reasons", "evidence", "parsed", "doubts", "alternatives", "kind"}
# Share of a place's pixels, of 255 levels, that differ where it looks otherwise.
_DPI, _LEVELS, _SHARE = 100, 60, 0.02
_KINDS = (".pdf", ".docx", ".xlsx", ".ofd", ".html", ".odt", ".ods", ".rtf")
# Mutations that change no page: a complete record that is none of the whole file is judged.
_ORDER = {"pages_swapped", "page_twice"}
# Mutations that leave a value's text and show less of it: every number is looked at.
_SHOWN = {"clipped"}
# Files whose text holds a cell's words in one piece; of the others digits alone are looked for.
_WHOLE = (".docx", ".xlsx")


class Damaged(NamedTuple):
    """A damaged file, the whole one it was made of, and by what."""

    path: Path
    parent: Path
    by: str


def make(parents: list[Path], families: list[str], seed: int, start: int, into: Path) -> list[Damaged]:
    """The damaged files number `start` and on; the same seed makes the same."""
    out, done = [], set()
    for n in range(start, start + _BATCH):
        rng = random.Random(f"{seed}/{n}")
        parent = rng.choice(parents)
        choices = mutations(parent.suffix, families)
        if not choices:
            continue
        mutation = rng.choice(choices)
        try:
            data = mutation(parent.read_bytes(), rng)
        except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
            continue  # this document cannot be edited so
        if data in done:
            continue  # one content is read once
        done.add(data)
        path = into / f"{n:05d}-{mutation.__name__}{parent.suffix}"
        path.write_bytes(data)
        out.append(Damaged(path, parent, mutation.__name__))
    return out


def read(inputs: list[Path], out: Path, seconds: int) -> dict[str, Reading]:
    """The readings by the names of the files, read as `jixiao extract` does."""
    work = running(Plan(inputs, out), Settings(jobs=1, file_seconds=seconds))
    while True:
        try:
            next(work)
        except StopIteration:
            break
    return {p.name.removesuffix(".json"): Reading.model_validate_json(p.read_bytes()) for p in out.glob("*.json")}


def in_time(path: Path, reading: Reading | None, out: Path) -> Reading | None:
    """The reading, or of a file that was late another one, made alone and timed by the processor."""
    if reading is None or all(p.code != "source.time" for p in reading.problems):
        return reading
    before = _worked()
    again = read([path], out, 10 * _SECONDS)[path.name]
    return again if _worked() - before < _SECONDS else reading


def _worked() -> float:
    """Seconds of the processor in all processes that this one has started and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def values(reading: Reading) -> dict[str, tuple[str, Any]]:
    """Printed values by record and field path, with their evidence."""
    out: dict[str, tuple[str, Any]] = {}
    for n, record in enumerate(reading.records):
        for path, text in leaves(record.model_dump(mode="json", exclude=_BESIDE)):
            if isinstance(text, str) and text.strip():
                out[f"{n}:{path}"] = (text, record.evidence.get(path))
    return out


def bare(text: str) -> str:
    """The text without blanks, in one form."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def is_open(reading: Reading) -> bool:
    """Whether a reading says of itself that something may be wrong."""
    return bool(reading.problems) or any(r.status != "complete" or r.doubts for r in reading.records)


def silent(item: Damaged, before: Reading, now: Reading) -> str | None:
    """The first value that is wrong or gone without a word, None where there is none."""
    old, new = values(before), values(now)
    said_before, said_now = Counter(bare(t) for t, _ in old.values()), Counter(bare(t) for t, _ in new.values())
    if item.by in _ORDER:
        return next((f"put together {each}" for each in wrongly_complete(before, now)), None)
    if said_before == said_now and item.by not in _SHOWN:
        return None
    fresh = [(t, e) for t, e in new.values() if item.by in _SHOWN or bare(t) in said_now - said_before]
    gone = [(t, e) for t, e in old.values() if bare(t) in said_before - said_now]
    if item.path.suffix == ".rtf":
        return None  # its text is written in codes: only faults are judged
    if item.path.suffix != ".pdf":
        return _not_in_text(item, fresh, gone)
    try:
        return _not_on_page(item, fresh, gone)
    except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase):
        return None  # cannot be drawn either: there is nothing that a person sees


def _not_in_text(item: Damaged, fresh: list[tuple[str, Any]], gone: list[tuple[str, Any]]) -> str | None:
    """A value that the text of the file does not hold, or one gone that it holds as often as before."""
    text, before = _text(item.path), _text(item.parent)
    for value, _ in fresh:
        parts = [bare(value)] if item.path.suffix in _WHOLE else re.findall(r"\d+", bare(value))
        if any(part not in text for part in parts) and len(bare(value)) < 200:
            return f"invented {value[:40]!r}"
    for value, _ in gone:
        flat = bare(value)
        more = any(flat in bare(other) for other, _ in fresh)  # what stands around it is read with it now
        if not more and len(flat) > 2 and 0 < before.count(flat) <= text.count(flat):
            return f"dropped {value[:40]!r}"
    return None


def _text(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return _bare_of(path.read_bytes().decode("utf-8", "replace"))
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = [n for n in archive.namelist() if re.search(r"document|sheet\d|sharedS|content\.xml$", n, re.I)]
            whole = "\n".join(archive.read(n).decode("utf-8", "replace") for n in wanted)
    except (zipfile.BadZipFile, OSError, ValueError, zipfile.zlib.error):  # type: ignore[attr-defined]
        return ""
    return _bare_of(whole)


def _bare_of(markup: str) -> str:
    return bare(html.unescape(re.sub(r"<[^>]*>", "", markup)))


def _not_on_page(item: Damaged, fresh: list[tuple[str, Any]], gone: list[tuple[str, Any]]) -> str | None:
    """A number that OCR does not see at its place, or one gone whose place looks as it did."""
    from jixiao.pages.scan.pictures import reader

    with pymupdf.open(item.path) as now, pymupdf.open(item.parent) as before:
        for value, place in gone:
            if place is None or place.page is None or place.page > min(now.page_count, before.page_count):
                continue
            a, b = (_drawn(doc[place.page - 1], place.box) for doc in (before, now))
            if a.shape == b.shape and a.size and np.mean(np.abs(a.astype(int) - b.astype(int)) > _LEVELS) < _SHARE:
                if item.by == "page_gone":
                    continue
                return f"dropped {value[:40]!r} p{place.page}"
        for value, place in fresh:
            digits = re.sub(r"\D", "", value)
            if place is None or place.page is None or place.continued or not digits or len(value) > 30:
                continue
            crop = _drawn(now[place.page - 1], place.box, 220)
            if crop.size == 0 or place.box[3] - place.box[1] > 24:
                continue
            (seen,) = reader(1).read([crop])
            if re.sub(r"\D", "", seen.text) != digits:
                return f"changed {value[:40]!r} p{place.page}, seen {seen.text[:40]!r}"
    return None


def _drawn(page: pymupdf.Page, box: tuple[float, float, float, float], dpi: int = _DPI) -> Any:
    x0, y0, x1, y1 = box
    clip = pymupdf.Rect(x0 - 1, y0 - 1, x1 + 1, y1 + 1)
    pixmap = page.get_pixmap(matrix=pymupdf.Matrix(dpi / 72, dpi / 72), clip=clip, colorspace="gray", alpha=False)
    return np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.height, pixmap.width).copy()


def verdict(item: Damaged, before: Reading, now: Reading | None) -> tuple[str, str]:
    """What became of a damaged file, and the value that tells it."""
    if now is None:
        return "failed", "no reading"
    faults = [p.code for p in now.problems if p.code in _FAULTS]
    if faults:
        return "failed", faults[0]
    if is_open(now):
        return "said", ""
    wrong = silent(item, before, now)
    return ("silent", wrong) if wrong else ("faithful", "")


class Found(NamedTuple):
    """What became of one damaged file, as a line of the work folder keeps it."""

    n: int
    name: str
    parent: str
    by: str
    verdict: str
    why: str


class Fuzz:
    """A run in a work folder: which documents, which seed and families, what was found so far."""

    def __init__(self, parents: list[Path], seed: int, families: list[str], work: Path) -> None:
        self.work = work
        told = work / "run.json"
        if told.is_file():
            kept = json.loads(told.read_bytes())
            seed, families = kept["seed"], kept["families"]
        told.write_text(json.dumps({"seed": seed, "families": families}), encoding="utf-8")
        self.seed, self.families = seed, families
        self._lines = work / "found.jsonl"
        self.whole = read(parents, work / "whole", 120)
        # what is open when whole tells nothing when damaged
        self.parents = [p for p in parents if p.name in self.whole and not is_open(self.whole[p.name])]

    @property
    def found(self) -> list[Found]:
        """What was found so far, whole files read beside the damaged ones too."""
        if not self._lines.is_file():
            return []
        return [Found(**json.loads(line)) for line in self._lines.read_text(encoding="utf-8").splitlines()]

    def batch(self, start: int) -> None:
        """Make the damaged files from number `start` on, read them beside whole ones, and take down what came of it."""
        with tempfile.TemporaryDirectory() as folder:
            into = Path(folder) / "in"
            into.mkdir()
            made = make(self.parents, self.families, self.seed, start, into)
            beside = random.Random(start).sample(self.parents, min(2, len(self.parents)))
            now = read([*(m.path for m in made), *beside], Path(folder) / "out", _SECONDS)
            lines = [self._beside(start, path, now[path.name]) for path in beside]
            for item in made:
                reading = in_time(item.path, now.get(item.path.name), Path(folder) / f"alone-{item.path.name}")
                lines.append(self._judged(item, reading))
        with self._lines.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(line._asdict(), ensure_ascii=False) + "\n" for line in lines)

    def _beside(self, start: int, path: Path, now: Reading) -> Found:
        same = json.loads(now.model_dump_json()) == json.loads(self.whole[path.name].model_dump_json())
        return Found(start, path.name, path.name, "whole", "beside same" if same else "beside", "")

    def _judged(self, item: Damaged, now: Reading | None) -> Found:
        what, why = verdict(item, self.whole[item.parent.name], now)
        if what in ("failed", "silent"):
            print(f"{what} {item.path.name} of {item.parent.name}: {why}", flush=True)
            kept = self.work / "kept"
            kept.mkdir(exist_ok=True)
            (kept / item.path.name).write_bytes(item.path.read_bytes())
        return Found(int(item.path.name[:5]), item.path.name, item.parent.name, item.by, what, why)


def report(found: list[Found]) -> Counter[str]:
    """Print how many files came out how, by what was done to them, and each bad one; the counts."""
    counts = Counter(line.verdict for line in found)
    print(f"{len({line.n for line in found if line.by != 'whole'})} damaged files")
    for name, count in sorted(counts.items()):
        print(f"{count:6d}  {name}")
    for by in sorted({line.by for line in found if line.by != "whole"}):
        some = Counter(line.verdict for line in found if line.by == by)
        print(f"        {by}: " + ", ".join(f"{name} {count}" for name, count in sorted(some.items())))
    for line in found:
        if line.verdict in ("failed", "silent", "beside"):
            print(f"{line.verdict}: {line.name} of {line.parent}: {line.why}")
    return counts


def main() -> int:
    """Fuzz until the time is up; 1 where anything was bad."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", type=Path, nargs="+")
    ask.add_argument("--seed", type=int)
    ask.add_argument("--minutes", type=float, default=1.0)
    ask.add_argument("--most", type=int, default=1_000_000, help="so many damaged files at most")
    ask.add_argument("--families", default=",".join(FAMILIES))
    ask.add_argument("--allowed", type=int, default=0, help="so many silent ones are known and let pass")
    ask.add_argument("--work", type=Path, help="keep what is found here, and go on with what is here")
    given = ask.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    parents = sorted(p for f in given.folders for p in f.iterdir() if p.suffix in _KINDS)
    parents = [p for p in parents if "scan" not in p.name and p.stat().st_size < 2_000_000]
    with tempfile.TemporaryDirectory() as folder:
        work = given.work or Path(folder)
        work.mkdir(parents=True, exist_ok=True)
        end = time.monotonic() + 60 * given.minutes
        fuzz = Fuzz(parents, seed, given.families.split(","), work)
        start = max((line.n + _BATCH for line in fuzz.found if line.by == "whole"), default=0)
        print(f"seed {fuzz.seed}, {len(parents)} documents, families {', '.join(fuzz.families)}", flush=True)
        while time.monotonic() < end and start < given.most:
            fuzz.batch(start)
            start += _BATCH
        counts = report(fuzz.found)
    return int(bool(counts["failed"] or counts["beside"]) or counts["silent"] > given.allowed)


if __name__ == "__main__":
    raise SystemExit(main())
