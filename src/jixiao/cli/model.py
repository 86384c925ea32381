"""The model that the command line asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jixiao.app.workspace import chosen
from jixiao.config import ModelSettings
from jixiao.errors import ConfigError


def endpoint(
    config: Path | None, when: str | None, options: Sequence[str] | None = None, dry: bool = False
) -> ModelSettings | None:
    """The settings of the model, None where none is set or asked; ConfigError where one is demanded and none is set.

    Nothing is demanded where nothing will be asked (`dry`).
    """
    found = chosen(config, when, options)
    if found is None and when not in (None, "auto", "never") and not dry:
        raise ConfigError(f"要求 --model {when}，但没有配置大模型；请在 jixiao.toml 的 [model] 中写 base_url 和 name")
    return found
