"""Projects composed for the tests of grounding."""

from __future__ import annotations

from jixiao.records import Funds, FundsSide, Indicator
from jixiao.records.drafts import Project

LEVELS = {"成本": "经济成本指标", "费用": "经济成本指标", "率": "质量指标", "时间": "时效指标", "满意度": "满意度指标"}


def project(*rows: tuple[str, str], goal: str = "", **fields: object) -> Project:
    """A project of 2025 with these indicators (name, value) and this goal."""
    indicators = [
        Indicator(
            level1="绩效指标",
            level2=next((level for end, level in LEVELS.items() if end in name), "数量指标"),
            level3=name,
            value=value,
        )
        for name, value in rows
    ]
    given = {"year": 2025, "project_name": "滨水社区助老服务", "goal_annual": goal or None}
    return Project.model_validate(given | fields | {"indicators": [each.model_dump() for each in indicators]})


def money(total: str, unit: str = "万元") -> Funds:
    """The amounts of a project."""
    return Funds(unit=unit, annual=FundsSide(total=total))
