"""What is wrong with a goal text by itself."""

from __future__ import annotations

import pytest

from jixiao.grounding import slips


@pytest.mark.parametrize(
    ("text", "excerpt", "severity"),
    [
        ("根据××文件要求，培训教师200人。", "××", "wording"),
        ("根据县政发〔 〕号文件培训教师。", "〔 〕", "wording"),
        ("保障保障教师培训。", "保障保障", "wording"),
        ("培训200人，其中教师120人、医生90人。", "200人", "contradiction"),
        ("按照《安全条例》要求培训教师。", "《安全条例》", "unsupported"),
    ],
)
def test_slips_are_told_with_their_place(text: str, excerpt: str, severity: str) -> None:
    (found,) = slips(text, "")
    assert (found.excerpt, found.severity) == (excerpt, severity)
    assert text[found.start : found.end] == excerpt


@pytest.mark.parametrize(
    "text",
    [
        "培训200人，其中教师120人、医生80人。",
        "一步一步推进教师培训，参训率95%。",
        "培训200人，其中教师120人。",
        "按照《教师条例》要求培训教师。",
    ],
)
def test_what_is_right_is_let_be(text: str) -> None:
    assert not list(slips(text, "依据《教师条例》"))


def test_without_the_form_no_document_is_doubted() -> None:
    assert not list(slips("按照《安全条例》要求培训教师。"))
