"""What reviewers decided, kept for good; of several decisions on one matter the latest counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from jixiao.errors import StaleError
from jixiao.records.annotations.decisions import Decision
from jixiao.store.transaction import Connection, told, writing

_COLUMNS = tuple(Decision.model_fields)


class Decisions:
    """The decisions in an open database."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def add(self, decisions: Iterable[Decision], seen: str | None = None) -> int:
        """Keep the decisions that say something new; how many.

        StaleError where what is decided by now, in words ("": nothing), is another than was `seen`; None: whatever.
        """
        count = 0
        now = datetime.now(UTC).isoformat(timespec="seconds")
        marks = ", ".join("?" * len(_COLUMNS))
        with writing(self._connection, self._path):
            for decision in decisions:
                known = self.latest(decision.sha256).get(decision.matter)
                made = decision.model_copy(update={"made": decision.made or now})
                if known is not None and known.model_copy(update={"made": made.made}) == made:
                    continue
                if seen is not None and seen != (there := known.said if known else ""):
                    raise StaleError("这条意见的处理", seen, there)
                values = made.model_dump()
                query = f"INSERT INTO decisions ({', '.join(_COLUMNS)}) VALUES ({marks})"
                self._connection.execute(query, [values[name] for name in _COLUMNS])
                count += 1
        return count

    def latest(self, sha256: str) -> dict[str, Decision]:
        """By matter, what was decided last on this source."""
        with told(self._path, "读不出"):
            rows = self._connection.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM decisions WHERE sha256 = ? ORDER BY id", (sha256,)
            ).fetchall()
        found = (Decision.model_validate(dict(zip(_COLUMNS, row, strict=True))) for row in rows)
        return {decision.matter: decision for decision in found}

    def history(self, sha256: str, matter: str) -> list[Decision]:
        """All decisions on a matter, the first one first."""
        with told(self._path, "读不出"):
            rows = self._connection.execute(
                f"SELECT {', '.join(_COLUMNS)} FROM decisions WHERE sha256 = ? AND matter = ? ORDER BY id",
                (sha256, matter),
            ).fetchall()
        return [Decision.model_validate(dict(zip(_COLUMNS, row, strict=True))) for row in rows]

    def all(self) -> list[Decision]:
        """All decisions on everything, the first one first."""
        with told(self._path, "读不出"):
            rows = self._connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM decisions ORDER BY id").fetchall()
        return [Decision.model_validate(dict(zip(_COLUMNS, row, strict=True))) for row in rows]
