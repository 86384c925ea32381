"""The vocabulary as it is installed, built once a process."""

from __future__ import annotations

from functools import cache

from jixiao.forms.vocabulary import Vocabulary, build
from jixiao.resources import yaml_files


@cache
def vocabulary() -> Vocabulary:
    """All files under schemas/forms/ together; ResourceError where one is missing or wrong."""
    return build(yaml_files("schemas/forms"))
