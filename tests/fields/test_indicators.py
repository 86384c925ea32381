"""Lists of indicators: header orders, split targets, periods side by side, levels carried down, rows kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pymupdf
import pytest
from tests.fields.drawn_forms import HEAD, drawn, form, records, wide, written
from tests.pdf_builder import examined

from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pipeline import read_layout
from jixiao.records import SourceInfo

TOP = (["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"])
Row = tuple[str | None, ...]


def listed(tmp_path: Path, *rows: list[str], columns: int | None = None, widths: list[float] | None = None) -> Any:
    """The record of a form whose list has these rows, the header first."""
    columns = columns or max(len(r) for r in rows)
    return form(tmp_path, wide(*TOP, *rows, columns=columns), widths=widths)


def shown(record: Any) -> list[Row]:
    return [(i.level1, i.level2, i.level3, i.value) for i in record.indicators]


ROWS: list[Row] = [("产出指标", "数量指标", "修缮层数", "≥2层"), ("效益指标", "社会效益指标", "读者满意度", "≥95%")]
NAMES = dict(zip(HEAD, range(4), strict=True))


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        ["三级指标", "一级指标", "二级指标", "指标值"],
        ["指标值", "三级指标", "二级指标", "一级指标"],
        ["二级指标", "三级指标", "指标值", "一级指标"],
    ],
    ids=lambda head: "-".join(h[0] for h in head),
)
def test_columns_in_any_order(tmp_path: Path, head: list[str]) -> None:
    rows = [[str(row[NAMES[h]]) for h in head] for row in ROWS]
    assert shown(listed(tmp_path, head, *rows)) == ROWS


def scanned(path: Path) -> Any:
    """The only record of the file, its words as if they had been read from a picture."""
    layout = examined(path).layout
    for block in layout.blocks:
        for word in block.words():
            word.how = "ocr"
    info = SourceInfo(name=path.name, sha256="0" * 64, pages=1)
    (record,) = read_layout(layout, info, vocabulary()).reading.records
    return record


def test_a_column_for_signs_with_other_characters_is_said(tmp_path: Path) -> None:
    head = ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"]
    for sign, status in (("≥", "complete"), ("N", "incomplete")):
        rows = [["产出指标", "数量指标", f"修缮{n}", sign, "2", "层"] for n in range(3)]
        (record,) = records(drawn(tmp_path / "form.pdf", wide(*TOP, head, *rows, columns=6)))
        assert record.status == status


@pytest.mark.parametrize(("sign", "doubted"), [("N", True), ("", True), ("=", False), ("定量", False)])
def test_a_sign_that_a_picture_does_not_show_is_a_doubt(tmp_path: Path, sign: str, doubted: bool) -> None:
    head = ["一级指标", "二级指标", "三级指标", "运算符号", "指标值", "度量单位"]
    rows = [
        ["产出指标", "数量指标", "修缮层数", "≥", "2", "层"],
        ["效益指标", "社会效益指标", "开放天数", sign, "300", "天"],
    ]
    record = scanned(drawn(tmp_path / "form.pdf", wide(*TOP, head, *rows, columns=6)))
    said = record.doubts.get("indicators[1].value", [])
    assert ("unread-ink" in said) is doubted
    assert "unread-ink" not in record.doubts.get("indicators[0].value", [])


def test_two_levels_read_as_one_cell_are_told(tmp_path: Path) -> None:
    head = ["一级指标", "三级指标", "指标值"]
    rows = [["产出指标", "数量指标 修缮层数", "≥2层"], ["效益指标", "开放天数", "300天"]]
    path = drawn(tmp_path / "form.pdf", wide(*TOP, head, *rows, columns=3))
    assert [reason.code for reason in scanned(path).reasons] == ["indicator.levels-together"]
    (digital,) = records(path)
    assert digital.status == "complete"


def test_levels_are_carried_down_through_merged_cells(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        HEAD,
        ["产出指标", "数量指标", "修缮层数", "≥2层"],
        ["^", "^", "更换灯具", "60盏"],
        ["^", "质量指标", "验收合格率", "100%"],
        ["满意度指标", "服务对象满意度指标", "读者满意度", "≥95%"],
    )
    assert shown(record) == [
        ("产出指标", "数量指标", "修缮层数", "≥2层"),
        ("产出指标", "数量指标", "更换灯具", "60盏"),
        ("产出指标", "质量指标", "验收合格率", "100%"),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥95%"),
    ]


def test_blank_levels_leave_the_one_above_standing(tmp_path: Path) -> None:
    record = listed(tmp_path, HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"], ["", "", "更换灯具", "60盏"])
    assert [(i.level1, i.level2) for i in record.indicators] == [("产出指标", "数量指标")] * 2


def test_a_new_first_level_ends_the_second(tmp_path: Path) -> None:
    record = listed(tmp_path, HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"], ["效益指标", "", "读者增加", "明显"])
    assert [(i.level1, i.level2) for i in record.indicators] == [("产出指标", "数量指标"), ("效益指标", "")]


def test_the_cost_level_may_stand_under_output(tmp_path: Path) -> None:
    record = listed(
        tmp_path, HEAD, ["产出指标", "成本指标", "单层造价", "≤15万元"], ["成本指标", "经济成本指标", "总价", "≤35万元"]
    )
    assert [(i.level1, i.level2) for i in record.indicators] == [("产出指标", "成本指标"), ("成本指标", "经济成本指标")]


def test_operator_number_and_unit_in_columns_of_their_own(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["一级指标", "二级指标", "三级指标", "指标符号", "指标值", "计量单位"],
        ["产出指标", "数量指标", "修缮层数", "≥", "2", "层"],
        ["^", "质量指标", "验收合格率", "=", "100", "%"],
        ["^", "时效指标", "完工时间", "=", "主汛期前", ""],
        ["效益指标", "社会效益指标", "阅读条件", "", "明显改善", ""],
        ["^", "可持续影响指标", "管护费用", "≤", "/", ""],
        ["满意度指标", "服务对象满意度指标", "读者满意度", "≥", "95%", "%"],
    )
    assert [i.value for i in record.indicators] == ["≥2层", "=100%", "=主汛期前", "明显改善", "/", "≥95%"]
    assert record.status == "complete"


def test_the_kind_of_an_indicator_is_no_operator(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位"],
        ["产出指标", "数量指标", "修缮层数", "定量", "2", "层"],
    )
    assert [i.value for i in record.indicators] == ["2层"]


def test_operator_and_unit_under_a_common_header(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["一级指标", "二级指标", "三级指标", "指标值", "<", "<"],
        ["^", "^", "^", "运算符", "数值", "单位"],
        ["产出指标", "数量指标", "修缮层数", "≥", "2", "层"],
    )
    assert [i.value for i in record.indicators] == ["≥2层"]


def test_a_column_of_numbers_is_no_indicator_column(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["序号", *HEAD],
        ["1", "产出指标", "数量指标", "修缮层数", "≥2层"],
        ["2", "效益指标", "社会效益指标", "读者满意度", "≥95%"],
    )
    assert shown(record) == ROWS
    assert record.status == "complete"


def test_weight_description_and_basis(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据", "分值"],
        ["产出指标", "数量指标", "修缮层数", "完成修缮的书库层数", "≥2层", "实施方案", "90"],
    )
    (row,) = record.indicators
    assert (row.description, row.basis, row.weight) == ("完成修缮的书库层数", "实施方案", "90")
    assert (row.level3, row.value) == ("修缮层数", "≥2层")


def test_columns_that_a_form_lacks_are_none(tmp_path: Path) -> None:
    (row,) = listed(tmp_path, HEAD, ["产出指标", "数量指标", "修缮层数", ""]).indicators
    assert (row.value, row.weight, row.basis, row.description) == ("", None, None, None)


def test_an_unknown_column_is_kept_with_its_heading(tmp_path: Path) -> None:
    record = listed(tmp_path, [*HEAD, "牵头股室"], ["产出指标", "数量指标", "修缮层数", "≥2层", "基建股"])
    assert shown(record) == [ROWS[0]]
    assert [(e.label, e.value) for e in record.indicators[0].extra] == [("牵头股室", "基建股")]
    assert record.extra == []


def test_a_label_at_the_side_of_the_list(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["绩效指标", *HEAD],
        ["^", "产出指标", "数量指标", "修缮层数", "≥2层"],
        ["^", "效益指标", "社会效益指标", "读者满意度", "≥95%"],
    )
    assert shown(record) == ROWS
    assert {i.scope for i in record.indicators} == {"annual"}


def test_lifetime_and_annual_values_beside_one_name(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值"],
        ["产出指标", "数量指标", "修缮层数", "≥6层", "≥2层"],
    )
    assert sorted((i.scope, i.level3, i.value) for i in record.indicators) == [
        ("annual", "修缮层数", "≥2层"),
        ("lifetime", "修缮层数", "≥6层"),
    ]


def test_lifetime_and_annual_lists_side_by_side(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "修缮书库", "≥6层", "数量指标", "修缮层数", "≥2层"],
        ["^", "质量指标", "合格率", "100%", "质量指标", "验收合格率", "=100%"],
    )
    assert sorted((i.scope, i.level1, i.level2, i.level3, i.value) for i in record.indicators) == [
        ("annual", "产出指标", "数量指标", "修缮层数", "≥2层"),
        ("annual", "产出指标", "质量指标", "验收合格率", "=100%"),
        ("lifetime", "产出指标", "数量指标", "修缮书库", "≥6层"),
        ("lifetime", "产出指标", "质量指标", "合格率", "100%"),
    ]


def test_lists_of_both_periods_under_captions(tmp_path: Path) -> None:
    record = listed(
        tmp_path,
        ["总体绩效指标"],
        HEAD,
        ["产出指标", "数量指标", "修缮书库", "≥6层"],
        ["年度绩效指标"],
        HEAD,
        ["产出指标", "数量指标", "修缮层数", "≥2层"],
    )
    assert [(i.scope, i.level3) for i in record.indicators] == [("lifetime", "修缮书库"), ("annual", "修缮层数")]


def test_a_list_over_a_page_end_under_a_repeated_header(tmp_path: Path) -> None:
    first = wide(*TOP, HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"])
    rest = [HEAD, ["", "质量指标", "验收合格率", "100%"]]
    path = tmp_path / "two.pdf"
    (record,) = records(drawn(path, first, rest, title=""))
    assert shown(record)[-1] == ("产出指标", "质量指标", "验收合格率", "100%")
    assert record.pages == (1, 2)


def test_equal_rows_are_all_kept(tmp_path: Path) -> None:
    row = ["产出指标", "数量指标", "修缮层数", "≥2层"]
    assert len(listed(tmp_path, HEAD, row, row).indicators) == 2


BLANK = (["产出指标", "数量指标", "修缮层数", "≥2层"], ["^", "质量指标", "验收合格率", ""])


def test_a_target_that_a_page_leaves_blank_is_no_gap_of_the_reading(tmp_path: Path) -> None:
    record = listed(tmp_path, HEAD, *BLANK)
    assert shown(record)[-1] == ("产出指标", "质量指标", "验收合格率", "")
    assert record.status == "complete"


@pytest.mark.parametrize("sign", ["curve", "patch", "slant", "picture", "dash", "hidden"])
def test_a_row_without_a_target_where_something_is_painted_is_said(sign: str, tmp_path: Path) -> None:
    path = drawn(tmp_path / "plain.pdf", wide(*TOP, HEAD, *BLANK))
    with pymupdf.open(path) as document:
        page = document[0]
        (name,) = page.search_for("验收合格率")
        place = pymupdf.Rect(650, name.y0 + 1, 690, name.y1 - 1)
        shape = page.new_shape()
        if sign == "curve":
            shape.draw_circle((place.x0 + 5, (place.y0 + place.y1) / 2), 3)
        elif sign == "slant":
            shape.draw_line(place.bl, place.tr)
        elif sign == "dash":
            shape.draw_line((place.x0, place.y0 + 4), (place.x0 + 8, place.y0 + 4))
        elif sign == "patch":
            shape.draw_rect(pymupdf.Rect(place.x0, place.y0, place.x0 + 4, place.y0 + 5))
        elif sign == "picture":
            picture = pymupdf.Pixmap(pymupdf.csGRAY, pymupdf.IRect(0, 0, 40, 10))
            picture.clear_with(120)
            page.insert_image(place, pixmap=picture)
        else:
            page.insert_text(place.bl, "95", fontsize=9, render_mode=3)
        if sign in ("curve", "slant", "dash", "patch"):
            shape.finish(color=None if sign == "patch" else (0, 0, 0), fill=(0, 0, 0) if sign == "patch" else None)
            shape.commit()
        document.save(tmp_path / "form.pdf")
    (record,) = records(tmp_path / "form.pdf")
    assert shown(record)[-1] == ("产出指标", "质量指标", "验收合格率", "")
    assert "indicator.no-value" in [r.code for r in record.reasons]


def test_a_column_of_targets_that_is_blank_in_most_rows_is_said(tmp_path: Path) -> None:
    record = listed(tmp_path, HEAD, *BLANK, ["^", "时效指标", "修缮完成时间", ""])
    assert [r.code for r in record.reasons] == ["indicator.no-value"] * 2


def test_a_target_that_a_file_of_word_leaves_blank_is_no_gap_of_the_reading(tmp_path: Path) -> None:
    rows = wide(*TOP, HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"], ["产出指标", "质量指标", "验收合格率", ""])
    (record,) = records(written(tmp_path / "form.docx", rows))
    assert (record.indicators[-1].level3, record.indicators[-1].value) == ("验收合格率", "")
    assert record.reasons == []


def test_a_target_that_may_stand_elsewhere_in_its_row_is_said(tmp_path: Path) -> None:
    one, two = ["产出指标", "数量指标", "修缮层数", "≥2层", ""], ["产出指标", "质量指标", "验收合格率", "", "≥95%"]
    (record,) = records(written(tmp_path / "form.docx", wide(*TOP, [*HEAD, "备注"], one, two, columns=5)))
    assert [r.code for r in record.reasons] == ["indicator.no-value"]
    assert "验收合格率" in record.reasons[0].message


def test_a_row_of_levels_that_nobody_filled_in_is_no_indicator(tmp_path: Path) -> None:
    record = listed(
        tmp_path, HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"], ["效益指标", "生态效益指标", "", ""]
    )  # fmt: skip
    assert shown(record) == [ROWS[0]]
    assert record.status == "complete"


def test_numbered_bands_of_both_levels(tmp_path: Path) -> None:
    head = wide(["指标名称", "指标值"], columns=2)
    bands = ["一、产出指标", "（一）数量指标", "修缮层数 ≥2层", "二、效益指标", "（一）经济效益指标", "节约费用 ≥2万元",
             "（二）社会效益指标", "读者人数 ≥300人"]  # fmt: skip
    rows = wide(*(text.split() for text in bands), columns=2)
    record = form(tmp_path, [["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"], *head, *rows])
    levels = [("产出指标", "数量指标"), ("效益指标", "经济效益指标"), ("效益指标", "社会效益指标")]
    assert [(i.level1, i.level2) for i in record.indicators] == levels
    assert record.reasons == []


def test_parsed_targets_stand_beside_the_printed_ones(tmp_path: Path) -> None:
    record = listed(tmp_path, HEAD, ["产出指标", "数量指标", "修缮层数", "≥2层"])
    parsed = record.parsed["indicators[0].value"]
    assert (parsed["operator"], parsed["number"], parsed["unit"]) == ("≥", "2", "层")


def test_a_list_whose_heads_nobody_knows_is_read_and_said(tmp_path: Path) -> None:
    rows = [["哪一层", "哪一类", "看哪点", "到多少"], ["办成", "数目", "修缮书库层数", "≥2层"],
            ["办成", "成色", "验收合格率", "≥95%"], ["满意", "读者", "读者满意度", "≥90%"]]  # fmt: skip
    record = form(tmp_path, wide(*TOP, *rows))
    assert [(i.level3, i.value) for i in record.indicators] == [
        ("修缮书库层数", "≥2层"), ("验收合格率", "≥95%"), ("读者满意度", "≥90%")
    ]  # fmt: skip
    assert "list.unheaded" in [r.code for r in record.reasons]
