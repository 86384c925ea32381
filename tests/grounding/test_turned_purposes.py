"""A purpose that is turned round says what nobody wants."""

from __future__ import annotations

import pytest

from jixiao.grounding.sentences.replaced import turned_round


@pytest.mark.parametrize(
    "text", ["为恶化水环境质量，2024年运维监测站8座。", "按照要求，为下降养老服务水平，发放补贴。"]
)
def test_a_purpose_that_makes_worse_is_told(text: str) -> None:
    assert [said.code for said in turned_round(text, "")] == ["direction"]


@pytest.mark.parametrize("text", ["为降低企业用能成本，2024年改造锅炉8台。", "为改善水环境质量，运维监测站8座。"])
def test_a_purpose_that_makes_better_is_none(text: str) -> None:
    assert not list(turned_round(text, ""))


def test_what_the_material_says_is_let_be() -> None:
    assert not list(turned_round("为降低水库运行水位，开展疏浚。", "降低水库运行水位"))
