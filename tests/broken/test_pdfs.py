"""What must come out of broken and odd PDFs: what a person sees, or a doubt, or a reason; never silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from tests.broken.pdfs import (
    AMOUNT,
    WIDTHS,
    amount_lines,
    embedded,
    form,
    pages,
    rows,
    saved,
    swapped,
    twin_fonts,
    two_pages,
)
from tests.pdf_builder import Paper, reading

TOTAL = "funds.annual.total"


def record(path: Path) -> Any:
    """The only record of the file."""
    (found,) = reading(path).records
    return found


def codes(found: Any) -> set[str]:
    return {reason.code for reason in found.reasons}


def test_the_form_itself_is_complete_and_without_doubt(tmp_path: Path) -> None:
    found = record(saved(form(), tmp_path))
    assert (found.status, found.doubts, found.funds.annual.total) == ("complete", {}, AMOUNT)
    found = record(embedded(tmp_path, lambda cmap: cmap))
    assert (found.status, found.doubts, found.funds.annual.total) == ("complete", {}, AMOUNT)


def test_amounts_whose_font_lost_its_map_are_read_from_the_picture_and_in_doubt(tmp_path: Path) -> None:
    found = record(embedded(tmp_path, lambda cmap: b""))
    assert found.funds.annual.total == AMOUNT
    assert "rendered" in found.doubts[TOTAL]
    assert found.evidence[TOTAL].how == "ocr"


@pytest.mark.parametrize("pair", ["38", "65", "20", "86"])
def test_digits_named_for_other_digits_are_read_from_the_picture_and_in_doubt(tmp_path: Path, pair: str) -> None:
    found = record(embedded(tmp_path, swapped(*pair)))
    assert found.funds.annual.total == AMOUNT
    assert "rendered" in found.doubts[TOTAL]


def test_each_part_of_a_font_is_looked_at(tmp_path: Path) -> None:
    found = record(twin_fonts(tmp_path))
    assert (found.funds.annual.total, found.funds.annual.fiscal) == (AMOUNT, AMOUNT)
    assert list(found.doubts) == ["funds.annual.fiscal"]


def test_an_amount_that_is_a_small_picture_is_read_from_it_and_in_doubt(tmp_path: Path) -> None:
    paper = form()
    box = paper.sheet.search_for(AMOUNT)[0]
    picture = paper.sheet.get_pixmap(dpi=200, clip=box)
    paper.sheet.add_redact_annot(box)
    paper.sheet.apply_redactions(graphics=0, images=0)
    paper.sheet.insert_image(box, pixmap=picture)
    found = record(saved(paper, tmp_path))
    assert (found.funds.annual.total, found.funds.annual.fiscal) == (AMOUNT, AMOUNT)
    assert list(found.doubts) == [TOTAL]


def test_text_that_is_not_painted_is_not_read(tmp_path: Path) -> None:
    paper = form("")
    for y in amount_lines(paper):
        paper.sheet.insert_text((345, y), "9,999.99", fontname="helv", fontsize=9, render_mode=3)
        paper.sheet.insert_text((345, y), AMOUNT, fontname="helv", fontsize=9)
    found = record(saved(paper, tmp_path))
    assert found.funds.annual.total == AMOUNT
    assert found.doubts[TOTAL] == ["covering"]


@pytest.mark.parametrize("how", [{"color": (1, 1, 1), "fontsize": 9}, {"fontsize": 0.5}])
def test_text_that_is_white_or_too_small_is_not_read(tmp_path: Path, how: dict[str, Any]) -> None:
    paper = form()
    for y in amount_lines(paper):
        paper.sheet.insert_text((420, y), "9,999.99", fontname="helv", **how)
    found = record(saved(paper, tmp_path))
    assert found.funds.annual.total == AMOUNT


def test_white_text_on_a_dark_ground_is_read(tmp_path: Path) -> None:
    paper = form("")
    for y in amount_lines(paper):
        paper.sheet.draw_rect((340, y - 9, 420, y + 3), color=None, fill=(0.1, 0.2, 0.5))
        paper.sheet.insert_text((345, y), AMOUNT, fontname="helv", fontsize=9, color=(1, 1, 1))
    assert record(saved(paper, tmp_path)).funds.annual.total == AMOUNT


def test_what_a_white_box_covers_is_not_read_and_what_is_over_it_is_in_doubt(tmp_path: Path) -> None:
    paper = form("3,999.99")
    for y in amount_lines(paper):
        paper.sheet.draw_rect((340, y - 9, 420, y + 3), color=None, fill=(1, 1, 1))
        paper.sheet.insert_text((345, y), AMOUNT, fontname="helv", fontsize=9)
    found = record(saved(paper, tmp_path))
    assert found.funds.annual.total == AMOUNT
    assert found.doubts[TOTAL] == ["covering"]


def test_shading_under_a_value_hides_nothing(tmp_path: Path) -> None:
    paper = form("")
    for y in amount_lines(paper):
        paper.sheet.draw_rect((340, y - 9, 420, y + 3), color=None, fill=(0.9, 0.9, 0.9))
        paper.sheet.insert_text((345, y), AMOUNT, fontname="helv", fontsize=9)
    found = record(saved(paper, tmp_path))
    assert (found.funds.annual.total, found.doubts) == (AMOUNT, {})


def test_a_note_over_a_value_is_what_is_read(tmp_path: Path) -> None:
    paper = form("9,999.99")
    for y in amount_lines(paper):
        box = (340, y - 10, 420, y + 4)
        paper.sheet.add_freetext_annot(box, AMOUNT, fontsize=9, fill_color=(1, 1, 1))
    found = record(saved(paper, tmp_path))
    assert found.funds.annual.total == AMOUNT
    assert found.doubts[TOTAL] == ["covering"]


def test_where_text_was_painted_over_and_nothing_stands_now_is_said(tmp_path: Path) -> None:
    paper = form()
    for y in amount_lines(paper):
        paper.sheet.add_rect_annot((340, y - 9, 420, y + 3)).update(fill_color=(1, 1, 1))
    found = reading(saved(paper, tmp_path))
    assert "page.damaged" in {problem.code for problem in found.problems}
    assert [each.status for each in found.records] == ["incomplete"]


def test_a_stamp_with_words_over_a_value_is_a_doubt(tmp_path: Path) -> None:
    paper = form()
    for y in amount_lines(paper):
        paper.sheet.add_stamp_annot((340, y - 9, 420, y + 3), stamp=0)
    assert "overprinted" in record(saved(paper, tmp_path)).doubts[TOTAL]


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_value_that_is_struck_out_is_a_doubt(tmp_path: Path, rotation: int) -> None:
    paper = form()
    y = amount_lines(paper)[0]
    paper.sheet.add_strikeout_annot(pymupdf.Rect(340, y - 9, 420, y + 3))
    paper.sheet.set_rotation(rotation)
    assert record(saved(paper, tmp_path)).doubts == {TOTAL: ["revised"]}


def test_two_amounts_in_one_cell_are_a_doubt(tmp_path: Path) -> None:
    paper = form()
    for y in amount_lines(paper):
        paper.sheet.insert_text((385, y), "1,250.00", fontname="helv", fontsize=9)
    assert record(saved(paper, tmp_path)).doubts[TOTAL] == ["not-one-amount"]


def test_a_damaged_content_stream_makes_the_page_a_problem_and_the_record_incomplete(tmp_path: Path) -> None:
    path = saved(form(), tmp_path)
    document = pymupdf.open(path)
    (xref, *_) = document[0].get_contents()
    body = document.xref_stream(xref)
    document.update_stream(xref, body[: len(body) // 2] + b"\n(abc Tj ]] >> ET\n" + body[len(body) // 2 :])
    damaged = tmp_path / "damaged.pdf"
    document.save(damaged)
    found = reading(damaged)
    assert "page.damaged" in {problem.code for problem in found.problems}
    assert all(each.status == "incomplete" for each in found.records)


def redrawn(tmp: Path, change: Callable[[bytes], bytes]) -> Any:
    """The reading of the form whose content stream is changed."""
    document = pymupdf.open(saved(form(), tmp))
    document[0].clean_contents()
    (xref,) = document[0].get_contents()
    document.update_stream(xref, b"q\n" + change(document.xref_stream(xref)))
    document.save(tmp / "redrawn.pdf")
    return reading(tmp / "redrawn.pdf")


def test_a_content_that_is_as_it_was_is_whole(tmp_path: Path) -> None:
    found = redrawn(tmp_path, lambda body: body + b"\nQ")
    assert (found.problems, found.records[0].status) == ([], "complete")


@pytest.mark.parametrize("change", [
    lambda body: body,  # a state that is not ended: the end is missing
    lambda body: body[:600] + bytes(512) + body[1112:] + b"\nQ",
    lambda body: b"0 0 0 0 re W n\n" + body + b"\nQ",  # all of it out of sight
    lambda body: body + b"\nQ BT",
])  # fmt: skip
def test_a_content_that_is_cut_holed_or_out_of_sight_is_a_problem_of_the_page(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    found = redrawn(tmp_path, change)
    assert "page.damaged" in {problem.code for problem in found.problems}
    assert all(each.status == "incomplete" for each in found.records)


@pytest.mark.parametrize(("cut", "said"), [(None, set()), (2, {3})])
def test_a_state_that_no_page_of_the_file_restores_is_the_programs_habit(
    tmp_path: Path, cut: int | None, said: set[int]
) -> None:
    """As an office suite writes them; a page that leaves more of them open than those beside it is cut."""
    document = pymupdf.open(saved(form(), tmp_path))
    for _ in range(4):
        document.fullcopy_page(0)
    for page in document:
        page.clean_contents()
        (xref,) = page.get_contents()
        document.update_stream(xref, b"q\n" * (2 if page.number == cut else 1) + document.xref_stream(xref))
    document.save(tmp_path / "habit.pdf")
    problems = reading(tmp_path / "habit.pdf").problems
    assert {problem.page for problem in problems if problem.code == "page.damaged"} == said


@pytest.mark.parametrize(("content", "said"), [("null", True), ("999999 0 R", True), (None, False)])
def test_a_page_whose_content_is_gone_is_said_and_a_blank_page_is_not(
    tmp_path: Path, content: str | None, said: bool
) -> None:
    document = pymupdf.open(saved(form(), tmp_path))
    blank = document.new_page()
    if content is not None:
        document.xref_set_key(blank.xref, "Contents", content)
    document.save(tmp_path / "lost.pdf")
    assert ("page.damaged" in {problem.code for problem in reading(tmp_path / "lost.pdf").problems}) == said


@pytest.mark.parametrize(("size", "said"), [("[a b c d]", True), ("null", True), ("[0 0 595 842]", False)])
def test_a_page_that_does_not_say_how_large_it_is_is_said(tmp_path: Path, size: str, said: bool) -> None:
    document = pymupdf.open(saved(form(), tmp_path))
    document.xref_set_key(document[0].xref, "MediaBox", size)
    document.save(tmp_path / "sized.pdf")
    assert ("page.damaged" in {problem.code for problem in reading(tmp_path / "sized.pdf").problems}) == said


def test_text_outside_of_what_is_shown_of_a_page_is_said(tmp_path: Path) -> None:
    document = pymupdf.open(saved(form(), tmp_path))
    document[0].set_cropbox(pymupdf.Rect(0, 0, 595, 200))
    document.save(tmp_path / "cropped.pdf")
    assert "page.damaged" in {problem.code for problem in reading(tmp_path / "cropped.pdf").problems}


@pytest.mark.parametrize(("width", "said"), [(300, True), (595, False)])
def test_a_table_that_goes_on_beyond_the_page_is_said(tmp_path: Path, width: int, said: bool) -> None:
    document = pymupdf.open(saved(form(), tmp_path))
    document.xref_set_key(document[0].xref, "MediaBox", f"[0 0 {width} 842]")
    document.save(tmp_path / "narrow.pdf")
    assert ("page.damaged" in {problem.code for problem in reading(tmp_path / "narrow.pdf").problems}) == said


def test_what_stands_beside_hidden_text_on_its_line_is_in_doubt(tmp_path: Path) -> None:
    paper = form("3,999.99")
    for y in amount_lines(paper):
        paper.sheet.draw_rect((363, y - 9, 420, y + 3), color=None, fill=(1, 1, 1))
    found = record(saved(paper, tmp_path))
    assert found.doubts[TOTAL]


@pytest.mark.parametrize("size", ["/UserUnit 0", "/MediaBox [0 0 1 1]"])
def test_a_page_whose_size_is_damaged_is_a_problem(tmp_path: Path, size: str) -> None:
    path = saved(form(), tmp_path)
    document = pymupdf.open(path)
    key, value = size[1:].split(" ", 1)
    document.xref_set_key(document[0].xref, key, value)
    damaged = tmp_path / "damaged.pdf"
    document.save(damaged)
    found = reading(damaged)
    assert found.problems
    assert all(each.status == "incomplete" for each in found.records)


def test_a_file_that_had_to_be_repaired_has_no_complete_record(tmp_path: Path) -> None:
    path = saved(form(), tmp_path)
    path.write_bytes(path.read_bytes().replace(b"startxref", b"startxxxx"))
    found = reading(path)
    assert "source.repaired" in {problem.code for problem in found.problems}
    assert codes(found.records[0]) == {"source.repaired"}


def test_a_tree_that_counts_more_pages_than_it_leads_to_is_said(tmp_path: Path) -> None:
    path = pages(tmp_path, numbered=False)
    document = pymupdf.open(path)
    root = int(document.xref_get_key(document.pdf_catalog(), "Pages")[1].split()[0])
    kids = document.xref_get_key(root, "Kids")[1].strip("[] ").split(" 0 R")
    document.xref_set_key(root, "Kids", f"[{kids[0]} 0 R {kids[2]} 0 R]")
    lost = tmp_path / "lost.pdf"
    document.save(lost)
    found = reading(lost)
    assert found.problems
    assert all(each.status == "incomplete" for each in found.records)


def test_pages_that_follow_each_other_are_one_complete_record(tmp_path: Path) -> None:
    for numbered in (False, True):
        found = record(pages(tmp_path, numbered=numbered))
        assert (found.status, found.pages, len(found.indicators)) == ("complete", (1, 3), 38)


def test_a_number_missing_between_two_pages_is_said(tmp_path: Path) -> None:
    found = reading(pages(tmp_path, numbered=True, without=2))
    assert "page.missing" in {problem.code for problem in found.problems}
    assert all("page.missing" in codes(each) for each in found.records)


def test_a_list_that_ends_with_a_full_page_before_its_end_was_cut_short(tmp_path: Path) -> None:
    found = record(pages(tmp_path, numbered=False, without=3))
    assert (found.status, codes(found)) == ("incomplete", {"list.cut-short"})


def test_a_list_whose_outputs_come_again_before_its_end_is_made_of_two(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(60, "2024年项目支出绩效目标表")
    paper.table([*rows()[:9], *rows()[6:]], WIDTHS, 90)
    found = record(saved(paper, tmp_path))
    assert codes(found) == {"list.again"}


def test_two_whole_lists_of_one_period_are_said_to_be_open(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(60, "2024年项目支出绩效目标表")
    paper.table([*rows(), *rows()[6:]], WIDTHS, 90)
    assert "list.again" in codes(record(saved(paper, tmp_path)))


def test_a_page_that_stands_twice_is_said(tmp_path: Path) -> None:
    with pymupdf.open(pages(tmp_path, numbered=False)) as document:
        document.select([0, 1, 1, 2])
        document.save(tmp_path / "twice.pdf")
    found = reading(tmp_path / "twice.pdf")
    assert [problem.page for problem in found.problems if problem.code == "page.repeated"] == [3]
    assert all(each.status == "incomplete" for each in found.records)


@pytest.mark.parametrize("missing", [False, True])
def test_a_page_is_missed_behind_a_full_one_where_fonts_hold_what_no_page_shows(tmp_path: Path, missing: bool) -> None:
    found = record(two_pages(tmp_path, missing=missing))
    assert codes(found) == ({"list.cut-short"} if missing else set())
    assert len(found.indicators) == (4 if missing else 5)


def test_a_last_row_alone_on_its_page_without_the_rule_over_it_is_said(tmp_path: Path) -> None:
    paper = Paper()
    paper.centred(605, "2024年项目支出绩效目标表")
    paper.table(rows(), WIDTHS, 635 - 15)
    paper.page()
    last = [["满意度指标", "服务对象满意度指标", "周边居民评价", "≥92%"]]
    paper.table(last, WIDTHS, 60, unended=[(0, 0), (0, 1), (0, 2), (0, 3)])
    found = reading(saved(paper, tmp_path))
    assert len(found.records[0].indicators) == 4
    assert {problem.code for problem in found.problems} == {"table.not-found"}
