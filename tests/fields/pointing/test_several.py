"""Several projects in one table, and what else an answer says cell by cell: both levels in one text, amounts in a
sentence, halves side by side, a head that does not stand over its columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.fields.drawn_forms import drawn, wide
from tests.fields.pointing.answered import findings, settled

from jixiao.errors import EndpointDown

TITLE = "青禾县实事单"


def levels(record: Any) -> list[tuple[str | None, ...]]:
    return [(i.level1, i.level2, i.level3, i.value) for i in record.indicators]


LISTED = [
    ["序", "办哪件事", "花多少（万元）", "哪一类", "看哪点", "到多少"],
    ["1", "山塘清淤", "64.5", "办成—数目", "清淤山塘", "12座"],
    ["^", "^", "^", "满意—村民", "村民点头", "90%"],
    ["2", "修渠", "20", "办成—数目", "修渠里程", "3公里"],
]
PROJECTS: dict[str, Any] = {
    "kind": "project_goal",
    "projects": {"columns": {"number": "A2", "project_name": "B2", "funds_total": "C2"}, "rows": "3-5"},
    "fields": {"title": "A1", "unit": "C2"},
    "lists": [{"columns": {"level12": "D2", "level3": "E2", "value": "F2"}, "rows": "3-5"}],
}


def test_a_list_of_projects_has_a_record_for_each(tmp_path: Path) -> None:
    path = drawn(tmp_path / "list.pdf", LISTED, title=TITLE)
    assert findings(path, PROJECTS) == []
    first, second = settled(path, PROJECTS).records
    assert [(r.project_name, r.funds.annual.total, r.funds.unit) for r in (first, second)] == [
        ("山塘清淤", "64.5", "万元"),
        ("修渠", "20", "万元"),
    ]
    assert levels(first) == [("办成", "数目", "清淤山塘", "12座"), ("满意", "村民", "村民点头", "90%")]
    assert levels(second) == [("办成", "数目", "修渠里程", "3公里")]
    assert {r.title for r in (first, second)} == {TITLE}


def test_a_name_printed_again_in_each_row_is_one_project(tmp_path: Path) -> None:
    rows = [*LISTED[:2], ["", "山塘清淤", "", *LISTED[2][3:]], LISTED[3]]
    path = drawn(tmp_path / "list.pdf", rows, title=TITLE)
    assert findings(path, PROJECTS) == []
    first, second = settled(path, PROJECTS).records
    assert [(r.project_name, r.funds.annual.total) for r in (first, second)] == [("山塘清淤", "64.5"), ("修渠", "20")]
    assert [len(r.indicators) for r in (first, second)] == [2, 1]
    assert first.status == "complete"


def test_projects_without_indicators_are_told(tmp_path: Path) -> None:
    rows = [["办哪件事", "花多少", "办到什么样"], ["山塘清淤", "64.5", "清淤山塘12座。"], ["修渠", "20", "修渠3公里。"]]
    answer = {
        "kind": "project_goal",
        "projects": {"columns": {"project_name": "A2", "funds_total": "B2", "goal_annual": "C2"}, "rows": "3-4"},
        "fields": {"title": "A1"},
    }
    path = drawn(tmp_path / "list.pdf", rows, title=TITLE)
    assert findings(path, answer) == []
    found = settled(path, answer).records
    assert [(r.project_name, r.goal_annual) for r in found] == [("山塘清淤", "清淤山塘12座。"), ("修渠", "修渠3公里。")]
    assert all(r.status == "incomplete" for r in found)  # none has indicators


ONE = [["办哪件事", "山塘清淤"], ["看哪点", "到多少"], ["清淤山塘", "12座"], ["加固塘坝", "3处"]]
TWO = [["办哪件事", "修渠"], ["看哪点", "到多少"], ["修渠里程", "3公里"]]
STARTS: dict[str, Any] = {
    "kind": "project_goal",
    "starts": "2,6",
    "fields": {"title": "A1", "project_name": "B2"},
    "lists": [{"columns": {"level3": "A3", "value": "B3"}, "rows": "4-5"}],
}


def test_forms_one_after_the_other_are_told_by_the_first(tmp_path: Path) -> None:
    """The second is not asked about: what was said of the first is carried to it."""
    path = drawn(tmp_path / "forms.pdf", wide(*ONE, *TWO, columns=2), title=TITLE)
    assert findings(path, STARTS) == []
    first, second = settled(path, STARTS).records
    assert (first.project_name, levels(first)) == (
        "山塘清淤",
        [(None, None, "清淤山塘", "12座"), (None, None, "加固塘坝", "3处")],
    )
    assert (second.project_name, levels(second)) == ("修渠", [(None, None, "修渠里程", "3公里")])


def test_a_form_that_is_laid_out_otherwise_is_asked_about_itself(tmp_path: Path) -> None:
    other = [["办哪件事", "修渠"], ["到多少", "看哪点"], ["3公里", "修渠里程"]]
    own = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2"},
        "lists": [{"columns": {"value": "A3", "level3": "B3"}, "rows": "4"}],
    }
    path = drawn(tmp_path / "forms.pdf", wide(*ONE, *other, columns=2), title=TITLE)
    _, second = settled(path, STARTS, own).records
    assert (second.project_name, levels(second)) == ("修渠", [(None, None, "修渠里程", "3公里")])


def test_amounts_of_a_sentence_and_both_levels_in_a_row_of_their_own(tmp_path: Path) -> None:
    rows = wide(
        ["办哪件事", "山塘清淤"],
        ["花多少", "今年共64.5万元（县里出60万元，村里出4.5万元）"],
        ["看哪点", "到多少"],
        ["办成·数目"],
        ["清淤山塘", "12座"],
        ["满意·村民"],
        ["村民点头", "90%"],
        columns=2,
    )
    answer = {
        "kind": "project_goal",
        "fields": {
            "title": "A1",
            "project_name": "B2",
            "unit": "B3",
            "funds_total": "B3:今年共",
            "funds_fiscal": "B3:县里出",
            "funds_other": "B3:村里出",
        },
        "lists": [{"columns": {"level3": "A4", "value": "B4"}, "rows": "6,8", "bands": {"level12": "5,7"}}],
    }
    path = drawn(tmp_path / "form.pdf", rows, title=TITLE)
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    side = record.funds.annual
    assert (side.total, side.fiscal, side.other, record.funds.unit) == ("64.5", "60", "4.5", "万元")
    assert levels(record) == [("办成", "数目", "清淤山塘", "12座"), ("满意", "村民", "村民点头", "90%")]


def test_halves_of_a_list_stand_under_their_own_levels(tmp_path: Path) -> None:
    rows = [
        ["办哪件事", "山塘清淤", "<", "<"],
        ["办成", "<", "满意", "<"],
        ["看哪点", "到多少", "看哪点", "到多少"],
        ["清淤山塘", "12座", "村民点头", "90%"],
    ]
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2"},
        "lists": [
            {"columns": {"level3": "A4", "value": "B4"}, "rows": "5", "bands": {"level1": "A3"}},
            {"columns": {"level3": "C4", "value": "D4"}, "rows": "5", "bands": {"level1": "C3"}},
        ],
    }
    path = drawn(tmp_path / "form.pdf", rows, title=TITLE)
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    assert levels(record) == [("办成", None, "清淤山塘", "12座"), ("满意", None, "村民点头", "90%")]


def test_a_level_beside_the_one_over_it_is_named_by_its_cell(tmp_path: Path) -> None:
    rows = [
        ["办哪件事", "山塘清淤", "<"],
        ["哪一层", "看哪点", "到多少"],
        ["办成", "数目", "<"],
        ["^", "清淤山塘", "12座"],
        ["^", "快慢", "<"],
        ["^", "几月完工", "11月"],
    ]
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2"},
        "lists": [
            {
                "columns": {"level1": "A3", "level3": "B3", "value": "C3"},
                "rows": "5,7",
                "bands": {"level2": "B4,B6"},
            }
        ],
    }
    path = drawn(tmp_path / "form.pdf", rows, title=TITLE)
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    assert levels(record) == [("办成", "数目", "清淤山塘", "12座"), ("办成", "快慢", "几月完工", "11月")]


def test_columns_are_named_by_the_first_row_where_the_head_stands_elsewhere(tmp_path: Path) -> None:
    rows = [
        ["办哪件事", "<", "山塘清淤", "<", "<"],
        ["看哪点", "到多少", "<", "<", "说明"],
        ["清淤山塘", "<", "<", "12座", "约数"],
    ]
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "C2"},
        "lists": [{"columns": {"level3": "A4", "value": "D4", "remark": "E4"}, "rows": "4", "head": "3"}],
    }
    path = drawn(tmp_path / "form.pdf", rows, title=TITLE)
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    assert levels(record) == [(None, None, "清淤山塘", "12座")]
    assert [(e.label, e.value) for e in record.indicators[0].extra] == [("说明", "约数")]


def test_a_value_under_two_labels_is_kept_with_both(tmp_path: Path) -> None:
    rows = [
        ["办哪件事", "山塘清淤", "<"],
        ["来路", "去年", "今年"],
        ["县里", "50", "60"],
        ["看哪点", "到多少", "<"],
        ["清淤山塘", "12座", "<"],
    ]
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "funds_fiscal": "C4"},
        "lists": [{"columns": {"level3": "A5", "value": "B5"}, "rows": "6"}],
        "extra": {"A4+B3": "B4"},
    }
    path = drawn(tmp_path / "form.pdf", rows, title=TITLE)
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    assert record.funds.annual.fiscal == "60"
    assert [(e.label, e.value) for e in record.extra] == [("县里 去年", "50")]


def test_a_list_of_one_project_is_a_form(tmp_path: Path) -> None:
    rows = [*LISTED[:3]]
    answer = PROJECTS | {
        "projects": PROJECTS["projects"] | {"rows": "3-4"},
        "lists": [PROJECTS["lists"][0] | {"rows": "3-4"}],
    }
    path = drawn(tmp_path / "list.pdf", rows, title=TITLE)
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    assert (record.project_name, record.funds.annual.total) == ("山塘清淤", "64.5")
    assert levels(record) == [("办成", "数目", "清淤山塘", "12座"), ("满意", "村民", "村民点头", "90%")]


def test_a_form_that_nobody_answers_for_keeps_what_the_rules_read(tmp_path: Path) -> None:
    other = [["项目名称", "修渠"], ["到多少", "看哪点"], ["3公里", "修渠里程"]]
    path = drawn(tmp_path / "forms.pdf", wide(*ONE, *other, columns=2), title=TITLE)
    _, second = settled(path, STARTS, EndpointDown("没有回应")).records
    assert second.project_name == "修渠"
    assert second.status == "incomplete"
    assert "model.unanswered" in {r.code for r in second.reasons}


def test_years_periods_and_numbered_goals_are_cut_as_the_rules_cut_them(tmp_path: Path) -> None:
    rows = wide(
        ["二〇二五年度", "<"],
        ["办哪件事", "山塘清淤"],
        ["从几时到几时", "自2025年1月起至2025年12月止"],
        ["办到什么样：1、清淤山塘；2、加固塘坝。", "<"],
        ["看哪点", "到多少"],
        ["清淤山塘", "12座"],
        columns=2,
    )
    answer = {
        "kind": "project_goal",
        "fields": {
            "title": "A1",
            "year": "A2",
            "project_name": "B3",
            "period": "B4",
            "goal_annual": "A5:办到什么样",
        },
        "lists": [{"columns": {"level3": "A6", "value": "B6"}, "rows": "7"}],
    }
    path = drawn(tmp_path / "form.pdf", rows, title=TITLE)
    assert findings(path, answer) == []
    (record,) = settled(path, answer).records
    assert (record.year, record.period_start, record.period_end) == (2025, "2025年1月", "2025年12月")
    assert record.goal_annual == "1、清淤山塘；2、加固塘坝。"


def test_the_head_of_a_matrix_and_a_label_cut_in_two_need_no_account(tmp_path: Path) -> None:
    rows = [
        ["办哪件事", "山塘清淤", "<"],
        ["资金来源", "本年度", "实施期"],
        ["财政拨款", "60", "180"],
        ["看哪点", "到多少", "<"],
        ["清淤山塘", "12座", "<"],
    ]
    answer = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "funds_fiscal": "B4", "lifetime_fiscal": "C4"},
        "lists": [{"columns": {"level3": "A5", "value": "B5"}, "rows": "6"}],
    }
    path = drawn(tmp_path / "form.pdf", rows, title=TITLE)
    assert findings(path, answer) == []
