"""Opinions in Word, workbook and page: everything stands in them, nothing becomes a formula or a tag."""

from __future__ import annotations

import html
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.library.shelved import opened, project, reading, subsidies
from tests.reviews.test_opinion import ERROR, WARNING, decided

from jixiao.errors import SourceError
from jixiao.export import own_template, review_book, review_page, word_name, word_opinion
from jixiao.library import card_of
from jixiao.records import Reading
from jixiao.reviews import Opinion, Review, graded, opinion
from jixiao.reviews.decisions import heard, said_in
from jixiao.suggestions import suggest

NAME = "孤老<b>&照护"
FORM = project(NAME, "数量 =1+1人 ≥300人", "时效 发放及时率 及时")
FORM.indicators[1].level3 = "{{ 7*7 }}发放及时率"
SOURCE = reading("a.pdf", FORM)


@pytest.fixture
def one(tmp_path: Path) -> Opinion:
    """An opinion with findings, suggestions and a decision, on a form with names that are easily spoilt."""
    library = opened(tmp_path / "k.db", subsidies())
    found = suggest(card_of(FORM, "a.pdf", 1), library)
    return graded(opinion(SOURCE, 1, [ERROR, WARNING], found, decided(WARNING, "changed", "写明“人”")))


def words(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_the_word_file_holds_the_whole_opinion(one: Opinion, tmp_path: Path) -> None:
    text = words(word_opinion(one, tmp_path / word_name(one, 3)))
    assert (tmp_path / "003-孤老_b_&照护.docx").exists()
    for wanted in (
        NAME, one.grade, one.after, ERROR.message, "核对金额", "改为：写明“人”", "=1+1人", "{{ 7*7 }}发放及时率",
        "未核对原文", "由审核人决定", *(r.proposed for r in one.of("missing")), *(i.unseen for i in one.items),
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "{%" not in text and "49发放" not in text


def test_the_signatures_stay_together(one: Opinion, tmp_path: Path) -> None:
    *_, signed = docx.Document(str(word_opinion(one, tmp_path / "o.docx"))).tables
    kept = [all(p.paragraph_format.keep_with_next for p in row.cells[0].paragraphs) for row in signed.rows]
    assert signed.rows[0].cells[0].text == "评审结论" and kept == [True, True, False]


def test_an_office_may_edit_the_template(one: Opinion, tmp_path: Path) -> None:
    template = own_template(tmp_path / "own.docx")
    document = docx.Document(str(template))
    document.add_paragraph("白石县财政局评审中心：{{ subject }} 等级 {{ grade }}")
    document.save(str(template))
    text = words(word_opinion(one, tmp_path / "o.docx", template))
    assert f"白石县财政局评审中心：{NAME} 等级 {one.grade}" in text


def test_a_template_with_an_unknown_name_is_refused_with_advice(one: Opinion, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{ nobody }}")
    document.save(str(tmp_path / "t.docx"))
    with pytest.raises(SourceError, match=r"填不进去.*--new-template"):
        word_opinion(one, tmp_path / "o.docx", tmp_path / "t.docx")
    assert not (tmp_path / "o.docx").exists()


@pytest.mark.parametrize(
    "mark",
    [
        "{{ cycler.__init__.__globals__.os.system('touch ' + subject) }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ subject * 1000000000 }}",
        "{{ subject.ljust(1000000000) }}",
        "{% for i in range(1000000000) %}x{% endfor %}",
        "{{ subject.format.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{% for a in subject %}" * 12 + "{{ subject }}" + "{% endfor %}" * 12,
    ],
)
def test_a_template_can_only_fill_in(one: Opinion, tmp_path: Path, mark: str) -> None:
    document = docx.Document()
    document.add_paragraph(mark)
    document.save(str(tmp_path / "t.docx"))
    with pytest.raises(SourceError, match="填不进去"):
        word_opinion(one, tmp_path / "o.docx", tmp_path / "t.docx")
    assert not (tmp_path / "o.docx").exists()


def test_decisions_come_back_from_the_edited_workbook(one: Opinion, tmp_path: Path) -> None:
    path = review_book(Review(opinions=[one]), tmp_path / "意见.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["总览", "项目", "评分", "问题", "建议指标", "逐条指标"]
    assert len(book["总览"]._charts) == 4
    sheet, proposed = book["问题"], book["建议指标"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.max_row == len(one.of("error", "warning", "advice")) + 1
    assert sheet.max_row + proposed.max_row == len(one.remarks) + 2
    assert {"得分", "建议得分"} <= {cell.value for cell in book["评分"][1]} and "修改情况" in heads
    assert sheet.cell(3, heads["处理"]).value == "改为" and sheet.cell(3, heads["改为"]).value == "写明“人”"
    sheet.cell(2, heads["处理"]).value = "不采纳"
    sheet.cell(2, heads["审核人"]).value = "甲"
    where = {cell.value: cell.column for cell in proposed[1]}
    proposed.cell(2, where["改为"]).value = "第一行\n第二行"
    book.save(path)
    said, troubles = said_in(path)
    found = heard(said, [one]).decisions
    assert troubles == []
    assert [(d.matter, d.verdict, d.text, d.reviewer) for d in found] == [
        (one.remarks[0].matter, "rejected", "", "甲"),
        (one.remarks[1].matter, "changed", "写明“人”", ""),
        (one.remarks[2].matter, "changed", "第一行\n第二行", ""),
    ]


def test_columns_without_a_word_are_narrow_and_every_bar_has_its_name(one: Opinion, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(review_book(Review(opinions=[one]), tmp_path / "a.xlsx"))
    sheet = book["项目"]
    (other,) = (cell for cell in sheet[1] if cell.value == "另见")
    assert sheet.cell(2, other.column).value is None and sheet.column_dimensions[other.column_letter].width < 10
    axes = [chart.x_axis for chart in book["总览"]._charts[1:]]
    assert len(axes) == 3 and all(axis.tickLblSkip == 1 for axis in axes)


def test_nothing_in_the_workbook_is_a_formula(one: Opinion, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(review_book(Review(opinions=[one]), tmp_path / "意见.xlsx"))
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(cell.value == "=1+1人" for cell in values)
    assert all(cell.data_type != "f" for cell in values)


def test_a_workbook_of_something_else_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "b.xlsx")
    with pytest.raises(SourceError, match="没有找到带“意见编号”和“处理”两栏的表"):
        said_in(tmp_path / "b.xlsx")


def test_the_page_stands_alone_and_shows_everything(one: Opinion, tmp_path: Path) -> None:
    clean = graded(opinion(Reading(source=SOURCE.source, records=[FORM]), 1, [], None, {}))
    text = review_page(Review(opinions=[clean, one]), tmp_path / "p.html").read_text(encoding="utf-8")
    assert not re.search(r"""(?:src|href)=["']|https?://""", text)
    assert "default-src 'none'" in (policy := html.unescape(text)) and "script-src 'none'" in policy
    assert "<b>&照护" not in text and "孤老&lt;b&gt;&amp;照护" in text
    assert text.count("<svg") == 3  # one department: no chart of departments
    assert "没有查出问题，也没有建议" in text
    assert text.index(ERROR.message) < text.index("没有查出问题，也没有建议")  # the heaviest first
