"""What a review says: no score without a grade, the true cause of what was not looked at, no number without a text."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pymupdf
import pytest
from tests.checks import good
from tests.cli.test_commands import jixiao as run
from tests.records import made

import jixiao
from jixiao.config import CheckSettings
from jixiao.export import review_book, word_opinion
from jixiao.records import Finding, Reading, Reason
from jixiao.reviews import (
    Basis,
    Opinion,
    Remark,
    Review,
    Row,
    Scored,
    conclusion,
    looked_at,
    opinion,
    overview,
    review,
    treated,
)  # fmt: skip
from jixiao.suggestions import Cited, Suggestion, Suggestions

UNKNOWN = "有一个栏目名不认识（“主管”：某局）；请核对"


def reviewed(*readings: Reading) -> Review:
    return review(readings, CheckSettings(), Basis(most=0))


@pytest.fixture
def torn() -> Review:
    """The review of a form with a label that nobody knows."""
    reading = good.reading()
    reading.records[0].status = "incomplete"
    reading.records[0].reasons = [Reason(code="label.unbound", message=UNKNOWN)]
    return reviewed(reading)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A PDF of one blank page."""
    document = pymupdf.open()
    document.new_page()
    document.save(str(tmp_path / "空白.pdf"))
    return tmp_path / "空白.pdf"


def test_a_form_without_a_grade_prints_no_score(torn: Review, tmp_path: Path) -> None:
    words = docx.Document(str(word_opinion(torn.opinions[0], tmp_path / "a.docx")))
    assert "三、评分（未评）" in [p.text for p in words.paragraphs]
    rows = list(openpyxl.load_workbook(review_book(torn, tmp_path / "a.xlsx"))["项目"].values)
    printed = dict(zip(rows[0], rows[1], strict=True))
    assert printed["建议等级"] == "未评" and not printed["建议得分"] and not printed["已评分值"]


def test_the_true_cause_is_told_of_an_indicator_that_was_not_looked_at(torn: Review) -> None:
    said = {str(row["reason"]) for row in treated(torn.opinions[0]) if row["action"] == "未看"}
    assert said == {"这份表有待核对（有一个栏目名不认识），没有看"}
    doubted = good.reading()
    doubted.records[0].doubts = {"indicators[7].value": ["ocr.low"]}
    assert reviewed(doubted).opinions[0].rows[7].seen == "识读没有把握，没有看"


def test_only_numbers_that_are_printed_are_cited() -> None:
    remarks = [
        Remark(number=1, matter="a", weight="warning", criterion="", message="没有单位"),
        Remark(number=11, matter="b", weight="sharpen", criterion="", message="建议细化“清淤”。写明次数"),
    ]
    form = Opinion(
        subject="甲", kind="project_goal", source="a", sha256="", record=1, remarks=remarks,
        rows=[Row(number=1, remarks=[1, 11])],
    )  # fmt: skip
    (row,) = treated(form)
    assert row["reason"] == "意见1；建议细化“清淤”。写明次数"


def test_of_two_indicators_that_are_the_same_one_is_to_stay() -> None:
    remark = Remark(
        number=1, matter="a", weight="advice", criterion="", check="indicator.same-in-other-words", message="同一件事",
        paths=["indicators[1].level3", "indicators[0].level3"],
    )  # fmt: skip
    form = Opinion(
        subject="甲", kind="project_goal", source="a", sha256="", record=1, remarks=[remark],
        rows=[Row(number=1, remarks=[1], looked=["级别"]), Row(number=2, remarks=[1], looked=["级别"])],
    )  # fmt: skip
    stays, goes = treated(form)
    assert (stays["action"], goes["action"]) == ("保留", "删除")
    assert stays["reason"] == "与第2条只留一条，留这一条（意见1）"


def test_what_was_looked_at_is_told_once_for_all_indicators() -> None:
    form = Opinion(
        subject="甲", kind="project_goal", source="a", sha256="", record=1,
        rows=[Row(number=1, looked=["级别", "取值"]), Row(number=2, looked=["取值", "级别"]), Row(number=3)],
    )  # fmt: skip
    assert [row["action"] for row in treated(form)] == ["保留", "保留", "未看"]
    assert {row["reason"] for row in treated(form)} == {"看过，没有查出问题", "没有用得上的检查，没有看"}
    assert looked_at(form) == "没有意见的指标，第1、2条看了取值、级别。"


def test_a_department_is_not_said_to_carry_itself_out_nor_to_lack_money() -> None:
    (one,) = reviewed(made.reading().model_copy(update={"records": [made.department()]})).opinions
    said = overview(one)
    assert f"由{one.subject}实施" not in said and "没有填资金总额" not in said
    budget = made.department().budget
    assert budget is not None and f"基本支出{budget.basic}" in said


def test_what_could_not_be_read_and_what_has_no_opinion_is_in_the_review() -> None:
    (problem,) = jixiao.review("没有的文件夹").problems
    assert problem.message.startswith("没有的文件夹：没有找到")
    other = made.reading().model_copy(update={"records": [made.evaluation(), made.budget()]})
    assert reviewed(other).left_out == {"self_evaluation": 1, "budget_table": 1}


@pytest.mark.parametrize("command", ["extract", "check", "review"])
def test_a_blank_page_is_said_to_have_no_form(command: str, blank: Path, tmp_path: Path) -> None:
    done = run(command, blank, "--out", "出", cwd=tmp_path)
    assert done.returncode == 4 and "没有找到要读的表" in done.stdout.replace("\n", "")
    assert (command == "review") == ("审核的是项目绩效目标" in done.stderr)
    assert "没有发现问题" not in done.stdout


def test_kinds_that_hardly_any_check_looks_at_are_told(samples: Path, tmp_path: Path) -> None:
    done = run("check", samples / "yanping-evaluations.docx", cwd=tmp_path)
    assert "绩效自评" in done.stdout and "还没有专门的检查" in done.stdout
    done = run("review", samples / "yanping-evaluations.docx", cwd=tmp_path)
    assert done.returncode == 4 and "不出评审意见的：绩效自评" in done.stdout


def test_a_form_that_is_not_graded_is_not_said_to_lose_points(torn: Review) -> None:
    said = "".join(conclusion(torn.opinions[0]))
    assert "扣分" not in said and "各项都没有评分" in said and said.count(UNKNOWN[:9]) == 1
    assert "有待核对" not in said, "why each item could not look stands once, and in the table"


def test_a_long_remark_is_told_with_its_end() -> None:
    message = (
        "；".join(f"受益户数≥{n}户 × 户均补助≤{n}元/户" for n in range(300, 309))
        + "，合计 9 万元，资金是 235 万元，差得多"
    )
    item = Scored(criterion="适当性", name="资金匹配性", points=15, looked=1, found=[1])
    remark = Remark(number=1, matter="a", weight="advice", criterion="", message=message)
    form = Opinion(subject="甲", kind="project_goal", source="a", sha256="", record=1, remarks=[remark], items=[item])
    said = next(line for line in conclusion(form) if line.startswith("资金方面"))
    assert (
        "受益户数≥300户" in said and "……" in said and said.endswith("合计 9 万元，资金是 235 万元，差得多（意见1）。")
    )


def test_what_is_to_go_is_not_to_be_refined() -> None:
    form = good.reading()
    path = "indicators[2].value"
    gone = Finding(check="indicator.input-as-output", severity="advice", record=1, paths=[path], message="投入")
    cited = Cited(id="x", name="甲", document="丙")
    refine = Suggestion(
        key="r:vague:2", kind="sharpen", family="时效", level1="产出指标", level2="时效指标", name="支付规范性",
        original="支付规范性", path=path, reason="难以衡量", sources=[cited],
    )  # fmt: skip
    for findings, left in (([gone], 0), ([], 1)):
        made_of = opinion(form, 1, findings, Suggestions(project="甲", items=[refine]), {})
        assert len(made_of.of("sharpen")) == left
