"""What a small network sees on a page picture: rules, where they meet, where tables lie, and ink that is not print.

`page_network.onnx` was trained on made-up forms ruined in many ways; `page_network.md` says how, and how well it does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np

from jixiao.pages.scan.model import Floats, Grey, Ruling, Run
from jixiao.pages.scan.ocr.engine import Reader
from jixiao.pages.scan.rules import settings

# The sides of what the network sees are multiples of this (pixels).
_EVEN = 16


class Masks(NamedTuple):
    """How likely (0..255) each pixel is of a level rule, an upright one, a place where rules meet, a table, other ink.

    They are pictures of the page that have `scale` pixels a point.
    """

    across: Grey
    upright: Grey
    meetings: Grey
    region: Grey
    other: Grey
    scale: float

    def changed(self, change: Callable[[Grey], Grey]) -> Masks:
        """Each picture after a change."""
        rules = change(self.across), change(self.upright), change(self.meetings)
        return Masks(*rules, change(self.region), change(self.other), self.scale)

    def unseen(self, ruling: Ruling, scale: float) -> Ruling:
        """The rules that the network sees little of, of a page that has `scale` pixels a point."""
        across = [run for run in ruling.across if not self._shows(self.across, run, scale)]
        return Ruling(across, [run for run in ruling.upright if not self._shows(self.upright.T, run, scale)])

    def _shows(self, mask: Grey, run: Run, scale: float) -> bool:
        ratio, reach = self.scale / scale, settings.CHOICE.apart * self.scale
        at, start, end = (n * ratio for n in (run.at + 0.5, run.start, run.end))
        band = mask[max(0, round(at - reach)) : round(at + reach) + 1, round(start) : round(end)]
        return bool(band.size) and float(band.max(axis=0).mean()) >= 255 * settings.WALLS.wall

    def lying(self) -> Masks:
        """The page on its side: x and y change places, and so do level and upright rules."""
        return self.changed(lambda mask: np.ascontiguousarray(mask.T))._replace(
            across=np.ascontiguousarray(self.upright.T), upright=np.ascontiguousarray(self.across.T)
        )


def masks_of(grey: Grey, scale: float, noise: float, reader: Reader) -> Masks:
    """What the network sees on a grey page picture that has `scale` pixels a point; its ink is darkened before, as far
    as the noise (in grey levels) allows, so that hair lines are seen."""
    step = settings.MASKS.seen / (72 * scale)
    seen = cv2.resize(grey, None, fx=step, fy=step, interpolation=cv2.INTER_AREA if step < 1 else cv2.INTER_CUBIC)
    height, width = seen.shape
    whole = cv2.copyMakeBorder(seen, 0, -height % _EVEN, 0, -width % _EVEN, cv2.BORDER_REPLICATE)
    gain = min(settings.MASKS.gain, max(1.0, settings.MASKS.noise / max(noise, 1.0)))
    dark = np.minimum(1.0, gain * (1 - whole.astype(np.float32) / 255)).astype(np.float32)
    found: Floats = reader.rules_on(dark)[:, :height, :width]
    parts = [np.ascontiguousarray(np.rint(255 * part).astype(np.uint8)) for part in found]
    return Masks(parts[0], parts[1], parts[2], parts[3], parts[4], scale * step)
