"""One rule of a page left out at a time: does what is then read claim to be complete where it is wrong?

    python -m eval.robustness.missing_rules FOLDER [FOLDER …] [--seed 1] [--count 300] [--whole]

A rule is left out between two cells that both hold text, upright or lying, as one that was never drawn; with `--whole`
the rule goes in its whole length. A complete record without doubt whose values are not those of a record of the
unbroken document is silent. `--show` names them.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

from eval.robustness.page_deletions import wrongly_complete
from jixiao.config import Settings
from jixiao.forms.segmentation.split import hints
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.geometry import Box
from jixiao.pages import Page
from jixiao.pages.page import Rule
from jixiao.pages.pdf import Pdf
from jixiao.pipeline import read_layout
from jixiao.records import Reading, SourceInfo
from jixiao.tables.page import blocks_of
from jixiao.tables.pdf import layout_of
from jixiao.tables.reader import Limits
from jixiao.tables.table import Table

# Points by which a rule may lie beside the border of a cell.
_NEAR = 2.0


class Wall(NamedTuple):
    """A side that two cells with text share: on which page (from 0), upright or not, where, from where to where."""

    page: int
    upright: bool
    rule: Rule


def pages_of(path: Path) -> list[Page]:
    """The pages as words and rules."""
    limits = _limits()
    with Pdf(path, path.name) as pdf:
        return list(pdf.pages(limits.strokes, limits.threads))


def read(path: Path, pages: list[Page]) -> Reading:
    """What the pages are read as; they are used up."""
    words = vocabulary()
    layout = layout_of(pages, len(pages), hints(words), _limits())
    return read_layout(layout, SourceInfo(name=path.name, sha256="0" * 64, pages=len(pages)), words).reading


def _limits() -> Limits:
    given = Settings()
    return Limits(given.page_limit, given.stroke_limit, given.reading_seconds, given.page_seconds, 1)


def walls(pages: list[Page]) -> Iterator[Wall]:
    """The sides shared by two cells with text, of all tables of the pages."""
    opens = hints(vocabulary()).opens
    for number, page in enumerate(pages):
        for table in blocks_of(deepcopy(page), opens):
            if isinstance(table, Table):
                for upright, rule in _sides(table):
                    yield Wall(number, upright, rule)


def _sides(table: Table) -> Iterator[tuple[bool, Rule]]:
    for cell in table.cells:
        for upright, other in (
            (True, table.at(cell.row, cell.end_col)),
            (False, table.at(cell.end_row, cell.col)),
        ):
            if other is None or not cell.text or not other.text or cell.box is None or other.box is None:
                continue
            yield upright, _shared(cell.box, other.box, upright)


def _shared(a: Box, b: Box, upright: bool) -> Rule:
    if upright:
        return Rule(a.x1, max(a.y0, b.y0), min(a.y1, b.y1))
    return Rule(a.y1, max(a.x0, b.x0), min(a.x1, b.x1))


def without(page: Page, wall: Wall, whole: bool) -> None:
    """Take the wall off the page, or the whole rule that it is part of."""
    rules = page.vertical if wall.upright else page.horizontal
    kept = []
    for rule in rules:
        beside = abs(rule.at - wall.rule.at) > _NEAR
        if beside or (not whole and (rule.end <= wall.rule.start + 1 or wall.rule.end - 1 <= rule.start)):
            kept.append(rule)
        elif not whole:
            ends = [(rule.start, wall.rule.start), (wall.rule.end, rule.end)]
            kept.extend(Rule(rule.at, a, b) for a, b in ends if b - a > 1)
    rules[:] = kept


def main() -> None:
    """Print how many of the rules left out were read wrongly in silence, were told, or changed nothing."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", type=Path, nargs="+")
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--count", type=int, default=300)
    ask.add_argument("--whole", action="store_true")
    ask.add_argument("--show", action="store_true")
    given = ask.parse_args()
    rng = random.Random(given.seed)
    paths = sorted(p for f in given.folders for p in f.glob("*.pdf") if "scan" not in p.name)
    counts: Counter[str] = Counter()
    each = max(1, -(-given.count // len(paths)))
    for path in paths:
        pages = pages_of(path)
        whole = read(path, deepcopy(pages))
        found = list(walls(pages))
        for wall in rng.sample(found, min(each, len(found))):
            broken = deepcopy(pages)
            without(broken[wall.page], wall, given.whole)
            left = read(path, broken)
            said = wrongly_complete(whole, left)
            same = [r.model_dump(exclude={"evidence"}) for r in left.records] == [
                r.model_dump(exclude={"evidence"}) for r in whole.records
            ]
            way = "upright" if wall.upright else "lying"
            counts[way, "silent" if said else "nothing changed" if same else "told or right"] += 1  # type: ignore[index]
            if said and given.show:
                print(
                    f"{path.name} page {wall.page + 1} {way} {tuple(round(x) for x in wall.rule)}: {said[0]}",
                    flush=True,
                )
    for (way, what), n in sorted(counts.items()):  # type: ignore[misc]
        print(f"{way}: {what} {n}")


if __name__ == "__main__":
    main()
