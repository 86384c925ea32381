"""What a command is pointed at: the JSON of a reading, a store, or a document that is read on the spot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jixiao
from jixiao.config import Settings
from jixiao.errors import DamagedSource, SourceError, StoreError, reason_of
from jixiao.records import Checked, Reading

_SQLITE = b"SQLite format 3\x00"


def readings_of(path: Path, settings: Settings) -> Iterator[Reading]:
    """The readings behind the path, a document is read; SourceError where nothing can be made of it."""
    if path.suffix.lower() == ".json" or path.is_dir() or is_store(path):
        yield from kept_readings(path)
    else:
        yield jixiao.extract(path, settings)


def kept_readings(path: Path) -> Iterator[Reading]:
    """The readings kept in a store, in a folder of JSON files (by name) or in one JSON file, one at a time."""
    if is_store(path):
        from jixiao.store import Store

        with Store.open(path) as store:
            yield from store.readings()
    elif path.is_dir():
        files = sorted(path.glob("*.json"))
        if not files:
            raise SourceError(str(path), "文件夹里没有 jixiao extract 写出的 JSON；请先运行 jixiao extract")
        for file in files:
            yield _written(file)
    elif path.suffix.lower() == ".json" or not path.exists():
        yield _written(path)
    else:
        raise SourceError(
            str(path), "应是 extract 的输出文件夹、其中的 JSON，或数据库；原文件请先用 jixiao extract 读取"
        )


def is_store(path: Path) -> bool:
    """Whether the file is a database."""
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def needed_store(path: Path) -> Path:
    """The path, where a store is: StoreError where there is none, so that none is made by a command that reads."""
    if not path.exists():
        raise StoreError(
            f"没有 {path} 这个数据库；请检查路径，还没有数据库的请先运行 jixiao extract 材料/ --store {path}"
        )
    if not is_store(path):
        raise StoreError(f"{path} 不是 jixiao 的数据库；请检查路径")
    return path


def _written(path: Path) -> Reading:
    from pydantic_core import from_json

    try:
        data = from_json(path.read_bytes())
        model = Checked if isinstance(data, dict) and "findings" in data else Reading
        return model.model_validate(data)
    except FileNotFoundError as exc:
        raise SourceError(str(path), "没有找到这个文件，请检查路径") from exc
    except OSError as exc:
        raise SourceError(str(path), f"打不开（{reason_of(exc)}）；请检查路径") from exc
    except ValueError as exc:
        raise DamagedSource(str(path), "不是 jixiao extract 写出的 JSON，或不完整；请重新运行 jixiao extract") from exc
