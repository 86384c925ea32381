"""Where results stand in a place: by the version that made them and by content, so that writing twice changes nothing.

readings/VERSION/ab/SHA256.json    what was read
failures/VERSION/ab/KEY.json       why nothing could be read, in the same form
ledger/VERSION/RUN-NNNN.jsonl      which file of which name has which content, and what came of it
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from jixiao.places import Entry, Place

READINGS, FAILURES, LEDGER = "readings", "failures", "ledger"


def reading_path(version: str, sha256: str) -> str:
    """Where the reading of the content stands."""
    return f"{READINGS}/{version}/{sha256[:2]}/{sha256}.json"


def failure_path(version: str, sha256: str, address: str) -> str:
    """Where it stands why a file could not be read: by its content, by its address where even that is not known."""
    key = failure_key(sha256, address)
    return f"{FAILURES}/{version}/{key[:2]}/{key}.json"


def failure_key(sha256: str, address: str) -> str:
    """By what a failure is known: the content's hash, that of the address where there is none."""
    return sha256 or hashlib.sha256(f"address:{address}".encode("utf-8", "surrogateescape")).hexdigest()


def standing(place: Place, version: str, kind: str = READINGS) -> dict[str, int]:
    """Bytes of every reading (or failure) of that version that stands in the place, by its hash: one listing."""
    return {PurePosixPath(e.path).stem: e.size for e in place.entries(f"{kind}/{version}") if _is_one(e)}


def versions(place: Place) -> list[str]:
    """The versions that the place has a ledger of, by name."""
    return sorted({PurePosixPath(entry.path).parts[1] for entry in place.entries(LEDGER)})


def _is_one(entry: Entry) -> bool:
    return entry.path.endswith(".json") and entry.size > 0
