"""What a model is asked about: what the rules concluded and no second witness sees, and lists that may be cut short."""

from __future__ import annotations

import pickle
from pathlib import Path

from tests.fields.drawn_forms import HEAD, drawn, project, wide
from tests.fields.pointing.answered import begun, matter, settled

from jixiao.errors import EndpointDown
from jixiao.fields.cells.witness import sees
from jixiao.pipeline import questions


def test_a_label_that_the_network_of_cells_reads_alike_is_not_asked_about(tmp_path: Path) -> None:
    river = begun(drawn(tmp_path / "form.pdf", project(["干活单位", "县图书馆"])))
    (record,) = river.reading().records
    assert record.doubts == {"implementer": ["label-inferred"]}
    assert questions(river) == []


def test_one_that_nobody_knows_is(tmp_path: Path) -> None:
    assert len(questions(begun(matter(tmp_path)))) == 1


def test_what_the_network_says_of_words_is_known_in_another_process(tmp_path: Path) -> None:
    there = pickle.loads(pickle.dumps(begun(drawn(tmp_path / "form.pdf", project(["干活单位", "县图书馆"])))))
    draft = there.items[0].draft
    assert draft is not None and draft.told is not None
    assert sees(draft.told, "implementer", draft.tree["implementer"])
    assert not sees(draft.told, "indicators[0].value", draft.tree["implementer"])


def test_a_form_read_whole_stays_whole_where_nobody_answers(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", project(["干活单位", "县图书馆"]))
    reading = settled(path, EndpointDown("没有回应"), when="always")
    (record,) = reading.records
    assert (record.status, record.reasons) == ("complete", [])
    assert [p.code for p in reading.problems] == ["model.unanswered"]


def test_a_name_of_a_level_that_its_cell_does_not_print_is_a_doubt(tmp_path: Path) -> None:
    """Cells of levels that stand over several rows: a blank one is no sign that the one above goes on."""
    rows = [
        ["产出指标", "数量指标", "修缮层数", "≥2层"],
        ["^", "^", "更换灯具", "60盏"],
        ["^", "", "完工日期", "2024年9月"],
        ["满意度指标", "服务对象满意度指标", "读者满意度", "≥95%"],
    ]
    top = wide(["项目名称", "书库修缮"], ["年度目标", "修缮书库两层。"])
    (record,) = begun(drawn(tmp_path / "form.pdf", [*top, HEAD, *rows]), "never").reading().records
    assert [i.level2 for i in record.indicators][:3] == ["数量指标"] * 3  # type: ignore[union-attr]
    assert record.doubts == {"indicators[2].level2": ["uncertain"]}
