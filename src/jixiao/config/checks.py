"""The settings of checks: the section `[checks]` of the settings file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.config.file import section
from jixiao.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Weights:
    """The points that a region gives to each level 1."""

    cost: Decimal = Decimal(20)
    output: Decimal = Decimal(40)
    benefit: Decimal = Decimal(20)
    satisfaction: Decimal = Decimal(10)


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """Which checks run, and how much they let pass.

    `off` names checks by id, or groups of them ("indicator.*"); amounts are in 元, percentages in percentage points.
    ConfigError where a setting is given a value that it cannot have.
    """

    off: tuple[str, ...] = field(default=(), metadata={"about": "不做的检查：编号，或一组，如 indicator.*"})
    amount_tolerance: Decimal = field(
        default=Decimal(0), metadata={"about": "金额相差不超过多少元不算错（四舍五入的差另行识别）"}
    )
    percent_tolerance: Decimal = field(
        default=Decimal("0.05"), metadata={"about": "文字里的百分比与重算结果相差不超过多少个百分点不算错"}
    )
    min_indicators: int = field(default=5, metadata={"about": "一份表至少几条指标"})
    min_goal: int = field(default=15, metadata={"about": "绩效目标至少多少字"})
    max_qualitative: Decimal = field(default=Decimal("0.5"), metadata={"about": "定性指标最多占几成"})
    execution_weight: Decimal = field(default=Decimal(10), metadata={"about": "预算执行率的分值"})
    weights: Weights = field(default=Weights(), metadata={"about": "有成本指标时各一级指标的分值"})
    weights_without_cost: Weights = field(
        default=Weights(Decimal(0), Decimal(50), Decimal(30), Decimal(10)),
        metadata={"about": "没有成本指标时各一级指标的分值"},
    )

    def __post_init__(self) -> None:
        if not isinstance(self.off, tuple) or not all(isinstance(name, str) for name in self.off):
            raise ConfigError(f'CheckSettings 中的 off 应是一列编号，如 ("indicator.too-few",)，现为 {self.off!r}')
        for f in fields(self):
            if isinstance(f.default, int | Decimal):
                _number(f.name, getattr(self, f.name), "CheckSettings")


def load_checks(file: Path | None = None) -> CheckSettings:
    """The settings of checks from the file (`jixiao.toml` where none is given); ConfigError naming a wrong one."""
    given, where = section("checks", file)
    return replace(CheckSettings(), **{name: _value(name, value, where) for name, value in given.items()})


def described_checks() -> list[tuple[str, object, str]]:
    """Each setting with its default and what it is for."""
    return [(f.name, f.default, f.metadata["about"]) for f in fields(CheckSettings)]


def _value(name: str, value: object, where: str) -> Any:
    known = {f.name: f for f in fields(CheckSettings)}
    if name not in known:
        raise ConfigError(f"{where} 中的“{name}”不是可用的设置；可用的有：{'、'.join(known)}")
    default = known[name].default
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        raise ConfigError(f'{where} 中的 {name} 应是一列编号，如 ["indicator.too-few"]，现为 {value!r}；请改正后再试')
    if isinstance(default, Weights):
        return _weights(name, value, default, where)
    number = _number(name, value, where)
    return int(number) if isinstance(default, int) else number


def _weights(name: str, value: object, default: Weights, where: str) -> Weights:
    parts = [f.name for f in fields(Weights)]
    if not isinstance(value, Mapping) or not set(value) <= set(parts):
        shape = "、".join(parts)
        raise ConfigError(f"{where} 中的 {name} 应写成 {{ {shape} }} 的分值，现为 {value!r}；请改正后再试")
    return replace(default, **{part: _number(f"{name}.{part}", number, where) for part, number in value.items()})


def _number(name: str, value: object, where: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not 0 <= value < float("inf"):
        raise ConfigError(f"{where} 中的 {name} 应是不小于 0 的数，现为 {value!r}；请改正后再试")
    return Decimal(str(value))
