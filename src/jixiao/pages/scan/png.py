"""Pictures of scanned pages as PNG: whole ones, and cut-outs of single places."""

from __future__ import annotations

import cv2
import numpy as np

from jixiao.pages.scan.model import Grey


def png(picture: Grey) -> bytes:
    """A picture (height x width, or with three channels RGB) as PNG."""
    shown = cv2.cvtColor(picture, cv2.COLOR_RGB2BGR) if picture.ndim == 3 else picture
    return bytes(np.asarray(cv2.imencode(".png", shown)[1]))
