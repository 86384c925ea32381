"""The library over a store: it keeps up with what is read, finds by words, groups what is nearly the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from tests.library.shelved import SUBSIDY, opened, project, reading, subsidies

from jixiao.errors import SourceError
from jixiao.export import library_book
from jixiao.library import Library, typed
from jixiao.library.import_workbook import cards_in
from jixiao.library.names import bigrams
from jixiao.store import Store
from jixiao.store.migrations import STEPS


def test_what_is_read_later_is_found_without_asking_for_it(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    assert opened(path, subsidies(1)).counts()[0] == 1
    with Store.open(path) as store:
        store.add(store.begin({}), reading("新.pdf", project("水井检修", "质量 水井完好率 ≥98%")))
        library = Library.open(store)
        assert library.counts()[0] == 2
        assert [g.name for g in library.search("完好率")] == ["设备完好率"]


def test_a_file_read_anew_takes_the_place_of_its_older_reading(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    opened(path, reading("a.pdf", project("水井检修", "数量 检修水井数量 ≥5眼")))
    with Store.open(path) as store:
        changed = reading("a.pdf", project("水井检修", "质量 水井完好率 ≥98%"), version="2")
        store.add(store.begin({}), changed)
        library = Library.open(store)
        assert library.counts()[:2] == (1, 1)
        assert [g.name for g in library.search("检修水井数量")] == ["设备完好率"]


def test_opening_again_takes_nothing_in_twice(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    before = opened(path, subsidies()).counts()
    with Store.open(path) as store:
        library = Library(store)
        assert library.refresh() == 0
        assert library.counts() == before


def test_names_of_one_thing_are_one_group_with_their_writings(tmp_path: Path) -> None:
    library = opened(tmp_path / "k.db", subsidies(3))
    group = library.search("发放及时率")[0]
    assert (group.name, group.family, group.count) == ("发放及时率", "timeliness", 3)
    assert {name for name, _ in group.variants} == {
        "高龄老人生活补贴发放及时率", "困难儿童生活补贴发放及时率", "残疾人护理生活补贴发放及时率",
    }  # fmt: skip


def test_near_duplicates_join_the_group_that_came_first(tmp_path: Path) -> None:
    library = opened(
        tmp_path / "k.db",
        reading("a.pdf", project("河道", "社会 沿河两岸居民亲水休闲便利度 提升")),
    )
    assert library.resolved("沿河两岸村民亲水休闲便利度") == "沿河两岸居民亲水休闲便利度"
    assert library.resolved("沿河两岸居民用餐便利度") == "沿河两岸居民用餐便利度"


def test_peers_are_the_projects_most_like_it_and_never_itself(tmp_path: Path) -> None:
    well = project("水井检修", "数量 检修水井数量 ≥5眼", "质量 水井完好率 ≥98%", department="临溪县水务局")
    library = opened(tmp_path / "k.db", subsidies(), reading("井.pdf", well))
    peers = library.peers(typed("低保家庭生活补贴", "临溪县民政局"))
    assert len(peers) == 4 and all("生活" in p.card.name for p in peers)
    again = typed("水井检修", "临溪县水务局")
    own = next(library.cards())
    assert own.name not in [p.card.name for p in library.peers(own)]
    assert "水井检修" in [p.card.name for p in library.peers(again)]  # the year is not known: it may be another's


def test_one_project_in_several_files_is_one_peer(tmp_path: Path) -> None:
    same = project("高龄老人生活", *SUBSIDY)
    library = opened(tmp_path / "k.db", reading("a.pdf", same), reading("a.docx", same))
    assert len(library.peers(typed("高龄老人生活补贴"))) == 1


def test_one_project_in_several_files_counts_once(tmp_path: Path) -> None:
    paid = project("高龄老人生活", *SUBSIDY)
    more = project("高龄老人生活", *SUBSIDY, "质量 补贴对象核查率 =100%")
    library = opened(tmp_path / "k.db", reading("a.pdf", more), reading("a.docx", paid))
    assert library.counts() == (1, 4, 4)
    assert library.group("发放及时率").count == len(library.group("发放及时率").holders) == 1
    assert dict(library.frequent(10))["发放及时率"] == 1
    assert [card.source for card in library.cards()] == ["a.docx"]
    assert library.named_like(bigrams("核查"), 9) == []


def test_projects_count_apart_where_anything_tells_them_apart(tmp_path: Path) -> None:
    one = project("高龄老人生活", *SUBSIDY)
    others = [
        project("高龄老人生活", *SUBSIDY, year=2025),
        project("高龄老人生活", *SUBSIDY, department="白石县民政局"),
        project("高龄老人生活", *SUBSIDY, department=""),
        project("高龄老人生活", *SUBSIDY, department=""),
    ]
    files = [reading(f"{n}.pdf", other) for n, other in enumerate(others)]
    library = opened(tmp_path / "k.db", reading("两张.pdf", one, one), *files)
    assert library.counts()[0] == 6  # two forms of one file are not for the library to call one


def test_a_project_that_its_later_file_no_longer_has_counts_by_the_other(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    paid = project("高龄老人生活", *SUBSIDY)
    opened(path, reading("a.pdf", paid), reading("a.docx", paid))
    with Store.open(path) as store:
        store.add(store.begin({}), reading("a.docx", version="2"))
        library = Library.open(store)
        assert [card.source for card in library.cards()] == ["a.pdf"]
        assert library.group("发放及时率").count == 1 and library.named_like(bigrams("发放"), 9)


def _take_back(store: sqlite3.Connection, level: int) -> None:
    """Make the database one of an earlier level: what later steps made is dropped."""

    def made(steps: Sequence[str]) -> dict[str, str]:
        with closing(sqlite3.connect(":memory:")) as empty:
            for step in steps:
                empty.executescript(step)
            return dict(empty.execute("SELECT name, type FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC"))

    earlier = made(STEPS[:level])
    for name, kind in made(STEPS).items():
        if name not in earlier and kind in ("view", "table"):
            store.execute(f"DROP {kind} {name}")
    store.execute("DROP INDEX library_projects_by_same")
    store.execute("ALTER TABLE library_projects DROP COLUMN same")
    store.execute(f"PRAGMA user_version = {level}")


def test_a_library_of_an_older_database_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "k.db"
    paid = project("高龄老人生活", *SUBSIDY)
    opened(path, reading("a.pdf", paid), reading("a.docx", paid))
    older = sqlite3.connect(path, isolation_level=None)
    _take_back(older, 3)
    older.close()
    with Store.open(path) as store:
        assert Library.open(store).counts()[0] == 1


def test_a_workbook_goes_out_and_comes_in_again(tmp_path: Path) -> None:
    library = opened(tmp_path / "k.db", subsidies(2))
    book = library_book(library, tmp_path / "库.xlsx")
    given = cards_in(book)
    other = opened(tmp_path / "n.db")
    assert given.left == ["工作表“规范指标”没有“三级指标”一栏"]
    assert other.take_in(given.cards, given.sha256, book.name)
    assert other.counts() == library.counts()
    (card, *_) = other.cards()
    assert (card.name, card.department, card.year, card.amount, card.source) == (
        "高龄老人生活", "临溪县民政局", 2024, 1_000_000, "补贴.pdf",
    )  # fmt: skip
    assert not other.take_in(given.cards, given.sha256, book.name)
    assert other.counts() == library.counts()


def test_a_workbook_of_an_offices_own_may_have_few_headings(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("本局指标库",), ("指标名称", "目标值"), ("林木成活率", "≥85%"), ("", "≥1"), ("护林员满意度", "≥90%")):
        sheet.append(row)
    path = tmp_path / "own.xlsx"
    book.save(path)
    given = cards_in(path)
    (card,) = given.cards
    assert [(e.name, e.value) for e in card.entries] == [("林木成活率", "≥85%"), ("护林员满意度", "≥90%")]
    assert given.left == ["工作表“Sheet”第 4 行没有写“三级指标”"]
    sheet.delete_rows(2)
    book.save(path)
    with pytest.raises(SourceError, match="表头应有“三级指标”"):
        cards_in(path)
