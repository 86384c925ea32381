"""Tables that stand as they were made of the very results that are there now: they are not made again.

Beside the tables it is noted what each was made of (the results by name, bytes and time, corrections, places of the
sources, the code of this program) and the hash of what was written. A table is made again where anything of that is
otherwise, or where the note is gone or says nothing that holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import jixiao
from jixiao import resources
from jixiao.app.tables import Files, TableFile
from jixiao.engine.plan import write
from jixiao.engine.resuming import index
from jixiao.export.xlsx.links import PICTURES

NAME = ".jixiao-tables"


class Unchanged:
    """The tables of a folder of results, and which of them stand as they were made."""

    def __init__(self, out: Path, many: int) -> None:
        self._out = out
        # a workbook shows pictures that stand beside it: whether they are the same is not looked into
        self._wanted = many >= index.FEW and not (out / PICTURES).exists()
        self._code = resources.hashed(Path(jixiao.__file__).parent, _is_code).hexdigest() if self._wanted else ""
        self._made: dict[str, str] = {}

    def rest(self, tables: Sequence[TableFile]) -> list[TableFile]:
        """Those that are to be made."""
        if not self._wanted:
            return list(tables)
        self._made = {self._name(table): self._of(table) for table in tables}
        try:
            noted = json.loads((self._out / NAME).read_bytes())
            return [t for t in tables if not t.path.exists() or noted.get(self._name(t)) != self._said(t)]
        except (OSError, ValueError, AttributeError):
            return list(tables)

    def note(self, tables: Sequence[TableFile]) -> None:
        """All of them are made: note what they are."""
        if self._wanted:
            with suppress(OSError):  # without it they are made again
                said = {self._name(table): self._said(table) for table in tables}
                write(self._out / NAME, json.dumps(said, indent=1).encode())

    def _name(self, table: TableFile) -> str:
        return table.path.name

    def _said(self, table: TableFile) -> list[str]:
        return [self._made[self._name(table)], _content(table.path)]

    def _of(self, table: TableFile) -> str:
        """What changes when anything does that the table is made of."""
        digest = hashlib.sha256(repr((self._code, table.format, str(self._out.resolve()))).encode("utf-8", "replace"))
        sheaf = table.sheaf
        assert isinstance(sheaf, Files)  # of a folder
        for path in sheaf.paths:
            info = path.stat()
            digest.update(repr((path.name, info.st_size, info.st_mtime_ns)).encode("utf-8", "surrogatepass"))
        digest.update(repr([each.id for each in sheaf.corrections]).encode())
        for sha256, place in sheaf.places.items():
            digest.update(repr((sha256, str(place.resolve()))).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def _content(path: Path) -> str:
    """The hash of the file, or of all files in the folder."""
    digest = hashlib.sha256()
    for each in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if each.is_file():
            with each.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").digest()
            digest.update(repr((each.relative_to(path).as_posix(), content)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _is_code(path: str) -> bool:
    return path.endswith((".py", ".j2"))
