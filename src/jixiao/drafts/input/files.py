"""Projects as people give them: a YAML or JSON file, a workbook of two sheets, records that were read.

What is wrong is told with its place, file and sheet and row or the item of a list, all at once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from jixiao.drafts.input.fields import InputField, Sheet, input_form
from jixiao.errors import SourceError
from jixiao.quantity import parse_amount
from jixiao.records import Funds, FundsSide, Indicator, ProjectGoal, Reading
from jixiao.records.drafts import Project
from jixiao.text import key

_TOLD = 12
_NIL = re.compile("[-—–/]+|无")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_PROJECTS = ("项目", "projects")
_INDICATORS = ("绩效指标", "指标", "indicators")
_GROUPS = {"项目资金": "funds", "资金": "funds"}

Row = tuple[str, dict[str, Any]]
"""Where a row stands, and its values by path."""


class Troubles:
    """What is wrong with a file, collected."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[str] = []

    def add(self, place: str, message: str) -> None:
        """One thing that is wrong, and where."""
        self.found.append(f"{place}{message}")

    def check(self) -> None:
        """SourceError where anything is wrong."""
        if self.found:
            raise SourceError(self.name, self.told)

    @property
    def told(self) -> str:
        """All that is wrong, a line each; the first of it where that is much."""
        more = f"\n……共 {len(self.found)} 处" if len(self.found) > _TOLD else ""
        return "\n".join(self.found[:_TOLD]) + more


Tried = tuple[str, Project | None, Troubles]
"""What a project is called, the project, and what is wrong with it alone; None where it is no project at all."""


def usable(tried: Sequence[Tried], refused: list[str] | None, name: str) -> list[Project]:
    """The projects that nothing is wrong with; why each of the others cannot be used goes to `refused`.

    SourceError with all that is wrong where no project is left, or where nobody asks for what was refused.
    """
    good = [project for _, project, own in tried if project is not None and not own.found]
    wrong = [(called, own) for called, _, own in tried if own.found]
    if refused is None or not good:
        together = Troubles(name)
        together.found = [said for _, own in wrong for said in own.found]
        together.check()
    elif wrong:
        refused += [f"{name}：{called}没有起草，其余照常；改好再运行\n{own.told}" for called, own in wrong]
    return good


def projects_of(readings: Iterable[Reading]) -> list[Project]:
    """The project forms of readings, as they were read."""
    found = (record for reading in readings for record in reading.records)
    return [Project.of(record) for record in found if isinstance(record, ProjectGoal)]


def read_given(path: Path, refused: list[str] | None = None) -> list[Project]:
    """The projects of a YAML or JSON file; SourceError with every place that is wrong.

    Where there is a list for what is refused, a project that is wrong is told there and costs none of the others.
    """
    data = _loaded(path)
    listed = _listed(data)
    if not listed:
        raise SourceError(path.name, "里面没有项目；应有“项目名称”和“绩效指标”，或在“项目”下列出几个项目")
    tried: list[Tried] = []
    for number, item in enumerate(listed, 1):
        place, own = f"第 {number} 个项目" if len(listed) > 1 else "", Troubles(path.name)
        if not isinstance(item, dict):
            own.add(place, f"应是“栏目: 内容”的写法，现为“{item}”")
            tried.append((place, None, own))
            continue
        made = _project_of_mapping(item, place, own)
        tried.append((f"“{made.project_name}”" if made.project_name else place, made, own))
    return usable(tried, refused, path.name)


def _loaded(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8-sig")
        return json.loads(text) if path.suffix.lower() == ".json" else yaml.safe_load(text)
    except FileNotFoundError as exc:
        raise SourceError(path.name, "没有找到这个文件，请检查路径") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise SourceError(path.name, "打不开，或不是 UTF-8 编码；请另存为 UTF-8 再试") from exc
    except json.JSONDecodeError as exc:
        raise SourceError(path.name, f"第 {exc.lineno} 行不合 JSON 写法；请改正后再试") from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        line = f"第 {mark.line + 1} 行" if mark is not None else "内容"
        raise SourceError(path.name, f"{line}不合 YAML 写法；请改正后再试") from exc


def _listed(data: Any) -> list[Any]:
    if isinstance(data, dict):
        for name in _PROJECTS:
            if isinstance(data.get(name), list):
                return list(data[name])
        return [data] if data else []
    return data if isinstance(data, list) else []


def _project_of_mapping(item: dict[Any, Any], place: str, troubles: Troubles) -> Project:
    """One project; unknown names and wrong values go to the troubles."""
    form = input_form()
    rows: list[Row] = []
    values: dict[str, Any] = {}
    for name, value in _flat(item):
        if name in _INDICATORS:
            rows = _indicator_rows(value, place, troubles)
        elif path := form.project.paths.get(key(name)):
            values[path] = value
        else:
            troubles.add(place, f"没有“{name}”这一栏；可用的有：{_headings(form.project)}、{_INDICATORS[0]}")
    return assembled((place, values), rows, troubles)


def _headings(sheet: Sheet) -> str:
    return "、".join(field.heading for field in sheet.fields.values())


def _flat(item: dict[Any, Any]) -> Iterable[tuple[str, Any]]:
    """The item's fields, those of 项目资金 among them."""
    for name, value in item.items():
        if name in _GROUPS and isinstance(value, dict):
            yield from ((str(inner), each) for inner, each in value.items())
        else:
            yield str(name), value


def _indicator_rows(value: Any, place: str, troubles: Troubles) -> list[Row]:
    sheet = input_form().indicator
    rows: list[Row] = []
    for number, item in enumerate(value if isinstance(value, list) else [], 1):
        here = f"{place}指标第 {number} 条：" if place else f"指标第 {number} 条："
        if not isinstance(item, dict):
            troubles.add(here, f"应是“三级指标: …、指标值: …”的写法，现为“{item}”")
            continue
        values = {}
        for name, each in item.items():
            if path := sheet.paths.get(key(str(name))):
                values[path] = each
            else:
                troubles.add(here, f"没有“{name}”这一栏；可用的有：{_headings(sheet)}")
        rows.append((here, values))
    return rows


def assembled(project: Row, rows: list[Row], troubles: Troubles) -> Project:
    """The project of its row and those of its indicators; what is missing or wrong goes to the troubles."""
    form = input_form()
    place, given = project
    values = {path: _value(form.project.fields[path], value) for path, value in given.items()}
    _require(form.project, values, place, troubles)
    if not rows:
        troubles.add(place, "没有指标；请在“绩效指标”（工作簿的“指标”表）里写上")
    year = _YEAR.search(str(values.get("year") or ""))
    if values.get("year") and not year:
        troubles.add(place, f"年度应写成 2024 这样的四位数，现为“{values['year']}”")
    indicators = []
    for here, each in rows:
        texts = {path: _text(value) for path, value in each.items()}
        _require(form.indicator, texts, here, troubles)
        texts.pop("project_name", None)
        indicators.append(Indicator.model_validate(texts))
    made = Project(indicators=indicators, year=int(year[1]) if year else None, funds=_funds(values, place, troubles))
    for path, value in values.items():
        if path != "year" and not path.startswith("funds"):
            setattr(made, path, value)
    return made


def _require(sheet: Sheet, values: dict[str, Any], place: str, troubles: Troubles) -> None:
    for path, field in sheet.fields.items():
        if field.required and not values.get(path):
            troubles.add(place, f"没有填写“{field.heading}”")


def _funds(values: dict[str, Any], place: str, troubles: Troubles) -> Funds | None:
    """The money; an amount that prints its unit needs none beside it."""
    amounts = {path.rpartition(".")[2]: values[path] for path in values if path.startswith("funds.annual.")}
    unit = values.get("funds.unit")
    if not any(amounts.values()):
        return None
    for name, text in amounts.items():
        amount = parse_amount(text or "", unit)
        if text and amount is None:
            heading = input_form().project.fields[f"funds.annual.{name}"].heading
            troubles.add(place, f"“{heading}”应是一个金额，现为“{text}”")
        elif name == "total" and amount is not None and amount.yuan is None:
            troubles.add(place, f"金额 {text} 没有单位；请写“金额单位”（元 或 万元）")
    return Funds(unit=unit, annual=FundsSide(**amounts))


def _value(field: InputField, value: Any) -> Any:
    """The value as text, or as a list of texts where the field takes several."""
    if not field.several:
        text = _text(value)
        return None if text and _NIL.fullmatch(text) else text
    parts = value if isinstance(value, list) else re.split(r"[\n；;]", _text(value) or "")
    return [text for part in parts if (text := _text(part))]


def _text(value: Any) -> str | None:
    return None if value is None else str(value).strip() or None
