"""The frames of sentences and the customs of places, from `schemas/drafts/frames.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import field_validator

from jixiao.drafts.language.words import checked
from jixiao.errors import ConfigError
from jixiao.records.model import Model

Length = Literal["short", "normal", "long"]
Tone = Literal["", "formal", "plain"]
ANYWHERE = "通用"


class SentenceLayout(Model):
    """Which parts of a goal stand in one sentence, and what the sentences end with (all with 。 where it is empty)."""

    parts: list[list[str]]
    ends: str = ""


class Region(Model):
    """How goals are laid out in a place; `mark` goes before the sentences of one in numbered points."""

    numbered: bool
    mark: str = "{n}."
    about: str


class Notes(Model):
    """What a model is told of a draft: its layout, its length and tone, how much is laid out."""

    layout: list[str]
    length: dict[str, str]
    tone: dict[str, str]
    most: dict[str, int]
    many: str


class Frames(Model):
    """How a composed goal is put together, the shapes of whole goals, the customs of places, the notes."""

    basis: list[str]
    purpose: str
    beneficiaries: str
    use: str
    money: str
    effect: list[str]
    shapes: list[SentenceLayout]
    numbered: list[SentenceLayout]
    regions: dict[str, Region]
    notes: Notes

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
