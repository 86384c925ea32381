"""Documents with a label, and what gold files and predicted files hold.

A folder of documents looks like this: labels in `gold/NAME.json`, documents beside it, in `docs/` or in `real/`, as
`NAME.pdf`, `NAME.docx`, `NAME.xlsx` or `NAME.scan-office.pdf`. One label serves all variants of its document.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from eval.scoring.score import Gold, Reading

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
OWN_GOLD = HERE / "gold"
"""Labels that say no more than that a document holds no goal form."""
CORPUS = Path(os.environ.get("JIXIAO_CORPUS", PROJECT.parent / "shared" / "corpus"))
DEFAULT_FOLDERS = (PROJECT / "samples", CORPUS)
DIGITAL = ("pdf", "docx", "xlsx")
SUFFIXES = {
    ".pdf", ".docx", ".doc", ".xlsx", ".xls", ".png", ".jpg", ".tif", ".tiff", ".html", ".odt", ".rtf", ".ods", ".ofd",
}  # fmt: skip
_PLACES = (".", "docs", "real")


class EvalError(Exception):
    """What the harness was given is not what it needs; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file to be read, its variant (`pdf`, `docx`, `scan-office`) and its label."""

    path: Path
    stem: str
    variant: str
    gold: Path

    @property
    def name(self) -> str:
        """The file name, which names the document in facts and runs."""
        return self.path.name


def find_documents(folders: Iterable[Path], variants: Sequence[str] = DIGITAL) -> list[Document]:
    """The labelled documents of the folders in the wanted variants, by name. Patterns such as `scan-*` are fine."""
    out: dict[str, Document] = {}
    for folder in folders:
        golds = {p.stem: p for p in [*OWN_GOLD.glob("*.json"), *(folder / "gold").glob("*.json")]}
        for place in _PLACES:
            files = sorted((folder / place).iterdir()) if (folder / place).is_dir() else []
            for path in files:
                found = _document(path, golds)
                if found and any(fnmatch(found.variant, pattern) for pattern in variants):
                    if found.name in out:
                        raise EvalError(f"两个文件同名：{out[found.name].path} 与 {path}；请改名其一")
                    out[found.name] = found
    return [out[name] for name in sorted(out)]


def find_files(paths: Iterable[Path]) -> list[Document]:
    """The documents of single files, whose labels stand in the folder that they belong to."""
    out = []
    for path in paths:
        folder = path.resolve().parent
        home = folder.parent if folder.name in _PLACES else folder
        found = _document(path, {p.stem: p for p in [*OWN_GOLD.glob("*.json"), *(home / "gold").glob("*.json")]})
        if found is None:
            raise EvalError(f"{path}：没有标注；应有 {home / 'gold'} 里的同名 .json")
        out.append(found)
    return out


def _document(path: Path, golds: dict[str, Path]) -> Document | None:
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return None
    stem = path.stem
    while stem not in golds:
        if "." not in stem:
            return None
        stem = stem.rsplit(".", 1)[0]
    variant = path.name[len(stem) + 1 :]
    middle = variant.rsplit(".", 1)[0] if "." in variant else variant
    return Document(path, stem, middle.lower(), golds[stem])


def read_gold(path: Path) -> Gold:
    """The label in a gold file. `labelled` in it names the kinds that were labelled, where not all were."""
    data = read_json(path)
    if not isinstance(data, dict) or not isinstance(data.get("records"), list):
        raise EvalError(f'{path}：标注文件应为 {{"source": …, "records": [...]}}；请按 eval/README.md 的格式改')
    kinds = data.get("labelled")
    return Gold(data["records"], tuple(kinds) if kinds else None)


def read_reading(path: Path | None) -> Reading:
    """What a predicted file holds: `{"records": [...]}`, a bare list, one record, or one record a line."""
    if path is None or not path.exists():
        return Reading([], failure="没有输出文件")
    text = path.read_text(encoding="utf-8")
    try:
        data = json.loads(text)
    except json.JSONDecodeError:
        try:
            data = [json.loads(line) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError as error:
            return Reading([], failure=f"输出不是 JSON：{error}")
    return reading_of(data)


def reading_of(data: Any) -> Reading:
    """Predicted data as a reading. What is not a record is left out and named in `problems`."""
    problems: list[Any] = []
    if isinstance(data, dict):
        for key in ("reasons", "problems", "errors"):
            problems += data.get(key) or []
        data = data.get("records", [data] if data.get("kind") else [])
    if not isinstance(data, list):
        return Reading([], failure=f"records 应为列表，却是 {type(data).__name__}")
    records = [r for r in data if isinstance(r, dict)]
    problems += [f"不是记录：{str(r)[:60]}" for r in data if not isinstance(r, dict)]
    return Reading(records, problems=problems)


def find_reading(folder: Path, document: str) -> Path | None:
    """The predicted file for a document: `FILE NAME.json`, else the same without the extension."""
    stems = dict.fromkeys((document, Path(document).stem, document.split(".")[0]))
    paths = (folder / f"{stem}{ending}" for stem in stems for ending in (".json", ".jsonl"))
    return next((path for path in paths if path.is_file()), None)


def read_json(path: Path) -> Any:
    """The JSON in a file; an error names the file and the place."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise EvalError(f"{path}：应为 JSON，第 {error.lineno} 行第 {error.colno} 列读不下去（{error.msg}）") from error
    except OSError as error:
        raise EvalError(f"{path}：打不开（{error.strerror}）；请检查路径") from error


def write_json(path: Path, data: Any) -> None:
    """Write indented JSON with Chinese as it is."""
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def sha256(path: Path) -> str:
    """The content hash of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
