"""The labelled corpus, read whole and judged by the project's own harness: nothing missing, nothing invented."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from eval.files import find_documents, read_gold, reading_of
from eval.scoring.counts import Counts, count_fact, figures
from eval.scoring.facts import Fact
from eval.scoring.score import score_document
from tests.conftest import CORPUS
from tests.fields.printed import Sheets, misplaced, values
from tests.pdf_builder import reading

from jixiao.records import Reading

pytestmark = pytest.mark.corpus

# A document without forms has its label in the project; the others have theirs beside them.
NO_FORMS = "swu-2021-no-forms"
DOCUMENTS = {d.path.name: d for d in find_documents([CORPUS])} if CORPUS.is_dir() else {"(the corpus is absent)": None}
LABELLED = [name for name in DOCUMENTS if not name.startswith(NO_FORMS)]
PDFS = [name for name in LABELLED if name.endswith(".pdf")]

INDICATORS, VALUES, CELLS, EVIDENCE = 0.995, 0.998, 0.998, 0.999


@cache
def read(path: Path) -> Reading:
    return reading(path)


@cache
def facts(name: str) -> list[Fact]:
    document = DOCUMENTS[name]
    assert document is not None, f"the corpus folder {CORPUS} is absent"
    found = reading_of(read(document.path).model_dump(mode="json"))
    return list(score_document(name, read_gold(document.gold), found))


def counts(name: str) -> Counts:
    return sum((count_fact(f) for f in facts(name)), Counts())


@pytest.mark.parametrize("name", LABELLED)
def test_every_record_is_there_and_none_is_invented(corpus: Path, name: str) -> None:
    wrong = [(f.form, f.faults, f.gold or f.read) for f in facts(name) if f.level == "record" and f.faults]
    assert wrong == []


@pytest.mark.parametrize("name", LABELLED)
def test_indicator_rows_are_wholly_exact(corpus: Path, name: str) -> None:
    found = counts(name)
    f1 = figures(found)["indicators_exact_f1"]
    assert (f1 or 0) >= INDICATORS or found["ind_gold"] == found["ind_read"] == 0, _wrong(name, "row")


@pytest.mark.parametrize("name", LABELLED)
def test_the_shape_is_that_of_the_contract(corpus: Path, name: str) -> None:
    assert [f.note for f in facts(name) if f.level == "schema" and f.faults] == []


def test_values_are_exact(corpus: Path) -> None:
    total = sum((counts(name) for name in LABELLED), Counts())
    assert total["values"] > 10_000
    assert total["values_exact"] >= VALUES * total["values"], [_wrong(name, "value") for name in LABELLED]


def test_budget_cells_are_exact(corpus: Path) -> None:
    total = sum((counts(name) for name in LABELLED), Counts())
    assert total["cells"] > 1_000
    assert total["cells_exact"] >= CELLS * total["cells"], [_wrong(name, "cell") for name in LABELLED]


def _wrong(name: str, level: str) -> list[tuple[str, str, list[str], str | None, str | None]]:
    """The first faults of a document, for whoever reads the failure."""
    return [(name, f.gold_path, f.faults, f.gold, f.read) for f in facts(name) if f.level == level and f.faults][:5]


def test_a_document_without_forms_gives_no_goal_record(corpus: Path) -> None:
    (path,) = corpus.rglob(f"{NO_FORMS}.pdf")
    kinds = {r.kind for r in read(path).records}
    assert kinds <= {"budget_table"}


def test_values_stand_where_the_records_say(corpus: Path) -> None:
    total, wrong = 0, []
    for name in PDFS:
        document = DOCUMENTS[name]
        assert document is not None
        sheets = Sheets(document.path)
        for record in read(document.path).records:
            total += len(values(record))
            wrong += [(name, path, *said) for path, said in misplaced(record, sheets).items()]
    assert total > 5_000
    assert len(wrong) <= (1 - EVIDENCE) * total, wrong[:20]
