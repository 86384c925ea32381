"""Folded and curved pages are made flat by their rules; flat ones stay as they are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from tests.pages.scan.drawn import SCALE, grey, leaning, table_page
from tests.pages.scan.rules.test_page_network import LEVEL, UPRIGHT, near, places, ruled
from tests.pages.scan.test_page import CELLS, cells, page_of
from tests.pdf_builder import Paper

from jixiao.pages.scan.pictures import reader
from jixiao.pages.scan.restore.sheet import put_right
from jixiao.pages.scan.rules.choice import rules_of


def folded(image: np.ndarray, height: float = 9.0) -> np.ndarray:
    """The picture with two upright folds between which it slants, so many points from top to bottom of the zigzag."""
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    knots = np.array([0, 130, 300, 595]) * SCALE
    bend = np.interp(columns, knots, np.array([0, height, 0, height]) * SCALE)
    return cv2.remap(image, columns, (rows + bend).astype(np.float32), cv2.INTER_LINEAR, borderValue=255)


def curled(image: np.ndarray) -> np.ndarray:
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    bend = 7 * SCALE * np.sin(columns / image.shape[1] * np.pi)
    return cv2.remap(image, columns, (rows + bend).astype(np.float32), cv2.INTER_LINEAR, borderValue=255)


@pytest.mark.parametrize("bend", [folded, curled])
def test_a_bent_page_gives_straight_rules(bend: object) -> None:
    sheet = put_right(bend(ruled()), SCALE, reader(2))  # type: ignore[operator]
    assert sheet.bend is not None
    across, upright = places(rules_of(sheet).ruling)
    assert len(across) == len(LEVEL) and len(upright) == len(UPRIGHT)
    steps = np.diff(across)
    assert all(abs(step - 30) <= 2 for step in steps) and near(list(np.diff(upright)), (100, 100, 100))


def test_a_folded_page_is_read() -> None:
    assert cells(page_of(folded(grey(table_page())))) == CELLS


def test_prose_is_not_bent() -> None:
    paper = Paper()
    for i in range(30):
        paper.text(70, 90 + 22 * i, "本部门全年预算执行情况良好，各项绩效目标均已按期完成，服务对象满意。", 12)
    assert put_right(leaning(grey(paper), 0.5), SCALE, reader(2)).bend is None


def test_a_leaning_page_is_not_bent() -> None:
    assert put_right(leaning(ruled(), 0.7), SCALE, reader(2)).bend is None
