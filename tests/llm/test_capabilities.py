"""How an endpoint is asked: found out once, in the order of the modes, and remembered."""

from __future__ import annotations

import pytest
from tests.llm.asking import GOOD, model, question
from tests.llm.fake_endpoint import completion, endpoint, fails, mode_of, says

from jixiao.config.model import MODES
from jixiao.errors import EndpointDown, EndpointRefused
from jixiao.llm.capabilities import Capabilities
from jixiao.llm.receipts import Memory


@pytest.mark.parametrize("mode", MODES)
def test_the_first_mode_that_works_is_taken(mode: str) -> None:
    with endpoint(says(GOOD), modes=(mode,)) as fake, model(fake.base_url, mode="auto") as asked:
        answers = [asked.ask(question(text)) for text in ("甲", "乙")]
    assert [mode_of(body) for body in fake.trials] == list(MODES[: MODES.index(mode) + 1])
    assert [mode_of(body) for body in fake.requests] == [mode, mode]
    assert {a.receipt.mode for a in answers} == {mode}


def test_what_was_found_out_is_remembered_and_its_cost_is_kept() -> None:
    archive = Memory()
    with endpoint(says(GOOD), modes=("tools",)) as fake:
        for text in ("甲", "乙"):
            with model(fake.base_url, archive, mode="auto") as asked:
                asked.ask(question(text))
    assert len(fake.trials) == 2
    assert [r.prompt for r in archive.receipts] == ["llm/probe", "llm/again", "llm/again"]
    assert (archive.receipts[0].attempts, archive.receipts[0].tokens_in) == (2, 100)


def test_a_manner_that_no_longer_does_is_found_out_anew() -> None:
    archive = Memory()
    with endpoint(fails(400), says(GOOD), modes=("json",)) as fake:
        archive.remember(fake.base_url, "fake", "json_schema max_tokens temperature")
        with model(fake.base_url, archive, mode="auto") as asked:
            assert asked.ask(question()).receipt.mode == "json"
    assert archive.manner(fake.base_url, "fake") == "json max_tokens temperature"


def test_a_mode_that_is_set_is_not_tried() -> None:
    with endpoint(says(GOOD)) as fake, model(fake.base_url, mode="md_json") as asked:
        asked.ask(question())
    assert not fake.trials
    assert mode_of(fake.requests[0]) == "md_json"


def test_an_endpoint_that_ignores_the_shape_is_asked_in_another_mode() -> None:
    def chatty(handler, body):  # it knows no response_format, only what the messages say
        text = '{"listed_numbers": ["c1"]}' if mode_of(body) == "md_json" else "c1、c2、c3"
        message = {**body, "tools": None}
        handler.send(completion(message, text, "stop", None))

    with endpoint(says(GOOD)) as fake, model(fake.base_url, mode="auto") as asked:
        fake.trial = chatty
        assert asked.ask(question()).receipt.mode == "md_json"


def test_an_endpoint_that_can_do_none_is_refused_once() -> None:
    with endpoint(says(GOOD), modes=()) as fake, model(fake.base_url, mode="auto") as asked:
        for text in ("甲", "乙"):
            with pytest.raises(EndpointRefused, match="md_json"):
                asked.ask(question(text))
    assert len(fake.trials) == 4
    assert not fake.requests


def test_an_endpoint_that_is_down_is_tried_again_later() -> None:
    with endpoint(says(GOOD)) as fake, model(fake.base_url, mode="auto", attempts=1) as asked:
        fake.trial = fails(503)
        with pytest.raises(EndpointDown):
            asked.ask(question())
        fake.trial = None
        assert asked.ask(question()).receipt.mode == "json_schema"


@pytest.mark.parametrize(
    ("parameter", "manner"),
    [
        ("max_tokens", "json_schema max_completion_tokens temperature"),
        ("temperature", "json_schema max_tokens plain"),
    ],
)
@pytest.mark.parametrize("named", ["param", "message"])
def test_a_parameter_that_is_not_taken_is_done_without(parameter: str, manner: str, named: str) -> None:
    def strict(handler, body):
        if parameter in body:
            said = {"param": parameter} if named == "param" else {"message": f"Unsupported: '{parameter}'"}
            fails(400, **said)(handler, body)
        else:
            says('{"listed_numbers": []}')(handler, body)

    with endpoint(says(GOOD)) as fake, model(fake.base_url, mode="auto") as asked:
        fake.trial = strict
        asked.ask(question())
        assert asked.archive.manner(fake.base_url, "fake") == manner
    assert parameter not in fake.requests[0]
    assert "max_tokens" in fake.requests[0] or fake.requests[0]["max_completion_tokens"] == 4096


@pytest.mark.parametrize("text", [None, "", "json", "xml max_tokens plain", "json tokens plain"])
def test_a_manner_that_nobody_wrote_is_none(text: str | None) -> None:
    assert Capabilities.read(text) is None


@pytest.mark.parametrize(
    "manner", [Capabilities("tools"), Capabilities("json", "max_completion_tokens", temperature=False)]
)
def test_a_manner_is_read_as_it_was_written(manner: Capabilities) -> None:
    assert Capabilities.read(str(manner)) == manner
