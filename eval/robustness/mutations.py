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
from lxml import etree

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


def edited(change: Callable[[pymupdf.Document, random.Random], None]) -> Mutation:
    def mutation(data: bytes, rng: random.Random) -> bytes:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            change(document, rng)
            return bytes(document.tobytes(garbage=0, deflate=True))

    mutation.__name__ = change.__name__
    mutation.__doc__ = change.__doc__
    return mutation


def page_of(document: pymupdf.Document, rng: random.Random) -> pymupdf.Page:
    return document[rng.randrange(document.page_count)]


@edited
def page_gone(document: pymupdf.Document, rng: random.Random) -> None:
    """One page taken out."""
    if document.page_count > 1:
        document.delete_page(rng.randrange(document.page_count))


@edited
def map_gone(document: pymupdf.Document, rng: random.Random) -> None:
    """Fonts without their map from codes to characters."""
    fonts = [x for x in range(1, document.xref_length()) if document.xref_get_key(x, "ToUnicode")[0] == "xref"]
    for xref in rng.sample(fonts, min(len(fonts), rng.choice([1, 1, 4]))):
        document.xref_set_key(xref, "ToUnicode", "null")


@edited
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


@edited
def content_damaged(document: pymupdf.Document, rng: random.Random) -> None:
    """A page's content cut, or with bytes of it turned."""
    for xref in page_of(document, rng).get_contents():
        body = document.xref_stream(xref)
        if body:
            document.update_stream(xref, rng.choice([cut_off, some_bits, blank_block])(body, rng))


@edited
def rule_gone(document: pymupdf.Document, rng: random.Random) -> None:
    """Strokes of a page not drawn."""
    page = page_of(document, rng)
    for xref in page.get_contents():
        body = document.xref_stream(xref) or b""
        strokes = list(re.finditer(rb"\n[^\n]*\bre\b|\n[^\n]* l\b", body))
        for hit in sorted(rng.sample(strokes, min(len(strokes), rng.choice([1, 3]))), key=lambda h: -h.start()):
            body = body[: hit.start()] + b"\n" + body[hit.end() :]
        document.update_stream(xref, body)


def amount_of(page: pymupdf.Page, rng: random.Random, shape: str = r"[\d,]+\.\d+") -> tuple[pymupdf.Rect, float] | None:
    """Where an amount, or another text of that shape, stands on the page, and its size."""
    spans = [s for b in page.get_text("dict")["blocks"] for ln in b.get("lines", []) for s in ln["spans"]]
    amounts = [s for s in spans if re.fullmatch(shape, s["text"].strip())]
    if not amounts:
        return None
    one = rng.choice(amounts)
    return pymupdf.Rect(one["bbox"]), one["size"]


@edited
def covered(document: pymupdf.Document, rng: random.Random) -> None:
    """An amount under a white box with another one over it, as corrected PDFs have it."""
    page = page_of(document, rng)
    found = amount_of(page, rng)
    if found is not None:
        box, size = found
        page.draw_rect(box, color=None, fill=(1, 1, 1))
        page.insert_text(
            (box.x0, box.y1 - 0.22 * size), f"{rng.randrange(100, 999)}.{rng.randrange(10, 99)}", fontsize=size
        )


@edited
def hidden_print(document: pymupdf.Document, rng: random.Random) -> None:
    """Another amount beside an amount that nobody sees: not painted, white, or tiny."""
    page = page_of(document, rng)
    found = amount_of(page, rng)
    if found is not None:
        box, size = found
        how = rng.choice([{"render_mode": 3}, {"color": (1, 1, 1)}, {"fontsize": 0.4}])
        page.insert_text((box.x0, box.y1 - 0.22 * size), "7,654.32", **{"fontsize": size, **how})


@edited
def note_over(document: pymupdf.Document, rng: random.Random) -> None:
    """A note, or the field of a form, over an amount."""
    page = page_of(document, rng)
    found = amount_of(page, rng)
    if found is not None:
        box, size = found
        page.add_freetext_annot(box, "1,357.90", fontsize=size, fill_color=rng.choice([(1, 1, 1), None]))


@edited
def pasted_over(document: pymupdf.Document, rng: random.Random) -> None:
    """A target under a white picture with another one over it."""
    page = page_of(document, rng)
    found = amount_of(page, rng, r"[≥≤=]?\d+(\.\d+)?\D{0,3}")
    if found is not None:
        box, size = found
        white = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 20, 20))
        white.clear_with(255)
        page.insert_image(box, pixmap=white, keep_proportion=False)
        page.insert_text((box.x0, box.y1 - 0.22 * size), f"{rng.randrange(10, 99)}%", fontsize=size)


@edited
def hidden_target(document: pymupdf.Document, rng: random.Random) -> None:
    """Another target on a target that nobody sees: not painted, white, or tiny."""
    page = page_of(document, rng)
    found = amount_of(page, rng, r"[≥≤=]?\d+(\.\d+)?\D{0,3}")
    if found is not None:
        box, size = found
        how = rng.choice([{"render_mode": 3}, {"color": (1, 1, 1)}, {"fontsize": 0.4}])
        page.insert_text((box.x1, box.y1 - 0.22 * size), "73%", **{"fontsize": size, **how})


@edited
def drawn_note(document: pymupdf.Document, rng: random.Random) -> None:
    """A mark of a person over a value: a filled rectangle, a line through it, a stamp with text."""
    page = page_of(document, rng)
    found = amount_of(page, rng, rng.choice([r"[\d,]+\.\d+", r"[≥≤=]?\d+(\.\d+)?\D{0,3}"]))
    if found is not None:
        box, _ = found
        how = rng.randrange(3)
        if how == 0:
            mark = page.add_rect_annot(box)
            mark.set_colors(stroke=(1, 1, 1), fill=(1, 1, 1))
            mark.update()
        elif how == 1:
            page.add_strikeout_annot(box)
        else:
            around = pymupdf.Rect(box.x0 - 10, box.y0 - 4, box.x1 + 10, box.y1 + 4)
            page.add_stamp_annot(around, stamp=rng.randrange(5))


@edited
def keys_changed(document: pymupdf.Document, rng: random.Random) -> None:
    """Keys of any objects with values of another kind."""
    for _ in range(rng.choice([1, 3, 20])):
        xref = rng.randrange(1, document.xref_length())
        keys = document.xref_get_keys(xref)
        if keys:
            odd = rng.choice(["null", "-1", "99999999999", "/X", "()", "[]", "<<>>", "1 0 R", "true"])
            document.xref_set_key(xref, rng.choice(keys), odd)


@edited
def page_changed(document: pymupdf.Document, rng: random.Random) -> None:
    """A page with another size, turn, unit or without what it is drawn with."""
    page = page_of(document, rng)
    key, odd = rng.choice([
        ("MediaBox", "[0 0 1 1]"), ("MediaBox", "[0 0 14400 14400]"), ("CropBox", "[100 100 400 500]"),
        ("MediaBox", "[a b c d]"), ("Rotate", "45"), ("Rotate", "90"), ("UserUnit", "0"), ("UserUnit", "1e9"),
        ("Contents", "null"), ("Contents", "999999 0 R"), ("Resources", "<<>>"),
    ])  # fmt: skip
    document.xref_set_key(page.xref, key, odd)


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
    main = [n for n in parts if _TEXT.search(n)]
    if main:
        name = rng.choice(main)
        parts[name] = rng.choice([some_bits, cut_off, blank_block])(parts[name], rng)
    return _packed(parts)


_TEXT = re.compile(r"word/document\.xml$|worksheets/sheet\d+\.xml$|sharedStrings\.xml$|content\.xml$", re.IGNORECASE)
_MAIN = re.compile(rf"{_TEXT.pattern}|styles\.xml$|numbering\.xml$|Document\.xml$", re.IGNORECASE)


def _part_edited(data: bytes, rng: random.Random, edit: Callable[[bytes, random.Random], bytes]) -> bytes:
    """The package with one of its parts changed, the text more often than the rest."""
    parts = _parts(data)
    names = [name for name in parts if _MAIN.search(name)]
    name = rng.choices(names, [6 if _TEXT.search(n) else 1 for n in names])[0]
    parts[name] = edit(parts[name], rng)
    return _packed(parts)


def elements_changed(data: bytes, rng: random.Random) -> bytes:
    """Elements of a part gone or twice, the XML sound."""

    def edit(body: bytes, rng: random.Random) -> bytes:
        root = etree.fromstring(body)
        for _ in range(rng.choice([1, 3, 15])):
            some = [e for e in root.iter() if isinstance(e.tag, str) and e.getparent() is not None]
            if some:
                one = rng.choice(some)
                if rng.random() < 0.6:
                    one.getparent().remove(one)
                else:
                    one.addnext(etree.fromstring(etree.tostring(one)))
        return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))

    return _part_edited(data, rng, edit)


def numbers_changed(data: bytes, rng: random.Random) -> bytes:
    """Numbers in attributes that cannot be."""

    def edit(body: bytes, rng: random.Random) -> bytes:
        hits = list(re.finditer(rb'="(-?\d+)"', body))
        for hit in sorted(rng.sample(hits, min(len(hits), rng.choice([1, 3, 40]))), key=lambda h: -h.start()):
            odd = rng.choice([b"-1", b"0", b"1048577", b"99999999999999999999", b"1e9", b"x", b"", b"65536"])
            body = body[: hit.start(1)] + odd + body[hit.end(1) :]
        return body

    return _part_edited(data, rng, edit)


def tags_changed(data: bytes, rng: random.Random) -> bytes:
    """Tags of a page gone, or in another's place."""
    hits = list(re.finditer(rb"<[^<>]{1,200}>", data))
    for hit in sorted(rng.sample(hits, min(len(hits), rng.choice([1, 3, 15]))), key=lambda h: -h.start()):
        other = rng.choice(hits)[0] if rng.random() < 0.5 else b""
        data = data[: hit.start()] + other + data[hit.end() :]
    return data


def groups_changed(data: bytes, rng: random.Random) -> bytes:
    """Control words of an RTF file gone, and braces that are not closed."""
    hits = list(re.finditer(rb"\\[a-z]+-?\d*|[{}]", data))
    for hit in sorted(rng.sample(hits, min(len(hits), rng.choice([1, 3, 15]))), key=lambda h: -h.start()):
        data = data[: hit.start()] + data[hit.end() :]
    return data
