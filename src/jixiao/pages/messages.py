"""What MuPDF says of a file while it reads it: most messages tell of damage, some of looks alone."""

from __future__ import annotations

import re

from jixiao.pages.mupdf import pymupdf

# Sound files give rise to these; none of them says that something was not read.
_LOOKS = re.compile(
    r"^\.\.\. repeated|^ActualText with no position|^FT_|^freetype |bogus font"
    r"|font.*(?:ascent|descent|bbox|weight|hint)|non-embedded font|marked content|structure tree"
    r"|struct(?:ure)? (?:parent|element)|MCID|ICC|lcms|colou?r ?space|unknown cid collection|JPX"
    r"|No default Layer config|Optional Content configuration"
)


def heard() -> list[str]:
    """MuPDF's messages since they were last asked for, each once, without those that tell of looks alone."""
    said = pymupdf.TOOLS.mupdf_warnings()  # forgets them, too
    if not said:
        return []
    return list(dict.fromkeys(line for line in said.splitlines() if not _LOOKS.search(line)))
