"""A run: a program reads every document, and everything needed to judge it again is kept in one folder.

```
run.json        settings, versions, machine, hashes of inputs
predictions/    what the program gave back, FILE NAME.json, and its log where it complained
gold/           the labels it was judged by
prompts/ schemas/   as they were
timings.jsonl   seconds, pages, peak memory, tokens and price of each document
facts.jsonl     every fact; summary.json the counts and figures; report.html
```
"""

from __future__ import annotations

import json
import os
import platform
import queue
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from eval.files import PROJECT, Document, EvalError, sha256, write_json
from eval.runs.programs import USAGE, Program, Settings, Timing, start

RUNS = PROJECT / "runs"
LIBRARIES = (
    "jixiao", "pymupdf", "python-docx", "openpyxl", "rapidocr", "onnxruntime", "opencv-python-headless", "openai",
    "instructor", "scipy", "numpy", "rapidfuzz", "pydantic",
)  # fmt: skip


def new_folder(name: str | None, runs: Path = RUNS) -> Path:
    """A fresh folder for a run, named by the time unless a name is given."""
    folder = runs / (name or datetime.now().strftime("%Y%m%d-%H%M%S"))
    if folder.exists() and any(folder.iterdir()):
        raise EvalError(f"{folder} 已有内容；请换一个 --name，或先移走它")
    (folder / "predictions").mkdir(parents=True, exist_ok=True)
    return folder


def surroundings() -> dict[str, Any]:
    """When, with which versions, from which commit and on which machine."""
    return {
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {"python": platform.python_version(), **_versions()},
        "commit": _commit(),
        "machine": machine(),
    }


def describe(documents: Iterable[Document], settings: Settings) -> dict[str, Any]:
    """Versions, machine, settings and hashes of inputs."""
    return {
        **surroundings(),
        "settings": asdict(settings),
        "documents": {
            d.name: {"sha256": sha256(d.path), "variant": d.variant, "gold": d.gold.stem, "path": str(d.path)}
            for d in documents
        },
        "gold": {d.gold.stem: sha256(d.gold) for d in documents},
    }


def keep(folder: Path, documents: Iterable[Document]) -> None:
    """Copy labels, prompts and schemas into the run."""
    (folder / "gold").mkdir(exist_ok=True)
    for gold in {d.gold for d in documents}:
        shutil.copyfile(gold, folder / "gold" / gold.name)
    for name in ("prompts", "schemas"):
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name, dirs_exist_ok=True)


def read_all(
    documents: list[Document], folder: Path, settings: Settings, done: Callable[[Timing], None]
) -> list[Timing]:
    """Let the program read every document; `done` is called after each. Timings come in the documents' order."""
    lock = threading.Lock()
    idle: queue.SimpleQueue[Program] = queue.SimpleQueue()
    programs = [start(folder, settings) for _ in range(settings.jobs)]
    for program in programs:
        idle.put(program)

    def one(document: Document) -> Timing:
        program = idle.get()
        try:
            timing = program.read(document)
        finally:
            idle.put(program)
        with lock, (folder / "timings.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(timing), ensure_ascii=False) + "\n")
            done(timing)
        return timing

    try:
        with ThreadPoolExecutor(max_workers=settings.jobs) as pool:
            return list(pool.map(one, documents))
    finally:
        for program in programs:
            program.close()


def read_timings(folder: Path) -> list[Timing]:
    """The timings of a run; empty where it kept none."""
    path = folder / "timings.jsonl"
    if not path.exists():
        return []
    return [Timing(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def costs(timings: list[Timing]) -> dict[str, Any]:
    """Seconds, pages a second, memory, tokens and price: in all, per page and per record."""
    pages = sum(t.pages or 0 for t in timings)
    seconds = sum(t.seconds for t in timings)
    paged = sum(t.seconds for t in timings if t.pages)
    usage = {k: sum(t.usage.get(k, 0) for t in timings) for k in USAGE if any(k in t.usage for t in timings)}
    records = sum(t.records for t in timings)
    return {
        "documents": len(timings),
        "pages": pages,
        "records": records,
        "seconds": round(seconds, 2),
        "seconds_per_page": paged / pages if pages else None,
        "seconds_per_record": seconds / records if records else None,
        "pages_per_second": pages / paged if paged else None,
        "cold_seconds": max((t.cold for t in timings if t.cold is not None), default=None),
        "peak_mb": max((t.peak_mb for t in timings), default=None),
        "usage": usage,
        "usage_per_record": {k: v / records for k, v in usage.items()} if records else {},
        "usage_per_page": {k: v / pages for k, v in usage.items()} if pages else {},
        "failed": [t.document for t in timings if t.failed],
    }


def machine() -> dict[str, Any]:
    """Processor, cores, memory and system of this machine."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = (line.partition(":") for line in info.read_text(encoding="utf-8").splitlines())
        model = next((value.strip() for key, _, value in lines if key.strip() == "model name"), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "system": f"{platform.system()} {platform.release()}",
    }


def _versions() -> dict[str, str]:
    out = {}
    for name in LIBRARIES:
        try:
            out[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return out


def _commit() -> dict[str, Any] | None:
    """The checked-out commit and whether files differ from it; None outside a checkout."""
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if head.returncode:
        return None
    status = subprocess.run(["git", "status", "--porcelain"], cwd=PROJECT, capture_output=True, text=True, check=True)
    return {"head": head.stdout.strip(), "changed": sorted(line[3:] for line in status.stdout.splitlines())[:200]}


def keep_description(folder: Path, description: dict[str, Any]) -> None:
    """Write run.json."""
    write_json(folder / "run.json", description)
