"""What goes to the terminal: results to stdout, progress to stderr; names and document text never as markup."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

# What may not be broken: a Latin word or number with its blank, a Han character with the marks that close it.
_UNITS = re.compile(r"(?:[!-~]+|[^!-~])[，。；：、！？）》”’…]*\s*")


class _Results(Console):
    """A console whose reader may have seen enough; what that means is for the program to say, not for rich."""

    def on_broken_pipe(self) -> None:
        """Pass the error on."""
        raise BrokenPipeError


def results() -> Console:
    """The console for what was asked for; where it is no terminal, as wide as COLUMNS says or 120."""
    wide = sys.stdout.isatty() or "COLUMNS" in os.environ
    return _Results(highlight=False, emoji=False, width=None if wide else 120)


def notes() -> Console:
    """The console for how it is going."""
    return Console(stderr=True, highlight=False, emoji=False)


def plain(text: str, style: str = "") -> Text:
    """The text as it is: brackets in it are no markup, control characters do not reach the terminal."""
    return Text("".join(c if c.isprintable() or c in "\n\u3000" else " " for c in text), style=style)


class Prose:
    """Chinese text that fills its column: broken between any two Han characters, never inside a Latin word or a number.

    Rich breaks at blanks only, of which Chinese has few.
    """

    def __init__(self, text: str, style: str = "") -> None:
        self.lines = plain(text).plain.split("\n")
        self.style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The text in lines of the width there is."""
        for line in self.lines:
            yield Text("\n".join(_broken(line, options.max_width)), style=self.style)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As wide as the longest line, at the least wide enough for a few characters."""
        widest = max((cell_len(line) for line in self.lines), default=0)
        return Measurement(min(widest, 12), min(widest, options.max_width))


def _broken(line: str, width: int) -> list[str]:
    """The line cut into pieces of at most `width` columns; closing marks do not begin one."""
    lines = [""]
    for unit in _units(line, width):
        if lines[-1] and cell_len(lines[-1]) + cell_len(unit.rstrip()) > width:
            lines.append("")
        lines[-1] += unit
    return [piece.rstrip() for piece in lines]


def _units(line: str, width: int) -> Iterator[str]:
    """What is not to be broken; what is longer than a whole line is, after all."""
    for unit in _UNITS.findall(line):
        if cell_len(unit.rstrip()) > width:
            yield from unit
        else:
            yield unit
