"""An opinion in sentences: what the project is, and what the review comes to, from what was found and looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from jixiao.reviews.criteria import Criteria, criteria
from jixiao.reviews.model import SUGGESTIONS, Opinion, Remark

# So many characters of a goal are quoted.
_QUOTED = 110
# So many remarks are told in full.
_TOLD = 3
# So many characters of a remark are told.
_LONG = 90
_ENDS = "。；;，,. "
_ROW = re.compile(r"indicators\[(\d+)\]")
_PAIR = 2
_SOUND = "看过，没有查出问题"


def overview(opinion: Opinion) -> str:
    """The project in a paragraph, in the words and figures of its form."""
    project = opinion.kind == "project_goal"
    by = f"由{opinion.implementer or opinion.department or '（未填实施单位）'}实施"
    parts = [f"{opinion.subject}{by if project else '的部门整体绩效目标'}"]
    if opinion.period:
        parts.append(f"项目期{opinion.period}")
    parts += _money(opinion)
    if opinion.sources:
        parts[-1] += f"（{opinion.sources}）"
    said = "，".join(parts) + "。"
    goal = opinion.goal.replace("\n", " ").strip()
    if goal:
        cut = goal if len(goal) <= _QUOTED else _at_a_clause(goal[:_QUOTED]) + "……"
        said += f"年度绩效目标为：“{cut.rstrip(_ENDS) if cut == goal else cut}”。"
    else:
        said += "没有填年度绩效目标。"
    return said + _counted(opinion)


def _at_a_clause(text: str) -> str:
    """The text up to the last mark in it, where it has one behind its first half."""
    at = max(text.rfind(mark) for mark in "，。；、,;")
    return text[:at] if at * 2 > len(text) else text


def _money(opinion: Opinion) -> list[str]:
    """The year's money; a department form has no total of its own, so that nothing is said to lack."""
    year = f"{opinion.year or '本'}年度"
    if opinion.kind == "project_goal":
        return [f"{year}资金{opinion.amount}" if opinion.amount else "表上没有填资金总额"]
    return [f"{year}{opinion.amount}"] if opinion.amount else []


def conclusion(opinion: Opinion) -> list[str]:
    """The opinion as paragraphs: the grade, then matter by matter what was found, what was looked at, what was not."""
    words = criteria()
    out = [_grade(opinion, words)]
    out += [said for matter in words.matters if (said := _matter(opinion, matter))]
    clear = [item.name for item in opinion.items if item.looked and not item.found and not item.apart]
    graded = opinion.grade != words.unjudged
    blind = [item for item in opinion.items if graded and (not item.looked or item.blind)]
    told = []
    if clear:
        told.append(f"{'、'.join(clear)}，程序看过的内容没有查出问题")
    apart = [item for item in opinion.items if graded and item.apart]
    for item in apart:
        same = [other.name for other in apart if other is item or other.apart == f"同“{item.name}”"]
        if not item.apart.startswith("同“"):
            told.append(f"{item.apart}，{'、'.join(same)}酌情扣分")
    if not graded:
        told.append("各项都没有评分，没有看成的见“评分”一栏；请补读以后重新审核")
    if blind:
        told.append("；".join(f"{item.name}{_blind(item)}" for item in blind) + "，请评审人判断")
    if told:
        out.append("；".join(told) + "。")
    if more := len(opinion.of(*SUGGESTIONS)):
        out.append(f"另建议补充、细化指标 {more} 条，见逐条意见。")
    return out


def _grade(opinion: Opinion, words: Criteria) -> str:
    if opinion.grade == words.unjudged:
        why = "；".join(opinion.incomplete) or opinion.looked
        return f"本表暂不评定等级（{why}）。{words.after[words.unjudged]}。"
    left_out = sum(c.points for c in words.criteria) - opinion.judged
    more = f"，其余 {left_out} 分未评" if left_out else ""
    if unlooked := [item.name for item in opinion.items if item.blind and item.score is None]:
        more += f"（{'、'.join(unlooked)}没有看成，未评，推算时不给分）"
    return (
        f"按已评的 {opinion.judged} 分计，建议得分 {opinion.proposed:g} 分{more}，建议等级为“{opinion.grade}”，"
        f"{opinion.after}。"
    )


def _matter(opinion: Opinion, matter: Any) -> str:
    numbers = {n for item in opinion.items if item.name in matter["items"] for n in item.found}
    remarks = [r for r in opinion.standing if r.number in numbers]
    if not remarks:
        return ""
    told = "；".join(f"{_short(r)}（意见{r.number}）" for r in remarks[:_TOLD])
    rest = remarks[_TOLD:]
    more = f"；另有意见{'、'.join(str(r.number) for r in rest)}" if rest else ""
    return f"{matter['name']}，{told}{more}。"


def _short(remark: Remark) -> str:
    """The remark's words; of long ones how it begins and how it ends, which is where it says what is wrong."""
    text = remark.message.rstrip(_ENDS)
    if len(text) <= _LONG:
        return text
    begins = _at_a_clause(text[: _LONG // 2])
    ends = text[-(_LONG - len(begins)) :]
    at = min((at for mark in "，；。" if (at := ends.find(mark)) >= 0), default=-1)
    return f"{begins}……{ends[at + 1 :]}"


def _blind(item: Any) -> str:
    return "未评" if not item.looked else f"有 {item.blind} 项没有看（{'，'.join(item.why)}）"


def _counted(opinion: Opinion) -> str:
    """How many indicators of each level 1 there are."""
    counts: dict[str, int] = {}
    for row in opinion.rows:
        name = (row.level1 or "未分级").removesuffix("指标")
        counts[name] = counts.get(name, 0) + 1
    if not counts:
        return "没有设绩效指标。"
    return f"共设绩效指标 {len(opinion.rows)} 条：{'、'.join(f'{name} {count} 条' for name, count in counts.items())}。"


def treated(opinion: Opinion) -> Iterator[dict[str, object]]:
    """Every indicator with what is proposed for it and why, then the ones to be added."""
    words, known = criteria(), {r.number: r for r in opinion.standing}
    for row in opinion.rows:
        said = [known[n] for n in row.remarks if n in known]
        twins = {r.number: twin for r in said if (twin := _twin(r, row.number, words.twins))}
        remarks = [r for r in said if r.number not in twins]
        gone = [r for r in remarks if r.check in words.delete]
        stays = [f"与第{twin}条只留一条，留这一条（意见{number}）" for number, twin in twins.items() if not gone]
        yield row.model_dump() | {
            "action": "删除" if gone else "修改" if remarks else "保留" if row.looked or stays else "未看",
            "reason": "；".join([*stays, *(_cited(r) for r in remarks)]) or (_SOUND if row.looked else row.seen),
        }
    for remark in opinion.of("missing"):
        yield {
            "number": "补", "scope": "", "level1": "", "level2": remark.heading, "level3": remark.proposed,
            "value": remark.value, "weight": "", "action": "补充", "reason": remark.reason, "looked": [], "remarks": [],
        }  # fmt: skip


def looked_at(opinion: Opinion) -> str:
    """What was looked at of the indicators without a remark, those of which it was the same together; "" where there
    are none. Beside each it is only said that it was looked at."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for row in opinion.rows:
        if row.looked and not row.remarks:
            alike.setdefault(tuple(sorted(row.looked)), []).append(str(row.number))
    said = (f"第{'、'.join(numbers)}条看了{'、'.join(aspects)}" for aspects, numbers in alike.items())
    return f"没有意见的指标，{'；'.join(said)}。" if alike else ""


def _twin(remark: Remark, number: int, checks: Sequence[str]) -> int:
    """The number of the indicator that goes, where the one of that number is the other of two that are the same; 0
    where it is not."""
    places = (_ROW.match(path) for path in remark.paths)
    rows = list(dict.fromkeys(int(place[1]) + 1 for place in places if place))
    return rows[0] if remark.check in checks and len(rows) == _PAIR and rows[1] == number else 0


def _cited(remark: Remark) -> str:
    """The number under which the opinion prints a finding; a suggestion is printed nowhere else, so it is said."""
    return remark.message.rstrip(_ENDS) if remark.weight in SUGGESTIONS else f"意见{remark.number}"
