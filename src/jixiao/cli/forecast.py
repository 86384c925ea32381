"""What `jixiao extract --dry-run` does: say what a model would be asked and what that may cost, and ask nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from jixiao.cli.asking import archive_path
from jixiao.cli.codes import Exit
from jixiao.cli.screen import notes, plain, results
from jixiao.config import ModelSettings, Settings
from jixiao.engine.asking import open_questions
from jixiao.engine.limits import intake_limits
from jixiao.engine.pool import Finished, Pool
from jixiao.engine.reading import BEGINNER
from jixiao.llm import Model, Question
from jixiao.sources import gather
from jixiao.store import Archive


@dataclass(slots=True)
class Forecast:
    """What would be asked about one file: so many forms, questions (of them `known` already) and tokens."""

    name: str
    forms: int = 0
    questions: int = 0
    known: int = 0
    tokens: int = 0
    price: float = 0.0


def forecast(inputs: Sequence[str], settings: Settings, endpoint: ModelSettings, store: Path | None) -> int:
    """Read everything by the rules and print what is left to ask; nothing is asked or written."""
    place = store or archive_path(endpoint)
    archive = Archive.open(place) if place.exists() else None
    model = Model.open(endpoint, archive)
    try:
        with tempfile.TemporaryDirectory(prefix="jixiao-") as workdir, Pool(settings, BEGINNER, endpoint) as pool:
            sources = gather(inputs, Path(workdir), intake_limits(settings)).sources
            with notes().status("用规则读取 …"):
                read = [event for event in pool.events(sources) if isinstance(event, Finished)]
        found = [_of(e.source.name, open_questions(e.done, model.sees), model) for e in read if e.done.open is not None]
    finally:
        if archive is not None:
            archive.close()
    _print(found, len(sources), endpoint)
    return Exit.DONE


def _of(name: str, questions: Sequence[Question[Any]], model: Model) -> Forecast:
    out = Forecast(name, forms=len({q.about for q in questions}), questions=len(questions))
    for question in questions:
        tokens, price = model.estimate(question)
        out.tokens += tokens
        out.price += price or 0.0
        out.known += tokens == 0
    return out


def _print(found: Sequence[Forecast], files: int, endpoint: ModelSettings) -> None:
    console = results()
    if not found:
        console.print(plain(f"文件 {files} 个，规则都读完了，没有要问大模型的"))
        return
    priced = endpoint.priced
    table = Table()
    table.add_column("文件", overflow="fold")
    for heading in ("表", "问题", "已有答案", "输入词元（约）", *(["费用（元，不含回答）"] if priced else [])):
        table.add_column(heading, justify="right")
    total = Forecast("合计")
    for each in found:
        table.add_row(*_row(each, priced))
        for name in ("forms", "questions", "known", "tokens", "price"):
            setattr(total, name, getattr(total, name) + getattr(each, name))
    table.add_section()
    table.add_row(*_row(total, priced))
    console.print(table)
    console.print(plain(f"文件 {files} 个，{len(found)} 个有规则没有读出的内容；没有询问，也没有写结果", "bold"))
    if not endpoint.base_url:
        console.print(plain("没有配置大模型，现在不会问；配置办法见 docs/model.md"))
    elif not priced:
        console.print(plain("没有设价格（price_in、price_out），不估费用"))


def _row(each: Forecast, priced: bool) -> list[str | Any]:
    cells = [plain(each.name), str(each.forms), str(each.questions), str(each.known), f"{each.tokens:,}"]
    return [*cells, f"{each.price:.4f}"] if priced else cells
