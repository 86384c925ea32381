"""The model that a command asks: its settings from the command line, and where its receipts and answers are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.config import ModelSettings, load_model
from jixiao.errors import ConfigError

if TYPE_CHECKING:
    from jixiao.llm import Model


def chosen(file: Path | None, when: str | None, options: Sequence[str] | None) -> ModelSettings | None:
    """The settings of the model by file, environment and flags, None where no endpoint is set."""
    flags: dict[str, str | int | float | None] = {}
    for option in options or ():
        name, equals, value = option.partition("=")
        if not equals:
            raise ConfigError(f"参数 --model-option 应写成 名称=值，现为 {name!r}；如 --model-option name=qwen-plus")
        flags[name.strip()] = value.strip()
    return load_model(file, flags={**flags, "when": when})


@contextmanager
def opened(settings: ModelSettings, store: Path | None = None, run: int | None = None) -> Iterator[Model]:
    """The model with its archive: in the store where there is one, else in the archive's own file."""
    from jixiao.llm import Model
    from jixiao.store import Archive

    with Archive.open(store or archive_path(settings), run) as archive, Model.open(settings, archive) as model:
        yield model


def archive_path(settings: ModelSettings | None) -> Path:
    """Where receipts and answers are kept without a store."""
    if settings is not None and settings.archive:
        return Path(settings.archive)
    return Path.home() / ".jixiao" / "model.db"
