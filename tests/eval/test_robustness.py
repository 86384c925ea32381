"""The table of trust under damage: every measure is there, and one that is not met fails the whole."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
import typer
from eval.robustness import commands
from eval.robustness.commands import measures, robustness
from eval.runs.measures import Measure


def test_every_measure_is_a_module_that_can_be_run() -> None:
    for measure in measures([Path("samples")], 10, 10, 1):
        assert find_spec(measure.command[0]) is not None


@pytest.mark.parametrize(("module", "code"), [("this", 0), ("nowhere", 1)])
def test_one_measure_that_is_not_met_fails_the_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: str, code: int
) -> None:
    monkeypatch.setattr(commands, "measures", lambda *_: [Measure("one", "nothing", [module])])
    with pytest.raises(typer.Exit) as ended:
        robustness([tmp_path], "", 1, 1, 1, tmp_path / "out")
    assert ended.value.exit_code == code
    assert (tmp_path / "out" / "one.txt").stat().st_size > 0
