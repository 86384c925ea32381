"""Suggestions: what peers have and a form lacks, what is weak in it, and always where that comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.library.shelved import SUBSIDY, opened, project, reading, subsidies
from tests.llm import fake_endpoint
from tests.llm.asking import model

from jixiao.library import Library, card_of, typed
from jixiao.suggest import suggest
from jixiao.suggest.ask import Pick, Picks, faults, question
from jixiao.suggest.rank import rank

LACKING = project("低保家庭生活", SUBSIDY[0], SUBSIDY[3], department="白石县民政局")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with four projects that pay subsidies."""
    return opened(tmp_path / "k.db", subsidies())


def test_a_form_is_told_what_its_peers_have_and_it_lacks(library: Library) -> None:
    made = suggest(card_of(LACKING), library)
    first, second = made.items[:2]
    assert {first.original, second.original} == {"应发尽发率", "发放及时率"}
    assert first.holders == first.peers == 4
    assert first.value == "=100%"
    assert "4 个相近项目中 4 个有这一指标；其中 4 个用数值" in first.reason
    assert "服务对象满意度" not in {item.original for item in made.items}
    source = first.sources[0]
    assert (source.document, source.page, source.value) == ("补贴.pdf", 1, "=100%")


def test_what_the_form_has_under_a_wider_or_narrower_name_is_not_asked_for(tmp_path: Path) -> None:
    built = ("时效 {}工程完工时间 6月底前", "质量 验收合格率 =100%", "数量 培训人数 ≥30人")
    peers = [project(f"{name}站房建设", *built) for name in ("东", "西", "南")]
    library = opened(tmp_path / "k.db", reading("a.pdf", *peers))
    has = ("时效 建设完成时间 6月底前", "质量 合格率 =100%", "数量 人数 ≥9人")
    groups = {item.original for item in suggest(card_of(project("北站房建设", *has)), library).items}
    assert groups.isdisjoint({"完成时间", "验收合格率"}) and "培训人数" in groups
    lacking = {item.original for item in suggest(card_of(project("北站房建设", has[2])), library).items}
    assert {"完成时间", "验收合格率"} <= lacking


def test_a_kind_that_the_form_lacks_comes_before_more_of_the_same(tmp_path: Path) -> None:
    rows = ("数量 采购清单件数 =9件", "数量 采购批次 =2批", "时效 采购完成及时率 =100%")
    peers = [project(f"{name}设备购置", *rows) for name in ("气象", "水文", "地震")]
    library = opened(tmp_path / "k.db", reading("a.pdf", *peers))
    asked = card_of(project("林火监测设备购置", "数量 瞭望设备数量 =9件"))
    ranking = rank(asked, library)
    timeliness = next(i for i, c in enumerate(ranking.candidates) if c.family == "timeliness")
    quantity = next(i for i, c in enumerate(ranking.candidates) if c.group == "采购次数")
    assert timeliness < quantity


def test_an_empty_store_is_served_by_the_frame_which_says_so() -> None:
    made = suggest(typed("办公设备购置", "白石县财政局"))
    assert made.items and all(source.frame for item in made.items for source in item.sources)
    assert any("不出自已公开的文件" in note for note in made.notes)
    assert any("指标库里还没有项目" in note for note in made.notes)


def test_nothing_is_suggested_without_a_source(library: Library) -> None:
    for card in (card_of(LACKING), typed("古树名木保护"), typed("x")):
        assert all(item.sources for item in suggest(card, library).items)


def test_amounts_are_scaled_only_where_money_tells_something(tmp_path: Path) -> None:
    paid = [
        project(f"{name}生活", "数量 补贴人数 ≥" + str(count) + "人", total=total)
        for name, count, total in (("高龄老人", 100, "100"), ("困难儿童", 210, "200"), ("孤儿助学", 290, "300"))
    ]
    library = opened(tmp_path / "k.db", reading("a.pdf", *paid))
    item = next(i for i in suggest(typed("残疾人生活补贴", amount=5e6), library).items if i.original == "补助人数")
    assert item.usual.median == 210
    assert item.usual.scaled_low is not None and 450 < item.usual.scaled_low < item.usual.scaled_high < 550  # type: ignore[operator]
    assert item.value != "≥210人"  # a count is the project's own affair


def test_a_word_is_to_become_a_number_where_others_have_one(library: Library) -> None:
    weak = project("低保家庭生活", "时效 低保补贴发放及时率 及时", "质量 低保补贴应发尽发率 100百分比")
    found = {item.path: item for item in suggest(card_of(weak), library).items if item.kind == "sharpen"}
    assert found["indicators[0]"].value == "=100%"
    assert "“及时”，难以衡量" in found["indicators[0]"].reason
    assert found["indicators[1]"].value == "100%"
    assert all(item.sources for item in found.values())


def test_a_good_indicator_is_left_alone(library: Library) -> None:
    good = project("低保家庭生活", *SUBSIDY)
    assert [i for i in suggest(card_of(good), library).items if i.kind == "sharpen"] == []


def test_the_same_form_of_another_file_is_no_other_project(tmp_path: Path) -> None:
    weak = project("低保家庭生活", "时效 低保补贴发放及时率 及时")
    others = [project(f"{name}生活", *SUBSIDY) for name in ("高龄老人", "困难儿童")]
    same = project("低保家庭生活", *SUBSIDY)
    library = opened(tmp_path / "k.db", reading("b.docx", *others), reading("a.docx", same))
    assert not [i for i in suggest(card_of(weak, "a.pdf"), library).items if i.kind == "sharpen"]  # two are too few


def test_a_count_over_the_library_says_that_it_is_one(tmp_path: Path) -> None:
    like = project("低保家庭生活", *SUBSIDY)
    wells = [project(f"{name}水井检修", "时效 水井检修补贴发放及时率 ≥90%") for name in ("东", "西", "南")]
    library = opened(tmp_path / "k.db", reading("a.pdf", like), reading("b.pdf", *wells))
    made = suggest(card_of(project("高龄老人生活", SUBSIDY[0])), library)
    reasons = {item.original: item.reason for item in made.items}
    assert "1 个相近项目中 1 个有这一指标；全库 4 个用数值" in reasons["发放及时率"]


def test_a_model_chooses_and_words_by_ids_and_the_librarys_name_stands_beside(library: Library) -> None:
    card = card_of(LACKING)
    groups = [c.group for c in rank(card, library).candidates]
    at = str(groups.index("发放及时率") + 1)
    said = {"picks": [{"id": at, "name": "低保金发放及时率", "reason": "发钱的项目要看是否按时"}]}
    with fake_endpoint.endpoint(fake_endpoint.says(json.dumps(said))) as running, model(running.base_url) as asked:
        made = suggest(card, library, asked)
    first = made.items[0]
    assert (first.name, first.original, first.adapted) == ("低保金发放及时率", "发放及时率", True)
    assert first.sources and first.reason.startswith("发钱的项目要看是否按时")
    assert made.model == "fake"
    assert [i.adapted for i in made.items[1:] if i.kind == "missing"] == [False] * (len(made.items) - 1)


def test_without_an_answer_the_librarys_order_stands_and_says_so(library: Library) -> None:
    card = card_of(LACKING)
    with fake_endpoint.endpoint(fake_endpoint.fails(401)) as running, model(running.base_url) as asked:
        made = suggest(card, library, asked)
    assert [i.original for i in made.items] == [i.original for i in suggest(card, library).items]
    assert "大模型没有给出可用的回答" in made.notes[0] and made.model == ""


def test_an_answer_may_not_invent_ids_numbers_or_measures(library: Library) -> None:
    card = card_of(LACKING)
    listed = {str(i): c for i, c in enumerate(rank(card, library).candidates, 1)}
    at = next(i for i, c in listed.items() if c.group == "发放及时率")

    def told(*picks: tuple[str, str, str]) -> list[str]:
        return faults(Picks(picks=[Pick(id=i, name=n, reason=r) for i, n, r in picks]), listed, 3)

    assert told((at, "低保金发放及时率", "")) == []
    assert any("没有这些编号：999" in fault for fault in told(("999", "发放及时率", "")))
    assert any("重复" in fault for fault in told((at, "发放及时率", ""), (at, "拨付及时率", "")))
    assert any("不能写数字" in fault for fault in told((at, "3日内发放及时率", "")))
    assert any("测的东西变了" in fault for fault in told((at, "低保金发放人数", "")))
    assert any("最多 3 条" in fault for fault in told(*((i, c.group, "") for i, c in list(listed.items())[:4])))


def test_the_question_shows_no_more_than_the_form_and_the_library(library: Library) -> None:
    card = card_of(LACKING)
    asked = question(card, rank(card, library), 5)
    assert asked.about == card.source
    assert set(asked.variables) == {"project", "existing", "lacking", "candidates", "most"}
    assert "成本" in asked.variables["lacking"] and "满意度" not in asked.variables["lacking"]
