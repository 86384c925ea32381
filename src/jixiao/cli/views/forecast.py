"""What would be asked of a model, on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from jixiao.app.forecast import Forecast
from jixiao.cli.screen import plain, results
from jixiao.cli.views.batches import said_prices
from jixiao.config import ModelSettings
from jixiao.llm.batches.lines import Taken
from jixiao.llm.limits import prices


def print_forecast(found: Sequence[Forecast], files: int, endpoint: ModelSettings, why: tuple[str, str]) -> None:
    """What would be asked about each file, and in all; `why` is said where nothing is, and where some is."""
    console = results()
    if not found:
        console.print(plain(f"文件 {files} 个，{why[0]}，没有要问大模型的"))
        return
    priced = endpoint.priced
    table = Table()
    table.add_column("文件", overflow="fold")
    for heading in ("表", "问题", "已有答案", "输入词元（约）", *(["费用（元，不含回答）"] if priced else [])):
        table.add_column(heading, justify="right")
    total = Forecast("合计")
    for each in found:
        table.add_row(*_row(each, priced))
        total.add(each)
    table.add_section()
    table.add_row(*_row(total, priced))
    console.print(table)
    console.print(plain(f"文件 {files} 个，{len(found)} 个{why[1]}；没有询问，也没有写结果", "bold"))
    if not endpoint.base_url:
        console.print(plain("没有配置大模型，现在不会问；配置办法见 docs/model.md"))
    elif not priced:
        console.print(plain("没有设价格（price_in、price_out），不估费用"))
    else:
        console.print(plain(f"全部送出，{said_prices(prices(endpoint, total.tokens))}"))


def _row(each: Forecast, priced: bool) -> list[str | Any]:
    cells = [plain(each.name), str(each.forms), str(each.questions), str(each.known), f"{each.tokens:,}"]
    return [*cells, f"{each.price:.4f}"] if priced else cells


def print_batch(requests: int, paths: Sequence[Path]) -> None:
    """What was written to be asked in a batch, and what to do with it."""
    console = results()
    if not paths:
        console.print(plain("没有要问的，没有写批量请求"))
        return
    said = f"批量请求 {requests} 个，写进 {'、'.join(map(str, paths))}；里面就是会送出的全部内容"
    console.print(plain(said), soft_wrap=True)
    console.print(plain("jixiao batch 文件 --submit 交给服务商，过后再运行一次取回答"))


def print_answers(path: Path, taken: Taken) -> None:
    """What was taken of the answers of a batch."""
    said = f"{path.name}：取到 {taken.answers} 个回答"
    said += f"，{taken.failed} 个没有答成，会单独问" if taken.failed else ""
    said += f"，{taken.strange} 行不是批量结果，没有看" if taken.strange else ""
    results().print(plain(said), soft_wrap=True)
