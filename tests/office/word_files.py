"""Builds small .docx files from WordprocessingML, for what libraries for Word documents cannot write."""

from __future__ import annotations

import zipfile
from pathlib import Path

_NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {
    "styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes",
    "header": "hdr", "footer": "ftr",
}  # fmt: skip


def docx(path: Path, body: str, **parts: str) -> Path:
    """A document with the body's XML; `parts` are the insides of styles, numbering, footnotes, header and so on."""
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>' for i, kind in enumerate(parts)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            _relations(f'<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'),
        )
        archive.writestr("word/_rels/document.xml.rels", _relations(relations))
        archive.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>")
        for kind, inside in parts.items():
            archive.writestr(f"word/{kind}.xml", f"<w:{_ROOTS[kind]} {_NAMES}>{inside}</w:{_ROOTS[kind]}>")
    return path


def _relations(inside: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text, run)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def tc(text: str = "", properties: str = "") -> str:
    """A cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str, grid: tuple[int, ...] = ()) -> str:
    """A table; `grid` are the widths of its columns, none without."""
    columns = "".join(f'<w:gridCol w:w="{w}"/>' for w in grid)
    columns = f"<w:tblGrid>{columns}</w:tblGrid>" if grid else ""
    return f"<w:tbl><w:tblPr/>{columns}{''.join(rows)}</w:tbl>"


def span(count: int) -> str:
    """Cell properties: over so many columns."""
    return f'<w:gridSpan w:val="{count}"/>'


RESTART = '<w:vMerge w:val="restart"/>'
CONTINUE = "<w:vMerge/>"


def numbered(list_id: int, level: int = 0) -> str:
    """Paragraph properties: in that list at that level."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def listing(list_id: int, *levels: tuple[str, str], extra: str = "") -> str:
    """A list's definition: (form, text) for each level; `extra` goes into its first level."""
    inside = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f"{extra if i == 0 else ''}</w:lvl>"
        for i, (form, text) in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{list_id}">{inside}</w:abstractNum>'


def used(*pairs: tuple[int, int], override: str = "") -> str:
    """Lists in use as (id, definition); `override` goes into the last of them."""
    return "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="{d}"/>{override if (i, d) == pairs[-1] else ""}</w:num>'
        for i, d in pairs
    )
