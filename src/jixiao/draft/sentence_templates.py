"""The frames of sentences and the customs of places, from `schemas/drafts/frames.yaml`."""

from __future__ import annotations

import string
from functools import cache, cached_property
from typing import Any, Literal

from pydantic import field_validator, model_validator

from jixiao.draft.words import checked
from jixiao.errors import ConfigError
from jixiao.records.model import Model

Length = Literal["short", "normal", "long"]
Tone = Literal["", "formal", "plain"]
Shape = list[list[str]]
ANYWHERE = "通用"


class Frame(Model):
    """A sentence with {names} to be filled in; one with a tone is used only where that tone is asked for."""

    say: str
    tone: Tone = ""

    @cached_property
    def lead(self) -> str:
        """The words before the first name, which one goal does not begin two parts with."""
        return self.say.partition("{")[0]

    @cached_property
    def needs(self) -> set[str]:
        """The names in it."""
        return {name for _, name, _, _ in string.Formatter().parse(self.say) if name}


class Region(Model):
    """How goals are laid out in a place; `mark` goes before the sentences of one in numbered points."""

    numbered: bool
    mark: str = "{n}."
    about: str


class Notes(Model):
    """What a model is told of a draft: how it begins, goes on and ends, its length and tone, how much is laid out."""

    begin: list[str]
    middle: list[str]
    end: list[str]
    length: dict[str, str]
    tone: dict[str, str]
    many: str


class Frames(Model):
    """All frames by the part they are for, the shapes of whole goals by length, the customs of places, the notes."""

    parts: dict[str, list[Frame]]
    shapes: dict[str, list[Shape]]
    regions: dict[str, Region]
    notes: Notes

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, data: dict[str, Any]) -> dict[str, Any]:
        """The file has the parts side by side with the rest, and most frames as plain texts."""
        apart: dict[str, Any] = {key: data[key] for key in ("shapes", "regions", "notes") if key in data}
        parts = {
            key: [{"say": one} if isinstance(one, str) else one for one in listed]
            for key, listed in data.items()
            if key not in apart
        }
        return {"parts": parts, **apart}

    def region(self, name: str) -> Region:
        """The customs of a place, those of no place in particular for one that is not named."""
        return self.regions.get(name, self.regions[ANYWHERE])


class Manner(Model):
    """How a goal is to be written. Another `version` is another wording of the same."""

    length: Length = "normal"
    tone: Tone = ""
    region: str = ANYWHERE
    version: int = 1

    @field_validator("region")
    @classmethod
    def _known(cls, value: str) -> str:
        known = frames().regions
        if value not in known:
            raise ConfigError(f"没有地区“{value}”的写法；可用的有：{'、'.join(known)}")
        return value


@cache
def frames() -> Frames:
    """The frames, read once; ResourceError where the file is wrong."""
    return checked(Frames, "frames.yaml")
