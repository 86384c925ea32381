"""What a cell holds, told by its text alone: a sign, a unit, a number, a date, a name of a level, a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from jixiao.quantity.units import unit_end
from jixiao.text import key

OPERATOR = re.compile(
    r"(?:>=|<=|=>|=<|[≥≤=><＞＜≈±≠]|大于等于|大于或等于|小于等于|小于或等于|大于|小于|等于|不低于|不高于|不超过|不少于|不大于"
    r"|不小于|至少|至多|区间|介于|左右|>且<)+"
)
_SIGN = r"(?:>=|<=|[≥≤=><≈]|不低于|不高于|不超过|不少于|大于等于|小于等于|大于|小于|等于|至少)"
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_MONEY = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+\.\d{1,6}|0")
_AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d+)?(?:%|[亿万千百]?元)?")
_SIGNED = re.compile(rf"{_SIGN}\D{{0,2}}\d")
_RANGE = re.compile(r"\d[\d.,]*\D{0,4}[-~至到]\d[\d.,]*")
_DATE = re.compile(r"(?:20\d\d年|\d{1,2}月|20\d\d[-./]\d{1,2}|季度|年底|月底|年末|年度内|上半年|下半年)")
_TYPE = re.compile(r"定[量性](?:指标)?|(?:数量|质量)型")
_DIRECTION = re.compile(r"(?:正|反|负|逆)向?(?:指标)?")
_FLAG = re.compile(r"[是否√×✓YN有]|(?:核心|固化|非核心)(?:指标)?")
_CODE = re.compile(r"(?=.*\d)[A-Za-z]*[-\dA-Za-z.]{5,}")
_LEVELS = ("指标", "效益", "成本", "满意度", "产出", "影响", "效果", "效能", "可持续性")
# What the name of a level may say before that, in characters.
_BEFORE = 10
_LEVEL1 = re.compile(
    r"(?:产出|效益|满意度|成本|效果|投入|过程|管理|决策|影响力?|履职效能|管理效率|社会效应|可持续性|运行成本)类?(?:绩效)?(?:指标|目标)?"
)
_LEVEL2 = re.compile(
    r"(?:(?:产出|完成|目标)?(?:数量|质量|时效|成本|进度)|(?:经济|社会|生态|生态环境|环境)(?:效益|成本|影响|效应|效果)"
    r"|可持续(?:发展)?(?:影响|性)?"
    r"|(?:(?:服务|受益|社会|公众).{0,10})?满意度|预算(?:编制|配置|执行|管理)|财务管理|资产管理|职责履行|履职效益)类?(?:指标|目标)?"
)
_BASIS = re.compile(
    r"《|依据|根据|规划|文件|通知|方案|办法|批复|合同|协议|测算|历史|统计|行业标准|工作计划|年鉴|台账|要求|标准$"
)
_CRITERIA = re.compile(r"得(?:满|\d|零|权重)|扣|满分|不得分|得分|按比例|每(?:低|超|少|增|减)")
_FORMULA = re.compile(r"[×÷]|\d?/.*[*×]|[*×]\s*100|=.*/|数[/÷].*数")
_ORGS = (
    "局", "委员会", "委", "办公室", "办", "中心", "院", "所", "队", "站", "学校", "大学", "医院", "处", "科", "科室",
    "股", "政府", "厅", "部门", "公司", "馆", "校",
)  # fmt: skip
_ORG_NOTED = re.compile(rf".*(?:{'|'.join(_ORGS)})\(.*\)")
_NAMED = (
    "率", "数", "量", "数量", "额", "程度", "度", "次数", "人数", "情况", "水平", "成本", "标准", "时间", "时效",
    "及时性", "周期", "面积", "里程", "作用", "影响", "能力", "意识", "环境",
)  # fmt: skip
_WORDS = re.compile(
    r"明显|显著|有效|提升|提高|改善|增强|促进|保障|及时|良好|优|达标|合格|按时|按期|长期|持续|稳定|完善|健全|逐步|较|不断|完成|达到|有所|100分"
)
# Between the names of both levels in one text: 产出指标·数量指标.
LEVEL_MARKS = "-—－–/·•．：:\n "
_BOTH_LEVELS = re.compile(rf"(.{{2,12}}?)[{LEVEL_MARKS}]{{1,2}}(.{{2,14}})")
_AND = re.compile("[和与及、]")
_NONE = re.compile(r"[-/\\—无]+|暂无|不涉及")
_POINTS = re.compile(r"[(\[]\d[^()\[\]]{0,6}[)\]]$")
_STOP = re.compile(r"[，。；、,;]")
_COLUMN_NUMBER = re.compile(
    r"(?:第?(?:栏次?|列)?[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳]|[A-Z])[)）.]?(?:栏|列)?|栏次)(?:=.*)?"
)
# So many columns that are numbered make a row of numbers.
_NUMBERED = 3
LONG = 18

KINDS = (
    "blank", "none", "sign", "unit", "number", "money", "percent", "signed", "quantity", "range", "date", "type",
    "direction", "flag", "code", "level1", "level2", "level", "basis", "criteria", "formula", "org", "named", "words",
    "long", "stops", "digits",
)  # fmt: skip
_AT = {kind: i for i, kind in enumerate(KINDS)}


@lru_cache(maxsize=65536)
def kinds_of(text: str) -> frozenset[str]:
    """The kinds of text that a cell's text may be, of `KINDS`; a text may be of several."""
    k = key(text)
    if not k:
        return frozenset({"blank"})
    digits = any(map(str.isdigit, k))
    bare = _POINTS.sub("", k)
    out = {kind for kind, pattern in _WHOLE.items() if pattern.fullmatch(k)}
    out |= {kind for kind, pattern in _LEVEL_NAMES.items() if pattern.fullmatch(bare)}
    out |= {kind for kind, pattern in _WITHIN.items() if pattern.search(k)}
    if bare.endswith(_LEVELS) and any(bare.endswith(level) and len(bare) <= len(level) + _BEFORE for level in _LEVELS):
        out.add("level")
    if k.endswith(_ORGS) or (k.endswith(")") and _ORG_NOTED.fullmatch(k)):
        out.add("org")
    if k.endswith(_NAMED):
        out.add("named")
    if is_unit(k):
        out.add("unit")
    if len(k) >= LONG:
        out.add("long")
    if digits:
        out |= {"digits"} | _counted(k)
    return frozenset(out)


def _counted(k: str) -> set[str]:
    """The kinds of the folded text that none without digits is of."""
    out = {kind for kind, pattern in _DIGITS_WHOLE.items() if pattern.fullmatch(k)}
    out |= {kind for kind, pattern in _DIGITS_WITHIN.items() if pattern.search(k)}
    number = _NUMBER.match(k)
    if number and number.end() < len(k) and (k[number.end() :] == "%" or unit_end(k, number.end()) == len(k)):
        out.add("percent" if k.endswith("%") else "quantity")
    return out


_WHOLE = {"none": _NONE, "sign": OPERATOR, "type": _TYPE, "direction": _DIRECTION, "flag": _FLAG}
_LEVEL_NAMES = {"level1": _LEVEL1, "level2": _LEVEL2}
_WITHIN = {"date": _DATE, "basis": _BASIS, "criteria": _CRITERIA, "formula": _FORMULA, "words": _WORDS, "stops": _STOP}
_DIGITS_WHOLE = {"number": _NUMBER, "money": _MONEY, "code": _CODE}
_DIGITS_WITHIN = {"signed": _SIGNED, "range": _RANGE}


def is_unit(text: str) -> bool:
    """Whether the folded text is a unit alone: 个, 万元/人, %, 人次（场）."""
    return 0 < len(text) <= 12 and unit_end(text, 0, listed=True) == len(text)


@lru_cache(maxsize=65536)
def level_names(text: str) -> frozenset[str]:
    """Which of the two upper levels of indicators (level1, level2) are called so, by the parts of the text."""
    k = key(text)
    found = frozenset(name for name, p in (("level1", _LEVEL1), ("level2", _LEVEL2)) if p.fullmatch(k))
    both = _BOTH_LEVELS.fullmatch(k) if not found else None
    if both is None or not _LEVEL1.fullmatch(both[1]) or not _LEVEL2.fullmatch(both[2]):
        return found
    return frozenset({"level1", "level2"})


def names_level1(text: str) -> bool:
    """Whether the text names levels 1, one or several: 效益和满意度指标."""
    parts = [part for part in _AND.split(key(text).removesuffix("指标")) if part]
    return bool(parts) and all("level1" in level_names(part) for part in parts)


def names_both(text: str) -> bool:
    """Whether the text names both levels, one after the other with a mark between."""
    k = key(text)
    return len(level_names(text)) > 1 and _BOTH_LEVELS.fullmatch(k) is not None and not _LEVEL1.fullmatch(k)


def is_operator(text: str) -> bool:
    """Whether the text is a comparison alone, in signs or words."""
    return OPERATOR.fullmatch(key(text)) is not None


def is_amount(text: str) -> bool:
    """Whether the text is a plain number, an amount or a percentage."""
    k = key(text)
    return _AMOUNT.fullmatch(k) is not None


def may_hold(field: str, text: str) -> bool:
    """Whether a value of that field can read so: an amount, a date, a code, a name, a text of some length."""
    k = key(text)
    if not k:
        return True
    name = field.split(".")[-1]
    if field.startswith(("funds.", "budget.", "staff.")) and name != "unit":
        return is_amount(text)
    if name in ("unit", "execution_weight", "spending_plan"):
        return False
    if name.startswith("period"):
        return any(c.isdigit() for c in k) and not is_amount(text) and len(k) <= 40
    if name.endswith("code"):
        return _CODE.fullmatch(k) is not None
    if name == "phone":
        return sum(c.isdigit() for c in k) >= 7 and len(k) <= 24
    if name in _SENTENCES:
        return len(k) >= _SENTENCE
    return not is_amount(text) and _CODE.fullmatch(k) is None and len(k) <= (_NAME if name in _NAMES else LONG)


_SENTENCES = {"goal", "goal_annual", "goal_lifetime", "purpose", "schedule", "duties", "duty_basis", "strategic_goal",
              "core_functions", "policy_tasks"}  # fmt: skip
_NAMES = {"project_name", "department", "implementer"}
# A text of a goal has at least so many characters,
_SENTENCE = 12
# and a name at most so many.
_NAME = 60


def shares(texts: Iterable[str]) -> dict[str, float]:
    """For each kind the share of the texts that are of it; of all texts for blank, else of those that say something."""
    found = [kinds_of(text) for text in texts]
    said = [k for k in found if "blank" not in k]
    counts = Counter(chain.from_iterable(said))
    out = {kind: counts[kind] / len(said) if said else 0.0 for kind in KINDS}
    out["blank"] = 1 - len(said) / len(found) if found else 1.0
    return out


def numbers_columns(texts: Sequence[str], least: int = _NUMBERED) -> bool:
    """Whether the written texts of a row are numbers of columns, each another one and the first one the first."""
    said = [text for text in texts if text]
    if len(said) < least or not _COLUMN_NUMBER.fullmatch(key(said[0])):
        return False
    written = [key(text) for text in said]
    if len(set(written)) < len(written) or not all(map(_COLUMN_NUMBER.fullmatch, written)):
        return False
    digits = [re.sub(r"=.*|\D", "", text) for text in written]
    first = next((d for d in digits if d), "")
    return not first or first in ("0", "1")
