"""What stands on a page of an OFD as the content of a PDF page, in millimetres from the upper left corner."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from jixiao.pages.ofd.document import Resources
from jixiao.pages.ofd.fonts import Face
from jixiao.pages.ofd.numbers import UNIT, Colour, colour, matrix, number, numbers
from jixiao.pages.ofd.paths import operators
from jixiao.pages.ofd.text import glyphs_of, turned

STAMPED = "Stamped"
"""The name of the state of drawing in which ink is laid over ink."""

_DEEPEST = 16
_MOST = 2_000_000  # glyphs and paths of a page
_WIDTH = 0.353  # millimetres, of lines that do not say theirs
_BLACK: Colour = (0.0, 0.0, 0.0)
_MITRES = {"Miter": 0, "Round": 1, "Bevel": 2}


class Pen:
    """Writes the content of one page.

    `face` gives the font of a number, `picture` the name under which a picture file stands on the page ("" where it
    cannot be had). `lost` says that something named is not there, `full` that there is more than is drawn.
    """

    def __init__(self, resources: Resources, face: Callable[[str], Face], picture: Callable[[str], str]) -> None:
        self.resources, self.face, self.picture = resources, face, picture
        self.out: list[str] = []
        self.lost = self.full = False
        self._count = 0

    def objects(self, parent: Element, deep: int = 0) -> None:
        """Everything in a layer, a block or an appearance, in order."""
        if deep > _DEEPEST:
            self.full = True
            return
        for each in parent:
            if self._count > _MOST:
                self.full = True
                return
            if each.get("Visible", "true").lower() == "false":
                continue
            if each.tag == "PageBlock":
                self.objects(each, deep + 1)
            elif each.tag in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
                self._count += 1
                self._object(each, deep)

    def appearance(self, element: Element) -> None:
        """The look of an annotation, whose objects count from its corner."""
        x, y, *_ = [*numbers(element.get("Boundary")), 0.0, 0.0]
        self.out.append(f"q 1 0 0 1 {x:.4f} {y:.4f} cm")
        self.objects(element)
        self.out.append("Q")

    def stamp(self, name: str, box: tuple[float, float, float, float]) -> None:
        """A stamp in a box: what is under its white is seen."""
        x, y, width, height = box
        self.out.append(f"q /{STAMPED} gs {width:.4f} 0 0 {-height:.4f} {x:.4f} {y + height:.4f} cm /{name} Do Q")

    def _object(self, element: Element, deep: int) -> None:
        x, y, *_ = [*numbers(element.get("Boundary")), 0.0, 0.0]
        self.out.append(f"q 1 0 0 1 {x:.4f} {y:.4f} cm")
        self._clip(element)
        ctm = matrix(element.get("CTM"))
        if ctm != UNIT:
            self.out.append(" ".join(f"{n:.6f}" for n in ctm) + " cm")
        if element.tag == "TextObject":
            self._text(element)
        elif element.tag == "PathObject":
            self._path(element)
        elif element.tag == "ImageObject":
            self._image(element)
        else:
            unit = self.resources.composites.get(element.get("ResourceID", ""))
            content = None if unit is None else unit.find("Content")
            self.lost = self.lost or content is None
            if content is not None:
                self.objects(content, deep + 1)
        self.out.append("Q")

    def _said(self, element: Element, name: str) -> str | None:
        """An attribute of the object, or of the parameters of drawing that it names, or of those that they follow."""
        if (said := element.get(name)) is not None:
            return said
        for each in self._parameters(element):
            if (said := each.get(name)) is not None:
                return said
        return None

    def _colour(self, element: Element, name: str, default: Colour | None) -> Colour | None:
        if (own := element.find(name)) is not None:
            return colour(own, default)
        given = next((c for each in self._parameters(element) if (c := each.find(name)) is not None), None)
        return colour(given, default)

    def _parameters(self, element: Element) -> list[Element]:
        out: list[Element] = []
        number_ = element.get("DrawParam", "")
        while (found := self.resources.drawing.get(number_)) is not None and found not in out:
            out.append(found)
            number_ = found.get("Relative", "")
        return out

    def _clip(self, element: Element) -> None:
        for clip in element.findall("Clips/Clip"):
            areas = []
            for area in clip.findall("Area"):
                path = area.find("Path")
                if path is not None:
                    x, y, *_ = [*numbers(path.get("Boundary")), 0.0, 0.0]
                    data = operators(path.findtext("AbbreviatedData") or "")
                    if matrix(area.get("CTM")) == UNIT and matrix(path.get("CTM")) == UNIT and data:
                        areas.append(f"1 0 0 1 {x:.4f} {y:.4f} cm\n{data}\nW n\n1 0 0 1 {-x:.4f} {-y:.4f} cm")
            if len(areas) == 1:  # several together are a shape that a PDF clips in another way: shown whole
                self.out.append(areas[0])

    def _path(self, element: Element) -> None:
        data = operators(element.findtext("AbbreviatedData") or "")
        strokes = (self._said(element, "Stroke") or "true").lower() != "false"
        fills = (self._said(element, "Fill") or "false").lower() == "true"
        if not data or not (strokes or fills):
            return
        if strokes:
            stroke = self._colour(element, "StrokeColor", _BLACK) or _BLACK
            width = number(self._said(element, "LineWidth"), _WIDTH)
            join = _MITRES.get(self._said(element, "Join") or "Miter", 0)
            self.out.append(f"{_rgb(stroke)} RG {width:.4f} w {join} j")
        if fills:
            self.out.append(f"{_rgb(self._colour(element, 'FillColor', _BLACK) or _BLACK)} rg")
        odd = "*" if fills and (element.get("Rule") or "").lower() == "even-odd" else ""
        self.out.append(f"{data}\n{'B' if strokes and fills else 'f' if fills else 'S'}{odd}")

    def _image(self, element: Element) -> None:
        name = self.picture(self.resources.media.get(element.get("ResourceID", ""), ""))
        self.lost = self.lost or not name
        if name:
            self.out.append(f"1 0 0 -1 0 1 cm /{name} Do")

    def _text(self, element: Element) -> None:
        face = self.face(self._said(element, "Font") or "")
        size = number(element.get("Size") or element.get("size"), 0.0)
        if size <= 0:
            return
        fills = (self._said(element, "Fill") or "true").lower() != "false"
        strokes = (self._said(element, "Stroke") or "false").lower() == "true"
        mode = 2 if fills and strokes else 0 if fills else 1 if strokes else 3
        wide = number(element.get("HScale"), 1.0) or 1.0
        a, b, c, d = turned(element)
        fill = self._colour(element, "FillColor", _BLACK) or _BLACK
        lines = [f"BT {_rgb(fill)} rg {mode} Tr"]
        font = ""
        for glyph in glyphs_of(element, face, size):
            self._count += 1
            across = wide * glyph.wide
            name = face.placed(glyph.number, glyph.char)
            if name != font:
                lines.append(f"/{name} {size:.4f} Tf")
                font = name
            lines.append(
                f"{a * across:.4f} {b * across:.4f} {-c} {-d} {glyph.x:.4f} {glyph.y:.4f} Tm <{glyph.number:04x}> Tj"
            )
        self.out += [*lines, "ET"]


def _rgb(found: Colour) -> str:
    return " ".join(f"{n:.3f}" for n in found)
