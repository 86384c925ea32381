"""Lists of projects: cut by their shape, their columns told by what all hold, and asked whether all are there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.pdf_builder import Paper, Rows, reading

from jixiao.records import ProjectGoal

LEADS = ["行次", "事项全称", "承办方", "安排数（万元）", "当年要做成什么"]
HEAD = [*LEADS, "指标大类", "指标小类", "指标项", "目标值"]
WIDTHS = [35.0, 90.0, 90.0, 70.0, 150.0, 65.0, 75.0, 110.0, 70.0]
GOALS = ["完成全年干部培训任务，提高干部履职能力和为民服务水平。", "建成农村供水工程，保障群众饮水安全，改善人居环境。",
         "开展秸秆综合利用和面源污染治理，改善农业生产环境。"]  # fmt: skip
NAMES = ["干部能力提升培训", "农村饮水安全巩固", "农业面源污染治理"]
BODIES = ["临江市委党校", "临江市水利局", "临江市农业农村局"]
AMOUNTS = ["120.00", "350.50", "88.00"]
TARGETS = [
    ("产出指标", "数量指标", "完成数量", "≥30项"),
    ("效益指标", "社会效益指标", "受益人数", "≥200人"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
]


def project(i: int, serial: str = "", amount: str | None = None) -> Rows:
    """The rows of a project, its own cells merged over its three indicators."""
    own = [serial or str(i + 1), NAMES[i], BODIES[i], AMOUNTS[i] if amount is None else amount, GOALS[i]]
    return [[*(own if k == 0 else ["^"] * 5), *TARGETS[k]] for k in range(3)]


def read(tmp_path: Path, *rows: Rows) -> list[Any]:
    """The records of a list with these rows under its head."""
    paper = Paper(width=842, height=1190)
    paper.centred(50, "2025年部门预算项目支出绩效目标表")
    paper.table([HEAD, *(row for part in rows for row in part)], WIDTHS, 90, left=40)
    return reading(paper.save(tmp_path / "list.pdf")).records


def test_a_list_under_heads_that_nobody_knows_is_cut_and_its_columns_told(tmp_path: Path) -> None:
    records = read(tmp_path, *(project(i) for i in range(3)))
    assert all(isinstance(r, ProjectGoal) for r in records)
    assert [r.project_name for r in records] == NAMES
    assert [r.implementer for r in records] == BODIES
    assert [r.funds.annual.total for r in records] == AMOUNTS
    assert [r.goal_annual for r in records] == GOALS
    assert [len(r.indicators) for r in records] == [3, 3, 3]
    assert all("project_name" in r.doubts for r in records), "what content alone told is said"


def test_departments_column_numbers_and_totals_are_no_projects(tmp_path: Path) -> None:
    numbers = [[f"（{n}）" for n in range(1, 10)]]
    department = [["主管部门：临江市财政局", *["<"] * 8]]
    total = [["", "合计", "", "558.50", "", "", "", "", ""]]
    records = read(tmp_path, numbers, department, *(project(i) for i in range(3)), total)
    assert [r.project_name for r in records] == NAMES
    assert not any(reason.code.startswith("list.") for r in records for reason in r.reasons)


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([project(0), project(1, serial="3"), project(2, serial="4")], "list.serial"),
        ([project(0), project(1), project(2), [["", "合计", "", "700.00", "", "", "", "", ""]]], "list.total"),
        ([project(0), [project(1)[0][:5] + project(1)[1][5:], project(1)[2]], project(2)], "list.beginning"),
        ([*(project(i, str(n)) for n, i in enumerate([0, 1, 2, 0, 1], 1)), project(2, "6", "")], "list.amounts"),
    ],
    ids=["a serial number is left out", "the total is more", "outputs are lost", "an amount is lost"],
)  # fmt: skip
def test_what_counts_the_projects_otherwise_makes_them_incomplete(tmp_path: Path, rows: list[Rows], code: str) -> None:
    records = read(tmp_path, *rows)
    told = [r for r in records if code in {reason.code for reason in r.reasons}]
    assert told and all(r.status == "incomplete" for r in told)


def test_forms_of_one_layout_in_one_table_are_cut_where_their_labels_come_again(tmp_path: Path) -> None:
    def form(i: int) -> Rows:
        head = [["事项全称", "<", NAMES[i], "<"], ["年度绩效目标", "<", GOALS[i], "<"], HEAD[5:]]
        return [*head, *(list(target) for target in TARGETS)]

    paper = Paper(height=1190)
    paper.centred(50, "项目支出绩效目标表")
    paper.table([row for i in range(3) for row in form(i)], [90.0, 110.0, 180.0, 90.0], 90)
    records = reading(paper.save(tmp_path / "stack.pdf")).records
    assert [len(r.indicators) for r in records] == [3, 3, 3]
    assert [r.goal_annual for r in records] == GOALS


def test_a_row_over_the_whole_width_whose_sides_are_open_stays_in_its_list(tmp_path: Path) -> None:
    paper = Paper(width=842, height=1190)
    paper.centred(50, "2025年部门预算项目支出绩效目标表")
    bottom = paper.table([HEAD], WIDTHS, 90, left=40)
    paper.text(45, bottom + 15, "临江市财政局", 9)
    paper.table([row for i in range(3) for row in project(i)], WIDTHS, bottom + 22, left=40)
    assert [r.project_name for r in reading(paper.save(tmp_path / "open.pdf")).records] == NAMES


@pytest.mark.parametrize("total", [False, True])
def test_projects_without_indicators_are_a_record_each(tmp_path: Path, total: bool) -> None:
    rows = [[str(i + 1), NAMES[i], AMOUNTS[i], GOALS[i]] for i in range(3)]
    paper = Paper(width=842, height=1190)
    paper.centred(50, "2025年部门预算项目绩效目标一览表")
    head = ["编号", "项目名称", "预算安排数（万元）", "年度绩效目标"]
    last = [["", "合计", "558.50", ""]] if total else []
    paper.table([head, *rows, *last], [40.0, 150.0, 120.0, 400.0], 90, left=40)
    records = reading(paper.save(tmp_path / "list.pdf")).records
    assert [r.project_name for r in records] == NAMES
    assert [r.goal_annual for r in records] == GOALS
    assert [r.funds.annual.total for r in records] == AMOUNTS
    assert not any(r.indicators for r in records)
    assert not any(reason.code == "missing.indicators" for r in records for reason in r.reasons)


def test_a_form_that_should_have_indicators_still_says_that_it_has_none(tmp_path: Path) -> None:
    paper = Paper(width=842, height=1190)
    paper.centred(50, "2025年项目支出绩效目标表")
    paper.table([["项目名称", NAMES[0]], ["年度绩效目标", GOALS[0]]], [150.0, 400.0], 90, left=40)
    (record,) = reading(paper.save(tmp_path / "form.pdf")).records
    assert any(reason.code == "missing.indicators" for reason in record.reasons)


def test_broader_levels_that_nobody_knows_are_the_indicators_and_not_the_projects(tmp_path: Path) -> None:
    broad = {"产出指标": "干成的事", "效益指标": "带来的好处", "满意度指标": "各方看法"}
    rows = [[[*row[:5], broad.get(row[5], row[5]), *row[6:]] for row in project(i)] for i in range(3)]
    records = read(tmp_path, *rows)
    assert [r.project_name for r in records] == NAMES
    assert [[i.level1 for i in r.indicators] for r in records] == [list(broad.values())] * 3


def test_projects_without_indicators_over_a_page_end_are_not_cut_short(tmp_path: Path) -> None:
    head, widths = ["编号", "项目名称", "预算安排数（万元）", "年度绩效目标"], [40.0, 150.0, 120.0, 400.0]
    rows = [[str(i + 1), f"{NAMES[i % 3]}第{i + 1}批", AMOUNTS[i % 3], GOALS[i % 3]] for i in range(30)]
    paper = Paper(width=842, height=595)
    paper.centred(40, "2025年部门预算项目绩效目标一览表")
    paper.table([head, *rows[:16]], widths, 60, left=40)
    paper.page()
    paper.table(rows[16:], widths, 40, left=40)
    records = reading(paper.save(tmp_path / "list.pdf")).records
    assert [r.project_name for r in records] == [row[1] for row in rows]
    assert {reason.code for r in records for reason in r.reasons} == set()


def test_a_total_behind_a_page_end_is_no_rest_of_the_last_project(tmp_path: Path) -> None:
    paper = Paper(width=842, height=1190)
    paper.centred(50, "2025年部门预算项目支出绩效目标表")
    paper.table([HEAD, *(row for i in range(3) for row in project(i))], WIDTHS, 90, left=40)
    paper.page()
    paper.table([HEAD, ["", "合计", "", "558.50", "", "", "", "", ""]], WIDTHS, 60, left=40)
    records = reading(paper.save(tmp_path / "list.pdf")).records
    assert [r.project_name for r in records] == NAMES
    assert [r.funds.annual.total for r in records] == AMOUNTS


SIDES: Rows = [
    ["项目编码", "项目名称", "资金总额", "绩效指标", "<", "<", "<"],
    ["^", "^", "^", "产出指标", "<", "效益指标", "<"],
    ["^", "^", "^", "三级指标", "指标值", "三级指标", "指标值"],
    ["", "临江市水利局", "438.50", "", "", "", ""],
    ["1042024T0001", "农村饮水安全巩固", "350.50", "建成工程", "≥3处", "受益人数", "≥2000人"],
    ["^", "^", "^", "验收合格率", "100%", "", ""],
    ["1042024T0002", "农业面源污染治理", "88.00", "治理面积", "≥50亩", "秸秆利用率", "≥90%"],
]


def sides(tmp_path: Path, *rows: list[str]) -> list[Any]:
    """The records of a list whose groups of indicators stand side by side."""
    paper = Paper(width=842, height=1190).centred(50, "2025年部门预算项目支出绩效目标表（单位：万元）")
    paper.table([*SIDES, *rows], [90.0, 110.0, 60.0, 110.0, 70.0, 110.0, 70.0], 90, left=40)
    return reading(paper.save(tmp_path / "sides.pdf")).records


def test_groups_side_by_side_are_read_under_one_another(tmp_path: Path) -> None:
    one, two = sides(tmp_path)
    assert (one.project_name, one.project_code, one.funds.annual.total) == (
        "农村饮水安全巩固",
        "1042024T0001",
        "350.50",
    )
    assert [(i.level1, i.level2, i.level3, i.value) for i in one.indicators] == [
        ("产出指标", None, "建成工程", "≥3处"),
        ("产出指标", None, "验收合格率", "100%"),
        ("效益指标", None, "受益人数", "≥2000人"),
    ]
    assert [(i.level1, i.level3, i.value) for i in two.indicators] == [
        ("产出指标", "治理面积", "≥50亩"),
        ("效益指标", "秸秆利用率", "≥90%"),
    ]


def test_names_of_one_level_side_by_side_are_all_of_the_level_that_each_may_be(tmp_path: Path) -> None:
    """社会效益指标 may be of both levels, 数量指标 beside it may not."""
    paper = Paper(width=842, height=1190).centred(50, "2025年部门预算项目支出绩效目标表（单位：万元）")
    rows = [
        ["项目名称", "资金总额", "数量指标", "<", "社会效益指标", "<"],
        ["^", "^", "指标", "目标值", "指标", "目标值"],
        ["农村饮水安全巩固", "350.50", "建成工程", "≥3处", "受益人数", "≥2000人"],
        ["农业面源污染治理", "88.00", "治理面积", "≥50亩", "新增岗位", "≥9个"],
    ]
    paper.table(rows, [130.0, 80.0, 140.0, 80.0, 140.0, 80.0], 90, left=40)
    one, two = reading(paper.save(tmp_path / "kinds.pdf")).records
    assert [(i.level1, i.level2, i.level3) for i in (*one.indicators, *two.indicators)] == [
        (None, "数量指标", "建成工程"),
        (None, "社会效益指标", "受益人数"),
        (None, "数量指标", "治理面积"),
        (None, "社会效益指标", "新增岗位"),
    ]


def test_a_row_without_indicators_is_a_project_unless_its_money_is_that_of_those_below(tmp_path: Path) -> None:
    records = sides(tmp_path, ["1042024T0003", "河道清淤", "12.00", "", "", "", ""])
    assert [r.project_name for r in records] == ["农村饮水安全巩固", "农业面源污染治理", "河道清淤"]
    assert records[2].status == "incomplete"


def test_a_part_of_the_money_that_nobody_knows_is_told_by_all_projects_together(tmp_path: Path) -> None:
    """No project alone says whose money it is; what makes the total of each with the part that is known does."""
    rows: Rows = [
        ["项目名称", "资金总额", "保障性投入", "单位资金", "一级指标", "三级指标", "指标值"],
        ["农村饮水安全巩固", "350.50", "350.50", "", "产出指标", "建成工程", "≥3处"],
        ["^", "^", "^", "^", "效益指标", "受益人数", "≥2000人"],
        ["农业面源污染治理", "88.00", "80.00", "8.00", "产出指标", "治理面积", "≥50亩"],
        ["^", "^", "^", "^", "效益指标", "新增岗位", "≥9个"],
    ]
    one, two = drawn_list(tmp_path, rows)
    assert (one.funds.annual.total, one.funds.annual.fiscal) == ("350.50", "350.50")
    assert (two.funds.annual.fiscal, two.funds.annual.other) == ("80.00", "8.00")
    assert two.doubts["funds.annual.fiscal"] == ["label-inferred"]


def test_a_unit_over_the_first_of_several_forms_in_a_table_is_that_of_all(tmp_path: Path) -> None:
    rows: Rows = [["2025年预算项目支出绩效目标表", *["<"] * 3], ["预算年度：2025年　　　金额单位：万元", *["<"] * 3]]
    for name in NAMES[:2]:
        rows += [["项目名称", name, "安排金额", "350.50"], ["绩效目标", "建成工程三处，受益两千人。", "<", "<"]]
        rows += [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "建成工程", "≥3处"]]
        rows += [["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"]]
    paper = Paper(width=842, height=1190)
    paper.table(rows, [190.0] * 4, 90, left=40)
    records = reading(paper.save(tmp_path / "blocks.pdf")).records
    assert [(r.project_name, r.funds.unit) for r in records] == [(name, "万元") for name in NAMES[:2]]


def test_bands_of_one_level_are_all_of_the_first(tmp_path: Path) -> None:
    rows: Rows = [["项目名称", "资金总额", "指标名称", "指标值"]]
    for name, amount in (("农村饮水安全巩固", "350.50"), ("农业面源污染治理", "88.00")):
        rows += [[name, amount, "产出指标", "<"], ["^", "^", "建成工程", "≥3处"], ["^", "^", "效益指标", "<"]]
        rows += [["^", "^", "受益人数", "≥2000人"], ["^", "^", "满意度指标", "<"], ["^", "^", "群众满意度", "≥90%"]]
    for record in drawn_list(tmp_path, rows):
        assert [i.level1 for i in record.indicators] == ["产出指标", "效益指标", "满意度指标"]
        assert not any(i.level2 for i in record.indicators)


def test_texts_that_say_their_indicators_make_a_list_whatever_its_heads_are(tmp_path: Path) -> None:
    said = "【产出指标】数量指标：建成工程，≥{}处；【效益指标】社会效益指标：受益人数，≥{}人；"
    rows: Rows = [["事由", "安排数额", "指标情况"]]
    for i, (name, amount) in enumerate((("农村饮水安全巩固", "350.50"), ("农业面源污染治理", "88.00")), 1):
        rows.append([name, amount, said.format(3 * i, 500 * i)])
    records = drawn_list(tmp_path, rows)
    assert len(records) == 2
    assert [[(i.level1, i.level2, i.level3, i.value) for i in r.indicators] for r in records] == [
        [
            ("产出指标", "数量指标", "建成工程", f"≥{3 * i}处"),
            ("效益指标", "社会效益指标", "受益人数", f"≥{500 * i}人"),
        ]
        for i in (1, 2)
    ]


def test_the_number_of_a_table_is_not_its_title(tmp_path: Path) -> None:
    rows: Rows = [
        ["预算16表", *["<"] * 6],
        ["2025年部门项目支出绩效表", *["<"] * 6],
        ["项目名称", "资金总额", "一级指标", "二级指标", "三级指标", "指标值", "权重"],
        ["农村饮水安全巩固", "350.50", "产出指标", "数量指标", "建成工程", "≥3处", "50"],
        ["^", "^", "效益指标", "社会效益指标", "受益人数", "≥2000人", "50"],
        ["农业面源污染治理", "88.00", "产出指标", "数量指标", "治理面积", "≥50亩", "50"],
        ["^", "^", "效益指标", "社会效益指标", "新增岗位", "≥9个", "50"],
    ]
    paper = Paper(width=842, height=1190)
    paper.table(rows, [108.0] * 7, 90, left=40)
    records = reading(paper.save(tmp_path / "numbered.pdf")).records
    assert [r.title for r in records] == ["2025年部门项目支出绩效表"] * 2


def test_two_projects_of_one_name_are_two(tmp_path: Path) -> None:
    again = ["1042024T0003", "农业面源污染治理", "95.00", "建成管网", "≥4公里", "受益人数", "≥60人"]
    records = sides(tmp_path, again)
    assert [(r.project_code, len(r.indicators)) for r in records[1:]] == [("1042024T0002", 2), ("1042024T0003", 2)]
    codes = {reason.code for r in records for reason in r.reasons}
    assert "list.total" in codes, "the body over them has less money than they together"


def drawn_list(tmp_path: Path, rows: Rows) -> list[Any]:
    """The records of a list with these rows."""
    paper = Paper(width=842, height=1190).centred(50, "2025年部门预算项目支出绩效目标表（单位：万元）")
    paper.table(rows, [760.0 / len(rows[0])] * len(rows[0]), 90, left=40)
    return reading(paper.save(tmp_path / "drawn.pdf")).records


def test_names_are_told_from_persons_and_heads_need_not_be_merged(tmp_path: Path) -> None:
    rows: Rows = [
        ["承办人", "名称", "年度目标", "绩效指标", "<", "<", "<"],
        ["", "", "", "三级指标", "目标值", "计量单位", "备注"],
        ["邵雅琴", NAMES[0], GOALS[0], "培训人数", "≥120", "人", ""],
        ["", "", "", "培训合格率", "≥95", "%", ""],
        ["庞海波", NAMES[1], GOALS[1], "建成工程", "≥3", "处", ""],
        ["", "", "", "受益人数", "≥2000", "人", ""],
    ]
    records = drawn_list(tmp_path, rows)
    assert [r.project_name for r in records] == NAMES[:2]
    assert [[i.value for i in r.indicators] for r in records] == [["≥120人", "≥95%"], ["≥3处", "≥2000人"]]


def test_statements_that_nothing_counts_are_indicators_each(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "年度目标", "产出指标", "效益指标", "资金总额"],
        [NAMES[0], GOALS[0], "培训人数≥120人；培训期数≥4期。", "学员满意度≥95%。", "120.00"],
        [NAMES[1], GOALS[1], "建成工程≥3处。", "受益人数≥2000人；水质合格率：100%。", "350.50"],
    ]
    one, two = drawn_list(tmp_path, rows)
    assert [(i.level1, i.level3, i.value) for i in two.indicators] == [
        ("产出指标", "建成工程", "≥3处"),
        ("效益指标", "受益人数", "≥2000人"),
        ("效益指标", "水质合格率", "100%"),
    ]
    assert (len(one.indicators), one.funds.annual.total, two.funds.annual.total) == (3, "120.00", "350.50")


def test_money_printed_behind_each_indicator_is_the_project_s(tmp_path: Path) -> None:
    rows: Rows = [["项目名称", "年度目标", "一级指标", "三级指标", "指标值", "资金总额"]]
    rows += [
        [NAMES[k], GOALS[k], level, name, value, AMOUNTS[k]] for k in range(3) for level, _, name, value in TARGETS
    ]
    records = drawn_list(tmp_path, rows)
    assert [(r.project_name, r.funds.annual.total) for r in records] == list(zip(NAMES, AMOUNTS, strict=True))
    assert [len(r.indicators) for r in records] == [3, 3, 3]


def test_a_subtotal_is_asked_of_the_projects_over_it(tmp_path: Path) -> None:
    subtotal = ["", "小计", "", "470.50", "", "", "", "", ""]
    wrong = ["", "小计", "", "99.00", "", "", "", "", ""]
    for row, told in ((subtotal, False), (wrong, True)):
        records = read(tmp_path, project(0), project(1), [row], project(2))
        assert [r.project_name for r in records] == NAMES
        assert any(reason.code == "list.total" for r in records for reason in r.reasons) == told
