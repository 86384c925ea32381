"""What is opened, read or asked once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import jixiao
from jixiao.app.events import Step, finished
from jixiao.app.workspace import Workspace
from jixiao.cli import run
from jixiao.config import Settings
from jixiao.records import Checked
from jixiao.store import Store


@pytest.fixture
def store(samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with two readings."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    with Workspace("库.db", Settings(jobs=1)) as desk:
        for name in ("xingan-projects.docx", "linhe-departments.docx"):
            desk.extract(samples / name)
    return tmp_path / "库.db"


def counted(monkeypatch: pytest.MonkeyPatch, place: Any, name: str) -> list[Any]:
    """The first arguments of every call of the function there, which goes on doing what it does."""
    calls: list[Any] = []
    real = getattr(place, name)

    def call(*arguments: Any, **given: Any) -> Any:
        calls.append(arguments[0] if arguments else None)
        return real(*arguments, **given)

    monkeypatch.setattr(place, name, call)
    return calls


def test_a_store_that_is_checked_is_opened_once_and_keeps_what_was_found(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = counted(monkeypatch, Store, "open")
    assert run(["check", str(store)]) == 5
    assert len(opened) == 1
    with Store.open(store) as again:
        assert all(isinstance(reading, Checked) for reading in again.readings())


def test_a_decision_that_comes_in_does_not_review_twice(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import jixiao.reviews.run as reviews

    with Workspace(store) as desk:
        remark = next(r for opinion in desk.review(store).opinions for r in opinion.remarks)
    checked, suggested = counted(monkeypatch, reviews, "check"), counted(monkeypatch, reviews, "suggest")
    assert run(["review", str(store), "--out", "审", "--no-word", "--decide", f"{remark.id}=不采纳"]) == 0
    assert len(checked) == 2 and len(suggested) == len({(card.source, card.record) for card in suggested})
    page = Path("审", "总览.html").read_text(encoding="utf-8")
    assert "不采纳" in page, "the decision goes out with the opinion it came in with"
    with Workspace(store) as desk:
        again = [r for opinion in desk.review(store).opinions for r in opinion.remarks if r.id == remark.id]
    assert again[0].decision is not None and again[0].decision.verdict == "rejected"


def test_a_workspace_does_not_read_again_what_its_store_has(
    store: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(store) as before:
        runs = len(before.runs())
    with Workspace(store, Settings(jobs=1)) as desk:
        (reading,) = desk.extract_many(samples / "xingan-projects.docx")
        assert reading.source.name == "xingan-projects.docx" and len(reading.projects) == 4
        assert desk.store is not None and len(desk.store.runs()) == runs, "nothing new, so no run"
        list(desk.extract_many(samples / "qingshi-budget.docx"))
        assert len(desk.store.runs()) == runs + 1
    with Store.open(store) as after:
        assert after.runs()[-1].finished and after.runs()[-1].readings == 1


def test_work_is_closed_when_whoever_watches_it_fails() -> None:
    closed = []

    def work() -> Any:
        try:
            yield Step("甲")
            yield Step("乙")
        finally:
            closed.append(True)
        return 1

    def fails(event: object) -> None:
        raise ValueError(event)

    assert finished(work()) == 1
    with pytest.raises(ValueError):
        finished(work(), fails)
    assert closed == [True, True]


def test_nothing_is_asked_unless_a_model_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_MODEL_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("JIXIAO_MODEL_NAME", "none")
    with Workspace() as desk:
        assert desk.model is None and desk.endpoint is None
    with Workspace(model=jixiao.ModelSettings(base_url="http://127.0.0.1:9/v1", name="none")) as desk:
        assert desk.model is not None
