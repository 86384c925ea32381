"""One page for each check of the catalogue: what it asserts, on what ground, an example, and how right it was.

Examples are made, not written: a fault of the check is planted in a sample, and what the check says of it is shown.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import eval.checks.form_faults
import eval.checks.judged_faults
import eval.checks.table_faults  # noqa: F401  (these fill PLANTERS)
import yaml
from eval.checks.faults import PLANTERS
from eval.checks.planted import JUDGED, Base, bases
from eval.checks.reader_faults import clean_forms
from eval.files import HERE

from jixiao.checks import catalogue, check
from jixiao.checks.catalogue import Check, further
from jixiao.records import Finding, Reading, SourceInfo
from jixiao.records.kinds import KINDS

SEVERITY = {"error": "错误", "warning": "警告", "advice": "建议"}
_WHERE = "reference/checks"


@dataclass(frozen=True, slots=True)
class Example:
    """A value as a sample has it, as a fault left it, and what the check said of it."""

    subject: str
    path: str
    before: str
    after: str
    finding: Finding


def pages() -> dict[str, str]:
    """The catalogue and a page for each check, by their address under docs/."""
    judged = _judged()
    out = {f"{_WHERE}/index.md": _index(judged)}
    for entry in (*catalogue(), *further()):
        out[f"{_WHERE}/{entry.id}.md"] = _page(entry, judged.get(entry.id, Counter()), example(entry.id))
    return out


def example(id: str) -> Example | None:
    """A fault of the check planted in a sample; None where no sample has room for it, or none is known."""
    if id not in PLANTERS:
        return None
    for name, reading in sorted(_samples().items()):
        for seed in range(3):
            copy = reading.model_copy(deep=True)
            place = PLANTERS[id](copy, random.Random(seed))
            if place is None:
                break
            found = next((f for f in check(copy).findings if f.check == id and _names(f, *place)), None)
            if found is not None:
                before, after = (_at(each, *place) for each in (reading, copy))
                return Example(name, place[1], before, after, found)
    return None


@cache
def _samples() -> dict[str, Reading]:
    read: dict[str, Base] = bases([HERE.parent / "samples"])
    forms = {
        form.project_name or id: Reading(source=SourceInfo(name=f"{id}.docx", sha256=""), records=[form])
        for id, form in clean_forms().items()
    }
    return forms | {f"样例 {name}": base.gold for name, base in read.items()}


def _names(finding: Finding, number: int, path: str) -> bool:
    own = {(finding.record, each) for each in finding.paths}
    return (number, path) in own | {(other.record, other.path) for other in finding.related}


def _at(reading: Reading, number: int, path: str) -> str:
    try:
        said = reading.records[number - 1].at(path).text
    except (KeyError, LookupError, IndexError):
        return "（没有）"
    return said if said else "（空）"


def _judged() -> dict[str, Counter[bool]]:
    out: dict[str, Counter[bool]] = {}
    rows: list[dict[str, Any]] = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))
    for row in rows:
        out.setdefault(row["check"], Counter())[row["right"]] += 1
    return out


def _precision(counts: Counter[bool]) -> str:
    return f"{counts[True]}/{counts.total()}" if counts else "–"


def _index(judged: dict[str, Counter[bool]]) -> str:
    out = [
        "# 检查目录", "",
        f"一共 {len(catalogue())} 项，另有 {len(further())} 项要有大模型或上年的表才查。"
        "“属实”是没有动过的标注文件和样例上查出的，一条一条读过，几条里有几条说得对（判的是大模型，不是人）；"
        "没有出现过的写“–”。怎么用见[检查](../../checks.md)。",
    ]  # fmt: skip
    for criterion, group in groupby(
        sorted((*catalogue(), *further()), key=lambda c: c.criterion), lambda c: c.criterion
    ):
        out += ["", f"## {criterion}", "", "| 编号 | 程度 | 认定 | 属实 |", "| --- | --- | --- | --- |"]
        for entry in group:
            share = _precision(judged.get(entry.id, Counter()))
            out.append(
                f"| [{entry.id}]({entry.id}.md) | {SEVERITY[entry.severity]} | {_cell(entry.asserts)} | {share} |"
            )
    return "\n".join(out)


def _page(entry: Check, judged: Counter[bool], made: Example | None) -> str:
    labels = {kind.name: kind.label for kind in KINDS.values()} | {"file": "整个文件"}
    source = "（凭记忆写的，没有见到原文，只作建议）" if entry.memory else ""
    out = [
        f"# {entry.id}", "", f"**{SEVERITY[entry.severity]}**，{entry.criterion}。{entry.asserts}。", "",
        "| | |", "| --- | --- |",
        f"| 依据 | {_cell(entry.rule)}{source} |",
        f"| 看哪些表 | {'、'.join(labels.get(each, each) for each in entry.of)} |",
        f"| 怎么改 | {_cell(entry.advice)} |",
        f"| 属实 | {_told(judged)} |",
    ]  # fmt: skip
    if entry.absence:
        out.append("| 没有读全的表 | 说的是缺了什么，没有读全时不下结论 |")
    if entry.question:
        out.append(f"| 问大模型 | {_cell(entry.question)} |")
    out += ["", "## 举例", "", *_shown(made), "", f"不做这一项：`jixiao check 文件 --off {entry.id}`"]
    return "\n".join(out)


def _told(judged: Counter[bool]) -> str:
    if not judged:
        return "没有动过的标注文件和样例上没有出现过，没有量"
    return f"没有动过的标注文件和样例上查出 {judged.total()} 条，读过，{judged[True]} 条说得对（大模型判的）"


def _shown(made: Example | None) -> list[str]:
    if made is None:
        return ["没有做得出的例子：自带的样例里没有这样的地方。"]
    return [
        f"在“{made.subject}”里埋下的一处（`{made.path}`）：", "",
        "| 对的 | 错的 |", "| --- | --- |", f"| {_cell(made.before)} | {_cell(made.after)} |", "",
        f"> {SEVERITY[made.finding.severity]}：{made.finding.message}；{made.finding.advice}",
    ]  # fmt: skip


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
