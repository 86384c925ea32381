"""How sure a reading was and how right, as a line of a table with two small drawings; and as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from eval.scoring.certainty import Certainty, Share, certainties
from eval.scoring.facts import Fact

# The picture's frame: left, right, upper, lower border.
_LEFT, _RIGHT, _UPPER, _LOWER = 10, 110, 10, 80
# The reliability is drawn from this share on.
_FROM = 0.5
_POINTS = 120


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row of the report: texts, and the points of the two curves; `most` is the error at the upper border."""

    level: str
    values: int
    wrong: int
    said: str
    coverage: str
    risk: str
    interval: str
    shown: str
    hits: str
    reliability: str
    risks: str
    most: str


def drawn(facts: Iterable[Fact]) -> list[Drawn]:
    """A row for each level of scans; none where nothing was said."""
    return [_row(each) for each in certainties(facts)]


def told(facts: Iterable[Fact]) -> Iterator[str]:
    """The same in words."""
    for row in drawn(facts):
        yield (
            f"{row.level}  {row.values} 个值，错 {row.wrong}（说会错 {row.said}）；不存疑 {row.coverage}，"
            f"其中错 {row.risk}（{row.interval}）；存疑 {row.shown}，其中真错 {row.hits}"
        )


def _row(each: Certainty) -> Drawn:
    most = max((risk.share for _, _, risk in each.risks), default=0.0) or 1.0
    step = max(1, len(each.risks) // _POINTS)
    risks = [*each.risks[::step], each.risks[-1]]
    low, high = each.accepted.interval
    return Drawn(
        each.level,
        each.values,
        each.wrong,
        f"{each.said:.2%}",
        _told(Share(each.accepted.whole, each.values)),
        _told(each.accepted),
        f"{low:.2%}-{high:.2%}",
        str(each.shown.whole),
        _told(each.shown),
        " ".join(
            _point((said - _FROM) / (1 - _FROM), (right.share - _FROM) / (1 - _FROM)) for said, right in each.bins
        ),
        " ".join(_point(coverage.share, risk.share / most) for _, coverage, risk in risks),
        f"{most:.1%}",
    )


def _told(share: Share) -> str:
    return f"{share.part}/{share.whole}={share.share:.2%}"


def _point(x: float, y: float) -> str:
    across = _LEFT + (_RIGHT - _LEFT) * min(1.0, max(0.0, x))
    return f"{across:.1f},{_LOWER - (_LOWER - _UPPER) * min(1.0, max(0.0, y)):.1f}"
