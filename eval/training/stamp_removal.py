"""Makes the network of `jixiao.pages.scan.restore.stamp_removal`.

    python -m eval.training.stamp_removal FONT.ttf… --held FONT.ttf… --out stamp_removal.onnx

It draws pages in the given fonts and stamps over them, ruins both as scanners, copiers and faxes do, and trains a
network to tell of each pixel how much of its darkness is print. It prints how far what is left is from print alone,
and how far the stamped pieces were, for pieces in the fonts of `--held`. No page of any document is used.
Needs tensorflow-cpu, pillow and onnx (`uv run --with tensorflow-cpu,pillow,onnx …`). The kept network was made with
seven fonts of Debian and measured with two others, of the packages fonts-arphic-*, -wqy-*, -noto-cjk.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

Picture = np.ndarray
Rng = np.random.Generator

# Pixels: the side of a drawn page, of a piece of one, and what is cut off around it when it is ruined.
_PAGE, _PIECE, _AROUND = 1000, 192, 15
_SIZES = (22, 24, 25, 26, 28, 29, 30, 32, 33, 36, 40, 44)
_COMMON = (
    "的一是在有和人大中年为了不上地到国产业工作经济发展目标指标绩效资金项目管理建设保障提高完成数量质量时效成本社会效益满意度"
    "服务对象群众部门单位财政拨款预算支出收入合计其他科技教育医疗社区街道城乡居民基本养老保险补助维护运行设备购置培训活动率"
    "达及以上万元个次天平方米"
)
_MARKS = "，。、；：（）《》≥≤=%.,-“”"
# All characters of the first level of GB 2312.
_ALL = [bytes([a, b]).decode("gb2312", "ignore") for a in range(0xB0, 0xD7) for b in range(0xA1, 0xFF)]
_BATCH, _RATE, _WARM = 16, 3e-3, 200
# The network that ships.
KEPT = Path(__file__).resolve().parents[2] / "src/jixiao/pages/scan/restore/stamp_removal.onnx"


class Pieces(NamedTuple):
    """Darkness (n x side x side, 0..255) of pieces with stamps, and of the same without."""

    stamped: Picture
    bare: Picture


@cache
def _font(path: str, size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(path, size)


def _one(rng: Rng, of: Sequence[Any]) -> Any:
    return of[rng.integers(len(of))]


def _han(rng: Rng, count: int, common: float) -> str:
    return "".join(_one(rng, _COMMON if rng.random() < common else _ALL) for _ in range(count))


def _words(rng: Rng, count: int) -> str:
    """Characters as they stand in forms: Han, digits and marks."""
    kinds = rng.choice(3, count, p=(0.8, 0.13, 0.07))
    return "".join(_han(rng, 1, 0.6) if k == 0 else _one(rng, "0123456789" if k == 1 else _MARKS) for k in kinds)


def page(rng: Rng, fonts: Sequence[str]) -> Picture:
    """The darkness (0..1) of a printed page: a ruled table or lines of prose."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (_PAGE, _PAGE), 0)
    draw, font = ImageDraw.Draw(image), _font(_one(rng, fonts), int(rng.choice(_SIZES)))
    bold = int(rng.random() < 0.12)
    if rng.random() < 0.6:
        _table(rng, draw, font, bold)
    else:
        y, apart = int(rng.integers(-20, 20)), rng.uniform(1.2, 2.1)
        while y < _PAGE:
            heading = rng.random() < 0.08
            face = _font(_one(rng, fonts), int(font.size * rng.uniform(1.2, 1.9))) if heading else font
            width = 1 if bold or rng.random() < 0.06 else 0
            line = _words(rng, _PAGE // font.size + 1)
            draw.text((int(rng.integers(-30, 30)), y), line, font=face, fill=255, stroke_width=width)
            y += int(face.size * apart)
    return np.asarray(image, np.float32) / 255 * rng.uniform(0.72, 1.0)


def _table(rng: Rng, draw: Any, font: Any, bold: int) -> None:
    size, thick, y = font.size, int(rng.choice([1, 2, 2, 2, 3])), int(rng.integers(-40, 20))
    walls = [int(rng.integers(-150, 40))]
    while walls[-1] < _PAGE:
        walls.append(walls[-1] + int(rng.integers(70, 420)))
    while y < _PAGE:
        lines = int(rng.choice([1, 1, 1, 2, 3]))
        height = int(lines * size * 1.25 + rng.integers(6, 40))
        draw.line([(0, y), (_PAGE, y)], fill=255, width=thick)
        for left, right in pairwise(walls):
            draw.line([(left, y), (left, y + height)], fill=255, width=thick)
            if rng.random() < 0.12:
                continue
            most = max(1, (right - left - 8) // size)
            counts = rng.integers(1, most + 1, lines if rng.random() < 0.5 else 1)
            top = y + (height - len(counts) * size * 1.2) / 2
            for k, count in enumerate(counts):
                text = _words(rng, int(count))
                x = left + 6 if rng.random() < 0.3 else left + max(4.0, (right - left - font.getlength(text)) / 2)
                draw.text((x, top + k * size * 1.2), text, font=font, fill=255, stroke_width=bold)
        y += height


def seal(rng: Rng, fonts: Sequence[str]) -> Picture:
    """How much ink (0..1) each dot of a stamp has, cut to its size; 200 dots an inch."""
    from PIL import Image, ImageDraw

    side, kind = int(rng.uniform(180, 380)), rng.random()
    middle = side + 20  # drawn at twice the size
    image = Image.new("L", (2 * middle, 2 * middle), 0)
    pen = _Pen(rng, image, ImageDraw.Draw(image), _one(rng, fonts), side)
    if kind < 0.58:
        pen.ring(1.0 if kind < 0.46 else rng.uniform(0.6, 0.8))
    elif kind < 0.9:
        pen.box()
    else:
        pen.name()
    ink = np.asarray(image.reduce(2), np.float32) / 255
    angle = rng.normal(0, 14) if rng.random() < 0.85 else rng.uniform(-180, 180)
    large = int(ink.shape[0] * 1.42)
    turn = cv2.getRotationMatrix2D((middle / 2, middle / 2), angle, 1.0)
    turn[:, 2] += (large - middle) / 2
    ink = cv2.warpAffine(ink, turn, (large, large), flags=cv2.INTER_LINEAR)
    ys, xs = np.nonzero(ink > 0.05)
    return _inked(rng, ink[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1])


class _Pen:
    """Draws one stamp in the middle of a picture."""

    def __init__(self, rng: Rng, image: Any, draw: Any, font: str, side: int) -> None:
        self.rng, self.image, self.draw, self.font, self.side = rng, image, draw, font, side
        self.middle, self.width = image.width // 2, max(2, int(2 * side * rng.uniform(1 / 60, 1 / 24)))

    def text(self, x: float, y: float, text: str, size: int) -> None:
        width, font = int(self.rng.integers(0, 3)), _font(self.font, max(10, size))
        self.draw.text((x, y), text, font=font, fill=255, anchor="mm", stroke_width=width)

    def date(self) -> str:
        """A date or a number as stamps have it."""
        rng = self.rng
        year, month, day = rng.integers(1990, 2030), rng.integers(1, 13), rng.integers(1, 29)
        dates = (f"{year}-{month:02}-{day:02}", f"{year}年{month}月{day}日", f"{year}.{month}.{day}")
        return str(_one(rng, [*dates, f"N{rng.integers(10**6, 10**9)}", str(rng.integers(10**12, 10**13))]))

    def ring(self, flat: float) -> None:
        """A circle, or an ellipse that much lower, with words around; often a star, a disc or a date inside."""
        rng, c, radius = self.rng, self.middle, float(self.side)

        def oval(r: float, width: int) -> None:
            self.draw.ellipse((c - r, c - r * flat, c + r, c + r * flat), outline=255, width=width)

        oval(radius, self.width)
        if rng.random() < 0.3:
            oval(radius - self.width * rng.uniform(1.8, 3), max(2, self.width // 3))
        inside = rng.random()
        if inside < 0.55:
            reach, inner = radius * rng.uniform(0.2, 0.42), rng.uniform(0.36, 0.42)
            angles = -np.pi / 2 + np.arange(10) * np.pi / 5
            rays = reach * np.where(np.arange(10) % 2 == 0, 1, inner)
            points = zip(c + rays * np.cos(angles), c + rays * np.sin(angles), strict=True)
            self.draw.polygon([(float(x), float(y)) for x, y in points], fill=255)
        elif inside < 0.72:
            reach = radius * rng.uniform(0.12, 0.3)
            self.draw.ellipse((c - reach, c - reach, c + reach, c + reach), fill=255)
        elif inside < 0.9:
            self.text(c, c, self.date()[:11], int(radius * rng.uniform(0.18, 0.3)))
        self._around(radius, flat)
        if rng.random() < 0.5:
            count = int(rng.integers(2, 7))
            size = int(min(radius * 0.3, radius * 1.1 / count))
            self.text(c, c + radius * flat * rng.uniform(0.45, 0.62), _han(rng, count, 0.3), size)

    def _around(self, radius: float, flat: float) -> None:
        from PIL import Image, ImageDraw

        rng, count = self.rng, int(self.rng.integers(4, 18))
        size = int(min(radius * rng.uniform(0.17, 0.32), 2 * np.pi * radius * 0.75 / count))
        reach = radius - self.width - size * rng.uniform(0.6, 0.85)
        span = np.radians(np.clip(count * np.degrees(size * rng.uniform(1.05, 1.6) / reach), 100, 300))
        narrow = rng.random() < 0.3
        for i, char in enumerate(_han(rng, count, 0.3)):
            angle = -np.pi / 2 - span / 2 + span * i / (count - 1)
            glyph = Image.new("L", (2 * size, 2 * size), 0)
            font, width = _font(self.font, max(10, size)), int(rng.integers(0, 3))
            ImageDraw.Draw(glyph).text((size, size), char, font=font, fill=255, anchor="mm", stroke_width=width)
            glyph = glyph.rotate(-(np.degrees(angle) + 90), resample=Image.Resampling.BICUBIC)
            glyph = glyph.resize((glyph.width * 3 // 4, glyph.height)) if narrow else glyph
            x = self.middle + reach * np.cos(angle) - glyph.width / 2
            y = self.middle + reach * flat * np.sin(angle) - glyph.height / 2
            self.image.paste(255, (int(x), int(y)), glyph)

    def box(self) -> None:
        """Lines of words, mostly in a frame."""
        rng, c, across = self.rng, self.middle, float(self.side)
        down = across * rng.uniform(0.25, 1.0)
        if rng.random() < 0.85:
            self.draw.rectangle((c - across, c - down, c + across, c + down), outline=255, width=self.width)
        if rng.random() < 0.2:
            x, y = across - 2 * self.width, down - 2 * self.width
            self.draw.rectangle((c - x, c - y, c + x, c + y), outline=255, width=max(2, self.width // 3))
        lines = int(rng.integers(1, 4))
        pitch = 2 * down * 0.86 / lines
        for i in range(lines):
            text = self.date() if rng.random() < 0.35 else _han(rng, int(rng.integers(2, 9)), 0.3)
            size = int(min(pitch * 0.85, 2 * across * 0.86 / max(1.0, _font(self.font, 100).getlength(text) / 100)))
            if size >= 12:
                self.text(c, c - down * 0.86 + pitch * (i + 0.5), text, size)

    def name(self) -> None:
        """Four characters, mostly in a square."""
        rng, c, half = self.rng, self.middle, self.side * self.rng.uniform(0.4, 0.8)
        if rng.random() < 0.7:
            self.draw.rectangle((c - half, c - half, c + half, c + half), outline=255, width=self.width)
        for i, char in enumerate(_han(rng, 4, 0.3)):
            x, y = (c + (-0.42 + 0.84 * part) * half for part in (i % 2, i // 2))
            self.text(x, y, char, int(half * 0.78))


def _inked(rng: Rng, ink: Picture) -> Picture:
    """The stamp unevenly inked: paler parts, grain, gaps, a soft edge, each by chance."""
    height, width = ink.shape

    def field(sigma: float) -> Picture:
        grain = cv2.GaussianBlur(rng.random((height, width)).astype(np.float32), (0, 0), sigma)
        return (grain - grain.mean()) / grain.std()

    cells = int(rng.integers(3, 8))
    pale = cv2.resize(rng.random((cells, cells)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    ink = ink * (1 - rng.uniform(0, 0.6) * np.clip(pale, 0, 1))
    if rng.random() < 0.75:
        grain = field(rng.uniform(0.6, 2.2)) * rng.uniform(0.15, 1.0)
        ink = ink * np.clip(0.5 + rng.uniform(0.1, 0.9) + grain, rng.uniform(0.1, 0.6), 1)
    if rng.random() < 0.3:
        ink = ink * np.clip(1.6 - field(rng.uniform(4, 14)) * rng.uniform(0.3, 1), 0, 1)
    if rng.random() < 0.4:
        ink = cv2.GaussianBlur(ink, (0, 0), rng.uniform(0.4, 1.2))
    return np.clip(ink, 0, 1)


def ruined(rng: Rng, pictures: list[Picture]) -> list[Picture]:
    """The pictures (brightness 0..255) as the same scanner, copier or fax leaves them."""
    height, width = pictures[0].shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), rng.normal(0, 0.4), rng.uniform(0.9, 1.12))
    turn[:, 2] += rng.uniform(-2, 2, 2)
    soft, kind = rng.uniform(0.3, 0.9), rng.random()
    noise = rng.normal(0, rng.uniform(1, 8), (height, width)).astype(np.float32)
    level, gain, again = rng.uniform(110, 190), rng.uniform(1.5, 3.5), rng.uniform(0.3, 0.8)
    quality = int(rng.integers(45, 90)) if rng.random() < 0.5 else 0
    out = []
    for picture in pictures:
        seen = cv2.warpAffine(
            picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT
        ).astype(np.float32)
        seen = cv2.GaussianBlur(seen, (0, 0), soft) + noise
        if kind < 0.15:
            seen = cv2.GaussianBlur(np.where(seen < level, 0.0, 255.0).astype(np.float32), (0, 0), 0.45)
        elif kind < 0.35:
            seen = cv2.GaussianBlur(255 / (1 + np.exp(-(seen - level + 10) * gain / 64)), (0, 0), again)
        if quality:
            kept = cv2.imencode(".jpg", np.clip(seen, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
            seen = cv2.imdecode(kept[1], cv2.IMREAD_GRAYSCALE).astype(np.float32)
        out.append(np.clip(seen, 0, 255))
    return out


def pieces(count: int, seed: int, fonts: Sequence[str]) -> Pieces:
    """So many pieces of pages, most with one or two stamps over them."""
    rng = np.random.default_rng(seed)
    pages = [page(rng, fonts) for _ in range(max(20, count // 80))]
    seals = [seal(rng, fonts) for _ in range(max(20, count // 25))]
    stamped, bare = zip(*(_piece(rng, _one(rng, pages), seals) for _ in range(count)), strict=True)
    return Pieces(np.stack(stamped), np.stack(bare))


def _piece(rng: Rng, printed: Picture, seals: list[Picture]) -> tuple[Picture, Picture]:
    side = _PIECE + 2 * _AROUND
    y, x = rng.integers(0, _PAGE - side, 2)
    bare = (255 * (1 - printed[y : y + side, x : x + side])).astype(np.float32)
    stamped = bare.copy()
    for _ in range(int(rng.choice([0, 1, 1, 1, 1, 1, 2]))):
        ink = _one(rng, seals)
        top, left = (int(rng.integers(50 - n, side - 50)) for n in ink.shape)
        part = slice(max(0, top), top + ink.shape[0]), slice(max(0, left), left + ink.shape[1])
        high, wide = stamped[part].shape
        y0, x0 = max(0, -top), max(0, -left)
        cover = ink[y0 : y0 + high, x0 : x0 + wide] * rng.uniform(0.5, 1.0)
        grey = rng.uniform(0, 0.62) if rng.random() < 0.8 else rng.uniform(0.6, 0.8)
        stamped[part] *= 1 - cover + cover * grey
    inside = slice(_AROUND, side - _AROUND)
    a, b = ((255 - each[inside, inside]).astype(np.uint8) for each in ruined(rng, [stamped, bare]))
    return a, b


def _network(keras: Any, tf: Any) -> Any:
    """Four sizes of pictures, from half to a sixteenth, and back to four answers for each place of the half."""
    layers = keras.layers

    def filtered(x: Any, name: str, count: int, size: int = 3, step: int = 1, apart: int = 1) -> Any:
        return layers.Conv2D(
            count, size, strides=step, dilation_rate=apart, padding="same", activation="relu", name=name
        )(x)

    def above(x: Any, y: Any) -> Any:
        return layers.Add()([layers.UpSampling2D(interpolation="nearest")(x), y])

    start = keras.Input((None, None, 1))
    a = filtered(filtered(start, "a1", 16, 5, 2), "a2", 16)
    b = filtered(filtered(filtered(a, "b1", 32, 3, 2), "b2", 32), "b3", 32)
    e = filtered(filtered(filtered(b, "e1", 48, 3, 2), "e2", 48), "e3", 48, apart=2)
    f = filtered(filtered(filtered(e, "f1", 64, 3, 2), "f2", 64), "f3", 64, apart=2)
    e = filtered(filtered(above(filtered(f, "f4", 48, 1), e), "u1", 48), "u2", 32, 1)
    b = filtered(filtered(above(e, b), "u3", 32), "u4", 16, 1)
    a = layers.Conv2D(4, 3, padding="same", name="u6")(filtered(above(b, a), "u5", 24))
    return keras.Model(start, layers.Lambda(lambda x: tf.nn.depth_to_space(x, 2))(a))


def train(seen: Pieces, held: Pieces, steps: int) -> Any:
    """The network after so many batches, how well it does printed every now and then."""
    import tensorflow as tf

    network = _network(tf.keras, tf)
    warm = min(_WARM, steps // 5)
    rate = tf.keras.optimizers.schedules.CosineDecay(
        0.0, steps - warm, alpha=0.01, warmup_target=_RATE, warmup_steps=warm
    )
    optimizer = tf.keras.optimizers.AdamW(rate, weight_decay=1e-5, global_clipnorm=1.0)

    @tf.function
    def step(stamped: Any, bare: Any) -> None:
        paler = tf.random.uniform((_BATCH, 1, 1, 1), 0.75, 1.15)
        x, y = (tf.cast(each, tf.float32)[..., None] / 255 * paler for each in (stamped, bare))
        share = tf.clip_by_value(y / tf.maximum(x, 0.1), 0, 1)
        weight = tf.cast(x > 0.12, tf.float32) * tf.minimum(x * 2, 1)
        with tf.GradientTape() as tape:
            answer = network(x, training=True)
            apart = tf.reduce_mean(tf.abs(x * tf.sigmoid(answer) - y))
            loss = 10 * apart + tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(share, answer) * weight)
        optimizer.apply_gradients(
            zip(tape.gradient(loss, network.trainable_variables), network.trainable_variables, strict=True)
        )

    optimizer.build(network.trainable_variables)
    rng, begun = np.random.default_rng(0), time.time()
    for done in range(1, steps + 1):
        some = rng.integers(0, len(seen.stamped), _BATCH)
        step(*(tf.constant(each[some]) for each in seen))
        if done % 500 == 0 or done == steps:
            left, was = _apart(network, held)
            print(f"step {done}: {left:.5f} of {was:.5f} left, {time.time() - begun:.0f} s", flush=True)
    return network


def _apart(network: Any, held: Pieces) -> tuple[float, float]:
    """How far on average what the network leaves is from print alone, and how far the stamped pieces are."""
    left, was = 0.0, 0.0
    for i in range(0, len(held.stamped), _BATCH):
        x, y = (each[i : i + _BATCH, ..., None].astype(np.float32) / 255 for each in held)
        share = 1 / (1 + np.exp(-network(x, training=False).numpy()))
        left, was = (
            left + float(np.abs(x * share - y).mean(axis=(1, 2, 3)).sum()),
            was + float(np.abs(x - y).mean(axis=(1, 2, 3)).sum()),
        )
    return left / len(held.stamped), was / len(held.stamped)


def export(network: Any, out: Path) -> None:
    """Write the network as ONNX, its weights in half precision: `dark` (1 x 1 x h x w, 0..1) to `print`."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    kept = [numpy_helper.from_array(np.array([1, 1, 2, 2], np.float32), "two")]
    nodes: list[Any] = []

    def node(kind: str, given: list[str], name: str, **how: Any) -> str:
        nodes.append(helper.make_node(kind, given, [name], **how))
        return name

    def filtered(x: str, name: str, step: int = 1, apart: int = 1) -> str:
        weights, bias = network.get_layer(name).get_weights()
        for part, values in (("w", weights.transpose(3, 2, 0, 1)), ("b", bias)):
            kept.append(numpy_helper.from_array(values.astype(np.float16), f"{name}{part}16"))
            node("Cast", [f"{name}{part}16"], name + part, to=TensorProto.FLOAT)
        side = weights.shape[0]
        edge = {"auto_pad": "SAME_UPPER"} if step > 1 else {"pads": [apart * (side // 2)] * 4}
        how = {"strides": [step] * 2, "dilations": [apart] * 2, "kernel_shape": [side] * 2, **edge}
        return node("Conv", [x, name + "w", name + "b"], name + "f", **how)

    def chain(x: str, *names: str) -> str:
        for name in names:
            step, apart = 2 if name in ("a1", "b1", "e1", "f1") else 1, 2 if name in ("e3", "f3") else 1
            x = node("Relu", [filtered(x, name, step, apart)], name)
        return x

    def above(x: str, y: str) -> str:
        how = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
        return node("Add", [node("Resize", [x, "", "two"], x + "2", **how), y], x + y)

    a = chain("dark", "a1", "a2")
    b = chain(a, "b1", "b2", "b3")
    e = chain(b, "e1", "e2", "e3")
    e = chain(above(chain(e, "f1", "f2", "f3", "f4"), e), "u1", "u2")
    b = chain(above(e, b), "u3", "u4")
    a = filtered(chain(above(b, a), "u5"), "u6")
    node("Sigmoid", [node("DepthToSpace", [a], "whole", blocksize=2, mode="DCR")], "print")
    sides = [1, 1, "h", "w"]
    graph = helper.make_graph(
        nodes,
        "seals",
        [helper.make_tensor_value_info("dark", TensorProto.FLOAT, sides)],
        [helper.make_tensor_value_info("print", TensorProto.FLOAT, sides)],
        kept,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, str(out))


def kept_apart(held: Pieces) -> tuple[float, float]:
    """How far on average what the network that ships leaves is from print alone, and how far the stamped pieces are."""
    import onnxruntime

    session = onnxruntime.InferenceSession(str(KEPT), providers=["CPUExecutionProvider"])
    left = was = 0.0
    for stamped, bare in zip(*held, strict=True):
        x, y = (each.astype(np.float32)[None, None] / 255 for each in (stamped, bare))
        (share,) = session.run(None, {"dark": x})
        left += float(np.abs(x * share - y).mean())
        was += float(np.abs(x - y).mean())
    return left / len(held.stamped), was / len(held.stamped)


def main() -> None:
    """Draw, train, write; with --kept draw, and measure the network that ships."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fonts", nargs="*", help="fonts with Han characters to draw in")
    parser.add_argument("--kept", action="store_true", help="measure the network that ships, and train none")
    parser.add_argument("--held", nargs="+", required=True, help="fonts only to measure with")
    parser.add_argument("--count", type=int, default=16_000)
    parser.add_argument("--steps", type=int, default=5_000)
    parser.add_argument("--out", type=Path, default=Path("stamp_removal.onnx"))
    args = parser.parse_args()
    held = pieces(320, 2, args.held)
    if args.kept:
        left, was = kept_apart(held)
        print(f"{left:.5f} of {was:.5f} left on {len(held.stamped)} pieces")
        return
    if not args.fonts:
        parser.error("fonts to draw in are missing")
    network = train(pieces(args.count, 3, args.fonts), held, args.steps)
    export(network, args.out)
    print(args.out)


if __name__ == "__main__":
    main()
