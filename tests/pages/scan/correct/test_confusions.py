"""What OCR misreads is put right where nothing else can stand, and stays beside it."""

from __future__ import annotations

import numpy as np
import pytest

from jixiao.evidence import DoubtCode, Word
from jixiao.geometry import Box
from jixiao.pages.scan.correct.confusions import put_right, slash
from jixiao.pages.scan.model import Scan


def scanned(text: str, mark: int = 2) -> tuple[Word, Scan]:
    """A word of ten points a character on a page of two pixels a point, with a square of ink in every character.

    The first and the last one are `mark` pixels wide.
    """
    box = Box(10.0, 10.0, 10.0 + 10 * len(text), 20.0)
    word = Word(text, 1, box, tuple(10.0 + 10 * i for i in range(len(text) + 1)))
    word.how = "ocr"
    clean = np.full((60, 40 + 20 * len(text)), 255, np.uint8)
    for i in range(len(text)):
        side = mark if i in (0, len(text) - 1) else 12
        clean[26 : 26 + side, 24 + 20 * i : 24 + 20 * i + side] = 0
    return word, Scan(1, 2.0, clean, clean, clean, None, (), (), 0.0)


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("项日类别", "项目类别"),
        ("著", "显著"),
        ("2023年12月30E前", "2023年12月30日前"),
        ("6月5E", "6月5日"),
        ("6月30EMBA班", "6月30EMBA班"),
        ("5项日常工作", "5项日常工作"),
        ("每日标准餐", "每日标准餐"),
        ("确保万无一失", "确保万无一失"),
        ("土地出让划拨", "土地出让划拨"),
        ("效果明显将提升", "效果明显将提升"),
        ("用来完成任务", "用来完成任务"),
        ("日标1：完成改造", "目标1：完成改造"),
        ("提高水平.补贴到位", "提高水平，补贴到位"),
        ("达到100%.补贴到位", "达到100%，补贴到位"),
        ("1.打造环境", "1.打造环境"),
        ("一.基本情况", "一.基本情况"),
        ("1.925.00", "1,925.00"),
        ("828..72", "828.72"),
        ("≥73·家", "≥73家"),
        ("109,50", "109.50"),
        ("127:00", "127.00"),
        ("1111 98", "1111.98"),
        ("2023 12", "2023 12"),
        ("50.265 53", "50,265.53"),
        ("308, 469.12", "308,469.12"),
        ("显客提升", "显著提升"),
        ("20:00", "20:00"),
        ("2022年一2024年", "2022年—2024年"),
        ("2022年一季度", "2022年一季度"),
        ("项目一—配套工程", "项目——配套工程"),
        ("统一——配套工程", "统一——配套工程"),
        ("办发[2016]16号", "办发〔2016〕16号"),
        ("办发〔2016]16号", "办发〔2016〕16号"),
        ("表[2016]", "表[2016]"),
        ("2025年1月一2025年12月", "2025年1月—2025年12月"),
        ("2022一2024年", "2022—2024年"),
        ("2022年1月一季度", "2022年1月一季度"),
        ("年度內收戶数", "年度内收户数"),
        ("“双随机”监管·", "“双随机”监管"),
    ],
)
def test_what_can_stand_there(read: str, right: str) -> None:
    word, scan = scanned(read)
    put_right(word, scan)
    assert word.text == right
    assert len(word.edges) == len(right) + 1
    assert all(d.code in (DoubtCode.VOCABULARY, DoubtCode.READINGS_DIFFER) for d in word.doubts)
    assert bool(word.doubts) == (read != right)


@pytest.mark.parametrize(("read", "right"), [("210.", "210"), (".49.96", "49.96"), ("·更新座椅", "更新座椅")])
def test_specks_are_taken_off_and_points_kept(read: str, right: str) -> None:
    word, scan = scanned(read)
    put_right(word, scan)
    assert word.text == right
    word, scan = scanned(read, mark=5)
    put_right(word, scan)
    assert word.text == (right if read[0] == "·" else read)  # no text begins with one, however large it is


@pytest.mark.parametrize(("read", "right"), [("109,50", "109.50"), ("127:00", "127.00"), ("1111 98", "1111.98")])
def test_a_point_that_was_supplied_stays_in_doubt(read: str, right: str) -> None:
    word, scan = scanned(read)
    put_right(word, scan)
    assert word.text == right
    assert [d.code for d in word.doubts] == [DoubtCode.READINGS_DIFFER]


def test_letters_in_an_amount_are_zeros_and_stay_in_doubt() -> None:
    word, scan = scanned("1,2O0.OO")
    put_right(word, scan)
    assert word.text == "1,200.00"
    assert [(d.start, d.code, d.other) for d in word.doubts] == [(i, DoubtCode.READINGS_DIFFER, "O") for i in (3, 6, 7)]
    word, scan = scanned("OA系统")
    put_right(word, scan)
    assert word.text == "OA系统"


def test_a_degree_becomes_a_per_cent_and_stays_in_doubt() -> None:
    word, scan = scanned("≥95°")
    put_right(word, scan)
    assert word.text == "≥95%"
    assert [(d.start, d.end, d.code, d.other) for d in word.doubts] == [(3, 4, DoubtCode.READINGS_DIFFER, "°")]


def test_doubts_move_with_their_characters() -> None:
    word, scan = scanned(".49.96")
    word.doubts = (word_doubt := _doubt(4, 5),)
    put_right(word, scan)
    assert word_doubt._replace(start=3, end=4) in word.doubts


def _doubt(start: int, end: int):
    from jixiao.evidence import Doubt

    return Doubt(start, end, "low-score")


@pytest.mark.parametrize(("lean", "right"), [(0.0, "1"), (0.1, "1"), (0.35, "/")])
def test_a_stroke_that_leans_is_no_1(lean: float, right: str) -> None:
    word, scan = scanned("1", mark=0)
    for y in range(22, 38):
        x = round(29 + lean * (30 - y))
        scan.clean[y, x : x + 2] = 0
    slash([word], scan)
    assert word.text == right


def test_a_leaning_scrap_beside_a_word_stays_what_it_was_read_as() -> None:
    word, scan = scanned("1", mark=0)
    for y in range(22, 38):
        x = round(29 + 0.35 * (30 - y))
        scan.clean[y, x : x + 2] = 0
    slash([word, Word("验收", 1, word.box._replace(x0=word.box.x1 + 1, x1=word.box.x1 + 21))], scan)
    assert word.text == "1"
