"""Broken and odd PDFs, each made of the same small form by one known change."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pymupdf
from tests.pdf_builder import FONT, Paper, Rows

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
AMOUNT = "3,286.50"
WIDTHS = [110.0, 110.0, 150.0, 105.0]


def rows(amount: str = AMOUNT) -> Rows:
    """A whole project form."""
    return [
        ["项目名称", "书库修缮", "<", "<"],
        ["主管部门", "沙洲县文化和旅游局", "实施单位", "沙洲县图书馆"],
        ["项目资金（万元）", "年度资金总额", amount, "<"],
        ["^", "其中：财政拨款", amount, "<"],
        ["年度总体目标", "修缮书库两层，更换书架四百七十组。", "<", "<"],
        HEAD,
        ["产出指标", "数量指标", "修缮层数", "≥2层"],
        ["^", "质量指标", "验收合格率", "≥98%"],
        ["效益指标", "社会效益指标", "到馆读者", "≥36万人次"],
        ["满意度指标", "服务对象满意度指标", "读者满意度", "≥95%"],
    ]


def form(amount: str = AMOUNT) -> Paper:
    """One page with the form; amounts are set in Helvetica, whose characters have codes of their own."""
    paper = Paper()
    paper.centred(60, "2024年项目支出绩效目标表")
    paper.table(rows(""), WIDTHS, 90)
    for y in amount_lines(paper):
        paper.sheet.insert_text((345, y), amount, fontname="helv", fontsize=9)
    return paper


def amount_lines(paper: Paper) -> list[float]:
    """The base lines of the two amounts."""
    words = {word[4]: word for word in paper.sheet.get_text("words")}
    return [words[label][3] - 3 for label in ("年度资金总额", "其中：财政拨款")]


def embedded(tmp: Path, to_unicode: Callable[[bytes], bytes] | None) -> Path:
    """The form with its amounts in an embedded font whose map from codes to characters is changed, or taken away."""
    paper = Paper()
    paper.centred(60, "2024年项目支出绩效目标表")
    paper.table(rows(""), WIDTHS, 90)
    font = pymupdf.Font("tiro")
    for y in amount_lines(paper):
        writer = pymupdf.TextWriter(paper.sheet.rect)
        writer.append((345, y), AMOUNT, font=font, fontsize=9)
        writer.write_text(paper.sheet)
    document = pymupdf.open(stream=paper.doc.tobytes(), filetype="pdf")
    for xref in range(1, document.xref_length()):
        kind, value = document.xref_get_key(xref, "ToUnicode")
        if kind != "xref" or "Roman" not in document.xref_get_key(xref, "BaseFont")[1]:
            continue
        if to_unicode is None:
            document.xref_set_key(xref, "ToUnicode", "null")
        else:
            stream = int(value.split()[0])
            document.update_stream(stream, to_unicode(document.xref_stream(stream)))
    path = tmp / "form.pdf"
    document.save(path)
    return path


def swapped(a: str, b: str) -> Callable[[bytes], bytes]:
    """A map that names each of two characters for the other."""

    names = {ord(a): ord(b), ord(b): ord(a)}

    def singles(match: re.Match[bytes]) -> bytes:
        """Each code of a range in a range of its own."""
        first, last, character = (int(group, 16) for group in match.groups())
        if not any(character <= name <= character + last - first for name in names):
            return match[0]
        each = [(code, character + code - first) for code in range(first, last + 1)]
        return b"\n".join(b"<%04x> <%04x> <%04x>" % (code, code, names.get(c, c)) for code, c in each)

    def single(match: re.Match[bytes]) -> bytes:
        return b"\n<%s> <%04x>\n" % (match[1], names.get(int(match[2], 16), int(match[2], 16)))

    def change(cmap: bytes) -> bytes:
        cmap = re.sub(rb"\n<(\w+)> <(\w{4})>(?=\n)", lambda m: single(m)[:-1], cmap)
        return re.sub(rb"<(\w+)> <(\w+)> <(\w+)>", singles, cmap)

    return change


def saved(paper: Paper, tmp: Path) -> Path:
    """The drawn pages as a file."""
    return paper.save(tmp / "form.pdf")


def pages(tmp: Path, *, numbered: bool, without: int | None = None) -> Path:
    """A form with a long list on three pages, one of which may be taken away."""
    paper = Paper()
    paper.centred(605, "2024年项目支出绩效目标表")
    first = rows()
    second = [["产出指标", "数量指标", f"更换书架（第{n}批）", f"≥{40 + n}组"] for n in range(1, 36)]
    third = [
        ["效益指标", "社会效益指标", "到馆读者", "≥36万人次"],
        ["满意度指标", "服务对象满意度指标", "读者满意度", "≥95%"],
    ]
    for number, part in enumerate((first[:7], second, third), 1):
        if number > 1:
            paper.page()
        paper.table(part, WIDTHS, 635 if number == 1 else 60)
        if numbered:
            paper.text((595 - FONT.text_length(f"- {number} -", 9)) / 2, 815, f"- {number} -", 9)
    if without is not None:
        paper.doc.delete_page(without - 1)
    return saved(paper, tmp)


def cut_down(document: pymupdf.Document) -> pymupdf.Document:
    """The document with fonts that name only the characters its pages show, as programs that print a PDF leave them."""
    for xref in range(1, document.xref_length()):
        kind, value = document.xref_get_key(xref, "ToUnicode")
        if kind != "xref" or document.xref_get_key(xref, "Subtype")[1] != "/Type0":
            continue
        name = document.xref_get_key(xref, "BaseFont")[1].lstrip("/")
        spans = [span for page in document for span in page.get_texttrace() if span["font"] == name[:31]]
        glyphs = sorted({(char[1], char[0]) for span in spans for char in span["chars"]})
        body = b"\n".join(b"<%04x> <%04x>" % each for each in glyphs)
        stream = int(value.split()[0])
        head, _, tail = document.xref_stream(stream).partition(b"endcodespacerange")
        end = tail[tail.rindex(b"endcmap") :]
        named = b"%s\n%d beginbfchar\n%s\nendbfchar\n%s" % (head + b"endcodespacerange", len(glyphs), body, end)
        document.update_stream(stream, named)
        document.xref_set_key(xref, "BaseFont", "/ABCDEF+Song")
        descendant = int(document.xref_get_key(xref, "DescendantFonts")[1].strip("[]").split()[0])
        document.xref_set_key(descendant, "BaseFont", "/ABCDEF+Song")
    return document


def two_pages(tmp: Path, *, missing: bool) -> Path:
    """A form that fills its page to the foot and goes on with one more row of satisfaction, which may be missing."""
    paper = Paper()
    paper.centred(605, "2024年项目支出绩效目标表")
    paper.table(rows(), WIDTHS, 635 - 15)
    paper.page()
    paper.table([["满意度指标", "服务对象满意度指标", "周边居民评价", "≥92%"]], WIDTHS, 60)
    document = cut_down(pymupdf.open(stream=paper.doc.tobytes(), filetype="pdf"))
    if missing:
        document.delete_page(1)
    path = tmp / "form.pdf"
    document.save(path, garbage=3)
    return path


def twin_fonts(tmp: Path) -> Path:
    """The form with its two amounts in two parts of one font, of which the second names 6 for 8 and 8 for 6."""
    document = pymupdf.open(embedded(tmp, lambda cmap: cmap))
    page = document[0]
    fonts = [(font[0], font[4]) for font in page.get_fonts() if "Roman" in font[3]]
    (first, name) = fonts[-1]
    second, other, below = (document.get_new_xref() for _ in range(3))
    document.update_object(other, "<<>>")
    stream = int(document.xref_get_key(first, "ToUnicode")[1].split()[0])
    document.update_stream(other, swapped("6", "8")(document.xref_stream(stream)), new=True)
    under = int(document.xref_get_key(first, "DescendantFonts")[1].strip("[]").split()[0])
    document.update_object(second, document.xref_object(first))
    document.update_object(below, document.xref_object(under))
    document.xref_set_key(second, "ToUnicode", f"{other} 0 R")
    document.xref_set_key(second, "DescendantFonts", f"[{below} 0 R]")
    for xref, part in ((first, "AAAAAA"), (under, "AAAAAA"), (second, "BAAAAA"), (below, "BAAAAA")):
        document.xref_set_key(xref, "BaseFont", f"/{part}+Roman")
    resources = int(document.xref_get_key(page.xref, "Resources")[1].split()[0])
    document.xref_set_key(resources, f"Font/{name}", f"{second} 0 R")
    path = tmp / "twins.pdf"
    document.save(path)
    return path
