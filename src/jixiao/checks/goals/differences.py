"""What a text says otherwise than an indicator, for sure or as it seems; and the numbers of which none speaks."""

from __future__ import annotations

import re

from jixiao.checks.goals.agreement import dates_unlike
from jixiao.checks.goals.alignment import dates_missed, times_left, worked_out
from jixiao.checks.goals.counterparts import Board
from jixiao.checks.goals.numbers import (
    clause_of,
    is_base,
    is_each,
    is_given,
    is_sure,
    is_target,
    says_it,
    stands_alone,
    sums_prices,
)
from jixiao.checks.goals.said import figures_of
from jixiao.checks.rows import Goal, Row
from jixiao.checks.violation import Ground, Hit
from jixiao.grounding import Comparison, Discrepancy, mentions_in
from jixiao.records import Indicator

_NUMBERED = re.compile(r"\d")


def unlike(
    record: Goal, compared: Comparison, settled: set[str], open_: list[Discrepancy], ground: Ground
) -> tuple[list[tuple[str, Row]], list[Discrepancy]]:
    """What the goal says otherwise than an indicator of which nothing is `settled`, and the numbers of `open_` of which
    no indicator speaks."""
    text, year, every = compared.text, record.year, ground.rows(record)
    rows = [row for row in every if row.path not in settled]
    timed = [row for row in rows if row.target.date]
    out = list(dates_unlike(text, timed, year)) or list(dates_missed(text, timed, year))
    out += worked_out([row for row in every if row.path not in compared.mentioned], text)
    mentions = mentions_in(text).mentions
    figures = {(one.mention.start, one.mention.end): one for one in figures_of(text, mentions)}
    by_path = {row.path: row for row in every}
    told = [(figures[at], by_path[p]) for at, ps in compared.said.items() for p in ps if at in figures and p in by_path]
    free = [*open_, *times_left(compared)]
    free = [each for each in free if stands_alone(record, compared, each) and not is_given(record, compared, each)]
    places = {(each.start, each.end): each for each in free}
    board = Board([figures[at] for at in places if at in figures], rows, told)
    named = {each.start: each.paths[0] for each in open_ if each.kind == "value"}
    found = [(places[f.mention.start, f.mention.end], r) for f, r in (*board.other_units(), *board.pairs(named=named))]
    taken = {each: row for each, row in found if not is_each(row.name, text, each)}
    out += [(each.excerpt, row) for each, row in taken.items()]
    spoken = board.spoken()
    without = [
        each
        for each in open_
        if each not in taken
        and (each.start, each.end) not in spoken
        and is_target(record, compared, each)
        and not is_given(record, compared, each)
    ]
    return list({row.path: (said, row) for said, row in reversed(out)}.values())[::-1], without


def contradictions(
    record: Goal, compared: Comparison, by_kind: dict[str, list[Discrepancy]]
) -> tuple[list[Hit], list[Discrepancy]]:
    """What the goal says otherwise than the indicator of that name for sure; and the numbers that are yet open."""
    out, open_ = [], list(by_kind.get("unsupported", []))
    for kind, check in (("value", "goal.value-differs"), ("direction", "goal.direction-differs")):
        for each in by_kind.get(kind, []):
            of = indicator_at(record, each.paths[0])
            name, value = of.level3 or "", of.value or ""
            sure = is_sure(name, compared.text, each)
            if not _NUMBERED.search(each.excerpt) and not sure:
                continue  # 全年 beside a date
            if kind == "value" and (
                says_it(name + value, compared.text, each)  # 每日巡查 48.7公里 beside a length of 48.7公里
                or is_each(name, compared.text, each)
                or is_base(compared.text, each)
                or sums_prices(value, clause_of(compared.text, each), each.excerpt)
                or value.endswith(f"{each.excerpt.lstrip('约')[-1]}次")  # 3.1万户 beside 5.2万户次
            ):
                continue
            borne = (each.start, each.end) in compared.said  # the same number, told of another while
            if kind == "value" and not sure and not borne and not _is_date(compared.text, each):
                open_.append(each)
                continue
            values = {"text": each.excerpt, "name": name, "value": value}
            out.append(Hit(check if sure else "goal.value-unlike", (f"{each.paths[0]}.value", compared.path), values))
    return out, open_


def _is_date(text: str, each: Discrepancy) -> bool:
    return any((one.start, one.end) == (each.start, each.end) and one.date for one in mentions_in(text).mentions)


def indicator_at(record: Goal, path: str) -> Indicator:
    """The indicator at a path of a record."""
    return record.indicators[int(path.removeprefix("indicators[").removesuffix("]"))]
