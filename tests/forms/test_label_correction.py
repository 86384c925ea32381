"""Labels that OCR read with a slip, put right by the closed lists and nothing else."""

from __future__ import annotations

import pytest

from jixiao.evidence import Doubt, DoubtCode, Word
from jixiao.forms.label_correction import snap_labels
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.geometry import Box
from jixiao.tables.table import Cell, Line, Table


def table(rows: list[list[str]], how: str = "ocr", weak: dict[str, int] | None = None) -> Table:
    """A table of these texts; `weak` names the character of a text that OCR was not sure of."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            edges = tuple(float(60 * c + 10 * i) for i in range(len(text) + 1))
            word = Word(text, 1, Box(60 * c, 20 * r, edges[-1], 20 * r + 12), edges, 10)
            word.how = how
            if weak and text in weak:
                word.doubts = (Doubt(weak[text], weak[text] + 1, "low-score"),)
            cells.append(Cell(r, c, 1, 1, [Line([word])], 1))
    return Table(cells, len(rows), len(rows[0]), 1)


def snapped(given: Table) -> list[list[str]]:
    snap_labels([given], vocabulary())
    return [[cell.text for cell in given.row(r)] for r in range(given.n_rows)]


def test_a_label_with_one_slip_is_put_right_and_says_so() -> None:
    given = table([["年度总体绩效日标", "完成全部维修。"]])
    assert snapped(given) == [["年度总体绩效目标", "完成全部维修。"]]
    assert given.cells[0].flat.doubts() == [Doubt(6, 7, DoubtCode.VOCABULARY, "日")]


def test_a_title_in_the_table_is_no_slip_of_a_label() -> None:
    assert snapped(table([["项目绩效目标表"], ["项目绩效日标"]])) == [["项目绩效目标表"], ["项目绩效目标"]]


def test_specks_behind_a_level_go_however_many() -> None:
    assert snapped(table([["满意度指标.."], ["满意度指标."]])) == [["满意度指标"], ["满意度指标"]]


def test_digital_text_is_never_touched() -> None:
    assert snapped(table([["年度总体绩效日标"]], how="text")) == [["年度总体绩效日标"]]


def test_a_level_is_a_value_and_is_put_right_only_where_ocr_was_unsure() -> None:
    assert snapped(table([["时效指栋"]])) == [["时效指栋"]]
    assert snapped(table([["时效指栋"]], weak={"时效指栋": 3})) == [["时效指标"]]
    assert snapped(table([["教量指标"]], weak={"教量指标": 0})) == [["教量指标"]], "two names are as near"
    assert snapped(table([["社会效益指标"]], weak={"社会效益指标": 0})) == [["社会效益指标"]]


@pytest.mark.parametrize("text", ["教学质量", "其他", "三年绩效", "提升明显"])
def test_other_words_are_left_alone(text: str) -> None:
    assert snapped(table([[text]], weak={text: 0})) == [[text]]


def test_counted_heads_get_their_numerals_back_in_order() -> None:
    given = table([["级指标", "二级指标", "级指标", "指标值"]])
    assert snapped(given) == [["一级指标", "二级指标", "三级指标", "指标值"]]
    assert given.cells[0].flat.doubts() == [Doubt(0, 1, DoubtCode.VOCABULARY, "")]


def test_scraps_of_a_stamp_beside_counted_heads_go() -> None:
    given = table([["一级指标", "验二级指标 20", "样张三级指标", "指标值"]])
    assert snapped(given) == [["一级指标", "二级指标", "三级指标", "指标值"]]


@pytest.mark.parametrize(
    ("read", "label"),
    [
        ("该产出指标", "产出指标"),
        ("指标值 主", "指标值"),
        ("验项目名称 20", "项目名称"),
        ("样张 主管部门", "主管部门"),
    ],
)
def test_scraps_of_a_stamp_on_a_label_go(read: str, label: str) -> None:
    assert snapped(table([[read]])) == [[read]]  # without a stamp it is what was printed
    given = table([[read]])
    next(iter(given.words())).doubts = (Doubt(0, len(read), DoubtCode.STAMP), Doubt(0, 1, "low-score"))
    assert snapped(given) == [[label]]


def test_a_longer_name_under_a_stamp_stays() -> None:
    given = table([["单位经济成本"]])
    next(iter(given.words())).doubts = (Doubt(0, 6, DoubtCode.STAMP),)
    assert snapped(given) == [["单位经济成本"]]


def test_scraps_on_the_heads_of_a_list_go() -> None:
    given = table([["一级指标", "二级指标", "三级指标", "指标值", "分值 F(90)"]])
    assert snapped(given) == [["一级指标", "二级指标", "三级指标", "指标值", "分值"]]


def test_a_character_read_twice_goes() -> None:
    assert snapped(table([["绩效指指标", "人人满意"]])) == [["绩效指标", "人人满意"]]


def test_a_character_too_many_or_too_few_in_a_label() -> None:
    assert snapped(table([["年十度总体目标"]])) == [["年度总体目标"]]
    assert snapped(table([["年度总目标值", "体目标"]])) == [["年度总目标值", "体目标"]]
    assert snapped(table([["主管门及代码"]])) == [["主管部门及代码"]]
    assert snapped(table([["项目名"]])) == [["项目名"]]


def test_of_several_labels_of_one_field_any_will_do() -> None:
    assert snapped(table([["年度息体目标"]]))[0][0] in ("年度总体目标", "年度整体目标")


def test_numerals_read_as_dashes_are_numerals() -> None:
    given = table([["。级指标", "--级指标.", "三级指标", "指标值"]])
    assert snapped(given) == [["一级指标", "二级指标", "三级指标", "指标值"]]


def test_one_head_alone_could_be_any() -> None:
    assert snapped(table([["级指标", "指标值"]])) == [["级指标", "指标值"]]


def test_a_speck_behind_a_level_is_taken_off() -> None:
    given = table([["质量指标."]])
    assert snapped(given) == [["质量指标"]]
    assert given.cells[0].flat.doubts() == [Doubt(4, 4, DoubtCode.VOCABULARY, ".")]


def stacked(*texts: str) -> Table:
    """A label whose words stand under each other."""
    lines = []
    for k, text in enumerate(texts):
        edges = tuple(float(10 * i) for i in range(len(text) + 1))
        word = Word(text, 1, Box(0, 20 * k, edges[-1], 20 * k + 12), edges, 10)
        word.how = "ocr"
        lines.append(Line([word]))
    return Table([Cell(0, 0, 1, 1, lines, 1)], 1, 1, 1)


@pytest.mark.parametrize("words", [("年度总体11标",), ("年度", "总体", "体日", "标"), ("年度总体", "I", "1标")])
def test_one_character_of_a_label_may_fall_into_several(words: tuple[str, ...]) -> None:
    assert snapped(stacked(*words)) == [["年度总体目标"]]


@pytest.mark.parametrize("text", ["年度总依11标", "年度总心体日标"])
def test_an_upright_label_may_have_a_few_slips_between_its_ends(text: str) -> None:
    assert snapped(stacked(*text)) == [["年度总体目标"]]
    assert snapped(table([[text]])) == [[text]], "read as one line"


@pytest.mark.parametrize("words", [("上年结", "转"), ("单位资", "金")])
def test_the_last_character_on_a_line_of_its_own_is_no_scrap(words: tuple[str, ...]) -> None:
    assert snapped(stacked(*words)) == [["".join(words)]]


@pytest.mark.parametrize("text", ["年度资金总额", "年初总体11标"])
def test_an_upright_label_that_begins_or_ends_otherwise_is_another(text: str) -> None:
    assert snapped(stacked(*text)) == [[text]]


@pytest.mark.parametrize("text", ["年度资金累计总额", "年度总体工作目标", "年度总体目标任务"])
def test_a_longer_label_is_another(text: str) -> None:
    assert snapped(table([[text]])) == [[text]]


def test_two_slips_in_a_very_long_name_under_a_stamp() -> None:
    read = "可持续发展影喻指标验"
    assert snapped(table([[read]], weak={read: 5})) == [["可持续发展影响指标"]]
    assert snapped(table([[read]])) == [[read]]
    assert snapped(table([["可持续发展响标"]], weak={"可持续发展响标": 5})) == [["可持续发展响标"]], "too short"


def test_a_scrap_under_a_levels_name_is_no_part_of_it() -> None:
    lines = []
    for k, text in enumerate(("生态效益指标", "小")):
        word = Word(text, 1, Box(0, 20 * k, 60, 20 * k + 12), tuple(float(10 * i) for i in range(len(text) + 1)), 10)
        word.how = "ocr"
        lines.append(Line([word]))
    given = Table([Cell(0, 0, 1, 1, lines, 1)], 1, 1, 1)
    assert snapped(given) == [["生态效益指标"]]


def test_a_stroke_before_a_level_is_a_piece_of_a_rule() -> None:
    assert snapped(table([["一时效指标", "-质量指标", "一级指标"]])) == [["时效指标", "质量指标", "一级指标"]]
    assert snapped(table([["一次性补助"]])) == [["一次性补助"]]


def test_a_scrap_before_a_label_is_taken_off() -> None:
    assert snapped(table([["t三级指标", "'指标值", "1指标值", "T形"]])) == [["三级指标", "指标值", "1指标值", "T形"]]
    assert snapped(table([["三级指标<0", "指标值)", "三级指标2"]])) == [["三级指标", "指标值", "三级指标2"]]
    assert snapped(table([["2数量指标", "3数量指标"]], weak={"2数量指标": 0})) == [["数量指标", "3数量指标"]]


def test_a_level_gets_its_last_character_back() -> None:
    assert snapped(table([["效益指", "手指", "效益"]])) == [["效益指标", "手指", "效益"]]


def test_the_number_of_an_item_that_lost_its_point_is_no_letter_of_the_label() -> None:
    assert snapped(table([["1财政拨款", "1862.00"]])) == [["1财政拨款", "1862.00"]]
