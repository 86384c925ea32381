"""Makes the network of `jixiao.pages.scan.correct.digit_model`.

    python -m eval.training.digit_model FONT.ttf… --out digit_model.npz

It draws numbers with signs and units in the given fonts, wears them as faxes, copiers and old toner do, and trains on
those; it prints how many in the fonts of `--held` it reads wholly right. No page of any document is used.
Needs tensorflow-cpu and pillow (`uv run --with tensorflow-cpu,pillow …`). The kept network was made with 59 fonts of
Debian and measured with 6 others: upright ones with lining figures, some also bold, of the packages fonts-liberation,
-texgyre, -dejavu, -freefont-ttf, -crosextra-carlito, -crosextra-caladea, -linuxlibertine, -cmu, -sil-gentium,
-arphic-*, -wqy-*, -noto-cjk, -gfs-didot, -gfs-artemisia, -stix, -lato, -cwtex-*, -oldstandard.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

from jixiao.pages.scan.correct.digit_model import HAN, HEIGHT, KNOWN, STEP, chances_of, scaled, told

Picture = np.ndarray
Rng = np.random.Generator

EM = 64  # pixels that glyphs are drawn at
_HAN = (
    "年月日人次个名家项元万亿件套台门册起期批场所座条户亩吨米平公顷里千方分以上前底内天辆班学时科室季度第小达到不超过约共每位"
    "对间处本篇级"
)
_SHARES = ("100", "90", "95", "98", "80", "85")
_SIGNS = tuple("≥≥≥≤≤===<>-")
# How a sign may look.
_FORMS = {
    "≥": "≥≥⩾≧",
    "≤": "≤≤⩽≦",
    "%": "%%％",
    "-": "-－–—",
    "=": "=＝",
    "<": "<＜",
    ">": ">＞",
    "(": "(（",
    ")": ")）",
    "/": "/",
}
# Widths that windows are filled up to, so that like ones share a batch; most characters of a number.
_WIDTHS, _LONGEST = (96, 144, 192, 256), 20
_BATCH, _RATE, _WARM = 128, 2.5e-3, 0.15
# The share of ink that is left of a character at least.
_LEFT = 0.12


class Glyph(NamedTuple):
    """A character where it is put: its picture, how far from the pen, how far it moves the pen, what it is."""

    picture: Picture
    off: float
    moves: float
    char: str


class Line(NamedTuple):
    """A drawn number: ink 0..1, its text, first row of digits and behind it, the columns of each character."""

    ink: Picture
    text: str
    rows: tuple[float, float]
    spans: list[tuple[float, float]]


class Fonts(NamedTuple):
    """Files of fonts: for digits, for Han, and one with signs of mathematics."""

    digits: Sequence[str]
    han: Sequence[str]
    signs: str


class Samples(NamedTuple):
    """Windows (n x 32 x width, 0..255), the marks of their texts and how many, and their steps."""

    windows: Picture
    marks: Picture
    counts: Picture
    steps: Picture


@cache
def _font(path: str) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(path, EM)


@cache
def _glyph(path: str, char: str) -> tuple[Picture, float]:
    """The character in the middle of 2 x 2 em, ink 0..1, and how far it moves the pen."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (2 * EM, 2 * EM), 0)
    ImageDraw.Draw(image).text((EM // 2, EM // 2), char, font=_font(path), fill=255)
    return np.asarray(image, np.float32) / 255, float(_font(path).getlength(char))


@cache
def _has(path: str, char: str) -> bool:
    picture = _glyph(path, char)[0]
    return bool(picture.any()) and not np.array_equal(picture, _glyph(path, "\U000f1234")[0])


def amount(rng: Rng) -> str:
    """A number as budgets print them: a single digit, a code, an amount, a share."""
    kind = rng.random()
    if kind < 0.3:
        return str(rng.integers(0, 10 if kind < 0.12 else 100))
    if kind < 0.38:
        return str(rng.choice(_SHARES))
    digits = "".join(str(d) for d in rng.integers(0, 10, rng.integers(2, 9)))
    kind = rng.random()
    if kind < 0.45 and len(digits) > 2:
        digits = f"{digits[:-2]}.{digits[-2:]}"
    elif kind < 0.52:
        digits = f"{digits[:-1]}.{digits[-1:]}"
    if rng.random() < 0.3 and "." in digits and len(digits) > 7:
        return f"{digits[:-6]},{digits[-6:]}"
    if rng.random() < 0.2 and "." not in digits and 4 <= len(digits) <= 6:
        return f"{digits[:-3]},{digits[-3:]}"
    return digits


def _units(rng: Rng, least: int, most: int) -> str:
    return "".join(_HAN[i] for i in rng.integers(0, len(_HAN), rng.integers(least, most + 1)))


def number(rng: Rng) -> str:
    """An amount, a share, a count of something, a date, a range, words with a number; often with a sign before it."""
    kind = rng.random()
    if kind < 0.22:
        text = amount(rng)
    elif kind < 0.5:
        share = str(rng.choice([*_SHARES, str(rng.integers(0, 100))]))
        text = (amount(rng) if rng.random() < 0.4 else share) + "%"
        text += _units(rng, 1, 2) if rng.random() < 0.06 else ""
    elif kind < 0.85:
        text = amount(rng) + _units(rng, 1, 3)
        text += "/" + _units(rng, 1, 1) if rng.random() < 0.12 else ""
    elif kind < 0.92:
        text = f"20{rng.integers(0, 100):02}年{rng.integers(1, 13)}月"
        text += f"{rng.integers(1, 32)}日" if rng.random() < 0.5 else ""
        text += _units(rng, 1, 1) if rng.random() < 0.3 else ""
    elif kind < 0.96:
        text = f"{rng.integers(1, 13)}-{rng.integers(1, 13)}" + _units(rng, 1, 2)
    else:
        text = _units(rng, 1, 3) + amount(rng) + _units(rng, 0, 2)
        text = f"({text})" if rng.random() < 0.3 else text
    return (str(rng.choice(_SIGNS)) if rng.random() < 0.55 else "") + text


def drawn(rng: Rng, fonts: Fonts) -> Line:
    """A number in some of the fonts, set tight or wide."""
    font, han = fonts.digits[rng.integers(len(fonts.digits))], fonts.han[rng.integers(len(fonts.han))]
    pitch = rng.uniform(0.46, 0.62) * EM if rng.random() < 0.45 else 0.0
    full, apart = rng.random() < 0.4, rng.uniform(-0.02, 0.08) * EM
    before_han = rng.uniform(0, 0.2) * EM if rng.random() < 0.3 else 0.0
    own_signs = rng.random() < 0.4
    glyphs: list[Glyph] = []
    for char in number(rng):
        if char in _FORMS:
            own = own_signs or (char == "%" and rng.random() < 0.5)
            picture, width = _sign(rng, char, font if own else han, fonts, han)
            gap = rng.uniform(0, 0.2) * EM if char in "≥≤=<>" and rng.random() < 0.3 else 0.0
            glyphs.append(Glyph(picture, 0, width + apart + gap, char))
        elif char in "0123456789.,":
            picture, own_width = _glyph(font, char)
            width = pitch if pitch and (char.isdigit() or full) else EM / 2 if full and char in ".," else own_width
            glyphs.append(Glyph(picture, (width - own_width) / 2 if char.isdigit() else 0, width + apart, char))
        else:
            if glyphs and glyphs[-1].char.isdigit():
                glyphs[-1] = glyphs[-1]._replace(moves=glyphs[-1].moves + before_han)
            picture, width = _glyph(han, char)
            glyphs.append(Glyph(picture, 0, width + apart, HAN))
    return _set(glyphs)


def _sign(rng: Rng, char: str, path: str, fonts: Fonts, han: str) -> tuple[Picture, float]:
    form = _FORMS[char][rng.integers(len(_FORMS[char]))]
    source = next((p for p in (path, fonts.signs, han) if _has(p, form)), None)
    return _glyph(source, form) if source else _glyph(han, char)


def _set(glyphs: list[Glyph]) -> Line:
    """The glyphs one after the other, two em from the left side."""
    ink = np.zeros((2 * EM, int(sum(glyph.moves for glyph in glyphs)) + 6 * EM), np.float32)
    pen, spans = 2.0 * EM, []
    for glyph in glyphs:
        left = max(0, round(pen + glyph.off) - EM // 2)
        part = ink[:, left : left + glyph.picture.shape[1]]
        np.maximum(part, glyph.picture[:, : part.shape[1]], out=part)
        spans.append((pen, pen + glyph.moves))
        pen += glyph.moves
    tall = np.maximum.reduce([glyph.picture.max(axis=1) for glyph in glyphs if glyph.char.isdigit()])
    rows = np.flatnonzero(tall > 0.4)
    return Line(ink, "".join(glyph.char for glyph in glyphs), (float(rows[0]), float(rows[-1] + 1)), spans)


def worn(picture: Picture, rng: Rng) -> Picture:
    """The grey picture (0..255) as one bit a dot, or as so many copies of copies, darker or paler, leave it."""
    wear = rng.random()
    if rng.random() < 0.25:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.35, 0.9))
        picture = picture + rng.normal(0, rng.uniform(2, 16), picture.shape)
        picture = np.where(picture < (rng.uniform(110, 190) if wear < 0.5 else rng.uniform(60, 140)), 0.0, 255.0)
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 0.6))
    else:
        for _ in range(rng.integers(0, 4)):
            picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.1))
            picture = picture + rng.normal(0, rng.uniform(1, 8), picture.shape)
            middle = rng.uniform(135, 185) if wear < 0.4 else rng.uniform(70, 150)
            picture = 255 / (1 + np.exp(-(picture - middle) * rng.uniform(1.5, 4) / 64))
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.1))
    if rng.random() < 0.5:
        count = rng.poisson(picture.size * rng.uniform(0, 0.0015))
        for y, x in zip(
            rng.integers(0, picture.shape[0], count), rng.integers(0, picture.shape[1], count), strict=True
        ):
            picture[y : y + rng.integers(1, 3), x : x + rng.integers(1, 3)] = 255 * rng.integers(0, 2)
        picture = cv2.GaussianBlur(picture, (0, 0), 0.4)
    return np.clip(picture + rng.normal(0, rng.uniform(0, 6), picture.shape), 0, 255).astype(np.float32)


def sample(rng: Rng, fonts: Fonts) -> tuple[Picture, str] | None:
    """The window of a worn number, and its text; None where a character is gone."""
    line, kind, width = drawn(rng, fonts), rng.random(), int(rng.integers(2, 5))
    strokes = cv2.erode if kind < 0.25 else cv2.dilate if kind < 0.32 else None
    ink = strokes(line.ink, np.ones((width, width), np.uint8)) if strokes else line.ink
    scale = np.exp(rng.uniform(np.log(9.5), np.log(34))) / (line.rows[1] - line.rows[0])
    across = scale * rng.uniform(0.88, 1.14)
    ink = cv2.resize(ink, None, fx=across, fy=scale, interpolation=cv2.INTER_AREA)
    dark = 255 - worn(255 * (1 - ink * rng.uniform(0.75, 1)), rng)
    top, end = line.rows[0] * scale, line.rows[1] * scale
    tall = end - top
    start, stop = line.spans[0][0] * across, line.spans[-1][1] * across
    if rng.random() < 0.8:  # as a reader finds them: by what is left
        part = dark[:, int(start) : int(stop)]
        rows = np.flatnonzero(part.max(axis=1) > 0.35 * max(60.0, float(part.max())))
        rows = rows[(rows > top - 0.15 * tall) & (rows < end + 0.1 * tall)]
        if rows.size and rows[-1] + 1 - rows[0] > 0.6 * tall:
            top, end = float(rows[0]), float(rows[-1] + 1)
    peak = max(40.0, float(np.percentile(dark[int(top) : int(end)], 99)))
    half = (end - top) / 2 / (1 + rng.uniform(-0.06, 0.06))
    middle = (top + end) / 2 + rng.uniform(-0.05, 0.05) * (end - top)
    seen = np.clip(dark / peak, 0, 1)
    high = slice(max(0, int(middle - 1.3 * half)), int(middle + 1.3 * half))
    for a, b in line.spans:
        part = seen[high, int(a * across) : int(b * across) + 1]
        if part.size == 0 or np.percentile(part, 97) < _LEFT:
            return None
    columns = start - rng.uniform(0.1, 1.5) * tall, stop + rng.uniform(0.05, 0.6) * tall
    return scaled(seen, (middle - half, middle + half), columns), line.text


def samples(count: int, seed: int, fonts: Fonts) -> list[tuple[Picture, str]]:
    """So many windows (0..255) and their texts."""
    rng = np.random.default_rng(seed)
    out: list[tuple[Picture, str]] = []
    while len(out) < count:
        found = sample(rng, fonts)
        if found and found[0].shape[1] <= _WIDTHS[-1] and found[0].max() > 0.3 and len(found[1]) <= _LONGEST:
            out.append(((255 * found[0]).astype(np.uint8), found[1]))
    return out


def _sorted(found: list[tuple[Picture, str]]) -> list[Samples]:
    """The windows by width."""
    out, least = [], 0
    for width in _WIDTHS:
        some = [each for each in found if least < each[0].shape[1] <= width]
        least = width
        windows = np.zeros((len(some), HEIGHT, width), np.uint8)
        marks = np.zeros((len(some), _LONGEST), np.int32)
        for i, (window, text) in enumerate(some):
            windows[i, :, : window.shape[1]] = window
            marks[i, : len(text)] = [KNOWN.index(char) + 1 for char in text]
        counts = np.array([len(text) for _, text in some], np.int32)
        steps = np.array([-(-window.shape[1] // STEP) for window, _ in some], np.int32)
        out.append(Samples(windows, marks, counts, steps))
    return out


def _network(keras: Any) -> Any:
    """Five layers of filters; after three of them a step is four columns wide, the fourth sees all rows."""
    layers, start = keras.layers, keras.Input((HEIGHT, None, 1))

    def filtered(x: Any, count: int, size: Any, step: Any, around: Any, name: str) -> Any:
        act = "relu" if name != "c6" else None
        return layers.Conv2D(count, size, strides=step, activation=act, name=name)(layers.ZeroPadding2D(around)(x))

    x = filtered(start, 24, 5, 2, 2, "c1")
    x = filtered(x, 48, 3, 2, 1, "c2")
    x = filtered(x, 64, 3, (2, 1), 1, "c3")
    x = layers.Dropout(0.15)(filtered(x, 96, (4, 5), 1, (0, 2), "c4"))
    x = filtered(x, 96, (1, 5), 1, (0, 2), "c5")
    x = filtered(x, len(KNOWN) + 1, 1, 1, 0, "c6")
    return keras.Model(start, layers.Reshape((-1, len(KNOWN) + 1))(x))


def train(seen: list[Samples], held: list[Samples], rounds: int) -> dict[str, Picture]:
    """The weights of the network after so many rounds over all windows, its success printed after each."""
    import tensorflow as tf

    network = _network(tf.keras)
    batches = sum(len(each.counts) // _BATCH for each in seen)
    warm = int(batches * rounds * _WARM)
    rate = tf.keras.optimizers.schedules.CosineDecay(
        0.0, batches * rounds - warm, alpha=1e-3, warmup_target=_RATE, warmup_steps=warm
    )
    optimizer = tf.keras.optimizers.AdamW(rate, weight_decay=1e-4, global_clipnorm=5.0)

    @tf.function
    def step(windows: Any, marks: Any, counts: Any, steps: Any) -> None:
        with tf.GradientTape() as tape:
            answer = network(tf.cast(windows, tf.float32)[..., None] / 255.0, training=True)
            loss = tf.nn.ctc_loss(marks, answer, counts, steps, logits_time_major=False, blank_index=0)
            loss = tf.reduce_mean(tf.minimum(loss, 40.0))
        optimizer.apply_gradients(
            zip(tape.gradient(loss, network.trainable_variables), network.trainable_variables, strict=True)
        )

    optimizer.build(network.trainable_variables)
    rng = np.random.default_rng(0)
    for done in range(rounds):
        begun, order = time.time(), []
        for each in seen:
            mixed = rng.permutation(len(each.counts))
            order += [(each, mixed[i : i + _BATCH]) for i in range(0, len(mixed) - _BATCH + 1, _BATCH)]
        for i in rng.permutation(len(order)):
            each, some = order[i]
            step(*(tf.constant(part[some]) for part in each))
        right = sum(_right(network, each) for each in held)
        count = sum(len(each.counts) for each in held)
        print(
            f"round {done + 1}: {right / count:.4f} of {count} numbers in other fonts, {time.time() - begun:.0f} s",
            flush=True,
        )
    return {
        f"{letter}{i}": weights.astype(np.float16)
        for i in range(1, 7)
        for letter, weights in zip("wb", network.get_layer(f"c{i}").get_weights(), strict=True)
    }


def _right(network: Any, some: Samples) -> int:
    """How many the network reads wholly right."""
    out = 0
    for i in range(0, len(some.counts), _BATCH):
        part = Samples(*(each[i : i + _BATCH] for each in some))
        answers = network(part.windows[..., None].astype(np.float32) / 255, training=False).numpy()
        for answer, marks, count, steps in zip(answers, *part[1:], strict=True):
            out += told(answer[:steps]) == "".join(KNOWN[mark - 1] for mark in marks[:count])
    return out


def kept_right(held: list[tuple[Picture, str]]) -> tuple[int, int]:
    """How many of the windows the network that ships reads wholly right, and how many it reads as another number."""
    right = other = 0
    for window, text in held:
        said = told(chances_of(window.astype(np.float32) / 255))
        right += said == text
        other += said != text and any(char.isdigit() for char in said)
    return right, other


def main() -> None:
    """Draw, train, write; with --kept draw, and measure the network that ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", nargs="*", help="fonts to draw numbers in")
    parser.add_argument("--kept", action="store_true", help="measure the network that ships, and train none")
    parser.add_argument("--held", nargs="+", required=True, help="fonts only to measure with")
    parser.add_argument("--han", nargs="+", required=True, help="fonts with Han characters, for units and signs")
    parser.add_argument("--signs", required=True, help="a font with all signs of comparison, such as DejaVu Sans")
    parser.add_argument("--count", type=int, default=150_000)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--out", type=Path, default=Path("digit_model.npz"))
    args = parser.parse_args()
    held = samples(4_000, 1, Fonts(args.held, args.han, args.signs))
    if args.kept:
        right, other = kept_right(held)
        print(f"{right} of {len(held)} numbers wholly right, {other} read as another")
        return
    if not args.fonts:
        parser.error("fonts to draw in are missing")
    seen = samples(args.count, 2, Fonts(args.fonts, args.han, args.signs))
    np.savez_compressed(args.out, **train(_sorted(seen), _sorted(held), args.rounds))
    print(args.out)


if __name__ == "__main__":
    main()
