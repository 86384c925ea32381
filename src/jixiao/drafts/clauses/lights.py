"""Work that is named, with the light verb for it: 举办文艺演出30场, 完成老旧货车淘汰1500辆.

>>> from jixiao.drafts.language.lexicon import lexicon
>>> lit("惠民演出", True, "30场", lexicon(), "场"), worked("支教教师选派", "46人", lexicon(), "人")
(Count(text='举办惠民演出30场', verb='举办'), Count(text='完成支教教师选派46人', verb='完成'))
>>> worked("作品播放", "500次", lexicon(), "次"), lit("预算评审项目", True, "20个", lexicon(), "个")
(None, None)
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.drafts.clauses.certain import MEASURES, counted_in, ends_as_noun
from jixiao.drafts.language.lexicon import Lexicon
from jixiao.segmentation import cut, sorts

# What is held so and so often.
OCCASIONS = ("次", "场", "场次", "期")
PEOPLE = ("人", "名", "位", "户", "人次")
JOINTS = re.compile("[、和与及的等]")
_VERB = 2
# What is made or seen through, which a name that begins with a verb tells already.
_MADE = ("形成", "实施", "办理", "提供", "编制")
# Projects that something is done to (评审项目): they are not carried out, but these are.
_DONE_TO = ("项目", "计划项目")
_CARRIED_OUT = ("培养", "培育", "训练", "研究", "开发", "示范", "推广", "科研", "创新", "合作")
# Work that is only one of two things: 道路及绿化.
_JOINED_WORK = re.compile("[及与]..$")
# Money is paid to those who get it and does not take them: no 兑现企业.
PAYS = ("兑现", "兑付", "发放", "支付", "拨付", "代缴", "缴纳")
# What is more by itself, or done by whoever likes: 粉丝新增, 作品播放.
_COMES_ABOUT = ("新增", "增加", "播放", "播出", "供应", "运营")
# What people do or get themselves, which nobody plans: 参展企业, 受训人员.
SELF = "参受在获享"


class Count(NamedTuple):
    """What is done, with its number; `verb` is its first word."""

    text: str
    verb: str


def lit(bare: str, headed: bool, number: str, known: Lexicon, unit: str) -> Count | None:
    """Work that is named, with the verb for it: 举办文艺演出."""
    for end, verb in known.lights:
        if not bare.endswith(end):
            continue
        light = "完成" if verb == "开展" and MEASURES.search(unit) else verb
        light = "开展" if verb == "完成" and unit in OCCASIONS else light
        built = light == "实施" and end == "工程" and "平方米" not in unit
        area = (light, end) == ("提供", "服务")  # 物业服务6.2万平方米
        fits = not _JOINED_WORK.search(bare) if light == "完成" else built or area or not MEASURES.search(unit)
        fits = fits and not (light == "实施" and unit in PEOPLE) and not (light in ("开展", "完成") and unit == "个")
        first = cut(bare)[0]
        deed = len(first) >= _VERB and sorts(first) == {"v"}
        before = cut(bare.removesuffix(end))[-1] if end in _DONE_TO and len(bare) > len(end) else ""
        ours = before in _CARRIED_OUT or any(before in sort.ends and sort.say == "推进{n}" for _, sort in known.sorts)
        if before and sorts(before) <= {"v", "vn"} and not ours:
            continue
        if light == "办理" and any(word[0] in SELF and len(word) > 1 for word in cut(bare)):
            continue  # 人民陪审员参审案件
        if bare.startswith(light) or (deed and light in _MADE):
            continue
        counted = bare if light in _MADE else bare.removesuffix(end) or end
        fits = fits and counted_in(counted, unit)
        if fits and (headed or light in ("举办", "实施", "形成")):
            return Count(light + bare + number, light)
    return None


def worked(bare: str, number: str, known: Lexicon, unit: str) -> Count | None:
    """Work that is named with its verb behind it: 完成老旧货车淘汰1500辆; None for what comes about by itself."""
    first, last = cut(bare)[0], cut(bare)[-1]
    idle = (*known.unturned_verbs, *known.intransitive, *known.unplanned, *PAYS, *_COMES_ABOUT)
    done = first != last and last in (*known.plain_verbs, *known.turned) and last not in idle
    thing = bare.removesuffix(last)
    one = ends_as_noun(thing) and not JOINTS.search(thing) and not re.search("[“”（）]", bare) if thing else False
    if not done or not one or first in known.plain_verbs or first[0] in SELF:
        return None
    if MEASURES.search(unit) or not counted_in(thing, unit):
        return None
    verb = "开展" if unit in OCCASIONS or unit == "人次" else "完成"
    return Count(verb + bare + number, verb)
