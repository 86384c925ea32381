"""The catalogue of checks: what each asserts, how bad it is, where the rule comes from, what to say."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, cast

from jixiao.config import CheckSettings
from jixiao.errors import ConfigError
from jixiao.records import Severity
from jixiao.resources import yaml_files

CRITERIA = ("完整性", "相关性", "适当性", "可行性", "数据一致")


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the catalogue.

    `criterion` is the one of goal review that it serves (数据一致 where it serves none). `memory` rules are known from
    memory only, and so are advice. `absence` checks say that something is missing: they are in doubt where the
    reading is not complete.
    """

    id: str
    severity: Severity
    criterion: str
    asserts: str
    rule: str
    message: str
    advice: str
    memory: bool = False
    absence: bool = False


@cache
def catalogue() -> tuple[Check, ...]:
    """All checks, in the order of the files of `schemas/checks`."""
    return tuple(_check(row) for data in yaml_files("schemas/checks") for row in data.get("checks", ()))


@cache
def check_of(id: str) -> Check:
    """The check of that id."""
    return next(check for check in catalogue() if check.id == id)


def switched_on(settings: CheckSettings) -> frozenset[str]:
    """The ids of the checks to run; ConfigError where the settings switch off something that is no check."""
    ids = [check.id for check in catalogue()]
    off: set[str] = set()
    for pattern in settings.off:
        found = {id for id in ids if fnmatchcase(id, pattern)}
        if not found:
            raise ConfigError(f"没有编号为“{pattern}”的检查；运行 jixiao check --list 看全部检查，改正后再试")
        off |= found
    return frozenset(ids) - off


def _check(row: dict[str, Any]) -> Check:
    return Check(**{**row, "severity": cast("Severity", row["severity"])})
