"""The checks on documents as they are: every finding judged, the offices' own mistakes found, planted faults found."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from eval.checks.faults import PLANTERS
from eval.checks.planted import Base, Verdicts, bases, judged, plant_all, untouched, verdicts

from jixiao.checks import catalogue
from jixiao.records import Checked

PRECISION = {"error": 0.98, "warning": 0.90}
# Mistakes that the offices made themselves: document, check, record, path.
REAL = (
    ("swu-2023", "table.row-parts", 2, "rows[3][2]"),  # off by 0.50
    ("shanghai-finance-2025", "table.rounding", 8, "rows[11][3]"),  # off by 1
    ("weihai-keji-2024", "goal.wrong-year", 16, "goal_annual"),  # a 2023 in a form of 2024
    ("weihai-keji-2024", "goal.value-differs", 28, "indicators[0].value"),  # 15 against 40
    ("zhanjiang-2023", "indicator.wrong-level", 1, "indicators[7].level2"),
    ("shanhaiguan-2021", "indicator.unit-unfit", 3, "indicators[1].value"),  # 2人 for a rate
    ("swu-2021-no-forms", "prose.amount-differs", 0, "prose[43]"),  # .73 in the text, .78 in the table
    ("justice-dept-2026", "prose.growth-wrong", 0, "prose[55]"),
)


def test_every_check_can_be_planted() -> None:
    assert set(PLANTERS) == {entry.id for entry in catalogue()}


@pytest.fixture(scope="module")
def known(corpus: object) -> dict[str, Base]:
    return bases()


@pytest.fixture(scope="module")
def checked(known: dict[str, Base]) -> Iterator[dict[str, Checked]]:
    yield untouched(known)


@pytest.mark.corpus
def test_every_finding_has_been_judged_and_nearly_all_are_right(checked: dict[str, Checked]) -> None:
    """A finding that is new must be read and judged in eval/judged/checks.yaml; one that is gone is taken out there."""
    found: Verdicts = verdicts(checked)
    assert found.unjudged == []
    assert found.gone == []
    for severity, least in PRECISION.items():
        assert (found.precision(severity) or 0) >= least
    known_wrong = [row for row in judged().values() if not row["right"]]
    assert len(known_wrong) == found.wrong.total(), "a wrong finding is known, or it is a fault"


@pytest.mark.corpus
@pytest.mark.parametrize("real", REAL, ids=lambda real: f"{real[0]}-{real[1]}")
def test_the_offices_own_mistakes_are_found(checked: dict[str, Checked], real: tuple[str, str, int, str]) -> None:
    document, check, record, path = real
    readings = [one for name, one in checked.items() if name.startswith(f"{document}.")]
    assert len(readings) == 2, "as it is read, and its gold"
    for reading in readings:
        assert any((f.check, f.record, f.path) == (check, record, path) for f in reading.findings)


@pytest.mark.corpus
def test_planted_faults_are_found_where_they_are(known: dict[str, Base]) -> None:
    small = {name: base.gold for name, base in known.items() if len(base.gold.records) < 14}
    planted = list(plant_all(small, 100, seed=7))
    assert len(planted) == 100
    assert sum(one.found for one in planted) >= 93
