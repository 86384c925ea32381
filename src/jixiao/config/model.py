"""The settings of the language model: which endpoint, what it costs, how much a run may ask of it."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from jixiao.config.file import PREFIX, section
from jixiao.config.secret import Secret
from jixiao.errors import ConfigError

WHEN = ("auto", "always", "never")
# How an endpoint is asked for an answer of a given shape; "auto" tries them in this order, once per endpoint.
MODES = ("json_schema", "tools", "json", "md_json")
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_SPAN = re.compile(f"{_CLOCK}-{_CLOCK}")


def _text(about: str, default: str = "", among: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"about": about, "among": among})


def _number(default: float, about: str, least: float = 0) -> Any:
    """A number of at least `least`; whole where the default is whole."""
    return field(default=default, metadata={"about": about, "least": least})


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """An endpoint that speaks OpenAI's chat protocol, and the limits of asking it. The key is never shown or kept.

    ConfigError where a setting is given a value that it cannot have.
    """

    base_url: str = _text("接口地址，如 http://127.0.0.1:8080/v1")
    key: Secret = field(default=Secret(""), metadata={"about": "接口的密钥，本地接口可不写"})
    name: str = _text("模型名称")
    vision_name: str = _text("能看图的模型名称，不写则不看图")
    when: str = _text("何时询问：auto 只问规则没有读出的，always 每张表都问，never 不问", "auto", WHEN)
    mode: str = _text("要求回答格式的方式，auto 为自动探测", "auto", ("auto", *MODES))
    price_in: float = _number(0.0, "每百万输入词元的价格（元），0 为不计价")
    price_out: float = _number(0.0, "每百万输出词元的价格（元），0 为不计价")
    batch_share: float = _number(0.5, "批量作业的价格是单独问的几成，0.5 为半价")
    off_peak: str = _text("接口便宜的时段（按本机的钟），如 00:30-08:30；不写为没有")
    off_peak_share: float = _number(1.0, "便宜时段的价格是平时的几成")
    budget_tokens: int = _number(0, "一次运行最多用多少词元，0 为不限")
    budget_money: float = _number(0.0, "一次运行最多用多少钱（元），0 为不限")
    form_tokens: int = _number(0, "一张表的全部询问最多用多少词元，0 为不限")
    requests_per_minute: int = _number(0, "每分钟最多多少次请求，0 为不限")
    tokens_per_minute: int = _number(0, "每分钟最多多少词元，0 为不限")
    concurrency: int = _number(4, "同时最多几个请求", 1)
    answer_tokens: int = _number(4096, "一个回答最多多少词元", 16)
    temperature: float = _number(0.0, "采样温度")
    request_seconds: float = _number(120.0, "一次请求最多等多少秒", 0.1)
    form_seconds: float = _number(600.0, "一张表的全部询问连同重试最多多少秒", 0.1)
    attempts: int = _number(5, "一次请求失败时最多试几次", 1)
    backoff_seconds: float = _number(1.0, "重试前等待的起始秒数，其后逐次加倍", 0.001)
    wait_seconds: float = _number(60.0, "接口要求等待时最多等多少秒，更长就不再询问")
    proxy: str = _text("访问接口用的代理，如 http://127.0.0.1:3128；不写则不用，也不看 HTTP_PROXY 等环境变量")
    personal: str = _text("联系人、电话等：withhold 不送出，send 照送", "withhold", ("withhold", "send"))
    archive: str = _text("没有指定数据库时，收据和回答记在哪个文件；不写则在用户目录下")

    def __post_init__(self) -> None:
        for f in fields(self):
            value = getattr(self, f.name)
            if value != f.default and not isinstance(value, Secret):
                _checked(f.name, value, "ModelSettings")

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that change with what is asked of whom, not with key, prices and limits."""
        asked: tuple[object, ...] = (self.base_url, self.name, self.vision_name, self.when, self.temperature)
        asked += (self.personal,) if self.personal != "withhold" else ()
        return hashlib.sha256(repr(asked).encode()).hexdigest()[:8]

    @property
    def priced(self) -> bool:
        """Whether it is known what tokens cost."""
        return self.price_in > 0 or self.price_out > 0

    def is_cheap(self, now: time) -> bool:
        """Whether it is the endpoint's off-peak time; one that ends before it begins goes over midnight."""
        if not self.off_peak:
            return False
        begin, end = (time.fromisoformat(each) for each in self.off_peak.split("-"))
        return begin <= now < end if begin <= end else now >= begin or now < end

    def public(self) -> dict[str, str | int | float]:
        """All settings but the key, as they may be kept."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name != "key"}


def load_model(
    file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    flags: Mapping[str, str | int | float | None] | None = None,
) -> ModelSettings | None:
    """The settings of the model, None where no endpoint is set; ConfigError naming the place of a wrong one.

    Flags go before `JIXIAO_MODEL_…` of the environment, that before `[model]` of the file. A flag of None counts as
    not given. Variables of other programs (`OPENAI_API_KEY`) are not looked at: nothing is sent anywhere unasked.
    """
    given, where = section("model", file)
    found = {name: _checked(name, value, where) for name, value in given.items()}
    environment = os.environ if environment is None else environment
    for f in fields(ModelSettings):
        variable = f"{PREFIX}MODEL_{f.name.upper()}"
        if environment.get(variable, "").strip():
            found[f.name] = _checked(f.name, environment[variable].strip(), f"环境变量 {variable}")
    for name, flag in (flags or {}).items():
        if flag is not None:
            found[name] = _checked(name, flag, "参数 --model" if name == "when" else "参数 --model-option")
    settings = ModelSettings(**found)
    if not settings.base_url and not settings.name:
        return None
    _check_whole(settings)
    return settings


def described_model() -> list[tuple[str, str, str]]:
    """Each setting with its default as it is written ("" for none) and what it is for."""
    return [(f.name, _shown(f.default), f.metadata["about"]) for f in fields(ModelSettings)]


def _shown(default: object) -> str:
    if isinstance(default, Secret):
        return ""
    return f"{default:g}" if isinstance(default, float) else str(default)


def _checked(name: str, value: object, where: str) -> Any:
    known = {f.name: f for f in fields(ModelSettings)}
    if name not in known:
        raise ConfigError(f"{where} 中的“{name}”不是可用的设置；可用的有：{'、'.join(known)}")
    about, default = known[name].metadata, known[name].default
    if isinstance(default, Secret):
        return _secret(value, where)
    if isinstance(default, str):
        return _word(name, value, where, about)
    return _amount(name, value, where, cast(float, default), about)


def _secret(value: object, where: str) -> Secret:
    if not isinstance(value, str) or not value.isascii() or not value.isprintable() or " " in value.strip():
        raise ConfigError(f"{where} 中的 key 应是一串不含空格的字母、数字和符号；请检查复制的密钥是否完整")
    return Secret(value.strip())


def _word(name: str, value: object, where: str, about: Mapping[str, Any]) -> str:
    if not isinstance(value, str):
        raise ConfigError(f"{where} 中的 {name} 应是文字（{about['about']}），现为 {value!r}；请改正后再试")
    if about["among"] and value not in about["among"]:
        raise ConfigError(f"{where} 中的 {name} 应是 {'、'.join(about['among'])} 之一，现为 {value!r}；请改正后再试")
    if name == "off_peak" and value and not _SPAN.fullmatch(value):
        raise ConfigError(f"{where} 中的 off_peak 应写成 时:分-时:分，如 00:30-08:30，现为 {value!r}；请改正后再试")
    return _address(name, value, where) if name == "base_url" or (name == "proxy" and value) else value


def _address(name: str, value: str, where: str) -> str:
    parts = urlsplit(value)
    if parts.username or parts.password or parts.query:
        raise ConfigError(f"{where} 中的 {name} 里不要写用户名、密码或参数；密钥请写在 key")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"{where} 中的 {name} 应是 http:// 或 https:// 开头的地址，现为 {value!r}；请改正后再试")
    return value.rstrip("/")


def _amount(name: str, value: object, where: str, default: float, about: Mapping[str, Any]) -> float:
    whole = isinstance(default, int)
    try:
        number = (int if whole else float)(value) if isinstance(value, str) else value
    except ValueError:
        number = None
    fitting = isinstance(number, int) or (isinstance(number, float) and not whole)
    if not isinstance(number, bool) and fitting and about["least"] <= cast(float, number) < float("inf"):
        return cast(float, number) if whole else float(cast(float, number))
    allowed = f"不小于 {about['least']:g} 的{'整数' if whole else '数'}"
    raise ConfigError(f"{where} 中的 {name} 应是{allowed}（{about['about']}），现为 {value!r}；请改正后再试")


def _check_whole(settings: ModelSettings) -> None:
    for name in ("base_url", "name"):
        if not getattr(settings, name):
            variable = f"{PREFIX}MODEL_{name.upper()}"
            raise ConfigError(f"大模型的设置缺 {name}；请在 jixiao.toml 的 [model] 中写，或设环境变量 {variable}")
    if settings.budget_money and not settings.priced:
        raise ConfigError("设了 budget_money 却没有价格，无法控制花费；请在 [model] 中写 price_in 和 price_out")
