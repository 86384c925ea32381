"""Units as they are printed behind a number: multiplier, measure word, and what it is counted by (万元/人/年).

The words are facts of the language, not terms of a form. `UNIT` matches the longest unit of known words; what is behind
a number and not known here is left to the caller.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from jixiao.quantity.exact import ONE

_MEASURES = """
人次 人份 人日 人天 人月 人年 人户 人员 人 个百分点 个月 个工作日 个自然日 个小时 个学时 个学年 个年度 个季度
个班次 个批次 个 家次 家 项次 项 件次 件套 件 套次 套件 套 台套 台件 台班 台次 台 份 名 户次 户 册次 册 本 篇次 篇
期次 期 场次 场 座 处次 处 所 间次 间 栋 幢 条次 条 辆次 辆 艘次 艘 架次 架 张次 张 支次 支 只次 只 头次 头 匹 株
棵 盏 块 片 段次 段 门次 门 种次 种 批次 批 届次 届 轮次 轮 班次 班级 班 节次 节 课时 课次 课 学时 学分 学年 学期
位 组次 组 队次 队 村次 村 镇 乡 县 市 校 院 站次 站 点位 点次 点 井 孔 根 把 副 双 对 盒 箱 袋 瓶 桶 罐 车次 车
趟次 趟 列 例次 例 起次 起 宗次 宗 案次 案 卷 页 万字 字 部次 部 集 幅 枚 颗 粒 亩次 亩 公顷 顷 平方公里 平方千米
平方米 平方厘米 平方毫米 平米 平方 平 立方米 立方厘米 立方 公里 千米 厘米 毫米 微米 纳米 米 海里 公吨 吨公里 吨次
吨 公斤 千克 毫克 微克 克 斤 毫升 公升 升 千瓦时 千瓦小时 千瓦 兆瓦时 兆瓦 千伏安 千伏 千帕 千卡 千焦 千赫 度电
摄氏度 度 元 角 工作日 自然日 分钟 小时 时 秒钟 秒 毫秒 年次 年度 年 月份 月次 月 日次 日 天次 天 周次 周 星期 旬
季度 季 代 基 眼 口 路 层次 层 级 倍 折 成 室 床位 床 顿 餐次 餐 版次 版 稿 单次 单 票 笔次 笔 面次 面 道次 道 扇
樘 延米 延长米 公分 分贝 分 尾 羽 岁 师 款次 款 样次 样 丛 束 盆 棚 窝 伞 栏 屏 端 线次 线 环 员 尊 盘 碗 桌 席 柜
顶 杆 次人 次数 次 百分点 百分比 个点 字节 兆 比特 标准箱 标箱 车位 泊位 铺位 机位 工位 工日 人民币 厂 店 社区 社
街道 园区 区县 格 具 杯 支队 中队
"""
# Behind a stroke only.
_COUNTED_BY = "生 学生 教师 项目 单位 机构 企业 家庭 标准班 课程 学校 平台 人口 d a"
_LATIN = """
km² km2 ㎢ hm² ㎡ m² m2 m³ m3 km ㎞ cm ㎝ mm ㎜ μm m kg ㎏ mg ㎎ g t L ml mL kWh kW·h kW MW kV kVA ℃ °C ° dB GB TB
PB MB KB Mbps Gbps h min s Hz kHz MHz GHz Pa kPa MPa ppm μg
"""
_PERCENT = ("%", "‰", "百分点", "百分比")
# 千 and 百 multiply, except as the beginning of another unit or noun.
_FACTORS = "[十百千]?万亿|[十百千]?万(?!能)|[十百千]?亿|千(?![克米瓦伏帕卡赫焦安升字分])|百(?![分货科姓])"
_SIZES = {
    "": ONE, "十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10**4), "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
}  # fmt: skip
# One name for units that are printed in several ways; the number of the one that is counted in the other.
_SAME = {
    "平方米": "㎡ m² m2 平米 平方 平",
    "立方米": "m³ m3 立方",
    "公里": "km ㎞ 千米",
    "平方公里": "km² km2 ㎢ 平方千米",
    "公顷": "hm²",
    "米": "m",
    "厘米": "cm ㎝ 公分",
    "毫米": "mm ㎜",
    "千克": "kg ㎏ 公斤",
    "克": "g",
    "吨": "t 公吨",
    "升": "L 公升",
    "毫升": "ml mL",
    "毫克": "mg ㎎",
    "微克": "μg",
    "千瓦时": "kWh kW·h 千瓦小时 度电",
    "千瓦": "kW",
    "%": "百分比 百分之",
    "百分点": "个百分点 个点",
    "小时": "h 个小时",
    "月": "个月 月份",
    "工作日": "个工作日",
    "分钟": "min",
    "元": "¥ 人民币",
    "季度": "个季度",
    "学时": "个学时",
    "年": "年度 个年度 a",
    "日": "d",
}
_NAMES = {printed: name for name, all_printed in _SAME.items() for printed in all_printed.split()}
_TENTHS = {"‰": ("%", Decimal("0.1")), "千分之": ("%", Decimal("0.1")), "成": ("%", Decimal(10))}


def _trie(words: Iterable[str]) -> str:
    """A pattern for the words that takes the longest one and reads each character once."""
    by_first: dict[str, list[str]] = {}
    for word in words:
        by_first.setdefault(word[0], []).append(word[1:])
    ends = "".join(first for first, rests in by_first.items() if rests == [""])
    branches = [f"[{re.escape(ends)}]"] if ends else []
    for first, rests in by_first.items():
        longer = [rest for rest in rests if rest]
        if longer:
            branches.append(f"{re.escape(first)}(?:{_trie(longer)}){'?' if '' in rests else ''}")
    return "|".join(branches)


_HAN = _trie(dict.fromkeys(_MEASURES.split()))
_LETTERS = _trie(_LATIN.split())
_ATOM = rf"(?:%|‰|℃|{_HAN}|(?:{_LETTERS})(?![A-Za-z0-9]))"
_FACTOR = f"(?:{_FACTORS})"
_IN_BRACKETS = rf"\({_FACTOR}?{_ATOM}(?:[/、]{_FACTOR}?{_ATOM})*\)"
_FIRST = rf"(?:{_FACTOR}?{_ATOM}|{_FACTOR}|(?=/\D)|(?={_IN_BRACKETS}))"
_PER = rf"(?:/每?|每|[·•*](?!\d)){_FACTOR}?(?:{_ATOM}|{_trie(_COUNTED_BY.split())})"
UNIT = rf"{_FIRST}(?:{_PER}|/?{_IN_BRACKETS})*"
LISTED = rf"{_FIRST}(?:{_PER}|[、,或和及]{_ATOM}|/?{_IN_BRACKETS})*"
_LEADING = re.compile(rf"({_FACTOR})(.*)", re.DOTALL)


@lru_cache(maxsize=4096)
def base_unit(unit: str) -> tuple[str, Decimal]:
    """The unit without its multiplier under its one name, and what a number is multiplied by to stand in it.

    >>> base_unit("万元/人/年"), base_unit("元每人每月"), base_unit("‰")
    (('元/人/年', Decimal('10000')), ('元/人/月', Decimal('1')), ('%', Decimal('0.1')))
    """
    if unit in _TENTHS:
        return _TENTHS[unit]
    factor = ONE
    unit = unit.strip("()") if unit.startswith("(") else unit
    match = _LEADING.fullmatch(unit)
    if match and unit not in _NAMES and unit not in _PERCENT:
        head, unit = match.groups()
        factor = _size(head)
    if unit == "人·次":
        return "人次", factor
    first, *per = re.split(r"/每?|每|[·•*](?!h)", unit)
    return "/".join([_NAMES.get(first, first), *(_NAMES.get(p, p) for p in per)]), factor


def _size(multiplier: str) -> Decimal:
    if multiplier in _SIZES:
        return _SIZES[multiplier]
    return _SIZES[multiplier[0]] * _SIZES[multiplier[1:]]
