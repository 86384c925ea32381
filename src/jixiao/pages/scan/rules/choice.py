"""Which rules a page has: those that its darkness shows, or those that the page network sees."""

from __future__ import annotations

from jixiao.pages.scan.restore.sheet import Sheet
from jixiao.pages.scan.rules.grid import grid_of, ruling_on
from jixiao.pages.scan.rules.line_detection import Ruling


def network_ruling(sheet: Sheet) -> Ruling:
    """The rules that the network sees."""
    return ruling_on(grid_of(sheet.masks), sheet.print, sheet.scale / sheet.masks.scale)


def taken_ruling(sheet: Sheet) -> Ruling:
    """The rules that are taken."""
    return network_ruling(sheet)
