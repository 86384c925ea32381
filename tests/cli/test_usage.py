"""What is wrong with a command line is told in Chinese."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.cli import run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draft", "x", "--tone", "活泼"], "--tone 的值不对：只能是 formal、plain"),
        (["draft", "x", "--versions", "0"], "--versions 的值不对：应不小于 1"),
        (["draft", "x", "--versions", "99"], "--versions 的值不对：应不大于 20"),
        (["draft", "x", "--versions", "二"], "--versions 的值不对：应是整数"),
        (["draft", "x", "--plan", "--out", "D"], "选项 --plan 后面少了一个值，那里写的是另一个选项 --out"),
    ],
)
def test_a_wrong_value_says_what_it_may_be(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert said in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    "command", ["extract", "check", "suggest", "review", "draft", "show", "look", "cost", "library"]
)
def test_help_shows_no_type_of_the_program(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    run([command, "--help"])
    shown = capsys.readouterr().out
    assert "用法：" in shown
    assert not [word for word in ("<path>", "<str>", "<list", "<int", "prompt|day") if word in shown]


@pytest.mark.parametrize("by", ["用途", "日期", "表", "prompt"])
def test_costs_are_summed_by_what_is_named_in_chinese(by: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["cost", "--by", by]) == 0
    assert run(["cost", "--by", "月"]) == 1
    assert "用途、日期、表" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["gather", "结果"], ["extract", "{there}", "--out", "{there}"], ["show", "x"]])
def test_a_folder_that_is_gone_is_named_as_what_is_wrong(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run([part.format(there=tmp_path) for part in command]) == 1
    assert "当前所在的文件夹已经被删除或移走了" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert run(["--version"]) == 0
