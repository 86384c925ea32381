"""The model's part of reading, measured: ours, which points, beside the naive way, which writes values out.

    uv run python -m eval.model.pointing                                  # recorded answers, no endpoint needed
    uv run python -m eval.model.pointing --base-url http://127.0.0.1:8407/v1 --name desk      # any endpoint
    uv run python -m eval.model.pointing --corpus FOLDER                  # and what is asked there with `auto`

The answers under `recordings/pointing/` are those of a large language model, recorded; nobody has edited them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import jixiao
from eval.files import read_gold
from eval.model.asked import asked, narrative
from eval.model.naive import Told, tell, text_of
from eval.model.replay import desk
from eval.scoring.counts import count_fact, share
from eval.scoring.score import Reading, score_document
from jixiao import config
from jixiao.config import ModelSettings
from jixiao.engine.asking import Asking, Inquiry
from jixiao.engine.limits import intake_limits
from jixiao.llm import Model
from jixiao.llm.receipts import Memory
from jixiao.pipeline import begin
from jixiao.sources import gather
from jixiao.tables.table import Paragraph, Table
from jixiao.text import key

HERE = Path(__file__).resolve().parents[1]
UNSEEN = HERE / "documents" / "unseen"
RECORDINGS = HERE / "recordings" / "pointing"
# Both ways may answer with as many tokens as this; what is longer counts as cut off.
MOST = 4096
TABLES = "all tables"
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
        page = _printed(document)
        facts = list(score_document(document.stem, read_gold(gold), Reading(records)))
        for fact in facts:
            self.counts.update(count_fact(fact))
        for value in _values(records):
            self.values += 1
            if key(value) in page:
                self.verbatim += 1
            else:
                self.invented.append(f"{document.stem}: {value[:40]}")

    def spend(self, receipts: list[Any]) -> None:
        """What the questions about a document cost."""
        self.requests += sum(r.attempts for r in receipts)
        self.tokens_in += sum(r.tokens_in for r in receipts)
        self.tokens_out += sum(r.tokens_out for r in receipts)
        self.cut_off += sum(r.outcome == "model.cut-off" for r in receipts)
        self.failed += sum(r.outcome != "answered" for r in receipts)

    def tell(self, said: Told) -> None:
        """What the naive way cost for a document."""
        self.requests += said.requests
        self.tokens_in += said.tokens_in
        self.tokens_out += said.tokens_out
        self.cut_off += said.tokens_out > MOST * max(said.requests, 1) or said.failure == "IncompleteOutputException"
        self.failed += bool(said.failure)

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


def _printed(document: Path) -> str:
    """All that is printed, in normal form: the text layer, and cell after cell with lines put together."""
    with tempfile.TemporaryDirectory() as workdir:
        (source,) = gather([document], Path(workdir), intake_limits(config.load())).sources
        layout = begin(source, config.load()).layout
    cells = [
        c.text for b in layout.blocks if isinstance(b, Table) for c in sorted(b.cells, key=lambda c: (c.row, c.col))
    ]
    lines = [b.text for b in layout.blocks if isinstance(b, Paragraph)]
    return key(text_of(document) + "".join([*cells, *lines]))


def ours(document: Path, settings: ModelSettings) -> tuple[list[dict[str, Any]], list[Any]]:
    """The records of a document read with the model's pointing, and the receipts."""
    archive = _Receipts()
    with Model.open(settings, archive) as model:
        reading = jixiao.extract(document, model=model)
    return [record.model_dump(mode="json") for record in reading.records], archive.all


def measure(documents: list[Path], gold: Path, base_url: str, name: str) -> dict[str, dict[str, Way]]:
    """Both ways by family of forms; everything is asked side by side."""
    settings = ModelSettings(
        base_url=base_url,
        name=name,
        mode="json_schema",
        personal="send",
        answer_tokens=MOST,
        request_seconds=7200,
        form_seconds=7200,
    )
    with ThreadPoolExecutor(2 * len(documents)) as crew:
        pointing = crew.map(partial(ours, settings=settings), documents)
        told = list(crew.map(lambda d: tell(text_of(d), base_url, name, MOST), documents))
        pointed = list(pointing)
    out: dict[str, dict[str, Way]] = {}
    for document, (records, receipts), said in zip(documents, pointed, told, strict=True):
        label = gold / f"{document.stem}.json"
        family = document.stem.rsplit("-", 1)[0]
        for group in [family] if "prose" in family else [family, TABLES]:
            ways = out.setdefault(group, {"ours": Way(), "naive": Way()})
            ways["ours"].add(document, label, records)
            ways["ours"].spend(receipts)
            ways["naive"].add(document, label, said.records)
            ways["naive"].tell(said)
    return out


def corpus(folder: Path, base_url: str, name: str) -> dict[str, Any]:
    """What `auto` asks over the digital documents of a folder, and its prose when the model is asked about it too."""
    found = {"auto": asked(folder)}
    prose = folder / "docs" / "shanhaiguan-2021.pdf"
    if prose.is_file():
        settings = ModelSettings(base_url=base_url, name=name, mode="json_schema", personal="send")
        with Model.open(settings) as model:
            ask = Asking(Inquiry(model), "").ask
            found["prose, always"] = narrative(prose, folder / "gold" / f"{prose.stem}.json", ask)
    return found


def show(measured: dict[str, dict[str, Way]]) -> None:
    """A table for each family and one for all families of tables; then the values that are not on the page."""
    for family in sorted(measured, key=lambda name: name == TABLES):
        ways = measured[family]
        rows = {name: way.figures() for name, way in ways.items()}
        print(f"{family:26}", *(f"{name:>10}" for name in rows))
        for figure in rows["ours"]:
            print(f"  {figure:24}", *(f"{_said(figures[figure]):>10}" for figures in rows.values()))
        print(f"  {'tokens out, of naive':24} {_ratio(ways):>10.3f}")
        for name, way in ways.items():
            for value in way.invented if family != TABLES else ():
                print(f"  not on the page ({name}): {value}")


def _ratio(ways: dict[str, Way]) -> float:
    return ways["ours"].tokens_out / max(ways["naive"].tokens_out, 1)


def _said(value: Any) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def main() -> int:
    """0 when everything was measured."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--base-url")
    ap.add_argument("--name", default="desk")
    ap.add_argument("--documents", default="*.pdf", help="which documents of eval/documents/unseen/docs")
    ap.add_argument("--corpus", type=Path)
    ap.add_argument("--json", type=Path, help="write the figures there")
    given = ap.parse_args()
    documents = sorted((UNSEEN / "docs").glob(given.documents))
    with desk(RECORDINGS) if not given.base_url else nullcontext() as served:
        base_url = served.base_url if served is not None else given.base_url
        measured = measure(documents, UNSEEN / "gold", base_url, given.name)
        show(measured)
        found: dict[str, Any] = {
            family: {name: way.figures() for name, way in ways.items()} | {"tokens out, of naive": _ratio(ways)}
            for family, ways in measured.items()
        }
        if given.corpus:
            found["corpus"] = corpus(given.corpus, base_url, given.name)
            print(json.dumps(found["corpus"], ensure_ascii=False, indent=1))
    if given.json:
        given.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
