"""Where and how a value was read: words with the place of each character, and passages cut from them.

Every value of a record is a `Passage`: its text is put together from pieces of words of the page, so that
nothing can be in a value that is not on the page, and every value knows its boxes.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from jixiao.geometry import Box
from jixiao.votes import Code, Seen, Vote, Voter, votes_after, votes_within


class Role(IntEnum):
    """What a word of the page turned out to be."""

    UNEXPLAINED = 0
    FIELD = 1
    LABEL = 2
    HEADING = 3
    PROSE = 4
    MARGIN = 5


class DoubtCode(Code):
    """Why a reading is not certain.

    With `READINGS_DIFFER` a doubt says what else was read, with `VOCABULARY` what was read before a closed list put it
    right, with `WORN` what else a worn digit may be.
    """

    LOW_SCORE = "low-score", "字迹不清"
    READINGS_DIFFER = "readings-differ", "两次识别不一致"
    WORN = "worn", "笔画残缺，可能是另一个数字"
    STAMP = "stamp", "压着印章"
    READ_TWICE = "read-twice", "两段文字重叠"
    UNREAD_INK = "unread-ink", "旁边有没认出的墨迹"
    VOCABULARY = "vocabulary", "按已知的用语改过字"
    ODD_SHAPE = "odd-shape", "写法不合常规"
    UNLIKE_OTHERS = "unlike-others", "写法与同一栏的其他值不同"
    NOT_LISTED = "not-listed", "不是已知的指标名称"
    CELLS_MERGED = "cells-merged", "两格的文字读成了一格"
    SUM_OPEN = "sum-open", "与合计对不上"
    COLUMNS_INFERRED = "columns-inferred", "栏目由文字的位置推断"
    WALLS_UNSURE = "walls-unsure", "有的表格线看不清"
    DOTS = "dots", "页面由黑点组成，细的笔画可能丢了"
    LINES_ONLY = "lines-only", "没有画线，栏目由文字的位置推断"
    COLUMN_INFERRED = "column-inferred", "栏目名不认识，按内容归入"
    LABEL_INFERRED = "label-inferred", "栏目名不认识，按内容归入"
    CELL_DIFFERS = "cell-differs", "从位置和内容看不像是这一栏的内容"
    POINTED = "pointed", "由大模型指认，栏目名和内容都没有佐证"
    FORM_POINTED = "form-pointed", "这份表从哪里到哪里由大模型划分"
    RENDERED = "rendered", "文字层不可信，按页面图像识别"
    UNREADABLE = "unreadable", "字符无法辨认"
    COVERING = "covering", "此处还有看不见的文字（被盖住、涂白或隐藏）"
    OVERPRINTED = "overprinted", "压着别的字（如图章、批注上的字）"
    REVISED = "revised", "有未接受的修订或删除线"
    STALE = "stale", "公式的结果与它引用的单元格对不上，可能没有重新计算"
    NOT_ONE_AMOUNT = "not-one-amount", "不是一个金额，可能几格连在一起"
    UNCERTAIN = "uncertain", "没有把握"
    UNSURE = "unsure", "各项合起来没有把握"
    CONFLICT = "conflict", "两种读法不一致"


class Doubt(NamedTuple):
    """Characters start..end of a text whose reading is not certain, the code of why, and what else was read there."""

    start: int
    end: int
    code: DoubtCode
    other: str | None = None


class Word:
    """A run of characters on one line inside one cell, with the place of each.

    `edges` are the x of the character borders in points (len(text) + 1 of them), empty where the source has no
    pages (Word, Excel); there `place` says where it stands. `page` is 1-based, 0 without pages. `box` is in the
    upright page; `roles` is one byte a character for the coverage ledger. `confidence` (0..1) and `doubts` are of words
    read from pictures, as are `seen`, what OCR read first, and `votes`, what was said of it since.
    """

    __slots__ = (
        "box", "confidence", "doubts", "edges", "how", "page", "place", "roles", "seen", "size", "text", "votes",
    )  # fmt: skip

    def __init__(self, text: str, page: int, box: Box, edges: tuple[float, ...] = (), size: float = 0.0) -> None:
        self.text = text
        self.page = page
        self.box = box
        self.edges = edges
        self.size = size
        self.how = "text"
        self.place = ""
        self.roles: bytearray | None = None
        self.confidence: float | None = None
        self.doubts: tuple[Doubt, ...] = ()
        self.seen: Seen | None = None
        self.votes: tuple[Vote, ...] = ()

    def __repr__(self) -> str:
        return f"Word({self.text!r}, p{self.page}, {tuple(round(v) for v in self.box)})"

    def claim(self, start: int, end: int, role: Role) -> None:
        """Mark the characters start..end as explained; a field is never demoted by a later claim."""
        if self.roles is None:
            self.roles = bytearray((role,)) * len(self.text)
            if end - start < len(self.text):
                self.roles[:start], self.roles[end:] = bytes(start), bytes(len(self.text) - end)
            return
        before = self.roles[start:end]
        if role is Role.FIELD or Role.FIELD not in before:
            self.roles[start:end] = bytes((role,)) * len(before)
        else:
            self.roles[start:end] = bytes(old if old == Role.FIELD else role for old in before)

    def unexplained(self) -> str:
        """The characters nobody claimed, in order."""
        if self.roles is None:
            return self.text
        return "".join(c for c, r in zip(self.text, self.roles, strict=True) if not r) if 0 in self.roles else ""

    def part(self, start: int, end: int) -> Box:
        """The box of the characters start..end."""
        if not self.edges:
            return self.box
        return Box(self.edges[start], self.box.y0, self.edges[end], self.box.y1)

    def retell(self, text: str) -> None:
        """Give the word another text in the same place, its characters spread evenly."""
        n = len(text)
        step = self.box.width / max(1, n)
        self.edges = tuple(self.box.x0 + i * step for i in range(n + 1)) if self.edges else ()
        self.text = text

    def mend(
        self, start: int, end: int, text: str, by: Voter, code: DoubtCode = DoubtCode.VOCABULARY,
        odds: float | None = None,
    ) -> None:  # fmt: skip
        """Put what a voter says in the place of start..end; what stood there is kept as a doubt of that code."""
        old, more = self.text[start:end], len(text) - (end - start)
        if self.edges:
            left, right = self.edges[start], self.edges[end]
            inner = [left + (right - left) * i / len(text) for i in range(1, len(text))]
            self.edges = (*self.edges[:start], *([left, *inner] if text else []), *self.edges[end:])
        before = [d for d in self.doubts if d.end <= start and (d.start, d.end) != (start, start)]
        after = [d._replace(start=d.start + more, end=d.end + more) for d in self.doubts if d.start >= end]
        self.doubts = (*before, Doubt(start, start + len(text), code, old), *after)
        vote = Vote(start, start + len(text), by, text, old, odds)
        self.votes = (*votes_after(self.votes, start, end, more), vote)
        self.text = self.text[:start] + text + self.text[end:]

    def parted(self, start: int, end: int) -> Word:
        """The characters start..end as a word of their own, read in the same way."""
        edges = self.edges[start : end + 1] if self.edges else ()
        out = Word(self.text[start:end], self.page, self.part(start, end), edges, self.size)
        out.how, out.place, out.confidence = self.how, self.place, self.confidence
        out.doubts = _within(self.doubts, start, end, 0)
        if self.seen is not None:
            out.seen = self.seen.part(start, end) if self.seen.text == self.text else self.seen
        out.votes = votes_within(self.votes, start, end, 0)
        return out


def _within(doubts: tuple[Doubt, ...], start: int, end: int, at: int) -> tuple[Doubt, ...]:
    """The doubts about characters start..end, told of a text in which those begin at `at`.

    What else was read is kept where all of it falls inside.
    """
    out = []
    for doubt in doubts:
        lo, hi = max(doubt.start, start), min(doubt.end, end)
        if lo < hi or (lo == hi and doubt.start == doubt.end):
            whole = (lo, hi) == (doubt.start, doubt.end)
            out.append(Doubt(lo - start + at, hi - start + at, doubt.code, doubt.other if whole else None))
    return tuple(out)


class Piece(NamedTuple):
    """Characters start..end of a word."""

    word: Word
    start: int
    end: int


class Passage:
    """Text with the place each part of it was read from.

    `text` may hold joints (a space, a line break) that belong to no piece; `spans` says for each piece where its
    characters begin in `text`. Slicing, joining and stripping keep the provenance.
    """

    __slots__ = ("pieces", "spans", "text")

    def __init__(self, text: str = "", pieces: tuple[Piece, ...] = (), spans: tuple[int, ...] = ()) -> None:
        self.text = text
        self.pieces = pieces
        self.spans = spans

    @classmethod
    def of(cls, word: Word) -> Passage:
        """The whole word."""
        return cls(word.text, (Piece(word, 0, len(word.text)),), (0,))

    @classmethod
    def join(cls, parts: Iterable[Passage | str]) -> Passage:
        """The parts one after the other; strings are joints without a place."""
        text = ""
        pieces: list[Piece] = []
        spans: list[int] = []
        for part in parts:
            if isinstance(part, str):
                text += part
                continue
            pieces += part.pieces
            spans += [span + len(text) for span in part.spans] if text else part.spans
            text += part.text
        return cls(text, tuple(pieces), tuple(spans))

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Passage({self.text!r})"

    def cut(self, start: int, end: int | None = None) -> Passage:
        """The characters start..end with their places."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        if start <= 0 and stop == len(self.text):
            return self
        pieces, spans = [], []
        for piece, at in zip(self.pieces, self.spans, strict=True):
            lo, hi = max(start, at), min(stop, at + piece.end - piece.start)
            if lo < hi:
                pieces.append(Piece(piece.word, piece.start + lo - at, piece.start + hi - at))
                spans.append(lo - start)
        return Passage(self.text[start:stop], tuple(pieces), tuple(spans))

    def strip(self, chars: str | None = None) -> Passage:
        """Without leading and trailing blanks (or the given characters)."""
        bare = self.text.strip(chars)
        if bare and len(bare) == len(self.text):
            return self
        start = len(self.text) - len(self.text.lstrip(chars))
        return self.cut(start, start + len(bare)) if bare else Passage()

    def without(self, chars: str) -> Passage:
        """Without any of the given characters."""
        if not any(c in self.text for c in chars):
            return self
        out: list[Passage] = []
        start = 0
        for i, c in enumerate(self.text):
            if c in chars:
                out.append(self.cut(start, i))
                start = i + 1
        out.append(self.cut(start))
        return Passage.join(p for p in out if p)

    def claim(self, role: Role) -> None:
        """Account for every character of it in the coverage ledger."""
        for word, start, end in self.pieces:
            word.claim(start, end, role)

    def doubts(self) -> list[Doubt]:
        """The doubts about its characters, by their place in `text`."""
        return [
            doubt
            for (word, start, end), at in zip(self.pieces, self.spans, strict=True)
            if word.doubts
            for doubt in _within(word.doubts, start, end, at)
        ]

    def votes(self) -> list[Vote]:
        """What was said of its characters, by their place in `text`."""
        return [
            vote
            for (word, start, end), at in zip(self.pieces, self.spans, strict=True)
            for vote in votes_within(word.votes, start, end, at)
        ]
