"""A form as cells with places, and how the cells lie to each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tests.fields.drawn_forms import drawn, project
from tests.pdf_builder import examined

from jixiao.fields.cells.features import folded, parts_of, ways_of
from jixiao.fields.cells.grid import APART, grid_of


def test_each_cell_of_a_form_has_its_place_and_its_words(tmp_path: Path) -> None:
    (form,) = examined(drawn(tmp_path / "form.pdf", project(["项目负责人", "周志明"]))).forms
    grid = grid_of(form)
    at = grid.texts.index("周志明")
    label = grid.texts.index("项目负责人")
    assert grid.places[label][0] == grid.places[at][0]
    assert APART <= grid.places[label][1] < grid.places[at][1]
    cell = next(c for c in form.tables[0].cells if c.text == "周志明")
    assert {grid.of[id(p.word)] for p in cell.flat.pieces} == {at}
    assert grid.at[id(cell)] == at
    assert grid.pages[at] == 1
    assert grid.places[0][1] < APART, "the title is a line outside the table"


def test_relations_tell_row_column_and_distance() -> None:
    places = np.array([(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1), (0, APART, 1, APART + 1)])
    row, column, apart = ways_of(places).of_cells()
    assert (row[0, 1], row[1, 0], row[0, 2], row[0, 3]) == (2, 5, 0, 0)
    assert (column[0, 2], column[2, 0], column[0, 1]) == (2, 5, 0)
    assert (apart[0, 2], apart[2, 0], apart[0, 1]) == (5, 3, 4)


def test_parts_of_a_text_do_not_depend_on_the_texts_beside_it() -> None:
    alone, _ = parts_of(["绩效目标"])
    parts, starts = parts_of(["95%", "绩效目标", ""])
    assert parts[starts[1] : starts[2]].tolist() == alone.tolist()
    assert starts.tolist() == sorted(set(starts.tolist()))
    assert folded("12.5") == folded("98.3"), "digits are alike"
