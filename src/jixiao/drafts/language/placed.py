"""What an indicator is by what it says, where the form has put it elsewhere: a rate is no quantity, work no effect.

>>> placed("quantity", "分类垃圾清运及时率", "≥98%"), placed("time", "垃圾分类投放准确率", "≥85%")
('quality', 'quality')
>>> placed("effect", "更换老化管道长度", "≥18.5公里"), placed("quality", "创建省级示范片区数", "=2个")
('quantity', 'quantity')
>>> placed("quality", "项目完工时间", "11月底前"), placed("effect", "带动就业人数", "≥120人")
('time', 'effect')
>>> placed("effect", "健康知识讲座场次", "≥20场"), placed("effect", "群众参加讲座人次", "≥200人次")
('quantity', 'effect')
"""

from __future__ import annotations

import re

from jixiao.checks.judgement import judgement
from jixiao.drafts.language.words import words
from jixiao.quantity import parse_target

# What is made or founded, with its thing and the word for what is counted.
_MADE = re.compile(
    "^(?:创建|发表|出版|打造|建成|编制|制定|举办|召开|开展|认定|评选)[一-龥]{2,}(?:数量|个数|[一-龥]数)$"
)
# What is held so and so often, whatever verb it has: 健康知识讲座场次.
_HELD = re.compile(
    "(?:讲座|培训|培训班|会议|演练|演出|宣讲|座谈会|推介会|招聘会)(?:场次|次数|期数|场数|班次|数量|数)?$"
)
_TIMES = ("场", "次", "期", "场次", "班")
_IN_TIME = re.compile("时")
# How long something lasts, and what is high or low, is no work.
_NO_COUNT = ("", "%", "百分点", "分", "级", "‰", "年", "月", "天", "日", "周", "小时", "分钟", "元")


def placed(kind: str, name: str, value: str) -> str:
    """The kind, or that which name and value tell beyond doubt."""
    target = parse_target(value)
    if target.base_unit == "%" and name.endswith("率"):
        return "quality" if kind == "quantity" or (kind == "time" and not _IN_TIME.search(name)) else kind
    if kind == "quality" and target.kind == "date" and re.search(words().times, name):
        return "time"
    if kind not in ("quality", "effect") or target.kind != "quantitative" or not target.number or target.change:
        return kind
    if target.base_unit in _NO_COUNT or "/" in target.unit or target.operator not in ("≥", "=", None):
        return kind
    if kind == "effect" and target.base_unit in _TIMES and _HELD.search(name):
        return "quantity"
    known = judgement()
    deed = known.has("deed_named", name) and not known.has("deed_except", name)
    return "quantity" if (deed if kind == "effect" else _MADE.search(name)) else kind
