"""Lines in plain cells are cut out by their ink; the detector sees the other rows of the page alone, or all of it."""

from __future__ import annotations

import numpy as np

from jixiao.pages.scan.model import Grey, Ruling, Run
from jixiao.pages.scan.ocr.cell_lines import find_lines
from jixiao.pages.scan.ocr.engine import Reader, Spot

SCALE = 2.0
# A table of two cells beside each other, 400 x 200 pixels each, walls three pixels thick.
WALLS = Ruling(
    [Run(100.0, 100.0, 900.0, 3.0), Run(300.0, 100.0, 900.0, 3.0)],
    [Run(x, 100.0, 300.0, 3.0) for x in (100.0, 500.0, 900.0)],
)


class Watched(Reader):
    """A reader that keeps the picture in which it looked for text."""

    seen: Grey

    def find(self, picture: Grey) -> list[Spot]:
        self.seen = picture
        return super().find(picture)


def drawn(*characters: tuple[int, int]) -> Grey:
    """A page with dark squares of 20 pixels whose corners are given."""
    page = np.full((800, 1000), 255, np.uint8)
    for x, y in characters:
        page[y : y + 20, x : x + 20] = 20
    return page


def looked(page: Grey, walls: Ruling = WALLS, foreign: Grey | None = None) -> tuple[list[tuple[int, ...]], Grey]:
    """The boxes cut out of cells, and the picture that the detector saw."""
    reader = Watched()
    nothing = np.zeros_like(page)
    spots = find_lines(page, walls, nothing if foreign is None else foreign, reader, SCALE)
    return [s[:4] for s in spots if s.score == 1.0], reader.seen


LINES = [(150 + 24 * i, y) for y in (140, 170) for i in range(6)]


def test_lines_of_a_cell_are_cut_at_their_ink_and_the_detector_does_not_see_them() -> None:
    page = drawn(*LINES, *((150 + 24 * i, 600) for i in range(6)))
    boxes, seen = looked(page)
    assert boxes == [(150, 140, 290, 160), (150, 170, 290, 190)]
    assert (seen[:400] == 255).all() and np.array_equal(seen[590:630], page[590:630])


def test_words_far_apart_are_two_and_specks_are_none() -> None:
    page = drawn(*LINES[:6], (400, 140))
    page[150:154, 300:304] = page[150:154, 460:464] = 20
    assert looked(page)[0] == [(150, 140, 290, 160), (400, 140, 420, 160)]


def test_where_a_cell_is_not_plain_the_detector_sees_its_rows_whole() -> None:
    sideways = drawn(*((150 + 40 * i, 120 + 24 * j) for i in range(4) for j in range(5)))
    touching = drawn(*LINES)
    touching[155:175, 150:154] = 20
    foreign = np.zeros_like(sideways)
    foreign[200:220, 150:170] = 255
    for page, other in ((sideways, None), (touching, None), (drawn(*LINES), foreign)):
        page[140:160, 600:700] = page[500:502] = 20
        boxes, seen = looked(page, foreign=other)
        assert boxes == [(600, 140, 700, 160)]
        assert np.array_equal(seen[100:300], page[100:300]) and (seen[320:] == 255).all()


def test_a_mark_between_two_words_does_not_part_them() -> None:
    page = drawn(*LINES[:3], (242, 140), (266, 140))
    page[154:159, 227:230] = 20
    assert looked(page)[0] == [(150, 140, 286, 160)]


def test_a_cell_without_its_fourth_wall_is_none() -> None:
    text = drawn((600, 140), (624, 140), *LINES[:6])
    boxes, seen = looked(text, Ruling(WALLS.across, WALLS.upright[1:]))
    assert boxes == [(600, 140, 644, 160)] and np.array_equal(seen[130:170], text[130:170])


def test_a_low_sign_by_itself_is_a_line_and_a_speck_is_none() -> None:
    page = drawn(*LINES)
    page[148:151, 700:712] = page[155:158, 700:712] = 20
    assert looked(page)[0][2:] == [(700, 148, 712, 158)]
    page = drawn(*LINES)
    page[230:234, 160:164] = page[150:153, 700:703] = 20
    assert len(looked(page)[0]) == 2


def test_characters_below_each_other_are_cut_apart_unless_all_stand_so() -> None:
    below = [(150, 120 + 26 * i) for i in range(5)]
    boxes, _ = looked(drawn(*below, *((600 + 24 * i, 140) for i in range(6))))
    assert boxes == [*((150, y, 170, y + 20) for _, y in below), (600, 140, 740, 160)]
    page = drawn(*below, *((600, y) for _, y in below))
    boxes, seen = looked(page)
    assert boxes == [] and np.array_equal(seen, page)
