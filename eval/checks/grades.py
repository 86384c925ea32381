"""Whether the points that a review proposes go up and down as a reader's marks do: Kendall's tau-b over judged forms.

uv run python -m eval.checks.grades
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import sqrt

import yaml

from eval.files import CORPUS, HERE
from eval.suggestions.hidden import labelled
from jixiao.config import CheckSettings
from jixiao.reviews import Basis, review

MARKS = HERE / "judged" / "grades.yaml"
# From these marks on a form is 优, 良, 中; below the last 差.
_LEAST = {"优": 7.5, "良": 6.0, "中": 3.0}
_WORST = "差"


def tau(pairs: Sequence[tuple[float, float]]) -> float:
    """Kendall's tau-b of two rankings of the same things."""
    alike = unlike = 0
    ties = [0, 0]
    for (a, b), (c, d) in combinations(pairs, 2):
        product = (a - c) * (b - d)
        alike, unlike = alike + (product > 0), unlike + (product < 0)
        ties = [ties[0] + (a == c), ties[1] + (b == d)]
    total = len(pairs) * (len(pairs) - 1) / 2
    return (alike - unlike) / sqrt((total - ties[0]) * (total - ties[1]))


def main() -> None:
    """Each form with the reader's mark and grade, the points and grade proposed; then the agreement."""
    readings, pairs, same = labelled((CORPUS,)), [], 0
    rows = yaml.safe_load(MARKS.read_text(encoding="utf-8"))
    for name in dict.fromkeys(row["document"] for row in rows):
        made = {o.record: o for o in review([readings[name]], CheckSettings(), Basis(most=0)).opinions}
        for row in (row for row in rows if row["document"] == name):
            one = made[row["record"]]
            due = next((grade for grade, least in _LEAST.items() if row["mark"] >= least), _WORST)
            pairs.append((row["mark"], one.proposed / one.judged if one.judged else 0.0))
            same += due == one.grade
            print(f"{name}#{row['record']}  {row['mark']:g} {due}  {pairs[-1][1]:.0%} {one.grade}  {one.subject[:20]}")
    print(f"tau-b {tau(pairs):.2f} over {len(pairs)} forms; the same grade {same}")


if __name__ == "__main__":
    main()
