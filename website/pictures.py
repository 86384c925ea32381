"""Draws every picture of the documentation anew, from the samples: pages, workbooks, Word, web pages, the desk.

    python -m website.pictures [--out build/docs-pictures] [--browser /usr/bin/chromium]

Needs Chromium, LibreOffice and Noto CJK fonts. `--keep` also puts those that README shows into docs/.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymupdf
from eval.documents.scans import scan
from eval.documents.served_desk import served_store
from playwright.sync_api import Page, sync_playwright

from jixiao.app.workspace import Workspace
from jixiao.cli import app
from jixiao.scratch import Scratch

PROJECT = Path(__file__).resolve().parents[1]
SAMPLES = PROJECT / "samples"
_SIZE = {"width": 1280, "height": 800}
_SHOWN = SAMPLES / "xingan-projects.pdf"
_KEPT = ("look.png", "check.png", "review.png", "desk.jpg")


def jixiao(*arguments: str | Path, codes: tuple[int, ...] = (0,)) -> None:
    """Run a command of the program in this process; SystemExit where it ends otherwise than expected."""
    try:
        app.build()([str(each) for each in arguments])
    except SystemExit as ended:
        if ended.code not in codes:
            sys.exit(f"jixiao {arguments[0]} ended with {ended.code}")


def pictures(out: Path, browser: str) -> None:
    """Draw all of them into the folder."""
    with Scratch() as scratch, sync_playwright() as play:
        folder = Path(scratch)
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_context(viewport=_SIZE, locale="zh-CN", color_scheme="light").new_page()
        jixiao("look", _SHOWN, "--page", "1", "--out", out / "look.png")
        reading(page, folder, out)
        reviewing(page, folder, out)
        drafting(page, folder, out)
        desk(page, folder, out)
        chromium.close()


def reading(page: Page, folder: Path, out: Path) -> None:
    """The workbook, the overview."""
    files = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".pdf", ".docx", ".xlsx"))
    jixiao("extract", *files, "--out", folder / "结果", "--store", folder / "库.db")
    with office(folder / "结果" / "汇总.xlsx", folder) as pdf:
        drawn(pdf, showing(pdf, "项目属性"), out / "workbook.png", share=0.6)
    jixiao("overview", folder / "库.db", "--out", folder / "概览.html")
    shot(page, folder / "概览.html", out / "overview.png")


def reviewing(page: Page, folder: Path, out: Path) -> None:
    """Findings on the page, the overview of opinions, an opinion."""
    jixiao("check", _SHOWN, "--out", folder / "检查", "--pdf", codes=(5,))
    (marked,) = (folder / "检查").glob("*.pdf")
    drawn(marked, 2, out / "check.png", share=0.62)
    jixiao("review", _SHOWN.with_suffix(".docx"), "--store", folder / "库.db", "--out", folder / "审核意见")
    shot(page, folder / "审核意见" / "总览.html", out / "review.png")
    with office(max((folder / "审核意见").glob("*.docx")), folder) as pdf:
        drawn(pdf, 0, out / "opinion.png")


def drafting(page: Page, folder: Path, out: Path) -> None:
    """The page on which a goal stands beside what it rests on."""
    jixiao("draft", SAMPLES / "drafts" / "projects.xlsx", "--out", folder / "目标")
    shot(page, folder / "目标" / "目标.html", out / "draft.png")


def desk(page: Page, folder: Path, out: Path) -> None:
    """The three ways through the desk, over a sample as a copier leaves it and one as it is."""
    place = folder / "工作台"
    place.mkdir()
    with pymupdf.open(_SHOWN) as whole, pymupdf.open() as one:
        one.insert_pdf(whole, from_page=0, to_page=0)
        one.save(folder / "one.pdf")
    scan(folder / "one.pdf", place / "新安市绩效目标表（复印件）.pdf", "copy", 2)
    shutil.copy(_SHOWN, place / "星岸市绩效目标表.pdf")
    with Workspace(place / "库.db") as workspace:
        list(workspace.extract_many([place]))
    with served_store(place) as address:
        page.goto(address)
        page.click("table.list tr:last-child a")  # incomplete forms come first, doubts last
        page.click("a.go")
        page.wait_for_selector("body[data-ready]")
        page.keyboard.press("1")
        page.wait_for_timeout(1500)
        page.screenshot(path=str(out / "desk.jpg"), quality=80)
        base = address.partition("/?")[0]
        page.goto(f"{base}/review")
        with page.expect_navigation(timeout=60_000):
            page.click("text=现在检查")
        for room in ("review", "draft"):
            page.goto(f"{base}/{room}")
            page.click("main table a:has-text('校园心理辅导室建设')")
            page.wait_for_timeout(2000)
            page.screenshot(path=str(out / f"desk-{room}.jpg"), quality=80)


def shot(page: Page, path: Path, to: Path) -> None:
    """The upper part of a web page of this machine."""
    page.goto(path.as_uri())
    page.wait_for_timeout(500)
    page.screenshot(path=str(to))


@contextmanager
def office(path: Path, folder: Path) -> Iterator[Path]:
    """The file printed to PDF."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    yield folder / f"{path.stem}.pdf"


def showing(path: Path, text: str) -> int:
    """The first page of a PDF that has the text, from 0."""
    with pymupdf.open(path) as pdf:
        return next(page.number for page in pdf if page.search_for(text))


def drawn(path: Path, number: int, to: Path, share: float = 1.0) -> None:
    """A page of a PDF (numbered from 0) as a picture, or the upper share of it."""
    with pymupdf.open(path) as pdf:
        page = pdf[number]
        box = page.rect
        box.y1 = box.y0 + box.height * share
        page.get_pixmap(dpi=110, clip=box).save(to)


def main() -> None:
    """Draw the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=PROJECT / "build" / "docs-pictures")
    parser.add_argument("--browser", default=shutil.which("chromium"))
    parser.add_argument("--keep", action="store_true")
    wanted = parser.parse_args()
    if not wanted.browser:
        sys.exit("no Chromium: apt-get install chromium, or name one with --browser")
    wanted.out.mkdir(parents=True, exist_ok=True)
    pictures(wanted.out, wanted.browser)
    for name in _KEPT if wanted.keep else ():
        shutil.copyfile(wanted.out / name, PROJECT / "docs" / name)


if __name__ == "__main__":
    main()
