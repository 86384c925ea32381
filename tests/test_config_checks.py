"""The settings of checks: their section of the file, and what is wrong with a wrong one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.config import CheckSettings, Weights, described_checks, load_checks
from jixiao.errors import ConfigError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "jixiao.toml"


def test_what_the_file_does_not_say_is_as_usual(file: Path) -> None:
    file.write_text("page_limit = 3\n")
    assert load_checks(file) == CheckSettings()
    assert [name for name, _, about in described_checks() if about] == list(CheckSettings.__dataclass_fields__)


def test_checks_off_tolerances_and_weights(file: Path) -> None:
    file.write_text(
        '[checks]\noff = ["goal.*"]\namount_tolerance = 0.5\nmin_indicators = 8\nweights = { cost = 10, output = 50 }\n'
    )
    settings = load_checks(file)
    assert (settings.off, settings.amount_tolerance, settings.min_indicators) == (("goal.*",), Decimal("0.5"), 8)
    assert settings.weights == Weights(Decimal(10), Decimal(50), Decimal(20), Decimal(10))
    assert settings.weights_without_cost == CheckSettings().weights_without_cost


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("offs = []", "可用的有"),
        ('off = "goal.*"', "一列编号"),
        ("min_goal = -1", "不小于 0"),
        ("min_goal = true", "不小于 0"),
        ("weights = 20", "分值"),
        ("weights = { outputs = 50 }", "分值"),
        ('weights = { output = "五十" }', r"weights\.output"),
    ],
)
def test_a_wrong_setting_is_named(file: Path, line: str, said: str) -> None:
    file.write_text(f"[checks]\n{line}\n")
    with pytest.raises(ConfigError, match=said):
        load_checks(file)


@pytest.mark.parametrize("wrong", [{"min_goal": -1}, {"max_qualitative": "half"}, {"off": "indicator.*"}])
def test_settings_made_in_python_are_held_to_the_same(wrong: dict[str, Any]) -> None:
    (name,) = wrong
    with pytest.raises(ConfigError, match=name):
        CheckSettings(**wrong)
