"""Projects made up for the tests of drafting."""

from __future__ import annotations

from typing import Any

from jixiao.drafts import Project
from jixiao.records import Funds, FundsSide, Indicator

LIGHTS = (
    ("产出指标", "数量指标", "更换节能路灯数量", "≥420盏"),
    ("产出指标", "数量指标", "改造配电箱数量", "=16处"),
    ("产出指标", "质量指标", "路灯亮灯率", "≥98%"),
    ("产出指标", "质量指标", "工程验收合格率", "=100%"),
    ("产出指标", "时效指标", "完工及时率", "=100%"),
    ("产出指标", "时效指标", "全线点亮时间", "2024年6月底前"),
    ("成本指标", "经济成本指标", "单盏路灯更换成本", "≤5200元"),
    ("效益指标", "社会效益指标", "改善沿河夜间出行条件", "显著"),
    ("效益指标", "社会效益指标", "检测能力", "是"),
    ("满意度指标", "服务对象满意度指标", "沿河市民满意度", "≥90%"),
)


def project(*rows: tuple[str, str, str, str], **fields: Any) -> Project:
    """A project with these indicators, the lights where none are given."""
    given: dict[str, Any] = {
        "project_name": "滨河步道照明更新",
        "year": 2024,
        "department": "星岸市城市管理局",
        "implementer": "星岸市路灯管理所",
        "funds": Funds(unit="万元", annual=FundsSide(total="268.50")),
    }
    indicators = [
        Indicator(level1=level1, level2=level2, level3=name, value=value)
        for level1, level2, name, value in rows or LIGHTS
    ]
    return Project(**(given | fields), indicators=indicators)
