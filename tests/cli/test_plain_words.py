"""What officials see is in their words: no field path, no code and nothing of Python, whatever command is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from jixiao.cli import app
from jixiao.engine.reading import to_json
from jixiao.errors import JixiaoError
from jixiao.records import ProjectGoal, Reading
from jixiao.records.model import Extra

_PROGRAM = re.compile(
    r"[A-Za-z_]+\[\d+\]|\b\w+\(\w+='|\bNone\b|\b(?:True|False)\b|\b[a-z]+(?:_[a-z]+)+\b|\bfunds\.|\b(?:annual|lifetime)\b"
)
# What a later program finds a value by, in a column of its own that says so.
_PATHS = "栏目路径"
_FORM = "xingan-projects.docx#2"


@pytest.fixture(scope="module")
def place(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything read from the samples, with a column of a row that has no field in 结果/."""
    folder = tmp_path_factory.mktemp("words")
    sources = [*samples.glob("*.docx"), *samples.glob("*.xlsx")]
    ran(folder, "extract", *sources, "--out", folder / "结果", "--store", folder / "库.db")
    path = folder / "结果" / "xingan-projects.docx.json"
    reading = Reading.model_validate_json(path.read_bytes())
    first = reading.records[0]
    assert isinstance(first, ProjectGoal)
    first.indicators[0].extra = [Extra(label="怎么算", value="实际长度"), Extra(label="资料来源", value="验收单")]
    path.write_bytes(to_json(reading))
    return folder


def ran(folder: Path, *arguments: object) -> str:
    """All that a command says, what stops it included."""
    said = CliRunner().invoke(app.build(), [*map(str, arguments)], env={"COLUMNS": "400"})
    if said.exception is not None and not isinstance(said.exception, SystemExit | JixiaoError):
        raise said.exception
    return said.output + (str(said.exception) if isinstance(said.exception, JixiaoError) else "")


def program_words(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if _PROGRAM.search(line)]


def test_no_command_speaks_of_fields_as_the_program_does(place: Path, samples: Path) -> None:
    store, document = place / "库.db", samples / "xingan-projects.docx"
    commands = [
        *(("show", place / "结果", "--record", n) for n in range(1, 23)),
        ("check", store, "--out", place / "核查"), ("review", store, "--out", place / "意见"), ("suggest", store),
        ("draft", store, "--check"), ("draft", samples / "drafts" / "projects.xlsx", "--out", place / "稿"),
        ("correct", "--store", store, "--sample", 10), ("library", "率", "--store", store),
        ("status", place / "结果"), ("export", store, "--out", place / "出"),
        ("learn", document, "--out", place / "词"),
        ("why", document, "--field", "指标1.指标值"), ("why", document, "--field", "没有这一栏"),
    ]  # fmt: skip
    for command in commands:
        assert program_words(ran(place, *command)) == [], command
    shown = ran(place, "show", place / "结果", "--all")
    assert "怎么算：实际长度" in shown and "资料来源：验收单" in shown


def test_corrections_are_told_in_words(place: Path) -> None:
    store = place / "库.db"
    one = ("correct", "--store", store, "--record", _FORM, "--who", "王某", "--field")
    for field, more in (
        ("绩效指标 第1行 指标值", ("--value", "≤9万元")), ("项目资金 年度资金 资金总额", ("--value", "7")),
        ("绩效指标 第2行 指标值", ("--confirm",)), ("绩效指标 第1行", ("--value", "7")), ("绩效指标", ("--value", "7")),
        ("indicators[77].value", ("--value", "7")), ("nothing", ("--value", "7")), ("项目[x", ("--value", "7")),
    ):  # fmt: skip
        assert program_words(ran(place, *one, field, *more).replace("indicators[77]", "")) == [], field
    book = openpyxl.load_workbook(place / "结果" / "汇总.xlsx")
    sheet = book["绩效指标"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    rows = [row for row in range(2, sheet.max_row) if sheet.cell(row, heads["期间"]).value == "实施期"]
    sheet.cell(rows[1], heads["期间"]).value = "年度"
    sheet.cell(rows[2], heads["期间"]).value = "全年"
    sheet.delete_rows(rows[0])
    book["叙述"].cell(2, 2).value = "2029"
    book.save(place / "改.xlsx")
    for more in ((), ("--apply",)):
        said = ran(place, "correct", place / "改.xlsx", "--store", store, *more)
        assert program_words(said) == [] and "只能填年度、实施期，现为“全年”" in said
        assert "别人已改为" not in said
    listed = ran(place, "correct", "--store", store, "--list", "--history", place / "全部.csv")
    assert program_words(listed) == [] and "绩效指标 第1行 指标值" in listed and "实施期，" in listed
    heading, *lines = (place / "全部.csv").read_text(encoding="utf-8-sig").splitlines()
    at = heading.split(",").index(_PATHS)
    assert program_words("\n".join(",".join(part for n, part in enumerate(line.split(",")) if n != at)
                                   for line in lines if '"' not in line)) == []  # fmt: skip


def test_no_file_speaks_so_either(place: Path, samples: Path) -> None:
    ran(place, "review", place / "库.db", "--out", place / "意见")
    ran(place, "export", place / "库.db", "--out", place / "出")
    ran(place, "draft", samples / "drafts" / "projects.xlsx", "--out", place / "稿")
    told = {f"{path.name} {part}": program_words(text) for path in place.rglob("*") for part, text in texts(path)}
    assert len(told) > 30 and {name: lines for name, lines in told.items() if lines} == {}


def texts(path: Path) -> Iterator[tuple[str, str]]:
    """What a person reads in a file, by part; hidden sheets and columns are not for people."""
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        yield "", "\n".join([*(each.text for each in document.paragraphs), *cells])
    elif path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path):
            hidden = {letter for letter, column in sheet.column_dimensions.items() if column.hidden}
            cells = [
                c for row in sheet.iter_rows() for c in row if c.value is not None and c.column_letter not in hidden
            ]
            if sheet.sheet_state == "visible":
                yield sheet.title, "\n".join(str(cell.value) for cell in cells)
    elif path.suffix in (".html", ".txt"):
        text = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", path.read_text(encoding="utf-8-sig"))
        yield "", re.sub(r"<[^>]+>", "\n", text)
