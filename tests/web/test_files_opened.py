"""Pages that are files of their own, as a browser shows them: nothing lies over anything, names are whole or cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.web.browsing import context

import jixiao
from jixiao.app.drawing.overview import overview
from jixiao.app.workspace import Workspace
from jixiao.config import CheckSettings
from jixiao.engine.reading import to_json
from jixiao.export import review_page
from jixiao.records import Reading, Reason
from jixiao.reviews import Basis, review

LONG = "青禾市经济开发区经济发展局（青禾市经济开发区应急管理局）"


@pytest.fixture
def reading(samples: Path) -> Reading:
    """Project forms, one of them not whole and of an office with a long name."""
    found = jixiao.extract(samples / "xingan-projects.docx")
    torn = found.records[3]
    torn.status, torn.reasons, torn.department = "incomplete", [Reason(code="x", message="少一行；请核对")], LONG
    return found


def shown(browser: Browser, path: Path) -> Page:
    page: Page = context(browser).new_page()
    page.goto(path.as_uri())
    return page


def test_grades_and_counts_of_a_form_lie_beside_each_other(browser: Browser, reading: Reading, tmp_path: Path) -> None:
    found = review([reading], CheckSettings(), Basis(most=0))
    page = shown(browser, review_page(found, tmp_path / "总览.html"))
    wide = page.evaluate("""() => [...document.querySelectorAll("summary .parts, summary .counts")]
        .map((each) => each.scrollWidth - each.clientWidth)""")
    assert len(wide) >= 8 and max(wide) <= 0 and page.locator("summary .parts", has_text="未评").count() == 1


def test_incomplete_has_its_colour_and_long_names_are_cut_at_their_end(
    browser: Browser, reading: Reading, tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_bytes(to_json(reading))
    with Workspace() as workspace:
        path, _ = overview(workspace, [tmp_path / "a.json"], tmp_path / "概览.html")
    page = shown(browser, path)
    colours = page.evaluate("""() => Object.fromEntries(
        Chart.getChart("c0").data.datasets.map((each) => [each.label, each.backgroundColor]))""")
    assert colours == {"完整": "#0b57a4", "不完整": "#e39a2d"}
    names = page.evaluate("""() => Chart.getChart("c1").scales.y.ticks.map((each) => each.label)""")
    assert f"{LONG[:16]}…" in names
