"""What is said where files cannot be written, or would take the place of somebody's work."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jixiao.errors import ConfigError, reason_of


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """ConfigError where what is done inside cannot write to the place."""
    try:
        yield
    except (FileExistsError, NotADirectoryError) as exc:
        raise ConfigError(f"{out} 写不进：这里要一个文件夹，路径中却有同名的文件；请换一个位置") from exc
    except OSError as exc:
        raise ConfigError(
            f"{out} 写不进（{reason_of(exc)}）；请换一个位置，或检查权限和磁盘空间，如正开着其中的文件请先关掉"
        ) from exc


def folder_to_be(out: Path) -> None:
    """ConfigError where a folder at the path could not be made or written to; asked before the work, makes nothing."""
    with writing(out):
        nearest = next(place for place in (out, *out.absolute().parents) if place.exists())
        with tempfile.TemporaryFile(dir=nearest):
            pass


def apart(inputs: Iterable[str], out: Path) -> None:
    """ConfigError where the folder of outputs is one that is read, or holds one: originals and results would mix, and
    what lies with results is not read. An output folder within one that is read is passed by there."""
    place = out.expanduser().resolve()
    for given in inputs:
        path = Path(given).expanduser()
        if not path.exists() and glob.has_magic(given):
            path = next(each for each in path.parents if not glob.has_magic(str(each)))
        if path.is_dir() and path.resolve().is_relative_to(place):
            raise ConfigError(
                f"输出文件夹 {out} 就是要读的文件夹 {given}，或把它包在里面，结果会和原件混在一起，什么也没有做；"
                "请用 --out 给另一个文件夹，如 --out 结果"
            )


def file_to_be(path: Path) -> None:
    """ConfigError where a file at the path could not be written; asked before the work, makes nothing."""
    with writing(path):
        if path.is_dir():
            raise ConfigError(f"{path} 是一个文件夹，这里要一个文件；请写上文件名")
    folder_to_be(path.parent)


def new_file(path: Path, *suffixes: str) -> Path:
    """The path, for a template to be written: ConfigError where the name does not fit, or the file is there already."""
    if path.suffix.lower() not in suffixes:
        raise ConfigError(f"{path} 的文件名应以 {' 或 '.join(suffixes)} 结尾；请改一个名称")
    if path.exists():
        raise ConfigError(f"{path} 已经有了，里面可能是填好或改好的内容，没有覆盖；请换一个文件名")
    return path
