"""How far batches of questions are, on the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jixiao.cli.screen import plain, results
from jixiao.llm.batches.jobs import Cost, State

_WORDS = {
    "validating": "服务商在检查", "in_progress": "在答", "finalizing": "在收尾", "completed": "答完了",
    "failed": "服务商没有收下", "expired": "到期没有答完", "cancelling": "在取消", "cancelled": "取消了",
}  # fmt: skip


def print_cost(path: Path, cost: Cost, sent: bool) -> None:
    """What the requests of a file come to, and how to send them."""
    price = f"，{said_prices(cost.prices)}" if cost.prices else ""
    told = "交给服务商" if sent else "还没有交；加上 --submit 交给服务商"
    results().print(
        plain(f"{path.name}：{cost.requests} 个请求，约 {cost.tokens:,} 个词元{price}；{told}"), soft_wrap=True
    )


def said_prices(prices: Mapping[str, float]) -> str:
    """What sending costs in each way there is."""
    return "，".join(f"{way}约 {yuan:,.2f} 元" for way, yuan in prices.items()) + "（不含回答）"


def print_state(path: Path, state: State) -> None:
    """How far the job is, and what to do next."""
    said = f"{path.name}：{_WORDS.get(state.status, state.status)}"
    said += f"，{state.total} 个请求答了 {state.answered} 个" if state.total else ""
    said += f"，{state.failed} 个没有答成" if state.failed else ""
    if state.answers is not None:
        said += f"；回答在 {state.answers}，接着 jixiao extract 原来的文件 --model-answers {state.answers}"
    elif state.over:
        said += "，没有回答；可以去掉 --model-batch 单独问"
    else:
        said += "；过后再运行同一条命令"
    results().print(plain(said), soft_wrap=True)
