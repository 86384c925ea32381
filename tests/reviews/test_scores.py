"""Points of the eight items: looking less, or hiding what is wrong, never makes a form look better."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.checks import good
from tests.checks.cases import CASES

from jixiao.checks import catalogue, run
from jixiao.checks.violation import Ground, Hit, Hits, asked_by, asks
from jixiao.config import CheckSettings
from jixiao.evidence import DoubtCode
from jixiao.records import FundsSide, Indicator, ProjectGoal, Reading, SourceInfo
from jixiao.reviews import Basis, Opinion, criteria, review

_ORDER = ("优", "良", "中", "差", "未评")
RecordCheck = Callable[[Any, Ground], Hits]
Faults = tuple[dict[str, dict[str, RecordCheck]], list[tuple[Reading, Opinion]]]
FAULTS = [case for case in CASES if case.record == 1]


def reviewed(reading: Reading) -> Opinion:
    return review([reading], CheckSettings(), Basis(most=0)).opinions[0]


def faulty(*ids: str) -> Reading:
    reading = good.reading()
    for case in FAULTS:
        if case.check in ids:
            case.do(reading)
    return reading


def share(one: Opinion) -> float:
    return one.proposed / one.judged


def test_every_duty_is_a_check_and_every_check_of_goals_is_a_duty_once() -> None:
    duties = [id for c in criteria().criteria for item in c.items for id in item.duties]
    assert len(duties) == len(set(duties))
    goals = {c.id for c in catalogue() if {"project_goal", "department_goal"} & set(c.of)}
    assert goals - set(duties) == set()
    assert set(duties) <= {c.id for c in catalogue()}


def test_a_good_form_is_good_and_what_nothing_looked_at_has_no_points() -> None:
    one = reviewed(good.reading())
    assert one.grade == "优" and one.judged == 85 and one.proposed > 84
    assert [item.name for item in one.items if item.score is None] == ["条件充分性"]


def remembered(function: RecordCheck) -> RecordCheck:
    """The check, which looks at a record once, and tells what it found and where it looked again each time."""
    kept: dict[int, tuple[list[Hit], dict[str, set[str]]]] = {}

    def again(record: Any, ground: Ground) -> Hits:
        if id(record) not in kept:
            own = Ground(ground.settings, ground.words)
            kept[id(record)] = list(function(record, own)), own.looked
        hits, looked = kept[id(record)]
        for check, places in looked.items():
            for at in places:
                ground.look(check, at=at)
        yield from hits

    return asks(*asked_by(function))(again)


@pytest.fixture(scope="module")
def faults() -> Faults:
    """All checks by kind and name, remembering, and each faulty form with what is said of it by all of them."""
    every = {f: remembered(f) for looks in run.BY_KIND.values() for f in looks}
    by_kind = {kind: {f.__name__: every[f] for f in looks} for kind, looks in run.BY_KIND.items()}
    files = [faulty(case.check) for case in FAULTS]
    return by_kind, [(file, reviewed(file)) for file in files]


def test_what_is_remembered_is_what_is_looked_at_anew(faults: Faults, monkeypatch: pytest.MonkeyPatch) -> None:
    by_kind, before = faults
    for kind, looks in by_kind.items():
        monkeypatch.setitem(run.BY_KIND, kind, tuple(looks.values()))
    assert [reviewed(file) for file, _ in before] == [was for _, was in before]


@pytest.mark.parametrize("gone", sorted({f.__name__ for f in run.BY_KIND["project_goal"]}))
def test_deleting_a_check_never_makes_a_form_look_better(
    gone: str,
    faults: Faults,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    by_kind, before = faults
    for kind, looks in by_kind.items():
        spared = "" if kind != "project_goal" else gone
        monkeypatch.setitem(run.BY_KIND, kind, tuple(f for name, f in looks.items() if name != spared))
    for file, was in before:
        now = reviewed(file)
        assert share(now) <= share(was)
        assert _ORDER.index(now.grade) >= _ORDER.index(was.grade)
        assert now.ledger is not None and was.ledger is not None
        assert now.ledger.looked <= was.ledger.looked and now.ledger.blind >= was.ledger.blind


def test_a_form_that_was_not_read_whole_has_no_grade() -> None:
    reading = good.reading()
    reading.records[0].status = "incomplete"
    one = reviewed(reading)
    assert one.ledger is not None and one.ledger.blind
    assert (one.grade, one.judged, one.scored) == ("未评", 0, "未评")
    assert {item.said for item in one.items} == {"未评"} and {c.grade for c in one.criteria} == {"未评"}
    assert all("没有看" in item.grounds for item in one.items if item.name == "指标科学性")


def test_an_item_that_hardly_anything_looked_at_is_not_judged_and_adds_nothing() -> None:
    reading = good.reading()
    reading.records[0].doubts = {"goal_annual": [DoubtCode.UNCERTAIN]}
    was, now = reviewed(good.reading()), reviewed(reading)
    (item,) = (each for each in now.items if each.name == "明确清晰性")
    assert 0 < item.looked <= item.blind and item.said == "未评"
    assert now.judged == was.judged and share(now) <= share(was)


def _placeholder(form: ProjectGoal) -> None:
    form.goal_annual = form.goal_lifetime = "目标内容1"


def _blank(form: ProjectGoal) -> None:
    assert form.funds is not None
    form.funds.annual = FundsSide(total="", fiscal="", other="", carryover="")


def _slogan(form: ProjectGoal) -> None:
    form.goal_annual = form.goal_lifetime = (
        "深入贯彻落实上级决策部署，扎实做好各项工作，统筹推进重点任务，圆满完成全年计划，奋力谱写事业发展新篇章。"
    )


@pytest.mark.parametrize("spoil", [_placeholder, _blank, _slogan])
def test_hiding_what_is_wrong_never_raises_the_grade(spoil: Callable[[ProjectGoal], None]) -> None:
    for case in FAULTS:
        was, reading = reviewed(faulty(case.check)), faulty(case.check)
        record = reading.records[0]
        assert isinstance(record, ProjectGoal)
        spoil(record)
        now = reviewed(reading)
        assert share(now) <= share(was), case.check
        assert _ORDER.index(now.grade) >= max(_ORDER.index("中"), _ORDER.index(was.grade)), case.check


def test_indicators_of_another_project_and_a_goal_without_them_cost_points() -> None:
    alien, silent = good.reading(), good.reading()
    for reading, alter in ((alien, "rows"), (silent, "goal")):
        form = reading.records[0]
        assert isinstance(form, ProjectGoal)
        if alter == "goal":
            form.goal_annual = "全面贯彻上级部署，扎实推进各项重点任务，不断开创高质量发展新局面"
        else:
            for row in form.indicators:
                row.level3 = "馆藏古籍数字化扫描页数"
    whole = reviewed(good.reading())
    for one in (reviewed(alien), reviewed(silent)):
        assert one.proposed < whole.proposed - 5
        assert any(item.apart and item.apart in item.grounds for item in one.items)
        assert not any("没有查出问题" in item.grounds for item in one.items if item.apart)
    assert not any(item.apart for item in whole.items if item.name != "明确清晰性")
    told = reviewed(alien).coherence
    assert told is not None and told.unspoken == ("馆藏古籍数字化扫描页数",)


def test_a_goal_that_tells_most_of_its_indicators_is_not_said_to_tell_none() -> None:
    rows = [
        ("产出指标", "数量指标", "修缮教室数量", "≥35间"), ("产出指标", "时效指标", "完成时间", "8月底前"),
        ("产出指标", "质量指标", "工程验收合格率", "=100%"), ("成本指标", "经济成本指标", "项目总成本", "≤180万元"),
        ("效益指标", "社会效益指标", "受益学生人数", "≥1200人"), ("满意度指标", "满意度指标", "家长满意度", "≥90%"),
        ("产出指标", "数量指标", "更换课桌椅数量", "≥600套"),
    ]  # fmt: skip
    told = "修缮教室35间，8月底前完成，验收合格率100%，受益学生1200人，家长满意度90%以上。"
    record = ProjectGoal(
        project_name="校舍维修",
        goal_annual=told,
        indicators=[Indicator(scope="annual", level1=a, level2=b, level3=c, value=d) for a, b, c, d in rows],
    )
    one = reviewed(Reading(source=SourceInfo(name="a.docx", sha256=""), records=[record]))
    (clear,) = (item for item in one.items if item.name == "明确清晰性")
    assert clear.apart == "目标已写到多数指标，“更换课桌椅数量”没有写到"
    assert one.coherence is not None and one.coherence.told > 0.7 and one.coherence.goal > 0.5
    assert one.grade not in ("中", "差") and not one.of("error", "warning")
    assert not any("成本" in item.apart for item in one.items)
    silent = record.model_copy(update={"goal_annual": "做好校舍维修工作。"})
    one = reviewed(Reading(source=SourceInfo(name="a.docx", sha256=""), records=[silent]))
    assert any(item.apart == "目标没有把各项产出和效果写明" for item in one.items)
