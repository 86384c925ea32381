"""Which indicator a number of a goal is of, where the two differ: as learned from forms where they agree.

Every number that nothing bears out yet is held against every indicator that is not told yet and counts in a like unit.
The weights (`schemas/kinds/counterparts.json`) were learned from pairs that had the same number, taken apart: what is
seen is how much of the name stands around the number, unit, order, how many others there are, and how far the two are
apart.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from jixiao.checks.goals.numbers import sums_prices
from jixiao.checks.goals.said import NEARLY, Figure
from jixiao.checks.rows import EFFECTS, Row, named
from jixiao.grounding.affinity import assign
from jixiao.grounding.prose.quantities import Quantity, fits, same, sort_of
from jixiao.quantity import numbers_in
from jixiao.resources import folder

SURE = 0.65
"""From this chance on a number is an indicator's."""
NAMED = 0.4
"""From this chance on where the words beside it name the indicator too."""
SPOKEN = 0.5
"""From this chance on an indicator may be what a number speaks of."""
_HAN = re.compile("[\u4e00-\u9fff]+")
_SORT_OF_NAME = re.compile(
    "(?:总?人次数?|人数|户数|次数|场次|期数|个数|套数|件数|份数|数量|总量|总数|数|量|率|比例|比重|占比|程度|幅度|金额|"
    "总额|额|标准|面积|长度|里程|时间|时限|时长|期限|天数|成本|单价|费用)+$"
)
_PLEASED = re.compile("满意|认可|好评|评价|称好|叫好|点赞|口碑|评分")
_FALL, _RISE = re.compile("下降|减少|降低|压减|缩短|减轻|少"), re.compile("增长|增加|提高|提升|增收|新增|增幅|增")
_EACH = re.compile("每|[一-龥]均|单[台套个位件辆张价]|各")
_FROM, _TO = re.compile("[由从][^,，。；;到至]*$"), re.compile("^[^,，。；;]{0,6}[到至升降增减]")
_PRICE = re.compile("标准|单价|均|[每单]")
_MANY = 1000
_TELLING = 10
_LENGTHS = {"公里": 1000, "千米": 1000, "米": 1, "延米": 1, "延长米": 1}
_PARTLY, _MOSTLY = 0.3, 0.6
_STEPS = (0.0001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 0.95)
_BESIDE = 4
_LIKE, _TWICE, _FAR = 1.35, 2.05, 4.1
_CLOSE = 15
_KINDS = ("share", "people", "money", "time", "measured")


class Board:
    """Numbers of a goal against indicators, of both those of which nothing is told yet; `told` are the numbers that are
    borne out, each with its row."""

    def __init__(self, figures: Sequence[Figure], rows: Sequence[Row], told: Sequence[tuple[Figure, Row]]) -> None:
        self.figures = [figure for figure in figures if not is_base(figure)]
        self.rows = [row for row in rows if row.name and quantity_of(row) is not None and not _is_budget(row)]
        self.told = sorted(told, key=lambda each: each[0].mention.start)
        names = [_bare(row) for row in (*self.rows, *(row for _, row in told))]
        self.spread = Counter(gram for name in names for gram in _grams(name))
        self.likely = [[self._chance(i, j) for j in range(len(self.rows))] for i in range(len(self.figures))]

    def pairs(self, least: float = SURE, named: Mapping[int, str] | None = None) -> Iterator[tuple[Figure, Row]]:
        """Each number with the row that it is of, where that is sure; `named` has, by where numbers begin, paths of the
        rows that the words beside them name, of which less is asked."""
        known = named or {}
        worth = [
            [
                max(0.0, chance - (min(least, NAMED) if known.get(f.mention.start) == row.path else least))
                for row, chance in zip(self.rows, some, strict=True)
            ]
            for f, some in zip(self.figures, self.likely, strict=True)
        ]
        for i, j in assign(worth).items() if self.figures and self.rows else ():
            if worth[i][j] > 0:
                yield self.figures[i], self.rows[j]

    def other_units(self) -> Iterator[tuple[Figure, Row]]:
        """Each number that a row of that name has in a unit of another kind: 80公里, 80个."""
        for figure in self.figures:
            number = next(iter(numbers_in(figure.mention.text)), None)
            if number is None:
                continue
            for row in self.rows:
                a, b = _head(number.base_unit), _head(row.target.base_unit)
                if number.scaled != row.target.scaled or number.scaled < _TELLING or not a or not b or same(a, b):
                    continue
                sizes = {_LENGTHS.get(a), _LENGTHS.get(b)}
                lengths = None not in sizes
                unlike = not lengths and not fits(a, b) and "measured" in (sort_of(a), sort_of(b)) and "%" not in (a, b)
                cover = self._share(_bare(row), f"{figure.before} {figure.behind}")
                if (lengths and len(sizes) > 1 and cover >= _PARTLY) or (unlike and cover >= _MOSTLY):
                    yield figure, row

    def spoken(self) -> set[tuple[int, int]]:
        """Where in the text numbers stand of which an indicator may speak, or has the number."""
        found = {(figure.mention.start, figure.mention.end) for figure, _ in self.pairs(SPOKEN)}
        for figure in self.figures:
            meant = [quantity_of(row) for row in self.rows]
            if any(one is not None and figure.quantity.equals(one) and _fits(figure, one) for one in meant):
                found.add((figure.mention.start, figure.mention.end))
        return found

    def _chance(self, i: int, j: int) -> float:
        known = weights()
        seen = self.features(i, j)
        return 1 / (1 + math.exp(-sum(known.get(feature, 0.0) for feature in seen))) if seen else 0.0

    def features(self, i: int, j: int) -> list[str]:
        """What is seen of a number and a row, [] where they cannot be one."""
        figure, row = self.figures[i], self.rows[j]
        said, meant = figure.quantity, quantity_of(row)
        if (
            meant is None
            or said.equals(meant)
            or not _fits(figure, meant)
            or sums_prices(row.value, figure.clause, figure.mention.text)
        ):
            return []
        sort = sort_of(meant.unit)
        kind = sort if sort in _KINDS else "things"
        out = ["", f"k:{kind}", f"u:{_unit(said.unit, meant.unit)}", f"l:{_level(row)}", *self._wording(figure, row)]
        figures = [f for f in self.figures if _fits(f, meant)]
        rows = [r for r in self.rows if (q := quantity_of(r)) is not None and _fits(figure, q)]
        alone = f"{min(len(figures), 3)}{min(len(rows), 3)}"
        mine = self._covered(figure, row)
        near = min(3, int(mine * 3))
        out += [
            f"a:{alone}",
            f"a:{kind}{alone}",
            f"m:{near}{alone}",
            f"i:{_level(row)}{kind}{alone}",
            f"o:{self._order(figure, row)}",
        ]
        out.append(f"b:{mine > max((self._covered(figure, r) for r in self.rows if r is not row), default=0.0)}")
        out.append(f"d:{mine > max((self._covered(f, row) for f in self.figures if f is not figure), default=0.0)}")
        out.append(f"y:{mine < max((self._covered(figure, r) for _, r in self.told), default=0.0)}")
        out.append(f"z:{mine < max((self._covered(f, row) for f, _ in self.told), default=0.0)}")
        if _PLEASED.search(figure.clause) and _PLEASED.search(named(row)):
            asked = sum(bool(_PLEASED.search(f.clause)) for f in figures)
            out.append(f"w:{min(asked, 2)}{min(sum(bool(_PLEASED.search(named(r))) for r in rows), 2)}")
        return [*out, *_apart(said, meant, kind)]

    def _order(self, figure: Figure, row: Row) -> str:
        """Whether the row stands in the list as the number does in the text, between those told before and behind."""
        start, place = figure.mention.start, row.index
        before = next((r.index for f, r in reversed(self.told) if f.mention.start < start), None)
        behind = next((r.index for f, r in self.told if f.mention.start > start), None)
        after, ahead = before is None or before < place, behind is None or place < behind
        next_to = (before is not None and place - before == 1) or (behind is not None and behind - place == 1)
        return f"{after}{ahead}{next_to}"

    def _wording(self, figure: Figure, row: Row) -> list[str]:
        """What of a row's name stands around a number."""
        name, bare = named(row), _bare(row)
        before, behind = NEARLY.sub("", figure.before), figure.behind
        last = (_HAN.findall(before) or [""])[-1][-_BESIDE:]
        first = _HAN.match(behind) or _HAN.match("")
        next_ = first[0][:_BESIDE] if first else ""
        near = f"{before} {behind}"
        out = [
            f"n:{_step(self._share(bare, near))}",
            f"c:{_step(self._share(bare, figure.clause))}",
            f"s:{_step(_signs(bare, near))}",
        ]
        out.append(f"last:{min(2, len(_grams(last) & _grams(bare)))}{min(2, len(set(last) & set(bare)))}")
        out.append(f"next:{min(2, len(_grams(next_) & _grams(bare)))}{min(2, len(set(next_) & set(bare)))}")
        out.append(f"head:{bool(bare[-2:]) and bare[-2:] in near}{bare[:2] in near}{bare[:2] in figure.clause}")
        out.append(f"p:{bool(_PLEASED.search(name))}{bool(_PLEASED.search(figure.clause))}")
        out.append(f"f:{bool(_FALL.search(name))}{figure.mention.change == 'fall'}")
        out.append(f"r:{bool(_RISE.search(name))}{figure.mention.change == 'rise'}")
        out.append(f"e:{bool(_EACH.search(name) or '/' in row.target.unit)}{bool(_EACH.search(figure.before))}")
        if name.endswith("率"):
            out.append(f"rate:{'率' in before[-3:]}{name[-3:-1] in near}")
        return out

    def _covered(self, figure: Figure, row: Row) -> float:
        """How much of a row's name stands next to a number."""
        bare, near = _bare(row), f"{figure.before} {figure.behind}"
        return self._share(bare, near) + _signs(bare, near) / 2

    def _share(self, name: str, text: str) -> float:
        """The share of a name, 0..1, that stands in a text; what few names of the form have weighs more."""
        said = _grams(text)
        weights = {gram: 1 / (1 + math.log(max(1, self.spread[gram]))) for gram in _grams(name)}
        total = sum(weights.values())
        return sum(weight for gram, weight in weights.items() if gram in said) / total if total else 0.0


def is_base(figure: Figure) -> bool:
    """Whether a number is what one starts from: 21% of 由21%降至12%."""
    return bool(_FROM.search(figure.before) and _TO.search(figure.behind))


def _is_budget(row: Row) -> bool:
    """Whether a row sums money that is held against the money of the form."""
    unit = row.target.base_unit
    return row.family.level2 == "cost" and unit.startswith("元") and "/" not in unit and not _PRICE.search(named(row))


def _fits(figure: Figure, meant: Quantity) -> bool:
    """Whether a number may be of a target by its unit; a large one without a unit counts whom it stands before."""
    said = figure.quantity
    if said.unit:
        return bool(meant.unit) and fits(said.unit, meant.unit)
    return sort_of(meant.unit) in ("people", "visits") and said.values[0] >= _MANY and bool(_HAN.match(figure.behind))


def _apart(said: Quantity, meant: Quantity, kind: str) -> list[str]:
    """How far two numbers are apart, and whether their signs go together."""
    a, b = said.values[0], meant.values[0]
    up, down = ("≥", ">"), ("≤", "<")
    turned = (said.operator in up and meant.operator in down) or (said.operator in down and meant.operator in up)
    out = [f"t:{turned}"]
    if kind == "share":
        return [*out, f"x:{abs(a - b) <= _CLOSE}", f"h:{a == 100}{b == 100}"]
    if not a or not b:
        return [*out, "q:none"]
    ratio = float(max(a, b) / min(a, b))
    step = "like" if ratio <= _LIKE else "twice" if ratio <= _TWICE else "far" if ratio <= _FAR else "none"
    if sorted(f"{a:f}".strip("0.").replace(".", "")) == sorted(f"{b:f}".strip("0.").replace(".", "")):
        step = "turned"
    return [*out, f"q:{step}"]


def quantity_of(row: Row) -> Quantity | None:
    """The one number of a row's target, None where it has none or several."""
    found = Quantity.of_target(row.target) if row.target.kind == "quantitative" else None
    return found if found is not None and len(found.values) == 1 else None


def _bare(row: Row) -> str:
    """The name without what says which sort of figure it is."""
    name = named(row)
    return _SORT_OF_NAME.sub("", name) or name


def _unit(said: str, meant: str) -> str:
    a, b = _head(said), _head(meant)
    return "same" if said == meant else "head" if a == b else "none" if not a else "like" if same(a, b) else "other"


def _head(unit: str) -> str:
    return unit.partition("/")[0]


def _level(row: Row) -> str:
    level = row.family.level2
    return "effect" if level in EFFECTS else level


def _signs(name: str, text: str) -> float:
    own = set(name)
    return len(own & set(text)) / len(own) if own else 0.0


def _step(share: float) -> int:
    return sum(share >= step for step in _STEPS)


@lru_cache(maxsize=8192)
def _grams(text: str) -> frozenset[str]:
    return frozenset(run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1))


@cache
def weights() -> Mapping[str, float]:
    """By feature how much it speaks for a number's being of a row."""
    data: dict[str, float] = json.loads((folder("schemas/kinds") / "counterparts.json").read_text(encoding="utf-8"))
    return data
