"""What checks found wrong with records. A finding stands beside the record and changes nothing in it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from jixiao.records.model import Model, Spot

Severity = Literal["error", "warning", "advice"]

SEVERITIES: dict[str, str] = {"error": "错误", "warning": "警告", "advice": "建议"}


class Related(Model):
    """A value of another record that a finding speaks of too."""

    record: int = Field(description="记录")
    path: str = Field(description="栏目")


class Finding(Model):
    """One thing that a check found.

    `record` is the record's number in its reading, from 1; 0 where the finding is about the whole file. `paths` are
    field paths of that record, the one to look at first in front, [""] for the record as a whole. `spots` are their
    places on the page. `doubted` says that a value it rests on may have been misread.
    """

    check: str = Field(description="检查项")
    severity: Severity = Field(description="程度")
    message: str = Field(description="问题")
    advice: str = Field(default="", description="怎么改")
    rule: str = Field(default="", description="依据")
    record: int = Field(default=0, description="记录")
    paths: list[str] = Field(default_factory=lambda: [""], min_length=1, description="栏目")
    related: list[Related] = Field(default_factory=list, description="相关的值")
    spots: list[Spot] = Field(default_factory=list, description="位置")
    doubted: bool = Field(default=False, description="原文识读存疑")

    @property
    def path(self) -> str:
        """The field path to look at first."""
        return self.paths[0]

    @property
    def page(self) -> int | None:
        """The page to look at first, None without pages."""
        return next((spot.page for spot in self.spots if spot.page is not None), None)

    @property
    def key(self) -> tuple[int, str, str]:
        """What tells it from the other findings of its reading, and stays the same when checks are run again."""
        return self.record, self.check, self.path


class Ledger(Model):
    """What came of every check in one record (0: the file as a whole): each check stands in exactly one place.

    `found` and `clear` are checks that looked, and found something or nothing. `inapplicable` and `unseen` are, by
    reason, those that had nothing to look at and those that could not look. `rows` says of each indicator which
    aspects were looked at (填写, 单位, …), in the order of the indicators.
    """

    record: int = Field(default=0, description="记录")
    found: list[str] = Field(default_factory=list, description="查出问题")
    clear: list[str] = Field(default_factory=list, description="看过，没有查出问题")
    inapplicable: dict[str, list[str]] = Field(default_factory=dict, description="不适用")
    unseen: dict[str, list[str]] = Field(default_factory=dict, description="没有看")
    rows: list[list[str]] = Field(default_factory=list, description="逐条指标看过的方面")

    @property
    def looked(self) -> int:
        """How many checks looked."""
        return len(self.found) + len(self.clear)

    @property
    def blind(self) -> int:
        """How many checks could not look."""
        return sum(len(checks) for checks in self.unseen.values())
