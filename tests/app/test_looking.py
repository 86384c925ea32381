"""A page beside its values: from what is kept, not read again, with a way from a value to its box and back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao.app.drawing.looking import look_at
from jixiao.app.workspace import Workspace
from jixiao.errors import ConfigError, PageError, SourceError

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with results and a store of two samples."""
    from jixiao.app.events import finished
    from jixiao.app.extracting import Extraction, extract

    folder = tmp_path_factory.mktemp("kept")
    inputs = [SAMPLES / "xingan-projects.pdf", SAMPLES / "haitun-department.xlsx"]
    with Workspace(folder / "库.db") as workspace:
        finished(extract(Extraction(inputs, folder / "结果"), workspace), lambda event: None)
    return folder


def written(place: Path, out: Path, page: int = 1, name: str | None = None, sources: tuple[Path, ...] = ()) -> str:
    with Workspace() as workspace:
        return look_at(workspace, (place, name), page, sources, out).read_text(encoding="utf-8")


def test_values_and_boxes_name_each_other(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(*_: object, **__: object) -> None:
        raise AssertionError("nothing is read again")

    monkeypatch.setattr("jixiao.pipeline.read_blocks", unread)
    text = written(kept / "库.db", tmp_path / "页.html", name="xingan-projects.pdf", sources=(SAMPLES,))
    rows = set(re.findall(r'<tr id="(v[\d-]+)" tabindex', text))
    assert rows and rows == set(re.findall(r'<rect data-of="(v[\d-]+)"', text))
    assert "滨河步道照明更新" in text and "data:image/jpeg;base64," in text
    assert "http" not in text.replace("http-equiv", "")
    assert text == written(
        kept / "结果" / "xingan-projects.pdf.json", tmp_path / "又.html", sources=(SAMPLES,)
    )  # the same from the results


def test_another_page_has_other_values(kept: Path, tmp_path: Path) -> None:
    place = kept / "结果" / "xingan-projects.pdf.json"
    first = written(place, tmp_path / "一.html", 1, sources=(SAMPLES,))
    second = written(place, tmp_path / "二.html", 2, sources=(SAMPLES,))
    assert "滨河步道照明更新" in first and "滨河步道照明更新" not in second


def test_a_document_without_pages_gives_all_its_values_and_their_places(tmp_path: Path) -> None:
    text = written(SAMPLES / "haitun-department.xlsx", tmp_path / "表.html")
    assert "工作表" in text and "<rect data" not in text


def test_what_cannot_be_shown_is_said(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="--file"):
        written(kept / "库.db", tmp_path / "页.html")
    with pytest.raises(PageError, match="共 3 页"):
        written(kept / "结果" / "xingan-projects.pdf.json", tmp_path / "页.html", 9, sources=(SAMPLES,))
    with pytest.raises(SourceError, match="--sources"):
        written(kept / "结果" / "xingan-projects.pdf.json", tmp_path / "页.html", sources=(kept / "结果",))
