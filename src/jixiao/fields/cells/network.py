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

from jixiao.fields.cells.features import COLUMN_WAYS, FAR_WAYS, ROW_WAYS, Floats, Seen
from jixiao.fields.cells.roles import ROLES
from jixiao.resources import folder

# Of the heads of each layer one looks along the row, one along the column, the others everywhere.
HEADS = 4
WAYS = ROW_WAYS + COLUMN_WAYS + FAR_WAYS
_NEVER = -1e9
# Of a role that fewer cells had in training the network knows nothing.
_OFTEN = 300


class Network:
    """The trained weights and what they say of a form; `known` are the roles that were seen often in training."""

    def __init__(self, weights: dict[str, Floats], counts: NDArray[np.int64]) -> None:
        self.weights = weights
        self.known = frozenset(role for role, n in zip(ROLES, counts.tolist(), strict=True) if n >= _OFTEN)
        self.layers = sum(name.endswith(".qkv") for name in weights)
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
        bags = np.add.reduceat(w["parts"][seen.parts], seen.starts, axis=0)
        counts = np.diff(np.append(seen.starts, len(seen.parts)))[:, None]
        x = np.concatenate([bags / counts, seen.dense], axis=1) @ w["in.w"] + w["in.b"]
        bias = self._bias(seen)
        for i in range(self.layers):
            x = x + self._attended(_normed(x, w, f"{i}.a"), bias, f"{i}")
            hidden = np.maximum(_normed(x, w, f"{i}.f") @ w[f"{i}.up"] + w[f"{i}.up.b"], 0)
            x = x + hidden @ w[f"{i}.down"] + w[f"{i}.down.b"]
        out: Floats = _normed(x, w, "out") @ w["out.w"] + w["out.b"]
        out -= out.max(axis=1, keepdims=True)
        np.exp(out, out=out)
        out /= out.sum(axis=1, keepdims=True)
        return out

    def _bias(self, seen: Seen) -> Floats:
        """What each head adds for how two cells lie to each other; nothing is seen where they share no row, column."""
        row, column, far = seen.ways
        table = self.weights["ways"]
        out: Floats = np.empty((HEADS, *row.shape), dtype=np.float32)
        for head in range(HEADS):
            said = table[:, head].copy()
            said[0] = said[ROW_WAYS] = _NEVER
            part, way = (0, row) if head == 0 else (ROW_WAYS, column) if head == 1 else (ROW_WAYS + COLUMN_WAYS, far)
            out[head] = said[part:][way]
        return out

    def _attended(self, x: Floats, bias: Floats, layer: str) -> Floats:
        w = self.weights
        n = len(x)
        q, k, v = (x @ w[f"{layer}.qkv"] + w[f"{layer}.qkv.b"]).reshape(n, 3, HEADS, -1).transpose(1, 2, 0, 3)
        weight = q @ k.transpose(0, 2, 1) + bias
        weight -= weight.max(axis=2, keepdims=True)
        np.exp(weight, out=weight)
        weight /= weight.sum(axis=2, keepdims=True)
        out: Floats = (weight @ v).transpose(1, 0, 2).reshape(n, -1) @ w[f"{layer}.o"] + w[f"{layer}.o.b"]
        return out


def _normed(x: Floats, w: dict[str, Floats], name: str) -> Floats:
    centred = x - x.mean(axis=1, keepdims=True)
    out: Floats = centred / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + 1e-5)
    return out * w[f"{name}.g"] + w[f"{name}.s"]


@cache
def network() -> Network:
    """The network as shipped."""
    return Network.load(folder("schemas/cells") / "weights.npz")
