"""Forms whose rows, columns or labels could run into one another, or be lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import PROJECT
from tests.fields.drawn_forms import HEAD, drawn, form, records, wide
from tests.fields.printed import Sheets, misplaced
from tests.pdf_builder import Paper, reading

from jixiao.pages.pdf import Pdf

ROW = ["产出指标", "数量指标", "修缮层数", "≥2层"]
TOP = (["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"])
UNITS = ["主管部门", "沙洲县文化旅游局", "实施单位", "沙洲县图书馆"]


def said(record) -> set[str]:
    """Every text that the record holds."""
    return {str(v) for v in _texts(record.model_dump(exclude={"evidence", "parsed"}))}


def _texts(node):
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list | tuple):
        for x in node:
            yield from _texts(x)
    else:
        yield node


def test_a_form_that_opens_with_its_code_is_another_form(tmp_path: Path) -> None:
    def one(code: str, name: str):
        return wide(["项目编码", code, "项目名称", name], UNITS, ["年度目标", "按期完成。"], HEAD, ROW)

    found = records(drawn(tmp_path / "f.pdf", one("T01", "甲"), one("T02", "乙"), title=""))
    assert [(r.project_name, len(r.indicators)) for r in found] == [("甲", 1), ("乙", 1)]


@pytest.mark.parametrize("title", ["2024年项目支出绩效目标表", ""])
def test_forms_that_begin_with_the_same_row_keep_it(tmp_path: Path, title: str) -> None:
    forms = [wide(UNITS, ["项目名称", name], ["年度目标", "按期完成。"], HEAD, ROW) for name in "甲乙"]
    found = records(drawn(tmp_path / "f.pdf", *forms, title=title))
    assert [(r.project_name, r.department) for r in found] == [("甲", UNITS[1]), ("乙", UNITS[1])]
    assert [r.title or "" for r in found] == [title, title]


def test_forms_of_one_project_stay_two(tmp_path: Path) -> None:
    forms = [wide(["项目名称", "书库修缮"], UNITS, ["年度目标", g], HEAD, ROW) for g in ("修缮两层。", "添置书架。")]
    assert [r.goal_annual for r in records(drawn(tmp_path / "f.pdf", *forms))] == ["修缮两层。", "添置书架。"]


@pytest.mark.parametrize(
    "row",
    [["填报人", "周某某", "联系电话", "0800-1234567"], ["主管部门审核意见", "同意", "财政部门审核意见", "同意"]],
)
def test_labels_under_the_list_are_no_indicators(tmp_path: Path, row: list[str]) -> None:
    record = form(tmp_path, wide(*TOP, HEAD, ROW, row))
    assert [i.level3 for i in record.indicators] == ["修缮层数"]


def test_a_text_under_the_list_is_not_lost(tmp_path: Path) -> None:
    record = form(tmp_path, wide(*TOP, HEAD, ROW, ["其他说明", "无其他需要说明的事项"]))
    assert record.status == "incomplete" or "无其他需要说明的事项" in said(record)


def test_a_column_without_a_heading_does_not_run_into_the_value(tmp_path: Path) -> None:
    record = form(tmp_path, wide(*TOP, [*HEAD, ""], [*ROW, "90"], columns=5))
    assert record.indicators[0].value == "≥2层"
    assert record.status == "incomplete" or "90" in said(record)


def test_a_first_column_without_a_heading_is_not_lost(tmp_path: Path) -> None:
    record = form(tmp_path, wide(*TOP, ["", *HEAD[1:]], ROW))
    assert record.status == "incomplete" or record.indicators[0].level1 == "产出指标"


def test_a_value_whose_label_is_blank_is_not_lost(tmp_path: Path) -> None:
    rows = wide(
        ["项目名称", "书库修缮"],
        ["", UNITS[1], *UNITS[2:]],
        ["项目资金（万元）", "年度资金总额", "35.20"],
        ["^", "其中：财政拨款", "35.20"],
        ["年度目标", "修缮书库两层。"],
        HEAD,
        ROW,
    )
    record = form(tmp_path, rows)
    assert record.status == "incomplete" or UNITS[1] in said(record)


def test_funds_in_a_matrix(tmp_path: Path) -> None:
    rows = wide(
        ["项目名称", "书库修缮"],
        ["资金来源（万元）", "合计", "财政拨款", "其他资金"],
        ["年度", "35.20", "30.20", "5.00"],
        ["实施期", "90.00", "80.00", "10.00"],
        ["年度目标", "修缮书库两层。"],
    )
    record = form(tmp_path, rows)
    assert record.period_start is None  # today "90.00"
    assert record.funds.annual.other in (None, "5.00")  # today "5.00 10.00"
    assert record.funds.annual.total == "35.20"
    assert record.funds.lifetime.total == "90.00"


def test_a_goal_with_numbers_in_a_column_of_their_own(tmp_path: Path) -> None:
    rows = wide(["项目名称", "书库修缮"], ["年度目标", "1", "修缮两层。"], ["^", "2", "添置书架。"], HEAD, ROW)
    record = form(tmp_path, rows)
    assert record.status == "incomplete" or "修缮两层。" in record.goal_annual  # today "1\n2", rest as label and value


def test_a_unit_s_name_over_the_project_s_is_one_form(tmp_path: Path) -> None:
    rows = wide(["部门（单位）名称", "沙洲县图书馆", "项目类型", "经常性"], *TOP, HEAD, ROW)
    assert [r.project_name for r in records(drawn(tmp_path / "f.pdf", rows))] == ["书库修缮"]


@pytest.mark.parametrize("cut", [("产出", "指标"), ("满意度", "指标"), ("效益", "指标")])
def test_a_level_cut_before_指标_is_healed(tmp_path: Path, cut: tuple[str, str]) -> None:
    paper = Paper()
    paper.table([HEAD, [cut[0], *ROW[1:]], ["^", "^", "更换灯具", "60盏"]], [70, 80, 200, 100], 600)
    paper.page()
    paper.table([[cut[1], "质量指标", "合格率", "100%"], ["^", "时效指标", "完工", "12月"]], [70, 80, 200, 100], 70)
    from tests.tables.drawn import rows, table

    assert [row[0] for row in rows(table(paper, tmp_path))[1:]] == ["".join(cut)] * 4


def test_words_of_a_repeated_header_are_counted() -> None:
    path = PROJECT / "samples" / "qingshi-budget.pdf"
    with Pdf(path, path.name) as pdf:
        printed = {page.number: sum(len(w.text) for w in page.words) for page in pdf.pages()}
    assert {c.page: c.characters for c in reading(path).coverage} == printed


def test_the_box_of_a_value_that_begins_inside_a_line_holds_the_value_only() -> None:
    path = PROJECT / "samples" / "baiyan-narrative.pdf"
    sheets = Sheets(path)
    assert [misplaced(r, sheets) for r in reading(path).records] == [{}] * 3


def test_a_form_that_lost_its_title_says_so(tmp_path: Path) -> None:
    record = form(tmp_path, wide(*TOP, HEAD, ROW), title="")
    assert record.title is None
    assert record.status == "incomplete"
