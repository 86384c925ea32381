"""A sentence against what it cites: right in many wordings, wrong in each way a writer can go wrong."""

from __future__ import annotations

import pytest
from tests.grounding.made import money, project

from jixiao.grounding import Guard, check_draft, check_sentence
from jixiao.records.drafts import Derived, Draft, LeftOut, Plan, PlanGroup, PlanItem, Project, Sentence

ROWS = (
    ("新建助餐点数量", "≥15个"),  # 0
    ("服务老人人数", "≥92000人"),  # 1
    ("助餐人均成本", "≤40元/人/年"),  # 2
    ("补贴发放合规率", "=100%"),  # 3
    ("补贴发放及时率", "=100%"),  # 4
    ("老人投诉下降率", "≥10%"),  # 5
    ("助餐点完工时间", "2025年12月底前"),  # 6
    ("老人满意度", "≥95%"),  # 7
    ("社区助老氛围", "显著提升"),  # 8
    ("食品安全事故数", "0起"),  # 9
    ("培训护理员人数", "≥8000人"),  # 10
)


def made() -> Project:
    return project(
        *ROWS,
        funds=money("350.00"),
        department="星安市民政局",
        basis=["《星安市社区养老服务办法》（星政发〔2021〕50号）"],
        beneficiaries="65岁以上老人",
    )


def codes(text: str, *cites: int | str, derived: list[Derived] | None = None) -> list[str]:
    paths = [cite if isinstance(cite, str) else f"indicators[{cite}]" for cite in cites]
    found = check_sentence(made(), Sentence(text=text, cites=paths, derived=derived or []))
    return [fault.code for fault in found]


RIGHT: tuple[tuple[str, tuple[int | str, ...]], ...] = (
    ("2025年新建助餐点不少于15个，服务老人9.2万人以上。", ("year", 0, 1)),
    ("新建助餐点十五个以上。", (0,)),
    ("服务老人超过92000人。", (1,)),
    ("助餐人均成本控制在40元以内。", (2,)),
    ("补贴发放合规率、及时率均达到100%。", (3, 4)),
    ("补贴发放合规、应补尽补。", (3,)),
    ("老人投诉下降10%以上。", (5,)),
    ("助餐点于年底前完工。", (6,)),
    ("助餐点在2025年第四季度完工。", (6,)),
    ("老人满意度达到百分之九十五以上。", (7,)),
    ("社区助老氛围显著提升。", (8,)),
    ("杜绝食品安全事故。", (9,)),
    ("安排资金350万元。", ("funds.annual.total",)),
    ("安排资金3500000元。", ("funds.annual",)),
    ("根据《星安市社区养老服务办法》（星政发〔2021〕50号），为65岁以上老人服务。", ("basis[0]", "beneficiaries")),
    ("星安市民政局组织实施滨水社区助老服务。", ("project_name", "department")),
    ("助餐人均成本不超过每人每年40元。", (2,)),
    ("全年服务老人9.2万人以上。", (1,)),
    ("具体目标如下：", ()),
)


@pytest.mark.parametrize(("text", "cites"), RIGHT)
def test_a_sentence_that_its_cites_bear_out_passes(text: str, cites: tuple[int | str, ...]) -> None:
    assert codes(text, *cites) == []


WRONG: tuple[tuple[str, tuple[int | str, ...], str], ...] = (
    ("新建助餐点不少于16个。", (0,), "number.differs"),
    ("服务老人9.2人以上。", (1,), "number.differs"),
    ("服务老人9.2万户以上。", (1,), "number.unsupported"),
    ("补贴发放合规率达到100‰。", (3,), "number.differs"),
    ("助餐成本控制在40元以内。", (2,), "number.unit"),
    ("新建助餐点不超过15个。", (0,), "direction"),
    ("助餐人均成本不低于40元/人/年。", (2,), "direction"),
    ("助餐人均成本达到40元/人/年。", (2,), "direction"),
    ("助餐人均成本控制在40元/人/年以上。", (2,), "direction"),
    ("助餐人均成本不低于每人每年40元。", (2,), "direction"),
    ("老人投诉上升10%以上。", (5,), "direction"),
    ("社区助老氛围显著下降。", (8,), "direction"),
    ("新建助餐点约15个。", (0,), "number.approximate"),
    ("2024年新建助餐点不少于15个。", ("year", 0), "year"),
    ("助餐点于10月底前完工。", (6,), "date.differs"),
    ("服务老人8000人以上，培训护理员92000人以上。", (1, 10), "indicator.swapped"),
    ("新建助餐点不少于15个，带动就业300人。", (0,), "number.unsupported"),
    ("安排资金305万元。", ("funds.annual.total",), "number.unsupported"),
    ("补贴发放合规率达到100%。", (3, 4), "cite.left-out"),
    ("新建助餐点不少于15个。", (0, 8), "cite.left-out"),
    ("新建助餐点不少于15个。", (0, 99), "cite.unknown"),
    ("根据《星安市社区养老服务条例》开展服务。", ("basis[0]",), "document"),
    ("根据星政发〔2021〕51号文件，落实《星安市社区养老服务办法》。", ("basis[0]",), "document"),
    ("会同青禾市财政局，新建助餐点不少于15个。", (0,), "name"),
    ("面向烟台，新建助餐点不少于15个。", (0,), "name"),
    ("开展“夕阳红”活动，新建助餐点不少于15个。", (0,), "name"),
    ("新建助餐点不少于15个。", (), "number.unsupported"),
    ("全面提升居民幸福感。", (), "claim.uncited"),
    ("新建助餐点不少于15个，有力改善营商环境。", (0,), "claim.unsupported"),
)


@pytest.mark.parametrize(("text", "cites", "code"), WRONG)
def test_a_sentence_that_is_not_is_named_for_what_is_wrong(text: str, cites: tuple[int | str, ...], code: str) -> None:
    assert code in codes(text, *cites)


def test_a_fault_says_where_it_is_and_what_should_stand_there() -> None:
    sentence = Sentence(text="今年新建助餐点不少于16个。", cites=["indicators[0]"])
    (fault,) = Guard(made()).check_sentence(sentence, 3)
    assert sentence.text[fault.start : fault.end] == fault.excerpt == "不少于16个"
    assert fault.sentence == 3
    assert fault.paths == ["indicators[0]"]
    assert "≥15个" in fault.message


@pytest.mark.parametrize(("text", "right"), [("合计10万人", True), ("合计9.9万人", False), ("合计10万元", False)])
def test_a_sum_is_computed_again(text: str, right: bool) -> None:
    derived = [Derived(text=text, operation="sum", of=["indicators[1]", "indicators[10]"])]
    found = codes(f"服务老人与培训护理员{text}。", 1, 10, derived=derived)
    assert found == [] if right else "number.derived" in found


def test_a_number_of_another_field_is_none_of_the_cite() -> None:
    assert "number.unsupported" in codes("服务老人9.2万人以上，安排资金350万元。", 1)


def draft(sentences: list[Sentence], planned: list[str], left_out: list[str]) -> Draft:
    group = PlanGroup(part="output", items=[PlanItem(paths=[path]) for path in planned])
    plan = Plan(groups=[group], left_out=[LeftOut(path=path, reason="重复") for path in left_out])
    return Draft(plan=plan, sentences=sentences)


def test_a_draft_says_all_that_is_planned_and_leaves_nothing_out_in_silence() -> None:
    sentence = Sentence(text="新建助餐点不少于15个。", cites=["indicators[0]"])
    others = [f"indicators[{n}]" for n in range(1, len(ROWS))]
    assert check_draft(made(), draft([sentence], ["indicators[0]"], others)) == []
    dropped = check_draft(made(), draft([sentence], ["indicators[0]", "indicators[1]"], others[1:]))
    assert [(fault.code, fault.paths) for fault in dropped] == [("plan.dropped", ["indicators[1]"])]
    missing = check_draft(made(), draft([sentence], ["indicators[0]"], others[1:]))
    assert [(fault.code, fault.paths) for fault in missing] == [("plan.missing", ["indicators[1]"])]
