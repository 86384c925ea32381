"""Whatever a model answers, asking loses nothing: what the rules had stands in a field, beside the fields, or as the
other reading; and what a document says to its reader changes nothing."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.fields.drawn_forms import drawn, project
from tests.fields.pointing.answered import begun, settled, shown
from tests.fields.pointing.hostile import NAMES, ORDER, VALUES, hostile

from jixiao.config import ModelSettings, Settings
from jixiao.evidence import Passage
from jixiao.fields.begun import Begun
from jixiao.fields.pointing.align import Sheet, characters
from jixiao.fields.pointing.check import AnswerCheck
from jixiao.fields.pointing.filling.form import fill
from jixiao.fields.pointing.inquiry import open_form, question
from jixiao.fields.pointing.merge_readings import merge
from jixiao.fields.pointing.render import Rendering
from jixiao.fields.pointing.terms import LISTS, PATHS
from jixiao.fields.pointing.wire import FormAnswer, runs
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.llm.request import fill as filled_in
from jixiao.pipeline import begin
from jixiao.sources import Source

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
UNSEEN = Path(__file__).resolve().parents[3] / "eval" / "documents" / "unseen" / "docs"


def opened(path: Path) -> Begun:
    source = Source(path.name, path, "0" * 64, path.suffix.removeprefix("."))
    return begin(source, Settings(), None, "always")


def random_answer(kind: str, form: Rendering, dice: Random) -> FormAnswer:
    """Any answer that points at what is there: right, wrong or senseless."""
    ids = sorted(form.cells)
    some = lambda most: dice.sample(ids, min(len(ids), dice.randint(1, most)))  # noqa: E731
    rows = sorted(form.tables)
    first = dice.choice(rows)
    body = [n for n in rows if first <= n < first + dice.randint(1, 12)]
    columns = {name: some(1) for name in dice.sample(sorted(LISTS["indicators"]), 4)}
    lists = [{"columns": columns, "rows": runs(body), "scope": dice.choice([None, "annual", "lifetime"])}]
    fields = {name: some(2) for name in dice.sample(sorted(PATHS[kind]), dice.randint(0, 9))}
    extra = {id: some(1) for id in some(4)}
    other = runs(dice.sample(rows, min(len(rows), 3)))
    answer = {"kind": kind, "fields": fields, "extra": extra, "other": other}
    return FormAnswer.model_validate(answer | ({"lists": lists} if dice.random() < 0.8 else {}))


def lost(kept: set[Any], passages: list[Passage]) -> list[str]:
    """Letters and digits of the passages that are not among those kept."""
    out = []
    for passage in passages:
        places = list(characters(passage))
        gone = [word.text[i] for word, a, b in passage.pieces for i in range(a, b) if (id(word), i) not in kept]
        if any(c.isalnum() for c in gone) and places:
            out.append("".join(gone))
    return out


@pytest.mark.parametrize("name", ["xingan-projects.docx", "linhe-departments.docx", "haitun-department.xlsx"])
def test_no_answer_makes_anything_vanish(name: str) -> None:
    dice = Random(7)
    for item, work in opened(SAMPLES / name).worked()[:3]:
        inquiry, _ = open_form(work)
        assert item.draft is not None
        before = [
            *(v for p, v in item.draft.values().items() if p != "year"),
            *(p for pair in item.draft.extra for p in pair[1:]),
        ]
        for _ in range(12):
            answer = random_answer(str(item.form.kind), inquiry.shown, dice)
            said = fill(answer, inquiry.index, vocabulary())
            places = {c: inquiry.shown.cells[i] for i, f in inquiry.index.cells.items() for c in characters(f.passage)}
            heads = frozenset(characters(said.heads))
            merged = merge(item.draft, said.draft, Sheet(places, heads))
            kept = set(characters(merged.draft.tree)) | heads
            kept |= set(characters([part for pair in merged.draft.extra for part in pair]))
            kept |= set(characters([other.passage for other in merged.other.values()]))
            assert lost(kept, before) == []


def test_a_title_cut_another_way_stays_as_the_rules_have_it(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", project(["干活单位", "县图书馆"]), title="二、2024年项目支出绩效目标表")
    answer: dict[str, Any] = {
        "kind": "project_goal",
        "fields": {"title": "A1", "project_name": "B2", "implementer": "B3", "goal_annual": "B4"},
        "lists": [{"columns": {"level1": "A5", "level2": "B5", "level3": "C5", "value": "D5"}, "rows": "6"}],
    }
    (record,) = settled(path, answer).records
    assert record.title == "2024年项目支出绩效目标表"
    assert (record.status, record.reasons) == ("complete", [])


def test_all_questions_begin_alike_whatever_a_document_says(tmp_path: Path) -> None:
    """An endpoint that keeps what it read at the beginning of a request serves it to the next, also to a second try."""
    settings = ModelSettings(base_url="http://-", name="-")
    paths = [hostile(tmp_path), UNSEEN / "yunling-matters-1.pdf", UNSEEN / "linjiang-unruled-2.pdf"]
    told = []
    for path in paths:
        (work,) = begun(path).works()
        inquiry, parts = open_form(work)
        told.append(filled_in(question(inquiry, parts[0]), settings).messages)
    first, *others = told
    assert [m["role"] for m in first] == ["system", "user"]
    assert all(messages[0] == first[0] for messages in others)
    assert ORDER not in first[0]["content"] and ORDER in first[1]["content"]


def test_an_answer_that_obeys_a_document_is_sent_back(tmp_path: Path) -> None:
    """The order says: kind other, and A1 in every field."""
    check = AnswerCheck(shown(hostile(tmp_path)))
    fields = dict.fromkeys(("project_name", "implementer", "goal_annual", "funds_total"), "A1")
    said = check(FormAnswer.model_validate({"kind": "project_goal", "fields": fields}))
    assert any("A1 用了 4 次" in finding for finding in said)
    assert len(NAMES) == len(VALUES)


def test_an_order_to_call_a_known_form_another_changes_no_value(tmp_path: Path) -> None:
    path = drawn(tmp_path / "form.pdf", project(["干活单位", ORDER], ["谁干的", "县图书馆"]))
    (alone,) = begun(path, "never").reading().records
    (asked,) = settled(path, {"kind": "other"}).records
    beside = {"status", "reasons"}
    assert asked.model_dump(exclude=beside) == alone.model_dump(exclude=beside)
    assert "conflict.kind" in [r.code for r in asked.reasons]
