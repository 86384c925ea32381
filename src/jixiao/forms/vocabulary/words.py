"""The words of the forms: titles, labels, list columns and level names, of the files under schemas/forms/, where a new
province's form is a new file. Everything is compared in one normal form (`label_key`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, TypeVar

from jixiao.forms.vocabulary.keys import NOTE, TAIL, UNIT, counted_name, label_key, variants
from jixiao.forms.vocabulary.likeness import Guess, Likeness, apart, within
from jixiao.forms.vocabulary.scope import Family, label_of_any, unseen
from jixiao.forms.vocabulary.taught import Taught
from jixiao.records.kinds import KINDS, of_layout
from jixiao.text import key

# A title that says behind it in brackets what it is of: 绩效目标表（部门整体支出）.
_PUBLISHED = ("final_accounts_table", "budget_table")
_BEHIND = re.compile(r"^([^()]+表)\(([^()]{2,12})\)$")
_REMEMBERED = 50_000
T = TypeVar("T")
FORM_KINDS = of_layout("form")
GOAL_KINDS = tuple(kind for kind in FORM_KINDS if KINDS[kind].goal)


class Term(NamedTuple):
    """A label of the vocabulary: the field it names, and the unit printed with it ("" where none is)."""

    field: str
    unit: str
    section: bool = False


class Found(dict[str, T]):
    """What was found of each text, so that no text is looked up twice; forgotten where it becomes too much."""

    def __init__(self, find: Callable[[str], T]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, text: str) -> T:
        if len(self) > _REMEMBERED:
            self.clear()
        found = self[text] = self._find(text)
        return found


@dataclass(slots=True)
class KindWords:
    """Labels of one kind of form: normal form -> field; sections likewise; sentences by how they begin."""

    fields: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    sentences: dict[str, re.Pattern[str]] = field(default_factory=dict)
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    opening: set[str] = field(default_factory=set)
    like: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Vocabulary:
    """All families' words together."""

    titles: dict[str, list[re.Pattern[str]]] = field(default_factory=dict)
    kinds: dict[str, KindWords] = field(default_factory=dict)
    furniture: set[str] = field(default_factory=set)
    lists: dict[str, dict[str, str]] = field(default_factory=dict)
    totals: set[str] = field(default_factory=set)
    other_titles: re.Pattern[str] = re.compile("(?!)")
    endings: re.Pattern[str] = re.compile("(?!)")
    placeholder: re.Pattern[str] = re.compile("(?!)")
    periods: dict[str, list[str]] = field(default_factory=dict)
    levels: dict[str, set[str]] = field(default_factory=dict)
    narrative: dict[str, set[str]] = field(default_factory=dict)
    budget: dict[str, Any] = field(default_factory=dict)
    evaluation: dict[str, Any] = field(default_factory=dict)
    families: list[str] = field(default_factory=list)
    taught: list[Taught] = field(default_factory=list)
    loose: set[str] = field(default_factory=set)
    outside: re.Pattern[str] = re.compile("(?!)")
    scoped: list[Family] = field(default_factory=list)
    without: Callable[[frozenset[str]], Vocabulary] | None = None
    known_levels: Found[frozenset[str]] | None = None
    _alike: dict[str, Likeness] = field(default_factory=dict)
    _words: set[str] = field(default_factory=set)
    _terms: dict[str, Found[Term | None]] = field(default_factory=dict)
    _columns: dict[str, Found[str | None]] = field(default_factory=dict)
    _roles: dict[str, Found[str]] = field(default_factory=dict)
    _opens: dict[str, Found[bool]] = field(default_factory=dict)
    _loose: Found[bool] = field(init=False)
    _totals: Found[bool] = field(init=False)
    _scopes: Found[str | None] = field(init=False)
    _begun: Found[tuple[str, str]] = field(init=False)
    _title_kinds: Found[str | None] = field(init=False)
    _scoped: Found[str] = field(init=False)

    def __post_init__(self) -> None:
        """Remember from now on what is found."""
        self._loose, self._totals, self._scopes = Found(self._is_loose), Found(self._is_total), Found(self._scope)
        self._begun = Found(self._begins)
        self._title_kinds = Found(self._title_kind)
        self._scoped = Found(self._scoped_label)

    def title_kind(self, text: str) -> str | None:
        """The kind of form whose title the text is; department before project before budget."""
        return self._title_kinds[text]

    def _title_kind(self, text: str) -> str | None:
        k = label_key(text)
        if not 4 <= len(k) <= 80:
            return None
        if self._titled("self_evaluation", k):
            return "self_evaluation"
        if self.other_titles.search(k):
            return None
        kinds = ("department_goal", "project_goal", "department_narrative", "final_accounts_table", "budget_table")
        turned = _BEHIND.sub(r"\2\1", k)
        named = (kind for form in dict.fromkeys((turned, k)) for kind in kinds if self._titled(kind, form))
        return next((kind for kind in named if kind not in _PUBLISHED or "绩效指标" not in k), None)

    def _titled(self, kind: str, k: str) -> bool:
        return any(p.search(k) for p in self.titles.get(kind, ()))

    def is_other(self, text: str) -> bool:
        """Whether the text heads a form that only looks like one of ours."""
        k = label_key(text)
        named = 4 <= len(k) <= 60 and k.endswith(("表", "系")) and self.other_titles.search(k) is not None
        return named and not self._titled("self_evaluation", k)

    def on(self, title: str, texts: Iterable[str]) -> Vocabulary:
        """The words by which a form with that title and those cells is read: without families that it is none of."""
        labels = {label for text in texts if (label := self._scoped[text])}
        names = unseen(self.scoped, title, labels) if labels else frozenset[str]()
        return self.without(names) if names and self.without is not None else self

    def _scoped_label(self, text: str) -> str:
        return label_of_any(self.scoped, text)

    def term(self, kind: str, text: str) -> Term | None:
        """What the text labels in a form of that kind, None where it is no known label."""
        known = self._terms.get(kind)
        if known is None:
            known = self._terms[kind] = Found(partial(self._term, kind))
        return known[text]

    def _term(self, kind: str, text: str) -> Term | None:
        if len(text) > 40:
            return None
        words = self.kinds[kind]
        k = label_key(text)
        unit = ""
        match = UNIT.search(k)
        if match:
            unit = match.group(1) or match.group(2) or match.group(3)
        for form in variants(k, match):
            if form in words.fields:
                return Term(words.fields[form], unit)
            if form in words.sections:
                return Term(words.sections[form], unit, True)
            if form in self.furniture:
                return Term("", unit, True)
            scope, base = self._dated(form)
            whole = form.removeprefix("项目")
            if whole in words.fields:
                return Term(words.fields[whole], unit)
            if base in words.fields:
                return Term(_of_period(words.fields[base], scope), unit)
        # behind a colon stands the value, not more of the label
        found = next((f for f, p in words.patterns.items() if p.search(k)), None) if ":" not in k else None
        return Term(found, unit) if found else None

    def _dated(self, k: str) -> tuple[str, str]:
        """The period a label begins with, and the rest of it; ("", "") where it begins with none."""
        return self._begun[k]

    def _begins(self, k: str) -> tuple[str, str]:
        bare = k.removeprefix("项目")
        for scope, found in self.periods.items():
            for word in found if bare.startswith(tuple(found)) else ():
                if bare.startswith(word) and len(bare) > len(word) + 1:
                    return scope, bare[len(word) :]
        return "", ""

    def opens(self, kind: str, text: str, beside: Iterable[str]) -> bool:
        """Whether a row that begins with the text begins a form of that kind; a label that a user taught only does
        with other taught labels among the texts `beside` it."""
        if len(text) > 24:
            return False
        if self.taught:
            k = label_key(text)
            forms = (k, NOTE.sub("", k))
            if any(family.opens(kind, form, map(label_key, beside)) for family in self.taught for form in forms):
                return True
        known = self._opens.get(kind)
        if known is None:
            known = self._opens[kind] = Found(partial(self._opens_alone, kind))
        return known[text]

    def _opens_alone(self, kind: str, text: str) -> bool:
        k = label_key(text)
        bare, opening = NOTE.sub("", k), self.kinds[kind].opening
        if k in opening or bare in opening or any(name in opening for name in counted_name(k)):
            return True
        if self.knows(text) or not bare.endswith("名称"):
            return False
        found = apart(self.guesses(kind, text))
        return found is not None and found.label in opening and (within(bare, found.label) or within(found.label, bare))

    def guesses(self, kind: str, text: str) -> list[Guess]:
        """The fields that a label nobody knows may name, by the labels it is like, the likeliest first."""
        if kind not in self._alike:
            self._alike[kind] = Likeness(self.kinds[kind].fields)
        return self._alike[kind].guesses(NOTE.sub("", UNIT.sub("", label_key(text))).strip(TAIL))

    def column(self, name: str, text: str) -> str | None:
        """The role of a header cell in a list ("indicators", "tasks", "staff"), None where it is none."""
        if len(text) > 30:
            return None
        known = self._columns.get(name)
        if known is None:
            known = self._columns[name] = Found(partial(self._column, name))
        return known[text]

    def _column(self, name: str, text: str) -> str | None:
        k = label_key(text)
        columns = self.lists[name]
        for form in variants(k, UNIT.search(k)):
            if form in columns:
                return columns[form]
            scope, base = self._dated(form)
            if columns.get(base) == "value":
                return "value_lifetime" if scope == "lifetime" else "value"
        return None

    def evaluated(self, part: str) -> Mapping[str, str]:
        """By the text of a heading of a self-evaluation's list or funds (the `part`) what it says, "" where it says
        nothing known."""
        if part not in self._roles:
            self._roles[part] = Found(partial(self._evaluated, part))
        return self._roles[part]

    def _evaluated(self, part: str, text: str) -> str:
        whole = label_key(text)
        bare, known = NOTE.sub("", whole) or whole, self.evaluation.get(part, {})
        role = next((role for role, pattern in known.items() if pattern.search(bare)), "")
        note = whole.replace(bare, "", 1) if role == "remark" and "reason" in known else ""  # 备注（偏差原因）
        return "reason" if note and known["reason"].search(note) else role

    def is_loose(self, text: str) -> bool:
        """Whether a column's head is a word that heads columns of several kinds: what stands under it decides."""
        return self._loose[text]

    def _is_loose(self, text: str) -> bool:
        k = label_key(text)
        return k in self.loose or NOTE.sub("", k).strip(TAIL) in self.loose

    def is_total(self, text: str) -> bool:
        """Whether the text heads the total of a list."""
        return self._totals[text]

    def _is_total(self, text: str) -> bool:
        k = label_key(text)
        return k in self.totals or UNIT.sub("", k).strip(TAIL) in self.totals

    def period(self, text: str) -> str | None:
        """ "annual" or "lifetime" where the text speaks of one of them, annual first."""
        return self._scopes[text]

    def _scope(self, text: str) -> str | None:
        k = key(text)
        for scope in ("annual", "lifetime"):
            if any(word in k for word in self.periods.get(scope, ())):
                return scope
        return None

    def heads(self, text: str) -> bool:
        """Whether the text is a known label and no level's name: it stands beside a list, not in it."""
        return self.knows(text) and not any(label_key(text) in names for names in self.levels.values())

    def knows(self, text: str) -> bool:
        """Whether the text is a label, a section, a column or a level name, with or without a unit: a join that makes
        one is right."""
        k = label_key(text)
        return k in self._words or UNIT.sub("", k).strip(TAIL) in self._words

    def names(self) -> frozenset[str]:
        """All labels, sections, columns and level names in their normal form."""
        return frozenset(self._words)


def _of_period(name: str, scope: str) -> str:
    """The field of that period: a total or a goal; other fields have none."""
    if name in ("funds.total", "funds.annual.total", "funds.lifetime.total"):
        return f"funds.{scope}.total"
    if name in ("goal", "goal_annual", "goal_lifetime"):
        return f"goal_{scope}"
    return name
