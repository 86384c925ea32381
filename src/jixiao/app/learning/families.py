"""A family of forms as a file: made, refused where it contradicts what is known, written into the user's folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from jixiao.atomic import whole
from jixiao.errors import ConfigError, ResourceError, reason_of
from jixiao.forms.evaluation import role_of
from jixiao.forms.vocabulary import Vocabulary, build, label_key
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.records.headings import field_heading
from jixiao.records.kinds import KINDS
from jixiao.records.record import Base
from jixiao.resources import OWN, own_families, own_files, yaml_files

_HEAD = "# 由 jixiao learn 写出；删掉这个文件就忘掉这种表。\n"


@dataclass(slots=True)
class Family:
    """What a form has taught: its kind, its title as a pattern, label -> field, by list column heading -> role,
    and labels that only head others (`sections`)."""

    name: str
    kind: str
    title: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    sections: list[str] = field(default_factory=list)
    opening: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it that the vocabulary does not know."""
        return not (self.labels or any(self.columns.values()) or self.title)

    def data(self) -> dict[str, Any]:
        """The family as its file holds it."""
        out: dict[str, Any] = {"family": self.name}
        if self.title:
            out["titles"] = {self.kind: [self.title]}
        if self.labels or self.opening or self.sections:
            given: dict[str, Any] = {"fields": _grouped(self.labels)}
            if self.sections:
                given["sections"] = {"": [label_key(section) for section in self.sections]}
            if self.opening:
                given["opening"] = [label_key(self.opening)]
            out[self.kind] = given
        columns = {name: _grouped(found) for name, found in self.columns.items() if found}
        if columns and KINDS[self.kind].goal:
            out["lists"] = columns
        elif columns:
            found = columns.get("indicators", {}).items()
            headings = {role: "|".join(f"^{re.escape(h)}$" for h in names) for role, names in found}
            out["evaluation"] = {"columns": headings}
        return out


def without_known(family: Family, words: Vocabulary) -> Family:
    """The family without what the vocabulary says already; ResourceError where it says something else.

    A label of the whole vocabulary may not get another meaning in one family: every form would be read with it.
    """
    labels: dict[str, str] = {}
    columns: dict[str, dict[str, str]] = {}
    for label, name in family.labels.items():
        term = words.term(family.kind, label)
        if term is None or not term.field:
            labels[label] = name
        elif term.field != name and not _alike(term.field, name):
            meant, wanted = said_field(term.field, family.kind), said_field(name, family.kind)
            known = f"“{label}”已经是另一个栏目（{meant}）的叫法，不能再当作{wanted}"
            raise ResourceError(f"{known}；请核对改正的内容，确实不同的，请写成更完整的叫法再教")
    for name, heading, role in ((n, h, r) for n, found in family.columns.items() for h, r in found.items()):
        known_role = words.column(name, heading) if KINDS[family.kind].goal else role_of(heading, words)
        if known_role in (None, "", "remark"):
            columns.setdefault(name, {})[heading] = role
        elif known_role != role and not _alike(known_role, role):
            meant, wanted = (said_role(family.kind, name, each) for each in (known_role, role))
            raise ResourceError(f"栏目“{heading}”已经是另一栏（{meant}）的叫法，不能再当作{wanted}；请核对改正的内容")
    sections = [text for text in dict.fromkeys(family.sections) if words.term(family.kind, text) is None]
    opening = family.opening if family.opening in labels else ""
    title = "" if family.title and _titled(family, words) else family.title
    return Family(family.name, family.kind, title, labels, columns, sections, opening)


def checked(family: Family) -> Vocabulary:
    """The vocabulary with the family in it; ResourceError where the two contradict each other."""
    others = [data for data in own_files() if data.get("family") != family.name]
    return build([*yaml_files("schemas/forms"), *others, {**family.data(), OWN: True}])


def write(family: Family, folder: Path | None = None) -> Path:
    """The family's file, whole or not at all; documents read from now on are read with it."""
    if not family.name.strip() or any(mark in family.name for mark in '/\\:*?"<>|'):
        raise ConfigError(f"“{family.name}”不能作名称；请用地方或单位的名称，如 --name 临溪县")
    path = (folder or own_families()) / f"{family.name}.yaml"
    text = yaml.safe_dump(_merged(path, family.data()), allow_unicode=True, sort_keys=False, width=100)
    try:
        with whole(path) as part:
            part.write_text(_HEAD + text, encoding="utf-8")
    except OSError as exc:
        raise ConfigError(f"写不进 {path}（{reason_of(exc)}）；请用环境变量 JIXIAO_FAMILIES 指定能写的文件夹") from exc
    vocabulary.cache_clear()
    return path


def field_of(name: str, kind: str) -> str:
    """The field that a person names in Chinese (实施单位) or by its path; ConfigError where there is none."""
    fields = field_names(kind)
    if name in fields.values():
        return name
    if name in fields:
        return fields[name]
    raise ConfigError(f"{KINDS[kind].label}没有“{name}”这个栏目；可用的有：{'、'.join(fields)}")


def said_field(name: str, kind: str) -> str:
    """The Chinese heading of a field as the vocabulary names it; a field without one keeps its name."""
    said = {path: heading for heading, path in field_names(kind).items()}
    more = {"period": "项目实施期", "goal": "绩效目标", "funds.total": "资金总额", "funds.annual": "年度资金"}
    return said.get(name) or more.get(name) or field_heading(KINDS[kind].model, name)


def said_role(kind: str, name: str, role: str) -> str:
    """The Chinese heading of a column of a list of the kind's records."""
    said = {path: heading for heading, path in COLUMN_NAMES.items()} if name == "indicators" else {}
    return said.get(role) or field_heading(KINDS[kind].model, f"{name}.{role}").rsplit(" ", 1)[-1]


def said_words(family: Family) -> list[tuple[str, str]]:
    """(word of the form, heading of what it stands for) of everything in the family."""
    heads = [(h, said_role(family.kind, name, r)) for name, found in family.columns.items() for h, r in found.items()]
    return [*((label, said_field(path, family.kind)) for label, path in family.labels.items()), *heads]


def field_names(kind: str) -> dict[str, str]:
    """Chinese name -> path as the vocabulary says it, for every field that a label can name."""
    out: dict[str, str] = {}
    for name, info in KINDS[kind].model.model_fields.items():
        if info.description and name not in _NO_LABELS:
            out.setdefault(info.description, name)
    if "funds" in out.values() and kind == "project_goal":
        out.update(_AMOUNTS)
    return {said: name for said, name in out.items() if name not in ("indicators", "funds", "budget", "total")}


COLUMN_NAMES = {
    "一级指标": "level1",
    "二级指标": "level2",
    "三级指标": "level3",
    "绩效指标描述": "description",
    "指标值": "value",
    "比较符": "operator",
    "计量单位": "unit",
    "分值": "weight",
    "指标值确定依据": "basis",
    "实际完成值": "actual",
    "得分": "score",
    "偏差原因": "reason",
    "备注": "remark",
    "序号": "number",
}
_NO_LABELS = {*Base.model_fields, "kind", "title", "year"}
_AMOUNTS = {
    "年度资金总额": "funds.annual.total",
    "项目期资金总额": "funds.lifetime.total",
    "财政拨款": "funds.fiscal",
    "其他资金": "funds.other",
    "上年结转": "funds.carryover",
}


def _alike(known: str, name: str) -> bool:
    """Whether two names mean one field: of an amount or goal the vocabulary may leave the period open."""
    goals = {"goal", "goal_annual", "goal_lifetime"}
    return known.rsplit(".", 1)[-1] == name.rsplit(".", 1)[-1] or {known, name} <= goals


def _titled(family: Family, words: Vocabulary) -> bool:
    """Whether the vocabulary knows titles like that as this kind already."""
    return words.title_kind(family.title.replace(".{0,8}", "").replace("\\", "")) == family.kind


def _grouped(labels: dict[str, str]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for label, name in labels.items():
        out.setdefault(name, []).append(label_key(label))
    return out


def _merged(path: Path, data: dict[str, Any]) -> dict[str, Any]:
    """What stands in the family's file already, with the new words added to it."""
    if not path.exists():
        return data
    old = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    merged: dict[str, Any] = _added(old, data)
    return merged


def _added(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return {key: _added(old.get(key), new.get(key)) for key in dict.fromkeys([*old, *new])}
    if isinstance(old, list) and isinstance(new, list):
        return list(dict.fromkeys([*old, *new]))
    return old if new is None else new
