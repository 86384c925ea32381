"""The store on a PostgreSQL server: what a file keeps, it keeps; what a file refuses, it refuses."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.records import made

from jixiao.app.correcting import By, Correcting, StoreBook, Where
from jixiao.app.workspace import Workspace
from jixiao.config.servers import server_url, shown
from jixiao.errors import StaleError, StoreError
from jixiao.llm import Receipt
from jixiao.records import Reading
from jixiao.records.annotations.decisions import Decision
from jixiao.store import Archive, Store
from jixiao.store.desk import Account
from jixiao.store.migrations import STEPS
from jixiao.store.server.connection import ServerConnection
from jixiao.store.tables.kept import KEPT


@pytest.fixture(scope="module")
def read(samples: Path) -> list[Reading]:
    """Readings of samples."""
    with Workspace() as workspace:
        return list(workspace.extract_many([samples / "xingan-projects.docx", samples / "haitun-department.xlsx"]))


def raw(server: Path) -> ServerConnection:
    """The database without the store."""
    return ServerConnection(str(server_url(server)))


def filled(place: Path, readings: list[Reading]) -> Path:
    with Store.open(place) as store:
        run = store.begin({"jobs": 2})
        for reading in readings:
            store.add(run, reading)
        store.finish(run)
    return place


def test_readings_and_rows_are_those_of_a_file(server: Path, tmp_path: Path, read: list[Reading]) -> None:
    spoilt = made.reading(values=made.SPOILT)
    for place in (server, tmp_path / "a.db"):
        filled(place, [*read, spoilt])
    with Store.open(server) as there, Store.open(tmp_path / "a.db") as here:
        assert sorted(there.latest()) == sorted(here.latest())
        assert there.reading(spoilt.source.sha256, spoilt.version) == spoilt
        for noun in KEPT:
            assert [dict(row) for row in there.rows(noun)] == [dict(row) for row in here.rows(noun)]
        assert there.runs()[0].readings == len(read) + 1
        assert there.queue.open([1, 2, 3]) == here.queue.open([1, 2, 3])
        assert there.searching.sizes() == here.searching.sizes()


@pytest.mark.parametrize(
    "query",
    [
        "UPDATE readings SET status = 'complete'",
        "DELETE FROM sources",
        "UPDATE corrections SET who = 'x'",
        "DELETE FROM runs",
    ],
)
def test_nothing_is_changed_in_place(server: Path, read: list[Reading], query: str) -> None:
    filled(server, read[:1])
    with Workspace(server) as workspace:
        workspace.correcting().confirm(Where(read[0].source.sha256, 1, "project_name"), By("王某"))
    connection = raw(server)
    with pytest.raises(Exception, match=r"nothing is|only the end"):
        connection.execute(query)
    connection.close()


def test_two_people_correct_at_once_and_neither_is_lost(server: Path, read: list[Reading]) -> None:
    filled(server, read[:1])
    where = Where(read[0].source.sha256, 1, "project_name")
    heard: list[object] = []

    def correct(name: str) -> None:
        with Store.open(server) as store:
            work = Correcting(StoreBook(store))
            try:
                heard.append(work.correct(where, name, By(name), expected=read[0].records[0].project_name))
            except StaleError as stale:
                heard.append(stale)

    people = [threading.Thread(target=correct, args=(f"第{n}人",)) for n in range(5)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert sum(isinstance(each, StaleError) for each in heard) == 4
    with Store.open(server) as store:
        (kept,) = store.corrections.all()
        assert store.kept(1).records[0].project_name == kept.now
        assert store.refresh() == 1


def test_everything_beside_readings_is_kept_too(server: Path, read: list[Reading]) -> None:
    filled(server, read)
    sha256 = read[0].source.sha256
    with Workspace(server) as workspace:
        store = workspace.store_at(server)
        checked = workspace.check(store.kept(1))
        store.checks.add(checked, {})
        store.decisions.add([Decision(sha256=sha256, matter="1|x|", verdict="accepted", reviewer="张审")])
        store.desk.put_account(Account("张审", "reviewer", "digest"))
        store.desk.add_token("token", "张审", "session", "9999")
        assert store.desk.add_draft("k/1", "王某", "{}") == 1
        (form,) = (each for each in store.reviewing.forms() if (each.source, each.record) == (sha256, 1))
        assert form.checked and form.decided == 1
        assert form.errors + form.warnings + form.advice == sum(f.record == 1 for f in checked.findings)
        assert store.desk.owner("token") == Account("张审", "reviewer", "digest")
        store.desk.drop_account("张审")
        assert store.desk.owner("token") is None


def test_the_library_finds_what_a_file_finds(server: Path, tmp_path: Path, read: list[Reading]) -> None:
    """The order among the likest may differ; what is found does not."""
    found = []
    for place in (filled(tmp_path / "a.db", read), filled(server, read)):
        with Workspace(place) as workspace:
            library = workspace.library
            assert library is not None and library.counts()[0] > 0
            names = {group.name for group in library.search("路灯亮灯率")}
            made = workspace.suggest(read[0].projects[0])
            found.append((library.counts(), names, made.model_dump()))
    assert found[0] == found[1]
    assert found[0][1]


def test_receipts_are_kept_and_summed(server: Path) -> None:
    numbers = {"version": 1, "tokens_in": 3, "tokens_out": 4, "seconds": 0.5, "attempts": 1, "returned": 0}
    texts = dict.fromkeys(("about", "prompt", "prompt_sha256", "schema_sha256", "input_sha256", "key", "mode"), "x")
    more = {"made": "2026", "base_url": "u", "model": "m", "estimated": True, "price": None, "outcome": "answered"}
    receipt = Receipt(**numbers, **texts, **more)  # type: ignore[arg-type]
    with Archive.open(server) as archive:
        archive.keep(receipt, "{}")
        archive.remember("u", "m", "tools")
        assert archive.answer("x") == ("{}", receipt)
        assert archive.manner("u", "m") == "tools"
        (cost,) = archive.costs()
    assert (cost.answered, cost.unpriced, cost.estimated) == (1, 1, 1)


def test_many_programs_make_the_tables_once(server: Path) -> None:
    wrong: list[BaseException] = []

    def open_it() -> None:
        try:
            Store.open(server).close()
        except StoreError as error:
            wrong.append(error)

    programs = [threading.Thread(target=open_it) for _ in range(6)]
    for each in programs:
        each.start()
    for each in programs:
        each.join()
    assert not wrong


def test_what_is_not_ours_or_is_newer_is_refused(server: Path) -> None:
    connection = raw(server)
    connection.execute("CREATE TABLE runs (id INTEGER)")
    with pytest.raises(StoreError, match="别的程序的表，请换一个数据库"):
        Store.open(server)
    connection.execute("DROP TABLE runs")
    Store.open(server).close()
    connection.reach(len(STEPS) + 1)
    with pytest.raises(StoreError, match="请升级 jixiao"):
        Store.open(server)
    connection.close()


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="连不上数据库服务器") as told:
        Store.open(f"postgresql://office:geheim@/jixiao?host={tmp_path}")
    assert "geheim" not in str(told.value)
    assert shown(Path("postgresql://u@h/d?password=geheim&x=1")).name == "d?password=…&x=1"


@pytest.mark.parametrize(
    ("path", "url"),
    [
        (Path("postgresql://a@b/c"), "postgresql://a@b/c"),
        ("postgres://a@b/c", "postgresql://a@b/c"),
        (Path("postgresql.db"), None),
        (Path("/x/postgresql:/y"), None),
    ],
)
def test_a_url_stands_where_a_path_does(path: Path | str, url: str | None) -> None:
    assert server_url(path) == url
