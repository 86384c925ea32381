"""Whether a form has an indicator already: by its canonical name, by what it looks at, or in other words."""

from __future__ import annotations

import re

from jixiao.checks.judgement import pairs
from jixiao.library import Card, Entry, Library
from jixiao.library.names import bare, bigrams, named
from jixiao.suggestions.framed import aspects_of, seen

# Two names are writings of one where so much of the shorter one's pairs of characters is in the other.
_ALIKE = 0.75
_TELLING = 4
_MEASURING = frozenset("人数量次率度的总")
# Two rates of a kind whose names end in so many same characters look at the same.
_RATE, _RATED, _COUNTED = "率", 3, 2
# Of two kinds, names say the same where so much of what is particular of the shorter one is in both.
_SHARED = 0.5
# A rate of errors and one of what is right say the same.
_ERRORS, _RIGHT = re.compile("(差错|错误|不合格)率$"), re.compile("(?<!不)(合格|准确|正确)率$")
_JOINED = re.compile("[和或及与、/]")


def there(group: str, family: str, called: str, card: Card, library: Library | None) -> bool:
    """Whether the form has the indicator of that canonical name and kind; `called` is its name in the frame's words or
    the goal's, "" where only other forms name it."""
    has = {library.resolved(g) for g in card.groups} if library else set(card.groups)
    if (library.resolved(group) if library else group) in has:
        return True
    if not called and any(seen(a, card.entries) for a in aspects_of(family, group)):
        return True
    name = called or group
    if any(_mirrors(name, entry.name) or _mirrors(entry.name, name) for entry in card.entries):
        return True
    if any(_holds(name, bare(entry.name)) or _reordered(name, bare(entry.name)) for entry in card.entries):
        return True
    same = [entry for entry in card.entries if entry.family == family]
    if called and any(_measure_alike(called, bare(entry.name)) for entry in same):
        return True
    return any(_alike(group, e.group) for e in same) or _said_otherwise(name, family, card)


def asked_already(name: str, family: str, card: Card) -> bool:
    """Whether the form has in other words what a reviewer asks of its field of work, whose own words that show it have
    been looked for."""
    names = [bare(entry.name) for entry in card.entries]
    return any(_mirrors(name, n) or _mirrors(n, name) or _holds(name, n) or _reordered(name, n) for n in names) or any(
        entry.family == family and family != "satisfaction" and _measure_alike(name, bare(entry.name))
        for entry in card.entries
    )


def _said_otherwise(name: str, family: str, card: Card) -> bool:
    """Whether an indicator measures in the same way what is particular of the name besides the project's own name: a
    word of it in one of the same kind, half of it or one of two things in it in one of another (参保覆盖率 beside
    参保率, 论文和专利数量 beside 发表论文数)."""
    title, nature = pairs(card.name), named(name).nature
    own, parts = pairs(name) - title, [pairs(part) - title for part in _JOINED.split(name)]
    if family == "cost":  # one price of one is enough, wherever it stands
        return any(entry.unit.startswith("元/") or named(entry.name).nature == "money" for entry in card.entries)
    for entry in card.entries:
        if "satisfaction" in (family, entry.family) or entry.family == "cost":
            continue
        other = pairs(entry.name) - title
        both = own & other
        half = len(both) > 1 and len(both) >= _SHARED * min(len(own), len(other))
        named_in = len(parts) > 1 and any(part and part <= other for part in parts)
        if both and _same(nature, entry) and (entry.family == family or half or named_in):
            return True
    return False


def _same(nature: str, entry: Entry) -> bool:
    """Whether both measure by the same kind of number, or one by a word."""
    other = named(entry.name).nature
    return nature == other or not nature or not other


def _alike(one: str, other: str) -> bool:
    """Whether two names of one kind say the same: one all of the other, or both measure by the same word, one with or
    without what is done before it."""
    shorter, longer = sorted((bare(one), bare(other)), key=len)
    if len(shorter) >= _TELLING and shorter in longer:
        return True
    if named(one).nature != named(other).nature:
        return False
    few, many = sorted((set(bigrams(one)), set(bigrams(other))), key=len)
    return bool(few) and len(few & many) / len(few) >= _ALIKE


def _holds(one: str, other: str) -> bool:
    """Whether one of two names, of whatever kinds, has all of the other (改造惠及居民户数)."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > _TELLING and shorter in longer


def _reordered(one: str, other: str) -> bool:
    """Whether two names have the same characters in another order (残疾儿童康复救助人数, 康复救助残疾儿童)."""
    few, many = sorted((set(one) - _MEASURING, set(other) - _MEASURING), key=len)
    return len(few) > _TELLING and few <= many and len(many) - len(few) <= 1


def _mirrors(one: str, other: str) -> bool:
    """Whether the one is a rate of errors and the other one of what is right, of the same."""
    wrong, right = _ERRORS.search(bare(one)), _RIGHT.search(bare(other))
    return bool(wrong and right and pairs(bare(one)[: wrong.start()]) & pairs(bare(other)[: right.start()]))


def _measure_alike(one: str, other: str) -> bool:
    """Whether two of one kind are rates of the same (…成活率), or numbers of one thing (公益性岗位…人数)."""
    if one.endswith(_RATE):
        return len(one) > _RATED and one[-_RATED:] == other[-_RATED:]
    runs = {one[at : at + _TELLING] for at in range(len(one) - _TELLING + 1)}
    return one[-_COUNTED:] == other[-_COUNTED:] and any(run in other for run in runs)
