"""The text of one Word paragraph as it is printed: revisions accepted, fields as results, what is hidden left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple
from xml.etree.ElementTree import Element

from jixiao.evidence import DoubtCode
from jixiao.office.package import whole
from jixiao.office.word.styles import RunLook, Styles
from jixiao.office.word.symbols import from_private, symbol
from jixiao.office.word.xml import MATH, MC, TRANSPARENT, VAL, W, switch, value
from jixiao.text import has_digit

_EQUATION = re.compile(r"^\s*eq\b.*[,(]\s*([^,()]+)\)\s*$", re.I | re.S)
_RUN, _LOOK, _FIELD, _CONTROL = f"{W}r", f"{W}rPr", f"{W}fldChar", f"{W}sdt"
_ALTERNATIVE = f"{MC}AlternateContent"
_POINT = 12_700  # drawing units
_LARGE = (200.0, 100.0)  # points; pictures from this size on may carry a form
_REVISED, _TAKEN_OUT = {f"{W}ins", f"{W}moveTo"}, {f"{W}del", f"{W}moveFrom"}
_PATCH = 30  # characters
_STYLE_SIZE = re.compile(r"(width|height):\s*([\d.]+)pt")


class Run(NamedTuple):
    """Characters of one look."""

    text: str
    size: float
    bold: bool


@dataclass(slots=True)
class Inline:
    """A paragraph's content: lines of words (parted by tabs) of runs, and what is anchored in it.

    `boxes` are contents of text boxes, `notes` are (kind, id) of footnotes and endnotes, `pictures` counts large
    pictures, `objects` names embedded objects. `doubts` are of all of it: text stands beside it that nobody sees, or
    that was changed and not yet accepted. `unseen` says the former.
    """

    lines: list[list[list[Run]]] = field(default_factory=lambda: [[[]]])
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    objects: list[str] = field(default_factory=list)
    doubts: set[DoubtCode] = field(default_factory=set)
    unseen: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing is printed in it."""
        return not any(run.text.strip() for line in self.lines for word in line for run in word)


@dataclass(slots=True)
class _Field:
    """An open field: in its code or its result, the code so far, and what a form field shows."""

    code: bool = True
    text: str = ""
    shows: str = ""


class TextReader:
    """Reads paragraphs of one story (the body, a header, a note); fields may go on from one to the next."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self._out = Inline()

    def read(self, paragraph: Element, look: RunLook) -> Inline:
        """What the paragraph prints, its runs starting from the look its style gives."""
        self._out = Inline()
        self._inline(paragraph, look)
        # A field whose code is still open at the paragraph's end was never closed: it must not swallow the rest.
        self._fields = [f for f in self._fields if not f.code]
        return self._out

    def _inline(self, parent: Element, look: RunLook) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, look)
            elif tag in TRANSPARENT:
                if tag in _REVISED and _said(child):
                    self._out.doubts.add(DoubtCode.REVISED)
                self._inline(child, look)
            elif tag in _TAKEN_OUT and _said(child):
                self._out.doubts.add(DoubtCode.REVISED)
            elif tag == _CONTROL:
                inner = child.find(f"{W}sdtContent")
                if inner is not None:
                    self._inline(inner, look)
            elif tag == _ALTERNATIVE:
                self._alternative(child, look)
            elif tag.startswith(MATH):
                for text in child.iter(f"{MATH}t"):
                    self._emit(text.text or "", look)

    def _run(self, run: Element, look: RunLook) -> None:
        properties = run.find(_LOOK)
        if properties is not None:
            look = self._styles.run(look, value(properties, "rStyle")).over(properties)
        for child in run:
            handler = self._OF_RUN.get(child.tag)
            if handler is not None and (not look.unseen or child.tag == _FIELD):
                handler(self, child, look)
        if look.unseen and _said(run):
            self._out.doubts.add(DoubtCode.COVERING)
            self._out.unseen = True
        elif look.struck and _said(run):
            self._out.doubts.add(DoubtCode.REVISED)

    def _emit(self, text: str, look: RunLook) -> None:
        if text and not look.unseen and not any(f.code for f in self._fields):
            self._out.lines[-1][-1].append(Run(text, look.size, look.bold))

    def _text(self, element: Element, look: RunLook) -> None:
        self._emit(from_private(element.text or "", look.font), look)

    def _tab(self, _: Element, __: RunLook) -> None:
        if not any(f.code for f in self._fields):
            self._out.lines[-1].append([])

    def _break(self, _: Element, __: RunLook) -> None:
        if not any(f.code for f in self._fields):
            self._out.lines.append([[]])

    def _hyphen(self, _: Element, look: RunLook) -> None:
        self._emit("-", look)

    def _symbol(self, element: Element, look: RunLook) -> None:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            return
        if 0x20 <= code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF:
            self._emit(symbol(element.get(f"{W}font", ""), code), look)

    def _field(self, element: Element, look: RunLook) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field(shows=_form_field(element.find(f"{W}ffData"))))
        elif kind == "separate" and self._fields:
            self._fields[-1].code = False
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            drawn = _EQUATION.match(done.text) if done.code else None
            self._emit(done.shows or (drawn[1].strip() if drawn else ""), look)

    def _code(self, element: Element, _: RunLook) -> None:
        if self._fields:
            self._fields[-1].text += element.text or ""

    def _note(self, element: Element, _: RunLook) -> None:
        kind = "footnote" if element.tag == f"{W}footnoteReference" else "endnote"
        self._out.notes.append((kind, element.get(f"{W}id", "")))

    def _ruby(self, element: Element, look: RunLook) -> None:
        base = element.find(f"{W}rubyBase")
        if base is not None:
            self._inline(base, look)

    def _alternative(self, element: Element, look: RunLook) -> None:
        """The first choice that holds anything, and only that one: the fallback says the same again."""
        for choice in element:
            before = self._weight()
            self._inline(choice, look)
            for child in choice:
                handler = self._OF_RUN.get(child.tag)
                if handler is not None:
                    handler(self, child, look)
            if self._weight() != before:
                return

    def _weight(self) -> int:
        out = self._out
        runs = sum(len(word) + 1 for line in out.lines for word in line)
        return runs + len(out.boxes) + out.pictures + len(out.objects)

    def _drawing(self, element: Element, _: RunLook) -> None:
        """Text boxes of a drawing, each once; pictures counted when large."""
        boxes = _boxes(element)
        self._out.boxes += boxes
        if any(_is_patch(box) for box in boxes) and not _is_inline(element):
            self._out.doubts.add(DoubtCode.COVERING)
        if not boxes and _is_large_picture(element):
            self._out.pictures += 1

    def _object(self, element: Element, look: RunLook) -> None:
        self._drawing(element, look)
        for child in element.iter():
            if child.tag.endswith("}OLEObject"):
                self._out.objects.append(child.get("ProgID", "OLE"))

    # What each part of a run does.
    _OF_RUN: ClassVar[dict[str, Callable[[TextReader, Element, RunLook], None]]] = {
        f"{W}t": _text, f"{W}tab": _tab, f"{W}ptab": _tab, f"{W}br": _break, f"{W}cr": _break,
        f"{W}noBreakHyphen": _hyphen, f"{W}sym": _symbol, f"{W}fldChar": _field, f"{W}instrText": _code,
        f"{W}drawing": _drawing, f"{W}pict": _drawing, f"{W}object": _object, f"{W}footnoteReference": _note,
        f"{W}endnoteReference": _note, f"{W}ruby": _ruby, f"{MC}AlternateContent": _alternative,
    }  # fmt: skip


def _said(element: Element) -> bool:
    """Whether there is text under the element, struck out or not."""
    texts = (f"{W}t", f"{W}delText")
    return any(child.tag in texts and (child.text or "").strip() for child in element.iter())


def _boxes(element: Element) -> list[Element]:
    """The contents of text boxes under the element, not those inside other text boxes, each alternative once."""
    found: list[Element] = []
    for child in element:
        if child.tag == f"{W}txbxContent":
            found.append(child)
        elif child.tag == f"{MC}AlternateContent":
            found += next((b for b in map(_boxes, child) if b), [])
        else:
            found += _boxes(child)
    return found


def _is_patch(box: Element) -> bool:
    """Whether a text box holds a short text with figures, as one that is laid over a value does."""
    text = "".join(child.text or "" for child in box.iter(f"{W}t")).strip()
    return 0 < len(text) <= _PATCH and has_digit(text)


def _is_inline(drawing: Element) -> bool:
    """Whether a drawing stands in its line like a character, and so lies over nothing."""
    if any(child.tag.endswith("}anchor") for child in drawing.iter()):
        return False
    return not any("position:absolute" in child.get("style", "").replace(" ", "") for child in drawing.iter())


def _is_large_picture(element: Element) -> bool:
    tags = {child.tag.rpartition("}")[2] for child in element.iter()}
    if not tags & {"blip", "imagedata"} or "OLEObject" in tags:
        return False
    for child in element.iter():
        if child.tag.endswith("}extent"):
            width, height = (whole(child.get(k), 10**9) or 0 for k in ("cx", "cy"))
            return width >= _LARGE[0] * _POINT and height >= _LARGE[1] * _POINT
        if child.tag.endswith("}shape"):
            sides = {k: float(v) for k, v in _STYLE_SIZE.findall(child.get("style", ""))}
            return sides.get("width", 0.0) >= _LARGE[0] and sides.get("height", 0.0) >= _LARGE[1]
    return False


def _form_field(data: Element | None) -> str:
    """What a legacy form field shows by itself: a tick box or the chosen entry of a list; "" for the others."""
    if data is None:
        return ""
    box = data.find(f"{W}checkBox")
    if box is not None:
        state = switch(box, "checked")
        ticked = bool(switch(box, "default")) if state is None else state
        return "☑" if ticked else "□"
    choices = data.find(f"{W}ddList")
    if choices is not None:
        entries = [e.get(VAL, "") for e in choices.findall(f"{W}listEntry")]
        chosen = value(choices, "result") or value(choices, "default") or "0"
        place = whole(chosen, len(entries) - 1)
        return "" if place is None else entries[place]
    return ""
