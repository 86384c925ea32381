"""Lines are read as the pieces of their names in another order."""

from __future__ import annotations

from eval.training.name_parts import Line, aligned, alignment, lines


def test_a_line_is_the_pieces_of_its_name() -> None:
    made = aligned(Line("quantity", "公交候车亭维修数", "≥85座", "维修公交候车亭85座以上", "a"))
    assert made is not None and made.labels == "KKKKKFFD"


def test_a_clause_with_words_of_its_own_is_no_line_of_pieces() -> None:
    assert aligned(Line("quantity", "公交候车亭维修数", "≥85座", "为群众更换崭新舒适站台85座以上", "a")) is None


def test_nearly_all_lines_are_made_of_their_names() -> None:
    told = list(lines())
    assert len(told) > 1000 and len(alignment(told)) > 0.99 * len(told)
