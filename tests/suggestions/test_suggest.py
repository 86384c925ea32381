"""Suggestions: what peers have and a form lacks, what is weak in it, and always where that comes from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.library.shelved import SUBSIDY, TOWNS, opened, project, reading, relief
from tests.llm import fake_endpoint
from tests.llm.asking import model

from jixiao.library import Library, card_of, typed
from jixiao.suggestions import suggest
from jixiao.suggestions.ask import Pick, Picks, faults, question
from jixiao.suggestions.costs import fits, unit_cost
from jixiao.suggestions.rank import rank

LACKING = project("低保家庭生活补贴", SUBSIDY[0], SUBSIDY[3], department="白石县民政局")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """A library with eight projects of the type that is asked about."""
    return opened(tmp_path / "k.db", relief())


def test_a_form_is_told_what_its_peers_have_and_it_lacks(library: Library) -> None:
    made = suggest(card_of(LACKING), library)
    found = {item.original: item for item in made.items if item.kind == "missing"}
    first = found["发放及时率"]
    assert (first.holders, first.peers, first.value) == (8, 8, "=100%")
    assert "8 个同类项目中 8 个有这一指标；其中 8 个用数值" in first.reason
    assert "补助对象满意度" not in found and "补助人数" not in found
    source = first.sources[0]
    assert (source.document, source.page, source.value) == ("低保.pdf", 1, "=100%")


def test_few_like_projects_are_no_ground(tmp_path: Path) -> None:
    made = suggest(card_of(LACKING), opened(tmp_path / "k.db", relief(7)))
    missing = [item for item in made.items if item.kind == "missing"]
    assert missing and all(source.frame for item in missing for source in item.sources)
    assert any("不足以为据" in note for note in made.notes)


def test_projects_that_share_a_word_are_not_of_one_type(tmp_path: Path) -> None:
    """补贴 stands in the names of eight projects of housing; they say nothing of families on 低保."""
    rows = ("数量 公租房租赁补贴户数 ≥30户", "质量 房源核查率 =100%")
    housing = [project(f"{town}公租房租赁补贴", *rows) for town in TOWNS[:9]]
    made = suggest(card_of(LACKING), opened(tmp_path / "k.db", reading("a.pdf", *housing)))
    assert "房源核查率" not in {item.original for item in made.items}


def test_last_years_form_of_the_same_project_comes_first(tmp_path: Path) -> None:
    last = project("低保家庭生活补贴", *SUBSIDY, "社会 低保对象动态核查次数 ≥2次", department="白石县民政局", year=2023)
    made = suggest(card_of(LACKING), opened(tmp_path / "k.db", reading("2023.pdf", last)))
    first = made.items[0]
    assert "同一项目 2023 年的表有这一指标，本表没有" in first.reason
    names = {item.name for item in made.items if "2023 年的表" in item.reason}
    assert names >= {"低保对象动态核查次数", "低保家庭生活补贴补贴发放及时率"}
    assert not names & {"低保家庭生活补贴补贴人数"}


def test_what_the_form_has_in_other_words_is_not_asked_for() -> None:
    """A deadline is a deadline, whatever it is called; 精准 is said of whom the money goes to as 准确 is."""
    rows = ("数量 救助人数 ≥30人", "质量 救助对象精准识别率 =100%", "时效 救助金发放截止日 6月底前")
    made = suggest(card_of(project("低保家庭生活补贴", *rows)))
    looked = {item.name for item in made.items}
    assert not [name for name in looked if "及时" in name or "准确" in name or "人数" in name]


def test_a_kind_that_the_form_lacks_comes_before_more_of_the_same() -> None:
    families = [c.family for c in rank(card_of(project("林火监测设备购置", "数量 瞭望设备数量 =9件")), None).candidates]
    assert set(families[:4]) <= {"cost", "quality", "timeliness", "social", "satisfaction"}
    assert len(set(families[:4])) == 4 or families.index("timeliness") < 6


def test_a_suggestion_is_worded_with_the_projects_own_object() -> None:
    made = suggest(card_of(project("小型水库维修养护", "数量 维修水库 =9座")), most=20)
    assert any("小型水库" in item.name for item in made.items)
    plain = suggest(card_of(project("“送戏下乡”惠民演出", "数量 演出场次 =9场")))
    assert not [item for item in plain.items if "送戏" in item.name or "{}" in item.name + item.reason]


def test_another_offices_own_words_are_not_suggested(tmp_path: Path) -> None:
    rows = (*SUBSIDY, "社会 “暖心白石”品牌知晓率 ≥90%", "社会 东山县低保群体融入率 ≥90%")
    peers = [project(f"{town}低保家庭生活补贴", *rows) for town in TOWNS[:8]]
    made = suggest(card_of(LACKING), opened(tmp_path / "k.db", reading("a.pdf", *peers)), most=20)
    assert not [item for item in made.items if "白石" in item.original or "东山" in item.original]


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
        project(f"{town}低保家庭生活补贴", f"数量 补贴人数 ≥{10 * n + 1}人", total=f"{10 * n}")
        for n, town in enumerate(TOWNS[:9], 6)
    ]
    library = opened(tmp_path / "k.db", reading("a.pdf", *paid))
    asked = typed("低保家庭生活补贴", amount=5e6)
    item = next(i for i in suggest(asked, library, most=20).items if i.original == "补助人数")
    assert item.usual.median == 101
    assert item.usual.scaled_low is not None and 450 < item.usual.scaled_low <= item.usual.scaled_high < 550  # type: ignore[operator]
    assert item.value != "≥101人"  # a count is the project's own affair


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


def test_a_cost_is_named_by_what_the_form_counts_or_not_proposed() -> None:
    card = card_of(project("公交车更新", "数量 更新公交车数量 =20辆", "质量 车辆验收合格率 =100%"))
    assert unit_cost(card) == "更新公交车单辆成本"
    assert fits("单车年运行费用", card) and not fits("每平方米布展成本", card)
    assert unit_cost(card_of(project("公交车更新", "质量 车辆验收合格率 =100%"))) == ""
    names = [item.name for item in suggest(card).items]
    assert not any("单位" in name or "每平方米" in name for name in names)


def test_what_is_there_in_another_order_of_words_is_not_suggested() -> None:
    card = card_of(project("残疾人康复", "数量 康复救助残疾儿童 ≥200名", "质量 康复有效率 ≥80%"))
    assert "残疾儿童康复救助人数" not in [item.name for item in suggest(card, most=20).items]
