"""The words of the forms: the files load, a wrong one is named, and a new one is enough to read what nobody knew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.fields.drawn_forms import drawn, project, wide

from jixiao.config import Settings
from jixiao.errors import ResourceError
from jixiao.forms.vocabulary import Vocabulary, build, label_key
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pipeline import read_blocks, read_layout
from jixiao.records import Reading, SourceInfo
from jixiao.resources import folder, read_yaml
from jixiao.sources import Source

COMMON = read_yaml(folder("schemas/forms") / "common.yaml")

# A province that calls everything by names of its own.
HIGHLANDS: Mapping[str, Any] = {
    "family": "云岭",
    "titles": {"project_goal": ["事项绩效承诺书"]},
    "project_goal": {
        "fields": {
            "project_name": ["事项名称"],
            "implementer": ["责任主体"],
            "goal_annual": ["承诺事项"],
            "funds.annual.total": ["核定经费"],
        },
        "opening": ["事项名称"],
    },
    "lists": {"indicators": {"level1": ["考核大类"], "level3": ["考核要点"], "value": ["承诺水平"]}},
}
ROWS = wide(
    ["事项名称", "书库修缮"],
    ["责任主体", "沙洲县图书馆", "核定经费（万元）", "35.20"],
    ["承诺事项", "修缮书库两层。"],
    ["考核大类", "考核要点", "<", "承诺水平"],
    ["产出指标", "修缮层数", "<", "≥2层"],
)


def read(path: Path, words: Vocabulary) -> Reading:
    layout = read_blocks(Source(path.name, path, "0" * 64, "pdf"), Settings(), words)
    return read_layout(layout, SourceInfo(name=path.name, sha256="0" * 64, pages=layout.pages), words).reading


def test_all_families_load_together() -> None:
    names = {p.stem for p in folder("schemas/forms").glob("*.yaml")}
    assert len(vocabulary().families) == len(names)
    assert vocabulary().families[0] == COMMON["family"]


@pytest.mark.parametrize("path", sorted(folder("schemas/forms").glob("*.yaml")), ids=lambda p: p.stem)
def test_each_family_loads_beside_the_common_one(path: Path) -> None:
    data = read_yaml(path)
    words = build([COMMON, data])
    for kind in ("project_goal", "department_goal"):
        for field, labels in data.get(kind, {}).get("fields", {}).items():
            found = {label: words.term(kind, label) for label in labels}
            assert {label for label, term in found.items() if term is None or term.field != field} == set()


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"titles": {"project_goal": ["(未闭合"]}}, id="a pattern"),
        pytest.param({"project_goal": {"fields": ["项目名称"]}}, id="a list for a mapping"),
        pytest.param({"project_goal": {"fields": {"project_name": None}}}, id="no labels"),
        pytest.param({"lists": {"indicators": "一级指标"}}, id="a text for a mapping"),
        pytest.param({"titles": ["绩效目标表"]}, id="titles without a kind"),
        pytest.param({"furniture": 3}, id="a number"),
    ],
)
def test_a_wrong_file_is_named_by_its_family(wrong: dict[str, Any]) -> None:
    with pytest.raises(ResourceError, match="云岭"):
        build([COMMON, {"family": "云岭", **wrong}])


def test_a_form_nobody_described_is_not_made_up(tmp_path: Path) -> None:
    found = read(drawn(tmp_path / "form.pdf", ROWS, title="事项绩效承诺书"), build([COMMON]))
    assert found.records == []
    assert [p.code for p in found.problems] == ["table.unrecognised"]


def test_a_new_family_file_is_enough_to_read_it(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", ROWS, title="2024年事项绩效承诺书")
    (record,) = read(path, build([COMMON, HIGHLANDS])).records
    assert record.kind == "project_goal"
    assert (record.title, record.year) == ("2024年事项绩效承诺书", 2024)
    assert (record.project_name, record.implementer) == ("书库修缮", "沙洲县图书馆")
    assert record.goal_annual == "修缮书库两层。"
    assert record.funds is not None
    assert (record.funds.annual.total, record.funds.unit) == ("35.20", "万元")
    assert [(i.level1, i.level3, i.value) for i in record.indicators] == [("产出指标", "修缮层数", "≥2层")]
    assert record.status == "complete"


def test_a_family_adds_and_takes_nothing_away(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", project(["实施单位", "沙洲县图书馆"]))
    plain, more = (read(path, build(files)).records for files in ([COMMON], [COMMON, HIGHLANDS]))
    assert plain == more


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("项目名称", "project_name"),
        ("项 目 名 称：", "project_name"),
        ("一、项目名称", "project_name"),
        ("其中：财政拨款", "funds.fiscal"),
        ("年度资金总额（万元）", "funds.annual.total"),
        ("年度资金总额(万元)", "funds.annual.total"),
        ("*实施单位", "implementer"),
        ("实施周期资金总额", "funds.lifetime.total"),
        ("年度项目支出绩效说明", None),
    ],
)
def test_labels_are_known_in_every_spelling(printed: str, field: str | None) -> None:
    term = vocabulary().term("project_goal", printed)
    assert (term.field if term else None) == field


def test_a_unit_in_a_label_is_told() -> None:
    term = vocabulary().term("project_goal", "年度资金总额（万元）")
    assert term is not None
    assert term.unit == "万元"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2024年项目支出绩效目标表", "project_goal"),
        ("附件2：专项资金绩效目标申报表", "project_goal"),
        ("2024年度部门整体支出绩效目标表", "department_goal"),
        ("部门收支总表", "budget_table"),
        ("“三公”经费支出表", "budget_table"),
        ("绩效评价工作总结", None),
    ],
)
def test_titles_tell_the_kind(title: str, kind: str | None) -> None:
    assert vocabulary().title_kind(title) == kind


@pytest.mark.parametrize(
    ("text", "key"),
    [("（一）项目名称", "项目名称"), ("其中： 财政拨款", "财政拨款"), ("12.单位：", "单位")],
)
def test_the_normal_form_of_a_label(text: str, key: str) -> None:
    assert label_key(text) == key


def test_a_family_cannot_change_what_a_label_means_to_all_others() -> None:
    wrong = {"family": "云岭", "project_goal": {"fields": {"purpose": ["项目名称"]}}}
    with pytest.raises(ResourceError, match=r"云岭.*项目名称.*purpose.*通用.*project_name"):
        build([COMMON, wrong])
    column = {"family": "云岭", "lists": {"indicators": {"basis": ["指 标 值"]}}}
    with pytest.raises(ResourceError, match=r"lists\.indicators.*basis.*通用.*value"):
        build([COMMON, column])


def test_a_label_is_no_field_and_section_at_once() -> None:
    twice = {"family": "云岭", "project_goal": {"fields": {"purpose": ["款项"]}, "sections": {"": ["款项"]}}}
    with pytest.raises(ResourceError, match="款项"):
        build([COMMON, twice])


def test_the_same_meaning_may_be_given_twice() -> None:
    build([COMMON, {"family": "云岭", "project_goal": {"fields": {"project_name": ["项目名称"]}}}])


def test_a_family_adds_to_patterns_and_takes_nothing_away() -> None:
    more = {"family": "云岭", "endings": "^承诺人$", "budget": {"notes": "^附记"}}
    words = build([COMMON, more])
    assert words.endings.search("承诺人") and words.endings.search("填报人")
    assert (
        words.budget["notes"].search("附记：一")
        and words.budget["notes"].search("注：一")
        and words.budget["codes"] == build([COMMON]).budget["codes"]
    )


def test_a_provinces_file_leaves_the_documents_of_others_as_they_are(samples: Path) -> None:
    """The samples are of no province that is installed: without any one of the files they read the same."""
    files = [
        read_yaml(path) for path in sorted(folder("schemas/forms").glob("*.yaml"), key=lambda p: p.stem != "common")
    ]
    provinces = [data for data in files if not {"titles", "evaluation", "budget"} & data.keys()]
    assert len(provinces) >= 6
    for name in ("xingan-projects.pdf", "linhe-departments.pdf"):
        usual = read(samples / name, build(files)).records
        for left_out in provinces:
            without = build([data for data in files if data is not left_out])
            assert read(samples / name, without).records == usual, left_out["family"]


def test_a_label_told_by_a_pattern_does_not_take_its_value_in() -> None:
    words = vocabulary()
    alone, told = (words.term("department_goal", f"直属单位一并纳入填报范围：{value}") for value in ("", "是"))
    assert alone is not None and alone.field == "affiliates_included"
    assert told is None
