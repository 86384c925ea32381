"""How many keys a doubt takes: a script types in the browser like a person who sees the label, and it is scored again.

    python -m eval.speed.typing [--doubts 100] [--milliseconds 300] [--level copy] [--browser /usr/bin/chromium]

Reads documents of `samples/` as a copier leaves them (`eval.documents.scans`, seeds 1, 2, … until there are so many
doubts), opens the desk and goes from doubt to doubt by the keyboard alone: Enter where the value is right, its number
where another reading is, else the label is typed whole, Alt+Enter for a new line. Says the keys of the median and of
the slowest tenth, the time, and the share of the doubted values that are right then, with those that are not. Values
without a label are accepted as they stand.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from eval.documents.scans import scan
from eval.documents.served_desk import served_store
from eval.files import read_gold
from eval.labels.correcting import facts_of
from eval.scoring.facts import Fact
from jixiao.app.workspace import Workspace
from jixiao.records import Reading
from jixiao.scratch import Scratch

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_NAMES = ("xingan-projects", "linhe-departments", "yanping-evaluations")
_CHOICES = 9


@dataclass
class Typed:
    """Keys of every doubt, how each was settled, and the labelled places of it: (key of the form, path)."""

    keys: list[int] = field(default_factory=list)
    how: dict[str, int] = field(default_factory=lambda: {"right": 0, "chosen": 0, "typed": 0, "unlabelled": 0})
    labelled: set[tuple[str, str]] = field(default_factory=set)


def copies(folder: Path, level: str, doubts: int) -> dict[str, str]:
    """Read copies of the samples into a store until there are so many doubts: (sha256, sample) of each."""
    out: dict[str, str] = {}
    found, seed = 0, 0
    with Workspace(folder / "库.db") as workspace:
        while found < doubts:
            seed += 1
            for name in _NAMES:
                path = folder / f"{name}.{seed}.pdf"
                scan(SAMPLES / f"{name}.pdf", path, level, seed)
                (reading,) = workspace.extract_many([path])
                out[reading.source.sha256] = name
                found += sum(len(record.doubts) for record in reading.records)
                print(f"{path.name}: {found} doubts so far", file=sys.stderr, flush=True)
                if found >= doubts:
                    break
    return out


def facts(reading: Reading, sample: str) -> dict[tuple[str, str], Fact]:
    """Of every value with a label: by (address of its form, path) what it is and should be."""
    gold = read_gold(SAMPLES / "gold" / f"{sample}.json")
    key = reading.source.sha256[:12]
    return {
        (f"{key}/{reading.number_of(at - 1)}", str(fact.read_path)): fact
        for at, fact in facts_of(reading, gold)
        if fact.gold is not None
    }


def typed(page: Page, known: dict[tuple[str, str], Fact], most: int, pause: float) -> Typed:
    """Go from doubt to doubt until there are none, or so many were settled."""
    out = Typed()

    def press(keys: list[str]) -> None:
        for key in keys:
            page.keyboard.press(key) if key.isascii() else page.keyboard.insert_text(key)
            time.sleep(pause)

    while len(out.keys) < most:
        page.wait_for_selector("body[data-ready]")
        if page.locator("td[data-path].current.doubted, .field.current.doubted").count() == 0:
            before = page.url
            press(["Enter"])  # on to the next form
            page.wait_for_function("before => location.href !== before", arg=before, timeout=60_000)
            if "/forms/" not in page.url:
                break
            continue
        said = page.evaluate(_AT_HAND)
        fact = known.get((said["form"], said["path"]))
        keys = _keys(said["text"], said["others"], fact, out)
        if fact is not None:
            out.labelled.add((said["form"], said["path"]))
        press(keys)
        out.keys.append(len(keys))
    page.wait_for_function("document.querySelector('.saved')?.textContent === '已存'", timeout=60_000)
    return out


_AT_HAND = """() => {
    const node = document.querySelector("[data-path].current");
    const cells = JSON.parse(document.getElementById("sheet").textContent).sections
        .flatMap((s) => [...s.cells, ...s.rows.flat()]);
    const cell = cells.find((each) => each.path === node.dataset.path);
    return { form: JSON.parse(document.getElementById("form").textContent).form, path: cell.path, text: cell.text,
        others: cell.others };
}"""


def _keys(text: str | None, others: list[str], fact: Fact | None, out: Typed) -> list[str]:
    """What a person who sees the label presses."""
    if fact is None or fact.right:
        out.how["right" if fact else "unlabelled"] += 1
        return ["Enter"]
    wanted = str(fact.gold)
    if wanted in others[:_CHOICES]:
        out.how["chosen"] += 1
        return [str(others.index(wanted) + 1), "Enter"]
    out.how["typed"] += 1
    return [*("Alt+Enter" if key == "\n" else key for key in wanted), "Enter"] if wanted else ["Delete", "Enter"]


def main() -> None:
    """Measure and say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--doubts", type=int, default=100)
    parser.add_argument("--milliseconds", type=float, default=300)
    parser.add_argument("--level", default="copy")
    parser.add_argument("--browser", default=shutil.which("chromium"))
    wanted = parser.parse_args()
    with Scratch() as scratch:
        folder = Path(scratch)
        sources = copies(folder, wanted.level, wanted.doubts)
        with Workspace(folder / "库.db") as workspace:
            readings = {r.source.sha256: r for r in workspace.store_at(folder / "库.db").readings()}
        known = {at: fact for sha256, name in sources.items() for at, fact in facts(readings[sha256], name).items()}
        with served_store(folder) as address, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=wanted.browser, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(address)
            begun = time.monotonic()
            page.keyboard.press("Enter")
            out = typed(page, known, wanted.doubts, wanted.milliseconds / 1000)
            took = time.monotonic() - begun
            browser.close()
        with Workspace(folder / "库.db") as workspace:
            after = {r.source.sha256: r for r in workspace.store_at(folder / "库.db").readings()}
        now = {at: fact for sha256, name in sources.items() for at, fact in facts(after[sha256], name).items()}
    _say(out, known, now, took)


def _say(out: Typed, known: dict[tuple[str, str], Fact], now: dict[tuple[str, str], Fact], took: float) -> None:
    slow = sorted(out.keys)[int(0.9 * (len(out.keys) - 1))]
    middle = statistics.median(out.keys)
    print(f"{len(out.keys)} doubts: median {middle:.0f} keys, nine of ten within {slow}; {took:.0f} s")
    print("  " + ", ".join(f"{name} {count}" for name, count in out.how.items()))
    before = sum(known[at].right for at in out.labelled)
    right = sum(at in now and now[at].right for at in out.labelled)
    print(f"  with a label {len(out.labelled)}: right before {before}, after {right}", end="")
    print(f" ({right / max(1, len(out.labelled)):.3f})", flush=True)
    for at in sorted(out.labelled):
        if at not in now or not now[at].right:
            found = now[at].read if at in now else None
            print(f"  not right: {at[0]} {at[1]}: wanted {known[at].gold!r}, is {found!r}, was {known[at].read!r}")


if __name__ == "__main__":
    main()
