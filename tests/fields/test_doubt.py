"""Which values of a scanned form are uncertain: what was seen on the page weighed with what the form says of itself."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.evidence import Doubt, DoubtCode, Passage, Word
from jixiao.fields.digits.doubt import read_poorly, weigh_values
from jixiao.fields.form import Around, draft_of, record_of
from jixiao.forms.model import Form
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.geometry import Box
from jixiao.tables.table import Cell, Line, Table

DIFFERS = Doubt(0, 1, "readings-differ", "≥")


def read(text: str, *doubts: Doubt) -> Passage:
    """A value read by OCR with these doubts."""
    word = Word(text, 3, Box(10, 20, 90, 32), (), 10)
    word.how, word.doubts, word.confidence = "ocr", doubts, 0.95
    return Passage.of(word)


def weighed(values: dict[str, Passage], kind: str = "project_goal", **plain: Any) -> dict[str, Any]:
    """A record's doubts, alternatives and evidence."""
    told = {"page": 3, "box": (10, 20, 90, 32), "how": "ocr", "confidence": 0.95}
    record: dict[str, Any] = {"evidence": {path: dict(told) for path in values}, "doubts": {}, "parsed": {}, **plain}
    weigh_values(kind, record, values, vocabulary())
    return record


def targets(*passages: Passage) -> dict[str, Passage]:
    return {f"indicators[{i}].value": passage for i, passage in enumerate(passages)}


def test_what_was_seen_on_the_page_is_said_of_the_value() -> None:
    record = weighed({"project_name": read("295%", DIFFERS), "purpose": read("保障运转")})
    assert record["doubts"] == {"project_name": ["readings-differ"]}
    (other,) = record["alternatives"]["project_name"]
    assert (other.text, other.how, other.page) == ("≥95%", "ocr", 3)
    assert record["evidence"]["project_name"]["confidence"] == 0.5
    assert record["evidence"]["purpose"]["confidence"] == 0.95


def test_a_sign_read_as_a_digit_shows_beside_the_others() -> None:
    record = weighed(targets(*(read(t) for t in ("≥80%", "≥3人", "≤5万元", "=100%", "23人", "提升"))))
    assert record["doubts"] == {"indicators[4].value": ["unlike-others"]}


def test_a_sign_lost_in_one_of_two_lists_shows() -> None:
    texts = ("=29人", "约定时间内", "29人", "3项", "5项", "按时", "2次")
    rows = [{"level3": name, "weight": None} for name in ("来访人数", "时限", "来访人数", "甲", "乙", "丙", "丁")]
    record = weighed(targets(*(read(t) for t in texts)), indicators=rows)
    assert record["doubts"] == {"indicators[2].value": ["unlike-others"]}


def test_a_rate_over_everything_and_a_stray_point_are_odd() -> None:
    record = weighed({**targets(read("295%")), "funds.annual.total": read("600."), "schedule": read("10月底.")})
    assert record["doubts"] == {
        "indicators[0].value": ["odd-shape"],
        "funds.annual.total": ["odd-shape"],
        "schedule": ["odd-shape"],
    }


def test_a_tick_at_a_value_and_a_place_more_than_others_have_are_doubted() -> None:
    amounts = {"total": "251.001", "fiscal": "251.00", "carryover": "0.00", "other": "30"}
    read_ = {**targets(read("√98%"), read("√")), **{f"funds.annual.{k}": read(v) for k, v in amounts.items()}}
    doubts = weighed(read_)["doubts"]
    assert doubts["indicators[0].value"] == ["odd-shape"] and "indicators[1].value" not in doubts
    assert "unlike-others" in doubts["funds.annual.total"]
    assert "unlike-others" not in doubts.get("funds.annual.other", [])


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("发展局（应急管理局", True),
        ("举办“引智汇系列活动", True),
        ("《行动方案", True),
        ("发展局（应急管理局）", False),
        ("（一）设备购置", False),
        ("1）设备购置", False),
    ],
)
def test_half_of_a_pair_of_brackets_is_odd(text: str, odd: bool) -> None:
    record = weighed({"department": read(text)})
    assert record["doubts"] == ({"department": ["odd-shape"]} if odd else {})


def funds(total: str, fiscal: str) -> dict[str, Any]:
    side = {"total": total, "fiscal": fiscal, "other": "", "carryover": None}
    return {"funds": {"unit": "万元", "annual": side, "lifetime": None}}


def test_equal_numbers_worn_alike_do_not_confirm_each_other() -> None:
    worn = Doubt(0, 1, "worn", "4")
    values = {"funds.annual.total": read("15", worn), "funds.annual.fiscal": read("15", worn)}
    assert weighed(values, **funds("15", "15"))["doubts"] == {path: ["worn"] for path in values}
    values["funds.annual.other"] = read("10")
    side = {"total": "25", "fiscal": "15", "other": "10", "carryover": None}
    values["funds.annual.total"] = read("25")
    assert weighed(values, funds={"unit": "万元", "annual": side, "lifetime": None})["doubts"] == {}


def test_a_sum_that_closes_confirms_what_was_weak() -> None:
    values = {"funds.annual.total": read("35", Doubt(0, 1, "low-score")), "funds.annual.fiscal": read("35")}
    record = weighed(values, **funds("35", "35"))
    assert record["doubts"] == {}
    assert record["evidence"]["funds.annual.total"]["confidence"] == 0.99


def test_a_sum_that_does_not_close_puts_its_numbers_in_doubt() -> None:
    values = {"funds.annual.total": read("35"), "funds.annual.fiscal": read("85")}
    record = weighed(values, **funds("35", "85"))
    assert record["doubts"] == {path: ["sum-open"] for path in values}


def test_levels_are_confirmed_by_the_lists_or_doubted() -> None:
    weak = Doubt(0, 1, "low-score")
    record = weighed({"indicators[0].level1": read("产出指标", weak), "indicators[0].level2": read("服务对家")})
    assert record["doubts"] == {"indicators[0].level2": ["not-listed"]}
    assert record["evidence"]["indicators[0].level1"]["confidence"] == 0.99


def test_what_a_list_put_right_is_no_doubt_but_says_what_was_read() -> None:
    record = weighed({"indicators[0].level2": read("时效指标", Doubt(3, 4, DoubtCode.VOCABULARY, "栋"))})
    assert record["doubts"] == {}
    assert [other.text for other in record["alternatives"]["indicators[0].level2"]] == ["时效指栋"]


def test_a_point_lost_in_a_column_of_a_budget_table() -> None:
    texts = ["12.50", "3.00", "58.10", "305810", "0.75"]
    values = {f"rows[{i}][1]": read(text) for i, text in enumerate(texts)}
    rows = [["项目", text] for text in texts]
    record = weighed(values, "budget_table", rows=rows, parsed={path: {} for path in values})
    assert record["doubts"] == {"rows[3][1]": ["unlike-others"]}


def test_a_label_and_its_amount_in_one_cell_put_the_row_in_doubt() -> None:
    values = {"staff[2].item": read("其中：基本支出597.19"), "staff[2].this_year": read("724")}
    values |= {"staff[0].item": read("在职人员"), "staff[0].this_year": read("12")}
    assert weighed(values)["doubts"] == {
        "staff[2].item": ["cells-merged"],
        "staff[2].this_year": ["cells-merged"],
    }


def test_digital_values_are_never_doubted() -> None:
    record = weighed({}, **funds("35", "85"))
    assert record["doubts"] == {}
    assert "alternatives" not in record


def codes_of(rows: list[list[str]], how: str) -> list[str]:
    """Why a record of that table is incomplete."""
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            word = Word(text, 1, Box(100 * c, 20 * r, 100 * c + 90, 20 * r + 12), (), 10)
            word.how = how
            cells.append(Cell(r, c, 1, 1, [Line([word])], 1, Box(100 * c, 20 * r, 100 * c + 100, 20 * r + 20)))
    form = Form("project_goal", tables=[Table(cells, len(rows), max(len(row) for row in rows), 1)])
    around = Around(None, {}, {})
    record = record_of(form, draft_of(form, around, vocabulary()), around, vocabulary())
    return [reason.code for reason in record.reasons]


@pytest.mark.parametrize("how", ["ocr", "text"])
@pytest.mark.parametrize("label", ["≥100个", "经济效益指标"])
def test_a_target_or_a_level_taken_for_a_label_means_lost_rows(how: str, label: str) -> None:
    rows = [["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"], [label, "=100%"]]
    assert "indicator.lost" in codes_of(rows, how)
    assert "indicator.lost" not in codes_of([*rows[:2], ["备注", "无"]], how)


def test_a_misread_heading_of_a_column_is_told() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "指标值", "责任单位F"],
        ["产出指标", "数量指标", "修缮层数", "≥2层", "财政所"],
    ]
    assert "list.misread-column" in codes_of(rows, "ocr")
    assert "list.misread-column" not in codes_of(rows, "text"), "digital pages are judged as before"
    rows[0][-1] = "责任单位"
    assert "list.misread-column" not in codes_of(rows, "ocr")


def test_a_form_of_many_unsure_values_is_read_poorly_and_a_few_do_not_make_it() -> None:
    def record(unsure: int, chance: float) -> dict[str, Any]:
        chances = [chance] * unsure + [0.995] * (40 - unsure)
        return {"pages": [2], "evidence": {f"v{i}": {"confidence": each} for i, each in enumerate(chances)}}

    values = {f"v{i}": read("保障运转") for i in range(40)}
    (reason,) = read_poorly(record(6, 0.6), values)
    assert (reason.code, reason.page) == ("form.read-poorly", 2)
    assert "40 个值里 6 个没有把握" in reason.message and "估计" not in reason.message
    assert not read_poorly(record(3, 0.5), values)
    assert not read_poorly(record(6, 0.88), values)
    assert not read_poorly(record(0, 0.5), {})
