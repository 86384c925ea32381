"""How much rests on each figure of a geometric stage: moved by a fifth either way, which documents read otherwise?

A figure that changes a single document fits that document: it should be measured on the page, or go. Where one changes
nothing, moved by a fifth, nothing is tuned to it; where it changes nothing moved by nine tenths, nothing among these
documents rests on it at all, and it may go. Of documents with a label the values that are right before and after are
counted.
"""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from eval.files import Document, EvalError, read_gold
from eval.remembered import scanned_pages
from eval.scoring.counts import VALUES
from eval.scoring.score import Reading, score_document
from jixiao.errors import JixiaoError
from jixiao.forms.segmentation.split import hints
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pages.page import Page
from jixiao.pages.pdf import Pdf
from jixiao.pipeline import begin_layout
from jixiao.records import SourceInfo
from jixiao.tables.pdf import layout_of
from jixiao.tables.reader import Limits
from jixiao.tables.table import Layout, Line, Table

TABLES, SCAN = "jixiao.tables.settings", "jixiao.pages.scan"
PAGES, FORMS = "jixiao.pages.settings", "jixiao.forms.segmentation.settings"
# Stages of every document: pages read, tables made of them, forms found; and those of pages that are pictures, by the
# module of their settings.
PAGE_STAGES = ("strokes", "characters", "belief", "glyphs", "unseen", "pasted", "reread")
TABLE_STAGES = (
    *("rules", "cells", "words", "lines", "paragraphs", "heads", "joins", "bands", "spills"),
    *("borderless", "unruled", "open", "missing"),
)
FORM_STAGES = ("titles", "forms", "listed", "again", "hidden", "prose")
_OF_SCANS = {
    TABLES: ("sheets",),
    f"{SCAN}.settings": ("pictures", "page"),
    f"{SCAN}.restore.settings": (
        "sheet",
        "screen",
        "deskew",
        "flatten",
        "illumination",
        "streaks",
        "stamps",
        "pale",
        "ground",
        "fields",
        "pen",
        "coloured",
    ),
    f"{SCAN}.rules.settings": (
        "detection",
        "false",
        "masks",
        "curves",
        "grid",
        "walls",
        "choice",
        "drawn",
        "bridges",
    ),
    f"{SCAN}.ocr.settings": ("engine", "sizes", "pieces", "plain", "missed", "weak", "lone"),
    f"{SCAN}.correct.settings": ("doubt", "candidates", "confusions", "digits"),
}
STAGES = (
    dict.fromkeys(PAGE_STAGES, PAGES)
    | dict.fromkeys(TABLE_STAGES, TABLES)
    | dict.fromkeys(FORM_STAGES, FORMS)
    | {stage: at for at, stages in _OF_SCANS.items() for stage in stages}
)
SCAN_STAGES = tuple(stage for stages in _OF_SCANS.values() for stage in stages)
FIFTH = 0.2
HEAD = (
    "| figure | value | less: blocks / records / right values | more | what follows |\n| --- | --- | --- | --- | --- |"
)


@dataclass(frozen=True, slots=True)
class Pages:
    """A document of so many pages, and `read`, which gives them: as they were read once, or read from the file again.

    Pages that were read once are pickled, as every reading uses them up; of scans what OCR says of the same ink is
    remembered.
    """

    name: str
    count: int
    gold: Path | None
    read: Callable[[], Iterable[Page]]


@dataclass(slots=True)
class Moved:
    """A figure with another value: the documents whose blocks change, those whose records do, and right values."""

    value: float
    blocks: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    gained: int = 0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a stage and what became of it when it was moved down and up."""

    name: str
    value: float
    unit: str
    about: str
    ways: tuple[Moved, Moved]

    @property
    def touched(self) -> set[str]:
        """The documents whose records change with it."""
        return {name for way in self.ways for name in way.records}

    @property
    def verdict(self) -> str:
        """What follows from it."""
        if not any(way.blocks or way.records for way in self.ways):
            return "nothing changes"
        if not self.touched:
            return "no record changes"
        return "one document" if len(self.touched) == 1 else ""


def sensitivity(stage: str, documents: Sequence[Pages], by: float = FIFTH) -> Iterator[Figure]:
    """Every figure of the stage, moved down and up by that share of it; EvalError where there is no such stage."""
    if stage not in STAGES:
        raise EvalError(f"没有“{stage}”这一步；可以是 {'、'.join(STAGES)}")
    usual = settings_of(stage)
    before = [_Read.of(document) for document in documents]
    for each in fields(usual):
        value = getattr(usual, each.name)
        most = 1.0 if each.metadata["unit"].startswith("share") and value <= 1 else None
        down, up = (_moved(stage, each.name, to, documents, before) for to in _either_way(value, by, most))
        yield Figure(each.name, value, each.metadata["unit"], each.metadata["about"], (down, up))


def settings_of(stage: str) -> Any:
    """The settings of the stage, as they are now."""
    return getattr(import_module(STAGES[stage]), stage.upper())


def row_of(stage: str, figure: Figure) -> str:
    """The figure as a row under `HEAD`: documents whose blocks and records change, values then right or wrong."""
    ways = [f"{len(way.blocks)} / {len(way.records)} / +{way.gained} -{way.lost}" for way in figure.ways]
    named = f"{figure.verdict} ({next(iter(figure.touched))})" if len(figure.touched) == 1 else figure.verdict
    return f"| {stage}.{figure.name} | {figure.value:g} {figure.unit} | {ways[0]} | {ways[1]} | {named} |"


def open_pages(stage: str, documents: Iterable[Document], most: int | None = None) -> Iterator[Pages]:
    """These documents, at most so many pages of each, as the stage wants them; what cannot be read is left out.

    For stages that read pages themselves each reading opens the file again; for the others pages are read once.
    """
    for document in documents:
        try:
            with Pdf(document.path, document.name) as pdf:
                count = min(pdf.count, most or pdf.count)
            if stage in SCAN_STAGES:
                read: Callable[[], Iterable[Page]] = partial(scanned_pages, document.path, count)
            elif stage in PAGE_STAGES:
                read = partial(_digital, document.path, count)
            else:
                read = partial(pickle.loads, pickle.dumps(_digital(document.path, count)))
        except JixiaoError:
            continue
        yield Pages(document.name, count, document.gold, read)


def _digital(path: Path, most: int) -> list[Page]:
    with Pdf(path, path.name) as pdf:
        return list(islice(pdf.pages(Limits().strokes, Limits().threads), most))


def _either_way(value: float, by: float, most: float | None = None) -> tuple[float, float]:
    """That share less and more, but no more than `most`; of a whole number at least one."""
    if isinstance(value, int):
        step = max(1, round(by * value))
        return value - step, value + step
    return value * (1 - by), value * (1 + by) if most is None else min(most, value * (1 + by))


def _moved(stage: str, name: str, to: float, documents: Sequence[Pages], before: Sequence[_Read]) -> Moved:
    usual, place = settings_of(stage), import_module(STAGES[stage])
    out = Moved(to)
    setattr(place, stage.upper(), replace(usual, **{name: to}))
    try:
        for document, was in zip(documents, before, strict=True):
            if stage in TABLE_STAGES and _shape(_layout(document)) == was.shape:
                continue
            now = _Read.of(document)
            if now.shape != was.shape:
                out.blocks.append(document.name)
            if now.records != was.records:
                out.records.append(document.name)
                out.gained += len(now.right - was.right)
                out.lost += len(was.right - now.right)
    finally:
        setattr(place, stage.upper(), usual)
    return out


@dataclass(frozen=True, slots=True)
class _Read:
    """What a document reads as: its blocks, its records, and which values are right where there is a label."""

    shape: str
    records: str
    right: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, document: Pages) -> _Read:
        """The document read with the figures as they are now."""
        layout = _layout(document)
        shape = _shape(layout)
        source = SourceInfo(name=document.name, sha256="0" * 64, pages=document.count)
        begun = begin_layout(layout, source, vocabulary(), "auto")
        found = begun.reading().model_dump(mode="json")["records"]
        asked = [item.why for item in begun.items]  # forms without rules are looked for where a model may be asked
        return cls(shape, json.dumps([found, asked], ensure_ascii=False), frozenset(_right(document, found)))


def _right(document: Pages, records: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    if document.gold is not None:
        facts = score_document(document.name, read_gold(document.gold), Reading(records))
        yield from ((f.form, f.path) for f in facts if f.level in VALUES and f.right and not f.extra)


def _layout(document: Pages) -> Layout:
    return layout_of(document.read(), document.count, hints(vocabulary()), Limits())


def _lines(lines: Sequence[Line]) -> list[tuple[str, bool]]:
    return [(line.passage.text, line.hard) for line in lines]


def _shape(layout: Layout) -> str:
    """The blocks as text: cells with their places, lines and which of them were ended, what is taken for a margin."""
    out: list[Any] = []
    for block in layout.blocks:
        if isinstance(block, Table):
            out.append([(c.row, c.col, c.rows, c.cols, _lines(c.lines)) for c in block.cells])
        else:
            out.append((_lines(block.lines), block.margin, block.centred))
    return json.dumps(out, ensure_ascii=False)
