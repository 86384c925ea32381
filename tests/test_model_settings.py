"""The settings of the model: where they come from, what is wrong with a wrong one, and that the key stays hidden."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import pytest

from jixiao.config import ModelSettings, Secret, described_model, load_model
from jixiao.errors import ConfigError

KEY = "sk-0123456789"
FILE = '[model]\nbase_url = "http://127.0.0.1:8080/v1/"\nname = "a"\nprice_in = 2\n'


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_nothing_set_is_no_model(tmp_path: Path) -> None:
    others = {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": "http://a/v1"}
    assert load_model(environment=others) is None
    (tmp_path / "jixiao.toml").write_text("[model]\nprice_in = 1.0\n")
    assert load_model(environment={"JIXIAO_MODEL_KEY": KEY}) is None


def test_flags_go_before_environment_before_file_before_defaults(tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text(FILE)
    environment = {"JIXIAO_MODEL_NAME": "b", "JIXIAO_MODEL_PRICE_IN": "3.5", "JIXIAO_MODEL_KEY": KEY}
    found = load_model(environment=environment, flags={"name": "c", "when": "always", "mode": None, "attempts": "2"})
    assert found is not None
    assert (found.base_url, found.name, found.price_in) == ("http://127.0.0.1:8080/v1", "c", 3.5)
    assert (found.when, found.mode, found.attempts, found.key.reveal()) == ("always", "auto", 2, KEY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("names = 'a'", "names”不是可用的设置"),
        ("base_url = 5", "应是文字"),
        ("base_url = 'ftp://a'", "http:// 或 https://"),
        ("base_url = 'http://me:pw@a/v1'", "密钥请写在 key"),
        ("base_url = 'http://a/v1?key=5'", "密钥请写在 key"),
        ("when = 'sometimes'", "auto、always、never 之一"),
        ("mode = 'xml'", "json_schema"),
        ("concurrency = 0", "不小于 1 的整数"),
        ("concurrency = 1.5", "现为 1.5"),
        ("attempts = true", "现为 True"),
        ("price_in = -1", "不小于 0 的数"),
        ("price_in = inf", "不小于 0 的数"),
        ("price_in = 'much'", "现为 'much'"),
        ("name = 'a'", "缺 base_url"),
        ("base_url = 'http://a/v1'", "JIXIAO_MODEL_NAME"),
        ("base_url = 'http://a/v1'\nname = 'a'\nbudget_money = 5.0", "price_in"),
    ],
)
def test_a_wrong_setting_says_where_and_what(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "jixiao.toml").write_text(f"[model]\n{text}\n")
    with pytest.raises(ConfigError) as caught:
        load_model(environment={})
    assert said in str(caught.value)


def test_a_wrong_variable_and_a_wrong_flag_are_named() -> None:
    with pytest.raises(ConfigError, match="环境变量 JIXIAO_MODEL_ATTEMPTS"):
        load_model(environment={"JIXIAO_MODEL_ATTEMPTS": "0"})
    with pytest.raises(ConfigError, match="--model-option"):
        load_model(environment={}, flags={"attempts": "0"})
    with pytest.raises(ConfigError, match="--model 中"):
        load_model(environment={}, flags={"when": "often"})


@pytest.mark.parametrize("key", ["sk bad", "钥匙", "sk\n1"])
def test_a_key_that_cannot_be_one_is_not_repeated(tmp_path: Path, key: str) -> None:
    with pytest.raises(ConfigError, match="key 应是") as caught:
        load_model(environment={}, flags={"key": key})
    assert key not in str(caught.value)


def test_the_key_is_shown_nowhere() -> None:
    settings = ModelSettings(base_url="http://a/v1", name="a", key=Secret(KEY))
    shown = [repr(settings), str(settings), f"{settings.key}", json.dumps(settings.public()), settings.fingerprint]
    assert not [text for text in shown if KEY in text]
    assert "key" not in settings.public()
    for copied in (pickle.dumps, asdict):
        with pytest.raises(TypeError):
            copied(settings)


def test_the_fingerprint_changes_with_what_is_asked_of_whom_only() -> None:
    settings = ModelSettings(base_url="http://a/v1", name="a")
    shaping = {"personal", "base_url", "name", "vision_name", "when", "temperature"}
    for f in fields(ModelSettings):
        value = getattr(settings, f.name)
        other = Secret(KEY) if isinstance(value, Secret) else f"{value}x" if isinstance(value, str) else value + 1
        other = f.metadata["among"][-1] if f.metadata.get("among") else other
        other = {"proxy": "http://127.0.0.1:3128", "off_peak": "22:00-06:00"}.get(f.name, other)
        changed = replace(settings, **{f.name: other}).fingerprint != settings.fingerprint
        assert changed is (f.name in shaping), f.name


def test_each_setting_is_described() -> None:
    assert [name for name, _, _ in described_model()] == [f.name for f in fields(ModelSettings)]
    assert all(about for _, _, about in described_model())
    assert {name: default for name, default, _ in described_model()}["concurrency"] == "4"


@pytest.mark.parametrize(
    "wrong", [{"when": "sometimes"}, {"concurrency": 0}, {"base_url": "localhost"}, {"off_peak": "晚上"}]
)
def test_settings_made_in_python_are_held_to_the_same(wrong: dict[str, Any]) -> None:
    (name,) = wrong
    with pytest.raises(ConfigError, match=name):
        ModelSettings(**wrong)
