"""The catalogue of checks: what each asserts, how bad it is, where the rule comes from, what to say."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, cast

from jixiao.config import CheckSettings
from jixiao.errors import ConfigError, ResourceError
from jixiao.records import Severity
from jixiao.resources import yaml_files

CRITERIA = ("完整性", "相关性", "适当性", "可行性", "数据一致")


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the catalogue.

    `criterion` is the one of goal review that it serves (数据一致 where it serves none). `memory` rules are known from
    memory only, and so are advice. `absence` checks say that something is missing: they are in doubt where the
    reading is not complete.

    `of` are the kinds of record that it is a duty of ("file" for the file as a whole). `needs` says when it has looked:
    each is a field path (`indicators[].value`, `funds.*.total`, several with |) of which one must be filled in, or with
    a ! at the end be there at all; "look" leaves it to the function to say so (`Ground.look`). `rests` are fields
    without which it can say nothing. `aspect` is what of a row of indicators it looks at, "" where of no single row.
    """

    id: str
    severity: Severity
    criterion: str
    asserts: str
    rule: str
    message: str
    advice: str
    of: tuple[str, ...]
    needs: tuple[str, ...]
    rests: tuple[str, ...] = ()
    aspect: str = ""
    memory: bool = False
    absence: bool = False
    # Of a closed question to a model: what counts as a problem, which cells it is about, which checks say the same;
    # questions of one turn are asked together.
    question: str = ""
    about: str = ""
    beside: tuple[str, ...] = ()
    turn: int = 1


@cache
def catalogue() -> tuple[Check, ...]:
    """All checks, in the order of the files of `schemas/checks`."""
    return tuple(_check(row) for data in yaml_files("schemas/checks") for row in data.get("checks", ()))


@cache
def further() -> tuple[Check, ...]:
    """The checks of project forms that want more than the form: a model, or last year's. Their findings are advice."""
    same = {"of": ["project_goal"], "severity": "advice", "needs": []}
    return tuple(_check({**same, **row}) for data in yaml_files("schemas/checks") for row in data.get("further", ()))


def questions() -> tuple[Check, ...]:
    """The closed questions that a model is asked about project forms."""
    return tuple(entry for entry in further() if entry.question)


@cache
def entries() -> dict[str, Check]:
    """All checks by id."""
    return {entry.id: entry for entry in (*catalogue(), *further())}


def check_of(id: str) -> Check:
    """The check of that id; ResourceError where the catalogue has none."""
    found = entries().get(id)
    if found is None:
        raise ResourceError(f"schemas/checks 里没有检查“{id}”；请补上这一行，或删去程序里的这项检查")
    return found


def switched_on(settings: CheckSettings) -> frozenset[str]:
    """The ids of the checks to run; ConfigError where the settings switch off something that is no check."""
    ids = list(entries())
    off: set[str] = set()
    for pattern in settings.off:
        found = {id for id in ids if fnmatchcase(id, pattern)}
        if not found:
            raise ConfigError(f"没有编号为“{pattern}”的检查；运行 jixiao check --list 看全部检查，改正后再试")
        off |= found
    return frozenset(ids) - off


def _check(row: dict[str, Any]) -> Check:
    lists = {name: tuple(row.get(name, ())) for name in ("of", "needs", "rests", "beside")}
    return Check(**{**row, **lists, "severity": cast("Severity", row["severity"])})
