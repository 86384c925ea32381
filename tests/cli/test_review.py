"""`jixiao library`, `suggest` and `review` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
from tests.cli.test_commands import jixiao


def test_what_was_read_can_be_found_suggested_and_reviewed(samples: Path, tmp_path: Path) -> None:
    jixiao(
        "extract",
        samples / "xingan-projects.docx",
        samples / "linhe-departments.docx",
        "--store",
        "库.db",
        "--no-xlsx",
        cwd=tmp_path,
    )
    done = jixiao("library", "满意度", "--store", "库.db", cwd=tmp_path)
    assert done.returncode == 0 and "服务对象满意度" in done.stdout and "xingan-projects.docx" in done.stdout
    done = jixiao(
        "suggest",
        "--name",
        "社区养老助餐点",
        "--amount",
        "80万元",
        "--store",
        "库.db",
        "--json",
        "建议.json",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    (made,) = json.loads((tmp_path / "建议.json").read_text(encoding="utf-8"))
    assert made["project"] == "社区养老助餐点" and all(item["sources"] for item in made["items"])
    assert any(peer["name"] == "社区食堂助餐补贴" for peer in made["peers"])


def test_decisions_are_kept_and_go_out_with_the_next_opinion(samples: Path, tmp_path: Path) -> None:
    source = samples / "xingan-projects.docx"
    done = jixiao("review", source, "--out", "一", "--store", "库.db", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "4 张表" in done.stdout and len(list((tmp_path / "一").glob("*.docx"))) == 4
    path = tmp_path / "一" / "审核意见.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["意见"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, heads["程度"]).value == "错误")
    message, name = sheet.cell(row, heads["问题或建议"]).value, sheet.cell(row, heads["意见编号"]).value
    sheet.cell(row, heads["处理"]).value = "改为"
    sheet.cell(row, heads["改为"]).value = "请附资金明细"
    book.save(path)
    done = jixiao(
        "review", source, "--out", "二", "--store", "库.db", "--decisions", path, "--reviewer", "甲", cwd=tmp_path
    )
    assert "存下处理意见 1 条" in done.stderr
    done = jixiao("review", source, "--out", "三", "--store", "库.db", cwd=tmp_path)
    texts = [
        c.text
        for f in (tmp_path / "三").glob("*.docx")
        for t in docx.Document(str(f)).tables
        for r in t.rows
        for c in r.cells
    ]
    assert message in texts and "请附资金明细" in texts
    done = jixiao(
        "review", source, "--out", "四", "--store", "库.db", "--no-word", "--decide", f"{name}=不采纳", cwd=tmp_path
    )
    assert done.returncode == 0 and "存下处理意见 1 条" in done.stderr
    assert "不采纳" in (tmp_path / "四" / "总览.html").read_text(encoding="utf-8")


def test_what_cannot_be_done_says_what_to_do(samples: Path, tmp_path: Path) -> None:
    for arguments, said in (
        (("library", "满意度"), "请加 --store 库.db"),
        (("library", "--store", "无.db"), "请先运行 jixiao extract"),
        (("suggest",), "--name"),
        (("suggest", "--name", "甲", "--amount", "很多"), "应是金额"),
        (("review", samples / "xingan-projects.docx", "--decide", "1=采纳"), "请加 --store 库.db"),
    ):
        done = jixiao(*arguments, cwd=tmp_path)
        assert done.returncode == 1 and said in done.stderr, (arguments, done.stderr)
