"""One source into one reading, whatever happens: what cannot be read is a reading that says why."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Protocol

import jixiao
from jixiao import resources
from jixiao.config import ModelSettings, Settings
from jixiao.errors import SourceError
from jixiao.records import Reading, Reason, SourceInfo
from jixiao.sources import Progress, Source

Reader = Callable[[Source, Settings, Progress | None], Reading]

READER = "jixiao.pipeline:read"
BEGINNER = "jixiao.pipeline:begin"
SETTLER = "jixiao.pipeline:settle"
QUESTIONS = "jixiao.pipeline:questions"

_PACKAGE = Path(jixiao.__file__).parent
# Rooms that do something with readings; what stands in a reading does not depend on them.
_AFTERWARDS = {
    *("app", "cli", "drafts", "engine", "export", "library", "places", "reviews", "store", "suggestions", "web")
}


class Begun(Protocol):
    """A source that the rules have read, perhaps with something `open`; it can be sent to another process."""

    @property
    def open(self) -> bool:
        """Whether there is something to ask a model."""

    def reading(self) -> Reading:
        """What the rules have read."""


def version_of(settings: Settings, model: ModelSettings | None = None) -> str:
    """The version of a reading made now: the program's, and a hash of all that shapes results.

    Two readings of the same content with the same version are the same; a change of code, vocabulary or of a setting
    that changes results gives another version; so does another model, where one is asked.
    """
    shaping: tuple[str, ...] = (_code(), resources.fingerprint("schemas"), settings.fingerprint)
    if own := resources.own_fingerprint():
        shaping += (own,)
    if model is not None:
        shaping += (resources.fingerprint("prompts/extract"), model.fingerprint)
    return f"{jixiao.__version__}+{hashlib.sha256(repr(shaping).encode()).hexdigest()[:8]}"


@cache
def _code() -> str:
    return resources.hashed(_PACKAGE, _shapes).hexdigest()


def _shapes(path: str) -> bool:
    """Whether a file of the program has to do with what stands in a reading."""
    return path.endswith(".py") and path.partition("/")[0] not in _AFTERWARDS


def stamped(reading: Reading, source: Source, version: str) -> Reading:
    """The reading under the source's name and with the version it was made by."""
    reading.source.name = source.name
    reading.version = version
    return reading


def failure(source: Source, code: str, message: str, version: str) -> Reading:
    """The reading of a file that cannot be read: no records, and the reason."""
    info = SourceInfo(name=source.name, sha256=source.sha256)
    return Reading(source=info, problems=[Reason(code=code, message=message)], version=version)


def fault_place(exc: BaseException) -> str:
    """With which type of error the program failed and where; never the error's own text, which may quote the file."""
    frames = [
        f for f in traceback.extract_tb(exc.__traceback__) if Path(__file__).parent not in Path(f.filename).parents
    ]
    ours = [f for f in frames if Path(f.filename).is_relative_to(_PACKAGE)] or frames
    place = f"，{'/'.join(Path(ours[-1].filename).parts[-2:])}:{ours[-1].lineno}" if ours else ""
    return f"{type(exc).__name__}{place}"


def not_taken(problem: SourceError, version: str) -> Reading:
    """The reading of a file that could not even be taken in, so that it has a name but no hash."""
    info = SourceInfo(name=problem.name, sha256="")
    return Reading(source=info, problems=[Reason(code=problem.code, message=str(problem))], version=version)


def to_json(reading: Reading) -> bytes:
    """The reading as it is written to a file: UTF-8, indented, the same bytes for the same reading."""
    return reading.model_dump_json(indent=1).encode("utf-8") + b"\n"
