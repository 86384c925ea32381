"""Makes the pictures of the desk that the docs show, from a sample as a copier leaves it.

    python -m eval.documents.desk_pictures --out docs [--browser /usr/bin/chromium]

Needs Chromium (apt-get install chromium).
"""

from __future__ import annotations

import argparse
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymupdf
import uvicorn
from playwright.sync_api import sync_playwright

from eval.documents.scans import scan
from jixiao.app.desk.desk import Desk
from jixiao.app.workspace import Workspace
from jixiao.scratch import Scratch
from jixiao.web.access import Local
from jixiao.web.server import create

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
_SIZE = {"width": 1280, "height": 800}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a desk over the documents of the folder, read into a store there."""
    with Workspace(folder / "库.db") as workspace:
        list(workspace.extract_many([folder]))
    with served_store(folder) as address:
        yield address


@contextmanager
def served_store(folder: Path) -> Iterator[str]:
    """The address of a desk over the store of the folder and the documents there."""
    access = Local("李核")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        app = create(Desk(folder / "库.db", [folder]), access, (f"127.0.0.1:{port}",))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/?token={access.token}"
        server.should_exit = True
        thread.join(10)


def documents(folder: Path) -> None:
    """A sample as a copier leaves it, and one as it is."""
    with pymupdf.open(SAMPLES / "xingan-projects.pdf") as whole, pymupdf.open() as one:
        one.insert_pdf(whole, from_page=0, to_page=0)
        one.save(folder / "one.pdf")
    scan(folder / "one.pdf", folder / "新安市绩效目标表（复印件）.pdf", "copy", 2)
    (folder / "one.pdf").unlink()
    shutil.copy(SAMPLES / "linhe-departments.pdf", folder / "临河区部门整体绩效目标.pdf")


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--browser", default=shutil.which("chromium"))
    wanted = parser.parse_args()
    if not wanted.browser:
        sys.exit("no Chromium: apt-get install chromium, or name one with --browser")
    with Scratch() as scratch, sync_playwright() as play:
        folder = Path(scratch)
        documents(folder)
        with served(folder) as address:
            browser = play.chromium.launch(executable_path=wanted.browser, args=["--no-sandbox"])
            page = browser.new_context(viewport=_SIZE, locale="zh-CN", color_scheme="light").new_page()
            page.goto(address)
            page.click("table.list tr:last-child a")  # incomplete forms come first, doubts last
            page.click("a.go")
            page.wait_for_selector("body[data-ready]")
            page.keyboard.press("1")
            page.wait_for_timeout(1500)
            page.screenshot(path=str(wanted.out / "desk.jpg"), quality=80)
            browser.close()


if __name__ == "__main__":
    main()
