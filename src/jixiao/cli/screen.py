"""What goes to the terminal: results to stdout, progress to stderr; names and document text never as markup."""

from __future__ import annotations

import os
import sys

from rich.console import Console
from rich.text import Text


class _Results(Console):
    """A console whose reader may have seen enough; what that means is for the program to say, not for rich."""

    def on_broken_pipe(self) -> None:
        """Pass the error on."""
        raise BrokenPipeError


def results() -> Console:
    """The console for what was asked for; where it is no terminal, as wide as COLUMNS says or 120."""
    wide = sys.stdout.isatty() or "COLUMNS" in os.environ
    return _Results(highlight=False, width=None if wide else 120)


def notes() -> Console:
    """The console for how it is going."""
    return Console(stderr=True, highlight=False)


def plain(text: str, style: str = "") -> Text:
    """The text as it is: brackets in it are no markup, control characters do not reach the terminal."""
    return Text("".join(c if c.isprintable() or c in "\n\u3000" else " " for c in text), style=style)
