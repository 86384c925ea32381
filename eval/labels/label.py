"""A checked record as a label: the contract's fields only, looked over, and refused where it cannot be right."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.files import EvalError, read_reading, sha256, write_json
from eval.labels.gold import Remark, check
from eval.labels.printed import read_printed
from eval.labels.workbook import corrected
from eval.scoring.contract import display_name
from eval.scoring.schema import only_contract
from eval.words import flag_name
from jixiao.app.files.corrections import NAME as CORRECTIONS
from jixiao.app.files.inputs import kept_readings

Record = dict[str, Any]


@dataclass(slots=True)
class Label:
    """A label to be: its data, what was remarked on it, and the doubts of the reading that a person has to settle."""

    data: dict[str, Any]
    remarks: list[Remark] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    @property
    def errors(self) -> list[Remark]:
        """What keeps it from being written."""
        return [r for r in self.remarks if r.level == "error"]


def from_records(path: Path, document: Path | None) -> Label:
    """The label that an edited JSON file makes; what was put right beside it (`corrections.jsonl`) counts."""
    reading = read_reading(path)
    if reading.failure:
        raise EvalError(f"{path}：{reading.failure}；应为改好的记录文件")
    records = reading.records
    if (path.parent / CORRECTIONS).exists():
        (kept,) = kept_readings(path)
        records = [record.model_dump(mode="json") for record in kept.records]
    return make(records, document, path.name.split(".")[0])


def from_workbook(path: Path, base: Path | None, document: Path | None) -> Label:
    """The label that corrections in an exported workbook make, put into the records it came from."""
    if base is None:
        raise EvalError("工作簿只带改动，请用 --base 给出它所由来的记录 JSON（导出时同一次读取的 文件名.json）")
    return make(corrected(path, base), document, base.name.split(".")[0])


def make(records: list[Record], document: Path | None, name: str) -> Label:
    """The label of some records, checked against the document where it is given."""
    clean = [only_contract(record) for record in records]
    source: dict[str, Any] = {"name": document.name if document else name}
    printed = None
    if document is not None:
        printed = read_printed(document)
        source["sha256"] = sha256(document)
        source["pages"] = None if 0 in printed.pages else len(printed.pages)
    doubts = [
        f"#{i + 1} {display_name(record)[:24]}  {path}：{'、'.join(map(flag_name, kinds))}"
        for i, record in enumerate(records)
        for path, kinds in _doubts(record)
    ]
    return Label({"source": source, "records": clean}, check(clean, printed), doubts)


def _doubts(record: Record) -> list[tuple[str, list[str]]]:
    doubts = record.get("doubts")
    if not isinstance(doubts, dict):
        return []
    return [(path, [kinds] if isinstance(kinds, str) else list(kinds)) for path, kinds in doubts.items()]


def write(label: Label, out: Path) -> None:
    """Write the label; an error of the label is an error here."""
    if label.errors:
        raise EvalError(f"有 {len(label.errors)} 处错，没有写出；请按上面所说改好再来")
    out.parent.mkdir(parents=True, exist_ok=True)
    write_json(out, label.data)
