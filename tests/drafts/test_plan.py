"""The plan: everything with a number is said or declared, in the order of goals, merged where one breath will do."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drafts.projects import project

from jixiao.drafts import Project, plan
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.planning.plan_file import plans_text, read_plans
from jixiao.errors import SourceError
from jixiao.records import Indicator
from jixiao.records.drafts import Plan


def told(made: Plan) -> list[tuple[str, list[list[str]]]]:
    return [(group.part, [item.paths for item in group.items]) for group in made.groups]


def test_indicators_are_grouped_ordered_and_merged() -> None:
    made = plan(project())
    assert told(made) == [
        (
            "output",
            [
                ["indicators[0]"],
                ["indicators[1]"],
                ["indicators[2]"],
                ["indicators[3]", "indicators[4]"],
                ["indicators[5]"],
            ],
        ),
        ("cost", [["indicators[6]"]]),
        ("effect", [["indicators[7]"]]),
        ("satisfaction", [["indicators[9]"]]),
    ]


def test_what_says_nothing_is_left_out_with_a_reason() -> None:
    (left,) = plan(project()).left_out
    assert left.path == "indicators[8]" and "是" in left.reason


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("工资发放准确率", "2人", "百分比"), ("培训人数", "", "没有填写"), ("培训人数", "≥**人", "没有填写")],
)
def test_what_cannot_be_said_is_left_out_and_not_made_up(name: str, value: str, said: str) -> None:
    made = plan(project(("产出指标", "质量指标", name, value)))
    assert not made.groups
    assert said in made.left_out[0].reason


def test_what_helps_beyond_the_form_comes_first() -> None:
    made = plan(project(basis=["《照明条例》"], tasks=["更换路灯"], purpose="改善照明", beneficiaries="居民"))
    first = made.groups[0]
    assert first.part == "basis"
    assert [path for item in first.items for path in item.paths] == ["basis[0]", "purpose", "beneficiaries"]
    other = plan(project(tasks=["清理灯罩"])).groups[0]
    assert [path for item in other.items for path in item.paths] == ["tasks[0]"]


def test_indicators_of_the_whole_period_are_not_said_beside_those_of_the_year() -> None:
    both = project()
    later = [i.model_copy(update={"scope": "lifetime"}) for i in both.indicators]
    doubled = both.model_copy(update={"indicators": later + both.indicators})
    assert [point.path for point in points(doubled)] == [f"indicators[{n}]" for n in range(10, 20)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "提纲.yaml"


def kept(file: Path, given: Project) -> str:
    text = plans_text([(given, plan(given))])
    file.write_text(text, encoding="utf-8")
    return text


def test_a_plan_comes_back_as_it_was_written(file: Path) -> None:
    given = project(basis=["《照明条例》（星政发〔2023〕2号）"], purpose="改善照明", tasks=["更换路灯", "改造配电箱"])
    kept(file, given)
    assert read_plans(file, [given]) == [plan(given)]


def test_a_plan_with_policy_tasks_comes_back(file: Path) -> None:
    given = project(policy_tasks=["提高城乡居民生活待遇水平，及时落实补贴。"])
    assert "主要政策任务1" in kept(file, given)
    assert read_plans(file, [given]) == [plan(given)]


def test_a_plan_can_be_changed(file: Path) -> None:
    given = project()
    text = kept(file, given)
    file.write_text(text.replace("  - [1]", "  - [1, 2]").replace("  - [2]  # 改造", "  # "), encoding="utf-8")
    (made,) = read_plans(file, [given])
    assert made.groups[0].items[0].paths == ["indicators[0]", "indicators[1]"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - [1]", "  - [77]", "“77”不是这个项目的指标行号"),
        ("  - [10]", "  # ", "指标 10 既没有安排"),
        ('"滨河步道照明更新"', '"别的项目"', "对不上"),
        ("- 项目", "- 项目: [", "不合 YAML"),
        ("\n  - 9: ", '\n  - 9: ""\n  - 8: ', "没有写原因"),
    ],
)
def test_a_wrong_plan_says_where(file: Path, old: str, new: str, said: str) -> None:
    given = project()
    text = kept(file, given)
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=r"提纲\.yaml") as caught:
        read_plans(file, [given])
    assert said in str(caught.value)


def test_marks_of_the_form_are_no_part_of_a_name() -> None:
    row = Indicator(scope="annual", level2="数量指标", level3="★禁牧草原面积", value="≥66万亩")
    assert Point.of(row, 0).name == "禁牧草原面积"


def test_a_name_of_two_counts_is_left_to_the_table() -> None:
    row = Indicator(scope="annual", level2="数量指标", level3="购置疫苗种类及批次", value="≥25批")
    left = plan(Project(project_name="动物疫病防控", indicators=[row])).left_out
    assert [one.path for one in left] == ["indicators[0]"]


@pytest.mark.parametrize(
    ("level2", "name", "value"),
    [
        ("质量指标", "普查数据差错率", "≤100%"),
        ("社会效益指标", "普查公报被采用次数", "≥30万元"),
        ("时效指标", "普查登记完成时间", "2024年13月底前"),
    ],
)
def test_what_no_form_can_mean_is_left_in_the_table(level2: str, name: str, value: str) -> None:
    rows = [("数量指标", "普查登记单位数", "≥2.8万个"), (level2, name, value)]
    indicators = [Indicator(scope="annual", level1="", level2=a, level3=b, value=c) for a, b, c in rows]
    made = plan(Project(project_name="经济普查", year=2024, indicators=indicators))
    assert [one.path for one in made.left_out] == ["indicators[1]"]
