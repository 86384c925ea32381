"""A saved web page into blocks: paragraphs and tables in order, as a browser shows them.

Tables that only lay a page out are walked through; what a table holds inside a cell stands right after it. Nothing is
fetched: what the page refers to is named.

Problems that a page's layout may carry: `html.hidden` (text that nobody sees), `html.attachment` (documents it links
to), `html.frame` (other pages shown in it), `html.picture` (pictures where there is no table), `html.empty` (nothing to
read, as where scripts draw everything), `html.limit` (a table too large), `html.damaged` (rows that do not end
where the others do), `source.repaired` (cut off, or characters that mean nothing).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from jixiao.errors import DamagedSource
from jixiao.office.charset import Decoded
from jixiao.office.html.grid import MOST_SLOTS, children, grid_of, only_lays_out
from jixiao.office.html.inline import Inline
from jixiao.office.html.looks import Look, Looks
from jixiao.office.html.parts import packed_pages, pages_of
from jixiao.sources import Source
from jixiao.sources.formats import SUFFIXES, UNSUPPORTED
from jixiao.tables.grid import squeezed
from jixiao.tables.reader import Way
from jixiao.tables.table import Layout, Line, Paragraph, Table

_SKIPPED = frozenset(
    {"head", "script", "style", "noscript", "template", "object", "svg", "audio", "video", "datalist", "button"}
)
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li",
        "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_BLIND = frozenset({"hidden", "button", "submit", "image", "reset", "password", "file"})  # fields that show no value
_CUT = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_NO_DOCUMENTS = frozenset({".html", ".htm", ".mht", ".mhtml", ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"})
_NAMED = 5  # how many attachments or frames a message names


def from_html(source: Source, way: Way) -> Layout:
    """The reader of saved web pages, and of workbooks and documents that are pages inside."""
    return read_html(pages_of(source.path, source.name), source.name)


def from_mht(source: Source, way: Way) -> Layout:
    """The reader of web archives."""
    return read_html(packed_pages(source.path, source.name), source.name, archive=True)


def read_html(pages: list[Decoded], name: str, archive: bool = False) -> Layout:
    """The pages' paragraphs and tables in order; `pages` of the layout is None. In an archive frames are its pages."""
    layout = Layout([], None)
    reading = _Reading(layout)
    try:
        for page in pages:
            tree = LexborHTMLParser(page.text)
            reading.looks = Looks(tree)
            if tree.body is not None:
                reading.walk(tree.body, Look())
            elif (frames := tree.css("frame")) and not archive:
                reading.frames += [frame.attributes.get("src") or "" for frame in frames]
            reading.flush(Look())
    except RecursionError as exc:
        raise DamagedSource(name, "网页里一层套一层，套得太深，没有读取；请用浏览器打印为 PDF 再试") from exc
    _say_damage(layout, pages)
    reading.say(archive)
    return layout


class _Reading:
    """Pages being read: the paragraph that is open, and what was met on the way."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.looks: Looks
        self.inline = Inline()
        self.tables = self.paragraphs = self.hidden = self.pictures = self.cut = self.ragged = 0
        self.frames: list[str] = []
        self.links: dict[str, str] = {}
        self.item = ""  # the number of a list's item that waits for its text
        self.flush: Callable[[Look], None] = self._paragraph
        self.inner: list[tuple[Any, Look]] | None = None  # tables in the cell that is open

    def walk(self, node: Any, look: Look) -> None:
        """Take in what stands in an element that has that look."""
        number = _first_number(node)
        for child in children(node):
            if child.is_text_node:
                self._text(child.text_content or "", look)
            elif child.is_element_node and child.tag not in _SKIPPED:
                if child.tag == "li" and number is not None:
                    said = child.attributes.get("value") or ""
                    number = int(said) if said.isascii() and said.isdigit() else number
                    self.item = f"{number}. "
                    number += 1
                self._element(child, look)
                if child.tag == "li":
                    self.item = ""

    def _element(self, node: Any, look: Look) -> None:
        seen = self.looks.of(node, look)
        tag = node.tag
        block = tag in _BLOCKS or "display:block" in (node.attributes.get("style") or "").replace(" ", "")
        if block:
            self.flush(look)
        if tag == "br":
            self.inline.end_line()
        elif tag == "table":
            self._table(node, seen)
        elif tag in ("iframe", "frame"):
            if not seen.hidden:
                self.frames.append(node.attributes.get("src") or "")
        elif tag in ("input", "textarea", "select"):
            self._text(_filled_in(node), seen)
        else:
            self.pictures += tag == "img" and not seen.hidden
            if tag == "a":
                self._link(node)
            self.walk(node, seen)
        if block:
            self.flush(seen)

    def _text(self, text: str, look: Look) -> None:
        if not look.unseen:
            if self.item and text.strip():
                text, self.item = self.item + text.lstrip(), ""
            self.inline.add(text, look)
        elif text.strip():
            self.hidden += 1
            self.inline.unseen = True

    def _paragraph(self, look: Look) -> None:
        """End the open paragraph."""
        lines, main = self.inline.taken(f"段落{self.paragraphs + 1}")
        if lines:
            self.paragraphs += 1
            centred, place = main.centred or look.centred, f"段落{self.paragraphs}"
            self.layout.blocks.append(Paragraph(lines, size=main.size, bold=main.bold, centred=centred, place=place))

    def _table(self, node: Any, look: Look) -> None:
        """The table, then those inside its cells; one that only lays the page out is walked through."""
        if look.hidden:
            self.hidden += bool(node.text(deep=True).strip())
            return
        if self.inner is not None:
            self.inner.append((node, look))
            return
        if only_lays_out(node):
            self.walk(node, look)
            return
        for caption in (each for each in children(node) if each.tag == "caption"):
            self._element(caption, look)
        self.tables += 1
        place = f"表格{self.tables}"
        grid = grid_of(node, look, self.looks)
        self.hidden += grid.hidden
        self.cut += grid.cut
        self.ragged += grid.ragged
        inner: list[tuple[Any, Look]] = []
        self.inner = inner
        for cell, element, seen in grid.filled:
            cell.lines = self._lines(element, seen, f"{place} 第{cell.row + 1}行第{cell.col + 1}列")
        self.inner = None
        cells = [filled.cell for filled in grid.filled]
        if any(cell.lines for cell in cells):
            rows, cols = squeezed(cells, grid.n_rows, grid.n_cols)
            self.layout.blocks.append(Table(cells, rows, cols, row_pages=[0] * rows, place=place))
        else:
            self.tables -= 1
        for nested, seen in inner:
            self._table(nested, seen)

    def _lines(self, element: Any, look: Look, place: str) -> list[Line]:
        """The lines of a cell."""
        lines: list[Line] = []
        before, self.flush = self.flush, lambda _: lines.extend(self.inline.taken(place)[0])
        self.walk(element, look)
        self.flush(look)
        self.flush = before
        return lines

    def _link(self, node: Any) -> None:
        """Remember a link to a document."""
        address = node.attributes.get("href") or ""
        path = unquote(urlsplit(address).path) if not address.lower().startswith(("javascript:", "data:")) else ""
        suffix = PurePosixPath(path).suffix.lower()
        if suffix in (SUFFIXES.keys() | UNSUPPORTED.keys()) - _NO_DOCUMENTS:
            self.links[address] = " ".join(node.text(deep=True).split()) or PurePosixPath(path).name

    def say(self, archive: bool) -> None:
        """What the pages hold that was not read."""
        blocks, found = self.layout.blocks, self.layout.problems
        if self.hidden:
            said = f"网页里有 {self.hidden} 处文字看不见（隐藏、白色或极小），未读取；如需读取请改成看得见的字再试"
            found.append((None, "html.hidden", said))
        if self.cut:
            said = f"有表格超过 {MOST_SLOTS:,} 格，有 {self.cut} 行（格）没有读；请拆分后再试"
            found.append((None, "html.limit", said))
        if self.ragged:
            said = (
                f"有 {self.ragged} 个表格的个别行格子数与别的行对不上，网页可能已损坏；请对照原文核对，或重新保存再试"
            )
            found.append((None, "html.damaged", said))
        frames = [] if archive else [each for each in self.frames if _is_page(each)]
        if frames:
            said = f"网页里嵌着另外的页面（{_listed(frames)}），没有读取；请把它们分别另存后交给本程序"
            found.append((None, "html.frame", said))
        if self.links:
            names = _listed([f"{text}：{address}" for address, text in self.links.items()])
            said = f"网页链接着 {len(self.links)} 个附件（{names}），没有下载；如需读取请下载后交给本程序"
            found.append((None, "html.attachment", said))
        if not blocks:
            said = "网页里没有读得到的文字（内容可能由脚本生成或在图片里）；请在浏览器里打印为 PDF 再试"
            found.append((None, "html.empty", said))
        elif self.pictures and not any(isinstance(block, Table) for block in blocks):
            said = f"网页里没有表格，有 {self.pictures} 幅图片，图片里的文字没有读取；如果表格是图片，请另存图片再试"
            found.append((None, "html.picture", said))


def _first_number(node: Any) -> int | None:
    """The number of the first item of a list that counts its items in plain numbers, None for anything else."""
    if node.tag != "ol" or (node.attributes.get("type") or "1") != "1":
        return None
    if "list-style" in (node.attributes.get("style") or ""):
        return None
    start = node.attributes.get("start") or ""
    return int(start) if start.isascii() and start.isdigit() else 1


def _filled_in(node: Any) -> str:
    """What a field of a form shows."""
    given = node.attributes
    if node.tag == "textarea":
        return str(node.text(deep=True))
    if node.tag == "select":
        options = node.css("option")
        chosen = [each for each in options if "selected" in each.attributes] or options[:1]
        return "、".join(each.text(deep=True).strip() for each in chosen)
    kind = (given.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if "checked" in given else "□"
    return (
        "" if kind in ("hidden", "button", "submit", "image", "reset", "password", "file") else given.get("value") or ""
    )


def _is_page(address: str) -> bool:
    """Whether a frame shows a page that is elsewhere."""
    return bool(address) and not address.lower().startswith(("about:", "javascript:", "data:"))


def _listed(names: list[str]) -> str:
    text = "、".join(names[:_NAMED])
    return text if len(names) <= _NAMED else f"{text} 等"


def _say_damage(layout: Layout, pages: list[Decoded]) -> None:
    """Say that the file is cut off or holds characters that mean nothing: no record of it may count as whole."""
    if any(_is_cut(page.text) for page in pages):
        said = "网页不完整（没有到结尾），可能没有下载完，后面的内容没有读到；请重新保存再试"
        layout.problems.append((None, "source.repaired", said))
    lost = sum(page.lost for page in pages)
    if lost:
        said = f"文件里有 {lost} 处字符解不出来或不完整，读到的可能不对；请在浏览器里打开核对，另存为 UTF-8 再试"
        layout.problems.append((None, "source.repaired", said))


def _is_cut(text: str) -> bool:
    """Whether a page that was begun is not ended, or one of its tables."""
    text = _CUT.sub("", text).lower()
    begun = re.search(r"<html\b", text) is not None and "</html" not in text
    tables = len(re.findall(r"<table\b", text)) > len(re.findall(r"</table\s*>", text))
    return tables or (begun and "</body" not in text)
