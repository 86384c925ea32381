"""Prints how fast and how large reading scans is: `python -m eval.speed.ocr FILE.pdf… [--pages 6] [--growth 500]`.

Page by page in one process, in turns, so that ratios hold on a noisy machine: bare rapidocr on the page's picture
(text found with its longer side at 1280, as here; no direction model), and the whole way of a scanned page here:
straightening, stamps, rules, words, second readings. Then the memory of a fresh process that reads the first file, and
with --growth how it grows over so many pages.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf

from eval.speed.reading import peak_megabytes, repeated

_SIDE = 1280
_DPI = 200
_STEP = 50


def bare(threads: int) -> Callable[[Any], object]:
    """rapidocr as it comes, with the settings that suit these pages."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.limit_side_len": _SIDE,
            "Det.limit_type": "max",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        }
    )


def compare(paths: list[Path], most: int, threads: int) -> None:
    """Print seconds of processor time a page, bare and whole, and their ratio."""
    from jixiao.pages.pdf import Pdf

    engine = bare(threads)
    seconds: dict[str, list[float]] = {"bare rapidocr": [], "jixiao, whole page": []}
    for path in paths:
        with pymupdf.open(path) as document, Pdf(path, path.name) as pdf:
            for index in range(min(most, pdf.count)):
                picture = _picture(document.load_page(index))
                readers = (lambda p=picture: engine(p), lambda i=index: pdf.page(i, threads=threads))
                if not seconds["bare rapidocr"]:
                    for read in readers:
                        read()  # loads the models
                for name, read in zip(seconds, readers, strict=True):
                    begun = time.process_time()
                    read()
                    seconds[name].append(time.process_time() - begun)
    ratios = [ours / plain for plain, ours in zip(*seconds.values(), strict=True)]
    print(f"{len(ratios)} pages of {len(paths)} files, {threads} threads, seconds of processor time a page")
    for name, values in seconds.items():
        print(f"  {name:20} median {statistics.median(values):5.2f}  in all {sum(values):6.1f}")
    whole = sum(seconds["jixiao, whole page"]) / sum(seconds["bare rapidocr"])
    print(f"  ratio                median {statistics.median(ratios):5.2f}  in all {whole:6.2f}")


def _picture(sheet: Any) -> np.ndarray:
    pixels = sheet.get_pixmap(dpi=_DPI, alpha=False)
    return np.frombuffer(pixels.samples, np.uint8).reshape(pixels.h, pixels.w, 3)


def growth(path: Path, pages: int) -> None:
    """Print the memory of a fresh process every so many pages of a file made of the given one again and again."""
    with tempfile.TemporaryDirectory() as folder:
        long = repeated([path], pages, Path(folder))
        code = "import sys; from pathlib import Path; from eval.speed.ocr import watch; watch(Path(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", code, str(long)], check=True)


def watch(path: Path) -> None:
    """Read all pages, and print this process's resident memory as it goes on."""
    from jixiao.pages.pdf import Pdf

    with Pdf(path, path.name) as pdf:
        for page in pdf.pages():
            if page.number == 1 or page.number % _STEP == 0:
                gc.collect()
                print(f"  after {page.number:4} pages {_resident():6.0f} MB", flush=True)


def _resident() -> float:
    """Resident memory of this process in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=6, help="pages of each file")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--growth", type=int, default=0, metavar="PAGES")
    args = parser.parse_args()
    compare(args.files, args.pages, args.threads)
    print(f"  peak memory of a fresh process, {args.files[0].name} {peak_megabytes(args.files[0]):.0f} MB")
    if args.growth:
        growth(args.files[0], args.growth)


if __name__ == "__main__":
    main()
