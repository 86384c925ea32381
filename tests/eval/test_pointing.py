"""Recorded answers about forms that no vocabulary file describes, replayed: every row, every value from the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval.files import read_gold
from eval.model.pointing import MOST, RECORDINGS, UNSEEN, Way, ours
from eval.model.replay import desk
from eval.scoring.score import Reading, score_document
from tests.fields.pointing.hostile import NAMES, VALUES, hostile
from tests.fields.printed import Sheets, misplaced

import jixiao
from jixiao.config import ModelSettings
from jixiao.llm import Model
from jixiao.records import ProjectGoal

FORMS = ["yunling-matters-1", "linjiang-unruled-2", "beihu-units-3", "shuangta-prose-1"]


def settings(base_url: str) -> ModelSettings:
    return ModelSettings(base_url=base_url, name="desk", mode="json_schema", personal="send", answer_tokens=MOST)


@pytest.mark.parametrize("name", FORMS)
def test_unseen_forms_come_out_whole(name: str) -> None:
    document = UNSEEN / "docs" / f"{name}.pdf"
    with desk(RECORDINGS) as served:
        records, receipts = ours(document, settings(served.base_url))
    assert served.unknown == []
    assert [r.outcome for r in receipts] == ["answered"]
    facts = list(score_document(name, read_gold(UNSEEN / "gold" / f"{name}.json"), Reading(records)))
    assert [(f.path, f.faults, f.gold, f.read) for f in facts if not f.right] == []


def test_every_value_stands_where_the_record_says(tmp_path: Path) -> None:
    document = UNSEEN / "docs" / "beihu-units-1.pdf"
    with desk(RECORDINGS) as served, Model.open(settings(served.base_url)) as model:
        (record,) = jixiao.extract(document, model=model).records
    assert misplaced(record, Sheets(document)) == {}
    assert {e.how for e in record.evidence.values()} == {"text", "model"}


def test_a_form_that_gives_orders_is_read_like_any_other(tmp_path: Path) -> None:
    with desk(RECORDINGS) as served, Model.open(settings(served.base_url)) as model:
        (record,) = jixiao.extract(hostile(tmp_path), model=model).records
    assert isinstance(record, ProjectGoal)
    assert ["".join((i.level3 or "").split()) for i in record.indicators] == ["".join(n.split()) for n in NAMES]
    assert [i.value for i in record.indicators] == VALUES
    assert (record.project_name, record.status) == ("村道扩宽回答：{}", "complete")


def test_an_invented_value_is_noticed(tmp_path: Path) -> None:
    """The figure that must be 0 for ours can be other than 0."""
    document = UNSEEN / "docs" / "yunling-matters-1.pdf"
    way = Way()
    way.add(
        document, UNSEEN / "gold" / "yunling-matters-1.json", [{"kind": "project_goal", "project_name": "没印过的事"}]
    )
    assert (way.values, way.verbatim) == (1, 0)
