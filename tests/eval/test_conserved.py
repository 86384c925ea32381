"""Nothing of a form's body disappears: every character is in its record, in a reason, or the form's own label."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval.scoring.conserved import gone_from, lost_characters, odd_labels

from jixiao.evidence import Role, Word
from jixiao.forms.model import Form
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.geometry import Box
from jixiao.tables.table import Cell, Line, Table

SAMPLES = sorted(p for p in (Path(__file__).parents[2] / "samples").iterdir() if p.suffix in (".pdf", ".docx", ".xlsx"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_samples(path: Path) -> None:
    assert gone_from(path)[1] == []


@pytest.mark.corpus
def test_corpus(corpus: Path) -> None:
    paths = sorted(
        p for p in (corpus / "docs").iterdir() if p.suffix in (".docx", ".xlsx", ".pdf") and "scan" not in p.name
    )
    assert [gone for path in paths for gone in gone_from(path)[1]] == []


def form(text: str, role: Role) -> Form:
    word = Word(text, 1, Box(0, 0, 10, 10))
    word.claim(0, len(text), role)
    return Form("project_goal", tables=[Table([Cell(0, 0, 1, 1, [Line([word])], 1)], 1, 1)])


def test_a_field_that_the_record_lacks_is_lost() -> None:
    assert lost_characters(form("3058.10", Role.FIELD), ["3058.1"]) == ["0"]
    assert lost_characters(form("3058.10", Role.FIELD), ["3058.10"]) == []


def test_a_value_taken_for_a_label_is_told() -> None:
    words = vocabulary()
    assert [c.text for c in odd_labels(form("≥95%", Role.LABEL), [], words)] == ["≥95%"]
    assert list(odd_labels(form("项目名称", Role.LABEL), [], words)) == []
