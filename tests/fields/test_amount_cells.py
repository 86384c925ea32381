"""An amount cell holds one amount, or is in doubt, however it was read."""

from __future__ import annotations

import pytest

from jixiao.evidence import DoubtCode, Passage, Word
from jixiao.fields.digits.amount_cells import odd_values
from jixiao.geometry import Box

NOWHERE = Box(0, 0, 0, 0)
TERMS = {"产出指标", "数量指标", "满意度指标", "服务对象满意度指标"}


def cell(*lines: str) -> Passage:
    """A cell with these lines."""
    return Passage.join(Passage.of(Word(line, 1, NOWHERE)) for line in lines)


def doubts(*lines: str, path: str = "funds.annual.total") -> list[str]:
    return odd_values({path: cell(*lines)}, TERMS.__contains__).get(path, [])


@pytest.mark.parametrize(
    "lines",
    [
        ("250.10274.5036.80",),
        ("12,345,67",),
        ("207", "207", "207"),
        ("250.10", "274.50"),
        ("1,2345",),
        ("1.2345678",),
        ("EXPERIMENTAL 3,636.00",),
        ("平台升级改造5,590.69",),
    ],
)
def test_several_amounts_in_one_cell_are_a_doubt(lines: tuple[str, ...]) -> None:
    assert doubts(*lines) == [DoubtCode.NOT_ONE_AMOUNT]


@pytest.mark.parametrize(
    "lines",
    [
        ("3,058.10",),
        ("0",),
        ("-",),
        ("",),
        ("120万元",),
        ("1,250,000.0", "0"),
        ("见附表",),
        ("1,234,5", "67.00"),
        ("1.5",),
        ("约120万元",),
        ("人民币3,058.10元",),
    ],
)
def test_one_amount_or_none_is_no_doubt(lines: tuple[str, ...]) -> None:
    assert doubts(*lines) == []


def test_signs_that_no_reader_knows_are_a_doubt_in_any_value() -> None:
    assert doubts("书库\ufffd\ufffd修缮", path="project_name") == [DoubtCode.UNREADABLE]
    assert doubts("\ue012\ue013", path="rows[0][1]") == [DoubtCode.UNREADABLE]
    assert doubts("书库修缮", path="project_name") == []


def test_a_cell_of_a_column_of_amounts_that_holds_two_is_a_doubt() -> None:
    column = {f"rows[{r}][1]": cell(f"{r}5.20") for r in range(1, 6)}
    assert odd_values({**column, "rows[6][1]": cell("12.30", "45.60")}, TERMS.__contains__) == {
        "rows[6][1]": [DoubtCode.NOT_ONE_AMOUNT]
    }


def test_a_column_of_words_is_left_alone() -> None:
    names = {f"rows[{r}][0]": cell("项目", f"{r}") for r in range(6)}
    assert odd_values(names, TERMS.__contains__) == {}


def test_names_of_two_levels_in_one_cell_are_a_doubt() -> None:
    assert doubts("满意度指标服务对象满意度指标", path="indicators[3].level1") == [DoubtCode.CELLS_MERGED]
    assert doubts("产出指标—数量指标", path="indicators[3].level2") == [DoubtCode.CELLS_MERGED]
    assert doubts("服务对象满意度指标", path="indicators[3].level2") == []
    assert doubts("社会公众或服务对象满意度指标", path="indicators[3].level2") == []


@pytest.mark.parametrize("text", ["≥94≥95%%", "≥=493043处个", "≥≥82.4%", "不超过1.00元/吨 1,357"])
def test_two_targets_in_one_are_a_doubt(text: str) -> None:
    assert doubts(text, path="indicators[2].value") == [DoubtCode.CELLS_MERGED]


@pytest.mark.parametrize("text", [">=95%", "95%≤X≤100%", "2026年12月 31日", "≥90%；≥95%", "3次、5人", "≥80 分"])
def test_one_target_is_no_doubt(text: str) -> None:
    assert doubts(text, path="indicators[2].value") == []


_PROJECTS = ("社区矫正信息化监管", "不动产登记发证", "无线网络维护费", "万寿路社区改造")


@pytest.mark.parametrize(
    ("text", "odd"),
    [*((name, True) for name in _PROJECTS), *((text, False) for text in ("无", "不涉及", "12.50", "壹佰贰拾元整"))],
)
def test_words_are_no_amount(text: str, odd: bool) -> None:
    assert doubts(text, path="tasks[0].amount") == ([DoubtCode.NOT_ONE_AMOUNT] if odd else [])


@pytest.mark.parametrize("text", ["乡5.00", "5乡00", "T5.00", "5.00T", "5;00", "3286/50"])
def test_a_figure_with_a_sign_that_is_printed_with_none_is_in_doubt(text: str) -> None:
    assert doubts(text) == [DoubtCode.NOT_ONE_AMOUNT]


@pytest.mark.parametrize(
    "text",
    ["约5.00", "合计100", "其中：100", "￥1,200.50", "100万元/年", "1.5亿元（其中100）", "2024年预算：100万元"],
)
def test_a_figure_with_words_that_are_printed_with_it_is_not(text: str) -> None:
    assert doubts(text) == []
