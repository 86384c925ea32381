"""Speed at scale as one table: each measure is run, and what it found stands beside what is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from eval.runs.measures import Measure, tabled

_WHOLE = "不丢、不重读、结果相同"


def measures(scans: list[Path], files: int, many: int, nodes: int, base: Path | None) -> list[Measure]:
    """All rows; that of scanned pages where there are some."""
    beside = ["--base", str(base)] if base is not None else []
    bulk = ["eval.speed.bulk", "--files", str(files), *beside]
    rows = [
        Measure("one", "一个两页文件，整条命令的处理器时间 ≤ 0.8 秒", [*bulk, "--rounds", "7", "--only", "one"]),
        Measure("bulk", f"{files:,} 个两页文件，写表、记数据库：主进程占 ≤ 8 %，每处理器秒 ≥ 75 页",
                [*bulk, "--rounds", "1", "--only", "bulk"]),
        Measure("shards", f"{many:,} 个两页文件分四份，各杀五次再汇总：{_WHOLE}，主进程 ≤ 150 MB，续跑每千个 ≤ 1 秒",
                ["eval.robustness.shards", "--files", str(many)]),
        Measure("cluster", f"Ray {nodes} 个节点，500 个文件，60 个扫描，杀进程、节点、发起者：{_WHOLE}，≤ 1.25 倍",
                ["eval.speed.cluster", "--nodes", str(nodes)]),
    ]  # fmt: skip
    if scans:
        asked = "办公扫描一页 ≤ 单用 rapidocr 的 0.65 倍"
        rows.append(Measure("ocr", asked, ["eval.speed.ocr", "--most", "0.65", *map(str, scans)]))
    return rows


def speed(
    scans: Annotated[list[Path] | None, typer.Argument(help="办公扫描的 PDF，量识别；不给就不量")] = None,
    only: Annotated[str, typer.Option(help="只量这几项，如 one,bulk,shards,cluster,ocr")] = "",
    files: Annotated[int, typer.Option(help="一台机器上读多少个文件")] = 2000,
    many: Annotated[int, typer.Option(help="分份读多少个文件")] = 20000,
    nodes: Annotated[int, typer.Option(help="Ray 起几个节点")] = 2,
    base: Annotated[Path | None, typer.Option(help="轮流用另一份代码量同样的，印出比值")] = None,
    out: Annotated[Path | None, typer.Option(help="每项的全部输出放在这个文件夹")] = None,
) -> None:
    """很多文件时的速度：逐项量一遍，印成一张表；有一项没有达到，退出码为 1。全部量完要一两个小时。"""
    tabled(measures(scans or [], files, many, nodes, base), only, out)
