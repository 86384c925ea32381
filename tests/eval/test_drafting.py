"""The measures of drafts: likeness by hand, frames, and the plain count of figures beside the guard's."""

from __future__ import annotations

import pytest
from eval.drafts.goals import Goal, goals
from eval.drafts.likeness import chrf, rouge_l, shared, skeleton
from eval.drafts.quality import composed, measured

from jixiao.records import Indicator
from jixiao.records.drafts import Draft, Plan, Project, Sentence


def test_likeness_is_one_for_the_same_and_nought_for_nothing_alike() -> None:
    assert chrf("新建助餐点十五个", "新建助餐点十五个") == pytest.approx(1.0)
    assert chrf("新建助餐点", "护理培训") == 0.0
    assert rouge_l("甲乙丙丁", "甲丙") == pytest.approx(2 * 2 / 6)


def test_a_frame_is_what_a_sentence_does_not_take_from_its_sources() -> None:
    first = skeleton("项目实施后，力争老人满意度达到95%以上。", ["老人满意度", "≥95%"])
    other = skeleton("项目实施后，力争企业知晓率达到80%以上。", ["企业知晓率", "≥80%"])
    assert first == other
    assert shared([first, "别的"], [other]) == 0.5


ROWS = [Indicator(level3="新建助餐点数量", value="≥15个"), Indicator(level3="助餐人均成本", value="≤40元/人")]


@pytest.mark.parametrize(
    ("text", "unsupported", "turned"),
    [
        ("新建助餐点不少于15个，助餐人均成本不超过40元/人。", 0, 0),
        ("新建助餐点不少于16个，助餐人均成本不超过40元/人。", 1, 0),
        ("新建助餐点不超过15个，助餐人均成本达到40元/人以上。", 0, 2),
    ],
)
def test_figures_and_directions_are_counted_without_the_guard(text: str, unsupported: int, turned: int) -> None:
    project = Project(project_name="社区助餐", year=2025, indicators=ROWS)
    made = Draft(plan=Plan(), sentences=[Sentence(text=text, cites=["indicators[0]", "indicators[1]"])])
    row = measured(Goal("made", 0, project), made, "composed")
    assert (len(row.unsupported), len(row.turned)) == (unsupported, turned)
    assert (row.quantified, row.covered) == (2, 2)


def test_composed_drafts_of_the_samples_say_everything_and_nothing_else() -> None:
    rows = composed([goal for goal in goals() if goal.document.startswith("xingan")])
    assert rows
    assert all(row.covered == row.quantified and not row.unsupported and not row.turned for row in rows)
