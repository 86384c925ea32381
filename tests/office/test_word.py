"""Word documents: text as printed, in order, with places; what cannot be read is said."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pymupdf
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from tests.office.word_files import docx, listing, numbered, p, r, tbl, tc, tr, used
from tests.sources.compound_files import compound

from jixiao.errors import DamagedSource, EncryptedSource, SourceError, UnsupportedFormat
from jixiao.office.word.document import read_word
from jixiao.tables.table import Layout, Paragraph, Table
from jixiao.text import key


def texts(layout: Layout) -> list[str]:
    return [b.text if isinstance(b, Paragraph) else "|".join(c.text for c in b.cells) for b in layout.blocks]


def paragraphs(path: Path, body: str, **parts: str) -> list[str]:
    return texts(read_word(docx(path / "文.docx", body, **parts), "文.docx"))


def test_blocks_come_in_order_with_places(tmp_path: Path) -> None:
    document = Document()
    title = document.add_paragraph("2024年项目支出绩效目标表")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].bold, title.runs[0].font.size = True, Pt(18)
    document.add_paragraph("")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 1).text = "项目名称", "10"
    document.add_paragraph("注：单位万元")
    document.save(tmp_path / "表.docx")
    layout = read_word(tmp_path / "表.docx", "表.docx")
    first, second, third = layout.blocks
    assert isinstance(first, Paragraph) and isinstance(second, Table) and isinstance(third, Paragraph)
    assert (first.text, first.centred, first.bold, first.size, first.place) == (
        "2024年项目支出绩效目标表", True, True, 18.0, "段落1",
    )  # fmt: skip
    assert second.place == "表格1"
    (word,) = second.at(1, 1).lines[0].words
    assert (word.text, word.page, word.edges, word.place) == ("10", 0, (), "表格1 第2行第2列")
    assert (third.text, third.centred, third.bold, third.place) == ("注：单位万元", False, False, "段落3")
    assert layout.pages is None and layout.problems == []


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("甲") + f"<w:ins>{r('乙')}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>", "甲乙"),
        (f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", "新"),
        (r("显") + r("隐", "<w:vanish/>") + r("又显", '<w:vanish w:val="0"/>'), "显又显"),
        (r("95") + "<w:r><w:noBreakHyphen/></w:r>" + r("98%"), "95-98%"),
        ("<w:r><w:t>软</w:t><w:softHyphen/><w:t>连</w:t></w:r>", "软连"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r("95%"), "≥95%"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + r("是"), "☑是"),
        (r("\uf0a3", '<w:rFonts w:ascii="Wingdings 2"/>') + r("否"), "□否"),
        (f'<w:hyperlink r:id="x">{r("链接")}</w:hyperlink>', "链接"),
        (f"<w:smartTag>{r('标记')}</w:smartTag>", "标记"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f'<w:fldSimple w:instr="REF a">{r("结果")}</w:fldSimple>', "结果"),
        ("<m:oMath><m:r><m:t>≥90</m:t></m:r></m:oMath>" + r("%"), "≥90%"),
        (f"<w:r><w:ruby><w:rt>{r('pin')}</w:rt><w:rubyBase>{r('拼')}</w:rubyBase></w:ruby></w:r>", "拼"),
        (r("前") + "<w:r><w:tab/></w:r>" + r("后"), "前 后"),
    ],
)
def test_text_is_what_is_printed(tmp_path: Path, inside: str, text: str) -> None:
    assert paragraphs(tmp_path, f"<w:p>{inside}</w:p>") == [text]


def char(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def box(state: str) -> str:
    return char("begin", f"<w:ffData><w:checkBox>{state}</w:checkBox></w:ffData>") + code("FORMCHECKBOX") + char("end")


ENTRIES = '<w:listEntry w:val="一次性"/><w:listEntry w:val="经常性"/>'
CHOICES = f'<w:ffData><w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList></w:ffData>'


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (char("begin") + code("PAGE") + char("separate") + r("7") + char("end"), "7"),
        (char("begin") + code("IF ") + char("begin") + code("REF") + char("separate") + r("内") + char("end")
         + char("separate") + r("外") + char("end"), "外"),
        (r("第") + char("begin") + code(r" eq \o\ac(○,三) ") + char("end"), "第三"),
        (box("<w:checked/>") + r("是"), "☑是"),
        (box('<w:default w:val="0"/>') + r("否"), "□否"),
        (char("begin", CHOICES) + code("FORMDROPDOWN") + char("end"), "经常性"),
    ],
)  # fmt: skip
def test_fields_print_their_result(tmp_path: Path, inside: str, text: str) -> None:
    assert paragraphs(tmp_path, f"<w:p>{inside}</w:p>") == [text]


def test_a_field_goes_on_over_paragraphs_but_an_open_code_does_not(tmp_path: Path) -> None:
    body = f"<w:p>{char('begin')}{code('TOC')}{char('separate')}{r('一')}</w:p><w:p>{r('二')}{char('end')}</w:p>"
    body += f"<w:p>{char('begin')}{code('REF')}</w:p>" + p("不能丢")
    assert paragraphs(tmp_path, body) == ["一", "二", "不能丢"]


def test_breaks_end_lines_hard_and_paragraphs_of_a_cell_too(tmp_path: Path) -> None:
    cell = f"<w:tc><w:p>{r('目标1')}<w:r><w:br/></w:r>{r('目标2')}</w:p>{p()}{p('目标3')}</w:tc>"
    layout = read_word(docx(tmp_path / "文.docx", tbl(f"<w:tr>{cell}</w:tr>")), "文.docx")
    (table,) = layout.blocks
    assert isinstance(table, Table)
    assert table.cells[0].passage.text == "目标1\n目标2\n目标3"
    assert [line.hard for line in table.cells[0].lines] == [True] * 3


def test_content_controls_around_paragraphs_tables_rows_and_cells(tmp_path: Path) -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    row = control(f"<w:tr>{tc('甲')}{control(tc('乙'))}</w:tr>")
    body = control(p("标题") + control(tbl(row, tr(tc("丙"), tc("丁"))))) + p("末")
    assert paragraphs(tmp_path, body) == ["标题", "甲|乙|丙|丁", "末"]


DRAWING = "<w:drawing><wp:inline><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wp:inline></w:drawing>"
PICT = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def test_a_text_box_follows_its_anchor_once(tmp_path: Path) -> None:
    inside = p("附件2") + tbl(tr(tc("框内表")))
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{DRAWING.format(inside)}</mc:Choice>'
        f"<mc:Fallback>{PICT.format(inside)}</mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p>{r('锚')}<w:r>{both}</w:r></w:p>" + p("后文")
    layout = read_word(docx(tmp_path / "文.docx", body), "文.docx")
    assert texts(layout) == ["锚", "附件2", "框内表", "后文"]
    assert [b.place for b in layout.blocks] == ["段落1", "文本框1", "文本框1 表格1", "段落2"]


def test_the_fallback_is_read_where_the_choice_holds_nothing(tmp_path: Path) -> None:
    both = (
        "<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice>"
        f"<mc:Fallback>{PICT.format(p('旧框'))}</mc:Fallback></mc:AlternateContent>"
    )
    assert paragraphs(tmp_path, f"<w:p><w:r>{both}</w:r></w:p>") == ["旧框"]


def test_text_boxes_in_cells_follow_the_table(tmp_path: Path) -> None:
    cell = f"<w:tc><w:p>{r('格')}<w:r>{PICT.format(p('框'))}</w:r></w:p></w:tc>"
    assert paragraphs(tmp_path, tbl(f"<w:tr>{cell}</w:tr>")) == ["格", "框"]


def test_notes_stand_after_what_they_belong_to(tmp_path: Path) -> None:
    body = f"<w:p>{r('正文')}<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:endnoteReference w:id='5'/></w:r></w:p>"
    notes = f"<w:footnote w:id='0'>{p('分隔')}</w:footnote><w:footnote w:id='2'>{p('脚注文字')}</w:footnote>"
    ends = f"<w:endnote w:id='5'>{p('尾注文字')}</w:endnote>"
    path = docx(tmp_path / "文.docx", body + p("下文"), footnotes=notes, endnotes=ends)
    layout = read_word(path, "文.docx")
    assert texts(layout) == ["正文", "脚注文字", "下文", "尾注文字"]
    assert [b.place for b in layout.blocks] == ["段落1", "脚注1", "段落2", "尾注1"]


def test_headers_and_footers_are_margins(tmp_path: Path) -> None:
    layout = read_word(
        docx(tmp_path / "文.docx", p("正文"), header=p("页眉字") + tbl(tr(tc("眉表"))), footer=p("- 1 -")), "文.docx"
    )
    assert [(b.text, b.margin) for b in layout.blocks if isinstance(b, Paragraph)] == [
        ("正文", False), ("页眉字", True), ("眉表", True), ("- 1 -", True),
    ]  # fmt: skip


def test_size_bold_and_centring_come_from_styles_too(tmp_path: Path) -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
        '<w:style w:type="paragraph" w:styleId="Base"><w:rPr><w:b/></w:rPr>'
        '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Base"/>'
        '<w:rPr><w:sz w:val="44"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Thin"><w:rPr><w:b w:val="0"/><w:vanish/></w:rPr></w:style>'
    )
    body = p("标题", '<w:pStyle w:val="Title"/>') + p("正文") + p("左", '<w:pStyle w:val="Title"/><w:jc w:val="left"/>')
    body += p("看不见", '<w:pStyle w:val="Title"/>', '<w:rStyle w:val="Thin"/>')
    layout = read_word(docx(tmp_path / "文.docx", body, styles=styles), "文.docx")
    assert [(b.text, b.size, b.bold, b.centred) for b in layout.blocks if isinstance(b, Paragraph)] == [
        ("标题", 22.0, True, True), ("正文", 10.5, False, False), ("左", 22.0, True, False),
    ]  # fmt: skip


def test_hidden_rows_pictures_and_embedded_objects_are_said(tmp_path: Path) -> None:
    hidden = tr(tc("藏"), properties="<w:hidden/>")
    picture = (
        '<w:drawing><wp:inline><wp:extent cx="5000000" cy="6000000"/><a:blip r:embed="x"/></wp:inline></w:drawing>'
    )
    small = '<w:drawing><wp:inline><wp:extent cx="300000" cy="300000"/><a:blip r:embed="x"/></wp:inline></w:drawing>'
    sheet = '<w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12"/></w:object>'
    body = tbl(tr(tc("见")), hidden) + f"<w:p><w:r>{picture}{small}{sheet}</w:r></w:p>"
    layout = read_word(docx(tmp_path / "文.docx", body), "文.docx")
    assert texts(layout) == ["见"]
    assert [code_ for _, code_, _ in layout.problems] == ["word.hidden", "word.picture", "word.embedded"]
    assert "1 幅" in layout.problems[1][2] and "Excel.Sheet.12" in layout.problems[2][2]


def test_numbers_stay_as_typed(tmp_path: Path) -> None:
    assert paragraphs(tmp_path, p("1,234.50") + p("007") + p("≥95.0%")) == ["1,234.50", "007", "≥95.0%"]


def test_a_number_from_a_list_is_part_of_the_word(tmp_path: Path) -> None:
    lists = listing(1, ("chineseCounting", "%1、")) + used((1, 1))
    layout = read_word(docx(tmp_path / "文.docx", p("总体目标", numbered(1)), numbering=lists), "文.docx")
    assert [w.text for b in layout.blocks for w in b.words()] == ["一、总体目标"]


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("空.docx", b"", DamagedSource, "0 字节"),
        ("加密.docx", compound({"EncryptedPackage": b"x"}), EncryptedSource, "密码"),
        ("旧.docx", compound({"WordDocument": b"\xec\xa5"}), UnsupportedFormat, "另存为 .docx"),
    ],
)
def test_what_is_no_word_document_is_refused(
    tmp_path: Path, name: str, data: bytes, error: type[SourceError], says: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(error) as caught:
        read_word(tmp_path / name, name)
    assert str(caught.value).startswith(f"{name}：") and says in str(caught.value)


def rewritten(path: Path, part: str, change: bytes | None, *, old: bytes = b"") -> Path:
    """The document with a part changed (`old` replaced by `change`), or left out for None."""
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            if name != part:
                archive.writestr(name, data)
            elif change is not None:
                archive.writestr(name, data.replace(old, change) if old else change)
    return path


@pytest.mark.parametrize(
    ("part", "change", "old", "error"),
    [
        ("word/document.xml", None, b"", DamagedSource),
        ("word/document.xml", b"<w:document", b"", DamagedSource),
        ("word/styles.xml", b"<a><b></a>", b"", DamagedSource),
        ("word/styles.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"", DamagedSource),
        ("_rels/.rels", None, b"", DamagedSource),
        (
            "word/document.xml",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            UnsupportedFormat,
        ),
    ],
)
def test_damage_inside_is_said_with_the_name(
    tmp_path: Path, part: str, change: bytes | None, old: bytes, error: type[SourceError]
) -> None:
    path = rewritten(docx(tmp_path / "坏.docx", p("文"), styles="<w:style/>"), part, change, old=old)
    with pytest.raises(error) as caught:
        read_word(path, "坏.docx")
    assert str(caught.value).startswith("坏.docx：") and "请" in str(caught.value)


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 5000 + p("底") + "</w:tc></w:tr></w:tbl>" * 5000
    with pytest.raises(DamagedSource, match="嵌套太深"):
        read_word(docx(tmp_path / "深.docx", deep), "深.docx")


def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jixiao.office.package._PART_BYTES", 1000)
    with pytest.raises(SourceError, match="超过上限"):
        read_word(docx(tmp_path / "大.docx", p("文"), styles="<w:style/>" * 1000), "大.docx")


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["jinan-2023-a", "shanhaiguan-2021", "weihai-2023-a", "weihai-keji-2024"])
def test_the_corpus_reads_as_it_prints(corpus: Path, name: str) -> None:
    """All the text of the document is on its printed pages, which add only page numbers and repeated table headers."""
    layout = read_word(corpus / "docs" / f"{name}.docx", f"{name}.docx")
    assert layout.problems == []
    words = [w for b in layout.blocks if not (isinstance(b, Paragraph) and b.margin) for w in b.words()]
    written = Counter("".join(key(w.text) for w in words))
    with pymupdf.open(corpus / "docs" / f"{name}.pdf") as pdf:
        page_texts = ["".join(key(w[4]) for w in page.get_text("words")) for page in pdf]
    assert not written - Counter("".join(page_texts))
    prose = [
        b for b in layout.blocks if isinstance(b, Paragraph) and not b.margin and len(b.text) > 20 and " " not in b.text
    ]
    whole = "".join(page_texts)
    assert sum(key(b.text)[:20] in whole for b in prose) == len(prose)
