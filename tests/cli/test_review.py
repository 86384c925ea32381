"""`jixiao library`, `suggest` and `review` as a user runs them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from rich.console import Console
from tests.cli.test_commands import jixiao
from tests.library.shelved import project

from jixiao.cli import run
from jixiao.cli.views.suggestions import print_suggestions
from jixiao.library import Library, card_of
from jixiao.store import Store
from jixiao.suggestions import MOST, Suggestions


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


@pytest.mark.parametrize(("most", "told"), [(MOST, True), (2 * MOST, False)])
def test_where_nothing_is_suggested_it_is_said(most: int, told: bool) -> None:
    console = Console(record=True, width=120, file=io.StringIO())
    print_suggestions(console, card_of(project("办公用房租赁")), Suggestions(project="办公用房租赁"), most)
    said = console.export_text()
    assert "没有拿得准的建议" in said and "指标值" not in said
    assert ("--most" in said) is told


def test_decisions_are_kept_and_go_out_with_the_next_opinion(samples: Path, tmp_path: Path) -> None:
    source = samples / "xingan-projects.docx"
    done = jixiao("review", source, "--out", "一", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "4 张表" in done.stdout and len(list((tmp_path / "一").glob("*.docx"))) == 4
    path = tmp_path / "一" / "审核意见.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["问题"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    row = next(r for r in range(2, sheet.max_row + 1) if sheet.cell(r, heads["程度"]).value == "错误")
    message, name = sheet.cell(row, heads["问题"]).value, sheet.cell(row, heads["意见编号"]).value
    sheet.cell(row, heads["处理"]).value = "改为"
    sheet.cell(row, heads["改为"]).value = "请附资金明细"
    book.save(path)
    done = jixiao(
        "review", source, "--out", "二", "--store", "库.db", "--decisions", path, "--reviewer", "甲", cwd=tmp_path
    )
    assert "存下处理意见 1 条" in done.stderr and "新建数据库 库.db" in done.stderr
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


def test_decisions_are_read_back_for_the_forms_of_the_workbook_with_their_numbers(
    samples: Path, tmp_path: Path
) -> None:
    for name in ("linhe-departments.docx", "xingan-projects.docx"):
        jixiao("extract", samples / name, "--store", "库.db", "--no-xlsx", cwd=tmp_path)
    jixiao("review", samples / "xingan-projects.docx", "--out", "一", cwd=tmp_path)
    first = sorted(path.name for path in (tmp_path / "一").glob("*.docx"))
    book = tmp_path / "一" / "审核意见.xlsx"
    done = jixiao("review", "库.db", "--decisions", book, "--out", "二", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "没有填处理" in done.stderr and "4 张表" in done.stdout
    assert sorted(path.name for path in (tmp_path / "二").glob("*.docx")) == first
    done = jixiao("review", "库.db", "--decisions", book, "--out", "三", "--all", "--no-word", cwd=tmp_path)
    assert "4 张表" not in done.stdout
    jixiao("extract", samples / "linhe-departments.docx", "--store", "别的.db", "--no-xlsx", cwd=tmp_path)
    done = jixiao("review", "别的.db", "--decisions", book, "--out", "四", cwd=tmp_path)
    assert done.returncode == 1 and "工作簿里的表都不在输入里" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("review", "无.pdf", "--template", "无.docx"), "无.docx：没有这个文件"),
        (("review", "无.pdf", "--template", "普通.docx"), "里面没有可填的标记"),
        (("review", "无.pdf", "--out", "文件"), "文件 写不进：这里要一个文件夹"),
        (("review", "无.pdf", "--store", "无.db"), "没有 无.db 这个数据库"),
        (("check", "无.pdf", "--out", "文件"), "文件 写不进：这里要一个文件夹"),
        (("export", "无", "--out", "文件"), "文件 写不进：这里要一个文件夹"),
        (("suggest", "无.pdf", "--json", "."), ". 是一个文件夹，这里要一个文件"),
        (("suggest", "无.pdf", "--store", "无.db"), "没有 无.db 这个数据库"),
        (("library", "--store", "无.db", "--xlsx", "文件/指标.xlsx"), "文件 写不进：这里要一个文件夹"),
        (("library", "--store", "文件"), "文件 不是 jixiao 的数据库"),
    ],
)
def test_what_cannot_be_used_is_told_before_the_input_is_read(
    arguments: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "文件").write_text("在这里", encoding="utf-8")
    docx.Document().save("普通.docx")
    assert run(list(arguments)) == 1
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["文件", "普通.docx"]


@pytest.mark.parametrize("command", ["show", "export", "check", "suggest", "review", "cost"])
def test_a_store_that_is_not_there_is_told_and_not_made(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([command, "无.db"]) != 0
    said = capsys.readouterr()
    assert "无.db" in said.out + said.err
    assert not (tmp_path / "无.db").exists()


def test_what_was_added_to_the_library_is_told_and_what_was_not(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    form = samples / "haitun-department.xlsx"
    for path, said in ((form, "里面没有指标，没有加"), (form.with_name("xingan-projects.pdf"), "请用 jixiao extract")):
        assert run(["library", "--add", str(path), "--store", "库.db"]) == 1
        assert said in capsys.readouterr().err
    assert not Path("库.db").exists()
    assert run(["library", "--add", str(samples / "drafts" / "projects.xlsx"), "--store", "库.db"]) == 0
    assert "projects.xlsx：加进 31 条指标（3 个项目）" in capsys.readouterr().err
    with Store.open("库.db") as store:
        cards = list(Library.open(store).cards())
    assert len(cards) == 3
    assert (cards[0].name, cards[0].year, bool(cards[0].department)) == ("县乡公路日常养护", 2025, True)
    book = openpyxl.Workbook()
    for row in (("指标名称", "目标值"), ("林木成活率", "≥85%"), ("", "≥1")):
        book.worksheets[0].append(row)
    book.create_sheet("说明").append(["随便写写", "再写写"])
    book.save("自己的.xlsx")
    assert run(["library", "--add", "自己的.xlsx", "--store", "库.db"]) == 0
    told = capsys.readouterr().err
    assert "自己的.xlsx：加进 1 条指标（1 个项目）" in told
    assert "没有加：工作表“说明”没有“三级指标”一栏" in told and "工作表“Sheet”第 3 行没有写“三级指标”" in told


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
