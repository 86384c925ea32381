"""What comes of a goal text beside its indicators: what is borne out, and what does not agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["value", "direction", "year", "unsupported", "unmentioned", "wording", "document"]
Severity = Literal["contradiction", "unsupported", "unmentioned", "wording"]


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A place where text and indicators do not agree; `text[start:end]` is what is written, `expected` what should be.

    kind        value, direction, year (contradictions); unsupported (a number without an indicator);
                unmentioned (indicators without a number in the text, one finding for all, without a place);
                wording (blanks, words twice) and document (a document the form does not print elsewhere)
    paths       the fields it is about, the nearest indicator where a number has none
    """

    kind: Kind
    severity: Severity
    message: str
    start: int = 0
    end: int = 0
    excerpt: str = ""
    paths: tuple[str, ...] = ()
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A goal text (`path` its field) beside its indicators.

    `said` maps the place of each number to the paths that bear it out.
    """

    path: str
    text: str
    said: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    discrepancies: list[Discrepancy] = field(default_factory=list)

    @property
    def mentioned(self) -> set[str]:
        """The paths of all that the text bears out."""
        return {path for paths in self.said.values() for path in paths}
