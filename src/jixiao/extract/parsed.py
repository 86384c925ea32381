"""What is derived from printed values, by the same paths: targets as operator, number and unit; amounts in 元."""

from __future__ import annotations

from typing import Any

from jixiao.quantity import parse_amount, parse_share, parse_target

_AMOUNTS = {"project_goal": "funds", "department_goal": "budget"}


def parsed_values(plain: dict[str, Any]) -> dict[str, dict[str, object]]:
    """Parsed values by field path, for every printed value that has one."""
    out: dict[str, dict[str, object]] = {}
    return out
