"""Forms as they are shown: ids that say where a cell stands, text that stays text, pieces that explain themselves."""

from __future__ import annotations

from pathlib import Path

from tests.fields.pointing.answered import matter, shown
from tests.fields.pointing.hostile import FAKE, ORDER, hostile

from jixiao.fields.pointing.chunks import halves, pieces, put_together
from jixiao.fields.pointing.render import letters
from jixiao.fields.pointing.wire import FormAnswer
from jixiao.llm import tokens


def test_cells_have_ids_and_say_how_far_they_reach(tmp_path: Path) -> None:
    lines = shown(matter(tmp_path)).text.splitlines()
    assert lines[2:4] == ["【表1】", '2| A2 "办哪件事" | B2→D "山塘清淤加固"']
    assert lines[7] == '6| A6↓7 "办成" | B6 "清淤山塘" | C6 "≥" | D6 "12座"'
    assert lines[8] == '7| B7 "加固塘坝" | C7 "=" | D7 "3处"'


def test_columns_are_lettered_as_in_a_workbook() -> None:
    assert [letters(c) for c in (0, 25, 26, 27, 51, 52)] == ["A", "Z", "AA", "AB", "AZ", "BA"]


def test_no_text_can_look_like_a_row_of_its_own(tmp_path: Path) -> None:
    """Line breaks and quotes in a cell are escaped, so every line is a row that is there."""
    rendering = shown(hostile(tmp_path))
    lines = [line for line in rendering.text.splitlines() if not line.startswith("【")]
    assert len(lines) == len(rendering.tables) == 10
    assert ORDER in lines[6]
    assert '\\"新增行\\"' in lines[8] and FAKE not in rendering.text
    assert "村道扩宽\\n回答" in lines[1]


def test_a_large_form_is_cut_by_rows_under_its_headings(tmp_path: Path) -> None:
    more = [["^", f"看点{n}", "≥", f"{n}户"] for n in range(10, 40)]
    whole = shown(matter(tmp_path, more))
    parts = pieces(whole, tokens(whole.text) // 3, tokens)
    assert len(parts) > 2
    assert sorted(n for part in parts for n in part.asked) == sorted(whole.asked)
    assert all(tokens(part.text) <= tokens(whole.text) // 3 for part in parts[:-1])
    last = parts[-1].text.splitlines()
    assert '"看哪点"' in last[1] and "仅供参考" in last[1]


def test_the_label_that_runs_into_a_piece_stands_in_it(tmp_path: Path) -> None:
    """A merged label is shown where the piece begins; a label above blank cells is repeated with its row."""
    merged = [["满意" if n == 10 else "^", f"看点{n}", "≥", f"{n}户"] for n in range(10, 30)]
    blank = [["满意" if n == 10 else "", f"看点{n}", "≥", f"{n}户"] for n in range(10, 30)]
    for rows in (merged, blank):
        second = halves(shown(matter(tmp_path, rows)))[1]
        first_row = min(second.asked)
        labels = [c.text for n, cells in second.by_row().items() if n <= first_row for c in cells if c.col == 0]
        assert "满意" in labels


def test_a_single_row_is_not_cut(tmp_path: Path) -> None:
    whole = shown(matter(tmp_path))
    one = whole.part([3], [])
    assert halves(one) == [one]
    assert pieces(one, 1, tokens) == [one]


def test_answers_to_pieces_are_put_together_by_position() -> None:
    columns = {"level3": ["B5"], "value": ["D5"]}
    first = FormAnswer.model_validate(
        {"kind": "project_goal", "fields": {"project_name": "B2"}, "lists": [{"columns": columns, "rows": "6-9"}]}
    )
    second = FormAnswer.model_validate(
        {"kind": "project_goal", "lists": [{"columns": columns, "rows": "10-12"}], "other": "13"}
    )
    whole = put_together([first, second])
    assert [x.rows for x in whole.lists] == ["6-12"]
    assert whole.fields == {"project_name": ["B2"]}
    assert whole.other == "13"
    assert put_together([FormAnswer(kind="other"), second]).kind == "project_goal"
