"""A PDF as an OFD, by the text of GB/T 33190: text with the place of each character, rules, pictures.

    python -m eval.documents.as_ofd NAME.pdf… --out FOLDER

Texts carry Unicode and no font file, as most writers of OFD leave them; `glyphs` gives them fonts and glyph numbers.
"""

from __future__ import annotations

import argparse
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pymupdf

_MM = 25.4 / 72
_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE


def as_ofd(source: Path, target: Path) -> Path:
    """Write the PDF as an OFD; its path."""
    with pymupdf.open(source) as document, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        pages = []
        for number, page in enumerate(document):
            pages.append(f'<ofd:Page ID="{number + 1}" BaseLoc="Pages/Page_{number}/Content.xml"/>')
            out.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", page_of(page))
        write_frame(out, "".join(pages))
    return target


def write_frame(out: zipfile.ZipFile, pages: str, resources: str = "") -> None:
    """The entry, the document with these pages, and its resources."""
    entry = "<ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    out.writestr("OFD.xml", f'{_HEAD}<ofd:OFD {_NS} Version="1.0" DocType="OFD">{entry}</ofd:OFD>')
    common = (
        "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
    )
    body = f"{common}<ofd:Pages>{pages}</ofd:Pages>"
    out.writestr("Doc_0/Document.xml", f"{_HEAD}<ofd:Document {_NS}>{body}</ofd:Document>")
    fonts = resources or '<ofd:Fonts><ofd:Font ID="900001" FontName="宋体"/></ofd:Fonts>'
    out.writestr("Doc_0/PublicRes.xml", f'{_HEAD}<ofd:Res {_NS} BaseLoc="Res">{fonts}</ofd:Res>')


def content(layers: str, box: str = "0 0 210 297") -> str:
    """A page's file."""
    area = f"<ofd:Area><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:Area>"
    return f"{_HEAD}<ofd:Page {_NS}>{area}<ofd:Content>{layers}</ofd:Content></ofd:Page>"


def text(words: str, at: tuple[float, float], size: float, steps: str = "", more: str = "") -> str:
    """A text object whose first line begins at a place (millimetres)."""
    delta = f' DeltaX="{steps}"' if steps else ""
    code = f'<ofd:TextCode X="0" Y="{size:.4f}"{delta}>{escape(words)}</ofd:TextCode>'
    boundary = f"{at[0]:.4f} {at[1] - size:.4f} {size * max(1, len(words)):.4f} {size * 1.3:.4f}"
    return f'<ofd:TextObject ID="1" Font="900001" Size="{size:.4f}" Boundary="{boundary}">{more}{code}</ofd:TextObject>'


def page_of(page: Any) -> str:
    """The page's file."""
    body = "".join([*_paths(page), *_texts(page)])
    layer = f'<ofd:Layer ID="2" Type="Body">{body}</ofd:Layer>'
    return content(layer, f"0 0 {page.rect.width * _MM:.4f} {page.rect.height * _MM:.4f}")


def _texts(page: Any) -> Iterator[str]:
    for block in page.get_text("rawdict", flags=_FLAGS)["blocks"]:
        for span in (span for line in block.get("lines", ()) for span in line["spans"]):
            chars = [c for c in span["chars"] if c["c"].isprintable()]
            words = "".join(c["c"] for c in chars)
            if not words.strip():
                continue
            places = [c["origin"][0] * _MM for c in chars]
            steps = " ".join(f"{b - a:.4f}" for a, b in pairwise(places))
            yield text(words, (places[0], chars[0]["origin"][1] * _MM), span["size"] * _MM, steps)


def _paths(page: Any) -> Iterator[str]:
    for drawing in page.get_drawings():
        colour, filled = (drawing["fill"], True) if drawing["type"] == "f" else (drawing["color"], False)
        data = " ".join(_path(item) for item in drawing["items"])
        if colour is None or not data.strip():
            continue
        value = " ".join(str(round(c * 255)) for c in colour)
        name = "FillColor" if filled else "StrokeColor"
        kind = 'Fill="true" Stroke="false"' if filled else f'LineWidth="{(drawing["width"] or 0.5) * _MM:.4f}"'
        box = f"0 0 {page.rect.width * _MM:.4f} {page.rect.height * _MM:.4f}"
        yield (
            f'<ofd:PathObject ID="3" Boundary="{box}" {kind}><ofd:{name} Value="{value}"/>'
            f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
        )


def _path(item: tuple[Any, ...]) -> str:
    if item[0] == "l":
        return f"M {_at(item[1])} L {_at(item[2])}"
    if item[0] == "re":
        box = item[1]
        return f"M {_at(box.tl)} L {_at(box.tr)} L {_at(box.br)} L {_at(box.bl)} C"
    if item[0] == "c":
        return f"M {_at(item[1])} B {_at(item[2])} {_at(item[3])} {_at(item[4])}"
    return ""


def _at(point: Any) -> str:
    return f"{point[0] * _MM:.4f} {point[1] * _MM:.4f}"


def main() -> int:
    """Write what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for document in args.documents:
        print(as_ofd(document, args.out / f"{document.stem}.ofd"), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
