"""Why a value is uncertain, in words that a reader knows."""

from __future__ import annotations

import re

from jixiao.fields import doubt as values
from jixiao.pages.scan.correct import doubt as words
from jixiao.records import Alternative, Evidence, ProjectGoal, Reading, SourceInfo
from jixiao.records.doubts import DOUBTS, reasons_of
from jixiao.records.rows import troubles
from jixiao.tables import borderless

CODES = [
    *(words.LOW_SCORE, words.READINGS_DIFFER, words.STAMPED, words.UNREAD, words.TWICE),
    *(values.ODD, values.UNLIKE, values.OPEN, values.UNLISTED, values.MERGED, borderless.DOUBT),
]


def test_every_code_has_words() -> None:
    assert set(CODES) <= set(DOUBTS)
    assert not any(re.search("[a-z]", said) for said in DOUBTS.values())


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
