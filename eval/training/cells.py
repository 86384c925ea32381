"""Trains the network of cells (schemas/cells/weights.npz) on forms kept by `eval.training.cell_grids`.

Needs `torch`, which the product does not. The forms are drawn anew each time (`eval.training.cell_draws`), half of
them made up (`eval.training.cell_forms`). Of a cell whose text answers several fields only one of them need be told.
The same seed draws the same forms. Every some steps the weights are kept; `--begin` goes on from there.

    uv run --no-project --with torch --with-editable . python -m eval.training.cells GRIDS.jsonl \\
        [--check OTHER.jsonl] [--begin WEIGHTS.pt] [--seed 1] [--steps 5000] [--out FILE]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from eval.training.cell_draws import Draws
from eval.training.cell_roles import Sample
from jixiao.fields.cells.features import BUCKETS, COLUMN_WAYS, DENSE, ROW_WAYS, Seen, parts_of, seen
from jixiao.fields.cells.network import HEADS, WAYS, Network
from jixiao.fields.cells.roles import AT, ROLES

_PART, _WIDTH, _HIDDEN, _LAYERS = 32, 64, 128, 3
_CELLS = 1400
_LARGE = 420
_RATE, _CHECK = 2e-3, 200


class Cells(nn.Module):
    """The network of `jixiao.fields.cells.network`, to be trained."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = nn.EmbeddingBag(BUCKETS, _PART, mode="mean")
        self.enter = nn.Linear(_PART + DENSE, _WIDTH)
        self.ways = nn.Parameter(torch.zeros(WAYS, HEADS))
        self.layers = nn.ModuleList(Layer() for _ in range(_LAYERS))
        self.norm = nn.LayerNorm(_WIDTH)
        self.leave = nn.Linear(_WIDTH, len(ROLES))
        nn.init.normal_(self.parts.weight, std=0.3)

    def forward(self, parts: Tensor, starts: Tensor, dense: Tensor, ways: Tensor, there: Tensor) -> Tensor:
        """Logits by form, cell, role; `dense` has a row a cell of all forms, `there` says where each form's stand."""
        bags = torch.cat([self.parts(parts, starts), dense], dim=1)
        x = torch.zeros(*there.shape, _WIDTH)
        x[there] = self.enter(bags)
        bias = self._bias(ways, there)
        for layer in self.layers:
            x = layer(x, bias)
        out: Tensor = self.leave(self.norm(x))
        return out

    def _bias(self, ways: Tensor, there: Tensor) -> Tensor:
        row, column, far = ways[:, 0], ways[:, 1], ways[:, 2]
        a, b = ROW_WAYS, ROW_WAYS + COLUMN_WAYS
        out = torch.cat([self.ways[:a, :1][row], self.ways[a:b, 1:2][column], self.ways[b:, 2:][far]], dim=3).permute(
            0, 3, 1, 2
        )
        none = torch.stack([row == 0, column == 0] + [~there[:, None, :].expand_as(far)] * (HEADS - 2), dim=1)
        return out.masked_fill(none, -1e9)


class Layer(nn.Module):
    """Attention and a wider layer, each after a norm."""

    def __init__(self) -> None:
        super().__init__()
        self.a, self.f = nn.LayerNorm(_WIDTH), nn.LayerNorm(_WIDTH)
        self.qkv, self.o = nn.Linear(_WIDTH, 3 * _WIDTH), nn.Linear(_WIDTH, _WIDTH)
        self.up, self.down = nn.Linear(_WIDTH, _HIDDEN), nn.Linear(_HIDDEN, _WIDTH)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """The cells after they looked at each other."""
        b, n, _ = x.shape
        q, k, v = self.qkv(self.a(x)).reshape(b, n, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        seen_ = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = x + self.o(seen_.transpose(1, 2).reshape(b, n, -1))
        out: Tensor = x + self.down(torch.relu(self.up(self.f(x))))
        return out


def exported(model: Cells) -> dict[str, np.ndarray]:
    """The weights under the names of `jixiao.fields.cells.network`; queries are scaled once for all."""
    scale = torch.ones(3 * _WIDTH)
    scale[:_WIDTH] = (_WIDTH // HEADS) ** -0.5
    out = {"parts": model.parts.weight, "in.w": model.enter.weight.T, "in.b": model.enter.bias, "ways": model.ways}
    for i, layer in enumerate(model.layers):
        out[f"{i}.qkv"], out[f"{i}.qkv.b"] = layer.qkv.weight.T * scale, layer.qkv.bias * scale
        for ours, part in (("o", layer.o), ("up", layer.up), ("down", layer.down)):
            out[f"{i}.{ours}"], out[f"{i}.{ours}.b"] = part.weight.T, part.bias
        for ours, norm in (("a", layer.a), ("f", layer.f)):
            out[f"{i}.{ours}.g"], out[f"{i}.{ours}.s"] = norm.weight, norm.bias
    out["out.g"], out["out.s"] = model.norm.weight, model.norm.bias
    out["out.w"], out["out.b"] = model.leave.weight.T, model.leave.bias
    return {name: value.detach().numpy().astype(np.float16) for name, value in out.items()}


def batch_of(samples: Sequence[tuple[Seen, np.ndarray]]) -> tuple[list[Tensor], Tensor]:
    """The forms side by side: what the network is given, and for each cell of it which roles are right."""
    n = max(len(s.dense) for s, _ in samples)
    parts, starts = map(torch.from_numpy, parts_of([text for s, _ in samples for text in s.texts]))
    dense = torch.from_numpy(np.concatenate([s.dense for s, _ in samples]))
    ways = torch.zeros(len(samples), 3, n, n, dtype=torch.long)
    there = torch.zeros(len(samples), n, dtype=torch.bool)
    for i, (s, _) in enumerate(samples):
        ways[i, :, : len(s.dense), : len(s.dense)] = torch.from_numpy(s.ways.of_cells().astype(np.int64))
        there[i, : len(s.dense)] = True
    for i in range(n):
        ways[:, 0, i, i] = ways[:, 1, i, i] = 1
    goals = torch.from_numpy(np.concatenate([g for _, g in samples]))
    return [parts, starts, dense, ways, there], goals


def goals_of(sample: Sample) -> np.ndarray:
    """For each cell 1 for each role that is right, none where nothing is known."""
    out = np.zeros((len(sample.roles), len(ROLES)), dtype=np.float32)
    for i, roles in enumerate(sample.roles):
        out[i, list(roles)] = 1
    return out


def loss_of(logits: Tensor, goals: Tensor) -> Tensor:
    """Minus the logarithm of how likely one of the right roles is, over the cells of which something is known."""
    known = goals.sum(dim=1) > 0
    said = torch.log_softmax(logits[known], dim=1)
    right = torch.logsumexp(said.masked_fill(goals[known] == 0, -1e9), dim=1)
    return -right.mean()


def batches(draws: Draws, r: Random) -> Any:
    """Batches of drawn forms without end, forms of like size together."""
    while True:
        drawn = [draws.draw(r) for _ in range(160)]
        drawn = sorted((s for s in drawn if 4 < len(s.grid.texts) <= _LARGE), key=lambda s: len(s.grid.texts))
        groups: list[list[Sample]] = [[]]
        for sample in drawn:
            if (len(groups[-1]) + 1) * len(sample.grid.texts) > _CELLS and groups[-1]:
                groups.append([])
            groups[-1].append(sample)
        r.shuffle(groups)
        for group in groups:
            yield batch_of([(seen(s.grid, s.kind), goals_of(s)) for s in group])


def train(draws: Draws, model: Cells, seed: int, steps: int, top: float, check: Any, out: Path) -> None:
    """Train the network for so many steps, kept on the way."""
    optimizer = torch.optim.AdamW(model.parameters(), weight_decay=0.01)
    sums: list[float] = []
    counts = counted(draws.samples)
    for step, (inputs, goals) in enumerate(batches(draws, Random(seed)), 1):
        rate = top * min(1, step / 100) * (0.02 + 0.98 * (1 + np.cos(np.pi * min(1, step / steps))) / 2)
        for group in optimizer.param_groups:
            group["lr"] = rate
        model.train()
        loss = loss_of(model(*inputs)[inputs[-1]], goals)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        sums.append(float(loss.detach()))
        if step % _CHECK == 0 or step == steps:
            print(f"step {step}, loss {np.mean(sums[-_CHECK:]):.4f}", check(model), flush=True)
            save(model, counts, out)
        if step == steps:
            return


def counted(samples: Sequence[Sample]) -> np.ndarray:
    """How many cells of the forms have each role and no other."""
    out = np.zeros(len(ROLES), dtype=np.int64)
    for sample in samples:
        for roles in sample.roles:
            if len(roles) == 1:
                out[list(roles)] += 1
    return out


def measured(network: Network, samples: Sequence[Sample]) -> str:
    """How many cells are told: of labels and others, of fields, and what field was taken for what most often."""
    right: dict[bool, list[int]] = {True: [0, 0], False: [0, 0]}
    mixed: dict[tuple[str, str], int] = {}
    for sample in samples:
        told = network.told([seen(sample.grid, sample.kind)])[0].argmax(axis=1)
        for roles, got in zip(sample.roles, told, strict=True):
            if roles:
                field = not roles & {AT["label"], AT["outside"]}
                right[field][0] += int(got in roles)
                right[field][1] += 1
                if got not in roles:
                    pair = ROLES[min(roles)], ROLES[got]
                    mixed[pair] = mixed.get(pair, 0) + 1
    worst = sorted(mixed.items(), key=lambda p: -p[1])[:8]
    (a, b), (c, d) = right[True], right[False]
    return f"fields {a / max(1, b):.4f} of {b}, others {c / max(1, d):.4f} of {d}; {worst}"


def main() -> None:
    """Train, check, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("grids", type=Path, nargs="+")
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    parser.add_argument("--begin", type=Path, help="weights kept by another run, to go on with")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=5000)
    parser.add_argument("--out", type=Path, default=Path("schemas/cells/weights.npz"))
    args = parser.parse_args()
    torch.set_num_threads(1)
    draws = Draws(_forms(args.grids), args.seed)
    held = [Sample.of(form) for form in _forms(args.check)]
    some = held[:: max(1, len(held) // 80)]
    torch.manual_seed(args.seed)
    model = Cells()
    if args.begin:
        model.load_state_dict(torch.load(args.begin))
    top = _RATE / 2 if args.begin else _RATE
    train(draws, model, args.seed, args.steps, top, lambda m: measured(_network(m, draws), some), args.out)
    print(sum(w.size for w in exported(model).values()), "weights;", measured(_network(model, draws), held))


def save(model: Cells, counts: np.ndarray, out: Path) -> None:
    """Write the weights as they are shipped, and beside them those to go on with (`--begin`)."""
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out.with_suffix(".pt"))
    np.savez_compressed(out, allow_pickle=False, roles=np.array(ROLES), counts=counts, **exported(model))


def _network(model: Cells, draws: Draws) -> Network:
    weights = {name: value.astype(np.float32) for name, value in exported(model).items()}
    return Network(weights, counted(draws.samples))


def _forms(paths: Sequence[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
