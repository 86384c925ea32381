"""Makes the network of `jixiao.pages.scan.digits`: `python -m eval.digits FONT.ttf… --out digits.npz`.

It draws numbers in the given fonts, wears them as faxes, copiers and old toner do, cuts a window around each digit and
trains on those; it prints how many digits in the fonts of `--held` it gets right. No page of any document is used.
Needs jax, optax and pillow (`uv run --with jax,optax,pillow …`). The kept network was made with 59 fonts of Debian and
measured with 6 others: upright ones with lining figures, some also bold, of the packages fonts-liberation, -texgyre,
-dejavu, -freefont-ttf, -crosextra-carlito, -crosextra-caladea, -linuxlibertine, -cmu, -sil-gentium, -arphic-*, -wqy-*,
-noto-cjk, -gfs-didot, -gfs-artemisia, -stix, -lato, -cwtex-*, -oldstandard.
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

from jixiao.pages.scan.digits import HEIGHT, WIDTH, windows

Picture = np.ndarray
Rng = np.random.Generator

EM = 64  # pixels that glyphs are drawn at
_HAN = "年月日人次个名家项元万亿件套台门册起期批场所座条户亩吨米平公顷里千方分以上前底"
_SIGNS = "≥≤=<>("
_BATCH = 256
_RATE = 2e-3


class Line(NamedTuple):
    """A drawn number: ink 0..1, and for each digit its middle (x) and what it is; first row of digits and behind it."""

    ink: Picture
    middles: list[float]
    digits: list[int]
    rows: tuple[float, float]


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


def number(rng: Rng) -> str:
    """A number as budgets print them: a single digit, a code, an amount, a share."""
    kind = rng.random()
    if kind < 0.3:
        return str(rng.integers(0, 10 if kind < 0.15 else 100))
    digits = "".join(str(d) for d in rng.integers(0, 10, rng.integers(2, 9)))
    kind = rng.random()
    if kind < 0.45 and len(digits) > 2:
        digits = f"{digits[:-2]}.{digits[-2:]}"
    if kind < 0.3 and len(digits) > 6:
        digits = f"{digits[:-6]},{digits[-6:]}"
    return digits + "%" * (kind > 0.85)


def drawn(rng: Rng, fonts: Sequence[str], han: Sequence[str]) -> Line:
    """A number in one of the fonts, set tight or wide, perhaps with a sign before and a unit (of `han`) behind it."""
    font, text = fonts[rng.integers(len(fonts))], number(rng)
    fixed, pitch = rng.random() < 0.45, rng.uniform(0.46, 0.62) * EM
    full, apart = rng.random() < 0.4, rng.uniform(-0.02, 0.08) * EM
    advances = []
    for char in text:
        own = _glyph(font, char)[1]
        own = pitch if fixed and (char.isdigit() or (full and char in ",.")) else own
        advances.append(EM / 2 if full and char in ",." and not fixed else own)
    ink = np.zeros((2 * EM, int(sum(advances) + apart * len(text)) + 6 * EM), np.float32)
    pen, middles = float(EM), []
    for char, advance in zip(text, advances, strict=True):
        picture, own = _glyph(font, char)
        _put(ink, picture, pen + ((advance - own) / 2 if char.isdigit() else 0))
        middles.append(pen + advance / 2)
        pen += advance + apart
    if rng.random() < 0.4:
        for _ in range(rng.integers(1, 3)):
            picture, own = _glyph(han[rng.integers(len(han))], _HAN[rng.integers(len(_HAN))])
            pen += rng.uniform(0, 0.12) * EM
            _put(ink, picture, pen)
            pen += own
    if rng.random() < 0.25:
        picture, own = _glyph(font if rng.random() < 0.5 else han[0], _SIGNS[rng.integers(len(_SIGNS))])
        _put(ink, picture, EM - own - rng.uniform(0, 0.2) * EM)
    places = [i for i, char in enumerate(text) if char.isdigit()]
    tall = np.maximum.reduce([_glyph(font, text[i])[0].max(axis=1) for i in places])
    rows = np.flatnonzero(tall > 0.4)
    return Line(
        ink, [middles[i] for i in places], [int(text[i]) for i in places], (float(rows[0]), float(rows[-1] + 1))
    )


def _put(ink: Picture, picture: Picture, pen: float) -> None:
    left = max(0, round(pen) - EM // 2)
    part = ink[:, left : left + picture.shape[1]]
    np.maximum(part, picture[:, : part.shape[1]], out=part)


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


def sample(rng: Rng, fonts: Sequence[str], han: Sequence[str]) -> list[tuple[Picture, int]]:
    """Windows around the digits of one worn number, each with its digit, as far as anything is left of them."""
    line, kind, width = drawn(rng, fonts, han), rng.random(), int(rng.integers(2, 5))
    strokes = cv2.erode if kind < 0.2 else cv2.dilate if kind < 0.3 else None
    ink = strokes(line.ink, np.ones((width, width), np.uint8)) if strokes else line.ink
    scale = np.exp(rng.uniform(np.log(9.5), np.log(34))) / (line.rows[1] - line.rows[0])
    across = scale * rng.uniform(0.88, 1.14)
    ink = cv2.resize(ink, None, fx=across, fy=scale, interpolation=cv2.INTER_AREA)
    picture = worn(255 * (1 - ink * rng.uniform(0.75, 1)), rng)
    top, end = line.rows[0] * scale, line.rows[1] * scale
    middles = [x * across for x in line.middles]
    dark = 255 - picture
    if rng.random() < 0.8:  # as a reader finds them: by what is left
        part = dark[:, int(max(0, middles[0] - 24 * across)) : int(middles[-1] + 24 * across)]
        rows = np.flatnonzero(part.max(axis=1) > 0.35 * max(60.0, float(part.max())))
        rows = rows[(rows > top - 0.15 * (end - top)) & (rows < end + 0.1 * (end - top))]
        if rows.size and rows[-1] + 1 - rows[0] > 0.6 * (end - top):
            top, end = float(rows[0]), float(rows[-1] + 1)
    peak = max(40.0, float(np.percentile(dark[int(top) : int(end)], 99)))
    grown = 1 + rng.uniform(-0.06, 0.06)
    half, middle = (end - top) / 2 / grown, (top + end) / 2 + rng.uniform(-0.05, 0.05) * (end - top)
    moved = [x + rng.uniform(-0.12, 0.12) * (end - top) for x in middles]
    seen = windows(np.clip(dark / peak, 0, 1), moved, (middle - half, middle + half))
    return [(w, d) for w, d in zip(seen, line.digits, strict=True) if w[4:-4, 12:24].max() > 0.25]


def samples(count: int, seed: int, fonts: Sequence[str], han: Sequence[str]) -> tuple[Picture, Picture]:
    """So many windows (0..255) and their digits."""
    rng = np.random.default_rng(seed)
    found: list[tuple[Picture, int]] = []
    while len(found) < count:
        found += [((255 * window).astype(np.uint8), digit) for window, digit in sample(rng, fonts, han)]
    return np.stack([window for window, _ in found[:count]]), np.array([digit for _, digit in found[:count]])


def train(seen: tuple[Picture, Picture], held: tuple[Picture, Picture], rounds: int) -> dict[str, Picture]:
    """The weights of the network after so many rounds over all windows, its success printed after each."""
    import jax
    import jax.numpy as jnp
    import optax

    def filtered(x: Any, filters: Any, bias: Any) -> Any:
        n, height, width, channels = x.shape
        around = jnp.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
        parts = [around[:, i : i + height, j : j + width] for i in range(3) for j in range(3)]
        out = jnp.concatenate(parts, -1).reshape(-1, 9 * channels) @ filters.reshape(9 * channels, -1)
        out = jax.nn.relu(out + bias).reshape(n, height // 2, 2, width // 2, 2, -1)
        return out.max((2, 4))

    def network(p: Any, x: Any, key: Any = None) -> Any:
        x = filtered(x.astype(jnp.float32)[..., None] / 255, p["filters1"], p["bias1"])
        x = filtered(x, p["filters2"], p["bias2"]).reshape(len(x), -1)
        x = jax.nn.relu(x @ p["full3"] + p["bias3"])
        if key is not None:
            x = x * jax.random.bernoulli(key, 0.75, x.shape) / 0.75
        return x @ p["full4"] + p["bias4"]

    def loss(p: Any, x: Any, y: Any, key: Any) -> Any:
        return optax.softmax_cross_entropy_with_integer_labels(network(p, x, key), y).mean()

    steps = len(seen[0]) // _BATCH
    optimizer = optax.adamw(optax.cosine_onecycle_schedule(steps * rounds, _RATE), weight_decay=1e-4)

    @jax.jit
    def step(p: Any, state: Any, x: Any, y: Any, key: Any) -> Any:
        updates, state = optimizer.update(jax.grad(loss)(p, x, y, key), state, p)
        return optax.apply_updates(p, updates), state

    rng, p = np.random.default_rng(0), _start(np.random.default_rng(1))
    state, answer = optimizer.init(p), jax.jit(network)
    for done in range(rounds):
        begun, order = time.time(), rng.permutation(len(seen[0]))
        for i in range(steps):
            some = order[i * _BATCH : (i + 1) * _BATCH]
            p, state = step(p, state, seen[0][some], seen[1][some], jax.random.PRNGKey(done * steps + i))
        told = np.concatenate([np.asarray(answer(p, held[0][i : i + 500])) for i in range(0, len(held[0]), 500)])
        right = (told.argmax(axis=1) == held[1]).mean()
        print(
            f"round {done + 1}: {right:.4f} of {len(held[0])} digits in other fonts, {time.time() - begun:.0f} s",
            flush=True,
        )
    return {name: np.asarray(weights, np.float16) for name, weights in p.items()}


def _start(rng: Rng) -> dict[str, Picture]:
    shapes = {
        "filters1": (3, 3, 1, 16),
        "filters2": (3, 3, 16, 32),
        "full3": (HEIGHT * WIDTH * 2, 64),
        "full4": (64, 10),
    }
    p = {}
    for k, (name, shape) in enumerate(shapes.items(), 1):
        p[name] = rng.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape).astype(np.float32)
        p[f"bias{k}"] = np.zeros(shape[-1], np.float32)
    return p


def main() -> None:
    """Draw, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", nargs="+", help="fonts to draw numbers in")
    parser.add_argument("--held", nargs="+", required=True, help="fonts only to measure with")
    parser.add_argument("--han", nargs="+", required=True, help="fonts with Han characters, for units")
    parser.add_argument("--count", type=int, default=320_000)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    held = samples(8_000, 1, args.held, args.han)
    weights = train(samples(args.count, 2, args.fonts, args.han), held, args.rounds)
    np.savez_compressed(args.out, **weights)
    print(args.out)


if __name__ == "__main__":
    main()
