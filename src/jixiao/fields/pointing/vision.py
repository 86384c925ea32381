"""Uncertain values of a scan looked at again: a model sees the cut-outs of just those places and says what is printed.

Its reading is compared with OCR's. What agrees is no longer in doubt. What differs stays a conflict, unless something
else speaks for it: a second reading by OCR, or a sum that closes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel, ConfigDict

from jixiao.evidence import DoubtCode
from jixiao.fields.digits.sums import balance_of
from jixiao.fields.parsed import parsed_values
from jixiao.forms.vocabulary import Vocabulary
from jixiao.llm import Image, Question
from jixiao.records import Record
from jixiao.records.model import Alternative
from jixiao.records.paths import FieldPath
from jixiao.text import key

PROMPT = "extract/cells"
# So many pictures go with one question.
_MOST = 16
_AGREED = 0.97
# Doubts about the print of a place, which looking again may settle. Not what was read from two cells at once or
# concluded from where words stand: a picture of the same place says the same.
_SEEN = {
    DoubtCode.LOW_SCORE, DoubtCode.READINGS_DIFFER, DoubtCode.WORN, DoubtCode.STAMP, DoubtCode.READ_TWICE,
    DoubtCode.UNREAD_INK, DoubtCode.ODD_SHAPE, DoubtCode.UNLIKE_OTHERS, DoubtCode.NOT_LISTED, DoubtCode.SUM_OPEN,
    DoubtCode.UNSURE,
}  # fmt: skip

Box = tuple[float, float, float, float]
Cutout = Callable[[int, Box], bytes]


class PrintedCell(BaseModel):
    """What is printed at one place."""

    model_config = ConfigDict(extra="forbid")

    id: str
    text: str


class Cells(BaseModel):
    """What is printed at each place, and the places nobody can read."""

    model_config = ConfigDict(extra="forbid")

    cells: list[PrintedCell]
    unclear: list[str]


@dataclass(frozen=True, slots=True)
class EachOnce:
    """Checks that every id was answered, once."""

    ids: tuple[str, ...]

    def __call__(self, answer: Cells) -> list[str]:
        """The findings, none where the answer can be used."""
        said = [*(cell.id for cell in answer.cells), *answer.unclear]
        unknown = [f"没有编号 {id}" for id in dict.fromkeys(said) if id not in self.ids]
        doubled = [f"编号 {id} 答了 {said.count(id)} 次" for id in dict.fromkeys(said) if said.count(id) > 1]
        missing = [f"编号 {id} 没有回答" for id in self.ids if id not in said]
        return unknown + doubled + missing


def doubtful(record: Record) -> list[str]:
    """The paths of values that OCR is not sure of and that stand in one place of a page."""
    out = []
    for path, codes in record.doubts.items():
        found = record.evidence.get(path)
        if found is not None and found.box and not found.continued and _SEEN & set(codes):
            out.append(path)
    return out


def look_questions(record: Record, cutout: Cutout, about: str) -> list[tuple[list[str], Question[Cells]]]:
    """The questions about a record's doubtful values, with the paths that each asks for in the order of its ids."""
    paths = doubtful(record)
    out = []
    for start in range(0, len(paths), _MOST):
        part = paths[start : start + _MOST]
        ids = tuple(str(i) for i in range(1, len(part) + 1))
        images = tuple(
            Image(cutout(cast(int, record.evidence[path].page), cast(Box, record.evidence[path].box)), f"编号 {id}")
            for id, path in zip(ids, part, strict=True)
        )
        out.append((part, Question(PROMPT, {"ids": ids}, Cells, EachOnce(ids), images, about=about)))
    return out


def looked(record: Record, paths: Sequence[str], answer: Cells, words: Vocabulary) -> Record:
    """The record with what was seen: doubts settled where readings agree, conflicts where they do not."""
    plain: dict[str, Any] = record.model_dump()
    for cell in answer.cells:
        _weigh(plain, paths[int(cell.id) - 1], cell.text, words)
    plain["parsed"] = parsed_values(plain, words)
    return type(record).model_validate(plain)


def _weigh(plain: dict[str, Any], path: str, seen: str, words: Vocabulary) -> None:
    read = str(FieldPath(path).get(plain))
    evidence = plain["evidence"][path]
    if key(seen) == key(read):
        _settle(plain, path)
        evidence["confidence"] = _AGREED
        return
    others = plain.setdefault("alternatives", {}).setdefault(path, [])
    if any(key(other["text"]) == key(seen) for other in others) or _closes(plain, path, seen, words):
        others[:] = [o for o in others if key(o["text"]) != key(seen)]
        others.append(_alternative(read, evidence))
        FieldPath(path).put(plain, seen)
        _settle(plain, path)
        plain["evidence"][path] = {**evidence, "how": "model", "confidence": _AGREED}
        return
    others.append(_alternative(seen, {**evidence, "how": "model", "confidence": None}))
    codes = plain["doubts"].setdefault(path, [])
    if DoubtCode.CONFLICT not in codes:
        codes.append(DoubtCode.CONFLICT)


def _settle(plain: dict[str, Any], path: str) -> None:
    """Take away the doubts that looking has settled."""
    rest = [code for code in plain["doubts"].get(path, []) if code not in _SEEN]
    if rest:
        plain["doubts"][path] = rest
    else:
        plain["doubts"].pop(path, None)


def _closes(plain: dict[str, Any], path: str, text: str, words: Vocabulary) -> bool:
    """Whether a sum closes with the text that does not close without it."""
    kind, read = str(plain["kind"]), FieldPath(path).get(plain)
    if path in balance_of(kind, plain).closed:
        return False
    FieldPath(path).put(plain, text)
    plain["parsed"] = parsed_values(plain, words)
    closed = path in balance_of(kind, plain).closed
    FieldPath(path).put(plain, read)
    plain["parsed"] = parsed_values(plain, words)
    return closed


def _alternative(text: str, evidence: dict[str, Any]) -> dict[str, Any]:
    return Alternative.model_validate({**evidence, "text": text}).model_dump()
