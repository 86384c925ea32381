"""Keeps the cells of made forms beside their labels, for `eval.training.cells`.

Reads `DIR/docs` and `DIR/gold` of a folder of made forms; each form becomes a line of OUT: kind, cells, places, widths,
and the labelled records whose names stand in it.

    uv run --group dev python -m eval.training.cell_grids DIR OUT.jsonl [--count N]
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jixiao import config
from jixiao.engine.limits import intake_limits
from jixiao.fields.cells.grid import grid_of
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import GOAL_KINDS
from jixiao.pipeline import begin
from jixiao.sources import gather
from jixiao.text import key

# A form is of a record if so many of the record's names stand in it.
_SHARE = 0.6


def names(record: dict[str, Any]) -> set[str]:
    """The longer texts of a record, by which its form is found."""
    said = [row[name] for row in record.get("indicators") or [] for name in ("level3",)]
    said += [record.get(name) for name in ("project_name", "goal_annual", "goal_lifetime", "department", "duties")]
    return {key(text) for text in said if text and len(text) > 3}


def lines(folder: Path, count: int) -> Iterator[dict[str, Any]]:
    """The forms of the first documents of the folder."""
    paths = sorted((folder / "docs").iterdir())[:count]
    with tempfile.TemporaryDirectory() as workdir:
        for source in gather(paths, Path(workdir), intake_limits(config.load())).sources:
            gold = json.loads((folder / "gold" / f"{Path(source.name).stem}.json").read_text(encoding="utf-8"))
            wanted = [names(record) for record in gold["records"]]
            for item in begin(source, config.load()).items:
                if item.form.tables and item.form.kind in GOAL_KINDS:
                    yield from _line(source.name, item.form, gold, wanted)


def _line(name: str, form: Form, gold: dict[str, Any], wanted: list[set[str]]) -> Iterator[dict[str, Any]]:
    grid = grid_of(form)
    there = "\n".join(key(text) for text in grid.texts)
    held = [i for i, said in enumerate(wanted) if said and sum(s in there for s in said) > _SHARE * len(said)]
    if held:
        labelled = [{"record": gold["records"][i], **gold["meta"][i]} for i in held]
        told = {"name": name, "kind": form.kind, "texts": grid.texts, "places": grid.places, "widths": grid.widths}
        yield {**told, "gold": labelled}


def main() -> None:
    """Read, find, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    args = parser.parse_args()
    found = list(lines(args.folder, args.count))
    args.out.write_text("".join(json.dumps(form, ensure_ascii=False) + "\n" for form in found), encoding="utf-8")
    print(f"{args.folder}: {len(found)} forms, {sum(len(f['texts']) for f in found)} cells")


if __name__ == "__main__":
    main()
