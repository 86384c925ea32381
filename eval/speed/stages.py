"""What each stage of reading a scanned page costs: processor time of its functions, without that of stages inside."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from jixiao.pages.scan import page, pictures
from jixiao.pages.scan.correct import doubt
from jixiao.pages.scan.ocr.engine import Reader

# Where a stage begins: the place of its function, the function's name, and what the stage is called.
_STAGES: tuple[tuple[Any, str, str], ...] = (
    (pictures, "scanned_page", "picture opened"),
    (pictures, "read_page", "words and missed ink"),
    (page, "put_right", "level, light, stamps"),
    (page, "rules_of", "rules"),
    (Reader, "rules_on", "page network"),
    (Reader, "print_under", "stamp network"),
    (page, "find_lines", "text found"),
    (Reader, "find", "text found"),
    (Reader, "read", "text read"),
    (doubt, "_read_twice", "numbers and stamped text prepared"),
    (pictures, "weigh", "doubts"),
)


class Stages:
    """While it is open, `seconds` gathers the processor time of each stage."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._inside: list[float] = []
        self._before: list[tuple[Any, str, Any]] = []

    def __enter__(self) -> Stages:
        for place, name, stage in _STAGES:
            plain = getattr(place, name)
            self._before.append((place, name, plain))
            setattr(place, name, self._timed(plain, stage))
        return self

    def __exit__(self, *_: object) -> None:
        for place, name, plain in self._before:
            setattr(place, name, plain)

    def _timed(self, work: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            begun = time.process_time()
            try:
                return work(*given, **named)
            finally:
                spent = time.process_time() - begun
                self.seconds[stage] += spent - self._inside.pop()
                if self._inside:
                    self._inside[-1] += spent

        return timed
