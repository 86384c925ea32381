"""Learns what speaks for joining the two sides of a page end (schemas/joins/weights.json) from ends that are known.

    python -m eval.training.page_ends MADE… [--held MADE…] [--out FILE]
    python -m eval.training.page_ends --measure MADE…

MADE are folders of `eval.documents.page_ends`. What the product sees at each page end (`tables/joins`) is taken down
with what is true there, and a logistic regression gives each reason its weight. `--measure` counts what the product
joins now: parts of one table, row or cell that stayed apart, and others that were put together.
"""

from __future__ import annotations

import argparse
import json
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
from jixiao.tables.joint import MARGIN, REASONS, USUAL, Facts, Joint, Kind, Side
from jixiao.tables.open_columns import Seen
from jixiao.tables.page import blocks_of
from jixiao.tables.pdf import layout_of
from jixiao.tables.reader import Limits
from jixiao.tables.table import Cell, Layout, Paragraph, Table

# What each reason is thought to say before any page end was seen: the rules that stood here before there were weights.
PRIOR: dict[Kind, dict[str, float]] = {
    Kind.TABLE: {
        USUAL: 4, "width": -9, "shifted": -9, "columns": -3, "again": 3, "opens": -12, "between": -9,
        "titled": 0, "alone": -6,
    },
    Kind.ROW: {
        USUAL: -1, "begun": -10, "terms": -8, "stacked": -8, "flows": 2, "apart": -6, "halves": 4, "numbers": -3,
        "paragraph": 1,
        "fresh": -4, "right": 3, "left": 0.5, "again": 0.5, "beside": -4, "short": -1.5, "completes": 3, "broken": 2,
        "closed": -1.5, "merged": -1, "next": -4, "other": 0,
    },
    Kind.CELL: {
        USUAL: -2, "under-label": 5, "under-merged": 4, "over-merged": 4, "first": 3, "header": -9, "late": 1.5,
        "late-merged": 3, "late-label": 1.5, "blank": 0, "halves": 5, "flows": 5, "terms": -2, "fills": 0, "same": 3,
        "beside": 2, "parted": -3, "alike": 4,
        "begins": -8, "lone": -8,
    },
    Kind.PARAGRAPH: {USUAL: 3, "size": -6, "room": -6, "indent": -6, "closed": -6, "centred": -6},
}  # fmt: skip
# How much of the odds a page end is worth against what was thought before.
_FIRM = 0.5


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


def ends_of(path: Path) -> dict[Kind, list[End]]:
    """The page ends of a document, each decided as it truly is, so that what follows is seen as it should be."""
    shades = Shades(path)
    out: dict[Kind, list[End]] = {kind: [] for kind in Kind}

    def told(kind: Kind, facts: Facts, upper: Side, lower: Side) -> Joint:
        one = _one(kind, upper, lower, shades)
        # forms of one table are parted later, joined or not; text of a cell that is printed outside it says nothing
        if one is None or (one and (facts.get("opens") or facts.get("between"))):
            return _thought(kind, facts, upper, lower)
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

    def noted(kind: Kind, facts: Facts, upper: Side, lower: Side) -> Joint:
        out.append(End("", dict(facts), False, "of two documents"))
        return _thought(kind, facts, upper, lower)

    with _put(join_tables, "judged", noted):
        for number, _, _, above in pieces:
            other, below, between, _ = rng.choice(pieces)
            if other != number:
                join_tables.table_joint(above, below, between, [], known)
    return out


def _thought(kind: Kind, facts: Facts, upper: Side, lower: Side) -> Joint:
    """What was thought of such a page end before any was seen."""
    held = {USUAL: 1.0, **facts}
    return Joint(kind, upper, lower, tuple((name, PRIOR[kind][name] * much) for name, much in held.items()))


@contextmanager
def _put(room: Any, name: str, value: Any) -> Iterator[None]:
    usual = getattr(room, name)
    setattr(room, name, value)
    try:
        yield
    finally:
        setattr(room, name, usual)


def _one(kind: Kind, upper: Side, lower: Side, shades: Shades) -> bool | None:
    """Whether the two sides are one; None where that is not known, or where both say the same in two cells."""
    if upper.box is None or lower.box is None:
        return None
    if kind is Kind.PARAGRAPH:
        above, below = shades.paragraph(upper.page, upper.box), shades.paragraph(lower.page, lower.box)
        return None if above is None or below is None else above == below
    if kind is Kind.TABLE:
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


def fitted(kind: Kind, ends: Sequence[End]) -> dict[str, float]:
    """The weights that make the true verdicts likeliest, held by what was thought before (Newton's method)."""
    names = list(REASONS[kind])
    prior = np.array([PRIOR[kind][name] for name in names], float)
    rows = [[1.0 if name == USUAL else end.facts.get(name, 0.0) for name in names] for end in ends]
    x = np.array(rows).reshape(len(rows), len(names))
    y = np.array([end.one for end in ends], float)
    w = prior.copy()
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (y - p) - _FIRM * (w - prior)
        bend = (x * (p * (1 - p))[:, None]).T @ x + _FIRM * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        w += np.clip(step, -2, 2)
        if abs(step).max() < 1e-4:
            break
    return {name: round(float(weight), 2) for name, weight in zip(names, w, strict=True)}


def right(kind: Kind, weights: Mapping[str, float], ends: Iterable[End]) -> tuple[int, int, int]:
    """Of these page ends: how many are told rightly, are joined though two, are left though one."""
    out = [0, 0, 0]
    margin = MARGIN[kind] if weights is not PRIOR[kind] else 0
    for end in ends:
        one = sum(weights[n] * v for n, v in end.facts.items()) + weights[USUAL] > margin
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


def learn(folders: Sequence[Path], held: Sequence[Path], out: Path) -> None:
    """Fit, write, and print how many page ends are told by the weights, and by what was thought before."""
    seen, kept = _all_ends(folders), _all_ends(held)
    weights = {kind.value: fitted(kind, seen[kind]) for kind in Kind}
    out.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print("kind, documents, page ends, of these one | right, joined though two, left though one | the same before")
    for kind in Kind:
        for name, ends in (("seen", seen[kind]), ("held out", kept[kind])):
            ones = sum(end.one for end in ends)
            told = [right(kind, held, ends) for held in (weights[kind], PRIOR[kind])]
            print(f"{kind} {name} {len(ends)} {ones} | {told[0]} | {told[1]}")


def _all_ends(folders: Sequence[Path]) -> dict[Kind, list[End]]:
    out: dict[Kind, list[End]] = {kind: [] for kind in Kind}
    paths = list(made(folders))
    for path in paths:
        for kind, found in ends_of(path).items():
            out[kind] += found
    out[Kind.TABLE] += strangers(paths, seed=1) if paths else []
    return out


def main() -> None:
    """Learn or measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--held", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path, default=Path("schemas/joins/weights.json"))
    parser.add_argument("--measure", action="store_true")
    args = parser.parse_args()
    if args.measure:
        print(json.dumps(measure(made(args.folders)), indent=1))
    else:
        learn(args.folders, args.held, args.out)


if __name__ == "__main__":
    main()
