"""Text of a page that nobody sees: not painted, white on white, too small, or under something painted later."""

from __future__ import annotations

from operator import itemgetter
from typing import Any, NamedTuple

from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.geometry import Box
from jixiao.pages import settings
from jixiao.pages.mupdf import pymupdf

# The bits of a character that say that it is filled, or drawn as an outline.
_PAINTED = 16 | 32
# Pixels a point with which a place is looked at.
_GLANCE = 2.0


Chars = list[dict[str, Any]]


class Unseen(NamedTuple):
    """The characters of a page that nobody sees, and those of them that something was painted over."""

    chars: Chars
    covered: Chars


def unseen_characters(lines: Chars, sheet: Any, strokes: Chars, images: Chars) -> Unseen:
    """The characters of pymupdf's rawdict lines that nobody sees; blanks are not told.

    `strokes` are what is painted on the page (`get_cdrawings`), `images` its pictures (`get_image_info`).
    """
    out, under = list[dict[str, Any]](), list[dict[str, Any]]()
    covers = _covers(lines, sheet, strokes, images)
    order = _order(sheet) if covers else {}
    for line in lines:
        for span in line["spans"]:
            if _is_unpainted(span) or _is_lost_in_white(span, sheet):
                out.extend(c for c in span["chars"] if not c["c"].isspace())
            elif covers:
                under.extend(c for c in span["chars"] if not c["c"].isspace() and _under(c, covers, order))
    return Unseen(out + under, under)


def _is_unpainted(span: dict[str, Any]) -> bool:
    """Whether a run is neither filled nor drawn, or wholly transparent, or too small to be seen."""
    return not span.get("char_flags", _PAINTED) & _PAINTED or not span["alpha"] or span["size"] < settings.UNSEEN.tiny


def _is_lost_in_white(span: dict[str, Any], sheet: Any) -> bool:
    """Whether a run is white, and so is the page there."""
    return _is_white(span["color"]) and _is_blank(sheet, Box(*span["bbox"]))


def without(lines: Chars, unseen: Chars) -> Chars:
    """The lines, from which the characters are taken out."""
    gone = {id(char) for char in unseen}
    for line in lines:
        for span in line["spans"]:
            span["chars"] = [c for c in span["chars"] if id(c) not in gone]
    return lines


def doubt_beside(words: list[Word], unseen: Chars) -> None:
    """Put the words in doubt that stand where other text lies that nobody sees."""
    boxes = [_wider(Box(*char["bbox"])) for char in unseen]
    for word in words:
        if any(_touch(word.box, box) for box in boxes):
            word.doubts = (*word.doubts, Doubt(0, len(word.text), DoubtCode.COVERING))


def leaves_blank(covered: Chars, words: list[Word]) -> bool:
    """Whether nothing stands now where text was painted over: nobody sees that there was any."""
    boxes = [Box(*char["bbox"]) for char in covered]
    return any(not any(_touch(word.box, box) for word in words) for box in boxes)


def doubt_overprinted(words: list[Word]) -> None:
    """Put words in doubt that are printed over one another: a stamp with words, a note over an amount."""
    ordered = sorted([(*w.box, i) for i, w in enumerate(words)], key=itemgetter(1))
    for n, (x0, y0, x1, y1, i) in enumerate(ordered, 1):
        for m in range(n, len(ordered)):
            left, top, right, _, j = ordered[m]
            if 2 * top > y0 + y1:
                break
            if left < x1 and x0 < right and _overprinted(words[i], words[j]):
                for word in (words[i], words[j]):
                    word.doubts = (*word.doubts, Doubt(0, len(word.text), DoubtCode.OVERPRINTED))


def doubt_struck(words: list[Word], struck: list[Box]) -> None:
    """Put words in doubt that somebody struck out; `struck` are the boxes of such marks."""
    for word in words if struck else ():
        if any(_touch(word.box, box) for box in struck):
            word.doubts = (*word.doubts, Doubt(0, len(word.text), DoubtCode.REVISED))


def _overprinted(a: Word, b: Word) -> bool:
    """Whether two words lie on each other; signs of another font may, in the gap that is left for them."""
    return _touch(a.box, b.box) and all(any(c.isalnum() for c in word.text) for word in (a, b))


def _wider(box: Box) -> Box:
    """The box with what is next to it on its line."""
    return Box(box.x0 - box.height, box.y0, box.x1 + box.height, box.y1)


def _touch(a: Box, b: Box) -> bool:
    """Whether two boxes share more than an edge."""
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    down = min(a.y1, b.y1) - max(a.y0, b.y0)
    figures = settings.UNSEEN
    return across > figures.across * min(a.width, b.width) and down > figures.down * min(a.height, b.height)


def _is_white(colour: int) -> bool:
    return colour > 0 and min(colour >> 16 & 255, colour >> 8 & 255, colour & 255) >= settings.UNSEEN.white


def _is_blank(sheet: Any, box: Box) -> bool:
    """Whether that part of the page is white but for what runs into it; a ground covers most of it."""
    samples: bytes = _picture(sheet, box).samples
    white = settings.UNSEEN.white
    return 2 * sum(level < white for level in samples) <= len(samples)


def _picture(sheet: Any, box: Box) -> Any:
    matrix = pymupdf.Matrix(_GLANCE, _GLANCE)
    clip = pymupdf.Rect(*box) * sheet.rotation_matrix
    return sheet.get_pixmap(matrix=matrix, clip=clip, colorspace=pymupdf.csGRAY, alpha=False)


Cover = tuple[int, Box]


def _covers(lines: Chars, sheet: Any, strokes: Chars, images: Chars) -> list[Cover]:
    """What is painted over the middle of some character: its place in the order of painting, and its box."""
    figures = settings.UNSEEN
    found: list[Cover] = []
    for before, path in enumerate(strokes):
        # with nothing but strokes before it there is no text under it
        if path["type"] == "s" or path["seqno"] <= before or (path.get("fill_opacity") or 1.0) < figures.opaque:
            continue
        x0, y0, x1, y1 = path["rect"]
        if min(x1 - x0, y1 - y0) > settings.STROKES.hairline and _hides(path.get("fill")) and _is_full(path):
            found.append((path["seqno"], Box(x0, y0, x1, y1)))
    found += _pictures(sheet, images)
    if not found:
        return []
    middles = [_middle(c["bbox"]) for line in lines for span in line["spans"] for c in span["chars"][:1]]
    middles += [_middle(c["bbox"]) for line in lines for span in line["spans"] for c in span["chars"][-1:]]
    return [cover for cover in found if any(cover[1].holds(x, y) for x, y in middles)]


def _hides(fill: tuple[float, ...] | None) -> bool:
    """Whether a colour is that of a patch or of a blacked-out place; others are shading, which text stands on."""
    return fill is not None and (min(fill) >= settings.UNSEEN.patch or max(fill) <= 1 - settings.UNSEEN.patch)


def _is_full(path: dict[str, Any]) -> bool:
    """Whether the path fills its box: rectangles do."""
    return any(item[0] in ("re", "qu") for item in path["items"]) or len(path["items"]) in (3, 4)


def _pictures(sheet: Any, images: Chars) -> list[Cover]:
    """The opaque pictures on the page."""
    infos = [info for info in images if not info.get("has-mask")]
    if not infos:
        return []
    log = [(i, Box(*box)) for i, (what, box) in enumerate(sheet.get_bboxlog()) if what == "fill-image"]
    return [(i, box) for i, box in log if any(_same(box, Box(*info["bbox"])) for info in infos)]


def _same(a: Box, b: Box) -> bool:
    return max(abs(x - y) for x, y in zip(a, b, strict=True)) < 1.0


def _middle(box: tuple[float, float, float, float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


Origin = tuple[str, int, int]


def _order(sheet: Any) -> dict[Origin, list[int]]:
    """The places in the order of painting of the characters by their origin, several where one is painted again."""
    out: dict[Origin, list[int]] = {}
    for span in sheet.get_texttrace():
        for code, _, origin, *_ in span["chars"]:
            out.setdefault(_origin(chr(code), origin), []).append(span["seqno"])
    return out


def _origin(char: str, origin: tuple[float, float]) -> Origin:
    return char, round(2 * origin[0]), round(2 * origin[1])


def _under(char: dict[str, Any], covers: list[Cover], order: dict[Origin, list[int]]) -> bool:
    """Whether the character is painted before something that lies over its middle."""
    x, y = _middle(char["bbox"])
    over = [seqno for seqno, box in covers if box.holds(x, y)]
    if not over:
        return False
    painted = order.get(_origin(char["c"], char["origin"]), [])
    own = painted.pop(0) if len(painted) > 1 else next(iter(painted), None)
    return own is not None and own < max(over)
