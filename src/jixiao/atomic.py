"""A file that appears whole or not at all, whatever happens to the process that writes it."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SUFFIX = ".part"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """The place to write to; when all went well what stands there takes the name `path`, else it is gone.

    The place is in the same folder, hidden, and its own for each process. What a killed process left of the same file
    is cleared away.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear(path)
    part = path.with_name(f"{_lead(path)}{os.getpid()}{_SUFFIX}")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _lead(path: Path) -> str:
    """Machine and file: in a shared folder the processes of other machines cannot be asked after."""
    return f".{path.name}.{re.sub(r'[^A-Za-z0-9-]', '_', platform.node())[:12]}."


def _clear(path: Path) -> None:
    lead = _lead(path)
    for left in path.parent.iterdir():
        if left.name.startswith(lead) and left.name.endswith(_SUFFIX):
            number = left.name[len(lead) : -len(_SUFFIX)]
            if number.isdigit() and not _lives(int(number)):
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
