"""A Word document into blocks: paragraphs and tables in order, read from the document's own structure.

The XML is walked as it stands: libraries for Word documents pass over content controls, revisions, text boxes and
automatic numbers, all of which print.

Problems that a document's layout may carry: `word.hidden` (table rows and text that nobody sees), `word.picture`
(large pictures, whose text is not read), `word.embedded` (embedded objects, whose content is not read).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, iterparse

from jixiao.errors import DamagedSource, UnsupportedFormat
from jixiao.office.package import Package, Relation
from jixiao.office.word.grid import grid_of, text_of_hidden
from jixiao.office.word.lines import as_margin, lines_of, paragraph_of, put_in_front
from jixiao.office.word.numbering import Label, Numbering
from jixiao.office.word.styles import ParagraphLook, Styles, is_shaded
from jixiao.office.word.text import Inline, TextReader
from jixiao.office.word.xml import STRICT, W, contents, value
from jixiao.scratch import Scratch
from jixiao.sources import Source, to_docx
from jixiao.sources.detection import kind_of
from jixiao.tables.reader import Way
from jixiao.tables.table import Block, Layout, Table

_BLOCKS = frozenset({f"{W}p", f"{W}tbl", f"{W}altChunk"})
# A document of so many bytes is held whole.
_SHORT = 4 * 1024 * 1024
_PARAGRAPH, _TABLE = f"{W}p", f"{W}tbl"


def from_docx(source: Source, way: Way) -> Layout:
    """The reader of Word files."""
    return read_word(source.path, source.name, source.kind)


def from_converted(source: Source, way: Way) -> Layout:
    """The reader of documents of older and other programs, brought into Word's new format first."""
    with Scratch() as folder:
        return read_word(to_docx(source, Path(folder)), source.name)


def read_word(path: Path, name: str, kind: str = "") -> Layout:
    """The document's paragraphs and tables in order, then headers and footers as margins; `pages` is None.

    A nested table stands right after the one around it, a text box after the paragraph or table it is anchored in, a
    footnote after what it belongs to. The `kind` of the file is told by its content where it is not given.
    EncryptedSource, DamagedSource or UnsupportedFormat where the file cannot be read as a Word document.
    """
    if (kind or kind_of(path, name)) != "docx":
        raise UnsupportedFormat(name, "应是 Word 文档（.docx），内容却不是；请检查文件，或另存为 .docx 再试")
    with Package(path, name) as package:
        try:
            return _Document(package).read()
        except RecursionError as exc:
            raise DamagedSource(
                name, "文档的表格或内容控件嵌套太深，没有读取；请用 Word 或 WPS 整理后另存再试"
            ) from exc


class _Document:
    """One document being read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main()
        self.relations = package.relations(self.main)
        styles = self._relation("styles")
        self.styles = Styles(None if styles is None else package.read(styles.target), package.parse)
        numbering = self._part("numbering")
        self.numbering, self.numberless, self.unnumbered = Numbering(numbering), numbering is None, 0
        self.layout = Layout([], None)
        self.text = TextReader(self.styles)
        self.paragraphs = self.tables = self.boxes = 0
        self.notes = {kind: self._notes(f"{kind}s") for kind in ("footnote", "endnote")}
        self.numbers: Counter[str] = Counter()
        self.pictures = 0
        self.objects: list[str] = []
        self.hidden_rows = self.unseen = self.ragged = 0
        self.at_end: list[tuple[str, str]] = []

    def read(self) -> Layout:
        """Every block, and what could not be read."""
        for element in self._body():
            self._block(element, "")
        for kind, number in self.at_end:
            self._note(kind, number)
        for kind, shown in (("header", "页眉"), ("footer", "页脚")):
            self._margins(kind, shown)
        self._say_problems()
        return self.layout

    def _relation(self, kind: str) -> Relation | None:
        found = (r for r in self.relations.values() if r.kind == kind and not r.external)
        return next((r for r in found if self.package.has(r.target)), None)

    def _is_lost(self, kind: str) -> bool:
        """Whether the document refers to a part of that kind that is not there, or holds one it no longer refers to."""
        related = any(r.kind == kind and not r.external for r in self.relations.values())
        return self._relation(kind) is None and (related or self.package.has(f"word/{kind}.xml"))

    def _part(self, kind: str) -> Element | None:
        relation = self._relation(kind)
        return None if relation is None else self.package.tree(relation.target)

    def _notes(self, kind: str) -> dict[str, Element]:
        root = self._part(kind)
        return {} if root is None else {e.get(f"{W}id", ""): e for e in root}

    def _body(self) -> Iterator[Element]:
        """The body's paragraphs, tables and foreign parts, each let go after it was read: long documents stay small."""
        depth = 0
        body: Element | None = None
        with self.package.stream(self.main) as stream, self.package.guarded():
            if self.package.size(self.main) <= _SHORT:  # at once is sooner
                yield from self._whole(fromstring(stream.read()))
                return
            for event, element in iterparse(stream, events=("start", "end")):
                if event == "start":
                    depth += 1
                    if depth == 1:
                        self._refuse_strict(element)
                    body = element if depth == 2 else body
                    continue
                depth -= 1
                if depth == 2 and body is not None:
                    shell = Element("body")
                    shell.append(element)
                    yield from contents(shell, _BLOCKS)
                    body.clear()

    def _whole(self, root: Element) -> Iterator[Element]:
        """The same of a short document."""
        self._refuse_strict(root)
        for body in root:
            yield from contents(body, _BLOCKS)

    def _refuse_strict(self, root: Element) -> None:
        if root.tag.startswith(STRICT):
            message = "是“严格 Open XML”格式的文档，不能读取；请用 Word 或 WPS 另存为普通的 .docx 再试"
            raise UnsupportedFormat(self.package.name, message)

    def _block(self, element: Element, within: str) -> None:
        """A paragraph, a table or a foreign part; `within` names the text box or note it stands in."""
        if element.tag == _TABLE:
            self._table(element, within)
        elif element.tag == _PARAGRAPH:
            self._paragraph(element, within)
        else:
            self.objects.append("altChunk")

    def _paragraph(self, element: Element, within: str, margin: bool = False) -> None:
        self.paragraphs += 0 if within else 1
        inline, look = self._inline(element)
        place = within or f"段落{self.paragraphs}"
        lines = lines_of(inline, place)
        if lines:
            self.layout.blocks.append(paragraph_of(lines, inline, look, margin, place))
        self._anchored(inline)

    def _inline(self, element: Element, ground: bool = False) -> tuple[Inline, ParagraphLook]:
        """The paragraph's content with its automatic number in front; `ground` where its cell is not white."""
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle")
        look = self.styles.paragraph(style).over(properties)
        inline = self.text.read(element, look.run._replace(ground=True) if ground else look.run)
        self.unseen += inline.unseen
        label = self._label(style, look)
        mark = None if properties is None else properties.find(f"{W}rPr")
        if label is not None and not (label.bullet and inline.blank) and not look.run.over(mark).hidden:
            put_in_front(label, inline, look)
        return inline, look

    def _label(self, style: str | None, look: ParagraphLook) -> Label | None:
        if look.list_id is None or look.list_id == "0":
            return None
        level = look.level
        if level is None:
            level = self.styles.level_of(style, self.numbering.level_styles(look.list_id)) or 0
        label = self.numbering.label(look.list_id, level)
        self.unnumbered += label is None and self.numberless
        return label

    def _table(self, element: Element, within: str) -> None:
        """The table, then the tables nested in it and what is anchored in it."""
        self.tables += 1
        place = f"{within} 表格{self.tables}".strip()
        grid = grid_of(element)
        self.hidden_rows += text_of_hidden(grid.hidden)
        self.ragged += grid.ragged
        table = Table(
            [cell for cell, _ in grid.filled], grid.n_rows, grid.n_cols, row_pages=[0] * grid.n_rows, place=place
        )
        if table.cells:
            self.layout.blocks.append(table)
        nested: list[Element] = []
        anchored: list[Inline] = []
        shaded = self.styles.shades(value(element.find(f"{W}tblPr"), "tblStyle"))
        for cell, holder in grid.filled:
            ground = shaded or is_shaded(holder.find(f"{W}tcPr"))
            at = f"{place} 第{cell.row + 1}行第{cell.col + 1}列"
            for part in contents(holder, _BLOCKS):
                if part.tag == _PARAGRAPH:
                    inline, _ = self._inline(part, ground)
                    cell.lines += lines_of(inline, at)
                    anchored.append(inline)
                elif part.tag == _TABLE:
                    nested.append(part)
                else:
                    self.objects.append("altChunk")
        for part in nested:
            self._table(part, within)
        for inline in anchored:
            self._anchored(inline)

    def _anchored(self, inline: Inline) -> None:
        """Text boxes and footnotes of a paragraph; endnotes wait for the document's end."""
        self.pictures += inline.pictures
        self.objects += inline.objects
        for box in inline.boxes:
            self.boxes += 1
            place = f"文本框{self.boxes}"
            for part in contents(box, _BLOCKS):
                self._block(part, place)
        for kind, number in inline.notes:
            if kind == "endnote":
                self.at_end.append((kind, number))
            else:
                self._note(kind, number)

    def _note(self, kind: str, number: str) -> None:
        element = self.notes[kind].pop(number, None)
        if element is None:
            return
        self.numbers[kind] += 1
        place = f"{'脚注' if kind == 'footnote' else '尾注'}{self.numbers[kind]}"
        for part in contents(element, _BLOCKS):
            self._block(part, place)

    def _margins(self, kind: str, shown: str) -> None:
        """The headers or footers, each text once."""
        said: set[str] = set()
        targets = dict.fromkeys(r.target for r in self.relations.values() if r.kind == kind and not r.external)
        for number, target in enumerate((t for t in targets if self.package.has(t)), 1):
            first = len(self.layout.blocks)
            for part in contents(self.package.tree(target), _BLOCKS):
                self._block(part, f"{shown}{number}")
            fresh: list[Block] = []
            for block in self.layout.blocks[first:]:
                for paragraph in as_margin(block):
                    if paragraph.text not in said:
                        said.add(paragraph.text)
                        fresh.append(paragraph)
            self.layout.blocks[first:] = fresh

    def _say_problems(self) -> None:
        found = self.layout.problems
        if self.unnumbered:
            said = f"有 {self.unnumbered} 段的自动编号在文件里找不到定义，没有读出；请对照原文核对，或重新获取原文件"
            found.append((None, "word.numbering", said))
        lost = [kind for kind in ("styles", "numbering", "footnotes", "endnotes") if self._is_lost(kind)]
        if lost:
            said = f"文件里找不到它提到的部分（{'、'.join(lost)}），可能已损坏，读到的可能不全；请重新获取原文件"
            found.append((None, "word.lost", said))
        if self.ragged:
            said = f"有 {self.ragged} 个表格的个别行格子数与别的行对不上，可能已损坏；请对照原文核对，或重新获取原文件"
            found.append((None, "word.damaged", said))
        if self.hidden_rows:
            found.append(
                (
                    None,
                    "word.hidden",
                    f"有 {self.hidden_rows} 个表格含隐藏行，隐藏的内容未读取；如需读取请取消隐藏后另存",
                )
            )
        if self.unseen:
            said = f"有 {self.unseen} 段里的文字看不见（隐藏、白色或极小），未读取；如需读取请改成看得见的字再试"
            found.append((None, "word.hidden", said))
        if self.pictures:
            message = (
                f"文档里有 {self.pictures} 幅大图，图片里的文字没有读取；如果表格是图片，请提供可编辑的文档或扫描件"
            )
            found.append((None, "word.picture", message))
        if self.objects:
            kinds = "、".join(sorted(set(self.objects)))
            message = f"文档里嵌入了 {len(self.objects)} 个对象（{kinds}），里面的内容没有读取；请单独提供这些文件"
            found.append((None, "word.embedded", message))
