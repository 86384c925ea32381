"""Words taken out of a form on purpose: the record says that it is not complete, it never loses a field in silence."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pymupdf
import pytest
from tests.conftest import PROJECT
from tests.fields.printed import values
from tests.pdf_builder import examined

from jixiao.config import Settings
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pipeline import read_blocks, read_layout
from jixiao.records import Reading, Record, SourceInfo
from jixiao.sources import Source
from jixiao.tables.table import Cell, Layout, Table

SAMPLE = PROJECT / "samples" / "xingan-projects.pdf"
FORMS = range(4)
_FULL = 200  # strokes; no page of the sample has so many

Takes = Callable[[Cell, Record], bool]


@cache
def _blocks() -> Layout:
    return read_blocks(Source(SAMPLE.name, SAMPLE, "0" * 64, "pdf"), Settings(), vocabulary())


def read(layout: Layout) -> Reading:
    return read_layout(layout, SourceInfo(name=SAMPLE.name, sha256="0" * 64, pages=layout.pages), vocabulary()).reading


@cache
def whole() -> Reading:
    return read(copy.deepcopy(_blocks()))


def form_table(layout: Layout, form: int) -> Table:
    return [b for b in layout.blocks if isinstance(b, Table)][form]


def emptied(form: int, takes: Takes) -> Record:
    """The form's record after its cells that `takes` wants have lost their words."""
    layout = copy.deepcopy(_blocks())
    record = whole().records[form]
    taken = [c for c in form_table(layout, form).cells if c.text and takes(c, record)]
    assert taken
    for cell in taken:
        cell.lines = []
        cell.forget()
    return read(layout).records[form]


def same(get: Callable[[Record], str | None]) -> Takes:
    return lambda cell, record: cell.text == get(record)


def label(*texts: str) -> Takes:
    return lambda cell, _: cell.text in texts


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "takes",
    [
        pytest.param(label("三级指标"), id="header of names"),
        pytest.param(label("二级指标"), id="header of second levels"),
        pytest.param(label("指标值"), id="header of values"),
        pytest.param(label("项目名称"), id="label of the name"),
        pytest.param(label("年度资金总额"), id="label of the total"),
        pytest.param(label("其中：财政拨款"), id="label of a part"),
        pytest.param(label("实施单位"), id="label of the implementer"),
        pytest.param(same(lambda r: r.project_name), id="name"),
        pytest.param(same(lambda r: r.indicators[2].level3), id="indicator's name"),
        pytest.param(same(lambda r: r.indicators[2].value), id="indicator's value"),
        pytest.param(same(lambda r: r.indicators[-1].value), id="last indicator's value"),
        pytest.param(same(lambda r: r.goal_annual), id="goal"),
        pytest.param(lambda c, r: c.text in {i.level3 for i in r.indicators}, id="all names"),
        pytest.param(lambda c, r: c.row > 5, id="everything below the funds"),
    ],
)
def test_a_form_that_lost_words_is_incomplete(form: int, takes: Takes) -> None:
    assert whole().records[form].status == "complete"
    record = emptied(form, takes)
    assert record.status == "incomplete"
    assert record.reasons


@pytest.fixture
def without_page(tmp_path: Path) -> Callable[[int], Reading]:
    """The sample with one page replaced by a page that is too full of strokes to be read."""

    def read_without(number: int) -> Reading:
        doc = pymupdf.open(SAMPLE)
        rect = doc[number - 1].rect
        doc.delete_page(number - 1)
        sheet = doc.new_page(number - 1, width=rect.width, height=rect.height)
        for i in range(_FULL):
            sheet.draw_line((50, 50 + i), (500, 50 + i))
        doc.save(tmp_path / SAMPLE.name)
        return examined(tmp_path / SAMPLE.name, Settings(stroke_limit=_FULL - 1)).reading

    return read_without


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_page_that_failed_leaves_no_form_on_it_complete(without_page: Callable[[int], Reading], number: int) -> None:
    found = without_page(number)
    assert [(p.code, p.page) for p in found.problems if p.page == number] == [("page.limit", number)]
    expected = {str(r.project_name): values(r) for r in whole().records}
    for record in found.records:
        if record.status == "complete":
            assert values(record) == expected[str(record.project_name)]


# What is left when a cell of labels was emptied may be complete only where nothing is missing.
@pytest.mark.parametrize("seed", range(30))
def test_a_random_label_taken_out_loses_nothing_in_silence(seed: int) -> None:
    rng = random.Random(seed)
    form = rng.choice(FORMS)
    before = whole().records[form]
    printed = set(values(before).values())
    cells = [c for c in form_table(_blocks(), form).cells if c.text and c.text not in printed]
    gone = rng.choice(cells)
    record = emptied(form, lambda c, _: (c.row, c.col) == (gone.row, gone.col))
    if record.status == "complete":
        assert values(record) == values(before), f"without “{gone.text}”"


@pytest.mark.parametrize("form", FORMS)
def test_a_form_without_its_title_says_so(form: int) -> None:
    layout = copy.deepcopy(_blocks())
    at = layout.blocks.index(form_table(layout, form))
    gone = next(i for i in range(at - 1, -1, -1) if "绩效目标表" in getattr(layout.blocks[i], "text", ""))
    del layout.blocks[gone]
    record = read(layout).records[form]
    assert record.status == "incomplete"
    assert record.title is None
