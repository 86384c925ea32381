"""The gate itself: what is read now against the committed baseline."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval.files import Document, find_documents
from eval.runs import gate
from eval.runs.programs import Settings
from eval.runs.run import describe, keep, keep_description, read_all
from eval.runs.verdict import clusters_of, score_all, tasks_of_run, write_verdict


def read_and_judged(documents: list[Document], run: Path) -> dict[str, dict[str, float]]:
    """The figures of each document, read now."""
    settings = Settings()
    (run / "predictions").mkdir(parents=True)
    keep_description(run, describe(documents, settings))
    keep(run, documents)
    read_all(documents, run, settings, lambda timing: None)
    tasks = tasks_of_run(run)
    return gate.baseline_of(write_verdict(run, score_all(tasks), clusters_of(tasks)))


def fallen(folder: Path, run: Path) -> list[str]:
    """Where the folder's documents fall behind the baseline, and which of them it does not hold."""
    now = read_and_judged(find_documents([folder]), run)
    held = gate.load()
    return [str(step) for step in gate.changes(held, now) if step.worse] + sorted(set(now) - set(held))


def test_the_samples_are_read_as_well_as_the_baseline_says(samples: Path, tmp_path: Path) -> None:
    assert fallen(samples, tmp_path / "run") == []


@pytest.mark.corpus
def test_the_corpus_is_read_as_well_as_the_baseline_says(corpus: Path, tmp_path: Path) -> None:
    assert fallen(corpus, tmp_path / "run") == []


@pytest.mark.corpus
def test_the_baseline_holds_every_labelled_document(samples: Path, corpus: Path) -> None:
    assert set(gate.load()) == {d.name for d in find_documents([samples, corpus])}


@pytest.mark.corpus
def test_a_scan_of_the_corpus_is_read_whole(corpus: Path, tmp_path: Path) -> None:
    """One document of a few pages with stamps: all forms and rows, and nothing wrong that nothing is said about."""
    documents = [d for d in find_documents([corpus], ("scan-office",)) if d.name.startswith("weihai-2023-a")]
    (figures,) = read_and_judged(documents, tmp_path / "run").values()
    assert (figures["record_recall"], figures["record_precision"], figures["silent"]) == (1.0, 1.0, 0)
    assert figures["rows_exact_f1"] >= 0.99 and figures["values_exact"] >= 0.993
