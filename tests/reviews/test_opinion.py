"""Opinions: findings and suggestions by criterion, a grade that is only proposed, decisions that go out with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.shelved import SUBSIDY, project, reading

from jixiao.checks import check
from jixiao.config import CheckSettings
from jixiao.errors import ConfigError
from jixiao.records import Finding, ProjectGoal, Reading
from jixiao.records.annotations.decisions import Decision
from jixiao.reviews import Basis, Opinion, Review, graded, matter_of, opinion, review, tally
from jixiao.reviews.decisions import Said, heard, said_as
from jixiao.store import Store

GOAL = (
    "为全县300名以上高龄老人发放生活补贴，高龄老人生活补贴人数达到300人以上，高龄老人生活补贴应发尽发率达到100%，"
    "高龄老人生活补贴发放及时率达到100%，使高龄老人生活补贴对象满意度达到95%以上，高龄老人生活补贴按月足额发放到人。"
)
FORM = project("高龄老人生活", *SUBSIDY).model_copy(update={"goal_annual": GOAL})
READING = reading("a.pdf", FORM)
LEDGER = check(READING).ledger_of(1)
ERROR = Finding(
    check="amount.parts-do-not-sum", severity="error", message="各项之和不等于总额", advice="核对金额", record=1,
    paths=["funds.annual.total"],
)  # fmt: skip
WARNING = Finding(
    check="indicator.unit-missing", severity="warning", message="没有单位", advice="补上单位", record=1,
    paths=["indicators[1].value"],
)  # fmt: skip


def made(*findings: Finding, decisions: dict[str, Decision] | None = None) -> Opinion:
    """The graded opinion on the form with these findings."""
    return graded(opinion(READING, 1, findings, None, decisions or {}, LEDGER))


def decided(finding: Finding, verdict: str, text: str = "") -> dict[str, Decision]:
    """One decision, by its matter."""
    matter = matter_of(finding)
    decision = Decision.model_validate({"sha256": "x", "matter": matter, "verdict": verdict, "text": text})
    return {matter: decision}


def test_a_form_without_findings_is_proposed_the_best_grade_and_says_what_it_cannot_see() -> None:
    out = made()
    assert (out.grade, out.after) == ("优", "建议进入下一步")
    assert [c.name for c in out.criteria] == ["完整性", "相关性", "适当性", "可行性"]
    assert sum(c.points for c in out.criteria) == 100
    assert all(c.unseen for c in out.criteria)
    assert next(i for i in out.items if i.name == "条件充分性").said == "未评"
    assert 0 < out.judged < 100
    assert "由审核人决定" in out.says and "未核对原文" in out.basis


def test_an_error_keeps_the_best_grade_away_and_stands_under_its_criterion() -> None:
    out = made(ERROR, WARNING)
    assert out.grade == "良"
    assert [(r.number, r.word, r.place) for r in out.remarks] == [
        (1, "错误", "项目资金 年度资金 资金总额"), (2, "警告", "指标2 高龄老人生活补贴应发尽发率"),
    ]  # fmt: skip
    assert out.rows[1].remarks == [2] and out.rows[0].remarks == []
    assert "见意见 1、2" in next(i.grounds for i in out.items if i.name == "规范完整性")


def test_more_findings_never_better_the_grade() -> None:
    points = [made(*[ERROR.model_copy(update={"paths": [f"f{i}"]}) for i in range(n)]).proposed for n in range(6)]
    assert points == sorted(points, reverse=True) and points[5] < points[0]


def test_what_the_reviewer_rejects_does_not_go_out_nor_weigh() -> None:
    out = made(ERROR, decisions=decided(ERROR, "rejected"))
    assert out.standing == [] and out.grade == "优"
    assert out.remarks[0].decided == "不采纳"


def test_what_the_reviewer_changes_goes_out_in_his_words() -> None:
    out = made(ERROR, decisions=decided(ERROR, "changed", "请附资金测算表"))
    assert out.remarks[0].asked == "请附资金测算表"
    assert out.remarks[0].decided == "改为：请附资金测算表"


def test_a_whole_reading_is_reviewed_with_suggestions_from_the_frame() -> None:
    asks_nobody = project("高龄老人生活", *SUBSIDY[:-1]).model_copy(update={"goal_annual": GOAL})
    out = review([reading("a.pdf", asks_nobody)], CheckSettings(), Basis(most=4))
    (one,) = out.opinions
    suggestions = one.of("missing")
    assert suggestions and all(r.sources for r in suggestions)
    assert all("〔框架〕" in r.sources[0] for r in suggestions)


def test_budget_tables_have_an_opinion_only_where_something_was_found(samples: Path) -> None:
    import jixiao

    out = review([jixiao.extract(samples / "qingshi-budget.docx")], CheckSettings(), Basis())
    assert out.opinions == []
    assert all(o.remarks for o in out.general)


def test_figures_count_what_stands() -> None:
    figures = tally(Review(opinions=[made(ERROR, WARNING, decisions=decided(WARNING, "rejected")), made()]))
    assert (figures.forms, figures.clean) == (2, 1)
    assert figures.grades == {"优": 1, "良": 1, "中": 0, "差": 0, "未评": 0}
    assert figures.weights["error"] == 1 and figures.weights["warning"] == 0
    assert figures.decided["rejected"] == 1


def test_decisions_are_heard_by_the_short_names_of_remarks() -> None:
    out = made(ERROR, WARNING)
    first, second = out.remarks
    found = heard(
        [Said(first.id, "采纳", reviewer="甲"), Said(second.id, "改为", "写“人”"), Said("00000000", "采纳")],
        [out],
        "乙",
    )
    assert [(d.matter, d.verdict, d.text, d.reviewer) for d in found.decisions] == [
        (first.matter, "accepted", "", "甲"), (second.matter, "changed", "写“人”", "乙"),
    ]  # fmt: skip
    assert found.unknown == ["00000000"]
    assert first.id != second.id


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1a2b3c4d=采纳", ("1a2b3c4d", "采纳", "")),
        (" 1a2b3c4d = 不采纳 ", ("1a2b3c4d", "不采纳", "")),
        ("1a2b3c4d=改为：≥90%", ("1a2b3c4d", "改为", "≥90%")),
    ],
)
def test_a_decision_can_be_written_on_the_command_line(text: str, said: tuple[str, str, str]) -> None:
    found = said_as(text)
    assert (found.id, found.verdict, found.text) == said


@pytest.mark.parametrize("text", ["采纳", "1a2b3c4d=同意", "=采纳"])
def test_a_decision_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="--decide 应写成"):
        said_as(text)


def test_a_cell_that_cannot_be_used_is_told_and_the_rest_is_taken() -> None:
    out = made(ERROR, WARNING)
    said = [
        Said(out.remarks[0].id, "改为", where="b.xlsx第 2 行"),
        Said(out.remarks[1].id, "部分采纳"),
        Said("x", "同意"),
    ]
    found = heard(said, [out])
    assert [d.verdict for d in found.decisions] == ["partly"]
    assert len(found.refused) == 2 and "没有写改成什么" in found.refused[0] and "部分采纳" in found.refused[1]
    with pytest.raises(ConfigError, match="没有写改成什么"):
        heard([Said("x", "改为", where="--decide")], [])


def test_decisions_stay_for_good_and_the_latest_counts(tmp_path: Path) -> None:
    with Store.open(tmp_path / "k.db") as store:
        first = Decision(sha256="s", matter="1|a|b", verdict="accepted")
        assert store.decisions.add([first]) == 1
        assert store.decisions.add([first]) == 0
        assert store.decisions.add([first.model_copy(update={"verdict": "rejected"})]) == 1
        assert store.decisions.latest("s")["1|a|b"].verdict == "rejected"
        assert [d.verdict for d in store.decisions.history("s", "1|a|b")] == ["accepted", "rejected"]
        assert store.decisions.latest("t") == {}


def test_an_empty_form_is_reviewed_too() -> None:
    empty = Reading(source=READING.source, records=[ProjectGoal(project_name="空表")])
    (one,) = review([empty], CheckSettings(), Basis()).opinions
    assert one.subject == "空表" and one.rows == []
    assert one.grade not in ("优", "良")


def test_without_a_ledger_nothing_is_called_looked_at() -> None:
    out = graded(opinion(READING, 1, [], None, {}))
    assert out.grade == "未评" and out.proposed == 0
    assert all(item.score is None for item in out.items)
