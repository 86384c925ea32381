"""Projects from files and workbooks: what is read, and what is said where something is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml

from jixiao.drafts.input.fields import input_form, missing
from jixiao.drafts.input.files import read_given
from jixiao.drafts.input.workbook import is_given_workbook, read_workbook
from jixiao.errors import SourceError
from jixiao.export.drafts import input_template

ONE: dict[str, Any] = {
    "项目名称": "社区食堂助餐补贴",
    "年度": 2024,
    "主管部门": "星岸市民政局",
    "政策依据": ["《养老服务条例》", "《助餐补贴办法》（星民发〔2024〕3号）"],
    "目的": "缓解高龄老人做饭难",
    "项目资金": {"资金总额": 1340, "金额单位": "万元"},
    "绩效指标": [
        {"一级指标": "产出指标", "二级指标": "数量指标", "三级指标": "全年助餐人次", "指标值": "≥90万人次"},
        {"二级指标": "质量指标", "三级指标": "抽检合格率", "指标值": "=100%"},
    ],
}


def kept(path: Path, data: Any) -> Path:
    text = json.dumps(data, ensure_ascii=False) if path.suffix == ".json" else yaml.safe_dump(data, allow_unicode=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["项目.yaml", "项目.json"])
def test_a_project_is_read_under_its_chinese_names(tmp_path: Path, name: str) -> None:
    (given,) = read_given(kept(tmp_path / name, ONE))
    assert (given.project_name, given.year, given.purpose) == ("社区食堂助餐补贴", 2024, "缓解高龄老人做饭难")
    assert given.basis == ["《养老服务条例》", "《助餐补贴办法》（星民发〔2024〕3号）"]
    assert given.funds and (given.funds.annual.total, given.funds.unit) == ("1340", "万元")
    assert [(i.level3, i.value) for i in given.indicators] == [("全年助餐人次", "≥90万人次"), ("抽检合格率", "=100%")]


def test_names_of_fields_and_several_projects_are_understood(tmp_path: Path) -> None:
    other = {
        "project_name": "甲",
        "year": "2025年",
        "indicators": [{"level2": "数量指标", "指标名称": "次数", "value": "3次"}],
    }
    first, second = read_given(kept(tmp_path / "项目.yaml", {"项目": [ONE, other]}))
    assert (first.project_name, second.project_name, second.year) == ("社区食堂助餐补贴", "甲", 2025)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"项目名称": ""}, "没有填写“项目名称”"),
        ({"预算依据": "无"}, "没有“预算依据”这一栏；可用的有：项目名称、"),
        ({"年度": "明年"}, "年度应写成 2024 这样的四位数，现为“明年”"),
        ({"绩效指标": []}, "没有指标"),
        ({"绩效指标": [{"二级指标": "数量指标", "三级指标": "人次"}]}, "指标第 1 条：没有填写“指标值”"),
        ({"绩效指标": ["≥3次"]}, "指标第 1 条：应是"),
        ({"项目资金": {"资金总额": "若干"}}, "“年度资金总额”应是一个金额，现为“若干”"),
        ({"项目资金": {"资金总额": 3}}, "金额 3 没有单位"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_given(kept(tmp_path / "项目.yaml", ONE | change))
    assert str(caught.value).startswith("项目.yaml：")
    assert said in str(caught.value)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_given(kept(tmp_path / "项目.yaml", [ONE | {"年度": "x"}, ONE | {"项目名称": None}]))
    assert "第 1 个项目年度" in str(caught.value) and "第 2 个项目没有填写" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"), [("a: [1", "第 1 行不合 YAML"), ("", "里面没有项目"), ("- 1", "应是“栏目: 内容”")]
)
def test_a_file_that_is_no_project_is_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "项目.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=said):
        read_given(path)
    with pytest.raises(SourceError, match="没有找到"):
        read_given(tmp_path / "别处.yaml")


def test_what_would_help_is_asked_for_by_name(tmp_path: Path) -> None:
    (given,) = read_given(kept(tmp_path / "项目.yaml", ONE))
    assert [name for name, _ in missing(given)] == ["主要工作任务", "受益对象"]


PROJECTS = [["项目名称", "年度", "主要任务"], ["甲", 2024, "办班\n办展"], ["乙", "2024年", ""]]
INDICATORS = [
    ["项目名称", "二级指标", "指标名称", "指标值"],
    ["甲", "数量指标", "办班期数", "4期"],
    ["", "质量指标", "结业率", "≥95%"],
    ["乙", "数量指标", "体检人数", "≥300人"],
]


def workbook(path: Path, projects: list[list[Any]], indicators: list[list[Any]]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in (("项目", projects), ("指标", indicators)):
        if not rows:
            continue
        sheet = book.add_worksheet(name)
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
    book.close()
    return path


def test_a_workbook_gives_each_project_its_indicators(tmp_path: Path) -> None:
    first, second = read_workbook(workbook(tmp_path / "清单.xlsx", PROJECTS, INDICATORS))
    assert (first.project_name, first.year, first.tasks) == ("甲", 2024, ["办班", "办展"])
    assert [(i.level3, i.value) for i in first.indicators] == [("办班期数", "4期"), ("结业率", "≥95%")]
    assert [i.level3 for i in second.indicators] == ["体检人数"]


@pytest.mark.parametrize(
    ("projects", "indicators", "said"),
    [
        (PROJECTS[:2], INDICATORS, "“指标”表第 4 行：项目“乙”不在“项目”表里"),
        ([*PROJECTS, ["甲", 2024, ""]], INDICATORS, "“项目”表第 4 行：项目“甲”与前面的重名"),
        (PROJECTS, [*INDICATORS, ["乙", "质量指标", "合格率", ""]], "“指标”表第 5 行：没有填写“指标值”"),
        (PROJECTS, [INDICATORS[0], ["", "数量指标", "人数", "3人"]], "“指标”表第 2 行：没有写项目名称"),
        (
            PROJECTS,
            [["项目名称", "二级指标", "指标值"], ["甲", "数量指标", "3次"]],
            "“指标”表第 1 行的表头缺少“三级指标”",
        ),
        (PROJECTS, [["甲", "乙"]], "“指标”表里找不到表头"),
        (PROJECTS[:1], INDICATORS[:1], "里没有项目"),
        (
            PROJECTS,
            [],
            "没有“指标”工作表，或它是空的；请加一张，名为“指标”，第一行写表头（项目名称、二级指标、三级指标、",
        ),
        ([], INDICATORS, "没有“项目”工作表，或它是空的；请加一张，名为“项目”，第一行写表头（项目名称）"),
    ],
)
def test_a_wrong_workbook_names_sheet_and_row(
    tmp_path: Path, projects: list[list[Any]], indicators: list[list[Any]], said: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read_workbook(workbook(tmp_path / "清单.xlsx", projects, indicators))
    assert str(caught.value).startswith("清单.xlsx：")
    assert said in str(caught.value)


def test_the_template_can_be_filled_in_and_read(tmp_path: Path) -> None:
    path = input_template(tmp_path / "模板.xlsx")
    assert is_given_workbook(path)
    with pytest.raises(SourceError, match="示例行不算"):
        read_workbook(path)


def test_the_example_of_the_template_is_a_project() -> None:
    """Its rows name fields that there are."""
    form = input_form()
    assert set(form.example.project) <= set(form.project.fields)
    for row in form.example.indicators:
        assert set(row) <= set(form.indicator.fields)


def test_a_workbook_with_one_sheet_of_the_template_is_no_document(tmp_path: Path) -> None:
    assert is_given_workbook(workbook(tmp_path / "项目.xlsx", PROJECTS, []))
    assert is_given_workbook(workbook(tmp_path / "指标.xlsx", [], INDICATORS))


def test_other_workbooks_are_documents(samples: Path, tmp_path: Path) -> None:
    assert not is_given_workbook(samples / "haitun-department.xlsx")
    form = [["项目支出绩效目标表"], ["项目名称", "甲", "主管部门", "乙局"], ["绩效指标", "数量指标", "期数", "4期"]]
    assert not is_given_workbook(workbook(tmp_path / "表.xlsx", form, []))


def test_one_project_that_is_wrong_costs_none_of_the_others(tmp_path: Path) -> None:
    refused: list[str] = []
    rows = [*PROJECTS, ["丙", "明年", ""], ["丁", 2024, ""], ["丁", 2025, ""]]
    told = [*INDICATORS, ["丙", "数量指标", "人数", "3人"], ["丁", "数量指标", "人数", "3人"]]
    found = read_workbook(workbook(tmp_path / "清单.xlsx", rows, told), refused)
    assert [one.project_name for one in found] == ["甲", "乙"]
    third, *fourth = refused
    assert "“丙”没有起草，其余照常" in third and "“项目”表第 4 行：年度应写成" in third
    assert len(fourth) == 2 and all("重名" in said for said in fourth)
    refused = []
    (one,) = read_given(kept(tmp_path / "项目.yaml", [ONE, ONE | {"年度": "x"}]), refused)
    assert one.year == 2024 and "第 2 个项目年度" in refused[0]
