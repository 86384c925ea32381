"""What could not be read of a source, page by page, as reasons."""

from __future__ import annotations

from collections import Counter

from jixiao.records import Reason
from jixiao.tables.table import Layout

# A reason is said for each page up to this many; more pages of the same kind are named together.
_PAGES_NAMED = 3


def layout_problems(layout: Layout) -> list[Reason]:
    """The layout's problems; many pages with the same one are named together."""
    kinds = Counter(code for page, code, _ in layout.problems if page is not None)
    out: list[Reason] = []
    seen: Counter[str] = Counter()
    for page, code, message in layout.problems:
        seen[code] += 1
        if page is None or kinds[code] <= _PAGES_NAMED:
            out.append(Reason(code=code, message=message, page=page))
        elif seen[code] == kinds[code]:
            pages = [p for p, c, _ in layout.problems if c == code and p is not None]
            said = message.split("：", 1)[-1]
            out.append(Reason(code=code, message=f"第{_ranges(pages)}页：{said}", page=pages[0]))
    return out


def _ranges(pages: list[int]) -> str:
    """1、3-5 for [1, 3, 4, 5]."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return "、".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
