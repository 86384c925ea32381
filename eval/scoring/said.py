"""What a reading said about itself: doubts, findings, status, and where its values stand on the page.

Everything here is optional in a predicted record; what is absent was not said.
"""

from __future__ import annotations

import re
from typing import Any

_STEP = re.compile(r"[^.\[\]\s]+")
_PATH_KEYS = ("path", "paths", "field", "fields")

Steps = tuple[str, ...]


def steps(path: str) -> Steps:
    """`indicators[3].value` and `indicators.3.value` as the same steps."""
    return tuple(_STEP.findall(path))


class Said:
    """The flags and places of one record. `lost` is what was said of its pages beside it, which counts for what it
    lacks. Flags are `conflict`, `uncertain` or what else a doubt is called,
    `finding`, and for the record as a whole `incomplete`."""

    def __init__(self, record: dict[str, Any] | None, lost: list[str] | None = None) -> None:
        record = record or {}
        self.lost = lost or []
        self.form: list[str] = []
        if record.get("status") not in (None, "complete", "done", "ok"):
            self.form.append("incomplete")
        self._flags: dict[Steps, set[str]] = {}
        doubts = record.get("doubts")
        for path, kinds in doubts.items() if isinstance(doubts, dict) else ():
            self._flags.setdefault(steps(path), set()).update([kinds] if isinstance(kinds, str) else kinds)
        for finding in [*_dicts(record.get("findings")), *_dicts(record.get("reasons"))]:
            self._add_finding(finding)
        evidence = record.get("evidence")
        self._evidence: dict[Steps, dict[str, Any]] = {
            steps(path): spot
            for path, spot in (evidence.items() if isinstance(evidence, dict) else ())
            if isinstance(spot, dict)
        }

    def _add_finding(self, finding: dict[str, Any]) -> None:
        paths: list[str] = []
        for name in _PATH_KEYS:
            value = finding.get(name)
            paths += [value] if isinstance(value, str) else [p for p in value or [] if isinstance(p, str)]
        for path in paths:
            self._flags.setdefault(steps(path), set()).add("finding")

    def about(self, path: str) -> list[str]:
        """What was said about the value at the path, about the row it is in, or about the whole record."""
        here = steps(path)
        flags = set(self.form)
        for end in range(len(here), 0, -1):
            if end == len(here) or here[end - 1].isdigit():
                flags |= self._flags.get(here[:end], set())
        return sorted(flags)

    def about_list(self, path: str) -> list[str]:
        """What was said that covers a row or value that is not there: a doubt about the list, the record or its
        pages."""
        return sorted({*self.form, *self.lost, *self._flags.get(steps(path), set())})

    def place(self, path: str) -> dict[str, Any] | None:
        """Where the value was read, as the reading tells it; of a row, where any of its values was."""
        here = steps(path)
        spot = self._evidence.get(here)
        if spot is None and here and here[-1].isdigit():
            spot = next((s for p, s in self._evidence.items() if p[: len(here)] == here), None)
        if spot is None:
            return None
        return {k: spot[k] for k in ("page", "box", "how", "place", "continued") if spot.get(k) is not None}

    def confidence(self, path: str) -> float | None:
        """How likely right the reading says the value is, None where it does not say."""
        found = self._evidence.get(steps(path), {}).get("confidence")
        return float(found) if isinstance(found, int | float) else None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []
