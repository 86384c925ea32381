"""Faults as a reviewer writes them down, planted in forms that are clean: how many the checks name, kind by kind.

Forms and faults lie in `reader/`, those of other kinds in `held/` and `wide/`, those of another author in
`third/`, those for a model in `asked/`; ordinary forms without faults in `ordinary/`,
those whose goals say in other words what their indicators say in `worded/`.
The clean forms also tell how many remarks a form gets that deserves none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from eval.files import HERE
from eval.model.replay import desk
from jixiao.checks import check, questions
from jixiao.config import ModelSettings
from jixiao.llm import Model
from jixiao.records import Finding, Funds, FundsSide, Indicator, ProjectGoal, Reading, SourceInfo

FOLDER = Path(__file__).with_name("reader")
HELD = Path(__file__).with_name("held")
WIDE = Path(__file__).with_name("wide")
THIRD = Path(__file__).with_name("third")
WORDED = Path(__file__).with_name("worded")
ASKED = Path(__file__).with_name("asked")
ORDINARY = Path(__file__).with_name("ordinary")
RECORDINGS = HERE / "recordings" / "checks"
_LEVEL1 = {
    "数量": "产出指标", "质量": "产出指标", "时效": "产出指标", "经济成本": "成本指标", "社会效益": "效益指标",
    "经济效益": "效益指标", "生态效益": "效益指标", "可持续影响": "效益指标", "服务对象满意度": "满意度指标",
}  # fmt: skip
_GOAL = "goal_annual"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A planted fault: its kind, whether it was kept back, the form, and what the checks said at its place."""

    kind: str
    part: str
    form: str
    what: str
    found: bool
    said: tuple[str, ...]


def clean_forms(folder: Path = FOLDER) -> dict[str, ProjectGoal]:
    """The clean forms by name; those for the model are those of other kinds and of the other author."""
    if folder == ASKED:
        return clean_forms(HELD) | clean_forms(WIDE) | clean_forms(THIRD)
    rows = yaml.safe_load((folder / "forms.yaml").read_text(encoding="utf-8"))
    return {row["id"]: _form(row) for row in rows}


def plant(folder: Path = FOLDER, model: Model | None = None) -> Iterator[Outcome]:
    """Every fault of the list, each in a fresh copy of its form; a `model` is asked about it too, and what it is asked
    counts for the kinds that its neighbours among the checks count for."""
    said = yaml.safe_load((folder / "faults.yaml").read_text(encoding="utf-8"))
    forms = clean_forms(folder)
    usual = {
        name: {(f.check, path) for f in findings_in(form, model=model) for path in f.paths}
        for name, form in forms.items()
    }
    for fault in said["faults"]:
        form = forms[fault["form"]].model_copy(deep=True)
        places = _spoil(form, fault)
        named = set(said["kinds"][fault["kind"]]["named"])
        named |= {entry.id for entry in questions() if named & set(entry.beside)}
        new = [
            f
            for f in findings_in(form, model=model)
            if any((f.check, path) not in usual[fault["form"]] for path in f.paths)
        ]
        here = [f for f in new if any(path.startswith(place) for place in places for path in f.paths)]
        yield Outcome(
            kind=fault["kind"],
            part=fault["part"],
            form=fault["form"],
            what=str({name: value for name, value in fault.items() if name not in ("kind", "part", "form")}),
            found=any(f.check in named for f in here),
            said=tuple(sorted({f.check for f in new})),
        )


def recorded() -> tuple[list[Outcome], dict[str, Sequence[Finding]]]:
    """The faults for the model's questions with its recorded answers, and what is found in the clean forms that it was
    asked about."""
    said = yaml.safe_load((ASKED / "faults.yaml").read_text(encoding="utf-8"))
    with (
        desk(RECORDINGS) as served,
        Model.open(ModelSettings(base_url=served.base_url, name="desk", mode="json_schema")) as model,
    ):
        forms = clean_forms(ASKED)
        return list(plant(ASKED, model)), {name: findings_in(forms[name], model=model) for name in said["clean"]}


def findings_in(*forms: ProjectGoal, model: Model | None = None) -> Sequence[Finding]:
    """What the checks, and a model where there is one, find in a file of these forms."""
    return check(Reading(source=SourceInfo(name="a.pdf", sha256=""), records=list(forms)), model=model).findings


def _form(row: Mapping[str, Any]) -> ProjectGoal:
    start, end = row.get("period", (None, None))
    return ProjectGoal(
        title="项目支出绩效目标表",
        year=row["year"],
        project_name=row["project_name"],
        department=row["department"],
        period_start=start,
        period_end=end,
        funds=_funds(row["funds"]),
        goal_annual=row["goal_annual"],
        indicators=[_row(text) for text in row["rows"]],
    )


def _funds(said: Mapping[str, str]) -> Funds:
    amounts = {name: value for name, value in said.items() if name != "unit"}
    return Funds(unit=said.get("unit"), annual=FundsSide(**amounts))


def _row(text: str) -> Indicator:
    level2, name, value = (part.strip() for part in text.split("|"))
    level1 = _LEVEL1[level2.removesuffix("指标")]
    return Indicator(level1=level1, level2=level2, level3=name, value=value)


def _spoil(form: ProjectGoal, fault: Mapping[str, Any]) -> list[str]:
    """Plant the fault; the paths that a finding of it may name."""
    places: list[str] = []
    for n, text in fault.get("row", {}).items():
        form.indicators[n - 1] = _row(text)
        places.append(f"indicators[{n - 1}]")
    if "add" in fault:
        form.indicators.append(_row(fault["add"]))
        places.append(f"indicators[{len(form.indicators) - 1}]")
    if "goal" in fault:
        form.goal_annual = fault["goal"]
        places.append(_GOAL)
    if "swap" in fault:
        old, new = fault["swap"]
        assert old in (form.goal_annual or ""), fault
        form.goal_annual = (form.goal_annual or "").replace(old, new, 1)
        places += [] if places else [_GOAL]
    if "funds" in fault:
        form.funds = _funds({"unit": form.funds.unit if form.funds else None, **fault["funds"]})
        places.append("funds")
    for field, value in fault.get("set", {}).items():
        setattr(form, field, value)
        places.append(field)
    if "drop" in fault:
        gone = {n - 1 for n in fault["drop"]}
        form.indicators = [one for i, one in enumerate(form.indicators) if i not in gone]
        places.append("indicators")
    if fault["kind"] in ("effects-vague", "twice"):
        places.append("indicators")
    return places
