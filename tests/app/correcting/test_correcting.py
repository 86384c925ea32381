"""Corrections in a store and in a folder of results: kept whatever happens, seen everywhere, queued, told."""

from __future__ import annotations

import csv
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import PROJECT
from tests.records import made

from jixiao.app.correcting import (
    By,
    Correcting,
    FolderBook,
    StoreBook,
    Wanted,
    Where,
    correct_likes,
    history,
    likes,
    queue,
    rate,
    sample,
    write_history,
)
from jixiao.app.correcting.queue import pace_of
from jixiao.app.correcting.sampling import wilson
from jixiao.app.files.inputs import Taken, kept_readings
from jixiao.app.workspace import Workspace
from jixiao.checks import check
from jixiao.errors import ConfigError, JixiaoError, SourceError, StoreError
from jixiao.export import json_file
from jixiao.export.as_csv import csv_files
from jixiao.library import Library
from jixiao.records import Reading
from jixiao.records.annotations.corrections import Correction, FormMark
from jixiao.records.tables.schema import CHANGES, INDICATORS
from jixiao.store import Store

WHO = By("王某", "看错")
NAMES = ("甲.pdf", "乙.pdf", "丙.pdf")


def in_store(folder: Path) -> Path:
    with Store.open(folder / "库.db") as store:
        run = store.begin({})
        for name in NAMES:
            store.add(run, made.reading(name))
    return folder / "库.db"


def in_folder(folder: Path) -> Path:
    for name in NAMES:
        json_file(made.reading(name), folder / "结果")
    return folder / "结果"


PLACES = pytest.mark.parametrize("make", [in_store, in_folder], ids=["store", "folder"])
SHA = made.source("甲.pdf").sha256
VALUE = Where(SHA, 1, "indicators[1].value")


@contextmanager
def opened(place: Path) -> Iterator[Correcting]:
    with Workspace() as workspace:
        yield workspace.correcting(place)


def texts(place: Path) -> dict[str, list[str | None]]:
    """The targets of the first record of every file, as everybody gets them."""
    return {r.source.name: [row.value for row in r.records[0].indicators] for r in kept_readings(place)}  # type: ignore[union-attr]


@PLACES
def test_everything_downstream_sees_what_was_corrected(make: Callable[[Path], Path], tmp_path: Path) -> None:
    place = make(tmp_path)
    before = texts(place)
    with opened(place) as correcting:
        correcting.correct(VALUE, "≥77处", WHO)
        assert correcting.book.as_read(SHA).records[0].indicators[1].value == before["甲.pdf"][1]  # type: ignore[union-attr]
    after = texts(place)
    assert after["甲.pdf"][1] == "≥77处" and after["乙.pdf"] == before["乙.pdf"]
    with Workspace() as workspace:
        taken = [each.reading for each in workspace.taken([place]) if isinstance(each, Taken)]
    (reading,) = [each for each in taken if each.source.name == "甲.pdf"]
    found = check(reading)
    assert found.records[0].at("indicators[1].value").text == "≥77处"
    csv_files(iter(taken), tmp_path / "csv")
    with (tmp_path / "csv" / "改正.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["改为"], row["改正人"], row["说明"], row["状态"]) == ("'≥77处"[1:], "王某", "看错", "有效")
    with (tmp_path / "csv" / "绩效指标.csv").open(encoding="utf-8-sig", newline="") as file:
        marked = [row["人工改正"] for row in csv.DictReader(file) if row["人工改正"]]
    assert len(marked) == 1 and marked[0].startswith("指标值（王某 20")


def test_what_was_written_as_corrected_is_not_corrected_twice(tmp_path: Path) -> None:
    place = in_folder(tmp_path)
    with opened(place) as correcting:
        correcting.add_row(Where(SHA, 1, "indicators"), {"value": "≥5处"}, WHO)
    out = tmp_path / "检查"
    for reading in list(kept_readings(place)):
        json_file(check(reading), out)
    shutil.copy(place / "corrections.jsonl", out)
    assert texts(out) == texts(place)
    with pytest.raises(SourceError, match="里没有读过这个文件"):
        FolderBook(out).as_read(SHA)


def test_tables_of_the_database_and_the_library_follow(tmp_path: Path) -> None:
    place = in_store(tmp_path)
    with Store.open(place) as store:
        Library.open(store)
        correcting = Correcting(StoreBook(store))
        correcting.correct(VALUE, "≥77处", WHO)
        correcting.correct(Where(SHA, 1, "indicators[1].level3"), "清淤长度", WHO)
        rows = [row for row in store.rows(INDICATORS) if row["value"] == "≥77处"]
        assert [row["number"] for row in rows] == [77] and "王某" in str(rows[0]["corrected"])
        assert [row["now"] for row in store.rows(CHANGES)] == ["≥77处", "清淤长度"]
        names = [entry.name for card in Library.open(store).cards() for entry in card.entries]
        assert "清淤长度" in names


def test_findings_of_what_was_read_before_a_correction_count_no_more(tmp_path: Path) -> None:
    with Store.open(in_store(tmp_path)) as store:
        (first, *_) = [r for r in store.readings() if r.source.sha256 == SHA]
        store.checks.add(check(first), {})
        assert hasattr(next(r for r in store.readings() if r.source.sha256 == SHA), "findings")
        Correcting(StoreBook(store)).correct(VALUE, "≥77处", WHO)
        corrected = next(r for r in store.readings() if r.source.sha256 == SHA)
        assert not hasattr(corrected, "findings")
        store.checks.add(check(corrected), {})
        assert hasattr(next(r for r in store.readings() if r.source.sha256 == SHA), "findings")


def test_a_reading_as_corrected_is_never_kept_as_read(tmp_path: Path) -> None:
    with Store.open(in_store(tmp_path)) as store:
        Correcting(StoreBook(store)).correct(VALUE, "≥77处", WHO)
        corrected = next(r for r in store.readings() if r.source.sha256 == SHA)
        with pytest.raises(StoreError, match="已是改正后的内容"):
            store.add(store.begin({}), corrected)


def test_corrections_outlive_a_new_reading_in_the_store(tmp_path: Path) -> None:
    with Store.open(in_store(tmp_path)) as store:
        Correcting(StoreBook(store)).correct(VALUE, "≥77处", WHO)
        again = made.reading("甲.pdf")
        again.version = "0.9.0+11111111"
        again.records[0].indicators.insert(0, again.records[0].indicators[0].model_copy(update={"value": "新"}))  # type: ignore[union-attr]
        again.records[0].goal_annual = "另一版读法。"  # type: ignore[union-attr]
        store.add(store.begin({}), again)
        row = next(row for row in store.rows(INDICATORS) if row["value"] == "≥77处")
        assert row["row"] == 3
        assert store.reading(SHA, again.version) == again, "a run that goes on finds what was read"


def corrector(place: Path, name: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.app.correcting.corrector", str(place), SHA, name]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT)


@PLACES
def test_two_may_correct_at_once_and_one_who_is_killed_loses_nothing_acknowledged(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    place = make(tmp_path)
    said: list[str] = []
    for signal_now in (signal.SIGKILL, signal.SIGKILL):
        both = [corrector(place, name) for name in ("甲", "乙")]
        try:
            for _ in range(8):
                for process in both:
                    assert process.stdout is not None
                    said.append(process.stdout.readline().strip())
        finally:
            for process in both:
                process.send_signal(signal_now)
                rest, _ = process.communicate()
                said += rest.split()
    with opened(place) as correcting:
        kept = [each.id for each in correcting.book.all()]
        assert set(said) - {""} <= set(kept) and len(set(kept)) == len(kept)
        correcting.correct(VALUE, "≥1处", WHO)
        assert correcting.view(SHA).value(VALUE) == "≥1处"


def test_a_line_that_was_never_finished_was_never_acknowledged(tmp_path: Path) -> None:
    place = in_folder(tmp_path)
    file = place / "corrections.jsonl"
    with opened(place) as correcting:
        (one,) = correcting.correct(VALUE, "≥77处", WHO)
        with file.open("ab") as torn:
            torn.write(file.read_bytes()[:40])
        (two,) = correcting.correct(VALUE, "≥78处", WHO)
        assert [each.id for each in correcting.book.all()] == [one.id, two.id]
        file.write_bytes(file.read_bytes() + b'{"nothing": "of ours"}\n')
        with pytest.raises(StoreError, match="第 4 行不是改正，可能被改动过；请"):
            correcting.book.all()


def test_a_busy_file_is_tried_again_and_a_person_who_saw_the_old_value_is_told(tmp_path: Path) -> None:
    with opened(in_store(tmp_path)) as correcting:
        other = Correcting(correcting.book)
        add, seen = correcting.book.add, []

        def in_between(new: Any, known: Any) -> bool:
            if not seen:
                seen.append(1)
                other.book.__dict__.pop("add")
                other.correct(VALUE, "≥5处", By("李某"))
            return add(new, known)

        correcting.book.add = in_between  # type: ignore[method-assign]
        with pytest.raises(JixiaoError, match="现在已是“≥5处”"):
            correcting.correct(VALUE, "≥6处", WHO, expected=correcting.view(SHA).value(VALUE))


@PLACES
def test_the_queue_is_counted_grouped_and_shrinks(make: Callable[[Path], Path], tmp_path: Path) -> None:
    with opened(make(tmp_path)) as correcting:
        book = correcting.book
        first = queue(book)
        assert first.total == len(first.problems) and first.seconds_left == first.total * 12.0
        assert {group.files for group in first.groups} == {len(NAMES)}
        assert first.problems[0].level in ("incomplete", "doubted")
        doubted = queue(book, Wanted(level="doubted", sha256=SHA))
        (one,) = doubted.problems
        assert (one.record, one.path, one.page) == (1, "indicators[1].value", 3)
        assert queue(book, by="file").groups[0].name in NAMES
        assert queue(book, Wanted(department="临溪县水务局"), by="department").groups[0].name == "临溪县水务局"
        assert len(queue(book, most=2, skip=1).problems) == 2
        correcting.confirm(VALUE, WHO)
        correcting.complete(Where(SHA, 1), WHO)
        correcting.complete(Where(SHA, 0), WHO)
        assert queue(book).total == first.total - 3
        assert queue(book, Wanted(level="doubted", sha256=SHA)).problems == []


def test_a_correction_that_fits_no_more_is_in_the_queue(tmp_path: Path) -> None:
    with Store.open(in_store(tmp_path)) as store:
        correcting = Correcting(StoreBook(store))
        correcting.correct(Where(SHA, 1, "goal_annual"), "改好的目标。", WHO)
        again = made.reading("甲.pdf")
        again.records[0].goal_annual = "完全不同。"  # type: ignore[union-attr]
        store.add(store.begin({}), again)
        (one,) = queue(correcting.book, Wanted(cause="先前的改正对不上")).problems
        assert "现在读到的是“完全不同。”），当时改为“改好的目标。”" in one.message and one.path == "goal_annual"


def test_the_pace_is_that_of_those_who_correct(tmp_path: Path) -> None:
    def one(n: int, second: int, batch: str = "") -> Correction:
        when = f"2026-12-01T03:{second // 60:02}:{second % 60:02}.000+00:00"
        return Correction(id=str(n), sha256=SHA, form=FormMark(), action="confirm", who="王某", when=when, batch=batch)

    assert not pace_of([one(n, n * 4) for n in range(10)]).measured
    quick = pace_of([one(n, n * 4) for n in range(30)] + [one(99, 3000)])
    assert quick.measured and quick.seconds == 4.0
    at_once = [one(100 + n, 200, "b") for n in range(50)]
    assert pace_of([one(n, n * 4) for n in range(30)] + at_once).seconds == 4.0


@PLACES
def test_the_likes_of_a_correction_are_put_right_at_once_and_taken_back_at_once(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    with opened(make(tmp_path)) as correcting:
        (made_one,) = correcting.correct(VALUE, "≥77处", WHO)
        found = likes(correcting, made_one)
        assert [each.file for each in found] == sorted(set(NAMES) - {"甲.pdf"})
        assert all(each.where.path == "indicators[1].value" and each.doubted for each in found)
        kept = correct_likes(correcting, found, "≥77处", WHO)
        assert len({each.batch for each in kept}) == 1 and likes(correcting, made_one) == []
        before = correcting.view(found[0].where.sha256).reading
        assert before.records[0].at("indicators[1].value").text == "≥77处"
        (undo, *more) = correcting.undo(kept[0].batch, WHO)
        assert len(more) == 1 and len(likes(correcting, made_one)) == 2
        correcting.undo(undo.batch, WHO)
        assert likes(correcting, made_one) == []


@PLACES
def test_a_sample_is_drawn_by_its_seed_and_judged(make: Callable[[Path], Path], tmp_path: Path) -> None:
    with opened(make(tmp_path)) as correcting:
        drawn = sample(correcting.book, 2, seed=4)
        assert drawn == sample(correcting.book, 2, seed=4) != sample(correcting.book, 2, seed=5)
        everything = sample(correcting.book, 500, seed=1)
        assert len(everything) == len({(e.sha256, e.record, e.path) for e in everything}) < 500
        assert all(one.text and one.path != "indicators[1].value" for one in everything), (
            "doubted ones are not accepted"
        )
        assert rate(correcting.book, drawn).share is None
        correcting.confirm(Where(drawn[0].sha256, drawn[0].record, drawn[0].path), WHO)
        correcting.correct(Where(drawn[1].sha256, drawn[1].record, drawn[1].path), "别的", WHO)
        found = rate(correcting.book, drawn)
        assert (found.wrong, found.judged, found.waiting, found.share) == (1, 2, 0, 0.5)
        assert found.low < 0.5 < found.high


def test_wilsons_interval_is_the_published_one() -> None:
    """Values of the usual tables: 0 of 10, 5 of 10 and 1 of 29 at 95 %."""
    assert wilson(0, 10) == (0.0, pytest.approx(0.2775, abs=5e-4))
    assert wilson(5, 10) == (pytest.approx(0.2366, abs=5e-4), pytest.approx(0.7634, abs=5e-4))
    assert wilson(1, 29) == (pytest.approx(0.0061, abs=5e-4), pytest.approx(0.1718, abs=5e-4))
    assert wilson(0, 0) == (0.0, 1.0)


@PLACES
def test_the_whole_trail_can_be_taken_out(make: Callable[[Path], Path], tmp_path: Path) -> None:
    with opened(make(tmp_path)) as correcting:
        (one,) = correcting.correct(VALUE, "=1+1", WHO)
        correcting.undo(one.id, By("李某"))
        entries = history(correcting.book)
        assert [(entry.correction.action, entry.state) for entry in entries] == [("value", "已撤销"), ("undo", "")]
        path = write_history(entries, tmp_path / "改正.csv")
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert rows[0]["改为"] == "'=1+1" and rows[1]["改正人"] == "李某", "no spreadsheet runs what stands there"
        lines = write_history(entries, tmp_path / "改正.jsonl").read_text(encoding="utf-8").splitlines()
        assert [Correction.model_validate_json(line) for line in lines] == [entry.correction for entry in entries]
        with pytest.raises(ConfigError, match=r"应以 \.csv 或 \.jsonl 结尾"):
            write_history(entries, tmp_path / "改正.doc")


def test_where_corrections_go_has_to_be_said(tmp_path: Path) -> None:
    with Workspace() as workspace:
        with pytest.raises(StoreError, match="请加 --store"):
            workspace.correcting()
        with pytest.raises(StoreError, match=r"没有 .*无\.db 这个数据库"):
            workspace.correcting(tmp_path / "无.db")


def test_a_document_that_is_read_again_comes_back_corrected(tmp_path: Path, samples: Path) -> None:
    with Workspace(tmp_path / "库.db") as workspace:
        reading: Reading = workspace.extract(samples / "xingan-projects.docx")
        correcting = workspace.correcting()
        correcting.correct(Where(reading.source.sha256, 1, "indicators[0].value"), "≤5300元", WHO)
        assert workspace.extract(samples / "xingan-projects.docx").records[0].indicators[0].value == "≤5300元"  # type: ignore[union-attr]
        (again,) = workspace.extract_many(samples / "xingan-projects.docx")
        assert again.records[0].indicators[0].value == "≤5300元"  # type: ignore[union-attr]
