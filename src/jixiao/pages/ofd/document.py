"""What an OFD is made of: its pages in order, what stands on each, and the resources that they name."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from jixiao.errors import DamagedSource
from jixiao.pages.ofd.numbers import numbers
from jixiao.pages.ofd.package import Package

A4 = (0.0, 0.0, 210.0, 297.0)
Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Resources:
    """What objects name by number: fonts and pictures by the file that holds them ("" where none does), parameters of
    drawing, and drawings that are used again."""

    fonts: dict[str, str] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    drawing: dict[str, Element] = field(default_factory=dict)
    composites: dict[str, Element] = field(default_factory=dict)


@dataclass(slots=True)
class Sheet:
    """A page: its box in millimetres, what is drawn on it from back to front, and what of it is not there."""

    box: Box
    layers: list[Element] = field(default_factory=list)
    appearances: list[Element] = field(default_factory=list)
    seals: list[tuple[Box, str]] = field(default_factory=list)
    resources: Resources = field(default_factory=Resources)
    lost: bool = False


def sheets_of(package: Package) -> Iterator[Sheet]:
    """The pages of all documents in the file; DamagedSource where there is none."""
    entry = package.find("OFD.xml")
    if not entry:
        raise DamagedSource(package.name, "OFD 里没有 OFD.xml，可能已损坏；请重新获取原文件")
    bodies = list(package.tree(entry).iter("DocBody"))
    found = False
    for body in bodies:
        root = package.find(_text(body, "DocRoot"))
        if not root:
            continue
        for sheet in _Document(package, root, _text(body, "Signatures")).sheets():
            found = True
            yield sheet
    if not found:
        raise DamagedSource(package.name, "OFD 里没有可读的页，可能已损坏；请重新获取原文件")


def _text(parent: Element, name: str) -> str:
    found = parent.find(name)
    return "" if found is None else (found.text or "").strip()


class _Document:
    """One document of the file."""

    def __init__(self, package: Package, root: str, signatures: str) -> None:
        self.package = package
        self.folder = posixpath.dirname(root)
        self.root = package.tree(root)
        self.resources = Resources()
        self.templates: dict[str, str] = {}
        self.box = _box(self.root.find("CommonData/PageArea"), A4)
        for each in self.root.findall("CommonData/TemplatePage"):
            self.templates[each.get("ID", "")] = package.find(each.get("BaseLoc", ""), self.folder)
        for name in ("PublicRes", "DocumentRes"):
            for each in self.root.findall(f"CommonData/{name}"):
                self._take(package.find(each.text or "", self.folder), self.resources)
        self.annotations = self._annotations()
        self.seals = self._seals(signatures)

    def sheets(self) -> Iterator[Sheet]:
        """The pages in order; one whose content is not there is lost."""
        for each in self.root.findall("Pages/Page"):
            member = self.package.find(each.get("BaseLoc", ""), self.folder)
            number = each.get("ID", "")
            sheet = Sheet(self.box, lost=not member, resources=self.resources)
            if member:
                self._fill(sheet, member)
            for annotation in self.annotations.get(number, ()):
                sheet.appearances += annotation.iter("Appearance")
            sheet.seals = self.seals.get(number, [])
            yield sheet

    def _fill(self, sheet: Sheet, member: str) -> None:
        page = self.package.tree(member)
        content = page.find("Content")
        area = page.find("Area")
        if area is None and content is not None:
            area = content.find("PageArea")  # one writer puts it there
        sheet.box = _box(area, self.box)
        self._own(sheet, page, member)
        layers: list[tuple[int, Element]] = []
        for each in page.findall("Template"):
            behind = each.get("ZOrder", "Background") != "Foreground"
            template = self.templates.get(each.get("TemplateID", ""), "")
            sheet.lost = sheet.lost or not template
            if template:
                root = self.package.tree(template)
                self._own(sheet, root, template)
                layers += [(-3 if behind else 3, layer) for layer in root.findall("Content/Layer")]
        order = {"Background": -1, "Body": 0, "Foreground": 1}
        if content is not None:
            layers += [(order.get(layer.get("Type", "Body"), 0), layer) for layer in content.findall("Layer")]
        sheet.layers = [layer for _, layer in sorted(layers, key=lambda each: each[0])]

    def _own(self, sheet: Sheet, page: Element, member: str) -> None:
        """Take in the resources of the page itself."""
        for each in page.findall("PageRes"):
            if sheet.resources is self.resources:
                known = self.resources
                sheet.resources = Resources(
                    dict(known.fonts), dict(known.media), dict(known.drawing), dict(known.composites)
                )
            self._take(self.package.find(each.text or "", posixpath.dirname(member), self.folder), sheet.resources)

    def _take(self, member: str, into: Resources) -> None:
        if not member:
            return
        root = self.package.tree(member)
        folder = posixpath.dirname(member)
        base = posixpath.join(folder, root.get("BaseLoc", ""))
        for font in root.iter("Font"):
            said = _text(font, "FontFile")
            into.fonts[font.get("ID", "")] = self.package.find(said, base, folder, self.folder) if said else ""
        for media in root.iter("MultiMedia"):
            said = _text(media, "MediaFile")
            into.media[media.get("ID", "")] = self.package.find(said, base, folder, self.folder)
        into.drawing |= {each.get("ID", ""): each for each in root.iter("DrawParam")}
        into.composites |= {each.get("ID", ""): each for each in root.iter("CompositeGraphicUnit")}

    def _annotations(self) -> dict[str, list[Element]]:
        """What is laid over the pages, by the number of the page."""
        member = self.package.find(_text(self.root, "Annotations"), self.folder)
        out: dict[str, list[Element]] = {}
        for page in self.package.tree(member).iter("Page") if member else ():
            place = self.package.find(_text(page, "FileLoc"), posixpath.dirname(member), self.folder)
            if place:
                shown = [a for a in self.package.tree(place).iter("Annot") if _is_shown(a)]
                out.setdefault(page.get("PageID", ""), []).extend(shown)
        return out

    def _seals(self, said: str) -> dict[str, list[tuple[Box, str]]]:
        """Where stamps stand, as (box, file that holds the picture), by the number of the page."""
        member = self.package.find(said, self.folder)
        out: dict[str, list[tuple[Box, str]]] = {}
        for each in self.package.tree(member).iter("Signature") if member else ():
            place = self.package.find(each.get("BaseLoc", ""), posixpath.dirname(member), self.folder)
            if not place:
                continue
            signature, folder = self.package.tree(place), posixpath.dirname(place)
            value = self.package.find(_text(signature, "SignedValue"), folder, self.folder)
            for stamp in signature.iter("StampAnnot"):
                box = numbers(stamp.get("Boundary", ""))
                if len(box) == 4 and value:
                    out.setdefault(stamp.get("PageRef", ""), []).append(((box[0], box[1], box[2], box[3]), value))
        return out


def _is_shown(annotation: Element) -> bool:
    """Whether it is seen and says something: a watermark lies over the text of the page and is none of it."""
    return annotation.get("Visible", "true") != "false" and annotation.get("Type", "") != "Watermark"


def _box(area: Element | None, default: Box) -> Box:
    """The box that a page is shown in."""
    for name in ("PhysicalBox", "ApplicationBox"):
        found = numbers(_text(area, name)) if area is not None else []
        if len(found) == 4 and found[2] > 0 and found[3] > 0:
            return found[0], found[1], found[2], found[3]
    return default
