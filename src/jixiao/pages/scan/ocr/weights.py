"""The weights of an ONNX file, found by its wire format (protocol buffers): looked at, mended, and its end cut off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from jixiao.errors import ResourceError
from jixiao.pages.scan.model import Floats

# Numbers of fields: of a model its graph and notes; of a graph its nodes, weights, outputs; of a weight its parts.
_GRAPH, _NOTE = 7, 14
_NODE, _WEIGHTS, _OUTPUT = 1, 5, 12
_SIDE, _TYPE, _NAME, _RAW = 1, 2, 8, 9
# Of a node what it takes, of an output its name, of a note its name and text.
_TAKEN = 1
_KEY, _TEXT = 1, 2
_FLOAT = 1
# Smaller numbers a processor multiplies slowly: most take a hundred times as long.
_LEAST = np.finfo(np.float32).smallest_normal


class Field(NamedTuple):
    """A field of a message: its number, its value where that is a number, where it begins, where its content lies."""

    number: int
    value: int
    begin: int
    start: int
    end: int


class Model:
    """The content of an ONNX file. `weights` are its numbers by name; those too small to count (under 1.2e-38) are 0.
    `notes` are what its makers wrote beside them.

    Such numbers come from training, change no result and made text detection three times as slow.
    """

    def __init__(self, path: Path) -> None:
        self.content = bytearray(path.read_bytes())
        self.weights: dict[str, Floats] = {}
        self._graph = next(field for field in fields(self.content) if field.number == _GRAPH)
        self.notes = dict(self._note(field) for field in fields(self.content) if field.number == _NOTE)
        for tensor in fields(self.content, self._graph):
            if tensor.number == _WEIGHTS:
                self.weights.update(self._floats(list(fields(self.content, tensor))))
        for numbers in self.weights.values():
            numbers[np.abs(numbers) < _LEAST] = 0

    def without_head(self, classes: int) -> tuple[bytes, Floats, Floats]:
        """A model that ends before its last layer, of so many classes; and that layer's weights and bias.

        ResourceError where it has no such layer.
        """
        wide = [name for name, w in self.weights.items() if w.ndim == 2 and w.shape[1] == classes]
        flat = [name for name, w in self.weights.items() if w.shape == (classes,)]
        if len(wide) != 1 or len(flat) != 1:
            raise ResourceError("文字识别（OCR）的模型不是预期的那一种；请重新安装 rapidocr 3.10 再试")
        kept, feature = bytearray(), b""
        for field in fields(self.content, self._graph):
            if field.number == _NODE and not feature:
                taken = [
                    bytes(self.content[f.start : f.end]) for f in fields(self.content, field) if f.number == _TAKEN
                ]
                feature = taken[0] if wide[0].encode() in taken else b""
            if field.number != _OUTPUT and not (field.number == _NODE and feature):
                kept += self.content[field.begin : field.end]
        kept += _message(_OUTPUT, _message(_TAKEN, feature))
        outside = self.content[: self._graph.begin] + self.content[self._graph.end :]
        return bytes(outside + _message(_GRAPH, kept)), self.weights[wide[0]].copy(), self.weights[flat[0]].copy()

    def _note(self, within: Field) -> tuple[str, str]:
        part = {each.number: self.content[each.start : each.end].decode() for each in fields(self.content, within)}
        return part[_KEY], part[_TEXT]

    def _floats(self, parts: list[Field]) -> Iterator[tuple[str, Floats]]:
        """Name and numbers, as a view of the content, of a weight of 32 bits."""
        part = {each.number: each for each in parts}
        if _RAW in part and part[_TYPE].value == _FLOAT:
            raw, name = part[_RAW], part[_NAME]
            numbers = np.frombuffer(self.content, "<f4", (raw.end - raw.start) // 4, raw.start)
            shape = [each.value for each in parts if each.number == _SIDE]
            yield self.content[name.start : name.end].decode(), numbers.reshape(shape)


def fields(content: bytearray, within: Field | None = None) -> Iterator[Field]:
    """The fields of a message, that of the whole content or one within it."""
    at, end = (within.start, within.end) if within else (0, len(content))
    while at < end:
        begin = at
        tag, at = _number(content, at)
        value, length = 0, {1: 8, 5: 4}.get(tag & 7, 0)
        if tag & 7 == 0:
            value, at = _number(content, at)
        elif tag & 7 == 2:
            length, at = _number(content, at)
        yield Field(tag >> 3, value, begin, at, at + length)
        at += length


def _number(content: bytearray, at: int) -> tuple[int, int]:
    """A number of variable length, and where what follows begins."""
    out = shift = 0
    while content[at] > 127:
        out, at, shift = out | (content[at] & 127) << shift, at + 1, shift + 7
    return out | content[at] << shift, at + 1


def _message(number: int, content: bytes | bytearray) -> bytes:
    """A field of that number (under 16) with that content."""
    length, rest = bytearray(), len(content)
    while rest > 127:
        length.append(rest & 127 | 128)
        rest >>= 7
    return bytes([number << 3 | 2, *length, rest]) + content
