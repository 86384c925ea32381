"""Which forms there are to review, from the tables of records: what checks found, how much was decided; who has them
and how far they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao.store.transaction import Connection, now, told, writing

_LATEST = "n AS MATERIALIZED (SELECT max(id) AS id FROM readings GROUP BY source)"
_KINDS = "('project_goal', 'department_goal', 'department_narrative')"
# A run of checks counts that was made after the last correction of its source.
_CHECKED = (
    "(SELECT count(*) FROM checks k WHERE k.reading = f.id AND k.made >= "
    "coalesce((SELECT max(c.made) FROM corrections c WHERE c.sha256 = s.sha256), ''))"
)
# The number that the record has in the reading as it was read.
_NUMBER = "coalesce(CAST(substr(r.record_id, instr(r.record_id, '#') + 1) AS INTEGER), 0)"
_LAST = (
    "coalesce((SELECT p.{0} FROM passes p WHERE p.sha256 = s.sha256 AND "
    f"p.record = {_NUMBER} AND p.act {{1}} 'given' ORDER BY p.id DESC LIMIT 1), '') AS {{2}}"
)
_FORMS = (
    f"WITH {_LATEST}, forms AS (SELECT s.sha256, {_NUMBER} AS record, "
    f"f.name, r.subject, coalesce(r.department, '') AS department, r.kind, r.status, {_CHECKED} AS checked, "
    "count(*) FILTER (WHERE g.severity = 'error') AS errors, "
    "count(*) FILTER (WHERE g.severity = 'warning') AS warnings, "
    "count(*) FILTER (WHERE g.severity = 'advice') AS advice, "
    "(SELECT count(DISTINCT d.matter) FROM decisions d WHERE d.sha256 = s.sha256 AND "
    "(d.matter LIKE r.record || '|%' OR d.matter LIKE 'own|' || r.record || '|%')) AS decided, "
    f"{_LAST.format('whom', '=', 'holder')}, {_LAST.format('act', '<>', 'stage')} "
    "FROM n JOIN readings f ON f.id = n.id JOIN sources s ON s.id = f.source JOIN records r ON r.reading = n.id "
    "LEFT JOIN findings g ON g.reading = r.reading AND g.record = r.record "
    f"WHERE r.kind IN {_KINDS}"
)

STEP = """
CREATE TABLE passes (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    record INTEGER NOT NULL,
    act TEXT NOT NULL,
    who TEXT NOT NULL,
    whom TEXT NOT NULL,
    note TEXT NOT NULL,
    state TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE INDEX passes_by_form ON passes (sha256, record, id);
CREATE TRIGGER passes_keep BEFORE UPDATE ON passes
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER passes_stay BEFORE DELETE ON passes
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
"""


@dataclass(frozen=True, slots=True)
class Pass:
    """What somebody did with a form under review: `given` to `whom`, "done", "agreed" or "returned".

    `record` is its number as read; `state` stands for the opinion as it was then, `note` says why it was returned.
    """

    sha256: str
    record: int
    act: str
    who: str
    whom: str = ""
    note: str = ""
    state: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A form to review: how many errors, warnings and pieces of advice checks found, how many remarks were decided on.

    `checked` is 0 where checks were not run since it was last changed. `holder` has it, "" where nobody does; `stage`
    is how far it is, as `Pass.act`.
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
    holder: str
    stage: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which forms: with a finding of the check, of the department, held by somebody ("": nobody), so far; None: any."""

    check: str = ""
    department: str | None = None
    holder: str | None = None
    stage: str | None = None


class Reviewing:
    """Forms to review in an open database."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def forms(self, wanted: Wanted | None = None, most: int = 500) -> list[Reviewed]:
        """The forms that are wanted, those with most errors first."""
        wanted = wanted or Wanted()
        where, values, more = "", list[object](), list[str]()
        if wanted.check:
            same = 'x.reading = r.reading AND x.record = r.record AND x."check" = ?'
            where += f" AND EXISTS (SELECT 1 FROM findings x WHERE {same})"
            values.append(wanted.check)
        for name in ("department", "holder", "stage"):
            if (said := getattr(wanted, name)) is not None:
                more.append(f"{name} = ?")
                values.append(said)
        query = (
            f"{_FORMS}{where} GROUP BY r.id, f.id, s.id) SELECT * FROM forms WHERE {' AND '.join(more) or '1 = 1'} "
            "ORDER BY errors DESC, warnings DESC, name, record LIMIT ?"
        )
        return [Reviewed(*row) for row in self._all(query, [*values, most])]

    def pass_on(self, passes: Sequence[Pass]) -> None:
        """Keep what was done with forms."""
        rows = [(p.sha256, p.record, p.act, p.who, p.whom, p.note, p.state, now()) for p in passes]
        with writing(self._connection, self._path):
            self._connection.executemany(
                "INSERT INTO passes (sha256, record, act, who, whom, note, state, made) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def passes(self, sha256: str = "", record: int = 0) -> list[Pass]:
        """What was done with the form, or with all, the first one first."""
        where, values = ("WHERE sha256 = ? AND record = ? ", [sha256, record]) if sha256 else ("", [])
        query = f"SELECT sha256, record, act, who, whom, note, state, made FROM passes {where}ORDER BY id"
        return [Pass(*row) for row in self._all(query, values)]

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
