"""Damage of every day: pages as screenshots of spreadsheets, seen through a wide lens, written on in pencil, copied
through carbon paper, torn at an edge, two on a sheet, sent by a phone, ruled with dashes.

As `eval.documents.physical`: a family takes a page in colour (blue, green, red; float, 0..255) at its `DPI` and gives
the picture that is kept. A person reads every character of it, but for what is torn off: of that nothing may be said.
They are for measuring alone; nothing is to be trained on them.
"""

from __future__ import annotations

import math
from itertools import pairwise

import cv2
import numpy as np
import pymupdf

from eval.documents.physical import (
    WHITE,
    Family,
    Picture,
    Rng,
    Sheets,
    _grain,
    _grey,
    _jpeg,
    _lens,
    _moved,
    _places,
    _smooth,
)


def screenshot(page: Picture, rng: Rng) -> Picture:
    """A spreadsheet on a screen of 96 dots an inch: letters over its columns, numbers beside its rows, pale lines of
    the grid around it, a window's frame."""
    share = 96 / 200
    small = cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    height, width = small.shape[:2]
    top, left = 24, 36
    sheet = np.full((height, width, 3), WHITE, np.float32)
    columns, rows = _lines_of(small, 0, 40), _lines_of(small, 1, 18)
    for x in columns:
        sheet[:, x] = 218
    for y in rows:
        sheet[y] = 218
    sheet = np.minimum(sheet, np.where(small.min(axis=2, keepdims=True) > 250, sheet, small))
    out = np.full((height + top, width + left, 3), 230, np.float32)
    out[top:, left:] = sheet
    with pymupdf.open() as document:
        frame = document.new_page(width=width + left, height=height + top)
        for i, (a, b) in enumerate(pairwise(columns)):
            frame.insert_text((left + (a + b) / 2 - 4, 17), chr(65 + i % 26), fontsize=11)
        for i, (a, b) in enumerate(pairwise(rows)):
            frame.insert_text((10, top + (a + b) / 2 + 4), str(i + 1), fontsize=10)
        pixels = frame.get_pixmap(alpha=False)
        words = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w, 3).astype(np.float32)
    for x in columns:
        out[:top, left + x] = 170
    for y in rows:
        out[top + y, :left] = 170
    return np.minimum(out, words[: out.shape[0], : out.shape[1]])


def _lines_of(page: Picture, axis: int, usual: int) -> list[int]:
    """Where the columns (axis 0) or rows (1) of a sheet end: on long rules of the page, and evenly where there are
    none."""
    dark = (_grey(page) < 140).mean(axis=axis)
    found = [int(i) for i in np.flatnonzero(dark > 0.25)]
    out = [0]
    for at in [*found, dark.size - 1]:
        while at - out[-1] > 3 * usual:
            out.append(out[-1] + usual)
        if at - out[-1] >= usual // 2:
            out.append(at)
    return out


def wide_lens(page: Picture, rng: Rng) -> Picture:
    """Photographed from near with a wide lens: straight lines bulge, a lamp lights one corner, the others are dark."""
    height, width = page.shape[:2]
    wide = (int(1.12 * height), int(1.14 * width))
    xs, ys = _places(wide)
    x, y = (xs - wide[1] / 2) / (width / 2), (ys - wide[0] / 2) / (width / 2)
    bulge = rng.uniform(0.02, 0.04)
    grow = 1 + bulge * (x * x + y * y)
    turn = math.radians(rng.uniform(-2, 2))
    u, v = x * grow, y * grow
    u, v = u * math.cos(turn) - v * math.sin(turn), u * math.sin(turn) + v * math.cos(turn)
    desk = (70.0, 84.0, 96.0)
    out = _moved(page * 0.97, u * width / 2 + width / 2, v * width / 2 + height / 2, desk)
    lamp = np.hypot(xs / wide[1] - rng.uniform(0.1, 0.9), ys / wide[0] - rng.uniform(0.1, 0.4))
    light = 1.06 - 0.45 * np.clip(lamp, 0, 1) - 0.12 * (x * x + y * y) / 2
    return _jpeg(_grain(_lens(out * light[..., None], rng, 0.8), rng, 5), 82)


def pencil(page: Picture, rng: Rng) -> Picture:
    """Gone over in pencil: ticks, question marks and figures beside printed ones, lines under words, in grainy grey."""
    height, width = page.shape[:2]
    marks = np.zeros((height, width), np.uint8)
    text = np.argwhere(_grey(page) < 120)
    for _ in range(int(rng.integers(10, 18))):
        y, x = (int(n) for n in text[rng.integers(len(text))])
        x, kind = min(width - 120, x + int(rng.integers(-20, 60))), rng.random()
        if kind < 0.45:
            tick = np.int32([[x, y], [x + 10, y + 16], [x + 34, y - 22]]) + rng.integers(-4, 5, (3, 2)).astype(np.int32)
            cv2.polylines(marks, [tick], False, 255, 3, cv2.LINE_AA)
        elif kind < 0.8:
            said = str(rng.choice(["?", "80", "95%", "12.5", "3", "100", "o"]))
            face = cv2.FONT_HERSHEY_SCRIPT_SIMPLEX if rng.random() < 0.5 else cv2.FONT_ITALIC
            cv2.putText(marks, said, (x, y + 14), face, rng.uniform(0.9, 1.3), 255, 2, cv2.LINE_AA)
        else:
            ends = [[x + 26 * i, y + 22 + int(rng.integers(-2, 3))] for i in range(int(rng.integers(3, 9)))]
            cv2.polylines(marks, [np.int32(ends)], False, 255, 2, cv2.LINE_AA)
    grain = np.clip(rng.normal(0.62, 0.22, (height, width)), 0.15, 1).astype(np.float32)
    lead = (0.72 * grain * marks / WHITE)[..., None]
    return _grain(_lens(page * (1 - lead) + 40 * lead, rng, 0.5), rng, 3)


def carbon(page: Picture, rng: Rng) -> Picture:
    """The third sheet under carbon paper: violet strokes spread and pale, paler where the hand was light, smudges."""
    cover = cv2.GaussianBlur(1 - _grey(page) / WHITE, (0, 0), rng.uniform(1.0, 1.3))
    press = 0.42 + 0.4 * _smooth(rng, page.shape, 6)
    weave = np.clip(cv2.GaussianBlur(rng.random(page.shape[:2]).astype(np.float32), (0, 0), 0.9) * 5 - 1.7, 0.45, 1)
    smudge = 0.05 * np.clip(_smooth(rng, page.shape, 5) * 3 - 1.8, 0, 1)
    ink = np.clip(cover * press * weave * 1.25, 0, 1) + smudge
    tint = np.array([120, 60, 80], np.float32)
    paper = np.array([225, 238, 242], np.float32)
    return _grain(paper * (1 - ink[..., None]) + tint * ink[..., None], rng, 4)


def torn(page: Picture, rng: Rng) -> Picture:
    """A strip torn off along one side, into the table; holes at the other; black or white where paper is gone."""
    height, width = page.shape[:2]
    ink = np.flatnonzero((_grey(page) < 120).mean(axis=0) > 0.01)
    left = rng.random() < 0.4
    edge = (int(ink[0]) if left else width - int(ink[-1])) + rng.uniform(25, 60)
    rough = cv2.GaussianBlur(rng.normal(0, 60, (height, 1)).astype(np.float32), (1, 0), sigmaX=1, sigmaY=9)
    away = edge + 6 * np.sin(np.arange(height) / 170)[:, None] + rough
    xs, _ = _places(page.shape)
    gone = (xs < away) if left else (xs > width - away)
    fibres = cv2.GaussianBlur(gone.astype(np.float32), (0, 0), 3)
    out = page * (1 - 0.12 * fibres[..., None])
    out[gone] = rng.choice([24.0, 246.0])
    for share in (0.35, 0.65):
        at = int((0.035 if not left else 0.965) * width)
        cv2.circle(out, (at, int(share * height)), 22, (20, 20, 20), -1, cv2.LINE_AA)
    return _grain(_lens(out, rng, 0.5), rng, 3)


def by_phone(page: Picture, rng: Rng) -> Picture:
    """Sent by a phone's messenger: 1280 dots high, strongly compressed."""
    small = cv2.resize(_grain(_lens(page, rng, 0.6), rng, 3), None, fx=1280 / page.shape[0], fy=1280 / page.shape[0],
                       interpolation=cv2.INTER_AREA)  # fmt: skip
    return _jpeg(small, 30)


def dashed(page: Picture, rng: Rng) -> Picture:
    """All rules drawn as dashes."""
    dark = (_grey(page) < 170).astype(np.uint8)
    xs, ys = _places(page.shape)
    out = page.copy()
    period, share = rng.uniform(14, 22), rng.uniform(0.5, 0.62)
    for shape, along in (((1, 90), xs), ((90, 1), ys)):
        rule = cv2.dilate(cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8)), np.ones((3, 3), np.uint8))
        out[(rule > 0) & ((along / period) % 1 > share)] = WHITE
    return _grain(_lens(out, rng, 0.5), rng, 3)


def two_up(pages: list[Picture], rng: Rng) -> list[Picture]:
    """Two pages at a time on a sheet of A3, a fold's shadow between both."""
    out = []
    for first in range(0, len(pages), 2):
        pair = pages[first : first + 2]
        high, wide = max(p.shape[0] for p in pair), max(p.shape[1] for p in pair)
        sheet = np.full((high, 2 * wide, 3), 252, np.float32)
        for i, page in enumerate(pair):
            sheet[: page.shape[0], i * wide : i * wide + page.shape[1]] = page
        away = np.abs(_places(sheet.shape)[0] - wide)
        sheet *= (1 - 0.25 * np.exp(-away / 14))[..., None]
        out.append(_grain(_lens(sheet, rng, 0.5), rng, 3))
    return out


FAMILIES: dict[str, Family | Sheets] = {
    **{f.__name__.replace("_", "-"): f for f in (screenshot, wide_lens, pencil, carbon, torn, by_phone, dashed)},
    "two-up": Sheets(two_up),
}
