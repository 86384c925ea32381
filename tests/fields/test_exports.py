"""Workbooks as systems put them out: a list of thousands of rows from the first row of a sheet on, without a title."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

import jixiao
from jixiao.fields.cells import account, windows
from jixiao.fields.cells.grid import Grid
from jixiao.records import Reading, SelfEvaluation

HEADS = ("项目编码", "项目名称", "申请单位", "本年金额(元)", "年度目标", "一级指标", "二级指标", "三级指标", "指标值")
ROWS = (
    ("产出", "数量", "巡查站点数量", "≥{}处"),
    ("产出", "质量", "巡查合格率", "≥9{}%"),
    ("效益", "社会效益", "隐患起数", "≤{}起"),
)


def _read(tmp_path: Path, rows: Sequence[Sequence[str]], title: str = "data") -> Reading:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(tmp_path / "导出.xlsx")
    return jixiao.extract(tmp_path / "导出.xlsx")


def _list(projects: int, value: str = "") -> list[Sequence[str]]:
    rows: list[Sequence[str]] = [HEADS]
    for n in range(1, projects + 1):
        own = (f"4403{n:06d}", f"第{n}站点巡查经费", "临溪县应急管理局", f"{n}0000", f"对第{n}站点开展巡查，消除隐患。")
        rows += [(*own, *row[:3], value or row[3].format(n % 9 + 1)) for row in ROWS]
    return rows


def test_projects_of_one_list_are_whole_without_a_title(tmp_path: Path) -> None:
    reading = _read(tmp_path, _list(8))
    assert [len(record.indicators) for record in reading.projects] == [3] * 8
    assert {reason.code for record in reading.records for reason in record.reasons} == set()


def test_a_list_longer_than_any_form_is_looked_at_by_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    levels = (("产出指标", "数量指标", "巡查第{}点次数", "{}次"), ("产出指标", "质量指标", "第{}点整改率", "9{}%"))
    own = ("440300000001", "站点巡查经费", "临溪县应急管理局", "10000", "对站点开展巡查，消除隐患。")
    rows = [HEADS, *((*own, *(cell.format(n % 9 + 1) for cell in levels[n // 20])) for n in range(40))]
    whole = [record.model_dump() for record in _read(tmp_path, rows).projects]
    monkeypatch.setattr(windows, "MOST_CELLS", 20)
    monkeypatch.setattr(windows, "_CELLS", 12)
    made: list[int] = []
    monkeypatch.setattr(account, "windows", lambda grid: made.append(len(out := windows.windows(grid))) or out)
    assert [record.model_dump() for record in _read(tmp_path, rows).projects] == whole
    assert max(made) > 1


def test_each_cell_is_the_own_one_of_one_window_and_stands_under_the_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "MOST_CELLS", 20)
    monkeypatch.setattr(windows, "_CELLS", 12)
    grid = Grid()
    for row in range(60):
        if row % 30 == 10:  # cells merged over many rows go through several windows
            grid.add(f"项目{row}", (row, 0, row + 30, 1), 3, [])
        for column in (1, 2):
            grid.add(f"{row}-{column}", (row, column, row + 1, column + 1), 3, [])
    parts = windows.windows(grid)
    owned = [cell for part in parts for cell, own in zip(part.cells, part.own, strict=True) if own]
    assert sorted(owned) == list(range(len(grid.texts))) and len(parts) > 5
    assert all(part.grid.texts[0] == "0-1" and "项目" in "".join(part.grid.texts) for part in parts[2:])
    assert all(top < bottom <= 8 + 15 for part in parts for top, _, bottom, _ in part.grid.places)
    told = [np.array([[cell] for cell in part.cells], dtype=np.float32) for part in parts]
    assert windows.joined(parts, told).ravel().tolist() == list(range(len(grid.texts)))


def test_two_values_typed_into_one_cell_stay_two(tmp_path: Path) -> None:
    reading = _read(tmp_path, _list(3, "102\n120"))
    assert {i.value for record in reading.projects for i in record.indicators} == {"102\n120"}
    dates = _read(tmp_path, _list(3, "2026年\n12月31日前"))
    assert {i.value for record in dates.projects for i in record.indicators} == {"2026年12月31日前"}


def test_a_contents_page_and_text_typed_into_a_sheet_are_no_unknown_table(tmp_path: Path) -> None:
    lines = [["目  录"], [], ["一、单位主要职能"], ["二、单位机构设置"], ["三、名词解释"], ["四、单位预算表"]]
    assert [problem.code for problem in _read(tmp_path, lines, "目录").problems] == ["file.no-form"]
    table = [["姓名", "部门"], ["张三", "一科"], ["李四", "二科"]]
    assert [problem.code for problem in _read(tmp_path, table).problems] == ["table.unrecognised"]


def test_serials_that_count_the_rows_count_no_projects(tmp_path: Path) -> None:
    heads = (
        "序号",
        "单位名称",
        "项目名称",
        "预算金额(元)",
        "一级指标",
        "二级指标",
        "三级指标",
        "符号",
        "绩效指标值",
        "度量单位",
        "权重",
    )
    own = [
        ("养护中心", "道路日常养护", "1019500"),
        ("救助管理站", "流浪乞讨人员救助", "590100"),
        ("培训学院", "办案业务", "402900"),
    ]
    told = [
        ("产出指标", "数量指标", "≥", "1486", "公里"),
        ("产出指标", "质量指标", "=", "100", "%"),
        ("满意度指标", "服务对象满意度指标", "≥", "85", "%"),
    ]
    rows: list[Sequence[str]] = [("项目支出绩效目标明细表",), heads]
    for body, name, money in own:
        for n, (one, two, sign, number, unit) in enumerate(told):
            said = (f"临堰市{body}", name, money, one, two, f"{name}第{n}项", sign, number, unit, "30")
            rows.append((str(len(rows) - 1), *said))
    reading = _read(tmp_path, rows)
    assert [(p.project_name, len(p.indicators)) for p in reading.projects] == [(name, 3) for _, name, _ in own]
    assert [(i.value, i.weight) for i in reading.projects[0].indicators] == [
        ("≥1486公里", "30"), ("=100%", "30"), ("≥85%", "30")
    ]  # fmt: skip
    assert all(record.status == "complete" for record in reading.records)


def test_indicators_in_one_text_under_levels_in_brackets(tmp_path: Path) -> None:
    rows: list[Sequence[str]] = [
        ("2026年重点项目绩效目标一览表",),
        ("序号", "项目名称", "项目单位", "预算数（万元）", "绩效目标", "绩效指标"),
    ]
    for n, name in enumerate(("学生宿舍维修改造", "实验教学平台更新", "城市绿地养护"), 1):
        told = f"【数量指标】改造数量：={n}栋；更换系统：=5套\n【时效指标】完工时间：秋季开学前\n"
        told += "【服务对象满意度指标】学生满意度：≥88%"
        rows.append((str(n), name, "石桥县职业技术学院", f"{n}44.00", f"对{n}处{name}，改善条件，消除安全隐患。", told))
    reading = _read(tmp_path, rows)
    found = [[(i.level2, i.level3, i.value) for i in project.indicators] for project in reading.projects]
    assert found[0] == [
        ("数量指标", "改造数量", "=1栋"),
        ("数量指标", "更换系统", "=5套"),
        ("时效指标", "完工时间", "秋季开学前"),
        ("服务对象满意度指标", "学生满意度", "≥88%"),
    ]
    assert len(found) == 3 and all(record.status == "complete" for record in reading.records)


@pytest.mark.parametrize("title", ["2024年项目情况一览表", "2024年项目绩效自评情况一览表"])
def test_projects_of_a_list_that_tells_what_was_reached_are_no_whole_goals(tmp_path: Path, title: str) -> None:
    done = ("实际完成情况", "全年执行数（元）", "自评得分", "自评等级")
    heads = ("序号", "项目名称", "主管部门", "预期目标", "全年预算数（元）", *done)
    rivers = ("1", "河道清淤", "临溪县水务局", "清淤河道12公里，保障行洪安全。", "1,200,000.00")
    toilets = ("2", "公厕改造", "临溪县城管局", "改造公厕9座，方便群众使用。", "860,000.00")
    rows = [
        heads,
        (*rivers, "清淤12.4公里，行洪顺畅。", "1,150,000.00", "98.6", "优"),
        (*toilets, "改造公厕9座，均已开放。", "860,000.00", "99.3", "优"),
    ]
    read = _read(tmp_path, [[title], *rows], "一览表")
    goals = [record for record in read.records if record.kind == "project_goal"]
    assert all("kind.evaluation" in {reason.code for reason in record.reasons} for record in goals)
    assert {record.status for record in goals} <= {"incomplete"}
    told = [(r.project_name, r.grade) for r in read.records if isinstance(r, SelfEvaluation)]
    assert told == ([("河道清淤", "优"), ("公厕改造", "优")] if "自评" in title else [])
    assert len(read.records) == 2
