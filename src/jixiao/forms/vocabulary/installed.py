"""The vocabulary as it is installed, built once a process."""

from __future__ import annotations

from functools import cache

from jixiao.forms.vocabulary import Vocabulary, build
from jixiao.resources import own_files, yaml_files


@cache
def vocabulary() -> Vocabulary:
    """All files under schemas/forms/ and the user's own families together; ResourceError where one is wrong."""
    return build([*yaml_files("schemas/forms"), *own_files()])
