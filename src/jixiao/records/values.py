"""A value of a record with everything that is known about it: where it stands, what it comes to, how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from jixiao.evidence import DoubtCode
from jixiao.records.model import Alternative, Evidence
from jixiao.records.paths import FieldPath


@dataclass(frozen=True, slots=True)
class Value:
    """A value as printed (`text`; "" where the form leaves it blank, None where it has no such field), and its `path`.

    `evidence` says where it was read and how, None where that is not known: of what is blank, and of derived fields
    such as the year. `parsed` is what is derived from the printed text. `doubts` are codes of why the reading is not
    certain (`DoubtCode`), `why` says them in Chinese; `alternatives` are other readings.
    """

    path: FieldPath
    text: str | None
    evidence: Evidence | None
    parsed: dict[str, object]
    doubts: tuple[str, ...]
    alternatives: tuple[Alternative, ...]

    def __str__(self) -> str:
        return self.text or ""

    @property
    def page(self) -> int | None:
        """The page, from 1; None in Word and Excel, which have none: see `place`."""
        return self.evidence.page if self.evidence else None

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """Its box on the page, left, top, right and bottom in points from the top left corner."""
        return self.evidence.box if self.evidence else None

    @property
    def place(self) -> str | None:
        """Where it stands in Word or Excel, in words."""
        return self.evidence.place if self.evidence else None

    @property
    def how(self) -> str | None:
        """How it was read: "text", "ocr" or "model"."""
        return self.evidence.how if self.evidence else None

    @property
    def confidence(self) -> float | None:
        """How sure the reading is, 0 to 1, of scans; None elsewhere."""
        return self.evidence.confidence if self.evidence else None

    @property
    def number(self) -> Decimal | None:
        """The number in it, in its `unit`; None where it is no number, or a range. Amounts are in 元."""
        return _decimal(self.parsed.get("number", self.parsed.get("yuan")))

    @property
    def unit(self) -> str | None:
        """The unit of `number`, as printed with it; 元 for amounts."""
        if "number" not in self.parsed and "yuan" in self.parsed:
            return "元"
        unit = self.parsed.get("unit")
        return str(unit) if unit is not None else None

    @property
    def yuan(self) -> Decimal | None:
        """The amount in 元, None where it is no amount."""
        return _decimal(self.parsed.get("yuan"))

    @property
    def sure(self) -> bool:
        """Whether there is no doubt about the reading."""
        return not self.doubts

    @property
    def why(self) -> str:
        """Why the reading is not certain, in Chinese; "" where it is."""
        words = {code.value: code.words for code in DoubtCode}
        return "，".join(words.get(code, code) for code in self.doubts)


def _decimal(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
