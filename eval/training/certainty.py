"""Trains the model of certainty (schemas/certainty/weights.json) on scans whose labels are known.

    python -m eval.training.certainty rows FOLDER… --out ROWS.jsonl
    python -m eval.training.certainty fit ROWS.jsonl [--out FILE]

`rows` reads every scan of labelled folders (`NAME.scan-LEVEL….pdf` beside `gold/NAME.json`) and writes a line for each
value that OCR read: what is known of it (`jixiao.fields.certainty.facts`), and whether it is right. What the same
document says wrong without OCR (`NAME.pdf`, where it is there) is no fault of the print and is left out; so is, where
the record says that it is incomplete, what stands in the wrong place.

`fit` weighs the facts by logistic regression in which no fact that speaks against a value may speak for it, and says
how sure it may be: documents are held out by turns, and once more together with one level of scans.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from eval.files import Document, find_documents, read_gold, reading_of, sha256
from eval.scoring.facts import Fact
from eval.scoring.score import Gold, score_document
from eval.training.certainty_fit import fit_all, said_of
from jixiao.config import load
from jixiao.fields.begun import Begun
from jixiao.fields.certainty.facts import facts_of
from jixiao.fields.digits.doubt import left_of, says_of
from jixiao.fields.tree import scanned_of
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pipeline import begin
from jixiao.resources import folder
from jixiao.sources import Source

# So many characters, and such a share of a value, may be read otherwise while it is the same cell's.
_SLIPS, _SHARE = 2, 0.3

Row = dict[str, Any]
Excused = frozenset[tuple[str, str, str]]


def rows_of(begun: Begun, document: str, level: str, gold: Gold, excused: Excused = frozenset()) -> Iterator[Row]:
    """A row for each value of the source that OCR read and the label speaks of."""
    reading = reading_of(begun.reading().model_dump(mode="json"))
    found = list(score_document(document, gold, reading))
    at = {f.form: int(f.read_path[1:]) for f in found if f.level == "record" and f.read_path}
    items = [item for item in begun.items if item.record is not None]
    known = [_known(item) for item in items]
    for fact in found:
        if fact.level not in ("value", "cell") or fact.read_path is None or fact.form not in at:
            continue
        facts, doubts = known[at[fact.form]].get(fact.read_path, ({}, []))
        status = reading.records[at[fact.form]]["status"]
        if not facts or _key(fact) in excused or (status == "incomplete" and _of_another_cell(fact)):
            continue
        yield {
            "document": document,
            "level": level,
            "path": fact.read_path,
            "kind": next(name for name in facts if name.startswith("kind ")).removeprefix("kind "),
            "numeric": fact.numeric,
            "right": fact.right,
            "read": fact.read,
            "gold": fact.gold,
            "doubts": doubts,
            "status": status,
            "facts": facts,
        }


def _of_another_cell(fact: Fact) -> bool:
    """Whether what was read is no reading of the cell at all: rows or columns were lost, which `incomplete` says."""
    return not fact.right and (fact.extra or fact.distance > max(_SLIPS, _SHARE * fact.length))


def _known(item: Any) -> dict[str, tuple[dict[str, float], list[str]]]:
    """What is known of the values of a form, and the codes against them, by field path."""
    scanned = scanned_of(item.draft.values())
    says = says_of(item.form.kind, item.record.model_dump(), scanned, vocabulary())
    return {path: (facts, [*map(str, left_of(path, says))]) for path, facts in facts_of(scanned, says).items()}


def wrong_of(begun: Begun, gold: Gold) -> Excused:
    """What of a document is wrong however well it is printed."""
    reading = reading_of(begun.reading().model_dump(mode="json"))
    return frozenset(_key(f) for f in score_document("", gold, reading) if not f.right and f.level in ("value", "cell"))


def _key(fact: Fact) -> tuple[str, str, str]:
    return ("", fact.field, fact.read or "") if fact.extra else (fact.form, fact.field, fact.path)


def _begun(document: Document) -> Begun:
    path = document.path
    return begin(Source(path.name, path, sha256(path), "pdf"), load())


def read_rows(folders: Iterable[Path], out: Path) -> None:
    """Write the rows of every scan of the folders."""
    digital = {(d.gold, d.stem): d for d in find_documents(folders, ("pdf",))}
    excused: dict[str, Excused] = {}
    with out.open("w", encoding="utf-8") as lines:
        for document in find_documents(folders, ("scan-*",)):
            gold = read_gold(document.gold)
            plain = digital.get((document.gold, document.stem))
            if document.stem not in excused:
                excused[document.stem] = wrong_of(_begun(plain), gold) if plain else frozenset()
            level = document.variant.split("-")[1]
            for row in rows_of(_begun(document), document.stem, level, gold, excused[document.stem]):
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            print(document.name, flush=True)


def _fit(paths: Sequence[Path], out: Path | None, seed: int) -> None:
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    data, figures = fit_all(rows, seed)
    print("\n".join(said_of(figures)))
    if out is not None:
        out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Parse, read or fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    reading = parts.add_parser("rows")
    reading.add_argument("folders", type=Path, nargs="+")
    reading.add_argument("--out", type=Path, required=True)
    fitting = parts.add_parser("fit")
    fitting.add_argument("rows", type=Path, nargs="+")
    fitting.add_argument("--out", type=Path, default=folder("schemas/certainty") / "weights.json")
    fitting.add_argument("--dry", action="store_true", help="only print figures")
    fitting.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.part == "rows":
        read_rows(given.folders, given.out)
    else:
        _fit(given.rows, None if given.dry else given.out, given.seed)


if __name__ == "__main__":
    main()
