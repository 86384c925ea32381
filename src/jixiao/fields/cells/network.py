"""The network that says what each cell of a form holds: attention along rows, columns and the whole form, in numpy.

The weights are data (schemas/cells/weights.npz, with its card beside it); `python -m eval.training.cells` makes them.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from jixiao.fields.cells.features import COLUMN_WAYS, FAR_WAYS, ROW_WAYS, Floats, Seen, folded, parts_of
from jixiao.fields.cells.roles import ROLES
from jixiao.resources import folder

# Of the heads of each layer one looks along the row, one along the column, the others everywhere.
HEADS = 4
WAYS = ROW_WAYS + COLUMN_WAYS + FAR_WAYS
_NEVER = -1e9
# Of a role that fewer cells had in training the network knows nothing.
_OFTEN = 300
# Texts that are remembered; forgotten where they become more.
_REMEMBERED = 8192


class Network:
    """The trained weights and what they say of a form; `known` are the roles that were seen often in training."""

    def __init__(self, weights: dict[str, Floats], counts: NDArray[np.int64]) -> None:
        self.weights = weights
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

    def told(self, seen: Seen) -> Floats:
        """For each cell the probability of each of `ROLES`."""
        # on so few cells numpy's threads wait for each other longer than they count
        with self._threads.limit(limits=1, user_api="blas"):
            return self._told(seen)

    def _told(self, seen: Seen) -> Floats:
        w = self.weights
        x = np.concatenate([self._bags(seen.texts), seen.dense], axis=1) @ w["in.w"]
        x += w["in.b"]
        bias = self._bias(seen)
        for i in range(self.layers):
            x += self._attended(_normed(x, w, f"{i}.a"), bias, f"{i}")
            hidden = _normed(x, w, f"{i}.f") @ w[f"{i}.up"]
            hidden += w[f"{i}.up.b"]
            x += np.maximum(hidden, 0, out=hidden) @ w[f"{i}.down"]
            x += w[f"{i}.down.b"]
        out: Floats = _normed(x, w, "out") @ w["out.w"]
        out += w["out.b"]
        out -= out.max(axis=1, keepdims=True)
        np.exp(out, out=out)
        out /= out.sum(axis=1, keepdims=True)
        return out

    def _bags(self, texts: list[str]) -> Floats:
        """The mean of the weights of each text's parts; those of a text are put together once."""
        marked = list(map(folded, texts))
        if len(self._known_bags) > _REMEMBERED:
            self._known_bags.clear()
        known = self._known_bags
        new = {mark: text for mark, text in zip(marked, texts, strict=True) if mark not in known}
        if new:
            parts, starts = parts_of(list(new.values()))
            bags = np.add.reduceat(self.weights["parts"].take(parts, axis=0), starts, axis=0)
            bags /= np.diff(starts, append=len(parts))[:, None]
            known.update((mark, bag.tobytes()) for mark, bag in zip(new, bags, strict=True))
        return np.frombuffer(b"".join([known[mark] for mark in marked]), dtype=np.float32).reshape(len(texts), -1)

    def _bias(self, seen: Seen) -> Floats:
        """What each head adds for how two cells lie to each other, by heads, who is looked at, and who looks; nothing
        is seen where they share no row, column."""
        table = self.weights["ways"]
        out: Floats = np.empty((HEADS, len(seen.texts), len(seen.texts)), dtype=np.float32)
        row, column, far = (way.T.astype(np.intp) for way in seen.ways)
        for head in range(HEADS):
            said = table[:, head].copy()
            said[0] = said[ROW_WAYS] = _NEVER
            part, way = (0, row) if head == 0 else (ROW_WAYS, column) if head == 1 else (ROW_WAYS + COLUMN_WAYS, far)
            said[part:].take(way, out=out[head], mode="clip")
        return out

    def _attended(self, x: Floats, bias: Floats, layer: str) -> Floats:
        """What the cells see in each other. By heads, who is looked at, and who looks: so the numbers of who looks lie
        side by side, which numpy sums faster."""
        w = self.weights
        n = len(x)
        qkv = x @ w[f"{layer}.qkv"]
        qkv += w[f"{layer}.qkv.b"]
        q, k, v = qkv.reshape(n, 3, HEADS, -1).transpose(1, 2, 0, 3)
        weight = k @ q.transpose(0, 2, 1)
        weight += bias
        weight -= weight.max(axis=1, keepdims=True)
        np.exp(weight, out=weight)
        seen = weight.transpose(0, 2, 1) @ v
        seen /= weight.sum(axis=1)[:, :, None]
        out: Floats = seen.transpose(1, 0, 2).reshape(n, -1) @ w[f"{layer}.o"]
        out += w[f"{layer}.o.b"]
        return out


def _normed(x: Floats, w: dict[str, Floats], name: str) -> Floats:
    width = x.shape[1]
    out: Floats = x - x.sum(axis=1, keepdims=True) / width
    out /= np.sqrt(np.einsum("ij,ij->i", out, out)[:, None] / width + 1e-5)
    out *= w[f"{name}.g"]
    out += w[f"{name}.s"]
    return out


@cache
def network() -> Network:
    """The network as shipped."""
    return Network.load(folder("schemas/cells") / "weights.npz")
