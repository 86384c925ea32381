"""Prints how fast and how large reading scans is: `python -m eval.speed.ocr FILE.pdf… [--pages 6] [--growth 500]`.

Page by page in one process, in turns, so that ratios hold on a noisy machine: bare rapidocr on the page's picture
(text found with its longer side at 1280, as here; no direction model), the same with the detector's weights mended as
they are here, and the whole way of a scanned page here: straightening, stamps, rules, words, second readings. Told by
level (what stands in a file's name after `.scan-`) and by stage. Then the memory of a fresh process that reads the
first file, and with --growth how it grows over so many pages.
"""

from __future__ import annotations

import argparse
import gc
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf

from eval.speed.reading import peak_megabytes, repeated
from eval.speed.stages import Stages
from jixiao.pages.scan.ocr.engine import models
from jixiao.pages.scan.ocr.weights import Model

BARE, MENDED, WHOLE = "bare rapidocr", "bare, mended", "whole page"

_SIDE = 1280
_DPI = 200
_STEP = 50


def bare(threads: int, detector: Path | None = None) -> Callable[[Any], object]:
    """rapidocr with the settings that suit these pages, and with another detector's file if one is given."""
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.limit_side_len": _SIDE,
            "Det.limit_type": "max",
            "EngineConfig.onnxruntime.intra_op_num_threads": threads,
            **({"Det.model_path": str(detector)} if detector else {}),
        }
    )


def compare(paths: list[Path], most: int, threads: int) -> float:
    """Print seconds of processor time a page, bare and whole, their ratio by level, and the stages of the whole; the
    ratio of all."""
    from jixiao.pages.pdf import Pdf

    seconds: dict[str, Counter[str]] = {}
    pages: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, Stages() as stages:
        detector = Path(folder) / "detector.onnx"
        detector.write_bytes(Model(next(models().glob("*_det_*.onnx"))).content)
        engines = {BARE: bare(threads), MENDED: bare(threads, detector)}
        for path in paths:
            level = path.stem.partition(".scan-")[2] or path.stem
            with pymupdf.open(path) as document, Pdf(path, path.name) as pdf:
                for index in range(min(most, pdf.count)):
                    picture = _picture(document.load_page(index))
                    readers: dict[str, Callable[[], object]] = {
                        **{name: lambda e=e, p=picture: e(p) for name, e in engines.items()},
                        WHOLE: lambda i=index: pdf.page(i, threads=threads),
                    }
                    if not pages:
                        for read in readers.values():
                            read()  # loads the models
                        stages.seconds.clear()
                    pages[level] += 1
                    for name, read in readers.items():
                        begun = time.process_time()
                        read()
                        seconds.setdefault(level, Counter())[name] += time.process_time() - begun
    _tell(seconds, pages, stages.seconds)
    every = sum(seconds.values(), Counter())
    return every[WHOLE] / every[BARE]


def _tell(seconds: dict[str, Counter[str]], pages: Counter[str], stages: Counter[str]) -> None:
    print(f"{'level':14} pages  {BARE:>14}  {MENDED:>14}  {WHOLE:>14}   of bare, of mended (seconds a page)")
    every = sum(seconds.values(), Counter())
    for level, spent in [*sorted(seconds.items()), ("all", every)]:
        n = pages[level] or pages.total()
        each = "".join(f"{spent[name] / n:16.2f}" for name in (BARE, MENDED, WHOLE))
        print(f"{level:14} {n:5}{each}   {spent[WHOLE] / spent[BARE]:7.2f} {spent[WHOLE] / spent[MENDED]:10.2f}")
    for stage, spent in stages.most_common():
        print(f"  {stage:36} {spent / pages.total():6.3f} s a page  {spent / every[WHOLE]:6.1%}")


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


def main() -> int:
    """Print the figures; 1 where a page takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=6, help="pages of each file")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--growth", type=int, default=0, metavar="PAGES")
    parser.add_argument("--most", type=float, default=0.0, help="ends with 1 where a page takes more times bare's time")
    args = parser.parse_args()
    ratio = compare(args.files, args.pages, args.threads)
    print(f"  peak memory of a fresh process, {args.files[0].name} {peak_megabytes(args.files[0]):.0f} MB")
    if args.growth:
        growth(args.files[0], args.growth)
    print(f"{ratio:.2f} x bare rapidocr")
    return int(bool(args.most) and ratio > args.most)


if __name__ == "__main__":
    raise SystemExit(main())
