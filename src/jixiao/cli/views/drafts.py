"""Drafts on the screen: the goals, what is missing in what was given, what asking cost."""

from __future__ import annotations

from itertools import islice

from rich.console import Console

from jixiao.app.drafting import Lacking, Made
from jixiao.app.events import Note, Step
from jixiao.cli.bar import Counting
from jixiao.cli.screen import Prose, notes, plain
from jixiao.drafts import Drafted
from jixiao.export.drafts import Entry

_SHOWN = 8  # so many goals are shown whole in the terminal
_NAMED = 3  # of so many projects the missing fields are told one by one


class Watcher:
    """Shows how drafting goes on: what is missing as soon as all of it is known, then the bar with what it costs."""

    def __init__(self, bar: Counting) -> None:
        self.bar = bar
        self.drafted: list[Drafted] = []
        self._lacking: list[Lacking] = []

    def __call__(self, event: Lacking | Made | Step | Note) -> None:
        """Show the event."""
        if isinstance(event, Lacking):
            self._lacking.append(event)
            return
        self.close()
        if isinstance(event, Made):
            self.drafted.append(event.drafted)
            self.bar.move(len(self.drafted), event.total, cost(self.drafted))
        elif isinstance(event, Note):
            notes().print(plain(event.message, "yellow" if event.warning else ""), soft_wrap=True)

    def close(self) -> None:
        """Say what is left to be said."""
        print_lacking(self._lacking)
        self._lacking = []


def print_lacking(lacking: list[Lacking]) -> None:
    """What projects do not say, of the first of them by name."""
    console = notes()
    for each in islice(lacking, _NAMED):
        told = "；".join(f"{name}（{why}）" for name, why in each.fields)
        without = "不补也能写：依据、任务和对象不替您编，目的用这类项目通常的说法，请核对"
        console.print(Prose(f"“{each.project.project_name}”没有给出：{told}。补上会写得更好；{without}。", "yellow"))
    if len(lacking) > _NAMED:
        console.print(plain(f"另有 {len(lacking) - _NAMED} 个项目也缺这样的内容", "yellow"))


def cost(drafted: list[Drafted]) -> str:
    """What asking a model cost so far, "" where none was asked."""
    receipts = [one.receipt for one in drafted if one.receipt is not None]
    if not receipts:
        return ""
    tokens = sum(r.tokens_in + r.tokens_out for r in receipts)
    priced = [r.price for r in receipts if r.price is not None]
    return f"{tokens:,} 词元" + (f"，{sum(priced):.2f} 元" if priced else "")


def print_cost(drafted: list[Drafted]) -> None:
    """What asking cost, and why a model did not write what it was asked to."""
    console = notes()
    if said := cost(drafted):
        console.print(plain(f"询问大模型共用 {said}"))
    for trouble in dict.fromkeys(one.trouble for one in drafted if one.trouble):
        console.print(Prose(f"大模型没有写成，已改由模板写：{trouble}", "yellow"))


def print_drafts(console: Console, entries: list[Entry]) -> None:
    """The goals, each with how it was written and what is wrong with it."""
    for entry in entries[:_SHOWN]:
        console.print(plain(entry.name, "bold"))
        console.print(Prose(entry.draft.text))
        console.print(Prose(f"（{entry.remark}）", "dim" if entry.draft.final else "bold red"))
        for fault in entry.draft.faults:
            console.print(Prose(f"✗ {fault.message}", "red"))
        for point, _, reason in entry.rows():
            if reason:
                console.print(Prose(f"不写：{point.name} {point.value}　{reason}", "dim"))
        console.print()
    if len(entries) > _SHOWN:
        console.print(plain(f"共 {len(entries)} 篇，这里只显示前 {_SHOWN} 篇；全部请加 --out 文件夹", "dim"))
