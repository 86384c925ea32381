"""The second reading of a form: blanks filled, lists and titles told by the network of cells alone, forms cut apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.fields.drawn_forms import drawn
from tests.pdf_builder import Rows, examined

from jixiao.evidence import Passage, Word
from jixiao.fields.cells import apart
from jixiao.fields.cells.account import Account
from jixiao.fields.cells.apart import told_forms
from jixiao.fields.cells.grid import grid_of
from jixiao.fields.cells.roles import AT, ROLES
from jixiao.fields.second.blanks import settle_sums
from jixiao.fields.second.lists import read_lists
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.model import Form
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.geometry import Box
from jixiao.records import Record
from jixiao.tables.table import Cell, Line, Table

LEVELS: Rows = [
    ["产出指标", "数量指标", "修缮书库面积", "≥320平方米"],
    ["^", "^", "更新书架数量", "≥46组"],
    ["^", "质量指标", "工程验收合格率", "100%"],
    ["效益指标", "社会效益指标", "年接待读者人次", "≥5.2万人次"],
    ["满意度指标", "服务对象满意度指标", "读者满意度", "≥92%"],
]
GOAL = "修缮书库两层，更新书架，改善藏书条件，全年开放三百天以上，读者满意。"
TITLE = "2024年度项目支出绩效目标表"


def form(name: str, body: str, *rows: list[str]) -> Rows:
    head = [
        ["项目名称", name, "主管部门", "青禾县文化和旅游局"],
        ["实施单位", body, "<", "<"],
        ["年度目标", GOAL, "<", "<"],
    ]
    return [*head, *rows, ["一级指标", "二级指标", "三级指标", "指标值"], *LEVELS]


def records(path: Path, rows: Rows, title: str = TITLE) -> list[Record]:
    return examined(drawn(path / "form.pdf", rows, title=title)).reading.records


def codes(record: Record) -> set[str]:
    return {reason.code for reason in record.reasons}


def test_an_amount_under_a_label_nobody_knows_is_filled_and_said(tmp_path: Path) -> None:
    rows = form("县图书馆书库修缮", "青禾县图书馆", ["总盘子（万元）", "120.50", "公家给的", "100.50"])
    (record,) = records(tmp_path, rows)
    assert (record.funds.annual.total, record.funds.annual.fiscal) == ("120.50", "100.50")
    assert "cell.told" in codes(record)
    assert {"funds.annual.total", "funds.annual.fiscal"} <= set(record.doubts)


def test_a_total_of_weights_is_no_indicator(tmp_path: Path) -> None:
    weighed = [[*row, w] for row, w in zip(LEVELS, ("20", "20", "20", "30", "10"), strict=True)]
    rows: Rows = [
        ["项目名称", "县图书馆书库修缮", "主管部门", "青禾县文化和旅游局", "<"],
        ["年度目标", GOAL, "<", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "指标值", "分值"],
        *weighed,
        ["总分", "<", "<", "<", "100"],
    ]
    (record,) = records(tmp_path, rows)
    assert [row.level3 for row in record.indicators] == [row[2] for row in LEVELS]
    assert "indicator.no-value" not in codes(record)


def test_a_title_that_no_pattern_knows_is_told_and_doubted(tmp_path: Path) -> None:
    (record,) = records(tmp_path, form("县图书馆书库修缮", "青禾县图书馆"), title="县级财政专项任务书")
    assert record.title == "县级财政专项任务书"
    assert "title" in record.doubts


def test_two_forms_one_under_the_other_are_two(tmp_path: Path) -> None:
    one, two = form("县图书馆书库修缮", "青禾县图书馆"), form("乡村戏台更新", "青禾县文化馆")
    rows = [[{"项目名称": "办的事情"}.get(text, text) for text in row] for row in (*one, *two)]
    found = records(tmp_path, rows)
    assert [record.project_name for record in found] == ["县图书馆书库修缮", "乡村戏台更新"]
    assert [len(record.indicators) for record in found] == [5, 5]


def test_a_title_in_the_table_is_no_form_of_its_own(tmp_path: Path) -> None:
    one, two = form("县图书馆书库修缮", "青禾县图书馆"), form("乡村戏台更新", "青禾县文化馆")
    rows = [[TITLE, "<", "<", "<"], *([{"项目名称": "办的事情"}.get(t, t) for t in row] for row in (*one, *two))]
    found = records(tmp_path, rows, title="")
    assert [record.project_name for record in found] == ["县图书馆书库修缮", "乡村戏台更新"]


def test_levels_before_names_are_cut_off(tmp_path: Path) -> None:
    rows: Rows = [
        ["项目名称", "县图书馆书库修缮", "主管部门", "青禾县文化和旅游局"],
        ["年度目标", GOAL, "<", "<"],
        ["一级指标", "绩效指标", "<", "指标值"],
        *([row[0], f"{row[1] if row[1] != '^' else '数量指标'}：{row[2]}", "<", row[3]] for row in LEVELS),
    ]
    (record,) = records(tmp_path, rows)
    assert [row.level3 for row in record.indicators] == [row[2] for row in LEVELS]
    assert record.indicators[1].level2 == "数量指标"


def told_as(rows: list[list[tuple[str, str]]], likely: float = 0.999) -> tuple[Account, dict[str, Cell]]:
    """An account of a table of texts that has each for its role, that likely, and the cells by their roles."""
    cells = [
        (Cell(r, c, 1, 1, [Line([Word(text, 1, Box(0, 0, 9, 9), size=9)])], 1), role)
        for r, row in enumerate(rows)
        for c, (text, role) in enumerate(row)
    ]
    table = Table([cell for cell, _ in cells], len(rows), len(rows[0]))
    shares = np.full((len(cells), len(ROLES)), (1 - likely) / (len(ROLES) - 1))
    for i, (_, role) in enumerate(cells):
        shares[i, AT[role]] = likely
    return Account(grid_of(Form("project_goal", tables=[table])), shares, frozenset(ROLES)), {r: c for c, r in cells}


def test_of_equal_figures_the_one_that_was_taken_for_the_sum_goes(tmp_path: Path) -> None:
    sides = [("total", "100"), ("fiscal", "80"), ("other", "20"), ("carryover", "0")]
    rows = [[(text, f"funds.annual.{part}")] for part, text in sides]
    told, cells = told_as([*rows, [("20", "outside")]])
    own = {part: cells[f"funds.annual.{part}"].flat for part, _ in sides}
    paid = cells["outside"].flat
    read = {"total": own["total"], "fiscal": own["other"], "other": None, "carryover": None}
    draft = Draft({"funds": {"unit": None, "annual": read, "lifetime": None}})
    draft.extra = [(Passage("累计支付"), paid), (Passage("其中"), own["fiscal"])]
    settle_sums(draft, told, dict(enumerate(told_cells(told, cells))))
    assert {part: value.text for part, value in draft.tree["funds"]["annual"].items()} == dict(sides)
    assert [(label.text, value.text) for label, value in draft.extra] == [("累计支付", "20")]


def told_cells(told: Account, cells: dict[str, Cell]) -> list[Cell]:
    """The cells as the account counts them."""
    return sorted(cells.values(), key=lambda cell: told.grid.at[id(cell)])


COUNTED: list[list[tuple[str, str]]] = [
    [("产出指标", "level1"), ("开放天数", "level3"), ("≥300天", "value")],
    [("效益指标", "level1"), ("讲座场次", "level3"), ("≥12场", "value")],
]


def listed_again(likely: float, beside: bool) -> Draft:
    """What the second reading makes of `COUNTED`, which the rules kept aside, as a list of no field or as labels."""
    told, _ = told_as(COUNTED, likely)
    cells = {i: Cell(i, 0, 1, 1, lines, 1) for i, lines in enumerate(told.grid.lines)}
    draft = Draft({"indicators": []}, [(cells[i].flat, cells[i + 1].flat) for i in (1, 4)], told=told)
    draft.beside = {id(value) for _, value in draft.extra} if beside else set()
    read_lists(draft, told, cells, vocabulary())
    return draft


def test_what_becomes_an_indicator_stands_nowhere_else() -> None:
    draft = listed_again(0.999, beside=False)
    assert [(row["level3"].text, row["value"].text) for row in draft.tree["indicators"]] == [
        ("开放天数", "≥300天"),
        ("讲座场次", "≥12场"),
    ]
    assert draft.extra == []
    assert [reason.code for reason in draft.reasons] == ["list.told"]


@pytest.mark.parametrize(("likely", "beside"), [(0.45, False), (0.999, True)])
def test_no_indicator_is_made_of_what_is_not_likely_one_or_of_a_list_of_no_field(likely: float, beside: bool) -> None:
    draft = listed_again(likely, beside)
    assert draft.tree["indicators"] == []
    assert len(draft.extra) == 2


@pytest.mark.parametrize(("name", "codes"), [("合计", []), ("数量指标", []), ("开放天数", ["list.told"])])
def test_a_name_that_is_dropped_and_no_total_is_said(name: str, codes: list[str]) -> None:
    told, cells = told_as([[(name, "label")]])
    row = {**dict.fromkeys(("level1", "level2", "value", "weight")), "level3": cells["label"].flat, "extra": []}
    draft = Draft({"indicators": [{"scope": Derived("annual", Passage()), **row}]})
    read_lists(draft, told, {0: cells["label"]}, vocabulary())
    assert draft.tree["indicators"] == []
    assert [reason.code for reason in draft.reasons] == codes


PLACED = dict.fromkeys(("项目编码", "编号一", "编号二", "填报人"), "outside")
PLACED |= dict.fromkeys(("办的事情", "谁管"), "label")
PLACED |= {"绩效目标表": "title", "甲": "project_name", "乙": "project_name", "开放": "level3", "讲座": "level3"}
FIRST: list[tuple[str, str]] = [("项目编码", "编号一"), ("办的事情", "甲"), ("开放", "≥3"), ("填报人", "周")]
SECOND: list[tuple[str, str]] = [("办的事情", "乙"), ("讲座", "≥4")]


@pytest.mark.parametrize(
    ("rows", "start"),
    [
        ([("绩效目标表", ""), *FIRST, ("项目编码", "编号二"), *SECOND], 5),
        ([*FIRST[:2], ("谁管", "科"), FIRST[1], *FIRST[2:], ("项目编码", "编号二"), *SECOND], 6),
    ],
)
def test_a_form_under_another_begins_so_many_rows_over_its_name(
    rows: list[tuple[str, str]], start: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, _ = told_as([[(text, PLACED.get(text, "value")) for text in row] for row in rows])
    lines = told.grid.lines
    cells = [Cell(i // 2, i % 2, 1, 1, lines[i], 1) for i in range(len(lines))]
    form = Form("project_goal", tables=[Table(cells, len(rows), 2)])
    account = Account(grid_of(form), told.likely, told.known)
    monkeypatch.setattr(apart, "accounts_of", lambda forms: [account] * len(forms))
    parts = [part for part, _ in told_forms([form], vocabulary())]
    assert [part.tables[0].n_rows for part in parts] == [start, len(rows) - start]
