"""What keeps asking within bounds: a deadline for a form, a pace for a minute, a budget for a run, and when to stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as clock
from threading import Event, Lock

from jixiao.config import ModelSettings
from jixiao.errors import AskingStopped, BudgetSpent, EndpointBusy, EndpointDown, ModelError

# So many questions in a row that the endpoint did not answer, and it is not asked again in this run.
_SILENCES = 3


class Deadline:
    """What the questions about one form may take together: a time, and tokens where their number is limited.

    Waiting for this program's own pace does not count.
    """

    def __init__(self, seconds: float, tokens: int = 0) -> None:
        self._end = time.monotonic() + seconds
        self._most, self._spent = tokens, 0
        self._lock = Lock()

    @property
    def left(self) -> float:
        """The seconds that are left, 0 where the time is over."""
        return max(self._end - time.monotonic(), 0.0)

    def extend(self, seconds: float) -> None:
        """Give so many seconds more."""
        self._end += seconds

    def check(self, tokens: int) -> None:
        """BudgetSpent where a question of so many tokens would go beyond what the form may use."""
        with self._lock:
            if self._most and self._spent + tokens > self._most:
                said = f"这张表的 {self._most} 词元预算（form_tokens）已用去 {self._spent}，不再为它询问大模型"
                raise BudgetSpent(f"{said}；其余照常读取，提高预算后再运行会接着做")

    def spend(self, tokens: int) -> None:
        """Count what was used."""
        with self._lock:
            self._spent += tokens


class Pace:
    """Spreads requests and tokens evenly, so that no minute has more of them than is allowed."""

    def __init__(self, requests_per_minute: int, tokens_per_minute: int) -> None:
        self._per_request = 60.0 / requests_per_minute if requests_per_minute else 0.0
        self._per_token = 60.0 / tokens_per_minute if tokens_per_minute else 0.0
        self._request_at = self._tokens_at = 0.0
        self._lock = Lock()

    def turn(self, tokens: int) -> float:
        """Take the next turn for a request of so many tokens: the seconds until it comes."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._request_at, self._tokens_at)
            self._request_at = turn + self._per_request
            self._tokens_at = turn + tokens * self._per_token
            return turn - now

    def spent(self, tokens: int) -> None:
        """Count tokens that came on top of those the turn was taken for."""
        with self._lock:
            self._tokens_at = max(self._tokens_at, time.monotonic()) + tokens * self._per_token


class Budget:
    """What a run has used of what it may use; shared by all its threads."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._lock = Lock()
        self.tokens_in = 0
        self.tokens_out = 0
        self.money = 0.0
        """What they cost, in yuan; 0 where prices are not set."""

    @property
    def tokens(self) -> int:
        """All tokens used."""
        return self.tokens_in + self.tokens_out

    def check(self, tokens_in: int) -> None:
        """BudgetSpent where a question of so many tokens would go beyond the budget.

        What answers under way will cost is not known, so a run may go beyond it by as many as it asks at once.
        """
        with self._lock:
            most, most_money = self._settings.budget_tokens, self._settings.budget_money
            if most and self.tokens + tokens_in > most:
                raise BudgetSpent(f"本次运行的 {most} 词元预算已用去 {self.tokens}，不再询问大模型；{_MORE}")
            coming = price(self._settings, tokens_in, 0) or 0.0
            if most_money and self.money + coming > most_money:
                said = f"本次运行的 {most_money:g} 元预算已用去 {self.money:.4f} 元"
                raise BudgetSpent(f"{said}，不再询问大模型；{_MORE}")

    def spend(self, tokens_in: int, tokens_out: int) -> None:
        """Count what was used."""
        with self._lock:
            self.tokens_in += tokens_in
            self.tokens_out += tokens_out
            self.money += price(self._settings, tokens_in, tokens_out) or 0.0


_MORE = "已有结果都已保存，提高预算后再运行会接着做"


def price(settings: ModelSettings, tokens_in: int, tokens_out: int, batch: bool = False) -> float | None:
    """What so many tokens cost in yuan, now or in a batch job; None where prices are not set."""
    full = full_price(settings, tokens_in, tokens_out)
    share = settings.batch_share if batch else settings.off_peak_share if settings.is_cheap(_clock()) else 1.0
    return full and share * full


def full_price(settings: ModelSettings, tokens_in: int, tokens_out: int) -> float | None:
    """What so many tokens cost in yuan, asked singly at the usual hours; None where prices are not set."""
    if not settings.priced:
        return None
    return (tokens_in * settings.price_in + tokens_out * settings.price_out) / 1_000_000


def prices(settings: ModelSettings, tokens_in: int) -> dict[str, float]:
    """What so many tokens cost to send in each way that there is, by its name; nothing where prices are not set."""
    full = full_price(settings, tokens_in, 0)
    if full is None:
        return {}
    out = {"单独问": full, "批量": full * settings.batch_share}
    return out | ({f"{settings.off_peak} 单独问": full * settings.off_peak_share} if settings.off_peak else {})


def _clock() -> clock:
    return datetime.now().time()


class Gate:
    """Whether the endpoint may still be asked: not after it refused for good, fell silent, or wants a long rest."""

    def __init__(self) -> None:
        self._closing = Event()
        self._lock = Lock()
        self._over: ModelError | None = None
        self._busy: EndpointBusy | None = None
        self._busy_until = 0.0
        self._silences = 0

    def check(self) -> None:
        """The error that every further question ends with; nothing where the gate is open."""
        with self._lock:
            if self._closing.is_set():
                raise AskingStopped("已停止询问大模型；再运行同一条命令会接着做")
            if self._over is not None:
                raise _again(self._over)
            if self._busy is not None and time.monotonic() < self._busy_until:
                raise _again(self._busy)

    def close(self) -> None:
        """Let nothing more through, and wake those who wait."""
        self._closing.set()

    def rest(self, seconds: float) -> None:
        """Wait so long; AskingStopped where the gate is closed meanwhile."""
        if self._closing.wait(seconds):
            self.check()

    def answered(self) -> None:
        """The endpoint answered."""
        with self._lock:
            self._silences = 0

    def failed(self, error: ModelError, busy_seconds: float = 0.0, final: bool = False) -> None:
        """A question ended so; `final` where the next one would end so too."""
        with self._lock:
            if isinstance(error, EndpointBusy):
                self._busy, self._busy_until = error, time.monotonic() + busy_seconds
            elif isinstance(error, EndpointDown):
                self._silences += 1
                final = self._silences >= _SILENCES
            if final:
                self._over = error


def _again(error: ModelError) -> ModelError:
    """The same error anew: one that is raised twice would carry the trace of both."""
    kind: Callable[[str], ModelError] = type(error)
    return kind(str(error))
