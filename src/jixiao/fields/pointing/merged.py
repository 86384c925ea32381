"""What came of putting two readings together, and what is asked of the rows of their lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from jixiao.evidence import DoubtCode, Passage
from jixiao.fields.lists.column_reasons import UNHEADED
from jixiao.fields.lists.indicator_row import row_gaps
from jixiao.fields.pointing.align import Character, characters, lost, own_characters, passages
from jixiao.fields.second.reading import SAID
from jixiao.fields.tree import Aside, Derived, Draft, asides
from jixiao.records import Reason
from jixiao.records.paths import FieldPath, leaves

# The reasons about a list that end where its rows are not the rules' alone any more.
OF_LISTS = ("indicator.", "list.")
# A heading inside a value: a number of a section or paragraph, or words before a colon.
_HEADED = re.compile(
    r"^\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|第[一二三四五六七八九十]+[部章节条])|[：:]\s*$"
)


# What is left of a value once what other fields hold is taken out of it: nothing, or their labels.
_LABELS = re.compile(r"\s*(?:\w{2,12}[:：]\s*)*")


@dataclass(slots=True)
class Other:
    """The reading that does not stand first, and whether the model gave it."""

    passage: Passage
    by_model: bool


@dataclass(slots=True)
class Merged:
    """The record under construction, the paths whose values the model placed, those that both gave alike, those where
    both differ with the other reading, and the lists whose rows the two cut differently: `disputed` are the rules',
    `taken` the model's.

    `against` are values of the rules that the model says no field is for; `whole` where it answered about the form as a
    whole.
    """

    draft: Draft
    placed: set[str] = field(default_factory=set)
    agreed: set[str] = field(default_factory=set)
    other: dict[str, Other] = field(default_factory=dict)
    disputed: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    against: set[str] = field(default_factory=set)
    whole: bool = False


def sources(tree: dict[str, Any]) -> list[Passage]:
    """What the values were concluded from that are no text themselves: the year."""
    return [leaf.source for leaf in tree.values() if isinstance(leaf, Derived)]


def both_asides(ruled: list[Aside], said: list[Aside]) -> list[Aside]:
    """What either has beside a row, each once."""
    held = set(characters(said))
    return [*said, *(aside for aside in ruled if not set(characters(aside)) <= held)]


def without_twice(tree: dict[str, Any]) -> None:
    """Take out of the rows' extra what now stands in a field."""
    held = set(characters(tree)) - set(characters(list(asides(tree))))
    for rows in tree.values():
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and row.get("extra"):
                row["extra"] = [aside for aside in row["extra"] if not set(characters(aside)) <= held]


def known(row: dict[str, Any], held: set[Character]) -> bool:
    """Whether all that a row of the rules' alone says stands in the model's rows and headers: it is no row."""
    return own_characters(row) <= held


def gaps_in_rows(rows: list[dict[str, Any]]) -> list[Reason]:
    """Which rows of indicators lack a name or a target."""
    out: list[Reason] = []
    for row in rows:
        pages = [piece.word.page for value in row.values() if isinstance(value, Passage) for piece in value.pieces]
        out += row_gaps(row, next((p for p in pages if p), None))
    return out


def spoken(model: Draft, rows: list[dict[str, Any]]) -> bool:
    """Whether header or cells speak for all columns of the model's rows."""
    own = {id(row) for row in rows}
    return not any(code is DoubtCode.POINTED and id(row) in own for row, _, code in model.doubted)


def uncut(ruled: list[dict[str, Any]]) -> bool:
    """Whether the rules could not cut the list: a row lacks what every row has."""
    return any(not row.get(name) for row in ruled for name in ("level3", "value", "goal", "heading") if name in row)


def paths(node: Any, path: str) -> Iterator[str]:
    """The paths of all passages under the node."""
    return (at for at, leaf in leaves(node, FieldPath(path)) if isinstance(leaf, Passage) and leaf.pieces)


def swallows(ruled: Passage, said: set[Character]) -> bool:
    """Whether what the value holds beside what was said of it begins like a section, or ends like a lead."""
    return any(_HEADED.search(ruled.text[start:end]) for start, end in lost(ruled, said))


def of_others(said: Passage, own: set[Character], taken: set[Character]) -> bool:
    """Whether a value is more than its `own` by what was taken for other fields, and by the labels of these."""
    rest = [said.cut(*place) for place in lost(said, own)]
    left = ("".join(part.text[slice(*place)] for place in lost(part, taken)) for part in rest)
    return bool(taken & set(characters(rest))) and all(_LABELS.fullmatch(text) for text in left)


def keep_the_rest(ruled: dict[str, Any], out: Merged, heads: Iterable[Character]) -> None:
    """Whatever the rules held and nothing holds now is kept beside the fields: asking loses nothing."""
    draft = out.draft
    held = set(characters(draft.tree)) | set(heads)
    held |= set(characters([part for pair in draft.extra for part in pair]))
    held |= set(characters([other.passage for other in out.other.values()]))
    for passage in passages(ruled):
        for start, end in lost(passage, held):
            rest = passage.cut(start, end).strip()
            if any(c.isalnum() for c in rest.text):
                draft.extra.append((Passage(), rest))
                held |= set(characters(rest))


def without_unheaded(rules: Draft, model: Draft) -> Draft:
    """The rules' draft without a list that no head told, where the model gave one: it is the model's to read. What a
    second reading alone told is left to the model too."""
    rules = replace(rules, reasons=[reason for reason in rules.reasons if reason.code not in SAID])
    if not model.tree.get("indicators") or all(r.code != UNHEADED for r in rules.reasons):
        return rules
    reasons = [r for r in rules.reasons if not r.code.startswith(OF_LISTS)]
    return replace(rules, tree={**rules.tree, "indicators": []}, reasons=reasons)
