"""Trains the network that sees rules on scanned pages: `python -m eval.training.page_network PAGES.npz --out FOLDER`.

PAGES.npz comes from `eval.training.ruled_pages`. Needs `pip install torch onnx`, which the product does not. The same
seed draws the same crops. Every some steps the state is kept in FOLDER; `--resume` goes on from there. At the end
`page_network.onnx` and what `eval.training.card` needs lie in FOLDER.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset

from eval.training.page_crops import SIDE, sample
from eval.training.ruled_pages import RuledPage, load

MASKS = ("across", "upright", "meetings", "region", "other")
_POSITIVE = (3.0, 3.0, 3.0, 1.0, 1.5)
_SHARE = (1.0, 1.0, 0.6, 0.25, 0.5)
_RATE, _WARM, _KEEP, _HELD = 3e-3, 60, 100, 12
_AVERAGE = 0.995


class Strips(nn.Module):
    """Depth-wise strips along both directions: they see far along a rule for little."""

    def __init__(self, width: int, long: int = 11) -> None:
        super().__init__()
        half = long // 2
        self.level = nn.Conv2d(width, width, (1, long), padding=(0, half), groups=width)
        self.upright = nn.Conv2d(width, width, (long, 1), padding=(half, 0), groups=width)
        self.mix = nn.Conv2d(2 * width, width, 1)

    def forward(self, x: Any) -> Any:
        return x + functional.relu(self.mix(torch.cat([self.level(x), self.upright(x)], 1)))


def block(before: int, after: int, step: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(before, after, 3, step, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU())


class Network(nn.Module):
    """Darkness (n x 1 x h x w, 0..1, sides multiples of 16) to five masks (n x 5 x h x w) before the sigmoid."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d = 16, 32, 64, 96
        self.a = nn.Sequential(block(4, a), block(a, a))
        self.b = nn.Sequential(block(a, b, 2), block(b, b))
        self.c = nn.Sequential(block(b, c, 2), block(c, c), Strips(c))
        self.d = nn.Sequential(block(c, d, 2), Strips(d), block(d, d), Strips(d))
        self.cd, self.bc, self.ab = nn.Conv2d(d, c, 1), nn.Conv2d(c, b, 1), nn.Conv2d(b, a, 1)
        self.c2 = nn.Sequential(Strips(c), block(c, c))
        self.b2 = nn.Sequential(Strips(b), block(b, b))
        self.a2 = block(a, a)
        self.out = nn.Conv2d(a, 4 * len(MASKS), 3, padding=1)

    def forward(self, dark: Any) -> Any:
        a = self.a(functional.pixel_unshuffle(dark, 2))
        b = self.b(a)
        c = self.c(b)
        d = self.d(c)
        c = self.c2(c + self._up(self.cd(d)))
        b = self.b2(b + self._up(self.bc(c)))
        a = self.a2(a + self._up(self.ab(b)))
        return functional.pixel_shuffle(self.out(a), 2)

    @staticmethod
    def _up(x: Any) -> Any:
        return functional.interpolate(x, scale_factor=2.0, mode="nearest")


class Crops(IterableDataset):
    """Endless crops; each worker draws its own."""

    def __init__(self, pages: list[RuledPage], seed: int, start: int) -> None:
        self.pages, self.seed, self.start = pages, seed, start

    def __iter__(self) -> Iterator[tuple[Any, Any, Any]]:
        info = torch.utils.data.get_worker_info()
        rng = np.random.default_rng([self.seed, self.start, info.id if info else 0])
        while True:
            one = sample(self.pages, rng)
            yield one.grey, one.masks, one.blind


class Loss(torch.autograd.Function):
    """Weighted cross-entropy and Dice of each mask, with the gradient worked out by hand: that halves a step's time."""

    @staticmethod
    def forward(context: Any, answer: Any, masks: Any, weight: Any) -> Any:
        positive, share = (torch.tensor(n)[:, None, None] for n in (_POSITIVE, _SHARE))
        p = torch.sigmoid(answer)
        seen, real = p * weight, masks * weight
        dims, count = (0, 2, 3), answer[:, 0].numel()
        both, found, there = (seen * real).sum(dims), (seen * seen).sum(dims), (real * real).sum(dims)
        top, bottom = (2 * both + 1)[:, None, None], (found + there + 1)[:, None, None]
        dice = 1 - top / bottom
        likely = masks.mul(positive - 1).add_(1).mul_(p).sub_(masks * positive).mul_(weight)
        overlap = (seen * (2 * top / bottom.square()) - real * (2 / bottom)).mul_(p * (1 - p)).mul_(weight)
        context.save_for_backward(share * (3 / count * likely + overlap))
        logs = -(positive * masks * torch.log(p + 1e-6) + (1 - masks) * torch.log1p(1e-6 - p)) * weight
        return (share[:, 0, 0] * (3 * logs.sum(dims) / count + dice[:, 0, 0])).sum()

    @staticmethod
    def backward(context: Any, *grad: Any) -> Any:
        return context.saved_tensors[0] * grad[0], None, None


def loss_of(answer: Any, masks: Any, blind: Any) -> Any:
    """How far the answer (before the sigmoid) is from the masks; rules do not count where there is nothing to see."""
    weight = torch.ones_like(masks)
    weight[:, :3] -= blind[:, None]
    return Loss.apply(answer, masks, weight)


def as_batch(rows: Any) -> tuple[Any, Any, Any]:
    grey, masks, blind = (torch.as_tensor(np.stack(part)) for part in zip(*rows, strict=True))
    return 1 - grey[:, None].float() / 255, masks.float() / 255, blind.float() / 255


def agreement(network: nn.Module, held: list[tuple[Any, Any, Any]]) -> dict[str, float]:
    """F1 of each mask on crops of pages kept back."""
    network.eval()
    both, found, there = (np.zeros(len(MASKS)) for _ in range(3))
    with torch.no_grad():
        for x, y, blind in held:
            seen = torch.sigmoid(network(x)) > 0.5
            real = y > 0.5
            use = (blind < 0.5)[:, None]
            dims = (0, 2, 3)
            both += (seen & real & use).sum(dims).numpy()
            found += (seen & use).sum(dims).numpy()
            there += (real & use).sum(dims).numpy()
    network.train()
    return {m: round(float(2 * b / max(1, f + t)), 4) for m, b, f, t in zip(MASKS, both, found, there, strict=True)}


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    pages = load(args.pages)
    held_pages = pages[::_HELD]
    pages = [p for i, p in enumerate(pages) if i % _HELD]
    rng = np.random.default_rng([args.seed, 99])
    held = [as_batch([_plain(held_pages, rng) for _ in range(8)]) for _ in range(6)]
    network, start = Network(), 0
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(_AVERAGE), use_buffers=True
    )
    optimizer = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=1e-4)
    kept = args.out / "state.pt"
    if args.resume and kept.exists():
        state = torch.load(kept, weights_only=False)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        start = state["step"]
    loader = DataLoader(
        Crops(pages, args.seed, start), args.batch, collate_fn=as_batch, num_workers=args.loaders, prefetch_factor=3
    )
    network.to(memory_format=torch.channels_last)
    begun, recent = time.time(), []
    for step, (x, y, blind) in enumerate(loader, start + 1):
        spent = (time.time() - begun) / args.seconds
        done = min(1.0, spent)
        rate = _RATE * min(1, (step - start) / _WARM) * (0.5 + 0.5 * np.cos(np.pi * done))
        for group in optimizer.param_groups:
            group["lr"] = max(rate, 1e-5)
        with torch.autocast("cpu", torch.bfloat16):
            answer = network(x.contiguous(memory_format=torch.channels_last))
        loss = loss_of(answer.float(), y, blind)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        average.update_parameters(network)
        recent.append(float(loss.detach()))
        stop = spent >= 1 or (args.out / "stop").exists()
        if step % _KEEP == 0 or stop:
            scores = agreement(average.module, held)
            line = {"step": step, "seconds": round(time.time() - begun), "loss": round(float(np.mean(recent)), 4)}
            print(json.dumps({**line, **scores}), flush=True)
            recent = []
            torch.save(
                {
                    "network": network.state_dict(),
                    "average": average.state_dict(),
                    "optimizer": optimizer.state_dict(),
                    "step": step,
                    "scores": scores,
                },
                kept,
            )
        if stop:
            break
    export(average.module, args.out / "page_network.onnx")


def _plain(pages: list[RuledPage], rng: np.random.Generator) -> tuple[Any, Any, Any]:
    one = sample(pages, rng)
    return one.grey, one.masks, one.blind


def export(network: nn.Module, out: Path) -> None:
    """Write the network as ONNX: `dark` (1 x 1 x h x w, 0..1) to `masks` (1 x 5 x h x w, 0..1)."""
    network = nn.Sequential(network, nn.Sigmoid()).eval().to(memory_format=torch.contiguous_format)
    free = {2: "h", 3: "w"}
    torch.onnx.export(
        network,
        (torch.zeros(1, 1, SIDE, SIDE),),
        str(out),
        input_names=["dark"],
        output_names=["masks"],
        dynamic_axes={"dark": free, "masks": free},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--loaders", type=int, default=1)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--export", action="store_true", help="only write the network of the state that was kept")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.export:
        network = torch.optim.swa_utils.AveragedModel(Network(), use_buffers=True)
        network.load_state_dict(torch.load(args.out / "state.pt", weights_only=False)["average"])
        export(network.module, args.out / "page_network.onnx")
    else:
        train(args)


if __name__ == "__main__":
    main()
