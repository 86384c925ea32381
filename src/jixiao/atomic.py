"""A file that appears whole or not at all, whatever happens to the process that writes it."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

_SUFFIX = ".part"
_FEW = 100  # files that are soon looked through


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """The place to write to; when all went well what stands there takes the name `path`, else it is gone.

    The place is in the same folder, hidden, and its own for each process. What killed processes left in the folder is
    cleared away, too.
    """
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    _clear(path.parent.absolute())
    part = path.with_name(f"{_lead(path)}{os.getpid()}{_SUFFIX}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _lead(path: Path) -> str:
    """Machine and file: in a shared folder the processes of other machines cannot be asked after."""
    return f".{path.name}.{_machine()}."


def _machine() -> str:
    return re.sub(r"[^A-Za-z0-9-]", "_", platform.node())[:12]


# How many files are still to be written to a folder before it is looked through again: as many as it held. So a folder
# of thousands costs no more a file than one of ten.
_unseen: dict[Path, int] = {}


def _clear(folder: Path) -> None:
    if _unseen.get(folder, 0) > 0:
        _unseen[folder] -= 1
        return
    there = list(folder.iterdir())
    _clear_away(there)
    _unseen[folder] = len(there) if len(there) > _FEW else 0


def sweep(folder: Path) -> None:
    """Clear away what processes of this machine that were killed left in the folder and in those within it."""
    _clear_away(folder.rglob(f".*{_SUFFIX}"))


def _clear_away(there: Iterable[Path]) -> None:
    mark = re.compile(rf"\..+\.{re.escape(_machine())}\.(\d+){re.escape(_SUFFIX)}")
    for left in there:
        process = mark.fullmatch(left.name)
        if process is not None and not _lives(int(process[1])):
            left.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    """Whether there is a process of that number; taken for granted where asking would end it."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
