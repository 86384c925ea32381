"""Made-up records that the tests of the harness score, break and label."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from eval.scoring.facts import Fact
from eval.scoring.score import Gold, Reading, score_document

Record = dict[str, Any]


def indicator(levels: tuple[str, str], name: str, value: str, scope: str = "annual") -> dict[str, Any]:
    blank = dict.fromkeys(("description", "weight", "basis"))
    return {"scope": scope, "level1": levels[0], "level2": levels[1], "level3": name, "value": value, **blank}


OUTPUT, QUALITY = ("产出指标", "数量指标"), ("产出指标", "质量指标")
EFFECT, GLAD = ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标")


def project(name: str, rows: list[dict[str, Any]], pages: list[int]) -> Record:
    empty = dict.fromkeys(
        ("project_code", "category", "attribute", "period_start", "period_end", "department_code", "purpose",
         "spending_plan", "schedule", "goal_lifetime", "policy_tasks", "execution_weight")
    )  # fmt: skip
    return {
        "kind": "project_goal",
        "title": "项目支出绩效目标表",
        "year": 2031,
        "project_name": name,
        **empty,
        "department": "青岚县水务局",
        "implementer": "青岚县水务局",
        "funds": {
            "unit": "万元",
            "annual": {"total": "120.50", "fiscal": "100.50", "other": "20", "carryover": None},
            "lifetime": None,
        },
        "goal_annual": f"完成{name}各项任务，保障群众用水，全年无重大事故。",
        "indicators": rows,
        "pages": pages,
    }


def wells() -> Record:
    rows = [
        indicator(OUTPUT, "新打机井数量", "≥12眼"),
        indicator(OUTPUT, "铺设管道长度", "≥35千米"),
        indicator(OUTPUT, "更换水表数量", "=2600块"),
        indicator(QUALITY, "工程验收合格率", "=100%"),
        indicator(QUALITY, "水质检测达标率", "≥98%"),
        indicator(EFFECT, "受益人口数量", "≥1.2万人"),
        indicator(EFFECT, "村级供水保障能力", "明显提升"),
        indicator(GLAD, "受益群众满意度", "≥95%"),
    ]
    return project("农村饮水巩固提升", rows, [1, 2])


def dikes() -> Record:
    rows = [
        indicator(OUTPUT, "堤防加固长度", "≥8.6千米", "lifetime"),
        indicator(QUALITY, "堤身压实度达标率", "≥96%", "lifetime"),
        indicator(EFFECT, "防洪标准", "20年一遇", "lifetime"),
        indicator(OUTPUT, "堤防加固长度", "≥8.6千米"),
        indicator(QUALITY, "堤身压实度达标率", "≥96%"),
        indicator(EFFECT, "防洪标准", "20年一遇"),
        indicator(GLAD, "沿岸居民满意度", "≥90%"),
    ]
    return project("清水河堤防加固", rows, [3, 3])


def table() -> Record:
    return {
        "kind": "budget_table",
        "title": "支出预算总表",
        "year": 2031,
        "unit": "万元",
        "columns": [["科目编码"], ["科目名称"], ["支出", "合计"], ["支出", "基本支出"], ["支出", "项目支出"]],
        "rows": [
            ["213", "农林水支出", "1,200.00", "700.00", "500.00"],
            ["21303", "水利", "1,200.00", "700.00", "500.00"],
            ["2130301", "行政运行", "700.00", "700.00", ""],
            ["2130305", "水利工程建设", "500.00", "", "500.00"],
            ["", "", "", "", ""],
            ["合计", "", "1,200.00", "700.00", "500.00"],
        ],
        "notes": "",
        "pages": [4, 4],
    }


@pytest.fixture
def gold() -> list[Record]:
    """Two project forms, one with twin rows for two scopes, and a budget table."""
    return copy.deepcopy([wells(), dikes(), table()])


@pytest.fixture
def score() -> Callable[..., list[Fact]]:
    """Facts of a reading given as records."""

    def run(gold: list[Record], read: list[Record], **reading: Any) -> list[Fact]:
        return list(score_document("made.pdf", Gold(gold), Reading(read, **reading)))

    return run


@pytest.fixture
def wrong() -> Callable[[list[Fact]], dict[tuple[str, str, str], list[str]]]:
    """The faults by form, level and path, extra ones with a plus; cells by header left out."""

    def pick(facts: list[Fact]) -> dict[tuple[str, str, str], list[str]]:
        return {
            (f.form, f.level, f"+{f.path}" if f.extra else f.path): f.faults
            for f in facts
            if f.faults and f.level != "header_cell"
        }

    return pick


@pytest.fixture
def write() -> Callable[[Path, list[Record]], Path]:
    """Write records to a JSON file in the shape of gold and predictions."""

    def run(path: Path, records: list[Record]) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        data = {"source": {"name": path.stem, "pages": 4}, "records": records}
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return path

    return run
