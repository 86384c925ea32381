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
import shlex
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from eval.files import PROJECT, Document, EvalError, find_reading, read_json, sha256, write_json

RUNS = Path(__file__).resolve().parent / "runs"
PROGRAM = "jixiao extract {file} --out {out}"
LIBRARIES = (
    "jixiao", "pymupdf", "python-docx", "openpyxl", "rapidocr", "onnxruntime", "opencv-python-headless", "openai",
    "instructor", "scipy", "numpy", "rapidfuzz", "pydantic",
)  # fmt: skip
USAGE = {
    "requests": ("requests", "calls"),
    "tokens_in": ("tokens_in", "prompt_tokens", "input_tokens"),
    "tokens_out": ("tokens_out", "completion_tokens", "output_tokens"),
    "price": ("price", "cost", "cost_total"),
}
"""What a prediction may say of its cost, under `usage` or `cost`, and the names it may give it."""


@dataclass(slots=True)
class Timing:
    """What one document took. `peak_mb` is the largest resident memory of the program's process."""

    document: str
    seconds: float
    exit: int
    peak_mb: float
    pages: int | None = None
    records: int = 0
    usage: dict[str, float] = field(default_factory=dict)
    message: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the program is run: a command line with {file} and {out}, seconds until it is stopped, and how many
    documents at once."""

    program: str = PROGRAM
    timeout: float = 900.0
    jobs: int = 1


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

    def one(document: Document) -> Timing:
        timing = _read_one(document, folder, settings)
        with lock, (folder / "timings.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(asdict(timing), ensure_ascii=False) + "\n")
            done(timing)
        return timing

    with ThreadPoolExecutor(max_workers=settings.jobs) as pool:
        return list(pool.map(one, documents))


def _read_one(document: Document, folder: Path, settings: Settings) -> Timing:
    work = folder / "work" / document.name
    work.mkdir(parents=True, exist_ok=True)
    command = [
        part.replace("{file}", str(document.path.resolve())).replace("{out}", str(work.resolve()))
        for part in shlex.split(settings.program)
    ]
    log = folder / "predictions" / f"{document.name}.log"
    timing = _measure(command, log, settings.timeout, document.name)
    found = find_reading(work, document.name)
    if found is None:
        timing.message = timing.message or f"没有写出 {document.name}.json"
    else:
        target = folder / "predictions" / f"{document.name}.json"
        shutil.move(found, target)
        _read_usage(timing, read_json(target))
    shutil.rmtree(work)
    if timing.exit == 0 and found is not None:
        log.unlink()
    return timing


def _measure(command: list[str], log: Path, timeout: float, name: str) -> Timing:
    """Run one command to its end; the log holds what it printed."""
    start = time.perf_counter()
    with log.open("wb") as out:
        try:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        except OSError as error:
            raise EvalError(f"启动不了 {command[0]}（{error.strerror}）；请先安装，或用 --program 给出命令") from error
        late = threading.Timer(timeout, process.kill)
        late.start()
        _, status, usage = os.wait4(process.pid, 0)
        late.cancel()
    seconds = time.perf_counter() - start
    code = process.returncode = os.waitstatus_to_exitcode(status)
    message = ""
    if code < 0:
        message = f"超过 {timeout:g} 秒，已停止" if seconds >= timeout else f"被信号 {-code} 终止"
    elif code:
        message = f"退出码 {code}"
    return Timing(name, round(seconds, 3), code, round(usage.ru_maxrss / 1024, 1), message=message)


def _read_usage(timing: Timing, data: Any) -> None:
    """Fill in pages, records and cost from a prediction, as far as it says."""
    if not isinstance(data, dict):
        return
    timing.records = len(data.get("records") or [])
    pages = (data.get("source") or {}).get("pages")
    timing.pages = pages if isinstance(pages, int) else None
    said = {**(data.get("cost") or {}), **(data.get("usage") or {})} if _are_dicts(data) else {}
    for key, names in USAGE.items():
        value = next((said[n] for n in names if isinstance(said.get(n), int | float)), None)
        if value is not None:
            timing.usage[key] = value


def _are_dicts(data: dict[str, Any]) -> bool:
    return all(isinstance(data.get(k) or {}, dict) for k in ("cost", "usage"))


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
        "peak_mb": max((t.peak_mb for t in timings), default=None),
        "usage": usage,
        "usage_per_record": {k: v / records for k, v in usage.items()} if records else {},
        "usage_per_page": {k: v / pages for k, v in usage.items()} if pages else {},
        "failed": [t.document for t in timings if t.message],
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
