"""The gate: a committed baseline per document, and where a run falls behind it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.files import EvalError, read_json

BASELINE = Path(__file__).resolve().parents[1] / "baseline.json"

HIGHER = (
    "record_recall",
    "record_precision",
    "row_recall",
    "rows_exact_f1",
    "values_exact",
    "cells_exact",
    "columns_exact",
    "header_cells_exact",
    "schema_valid_rate",
)
LOWER = ("silent",)
ROUNDING = 1e-6

LABELS = {
    "record_recall": "表召回",
    "record_precision": "表准确",
    "row_recall": "行召回",
    "rows_exact_f1": "整行全对 F1",
    "values_exact": "值全对",
    "cells_exact": "单元格全对",
    "columns_exact": "表头全对",
    "header_cells_exact": "单元格（按表头）全对",
    "schema_valid_rate": "结构合约定",
    "silent": "未示警的错",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of one document that is not what the baseline says; None where one side does not have it."""

    document: str
    figure: str
    before: float | None
    after: float | None

    @property
    def worse(self) -> bool:
        """Whether this is a fall (or a rise of what should be low)."""
        if self.before is None:
            return False
        if self.after is None:
            return True
        step = self.after - self.before
        return step > ROUNDING if self.figure in LOWER else step < -ROUNDING

    def __str__(self) -> str:
        return f"{self.document}：{LABELS[self.figure]} {_shown(self.before)} → {_shown(self.after)}"


def _shown(value: float | None) -> str:
    return "无" if value is None else f"{value:.0f}" if value > 1 or value == int(value) else f"{value:.4f}"


def baseline_of(summary: dict[str, Any]) -> dict[str, dict[str, float]]:
    """What the gate holds of a run's summary: by document, the figures that are defined."""
    out = {}
    for name, part in summary["documents"].items():
        row = {key: round(part["figures"][key], 6) for key in HIGHER if part["figures"].get(key) is not None}
        row["silent"] = part["counts"].get("silent", 0)
        out[name] = row
    return out


def changes(baseline: dict[str, dict[str, float]], run: dict[str, dict[str, float]]) -> list[Change]:
    """Every figure that differs, over the documents that both have."""
    out = []
    for document in sorted(set(baseline) & set(run)):
        before, after = baseline[document], run[document]
        for figure in (*HIGHER, *LOWER):
            change = Change(document, figure, before.get(figure), after.get(figure))
            if change.before is None and change.after is None:
                continue
            if change.before is None or change.after is None or abs(change.after - change.before) > ROUNDING:
                out.append(change)
    return out


def load(path: Path = BASELINE) -> dict[str, dict[str, float]]:
    """The committed baseline by document."""
    if not path.exists():
        raise EvalError(f"没有基线文件 {path}；先跑一次评测，再用 baseline --update 写入")
    data = read_json(path)
    if not isinstance(data, dict) or not isinstance(data.get("documents"), dict):
        raise EvalError(f'{path}：基线应为 {{"documents": {{…}}}}；请用 baseline --update 重写')
    return dict(data["documents"])


def save(documents: dict[str, dict[str, float]], path: Path = BASELINE) -> None:
    """Write the baseline, one line a document so that a diff reads well."""

    lines = ",\n".join(
        f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(documents[name], ensure_ascii=False, sort_keys=True)}"
        for name in sorted(documents)
    )
    path.write_text('{"documents": {\n' + lines + "\n}}\n", encoding="utf-8")
