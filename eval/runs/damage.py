"""Whole forms read from pages ruined by families of damage: what each family costs, beside the same files unharmed.

A folder keeps the ruined files, their readings and what the OCR said of each picture, so that a changed program asks
it only about what it sees otherwise.
"""

from __future__ import annotations

import json
import pickle
import shutil
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from eval.documents import everyday, handled, physical, ruined
from eval.files import EvalError, read_gold, sha256
from eval.remembered import Remembering, remembering
from eval.scoring.counts import Counts, by_form, figures
from eval.scoring.facts import Fact
from eval.scoring.score import Reading, score_document
from jixiao.config import load
from jixiao.pipeline import read
from jixiao.sources import Source

DIGITAL = "digital"
PHYSICAL = {**physical.FAMILIES, **handled.FAMILIES, **everyday.FAMILIES}
EVERY = (DIGITAL, *PHYSICAL, *map(ruined.name_of, ruined.FAMILIES))
console = Console(highlight=False)


def damage(
    documents: Annotated[list[Path], typer.Argument(help="PDF 文件，标注在旁边的 gold/ 里")],
    out: Annotated[Path, typer.Option(help="损坏的文件、读数与 OCR 的记忆留在哪里")],
    families: Annotated[str, typer.Option(help="哪些损坏，逗号分隔，可用 *；缺省为全部")] = "*",
    seed: Annotated[int, typer.Option(help="随机种子")] = 1,
    wrong: Annotated[int, typer.Option(help="每种列出多少个错值，未示警的在先")] = 0,
) -> None:
    """把有标注的 PDF 按一种种损坏弄坏再读：每种损坏下整行全对、错值、未示警的错、读空的表。"""
    patterns = families.split(",")
    chosen = [f for f in EVERY if f == DIGITAL or any(fnmatch(f, p) for p in patterns)]
    if len(chosen) < 2:
        raise EvalError(f"没有这样的损坏：{families}；有 {'，'.join(EVERY)}")
    out.mkdir(parents=True, exist_ok=True)
    known: set[tuple[str, ...]] = set()
    reader = Remembering(_memory(out / "ocr.pickle"))
    for family in chosen:
        facts = [fact for path in documents for fact in _facts(path, family, out, seed, reader)]
        if family == DIGITAL:
            known = {fact.key for fact in facts if not fact.right}
        facts = facts if family == DIGITAL else [fact for fact in facts if fact.key not in known]
        console.print(line_of(family, facts), soft_wrap=True, markup=False)
        for fact in _worst(facts)[:wrong]:
            told = "、".join(fact.flags) or "未示警"
            said = f"  {told}  {fact.document} {fact.form} {fact.path or fact.read_path}：{fact.gold!r} → {fact.read!r}"
            console.print(said, soft_wrap=True, markup=False)
        (out / "ocr.pickle").write_bytes(pickle.dumps(reader.lasting))


def _memory(path: Path) -> dict[bytes, object]:
    return dict(pickle.loads(path.read_bytes())) if path.exists() else {}


def _facts(path: Path, family: str, out: Path, seed: int, reader: Remembering) -> Iterator[Fact]:
    folder = out / family
    folder.mkdir(exist_ok=True)
    file = folder / path.name
    if not file.exists():
        _make(path, file, family, seed)
    with remembering(reader):
        reading = read(Source(file.name, file, sha256(file), "pdf"), load())
    data = json.loads(reading.model_dump_json())
    (folder / f"{path.stem}.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    gold = read_gold(path.resolve().parent.parent / "gold" / f"{path.stem}.json")
    yield from score_document(path.name, gold, Reading(data["records"], problems=data.get("problems") or []))


def _make(path: Path, target: Path, family: str, seed: int) -> None:
    """The file ruined, or as it is; the same seed gives the same pixels."""
    if family == DIGITAL:
        shutil.copyfile(path, target)
    elif family in PHYSICAL:
        physical.scan(path, target, family, seed, PHYSICAL)
    else:
        ruined.scan(path, target, next(f for f in ruined.FAMILIES if ruined.name_of(f) == family), seed)


def line_of(family: str, facts: list[Fact]) -> str:
    """What a family costs: rows and values that were right digitally, of these what is wrong, and wrong in silence."""
    counts: Counts = sum(by_form(facts).values(), Counter())
    found = figures(counts)
    rows = [fact for fact in facts if fact.level == "row" and not fact.extra]
    forms = {(fact.document, fact.form) for fact in rows}
    empty = forms - {(fact.document, fact.form) for fact in rows if fact.read_path is not None}
    told = {fact.document for fact in facts if fact.level == "record" and fact.extra and "incomplete" in fact.flags}
    silent = [f for f in facts if not f.right and not f.flags and not (f.read_path is None and f.document in told)]
    lost = [f for f in facts if f.level == "record" and not f.extra and f.read_path is None]
    parts = (
        f"{family:15}",
        f"rows F1 {found['rows_exact_f1'] or 0:.3f}",
        f"values {found['values_exact'] or 0:.4f} of {counts['values']}",
        f"silent {sum(f.level == 'value' for f in silent)}"
        f" (numbers {sum(f.level == 'value' and f.numeric for f in silent)} of {counts['numeric']})",
        f"records lost {len(lost)} of {counts['records_gold']} ({sum(f in silent for f in lost)} in silence)",
        f"empty {len(empty)}",
        f"right but incomplete {found['right_incomplete_rate'] or 0:.2f}",
        f"right but doubted {found['right_flagged_rate'] or 0:.3f}",
    )
    return "  ".join(parts)


def _worst(facts: list[Fact]) -> list[Fact]:
    wrong = [fact for fact in facts if fact.level in ("record", "value") and not fact.right]
    return sorted(wrong, key=lambda fact: bool(fact.flags))
