"""A value knows its place, its number and its doubts."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

import jixiao
from jixiao.records import Evidence, Funds, FundsSide, Indicator, ProjectGoal, Reading
from jixiao.records.model import Alternative


@pytest.fixture
def project() -> ProjectGoal:
    """A form with a value that is in doubt, an amount, a blank."""
    return ProjectGoal(
        project_name="书库修缮",
        year=2024,
        purpose="",
        funds=Funds(unit="万元", annual=FundsSide(total="12.50")),
        indicators=[Indicator(level3="修缮层数", value="≥2层"), Indicator(level3="合格率", value="295%")],
        evidence={
            "indicators[1].value": Evidence(page=3, box=(1.0, 2.0, 3.0, 4.0), how="ocr", confidence=0.5),
            "project_name": Evidence(place="表格1 第1行第2列"),
        },
        parsed={
            "indicators[1].value": {"kind": "quantitative", "operator": "", "number": "295", "unit": "%"},
            "funds.annual.total": {"yuan": "125000", "unit": "万元"},
        },
        doubts={"indicators[1].value": ["odd-shape"]},
        alternatives={"indicators[1].value": [Alternative(text="≥95%", page=3)]},
    )


def test_a_value_says_all_that_is_known_of_it(project: ProjectGoal) -> None:
    value = project.indicators[1].at("value")
    assert (value.text, value.number, value.unit, value.page, value.box) == ("295%", 295, "%", 3, (1, 2, 3, 4))
    assert (value.how, value.confidence, value.sure, value.doubts) == ("ocr", 0.5, False, ("odd-shape",))
    assert value.why == "写法不合常规" and value.alternatives[0].text == "≥95%"
    assert value == project.at("indicators[1].value") and value.path.parent == "indicators[1]"
    assert str(value) == "295%" and value.yuan is None


def test_amounts_are_in_yuan(project: ProjectGoal) -> None:
    assert project.funds is not None
    total = project.funds.annual.at("total")
    assert (total.text, total.yuan, total.number, total.unit) == ("12.50", Decimal(125000), Decimal(125000), "元")


def test_blank_and_absent_are_told_apart(project: ProjectGoal) -> None:
    assert project.at("purpose").text == "" and project.at("schedule").text is None
    assert project.at("funds.lifetime.total").text is None, "the form has no such column"
    assert project.at("year").text == "2024" and project.at("purpose").page is None
    assert project.at("project_name").place == "表格1 第1行第2列"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("indicators[2].value", "no row 2"), ("naem", "no field 'naem'"), ("indicators", "has values in it"),
        ("funds.annual", "has values in it"), ("a..b", "no field path"), ("evidence", "has values in it"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_an_error(path: str, said: str, project: ProjectGoal) -> None:
    with pytest.raises(KeyError, match=said):
        project.at(path)


def test_a_part_by_itself_has_no_place() -> None:
    with pytest.raises(LookupError, match="in no record"):
        Indicator(value="1").at("value")


def test_copies_and_what_was_sent_know_their_own_record(project: ProjectGoal) -> None:
    for other in (
        copy.deepcopy(project), project.model_copy(deep=True), pickle.loads(pickle.dumps(project)),
        ProjectGoal.model_validate_json(project.model_dump_json()),
    ):  # fmt: skip
        assert other == project
        other.doubts["indicators[1].value"] = ["worn"]
        assert other.indicators[1].at("value").doubts == ("worn",)
    assert project.indicators[1].at("value").doubts == ("odd-shape",)


def test_where_it_belongs_is_no_part_of_what_a_part_says(project: ProjectGoal) -> None:
    assert project.indicators[0] == Indicator(level3="修缮层数", value="≥2层")
    assert "_home" not in project.indicators[0].model_dump()
    assert project.model_dump() == ProjectGoal.model_validate(project.model_dump()).model_dump()


def test_a_reading_gives_its_forms_and_their_values(samples: Path) -> None:
    reading = jixiao.extract(samples / "xingan-projects.pdf")
    assert isinstance(reading, Reading) and len(reading.projects) == 4
    assert not reading.departments and not reading.budget_tables
    for project in reading.projects:
        for indicator in project.indicators:
            value = indicator.at("value")
            assert value.text == indicator.value and value.page and value.box
        found = {value.path for value in project.values()}
        assert found == {*project.evidence, *project.parsed, *project.doubts}
    kept = [indicator for project in jixiao.extract(samples / "xingan-projects.docx").projects
            for indicator in project.indicators]  # fmt: skip
    assert kept[0].at("value").place, "where nobody keeps the record, its parts do"
