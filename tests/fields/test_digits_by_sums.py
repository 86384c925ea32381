"""A worn digit that may be two things is settled by the sum that closes with one of them."""

from __future__ import annotations

from typing import Any

from jixiao.evidence import Doubt, DoubtCode, Passage, Word
from jixiao.fields.digits.by_sums import settle
from jixiao.geometry import Box


def read(text: str, worn: int | None = None, other: str = "4") -> Passage:
    word = Word(text, 1, Box(0, 0, 10 * len(text), 10), tuple(10.0 * i for i in range(len(text) + 1)))
    word.how = "ocr"
    word.doubts = () if worn is None else (Doubt(worn, worn + 1, DoubtCode.WORN, other),)
    return Passage.of(word)


def weights(*passages: Passage) -> tuple[dict[str, Any], dict[str, Passage]]:
    plain = {"indicators": [{"weight": p.text} for p in passages]}
    return plain, {f"indicators[{i}].weight": p for i, p in enumerate(passages)}


def test_weights_are_settled_together() -> None:
    plain, values = weights(read("50"), read("23"), read("1", 0), read("1", 0), read("4", 0, "1"), read("5", 0, "6"))
    assert settle("project_goal", plain, values)
    assert [p.text for p in values.values()] == ["50", "23", "4", "4", "4", "5"]
    (doubt,) = values["indicators[2].weight"].doubts()
    assert doubt == Doubt(0, 1, DoubtCode.WORN, "1")


def test_a_single_number_of_a_row_is_settled() -> None:
    cells = [read("2050204"), read("26,098.58"), read("21,803.70", 1), read("1,294.88")]
    more = [[read(t) for t in row] for row in (("a", "7.5", "3", "4.5"), ("b", "9", "4", "5"), ("c", "12", "2", "10"))]
    rows = [*more, cells]
    plain = {"rows": [[p.text for p in row] for row in rows]}
    values = {f"rows[{r}][{c}]": p for r, row in enumerate(rows) for c, p in enumerate(row)}
    assert settle("budget_table", plain, values)
    assert cells[2].text == "24,803.70"
    assert cells[2].pieces[0].word.text == "24,803.70"


def test_what_closes_no_sum_is_left() -> None:
    for passages in ((read("50"), read("30"), read("1", 0)), (read("50"), read("39"), read("1", 0))):
        plain, values = weights(*passages)
        assert not settle("project_goal", plain, values)
        assert values["indicators[2].weight"].text == "1"


def test_a_sum_that_closes_with_either_of_two_tells_nothing() -> None:
    plain, values = weights(read("50"), read("27"), read("6", 0, "9"), read("1", 0), read("1", 0), read("2"))
    assert not settle("project_goal", plain, values)
    assert [p.text for p in values.values()] == ["50", "27", "6", "1", "1", "2"]
