"""The overview of a collection: what the charts say is what the readings hold, and the page loads nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest

import jixiao
from jixiao.app.drawing.overview import overview
from jixiao.app.workspace import Workspace
from jixiao.errors import SourceError

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def test_the_charts_say_what_the_readings_hold(tmp_path: Path) -> None:
    inputs = [SAMPLES / "xingan-projects.pdf", SAMPLES / "linhe-departments.pdf"]
    with Workspace() as workspace:
        path, _ = overview(workspace, inputs, tmp_path / "概览.html")
    text = path.read_text(encoding="utf-8")
    (data,) = re.findall(r'<script id="data" type="application/json">(.*?)</script>', text, re.DOTALL)
    charts = {chart["title"]: chart for chart in json.loads(data)}
    readings = [jixiao.extract(each) for each in inputs]
    records = [record for reading in readings for record in reading.records]
    assert sum(sum(part) for part in charts["记录"]["parts"].values()) == len(records)
    levels = Counter(i.level1 for record in records for i in getattr(record, "indicators", []))
    shown = charts["指标：一级指标和指标值"]
    assert {name: sum(part[n] for part in shown["parts"].values()) for n, name in enumerate(shown["names"])} == levels
    fiscal = charts["项目的年度资金"]["parts"]["金额"][0]
    said = sum(float(p.at("funds.annual.fiscal").number or 0) for reading in readings for p in reading.projects)
    assert fiscal == pytest.approx(said / 10_000 if said > 1_000_000 else said)
    assert "default-src 'none'" in unescape(text) and not re.search(r'(src|href)="http', text)


def test_nothing_to_show_is_said(tmp_path: Path) -> None:
    (tmp_path / "空.pdf").touch()
    with Workspace() as workspace, pytest.raises(SourceError):
        overview(workspace, [tmp_path / "空.pdf"], tmp_path / "概览.html")
