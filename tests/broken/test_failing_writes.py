"""A run in which one write fails says what to do, leaves whole files, and is made good by the next; some of them here.

All of them: `python -m eval.robustness.failing_writes`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from eval.robustness.failing_writes import Place, count, tried

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="one process forked for each run")
# Where in the run the write is: in the database's making, before, during and after the reading, in each output.
_WHERE = (0.02, 0.42, 0.6, 0.97)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, int]]:
    place = Place(tmp_path_factory.mktemp("writes"))
    yield place, len(count(place, "full"))


@pytest.mark.parametrize("fault", ["full", "broken", "memory"])
@pytest.mark.parametrize("where", _WHERE)
def test_a_write_that_fails_is_told_and_made_good_by_the_next_run(
    place: tuple[Place, int], where: float, fault: str
) -> None:
    _, found = tried(place[0], int(where * place[1]), fault)
    assert found == []


def test_a_disk_that_stays_full_is_told(place: tuple[Place, int]) -> None:
    _, found = tried(place[0], place[1] // 2, "full", lasts=True)
    assert found == []


def test_what_is_left_behind_or_cut_is_found_out(place: tuple[Place, int]) -> None:
    """The judge itself."""
    from eval.robustness.failing_writes import Ran, faults_of

    at = place[0].folder / "judged"
    (at / "out").mkdir(parents=True)
    (at / "out" / "records.jsonl").write_bytes(place[0].whole["records.jsonl"][:-1])
    (at / "out" / ".x.part").touch()
    found = faults_of(Ran(1, "", [], []), at, place[0].whole, "write x")
    assert [each.split(":")[0].split(" (")[0] for each in found] == [
        "left behind",
        "not whole",
        "no word of what to do",
    ]
