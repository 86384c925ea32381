"""The memory of a reading process: bounded, watched, and told of when it was what a file failed for."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MB = 1024 * 1024
_PEAK = re.compile(rb"VmPeak:\s*(\d+) kB")
# Native code that gets no more memory fails in any way it likes. Where so large a share of what is allowed was in use,
# want of memory is what it failed for.
_NEAR = 0.75
# A reading makes hundreds of thousands of small objects, next to none in circles: looking for circles after every 700
# of them, as Python does, takes a tenth of the time.
_BETWEEN = 100_000


def limit_memory(megabytes: int) -> None:
    """Bound this process's address space; does nothing for 0 and on systems that cannot."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    if megabytes:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = megabytes * _MB
        bound = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
        except (ValueError, OSError):  # macOS knows the name but not the limit
            return


def peak_mb(process: int | str = "self") -> int:
    """The most address space the process has had so far, in MB; 0 where that cannot be known."""
    try:
        found = _PEAK.search(Path(f"/proc/{process}/status").read_bytes())
    except OSError:
        return 0
    return int(found.group(1)) // 1024 if found else 0


def starved(peak: int, limit: int) -> bool:
    """Whether a process with that peak failed for want of memory; both in MB, 0 for unknown and for no limit."""
    return bool(limit) and peak >= _NEAR * limit


def memory_message(name: str, limit: int) -> str:
    """What to say of a file that needs too much."""
    return (
        f"{name}：读取需要的内存超过每个进程的上限 {limit} MB（memory_mb），已停止，没有留下结果；"
        "请拆分文件，或调高 memory_mb 再试"
    )


def collect_seldom() -> None:
    """From now on, Python looks less often for objects that only hold each other."""
    first, *others = gc.get_threshold()
    gc.set_threshold(max(_BETWEEN, first) if first else 0, *others)


@contextmanager
def collected_seldom() -> Iterator[None]:
    """While it lasts, Python looks less often for objects that only hold each other."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
