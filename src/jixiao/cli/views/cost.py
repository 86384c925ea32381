"""What `jixiao cost` prints: questions, tokens and money by use, day or form, and their sums."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from jixiao.app.cost import Spent
from jixiao.app.files.inputs import there
from jixiao.cli.screen import plain, results
from jixiao.errors import ResourceError
from jixiao.llm import prompt
from jixiao.store import Cost

_HEADINGS = {"prompt": "用途", "day": "日期", "about": "文件#表"}
_COUNTS = ("问题", "答出", "请求", "输入词元", "输出词元", "秒", "费用（元）")


def print_costs(spent: Spent, by: str) -> None:
    """The table, or that nothing was asked."""
    console = results()
    if not there(spent.place):
        console.print(plain(f"还没有问过大模型（{spent.place} 不存在）"))
        return
    if not spent.costs:
        console.print(plain(f"{spent.place} 里没有问过大模型的记录"))
        return
    console.print(_table(spent.costs, by))
    for line in _remarks(spent.costs):
        console.print(plain(line))


def _table(costs: Sequence[Cost], by: str) -> Table:
    table = Table()
    table.add_column(_HEADINGS[by], overflow="fold")
    table.add_column("模型", overflow="fold")
    for heading in _COUNTS:
        table.add_column(heading, justify="right", no_wrap=True)
    for each in costs:
        table.add_row(plain(_named(each.group, by)), plain(each.model), *_figures([each]))
    table.add_section()
    table.add_row("合计", "", *_figures(costs))
    return table


def _named(group: str, by: str) -> str:
    """The purpose of a prompt, where it still is there; other groups as they are."""
    if by != "prompt":
        return group or "（无）"
    try:
        return f"{group}　{prompt(group).purpose}"
    except ResourceError:
        return group


def _figures(costs: Sequence[Cost]) -> list[str | Text]:
    prices = [c.price for c in costs if c.price is not None]
    counts = [sum(getattr(c, name) for c in costs) for name in ("questions", "answered", "requests")]
    tokens = [sum(getattr(c, name) for c in costs) for name in ("tokens_in", "tokens_out")]
    seconds = sum(c.seconds for c in costs)
    return [*(f"{n:,}" for n in [*counts, *tokens]), f"{seconds:,.0f}", f"{sum(prices):.4f}" if prices else "未计价"]


def _remarks(costs: Sequence[Cost]) -> list[str]:
    said = []
    if unpriced := sum(c.unpriced for c in costs):
        said.append(f"{unpriced} 个问题没有计价：问的时候没有设 price_in、price_out")
    if estimated := sum(c.estimated for c in costs):
        said.append(f"{estimated} 个问题的词元是估计的：接口没有给出计数")
    return said
