"""What a rule like that of suggestions/worth.py keeps of judged suggestions: `python -m eval.suggestions.kept`.

The forms that were judged are not in the repository, so `is_useful` itself cannot be asked about them. The rule here
goes by what each form bore out when it was judged (`own`, `borne`, `hoped`, `satisfaction`, `spoken`). What came
later is left out: that the thing in a slot is spoken of besides the title, what last year's form and many forms of
the type have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from eval.files import PROJECT
from jixiao.library.names import named
from jixiao.suggestions.worth import says_something

JUDGED = PROJECT / "eval" / "judged" / "suggestions.yaml"
Row = dict[str, Any]
# Counts of what must not happen.
_HARM = re.compile("起数$|事件数$|事故数$")


def judged() -> list[Row]:
    """The judged suggestions, but for what the form had in other words, which is not suggested any more."""
    rows: list[Row] = yaml.safe_load(JUDGED.read_text(encoding="utf-8"))["suggestions"]
    return [row for row in rows if not row.get("had")]


def is_kept(row: Row) -> bool:
    """Whether the rule would have kept it, by what its form bore out when it was judged."""
    counted = named(row["name"]).nature in ("count", "money") and not _HARM.search(row["name"])
    borne = row["own"] and row["borne"] and not row["hoped"]
    return bool(row["satisfaction"] or row.get("spoken") or (borne and not counted and says_something(row["name"])))


def share(rows: Sequence[Row], mark: str) -> float:
    """The share of the rows with that mark."""
    return sum(row["mark"] == mark for row in rows) / len(rows)


def main() -> None:
    """By list and in all."""
    rows = judged()
    for name in (*sorted({row["list"] for row in rows}), "合计"):
        every = [row for row in rows if name in (row["list"], "合计")]
        print(f"第 {name} 份：原有 {_said(every)}；留下 {_said([row for row in every if is_kept(row)])}")


def _said(rows: Sequence[Row]) -> str:
    return f"{len(rows)} 条，有用 {share(rows, 'useful'):.2f}，荒唐 {share(rows, 'silly'):.2f}"


if __name__ == "__main__":
    main()
