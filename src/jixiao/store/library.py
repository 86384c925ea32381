"""The library's tables: projects, their indicators, and what is searched in them.

What stands in the rows beside keys and search text is the library's affair: here it is `body`, as JSON.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from jixiao.store.server.connection import ServerConnection
from jixiao.store.server.finding import likest, words_of
from jixiao.store.transaction import Connection, told, writing

_MOST_TERMS = 60
_REACH = 500  # names that are looked at on a server


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator: printed name, canonical name (`group`), kind; `search` are the words it is found by."""

    name: str
    group: str
    tail: str
    family: str
    body: str
    search: str


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project: `name` and `about` are the words it is found by; `same` is alike for the same project of other files,
    "" where that cannot be told."""

    name: str
    about: str
    types: tuple[str, ...]
    body: str
    same: str
    indicators: tuple[IndicatorRow, ...] = field(default=())


class LibraryTables:
    """The library's side of an open database."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def missing(self, fingerprint: str) -> tuple[list[int], list[int]]:
        """Readings and imports that are not in the library by these words."""
        known = "SELECT {0} FROM library_origins WHERE fingerprint = ? AND {0} IS NOT NULL"
        readings = self._all(f"SELECT id FROM latest WHERE id NOT IN ({known.format('reading')})", fingerprint)
        imports = self._all(f"SELECT id FROM imports WHERE id NOT IN ({known.format('import')})", fingerprint)
        return sorted(n for (n,) in readings), sorted(n for (n,) in imports)

    def clear(self, fingerprint: str) -> int:
        """Take out what is of other words, or of readings that a later one has replaced; how many origins."""
        stale = (
            "SELECT id FROM library_origins WHERE fingerprint <> ? "
            "OR (reading IS NOT NULL AND reading NOT IN (SELECT id FROM latest))"
        )
        found = [n for (n,) in self._all(stale, fingerprint)]
        if not found:
            return 0
        with writing(self._connection, self._path):
            execute = self._connection.execute
            whole = not self._all("SELECT 1 FROM library_origins WHERE fingerprint = ? LIMIT 1", fingerprint)
            if whole:
                for table in ("indicators", "types", "projects", "project_text", "origins", "groups"):
                    execute(f"DELETE FROM library_{table}")
            for origin in () if whole else found:
                mine = "SELECT id FROM library_projects WHERE origin = ?"
                for table, column in (("indicators", "project"), ("types", "project"), ("project_text", "rowid")):
                    execute(f"DELETE FROM library_{table} WHERE {column} IN ({mine})", (origin,))
                execute("DELETE FROM library_projects WHERE origin = ?", (origin,))
                execute("DELETE FROM library_origins WHERE id = ?", (origin,))
            execute("DELETE FROM library_groups WHERE grp NOT IN (SELECT grp FROM library_indicators)")
        return len(found)

    def put(
        self, rows: Iterable[ProjectRow], fingerprint: str, *, reading: int | None = None, source: int | None = None
    ) -> None:
        """Add the projects of a reading, or of an import (`source`), whole or not at all; twice is once."""
        with writing(self._connection, self._path):
            execute = self._connection.execute
            made = execute(
                "INSERT INTO library_origins (reading, import, fingerprint) VALUES (?, ?, ?) ON CONFLICT DO NOTHING "
                "RETURNING id",
                (reading, source, fingerprint),
            ).fetchone()
            if made is None:
                return
            origin = made[0]
            for row in rows:
                (project,) = execute(
                    "INSERT INTO library_projects (origin, body, same) VALUES (?, ?, ?) RETURNING id",
                    (origin, row.body, row.same),
                ).fetchone()
                execute(
                    "INSERT INTO library_project_text (rowid, name, about) VALUES (?, ?, ?)",
                    (project, self._words(row.name), self._words(row.about)),
                )
                for name in row.types:
                    execute("INSERT INTO library_types VALUES (?, ?)", (project, name))
                for one in row.indicators:
                    self._put_indicator(project, one)

    def _put_indicator(self, project: int, row: IndicatorRow) -> None:
        execute = self._connection.execute
        execute(
            "INSERT INTO library_indicators (project, name, grp, family, body) VALUES (?, ?, ?, ?, ?)",
            (project, row.name, row.group, row.family, row.body),
        )
        execute("INSERT INTO library_groups VALUES (?, ?) ON CONFLICT DO NOTHING", (row.group, row.tail))
        named = execute(
            "INSERT INTO library_names (name) VALUES (?) ON CONFLICT DO NOTHING RETURNING id", (row.name,)
        ).fetchone()
        if named is not None:
            execute("INSERT INTO library_name_text (rowid, name) VALUES (?, ?)", (named[0], self._words(row.search)))

    def keep_import(self, sha256: str, name: str, body: str) -> bool:
        """Keep what a workbook holds; False where the same one is there already."""
        with writing(self._connection, self._path):
            made = self._connection.execute(
                "INSERT INTO imports (sha256, name, made, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (sha256, name, datetime.now(UTC).isoformat(timespec="seconds"), zlib.compress(body.encode())),
            )
        return bool(made.rowcount)

    def imported(self, number: int) -> tuple[str, str]:
        """Name and content of an import."""
        ((name, body),) = self._all("SELECT name, body FROM imports WHERE id = ?", number)
        return name, zlib.decompress(body).decode()

    def groups(self, tail: str) -> list[str]:
        """The canonical names with this ending."""
        return [name for (name,) in self._all("SELECT grp FROM library_groups WHERE tail = ?", tail)]

    def projects_like(self, terms: Sequence[str], most: int) -> list[int]:
        """Projects whose words are like these, the likest first; a word of the name counts more."""
        if not (query := _any_of(terms)):
            return []
        if isinstance(self._connection, ServerConnection):
            return likest(self._all, "library_project_text", {"name": 4, "about": 1}, words_of(query), most)
        found = self._all(
            "SELECT rowid FROM library_project_text WHERE library_project_text MATCH ? "
            "ORDER BY bm25(library_project_text, 4.0, 1.0) LIMIT ?",
            query, most,
        )  # fmt: skip
        return [n for (n,) in found]

    def projects_of_types(self, types: Sequence[str], most: int) -> list[int]:
        """Projects of these types, those that have most of them first, the latest before older ones."""
        marks = ", ".join("?" * len(types))
        found = self._all(
            f"SELECT project FROM library_types WHERE type IN ({marks}) GROUP BY project "
            "ORDER BY count(*) DESC, project DESC LIMIT ?",
            *types, most,
        )  # fmt: skip
        return [n for (n,) in found] if types else []

    def projects_with(self, groups: Sequence[str], most: int, reach: int = 2000) -> list[int]:
        """Projects with most of these indicators first; of each indicator at most `reach` projects are looked at."""
        if not groups:
            return []
        one = "SELECT * FROM (SELECT DISTINCT project FROM library_indicators WHERE grp = ? LIMIT ?) AS one"
        wanted = groups[:_MOST_TERMS]
        found = self._all(
            f"SELECT project FROM ({' UNION ALL '.join([one] * len(wanted))}) AS whole "
            "GROUP BY project ORDER BY count(*) DESC, project LIMIT ?",
            *(value for group in wanted for value in (group, reach)), most,
        )  # fmt: skip
        return [n for (n,) in found]

    def projects(self, numbers: Sequence[int]) -> dict[int, tuple[str, list[str]]]:
        """Project and indicator bodies by number."""
        out: dict[int, tuple[str, list[str]]] = {}
        for start in range(0, len(numbers), 500):
            some = numbers[start : start + 500]
            marks = ", ".join("?" * len(some))
            for number, body in self._all(f"SELECT id, body FROM library_projects WHERE id IN ({marks})", *some):
                out[number] = (body, [])
            rows = self._all(
                f"SELECT project, body FROM library_indicators WHERE project IN ({marks}) ORDER BY id", *some
            )
            for number, body in rows:
                out[number][1].append(body)
        return out

    def every_project(self) -> Iterator[int]:
        """All projects, each once, the first one first."""
        yield from (n for (n,) in self._all("SELECT id FROM library_counted ORDER BY id"))

    def names_like(self, terms: Sequence[str], most: int) -> list[str]:
        """Names of indicators that hold these words, the likest first; names that no project has any more are out."""
        if not (query := _any_of(terms)):
            return []
        held = "EXISTS (SELECT 1 FROM library_held h WHERE h.name = n.name)"
        if isinstance(self._connection, ServerConnection):
            numbers = likest(self._all, "library_name_text", {"name": 1}, words_of(query), _REACH)
            names = dict(self._all(f"SELECT n.id, n.name FROM library_names n WHERE {held}")) if numbers else {}
            return [names[number] for number in numbers if number in names][:most]
        found = self._all(
            "SELECT n.name FROM library_name_text t JOIN library_names n ON n.id = t.rowid "
            f"WHERE library_name_text MATCH ? AND {held} ORDER BY bm25(library_name_text) LIMIT ?",
            query, most,
        )  # fmt: skip
        return [name for (name,) in found]

    def groups_of(self, name: str) -> list[str]:
        """The canonical names that a printed name has."""
        return [g for (g,) in self._all("SELECT DISTINCT grp FROM library_held WHERE name = ?", name)]

    def holders(self, group: str, most: int) -> list[tuple[str, str]]:
        """Project and indicator bodies of those that have that canonical name, the latest first."""
        return self._all(
            "SELECT p.body, i.body FROM library_held i JOIN library_projects p ON p.id = i.project "
            "WHERE i.grp = ? ORDER BY i.project DESC, i.id LIMIT ?",
            group, most,
        )  # fmt: skip

    def count(self, group: str) -> int:
        """How many projects have that canonical name."""
        ((count,),) = self._all("SELECT count(DISTINCT project) FROM library_held WHERE grp = ?", group)
        return int(count)

    def has(self, group: str) -> bool:
        """Whether any project has an indicator of that canonical name."""
        return bool(self._all("SELECT 1 FROM library_held WHERE grp = ? LIMIT 1", group))

    def counts(self) -> tuple[int, int, int]:
        """How many projects, indicators and canonical names there are."""
        ((projects,),) = self._all("SELECT count(*) FROM library_counted")
        ((indicators, groups),) = self._all("SELECT count(*), count(DISTINCT grp) FROM library_held")
        return int(projects), int(indicators), int(groups)

    def shares(self, most: int, without: str = "") -> list[tuple[str, int]]:
        """The most frequent canonical names outside `without`, with how many projects have them."""
        return self._all(
            "SELECT grp, count(DISTINCT project) FROM library_held WHERE family <> ? GROUP BY grp "
            "ORDER BY 2 DESC, grp LIMIT ?",
            without, most,
        )  # fmt: skip

    def _words(self, text: str) -> str | list[str]:
        """Words as the database keeps them to be searched."""
        return text.lower().split() if isinstance(self._connection, ServerConnection) else text

    def _all(self, query: str, *values: object) -> list[tuple]:  # type: ignore[type-arg]
        with told(self._path, "读不出"):
            return self._connection.execute(query, values).fetchall()


def _any_of(terms: Sequence[str]) -> str:
    """A search for any of the words; quoted, so that nothing in them is taken for a command."""
    kept = list(dict.fromkeys(term.replace('"', "") for term in terms if term.strip('" ')))[:_MOST_TERMS]
    return " OR ".join(f'"{term}"' for term in kept)
