"""A reading with what checks found in it."""

from __future__ import annotations

from pydantic import Field

from jixiao.records.annotations.findings import Finding, Ledger
from jixiao.records.reading import Reading


class Checked(Reading):
    """A reading with what checks found in it, in the order of its records, and the ledger of what they looked at."""

    findings: list[Finding] = Field(default_factory=list, description="检查发现")
    ledger: list[Ledger] = Field(default_factory=list, description="检查台账")

    def ledger_of(self, record: int) -> Ledger | None:
        """What was looked at in the record of that number, None where it was never checked."""
        return next((each for each in self.ledger if each.record == record), None)
