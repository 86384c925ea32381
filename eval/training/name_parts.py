"""Learns how names are taken apart, from lines of level 2, name, value and clause (`eval/training/names`).

uv run python -m eval.training.name_parts            # each file left out in turn: how many clauses come out as written
uv run python -m eval.training.name_parts --write    # and the weights of all, into schemas/names/
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, sparse

from eval.files import PROJECT
from jixiao.drafts.clauses.tagged import LABELS, Weights, best, pieces, seen, seen_whole, weights_of
from jixiao.drafts.language.lexicon import lexicon
from jixiao.quantity import parse_target
from jixiao.segmentation import cut, sorts

PLACE = PROJECT / "schemas" / "names" / "names.json"
LINES = PROJECT / "eval" / "training" / "names"
KINDS = {"数量": "quantity", "时效": "time", "经济": "effect", "社会": "effect", "生态": "effect", "可持续": "effect"}
_NUMBER = r"(?P<link>(?:达到|保持在|控制在|不少于|不低于|不超过|为)?)(?:{n})(?:以上|以内|以下|内|前|底前)?"
_LONGEST = 6
_NEVER = -99.0
_MARK = "\uff5c"
_OFTEN = 4
_RIDGE, _LEAST, _SMALL = 0.25, 2, 0.06


class Line(NamedTuple):
    """A name, its value, how it is said, and the file it stands in."""

    kind: str
    name: str
    value: str
    clause: str
    file: str

    @property
    def unit(self) -> str:
        """The unit of the value; of a time whether it is a day or so long."""
        return unit_of(self.kind, self.value)


class Aligned(NamedTuple):
    """A line as the tagger is to read it."""

    line: Line
    labels: str
    lead: str
    join: tuple[str, str]


def unit_of(kind: str, value: str) -> str:
    """The unit of a value as the tagger is given it."""
    target = parse_target(value)
    if kind == "time":
        return "date" if target.kind == "date" or re.search("[前底末]$", value) else "span"
    return target.base_unit


def lines(folder: Path = LINES) -> Iterator[Line]:
    """The lines of the kinds that are learned, with a number or a time."""
    for path in sorted(folder.glob("*.txt")):
        for text in path.read_text(encoding="utf-8").splitlines():
            level, name, value, clause = text.split(_MARK)
            if level in KINDS and re.search("\\d", value) and not value.endswith("%") and "/" not in value:
                yield Line(KINDS[level], name, value, clause, path.stem)


def parted(line: Line) -> tuple[str, str, str] | None:
    """What stands before the value in the clause, what joins them, what stands behind; None where it is not there."""
    bare = re.sub("^[≥≤=＝><每]+", "", line.value)
    found = None
    for told in (bare, bare.removesuffix("内"), bare.removesuffix("前")):
        match = re.search(_NUMBER.format(n=re.escape(told)), line.clause)
        found = found or match
    if found is None:
        return None
    before = line.clause[: found.start()]
    return before, found["link"], line.clause[found.end() :]


def aligned(line: Line, verbs: frozenset[str] = frozenset()) -> Aligned | None:
    """The line as labels, None where the clause is not made of pieces of the name."""
    if (parts := parted(line)) is None:
        return None
    before, link, behind = parts
    options = []
    for size in range(min(len(before), _LONGEST) + 1):
        for other in range(min(len(behind), _LONGEST) + 1):
            found = _labels(line.name, before[size:], behind[other:])
            if found is not None:
                runs = len(re.findall(r"D+", found)) + len(re.findall("[FG]+", found))
                inside = len(re.findall(r"D+(?=[^D])", found))
                options.append((size + other, inside * 2 + runs, found, size, other))
    if not options:
        return None
    _, _, labels, size, other = min(options)
    if size == 0 and labels[0] == "K" and "F" not in labels:
        labels = _begun(line.name, labels, verbs)
    return Aligned(line, _ordered(labels), before[:size], (link if link == "达到" else "", behind[:other]))


def _ordered(labels: str) -> str:
    """The labels, with what stands behind the verb told apart."""
    for verb, thing in ("FK", "GA"):
        if (at := labels.find(verb)) >= 0:
            labels = labels[:at] + labels[at:].replace(thing, thing.lower())
    return labels


def _begun(name: str, labels: str, verbs: frozenset[str]) -> str:
    """The labels with the verb told that the name begins with and that stays where it is."""
    first, *rest = cut(name)
    known = (first in verbs and "n" not in sorts(first)) or first in set(lexicon().verbs) - set(lexicon().nouny)
    verb = known and rest and labels.startswith("K" * (len(first) + 1))
    return "F" * len(first) + labels[len(first) :] if verb else labels


def _labels(name: str, before: str, behind: str) -> str | None:
    """Labels that make `before` of F and K and `behind` of G and A, None where there are none."""
    best_of: tuple[int, str] | None = None
    for first in range(min(len(before), _LONGEST) + 1):
        for second in range(min(len(behind), _LONGEST) + 1):
            made = _fit(
                name, [(before[:first], "F"), (before[first:], "K"), (behind[:second], "G"), (behind[second:], "A")]
            )
            if made is None:
                continue
            cost = (first > 0) + (second > 0) + 3 * len(re.findall("D+(?=[^D])", made))
            if best_of is None or cost < best_of[0]:
                best_of = (cost, made)
    return best_of[1] if best_of else None


def _fit(name: str, pieces: list[tuple[str, str]]) -> str | None:
    """The labels of the pieces in the name: verbs whole, things in the order of their characters."""
    labels = ["D"] * len(name)
    for text, label in sorted(pieces, key=lambda one: one[1] not in "FG"):
        if not text:
            continue
        if label in "FG":
            at = name.rfind(text)
            while at > 0 and any(labels[i] != "D" for i in range(at, at + len(text))):
                at = name.rfind(text, 0, at)
            if at < 0 or any(labels[i] != "D" for i in range(at, at + len(text))):
                return None
            labels[at : at + len(text)] = label * len(text)
            continue
        at = 0
        for char in text:
            while at < len(name) and (name[at] != char or labels[at] != "D"):
                at += 1
            if at == len(name):
                return None
            labels[at] = label
            at += 1
    if pieces[0][0] and name.startswith(pieces[0][0]) and labels[len(pieces[0][0]) : len(pieces[0][0]) + 1] == ["K"]:
        return None  # nothing was moved
    return "".join(labels)


def verbs_of(found: Sequence[Aligned]) -> frozenset[str]:
    """The verbs that were moved to the front."""
    return frozenset(pieces(a.line.name, a.labels)["F"] for a in found) - {""}


def alignment(told: Sequence[Line]) -> list[Aligned]:
    """All lines that are made of pieces of their names; what begins with a verb that others move begins with a verb."""
    first = [one for line in told if (one := aligned(line))]
    verbs = verbs_of(first)
    return [one for line in told if (one := aligned(line, verbs))]


def learn(found: Sequence[Aligned]) -> dict[str, Any]:
    """The weights of the tagger and of the two choices."""
    leads = [lead for lead, n in Counter(a.lead for a in found).most_common() if n >= _OFTEN and len(lead) != 1]
    joins = [join for join, n in Counter(a.join for a in found).most_common() if n >= _OFTEN]
    found = [a for a in found if a.lead in leads and a.join in joins]
    of, steps = _chain(found)
    wholes = []
    for a in found:
        piece = pieces(a.line.name, a.labels)
        wholes.append(
            seen_whole(a.line.kind, a.line.unit, piece["F"] + piece["G"], piece["K"] + piece["A"], a.line.name)
        )
    led = _choice(wholes, [leads.index(a.lead) for a in found], len(leads))
    joined = _choice(wholes, [joins.index(a.join) for a in found], len(joins))
    drops = sorted({pieces(a.line.name, a.labels)["D"] for a in found})
    return {"of": of, "steps": steps, "leads": leads, "led": led, "joins": joins, "joined": joined, "drops": drops}


def _matrix(rows: Sequence[Sequence[str]]) -> tuple[sparse.csr_matrix, dict[str, int]]:
    counts = Counter(feature for some in rows for feature in set(some))
    index = {feature: i for i, feature in enumerate(f for f, n in counts.items() if n >= _LEAST)}
    places = [(i, index[f]) for i, some in enumerate(rows) for f in set(some) if f in index]
    at, of = zip(*places, strict=True)
    return sparse.csr_matrix((np.ones(len(places)), (at, of)), shape=(len(rows), len(index))), index


def _rows(index: dict[str, int], w: NDArray[np.float64]) -> dict[str, list[float]]:
    kept = {f: w[i] for f, i in index.items() if np.abs(w[i]).max() >= _SMALL}
    return {f: [round(float(v), 2) for v in row] for f, row in kept.items()}


def _choice(rows: Sequence[Sequence[str]], wanted: Sequence[int], size: int) -> dict[str, list[float]]:
    x, index = _matrix(rows)
    y = np.zeros((len(rows), size))
    y[np.arange(len(rows)), wanted] = 1

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        w = flat.reshape(len(index), size)
        s = x @ w
        s = s - s.max(axis=1, keepdims=True)
        log = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
        g = x.T @ (np.exp(log) - y) + 2 * _RIDGE * w
        return float(-(y * log).sum() + _RIDGE * (w**2).sum()), g.ravel()

    made = optimize.minimize(loss, np.zeros(len(index) * size), jac=True, method="L-BFGS-B", options={"maxiter": 120})
    return _rows(index, made.x.reshape(len(index), size))


def _chain(found: Sequence[Aligned]) -> tuple[dict[str, list[float]], list[list[list[float]]]]:
    """The tagger: a conditional random field, all lines at once."""
    size, rows, begins, wanted = len(LABELS), [], [], []
    longest = max(len(a.labels) for a in found)
    place = np.full((len(found), longest), -1)
    for n, a in enumerate(found):
        words = seen(a.line.kind, a.line.name, a.line.unit)
        place[n, : len(a.labels)] = range(len(rows), len(rows) + len(a.labels))
        rows += [shared + own for shared, chars in words for own in chars]
        begins += [i == 0 for _, chars in words for i in range(len(chars))]
        wanted += [LABELS.index(label) for label in a.labels]
    x, index = _matrix(rows)
    y = np.zeros((len(rows), size))
    y[np.arange(len(rows)), wanted] = 1
    begun, gold = np.array(begins, dtype=int), np.array(wanted)
    there = place >= 0
    pairs = np.zeros((2, size, size))
    for n in range(len(found)):
        for i in place[n][there[n]][1:]:
            pairs[begun[i], gold[i - 1], gold[i]] += 1
    cut_at = len(index) * size

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        w, t = flat[:cut_at].reshape(len(index), size), flat[cut_at:].reshape(2, size, size)
        s = x @ w
        total, dt, expected = 0.0, np.zeros_like(t), np.zeros_like(y)
        alphas = [s[place[:, 0]]]
        for i in range(1, longest):
            live, at = there[:, i], place[:, i]
            new = alphas[-1].copy()
            step = t[begun[at[live]]]
            new[live] = _logsum(alphas[-1][live][:, :, None] + step, 1) + s[at[live]]
            alphas.append(new)
        z = _logsum(alphas[-1], 1)
        beta = np.zeros((len(found), size))
        for i in range(longest - 1, -1, -1):
            live, at = there[:, i], place[:, i]
            expected[at[live]] = np.exp(alphas[i][live] + beta[live] - z[live][:, None])
            if i:
                step = t[begun[at[live]]]
                inner = step + (s[at[live]] + beta[live])[:, None, :]
                joint = np.exp(alphas[i - 1][live][:, :, None] + inner - z[live][:, None, None])
                for b in (0, 1):
                    dt[b] += joint[begun[at[live]] == b].sum(axis=0)
                beta[live] = _logsum(inner, 2)
        total = z.sum() - (s * y).sum() - (t * pairs).sum() + _RIDGE * (flat**2).sum()
        gw = x.T @ (expected - y) + 2 * _RIDGE * w
        gt = dt - pairs + 2 * _RIDGE * t
        return float(total), np.concatenate([gw.ravel(), gt.ravel()])

    start = np.zeros(cut_at + 2 * size * size)
    made = optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 120})
    steps = np.where(pairs > 0, made.x[cut_at:].reshape(2, size, size), _NEVER)
    return _rows(index, made.x[:cut_at].reshape(len(index), size)), np.round(steps, 2).tolist()


def _logsum(a: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    most = a.max(axis=axis, keepdims=True)
    out: NDArray[np.float64] = np.log(np.exp(a - most).sum(axis=axis)) + most.squeeze(axis)
    return out


def said(learned: Weights, line: Line) -> tuple[str, float]:
    """The clause without its number (#), and how sure it is."""
    made = best(learned, line.kind, line.name, line.unit)
    text = f"{made.led}{made.verb}{made.thing}{made.link}#{made.between}{made.done}{made.after}"
    return text, made.chance


def wanted(line: Line) -> str | None:
    """The clause as it was written, its number as #."""
    parts = parted(line)
    return None if parts is None else f"{parts[0]}{'达到' if parts[1] == '达到' else ''}#{parts[2]}"


def main(arguments: Sequence[str]) -> None:
    """What the command line says."""
    told = list(lines())
    found = alignment(told)
    print(len(told), "行，", len(found), "行由名称的字拼成")
    if "--show" in arguments:
        keys = {a.line for a in found}
        for line in told:
            if line not in keys:
                print("  ", line)
    files = sorted({line.file for line in told})
    results: dict[str, list[tuple[float, bool, Line, str]]] = defaultdict(list)
    for file in [] if "--write" in arguments else files:
        learned = weights_of(learn([a for a in found if a.line.file != file]))
        for line in (one for one in told if one.file == file):
            text, chance = said(learned, line)
            results[line.kind].append((chance, text == wanted(line), line, text))
    for kind, some in results.items():
        for least in (0, 0.5, 0.7, 0.8, 0.9):
            sure = [one for one in some if one[0] >= least]
            right = sum(one[1] for one in sure)
            print(kind, "把握", least, ":", f"{len(sure)}/{len(some)}", f"对 {right} ({right / max(len(sure), 1):.3f})")
        if "--wrong" in arguments:
            for chance, ok, line, text in sorted(some, key=lambda one: -one[0]):
                if not ok:
                    print("  ", f"{chance:.2f}", line.name, line.value, "|", line.clause, "|", text)
    if "--write" in arguments:
        data: dict[str, Any] = learn(found)
        PLACE.parent.mkdir(exist_ok=True)
        PLACE.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
