"""A page of a document drawn with its marks and written to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jixiao.app.drawing.marks import JOINT_NAMES, ROLE_NAMES, joint_marks, joints_said, marks_of
from jixiao.app.files.outputs import file_to_be
from jixiao.config import Settings
from jixiao.engine.limits import intake_limits
from jixiao.errors import ConfigError, PageError, UnsupportedFormat, reason_of
from jixiao.fields.begun import Examination
from jixiao.pages.drawing import Mark, draw, draw_scanned
from jixiao.pipeline import examine
from jixiao.resources import named
from jixiao.scratch import Scratch
from jixiao.sources import Source, gather
from jixiao.sources.formats import BY_NAME


def picture(file: Path, page: int, target: Path, zoom: float, settings: Settings, joins: bool = False) -> Sequence[str]:
    """Write the page's picture to `target`, a PNG; what to say about it. A JixiaoError where there is no such page.

    With `joins` it shows what was concluded at the page ends before and after it, in place of the fields.
    """
    if not 0 < zoom <= 10:
        raise ConfigError(f"--zoom 应在 0 到 10 之间，现为 {zoom:g}")
    if target.suffix.lower() != ".png":
        target = target.with_name(f"{target.name}.png")
    file_to_be(target)
    with Scratch() as workdir:
        found = gather([file], Path(workdir), intake_limits(settings))
        if found.problems:
            raise found.problems[0]
        source = found.sources[0]
        _check(source, len(found.sources))
        seen = examine(source, settings)
        pages = seen.layout.pages or 0
        if not 1 <= page <= pages:
            raise PageError(page, f"没有这一页，{source.name} 共 {pages} 页；请换一个 --page")
        content = _drawn(source, seen, page, zoom, joins)
    try:
        target.write_bytes(content)
    except OSError as exc:
        raise ConfigError(f"图片写不进 {target}（{reason_of(exc)}）；请用 --out 换一个位置") from exc
    said = [f"{target}"]
    if joins:
        return [*said, *(joints_said(seen.layout, page) or ["这一页前后没有要接的表"])]
    said += [p.message for p in seen.reading.problems if p.page == page]
    for coverage in seen.reading.coverage:
        if coverage.page == page and coverage.unexplained:
            said.append("未归入的文字（图中红框）：" + "、".join(coverage.unexplained))
    return said


def _drawn(source: Source, seen: Examination, page: int, zoom: float, joins: bool) -> bytes:
    """The page with its marks; one that was read by OCR put level, with what was read beside it."""
    marks = joint_marks(seen.layout, page) if joins else marks_of(seen, page)
    names = JOINT_NAMES if joins else ROLE_NAMES
    legend = [(role, words) for role, words in names.items() if role != "doubted" or _any(marks, role)]
    if page not in seen.layout.ways:
        return draw(source.path, page, marks, zoom, legend)
    with named(BY_NAME[source.kind].pages)(source.path, source.name) as pages:
        return draw_scanned(pages.page(page - 1), marks, zoom, legend)


def _any(marks: Sequence[Mark], role: str) -> bool:
    return any(mark.role == role for mark in marks)


def _check(source: Source, count: int) -> None:
    if count != 1 or not BY_NAME[source.kind].pages:
        said = "look 画的是有页的文件的一页；Word、Excel、网页没有页，请用 --out 页.html 看所有的值，或用 jixiao show"
        raise UnsupportedFormat(source.name, said)
