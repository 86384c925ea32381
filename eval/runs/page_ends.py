"""How many page ends that are known the weights of the joins tell rightly, and whether learned ones would tell more.

    python -m eval.runs.page_ends MADE…
    python -m eval.runs.page_ends --measure MADE…

MADE are folders of `eval.documents.page_ends`. What the product sees at each page end (`tables/joins`) is taken down
with what is true there. Beside the weights of `schemas/joins` others are learned, by a logistic regression held by
them, always from all kinds of documents but one, and tried on that one. `--measure` counts what the product joins now:
parts of one table, row or cell that stayed apart, and others that were put together.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from eval.documents.page_ends import Shades
from jixiao.forms.segmentation.split import hints
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.geometry import Box
from jixiao.pages.pdf import Pdf
from jixiao.tables.joins import join_rows, join_tables, running_heads
from jixiao.tables.joint import MARGIN, REASONS, USUAL, Facts, Joint, JointKind, Side, judged, weights
from jixiao.tables.open_columns import Seen
from jixiao.tables.page import blocks_of
from jixiao.tables.pdf import layout_of
from jixiao.tables.reader import Limits
from jixiao.tables.table import Cell, Layout, Paragraph, Table

# How firmly the weights are held against page ends when others are learned; the larger, the more it takes to move one.
_FIRM = (0.5, 2.0, 8.0, 32.0)


@dataclass(frozen=True, slots=True)
class End:
    """Two sides of a page end as the product saw them, and whether they are one."""

    document: str
    facts: Mapping[str, float]
    one: bool
    said: str = ""


def layout(path: Path) -> Layout:
    """The document as the product reads it."""
    with Pdf(path, path.name) as pdf:
        return layout_of(pdf.pages(Limits().strokes, Limits().threads), pdf.count, hints(vocabulary()), Limits())


def ends_of(path: Path) -> dict[JointKind, list[End]]:
    """The page ends of a document, each decided as it truly is, so that what follows is seen as it should be."""
    shades = Shades(path)
    out: dict[JointKind, list[End]] = {kind: [] for kind in JointKind}

    def told(kind: JointKind, facts: Facts, upper: Side, lower: Side) -> Joint:
        one = _one(kind, upper, lower, shades)
        # forms of one table are parted later, joined or not; text of a cell that is printed outside it says nothing
        if one is None or (one and (facts.get("opens") or facts.get("between"))):
            return judged(kind, facts, upper, lower)
        out[kind].append(End(path.name, dict(facts), one, _said(upper, lower, shades)))
        return Joint(kind, upper, lower, ((USUAL, 9.0 if one else -9.0),))

    with ExitStack() as stack:
        for room in (join_tables, join_rows, running_heads):
            stack.enter_context(_put(room, "judged", told))
        layout(path)
    return out


def strangers(paths: Sequence[Path], seed: int) -> list[End]:
    """Page ends that never were: the last table of a page before the first of another document's page."""
    known, rng = hints(vocabulary()), Random(seed)
    pieces: list[tuple[int, Table, list[Paragraph], Table]] = []
    for number, path in enumerate(paths):
        with Pdf(path, path.name) as pdf:
            for page in pdf.pages(Limits().strokes, Limits().threads):
                blocks = blocks_of(page, known.opens, Seen())
                found = [b for b in blocks if isinstance(b, Table)]
                if found:
                    over = [b for b in blocks[: blocks.index(found[0])] if isinstance(b, Paragraph)]
                    pieces.append((number, found[0], over, found[-1]))
    out: list[End] = []

    def noted(kind: JointKind, facts: Facts, upper: Side, lower: Side) -> Joint:
        out.append(End("", dict(facts), False, "of two documents"))
        return judged(kind, facts, upper, lower)

    with _put(join_tables, "judged", noted):
        for number, _, _, above in pieces:
            other, below, between, _ = rng.choice(pieces)
            if other != number:
                join_tables.table_joint(above, below, between, [], known)
    return out


@contextmanager
def _put(room: Any, name: str, value: Any) -> Iterator[None]:
    usual = getattr(room, name)
    setattr(room, name, value)
    try:
        yield
    finally:
        setattr(room, name, usual)


def _one(kind: JointKind, upper: Side, lower: Side, shades: Shades) -> bool | None:
    """Whether the two sides are one; None where that is not known, or where both say the same in two cells."""
    if upper.box is None or lower.box is None:
        return None
    if kind is JointKind.PARAGRAPH:
        above, below = shades.paragraph(upper.page, upper.box), shades.paragraph(lower.page, lower.box)
        return None if above is None or below is None else above == below
    if kind is JointKind.TABLE:
        above, below = shades.table(upper.page, upper.box), shades.table(lower.page, lower.box)
        return None if above is None or below is None else above == below
    above, below = shades.cell(upper.page, upper.box), shades.cell(lower.page, lower.box)
    if above is None or below is None:
        return None
    if above != below and shades.text(above) and shades.text(above) == shades.text(below):
        return None
    return above == below


def _said(upper: Side, lower: Side, shades: Shades) -> str:
    """Where the page end is, and what stands on both sides of it."""
    held = [shades.cell(page, box) if box is not None else None for page, box in (upper, lower)]
    texts = [shades.text(shade)[:30] if shade is not None else "" for shade in held]
    return f"{upper.page}: {texts[0]} | {texts[1]}"


def fitted(kind: JointKind, ends: Sequence[End], firm: float) -> dict[str, float]:
    """The weights that make the true verdicts likeliest, held so firmly by those that there are (Newton's method)."""
    names = list(REASONS[kind])
    prior = np.array([weights()[kind][name] for name in names], float)
    rows = [[1.0 if name == USUAL else end.facts.get(name, 0.0) for name in names] for end in ends]
    x = np.array(rows).reshape(len(rows), len(names))
    y = np.array([end.one for end in ends], float)
    w = prior.copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (y - p) - firm * (w - prior)
        bend = (x * (p * (1 - p))[:, None]).T @ x + firm * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        w += np.clip(step, -2, 2)
        if abs(step).max() < 1e-4:
            break
    return dict(zip(names, w.tolist(), strict=True))


def right(kind: JointKind, held: Mapping[str, float], ends: Iterable[End]) -> tuple[int, int, int]:
    """Of these page ends: how many are told rightly, are joined though two, are left though one."""
    out = [0, 0, 0]
    for end in ends:
        one = sum(held[n] * v for n, v in end.facts.items()) + held[USUAL] > MARGIN[kind]
        out[0 if one == end.one else 1 if one else 2] += 1
    return out[0], out[1], out[2]


def measure(paths: Iterable[Path]) -> Counter[str]:
    """Parts of one thing that stayed apart, and parts of different things put together, of all that pages cut."""
    out: Counter[str] = Counter()
    for path in paths:
        shades, blocks = Shades(path), layout(path).blocks
        found = [b for b in blocks if isinstance(b, Table)]
        out["documents"] += 1
        _of_tables(found, shades, out)
        _of_cells(found, shades, out)
        _of_paragraphs([b for b in blocks if isinstance(b, Paragraph) and not b.margin], shades, out)
    return out


def _pieces(cell: Cell) -> list[tuple[int, Box]]:
    return [(cell.page, cell.box), *cell.more] if cell.box is not None else []


def _of_tables(found: list[Table], shades: Shades, out: Counter[str]) -> None:
    """Tables by the pages on which they have cells."""
    ends: dict[tuple[int, int], set[int]] = {}
    for i, table in enumerate(found):
        held = {(shades.table(page, box), page) for cell in table.cells for page, box in _pieces(cell)}
        numbers = {number for number, _ in held if number is not None}
        out["tables put together"] += max(0, len(numbers) - 1)
        for number, page in held:
            if number is not None:
                ends.setdefault((number, page), set()).add(i)
    for (number, page), here in ends.items():
        below = ends.get((number, page + 1))
        if below:
            out["page ends in tables"] += 1
            out["tables left apart"] += not here & below


def _of_cells(found: list[Table], shades: Shades, out: Counter[str]) -> None:
    held: dict[int, list[tuple[int, set[int]]]] = {}
    for i, cell in enumerate(cell for table in found for cell in table.cells):
        known = [(shades.cell(page, box), page) for page, box in _pieces(cell)]
        numbers = {number for number, _ in known if number is not None}
        out["cells put together"] += max(0, len({shades.text(number) for number in numbers}) - 1)
        for number in numbers:
            held.setdefault(number, []).append((i, {page for n, page in known if n == number}))
    for parts in held.values():
        pages = {page for _, each in parts for page in each}
        if len(pages) > 1:
            out["cells over page ends"] += 1
            out["cells left apart"] += len(parts) > 1


def _of_paragraphs(found: list[Paragraph], shades: Shades, out: Counter[str]) -> None:
    for above, below in pairwise(found):
        first, last = _ink(below, 0, shades), _ink(above, -1, shades)
        out["paragraphs left apart"] += first is not None and first == last
    for each in found:
        inks = {shades.paragraph(w.page, w.box) for w in each.words()} - {None}
        pages = {w.page for w in each.words()}
        if len(pages) > 1:
            out["paragraphs over page ends"] += 1
            out["paragraphs put together"] += len(inks) > 1


def _ink(paragraph: Paragraph, at: int, shades: Shades) -> int | None:
    word = paragraph.lines[at].words[at]
    return shades.paragraph(word.page, word.box)


def made(folders: Iterable[Path]) -> Iterator[Path]:
    """The documents of these folders."""
    for folder in folders:
        yield from (p for p in sorted(folder.glob("*.pdf")) if p.with_suffix(".cells.json").is_file())


def compare(folders: Sequence[Path]) -> None:
    """Print how many page ends the weights tell rightly, and how many learned ones on the kinds they have not seen."""
    groups = {name: _ends_of(paths) for name, paths in _kinds(folders).items()}
    print("right, joined though two, left though one: by the weights; by learned ones, held less and more firmly")
    for kind in JointKind:
        told = {firm: np.zeros(3, int) for firm in _FIRM}
        for name, held in groups.items():
            others = [end for other, ends in groups.items() if other != name for end in ends[kind]]
            for firm, counts in told.items():
                counts += right(kind, fitted(kind, others, firm), held[kind])
        own = np.sum([right(kind, weights()[kind], held[kind]) for held in groups.values()], axis=0)
        print(f"{kind} {own.tolist()} | {'; '.join(str(counts.tolist()) for counts in told.values())}")


def _kinds(folders: Sequence[Path]) -> dict[str, list[Path]]:
    """The documents by whose they are: names of documents of one foundry, or of one office, begin alike."""
    out: dict[str, list[Path]] = {}
    for path in made(folders):
        out.setdefault(re.split(r"[^a-z]", path.name)[0], []).append(path)
    return out


def _ends_of(paths: Sequence[Path]) -> dict[JointKind, list[End]]:
    out: dict[JointKind, list[End]] = {kind: [] for kind in JointKind}
    for path in paths:
        for kind, found in ends_of(path).items():
            out[kind] += found
    out[JointKind.TABLE] += strangers(paths, seed=1)
    return out


def main() -> None:
    """Compare or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--measure", action="store_true")
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measure(made(args.folders)), indent=1))
    else:
        compare(args.folders)


if __name__ == "__main__":
    main()
