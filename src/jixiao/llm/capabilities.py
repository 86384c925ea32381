"""How an endpoint is asked for an answer of a given shape; found out once and remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jixiao.config.model import MODES

if TYPE_CHECKING:
    from instructor import Mode

_LIMITS = ("max_tokens", "max_completion_tokens")


@dataclass(frozen=True, slots=True)
class Capabilities:
    """The mode, the name of the parameter that limits an answer, and whether the endpoint takes a temperature."""

    mode: str
    limit: str = "max_tokens"
    temperature: bool = True

    def __str__(self) -> str:
        return " ".join([self.mode, self.limit, "temperature" if self.temperature else "plain"])

    @classmethod
    def read(cls, text: str | None) -> Capabilities | None:
        """The capabilities that were written so, None where it is none of this program's."""
        match (text or "").split(" "):
            case [mode, limit, last] if mode in MODES and limit in _LIMITS:
                return cls(mode, limit, last == "temperature")
        return None

    def without(self, parameter: str) -> Capabilities | None:
        """How to ask without a parameter that the endpoint does not take; None where there is no such way."""
        if parameter == "temperature" and self.temperature:
            return replace(self, temperature=False)
        if parameter == "max_tokens" and self.limit == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        return None

    @property
    def instructor(self) -> Mode:
        """The mode by instructor's name."""
        from instructor import Mode

        return Mode[self.mode.upper()]
