"""Ways to damage a document that leave something to read, each by a seed; in families, so that one can be held out.

A PDF is changed at its objects, its content and its bytes; an Office package at its parts and at its bytes.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

import pymupdf

Mutation = Callable[[bytes, random.Random], bytes]

# ---- bytes of any file


def some_bits(data: bytes, rng: random.Random) -> bytes:
    """A few bits turned."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 5, 40])):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def cut_off(data: bytes, rng: random.Random) -> bytes:
    """The end missing, as of a broken download."""
    return data[: rng.randrange(len(data) // 4, len(data))]


def blank_block(data: bytes, rng: random.Random) -> bytes:
    """A block of a disk as zeros."""
    at, size = rng.randrange(len(data)), rng.choice([512, 4096])
    return data[:at] + bytes(min(size, len(data) - at)) + data[at + size :]


# ---- objects and content of a PDF


def _edited(change: Callable[[pymupdf.Document, random.Random], None]) -> Mutation:
    def mutation(data: bytes, rng: random.Random) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            change(document, rng)
            return bytes(document.tobytes(garbage=0, deflate=True))

    mutation.__name__ = change.__name__
    mutation.__doc__ = change.__doc__
    return mutation


def _page(document: pymupdf.Document, rng: random.Random) -> pymupdf.Page:
    return document[rng.randrange(document.page_count)]


@_edited
def page_gone(document: pymupdf.Document, rng: random.Random) -> None:
    """One page taken out."""
    if document.page_count > 1:
        document.delete_page(rng.randrange(document.page_count))


@_edited
def map_gone(document: pymupdf.Document, rng: random.Random) -> None:
    """Fonts without their map from codes to characters."""
    fonts = [x for x in range(1, document.xref_length()) if document.xref_get_key(x, "ToUnicode")[0] == "xref"]
    for xref in rng.sample(fonts, min(len(fonts), rng.choice([1, 1, 4]))):
        document.xref_set_key(xref, "ToUnicode", "null")


@_edited
def digits_renamed(document: pymupdf.Document, rng: random.Random) -> None:
    """Two digits that change names in the map of every font."""
    a, b = rng.sample("0123456789", 2)
    names = {ord(a): ord(b), ord(b): ord(a)}
    for xref in range(1, document.xref_length()):
        kind, value = document.xref_get_key(xref, "ToUnicode")
        if kind == "xref":
            stream = int(value.split()[0])
            document.update_stream(stream, _renamed(document.xref_stream(stream) or b"", names))


def _renamed(cmap: bytes, names: dict[int, int]) -> bytes:
    """A map whose characters are named otherwise; ranges are taken apart where they hold one of them."""

    def singles(match: re.Match[bytes]) -> bytes:
        first, last, char = (int(group, 16) for group in match.groups())
        if not any(char <= name <= char + last - first for name in names):
            return match[0]
        width = len(match[1])
        each = [(code, char + code - first) for code in range(first, last + 1)]
        return b"\n".join(b"<%0*x> <%0*x> <%04x>" % (width, c, width, c, names.get(u, u)) for c, u in each)

    def pair(match: re.Match[bytes]) -> bytes:
        return b"\n<%s> <%04x>" % (match[1], names.get(int(match[2], 16), int(match[2], 16)))

    out = re.sub(rb"\n<(\w+)> ?<(\w{4})>(?=\s*\n)", pair, cmap)
    return re.sub(rb"<(\w+)> ?<(\w+)> ?<(\w{4})>", singles, out)


@_edited
def content_damaged(document: pymupdf.Document, rng: random.Random) -> None:
    """A page's content cut, or with bytes of it turned."""
    for xref in _page(document, rng).get_contents():
        body = document.xref_stream(xref)
        if body:
            document.update_stream(xref, rng.choice([cut_off, some_bits, blank_block])(body, rng))


@_edited
def rule_gone(document: pymupdf.Document, rng: random.Random) -> None:
    """Strokes of a page not drawn."""
    page = _page(document, rng)
    for xref in page.get_contents():
        body = document.xref_stream(xref) or b""
        strokes = list(re.finditer(rb"\n[^\n]*\bre\b|\n[^\n]* l\b", body))
        for hit in sorted(rng.sample(strokes, min(len(strokes), rng.choice([1, 3]))), key=lambda h: -h.start()):
            body = body[: hit.start()] + b"\n" + body[hit.end() :]
        document.update_stream(xref, body)


def _amount(page: pymupdf.Page, rng: random.Random) -> tuple[pymupdf.Rect, float] | None:
    """Where an amount stands on the page, and its size."""
    spans = [s for b in page.get_text("dict")["blocks"] for ln in b.get("lines", []) for s in ln["spans"]]
    amounts = [s for s in spans if re.fullmatch(r"[\d,]+\.\d+", s["text"].strip())]
    if not amounts:
        return None
    one = rng.choice(amounts)
    return pymupdf.Rect(one["bbox"]), one["size"]


@_edited
def covered(document: pymupdf.Document, rng: random.Random) -> None:
    """An amount under a white box with another one over it, as corrected PDFs have it."""
    page = _page(document, rng)
    found = _amount(page, rng)
    if found is not None:
        box, size = found
        page.draw_rect(box, color=None, fill=(1, 1, 1))
        page.insert_text(
            (box.x0, box.y1 - 0.22 * size), f"{rng.randrange(100, 999)}.{rng.randrange(10, 99)}", fontsize=size
        )


@_edited
def hidden_print(document: pymupdf.Document, rng: random.Random) -> None:
    """Another amount beside an amount that nobody sees: not painted, white, or tiny."""
    page = _page(document, rng)
    found = _amount(page, rng)
    if found is not None:
        box, size = found
        how = rng.choice([{"render_mode": 3}, {"color": (1, 1, 1)}, {"fontsize": 0.4}])
        page.insert_text((box.x0, box.y1 - 0.22 * size), "7,654.32", **{"fontsize": size, **how})


@_edited
def note_over(document: pymupdf.Document, rng: random.Random) -> None:
    """A note, or the field of a form, over an amount."""
    page = _page(document, rng)
    found = _amount(page, rng)
    if found is not None:
        box, size = found
        page.add_freetext_annot(box, "1,357.90", fontsize=size, fill_color=rng.choice([(1, 1, 1), None]))


def table_of_objects(data: bytes, rng: random.Random) -> bytes:
    """Offsets, lengths or the trailer of a PDF wrong."""
    what = rng.choice([rb"startxref\s+\d+", rb"\d{10} 00000 n", rb"/Length \d+", rb"endstream"])
    new = {b"s": b"startxref\n0", b"/": b"/Length 1", b"e": b""}.get(what[:1], b"9999999999 00000 n")
    hits = list(re.finditer(what, data))
    for hit in rng.sample(hits, min(len(hits), rng.choice([1, 20]))):
        data = data[: hit.start()] + new.ljust(hit.end() - hit.start())[: hit.end() - hit.start()] + data[hit.end() :]
    return data


# ---- parts of an Office package


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()


def part_gone(data: bytes, rng: random.Random) -> bytes:
    """A part of the package missing."""
    parts = _parts(data)
    parts.pop(rng.choice([n for n in parts if n != "[Content_Types].xml"]))
    return _packed(parts)


def relation_gone(data: bytes, rng: random.Random) -> bytes:
    """A relation between parts missing."""
    parts = _parts(data)
    name = rng.choice([n for n in parts if n.endswith(".rels")])
    hits = list(re.finditer(rb"<Relationship [^>]*/>", parts[name]))
    if hits:
        hit = rng.choice(hits)
        parts[name] = parts[name][: hit.start()] + parts[name][hit.end() :]
    return _packed(parts)


def part_damaged(data: bytes, rng: random.Random) -> bytes:
    """The main part of a package with bytes turned, cut or blank inside an intact zip."""
    parts = _parts(data)
    main = [n for n in parts if re.search(r"word/document\.xml$|worksheets/sheet\d+\.xml$|sharedStrings\.xml$", n)]
    if main:
        name = rng.choice(main)
        parts[name] = rng.choice([some_bits, cut_off, blank_block])(parts[name], rng)
    return _packed(parts)


FAMILIES: dict[str, dict[str, list[Mutation]]] = {
    "bytes": {"any": [some_bits, cut_off, blank_block]},
    "pages": {".pdf": [page_gone]},
    "fonts": {".pdf": [map_gone, digits_renamed]},
    "content": {".pdf": [content_damaged]},
    "rules": {".pdf": [rule_gone]},
    "covered": {".pdf": [covered, hidden_print, note_over]},
    "objects": {".pdf": [table_of_objects]},
    "parts": {".docx": [part_gone, relation_gone], ".xlsx": [part_gone, relation_gone]},
    "text parts": {".docx": [part_damaged], ".xlsx": [part_damaged]},
}


def mutations(suffix: str, families: list[str]) -> list[Mutation]:
    """The mutations of these families for files of the kind."""
    return [m for family in families for m in [*FAMILIES[family].get(suffix, []), *FAMILIES[family].get("any", [])]]
