"""Damage of other kinds than `mutations`: characters under other names, text clipped, drawn or on a layer that is off,
pages in another order.

What a person sees stays whole in most of them, so that the text layer alone is wrong.
"""

from __future__ import annotations

import random
import re

import pymupdf

from eval.robustness.mutations import Mutation, amount_of, edited, page_of


def _maps(document: pymupdf.Document) -> list[int]:
    """The streams of the fonts' maps from codes to characters."""
    keys = [document.xref_get_key(xref, "ToUnicode") for xref in range(1, document.xref_length())]
    return sorted({int(value.split()[0]) for kind, value in keys if kind == "xref"})


@edited
def maps_exchanged(document: pymupdf.Document, rng: random.Random) -> None:
    """Two fonts with each other's map."""
    maps = _maps(document)
    if len(maps) > 1:
        a, b = rng.sample(maps, 2)
        first, second = document.xref_stream(a), document.xref_stream(b)
        document.update_stream(a, second)
        document.update_stream(b, first)


@edited
def map_shifted(document: pymupdf.Document, rng: random.Random) -> None:
    """A font of which a stretch of the codes is named with the next one's character."""
    maps = _maps(document)
    if not maps:
        return
    stream = rng.choice(maps)
    body = document.xref_stream(stream) or b""
    pairs = list(re.finditer(rb"<(\w{2,4})>\s*<(\w{4})>(?=\s*[\r\n])", body))
    start = rng.randrange(len(pairs)) if pairs else 0
    some = pairs[start : start + rng.choice([2, 8, 60])]
    names = [hit[2] for hit in some]
    for hit, name in reversed(list(zip(some, names[1:] + names[:1], strict=True))):
        body = body[: hit.start(2)] + name + body[hit.end(2) :]
    document.update_stream(stream, body)


@edited
def clipped(document: pymupdf.Document, rng: random.Random) -> None:
    """An amount of which only a part is inside of what is drawn, as in a narrow cell of a printed sheet."""
    page = page_of(document, rng)
    found = amount_of(page, rng)
    if found is None:
        return
    box, size = found
    text = page.get_textbox(box).strip()
    page.add_redact_annot(box)
    page.apply_redactions(graphics=0, images=0)
    shape = page.new_shape()
    shape.insert_text((box.x0, box.y1 - 0.22 * size), text, fontsize=size)
    part = box.x0 + rng.uniform(0.4, 0.8) * box.width
    height = page.mediabox.height
    clip = f"q {box.x0:.2f} {height - box.y1:.2f} {part - box.x0:.2f} {box.height:.2f} re W n\n"
    shape.totalcont = clip + shape.text_cont + "Q\n"
    shape.text_cont = ""
    shape.commit()


@edited
def as_picture(document: pymupdf.Document, rng: random.Random) -> None:
    """An amount that is a small picture of itself, without text."""
    page = page_of(document, rng)
    found = amount_of(page, rng)
    if found is not None:
        box, _ = found
        picture = page.get_pixmap(dpi=200, clip=box)
        page.add_redact_annot(box)
        page.apply_redactions(graphics=0, images=0)
        page.insert_image(box, pixmap=picture, keep_proportion=False)


@edited
def layer_off(document: pymupdf.Document, rng: random.Random) -> None:
    """Another amount beside an amount on a layer that is not shown."""
    page = page_of(document, rng)
    found = amount_of(page, rng)
    if found is not None:
        box, size = found
        layer = document.add_ocg("审阅", on=False)
        page.insert_text((box.x1 + 1, box.y1 - 0.22 * size), "4,812.07", fontsize=size, oc=layer)


@edited
def pages_swapped(document: pymupdf.Document, rng: random.Random) -> None:
    """Two pages that follow each other the other way round."""
    if document.page_count > 1:
        at = rng.randrange(document.page_count - 1)
        document.move_page(at, at + 2 if at + 2 < document.page_count else -1)


@edited
def page_twice(document: pymupdf.Document, rng: random.Random) -> None:
    """A page that stands twice."""
    document.fullcopy_page(rng.randrange(document.page_count))


@edited
def page_halved(document: pymupdf.Document, rng: random.Random) -> None:
    """A page of which only a part is shown."""
    page = page_of(document, rng)
    whole, share = page.mediabox, rng.uniform(0.4, 0.7)
    cut = rng.choice([
        pymupdf.Rect(whole.x0, whole.y0, whole.x1, whole.y0 + share * whole.height),
        pymupdf.Rect(whole.x0, whole.y0, whole.x0 + share * whole.width, whole.y1),
    ])  # fmt: skip
    page.set_cropbox(cut)


REARRANGED: dict[str, dict[str, list[Mutation]]] = {
    "names": {".pdf": [maps_exchanged, map_shifted, map_shifted]},
    "parts shown": {".pdf": [clipped, as_picture, layer_off, page_halved]},
    "order": {".pdf": [pages_swapped, page_twice]},
}
