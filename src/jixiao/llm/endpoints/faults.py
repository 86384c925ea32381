"""What went wrong at the endpoint, as our errors: what may pass with time, and what would not.

An endpoint's own words may repeat what it was sent, so nothing of them goes into a message but the status and the
machine-readable code.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from jixiao.errors import AnswerCutOff, EndpointBusy, EndpointDown, EndpointRefused, ModelError

if TYPE_CHECKING:
    from openai import APIError, APIStatusError

_CODE = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_TOO_LONG = re.compile(r"context[_ ](length|size)|maximum context|too (long|many tokens)|exceed\w*[_ ]context", re.I)
_NO_MONEY = re.compile(r"insufficient[_ ](quota|balance)|quota[_ ]exceeded|arrearage", re.I)
_REFUSALS = {
    401: "密钥不对或没有给密钥；请检查 [model] 的 key 或环境变量 JIXIAO_MODEL_KEY",
    402: "账户余额不足；请充值后再试",
    403: "密钥没有使用这个模型的权限；请检查密钥和模型名称",
    **dict.fromkeys(
        (301, 302, 303, 307, 308), "这个地址转到了别处，文件内容不会随之转送；请把 base_url 改成实际的地址"
    ),
    404: "没有这个地址或模型；请检查 base_url（通常以 /v1 结尾）和 name",
}


@dataclass(eq=False, slots=True)
class Fault(Exception):
    """A request that failed: with which error, whether it may pass with time, and how long the endpoint asks to wait.

    `final` says that any other question would fail likewise; `parameter` is the one that the endpoint does not take;
    `charged` that the endpoint may have worked on the question, and so counts it.
    """

    error: ModelError
    passing: bool = False
    wait: float | None = None
    final: bool = False
    status: int = 0
    parameter: str = ""
    charged: bool = False


def fault_of(error: APIError, wait_limit: float) -> Fault:
    """What the failure of a request means; `wait_limit` is the longest wait, in seconds, that the run gives."""
    import openai

    from jixiao.llm.endpoints.transport import TooLarge

    if isinstance(error, openai.APITimeoutError):
        return Fault(
            EndpointDown("大模型接口没有在限定时间内回答；请稍后再试，或加大 request_seconds"),
            passing=True,
            charged=True,
        )
    if isinstance(error, openai.APIStatusError):
        return _of_status(error, wait_limit)
    if isinstance(error, openai.APIConnectionError) and isinstance(error.__cause__, TooLarge):
        return Fault(EndpointDown("大模型接口回的内容太长，已中止接收；请检查接口，或加大 answer_tokens"), charged=True)
    if isinstance(error, openai.APIConnectionError):
        return Fault(EndpointDown("连不上大模型接口，或连接中断；请检查 base_url 和网络"), passing=True)
    return unreadable()


def unreadable() -> Fault:
    """An answer that does not follow the protocol at all."""
    return Fault(
        EndpointDown("大模型接口回的不是约定的格式；请检查 base_url 是否为 OpenAI 兼容接口"), passing=True, charged=True
    )


def _of_status(error: APIStatusError, wait_limit: float) -> Fault:
    status, said = error.status_code, f"{error.code or ''} {error.type or ''} {error.message}"
    shown = f"{status}{_code(error)}"
    if (status == 429 and not _NO_MONEY.search(said)) or status in (408, 409, 425) or status >= 500:
        return _passing(error, wait_limit, shown)
    if status in (400, 413, 422) and _TOO_LONG.search(said):
        return Fault(AnswerCutOff(f"问题太长，大模型放不下（{shown}）；应分成几份再问"), status=status)
    advice = _REFUSALS.get(402 if status == 429 else status)
    if advice is not None:
        return Fault(EndpointRefused(f"大模型接口拒绝了请求（{shown}）：{advice}"), final=status != 404, status=status)
    message = f"大模型接口不接受这个请求（{shown}）；请检查模型名称和 mode，或换一个接口"
    return Fault(EndpointRefused(message), status=status, parameter=error.param or _parameter(error.message))


def _passing(error: APIStatusError, wait_limit: float, shown: str) -> Fault:
    wait = retry_after(error.response.headers.get("retry-after"))
    if wait is not None and wait > wait_limit:
        said = f"大模型接口要求等待 {wait:.0f} 秒（{shown}），超过上限 wait_seconds={wait_limit:g}"
        return Fault(EndpointBusy(f"{said}，不再询问；请过一会儿再运行，会接着做"), wait=wait)
    if error.status_code == 429:
        advice = "请求太多，一再被拒；请调小 requests_per_minute、tokens_per_minute 或 concurrency，稍后再运行"
        return Fault(EndpointDown(f"大模型接口（{shown}）{advice}"), passing=True, wait=wait)
    return Fault(
        EndpointDown(f"大模型接口出错（{shown}），试过几次都不行；请稍后再运行"), passing=True, wait=wait, charged=True
    )


def retry_after(header: str | None) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a date; None where it says nothing."""
    if not header:
        return None
    try:
        return max(float(header), 0.0)
    except ValueError:
        pass
    try:
        return max(parsedate_to_datetime(header).timestamp() - time.time(), 0.0)
    except ValueError:
        return None


def _code(error: APIStatusError) -> str:
    """The error's own short code, where it is a name and not a sentence, nor the key sent back."""
    code = error.code or error.type or ""
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return ""
    return "" if code in error.request.headers.get("authorization", "") else f" {code}"


def _parameter(message: str) -> str:
    """The optional parameter that a message speaks of."""
    return next((name for name in ("max_tokens", "temperature") if name in message), "")
