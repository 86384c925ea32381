"""A list that rules and model cut into different rows, and a column that only the rules take for a field."""

from __future__ import annotations

from typing import Any

from jixiao.evidence import DoubtCode, Passage, Word
from jixiao.fields.pointing.merge_readings import merge
from jixiao.fields.tree import Aside, Draft
from jixiao.geometry import Box

NAMES = [Passage.of(Word(text, 1, Box(0, 20 * i, 40, 20 * i + 10))) for i, text in enumerate(["清淤", "加固"])]
VALUES = [Passage.of(Word(text, 1, Box(60, 20 * i, 90, 20 * i + 10))) for i, text in enumerate(["12座", "3处"])]


def row(name: Passage, value: Passage, **more: Any) -> dict[str, Any]:
    return {"level3": name, "value": value, "basis": None, "extra": [], **more}


def apart() -> tuple[Draft, Draft]:
    one = row(Passage.join(NAMES), Passage.join(VALUES))
    two = [row(name, value) for name, value in zip(NAMES, VALUES, strict=True)]
    return Draft({"indicators": [one]}), Draft({"indicators": two})


def test_rows_are_the_models_where_its_columns_are_spoken_for() -> None:
    merged = merge(*apart())
    assert [r["value"].text for r in merged.draft.tree["indicators"]] == ["12座", "3处"]
    assert (merged.taken, merged.disputed) == (["indicators"], [])


def test_rows_stay_the_rules_where_nothing_speaks_for_the_models() -> None:
    rules, model = apart()
    model.doubted.append((model.tree["indicators"][0], "value", DoubtCode.POINTED))
    merged = merge(rules, model)
    assert [r["value"].text for r in merged.draft.tree["indicators"]] == ["12座3处"]
    assert (merged.taken, merged.disputed) == ([], ["indicators"])


def test_what_the_rules_took_for_a_field_by_content_leaves_it_where_the_model_sets_it_aside() -> None:
    note = Passage.of(Word("计财科", 1, Box(90, 0, 120, 10)))
    ruled = row(NAMES[0], VALUES[0], basis=note)
    rules = Draft({"indicators": [ruled]}, doubted=[(ruled, "basis", DoubtCode.COLUMN_INFERRED)])
    model = Draft({"indicators": [row(NAMES[0], VALUES[0], extra=[Aside(Passage(), note)])]})
    (merged,) = merge(rules, model).draft.tree["indicators"]
    assert merged["basis"] is None
    assert [aside.value.text for aside in merged["extra"]] == ["计财科"]


def test_what_both_read_in_other_fields_is_no_conflict() -> None:
    line = Passage.of(Word("青禾县水利局　单位：万元", 1, Box(0, 60, 120, 70)))
    money: dict[str, Any] = {"unit": line.cut(10, 12), "annual": {}, "lifetime": None}
    merged = merge(Draft({"department": line.cut(0, 6), "funds": money}), Draft({"department": line}))
    assert (merged.draft.tree["department"].text, merged.other) == ("青禾县水利局", {})
    assert "department" in merged.agreed
