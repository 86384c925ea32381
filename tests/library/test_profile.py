"""What a project is about, told by its name, department and form."""

from __future__ import annotations

import pytest
from tests.library.shelved import project, reading

from jixiao.library import cards_of, typed
from jixiao.library.profile import region_of
from jixiao.records import Extra, Indicator


@pytest.mark.parametrize(
    ("department", "region"),
    [
        ("云岭市青湾区水务局", "云岭市青湾区"),
        ("302001白石县农业农村局", "白石县"),
        ("中共东固县委宣传部", "东固县"),
        ("财政部", ""),
    ],
)
def test_a_department_begins_with_its_place(department: str, region: str) -> None:
    assert region_of(department) == region


def test_a_project_has_types_and_a_field_of_work() -> None:
    card = typed("乡村小学教学设备购置", "白石县教育局")
    assert "设备购置" in card.types
    assert card.domain == "教育"


def test_what_a_project_is_about_goes_before_whose_it_is() -> None:
    assert typed("城乡居民养老保险补贴", "白石县科技创新局").domain == "社会保障和就业"


def test_a_printed_function_code_tells_the_field_of_work() -> None:
    record = project("专用设备运行", "数量 设备数量 =2台")
    record.extra.append(Extra(label="支出功能分类科目", value="2130106 科技转化与推广服务"))
    (card,) = cards_of(reading("a.pdf", record))
    assert card.domain == "农林水"


def test_an_indicator_of_both_periods_stands_once() -> None:
    record = project("蓄水池", "数量 新建蓄水池数量 =3座")
    record.indicators.insert(
        0, Indicator(scope="lifetime", level1="产出指标", level2="数量指标", level3="新建蓄水池数量", value="=9座")
    )
    (card,) = cards_of(reading("a.pdf", record))
    ((entry),) = card.entries
    assert (entry.value, entry.number, entry.unit, entry.row) == ("=3座", 3.0, "座", 1)
    assert card.amount == 1_000_000
