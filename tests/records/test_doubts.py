"""Why a value is uncertain, in words that a reader knows."""

from __future__ import annotations

import re
from pathlib import Path

import jixiao
from jixiao.evidence import DoubtCode
from jixiao.records import Alternative, Evidence, ProjectGoal, Reading, SourceInfo
from jixiao.records.annotations.doubts import reasons_of
from jixiao.records.tables.rows import troubles

SOURCE = Path(jixiao.__file__).parent


def test_every_code_has_words_that_hold_no_code() -> None:
    assert all(code.words and not re.search("[a-z]", code.words) for code in DoubtCode)
    assert reasons_of(DoubtCode) == "，".join(code.words for code in DoubtCode)


def test_a_table_of_which_nothing_was_drawn_is_doubted_in_words() -> None:
    assert reasons_of(["lines-only"]) == "没有画线，栏目由文字的位置推断"


def test_no_code_is_written_by_hand_beside_the_list() -> None:
    codes = {code.value for code in DoubtCode} - {"conflict", "stamp", "vocabulary", "uncertain", "worn"}  # also words
    written = [
        f"{path.name}: {code}"
        for path in SOURCE.rglob("*.py")
        if path.name != "evidence.py"
        for code in codes
        if f'"{code}"' in path.read_text(encoding="utf-8")
    ]
    assert not written


def test_a_code_from_elsewhere_is_shown_as_it_stands() -> None:
    assert reasons_of(["stamp", "new-code"]) == "压着印章，new-code"


def test_an_uncertain_value_is_listed_with_its_page_and_what_else_it_may_be() -> None:
    record = ProjectGoal(
        project_name="书库修缮",
        doubts={"project_name": ["readings-differ"]},
        evidence={"project_name": Evidence(page=7, how="ocr")},
        alternatives={"project_name": [Alternative(text="书库修膳", how="ocr")]},
    )
    (trouble,) = troubles(Reading(source=SourceInfo(name="a.pdf", sha256="0" * 64), records=[record]))
    assert trouble.page == 7
    assert trouble.item.field == "项目名称"
    assert trouble.item.message == "两次识别不一致，也可能是“书库修膳”"
