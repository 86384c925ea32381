"""The models as they are run here: the same as in rapidocr's wheel, and a line's reading is its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
import pymupdf
import pytest

from jixiao.errors import ResourceError
from jixiao.pages.scan.ocr import engine
from jixiao.pages.scan.ocr.engine import Reader, models
from jixiao.pages.scan.ocr.weights import Model
from jixiao.text import key

SHORT = ["≥90%", "=100%", "单位：元", "1,234.56", "标", "报标", "数量指标", "≤3天", "2,000.00", "环境"]
LONG = "保障城市功能正常运转，2023年计划完成道路清扫保洁面积超过333万平方米，路灯维护数量超过11926基"
RARE = ["王垚杰犇", "翾燚镕鑫", "囍鏞啟研", "陈祎珺"]


@cache
def reader() -> Reader:
    return Reader()


@cache
def drawn(text: str) -> np.ndarray:
    """The text as a scanner gives it, cut out."""
    with pymupdf.open() as document:
        sheet = document.new_page(width=12 * len(text) + 30, height=40)
        sheet.insert_text((10, 25), text, fontname="china-s", fontsize=12)
        pixels = sheet.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
    picture = np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w)
    columns = np.flatnonzero((picture < 200).any(axis=0))
    return cv2.GaussianBlur(picture[36:80, columns[0] - 6 : columns[-1] + 7], (0, 0), 0.8)


def wheel(name: str) -> Any:
    return onnxruntime.InferenceSession(str(models() / name), providers=["CPUExecutionProvider"])


def told_by_wheel(texts: Sequence[str]) -> list[str]:
    """What the recogniser of the wheel says with all of its characters at every step."""
    session = wheel(engine._RECOGNITION)
    known = ["", *session.get_modelmeta().custom_metadata_map["character"].splitlines(), " "]
    out = []
    for text in texts:
        (steps,) = session.run(None, {"x": engine._padded(engine._line(drawn(text), 0))})
        best = steps[0].argmax(axis=1)
        out.append("".join(known[b] for a, b in zip([0, *best], best, strict=False) if b and a != b))
    return out


def test_a_line_reads_the_same_whatever_is_read_with_it() -> None:
    crops = [drawn(text) for text in [*SHORT, LONG]]
    alone = [reader().read([crop])[0] for crop in crops]
    for together in (reader().read(crops), reader().read(crops[::-1])[::-1]):
        assert [r.text for r in together] == [r.text for r in alone]
        assert [r.others for r in together] == [r.others for r in alone]
        for one, other in zip(together, alone, strict=True):
            assert one.scores == pytest.approx(other.scores, abs=1e-5) and one.centres == other.centres


def test_squeezed_lines_say_the_same_in_the_same_places() -> None:
    crops = [drawn(text) for text in [*SHORT[:4], LONG]]
    for plain, squeezed in zip(reader().read(crops), reader().read(crops, 0.7), strict=True):
        assert key(squeezed.text) == key(plain.text)
        assert squeezed.centres[0] == pytest.approx(plain.centres[0], abs=16)
        assert squeezed.centres[-1] == pytest.approx(plain.centres[-1], abs=16)


def test_squeezed_lines_take_less_of_the_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    padded = engine._padded
    monkeypatch.setattr(engine, "_padded", lambda line: seen.append(line.shape[1]) or padded(line))
    reader().read([drawn(LONG), drawn("标")], 0.7)
    reader().read([drawn(LONG), drawn("标")])
    assert seen[0] == round(0.7 * seen[2]) and seen[1] == seen[3]


def test_the_last_layer_worked_out_in_part_says_what_all_of_it_says() -> None:
    texts = [*SHORT, LONG, *RARE]
    assert [r.text for r in reader().read([drawn(text) for text in texts])] == told_by_wheel(texts)


def test_common_lines_and_rare_names_are_read() -> None:
    texts = [*SHORT[:4], LONG, *RARE[:2]]
    read = reader().read([drawn(text) for text in texts])
    assert [key(r.text) for r in read] == [key(text) for text in texts]


def test_digits_that_repeat_in_a_long_line_are_all_read() -> None:
    """Lines that were squeezed to be read sooner lost some of them, at full score."""
    amounts = ["1111111.00元", "5550000.00元", "200000000元"]
    crops = [drawn(f"项目资金安排预算支出{amount}，保障城市各项功能正常运转") for amount in amounts]
    for amount, read in zip(amounts, reader().read(crops), strict=True):
        assert amount in key(read.text)


def test_weights_too_small_to_count_are_gone_and_nothing_else_changed() -> None:
    model = Model(models() / engine._DETECTION)
    before = (models() / engine._DETECTION).read_bytes()
    assert len(model.content) == len(before) and model.content != before
    assert all(w[w != 0].size == 0 or np.abs(w[w != 0]).min() > 1e-38 for w in model.weights.values())
    picture = engine._input(np.pad(drawn(LONG), 20, constant_values=255)[:64, :640])[None]
    mended = onnxruntime.InferenceSession(bytes(model.content), providers=["CPUExecutionProvider"])
    assert np.array_equal(mended.run(None, {"x": picture})[0], wheel(engine._DETECTION).run(None, {"x": picture})[0])


def test_another_model_is_refused(tmp_path: Path) -> None:
    other = Model(models() / engine._DETECTION)
    with pytest.raises(ResourceError, match="rapidocr"):
        other.without_head(18710)


def test_text_in_a_corner_is_found_where_it_stands() -> None:
    page = np.full((2340, 1654), 255, np.uint8)
    line = drawn("项目支出绩效目标表")
    height, width = line.shape
    page[2000 : 2000 + height, 1100 : 1100 + width] = line
    (spot,) = reader().find(page)
    assert (spot.x0, spot.y0, spot.x1, spot.y1) == pytest.approx((1100, 2000, 1100 + width, 2000 + height), abs=25)
    assert reader().find(np.full((2340, 1654), 255, np.uint8)) == []
