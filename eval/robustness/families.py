"""All ways to damage a document in families, by the kind of file, so that one can be held out."""

from __future__ import annotations

from eval.robustness.mutations import (
    Mutation,
    blank_block,
    content_damaged,
    covered,
    cut_off,
    digits_renamed,
    drawn_note,
    elements_changed,
    groups_changed,
    hidden_print,
    hidden_target,
    keys_changed,
    map_gone,
    note_over,
    numbers_changed,
    page_changed,
    page_gone,
    part_damaged,
    part_gone,
    pasted_over,
    relation_gone,
    rule_gone,
    some_bits,
    table_of_objects,
    tags_changed,
)
from eval.robustness.rearranged import REARRANGED

_OFFICE = (".docx", ".xlsx")
_OPEN = (".odt", ".ods", ".ofd")
FAMILIES: dict[str, dict[str, list[Mutation]]] = {
    "bytes": {"any": [some_bits, cut_off, blank_block]},
    "pages": {".pdf": [page_gone]},
    "fonts": {".pdf": [map_gone, digits_renamed]},
    "content": {".pdf": [content_damaged]},
    "rules": {".pdf": [rule_gone]},
    "covered": {".pdf": [covered, hidden_print, note_over]},
    "targets": {".pdf": [pasted_over, hidden_target, drawn_note]},
    "keys": {".pdf": [keys_changed, page_changed]},
    "elements": {key: [elements_changed] for key in (*_OFFICE, *_OPEN)},
    "numbers": {key: [numbers_changed] for key in (*_OFFICE, *_OPEN)},
    "objects": {".pdf": [table_of_objects]},
    "parts": {
        **{suffix: [part_gone, relation_gone] for suffix in _OFFICE},
        **{suffix: [part_gone] for suffix in _OPEN},
    },
    "text parts": {key: [part_damaged] for key in (*_OFFICE, *_OPEN)},
    "tags": {".html": [tags_changed]},
    "groups": {".rtf": [groups_changed]},
}
"""What a run damages with where it is not told otherwise."""
_EVERY = FAMILIES | REARRANGED


def mutations(suffix: str, families: list[str]) -> list[Mutation]:
    """The mutations of these families for files of the kind."""
    return [m for family in families for m in [*_EVERY[family].get(suffix, []), *_EVERY[family].get("any", [])]]
