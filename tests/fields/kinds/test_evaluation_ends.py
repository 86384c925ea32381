"""What a self-evaluation says around its list: money beside one label, who filled it in, whose year it is."""

from __future__ import annotations

from pathlib import Path

from tests.fields.kinds.test_evaluation_lists import LEVELS, Row, records_of

from jixiao.config import Settings
from jixiao.pipeline import read
from jixiao.records import SelfEvaluation
from jixiao.sources import gather

BODY: list[Row] = [
    [*LEVELS],
    ["产出指标", "数量指标", "清淤河道长度", "≥6公里", "7公里", "50", "50"],
    ["效益指标", "社会效益指标", "受益人口", "≥2万人", "2万人", "40", "40"],
]
NAMED: Row = ["项目名称", (1, 3, "河道清淤"), "项目负责人", (1, 2, "陶春生")]


def test_one_row_of_money_beside_the_heads_has_no_name_and_its_parts_have(tmp_path: Path) -> None:
    money: list[Row] = [
        [(2, 1, "资金情况（万元）"), "预算数", "其中：财政拨款", "执行数", "其中：财政拨款", "分值", "得分"],
        ["20.00", "15.00", "18.00", "14.00", "10", "9"],
    ]
    end: list[Row] = [[(1, 5, "自评总分"), "100", "99"]]
    (record,) = records_of("2024年度项目支出绩效自评表", [NAMED, *money, *BODY, *end], tmp_path)
    assert record.funds is not None
    whole, part = record.funds.rows
    assert (whole.item, whole.budget, whole.executed, whole.score) == (None, "20.00", "18.00", "9")
    assert (part.item, part.budget, part.executed) == ("其中：财政拨款", "15.00", "14.00")
    assert record.total is not None
    assert record.total.score == "99"
    assert (record.contact, record.doubts["contact"]) == ("陶春生", ["label-inferred"])


def test_a_total_beside_a_grade_under_an_unknown_label(tmp_path: Path) -> None:
    end: list[Row] = [[(1, 3, "自评总分"), "99", "自评结论", (1, 2, "优")]]
    (record,) = records_of("2024年度项目支出绩效自评表", [NAMED, *BODY, *end], tmp_path)
    assert record.total is not None
    assert (record.total.score, record.grade) == ("99", "优")


def test_a_year_that_only_dates_name_or_none_is_in_doubt(tmp_path: Path) -> None:
    for done, year in (("截至2020年12月底，清淤全部完成。", 2020), ("清淤全部完成，通水正常。", None)):
        goal: Row = ["年度目标", (1, 3, "河道通水。"), "完成情况", (1, 2, done)]
        (record,) = records_of("项目支出绩效自评表", [NAMED, goal, *BODY], tmp_path)
        assert (record.year, record.doubts["year"]) == (year, ["uncertain"])


def test_the_line_under_a_form_says_whom_to_ask(tmp_path: Path) -> None:
    path = tmp_path / "form.html"
    rows = [["部门名称", "平川县水务局", "", "", "", "", ""], *BODY]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    foot = "<p>填表人：陶春生　　联系电话：0871-6650123　　填表日期：2025年3月8日</p>"
    page = f'<meta charset="utf-8"><p>部门整体支出绩效自评表</p><p>（2024年度）</p><table>{body}</table>{foot}'
    path.write_text(page, encoding="utf-8")
    (record,) = read(gather([path], tmp_path / "unpacked").sources[0], Settings()).records
    assert isinstance(record, SelfEvaluation)
    assert (record.contact, record.phone, record.year) == ("陶春生", "0871-6650123", 2024)


def test_points_that_do_not_make_the_total_say_so(tmp_path: Path) -> None:
    """A weight may be missing with its row; scores alone, where the weights make theirs, may be an office's own sum."""
    for weight, score, reasons, doubts in (
        ("100", "96", set(), None),
        ("90", "90", set(), None),
        ("120", "99", {"list.points"}, None),
        ("100", "72", set(), ["sum-open"]),
    ):
        end: list[Row] = [[(1, 5, "总分"), weight, score]]
        money: list[Row] = [["全年预算数", "20.00", "全年执行数", (1, 4, "12.00")]]
        (record,) = records_of("2024年度项目支出绩效自评表", [NAMED, *money, *BODY, *end], tmp_path)
        assert {reason.code for reason in record.reasons} == reasons
        assert record.doubts.get("total.score") == doubts


def test_a_list_of_projects_within_a_form_makes_it_no_list(tmp_path: Path) -> None:
    parts: list[Row] = [
        ["项目名称", (1, 3, "预算数"), (1, 3, "执行数")],
        ["清淤", (1, 3, "12.00"), (1, 3, "11.00")],
        ["护岸", (1, 3, "8.00"), (1, 3, "7.00")],
    ]
    (record,) = records_of("2024年度项目支出绩效自评表", [NAMED, *parts, *BODY], tmp_path)
    assert "list.several" not in {reason.code for reason in record.reasons}
    again: Row = [(1, 7, "项目名称：村医培训　　主管部门：平川县水务局")]
    (record,) = records_of("2024年度项目支出绩效自评表", [NAMED, *BODY, again, *BODY[1:]], tmp_path)
    assert "list.several" in {reason.code for reason in record.reasons}
