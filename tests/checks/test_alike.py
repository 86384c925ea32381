"""Two indicators of one thing in other words."""

from __future__ import annotations

import pytest
from eval.checks.alike import KEPT, of_forms, of_groups, told
from tests.checks.test_ordinary import form
from tests.checks.test_ordinary import told as said_of

from jixiao.checks.indicators.alike import weights

_QUALITY, _COUNT = ("产出指标", "质量指标"), ("产出指标", "数量指标")
_SOCIAL = ("效益指标", "社会效益指标")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((*_QUALITY, "消防器材验收合格率", "=100%"), (*_QUALITY, "采购消防器材质量验收通过率", "=100%"), True),
        ((*_QUALITY, "消防器材验收合格率", "=100%"), (*_QUALITY, "消防器材完好率", "=100%"), False),
        ((*_QUALITY, "消防器材验收合格率", "=100%"), (*_QUALITY, "防汛器材验收合格率", "=100%"), False),
        ((*_COUNT, "残疾人辅具适配人数", "300人"), (*_COUNT, "适配辅具的残疾人数量", "300人"), True),
        ((*_COUNT, "残疾人辅具适配人数", "300人"), (*_COUNT, "适配辅具的残疾人数量", "260人"), False),
    ],
)
def test_one_thing_in_other_words_is_asked_about(
    one: tuple[str, str, str, str], other: tuple[str, str, str, str], same: bool
) -> None:
    assert bool(said_of(form([one, other]), "indicator.same-in-other-words")) is same


def test_an_effect_that_is_an_output_in_other_words_is_told_as_that() -> None:
    rows = [(*_COUNT, "参加夏令营青少年人数", "800人"), (*_SOCIAL, "受益青少年人数", "800人")]
    assert said_of(form(rows), "effect.restates-output")
    assert not said_of(form(rows), "indicator.same-in-other-words")


def test_the_weights_hold_on_groups_and_forms_kept_apart() -> None:
    said, right, due = told(list(of_groups("kept")), weights())
    assert right >= 0.89 * said and right >= 0.28 * due
    assert told(list(of_forms(KEPT)), weights())[0] <= 1
