"""Figures of geometric stages moved one by one: what changes is seen, what does not is said, all is put back."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from eval.files import EvalError, find_documents
from eval.sensitivity import STAGES, Figure, Moved, Pages, open_pages, row_of, sensitivity, settings_of

import jixiao
from jixiao.tables import settings

SOURCE = Path(jixiao.__file__).parent


def opened(stage: str, samples: Path) -> list[Pages]:
    return list(open_pages(stage, (d for d in find_documents([samples], ("pdf",)) if d.stem == "xingan-projects")))


@pytest.fixture(scope="module")
def documents(samples: Path) -> list[Pages]:
    return opened("lines", samples)


def test_pages_are_read_again_for_figures_of_the_pages(samples: Path) -> None:
    """Without the strokes that are shorter than a page there are no tables."""
    (found,) = [one for one in sensitivity("strokes", opened("strokes", samples), 3000) if one.name == "shortest"]
    assert found.ways[1].blocks and found.ways[1].lost > 0


def test_figures_of_forms_change_records_of_the_same_blocks(samples: Path) -> None:
    """A heading that may not stand over its table at all is not found."""
    (found,) = [one for one in sensitivity("titles", opened("titles", samples), 0.99) if one.name == "reach"]
    assert found.ways[0].records and not found.ways[0].blocks


def test_a_figure_that_carries_something_is_told_from_one_that_does_not(documents: list[Pages]) -> None:
    usual = settings.LINES
    found = {one.name: one for one in sensitivity("lines", documents)}
    assert found.keys() == {"narrow", "room", "centred", "indent", "middle"}
    assert settings.LINES is usual


def test_line_breaks_that_come_and_go_are_seen(documents: list[Pages]) -> None:
    (found,) = [one for one in sensitivity("lines", documents, 20.0) if one.name == "room"]
    assert found.ways[0].blocks == [documents[0].name]


def test_values_lost_by_a_wrong_figure_are_counted(documents: list[Pages]) -> None:
    """With borders that are 25 points apart taken for one, rows of cells fall together."""
    (found,) = [one for one in sensitivity("cells", documents, 9.0) if one.name == "grid"]
    assert found.ways[1].records == [documents[0].name]
    assert found.ways[1].lost > 20


def test_every_stage_names_figures_with_unit_and_meaning() -> None:
    for name in STAGES:
        stage = type(settings_of(name))
        for each in stage.__dataclass_fields__.values():
            assert each.metadata["unit"] and each.metadata["about"] and each.metadata["source"], each.name


def test_every_figure_of_the_program_is_of_a_stage() -> None:
    for path in SOURCE.rglob("settings.py"):
        name = ".".join(["jixiao", *path.relative_to(SOURCE).with_suffix("").parts])
        held = {group.lower() for group in vars(import_module(name)) if group.isupper()}
        assert held == {stage for stage, place in STAGES.items() if place == name}


def test_a_row_says_what_follows() -> None:
    one = Figure("edge", 4.0, "points", "", (Moved(3.2, ["a.pdf"], ["a.pdf"], 0, 2), Moved(4.8)))
    assert row_of("joins", one) == "| joins.edge | 4 points | 1 / 1 / +0 -2 | 0 / 0 / +0 -0 | one document (a.pdf) |"


def test_a_stage_that_is_not_there_is_named() -> None:
    with pytest.raises(EvalError, match="rules、cells"):
        next(sensitivity("nothing", []))
