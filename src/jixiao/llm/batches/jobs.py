"""A file of requests given to an endpoint's batch jobs, looked at later, and its answers fetched.

What is known of a job stands beside the file (`批.job.json`), so that any machine that has both can go on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.atomic import whole
from jixiao.config import ModelSettings
from jixiao.errors import ConfigError, EndpointDown, reason_of
from jixiao.llm.batches.lines import FILE_BYTES, URL
from jixiao.llm.endpoints.endpoint import opened, size
from jixiao.llm.endpoints.faults import fault_of
from jixiao.llm.limits import prices

if TYPE_CHECKING:
    from openai import OpenAI
    from openai.types import Batch

# Answers are at most so many times as long as what was asked.
_LONGEST = 8
_CONNECT_SECONDS = 10.0
# Sending and fetching 100 MB takes longer than one question may.
_FILE_SECONDS = 1800.0
_OVER = ("completed", "failed", "expired", "cancelled")


@dataclass(frozen=True, slots=True)
class Job:
    """A file of requests that was sent: the hash of its content, to which endpoint, the endpoint's names for it."""

    sha256: str
    base_url: str
    file: str
    batch: str
    made: str


@dataclass(frozen=True, slots=True)
class State:
    """How far a job is: the endpoint's word for it, requests in all, answered, failed; where answers were put."""

    status: str
    total: int = 0
    answered: int = 0
    failed: int = 0
    answers: Path | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come."""
        return self.status in _OVER


@dataclass(frozen=True, slots=True)
class Cost:
    """What a file of requests will use: how many there are, tokens sent, by estimate, and what sending them costs in
    yuan in each way there is."""

    requests: int
    tokens: int
    prices: dict[str, float]


def cost(path: Path, settings: ModelSettings) -> Cost:
    """What the requests of the file come to by estimate, answers not counted.

    ConfigError where it is no file of requests.
    """
    try:
        asked = [size(json.loads(line)["body"]) for line in _content(path).splitlines() if line.strip()]
    except (ValueError, KeyError, TypeError) as exc:
        raise ConfigError(f"{path} 不是批量请求；请用 jixiao extract … --model-batch {path} 写出") from exc
    return Cost(len(asked), sum(asked), prices(settings, sum(asked)))


def job_of(path: Path) -> Job | None:
    """The job that the file was sent as, None where it was not, or has changed since."""
    try:
        job = Job(**json.loads(_beside(path).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    return job if job.sha256 == hashlib.sha256(_content(path)).hexdigest() else None


def submit(path: Path, settings: ModelSettings) -> Job:
    """Send the file to the endpoint's batch jobs; a file that was sent already is not sent again.

    ModelError where the endpoint refuses or cannot be reached; ConfigError where the file cannot be read.
    """
    content, known = _content(path), job_of(path)
    if known is not None:
        return known
    with _asking(settings) as client:
        sent = client.files.create(file=(path.name, content), purpose="batch", timeout=_timeout())
        batch = client.batches.create(input_file_id=sent.id, endpoint=URL, completion_window="24h", timeout=_timeout())
        job = Job(
            hashlib.sha256(content).hexdigest(), settings.base_url, _name(sent), _name(batch),
            datetime.now(UTC).isoformat(timespec="seconds"),
        )  # fmt: skip
    with whole(_beside(path)) as part:
        part.write_text(json.dumps(asdict(job), ensure_ascii=False, indent=2), encoding="utf-8")
    return job


def look(path: Path, job: Job, settings: ModelSettings) -> State:
    """How far the job is; where it is over, its answers are fetched to `…-答.jsonl` beside the file.

    ConfigError where it was sent to another endpoint than is set; ModelError where the endpoint does not tell.
    """
    if job.base_url != settings.base_url:
        raise ConfigError(f"{path.name} 送给了 {job.base_url}，现在设置的是 {settings.base_url}；请改回来再看")
    with _asking(settings) as client:
        batch = client.batches.retrieve(job.batch, timeout=_timeout())
        state = _state(batch)
        if not state.over:
            return state
        lines = b"".join(_fetched(client, id) for id in (batch.output_file_id, batch.error_file_id) if id)
    if not lines:
        return state
    answers = path.with_name(f"{path.stem}-答.jsonl")
    with whole(answers) as part:
        part.write_bytes(lines)
    return State(state.status, state.total, state.answered, state.failed, answers)


def _state(batch: Batch) -> State:
    counts = batch.request_counts
    total, done, failed = (counts.total, counts.completed, counts.failed) if counts else (0, 0, 0)
    return State(str(batch.status), total or 0, done or 0, failed or 0)


def _fetched(client: OpenAI, id: str) -> bytes:
    found = client.files.content(id, timeout=_timeout()).content
    return found if not found or found.endswith(b"\n") else found + b"\n"


@contextmanager
def _asking(settings: ModelSettings) -> Iterator[OpenAI]:
    """The endpoint's client; what goes wrong there is one of our errors."""
    import openai

    client = opened(settings, FILE_BYTES * _LONGEST)
    try:
        yield client
    except openai.APIError as exc:
        raise fault_of(exc, settings.wait_seconds).error from None
    except (AttributeError, TypeError, ValueError) as exc:
        raise _strange() from exc
    finally:
        client.close()


def _name(made: Any) -> str:
    if not isinstance(made.id, str) or not made.id:
        raise _strange()
    return made.id


def _strange() -> EndpointDown:
    return EndpointDown("批量接口回的不是约定的格式；请检查服务商有没有 OpenAI 兼容的批量接口（/files、/batches）")


def _timeout() -> Any:
    import openai

    return openai.Timeout(_FILE_SECONDS, connect=_CONNECT_SECONDS)


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise ConfigError(f"{path} 读不出（{reason_of(exc)}）；请检查路径") from exc


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.job.json")
