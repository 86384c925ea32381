"""Readings as corrected: what corrections do, what they leave, and what becomes of them when a file is read anew."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records import made

from jixiao.app.correcting import By, View, Where
from jixiao.app.correcting.making import Correcting
from jixiao.errors import ConfigError, StaleError
from jixiao.fields.corrected import apply
from jixiao.records import Evidence, Reading, Reason
from jixiao.records.annotations.corrections import Correction, in_force

WHO = By("王某", "看错")


class Memory:
    """A book in memory: what a store and a folder keep on the disk."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.said = reading, list[Correction]()

    def as_read(self, sha256: str) -> Reading:
        return self.reading

    def corrections(self, sha256: str) -> list[Correction]:
        return list(self.said)

    def all(self) -> list[Correction]:
        return list(self.said)

    def add(self, new: Any, seen: Any) -> bool:
        self.said += new
        return True

    def index(self) -> Any:
        raise AssertionError("nothing here is asked of all readings together")


def begun(reading: Reading | None = None) -> tuple[Correcting, Reading]:
    found = reading or made.reading()
    return Correcting(Memory(found)), found


def at(reading: Reading, path: str = "", record: int = 1) -> Where:
    return Where(reading.source.sha256, record, path)


def now(correcting: Correcting, reading: Reading) -> Reading:
    return correcting.view(reading.source.sha256).reading


def test_a_value_that_was_put_right_says_so_and_keeps_what_was_read() -> None:
    correcting, reading = begun()
    before = deepcopy(reading)
    (one,) = correcting.correct(at(reading, "indicators[1].value"), "≥30处", WHO)
    assert reading == before, "the reading itself stays as it was read"
    value = now(correcting, reading).records[0].at("indicators[1].value")
    assert (value.text, value.how, value.doubts) == ("≥30处", "person", ())
    assert value.evidence is not None and value.evidence.correction == one.id
    assert value.page == 3 and value.box == (10.0, 20.0, 30.5, 40.0)
    assert [other.text for other in value.alternatives] == [before.records[0].indicators[1].value]  # type: ignore[union-attr]
    assert value.number == 30 and value.unit == "处", "numbers are derived anew"
    assert (one.who, one.why, one.page, one.was) == ("王某", "看错", 3, before.records[0].indicators[1].value)  # type: ignore[union-attr]


def test_a_confirmed_value_is_in_doubt_no_more_and_stays_as_it_was_read() -> None:
    correcting, reading = begun()
    (one,) = correcting.confirm(at(reading, "indicators[1].value"), WHO)
    value = now(correcting, reading).records[0].at("indicators[1].value")
    assert value.text == reading.records[0].indicators[1].value and value.sure  # type: ignore[union-attr]
    assert value.evidence is not None and (value.how, value.evidence.correction) == ("text", one.id)


def test_whoever_saw_another_value_is_told_both() -> None:
    correcting, reading = begun()
    seen = reading.records[0].indicators[0].value  # type: ignore[union-attr]
    correcting.correct(at(reading, "indicators[0].value"), "≥7处", WHO, expected=seen)
    with pytest.raises(StaleError, match=rf"指标值：改的时候看到的是“{seen}”，现在已是“≥7处”；没有改"):
        correcting.correct(at(reading, "indicators[0].value"), "≥8处", WHO, expected=seen)
    assert now(correcting, reading).records[0].indicators[0].value == "≥7处"  # type: ignore[union-attr]


def test_a_field_that_the_form_did_not_have_can_be_filled() -> None:
    correcting, reading = begun()
    correcting.correct(at(reading, "funds.lifetime.total"), "3,000.00", WHO)
    record = now(correcting, reading).records[0]
    assert record.at("funds.lifetime.total").yuan == 30_000_000
    assert record.at("funds.annual.total").text == "1,200.50"


@pytest.mark.parametrize("path", ["nothing", "indicators[99].value", "funds.annual", "indicators", "in dicators["])
def test_a_place_that_is_none_is_refused(path: str) -> None:
    correcting, reading = begun()
    with pytest.raises(ConfigError, match="请"):
        correcting.correct(at(reading, path), "x", WHO)
    with pytest.raises(ConfigError, match="请"):
        correcting.correct(at(reading, "title", record=77), "x", WHO)


def test_a_sum_that_closes_clears_its_other_numbers() -> None:
    reading = made.reading()
    record = reading.records[0]
    for name, text in {"total": "100.00", "fiscal": "90.00", "other": "20.00"}.items():
        setattr(record.funds.annual, name, text)  # type: ignore[union-attr]
        path = f"funds.annual.{name}"
        record.evidence[path] = Evidence(page=2, how="ocr", confidence=0.5)
        record.doubts[path] = ["sum-open"]
    correcting, _ = begun(reading)
    correcting.correct(at(reading, "funds.annual.other"), "10.00", WHO)
    doubts = now(correcting, reading).records[0].doubts
    assert not [path for path in doubts if path.startswith("funds.")]
    correcting.correct(at(reading, "funds.annual.total"), "101.00", WHO)
    doubts = now(correcting, reading).records[0].doubts
    assert doubts["funds.annual.fiscal"] == ["sum-open"], "what is still as scanned has to be looked at again"


def test_rows_are_added_taken_out_split_joined_and_moved() -> None:
    correcting, reading = begun(made.reading(values=("≥1个", "≥2个", "≥3个、≥4个", "≥5个")))

    def values() -> list[str | None]:
        return [row.value for row in now(correcting, reading).records[0].indicators]  # type: ignore[union-attr]

    correcting.add_row(at(reading, "indicators"), {"level3": "新", "value": "≥0个"}, WHO)
    assert values() == ["≥0个", "≥1个", "≥2个", "≥3个、≥4个", "≥5个"]
    correcting.delete_row(at(reading, "indicators[1]"), WHO)
    correcting.split_row(at(reading, "indicators[2]"), [{"value": "≥3个"}, {"value": "≥4个"}], WHO)
    assert values() == ["≥0个", "≥2个", "≥3个", "≥4个", "≥5个"]
    correcting.move_row(at(reading, "indicators[4]"), None, WHO)
    assert values() == ["≥5个", "≥0个", "≥2个", "≥3个", "≥4个"]
    correcting.join_rows(at(reading, "indicators[3]"), [4], WHO)
    assert values() == ["≥5个", "≥0个", "≥2个", "≥3个≥4个"]
    correcting.correct(at(reading, "indicators[1].value"), "≥6个", WHO)
    assert values() == ["≥5个", "≥6个", "≥2个", "≥3个≥4个"]
    record = now(correcting, reading).records[0]
    assert record.at("indicators[0].value").page == 3, "evidence goes with its row"
    assert record.at("indicators[1].value").how == "person"


def test_what_is_taken_back_is_as_before_and_taking_that_back_brings_it_again() -> None:
    correcting, reading = begun()
    (first,) = correcting.add_row(at(reading, "indicators"), {"value": "≥9处"}, WHO)
    with_row = now(correcting, reading)
    (undo,) = correcting.undo(first.id, WHO)
    assert now(correcting, reading) == reading
    correcting.undo(undo.id, WHO)
    assert now(correcting, reading) == with_row
    assert len(correcting.book.all()) == 3, "nothing is ever deleted"
    with pytest.raises(ConfigError, match="没有编号为 nothing 的改正"):
        correcting.undo("nothing", WHO)


def test_taking_back_an_earlier_row_leaves_later_corrections_with_theirs() -> None:
    correcting, reading = begun()
    (added,) = correcting.add_row(at(reading, "indicators"), {"value": "≥9处"}, WHO)
    correcting.correct(at(reading, "indicators[1].value"), "≥70处", WHO)
    correcting.correct(at(reading, "indicators[0].level3"), "名", WHO)
    correcting.undo(added.id, WHO)
    made_of = now(correcting, reading)
    assert made_of.records[0].indicators[0].value == "≥70处"  # type: ignore[union-attr]
    assert made_of.corrected is not None
    assert [each.correction.path for each in made_of.corrected.stale] == ["indicators[0].level3"]


_PATHS = st.sampled_from(
    ["project_name", "indicators[0].value", "indicators[1].level3", "funds.annual.total", "goal_annual", "year"]
)
_ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("value"), _PATHS, st.sampled_from(["2024", "9", ""])),
        st.tuples(st.just("add"), st.integers(0, 1), st.just("")),
        st.tuples(st.just("delete"), st.integers(0, 1), st.just("")),
        st.tuples(st.just("move"), st.integers(0, 1), st.just("")),
        st.tuples(st.just("confirm"), _PATHS, st.just("")),
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(_ACTS)
def test_undoing_the_last_one_always_gives_what_was_before(acts: list[tuple[str, Any, str]]) -> None:
    correcting, reading = begun()
    for name, where, text in acts:
        before, count = now(correcting, reading), len(correcting.book.all())
        try:
            if name == "value":
                correcting.correct(at(reading, where), text, WHO)
            elif name == "confirm":
                correcting.confirm(at(reading, where), WHO)
            elif name == "add":
                correcting.add_row(at(reading, "indicators"), {"value": "≥1处"}, WHO, after=where)
            elif name == "delete":
                correcting.delete_row(at(reading, f"indicators[{where}]"), WHO)
            else:
                correcting.move_row(at(reading, f"indicators[{where}]"), None, WHO)
        except ConfigError:
            assert len(correcting.book.all()) == count
            continue
        after = now(correcting, reading)
        (undo,) = correcting.undo(correcting.book.all()[-1].id, WHO)
        assert now(correcting, reading) == before
        correcting.undo(undo.id, WHO)
        assert now(correcting, reading) == after


def test_reasons_that_are_answered_go_and_the_record_is_complete_by_what_is_left() -> None:
    reading = made.reading()
    record = reading.records[0]
    record.project_name = ""  # type: ignore[union-attr]
    record.reasons = [
        Reason(code="missing.project_name", message="“项目名称”没有读到内容；请对照原文核对"),
        Reason(code="unexplained.digits", message="表中有文字没有归入任何栏目：“9.5”；请对照原文核对", page=3),
        Reason(code="page.failed", message="第3页没有读成，这份表可能不全：图片"),
    ]
    reading.coverage[1].unexplained = ["9.5", "其他"]
    correcting, _ = begun(reading)
    correcting.correct(at(reading, "project_name"), "河道清淤", WHO)
    left = now(correcting, reading).records[0]
    assert [reason.code for reason in left.reasons] == ["unexplained.digits", "page.failed"]
    correcting.correct(at(reading, "indicators[0].weight"), "9.5", WHO)
    left = now(correcting, reading).records[0]
    assert [reason.code for reason in left.reasons] == ["page.failed"] and left.status == "incomplete"
    assert now(correcting, reading).coverage[1].unexplained == ["其他"]
    correcting.complete(at(reading), WHO)
    assert now(correcting, reading).records[0].status == "complete"
    record.reasons.append(Reason(code="table.torn", message="这张表可能断开了"))
    again = now(correcting, reading).records[0]
    assert (again.status, [r.code for r in again.reasons]) == ("incomplete", ["table.torn"]), "new reasons count"


def test_a_form_that_is_none_is_left_out_and_the_others_keep_their_numbers() -> None:
    correcting, reading = begun()
    correcting.no_form(at(reading, record=2), WHO)
    correcting.correct(at(reading, "overall_goal", record=3), "求进。", WHO)
    made_of = now(correcting, reading)
    assert [record.kind for record in made_of.records] == [r.kind for i, r in enumerate(reading.records) if i != 1]
    assert made_of.corrected is not None and made_of.corrected.numbers == [1, 3, 4, 5, 6]
    with pytest.raises(ConfigError, match="已经标为“不是要读的表”"):
        correcting.correct(at(reading, "department", record=2), "x", WHO)


def test_the_kind_of_a_form_can_be_put_right() -> None:
    correcting, reading = begun()
    with pytest.raises(ConfigError, match="没有“菜单”这种表"):
        correcting.set_kind(at(reading, record=4), "菜单", WHO)
    correcting.set_kind(at(reading, record=4), "决算公开表", WHO)
    table = now(correcting, reading).records[3]
    assert table.kind == "final_accounts_table" and table.rows == reading.records[3].rows  # type: ignore[union-attr]
    with pytest.raises(ConfigError, match="没有存"):
        correcting.set_kind(at(reading, record=4), "project_goal", WHO)


def test_cells_of_tables_are_corrected_and_rows_have_as_many_as_columns() -> None:
    correcting, reading = begun()
    correcting.correct(at(reading, "rows[0][4]", record=4), "234.50", WHO)
    correcting.add_row(at(reading, "rows", record=4), ["205", "教育"], WHO, after=0)
    table = now(correcting, reading).records[3]
    assert [row[0] for row in table.rows] == ["204", "205", "", "合计"]  # type: ignore[union-attr]
    assert all(len(row) == 5 for row in table.rows)  # type: ignore[union-attr]
    assert table.at("rows[0][4]").yuan == 2_345_000


def anew(reading: Reading, **changes: Any) -> Reading:
    """The same file read by another version."""
    other = deepcopy(reading)
    other.version = "9.9.9+ffffffff"
    for path, text in changes.items():
        setattr(other.records[0], path, text)
    return other


def test_corrections_survive_a_new_reading_with_other_rows_and_numbers() -> None:
    correcting, reading = begun(made.reading(values=("≥1个", "≥2个", "≥3个")))
    correcting.correct(at(reading, "indicators[2].value"), "≥33个", WHO)
    correcting.correct(at(reading, "goal_annual"), "改好的目标。", WHO)
    other = anew(reading)
    record = other.records[0]
    record.indicators.insert(0, record.indicators[0].model_copy(update={"level3": "新读出的一行", "value": "1"}))  # type: ignore[union-attr]
    other.records.insert(0, made.department())
    view = View(other, correcting.book.all())
    assert view.reading.corrected is not None and not view.reading.corrected.stale
    project = view.reading.records[1]
    assert [row.value for row in project.indicators] == ["1", "≥1个", "≥2个", "≥33个"]  # type: ignore[union-attr]
    assert project.goal_annual == "改好的目标。"  # type: ignore[union-attr]


def test_a_new_reading_that_reads_something_else_there_is_told_not_overwritten() -> None:
    correcting, reading = begun()
    correcting.correct(at(reading, "goal_annual"), "改好的目标。", WHO)
    found = apply(anew(reading, goal_annual="完全不同的另一段。"), correcting.book.all())
    assert found.records[0].goal_annual == "完全不同的另一段。"  # type: ignore[union-attr]
    assert found.corrected is not None
    (stale,) = found.corrected.stale
    assert (stale.why, stale.found) == ("现在读到的已不同", "完全不同的另一段。")
    right = apply(anew(reading, goal_annual="改好的目标。"), correcting.book.all())
    assert right.corrected is not None and not right.corrected.stale, "it reads now what the person said"


def test_a_value_at_the_same_place_is_corrected_whatever_was_misread_there() -> None:
    correcting, reading = begun()
    correcting.correct(at(reading, "indicators[1].value"), "≥30处", WHO)
    other = anew(reading)
    other.records[0].indicators[1].value = "≥8O处"  # type: ignore[union-attr]
    assert apply(other, correcting.book.all()).records[0].indicators[1].value == "≥30处"  # type: ignore[union-attr]


def test_a_row_that_a_newer_version_reads_itself_is_not_there_twice() -> None:
    correcting, reading = begun()
    correcting.add_row(at(reading, "indicators"), {"level3": "漏读的", "value": "≥9处"}, WHO, after=0)
    other = anew(reading)
    rows = other.records[0].indicators  # type: ignore[union-attr]
    rows.insert(1, rows[0].model_copy(update={"level3": "漏读的", "value": "≥9处"}))
    found = apply(other, correcting.book.all())
    assert [row.level3 for row in found.records[0].indicators].count("漏读的") == 1  # type: ignore[union-attr]
    assert found.corrected is not None and not found.corrected.stale


def test_a_form_that_is_gone_is_told(tmp_path: Path) -> None:
    correcting, reading = begun()
    correcting.correct(at(reading, "goal_annual"), "改好的目标。", WHO)
    other = anew(reading)
    del other.records[0]
    found = apply(other, correcting.book.all())
    assert found.corrected is not None
    assert [each.why for each in found.corrected.stale] == ["这份表现在没有读到，或认不出是哪一份"]


def test_only_what_nobody_took_back_is_in_force() -> None:
    def one(name: str, undoes: str = "", batch: str = "") -> Correction:
        return Correction(id=name, sha256="0", action="undo" if undoes else "value", undoes=undoes, batch=batch)

    said = [one("a", batch="B"), one("b", batch="B"), one("c"), one("u", undoes="B")]
    assert [each.id for each in in_force(said)] == ["c"]
    assert [each.id for each in in_force([*said, one("v", undoes="u")])] == ["a", "b", "c"]
