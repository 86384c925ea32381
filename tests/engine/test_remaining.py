"""How long the rest takes, told by a clock that the test sets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jixiao.engine import remaining
from jixiao.engine.remaining import Remaining, sort_of, sorted_out
from jixiao.engine.tally import Tally

PLAIN, SCAN = 0.05, 3.0
Kind = tuple[str, int, int, int]
"""Name, bytes, pages, how many of them are scanned."""
SMALL: Kind = ("a.pdf", 100_000, 2, 0)
LARGE: Kind = ("b.pdf", 3_000_000, 4, 4)
WORD: Kind = ("c.docx", 90_000, 0, 0)
PICTURE: Kind = ("d.jpg", 900_000, 1, 1)


class Clock:
    """Time that passes when a file is read."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    one = Clock()
    monkeypatch.setattr(remaining, "time", one)
    yield one


def seconds(kind: Kind) -> float:
    """What a file of the kind takes."""
    _, _, pages, scanned = kind
    return PLAIN * (1 + pages - scanned) + SCAN * scanned


def begun(kinds: list[Kind]) -> Remaining:
    """A run over the files."""
    return Remaining(sorted_out((name, size) for name, size, _, _ in kinds))


def read(run: Remaining, clock: Clock, kind: Kind, known: bool = False) -> None:
    """One file is read."""
    name, size, pages, scanned = kind
    run.started("key", name, size)
    clock.now += 0 if known else seconds(kind)
    run.finished("key", sort_of(name, size), size, Tally(files=1, pages=pages, scanned=scanned), known)


def minutes(kinds: list[Kind]) -> float:
    """What the files take."""
    return sum(map(seconds, kinds)) / 60


def test_what_is_left_goes_by_the_kinds_of_pages_and_not_by_bytes(clock: Clock) -> None:
    rest = [SMALL] * 100 + [LARGE] * 19 + [WORD] * 30
    run = begun([SMALL] * 100 + [LARGE, WORD] + rest)
    assert run.left() is None
    for _ in range(100):
        read(run, clock, SMALL)
    read(run, clock, LARGE)
    read(run, clock, WORD)
    left = run.left()
    assert left is not None
    assert left.minutes == pytest.approx(minutes(rest), rel=0.02)
    assert left.scanned == pytest.approx(76)


def test_a_picture_is_a_scan_before_any_was_read(clock: Clock) -> None:
    run = begun([SMALL] * 20 + [PICTURE] * 10)
    for _ in range(20):
        read(run, clock, SMALL)
    left = run.left()
    assert left is not None and left.scanned == 10
    assert left.minutes == pytest.approx(10 * (1 + remaining._SCANNED) * PLAIN / 60)
    read(run, clock, PICTURE)
    left = run.left()
    assert left is not None and left.minutes == pytest.approx(minutes([PICTURE] * 9), rel=0.03)


def test_an_open_file_counts_by_its_own_pages(clock: Clock) -> None:
    long: Kind = ("long.pdf", 100_000, 40, 40)  # as small as those without scans
    run = begun([SMALL, LARGE, long])
    read(run, clock, SMALL)
    read(run, clock, LARGE)
    unopened = run.left()
    assert unopened is not None and unopened.scanned == 0
    run.started("long", long[0], long[1])
    clock.now += 10 * SCAN
    run.paged("long", 10, 40, 10)
    left = run.left()
    assert left is not None and left.scanned == 30
    assert left.minutes == pytest.approx(30 * SCAN / 60, rel=0.03)


def test_what_was_known_or_failed_says_nothing_of_the_rest(clock: Clock) -> None:
    rest = [LARGE] * 5
    run = begun([LARGE] * 50 + [("broken.pdf", 3_000_000, 0, 0), LARGE, *rest])
    for _ in range(50):
        read(run, clock, LARGE, known=True)
    run.finished("", sort_of("broken.pdf", 3_000_000), 3_000_000, Tally(files=1, failed=1))
    assert run.left() is None
    read(run, clock, LARGE)
    left = run.left()
    assert left is not None and left.minutes == pytest.approx(minutes(rest)) and left.scanned == 20


def test_an_archive_is_left_until_all_in_it_is_done(clock: Clock) -> None:
    sort = sort_of("a.zip", 1_000_000)
    run = begun([("a.zip", 1_000_000, 0, 0), ("b.zip", 1_000_000, 0, 0)])
    for size in (0, 0, 1_000_000):
        clock.now += 1
        run.finished("", sort, size, Tally(files=1, pages=2))
    left = run.left()
    assert left is not None and left.minutes == pytest.approx(3 / 60)
    run.finished("", sort, 1_000_000, Tally(files=1, pages=2))
    assert run.left() is None
