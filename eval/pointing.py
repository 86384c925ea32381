"""The model's part of reading, measured: ours, which points, beside the naive way, which writes values out.

    uv run python -m eval.pointing                                  # recorded answers, no endpoint needed
    uv run python -m eval.pointing --base-url http://127.0.0.1:8407/v1 --name desk      # any endpoint
    uv run python -m eval.pointing --corpus FOLDER                  # and what is asked there with `auto`

The answers under `recordings/pointing/` are those of a large language model, recorded; nobody has edited them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import jixiao
from eval.counts import count_fact, share
from eval.files import read_gold
from eval.naive import tell, text_of
from eval.replay import desk
from eval.score import Reading, score_document
from jixiao.config import ModelSettings
from jixiao.llm import Model
from jixiao.llm.receipts import Memory
from jixiao.text import key

HERE = Path(__file__).parent
UNSEEN = HERE / "unseen"
RECORDINGS = HERE / "recordings" / "pointing"
# Both ways may answer with as many tokens as this; what is longer counts as cut off.
MOST = 4096
# What the record says about itself rather than copies from the page.
_BESIDE = {
    "kind",
    "scope",
    "year",
    "pages",
    "status",
    "reasons",
    "extra",
    "evidence",
    "parsed",
    "doubts",
    "alternatives",
}


@dataclass(slots=True)
class Way:
    """What one way of reading came to, over all documents."""

    counts: Counter[str] = field(default_factory=Counter)
    tokens_in: int = 0
    tokens_out: int = 0
    requests: int = 0
    cut_off: int = 0
    failed: int = 0
    values: int = 0
    verbatim: int = 0
    invented: list[str] = field(default_factory=list)

    def add(self, document: Path, gold: Path, records: list[dict[str, Any]]) -> None:
        """Score the records of a document."""
        page = key(text_of(document))
        facts = list(score_document(document.stem, read_gold(gold), Reading(records)))
        for fact in facts:
            self.counts.update(count_fact(fact))
        for value in _values(records):
            self.values += 1
            if _stands(key(value), page):
                self.verbatim += 1
            else:
                self.invented.append(f"{document.stem}: {value[:40]}")

    def figures(self) -> dict[str, Any]:
        """The figures of the table."""
        c = self.counts
        return {
            "indicator rows": c["ind_gold"],
            "rows wholly exact": share(c["ind_exact"], c["ind_gold"]),
            "values exact": share(c["values_exact"], c["values"]),
            "values verbatim": share(self.verbatim, self.values),
            "values not on the page": self.values - self.verbatim,
            "requests": self.requests,
            "tokens in": self.tokens_in,
            "tokens out": self.tokens_out,
            "cut off": self.cut_off,
            "failed": self.failed,
        }


class _Receipts(Memory):
    """An archive that can say what was spent."""

    def __init__(self) -> None:
        super().__init__()
        self.all: list[Any] = []

    def keep(self, receipt: Any, answer: str | None) -> None:
        self.all.append(receipt)
        super().keep(receipt, answer)


def _values(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [v for k, value in node.items() if k not in _BESIDE for v in _values(value)]
    if isinstance(node, list):
        return [v for value in node for v in _values(value)]
    return [node] if isinstance(node, str) and node else []


def _stands(value: str, page: str) -> bool:
    """Whether the value's parts stand on the page; a cell's lines may stand apart there, so pieces of it count."""
    if value in page:
        return True
    rest = value
    while rest:
        size = next((n for n in range(len(rest), 0, -1) if rest[:n] in page), 0)
        if size < min(4, len(rest)) and not (size and rest[:size] in ("≥", "≤", "=")):
            return False
        rest = rest[size:]
    return True


def ours(document: Path, settings: ModelSettings) -> tuple[list[dict[str, Any]], list[Any]]:
    """The records of a document read with the model's pointing, and the receipts."""
    archive = _Receipts()
    with Model.open(settings, archive) as model:
        reading = jixiao.extract(document, model=model)
    return [record.model_dump(mode="json") for record in reading.records], archive.all


def measure(documents: list[Path], gold: Path, base_url: str, name: str) -> dict[str, Way]:
    """Both ways over the documents; everything is asked side by side."""
    settings = ModelSettings(
        base_url=base_url, name=name, mode="json_schema", answer_tokens=MOST, request_seconds=7200, form_seconds=7200
    )
    with ThreadPoolExecutor(2 * len(documents)) as crew:
        pointing = crew.map(partial(ours, settings=settings), documents)
        told = list(crew.map(lambda d: tell(text_of(d), base_url, name, MOST), documents))
        pointed = list(pointing)
    out = {"ours": Way(), "naive": Way()}
    for document, (records, receipts), said in zip(documents, pointed, told, strict=True):
        label = gold / f"{document.name.split('.')[0]}.json"
        way = out["ours"]
        way.add(document, label, records)
        way.requests += sum(r.attempts for r in receipts)
        way.tokens_in += sum(r.tokens_in for r in receipts)
        way.tokens_out += sum(r.tokens_out for r in receipts)
        way.cut_off += sum(r.outcome == "model.cut-off" for r in receipts)
        way.failed += sum(r.outcome != "answered" for r in receipts)
        way = out["naive"]
        way.add(document, label, said.records)
        way.requests += said.requests
        way.tokens_in += said.tokens_in
        way.tokens_out += said.tokens_out
        way.cut_off += said.tokens_out > MOST * max(said.requests, 1) or said.failure == "IncompleteOutputException"
        way.failed += bool(said.failure)
    return out


def corpus(folder: Path) -> dict[str, Any]:
    """What `auto` would ask over the digital documents of a folder: forms, questions, tokens of the questions."""
    from eval.asked import asked

    return asked(folder)


def show(ways: dict[str, Way]) -> None:
    """The table, and the values that are not on the page."""
    rows = {name: way.figures() for name, way in ways.items()}
    for key in rows["ours"]:
        print(f"{key:24}", *(f"{_said(figures[key]):>10}" for figures in rows.values()))
    if rows["naive"]["tokens out"]:
        print(f"{'tokens out, of naive':24} {rows['ours']['tokens out'] / rows['naive']['tokens out']:10.3f}")
    for name, way in ways.items():
        for value in way.invented:
            print(f"not on the page ({name}): {value}")


def _said(value: Any) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def main() -> int:
    """0 when everything was measured."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--base-url")
    ap.add_argument("--name", default="desk")
    ap.add_argument("--documents", default="*.pdf", help="which documents of eval/unseen/docs")
    ap.add_argument("--corpus", type=Path)
    ap.add_argument("--json", type=Path, help="write the figures there")
    given = ap.parse_args()
    documents = sorted((UNSEEN / "docs").glob(given.documents))
    if given.base_url:
        ways = measure(documents, UNSEEN / "gold", given.base_url, given.name)
    else:
        with desk(RECORDINGS) as served:
            ways = measure(documents, UNSEEN / "gold", served.base_url, given.name)
    show(ways)
    found: dict[str, Any] = {name: way.figures() for name, way in ways.items()}
    if given.corpus:
        found["corpus"] = corpus(given.corpus)
        print(json.dumps(found["corpus"], ensure_ascii=False))
    if given.json:
        given.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
