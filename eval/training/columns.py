"""Trains the model of columns (schemas/columns/weights.json) on lists of indicators that it makes up itself.

The texts of indicators come from the labels of a folder of made forms (`DIR/gold/*.json`); in which columns they stand,
in which order, under which words and beside which other columns is drawn at random, so that neither a word nor an order
can be learned. Two of five heads are blank or unknown words, one in ten says what its column does not hold.

    uv run --group dev python -m eval.training.columns DIR [--check DIR2] [--seed 1] [--tables 6000] [--out FILE]
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import yaml

from jixiao.fields.columns.model import ASIDE, FEATURES, ROLES, Strip, features, roles_said
from jixiao.forms.vocabulary.installed import vocabulary

_PARTS = re.compile(r"^([≥≤=><]|不低于|不少于|不超过|不高于|达到|大于|小于)?(\d[\d,.]*)(\D{0,8})$")
_WORDS_FOR = {"≥": ["≥", "大于等于", ">=", "不低于"], "≤": ["≤", "小于等于", "<=", "不高于"], "=": ["=", "等于"],
              ">": [">", "大于"], "<": ["<", "小于"]}  # fmt: skip
_SAID = yaml.safe_load((Path(__file__).parent / "columns.yaml").read_text(encoding="utf-8"))
_ODDS = {"weight": 0.45, "description": 0.3, "basis": 0.25, "number": 0.2, "past": 0.25, "type": 0.2}
_SAME = {"不低于": "≥", "不少于": "≥", "达到": "=", "大于": ">", "不超过": "≤", "不高于": "≤", "小于": "<", None: "="}


Data = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


class Maker:
    """Makes lists of columns with their roles."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.r = Random(seed)
        self.words = vocabulary()
        self.lists = []
        for path in sorted((folder / "gold").glob("*.json")):
            for record in json.loads(path.read_text(encoding="utf-8"))["records"]:
                rows = [r for r in record.get("indicators") or [] if r["level3"] and r["scope"] == "annual"]
                if len(rows) > 2:
                    self.lists.append(rows)
        known: dict[str, list[str]] = {}
        for head, role in self.words.lists["indicators"].items():
            known.setdefault("value" if role == "value_lifetime" else role, []).append(head)
        self.heads = known | _SAID["heads"]

    def table(self) -> list[tuple[Strip, str]]:
        """The columns of one list with the role of each."""
        r = self.r
        rows = list(r.choice(self.lists))
        if r.random() < 0.25:
            rows = rows[: r.randint(2, 6)]
        order, cells = self._levels(rows), self._cells(rows)
        order += self._values()
        for role in ("weight", "description", "basis", "number", *sorted(ASIDE)):
            odds = {"weight": 0.45, "description": 0.3, "basis": 0.25, "number": 0.2, "past": 0.25, "type": 0.2}.get(
                role, 0.1
            )
            if r.random() < odds:
                for _ in range(2 if role == "past" and r.random() < 0.4 else 1):
                    at = (
                        0
                        if role == "number" and r.random() < 0.8
                        else r.randint(len([o for o in order if o.startswith("level")]), len(order))
                    )
                    order.insert(at, role)
        if r.random() < 0.05:
            order = [o for o in order if o not in ("level1", "level2")] + [
                o for o in order if o in ("level1", "level2")
            ]
        out = []
        for role in order:
            texts = cells[role]() if callable(cells[role]) else list(cells[role])
            merged = 0.0
            if role in ("level1", "level2", "level12") and r.random() < 0.7:
                merged = 1 - len(set(texts)) / len(texts)
            elif r.random() < 0.03:
                texts = [t if r.random() < 0.5 else "" for t in texts]
            elif role == "weight" and r.random() < 0.1:
                merged, texts = 0.4, self._by_group(rows, texts)
            out.append((Strip(self._head(role), texts, merged), role))
        return [(s, role) for s, role in out if any(s.texts)]

    def _by_group(self, rows: list[dict[str, str]], texts: list[str]) -> list[str]:
        seen: dict[str, str] = {}
        return [seen.setdefault(row["level2"] or "", text) for row, text in zip(rows, texts, strict=True)]

    def _renamed(self, texts: list[str], names: list[str]) -> list[str]:
        shuffled = self.r.sample(names, len(names))
        other: dict[str, str] = {}
        return [other.setdefault(t, shuffled[len(other) % len(shuffled)]) for t in texts]

    def _levels(self, rows: list[dict[str, str]]) -> list[str]:
        x = self.r.random()
        if x < 0.72:
            return ["level1", "level2", "level3"]
        if x < 0.8:
            return ["level12", "level3"]
        return ["level2", "level3"] if x < 0.86 else ["level1", "level3"] if x < 0.9 else ["level3"]

    def _values(self) -> list[str]:
        r, x = self.r, self.r.random()
        self.split = ""
        if x < 0.35:
            return ["value", "value"] if r.random() < 0.12 else ["value"]
        if x < 0.75:
            self.split = "sign number unit"
            parts = ["operator", "value", "unit"]
            if r.random() < 0.4:
                r.shuffle(parts)
            if r.random() < 0.15:
                parts.insert(parts.index("value") + 1, "past")
            return parts
        if x < 0.87:
            self.split = "number unit"
            return ["value", "unit"] if r.random() < 0.75 else ["unit", "value"]
        self.split = "sign rest"
        return ["operator", "value"] if r.random() < 0.8 else ["value", "operator"]

    def _cells(self, rows: list[dict[str, str]]) -> dict[str, object]:
        r = self.r
        split = [self._parted(row["value"]) for row in rows]
        style = r.choice(["≥", "≥", "大于等于"])
        sign_word = {s: (w[0] if style == "≥" else w[1]) for s, w in _WORDS_FOR.items()}
        odd_sign = r.choice(["", "", "定性", "/", "="])
        odd_unit = r.choice(["", "", "/", "无", "-", "%"])

        def value() -> list[str]:
            out = []
            for sign, number, unit, words in split:
                if words:
                    out.append(words)
                elif self.split == "sign number unit":
                    out.append(number)
                elif self.split == "number unit":
                    out.append(sign + number)
                elif self.split == "sign rest":
                    out.append(number + unit)
                else:
                    out.append(sign + number + unit)
            return out

        def past() -> list[str]:
            bare = self.split != "" or r.random() < 0.5
            out = []
            for _, number, unit, words in split:
                near = (
                    number if r.random() < 0.3 or not number.isdigit() else str(int(int(number) * r.uniform(0.7, 1.1)))
                )
                out.append("" if r.random() < 0.15 else words or near + ("" if bare else unit))
            return out

        names = [row["level3"] for row in rows]
        total = r.choice([90, 100, 100, 50, 80])
        each = self._weights(len(rows), total)
        ones, twos = [row["level1"] or "" for row in rows], [row["level2"] or "" for row in rows]
        if r.random() < 0.2:  # a form that calls its levels by names of its own
            ones = self._renamed(ones, _SAID["level1"])
            twos = self._renamed(twos, _SAID["level2"])
        return {
            "level1": ones,
            "level2": twos,
            "level12": [r.choice([f"{row['level1']}-{row['level2']}", row["level2"] or ""]) for row in rows],
            "level3": names,
            "value": value,
            "operator": [odd_sign if w else sign_word.get(s, s) or "=" for s, _, _, w in split],
            "unit": [odd_unit if w else u for _, _, u, w in split],
            "weight": each,
            "description": [
                row.get("description") or r.choice(_SAID["description"]).format(row["level3"]) for row in rows
            ],
            "basis": lambda: [row.get("basis") or r.choice(_SAID["basis"]).format(row["level3"][:4]) for row in rows],
            "number": [str(i + 1) for i in range(len(rows))],
            "criteria": [r.choice(_SAID["criteria"]) for _ in rows]
            if r.random() < 0.7
            else [r.choice(_SAID["criteria"])] * len(rows),
            "type": ["定性" if w else "定量" for *_, w in split],
            "direction": [r.choice(["正向", "反向"]) if r.random() < 0.2 else "正向" for _ in rows],
            "past": past,
            "code": [f"{r.choice(['ZB', '10', '3'])}{r.randint(1000, 99999)}" for _ in rows],
            "flag": [r.choice(["是", "否", "否"]) for _ in rows],
            "org": [r.choice(_SAID["org"]) for _ in rows] if r.random() < 0.6 else [r.choice(_SAID["org"])] * len(rows),
            "formula": [r.choice(_SAID["formula"]).format(n[:6]) for n in names],
            "note": [r.choice(_SAID["note"]) for _ in rows],
        }

    def _weights(self, n: int, total: int) -> list[str]:
        r = self.r
        base = [total // n] * n
        for i in range(total - sum(base)):
            base[i % n] += 1
        for _ in range(n):
            a, b = r.randrange(n), r.randrange(n)
            if base[a] > 2:
                base[a], base[b] = base[a] - 1, base[b] + 1
        tail = r.choice(["", "", "", ".0", ".00", "分", "%"])
        return [f"{x}{tail}" for x in base]

    def _parted(self, value: str) -> tuple[str, str, str, str]:
        """Sign, number, unit; or words."""
        match = _PARTS.match(value or "")
        if match is None or self.r.random() < 0.1:
            return "", "", "", self.r.choice(_SAID["worded"]) if match or self.r.random() < 0.5 else value
        sign = {
            "不低于": "≥",
            "不少于": "≥",
            "达到": "=",
            "大于": ">",
            "不超过": "≤",
            "不高于": "≤",
            "小于": "<",
            None: "=",
        }.get(match[1], match[1])
        return sign or "=", match[2], match[3] or "", ""

    def _head(self, role: str) -> str:
        x, r = self.r.random(), self.r
        if x < 0.25:
            return r.choice(_SAID["unknown"])
        if x < 0.32:
            return r.choice(self.heads[r.choice(sorted(self.heads))])  # a word that lies
        head = r.choice(self.heads[role])
        return r.choice(["绩效", "本年", "年度", "*", "2024年"]) + head if x < 0.45 else head


def _matrix(
    tables: Sequence[list[tuple[Strip, str]]], r: Random
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    words = vocabulary()
    xs, said, loose, ys = [], [], [], []
    for table in tables:
        strips = [s for s, _ in table]
        for (strip, role), row in zip(table, features(strips), strict=True):
            known = roles_said(strip.head, words) if r.random() < 0.7 else frozenset()
            is_loose = words.is_loose(strip.head)
            xs.append(row)
            said.append([float(q in known and not is_loose) for q in ROLES])
            loose.append([float(q in known and is_loose) for q in ROLES])
            ys.append(ROLES.index(role))
    return np.array(xs), np.array(said), np.array(loose), np.array(ys)


def _fit(data: Data, decay: float) -> tuple[np.ndarray, float, float]:
    """Multinomial logistic regression by Adam, with one weight for a word that names the role."""
    x, said, loose, y = data
    n, d = x.shape
    w, a, b = np.zeros((d, len(ROLES))), 1.0, 0.5
    goal = np.eye(len(ROLES))[y]
    m, v, ma, va = np.zeros_like(w), np.zeros_like(w), np.zeros(2), np.zeros(2)
    rng = np.random.default_rng(1)
    step = 0
    for epoch in range(30):
        for at in np.array_split(rng.permutation(n), max(1, n // 2048)):
            z = x[at] @ w + a * said[at] + b * loose[at]
            z -= z.max(1, keepdims=True)
            p = np.exp(z)
            p /= p.sum(1, keepdims=True)
            e = (p - goal[at]) / len(at)
            g = x[at].T @ e + decay * w
            ga = np.array([(e * said[at]).sum(), (e * loose[at]).sum()])
            step += 1
            rate = 0.03 * (0.92**epoch)
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            ma, va = 0.9 * ma + 0.1 * ga, 0.999 * va + 0.001 * ga * ga
            c1, c2 = 1 - 0.9**step, 1 - 0.999**step
            w -= rate * (m / c1) / (np.sqrt(v / c2) + 1e-8)
            a, b = np.array([a, b]) - rate * (ma / c1) / (np.sqrt(va / c2) + 1e-8)
    return w, float(a), float(b)


def _accuracy(w: np.ndarray, a: float, b: float, data: Data) -> tuple[float, list[tuple[str, int, int, str]]]:
    x, said, loose, y = data
    z = x @ w + a * said + b * loose
    got = z.argmax(1)
    aside = np.array([r in ASIDE for r in ROLES])
    right = (got == y) | (aside[got] & aside[y])
    by = []
    for i, role in enumerate(ROLES):
        mine = y == i
        wrong = got[mine & ~right]
        often = ROLES[np.bincount(wrong).argmax()] if len(wrong) else ""
        by.append((role, int(mine.sum()), int((mine & right).sum()), often))
    return float(right.mean()), by


def main() -> None:
    """Train, check, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tables", type=int, default=6000)
    parser.add_argument("--out", type=Path, default=Path("schemas/columns/weights.json"))
    args = parser.parse_args()
    maker = Maker(args.folder, args.seed)
    data = _matrix([maker.table() for _ in range(args.tables)], Random(args.seed))
    w, a, b = _fit(data, decay=2e-4)
    other = Maker(args.check or args.folder, args.seed + 1)
    held = _matrix([other.table() for _ in range(args.tables // 8)], Random(args.seed + 1))
    share, by = _accuracy(w, a, b, held)
    print(f"columns {len(data[3])}, checked {len(held[3])}: right {share:.4f}; known word {a:.2f}, loose word {b:.2f}")
    for role, n, right, often in by:
        print(f"  {role:12s} {n:6d} {right / max(1, n):.3f} {often}")
    table = {role: [round(float(v), 2) for v in w[:, i]] for i, role in enumerate(ROLES)}
    args.out.parent.mkdir(parents=True, exist_ok=True)
    said = {"features": FEATURES, "known": round(a, 2), "loose": round(b, 2), "weights": table}
    text = json.dumps(said, ensure_ascii=False).replace('], "', '],\n "')
    args.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
