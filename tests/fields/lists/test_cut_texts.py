"""Pages that are missing, told by texts that a page end cuts and by what the other forms of the file have."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.fields.lists.test_cut_short import (
    EFFECT,
    HEAD,
    LAST,
    OUTPUT,
    TOP,
    WIDTHS,
    at_foot,
    codes,
    record,
)  # fmt: skip
from tests.pdf_builder import Paper, Rows, reading

LIST_HEAD = [["项目名称", "预算数（万元）", "一级指标", "二级指标", "三级指标", "指标值"]]
LIST_WIDTHS = [80.0, 70.0, 70.0, 80.0, 90.0, 70.0]


def project(name: str, amount: str, first: str) -> Rows:
    return [
        [name, amount, "产出指标", "数量指标", first, "2层"],
        ["^", "^", "效益指标", "社会效益指标", "群众满意率提升", "2个百分点"],
        ["^", "^", "满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"],
    ]


@pytest.mark.parametrize(("below", "said"), [("71.61", []), ("2886.20", ["list.again"]), ("61.00", ["list.again"])])
def test_an_amount_across_a_page_end_stands_on_both_of_its_sides(tmp_path: Path, below: str, said: list[str]) -> None:
    """A spreadsheet prints it on both, clipped: points are lost, and it looks like the number of a page."""
    begun = project("报刊装订", "", "装订报刊")[:2]
    first = [*LIST_HEAD, *project("书库修缮", "20.00", "修缮层数"), *begun]
    rest = [
        ["", below, "效益指标", "生态效益指标", "节能", "有效"],
        ["^", "^", "满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"],
    ]
    paper = Paper()
    paper.centred(60, "2025年项目支出绩效目标汇总表")
    bottom = paper.table(first, LIST_WIDTHS, at_foot(first, LIST_WIDTHS), unended=[(len(first), 0), (len(first), 1)])
    paper.text(144, bottom + 4.5, "7161", 9)
    paper.page()
    paper.table([*LIST_HEAD, *rest], LIST_WIDTHS, 70)
    found = reading(paper.save(tmp_path / "list.pdf")).records[1]
    assert [code for code in codes(found) if code == "list.again"] == said
    assert (found.funds.annual.total == "71.61") == (not said)


WIDE = [80.0, 100.0, 110.0, 100.0, 80.0]
WIDE_HEAD = [["一级指标", "二级指标", "三级指标", "指标说明", "指标值"]]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("考核全市居民对图书\n馆的满意程度", []),
        ("反映全部来馆读者满", ["list.cut-short"]),
        ("反映的是本年度满", []),
        ("来馆读者满意度情况", []),
    ],
)
def test_a_text_that_breaks_off_in_the_name_of_its_row_was_cut(tmp_path: Path, last: str, said: list[str]) -> None:
    rows = [
        [level, second, name, f"反映当年{name}的情况", "2层"]
        for level, second, name in (
            ("产出指标", "数量指标", "修缮层数"),
            ("产出指标", "质量指标", "验收合格率"),
            ("产出指标", "时效指标", "按时完成率"),
            ("效益指标", "社会效益指标", "读者增加"),
        )
    ]
    end = [["满意度指标", "服务对象满意度指标", "读者满意度", last, "≥90%"]]
    form = [*TOP, *WIDE_HEAD, *rows, *end]
    paper = Paper()
    paper.centred(60, "项目支出绩效目标表")
    paper.table(form, WIDE, at_foot(form, WIDE))
    (only,) = reading(paper.save(tmp_path / "form.pdf")).records
    assert codes(only) == said


def test_a_list_that_ends_with_outputs_goes_on_where_all_others_come_to_effects(tmp_path: Path) -> None:
    """No form of the file comes to satisfaction."""

    def codes_of(first: Rows) -> list[str]:
        rows = [*TOP, *HEAD, *[[*row[:4], ""] for row in OUTPUT]]
        paper = Paper()
        paper.centred(60, "项目支出绩效目标表")
        paper.table([*TOP, *HEAD, *[[*row[:4], ""] for row in first]], WIDTHS, 100)
        paper.page()
        paper.centred(60, "项目支出绩效目标表")
        paper.table(rows, WIDTHS, at_foot(rows, WIDTHS))
        return codes(reading(paper.save(tmp_path / "two.pdf")).records[1])

    assert codes_of([*OUTPUT, *EFFECT]) == ["list.cut-short"]
    assert codes_of(OUTPUT) == []


def test_a_form_with_one_list_where_all_others_have_two_was_cut_in_between(tmp_path: Path) -> None:
    goals = [
        ["实施期目标", "<", "完成书库四层地面的修缮。", "<", "<"],
        ["年度绩效目标", "<", "完成书库两层地面的修缮。", "<", "<"],
    ]
    life, year = [["实施期绩效指标", *["<"] * 4]], [["年度绩效指标", *["<"] * 4]]
    lists = [*HEAD, *OUTPUT, *EFFECT, *LAST]

    def codes_of(first: Rows) -> list[str]:
        paper = Paper()
        paper.centred(60, "项目支出绩效目标表")
        paper.table([*TOP[:1], *goals, *first], WIDTHS, 100)
        paper.page()
        paper.centred(60, "项目支出绩效目标表")
        begun = [*TOP[:1], *goals, *year, *HEAD, *OUTPUT]
        paper.table(begun, WIDTHS, at_foot(begun, WIDTHS))
        paper.page()
        paper.table([*EFFECT, *LAST], WIDTHS, 70)
        return codes(reading(paper.save(tmp_path / "two.pdf")).records[1])

    assert codes_of([*life, *lists, *year, *lists]) == ["list.again"]
    assert codes_of([*year, *lists]) == []
    assert codes(record(tmp_path, [*TOP[:1], *goals, *year, *lists])) == []


def by_office(office: str, name: str, count: int) -> Rows:
    """A project with so many outputs, its office in the first cell (`^` for one that stands above)."""
    rows = [[office, name, "产出指标", "数量指标", f"{name}（第{n}批）", f"{n}项"] for n in range(1, count + 1)]
    rows += [["", "", "满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"]]
    return [rows[0], *[["^", "^", *row[2:]] for row in rows[1:]]]


OFFICE_HEAD = [["单位名称", "项目名称", "一级指标", "二级指标", "三级指标", "指标值"]]


@pytest.mark.parametrize("blank", [True, False])
def test_two_offices_joined_over_a_page_on_which_none_stands_are_said(tmp_path: Path, blank: bool) -> None:
    """A spreadsheet prints the office of a cell that goes over page ends once, in its middle."""
    parts = [
        by_office("沙洲县文化局", "书库修缮", 4),
        by_office("" if blank else "沙洲县图书馆", "报刊装订", 25),
        by_office("沙洲县图书馆", "读者培训", 4),
    ]
    paper = Paper()
    paper.centred(60, "2025年项目支出绩效目标汇总表")
    for number, part in enumerate(parts):
        if number:
            paper.page()
        rows = [*OFFICE_HEAD, *part]
        top = at_foot(rows, LIST_WIDTHS) if number == 0 else 70
        paper.table(rows, LIST_WIDTHS, top, unended=[(len(rows), 0)] if blank and number < 2 else [])
    found = reading(paper.save(tmp_path / "offices.pdf")).records
    assert [codes(each) for each in found] == 3 * [["list.cut-short"] if blank else []]
    assert (found[2].implementer == "沙洲县图书馆") == (not blank)
