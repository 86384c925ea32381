"""Fields of work: told by a project's name, each word once, every ask of a kind that there is."""

from __future__ import annotations

from collections import Counter

import pytest

from jixiao.library import vocabulary
from jixiao.library.works import work_of, works


def test_each_word_tells_one_field_and_each_field_asks_something() -> None:
    words = Counter(word for work in works() for word in (*work.words, *work.weak))
    assert not [word for word, times in words.items() if times > 1]
    for work in works():
        assert 2 <= len(work.asks) <= 6, work.name
        assert all(ask.family in vocabulary().families and ask.asked and ask.aspect.why for ask in work.asks)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("院前急救车辆更新购置", "院前急救"),
        ("馆藏档案数字化加工", "档案"),  # how it is done tells less than what it is done to
        ("城市管理数字化平台", "城市管理执法"),
        ("智慧数字化项目", "信息系统建设"),
        ("第三批奖励", None),
    ],
)
def test_a_name_tells_its_field(name: str, field: str | None) -> None:
    found = work_of(name)
    assert (found.name if found else None) == field
