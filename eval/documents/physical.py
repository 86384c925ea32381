"""Damage as it arises: paper, light, ink and machines, each by what happens there and not by its look on a picture.

None of it shares code with `eval.training.damage`, and no network was trained on it. A family takes a page in colour
(blue, green, red; float, 0..255) at `DPI` and gives the picture that is kept; a person reads every character of it.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pymupdf

Picture = np.ndarray
Rng = np.random.Generator
Family = Callable[[Picture, Rng], Picture]
DPI = 200
WHITE = 255.0


@dataclass(frozen=True)
class Sheets:
    """A family that takes all pages of a file at once and gives its sheets."""

    of: Callable[[list[Picture], Rng], Iterable[Picture]]


def _smooth(rng: Rng, shape: tuple[int, ...], cells: int) -> Picture:
    """A field from 0 to 1 that changes `cells` times along the page."""
    coarse = rng.random((cells + 2, cells + 2)).astype(np.float32)
    field = cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC)
    return (field - field.min()) / max(float(np.ptp(field)), 1e-6)


def _places(shape: tuple[int, ...]) -> tuple[Picture, Picture]:
    ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    return xs, ys


def _moved(page: Picture, xs: Picture, ys: Picture, outside: tuple[float, ...] = (WHITE,) * 3) -> Picture:
    maps = xs.astype(np.float32), ys.astype(np.float32)
    return cv2.remap(page, *maps, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=outside)


def _grey(page: Picture) -> Picture:
    return cv2.cvtColor(np.clip(page, 0, WHITE).astype(np.uint8), cv2.COLOR_BGR2GRAY).astype(np.float32)


def _coloured(grey: Picture) -> Picture:
    return np.repeat(grey[..., None], 3, axis=2)


def _grain(page: Picture, rng: Rng, sigma: float) -> Picture:
    return page + rng.normal(0, sigma, page.shape).astype(np.float32)


def _lens(page: Picture, rng: Rng, sigma: float) -> Picture:
    return cv2.GaussianBlur(page, (0, 0), sigma * rng.uniform(0.8, 1.2))


def _jpeg(page: Picture, quality: int) -> Picture:
    kept = cv2.imencode(".jpg", np.clip(page, 0, WHITE).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return cv2.imdecode(kept, cv2.IMREAD_COLOR).astype(np.float32)


def _turned(page: Picture, degrees: float, outside: tuple[float, ...]) -> Picture:
    h, w = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), degrees, 1.0)
    return cv2.warpAffine(page, matrix, (w, h), flags=cv2.INTER_CUBIC, borderValue=outside)


# --- paper -----------------------------------------------------------------------------------------------------------


def crumpled(page: Picture, rng: Rng) -> Picture:
    """Balled up and smoothed out: facets between creases, each with a slope of its own, lit from a side."""
    h, w = page.shape[:2]
    count = int(rng.integers(18, 34))
    seeds = rng.uniform(0, 1, (count, 2)) * [w, h]
    slopes = rng.normal(0, 1, (count, 2))
    xs, ys = _places((h // 8, w // 8))
    far = np.stack([np.hypot(xs * 8 - x, ys * 8 - y) for x, y in seeds])
    near = np.exp(-far / 45)
    near /= near.sum(axis=0)
    tilt = [cv2.resize((near * slopes[:, i, None, None]).sum(axis=0), (w, h)) for i in (0, 1)]
    xs, ys = _places(page.shape)
    out = _moved(page, xs + 5 * tilt[0], ys + 5 * tilt[1])
    light = 1 + 0.07 * (tilt[0] + tilt[1])
    return _grain(out * light[..., None] * 0.96, rng, 3)


def gutter(page: Picture, rng: Rng) -> Picture:
    """Bound in a book: towards the spine the page rises, so that it narrows, curves and darkens."""
    h, w = page.shape[:2]
    left = rng.random() < 0.5
    xs, ys = _places(page.shape)
    share = xs / w if left else 1 - xs / w
    rise = np.exp(-share / 0.12)
    across = 0.05 * w * rise * (-1 if left else 1)
    arched = rng.uniform(14, 26) * rise * (ys / h - 0.4) * 2
    out = _moved(page, xs + across, ys + arched)
    return _grain(out * (1 - 0.5 * np.exp(-share / 0.05))[..., None] * 0.97, rng, 3)


def damp(page: Picture, rng: Rng) -> Picture:
    """Was wet: the ink spread a little, the paper cockled, stains with sharp brown rims stayed."""
    soaked = _smooth(rng, page.shape, 3)
    spread = cv2.GaussianBlur(cv2.erode(page, np.ones((2, 2), np.uint8)), (0, 0), 1.0)
    wet = np.clip((soaked - 0.5) * 8, 0, 1)[..., None]
    out = page * (1 - wet) + spread * wet
    rim = np.exp(-(((soaked - 0.55) / 0.012) ** 2))[..., None]
    tea = np.array([150, 195, 222], np.float32) / WHITE
    out = out * (1 - 0.5 * rim * (1 - tea)) * (1 - 0.5 * wet * (1 - tea))
    xs, ys = _places(page.shape)
    wave = 3.5 * soaked * np.sin(xs / rng.uniform(90, 160) + rng.uniform(0, 6))
    return _grain(_moved(out, xs, ys + wave), rng, 3)


def thin_paper(page: Picture, rng: Rng) -> Picture:
    """The back is printed too and shines through, mirrored, moved and soft."""
    back = np.roll(cv2.GaussianBlur(page[:, ::-1], (0, 0), 1.6), rng.integers(-130, 130, 2), (0, 1))
    return _grain(page * (1 - rng.uniform(0.2, 0.32) * (1 - back / WHITE)), rng, 3)


def tinted_paper(page: Picture, rng: Rng) -> Picture:
    """Carbon copy on coloured paper: violet ink of low contrast, speckled by fibres."""
    paper = np.array([(150, 215, 235), (190, 180, 235), (170, 225, 190)][int(rng.integers(3))], np.float32)
    ink = np.array([130, 70, 85], np.float32)
    cover = (1 - page.mean(axis=2, keepdims=True) / WHITE) * (0.72 + 0.28 * _smooth(rng, page.shape, 40)[..., None])
    cover = cv2.GaussianBlur(cover, (0, 0), 0.8)[..., None]
    out = paper * (1 - cover) + ink * cover
    fibre = cv2.blur(rng.normal(0, 1, page.shape[:2]).astype(np.float32), (9, 3)) * 12
    return _grain(out + fibre[..., None], rng, 4)


# --- machines --------------------------------------------------------------------------------------------------------


def thermal_fax(page: Picture, rng: Rng) -> Picture:
    """Sent by fax: one bit, thin strokes lost in places, lines of dots torn, a pale band where the head is worn."""
    grey = _turned(_coloured(_grey(page)), rng.uniform(-0.8, 0.8), (WHITE,) * 3)[..., 0]
    small = cv2.resize(grey, None, fx=1.02, fy=0.98, interpolation=cv2.INTER_AREA)
    h, w = small.shape
    xs, _ = _places(small.shape)
    worn = sum(np.exp(-(((xs - rng.uniform(0, w)) / 5) ** 2)) for _ in range(3))
    level = 165 - 25 * _smooth(rng, small.shape, 4) - 60 * worn
    bits = np.where(_grain(small, rng, 16) > level, WHITE, 0).astype(np.float32)
    for y in rng.integers(0, h - 2, 5):
        bits[y] = np.roll(bits[y], int(rng.integers(3, 30)))
    return _coloured(bits)


def dithered(page: Picture, rng: Rng) -> Picture:
    """Printed on a grey ground by a printer of one ink: a clustered dot of 45 degrees, scanned again."""
    grey = np.minimum(_grey(page), 205 + 20 * _smooth(rng, page.shape, 3))
    big = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_LINEAR)
    xs, ys = _places(big.shape)
    period = rng.uniform(4.5, 6)
    wave = np.cos((xs + ys) * math.pi / period) * np.cos((xs - ys) * math.pi / period)
    bits = np.where(big / WHITE > 0.5 + 0.48 * wave, WHITE, 0).astype(np.float32)
    return _coloured(_grain(cv2.resize(bits, grey.shape[::-1], interpolation=cv2.INTER_AREA), rng, 4))


def worn_drum(page: Picture, rng: Rng) -> Picture:
    """A copier at its end: toner fades to one side and along streaks, a scratch repeats with each turn of the drum."""
    h, w = page.shape[:2]
    dark = 1 - page / WHITE
    across = np.linspace(1, rng.uniform(0.42, 0.6), w, dtype=np.float32)
    across = across if rng.random() < 0.5 else across[::-1]
    for _ in range(4):
        across = across * (1 - 0.45 * np.exp(-(((np.arange(w) - rng.uniform(0, w)) / rng.uniform(3, 12)) ** 2)))
    dark = np.clip(dark * across[None, :, None] * (0.85 + 0.15 * rng.random((h, w, 1))), 0, 1)
    out = WHITE * (1 - dark)
    x, turn = int(rng.uniform(0.1, 0.9) * w), int(rng.uniform(420, 640))
    for y in range(int(rng.integers(0, turn)), h, turn):
        cv2.line(out, (x, y), (x + 9, y + 60), (90,) * 3, 2, cv2.LINE_AA)
    fog = rng.random((h, w)) < 0.002
    out[fog] = 110
    return _grain(cv2.GaussianBlur(out, (0, 0), 0.6), rng, 5)


def on_the_glass(page: Picture, rng: Rng) -> Picture:
    """Laid askew under an open lid: black around, punched holes, a staple, a corner turned over."""
    h, w = page.shape[:2]
    out = page.copy()
    side = int(rng.uniform(60, 90))
    cv2.fillPoly(out, [np.int32([[w, 0], [w - side, 0], [w, side]])], (25, 25, 25))
    cv2.fillPoly(out, [np.int32([[w - side, 0], [w, side], [w - side, side]])], (222, 222, 222))
    for y in (0.36, 0.64):
        cv2.circle(out, (int(0.03 * w), int(y * h)), 21, (20, 20, 20), -1, cv2.LINE_AA)
    cv2.line(out, (int(0.03 * w), int(0.03 * h)), (int(0.06 * w), int(0.045 * h)), (70, 70, 70), 4, cv2.LINE_AA)
    wide = cv2.copyMakeBorder(out, 60, 90, 70, 60, cv2.BORDER_CONSTANT, value=(18, 18, 18))
    return _grain(_turned(wide, rng.choice([-1, 1]) * rng.uniform(2.5, 5), (18, 18, 18)), rng, 4)


def thin_rules(page: Picture, rng: Rng) -> Picture:
    """Kept as one bit at 300 dots an inch after sharpening: hair lines break up, characters stay."""
    grey = cv2.resize(_grey(page), None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    grey = _turned(_coloured(grey), rng.uniform(-0.5, 0.5), (WHITE,) * 3)[..., 0]
    local = cv2.blur(grey, (41, 41))
    level = local - 62 - 55 * _smooth(rng, grey.shape, 9)
    return _coloured(np.where(_grain(grey, rng, 10) > level, WHITE, 0).astype(np.float32))


# --- ink laid over print ---------------------------------------------------------------------------------------------


def _seal(rng: Rng, side: int) -> Picture:
    """The ink (0..1) of a round official seal: ring, star, characters along the ring."""
    with pymupdf.open() as document:
        sheet = document.new_page(width=side, height=side)
        middle = pymupdf.Point(side / 2, side / 2)
        sheet.draw_circle(middle, side * 0.47, color=(0, 0, 0), width=side / 30)
        points = [
            middle
            + pymupdf.Point(math.sin(i * math.pi / 5), -math.cos(i * math.pi / 5)) * (side * (0.16, 0.065)[i % 2])
            for i in range(10)
        ]
        sheet.draw_polyline([*points, points[0]], color=(0, 0, 0), fill=(0, 0, 0))
        for i, char in enumerate("样例县财政绩效专用章"):
            turn = math.radians(160 + 22 * i)
            at = middle + pymupdf.Point(math.cos(turn), math.sin(turn)) * (side * 0.36)
            sheet.insert_text((at.x - side / 18, at.y + side / 22), char, fontname="china-s", fontsize=side / 9)
        pixels = sheet.get_pixmap(colorspace=pymupdf.csGRAY, alpha=False)
        ink = 1 - np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w).astype(np.float32) / WHITE
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), rng.uniform(-20, 20), 1.0)
    return cv2.warpAffine(ink, matrix, (side, side)) * (0.65 + 0.35 * _smooth(rng, ink.shape, 7))


def _sealed(page: Picture, rng: Rng, colour: tuple[float, float, float], count: int) -> Picture:
    out = page.copy()
    h, w = page.shape[:2]
    for _ in range(count):
        side = int(rng.uniform(300, 350))
        x, y = int(rng.uniform(0.05, 0.95) * (w - side)), int(rng.uniform(0.1, 0.9) * (h - side))
        cover = _seal(rng, side)[..., None]
        part = out[y : y + side, x : x + side]
        out[y : y + side, x : x + side] = part * (1 - cover * (1 - np.array(colour, np.float32) / WHITE))
    return out


def red_seals(page: Picture, rng: Rng) -> Picture:
    """Stamped in red over print, scanned in colour."""
    return _grain(_lens(_sealed(page, rng, (60, 50, 215), 2), rng, 0.5), rng, 3)


def grey_seals(page: Picture, rng: Rng) -> Picture:
    """Stamped in red over print, scanned without colour: the stamp is as grey as worn print."""
    return _coloured(_grey(_grain(_lens(_sealed(page, rng, (60, 50, 215), 2), rng, 0.5), rng, 3)))


def banner(page: Picture, rng: Rng) -> Picture:
    """Words of a system aslant over the whole page, pale, behind print."""
    h, w = page.shape[:2]
    side = int(math.hypot(h, w))
    with pymupdf.open() as document:
        sheet = document.new_page(width=side, height=side)
        size, step = rng.uniform(36, 60), int(rng.uniform(230, 330))
        for y in range(0, side, step):
            for x in range(-(y // step % 2) * 200, side, 420):
                sheet.insert_text((x, y), "内部资料 样例", fontname="china-s", fontsize=size)
        pixels = sheet.get_pixmap(colorspace=pymupdf.csGRAY, alpha=False)
        words = np.frombuffer(pixels.samples, np.uint8).reshape(side, side).astype(np.float32)
    words = _turned(_coloured(words), rng.uniform(20, 40), (WHITE,) * 3)[..., 0]
    y, x = (side - h) // 2, (side - w) // 2
    tone = 1 - rng.uniform(0.22, 0.36) * (1 - words[y : y + h, x : x + w] / WHITE)
    return _grain(page * tone[..., None], rng, 3)


def marked_up(page: Picture, rng: Rng) -> Picture:
    """Worked over by a reviewer: highlighter, ticks and circles in ballpoint, a line under a row."""
    out = page.copy()
    h, w = page.shape[:2]
    print_ = np.argwhere(_grey(page) < 120)
    for colour in ((120, 255, 255), (190, 170, 255), (160, 255, 170)):
        y, x = print_[rng.integers(len(print_))]
        part = out[max(0, y - 20) : y + 22, max(0, x - 60) : x + int(rng.integers(120, 420))]
        part *= np.array(colour, np.float32) / WHITE
    pen = np.zeros((h, w), np.uint8)
    for _ in range(6):
        y, x = (int(n) for n in print_[rng.integers(len(print_))])
        kind = rng.random()
        if kind < 0.4:
            cv2.polylines(pen, [np.int32([[x, y], [x + 12, y + 18], [x + 44, y - 26]])], False, 255, 3, cv2.LINE_AA)
        elif kind < 0.7:
            cv2.ellipse(pen, (x, y), (int(rng.integers(60, 110)), 30), rng.uniform(-8, 8), 0, 350, 255, 3, cv2.LINE_AA)
        else:
            ends = [[x + 30 * i, y + 20 + int(rng.integers(-2, 3))] for i in range(int(rng.integers(4, 12)))]
            cv2.polylines(pen, [np.int32(ends)], False, 255, 3, cv2.LINE_AA)
    cover = pen[..., None].astype(np.float32) / WHITE * 0.85
    return _grain(out * (1 - cover) + np.array([150, 60, 40], np.float32) * cover, rng, 3)


# --- cameras ---------------------------------------------------------------------------------------------------------


def _seen_from(page: Picture, rng: Rng, lean: float, ground: Picture) -> Picture:
    """The page as a camera sees it on a ground of the same size as the picture that is kept."""
    h, w = page.shape[:2]
    size = ground.shape[1], ground.shape[0]
    corners = np.float32([[0, 0], [w, 0], [w, h], [0, h]])
    margin = (np.array(size) - [w, h]) / 2
    seen = corners + margin + rng.uniform(-lean, lean, (4, 2)) * w
    matrix = cv2.getPerspectiveTransform(corners, np.float32(np.clip(seen, 3, np.array(size) - 4)))
    there = cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_AREA)
    cover = cv2.warpPerspective(np.ones((h, w), np.float32), matrix, size)[..., None]
    return ground * (1 - cover) + there * cover


def phone(page: Picture, rng: Rng) -> Picture:
    """On a wooden desk under a lamp, from above and a little aslant, the phone's shadow over it."""
    h, w = page.shape[:2]
    wide = (int(1.16 * h), int(1.16 * w))
    xs, ys = _places(wide)
    wood = np.array([70, 105, 150], np.float32) * (0.85 + 0.15 * np.sin(ys / 9 + 3 * np.sin(xs / 210)))[..., None]
    out = _seen_from(page * 0.95, rng, 0.035, wood)
    shadow = 1 - 0.35 / (1 + np.exp(-((xs / w + ys / h) - rng.uniform(0.9, 1.3)) * 14))
    lamp = 1.05 - 0.35 * np.hypot(xs / wide[1] - rng.uniform(0.2, 0.8), ys / wide[0] - rng.uniform(0.2, 0.8))
    cast = np.array([0.82, 0.95, 1.0], np.float32)
    return _jpeg(_grain(_lens(out * (shadow * lamp)[..., None] * cast, rng, 0.8), rng, 6), 82)


def white_desk(page: Picture, rng: Rng) -> Picture:
    """On a desk hardly darker than the page, other sheets beside it, aslant."""
    h, w = page.shape[:2]
    wide = (int(1.2 * h), int(1.2 * w))
    ground = np.full((*wide, 3), 205, np.float32) + 6 * _smooth(rng, wide, 30)[..., None]
    cv2.rectangle(ground, (0, int(0.3 * h)), (int(0.06 * w), wide[0]), (236,) * 3, -1)
    out = _seen_from(page * 0.93, rng, 0.03, ground)
    light = 1 - 0.3 * _smooth(rng, wide, 2)
    return _jpeg(_grain(_lens(out * light[..., None], rng, 0.8), rng, 5), 85)


def monitor(page: Picture, rng: Rng) -> Picture:
    """Photographed from a screen: stripes of red, green and blue under a sensor that is turned a little."""
    lit = page * 0.97
    h, w = page.shape[:2]
    fine = cv2.resize(lit, (w * 3 // 2, h * 3 // 2), interpolation=cv2.INTER_AREA)
    xs, ys = _places(fine.shape)
    pitch = rng.uniform(3.4, 4.2)
    for channel, at in enumerate((2 / 3, 1 / 3, 0)):
        stripe = 0.5 + 0.5 * np.cos((xs / pitch - at) * 2 * math.pi)
        fine[..., channel] *= (0.72 + 0.28 * stripe) * (0.9 + 0.1 * np.cos(ys / pitch * 2 * math.pi))
    dark = np.full((int(1.06 * h), int(1.06 * w), 3), 30, np.float32)
    out = _seen_from(cv2.resize(fine, (w, h), interpolation=cv2.INTER_LINEAR), rng, 0.012, dark)
    return _jpeg(_grain(_lens(out, rng, 0.6), rng, 4), 85)


def messenger(page: Picture, rng: Rng) -> Picture:
    """Sent on by a messenger: made smaller, sharpened and compressed, twice."""
    out = _grain(page, rng, 4)
    for share, quality in ((0.72, 45), (0.92, 38)):
        out = cv2.resize(out, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        out = _jpeg(out + 0.6 * (out - cv2.GaussianBlur(out, (0, 0), 1.2)), quality)
    return out


def plastic_sleeve(page: Picture, rng: Rng) -> Picture:
    """In a glossy sleeve: lamps mirrored as pale patches and bars, print under them grey but there."""
    h, w = page.shape[:2]
    xs, ys = _places(page.shape)
    glare = np.zeros((h, w), np.float32)
    for _ in range(3):
        x, y, turn = rng.uniform(0, w), rng.uniform(0, h), rng.uniform(0, math.pi)
        along = (xs - x) * math.cos(turn) + (ys - y) * math.sin(turn)
        aside = (ys - y) * math.cos(turn) - (xs - x) * math.sin(turn)
        glare = np.maximum(glare, np.exp(-((along / (0.3 * w)) ** 4) - (aside / 65) ** 4))
    glare = 0.62 * glare[..., None]
    return _grain(page * 0.8 * (1 - glare) + 250 * glare, rng, 4)


FAMILIES: dict[str, Family] = {
    each.__name__.replace("_", "-"): each
    for each in (
        crumpled, gutter, damp, thin_paper, tinted_paper, thermal_fax, dithered, worn_drum, on_the_glass, thin_rules,
        red_seals, grey_seals, banner, marked_up, phone, white_desk, monitor, messenger, plastic_sleeve,
    )
}  # fmt: skip


def scan(
    source: Path, target: Path, family: str, seed: int, families: Mapping[str, Family | Sheets] = FAMILIES
) -> None:
    """Write the pictures of the PDF's pages as a PDF; the same family and seed give the same pixels."""
    work = families[family]
    with pymupdf.open(source) as document, pymupdf.open() as out:
        if isinstance(work, Sheets):
            pictures = work.of([_drawn(page) for page in document], _chance(source, 1, family, seed))
        else:
            chances = (_chance(source, number, family, seed) for number in count(1))
            pictures = (work(_drawn(page), rng) for page, rng in zip(document, chances, strict=False))
        for picture in (np.clip(p, 0, WHITE).astype(np.uint8) for p in pictures):
            sheet = out.new_page(width=picture.shape[1] * 72 / DPI, height=picture.shape[0] * 72 / DPI)
            sheet.insert_image(sheet.rect, stream=_kept(picture))
        out.save(target, garbage=3, no_new_id=True)


def _chance(source: Path, number: int, family: str, seed: int) -> Rng:
    return np.random.default_rng([seed, zlib.crc32(f"{source.stem}#{number} {family}".encode())])


def _drawn(page: Any) -> Picture:
    pixels = page.get_pixmap(dpi=DPI, alpha=False)
    rgb = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w, 3)
    return rgb[..., ::-1].astype(np.float32)


def _kept(picture: np.ndarray) -> bytes:
    """One bit a dot where it is black and white alone, one channel where it has no colour, else three."""
    grey = not np.ptp(picture, axis=2).any()
    picture = picture[..., 0] if grey else picture
    if grey and np.isin(picture, (0, 255)).all():
        return bytes(cv2.imencode(".png", picture, [cv2.IMWRITE_PNG_BILEVEL, 1])[1])
    return bytes(cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])[1])
