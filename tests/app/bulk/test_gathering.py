"""Results of shards gathered: the same tables whatever order they came in, only what changed made anew."""

from __future__ import annotations

from pathlib import Path

import duckdb
import openpyxl
import pytest
from tests.engine.shards.test_shards import document, go

import jixiao.app.bulk.parts as parts
import jixiao.app.tables as tables
from jixiao.app.bulk.gathering import Gathered, Gathering, gather
from jixiao.app.bulk.status import status
from jixiao.app.bulk.summary import Summary
from jixiao.app.correcting import By, Where
from jixiao.app.events import finished
from jixiao.app.tables import books
from jixiao.app.workspace import Workspace
from jixiao.config import Settings
from jixiao.errors import ConfigError, StoreError
from jixiao.export.formats import formats_of
from jixiao.places import place_at
from jixiao.store import Store


def gathered(out: Path | str, store: Path | None = None, *formats: str, version: str = "") -> Gathered:
    with Workspace(store, Settings(jobs=2)) as workspace:
        return finished(gather(Gathering(str(out), version, formats_of(formats)), workspace))


def rows(out: Path, table: str) -> list[tuple[object, ...]]:
    return duckdb.connect().sql(f"SELECT * FROM '{out}/tables/{table}/*.parquet' ORDER BY ALL").fetchall()


def contents(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in (out / "tables").rglob("*.parquet")}


def test_shards_in_any_order_give_the_tables_of_one_run(tmp_path: Path) -> None:
    for n in range(9):
        document(tmp_path / "in" / f"{n % 2}" / f"{n}.pdf", f"text {n % 7}")
    document(tmp_path / "in" / "bad.pdf", "refuse")
    go(tmp_path / "in", tmp_path / "one")
    for shard in ("3/3", "1/3", "2/3"):
        go(tmp_path / "in", tmp_path / "many", shard)
    one, many = gathered(tmp_path / "one"), gathered(tmp_path / "many", tmp_path / "s.db")
    assert contents(tmp_path / "one") == contents(tmp_path / "many")
    assert (many.summary.files, many.summary.copies, many.stored) == (8, 2, 8)
    assert [r[0] for r in rows(tmp_path / "one", "projects")] == sorted(f"text {n}" for n in range(7))
    assert one.summary.failures == {"source.damaged": 1}
    with Store.open(tmp_path / "s.db") as store:
        assert len(store.latest()) == 8
    page = (tmp_path / "many" / "报告.html").read_text(encoding="utf-8")
    assert "bad.pdf" in page and "不完整，请重新获取" in page


def test_only_what_changed_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_ONE", 4)
    for n in range(12):
        document(tmp_path / "in" / f"{n}.pdf", f"text {n}")
    go(tmp_path / "in", tmp_path / "out")
    first = gathered(tmp_path / "out", tmp_path / "s.db")
    assert first.anew > 3 and first.stored == 12
    again = gathered(tmp_path / "out", tmp_path / "s.db")
    assert (again.anew, again.stored) == (0, 0) and again.summary == first.summary
    document(tmp_path / "in" / "new.pdf", "text new")
    go(tmp_path / "in", tmp_path / "out")
    more = gathered(tmp_path / "out", tmp_path / "s.db")
    assert (more.anew, more.stored) == (1, 1) and len(rows(tmp_path / "out", "projects")) == 13
    (tmp_path / "in" / "new.pdf").rename(tmp_path / "in" / "renamed.pdf")
    monkeypatch.setattr(parts, "_ONE", 40)
    gathered(tmp_path / "out")
    assert {p.stem for p in (tmp_path / "out" / "tables").rglob("*.parquet")} == {"all"}


def test_a_file_that_changed_leaves_the_tables(tmp_path: Path) -> None:
    document(tmp_path / "in" / "a.pdf", "old")
    go(tmp_path / "in", tmp_path / "out")
    gathered(tmp_path / "out")
    document(tmp_path / "in" / "a.pdf", "changed since")
    go(tmp_path / "in", tmp_path / "out")
    done = gathered(tmp_path / "out")
    assert [r[0] for r in rows(tmp_path / "out", "projects")] == ["changed since"]
    assert len(done.holdings.outdated) == 1


def test_what_people_put_right_counts(tmp_path: Path) -> None:
    document(tmp_path / "in" / "a.pdf", "text")
    go(tmp_path / "in", tmp_path / "out")
    gathered(tmp_path / "out", tmp_path / "s.db")
    with Workspace(tmp_path / "s.db") as workspace:
        (taken,) = workspace.taken([tmp_path / "s.db"])
        where = Where(taken.reading.source.sha256, 1, "project_name")
        workspace.correcting().correct(where, "put right", By("somebody"))
    again = gathered(tmp_path / "out", tmp_path / "s.db")
    assert again.anew == 1 and rows(tmp_path / "out", "projects")[0][0] == "put right"


def test_workbooks_are_several_where_one_would_be_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BOOK", 100)
    assert books([60, 30, 20, 500, 10]) == [(0, 2), (2, 3), (3, 4), (4, 5)]
    assert books([]) == [(0, 0)]
    for n in range(3):
        document(tmp_path / "in" / f"{n}.pdf", f"text {n}")
    go(tmp_path / "in", tmp_path / "out")
    done = gathered(tmp_path / "out", None, "xlsx")
    assert [p.name for p in sorted((tmp_path / "out").glob("*.xlsx"))] == [f"汇总-0{n}.xlsx" for n in (1, 2, 3)]
    assert any("分成 3 本" in heading for heading, _ in done.written)
    book = openpyxl.load_workbook(tmp_path / "out" / "汇总-02.xlsx", read_only=True)
    assert [r[0] for r in book["项目"].iter_rows(min_row=2, values_only=True)] == ["text 1"]


def test_gathering_in_object_storage(tmp_path: Path, bucket: str) -> None:
    document(tmp_path / "in" / "a.pdf", "text")
    go(tmp_path / "in", f"{bucket}/out")
    gathered(f"{bucket}/out")
    there = {entry.path for entry in place_at(f"{bucket}/out").entries()}
    assert {"tables/projects/all.parquet", "tables/state.json", "报告.html"} <= there
    with pytest.raises(ConfigError, match="对象存储"):
        gathered(f"{bucket}/out", None, "xlsx")


def test_a_place_without_results_or_with_several_versions_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="还没有结果"):
        gathered(tmp_path / "none")
    document(tmp_path / "in" / "a.pdf", "text")
    for limit in (7, 8):
        go(tmp_path / "in", tmp_path / "out", settings=Settings(jobs=1, page_limit=limit))
    with pytest.raises(StoreError, match="--version"):
        gathered(tmp_path / "out")
    one, other = (each.version for each in status(str(tmp_path / "out")))
    assert gathered(tmp_path / "out", version=other).holdings.version == other
    assert gathered(tmp_path / "out", version=one).anew == 1


def test_status_counts_every_file_once(tmp_path: Path) -> None:
    for n in range(6):
        document(tmp_path / "in" / f"{n}.pdf", f"text {n}")
    document(tmp_path / "in" / "bad.pdf", "refuse")
    for shard in ("1/2", "2/2", "1/1"):
        go(tmp_path / "in", tmp_path / "out", shard)
    (found,) = status(str(tmp_path / "out"))
    assert (found.results["read"], found.results["failed"], found.files) == (6, 1, 7)
    assert found.sources == {str(tmp_path / "in"): 7} and sum(found.shards.values()) == 7
    assert found.counts["pages"] == 18


def test_summaries_add_up_whatever_their_order() -> None:
    one = Summary(files=1, failed=[("b", "x")], drawn=[("2", "b", None, "h", "t")])
    other = Summary(files=2, failed=[("a", "y")], drawn=[("1", "a", 3, "h", "t")])
    left, right = Summary(), Summary()
    for each in (one, other):
        left.add(each)
    for each in (other, one):
        right.add(each)
    assert left == right == Summary.of_json(left.to_json())
