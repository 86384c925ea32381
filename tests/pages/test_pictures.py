"""Pictures of formats that are brought into another one first, and of unusual colours."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageDraw

from jixiao.errors import DamagedSource
from jixiao.pages.cutout import cutout
from jixiao.pages.files.pictures import OtherPictures, frames_of
from jixiao.pages.scan.pictures import Pictures
from jixiao.sources.detection import kind_of


def drawn(colour: str = "black", ground: str | int = "white", mode: str = "RGB") -> Image.Image:
    picture = Image.new(mode, (300, 160), ground)
    ImageDraw.Draw(picture).rectangle((20, 20, 280, 140), outline=colour if mode == "RGB" else 0, width=3)
    return picture


@pytest.mark.parametrize("suffix", ["gif", "webp", "bmp"])
def test_each_is_known_and_has_its_pages(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"图.{suffix}"
    drawn().save(path)
    assert kind_of(path, path.name) == "image"
    with OtherPictures(path, path.name) as pictures:
        assert pictures.count == 1
    assert cutout(path, 1, (10, 10, 100, 60)).startswith(b"\x89PNG")


@pytest.mark.parametrize("suffix", ["gif", "webp"])
def test_frames_are_pages(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"图.{suffix}"
    drawn().save(path, save_all=True, append_images=[drawn("red"), drawn("blue")])
    with OtherPictures(path, path.name) as pictures:
        assert pictures.count == 3


def test_what_can_be_looked_through_stands_on_white(tmp_path: Path) -> None:
    path = tmp_path / "图.webp"
    drawn("black", (0, 0, 0, 0), "RGBA").save(path, lossless=True)  # type: ignore[arg-type]
    with frames_of(path, path.name) as document:
        assert document[0].get_pixmap(colorspace=pymupdf.csGRAY).pixel(3, 3) == (255,)


def test_a_picture_lying_on_its_side_is_put_upright(tmp_path: Path) -> None:
    path, told = tmp_path / "图.webp", Image.Exif()
    told[0x0112] = 6
    drawn().save(path, exif=told)
    with frames_of(path, path.name) as document:
        assert document[0].rect.height > document[0].rect.width


@pytest.mark.parametrize(("suffix", "mode", "ground"), [("jpg", "CMYK", 0), ("tif", "CMYK", 0), ("png", "I;16", 65535)])
def test_other_colours_are_seen_as_they_are(tmp_path: Path, suffix: str, mode: str, ground: int) -> None:
    path = tmp_path / f"图.{suffix}"
    Image.new(mode, (300, 160), ground).save(path)
    with Pictures(path, path.name) as pictures:
        shown = pictures._doc[0].get_pixmap(colorspace=pymupdf.csRGB)
    assert min(shown.pixel(150, 80)) > 245


@pytest.mark.parametrize("suffix", ["gif", "webp", "bmp"])
def test_one_that_is_cut_or_none_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"图.{suffix}"
    drawn().save(path)
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(DamagedSource, match="请"):
        OtherPictures(path, path.name)


def test_heic_is_read_where_its_package_is(tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    path = tmp_path / "图.heic"
    drawn().save(path)
    assert kind_of(path, path.name) == "image"
    with OtherPictures(path, path.name) as pictures:
        assert pictures.count == 1
