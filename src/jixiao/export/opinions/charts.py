"""Charts for the overview page, drawn as SVG that stands in the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from jixiao.reviews import FINDINGS, WEIGHTS, TallyLine

COLOURS = {"error": "#b3261e", "warning": "#e39a2d", "advice": "#8fa9c4"}
GRADES = {"优": "#1e6b33", "良": "#6fa85c", "中": "#e39a2d", "差": "#b3261e", "未评": "#8a94a0"}
_ROW = 26  # pixels from one bar to the next
_BAR = 15  # pixels of a bar's height
_NAME_WIDTH = 15.0  # pixels of a Chinese character
_LONGEST = 22


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where bars begin and how long the longest is, in pixels."""

    left: float
    room: float
    height: float


def bars(lines: Sequence[TallyLine], width: int = 560) -> str:
    """A bar for each line, in three colours, with the counts behind it."""
    most = max((line.total for line in lines), default=0)
    if not most:
        return ""
    names = [_short(line.name) for line in lines]
    left = min(max(map(_measure, names)), _LONGEST * _NAME_WIDTH * 0.87) + 10
    frame = _Frame(left, width - left - 90, len(lines) * _ROW + 6)
    rows = "".join(_row(line, n, frame, most) for n, line in enumerate(lines))
    return _svg(width, frame.height, rows)


def grades(counts: dict[str, int], width: int = 560) -> str:
    """One band cut by how many forms have each grade."""
    total = sum(counts.values())
    if not total:
        return ""
    at, parts = 0.0, []
    for name, count in counts.items():
        wide = width * count / total
        if count:
            parts.append(f'<rect x="{at:.1f}" y="0" width="{wide:.1f}" height="40" fill="{GRADES.get(name, "#888")}"/>')
            if wide > 44:
                parts.append(f'<text x="{at + wide / 2:.1f}" y="26" class="in">{escape(name)} {count}</text>')
        at += wide
    legend = "".join(
        f'<rect x="{n * 110}" y="54" width="12" height="12" fill="{GRADES.get(name, "#888")}"/>'
        f'<text x="{n * 110 + 18}" y="65">{escape(name)}　{count} 张</text>'
        for n, (name, count) in enumerate(counts.items())
    )
    return _svg(width, 74, "".join(parts) + legend)


def _row(line: TallyLine, n: int, frame: _Frame, most: int) -> str:
    y = n * _ROW + 3
    parts = [
        f'<text x="{frame.left - 8:.0f}" y="{y + 13}" text-anchor="end">{escape(_short(line.name))}'
        f"<title>{escape(line.name)}</title></text>"
    ]
    at = frame.left
    for weight in FINDINGS:
        count = line.counts[weight]
        wide = frame.room * count / most
        if count:
            parts.append(
                f'<rect x="{at:.1f}" y="{y}" width="{max(wide, 1.5):.1f}" height="{_BAR}" fill="{COLOURS[weight]}">'
                f"<title>{escape(line.name)}：{WEIGHTS[weight]} {count} 处</title></rect>"
            )
        at += wide
    said = " / ".join(str(line.counts[w]) for w in FINDINGS)
    parts.append(f'<text x="{at + 8:.1f}" y="{y + 13}" class="count">{said}</text>')
    return "".join(parts)


def _svg(width: float, height: float, inside: str) -> str:
    box = f'viewBox="0 0 {width:.0f} {height:.0f}"'
    return f'<svg {box} width="100%" role="img" style="max-width:{width:.0f}px">{inside}</svg>'


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _measure(text: str) -> float:
    return sum(_NAME_WIDTH * (0.87 if ord(c) > 0x2E80 else 0.5) for c in text)
