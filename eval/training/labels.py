"""Trains the model of labels (schemas/labels/weights.json) on labels that it puts together itself.

Labels are drawn from the patterns of `labels.yaml` and from the vocabulary (schemas/forms), some with a character gone
or a prefix more, so that no part alone decides. Texts that are no labels are drawn from patterns too.

    uv run --group dev python -m eval.training.labels [--check WORDS.json] [--seed 1] [--out FILE]
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

from jixiao.fields.labels.model import VALUE, parts_of
from jixiao.forms.vocabulary import label_key
from jixiao.forms.vocabulary.installed import vocabulary

_PATTERNS = yaml.safe_load((Path(__file__).parent / "labels.yaml").read_text(encoding="utf-8"))
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_BEFORE = ["项目", "本", "该", "部门", "单位", "预算", "专项", "*", "填写", "申报", "拟", "年度"]
_DRAWN, _VALUES, _KEPT = 220, 2600, 0.04
_RARE = 2


class Maker:
    """Draws labels with their classes."""

    def __init__(self, seed: int, gone: frozenset[str] = frozenset()) -> None:
        self.r = Random(seed)
        self.known = {c: [w for w in words if w not in gone] for c, words in _known().items()}

    def samples(self) -> tuple[list[str], list[str]]:
        """Texts and the class of each."""
        texts: list[str] = []
        classes: list[str] = []
        for name, patterns in _PATTERNS["labels"].items():
            drawn = {self._drawn(self.r.choice(patterns)) for _ in range(_DRAWN * 2)}
            chosen = sorted(w for w in drawn if len(w) > 1)[:]
            self.r.shuffle(chosen)
            known = self.known.get(name, [])
            for word in [*chosen[:_DRAWN], *known, *known]:
                texts += [word, self._worn(word)]
                classes += [name, name]
        for _ in range(_VALUES):
            texts.append(self._drawn(self.r.choice(_PATTERNS["values"])))
            classes.append(VALUE)
        return texts, classes

    def words(self, name: str, count: int) -> list[str]:
        """Labels of the class: so many draws of its patterns, and those that the vocabulary knows."""
        patterns = _PATTERNS["labels"].get(name, [])
        drawn = {self._drawn(self.r.choice(patterns)) for _ in range(count)} if patterns else set()
        return sorted({word for word in drawn if len(word) > 1} | set(self.known.get(name, [])))

    def _drawn(self, pattern: str) -> str:
        out = _CHOICE.sub(lambda m: self.r.choice(m[1].split("|")), pattern)
        out = out.replace("{n}", self.r.choice(["江北市", "中央财政", "县级", "省"]))
        return re.sub(r"\{d\}", lambda _: str(self.r.randint(0, 9)), out)

    def _worn(self, word: str) -> str:
        """The word with a character less or a prefix more."""
        if len(word) > 3 and self.r.random() < 0.5:
            i = self.r.randrange(len(word) - 1)
            return word[:i] + word[i + 1 :]
        return self.r.choice(_BEFORE) + word if self.r.random() < 0.4 else word


def _known() -> dict[str, list[str]]:
    """The vocabulary's labels by class."""
    words = vocabulary()
    out: dict[str, list[str]] = {}
    for kind in ("project_goal", "department_goal"):
        for label, name in words.kinds[kind].fields.items():
            head = name.split(".")[0]
            known = name if name in _PATTERNS["labels"] else head if head in _PATTERNS["labels"] else None
            if known and not (kind == "department_goal" and known in ("department", "implementer")):
                out.setdefault(known, []).append(label)
        out.setdefault("section", []).extend(words.kinds[kind].sections)
    for columns in words.lists.values():
        out.setdefault("column", []).extend(columns)
    return {name: sorted(set(found)) for name, found in out.items()}


def train(texts: Sequence[str], classes: Sequence[str], steps: int = 220) -> dict[str, object]:
    """Softmax regression, by gradient steps with momentum; weights near nothing are left out."""
    rows = [parts_of(t) for t in texts]
    counts: dict[str, int] = {}
    for row in rows:
        for part in row:
            counts[part] = counts.get(part, 0) + 1
    parts = sorted(p for p, n in counts.items() if n >= _RARE)
    names = sorted(set(classes))
    at = {p: i for i, p in enumerate(parts)}
    x = np.zeros((len(rows), len(parts) + 1), dtype=np.float32)
    x[:, -1] = 1.0
    for i, row in enumerate(rows):
        for part, n in row.items():
            if part in at:
                x[i, at[part]] = n
    y = np.array([names.index(c) for c in classes])
    share = np.bincount(y, minlength=len(names)) / len(y)
    weight = (1 / np.sqrt(share[y]) / np.sqrt(len(names))).astype(np.float32)
    w = np.zeros((x.shape[1], len(names)), dtype=np.float32)
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, steps + 1):
        z = x @ w
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        grad = x.T @ (p * weight[:, None]) / len(y) + 2e-5 * w
        m, v = 0.9 * m + 0.1 * grad, 0.99 * v + 0.01 * grad**2
        w -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-6)
    kept = {}
    for part, i in at.items():
        strong = [j for j in range(len(names)) if abs(w[i, j]) >= _KEPT]
        if strong:
            kept[part] = [strong, [round(float(w[i, j]), 2) for j in strong]]
    return {
        "classes": names,
        "bias": [round(float(b), 3) for b in w[-1]],
        "parts": kept,
        "kinds": _PATTERNS["kinds"],
    }


def main() -> None:
    """Draw, train, write; print how many labels of a file (class to labels) are told."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--out", type=Path, default=Path("schemas/labels/weights.json"))
    given = parser.parse_args()
    texts, classes = Maker(given.seed).samples()
    trained = train(texts, classes)
    given.out.write_text(json.dumps(trained, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(texts)} labels, {len(trained['parts'])} parts, {given.out.stat().st_size // 1024} KB")  # type: ignore[arg-type]
    if given.check:
        _report(json.loads(given.check.read_text(encoding="utf-8")))


def _report(words: dict[str, list[str]]) -> None:
    from jixiao.fields.labels.model import senses

    right = n = 0
    for name, labels in words.items():
        for label in labels:
            found = senses(label)
            n += 1
            right += found[0].name == name
            if found[0].name != name:
                print(f"  {label} ({label_key(label)}): {name}, told {found[0].name}, {found[1].name}")
    print(f"{right} of {n} labels told")


if __name__ == "__main__":
    main()
