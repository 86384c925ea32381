"""What a command is pointed at: documents, folders, patterns, zips, results, stores, and lists of them on stdin."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from jixiao.app.events import Note
from jixiao.app.files import corrections
from jixiao.app.files.places import is_results, placed
from jixiao.config import load
from jixiao.config.servers import server_url
from jixiao.engine.api import Intake, read_documents
from jixiao.engine.reading import version_of
from jixiao.errors import DamagedSource, SourceError, StoreError, reason_of
from jixiao.places import is_address
from jixiao.records import Checked, Reading, Reason, SourceInfo
from jixiao.records.annotations.corrections import Correction
from jixiao.records.tables.identifying import status_of

if TYPE_CHECKING:
    from jixiao.app.workspace import Workspace
    from jixiao.store import Store

STDIN = "-"
_SQLITE = b"SQLite format 3\x00"
_HEAD, _MARKS = 2000, (b'"source"', b'"sha256"')  # what every JSON of a reading has in its first bytes
_CUTOUTS = "cutouts"
_ANNOTATED = "-检查.pdf"


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading, and the open store that it is kept in, None where it is kept elsewhere or was read just now."""

    reading: Reading
    store: Store | None = None

    @property
    def failed(self) -> bool:
        """Whether it is a file of which nothing could be read."""
        return status_of(self.reading) == "failed"


def listed(inputs: Iterable[str | Path], stream: TextIO | None = None) -> list[str]:
    """The inputs as texts; `-` stands for those on stdin, one a line, or ended by NUL as `find -print0` writes them."""
    out: list[str] = []
    for given in map(str, inputs):
        if given != STDIN:
            out.append(given)
            continue
        text = (stream or sys.stdin).read()
        out += [line.rstrip("\r") for line in text.split("\0" if "\0" in text else "\n") if line.strip()]
    return out


def taken(inputs: Iterable[str | Path], workspace: Workspace, here: bool = False) -> Iterator[Taken | Note]:
    """Every reading behind the inputs, in their order, and what to say about what was passed by.

    Stores and JSON of `extract` give the readings kept in them. Folders give both: the readings kept in them and those
    of the documents that no kept reading is of. Documents are read, each content once; what cannot be read is a
    reading that says why. SourceError or StoreError where a named JSON or store is none. `here`: see `Intake`.
    """
    seen: set[str] = set()
    waiting: list[str] = []
    for given in listed(inputs):
        path = Path(given)
        kept = _kept_at(given, path, workspace)
        if kept is None:
            waiting.append(given)
            continue
        yield from _documents(waiting, workspace, seen, here)
        waiting = []
        for each in kept:
            if isinstance(each, Taken):
                seen.add(each.reading.source.sha256)
            yield each
        if path.is_dir() and not is_results(given):
            yield from _beside(path, workspace, seen)
    yield from _documents(waiting, workspace, seen, here)


def require(failed: list[Reading], found: int) -> None:
    """SourceError of the first failure where nothing at all was found."""
    if failed and not found:
        name, reason = failed[0].source.name, failed[0].problems[0]
        raise SourceError(name, reason.message.removeprefix(f"{name}："))


def kept_readings(path: Path) -> Iterator[Reading]:
    """The readings kept in a store, in a folder of JSON files (by name) or in one, each as corrected."""
    if is_store(path):
        from jixiao.store import Store

        with Store.open(path) as store:
            yield from store.readings()
    elif is_results(path):
        known = corrections.kept(path)
        yield from (_corrected(reading, known) for reading in placed(path, version_of(load())))
    elif path.is_dir():
        yield from (each.reading for each in _in_folder(path) if isinstance(each, Taken))
    else:
        yield _corrected(read_json(path), corrections.kept(path.parent))


def is_store(path: Path) -> bool:
    """Whether a database is there, in a file or on a server; a pipe is not waited for."""
    if server_url(path) is not None:
        return True
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def there(path: Path) -> bool:
    """Whether there is something at the place; a server is asked only when it is opened."""
    return server_url(path) is not None or path.exists()


def needed_store(path: Path) -> Path:
    """The path, where a store is: StoreError where there is none, so that none is made by a command that reads."""
    if not there(path):
        raise StoreError(
            f"没有 {path} 这个数据库；请检查路径，还没有数据库的请先运行 jixiao extract 材料/ --store {path}"
        )
    if not is_store(path):
        raise StoreError(f"{path} 不是 jixiao 的数据库；请检查路径")
    return path


def is_reading(path: Path) -> bool:
    """Whether the JSON file is one that `extract` or `check` wrote, whole or damaged."""
    return not isinstance(_looked_at(path), Note)


def _kept_at(given: str, path: Path, workspace: Workspace) -> Iterator[Taken | Note] | None:
    """What is kept at the place, None where nothing is and it is to be read."""
    if is_store(path):
        store = workspace.store_at(path)
        return (Taken(reading, store) for reading in store.readings(as_read=workspace.as_read))
    if is_results(given):
        return _placed(given, workspace)
    if path.is_dir():
        return _in_folder(path, workspace.as_read) if any(path.glob("*.json")) else None
    if path.suffix.lower() == ".json":
        known = [] if workspace.as_read else corrections.kept(path.parent)
        return iter([Taken(_corrected(read_json(path), known))])
    if path.suffix.lower() in (".db", ".sqlite") and not path.exists():
        needed_store(path)
    return None


def _placed(given: str, workspace: Workspace) -> Iterator[Taken]:
    """The readings in a place of results, as corrected beside it where it is a folder."""
    known = [] if workspace.as_read or is_address(given) else corrections.kept(Path(given))
    for reading in placed(given, version_of(workspace.settings, workspace.endpoint)):
        yield Taken(_corrected(reading, known))


def _in_folder(folder: Path, as_read: bool = False) -> Iterator[Taken | Note]:
    """The readings in the JSON files of the folder, as corrected, by name; other JSON is passed by, which is said."""
    known = [] if as_read else corrections.kept(folder)
    for path in sorted(folder.glob("*.json")):
        found = _looked_at(path)
        yield found if isinstance(found, Note) else Taken(_corrected(found, known))


def _corrected(reading: Reading, known: Sequence[Correction]) -> Reading:
    """The reading with what people put right beside it; one that was written as corrected is so already."""
    mine = [each for each in known if each.sha256 == reading.source.sha256]
    if not mine or reading.corrected is not None:
        return reading
    from jixiao.fields.corrected import apply  # only those who correct need the vocabulary

    return apply(reading, mine)


def _beside(folder: Path, workspace: Workspace, seen: set[str]) -> Iterator[Taken | Note]:
    """The readings of the documents in a folder that no reading kept there is of; what this program drew is none."""
    outputs = [folder / _CUTOUTS, *folder.glob(f"*{_ANNOTATED}")]
    for reading in read_documents(folder, workspace.settings, Intake(seen - {""}, outputs=outputs, quiet=True)):
        seen.add(reading.source.sha256)
        yield Taken(reading)


def _documents(paths: list[str], workspace: Workspace, seen: set[str], here: bool) -> Iterator[Taken]:
    if not paths:
        return
    for reading in read_documents(paths, workspace.settings, Intake(seen - {""}, here=here)):
        seen.add(reading.source.sha256)
        yield Taken(workspace.corrected(reading))


def _looked_at(path: Path) -> Reading | Note:
    """The reading in a JSON file of a folder; one that is damaged is a reading that says so, other JSON is a note."""
    try:
        return read_json(path)
    except SourceError as exc:
        if not _looks_ours(path):
            return Note(f"{path.name}：不是 jixiao extract 写出的 JSON，没有看")
        source = SourceInfo(name=path.name, sha256="")
        return Reading(source=source, problems=[Reason(code=exc.code, message=str(exc))])


def _looks_ours(path: Path) -> bool:
    """Whether the file begins as those of readings do; what is no file may be meant as one."""
    if not path.is_file():
        return True
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return True
    return all(mark in head for mark in _MARKS)


def read_json(path: Path) -> Reading:
    """The reading in the JSON file as it stands there; SourceError where it is none."""
    from pydantic_core import from_json

    if path.exists() and not path.is_file():
        raise SourceError(str(path), "不是普通文件（可能是管道或设备），没有读取；请给出文件的路径")
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
