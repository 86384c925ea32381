"""Field paths: put together, taken apart, followed into models and plain values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records import made

from jixiao.records import ProjectGoal
from jixiao.records.paths import FieldPath, joined, leaves

STEPS = st.lists(st.one_of(st.text("abc_12", min_size=1), st.integers(0, 30)), max_size=5).filter(
    lambda steps: not steps or isinstance(steps[0], str)
)


@given(STEPS)
def test_a_path_is_its_steps_again(steps: list[str | int]) -> None:
    path = joined(tuple(steps))
    assert path.steps == tuple(steps)
    assert path.parent.steps == tuple(steps[:-1])


def test_a_path_is_the_text_that_evidence_is_kept_by() -> None:
    path = FieldPath("indicators") / 3 / "value"
    assert path == "indicators[3].value" and {"indicators[3].value": 1}[path] == 1
    assert (path.parent, path.row, path.position) == ("indicators[3]", "indicators[3]", 3)
    assert (FieldPath("rows[2][4]").row, FieldPath("funds.annual.total").row) == ("rows[2]", None)
    assert FieldPath() / "year" == "year" and FieldPath("a[1]") / "" == "a[1]"


@pytest.mark.parametrize("text", ["a..b", "a[x]", "[1", "a]", "a[1]b", ".a", "a."])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no field path"):
        _ = FieldPath(text).steps


def test_a_path_is_followed_into_models_and_plain_values() -> None:
    record = next(r for r in made.reading().records if isinstance(r, ProjectGoal))
    path = FieldPath("indicators[0].level3")
    assert path.get(record) == path.get(record.model_dump()) == record.indicators[0].level3
    assert FieldPath("indicators[999].level3").get(record) is None
    assert FieldPath("funds.nothing.at.all").get(record) is None


def test_a_value_is_put_where_its_path_says_and_nowhere_else() -> None:
    plain = {"rows": [["1", "2"], ["3", "4"]], "funds": {"annual": {"total": "5"}}}
    FieldPath("rows[1][0]").put(plain, "9")
    FieldPath("funds.annual.total").put(plain, "8")
    assert plain == {"rows": [["1", "2"], ["9", "4"]], "funds": {"annual": {"total": "8"}}}
    with pytest.raises(KeyError):
        FieldPath("budget.total").put(plain, "1")


def test_leaves_come_with_the_paths_that_lead_to_them() -> None:
    plain = {"rows": [["1", None], []], "funds": {"total": "5"}}
    assert dict(leaves(plain)) == {"rows[0][0]": "1", "rows[0][1]": None, "funds.total": "5"}
    assert all(path.get(plain) == leaf for path, leaf in leaves(plain))
