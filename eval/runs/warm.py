"""A process that reads one file after the other with `jixiao.extract`, so that starting up is not timed with each.

It reads lines of JSON, {"file", "out"}, and answers each with {"seconds", "peak_mb", "message"}, the first also with
{"cold"}: the seconds of a first reading that loads everything and is not counted. It alone of the harness imports
jixiao, and only when it is run.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Answer until there are no more lines. What jixiao does not raise on purpose ends the process."""
    from jixiao import extract
    from jixiao.errors import JixiaoError

    def read(job: dict[str, str]) -> dict[str, Any]:
        _forget_peak()
        begun = time.perf_counter()
        message = ""
        try:
            reading = extract(job["file"])
        except JixiaoError as error:
            message = str(error)
        else:
            Path(job["out"]).write_text(reading.model_dump_json(), encoding="utf-8")
        seconds = time.perf_counter() - begun
        return {"seconds": round(seconds, 4), "peak_mb": _peak_mb(), "message": message}

    cold: float | None = None
    for line in sys.stdin:
        job = json.loads(line)
        first = {} if cold is not None else {"cold": read(job)["seconds"]}
        cold = first.get("cold", cold)
        print(json.dumps(read(job) | first), flush=True)


def _forget_peak() -> None:
    """Start counting the largest resident memory anew, where the system can."""
    path = Path("/proc/self/clear_refs")
    if path.exists():
        path.write_text("5", encoding="ascii")


def _peak_mb() -> float:
    """The largest resident memory since it was last forgotten; of the whole process where that cannot be done."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    main()
