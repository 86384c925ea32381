"""Field paths: where a value stands in its record, as "indicators[3].value" or "funds.annual.total"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

Step = str | int

_STEP = re.compile(r"(?:^|(?!^)\.)([^.\[\]]+)|\[(\d+)\]")


class FieldPath(str):
    """A path of names and positions (from 0), as it is written. It is the text itself, so evidence, doubts and parsed
    values are looked up by it; `FieldPath("indicators") / 3 / "value"` puts one together, "" is the whole record.
    """

    __slots__ = ()

    def __truediv__(self, step: Step) -> FieldPath:
        """The path one step further: a name, or a position in a list."""
        if isinstance(step, int):
            return FieldPath(f"{self}[{step}]")
        return FieldPath(f"{self}.{step}" if self and step else self or step)

    @property
    def steps(self) -> tuple[Step, ...]:
        """Names and positions from the record on; ValueError where the text is no path."""
        return _steps(str(self))

    @property
    def parent(self) -> FieldPath:
        """The path one step shorter; of the record itself the record."""
        return joined(self.steps[:-1])

    @property
    def row(self) -> FieldPath | None:
        """The row that the value stands in, "indicators[3]", None outside of lists."""
        at = next((n for n, step in enumerate(self.steps) if isinstance(step, int)), None)
        return None if at is None else joined(self.steps[: at + 1])

    @property
    def position(self) -> int | None:
        """The position of that row in its list, from 0."""
        return next((step for step in self.steps if isinstance(step, int)), None)

    def get(self, item: Any) -> Any:
        """The value there, of models, mappings and lists; None where anything on the way is None or is not there."""
        for step in self.steps:
            item = _inside(item, step)
        return item

    def put(self, plain: Any, value: Any) -> None:
        """Set the value there in mappings and lists; KeyError or IndexError where the way to it is not there."""
        *above, last = self.steps
        for step in above:
            plain = plain[step]
        plain[last] = value


def joined(steps: tuple[Step, ...]) -> FieldPath:
    """The steps as a path."""
    path = FieldPath()
    for step in steps:
        path = path / step
    return path


def leaves(node: Any, path: FieldPath | None = None) -> Iterator[tuple[FieldPath, Any]]:
    """Everything under the node that is neither mapping nor list, with its path."""
    path = FieldPath() if path is None else path
    if isinstance(node, Mapping):
        for name, inner in node.items():
            yield from leaves(inner, path / name)
    elif isinstance(node, list):
        for at, inner in enumerate(node):
            yield from leaves(inner, path / at)
    else:
        yield path, node


@lru_cache(maxsize=4096)
def _steps(path: str) -> tuple[Step, ...]:
    found = list(_STEP.finditer(path))
    if "".join(match.group() for match in found) != path:
        raise ValueError(f"{path!r} is no field path")
    return tuple(match[1] if match[1] is not None else int(match[2]) for match in found)


def _inside(item: Any, step: Step) -> Any:
    if isinstance(step, int):
        return item[step] if isinstance(item, list | tuple) and step < len(item) else None
    return item.get(step) if isinstance(item, Mapping) else getattr(item, step, None)
