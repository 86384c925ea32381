"""What checks found in readings: every run of them is kept, the last one counts."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, TypeAdapter

import jixiao
from jixiao.errors import StoreError
from jixiao.records import Checked, Finding, Ledger, Reading
from jixiao.records.tables.schema import FINDINGS
from jixiao.store.tables import kept as tables
from jixiao.store.transaction import Connection, told, writing


class _Body(BaseModel):
    """What is kept of a run: findings and ledger; older runs have findings only."""

    findings: list[Finding]
    ledger: list[Ledger] = []


_FINDINGS = TypeAdapter(list[Finding])


class Checks:
    """The runs of checks in an open database."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def add(self, checked: Checked, settings: Mapping[str, object]) -> int:
        """Keep what was found in the latest reading of this source; StoreError where there is none."""
        body = zlib.compress(_Body(findings=checked.findings, ledger=checked.ledger).model_dump_json().encode("utf-8"))
        said = json.dumps(settings, ensure_ascii=False, sort_keys=True, default=str)
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with writing(self._connection, self._path):
            row = self._connection.execute(
                "SELECT id FROM latest WHERE sha256 IN (?, ?)", (checked.source.sha256, f"name:{checked.source.name}")
            ).fetchone()
            if row is None:
                raise StoreError(
                    f"数据库 {self._path} 里没有读过 {checked.source.name}；请先用 jixiao extract --store 读进来"
                )
            made = self._connection.execute(
                "INSERT INTO checks (reading, made, version, settings, body) VALUES (?, ?, ?, ?, ?) RETURNING id",
                (row[0], now, jixiao.__version__, said, body),
            ).fetchone()
            self._connection.execute(f"DELETE FROM {FINDINGS.name} WHERE reading = ?", row)
            tables.fill(self._connection, checked, row[0], (FINDINGS,))
        return int(made[0])

    def joined(self, reading: Reading, number: int, since: str = "") -> Reading:
        """The reading of that number with what was last found in it; as it is where it was never checked.

        What was found before `since`, when it was corrected last, is of another content, and counts no more.
        """
        with told(self._path, "读不出"):
            row = self._connection.execute(
                "SELECT body FROM checks WHERE reading = ? AND made >= ? ORDER BY id DESC LIMIT 1", (number, since)
            ).fetchone()
        if row is None:
            return reading
        fields = {name: getattr(reading, name) for name in Reading.model_fields}
        body = _body(zlib.decompress(row[0]))
        return Checked.model_construct(**fields, findings=body.findings, ledger=body.ledger)


def _body(text: bytes) -> _Body:
    """A kept run; before there was a ledger a run was the list of its findings."""
    if text.lstrip().startswith(b"["):
        return _Body(findings=_FINDINGS.validate_json(text))
    return _Body.model_validate_json(text)
