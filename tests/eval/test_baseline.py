"""The gate itself: what is read now against the committed baseline."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval.files import find_documents
from eval.programs import Settings
from eval.run import describe, keep, keep_description, read_all
from eval.verdict import clusters_of, score_all, tasks_of_run, write_verdict

from eval import gate


def fallen(folder: Path, run: Path) -> list[str]:
    """Where the folder's documents fall behind the baseline, and which of them it does not hold."""
    documents = find_documents([folder])
    settings = Settings()
    (run / "predictions").mkdir(parents=True)
    keep_description(run, describe(documents, settings))
    keep(run, documents)
    read_all(documents, run, settings, lambda timing: None)
    tasks = tasks_of_run(run)
    now = gate.baseline_of(write_verdict(run, score_all(tasks), clusters_of(tasks)))
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
