"""Forms side by side on one page: titles and lines of each are its own."""

from __future__ import annotations

from pathlib import Path

from tests.pdf_builder import FONT, Paper, reading

WIDTHS = [60.0, 80.0, 100.0, 80.0]


def rows(name: str) -> list[list[str]]:
    head = ["一级指标", "二级指标", "三级指标", "指标值"]
    goal = ["年度目标", f"{name}修缮完工。", "<", "<"]
    return [["项目名称", name, "<", "<"], goal, head, ["产出指标", "数量指标", "修缮层数", "≥2层"]]


def two_forms(path: Path, left: str, right: str, *, over: str = "") -> Path:
    paper = Paper(842, 595)
    if over:
        paper.centred(40, over, 10)
    for x, title, name in ((40, left, "书库修缮"), (450, right, "闸门更新")):
        paper.text(x + 160 - FONT.text_length(title, 14) / 2, 70, title, 14)
        paper.text(x + 240, 84, "单位：万元", 8)
        paper.table(rows(name), WIDTHS, 90, x)
    return paper.save(path)


def test_each_form_has_its_own_title(tmp_path: Path) -> None:
    path = two_forms(tmp_path / "two.pdf", "2024年项目绩效目标表", "2025年项目绩效目标表", over="青禾县水利局项目")
    found = [(r.title, r.year, r.project_name, r.status) for r in reading(path).records]
    assert found == [
        ("2024年项目绩效目标表", 2024, "书库修缮", "complete"),
        ("2025年项目绩效目标表", 2025, "闸门更新", "complete"),
    ]


def test_a_table_over_both_keeps_the_order_of_the_page(tmp_path: Path) -> None:
    paper = Paper(842, 595)
    paper.centred(40, "2024年项目绩效目标表")
    paper.table([["项目名称", "书库修缮"], ["年度目标", "修缮两层。"]], [200.0, 530.0], 60, 40)
    paper.table(rows("书库修缮")[2:], WIDTHS, 200, 40)
    (record,) = reading(paper.save(tmp_path / "one.pdf")).records
    assert (record.title, len(record.indicators)) == ("2024年项目绩效目标表", 1)
