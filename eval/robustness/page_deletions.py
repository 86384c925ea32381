"""Each page of every record that goes over a page end taken away in turn: does what is left claim to be complete?

    python -m eval.robustness.page_deletions FOLDER [FOLDER …] [--kept FOLDER]

A complete record whose values are not those of a record of the whole document is complete and wrong. Counted apart for
the first page of a record, its last, and those between. `--kept` keeps the files that were taken wrongly.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf

from jixiao.engine.api import read_one
from jixiao.records import Reading

# What is not printed in a form, or said of it.
_BESIDE = {"pages", "status", "reasons", "evidence", "parsed", "doubts", "alternatives", "year", "extra"}


class Deletion(NamedTuple):
    """A page (1-based) taken out of a document, and where in a record it stood: first, inner or last."""

    path: Path
    page: int
    place: str


def deletions(path: Path, whole: Reading) -> list[Deletion]:
    """Every page of the records that go over a page end, each once; an inner one counts as inner."""
    found: dict[int, str] = {}
    for record in whole.records:
        if record.pages is None or record.pages[0] == record.pages[1]:
            continue
        first, last = record.pages
        for page in range(first, last + 1):
            place = "first" if page == first else "last" if page == last else "inner"
            if found.get(page) != "inner":
                found[page] = place
    return [Deletion(path, page, place) for page, place in sorted(found.items())]


def values(record: Any) -> str:
    """The printed values of a record without blanks, for comparing."""
    printed = record.model_dump(mode="json", exclude=_BESIDE)
    return re.sub(r"\s", "", json.dumps(printed, ensure_ascii=False, sort_keys=True))


def without(one: Deletion, into: Path) -> Path:
    """The document without the page."""
    with pymupdf.open(one.path) as document:
        document.delete_page(one.page - 1)
        out = into / f"{one.path.stem}-without-{one.page}.pdf"
        document.save(out, garbage=3)
    return out


def wrongly_complete(whole: Reading, left: Reading) -> list[str]:
    """What is complete in the rest of a document and was no record of the whole."""
    known = {values(record) for record in whole.records}
    return [
        f"{record.kind} p{record.pages}"
        for record in left.records
        if record.status == "complete" and not record.doubts and values(record) not in known
    ]


def main() -> int:
    """Print what was counted, a line for each document that was taken wrongly; 1 where there is one."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folders", type=Path, nargs="+")
    ask.add_argument("--kept", type=Path)
    given = ask.parse_args()
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        kept = given.kept or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        for path in sorted(p for f in given.folders for p in f.glob("*.pdf") if "scan" not in p.name):
            whole = read_one(path)
            for one in deletions(path, whole):
                tried[one.place] += 1
                out = without(one, kept)
                said = wrongly_complete(whole, read_one(out))
                if said:
                    wrong[one.place] += 1
                    print(f"{path.name} without page {one.page} ({one.place}): {', '.join(said)}", flush=True)
                else:
                    out.unlink()
    for place in ("inner", "last", "first"):
        print(f"{place}: {wrong[place]} of {tried[place]} complete and wrong")
    print(f"{wrong.total()} of {tried.total()} complete and wrong")
    return int(wrong.total() > 0)


if __name__ == "__main__":
    raise SystemExit(main())
