"""The rules that the page network sees: where print is broken, beside strokes and streaks; walls that are unsure."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import SCALE, grey, table_page
from tests.pdf_builder import Paper

from jixiao.pages.scan.model import Ruling
from jixiao.pages.scan.pictures import reader
from jixiao.pages.scan.restore.sheet import put_right
from jixiao.pages.scan.rules.choice import network_ruling, rules_of
from jixiao.pages.scan.rules.line_detection import ruling_of
from jixiao.pages.scan.rules.masks import masks_of

LEVEL, UPRIGHT = (100, 130, 160, 190, 220), (80, 180, 280, 380)


def ruled() -> np.ndarray:
    """Four rows and three columns with a word in each cell."""
    paper = Paper()
    for y in LEVEL:
        paper.line(UPRIGHT[0], y, UPRIGHT[-1], y)
    for x in UPRIGHT:
        paper.line(x, LEVEL[0], x, LEVEL[-1])
    for y in LEVEL[:-1]:
        for x in UPRIGHT[:-1]:
            paper.text(x + 8, y + 20, "时效指标", 10.5)
    return grey(paper)


def dotted(image: np.ndarray, share: float = 0.5) -> np.ndarray:
    """The picture with so much of its rules gone in irregular dots, as a fax leaves them."""
    rng = np.random.default_rng(3)
    grain = cv2.GaussianBlur(rng.random(image.shape).astype(np.float32), (0, 0), 1.6)
    gone = grain < np.quantile(grain, share)
    band = np.zeros(image.shape, bool)
    for y in LEVEL:
        band[round(y * SCALE) - 3 : round(y * SCALE) + 4] = True
    for x in UPRIGHT:
        band[:, round(x * SCALE) - 3 : round(x * SCALE) + 4] = True
    out = image.copy()
    out[band & gone] = 255
    return np.where(out < 150, 0, 255).astype(np.uint8)


def places(ruling: Ruling) -> tuple[list[int], list[int]]:
    """Where level and upright rules lie, each place once."""
    across, upright = ({round(r.at / SCALE) for r in runs} for runs in ruling)
    return sorted(across), sorted(upright)


def near(found: list[int], wanted: tuple[int, ...]) -> bool:
    return len(found) == len(wanted) and all(abs(a - b) <= 1 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize("image", [ruled(), dotted(ruled())], ids=["whole", "dotted"])
def test_rules_are_seen_whole_or_dotted(image: np.ndarray) -> None:
    across, upright = places(network_ruling(put_right(image, SCALE, reader(2))))
    assert near(across, LEVEL) and near(upright, UPRIGHT)


def test_a_line_of_an_open_list_that_darkness_misses_is_taken() -> None:
    paper = Paper()
    for y in LEVEL:
        paper.line(150 if y == LEVEL[2] else UPRIGHT[0], y, UPRIGHT[-1], y)
    for x in (UPRIGHT[0], UPRIGHT[-1]):
        paper.line(x, LEVEL[0], x, LEVEL[-1])
    sheet = put_right(grey(paper), SCALE, reader(2))
    whole = ruling_of(sheet.print, sheet.scale, sheet.noise)
    assert not near(places(whole)[0], LEVEL)
    assert near(places(rules_of(sheet).ruling)[0], LEVEL)


def test_the_walls_of_a_row_that_the_page_s_end_cuts_are_walls() -> None:
    paper = Paper()
    for y in LEVEL:
        paper.line(UPRIGHT[0], y, UPRIGHT[-1], y)
    for x in UPRIGHT:
        paper.line(x, LEVEL[0], x, LEVEL[-1] + 18)
    upright = network_ruling(put_right(grey(paper), SCALE, reader(2))).upright
    assert len(upright) == len(UPRIGHT) and all(run.end / SCALE > LEVEL[-1] + 14 for run in upright)


def test_hair_lines_are_seen() -> None:
    image = ruled()
    pale = np.where(image < 255, 255 - (255 - image) // 8, 255).astype(np.uint8)
    masks = masks_of(pale, SCALE, 1.0, reader(2))
    assert masks.across[round(160 * masks.scale) - 2 : round(160 * masks.scale) + 3].max(axis=0).mean() > 60


def test_what_darkness_shows_is_kept_to_the_pixel_where_the_network_bears_it_out() -> None:
    sheet = put_right(grey(table_page()), SCALE, reader(2))
    rules = rules_of(sheet)
    assert not rules.by_network and not rules.unsure
    assert rules.ruling == ruling_of(sheet.print, sheet.scale, sheet.noise)


def test_the_network_s_rules_are_taken_where_darkness_misses_some() -> None:
    sheet = put_right(dotted(ruled()), SCALE, reader(2))
    alone = places(ruling_of(sheet.print, sheet.scale, sheet.noise))
    assert not near(alone[0], LEVEL)
    rules = rules_of(sheet)
    across, upright = places(rules.ruling)
    assert rules.by_network and near(across, LEVEL) and near(upright, UPRIGHT)


def halftone(image: np.ndarray) -> np.ndarray:
    """The picture on a grey ground as a printer of one ink prints it: a clustered dot of 45 degrees."""
    big = cv2.resize(np.minimum(image, 215), None, fx=2, fy=2).astype(np.float32) / 255
    ys, xs = np.mgrid[0 : big.shape[0], 0 : big.shape[1]]
    wave = np.cos((xs + ys) * np.pi / 5) * np.cos((xs - ys) * np.pi / 5)
    dots = np.where(big > 0.5 + 0.48 * wave, 255, 0).astype(np.float32)
    return cv2.resize(dots, image.shape[::-1], interpolation=cv2.INTER_AREA).astype(np.uint8)


def test_rows_of_dots_beside_a_rule_are_no_walls() -> None:
    across, upright = places(rules_of(put_right(halftone(ruled()), SCALE, reader(2))).ruling)
    assert near(across, LEVEL) and near(upright, UPRIGHT)


def test_a_streak_over_the_page_is_no_rule() -> None:
    image = ruled()
    image[:, 620:622] = 200
    _, upright = places(rules_of(put_right(image, SCALE, reader(2))).ruling)
    assert near(upright, UPRIGHT)


def two_tables(gap: float) -> np.ndarray:
    """Tables of two rows, one under the other."""
    paper = Paper()
    for top in (100, 180 + gap):
        for y in (top, top + 40, top + 80):
            paper.line(80, y, 380, y)
        for x in (80, 230, 380):
            paper.line(x, top, x, top + 80)
    return grey(paper)


@pytest.mark.parametrize("gap", [20, 40, 80])
def test_two_tables_under_one_another_stay_two(gap: float) -> None:
    sheet = put_right(two_tables(gap), SCALE, reader(2))
    for ruling in (network_ruling(sheet), rules_of(sheet).ruling):
        assert all(r.end / SCALE < 185 or r.start / SCALE > 175 + gap for r in ruling.upright)


def test_what_shines_through_is_no_wall() -> None:
    back = np.full_like(ruled(), 255)
    back[:, round(230 * SCALE) - 2 : round(230 * SCALE) + 3] = 235
    image = np.minimum(ruled(), cv2.GaussianBlur(back, (0, 0), 1.8))
    _, upright = places(rules_of(put_right(image, SCALE, reader(2))).ruling)
    assert near(upright, UPRIGHT)


def test_hair_lines_inside_a_dark_frame_are_walls() -> None:
    image = ruled()
    for y in LEVEL[1:-1]:
        band = image[round(y * SCALE) - 3 : round(y * SCALE) + 4, round(82 * SCALE) : round(378 * SCALE)]
        band[...] = 255 - (255 - band) // 22
    for x in UPRIGHT[1:-1]:
        band = image[round(102 * SCALE) : round(218 * SCALE), round(x * SCALE) - 3 : round(x * SCALE) + 4]
        band[...] = np.maximum(band, 255 - (255 - band) // 22)
    sheet = put_right(image, SCALE, reader(2))
    assert len(ruling_of(sheet.print, sheet.scale, sheet.noise).upright) == 2
    across, upright = places(rules_of(sheet).ruling)
    assert near(across, LEVEL) and near(upright, UPRIGHT)


def test_a_wall_that_is_nearly_gone_is_told() -> None:
    image = ruled()
    y, x = round(160 * SCALE), slice(round(182 * SCALE), round(278 * SCALE))
    stretch = image[y - 3 : y + 4, x]
    stretch[:, 110:] = 255
    rules = rules_of(put_right(image, SCALE, reader(2)))
    assert any(box.holds(230, 160) for box in rules.unsure)


def test_masks_have_the_page_s_size_and_know_the_table() -> None:
    masks = masks_of(ruled(), SCALE, 2.0, reader(2))
    assert {mask.shape for mask in masks[:5]} == {(round(842 * masks.scale), round(595 * masks.scale))}
    inside, outside = (
        (masks.region[round(y * masks.scale), round(x * masks.scale)]) for x, y in ((230, 145), (230, 600))
    )
    assert inside > 128 > outside
