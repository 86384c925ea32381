"""The settings of reading: flags over environment over file over defaults."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from jixiao.config.file import PREFIX, section
from jixiao.errors import ConfigError

# Of the time a file may take, reading its pages may take this share: the rest is for understanding what was read,
# which takes half as long.
_READING_SHARE = 0.6


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _setting(default: int, about: str, *, least: int = 1, zero: bool = False, shapes: bool = False) -> Any:
    """A whole number of at least `least`, or 0 where that may be; `shapes` where another value gives other results."""
    return field(default=default, metadata={"about": about, "least": least, "zero": zero, "shapes": shapes})


@dataclass(frozen=True, slots=True)
class Settings:
    """How much a run may use. Every setting is a whole number; 0 jobs stands for one per core.

    ConfigError where one is given a value that it cannot have, wherever the settings are made.
    """

    jobs: int = _setting(0, "同时读取的文件数，0 为与处理器核数相同", zero=True)
    max_error: int = _setting(50, "扫描件上没有存疑的值，一万个里最多错几个；小则多问，大则少问", shapes=True)
    page_limit: int = _setting(5000, "一个文件最多读多少页", shapes=True)
    stroke_limit: int = _setting(20000, "一页最多处理多少条线", shapes=True)
    file_seconds: int = _setting(600, "一个文件最多读多少秒")
    page_seconds: int = _setting(60, "一页扫描件最多再加多少秒")
    threads: int = _setting(0, "文字识别用几个线程，0 为自动", zero=True)
    memory_mb: int = _setting(4096, "每个读取进程最多用多少 MB 内存，0 为不限", least=1024, zero=True)
    file_mb: int = _setting(500, "一个文件最大多少 MB")
    zip_members: int = _setting(5000, "一个压缩包里最多多少个文件")
    zip_mb: int = _setting(2048, "一个压缩包解压后最大多少 MB")
    zip_ratio: int = _setting(200, "压缩包里一个文件的压缩比上限")

    def __post_init__(self) -> None:
        for f in fields(self):
            object.__setattr__(self, f.name, _number(f.name, getattr(self, f.name), "Settings"))

    @property
    def workers(self) -> int:
        """The number of processes to read with."""
        return self.jobs or _cores()

    @property
    def reading_threads(self) -> int:
        """The threads of OCR in a process that reads alone: two where there are so many cores."""
        return self.threads or min(2, _cores())

    def shared(self, processes: int) -> Settings:
        """The settings for one of so many processes: two threads of OCR in each where cores suffice, else one."""
        return replace(self, threads=self.threads or (2 if 2 * processes <= _cores() else 1))

    @property
    def share_of_errors(self) -> float:
        """The share (0..1) of wrong values among those of scans that are not in doubt, at most."""
        return self.max_error / 10_000

    @property
    def reading_seconds(self) -> float:
        """How long the pages of one file may be read, so that what was read can still be used."""
        return self.file_seconds * _READING_SHARE

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that change with every setting that changes results."""
        shaping = [(f.name, getattr(self, f.name)) for f in fields(self) if f.metadata["shapes"]]
        return hashlib.sha256(repr(shaping).encode()).hexdigest()[:8]


def load(
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, int | None] | None = None,
) -> Settings:
    """The settings of this run; ConfigError naming the place of a wrong one.

    `file` must exist where it is given; without it `jixiao.toml` of the current folder is read if there is one.
    A flag of None counts as not given.
    """
    given, where = section(None, file)
    found = {name: _number(name, value, where) for name, value in given.items()}
    environment = os.environ if environment is None else environment
    for f in fields(Settings):
        text = environment.get(PREFIX + f.name.upper())
        if text is not None and text.strip():
            found[f.name] = _number(f.name, text, f"环境变量 {PREFIX}{f.name.upper()}")
    for name, value in (flags or {}).items():
        if value is not None:
            found[name] = _number(name, value, f"参数 --{name.replace('_', '-')}")
    return replace(Settings(), **found)


def described() -> list[tuple[str, int, str]]:
    """Each setting with its default and what it is for."""
    return [(f.name, int(f.default), f.metadata["about"]) for f in fields(Settings)]  # type: ignore[arg-type]


def _number(name: str, value: object, where: str) -> int:
    """The value as a whole number that this setting may have."""
    known = {f.name: f for f in fields(Settings)}
    if name not in known:
        raise ConfigError(f"{where} 中的“{name}”不是可用的设置；可用的有：{'、'.join(known)}")
    about = known[name].metadata
    try:
        number = int(value) if isinstance(value, str) else value
    except ValueError:
        number = None
    whole = number if isinstance(number, int) and not isinstance(number, bool) else -1
    if whole >= about["least"] or (about["zero"] and whole == 0):
        return whole
    allowed = f"不小于 {about['least']} 的整数" + ("，或 0" if about["zero"] else "")
    raise ConfigError(f"{where} 中的 {name} 应是{allowed}（{about['about']}），现为 {value!r}；请改正后再试")
