"""The overview of a review as one page for the browser, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jixiao.atomic import whole
from jixiao.export.opinions import charts
from jixiao.records.annotations.decisions import VERDICTS
from jixiao.reviews import FINDINGS, WEIGHTS, Opinion, Remark, Review, heaviest_first, tally
from jixiao.reviews.criteria import criteria

_TEMPLATE = Path(__file__).with_name("page.html.j2")
_SHOWN = 12


def review_page(review: Review, path: Path) -> Path:
    """The page at `path`; it needs no network and no other file."""
    from markupsafe import Markup

    from jixiao.export.sandbox import page

    figures, words = tally(review), criteria()
    drawn = {
        "grades": charts.grades(figures.grades),
        "criteria": charts.bars(figures.criteria),
        "checks": charts.bars(figures.checks[:_SHOWN]),
        "departments": charts.bars(figures.departments[:_SHOWN]) if len(figures.departments) > 1 else "",
    }
    text = page(_TEMPLATE)(
        figures=figures,
        decided="，".join(f"{VERDICTS[v]} {n} 处" for v, n in figures.decided.items()),
        weights={weight: (WEIGHTS[weight], figures.weights[weight]) for weight in WEIGHTS},
        colours=charts.COLOURS,
        findings=FINDINGS,
        charts={name: Markup(svg) for name, svg in drawn.items()},
        says=words.says,
        basis=words.basis,
        opinions=[_shown(o) for o in heaviest_first(review.opinions)],
        general=[_shown(o) for o in review.general],
        more=max(0, len(figures.checks) - _SHOWN),
    )
    with whole(path) as part:
        part.write_text(text, encoding="utf-8")
    return path


def _shown(opinion: Opinion) -> dict[str, Any]:
    return {
        "subject": opinion.subject,
        "department": opinion.department,
        "title": opinion.title,
        "year": opinion.year,
        "amount": opinion.amount,
        "where": f"{opinion.source}　第 {opinion.pages[0]} 页" if opinion.pages else opinion.source,
        "also": [each.said for each in opinion.also],
        "grade": opinion.grade,
        "colour": charts.GRADES.get(opinion.grade, "#66717f"),
        "scored": opinion.scored,
        "looked": opinion.looked,
        "counts": {weight: len(opinion.of(weight)) for weight in WEIGHTS},
        "criteria": [(c.name, c.grade, charts.GRADES.get(c.grade, "#66717f")) for c in opinion.criteria],
        "remarks": [_remark(r) for r in opinion.remarks],
    }


def _remark(remark: Remark) -> dict[str, Any]:
    return {
        "weight": remark.weight,
        "word": remark.word,
        "place": f"{remark.place}（第{remark.page}页）" if remark.page else remark.place,
        "message": remark.message,
        "advice": "" if remark.weight in ("missing", "sharpen") else remark.advice,
        "under": remark.rule or "；".join(remark.sources[:2]),
        "decided": remark.decided,
        "stands": remark.stands,
        "id": remark.id,
    }
