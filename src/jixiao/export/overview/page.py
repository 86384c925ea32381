"""The overview of a collection as one page with charts, in one file that needs no network.

The charts are drawn by Chart.js 4.6.1 (MIT), which is kept beside this file and stands in the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from jixiao.atomic import whole

_TEMPLATE = Path(__file__).with_name("page.html.j2")
_LIBRARY = Path(__file__).with_name("chart.umd.min.js")


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: its title, a name for each bar, and by part the number that each bar has; `unit` is of the numbers."""

    title: str
    names: Sequence[str]
    parts: dict[str, Sequence[float]]
    unit: str = ""
    lying: bool = False

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(any(numbers) for numbers in self.parts.values())


@dataclass(frozen=True, slots=True)
class Collection:
    """What is told of a collection: numbers with their names, charts, and what stays to be done."""

    title: str
    figures: Sequence[tuple[str, str]]
    charts: Sequence[Bars]
    notes: Sequence[str] = ()


def write_overview(found: Collection, path: Path) -> Path:
    """The page at `path`."""
    from markupsafe import Markup

    from jixiao.export.sandbox import page

    library = _LIBRARY.read_text(encoding="utf-8")
    charts = [chart for chart in found.charts if not chart.empty]
    drawn = page(_TEMPLATE, library)
    text = drawn(found=found, charts=charts, data=[asdict(chart) for chart in charts], library=Markup(library))
    with whole(path) as part:
        part.write_text(text, encoding="utf-8")
    return path
