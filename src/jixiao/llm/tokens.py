"""How many tokens a text is, roughly: enough for limits and for saying beforehand what a run may cost."""

from __future__ import annotations

import re

# A character of Chinese, or of its punctuation or full-width forms, is about one token; of other writing, a quarter.
_WIDE = re.compile(r"[　-〿㐀-鿿＀-￯]")
_NARROW = 4
# What a picture is worth differs by endpoint; this is the order of size.
IMAGE_TOKENS = 800


def tokens(text: str) -> int:
    """The tokens of the text, estimated."""
    wide = len(_WIDE.findall(text))
    return wide + -(-(len(text) - wide) // _NARROW)
