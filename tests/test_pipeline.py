"""A file to its records: where the year comes from, what belongs to no form, and what was not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from tests.fields.drawn_forms import HEAD, drawn, project, wide
from tests.pdf_builder import Paper, Rows, examined, reading

from jixiao.config import Settings
from jixiao.errors import DamagedSource
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pipeline import read, read_layout
from jixiao.records import SourceInfo
from jixiao.sources import Source
from jixiao.tables.joins.join_tables import Hints
from jixiao.tables.pdf import read_pdf
from jixiao.tables.reader import Limits

FORM = project(["实施单位", "沙洲县图书馆"])


def named(name: str) -> Rows:
    """A project's form."""
    return wide(["项目名称", name], ["年度目标", "按期完成。"], HEAD, ["产出指标", "数量指标", "修缮层数", "1层"])


def years(path: Path) -> list[int | None]:
    return [r.year for r in reading(path).records]


def test_the_year_of_the_title(tmp_path: Path) -> None:
    assert years(drawn(tmp_path / "form.pdf", FORM, title="2023年项目支出绩效目标表")) == [2023]


def test_the_year_of_a_line_under_the_title(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(60, "项目支出绩效目标表").centred(80, "（2022年度）", 10)
    paper.table(FORM, [110] * 4, 100)
    assert years(paper.save(tmp_path / "form.pdf")) == [2022]


def test_the_year_of_the_document(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(100, "沙洲县图书馆2021年部门预算", 20)
    paper.page()
    paper.centred(60, "项目支出绩效目标表")
    paper.table(FORM, [110] * 4, 100)
    assert years(paper.save(tmp_path / "form.pdf")) == [2021]


def test_the_title_s_year_before_the_document_s(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(100, "沙洲县图书馆2021年部门预算", 20)
    paper.page()
    paper.centred(60, "2020年项目支出绩效目标表")
    paper.table(FORM, [110] * 4, 100)
    assert years(paper.save(tmp_path / "form.pdf")) == [2020]


def test_no_year_where_nothing_says_it(tmp_path: Path) -> None:
    assert years(drawn(tmp_path / "form.pdf", FORM, title="项目支出绩效目标表")) == [None]


def test_a_list_number_before_the_title_is_left_out(tmp_path: Path) -> None:
    (record,) = reading(drawn(tmp_path / "form.pdf", FORM, title="3.项目支出绩效目标表")).records
    assert record.title == "项目支出绩效目标表"


def test_records_stand_in_printed_order(tmp_path: Path) -> None:
    rows = [
        wide(["项目名称", name], ["年度目标", "按期完成。"], HEAD, ["产出", "数量", "件", "1"]) for name in "丙甲乙"
    ]
    records = reading(drawn(tmp_path / "forms.pdf", *rows)).records
    assert [(r.project_name, r.pages) for r in records] == [("丙", (1, 1)), ("甲", (2, 2)), ("乙", (3, 3))]


def test_a_document_without_forms_gives_no_goal_record(tmp_path: Path) -> None:
    paper = Paper().text(80, 100, "沙洲县图书馆2024年预算编制说明", 14)
    paper.text(80, 140, "本馆绩效目标已随预算报送。", 12)
    paper.table([["姓名", "职务", "电话"], ["周某某", "馆长", "0800-1234567"]], [100, 100, 150], 180)
    found = reading(paper.save(tmp_path / "plain.pdf"))
    assert found.records == []
    (problem,) = found.problems
    assert (problem.code, problem.page) == ("table.unrecognised", 1)
    assert "jixiao learn" in problem.message


def test_words_of_a_table_nobody_knows_are_unexplained(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["姓名", "职务"], ["周某某", "馆长"]], [100, 100], 100)
    (page,) = reading(paper.save(tmp_path / "plain.pdf")).coverage
    assert page.unexplained == ["姓名", "职务", "周某某", "馆长"]


def test_a_framed_note_is_prose(tmp_path: Path) -> None:
    paper = Paper()
    paper.table([["说明：本册数据均为年初预算。"]], [300], 100)
    found = reading(paper.save(tmp_path / "note.pdf"))
    assert found.records == [] and [p.code for p in found.problems] == ["file.no-form"]
    assert found.coverage[0].prose == found.coverage[0].characters > 0


def test_many_pages_with_one_problem_are_named_together(tmp_path: Path) -> None:
    paper = Paper()
    for i in range(6):
        if i:
            paper.page()
        if i == 2:
            paper.text(80, 100, "第三页的正文。")
        else:
            for k in range(30):
                paper.line(50, 50 + k * 10, 500, 50 + k * 10)
    (problem,) = examined(paper.save(tmp_path / "full.pdf"), Settings(stroke_limit=29)).reading.problems
    assert problem.code == "page.limit"
    assert problem.message.startswith("第1-2、4-6页：")


def test_reading_stops_at_the_page_limit_and_says_so(tmp_path: Path) -> None:
    path = drawn(tmp_path / "forms.pdf", *map(named, "甲乙丙"))
    found = examined(path, Settings(page_limit=2)).reading
    assert [(p.code, p.page) for p in found.problems] == [("page.limit", 3)]
    assert found.source.pages == 3
    assert len(found.records) == 2


def test_a_file_whose_time_is_up_before_its_first_page_is_said(tmp_path: Path) -> None:
    layout = read_pdf(
        drawn(tmp_path / "form.pdf", FORM), "form.pdf", Hints(lambda _: False, lambda _: False), Limits(seconds=-1)
    )
    assert [(page, code) for page, code, _ in layout.problems] == [(1, "page.limit")]
    assert layout.blocks == []


def test_a_form_cut_off_by_the_page_limit_is_incomplete(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(500, "2024年项目支出绩效目标表")
    paper.table(FORM, [110] * 4, 600)
    paper.page()
    paper.table([["", "质量指标", "验收合格率", "100%"]], [110] * 4, 60)
    found = examined(paper.save(tmp_path / "cut.pdf"), Settings(page_limit=1)).reading
    (record,) = found.records
    assert record.status == "incomplete"
    assert "page.failed" in [r.code for r in record.reasons]


def test_progress_tells_pages_done_and_in_all(tmp_path: Path) -> None:
    path = drawn(tmp_path / "forms.pdf", FORM, FORM)
    seen: list[tuple[int, ...]] = []
    read(Source(path.name, path, "0" * 64, "pdf"), Settings(), lambda *told: seen.append(told))
    assert seen == [(1, 2, 0), (2, 2, 0)]


def test_a_broken_picture_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "form.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(DamagedSource, match=r"^form\.png：.*另存"):
        read(Source(path.name, path, "0" * 64, "picture"), Settings())


def test_word_gives_no_pages_and_names_places(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("2024年项目支出绩效目标表")
    table = document.add_table(2, 2)
    for r, row in enumerate([["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"]]):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    document.save(str(tmp_path / "form.docx"))
    (record,) = reading(tmp_path / "form.docx").records
    assert record.pages is None
    place = record.evidence["project_name"].place
    assert place is not None
    assert "1" in place
    assert record.evidence["project_name"].box is None


def test_paragraphs_of_no_form_are_kept_with_their_place(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(100, "沙洲县图书馆2021年部门预算", 20)
    paper.page()
    paper.centred(60, "项目支出绩效目标表")
    paper.table(FORM, [110] * 4, 100)
    read = reading(paper.save(tmp_path / "form.pdf"))
    assert [(p.text, p.page) for p in read.prose] == [("沙洲县图书馆2021年部门预算", 1)]
    assert read.prose[0].box is not None


def test_a_scanned_form_whose_rest_was_not_joined_is_incomplete(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(60, "2024年项目支出绩效目标表")
    paper.table(FORM, [110] * 4, 90)
    paper.page()
    paper.table([["甲", "乙"], ["丙", "丁"], ["戊", "己"]], [90, 200], 60)
    layout = examined(paper.save(tmp_path / "torn.pdf")).layout
    info = SourceInfo(name="torn.pdf", sha256="0" * 64, pages=2)
    assert read_layout(layout, info, vocabulary()).reading.records[0].status == "complete"
    for block in layout.blocks:
        for word in block.words():
            word.how = "ocr"
    (record,) = read_layout(layout, info, vocabulary()).reading.records
    assert record.status == "incomplete"
    assert "table.torn" in [reason.code for reason in record.reasons]
