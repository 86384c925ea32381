"""Recorded answers about forms that the rules find hard: right ones are not sent back, and the command replays them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval.cli import app
from eval.model.commands import RECORDINGS
from eval.model.pointing import RECORDINGS as POINTING
from eval.model.pointing import UNSEEN
from eval.model.shown import read_back
from tests.fields.pointing.answered import matter, shown
from typer.testing import CliRunner

from jixiao.fields.pointing.check import AnswerCheck
from jixiao.fields.pointing.wire import FormAnswer

ANSWERS = sorted(RECORDINGS.glob("*.answer.txt"))


def frozen(answer: Path) -> Path:
    return answer.with_name(answer.name.replace(".answer.", ".shown."))


def test_a_form_is_read_back_as_it_was_shown(tmp_path: Path) -> None:
    rendering = shown(matter(tmp_path))
    assert read_back(rendering.text) == rendering


def test_answers_that_were_taken_are_taken_still() -> None:
    """One of the recorded answers points at a cell that is not there, and was sent back; all others are right."""
    refused = {}
    first = [path for path in ANSWERS if frozen(path).is_file()]
    assert len(first) >= 90
    for path in first:
        answer = FormAnswer.model_validate_json(path.read_text(encoding="utf-8"))
        found = AnswerCheck(read_back(frozen(path).read_text(encoding="utf-8")))(answer)
        if found:
            refused[path.name] = found
    assert list(refused.values()) == [["没有 F19 这一格", "没有 F23 这一格"]]


def test_no_answer_holds_a_value() -> None:
    """What a recorded answer says are ids, rows and names of fields, and of a quote the words of its cell."""
    for path in ANSWERS:
        source = frozen(path)
        if not source.is_file():
            continue
        cells = read_back(source.read_text(encoding="utf-8")).cells
        for spans in json.loads(path.read_text(encoding="utf-8")).get("fields", {}).values():
            for said in spans if isinstance(spans, list) else [spans]:
                if isinstance(said, dict):
                    text = "".join(cells[said["id"]].text.split())
                    assert all("".join(said[end].split()) in text for end in ("start", "end") if end in said)


def test_the_command_puts_three_ways_side_by_side(tmp_path: Path) -> None:
    out = tmp_path / "figures.json"
    arguments = ["model", str(UNSEEN), "--recordings", str(POINTING), "--replay-only", "--match", "yunling"]
    done = CliRunner().invoke(app, [*arguments, "--json", str(out)])
    assert done.exit_code == 0, done.output
    assert "没有录下回答的问题 0 个" in done.output
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["never"]["forms asked about"] == 0
    for way in ("auto", "always"):
        assert figures[way]["values exact"] == figures[way]["indicator rows wholly exact, F1"] == 1.0
        assert (figures[way]["questions"], figures[way]["unanswered"], figures[way]["answers sent back"]) == (3, 0, 0)


def test_what_was_not_recorded_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["model", str(UNSEEN), "--recordings", str(tmp_path), "--match", "beihu-units-1"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    assert "没有录下回答的问题 1 个" in done.output
