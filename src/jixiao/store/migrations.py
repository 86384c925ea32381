"""The database's own tables, as numbered steps. Each runs once, whole or not at all; none is ever changed, only added.

The tables of records (`jixiao.store.tables.kept`) are no part of the steps: they are made from the readings.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from jixiao.store import desk, reviewing
from jixiao.store.server.connection import ServerConnection
from jixiao.store.transaction import Connection

APPLICATION = 0x4A69786F  # "Jixo": marks the file as ours

_FACTS = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    finished TEXT,
    version TEXT NOT NULL,
    settings TEXT NOT NULL,
    machine TEXT NOT NULL
);
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    pages INTEGER,
    size INTEGER
);
CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    source INTEGER NOT NULL REFERENCES sources (id),
    fingerprint TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    made TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX readings_by_source ON readings (source, id);
CREATE INDEX readings_by_run ON readings (run, id);
CREATE TABLE layouts (
    id INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    version TEXT NOT NULL,
    columns TEXT NOT NULL
);
CREATE VIEW latest AS
    SELECT r.id, r.run, s.sha256, r.name, s.pages, r.fingerprint, r.status, r.made
    FROM readings r JOIN sources s ON s.id = r.source
    WHERE r.id = (SELECT max(n.id) FROM readings n WHERE n.source = r.source);
CREATE TRIGGER runs_keep BEFORE UPDATE OF id, started, version, settings, machine ON runs
    BEGIN SELECT raise(ABORT, 'only the end of a run is ever set'); END;
CREATE TRIGGER runs_end_once BEFORE UPDATE OF finished ON runs WHEN old.finished IS NOT NULL
    BEGIN SELECT raise(ABORT, 'a run ends once'); END;
CREATE TRIGGER runs_stay BEFORE DELETE ON runs
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
CREATE TRIGGER sources_keep BEFORE UPDATE ON sources
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER sources_stay BEFORE DELETE ON sources
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
CREATE TRIGGER readings_keep BEFORE UPDATE ON readings
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER readings_stay BEFORE DELETE ON readings
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
"""

# What checks found in a reading, each time they were run.
_CHECKED = """
CREATE TABLE checks (
    id INTEGER PRIMARY KEY,
    reading INTEGER NOT NULL REFERENCES readings (id),
    made TEXT NOT NULL,
    version TEXT NOT NULL,
    settings TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX checks_by_reading ON checks (reading, id);
CREATE TRIGGER checks_keep BEFORE UPDATE ON checks
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER checks_stay BEFORE DELETE ON checks
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
"""

# Decisions and workbooks taken in are facts. The tables library_… are made from readings and workbooks, and made anew
# when they change or when the words of the library do.
_LIBRARY = """
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL,
    matter TEXT NOT NULL,
    verdict TEXT NOT NULL,
    text TEXT NOT NULL,
    note TEXT NOT NULL,
    reviewer TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE INDEX decisions_by_matter ON decisions (sha256, matter, id);
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    made TEXT NOT NULL,
    body BLOB NOT NULL
);
CREATE TABLE library_origins (
    id INTEGER PRIMARY KEY,
    reading INTEGER UNIQUE REFERENCES readings (id),
    import INTEGER UNIQUE REFERENCES imports (id),
    fingerprint TEXT NOT NULL
);
CREATE TABLE library_projects (
    id INTEGER PRIMARY KEY,
    origin INTEGER NOT NULL REFERENCES library_origins (id),
    body TEXT NOT NULL
);
CREATE INDEX library_projects_by_origin ON library_projects (origin);
CREATE TABLE library_types (
    project INTEGER NOT NULL,
    type TEXT NOT NULL
);
CREATE INDEX library_types_by_type ON library_types (type, project);
CREATE INDEX library_types_by_project ON library_types (project);
CREATE TABLE library_indicators (
    id INTEGER PRIMARY KEY,
    project INTEGER NOT NULL,
    name TEXT NOT NULL,
    grp TEXT NOT NULL,
    family TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX library_indicators_by_project ON library_indicators (project);
CREATE INDEX library_indicators_by_group ON library_indicators (grp, project, family);
CREATE INDEX library_indicators_by_name ON library_indicators (name, grp);
CREATE TABLE library_groups (
    grp TEXT PRIMARY KEY,
    tail TEXT NOT NULL
);
CREATE INDEX library_groups_by_tail ON library_groups (tail);
CREATE TABLE library_names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE library_project_text USING fts5 (name, about);
CREATE VIRTUAL TABLE library_name_text USING fts5 (name);
CREATE TRIGGER decisions_keep BEFORE UPDATE ON decisions
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
CREATE TRIGGER imports_keep BEFORE UPDATE ON imports
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER imports_stay BEFORE DELETE ON imports
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
"""

# What was asked of a language model: a receipt for every question, the answers, and how each endpoint is asked.
_ASKED = """
CREATE TABLE receipts (
    id INTEGER PRIMARY KEY,
    run INTEGER REFERENCES runs (id),
    made TEXT NOT NULL,
    about TEXT NOT NULL,
    prompt TEXT NOT NULL,
    version INTEGER NOT NULL,
    prompt_sha256 TEXT NOT NULL,
    schema_sha256 TEXT NOT NULL,
    input_sha256 TEXT NOT NULL,
    key TEXT NOT NULL,
    base_url TEXT NOT NULL,
    model TEXT NOT NULL,
    mode TEXT NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    estimated INTEGER NOT NULL,
    price REAL,
    seconds REAL NOT NULL,
    attempts INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    outcome TEXT NOT NULL
);
CREATE TABLE answers (
    receipt INTEGER PRIMARY KEY REFERENCES receipts (id),
    key TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX answers_by_key ON answers (key, receipt);
CREATE TABLE manners (
    id INTEGER PRIMARY KEY,
    made TEXT NOT NULL,
    base_url TEXT NOT NULL,
    model TEXT NOT NULL,
    manner TEXT NOT NULL
);
CREATE TRIGGER receipts_keep BEFORE UPDATE ON receipts
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER receipts_stay BEFORE DELETE ON receipts
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
CREATE TRIGGER answers_keep BEFORE UPDATE ON answers
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER answers_stay BEFORE DELETE ON answers
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
CREATE TRIGGER manners_keep BEFORE UPDATE ON manners
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER manners_stay BEFORE DELETE ON manners
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
"""

# A project that several files tell of (`same`, "" where that cannot be told) counts once, by the file taken in last;
# a file may itself have several forms of that name. The library is made anew, to know.
_SAME = """
ALTER TABLE library_projects ADD COLUMN same TEXT NOT NULL DEFAULT '';
CREATE INDEX library_projects_by_same ON library_projects (same, origin);
CREATE VIEW library_counted AS
    SELECT p.id, p.body FROM library_projects p
    WHERE p.same = '' OR NOT EXISTS (
        SELECT 1 FROM library_projects later WHERE later.same = p.same AND later.origin > p.origin
    );
CREATE VIEW library_held AS
    SELECT i.* FROM library_indicators i JOIN library_counted p ON p.id = i.project;
UPDATE library_origins SET fingerprint = '';
"""

# What people put right, for good. `laid` says with which of them (the number of the last one) the tables of records of
# a reading were laid out; where a source has later ones they are laid out anew when they are next asked for.
_CORRECTED = """
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    batch TEXT NOT NULL,
    who TEXT NOT NULL,
    made TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX corrections_by_source ON corrections (sha256, id);
CREATE INDEX corrections_by_batch ON corrections (batch, id);
CREATE TABLE laid (
    reading INTEGER PRIMARY KEY REFERENCES readings (id),
    correction INTEGER NOT NULL
);
CREATE TRIGGER corrections_keep BEFORE UPDATE ON corrections
    BEGIN SELECT raise(ABORT, 'nothing is changed in place'); END;
CREATE TRIGGER corrections_stay BEFORE DELETE ON corrections
    BEGIN SELECT raise(ABORT, 'nothing is taken out'); END;
"""

STEPS = (_FACTS, _ASKED, _CHECKED + _LIBRARY, _SAME, _CORRECTED, desk.STEP, reviewing.STEP)


def migrate(connection: Connection, steps: tuple[str, ...] = STEPS) -> None:
    """Take the steps that the database has not taken yet; the caller holds the write transaction."""
    taken = level(connection)
    if taken == 0 and isinstance(connection, ServerConnection):
        connection.make()
    for number, script in enumerate(steps[taken:], taken + 1):
        for statement in _statements(script):
            connection.execute(statement)
        if isinstance(connection, ServerConnection):
            connection.reach(number)
        else:
            connection.execute(f"PRAGMA user_version = {number}")
    if not isinstance(connection, ServerConnection):
        connection.execute(f"PRAGMA application_id = {APPLICATION}")


def level(connection: Connection) -> int:
    """How many steps the database has taken."""
    if isinstance(connection, ServerConnection):
        return connection.level()
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def _statements(script: str) -> Iterator[str]:
    """The script's statements one by one: `executescript` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
