"""What is wrong with a command line is told in Chinese."""

from __future__ import annotations

import pytest

from jixiao.cli import run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["draft", "x", "--tone", "活泼"], "--tone 的值不对：只能是 formal、plain"),
        (["draft", "x", "--versions", "0"], "--versions 的值不对：应不小于 1"),
        (["draft", "x", "--versions", "99"], "--versions 的值不对：应不大于 20"),
        (["draft", "x", "--versions", "二"], "--versions 的值不对：应是整数"),
    ],
)
def test_a_wrong_value_says_what_it_may_be(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    assert said in "".join(capsys.readouterr())
