"""Where templates are filled: an office's own Word templates without trust, our pages with what they may do stated."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

# Filters that turn a value into text or a list of another form; all else that Jinja offers is left out.
_FILTERS = (
    *("default", "e", "escape", "first", "join", "last", "length", "list", "replace", "round", "safe", "sort"),
    *("string", "tojson", "trim", "truncate", "dictsort", "groupby"),
)
# Of texts and tables with names these methods may be called.
_METHODS = ("items", "keys", "values", "get", "split", "strip", "startswith", "endswith", "replace")
# What counts the rounds of every loop; so many one template may make, in loops within loops.
_COUNTED, _MOST_ROUNDS = "counted", 1_000_000
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which a template can show what it is given, and do nothing else.

    There are names and their parts, `if`, `for`, and filters on text; no functions of their own, no multiplication, no
    other templates, no loops without end. What a template does beyond that is a SecurityError or an undefined name,
    both TemplateErrors.
    """

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.filters[_COUNTED] = self._counted
        self._left = _MOST_ROUNDS

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The template with its loops counted, from the start for each template."""
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, _COUNTED, [], [], None, None, lineno=loop.lineno)
        self._left = _MOST_ROUNDS
        return tree

    def _counted(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._left -= 1
            if self._left < 0:
                raise SecurityError(f"more than {_MOST_ROUNDS} rounds of loops")
            yield item

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse: a product can be made as large as memory."""
        raise SecurityError(f"the operator {operator} is not allowed")

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing may be called but a few methods of texts and of tables with names."""
        mine = isinstance(getattr(obj, "__self__", None), str | dict) and getattr(obj, "__name__", "") in _METHODS
        return mine and super().is_safe_callable(obj)


def page(template: Path, *libraries: str) -> Callable[..., str]:
    """Fills one of our own pages: what it returns says that the page loads nothing and runs no script but its own.

    `libraries` are scripts that stand in it as well, as they are.
    """
    source = template.read_text(encoding="utf-8")
    scripts_ = [*_SCRIPT.findall(source), *libraries]
    hashes = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts_]
    scripts = " ".join(f"'sha256-{digest}'" for digest in hashes) or "'none'"
    policy = f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {scripts}"
    environment = Environment(undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    filling = environment.from_string(source)

    def filled(**values: Any) -> str:
        return filling.render(policy=policy, **values)

    return filled
