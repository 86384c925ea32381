"""Settings: where they come from, what goes before what, and what is wrong with a wrong one."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from pathlib import Path
from typing import Any

import pytest

from jixiao.config import Settings, described, load
from jixiao.errors import ConfigError


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_flags_go_before_environment_before_file_before_defaults(tmp_path: Path) -> None:
    assert load(environment={}) == Settings()
    (tmp_path / "jixiao.toml").write_text("page_limit = 1\njobs = 1\nfile_mb = 1\n")
    environment = {"JIXIAO_PAGE_LIMIT": "2", "JIXIAO_JOBS": "2", "JIXIAO_FILE_SECONDS": " "}
    settings = load(environment=environment, flags={"jobs": 3, "file_mb": None})
    assert (settings.page_limit, settings.jobs, settings.file_mb) == (2, 3, 1)
    assert settings.file_seconds == Settings().file_seconds


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"--config"):
        load(tmp_path / "absent.toml", environment={})
    (tmp_path / "other.toml").write_text("jobs = 7\n")
    assert load(tmp_path / "other.toml", environment={}).jobs == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("job = 1", "job”不是可用的设置"),
        ("jobs = 'two'", "现为 'two'"),
        ("jobs = true", "现为 True"),
        ("jobs = 1.5", "现为 1.5"),
        ("page_limit = 0", "不小于 1 的整数"),
        ("memory_mb = 100", "不小于 1024 的整数，或 0"),
        ("jobs = ", "TOML"),
    ],
)
def test_a_wrong_setting_says_where_and_what(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "jixiao.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        load(environment={})
    assert "jixiao.toml" in str(caught.value)
    assert said in str(caught.value)


def test_a_wrong_variable_and_a_wrong_flag_are_named() -> None:
    with pytest.raises(ConfigError, match="环境变量 JIXIAO_JOBS"):
        load(environment={"JIXIAO_JOBS": "many"})
    with pytest.raises(ConfigError, match="--file-seconds"):
        load(environment={}, flags={"file_seconds": 0})


def test_zero_stands_for_as_many_as_there_are_and_for_no_bound() -> None:
    settings = load(environment={}, flags={"jobs": 0, "memory_mb": 0})
    assert settings.workers >= 1
    assert load(environment={}, flags={"jobs": 5}).workers == 5


def test_the_fingerprint_changes_with_what_changes_results_only() -> None:
    settings = Settings()
    for name, default, _ in described():
        other = replace(settings, **{name: default + 1})
        shapes = name in ("max_error", "page_limit", "stroke_limit")
        assert (other.fingerprint != settings.fingerprint) is shapes, name


def test_settings_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().jobs = 3  # type: ignore[misc]


@pytest.mark.parametrize("wrong", [{"jobs": -3}, {"page_limit": 0}, {"memory_mb": 12}, {"file_mb": 1.5}])
def test_settings_made_in_python_are_held_to_the_same(wrong: dict[str, Any]) -> None:
    (name,) = wrong
    with pytest.raises(ConfigError, match=f"{name} 应是不小于"):
        Settings(**wrong)
