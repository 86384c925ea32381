"""What was read of a word first, which never changes, and what each later look says of its characters."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, Self


class Code(StrEnum):
    """Codes that are kept, each a text, and beside it the `words` that a reader sees."""

    words: str

    def __new__(cls, code: str, words: str) -> Self:
        """A member is its code as a text."""
        member = str.__new__(cls, code)
        member._value_, member.words = code, words
        return member


class Voter(Code):
    """Who says something of characters."""

    SECOND = "second-reading", "再识别一次"
    DIGITS = "digit-network", "数字网络"
    CANDIDATES = "candidates", "识别的其他候选字"
    MARKS = "marks", "数字和标点的写法"
    FAINT = "faint-ink", "旁边的淡墨"
    LISTED = "listed", "已知的用语"
    COLUMN = "column", "同一栏的其他格"
    ORDINALS = "ordinals", "上下行的序号"
    SUMS = "sums", "合计"


class Seen(NamedTuple):
    """What OCR read of a word: its text, how sure it was of each character (0..1), and what each may be else.

    `others` are the likeliest first; nothing where it is sure.
    """

    text: str
    scores: tuple[float, ...]
    others: tuple[str, ...] = ()

    def part(self, start: int, end: int) -> Seen:
        """The characters start..end."""
        return Seen(self.text[start:end], self.scores[start:end], self.others[start:end])


class Vote(NamedTuple):
    """What a voter says of characters start..end of a text: that they are `said`, where `instead` had been read.

    The two are alike where it agrees. `odds` is how much likelier it finds what it says (a natural logarithm), None
    where it has no measure of its own.
    """

    start: int
    end: int
    by: Voter
    said: str
    instead: str
    odds: float | None = None

    @property
    def agrees(self) -> bool:
        """Whether it says what had been read."""
        return self.said == self.instead


def votes_within(votes: tuple[Vote, ...], start: int, end: int, at: int) -> tuple[Vote, ...]:
    """The votes about characters start..end, told of a text in which those begin at `at`."""
    return tuple(
        vote._replace(start=max(vote.start, start) - start + at, end=min(vote.end, end) - start + at)
        for vote in votes
        if max(vote.start, start) < min(vote.end, end) or start <= vote.start == vote.end <= end
    )


def votes_after(votes: tuple[Vote, ...], start: int, end: int, more: int) -> tuple[Vote, ...]:
    """The votes of a text whose characters start..end gave way to `more` more characters."""

    def moved(at: int) -> int:
        return at if at <= start else at + more if at >= end else min(at, end + more)

    return tuple(vote._replace(start=moved(vote.start), end=max(moved(vote.start), moved(vote.end))) for vote in votes)
