"""The workbook of a review: figures with charts, forms, remarks to decide on, indicators one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jixiao.atomic import whole
from jixiao.export.xlsx.listing import ListColumn, put_listing
from jixiao.export.xlsx.look import DARK, Tone
from jixiao.export.xlsx.measure import height
from jixiao.export.xlsx.measure import lines as lines_of
from jixiao.export.xlsx.paper import Paper, fit, put_text
from jixiao.records.annotations.decisions import VERDICTS
from jixiao.reviews import (
    FINDINGS,
    SUGGESTIONS,
    WEIGHTS,
    Opinion,
    Remark,
    Review,
    Tally,
    TallyLine,
    heaviest_first,
    tally,
)
from jixiao.reviews.criteria import criteria
from jixiao.reviews.decisions import ID, NOTE, NUMBER, PAGE, REVIEWER, SOURCE, SUBJECT, TEXT, VERDICT

_TONES: dict[str, Tone] = {"error": "dead", "warning": "partial", "advice": "band"}
_COLOURS = {"error": "#B3261E", "warning": "#E39A2D", "advice": "#7F9DB9"}
_GRADES = {"优": "#1E6B33", "良": "#6FA85C", "中": "#E39A2D", "差": "#B3261E", "未评": "#8A94A0"}
_SHOWN = 12
_SOURCES = 2
_NAME = 46
_CHART = {"width": 560, "height": 330}
_DECIDED = (
    ListColumn(VERDICT, 10, "mark"), ListColumn(TEXT, 30, "long"), ListColumn(NOTE, 20, "long"),
    ListColumn(REVIEWER, 10, "term"), ListColumn("修改情况", 24, "long"), ListColumn(ID, 11, "code"),
    ListColumn(SOURCE, 24, "file"),
)  # fmt: skip
_PROBLEMS = (
    ListColumn("项目（部门）", 26), ListColumn("程度", 9, "mark"), ListColumn("审核内容", 13, "term"),
    ListColumn("位置", 22), ListColumn("页", 6, "page"), ListColumn("问题", 52, "long"),
    ListColumn("怎样修改", 32, "long"), ListColumn("依据", 36, "long"), *_DECIDED,
)  # fmt: skip
_PROPOSED = (
    ListColumn("项目（部门）", 26), ListColumn("类别", 14, "term"), ListColumn("建议", 9, "mark"),
    ListColumn("指标", 30), ListColumn("建议的指标值", 18, "printed"), ListColumn("理由", 40, "long"),
    ListColumn("出处", 36, "long"), *_DECIDED,
)  # fmt: skip
_SCORES = (
    ListColumn("项目（部门）", 34), ListColumn("审核方面", 10, "term"), ListColumn("审核内容", 13, "term"),
    ListColumn("审核要点", 40, "long"), ListColumn("分值", 7, "count"), ListColumn("建议得分", 9, "number"),
    ListColumn("得分", 9, "number"), ListColumn("看了什么", 40, "long"), ListColumn("须审核人判断", 36, "long"),
)  # fmt: skip
_FORMS = (
    ListColumn(SUBJECT, 34), ListColumn("建议等级", 9, "mark"), ListColumn("建议得分", 9, "number"),
    ListColumn("已评分值", 9, "count"),
    ListColumn("错误", 7, "count"), ListColumn("警告", 7, "count"), ListColumn("建议", 7, "count"),
    ListColumn("补充、细化", 11, "count"), ListColumn("主管部门", 28), ListColumn("年度", 7, "year"),
    ListColumn("年度资金", 15, "money"), ListColumn("建议意见", 22), ListColumn(SOURCE, 26, "file"),
    ListColumn(PAGE, 6, "page"), ListColumn("另见", 50, "long"), ListColumn(NUMBER, 8, "count"),
)  # fmt: skip
_INDICATORS = (
    ListColumn("项目（部门）", 26), ListColumn("序号", 6, "count"), ListColumn("期间", 8, "term"),
    ListColumn("一级指标", 12, "term"), ListColumn("二级指标", 16, "term"), ListColumn("三级指标", 36),
    ListColumn("指标值", 16, "printed"), ListColumn("意见", 70, "long"),
)  # fmt: skip
_LAST = 1_048_575


def review_book(review: Review, path: Path) -> Path:
    """The workbook at `path`: 总览, 项目, 评分, 问题 and 建议指标 (where 处理 is filled in), 逐条指标."""
    with whole(path) as part, Paper(part, path, None) as paper:
        paper.titled("绩效目标审核意见")
        _overview(paper, tally(review))
        ordered = heaviest_first(review.opinions)
        numbers = {id(o): n for n, o in enumerate(review.opinions, 1)}
        forms, looks = [(*_form(o), numbers[id(o)]) for o in ordered], [_form_tones(o) for o in ordered]
        put_listing(paper, "项目", _FORMS, forms, looks, (PAGE, "另见"))
        every = [*ordered, *review.general]
        found = [(o, r) for o in every for r in o.remarks if r.weight in FINDINGS]
        tones: list[tuple[Tone, ...]] = [("plain", _TONES.get(r.weight, "plain")) for _, r in found]
        put_listing(paper, "评分", _SCORES, _scores(ordered))
        _ask(put_listing(paper, "问题", _PROBLEMS, [_problem(o, r) for o, r in found], tones, ("页",)), _PROBLEMS)
        proposed = [_proposal(o, r) for o in every for r in o.remarks if r.weight in SUGGESTIONS]
        _ask(put_listing(paper, "建议指标", _PROPOSED, proposed), _PROPOSED)
        put_listing(paper, "逐条指标", _INDICATORS, _indicators(ordered), seldom=("期间",))
    return path


def _form(opinion: Opinion) -> tuple[str | int | float | None, ...]:
    counts = [len(opinion.of(weight)) for weight in FINDINGS]
    return (
        opinion.subject, opinion.grade, *_points(opinion), *counts, len(opinion.of(*SUGGESTIONS)),
        opinion.department, opinion.year, opinion.amount, opinion.after, opinion.source,
        opinion.pages[0] if opinion.pages else None, "\n".join(each.said for each in opinion.also),
    )  # fmt: skip


def _points(opinion: Opinion) -> tuple[float | None, int | None]:
    """The points proposed and those judged; blank for a form without a grade."""
    return (opinion.proposed, opinion.judged) if opinion.judged else (None, None)


def _form_tones(opinion: Opinion) -> tuple[Tone, ...]:
    tones: tuple[Tone, ...] = ("good", "plain", "partial", "dead")
    of = {name: tone for (name, _), tone in zip(criteria().overall, tones, strict=True)}
    return "plain", of.get(opinion.grade, "band")


def _scores(opinions: list[Opinion]) -> Iterator[tuple[str | int | float | None, ...]]:
    for opinion in opinions:
        for i in opinion.items:
            yield opinion.subject, i.criterion, i.name, i.asks, i.points, i.score, None, i.grounds, i.unseen


def _problem(opinion: Opinion, r: Remark) -> tuple[str | int | None, ...]:
    item = next((i.name for i in opinion.items if r.number in i.found), r.criterion)
    decided = (*_decided(r), "", r.id, opinion.source)
    return opinion.subject, r.word, item, r.place, r.page, r.message, r.advice, r.rule, *decided


def _proposal(opinion: Opinion, r: Remark) -> tuple[str | int | None, ...]:
    sources = "\n".join(r.sources[:_SOURCES])
    decided = (*_decided(r), "", r.id, opinion.source)
    return opinion.subject, r.heading, r.word, r.proposed, r.value, r.reason, sources, *decided


def _decided(remark: Remark) -> tuple[str, str, str, str]:
    done = remark.decision
    return (VERDICTS[done.verdict], done.text, done.note, done.reviewer) if done else ("", "", "", "")


def _ask(sheet: Any, columns: Sequence[ListColumn]) -> None:
    """A list to choose the decision from, and what happens with it."""
    col = next(n for n, column in enumerate(columns) if column.heading == VERDICT)
    rule = {
        "validate": "list", "source": list(VERDICTS.values()), "input_title": VERDICT,
        "input_message": f"选一项；选“{VERDICTS['changed']}”请在右边写明。填好保存后用 --decisions 读回",
    }  # fmt: skip
    sheet.data_validation(1, col, _LAST, col, rule)


def _indicators(opinions: list[Opinion]) -> Iterator[tuple[str | int | None, ...]]:
    for opinion in opinions:
        asked = {r.number: f"〔{r.word}〕{r.message}" for r in opinion.standing}
        for row in opinion.rows:
            said = "\n".join(asked[n] for n in row.remarks) or row.seen
            yield opinion.subject, row.number, row.scope, row.level1, row.level2, row.level3, row.value, said


def _overview(paper: Paper, figures: Tally) -> None:
    sheet = paper.sheet("总览", "#C55A11")
    for col, width in enumerate((_NAME, 9, 9, 9, 9)):
        sheet.set_column(col, col, width)
    look = paper.look
    sheet.set_row(0, 30)
    put_text(sheet, 0, 0, "绩效目标审核总览", look.line(bold=True, font_size=16, font_color=DARK))
    put_text(sheet, 1, 0, _caption(figures), look.line())
    put_text(sheet, 2, 0, f"{criteria().says}。", look.line(font_color="#7A3E00"))
    at = _counts(paper, sheet, 4, "建议等级", figures.grades)
    _grade_chart(paper, sheet, len(figures.grades))
    places = {}
    for title, lines in (
        ("审核方面", figures.criteria), ("问题最重的检查项（应做到而没有做到）", figures.checks[:_SHOWN]),
        ("问题最重的部门", figures.departments[:_SHOWN]),
    ):  # fmt: skip
        places[title] = (at + 1, len(lines))
        at = _lines(paper, sheet, at, title, lines)
    for n, (title, (row, count)) in enumerate(places.items()):
        if count:
            _bar_chart(paper, sheet, title, (row, count), n + 1)
    fit(sheet, 160)
    sheet.fit_to_pages(1, 1)


def _caption(figures: Tally) -> str:
    counts = "，".join(f"{word} {figures.weights[weight]} 处" for weight, word in WEIGHTS.items())
    decided = "，".join(f"{VERDICTS[v]} {n}" for v, n in figures.decided.items())
    said = f"{figures.forms} 张表，其中 {figures.clean} 张看过的各项没有查出问题；{counts}"
    return f"{said}；审核人已处理：{decided}" if decided else said


def _counts(paper: Paper, sheet: Any, at: int, title: str, counts: dict[str, int]) -> int:
    for col, heading in enumerate((title, "张数")):
        put_text(sheet, at, col, heading, paper.look.heading())
    for row, (name, count) in enumerate(counts.items(), at + 1):
        put_text(sheet, row, 0, name, paper.look.cell("name"))
        sheet.write_number(row, 1, count, paper.look.cell("count"))
    return at + len(counts) + 2


def _lines(paper: Paper, sheet: Any, at: int, title: str, lines: list[TallyLine]) -> int:
    for col, heading in enumerate((title, *(WEIGHTS[w] for w in FINDINGS))):
        put_text(sheet, at, col, heading, paper.look.heading())
    for row, line in enumerate(lines, at + 1):
        sheet.set_row(row, height(lines_of(line.name, _NAME)))
        put_text(sheet, row, 0, line.name, paper.look.cell("name"))
        for col, weight in enumerate(FINDINGS, 1):
            sheet.write_number(row, col, line.counts[weight], paper.look.cell("count"))
    return at + len(lines) + 2


def _grade_chart(paper: Paper, sheet: Any, count: int) -> None:
    chart = paper.book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "建议等级", "categories": ["总览", 5, 0, 4 + count, 0], "values": ["总览", 5, 1, 4 + count, 1],
            "points": [{"fill": {"color": colour}} for colour in _GRADES.values()], "gap": 60,
            "data_labels": {"value": True},
        }
    )  # fmt: skip
    chart.set_title({"name": "建议等级（张）", "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}}, "num_format": "0"})
    _set(sheet, chart, 0)


def _bar_chart(paper: Paper, sheet: Any, title: str, place: tuple[int, int], nth: int) -> None:
    first, count = place
    chart = paper.book.add_chart({"type": "bar", "subtype": "stacked"})
    for col, weight in enumerate(FINDINGS, 1):
        chart.add_series(
            {
                "name": WEIGHTS[weight], "categories": ["总览", first, 0, first + count - 1, 0],
                "values": ["总览", first, col, first + count - 1, col], "fill": {"color": _COLOURS[weight]}, "gap": 50,
            }
        )  # fmt: skip
    chart.set_title({"name": title, "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 8}})  # small enough for all names
    chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#E3E8EE"}}, "num_format": "0"})
    chart.set_legend({"position": "bottom"})
    _set(sheet, chart, nth)


def _set(sheet: Any, chart: Any, nth: int) -> None:
    """Two charts beside each other, the next two under them."""
    chart.set_size(_CHART)
    across, down = nth % 2 * (_CHART["width"] + 16), nth // 2 * (_CHART["height"] + 16)
    sheet.insert_chart(4, 6, chart, {"x_offset": across, "y_offset": down})
