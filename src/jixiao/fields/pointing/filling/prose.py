"""An answer about prose into a narrative: goals by area and activity, and measures, cut from their paragraphs."""

from __future__ import annotations

from typing import Any

from jixiao.evidence import Passage, Role
from jixiao.fields.pointing.filling.passages import Pointing, bare, id_of, year_of
from jixiao.fields.pointing.render import Index
from jixiao.fields.pointing.terms import PATHS
from jixiao.fields.pointing.wire import ProseAnswer, Quote, row_numbers
from jixiao.fields.tree import Draft
from jixiao.tables.table import Cell

_HEADING = 40  # characters: a paragraph that was set aside and is no longer heads others
_LEAD = 12  # characters: what leads to a part of a paragraph is no longer
_GOAL = ("area", "activity", "goal", "indicators", "standards")


def fill_prose(answer: ProseAnswer, index: Index) -> Draft:
    """The narrative that the answer points out; the answer has been checked against the same rendering."""
    pointing = Pointing(index)
    tree: dict[str, Any] = {}
    for name, spans in answer.fields.items():
        if name in PATHS["department_narrative"]:
            passage = pointing.passage(spans, name)
            tree[name] = year_of(passage) if name == "year" else passage
    tree["sub_goals"] = [_parts(pointing, item, _GOAL) for item in answer.sub_goals]
    tree["measures"] = [_parts(pointing, item, ("heading", "text")) for item in answer.measures]
    _claim_leads(pointing)
    for n in row_numbers(answer.other):
        found = index.cells.get(f"A{n}")
        if found is not None and len(found.text) <= _HEADING:
            found.passage.claim(Role.HEADING)
    return Draft(tree)


def _parts(pointing: Pointing, item: dict[Any, list[str | Quote]], names: tuple[str, ...]) -> dict[str, Passage | None]:
    """One goal or measure; headings without their number and closing mark."""
    out: dict[str, Passage | None] = dict.fromkeys(names)
    for name, spans in item.items():
        if name in ("area", "activity", "heading"):
            out[name] = bare(pointing.passage(spans))
        else:
            out[name] = pointing.passage(spans, "overall_goal")
    return out


def _claim_leads(pointing: Pointing) -> None:
    """The few words between quotes are what leads to them."""
    for found in pointing.index.cells.values():
        if isinstance(found, Cell) or id_of(found) not in pointing.quoted:
            continue
        at = 0
        for start, end in [*sorted(pointing.quoted[id_of(found)]), (len(found.text), len(found.text))]:
            if 0 < start - at <= _LEAD:
                found.passage.cut(at, start).claim(Role.LABEL)
            at = max(at, end)
