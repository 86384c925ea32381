"""What a desk keeps besides corrections and decisions: versions of drafts, users and their tokens.

Drafts are only ever added. Of passwords and tokens only digests are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jixiao.store.transaction import Connection, now, told, writing

STEP = """
CREATE TABLE drafts (
    id INTEGER PRIMARY KEY,
    project TEXT NOT NULL,
    made TEXT NOT NULL,
    who TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX drafts_by_project ON drafts (project, id);
CREATE TABLE users (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    secret TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE TABLE tokens (
    digest TEXT PRIMARY KEY,
    "user" TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    made TEXT NOT NULL,
    ends TEXT NOT NULL
);
CREATE TRIGGER drafts_keep BEFORE UPDATE ON drafts
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
"""


@dataclass(frozen=True, slots=True)
class Note:
    """A version of a draft: its number, when and by whom it was made, and what it holds (JSON)."""

    number: int
    made: str
    who: str
    body: str


@dataclass(frozen=True, slots=True)
class Account:
    """A user: the role, and the digest of the password."""

    name: str
    role: str
    secret: str


class DeskTables:
    """What a desk keeps in an open database."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def add_draft(self, project: str, who: str, body: str) -> int:
        """Keep a version of the project's draft; its number."""
        row = (project, now(), who, body)
        with writing(self._connection, self._path):
            made = self._connection.execute(
                "INSERT INTO drafts (project, made, who, body) VALUES (?, ?, ?, ?) RETURNING id", row
            ).fetchone()
        return int(made[0])

    def drafts(self, project: str) -> list[Note]:
        """The versions of the project's draft, the last one first."""
        rows = self._read("SELECT id, made, who, body FROM drafts WHERE project = ? ORDER BY id DESC", project)
        return [Note(*row) for row in rows]  # type: ignore[arg-type]

    def drafted(self) -> dict[str, int]:
        """How many versions each project has."""
        return dict(self._read("SELECT project, count(*) FROM drafts GROUP BY project"))  # type: ignore[arg-type]

    def account(self, name: str) -> Account | None:
        """The user of that name."""
        rows = self._read("SELECT name, role, secret FROM users WHERE name = ?", name)
        return Account(*rows[0]) if rows else None  # type: ignore[arg-type]

    def accounts(self) -> list[Account]:
        """All users by name."""
        return [Account(*row) for row in self._read("SELECT name, role, secret FROM users ORDER BY name")]  # type: ignore[arg-type]

    def put_account(self, account: Account) -> None:
        """Keep the user, in the place of one of that name, whose tokens end."""
        with writing(self._connection, self._path):
            self._connection.execute('DELETE FROM tokens WHERE "user" = ?', (account.name,))
            self._connection.execute(
                "INSERT INTO users (name, role, secret, made) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET role = excluded.role, secret = excluded.secret",
                (account.name, account.role, account.secret, now()),
            )

    def drop_account(self, name: str) -> None:
        """Forget the user; what was signed with the name stays."""
        with writing(self._connection, self._path):
            self._connection.execute('DELETE FROM tokens WHERE "user" = ?', (name,))
            self._connection.execute("DELETE FROM users WHERE name = ?", (name,))

    def add_token(self, digest: str, user: str, kind: str, ends: str) -> None:
        """Keep the digest of a token that a user has until a time (UTC)."""
        row = (digest, user, kind, now(), ends)
        self._write('INSERT INTO tokens (digest, "user", kind, made, ends) VALUES (?, ?, ?, ?, ?)', *row)

    def owner(self, digest: str) -> Account | None:
        """The user who has the token, None where nobody has it any more."""
        rows = self._read(
            'SELECT u.name, u.role, u.secret FROM tokens t JOIN users u ON u.name = t."user" '
            "WHERE t.digest = ? AND t.ends > ?",
            digest,
            now(),
        )
        return Account(*rows[0]) if rows else None  # type: ignore[arg-type]

    def drop_token(self, digest: str) -> None:
        """End the token."""
        self._write("DELETE FROM tokens WHERE digest = ?", digest)

    def _read(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with told(self._path, "读不出"):
            return self._connection.execute(query, values).fetchall()

    def _write(self, query: str, *values: object) -> None:
        with writing(self._connection, self._path):
            self._connection.execute(query, values)
