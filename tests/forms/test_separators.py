"""Marks of amounts that OCR took for others or lost, told by groups of digits and by how the amounts were wrapped."""

from __future__ import annotations

import pytest

from jixiao.evidence import Word
from jixiao.forms.separators import part_thousands
from jixiao.geometry import Box
from jixiao.tables.table import Cell, Line
from jixiao.votes import Seen


def cell(*lines: str, width: float = 40.0, seen: dict[str, str] | None = None) -> Cell:
    """A cell of that width whose words are 6 points a character wide, one a line; `seen` is what OCR read first."""
    words = []
    for n, text in enumerate(lines):
        end = 6.0 * len(text)
        edges = tuple(6.0 * i for i in range(len(text) + 1))
        word = Word(text, 1, Box(0, 12.0 * n, end, 12.0 * n + 10), edges, 10.0)
        first = (seen or {}).get(text, text)
        word.seen = Seen(first, (1.0,) * len(first))
        words.append(word)
    return Cell(0, 0, 1, 1, [Line([word]) for word in words], 1, Box(0, 0, width, 12.0 * len(lines)))


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (("11.380.000.00",), "11,380,000.00"),
        (("3,482:600,00",), "3,482,600.00"),
        (("6,759.40", "0.00"), "6,759,400.00"),
        (("1,250,000.00",), "1,250,000.00"),
        (("2023.06.30",), "2023.06.30"),
    ],
)
def test_groups_of_three_are_parted_by_commas(lines: tuple[str, ...], read: str) -> None:
    found = cell(*lines, width=50.0)
    part_thousands(found)
    assert found.text.replace("\n", "") == read


def test_two_amounts_stay_two() -> None:
    """The first line of an amount that was wrapped leaves no room beside it."""
    found = cell("5,292.80", "2,748.34", width=120.0)
    part_thousands(found)
    assert [line.words[0].text for line in found.lines] == ["5,292.80", "2,748.34"]


def test_a_mark_at_the_beginning_of_a_line_is_no_speck() -> None:
    found = cell("32,354", "200.0", "0", width=60.0, seen={"200.0": ",200.0"})
    part_thousands(found)
    assert [line.words[0].text for line in found.lines] == ["32,354", ",200.0", "0"]
    lost = cell("32,354", "200.0", "0", width=60.0)
    part_thousands(lost)
    assert [line.words[0].text for line in lost.lines] == ["32,354", "200.0", "0"]
