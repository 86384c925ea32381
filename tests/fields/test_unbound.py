"""What no field holds makes a form incomplete, and only that."""

from __future__ import annotations

from pathlib import Path

import jixiao


def test_a_column_of_tasks_that_is_known_and_has_no_field_leaves_the_form_complete(samples: Path) -> None:
    """期望达到的目标 is known of lists of tasks; what stands there is kept beside the fields, row by row."""
    (record,) = jixiao.extract(samples / "haitun-department.xlsx").records
    assert any(extra.label.startswith("期望达到的目标（第") for extra in record.extra)
    assert record.status == "complete"
