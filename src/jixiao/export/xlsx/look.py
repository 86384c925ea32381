"""How cells look: fonts, colours, borders. Every colour has a sign beside it, so that a grey print says the same."""

from __future__ import annotations

from typing import Any, Literal

from jixiao.records.tables.columns import Shape

FONT = "微软雅黑"
SIZE = 10

Tone = Literal["plain", "band", "absent", "doubted", "signed", "good", "partial", "dead"]

DARK = "#1F3864"
_LINE = "#BFC7D1"
_GREY_TEXT = "#5F6B7A"
_LINK = "#0B57A4"

_BASE: dict[str, Any] = {
    "font_name": FONT, "font_size": SIZE, "valign": "vcenter", "border": 1, "border_color": _LINE, "text_wrap": True,
}  # fmt: skip
# Text cells keep being text when they are edited: `=100%` put right by hand must not become a formula.
_SHAPES: dict[Shape, dict[str, Any]] = {
    "term": {"num_format": "@"},
    "name": {"num_format": "@"},
    "long": {"valign": "top"},
    "printed": {"num_format": "@"},
    "money": {"num_format": "@", "align": "right"},
    "code": {"num_format": "@", "font_color": _GREY_TEXT, "text_wrap": False},
    "mark": {"num_format": "@", "align": "center"},
    "amount": {"num_format": "#,##0.00", "align": "right"},
    "number": {"align": "right"},
    "count": {"num_format": "0", "align": "center"},
    "year": {"num_format": "0", "align": "center"},
    "page": {"num_format": "0", "align": "center"},
    "file": {"num_format": "@", "font_color": _GREY_TEXT, "text_wrap": False},
}
_TONES: dict[Tone, dict[str, Any]] = {
    "plain": {},
    "band": {"bg_color": "#F3F7FC"},
    "absent": {"bg_color": "#EDEFF1"},
    "doubted": {"bg_color": "#FFF2CC", "border": 3, "border_color": "#9C5700", "bold": True},
    "signed": {"bg_color": "#E2F0D9", "font_color": "#1E4D2B", "italic": True},
    "good": {"font_color": "#1E6B33"},
    "partial": {"bg_color": "#FFE0A3", "font_color": "#7A3E00", "bold": True},
    "dead": {"bg_color": "#B3261E", "font_color": "#FFFFFF", "bold": True},
}
# What codes look like: the sign goes before the word.
MARKS: dict[str, tuple[str, Tone]] = {
    "complete": ("✓ ", "good"),
    "incomplete": ("▲ ", "partial"),
    "failed": ("✕ ", "dead"),
    "doubted": ("？ ", "doubted"),
    "unexplained": ("○ ", "plain"),
    "error": ("✕ ", "dead"),
    "warning": ("▲ ", "partial"),
    "advice": ("○ ", "plain"),
}


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._cells: dict[tuple[Shape, Tone], Any] = {}

    def cell(self, shape: Shape, tone: Tone = "plain", **more: Any) -> Any:
        """A body cell."""
        if more:
            return self.of(**{**_BASE, **_SHAPES[shape], **_TONES[tone], **more})
        found = self._cells.get((shape, tone))
        if found is None:
            found = self._cells[shape, tone] = self.of(**{**_BASE, **_SHAPES[shape], **_TONES[tone]})
        return found

    def link(self, shape: Shape, tone: Tone = "plain") -> Any:
        """A body cell that can be clicked."""
        return self.cell(shape, tone, font_color=_LINK, underline=1)

    def heading(self) -> Any:
        """A cell of the heading row."""
        return self.of(
            **{**_BASE, "bold": True, "font_color": "#FFFFFF", "bg_color": DARK, "align": "center", "valign": "vcenter"}
        )

    def line(self, **more: Any) -> Any:
        """Free text outside tables."""
        return self.of(**{"font_name": FONT, "font_size": SIZE, "valign": "vcenter", **more})

    def of(self, **properties: Any) -> Any:
        """The format with exactly these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]
