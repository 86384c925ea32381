"""Corrections beside the JSON files of a folder: `corrections.jsonl`, one a line, only ever added to.

Several processes may add at once: each holds the lock of the file while it looks and writes. A line that a killed
process left unfinished was never acknowledged, and is passed by.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from jixiao.errors import StoreError, reason_of
from jixiao.records.annotations.corrections import Correction

NAME = "corrections.jsonl"


def kept(folder: Path) -> list[Correction]:
    """All corrections in the folder, in their order; StoreError where a line is none."""
    path = folder / NAME
    try:
        return _in(path.read_bytes(), path)
    except FileNotFoundError:
        return []
    except OSError as exc:
        raise _failed(path, "读不出", exc) from exc


def add(folder: Path, new: Sequence[Correction], seen: Mapping[str, int]) -> bool:
    """Add the new corrections, all or none; False where a source has by now more than were seen."""
    path = folder / NAME
    try:
        with path.open("a+b") as file, _locked(file):
            file.seek(0)
            written = file.read()
            known = _in(written, path)
            if any(sum(each.sha256 == sha for each in known) != count for sha, count in seen.items()):
                return False
            lines = b"".join(each.model_dump_json().encode() + b"\n" for each in new)
            file.write((b"\n" if written and not written.endswith(b"\n") else b"") + lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as exc:
        raise _failed(path, "写不进", exc) from exc
    return True


def _in(written: bytes, path: Path) -> list[Correction]:
    """The corrections of the lines that were finished."""
    out: list[Correction] = []
    lines = written.split(b"\n")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            out.append(Correction.model_validate_json(line))
        except ValidationError as exc:
            if "EOF" in str(exc.errors()[0].get("ctx", "")):
                continue  # a process ended in the middle of the line
            raise StoreError(f"{path} 第 {number} 行不是改正，可能被改动过；请恢复原来的文件") from exc
    return out


@contextmanager
def _locked(file: BinaryIO) -> Iterator[None]:
    """While inside, no other process has the lock of the file."""
    if os.name == "nt":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
        try:
            yield
        finally:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
        yield  # closing the file lets the lock go


def _failed(path: Path, what: str, error: OSError) -> StoreError:
    return StoreError(f"{path} {what}（{reason_of(error)}）；请检查磁盘空间和权限")
