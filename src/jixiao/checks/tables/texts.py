"""The text between the forms, put together again where lines or pages cut it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jixiao.records import Prose
from jixiao.text import key

_ENDS = "。！!？?"
HEADS = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.]|[(][一二三四五六七八九十\d]+[)]|\d+[、.](?!\d)|第[一二三四五六七八九十]+)"
)
# A shorter line that does not end a sentence is a heading.
_LINE = 14


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs that make one: the text for comparing, where each of them begins in it, and their positions."""

    flat: str
    starts: tuple[int, ...]
    positions: tuple[int, ...]

    def path(self, at: int = 0) -> str:
        """The field path of the paragraph in which that character stands."""
        return f"prose[{self.positions[bisect_right(self.starts, at) - 1]}]"


def texts(prose: Sequence[Prose]) -> Iterator[Text]:
    """The paragraphs in order; a line that breaks off and the ones that go on with it are one."""
    held: list[tuple[int, str]] = []
    for i, paragraph in enumerate(prose):
        flat = key(paragraph.text)
        if held and not _goes_on(held[-1][1], flat):
            yield _joined(held)
            held = []
        held.append((i, flat))
    if held:
        yield _joined(held)


def _goes_on(before: str, after: str) -> bool:
    return len(before) >= _LINE and before[-1:] not in _ENDS and HEADS.match(after) is None


def _joined(held: Sequence[tuple[int, str]]) -> Text:
    starts, at = [], 0
    for _, flat in held:
        starts.append(at)
        at += len(flat)
    return Text("".join(flat for _, flat in held), tuple(starts), tuple(i for i, _ in held))
