"""Copies told apart from what only looks like one, reading no more of the files than that takes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from contextlib import suppress
from pathlib import Path

from jixiao.errors import SourceError
from jixiao.sources.single import broken_off, digest_of

# What differs mostly differs here: the hash of a PDF's trailer, the sums over all that is packed in a zip.
_END = 4096


class Copies:
    """The files taken in so far, by number: those of one size by their ends, those of one end by their contents."""

    def __init__(self) -> None:
        self._files: list[tuple[Path, str, int]] = []
        self._held: dict[Hashable, int | None] = {}
        self.digests: dict[int, str] = {}
        self._steps: tuple[Callable[[int], Hashable], ...] = (self._size, self._end, self.digest)

    def take(self, path: Path, shown: str, size: int, hashed: bool) -> int | None:
        """The number of the file taken in before that has the same content; None, and it has the next number. Its hash
        is known then where it is to be `hashed`.

        SourceError where it cannot be read as far as that takes.
        """
        one = len(self._files)
        self._files.append((path, shown, size))
        same: int | None = one
        try:
            if hashed:
                self.digest(one)
            same = self._same(one)
        finally:
            if same is not None:
                self._files.pop()
                self.digests.pop(one, None)
        return same

    def digest(self, one: int) -> str:
        """The SHA-256 of its content; SourceError where it cannot be read."""
        if one not in self.digests:
            self.digests[one] = digest_of(*self._files[one][:2])
        return self.digests[one]

    def _same(self, one: int) -> int | None:
        for step, further in zip(self._steps, (*self._steps[1:], None), strict=True):
            other = self._held.setdefault(step(one), one)
            if other == one:
                return None
            if further is None:
                return other
            if other is not None:  # alone of its kind so far; told apart from now on by what comes next
                with suppress(SourceError):  # gone since: who reads it says so
                    self._held.setdefault(further(other), other)
                self._held[step(one)] = None
        return None

    def _size(self, one: int) -> Hashable:
        return self._files[one][2]

    def _end(self, one: int) -> Hashable:
        path, shown, size = self._files[one]
        try:
            with path.open("rb", buffering=0) as file:
                file.seek(max(0, size - _END))
                return size, hashlib.sha256(file.read(_END)).digest()
        except OSError as exc:
            raise broken_off(shown, exc) from exc
