"""Prints how fast and how large reading is: `python -m eval.speed.reading [FOLDER]`.

In one warm process, on one core: the whole path of jixiao (file to reading), pdfplumber's table extraction and the bare
reading of words and strokes by pymupdf, each over the same digital PDFs, so that ratios hold on a noisy machine. Then
the peak memory of a fresh process at 100 and at 1,000 pages of the same kind.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pymupdf

_CORPUS = Path("../shared/corpus")
_ROUNDS = 3


def digital_pdfs(folder: Path) -> list[Path]:
    """The folder's PDFs without its scans, the project's samples where there are none."""
    found = [p for p in sorted(folder.rglob("*.pdf")) if ".scan-" not in p.name] if folder.is_dir() else []
    return found or sorted(Path("samples").glob("*.pdf"))


def read_whole(path: Path) -> int:
    """Pages read by the whole path."""
    from jixiao import extract

    return extract(path).source.pages or 0


def read_plumber(path: Path) -> int:
    """Pages read by pdfplumber, tables only."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_tables()
        return len(pdf.pages)


def read_bare(path: Path) -> int:
    """Pages of which pymupdf gave words and strokes."""
    with pymupdf.open(path) as pdf:
        for page in pdf:
            page.get_text("words")
            page.get_cdrawings()
        return int(pdf.page_count)


def pages_per_second(read: Callable[[Path], int], paths: list[Path]) -> float:
    """Pages a second of processor time, over all paths."""
    start = time.process_time()
    pages = sum(read(path) for path in paths)
    return pages / (time.process_time() - start)


def repeated(paths: list[Path], pages: int, into: Path) -> Path:
    """A PDF of that many pages, made of the given ones again and again."""
    out = pymupdf.open()
    while out.page_count < pages:
        for path in paths:
            with pymupdf.open(path) as part:
                out.insert_pdf(part, to_page=min(part.page_count, pages - out.page_count) - 1)
            if out.page_count >= pages:
                break
    target = into / f"{pages}.pdf"
    out.save(target, garbage=2, deflate=True)
    return target


def peak_megabytes(path: Path) -> float:
    """Peak memory of a fresh process that reads the file, by VmHWM: ru_maxrss starts at that of the parent."""
    code = "import sys, jixiao; jixiao.extract(sys.argv[1]); print(open('/proc/self/status').read())"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return next(int(line.split()[1]) / 1024 for line in done.stdout.splitlines() if line.startswith("VmHWM:"))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_CORPUS)
    parser.add_argument("--no-memory", action="store_true", help="leave out the memory at 1,000 pages")
    args = parser.parse_args()
    paths = digital_pdfs(args.folder)
    readers = {"jixiao, whole path": read_whole, "pdfplumber, tables": read_plumber, "pymupdf, bare": read_bare}
    found: dict[str, list[float]] = {name: [] for name in readers}
    for path in paths:
        read_whole(path)  # warm
    for _ in range(_ROUNDS):
        for name, read in readers.items():
            found[name].append(pages_per_second(read, paths))
    ours = statistics.median(found["jixiao, whole path"])
    print(f"{len(paths)} files, median of {_ROUNDS} rounds, pages per second of processor time")
    for name, values in found.items():
        middle = statistics.median(values)
        print(f"  {name:20} {middle:7.1f}   jixiao is {ours / middle:5.2f} times as fast")
    print(f"  memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if not args.no_memory:
        with tempfile.TemporaryDirectory() as folder:
            for pages in (100, 1000):
                print(f"  peak memory at {pages:4} pages {peak_megabytes(repeated(paths, pages, Path(folder))):.0f} MB")


if __name__ == "__main__":
    main()
