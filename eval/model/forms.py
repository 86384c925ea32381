"""Asking measured: the same forms read without a model, with one where it is needed, and with one throughout."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.files import Document, read_gold
from eval.scoring.contract import rows_of
from eval.scoring.counts import count_fact, figures, share
from eval.scoring.facts import Fact
from eval.scoring.forms import align_forms
from eval.scoring.normal import normal
from eval.scoring.score import Reading, score_document
from jixiao import config
from jixiao.engine.limits import intake_limits
from jixiao.errors import ModelError
from jixiao.fields.begun import Begun
from jixiao.llm import Answer, Model, Question
from jixiao.llm.receipts import Memory
from jixiao.pipeline import begin, settle
from jixiao.sources import gather

_BETWEEN = re.compile(r"[\s～~至到—]+|--")
WAYS = ("never", "auto", "always")
Record = dict[str, Any]
Said = Answer[Any] | ModelError


@dataclass(slots=True)
class Way:
    """What one way of asking came to, over all documents."""

    counts: Counter[str] = field(default_factory=Counter)
    forms: int = 0
    asked: int = 0
    wrong: int = 0
    wrong_asked: int = 0
    right_asked: int = 0
    extras: int = 0
    lost: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    spent: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, float | int | None]:
        """The figures of the table, by their names."""
        found = figures(self.counts)
        questions = self.spent["questions"]
        return {
            "forms": self.forms,
            "indicator rows wholly exact, F1": found["indicators_exact_f1"],
            "values exact": found["values_exact"],
            "wrong values, silent": self.counts["silent"],
            "silent, of all values": found["silent_rate"],
            "right values in an incomplete form": found["right_incomplete_rate"],
            "extra fields": self.extras,
            "extra fields lost by asking": len(self.lost),
            "forms asked about": self.asked,
            "of wrong forms": share(self.wrong_asked, self.wrong),
            "of right forms": share(self.right_asked, self.forms - self.wrong),
            "questions": questions,
            "answers sent back": self.spent["returned"],
            "unanswered": self.spent["failed"],
            "tokens in a question": share(self.spent["in"], questions),
            "tokens in, a form asked about": share(self.spent["in"], self.asked),
            "tokens out, a form asked about": share(self.spent["out"], self.asked),
        }


@dataclass(slots=True)
class _Asker:
    """Asks questions side by side, and keeps what each cost."""

    model: Model
    crew: ThreadPoolExecutor
    spent: Counter[str] = field(default_factory=Counter)

    def __call__(self, questions: Sequence[Question[Any]]) -> list[Said]:
        out = list(self.crew.map(self._one, questions))
        for said in out:
            self.spent["questions"] += 1
            if isinstance(said, ModelError):
                self.spent["failed"] += 1
                continue
            self.spent["returned"] += said.receipt.returned
            self.spent["in"] += said.receipt.tokens_in
            self.spent["out"] += said.receipt.tokens_out
        return out

    def _one(self, question: Question[Any]) -> Said:
        try:
            return self.model.ask(question)
        except ModelError as error:
            return error


def measure(
    documents: Sequence[Document],
    settings: config.ModelSettings,
    step: Callable[[str], None],
    named: Sequence[str] = WAYS,
) -> dict[str, Way]:
    """The named ways over the documents, `never` first; `step` gets the name of each document when it is done."""
    ways = {name: Way() for name in WAYS if name in named or name == "never"}
    with ThreadPoolExecutor(64) as crew, tempfile.TemporaryDirectory() as workdir:
        for document in documents:
            (source,) = gather([document.path], Path(workdir), intake_limits(config.load())).sources
            gold = read_gold(document.gold)
            before: list[Record] = []
            for name, way in ways.items():
                with Model.open(settings, Memory()) as model:
                    ask = _Asker(model, crew)
                    begun = begin(source, config.load(), None, name)
                    asked = _asked(begun)
                    reading = settle(begun, ask) if asked else begun.reading()
                    way.spent += ask.spent
                records = [r.model_dump(mode="json") for r in reading.records]
                problems = [p.model_dump(mode="json") for p in reading.problems]
                facts = list(score_document(document.name, gold, Reading(records, problems=problems)))
                _count(way, facts)
                before = before or records
                if name == "never":
                    wrong = _wrong(facts, gold.records, records)
                way.extras += len(_extras(before))
                way.lost += [f"{document.name}: {text[:60]}" for text in _extras(before) if not _held(text, records)]
                _share_asked(way, asked, wrong, begun)
            step(document.name)
    return ways


def _asked(begun: Begun) -> list[int]:
    """The positions of the records that are asked about, -1 for a form that the rules do not know."""
    shown = {id(rest) for item in begun.items if item.why for rest in item.rest}
    shown |= {id(begun.items[n]) for n in begun.in_runs()}
    known = [item for item in begun.items if item.record is not None]
    asked = [i for i, item in enumerate(known) if item.why or id(item) in shown]
    return asked + [-1 for item in begun.items if (item.why or id(item) in shown) and item.record is None]


def _share_asked(way: Way, asked: list[int], wrong: dict[int, bool], begun: Begun) -> None:
    way.forms += len(wrong)
    way.wrong += sum(wrong.values())
    way.asked += len(asked)
    way.wrong_asked += sum(wrong.get(i, False) for i in asked)
    way.right_asked += sum(not wrong.get(i, True) for i in asked)


def _count(way: Way, facts: Sequence[Fact]) -> None:
    for fact in facts:
        way.counts.update(count_fact(fact))
        if fact.level == "value" and not fact.right and not fact.flags:
            way.silent.append(f"{fact.document} {fact.path or fact.read_path}: {fact.gold} | {fact.read}")


def _wrong(facts: Sequence[Fact], gold: list[Record], read: list[Record]) -> dict[int, bool]:
    """Of each record that the rules gave whether anything in it is wrong or missing, by its position."""
    pairs = align_forms(gold, read).pairs
    bad = {fact.form for fact in facts if fact.level in ("value", "row", "record") and not fact.right}
    named = {j: f"{gold[i]['kind']}#{i}" for i, j in pairs.items()}
    return {j: named[j] in bad if j in named else True for j in range(len(read))}


def _extras(records: list[Record]) -> list[str]:
    """What stands beside the fields of the records and of their rows."""
    found = [e for r in records for e in r.get("extra") or ()]
    found += [e for r in records for row in rows_of(r, "indicators") for e in row.get("extra") or ()]
    return [e["value"] for e in found if normal(e["value"])]


def _held(text: str, records: list[Record]) -> bool:
    """Whether the text stands somewhere in the records: in a field, beside them, or as another reading; a period may
    stand in two fields."""
    whole = "\n".join(map(normal, _texts(records)))
    return normal(text) in whole or all(normal(part) in whole for part in _BETWEEN.split(text))


def _texts(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [t for name, value in node.items() if name not in ("evidence", "reasons") for t in _texts(value)]
    if isinstance(node, list):
        return [t for value in node for t in _texts(value)]
    return [node] if isinstance(node, str) else []
