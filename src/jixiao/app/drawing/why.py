"""Why a value is taken for right or put in doubt: what OCR read, what was said of it since, and what that comes to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jixiao.config import Settings
from jixiao.engine.limits import intake_limits
from jixiao.errors import ConfigError
from jixiao.evidence import Passage
from jixiao.fields.begun import Item
from jixiao.fields.certainty.facts import facts_of
from jixiao.fields.certainty.model import model
from jixiao.fields.certainty.words import fact_words
from jixiao.fields.digits.doubt import says_of
from jixiao.fields.tree import scanned_of
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pipeline import begin
from jixiao.records.headings import field_heading, path_named
from jixiao.records.record import value_at
from jixiao.records.values import Value
from jixiao.scratch import Scratch
from jixiao.sources import gather
from jixiao.votes import Vote

# A character of which OCR is less sure is shown with its score.
_SURE = 0.99


@dataclass(frozen=True, slots=True)
class Why:
    """A value of a record (from 1) with what OCR first read there, weak characters with their scores, and the votes.

    `least` is the probability from which it is not in doubt; `weights` are what speaks for and against it (logarithms
    of odds), None each where OCR had no part in it.
    """

    record: int
    heading: str
    value: Value
    read: tuple[str, ...]
    votes: tuple[Vote, ...]
    least: float | None
    weights: tuple[tuple[str, float], ...] | None


def why(file: Path, field: str, number: int | None, settings: Settings) -> list[Why]:
    """The value of that name in the record of that number, or in every record that has it; ConfigError where none."""
    with Scratch() as workdir:
        found = gather([file], Path(workdir), intake_limits(settings))
        if found.problems:
            raise found.problems[0]
        if len(found.sources) != 1:
            raise ConfigError(f"{file} 里有 {len(found.sources)} 个文件；请给出其中一个")
        begun = begin(found.sources[0], settings)
    items = [item for item in begun.items if item.record is not None]
    if number is not None and not 1 <= number <= len(items):
        raise ConfigError(f"没有第 {number} 条记录，{file.name} 里共有 {len(items)} 条；请换一个 --record")
    chosen = [(n, item) for n, item in enumerate(items, 1) if number in (None, n)]
    out = [told for n, item in chosen if (told := _told(n, item, field, settings)) is not None]
    if not out:
        raise ConfigError(f"没有叫“{field}”的值；请写栏目名，如“绩效指标 第4行 指标值”")
    return out


def _told(number: int, item: Item, field: str, settings: Settings) -> Why | None:
    record, draft = item.record, item.draft
    path = path_named(record, field) if record is not None else None
    if record is None or draft is None or path is None:
        return None
    values = draft.values()
    scanned = scanned_of(values)
    says = says_of(record.kind, record.model_dump(), scanned, vocabulary())
    facts = facts_of(scanned, says).get(path)
    weights = None
    if facts is not None:
        weighed = ((fact_words(name), model().weights.get(name, 0.0) * value) for name, value in facts.items())
        weights = tuple(sorted(weighed, key=lambda each: -abs(each[1])))
    passage = values.get(path, Passage())
    least = model().least(settings.share_of_errors) if weights is not None else None
    heading = field_heading(type(record), path)
    return Why(number, heading, value_at(record, path), _read(passage), tuple(passage.votes()), least, weights)


def _read(passage: Passage) -> tuple[str, ...]:
    """What OCR read of each word, weak characters with how sure it was and what else they may be."""
    out = []
    for word, start, end in passage.pieces:
        if word.seen is not None:
            seen = word.seen.part(start, end) if word.seen.text == word.text else word.seen
            others = seen.others or ("",) * len(seen.text)
            out.append("".join(_character(*each) for each in zip(seen.text, seen.scores, others, strict=True)))
    return tuple(out)


def _character(char: str, score: float, others: str) -> str:
    if score >= _SURE:
        return char
    return f"{char}[{score:.2f}{f' 或 {others}' if others.strip() else ''}]"
