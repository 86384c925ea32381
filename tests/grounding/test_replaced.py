"""What a sentence says in another's place, and what it says that the material has not, is told; rewordings are not."""

from __future__ import annotations

import pytest
from tests.grounding.made import project

from jixiao.grounding import Guard
from jixiao.records.drafts import Project, Sentence

ROWS = (
    ("早稻防治面积", "≥18万亩"),
    ("培训乡镇干部人次", "≥300人次"),
    ("接入停车场数量", "≥20个"),
    ("路灯年维护费用", "≤68元"),
    ("生活垃圾日均清运量", "≥310吨"),
    ("实际利用外资", "≥3000万美元"),
    ("汛期前完工率", "≥80%"),
    ("教师满意度", "≥90%"),
    ("重点人群签约人数", "≥56000人"),
    ("辅助器具适配人数", "≥450人"),
)
EVERY = [f"indicators[{n}]" for n in range(len(ROWS))]


@pytest.fixture(scope="module")
def given() -> Project:
    return project(*ROWS, project_name="第五次全国经济普查", department="石井县统计局")


def codes(given: Project, text: str, *rows: int) -> set[str]:
    cites = [EVERY[n] for n in rows]
    found = Guard(given).check_sentence(Sentence(text=text, cites=cites, by="model"))
    return {fault.code for fault in found if fault.code != "cite.left-out"}


@pytest.mark.parametrize(
    ("text", "row", "code"),
    [
        ("防治晚稻18万亩以上。", 0, "indicator.swapped"),
        ("培训村干部300人次以上。", 1, "indicator.swapped"),
        ("新建停车场20个以上。", 2, "indicator.swapped"),
        ("路灯每月维护费用不超过68元。", 3, "number.period"),
        ("每年清运生活垃圾310吨以上。", 4, "number.period"),
        ("实际利用外资3000万元以上。", 5, "number.unit"),
        ("80%以上的工程汛期后完工。", 6, "direction"),
        ("护林员满意度达到90%以上。", 7, "indicator.swapped"),
        ("为全部残疾人适配辅助器具。", 9, "claim.raised"),
        ("为孤儿适配辅助器具450人以上。", 9, "word.unsupported"),
        ("第五次全国人口普查全面完成。", 0, "name"),
        ("防治早稻18万亩以上，开通气象热线。", 0, "word.unsupported"),
    ],
)
def test_what_stands_in_anothers_place_is_told(given: Project, text: str, row: int, code: str) -> None:
    assert code in codes(given, text, row)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("早稻防治18万亩以上，营造良好氛围。", [0]),
        ("为推动统计工作提质增效，组织乡镇干部参加培训300人次以上。", [1]),
        ("整合接入停车场20个以上。", [2]),
        ("每盏路灯每年维护费用控制在68元以内。", [3]),
        ("每天清运生活垃圾310吨以上。", [4]),
        ("实际利用外资3000万美元以上。", [5]),
        ("重点人群签约5.6万人以上。", [8]),
    ],
)
def test_rewordings_are_let_be(given: Project, text: str, rows: list[int]) -> None:
    assert not codes(given, text, *rows)


def test_words_that_were_said_to_be_of_the_material_are_let_be(given: Project) -> None:
    sentence = Sentence(text="防治早稻18万亩以上，开通气象热线。", cites=[EVERY[0]], by="model")
    (fault,) = Guard(given).check_sentence(sentence)
    borne = sentence.model_copy(update={"borne": [fault.excerpt]})
    assert not Guard(given).check_sentence(borne)


def test_numbers_side_by_side_share_their_comparison() -> None:
    given = project(("民事案件补贴标准", "≤1800元/件"), ("刑事案件补贴标准", "≤2200元/件"))
    right = "民事、刑事案件补贴标准每件分别不超过1800元、2200元。"
    assert not codes(given, right, 0, 1)
    assert "indicator.swapped" in codes(given, right.replace("1800元、2200元", "2200元、1800元"), 0, 1)
