"""Characters of the symbol fonts as Unicode: forms draw their tick boxes, bullets and ≥ with them."""

# ruff: noqa: RUF001 -- symbol fonts draw characters that look like others, and those are meant

from __future__ import annotations

_PRIVATE = 0xF000

_SYMBOL = {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥",
    **{0x41 + i: c for i, c in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")},
    **{0x61 + i: c for i, c in enumerate("αβχδεφγηιϕκλμνοπθρστυϖωξψζ")},
    **{0xA1 + i: c for i, c in enumerate("ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…")},
    **{0xC4 + i: c for i, c in enumerate("⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓")},
    0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x74: "◆", 0x75: "◆", 0x76: "❖",
    0x77: "◆", **{0x81 + i: c for i, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩")}, **{0x8C + i: c for i, c in enumerate("❶❷❸❹❺❻❼❽❾❿")},
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x96: "•", 0xA3: "□"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS2}


def symbol(font: str, code: int) -> str:
    """The character a symbol font draws for the code (with or without 0xF000); unknown ones stay as they are."""
    table = _FONTS.get(font.strip().lower())
    low = code - _PRIVATE if _PRIVATE <= code <= _PRIVATE + 0xFF else code
    if table is None:
        return chr(code)
    plain = chr(low) if 0x20 <= low < 0x7F and table is _SYMBOL else chr(code)
    return table.get(low, plain)


def from_private(text: str, font: str) -> str:
    """The text with codes that point into a symbol font as the characters it draws."""
    if font.strip().lower() not in _FONTS:
        return text
    return "".join(symbol(font, ord(c)) if _PRIVATE <= ord(c) <= _PRIVATE + 0xFF else c for c in text)
