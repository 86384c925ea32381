"""Characters of a page into words: marks of another font go where they stand."""

from __future__ import annotations

import pytest

from jixiao.evidence import Word
from jixiao.geometry import Box
from jixiao.pages.words import with_marks, words_of


def word(text: str, *edges: float, top: float = 0) -> Word:
    return Word(text, 1, Box(edges[0], top, edges[-1], top + 9), edges, 9)


def test_marks_of_another_font_are_set_into_their_word() -> None:
    host = word("调解以案", 0, 9, 22, 31, 44)
    (found,) = with_marks([word("”", 40, 44), host, word("“", 18, 22)])
    assert found.text == "调解“以案”"
    assert found.edges == (0, 9, 18, 22, 31, 40, 44)


def test_a_mark_between_two_words_joins_them() -> None:
    (found,) = with_marks([word("资金", 0, 9, 18), word("调解", 27, 36, 45), word("—", 18, 27)])
    assert found.text == "资金—调解"


def test_a_mark_on_another_line_stays_alone() -> None:
    assert len(with_marks([word("资金", 0, 9, 18), word("“", 4, 9, top=20)])) == 2


_SPAN = {
    "size": 10.0,
    "flags": 4,
    "char_flags": 16,
    "color": 0,
    "alpha": 255,
    "ascender": 0.8,
    "descender": -0.2,
    "bidi": 0,
}


@pytest.mark.parametrize(
    ("fonts", "changed", "words"),
    [
        (("AAAAAA+Song", "BAAAAA+Song"), {}, ["目标14"]),
        (("AAAAAA+Song", "BAAAAA+Kai"), {}, ["目标", "14"]),
        (("AAAAAA+Song", "BAAAAA+Song"), {"color": 255}, ["目标", "14"]),
    ],
)
def test_parts_of_one_font_side_by_side_are_one_run(
    fonts: tuple[str, str], changed: dict[str, int], words: list[str]
) -> None:
    """A program cut the font down in two parts; in text that is set apart the digits stand in the second one. Of two
    fonts, or colours, only what touches is one word."""
    first, second = (
        {**_SPAN, "font": font, "chars": [
            {"c": c, "bbox": (15.0 * x, 0.0, 15.0 * x + 10, 10.0)} for x, c in enumerate(text, start)
        ]}
        for font, text, start in zip(fonts, ("目标", "14"), (0, 2), strict=True)
    )  # fmt: skip
    assert [word.text for word in words_of({"spans": [first, {**second, **changed}]}, 1, 0)] == words
