"""The closing table: what was read, what is not complete, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from jixiao.cli.screen import Prose, plain
from jixiao.engine.tally import Tally, Trouble
from jixiao.records import Reading
from jixiao.records.kinds import LABELS
from jixiao.records.tables.identifying import status_of
from jixiao.text import ranges

if TYPE_CHECKING:
    from jixiao.engine.asking import Asked

# So many lines of problems fit a screen; the workbook and the JSON files have all of them.
_SHOWN = 30
_PAGES = re.compile(r"第(\d[\d、-]*)页：")


def closing(total: Tally, seconds: float, asked: Asked | None = None) -> Group:
    """The counts, what a model was asked, and under them the problems where there are any."""
    parts: list[RenderableType] = [_caption(total, seconds)]
    if asked is not None:
        parts += [plain(line, style) for line, style in asked_lines(asked)]
    if total.records:
        parts.append(_counts(total))
    if total.troubles or total.gaps:
        parts += _problems([*total.troubles, *total.gaps], total.unlisted)
    return Group(*parts)


def asked_lines(asked: Asked) -> list[tuple[str, str]]:
    """What a model was asked and what it cost, and why questions were left; with the style of each line."""
    if not asked.questions:
        return [("大模型　没有要问的", "")]
    said = f"大模型　{len(asked.forms)} 张表，{asked.questions} 个问题，答出 {asked.answered} 个"
    if asked.known:
        said += f"（其中 {asked.known} 个以前答过）"
    about = "约 " if asked.estimated else ""
    said += f"；词元{about or ' '}{asked.tokens_in:,} 入、{asked.tokens_out:,} 出"
    if asked.price is not None:
        said += f"；费用{about or ' '}{asked.price:.4f} 元"
    left = [(f"{count} 个没有答：{asked.messages[code]}", "yellow") for code, count in asked.failed.most_common()]
    return [(said, ""), *left]


def print_written(console: Console, written: Sequence[tuple[str, str | Path]]) -> None:
    """What was written and where; each path on a line of its own, whole, so that it can be copied."""
    for what, path in written:
        console.print(plain(f"{what}　{path}"), soft_wrap=True)


def print_unread(console: Console, readings: Iterable[Reading]) -> None:
    """Why files could not be read; nothing of those that were."""
    for reading in readings:
        for problem in reading.problems if status_of(reading) == "failed" else ():
            console.print(plain(f"✕ {problem.message}", "yellow"), soft_wrap=True)


def print_formless(console: Console, reading: Reading) -> None:
    """Why no form was found in a file that was read, and what to do."""
    said = [problem.message for problem in reading.problems] or ["没有找到要读的表；请看原文是不是空白页或别种文件"]
    for message in said:
        line = f"✕ {reading.source.name}：{message.removeprefix(f'{reading.source.name}：')}"
        console.print(plain(line, "yellow"), soft_wrap=True)


def _caption(total: Tally, seconds: float) -> Text:
    said = f"文件 {total.files} 个，读出 {total.files - total.failed} 个"
    if total.failed:
        said += f"，没有读出 {total.failed} 个"
    pages = f"{total.pages} 页" + (f"（{total.scanned} 页按图像识别）" if total.scanned else "")
    records = f"{total.records} 条记录" + (f"，{total.doubted} 个值存疑" if total.doubted else "")
    if total.accepted:
        records += (
            f"，另有 {total.accepted} 个识别的值不存疑（其中仍可能有错，错多少请用 jixiao correct --sample 抽查）"
        )
    return plain(f"{said}；{pages}；{records}；用时 {_span(seconds)}", "bold")


def _counts(total: Tally) -> Table:
    table = Table()
    table.add_column("记录")
    for heading in ("完整", "不完整", "合计"):
        table.add_column(heading, justify="right")
    for kind, name in LABELS.items():
        whole, part = total.complete[kind], total.incomplete[kind]
        if whole or part:
            table.add_row(name, str(whole), plain(str(part), "yellow" if part else ""), str(whole + part))
    whole, part = total.complete.total(), total.incomplete.total()
    table.add_section()
    table.add_row("合计", str(whole), plain(str(part), "yellow" if part else ""), str(whole + part))
    return table


def _problems(troubles: Sequence[Trouble], unlisted: int) -> tuple[Text, Table]:
    lines = merged(troubles)
    more = len(lines) - _SHOWN + unlisted
    count = len(lines) + unlisted
    title = f"需要看一看的 {count} 处" + (f"（列出前 {_SHOWN} 处，全部见结果文件）" if more > 0 else "")
    table = Table()
    table.add_column("文件", overflow="fold", max_width=36)
    table.add_column("页", justify="right", no_wrap=True)
    table.add_column("问题，以及怎么办")
    last = ""
    for name, pages, message in lines[:_SHOWN]:
        table.add_row(plain("" if name == last else name), pages, Prose(message))
        last = name
    return plain(title, "bold"), table


def merged(troubles: Iterable[Trouble]) -> list[tuple[str, str, str]]:
    """(file, pages, message) in the order of the files; the same message on several pages is one line."""
    by_line: dict[tuple[str, str], list[str]] = {}
    for trouble in troubles:
        pages, message = _parted(trouble)
        found = by_line.setdefault((trouble.file, message), [])
        if pages and pages not in found:
            found.append(pages)
    order = {name: i for i, name in enumerate(dict.fromkeys(name for name, _ in by_line))}
    lines = sorted(by_line.items(), key=lambda item: order[item[0][0]])
    return [(name, _together(pages), message) for (name, message), pages in lines]


def _parted(trouble: Trouble) -> tuple[str, str]:
    """The pages, and the message without them and without the file's name, which have columns of their own."""
    message = trouble.message.removeprefix(f"{trouble.file}：")
    match = _PAGES.match(message)
    if match:
        return match.group(1).replace("、", ", "), message[match.end() :]
    return str(trouble.page or ""), message


def _together(pages: list[str]) -> str:
    """Single pages with their runs drawn together; what is in short already stays."""
    if all(page.isdigit() for page in pages):
        return ranges(sorted(map(int, pages)))
    return ", ".join(pages)


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{seconds:.1f} 秒"
