"""What goes to the terminal: results to stdout, progress to stderr; names and document text never as markup."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.text import Text


def results() -> Console:
    """The console for what was asked for."""
    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 120)


def notes() -> Console:
    """The console for how it is going."""
    return Console(stderr=True, highlight=False)


def plain(text: str, style: str = "") -> Text:
    """The text as it is: brackets in it are no markup, control characters do not reach the terminal."""
    return Text("".join(c if c.isprintable() or c in "\n\u3000" else " " for c in text), style=style)
