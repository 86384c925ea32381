"""Text lines found and read with the PP-OCR models that come in rapidocr's wheel. Alone knows onnxruntime."""

from __future__ import annotations

import ctypes
import importlib.util
import mmap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from jixiao.errors import ResourceError
from jixiao.pages.scan.model import Floats, Grey
from jixiao.pages.scan.ocr import settings
from jixiao.pages.scan.ocr.head import Head, Told
from jixiao.pages.scan.ocr.weights import Model

_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
# Our own, which tells print from stamps over it.
_SEALS = Path(__file__).parents[1] / "restore" / "stamp_removal.onnx"
# M_MMAP_THRESHOLD and M_TRIM_THRESHOLD of glibc's mallopt, and what they are set to, in bytes.
_KEEP, _LARGE = (-3, -1), 1 << 30
# What Linux tells of this process's memory, in pages.
_STATM = Path("/proc/self/statm")
# The sides of what it sees are multiples of this (pixels).
_EVEN = 16
# And of what the detector sees.
_DETECTED = 32
# Our own, which sees the rules of a page.
_RULES = Path(__file__).parent.with_name("rules") / "page_network.onnx"


class Spot(NamedTuple):
    """A box in pixels of the picture, how sure the detector is that text stands there, and the share that it fills.

    Level lines fill their boxes, slanted ones do not.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    score: float
    full: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cut-out says: its text, the mean score, and for each character the score and the x of its middle.

    `centres` are pixels of the cut-out. `others` are, for each character, what it may be else, the likeliest first;
    nothing where it is sure.
    """

    text: str
    score: float
    scores: tuple[float, ...] = ()
    centres: tuple[float, ...] = ()
    others: tuple[str, ...] = ()


class Reader:
    """The models, loaded at first use; `threads` is how many each may use."""

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads

    def find(self, picture: Grey) -> list[Spot]:
        """The boxes of text in a level grey picture; its inked rows are looked at, made smaller where large."""
        ratio = min(1.0, settings.ENGINE.side / max(picture.shape))
        rows, x0, x1 = _inked(picture, round(settings.ENGINE.around / ratio))
        if not rows.size:
            return []
        whole = rows.size == rows[-1] + 1 - rows[0]
        below = 0 if whole else round(-rows.size * ratio % _DETECTED / ratio)  # so that few rows are not stretched
        part = cv2.copyMakeBorder(picture[rows, x0:x1], 0, below, 0, 0, cv2.BORDER_CONSTANT, value=255)
        height, width = part.shape
        w, h = (max(_DETECTED, round(n * ratio / _DETECTED) * _DETECTED) for n in (width, height))
        small = cv2.resize(part, (w, h), interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
        (found,) = self._detection.run(None, {self._detection.get_inputs()[0].name: _input(small)[None]})
        return [
            spot._replace(x0=x0 + spot.x0, y0=int(rows[spot.y0]), x1=x0 + spot.x1, y1=int(rows[spot.y1 - 1]) + 1)
            for spot in _spots(found[0, 0], width / w, height / h, width, rows.size)
        ]

    def read(self, crops: Sequence[Grey], narrower: float = 1.0) -> list[Reading]:
        """What each cut-out of one line says, in their order; what else is read with it does not matter.

        Lines are squeezed to that share of their width, but not below the least that is read.
        """
        sides = [max(0, (crop.shape[0] - crop.shape[1] + 1) // 2) for crop in crops]
        lines = [_squeezed(_line(crop, side), narrower) for crop, side in zip(crops, sides, strict=True)]
        session, head = self._recognition
        name = session.get_inputs()[0].name
        seen = [session.run(None, {name: _padded(line)})[0][0] for line in lines]
        out = []
        for i, told in enumerate(head.tell(seen)):
            shrunk = (crops[i].shape[1] + 2 * sides[i]) / lines[i].shape[1]
            out.append(_reading(told, _width(lines[i]) / len(seen[i]) * shrunk, sides[i]))
        return out

    def print_under(self, picture: Grey) -> Floats:
        """Of each pixel's darkness the share that is print and no stamp; the picture has 200 dots an inch."""
        height, width = picture.shape
        right, down = -width % _EVEN, -height % _EVEN
        whole = cv2.copyMakeBorder(picture, 0, down, 0, right, cv2.BORDER_CONSTANT, value=255)
        dark = 1 - whole.astype(np.float32)[None, None] / 255
        share: Floats = self._seals.run(None, {"dark": dark})[0][0, 0, :height, :width]
        return share

    def rules_on(self, dark: Floats) -> Floats:
        """Five masks (5 x height x width, 0..1) of a picture of darkness (0..1) whose sides are multiples of 16."""
        masks: Floats = self._rules.run(None, {"dark": dark[None, None]})[0][0]
        return masks

    @cached_property
    def _detection(self) -> Any:
        return _session(bytes(Model(models() / _DETECTION).content), self.threads)

    @cached_property
    def _recognition(self) -> tuple[Any, Head]:
        """The recogniser without its last layer, and that layer."""
        model = Model(models() / _RECOGNITION)
        characters = ["", *model.notes["character"].splitlines(), " "]
        content, weights, bias = model.without_head(len(characters))
        return _session(content, self.threads), Head(characters, weights, bias)

    @cached_property
    def _seals(self) -> Any:
        return _session(_SEALS.read_bytes(), self.threads)

    @cached_property
    def _rules(self) -> Any:
        return _session(_RULES.read_bytes(), self.threads)


def models() -> Path:
    """The folder of the models in rapidocr's wheel; ResourceError where it is not installed."""
    spec = importlib.util.find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else None
    if folder is None or not (folder / _RECOGNITION).is_file() or not (folder / _DETECTION).is_file():
        raise ResourceError("找不到文字识别（OCR）的模型；请重新安装 rapidocr（3.10 以上）再试")
    return folder


def _reading(told: list[Told], step: float, side: int) -> Reading:
    """What a cut-out says, by the characters told; a step is so many of its pixels, after so many beside it."""
    scores = tuple(each.score for each in told)
    return Reading(
        "".join(each.char for each in told),
        sum(scores) / len(scores) if scores else 0.0,
        scores,
        tuple((each.start + each.end) / 2 * step - side for each in told),
        tuple(each.others for each in told),
    )


def keep_memory() -> None:
    """Let what is freed within a page be used again: glibc gives each picture's memory back and asks for it anew."""
    for choice in _KEEP:
        _libc("mallopt", choice, _LARGE)


def give_back_memory() -> None:
    """Give freed memory back to the system, as after a page, where the process holds more than pages usually take."""
    if _resident() > settings.ENGINE.held:
        _libc("malloc_trim", 0)


def _resident() -> float:
    """The memory of this process in MB; 0 where the system does not tell."""
    try:
        return int(_STATM.read_text(encoding="ascii").split()[1]) * mmap.PAGESIZE / 2**20
    except OSError:
        return 0.0


def _libc(name: str, *values: int) -> None:
    try:
        getattr(ctypes.CDLL("libc.so.6"), name)(*values)
    except (OSError, AttributeError):
        return  # another system's allocator


def _session(model: bytes, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _input(picture: Grey) -> Floats:
    """Grey levels as the models want them: three equal channels from -1 to 1."""
    channel = picture.astype(np.float32) / 127.5 - 1
    return np.repeat(channel[None], 3, axis=0)


def _inked(picture: Grey, around: int) -> tuple[NDArray[np.intp], int, int]:
    """The rows of the part of the picture that has ink, with so many around it but for those that are white far around,
    and between which columns there is ink."""
    height, width = picture.shape
    x, y, w, h = cv2.boundingRect((picture < 255 - settings.PIECES.faint).astype(np.uint8))
    some = cv2.reduce(picture, 1, cv2.REDUCE_MIN) < 255
    rows = np.flatnonzero(cv2.dilate(some.astype(np.uint8), np.ones((2 * around + 1, 1), np.uint8)))
    rows = rows[(rows >= y - around) & (rows < min(height, y + h + around))] if w else rows[:0]
    return rows, max(0, x - around), min(width, x + w + around)


def _spots(chance: Floats, across: float, down: float, width: int, height: int) -> list[Spot]:
    """Each patch of likely text as a box, grown from the core of the line to its characters' full height."""
    core = cv2.dilate((chance > settings.ENGINE.core).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(core, connectivity=8)
    sums = np.bincount(labels.ravel(), weights=np.where(core > 0, chance, 0).ravel(), minlength=count)
    out = []
    for i in range(1, count):
        x, y, w, h, area = stats[i]
        score = float(sums[i] / area)
        if min(w, h) < settings.ENGINE.least_core or score < settings.ENGINE.sure:
            continue
        reach = w * h * settings.ENGINE.reach / (2 * (w + h))
        x0, y0 = round((x - reach) * across), round((y - reach) * down)
        x1, y1 = round((x + w + reach) * across), round((y + h + reach) * down)
        out.append(Spot(max(0, x0), max(0, y0), min(width, x1), min(height, y1), score, float(area / (w * h))))
    return sorted(out, key=lambda s: (s.y0, s.x0))


def _line(crop: Grey, side: int) -> Grey:
    """The cut-out at the height that the model reads, a narrow one with so much white at its sides."""
    if side:
        crop = cv2.copyMakeBorder(crop, 0, 0, side, side, cv2.BORDER_CONSTANT, value=255)
    height, width = crop.shape
    scaled = min(settings.ENGINE.widest, max(8, round(width * settings.ENGINE.height / height)))
    return cv2.resize(
        crop,
        (scaled, settings.ENGINE.height),
        interpolation=cv2.INTER_AREA if height > 2 * settings.ENGINE.height else cv2.INTER_LINEAR,
    )


def _squeezed(line: Grey, share: float) -> Grey:
    """The line at that share of its width."""
    height, width = line.shape
    least = max(settings.ENGINE.least, round(share * width))
    return line if least >= width else cv2.resize(line, (least, height), interpolation=cv2.INTER_AREA)


def _padded(line: Grey) -> Floats:
    """The line as the model wants it, nothing behind it."""
    held = np.zeros((1, 3, settings.ENGINE.height, _width(line)), np.float32)
    held[0, :, :, : line.shape[1]] = _input(line)
    return held


def _width(line: Grey) -> int:
    """The width of the line with what is put behind it."""
    steps = -(-int(line.shape[1]) // settings.ENGINE.step)
    return max(settings.ENGINE.least, steps * settings.ENGINE.step)
