"""A page picture into a `Page`: level, without stamps, its rules and words in points, with the `Scan` beside them."""

from __future__ import annotations

import re
from dataclasses import replace

import cv2
import numpy as np

from jixiao.geometry import Box
from jixiao.pages.page import Page, Rule, Way
from jixiao.pages.scan import settings
from jixiao.pages.scan.model import Grey, Ruling, Run, Scan
from jixiao.pages.scan.ocr.cell_lines import find_lines
from jixiao.pages.scan.ocr.engine import Reader, Spot
from jixiao.pages.scan.ocr.lines import (
    Read,
    cut_out,
    grown,
    once,
    pieces_of,
    read_pieces,
    without_rules,
    words_from,
)
from jixiao.pages.scan.ocr.lone_signs import with_signs
from jixiao.pages.scan.ocr.missed_ink import pale_pieces, unread_pieces
from jixiao.pages.scan.ocr.piece import Piece
from jixiao.pages.scan.ocr.twice import without_repeats
from jixiao.pages.scan.restore import settings as restore
from jixiao.pages.scan.restore.illumination import without_holes, without_specks
from jixiao.pages.scan.restore.pale_layer import has_stains, low_pieces, print_of, sorted_by_ink, without_layer
from jixiao.pages.scan.restore.pen import without_pen
from jixiao.pages.scan.restore.sheet import Sheet, put_right
from jixiao.pages.scan.restore.stamp_removal import without_paler
from jixiao.pages.scan.rules.choice import rules_of
from jixiao.pages.scan.rules.false_rules import without_crossed

# What specks are read as.
_SPECKS = re.compile(r"[\s.,·:;'\"`“”‘’…、，。：；|•\u00c0-\u02ff\u0370-\u052f]+")


def read_page(picture: Grey, scale: float, number: int, reader: Reader, why: tuple[Way, str]) -> Page:
    """The page on a picture (height x width, or with three channels RGB) that has `scale` pixels a point."""
    sheet = put_right(picture, scale, reader)
    ruling, clean, spots = _found(sheet, reader)
    if _lies(spots):
        sheet.turn(1)
        ruling, clean, spots = _found(sheet, reader)
    read = _read(spots, ruling, clean, reader, sheet.scale)
    if _upside_down(read, clean, reader, sheet.scale):
        sheet.turn(2)
        ruling, clean, spots = _found(sheet, reader)
        read = _read(spots, ruling, clean, reader, sheet.scale)
    usual = print_of(read, clean)
    found = sorted_by_ink(read, clean, usual)
    bare = clean
    if len(found.layer) >= restore.PALE.few:
        sheet = sheet.seen_anew(without_layer(sheet.print, usual, found.print, sheet.scale), reader)
        ruling, clean, spots = _found(sheet, reader)
        bare = clean = without_specks(without_holes(clean, sheet.scale), sheet.scale, sheet.stamp)
        read = sorted_by_ink(_read(spots, ruling, clean, reader, sheet.scale), clean, usual).print
    elif has_stains(clean, usual, sheet.scale):
        bare = without_rules(without_layer(sheet.print, usual, found.print, sheet.scale), ruling, sheet.scale)
        bare = without_specks(without_holes(bare, sheet.scale), sheet.scale, sheet.stamp)
    read = [each for each in without_paler(read, clean, sheet.stamp) if _SPECKS.fullmatch(each.reading.text) is None]
    scraps = [each for each in read if _is_scrap(each, usual.high)]
    read = [each for each in read if all(each is not scrap for scrap in scraps)]
    slanted = [Piece(*s[:4]) for s in spots if s.full < settings.PAGE.level and not _stamped(sheet, s)]
    others = [each.piece for each in read]
    missed = unread_pieces(read, (sheet.print, bare), sheet.stamp, sheet.scale)
    pale = pale_pieces([*others, *missed], bare, sheet.stamp, sheet.scale)
    passed = once([*(grown(piece, [*others, *missed], ruling, bare) for piece in missed), *pale])
    again = with_signs(read_pieces(passed, bare, reader, sheet.scale), read, bare, reader)
    again = [_doubted(e) if e.piece in pale else e for e in again]
    more, layer = sorted_by_ink(again, bare, usual)
    read += [
        each for each in more if each.reading.score > settings.PAGE.legible and not _SPECKS.fullmatch(each.reading.text)
    ]
    read = without_repeats(read)
    left = [each.piece for each in more if each.reading.score <= settings.PAGE.legible] + slanted
    left += low_pieces([*found.layer, *layer], usual) + [each.piece for each in scraps] + _strokes(sheet)
    kept = without_pen(read, clean, sheet.masks, sheet.pen)
    left += [each.piece for each in read if all(each is not one for one in kept)]
    return _page(sheet, (ruling, clean), (kept, left), number, why)


def _found(sheet: Sheet, reader: Reader) -> tuple[Ruling, Grey, list[Spot]]:
    rules = rules_of(sheet)
    seen, sheet.unsure = rules.ruling, rules.unsure
    clean = without_rules(sheet.print, seen, sheet.scale)
    if rules.by_network:
        clean = without_holes(clean, sheet.scale)  # those that a rule ran through
    clean = without_specks(clean, sheet.scale, sheet.stamp)
    spots = _spots(sheet, seen, clean, reader)
    if rules.by_network:
        return seen, clean, spots
    ruling = without_crossed(seen, spots, (sheet.print, clean), sheet.stamp, sheet.scale)
    if ruling is not seen:
        clean = without_specks(without_rules(sheet.print, ruling, sheet.scale), sheet.scale, sheet.stamp)
    return ruling, clean, spots


def _spots(sheet: Sheet, ruling: Ruling, clean: Grey, reader: Reader) -> list[Spot]:
    """Where there is text: in plain cells between sure walls by its ink, elsewhere by the detector."""
    pen = (sheet.masks.other >= settings.PAGE.foreign).astype(np.uint8)
    foreign = cv2.resize(pen, clean.shape[::-1], interpolation=cv2.INTER_NEAREST)
    if sheet.stamp is not None:
        foreign = np.maximum(foreign, sheet.stamp)
    around = round(settings.PAGE.beside * sheet.scale)
    for x0, y0, x1, y1 in sheet.unsure:
        low, high = (max(0, round(y0 * sheet.scale) - around), round(y1 * sheet.scale) + around)
        foreign[low:high, max(0, round(x0 * sheet.scale) - around) : round(x1 * sheet.scale) + around] = 1
    unseen = sheet.masks.unseen(ruling, sheet.scale)
    for runs, picture in ((unseen.across, foreign), (unseen.upright, foreign.T)):
        for run in runs:
            picture[max(0, round(run.at) - around) : round(run.at) + around, round(run.start) : round(run.end)] = 1
    return find_lines(clean, ruling, foreign, reader, sheet.scale)


def _read(spots: list[Spot], ruling: Ruling, clean: Grey, reader: Reader, scale: float) -> list[Read]:
    """What the level lines say."""
    level = [s for s in spots if s.full >= settings.PAGE.level]
    read = read_pieces(pieces_of(level, ruling, clean, scale), clean, reader, scale)
    return with_signs(read, [], clean, reader)


def _strokes(sheet: Sheet) -> list[Piece]:
    """Where strokes of a pen were taken off."""
    if sheet.pen is None:
        return []
    _, _, stats, _ = cv2.connectedComponentsWithStats(sheet.pen, connectivity=8)
    least = settings.PAGE.stroke * sheet.scale
    return [Piece(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist() if max(w, h) >= least]


def _is_scrap(read: Read, usual: float) -> bool:
    """Whether it is far lower than lines are and reads badly: what is left of a rule."""
    low = read.piece.y1 - read.piece.y0 < settings.PAGE.low * usual
    return low and not read.stands and read.reading.score <= settings.PAGE.legible


def _doubted(read: Read) -> Read:
    """What was read, none of its characters sure."""
    scores = tuple(min(score, settings.PAGE.unsure) for score in read.reading.scores)
    return read._replace(reading=replace(read.reading, scores=scores))


def _stamped(sheet: Sheet, spot: Spot) -> bool:
    """Whether the middle of the spot lies under a stamp."""
    return sheet.stamp is not None and bool(sheet.stamp[(spot.y0 + spot.y1) // 2, (spot.x0 + spot.x1) // 2])


def _lies(spots: list[Spot]) -> bool:
    """Whether most text runs up or down the page."""
    tall = sum((s.x1 - s.x0) * (s.y1 - s.y0) for s in spots if s.y1 - s.y0 > settings.PAGE.tall * (s.x1 - s.x0))
    wide = sum((s.x1 - s.x0) * (s.y1 - s.y0) for s in spots if s.x1 - s.x0 > settings.PAGE.tall * (s.y1 - s.y0))
    return tall > wide


def _upside_down(read: list[Read], clean: Grey, reader: Reader, scale: float) -> bool:
    """Whether the lines of print read badly as they stand and well on their heads; the page's back may stand so."""
    flat = [each for each in sorted_by_ink(read, clean, print_of(read, clean)).print if not each.stands]
    if not flat or sum(each.reading.score for each in flat) / len(flat) >= settings.PAGE.doubtful:
        return False
    longest = sorted(flat, key=lambda each: each.piece.x1 - each.piece.x0)[-settings.PAGE.sample :]
    crops = [cut_out(each.piece, clean, scale)[0][::-1, ::-1] for each in longest]
    turned = reader.read([np.ascontiguousarray(crop) for crop in crops])
    return sum(r.score for r in turned) > sum(each.reading.score for each in longest)


def _page(
    sheet: Sheet,
    pictures: tuple[Ruling, Grey],
    texts: tuple[list[Read], list[Piece]],
    number: int,
    why: tuple[Way, str],
) -> Page:
    ruling, clean = pictures
    read, left = texts
    scale = sheet.scale
    height, width = sheet.print.shape
    back = sheet.back @ np.diag([scale, scale, 1.0])
    page = Page(number, width / scale, height / scale, way=why[0], why=why[1])
    page.back = tuple(float(n) for n in (back / back[2, 2]).ravel())
    page.words, lines = words_from(read, number, clean, scale)
    page.horizontal = [_rule(r, scale) for r in ruling.across]
    page.vertical = [_rule(r, scale) for r in ruling.upright]
    page.unsure = sheet.unsure
    unread = tuple(Box(*(n / scale for n in piece)) for piece in left)
    page.scan = Scan(
        number, scale, sheet.print, clean, sheet.shown, sheet.stamp, tuple(lines), unread, sheet.noise, sheet.dots
    )
    return page


def _rule(run: Run, scale: float) -> Rule:
    return Rule(run.at / scale, run.start / scale, run.end / scale)
