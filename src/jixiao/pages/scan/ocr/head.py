"""What the recogniser saw in a line, told as characters: its last layer, worked out only where characters stand.

The layer knows 18,710 characters and took a fifth of the time of reading. Most steps of a line are blank, which the
usual characters tell; only at the others are all compared. What is told is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from jixiao.pages.scan.model import Floats
from jixiao.pages.scan.ocr import settings

# GB 2312 sorts characters of level 1, the usual ones, before this lead byte.
_LEVEL_2 = 0xD8
# Steps of lines that are worked out together, to use the processor well.
_TOGETHER = 1024
# Steps at which blanks are told: so many fit into the processor's cache with the usual characters.
_IN_CACHE = 128
# Steps whose likelihoods are worked out together: so many fit into the processor's cache.
_AT_ONCE = 16

Ints = NDArray[Any]


class Told(NamedTuple):
    """A character, its score, its steps from the first to behind the last, and what it may be else, likeliest first."""

    char: str
    score: float
    start: int
    end: int
    others: str


class Head:
    """The last layer of the recogniser: `weights` (features x characters) and `bias`; the first character is blank."""

    def __init__(self, characters: list[str], weights: Floats, bias: Floats) -> None:
        self._characters, self._weights, self._bias = characters, weights, bias
        usual = [i for i, char in enumerate(characters) if _is_usual(char)]
        self._usual = np.ascontiguousarray(np.vstack([weights[:, usual], bias[usual]]))

    def tell(self, lines: Sequence[Floats]) -> list[list[Told]]:
        """The characters of each line (steps x features)."""
        out: list[list[Told]] = []
        while len(out) < len(lines):
            some = [lines[len(out)]]
            while len(out) + len(some) < len(lines) and sum(map(len, some)) < _TOGETHER:
                some.append(lines[len(out) + len(some)])
            ends = np.cumsum([len(line) for line in some])
            busy, chances = self._where_busy(np.concatenate(some))
            for line, end in zip(some, ends, strict=True):
                low, high = np.searchsorted(busy, (end - len(line), end))
                out.append(self._told(len(line), busy[low:high] - (end - len(line)), chances[low:high]))
        return out

    def _told(self, steps: int, busy: Ints, chances: Floats) -> list[Told]:
        """The likeliest character at each step of a line, repeats and blanks left out."""
        best = np.zeros(steps, int)
        best[busy] = chances.argmax(axis=1)
        first = np.flatnonzero(np.append(True, best[1:] != best[:-1]))
        out = []
        for start, end in zip(first, np.append(first[1:], steps), strict=True):
            if best[start] == 0:
                continue
            low, high = np.searchsorted(busy, (start, end))
            score = float(chances[low:high, best[start]].max())
            low, high = np.searchsorted(busy, (start - 1, end + 1))
            others = self._others(chances[low:high], best[start]) if score < settings.ENGINE.clear else ""
            out.append(Told(self._characters[best[start]], score, int(start), int(end), others))
        return out

    def _where_busy(self, features: Floats) -> tuple[Ints, Floats]:
        """The steps that are not blank for sure, and how likely each of them is each of all characters."""
        whole = np.hstack([features, np.ones((len(features), 1), np.float32)])  # the last for the bias
        lead = [
            part[:, 0] - part[:, 1:].max(axis=1)
            for part in (whole[i : i + _IN_CACHE] @ self._usual for i in range(0, len(whole), _IN_CACHE))
        ]
        busy = np.flatnonzero(np.concatenate(lead) < settings.ENGINE.blank)
        logits = features[busy] @ self._weights
        for i in range(0, len(busy), _AT_ONCE):
            part = logits[i : i + _AT_ONCE]
            part += self._bias
            part -= part.max(axis=1, keepdims=True)
            np.exp(part, out=part)
            part /= part.sum(axis=1, keepdims=True)
        return busy, logits

    def _others(self, chances: Floats, taken: int) -> str:
        """The characters beside the one taken that have some likelihood at these steps, the likeliest first."""
        most = chances.max(axis=0)
        most[[0, taken]] = 0
        likely = np.flatnonzero(most >= settings.ENGINE.some)
        return "".join(self._characters[i] for i in likely[np.argsort(-most[likely])])


def _is_usual(char: str) -> bool:
    """Whether the character is blank, a sign, a Latin letter or digit, or a Chinese one of level 1."""
    try:
        return char.isascii() or char.encode("gb2312")[0] < _LEVEL_2
    except UnicodeEncodeError:
        return False
