"""The same flag means the same in every command that has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.llm.fake_endpoint import endpoint, says
from typer.testing import CliRunner

from jixiao.cli import run
from jixiao.cli.app import build
from jixiao.export.formats import FORMATS

ASKING = ("extract", "suggest", "review", "draft")
TAKING = ("extract", "check", "suggest", "review", "draft", "show", "export")


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No settings file, no model, and an own home."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def project(samples: Path) -> Path:
    """Projects as somebody types them in."""
    return samples / "drafts" / "projects.yaml"


def help_of(command: str) -> str:
    return CliRunner().invoke(build(), [command, "--help"], env={"COLUMNS": "220"}).stdout


@pytest.mark.parametrize("command", ASKING)
def test_a_model_is_asked_for_in_one_way(command: str, samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = help_of(command)
    assert "auto|always|never" in said and "--model-option" in said
    document = str(samples / "qingshi-budget.docx")
    assert run([command, document, "--model", "always"]) == 1
    assert "没有配置大模型" in capsys.readouterr().err, "what is demanded and cannot be is no silent no"
    assert run([command, document, "--model", "sometimes"]) == 1
    assert "auto、always、never" in capsys.readouterr().err


@pytest.mark.parametrize("flags", [["--model", "never"], ["--no-model"]])
def test_no_model_is_asked_where_none_is_to_be(flags: list[str], project: Path) -> None:
    with endpoint(says("{}")) as fake:
        settings = {"base_url": fake.base_url, "name": "fake", "mode": "json_schema"}
        lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
        Path("jixiao.toml").write_text("\n".join(["[model]", *lines]), encoding="utf-8")
        assert run(["draft", str(project), *flags]) in (0, 4)
        assert run(["suggest", "--name", "办公设备购置", *flags]) == 0
        assert not fake.requests
        run(["suggest", "--name", "办公设备购置"])
        assert fake.requests


@pytest.mark.parametrize("command", TAKING)
def test_inputs_and_jobs_are_told_in_every_command(command: str) -> None:
    said = help_of(command)
    assert "--jobs" in said and "标准输入" in said


def test_what_is_written_goes_to_out(samples: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file where one file is written; the names of before stay."""
    assert run(["library", "--add", str(samples / "drafts" / "projects.xlsx"), "--store", "库.db"]) == 0
    for n, flag in enumerate(("--out", "-o", "--xlsx")):
        assert run(["library", "--store", "库.db", flag, f"{n}.xlsx"]) == 0
    for n, flag in enumerate(("--out", "-o", "--json")):
        assert run(["suggest", "--name", "办公设备购置", flag, f"{n}.json"]) == 0
    assert all(Path(f"{n}.{kind}").is_file() for n in range(3) for kind in ("xlsx", "json"))


def test_templates_are_written_and_used_by_one_name_each(project: Path, samples: Path) -> None:
    assert run(["draft", "--new-template", "表.docx", "--new-template", "项目.xlsx"]) == 0
    assert run(["review", "--new-template", "意见.docx"]) == 0
    assert run(["draft", "--own-form", "旧.docx"]) == run(["review", "--own-template", "旧意见.docx"]) == 0
    assert Path("表.docx").read_bytes() == Path("旧.docx").read_bytes()
    for flag in ("--template", "--form"):
        assert run(["draft", str(project), flag, "表.docx", "--out", f"目标{flag}"]) in (0, 4)
        assert list(Path(f"目标{flag}", "目标表").glob("*.docx"))
    source = str(samples / "haitun-department.xlsx")
    assert run(["review", source, "--template", "意见.docx", "--out", "审", "--jobs", "1"]) == 0
    assert list(Path("审").glob("*.docx"))


@pytest.mark.parametrize(
    ("flags", "made"),
    [
        ([], {"records.jsonl", "汇总.xlsx"}),
        (["--no-xlsx"], {"records.jsonl"}),
        (["--csv", "--no-xlsx"], {"records.jsonl", "csv"}),
        (["--format", "parquet"], {"parquet"}),
        (["-f", "csv,jsonl"], {"csv", "records.jsonl"}),
    ],
)
def test_extract_writes_the_formats_that_are_named(flags: list[str], made: set[str], samples: Path) -> None:
    assert run(["extract", str(samples / "qingshi-budget.docx"), "--jobs", "1", *flags]) == 0
    assert {path.name for path in Path("out").iterdir()} == {"qingshi-budget.docx.json", *made}


def test_a_format_that_is_none_is_told_before_anything_is_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["extract", "无.pdf", "--format", "ods"]) == 1
    said = capsys.readouterr().err
    assert "ods" in said and all(name in said for name in FORMATS)
    assert not Path("out").exists()
