"""The network that says what each cell of a form holds: attention along rows, columns and the whole form, in numpy.

The weights are data (schemas/cells/weights.npz, with its card beside it); `python -m eval.training.cells` makes them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from jixiao.fields.cells.features import COLUMN_WAYS, FAR_WAYS, ROW_WAYS, Floats, Seen, Ways, parts_of
from jixiao.fields.cells.roles import ROLES
from jixiao.resources import folder

# Of the heads of each layer one looks along the row, one along the column, the others everywhere.
HEADS = 4
WAYS = ROW_WAYS + COLUMN_WAYS + FAR_WAYS
_NEVER = np.float32(-1e9)
# Cells that are looked at together, of several forms.
_AT_ONCE = 1500
# Of a role that fewer cells had in training the network knows nothing.
_OFTEN = 300
# Texts that are remembered; forgotten where they become more.
_REMEMBERED = 8192


class Network:
    """The trained weights and what they say of a form; `known` are the roles that were seen often in training."""

    def __init__(self, weights: dict[str, Floats], counts: NDArray[np.int64]) -> None:
        self.weights = _folded(weights)
        self.known = frozenset(role for role, n in zip(ROLES, counts.tolist(), strict=True) if n >= _OFTEN)
        self.layers = sum(name.endswith(".qkv") for name in weights)
        self._known_bags: dict[str, bytes] = {}
        self._threads = ThreadpoolController()

    @classmethod
    def load(cls, path: Path) -> Network:
        """The network of a file; ValueError where it was made for other roles."""
        with np.load(io.BytesIO(path.read_bytes())) as kept:
            if tuple(kept["roles"]) != ROLES:
                raise ValueError(f"{path} was made for other roles; train again")
            weights = {name: kept[name].astype(np.float32) for name in kept.files if name not in ("roles", "counts")}
            return cls(weights, kept["counts"])

    def told(self, forms: Iterable[Seen]) -> list[Floats]:
        """For each cell of each form the probability of each of `ROLES`."""
        out: list[Floats] = []
        # on so few cells numpy's threads wait for each other longer than they count
        with self._threads.limit(limits=1, user_api="blas"):
            for some in _batches(forms):
                out += self._told(some)
        return out

    def _told(self, forms: list[Seen]) -> list[Floats]:
        """The same of some forms at once: what is done to each cell alone is done to all of them."""
        w = self.weights
        ends = np.cumsum([len(seen.texts) for seen in forms])[:-1]
        bags = self._bags([text for seen in forms for text in seen.texts])
        x = np.concatenate([bags, np.concatenate([seen.dense for seen in forms])], axis=1) @ w["in.w"]
        x += w["in.b"]
        biases = [self._bias(seen.ways) for seen in forms]
        for i in range(self.layers):
            qkv = _normed(x) @ w[f"{i}.qkv"]
            qkv += w[f"{i}.qkv.b"]
            parts = [_attended(part, bias) for part, bias in zip(np.split(qkv, ends), biases, strict=True)]
            x += np.concatenate(parts) @ w[f"{i}.o"]
            x += w[f"{i}.o.b"]
            hidden = _normed(x) @ w[f"{i}.up"]
            hidden += w[f"{i}.up.b"]
            x += np.maximum(hidden, 0, out=hidden) @ w[f"{i}.down"]
            x += w[f"{i}.down.b"]
        out: Floats = _normed(x) @ w["out.w"]
        out += w["out.b"]
        out -= out.max(axis=1, keepdims=True)
        np.exp(out, out=out)
        out /= out.sum(axis=1, keepdims=True)
        return np.split(out, ends)

    def _bags(self, texts: list[str]) -> Floats:
        """The mean of the weights of each text's parts; those of a text are put together once."""
        if len(self._known_bags) > _REMEMBERED:
            self._known_bags.clear()
        known = self._known_bags
        new = list({text: None for text in texts if text not in known})
        if new:
            parts, starts = parts_of(new)
            bags = np.add.reduceat(self.weights["parts"].take(parts, axis=0), starts, axis=0)
            bags /= np.diff(starts, append=len(parts))[:, None]
            known.update((text, bag.tobytes()) for text, bag in zip(new, bags, strict=True))
        return np.frombuffer(b"".join([known[text] for text in texts]), dtype=np.float32).reshape(len(texts), -1)

    def _bias(self, ways: Ways) -> Floats:
        """What each head adds for how two cells lie to each other, by heads, who is looked at, and who looks; nothing
        is seen where they share no row, column."""
        table = self.weights["ways"]
        row, column, far = table[:ROW_WAYS, 0].copy(), table[ROW_WAYS:, 1], table[ROW_WAYS + COLUMN_WAYS :, 2:]
        row[0] = _NEVER  # in another table
        rows = ways.row * len(ways.far) + ways.row[:, None]
        columns = ways.column * len(ways.beside) + ways.column[:, None]
        out: Floats = np.empty((HEADS, len(rows), len(rows)), dtype=np.float32)
        row[ways.beside].take(columns, out=out[0], mode="clip")
        column[ways.under].take(rows, out=out[1], mode="clip")
        out[0] += np.where(ways.in_row, np.float32(0), _NEVER).take(rows)
        out[1] += np.where(ways.in_column, np.float32(0), _NEVER).take(columns)
        for head, way in enumerate(out[2:]):
            far[:, head][ways.far].take(rows, out=way, mode="clip")
        np.fill_diagonal(out[0], row[1])
        np.fill_diagonal(out[1], column[1])
        return out


def _attended(qkv: Floats, bias: Floats) -> Floats:
    """What the cells of a form see in each other. By heads, who is looked at, and who looks: so the numbers of who
    looks lie side by side, which numpy sums faster."""
    n = len(qkv)
    q, k, v = qkv.reshape(n, 3, HEADS, -1).transpose(1, 2, 0, 3)
    weight: Floats = k @ q.transpose(0, 2, 1)
    weight += bias
    weight -= weight.max(axis=1, keepdims=True)
    np.exp(weight, out=weight)
    seen: Floats = weight.transpose(0, 2, 1) @ v
    seen /= weight.sum(axis=1)[:, :, None]
    return seen.transpose(1, 0, 2).reshape(n, -1)


def _batches(forms: Iterable[Seen]) -> Iterator[list[Seen]]:
    """The forms, some together that have not too many cells."""
    some: list[Seen] = []
    for seen in forms:
        if some and sum(len(s.texts) for s in some) + len(seen.texts) > _AT_ONCE:
            yield some
            some = []
        some.append(seen)
    if some:
        yield some


def _folded(weights: dict[str, Floats]) -> dict[str, Floats]:
    """The weights with all that is the same for every form done once: what goes from layer to layer has no mean, and
    what a norm multiplies and adds is in the weights after it."""
    w = dict(weights)
    for name in weights:
        layer, _, part = name.rpartition(".")
        if part in ("o", "down") or name == "in.w":
            bias = "in.b" if name == "in.w" else f"{name}.b"
            w[name], w[bias] = (v - v.mean(axis=-1, keepdims=True) for v in (weights[name], weights[bias]))
        norm = {"qkv": f"{layer}.a", "up": f"{layer}.f"}.get(part) or ("out" if name == "out.w" else "")
        if norm:
            bias = "out.b" if norm == "out" else f"{name}.b"
            w[bias] = weights[bias] + weights[f"{norm}.s"] @ weights[name]
            w[name] = weights[f"{norm}.g"][:, None] * weights[name]
    return w


def _normed(x: Floats) -> Floats:
    """Each row, which has no mean, at one length."""
    out: Floats = x / np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / x.shape[1] + 1e-5)
    return out


@cache
def network() -> Network:
    """The network as shipped."""
    return Network.load(folder("schemas/cells") / "weights.npz")
