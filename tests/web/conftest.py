"""A desk over real readings: a sample, and one of its pages as a copier leaves it, served on a port of this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pymupdf
import pytest
from eval.documents.scans import scan
from eval.documents.served_desk import running
from playwright.sync_api import BrowserType, Page, expect, sync_playwright
from tests.postgres import postgres, server
from tests.web.browsing import chromium, context

from jixiao.app.desk.desk import Desk
from jixiao.app.workspace import Workspace
from jixiao.web.access import Local

__all__ = ["postgres", "running", "server"]
COPY = "绩效目标表（复印）.pdf"
PATIENCE = 120  # seconds that an answer may take: a machine with two cores reads scans and prints beside these tests
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def shelf(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents and a store of their readings, to be copied, never changed."""
    folder = tmp_path_factory.mktemp("shelf")
    with pymupdf.open(samples / "xingan-projects.pdf") as whole, pymupdf.open() as one:
        one.insert_pdf(whole, from_page=0, to_page=0)
        one.save(folder / "one.pdf")
    scan(folder / "one.pdf", folder / COPY, "copy", 2)
    (folder / "one.pdf").unlink()
    shutil.copy(samples / "xingan-projects.docx", folder)
    with Workspace(folder / "库.db") as workspace:
        for reading in workspace.extract_many([folder / COPY, folder / "xingan-projects.docx"]):
            assert reading.records
    return folder


@pytest.fixture
def place(shelf: Path, tmp_path: Path) -> Path:
    """A copy of the folder, for one test."""
    return Path(shutil.copytree(shelf, tmp_path / "材料"))


@dataclass
class Served:
    """A desk that answers: where, and with which token."""

    desk: Desk
    address: str
    token: str

    @property
    def client(self) -> httpx.Client:
        """A program with the token."""
        return httpx.Client(base_url=self.address, headers={"Authorization": f"Bearer {self.token}"}, timeout=PATIENCE)

    @property
    def entrance(self) -> str:
        """The address that the program prints."""
        return f"{self.address}/?token={self.token}"


@pytest.fixture
def served(place: Path) -> Iterator[Served]:
    """The desk over the copy."""
    desk, access = Desk(place / "库.db", [place]), Local("李核")
    with running(desk, access, hosts=True) as address:
        yield Served(desk, address, access.token)


@pytest.fixture
def copy(served: Served) -> str:
    """The address of the form that was read from the copy, under /api."""
    with served.client as client:
        found = [form for form in client.get("/api/forms").json() if form["file"] == COPY]
    return f"/api{found[0]['address']}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What a browser drives is tried again, once, and the summary counts it: a machine under load can stop Chromium."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chrome() -> Iterator[BrowserType]:
    with sync_playwright() as play:
        yield play.chromium


@pytest.fixture(scope="session")
def running_browsers(chrome: BrowserType) -> Iterator[list[Any]]:
    """The browser of all tests, the last one where one stopped."""
    assert chrome  # is asked for first, so that it ends last
    browsers: list[Any] = []
    yield browsers
    for each in browsers:
        each.close()


@pytest.fixture
def browser(chrome: BrowserType, running_browsers: list[Any]) -> Any:
    """Chromium, one for all tests, started anew where it stopped."""
    if not running_browsers or not running_browsers[-1].is_connected():
        running_browsers.append(chrome.launch(executable_path=chromium(), args=["--no-sandbox"]))
    return running_browsers[-1]


@pytest.fixture
def window(browser: Any, served: Served) -> Iterator[Page]:
    """A window that came in by the printed address; whatever the page complains of fails the test."""
    here = context(browser)
    page = here.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: complaints.append(request.url) if outside(request.url, served) else None)
    page.goto(served.entrance)
    yield page
    here.close()
    assert not complaints


def outside(url: str, served: Served) -> bool:
    return not url.startswith((served.address, "data:", "blob:"))
