"""Which forms there are to review, from the tables of records: what checks found, and how much was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.store.transaction import Connection, told

_LATEST = "n AS MATERIALIZED (SELECT max(id) AS id FROM readings GROUP BY source)"
_KINDS = "('project_goal', 'department_goal', 'department_narrative')"
# A run of checks counts that was made after the last correction of its source.
_CHECKED = (
    "(SELECT count(*) FROM checks k WHERE k.reading = f.id AND k.made >= "
    "coalesce((SELECT max(c.made) FROM corrections c WHERE c.sha256 = s.sha256), ''))"
)
_FORMS = (
    f"WITH {_LATEST} SELECT s.sha256, coalesce(CAST(substr(r.record_id, instr(r.record_id, '#') + 1) AS INTEGER), 0), "
    f"f.name, r.subject, coalesce(r.department, ''), r.kind, r.status, {_CHECKED}, "
    "count(*) FILTER (WHERE g.severity = 'error'), count(*) FILTER (WHERE g.severity = 'warning'), "
    "count(*) FILTER (WHERE g.severity = 'advice'), "
    "(SELECT count(DISTINCT d.matter) FROM decisions d WHERE d.sha256 = s.sha256 AND "
    "(d.matter LIKE r.record || '|%' OR d.matter LIKE 'own|' || r.record || '|%')) "
    "FROM n JOIN readings f ON f.id = n.id JOIN sources s ON s.id = f.source JOIN records r ON r.reading = n.id "
    "LEFT JOIN findings g ON g.reading = r.reading AND g.record = r.record "
    f"WHERE r.kind IN {_KINDS}"
)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A form to review: how many errors, warnings and pieces of advice checks found, how many remarks were decided on.

    `checked` is 0 where checks were not run since it was last changed.
    """

    source: str
    record: int
    file: str
    subject: str
    department: str
    kind: str
    status: str
    checked: int
    errors: int
    warnings: int
    advice: int
    decided: int


class Reviewing:
    """Forms to review in an open database."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def forms(self, check: str = "", department: str = "", most: int = 500) -> list[Reviewed]:
        """The forms, those with most errors first; those with a finding of the check, or of the department."""
        where, values = "", list[object]()
        if check:
            same = 'x.reading = r.reading AND x.record = r.record AND x."check" = ?'
            where += f" AND EXISTS (SELECT 1 FROM findings x WHERE {same})"
            values.append(check)
        if department:
            where += " AND r.department = ?"
            values.append(department)
        query = f"{_FORMS}{where} GROUP BY r.id, f.id, s.id ORDER BY 9 DESC, 10 DESC, f.name, 2 LIMIT ?"
        return [Reviewed(*row) for row in self._all(query, [*values, most])]

    def checks(self) -> list[tuple[str, int, int]]:
        """(check, findings, forms) of everything found in the latest readings, the most frequent first."""
        return self._all(
            f'WITH {_LATEST} SELECT g."check", count(*) AS many, count(DISTINCT g.reading * 100000 + g.record) '
            'FROM n JOIN findings g ON g.reading = n.id GROUP BY g."check" ORDER BY many DESC',
            [],
        )

    def departments(self) -> list[tuple[str, int, int]]:
        """(department, errors and warnings, forms), those with most first."""
        return self._all(
            f"WITH {_LATEST} SELECT coalesce(r.department, ''), count(g.id) AS many, "
            "count(DISTINCT r.reading * 100000 + r.record) FROM n JOIN records r ON r.reading = n.id "
            "LEFT JOIN findings g ON g.reading = r.reading AND g.record = r.record AND g.severity <> 'advice' "
            f"WHERE r.kind IN {_KINDS} GROUP BY 1 ORDER BY many DESC",
            [],
        )

    def unchecked(self) -> list[int]:
        """The numbers of the latest readings that checks were not run on since they were last changed."""
        query = (
            f"WITH {_LATEST} SELECT f.id FROM n JOIN readings f ON f.id = n.id JOIN sources s ON s.id = f.source "
            f"WHERE f.status <> 'failed' AND {_CHECKED} = 0 ORDER BY f.id"
        )
        return [row[0] for row in self._all(query, [])]

    def _all(self, query: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
        with told(self._path, "读不出"):
            return self._connection.execute(query, list(values)).fetchall()
