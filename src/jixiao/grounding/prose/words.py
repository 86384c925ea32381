"""Words that tell how a number in prose stands to its indicator: facts of the language, in tables."""

from __future__ import annotations

import re

# A floor before the number with a ceiling behind it, or the reverse: it says nothing.
CONTRARY = re.compile(
    "^(?:(?:控制|压缩|压降|不超|不突破|不高|不大|不多|不得超|最多|至多|低于|少于|小于|≤|<).*[以之]上"
    "|(?:不少|不低|不小|至少|最少|超过|高于|大于|≥|>).*(?:[以之][内下]|范围内))$"
)
# Of these less is better; of everything else more is.
LESS_IS_BETTER = re.compile(
    "成本|费用|支出|投诉|信访|事故|违规|违法|差错|错误|失误|超支|负担|周期|时限|时长|耗时|故障|死亡|发病|伤亡|缺勤|"
    "流失|失业|偏差|结转|结余|能耗|排放|污染|损耗|空置|逾期|举报|拥堵|变动率|控制率|控制数|调整率|下降|降低|减少|压减"
)
RISE = re.compile("延长|增长|增加|提升|提高|上升|增幅|上浮|上涨|扩大|增强|改善|优化|加快")
FALL = re.compile("下降|降低|减少|压减|压缩|缩短|下浮|降幅|减幅|核减|削减|递减|减轻|缓解|下滑|恶化|放缓|削弱")
# Said of a unit that is counted by person or piece: 人均110元 is 110元/人.
PER_PIECE = re.compile("吨水|均|每|标准|单位成本|单位[一-龥]{0,3}(?:面积|里程|长)|单(?![位项独])[一-龥]")
# What stands for 100 % and for none without a figure.
WHOLLY = re.compile("全部|全覆盖|全面|全数|全额|足额|应[^，。]尽|百分之百|无遗漏|按时|按期|及时|准时")
NONE = re.compile(
    "零(?!距离|散|星|售|碎|部|件|食|工|基|接触|等待)|无[^，。]{0,6}(?:事故|投诉|违|差错|信访|事件|案件)|(?:^|[，、；])无(?!障碍|公害|线|人机|偿|害|纸|缝|土)|不发生|未发生|杜绝|避免"
)
ABOUT_ALL = re.compile("均|都|分别|各")
RESPECTIVELY = re.compile("分别")
# Where a clause speaks of what is, not of what is aimed at.
BACKGROUND = re.compile(
    "截至|截止|现有|现已|目前|已(?:建成|完成|有|达|经|投入|培育|累计)|累计已|去年|上年|以来|共有|现存|总人口|常住人口|下辖|辖区有|位于|面积约|"
    "根据|依据|按照|《"
)
# Behind a year that a plan is for, and before it.
PLANNED = re.compile(
    r"年?度?(?:内|全年)?(?:，|,)?(?:计划|预计|拟|将|力争|预期|全年|完成|实现|安排|目标|预算|底前|年底)"
)
PLANNED_BEFORE = re.compile("(?:力争|计划|预计|确保|争取|到|完成|做好|实现|保障)$")
# Words of a name that say what sort of figure it is, not of what.
_SORTS = """
数量 人数 次数 个数 面积 金额 比例 比率 数额 情况 指标 项目 工作 完成 达到 程度 总数 总量 总额 资金 标准 成本 单位
及时 时间 质量 目标 全年 年度 本年
"""
SORT_OF_FIGURE = re.compile(
    "的?(?:数量|人数|次数|个数|户数|项数|家数|台数|面积数|面积|金额|总数|总量|数额|时间|情况|数|量)$"
)
SORTS = frozenset(_SORTS.split())
EACH = re.compile("每|各")
# So many weeks, months, quarters, school terms and days has a year.
PERIODS = (52, 12, 4, 2, 365)
SCOPES = re.compile("全市|全区|全县|全省|全国|全校|全镇|全街|城区|城郊|郊区|市级|县级|乡镇|省级|国家级|校级|农村|城市")
