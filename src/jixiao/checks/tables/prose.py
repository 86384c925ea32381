"""Checks of the text beside the tables by itself: growth, shares, years compared, choices left over."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.checks.figures import Figure, figure, money
from jixiao.checks.tables.sheets import table_words
from jixiao.checks.tables.texts import Text
from jixiao.checks.violation import Ground, Hit, Hits

AMOUNT = r"(?P<amount>-?\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|元)"
ANY_AMOUNT = re.compile(AMOUNT)
_GROWTH = re.compile(r"(?P<way>增加|增长|提高|上升|减少|下降|降低)了?(?P<rate>\d+(?:\.\d+)?)%")
_CHANGED = re.compile("(?:增加|减少|增长|下降|提高|降低|上升|多|少)了?$")
_SHARE = re.compile(rf"{AMOUNT},?占(?:比|[\u4e00-\u9fff“”]{{0,16}}的)?(?P<share>\d+(?:\.\d+)?)%")
# Of accounts a year is compared with its own budget.
_SETTLED = re.compile("决算|年初|调整")
_YEAR = re.compile(r"(20\d\d)年")
_UP = ("增加", "增长", "提高", "上升")
_SENTENCES = re.compile(r"[^。;]+")
_HUNDRED = Decimal(100)
# The checks that a text answers by itself.
PROSE = ("prose.growth-wrong", "prose.share-wrong", "prose.own-year", "prose.choice-left")


def check_text(text: Text, year: int | None, ground: Ground) -> Hits:
    """What one text says against itself; `year` is that of the file."""
    for sentence in _SENTENCES.finditer(text.flat):
        yield from _growth(text, sentence, ground)
        for match in ground.words.patterns["own_year"].finditer(sentence[0]):
            if int(match[1]) == year and not _SETTLED.search(sentence[0]):
                path = text.path(sentence.start() + match.start())
                yield Hit("prose.own-year", (path,), {"year": year, "text": match[0]})
    yield from _shares(text, ground)
    for left in re.finditer(table_words().prose["choice"], text.flat):
        yield Hit("prose.choice-left", (text.path(left.start()),), {"text": left[0]})


def said(match: re.Match[str]) -> Figure | None:
    """The amount that a match of `AMOUNT` prints."""
    return figure(match["amount"], match["unit"])


def _growth(text: Text, sentence: re.Match[str], ground: Ground) -> Hits:
    """2025年执行数为 A，2026年预算安排 B，增加 x%: x from the last two amounts of two years."""
    for match in _GROWTH.finditer(sentence[0]):
        told = sentence[0][: match.start()]
        dated = [
            (years[-1], amount)
            for one in ANY_AMOUNT.finditer(told)
            if not _CHANGED.search(told[: one.start()])
            if (years := _YEAR.findall(told[: one.start()])) and (amount := said(one)) is not None
        ]
        if len(dated) != 2 or dated[0][0] == dated[1][0]:  # which of several is meant is not for us to guess
            continue
        (_, old), (_, new) = sorted(dated, key=lambda one: one[0])
        if not old.value:
            continue
        ground.look("prose.growth-wrong")
        rate = (new.value - old.value) / old.value * _HUNDRED
        told_rate = Decimal(match["rate"]) * (1 if match["way"] in _UP else -1)
        slack = max(ground.settings.percent_tolerance, (old.step + new.step) / old.value * _HUNDRED)
        if abs(rate - told_rate) > slack:
            values = {"before": money(old.value), "after": money(new.value), "said": match[0]}
            values["due"] = f"{'增加' if rate >= 0 else '减少'}{abs(rate):.2f}%"
            yield Hit("prose.growth-wrong", (text.path(sentence.start() + match.start()),), values)


def _shares(text: Text, ground: Ground) -> Hits:
    """A total, then its parts with their shares: each share from its part and the total that most of them fit."""
    first = ANY_AMOUNT.search(text.flat)
    whole = said(first) if first else None
    parts = [(match, part) for match in _SHARE.finditer(text.flat) if (part := said(match)) is not None]
    if first is None or whole is None or not whole.value or len(parts) < 2:
        return
    if parts[0][0].start() == first.start():  # the first amount is itself a part, of a total that is named elsewhere
        return
    ground.look("prose.share-wrong")
    worked = [(match, part, part.value / whole.value * _HUNDRED) for match, part in parts]
    slack = ground.settings.percent_tolerance
    wrong = [one for one in worked if abs(one[2] - Decimal(one[0]["share"])) > slack]
    if len(wrong) * 2 >= len(worked):  # shares of something else
        return
    for match, part, due in wrong:
        values = {"part": money(part.value), "whole": money(whole.value)}
        values |= {"due": f"{due:.2f}%", "said": f"{match['share']}%"}
        yield Hit("prose.share-wrong", (text.path(match.start("share")),), values)
