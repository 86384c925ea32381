"""What was asked of a language model, kept for good: receipts, answers by content, how each endpoint is asked.

The archive has a connection of its own, which the threads that ask share.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Literal

from jixiao.llm import Receipt
from jixiao.store.database import Store
from jixiao.store.opening import connected
from jixiao.store.server.connection import ServerConnection
from jixiao.store.transaction import Connection, begin, told

_COLUMNS = tuple(f.name for f in fields(Receipt))
_MARKS = ", ".join("?" * (len(_COLUMNS) + 1))
# What costs can be summed by.
_GROUPS = {"prompt": "prompt", "day": "substr(made, 1, 10)", "about": "about"}
By = Literal["prompt", "day", "about"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What the questions of one model and group came to; `price` in yuan, None where none of them has one.

    `unpriced` are questions without a price, `estimated` those whose tokens the endpoint did not count.
    """

    group: str
    model: str
    questions: int
    answered: int
    requests: int
    tokens_in: int
    tokens_out: int
    seconds: float
    price: float | None
    unpriced: int
    estimated: int


class Archive:
    """The open archive of a database. Use as a context manager, or `close()`."""

    def __init__(self, path: Path, connection: Connection, run: int | None) -> None:
        self.path = path
        self._connection = connection
        self._run = run
        self._lock = Lock()

    @classmethod
    def open(cls, path: str | Path, run: int | None = None) -> Archive:
        """The archive in the database at the path, made where there is none; receipts are of the run of that number.

        StoreError where the file cannot be used.
        """
        with Store.open(path) as store:  # makes it, and brings it up to this program
            told_as = store.path
        connection = connected(Path(path), shared=True)
        if not isinstance(connection, ServerConnection):
            with told(told_as, "打不开"):
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA synchronous = NORMAL")
        return cls(told_as, connection, run)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def answer(self, key: str) -> tuple[str, Receipt] | None:
        """The latest answer (JSON) to the question of that key and its receipt, None where there is none."""
        query = (
            f"SELECT a.body, {', '.join(f'r.{name}' for name in _COLUMNS)} FROM answers a "
            "JOIN receipts r ON r.id = a.receipt WHERE a.key = ? ORDER BY a.receipt DESC LIMIT 1"
        )
        row = self._row(query, key)
        return (str(row[0]), _receipt(row[1:])) if row else None

    def keep(self, receipt: Receipt, answer: str | None) -> None:
        """Remember the receipt, and the answer where there is one, both or neither."""
        with self._writing() as connection:
            made = connection.execute(
                f"INSERT INTO receipts (run, {', '.join(_COLUMNS)}) VALUES ({_MARKS}) RETURNING id",
                (self._run, *(int(v) if isinstance(v, bool) else v for v in astuple(receipt))),
            ).fetchone()
            if answer is not None:
                connection.execute(
                    "INSERT INTO answers (receipt, key, body) VALUES (?, ?, ?)", (made[0], receipt.key, answer)
                )

    def manner(self, base_url: str, model: str) -> str | None:
        """How this endpoint was asked last, None where it was not."""
        query = "SELECT manner FROM manners WHERE base_url = ? AND model = ? ORDER BY id DESC LIMIT 1"
        row = self._row(query, base_url, model)
        return str(row[0]) if row else None

    def remember(self, base_url: str, model: str, manner: str) -> None:
        """Remember how this endpoint is asked."""
        made = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO manners (made, base_url, model, manner) VALUES (?, ?, ?, ?)",
                (made, base_url, model, manner),
            )

    def receipts(self) -> list[Receipt]:
        """All receipts, the first one first."""
        with self._lock, told(self.path, "读不出"):
            found = self._connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM receipts ORDER BY id").fetchall()
        return [_receipt(row) for row in found]

    def costs(self, by: By = "prompt") -> list[Cost]:
        """What was spent, by prompt, day or what the questions were about, and by model."""
        with self._lock, told(self.path, "读不出"):
            found = self._connection.execute(
                f"SELECT {_GROUPS[by]} AS part, model, count(*), count(*) FILTER (WHERE outcome = 'answered'), "
                "sum(attempts), sum(tokens_in), sum(tokens_out), sum(seconds), sum(price), "
                "count(*) FILTER (WHERE price IS NULL), sum(estimated) "
                "FROM receipts GROUP BY part, model ORDER BY part, model"
            ).fetchall()
        return [Cost(*row) for row in found]

    def _row(self, query: str, *values: str) -> tuple[object, ...] | None:
        with self._lock, told(self.path, "读不出"):
            row: tuple[object, ...] | None = self._connection.execute(query, values).fetchone()
        return row

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that neither another thread nor another writer can come between."""
        with self._lock, told(self.path, "写不进"):
            begin(self._connection)
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


def _receipt(row: tuple[object, ...]) -> Receipt:
    values = dict(zip(_COLUMNS, row, strict=True))
    return Receipt(**{**values, "estimated": bool(values["estimated"])})  # type: ignore[arg-type]
