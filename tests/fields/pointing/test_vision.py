"""Uncertain values of a scan looked at again: what agrees is settled, what differs needs something else for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.pdf_builder import Paper

from jixiao.fields.pointing.vision import Cells, EachOnce, PrintedCell, doubtful, look_questions, looked
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pages.cutout import cutout
from jixiao.records import Alternative, Evidence, Funds, FundsSide, Indicator, ProjectGoal, Spot

PLACE: dict[str, Any] = {"page": 1, "box": (60.0, 80.0, 160.0, 100.0)}
VALUE = "indicators[0].value"


def record(**how: Any) -> ProjectGoal:
    """A scanned form whose only target is in doubt."""
    return ProjectGoal(
        indicators=[Indicator(level3="清淤长度", value="23公里")],
        evidence={VALUE: Evidence(how="ocr", confidence=0.5, **PLACE)},
        doubts={VALUE: ["readings-differ", "stamp"]},
        **how,
    )


def seen(text: str, before: ProjectGoal, path: str = VALUE) -> ProjectGoal:
    after = looked(before, [path], Cells(cells=[PrintedCell(id="1", text=text)], unclear=[]), vocabulary())
    assert isinstance(after, ProjectGoal)
    return after


def test_readings_that_agree_settle_the_doubt() -> None:
    after = seen("23 公里", record())
    assert (after.indicators[0].value, after.doubts, after.alternatives) == ("23公里", {}, {})
    assert after.evidence[VALUE].how == "ocr"
    assert (after.evidence[VALUE].confidence or 0) > 0.9


def test_readings_that_differ_are_both_kept_and_said() -> None:
    after = seen("≥3公里", record())
    assert after.indicators[0].value == "23公里"
    assert [(a.text, a.how) for a in after.alternatives[VALUE]] == [("≥3公里", "model")]
    assert after.doubts[VALUE] == ["readings-differ", "stamp", "conflict"]


def test_a_second_reading_by_ocr_speaks_for_what_was_seen() -> None:
    before = record(alternatives={VALUE: [Alternative(text="≥3公里", how="ocr", **PLACE)]})
    after = seen("≥3公里", before)
    assert after.indicators[0].value == "≥3公里"
    assert after.parsed[VALUE]["operator"] == "≥"
    assert after.evidence[VALUE].how == "model"
    assert [a.text for a in after.alternatives[VALUE]] == ["23公里"]
    assert after.doubts == {}


@pytest.mark.parametrize(("text", "taken"), [("70.00", True), ("71.00", False)])
def test_a_sum_that_closes_speaks_for_what_was_seen(text: str, taken: bool) -> None:
    path = "funds.annual.fiscal"
    before = ProjectGoal(
        funds=Funds(unit="万元", annual=FundsSide(total="100.00", fiscal="10.00", other="30.00")),
        evidence={path: Evidence(how="ocr", **PLACE)},
        doubts={path: ["sum-open"]},
    )
    after = seen(text, before, path)
    assert after.funds is not None
    assert after.funds.annual.fiscal == (text if taken else "10.00")
    assert after.doubts == ({} if taken else {path: ["sum-open", "conflict"]})


def test_what_nobody_can_read_stays_in_doubt() -> None:
    after = looked(record(), [VALUE], Cells(cells=[], unclear=["1"]), vocabulary())
    assert after.doubts == record().doubts
    assert (after.indicators, after.alternatives) == (record().indicators, {})


def test_only_places_that_ocr_is_not_sure_of_are_looked_at() -> None:
    assert doubtful(record()) == [VALUE]
    placed = record()
    placed.evidence[VALUE] = Evidence(how="model", **PLACE)
    assert doubtful(placed) == [VALUE]
    cut = record()
    cut.evidence[VALUE] = Evidence(how="ocr", continued=[Spot(page=2)], **PLACE)
    assert doubtful(cut) == []
    other = record()
    other.doubts = {VALUE: ["conflict"]}
    assert doubtful(other) == []


def test_the_question_shows_just_the_place(tmp_path: Path) -> None:
    path = Paper().text(64, 95, "≥3公里").text(60, 400, "别处").save(tmp_path / "page.pdf")
    ((paths, question),) = look_questions(record(), lambda page, box: cutout(path, page, box), "0#1")
    assert paths == [VALUE]
    (image,) = question.images
    assert image.data.startswith(b"\x89PNG") and image.label == "编号 1"
    width, height = (int.from_bytes(image.data[at : at + 4]) for at in (16, 20))
    assert 100 < width < 400 and 40 < height < 150


def test_every_place_is_answered_once() -> None:
    check = EachOnce(("1", "2"))
    assert check(Cells(cells=[PrintedCell(id="1", text="")], unclear=["2"])) == []
    said = check(Cells(cells=[PrintedCell(id="1", text="3"), PrintedCell(id="1", text="4")], unclear=["9"]))
    assert said == ["没有编号 9", "编号 1 答了 2 次", "编号 2 没有回答"]


@pytest.mark.parametrize("code", ["odd-shape", "read-twice", "not-listed"])
def test_a_value_whose_print_alone_is_in_doubt_is_looked_at(code: str) -> None:
    before = record().model_copy(update={"doubts": {VALUE: [code]}})
    assert doubtful(before) == [VALUE]
    assert seen("23公里", before).doubts == {}


@pytest.mark.parametrize("code", ["cells-merged", "columns-inferred", "conflict"])
def test_what_a_picture_of_the_place_cannot_tell_is_not_asked(code: str) -> None:
    assert doubtful(record().model_copy(update={"doubts": {VALUE: [code]}})) == []
