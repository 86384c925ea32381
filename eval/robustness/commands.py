"""Trust under damage as one table: each measure is run, and what it found stands beside what is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.runs.measures import Measure, tabled


def measures(folders: list[Path], files: int, kills: int, every: int) -> list[Measure]:
    """All rows, for documents of the folders."""
    where = [str(folder) for folder in folders]
    fuzz = ["--most", str(files), "--minutes", "100000", "--allowed", "2"]
    return [
        Measure("fuzz", f"{files} 份损坏的文件：不崩溃、不停住、不连累别的文件；未示警的错至多 2 处",
                ["eval.robustness.fuzz", *where, *fuzz]),
        Measure("pages", "删去一页，没有一份又完整又错", ["eval.robustness.page_deletions", *where]),
        Measure("writes", "每一次写入失败，都有一句话，没有半个文件",
                ["eval.robustness.failing_writes", "--every", str(every)]),
        Measure("kills", f"杀掉 {kills} 次，结果与没有杀过一样", ["eval.robustness.kills", "--times", str(kills)]),
        Measure("desk", "审核台被杀，确认过的改正一处不丢",
                ["eval.speed.desk", "--only", "kills", "--kills", str(kills)]),
        Measure("endpoint", "接口的每一种毛病都在时限和内存之内结束",
                ["pytest", "-v", "tests/llm/test_every_fault.py"]),
    ]  # fmt: skip


def robustness(
    folders: Annotated[list[Path], typer.Argument(help="文件夹：完好的 PDF、Word、Excel 文件")],
    only: Annotated[str, typer.Option(help="只量这几项，如 fuzz,pages,writes,kills,desk,endpoint")] = "",
    files: Annotated[int, typer.Option(help="损坏多少份文件")] = 2000,
    kills: Annotated[int, typer.Option(help="杀掉多少次")] = 100,
    every: Annotated[int, typer.Option(help="每几次写入试一次")] = 1,
    out: Annotated[Path | None, typer.Option(help="每项的全部输出放在这个文件夹")] = None,
) -> None:
    """损坏之下的可信：逐项量一遍，印成一张表；有一项没有达到，退出码为 1。全部量完要几个小时。"""
    tabled(measures(folders, files, kills, every), only, out)
