"""Pictures of formats that pymupdf does not know, or knows in part, as pages: one for each frame."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from jixiao.errors import DamagedSource, MissingPackage, SourceError
from jixiao.pages.mupdf import BROKEN, pymupdf
from jixiao.pages.scan.pictures import Pictures

_MOST_PIXELS = 100_000_000
_MOST_FRAMES = 200
# What Pillow raises where a picture is damaged.
_DAMAGED = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError)
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


class OtherPictures(Pictures):
    """An open GIF, WebP, BMP or HEIC file; a context manager that yields its frames as pages."""

    def __init__(self, path: Path, name: str) -> None:
        """DamagedSource where it is no readable picture, MissingPackage where HEIC cannot be read here."""
        try:
            self._doc = frames_of(path, name)
        except BROKEN as exc:
            raise _damaged(name) from exc
        self.count = self._doc.page_count


def frames_of(path: Path, name: str) -> Any:
    """The picture as an open document of one page a frame; errors as of `OtherPictures`."""
    stat = path.stat()
    return pymupdf.open(stream=_as_tiff(path, name, (stat.st_size, stat.st_mtime_ns)), filetype="tiff")


@lru_cache(maxsize=1)
def _as_tiff(path: Path, name: str, _: tuple[int, int]) -> bytes:
    with path.open("rb") as file:
        head = file.read(12)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        try:
            from pillow_heif import register_heif_opener
        except ImportError as exc:
            raise MissingPackage("jixiao[heic]") from exc
        register_heif_opener()
    out = io.BytesIO()
    try:
        with Image.open(path) as picture:
            if picture.width * picture.height * min(getattr(picture, "n_frames", 1), _MOST_FRAMES) > _MOST_PIXELS:
                said = "图片的像素多得不合情理，没有读取；请缩小，或另存为 .png、.jpg 再试"
                raise SourceError(name, said)
            frames = list(_frames(picture))
            dpi = picture.info.get("dpi", (72, 72))
            frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw", dpi=dpi)
    except _DAMAGED as exc:
        raise _damaged(name) from exc
    return out.getvalue()


def _frames(picture: Any) -> Iterator[Any]:
    """Each frame upright, in colours or grey, on white where it can be looked through."""
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if number >= _MOST_FRAMES:
            return
        upright = ImageOps.exif_transpose(frame)
        if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
            clear = upright.convert("RGBA")
            upright = Image.new("RGBA", clear.size, "white")
            upright.alpha_composite(clear)
        yield upright.convert("L" if upright.mode in ("1", "L") else "RGB")


def _damaged(name: str) -> DamagedSource:
    return DamagedSource(name, "图片不完整，无法打开；请重新获取或另存为 .png、.jpg 后再试")
