"""A wall that lines of text run through is none; text on both sides of a wall does not make it one."""

from __future__ import annotations

import numpy as np
from tests.pages.scan.drawn import SCALE, grey
from tests.pdf_builder import Paper

from jixiao.pages.scan.model import Ruling, Run
from jixiao.pages.scan.ocr.engine import Spot
from jixiao.pages.scan.ocr.lines import without_rules
from jixiao.pages.scan.rules.false_rules import without_crossed
from jixiao.pages.scan.rules.line_detection import ruling_of


def page_with(text: str) -> tuple[np.ndarray, Ruling]:
    """A row of one cell with text, and its rules."""
    paper = Paper()
    for y in (100, 130, 160):
        paper.line(80, y, 380, y)
    for x in (80, 380):
        paper.line(x, 100, x, 160)
    for y in (120, 150):
        paper.text(100, y, text, 12)
    image = grey(paper)
    return image, ruling_of(image, SCALE, 2.0)


def spots() -> list[Spot]:
    """What the detector finds: both lines of text."""
    return [Spot(*(round(n * SCALE) for n in (100, y - 12, 300, y + 3)), 0.9, 0.8) for y in (120, 150)]


def test_a_wall_through_characters_goes() -> None:
    image, ruling = page_with("自然资源海洋气象支出国有资本经营")
    false = Run(150 * SCALE, 100 * SCALE, 160 * SCALE, 2.0)
    more = Ruling(ruling.across, sorted([*ruling.upright, false]))
    clean = without_rules(image, more, SCALE)
    assert without_crossed(more, spots(), (image, clean), None, SCALE) == ruling


def test_a_wall_between_words_stays_where_the_detector_made_them_one() -> None:
    image, ruling = page_with("自然资源　　海洋气象支出")
    wall = Run(160 * SCALE, 100 * SCALE, 160 * SCALE, 2.0)
    more = Ruling(ruling.across, sorted([*ruling.upright, wall]))
    clean = without_rules(image, more, SCALE)
    assert without_crossed(more, spots(), (image, clean), None, SCALE) is more


def test_what_runs_through_a_wall_under_a_stamp_may_be_its_words() -> None:
    image, ruling = page_with("自然资源海洋气象支出国有资本经营")
    wall = Run(150 * SCALE, 100 * SCALE, 160 * SCALE, 2.0)
    more = Ruling(ruling.across, sorted([*ruling.upright, wall]))
    stamp = np.zeros_like(image)
    stamp[round(100 * SCALE) : round(160 * SCALE), round(140 * SCALE) : round(180 * SCALE)] = 255
    assert without_crossed(more, spots(), (image, without_rules(image, more, SCALE)), stamp, SCALE) is more
