"""Text of a page as its lines: blanks drawn together as a browser draws them, line breaks where it has them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.geometry import Box
from jixiao.office.html.looks import Look
from jixiao.tables.table import Line
from jixiao.text import NO_CHARACTER, is_cjk, printed

_NOWHERE = Box(0, 0, 0, 0)
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class Inline:
    """The lines of a paragraph that is being gathered, each the (text, look) of its runs.

    `unseen` says that text stands beside them that nobody sees.
    """

    lines: list[list[tuple[str, Look]]] = field(default_factory=lambda: [[]])
    unseen: bool = False

    def add(self, text: str, look: Look) -> None:
        """More text on the line; in preformatted text the source's own line ends hold."""
        if not look.pre:
            if text:
                self.lines[-1].append((text, look))
            return
        for number, part in enumerate(text.splitlines() or [text]):
            if number:
                self.end_line()
            if part:
                self.lines[-1].append((part.replace("\t", "    "), look))

    def end_line(self) -> None:
        """A line break."""
        self.lines.append([])

    def taken(self, place: str) -> tuple[list[Line], Look]:
        """The lines that print something, with the look that most of it has; begins anew."""
        lines, looks = [], Counter[Look]()
        for runs in self.lines:
            text = printed(_flat(runs)).strip()
            if not text:
                continue
            for run, look in runs:
                looks[look] += len(run.strip())
            word = _word(text, runs, place)
            if self.unseen:
                word.doubts = (*word.doubts, Doubt(0, len(text), DoubtCode.COVERING))
            lines.append(Line([word], hard=True))
        self.lines, self.unseen = [[]], False
        return lines, looks.most_common(1)[0][0] if looks else Look()


def _flat(runs: list[tuple[str, Look]]) -> str:
    """The runs as one text; a line end of the source between Chinese characters is none of the reader's."""
    text = "".join(run for run, _ in runs)
    if all(look.pre for _, look in runs):
        return text
    out, at = [], 0
    for blank in _BLANKS.finditer(text):
        out.append(text[at : blank.start()])
        at = blank.end()
        before, after = text[: blank.start()][-1:], text[at : at + 1]
        if not ("\n" in blank[0] and before and after and is_cjk(before) and is_cjk(after)):
            out.append(" ")
    return "".join([*out, text[at:]])


def _word(text: str, runs: list[tuple[str, Look]], place: str) -> Word:
    word = Word(text, 0, _NOWHERE, (), max((look.size for run, look in runs if run.strip()), default=0.0))
    word.place = place
    doubts = [Doubt(m.start(), m.end(), DoubtCode.UNREADABLE) for m in NO_CHARACTER.finditer(text)]
    if any(look.struck for run, look in runs if run.strip()):
        doubts.append(Doubt(0, len(text), DoubtCode.REVISED))
    word.doubts = tuple(doubts)
    return word
