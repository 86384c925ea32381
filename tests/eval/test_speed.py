"""The table of speed at scale: every measure can be run as it is asked for, and what is not as asked is told."""

from __future__ import annotations

import runpy
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from eval.speed.bulk import Used, is_met
from eval.speed.commands import measures


def test_every_measure_is_a_module_that_can_be_run() -> None:
    found = measures([Path("scan.pdf")], 10, 20, 2, Path("other"))
    assert [row.name for row in found] == ["one", "bulk", "shards", "cluster", "ocr"]
    assert all(find_spec(row.command[0]) is not None for row in found)
    assert [row.name for row in measures([], 10, 20, 2, None)][-1] == "cluster", "without scans nothing is recognised"


def test_what_a_measure_is_given_it_knows(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for row in measures([Path("scan.pdf")], 10, 20, 2, Path("other")):
        monkeypatch.setattr(sys, "argv", [row.command[0], "--help"])
        with monkeypatch.context() as fresh, pytest.raises(SystemExit) as ended:
            fresh.delitem(sys.modules, row.command[0], raising=False)  # run as a program, whoever imported it
            runpy.run_module(row.command[0], run_name="__main__")
        assert not ended.value.code
        said = capsys.readouterr().out
        assert all(each in said for each in row.command if each.startswith("--"))


@pytest.mark.parametrize(
    ("name", "parent", "others", "met"),
    [
        ("one", 0.3, 0.4, True),
        ("one", 0.4, 0.5, False),
        ("bulk", 0.6, 9.4, True),
        ("bulk", 0.9, 9.1, False),  # the parent has too large a share
        ("bulk", 0.7, 12.0, False),  # too few pages
        ("resume", 9.0, 0.0, True),  # nothing is asked of it here
    ],
)
def test_what_is_not_as_asked_is_not_met(name: str, parent: float, others: float, met: bool) -> None:
    assert is_met(name, Used(parent, others, 50.0), pages=800) is met
