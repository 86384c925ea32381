"""How likely a draft can be handed in as it stands, as learned from drafts that a reader looked through.

Each clause has a chance that a reader would change it: what the judge of clauses makes of it, whether it reads the
table out, what of an earlier clause, of the lead or of the purpose it says again, and how long it is. A draft can be
handed in if no clause is changed. The weights stand in `schemas/usable/usable.json`.

>>> from jixiao.records import Indicator
>>> row = Indicator(scope="annual", level2="数量指标", level3="食品监督抽检批次", value="≥1500批次")
>>> project = Project(project_name="食品安全监督抽检", indicators=[row])
>>> twice = "2026年开展食品安全监督抽检，食品监督抽检1500批次以上。"
>>> reader(project).chance(twice) < reader(project).chance("2026年完成食品监督抽检1500批次以上。")
True
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.drafts.clauses.certain import tells_work
from jixiao.drafts.clauses.clause import clause
from jixiao.drafts.clauses.judge import logit
from jixiao.drafts.language.figures import figure
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point, points
from jixiao.drafts.language.words import words
from jixiao.grounding.facts import grams
from jixiao.records.drafts import Project
from jixiao.resources import folder
from jixiao.segmentation import cut

Judged = Callable[[str, Point, bool], float]
"""How surely an official would write a clause of a point; the flag tells whether the rules word it so."""
Features = Mapping[str, float]

_OPENS = re.compile("(?:(?:按照|根据|为落实)[^，]*，)?(?P<purpose>为[^，]*，)?(?:\\d{4}年|本年度)(?P<comma>，)?")
_BRACKETS = re.compile("（[^（）]*）")
_NUMBER = re.compile(r"\d[\d.]*")
_ROW = re.compile("(?:[数量额积度程次模]|规模)(?:均)?(?:达到|不少于|不低于)")
_FRAME = ("确保", "通过项目实施，", "通过项目实施")
_NAMED, _HIT = 0.4, 0.15  # so much of a name a clause has that tells it, and so much beside its number
_WHOLE = 100
_SURE = 3.0  # beyond which a judgement counts no more
_ALIKE, _PARTLY = 0.6, 0.35
_LONG = 30


class Parted(NamedTuple):
    """A draft in its purpose, whether a comma stands behind its year, and its clauses."""

    purpose: str
    comma: bool
    clauses: tuple[str, ...]


class Reader:
    """Looks at drafts of one project, whose points they are; what it saw of a clause it remembers."""

    def __init__(self, found: Sequence[Point], judged: Judged = logit) -> None:
        self._judged = judged
        self._points = [(point, grams(point.name), _number(point)) for point in found]
        self._known: dict[str, Features] = {}

    def chance(self, text: str) -> float:
        """How likely a reader would hand in the draft as it stands, 0..1."""
        return math.prod(1 - changed for _, changed in self.doubts(text))

    def doubts(self, text: str) -> list[tuple[str, float]]:
        """The clauses of a draft, each with the chance that a reader would change it."""
        known = weights()
        totals = (sum(known.get(name, 0.0) * value for name, value in one.items()) for one in self.features(text))
        return [(said, 1 / (1 + math.exp(-total))) for said, total in zip(parted(text).clauses, totals, strict=True)]

    def features(self, text: str) -> list[Features]:
        """What is seen of each clause, in their order."""
        said = parted(text)
        bare = [plain(one) for one in said.clauses]
        seen = [dict(self._alone(one)) for one in bare]
        own = [_words(one) for one in bare]
        purpose = grams(said.purpose)
        verbs = [_verb(one) for one in bare]
        leads = bool(seen) and "lead" in seen[0]
        for n, one in enumerate(seen):
            shares = [len(own[n] & own[k]) / max(1, len(own[n])) for k in range(n)]
            one["again"] = max(shares, default=0.0)
            one["again-most"] = float(one["again"] > _ALIKE)
            one["again-often"] = sum(share > _PARTLY for share in shares) / 2
            if "lead" not in one:
                share = len(own[n] & purpose) / max(1, len(own[n]))
                one["purpose-again"] = share if share > _PARTLY else 0.0
            if n and leads:
                one["lead-again"] = shares[0]
                one["lead-verb"] = float(n == 1 and verbs[n] != "" and verbs[n] == verbs[0])
            if n > 1 or (n == 1 and not leads):
                one["verb-again"] = float(verbs[n] != "" and verbs[n] == verbs[n - 1])
        if seen:
            seen[0]["comma"] = float(said.comma)
        return list(seen)

    def told_by(self, text: str) -> list[Point]:
        """The points that a clause tells, the one that it has most of first; [] for one that tells none."""
        own = grams(text)
        out: list[tuple[float, Point]] = []
        for point, named, number in self._points:
            share = len(named & own) / max(1, len(named))
            if share < _HIT:
                continue
            hit = number not in ("", "0") and _has(text, number)
            loose = number in ("", "0") or point.target.scaled == _WHOLE
            if hit or (loose and share >= _NAMED):
                out.append((share + 0.5 * hit, point))
        return [point for _, point in sorted(out, key=lambda one: -one[0])]

    def _alone(self, text: str) -> Features:
        """What is seen of a clause by itself."""
        if text not in self._known:
            self._known[text] = self._seen(text)
        return self._known[text]

    def _seen(self, text: str) -> Features:
        out: dict[str, float] = {"bias": 1.0, "length": len(text) / 20, "long": float(len(text) > _LONG)}
        out["twice"] = float(_says_twice(text))
        out["slash"] = float("/" in text)
        out["row"] = float(_ROW.search(text) is not None)
        told = self.told_by(text)
        if not told:
            return out | {"lead": 1.0}
        point = told[0]
        kind = "quantity" if point.kind == "other" else point.kind
        out["words"] = float(not _NUMBER.search(text))
        if "、" in text and (len(told) > 1 or out["words"]):
            return out | {"joint": 1.0, f"joint-{kind}": 1.0}
        surely = self._judged(text, point, clause([point], None).text == text)
        out |= {"judge": max(-_SURE, min(_SURE, surely / 2)), "doubted": float(surely < 0.5), f"is-{kind}": 1.0}
        whole = float(point.name in text)
        out |= {"copied": whole, f"copied-{kind}": whole, "copied-long": whole * max(0, len(point.name) - 8) / 8}
        out["percent"] = float(point.target.base_unit == "%")
        if kind in ("quantity", "effect"):
            out |= _done(text, point, kind)
        return out


def reader(project: Project) -> Reader:
    """The reader of a project's drafts."""
    return _reader(tuple(points(project)))


@lru_cache(maxsize=64)
def _reader(found: tuple[Point, ...]) -> Reader:
    return Reader(found)


@lru_cache(maxsize=1024)
def parted(text: str) -> Parted:
    """The draft taken apart at its marks, but for those in brackets."""
    opens = _OPENS.match(text)
    body = text[opens.end() :] if opens else text
    found = re.split("[，；。\n]", _BRACKETS.sub(lambda match: match[0].replace("，", "、"), body))
    return Parted(
        opens["purpose"] or "" if opens else "", bool(opens and opens["comma"]), tuple(one for one in found if one)
    )


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return grams(_NUMBER.sub("", text))


def plain(text: str) -> str:
    """A clause without what stands in brackets and without what frames a sentence."""
    text = _BRACKETS.sub("", text)
    return next((text.removeprefix(frame) for frame in _FRAME if text.startswith(frame)), text)


def _done(text: str, point: Point, kind: str) -> Mapping[str, float]:
    """What is seen of a clause of something counted or brought about: whether and where it has a verb."""
    verb = _verb(text)
    out = {f"verbless-{kind}": float(not verb), f"reached-{kind}": float("达到" in text)}
    out["limit"] = float(kind == "quantity" and point.target.operator in ("≤", "<"))
    if not verb and point.target.number is not None:
        named = cut(_NUMBER.split(text)[0]) or ("",)
        out["nothing-done"] = float(not any(tells_work(word) for word in named if word))
        out["done-last"] = float(bool(named[-1]) and tells_work(named[-1]))
    if point.target.number == 0:
        out["nought"] = float("不发生" not in text)
    return out


@lru_cache(maxsize=8192)
def _verb(text: str) -> str:
    found = lexicon().verb.match(text) or words().begin.match(text) or words().act.match(text)
    return found[0] if found else ""


@lru_cache(maxsize=8192)
def _says_twice(text: str) -> bool:
    pairs = [text[n : n + 2] for n in range(len(text) - 1) if "一" <= text[n] <= "龥" and "一" <= text[n + 1] <= "龥"]
    return len(set(pairs)) < len(pairs)


def _has(text: str, number: str) -> bool:
    end = "" if number.endswith("月") else r"(?!\.?\d)"
    return number in text and re.search(rf"(?<![\d.]){re.escape(number)}{end}", text) is not None


@lru_cache(maxsize=8192)
def _number(point: Point) -> str:
    """The number of a value as a draft writes it, or its month; "" where it has none."""
    target = point.target
    if target.kind == "date":
        return f"{target.date.month}月" if target.date is not None and target.date.month else ""
    found = re.match(r"-?[\d.]+", figure(target)) if target.number is not None else None
    return found[0] if found else ""


@cache
def weights() -> Mapping[str, float]:
    """What was learned, read once."""
    found: dict[str, float] = json.loads((folder("schemas/usable") / "usable.json").read_text(encoding="utf-8"))
    return found
