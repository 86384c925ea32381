"""A place of results on the screen: what was gathered, how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.app.bulk.gathering import Gathered
from jixiao.app.bulk.planning import Planned
from jixiao.app.bulk.report import steps
from jixiao.app.bulk.status import Progress
from jixiao.cli.progress import span
from jixiao.cli.screen import plain, results
from jixiao.cli.summary import print_written
from jixiao.cli.views.batches import said_prices
from jixiao.config import ModelSettings
from jixiao.llm.limits import prices


def print_gathered(place: str, done: Gathered) -> None:
    """What there is, what was written, what to do next."""
    console, summary, held = results(), done.summary, done.holdings
    failed = sum(each.failed for each in held.held)
    said = f"文件 {summary.files + summary.copies:,} 个"
    said += f"（{summary.copies:,} 个内容与别的相同）" if summary.copies else ""
    said += f"，没有读出 {failed:,} 个" if failed else ""
    said += f"；{summary.pages:,} 页，{summary.complete.total() + summary.incomplete.total():,} 条记录"
    console.print(plain(f"{said}；存疑 {summary.doubted:,} 个值", "bold"))
    console.print(plain(f"表重写 {done.anew} 部分" if done.anew else "表没有变化，没有重写"))
    if done.stored:
        console.print(plain(f"新记入数据库 {done.stored:,} 个文件"))
    if held.outdated:
        console.print(plain(f"换过内容的文件，旧的结果 {len(held.outdated):,} 份不再计入"))
    print_written(console, done.written)
    for each in steps(place, held, summary):
        console.print(plain(f"· {each}"), soft_wrap=True)


def print_status(place: str, found: Sequence[Progress]) -> None:
    """How far each version is."""
    console = results()
    if not found:
        console.print(plain(f"{place} 里还没有结果；请先运行 jixiao extract 来源 --out {place}"), soft_wrap=True)
    for each in found:
        console.print(plain(f"设置与程序版本 {each.version}　最近一次写入 {each.latest or '不详'}", "bold"))
        read, failed, left = (each.results[name] for name in ("read", "failed", "left"))
        console.print(plain(f"读出 {read:,} 个文件，没有读出 {failed:,}，不是要读的 {left:,}；{_counts(each)}"))
        for root, files in each.sources.items():
            of = f"共 {files:,} 个文件" if files is not None else "现在看不到，不知道共几个文件"
            console.print(plain(f"来源 {root}：{of}"), soft_wrap=True)
        if each.named:
            console.print(
                plain("还没有读完的（中途停下的），再运行同一条 extract 命令会接着读，读完的不再读"), soft_wrap=True
            )
        for shard, count in sorted(each.shards.items()):
            console.print(plain(f"  第 {shard} 份：{count:,} 个"))


def _counts(each: Progress) -> str:
    said = f"{each.counts['pages']:,} 页（扫描 {each.counts['scanned']:,}）"
    said += f"，{each.counts['complete'] + each.counts['incomplete']:,} 条记录，存疑 {each.counts['doubted']:,} 个值"
    return said + (f"，{each.counts['again']:,} 个再读可能会好" if each.counts["again"] else "")


def print_plan(done: Planned, workers: int, endpoint: ModelSettings | None) -> None:
    """What there is to read, how long that will take, and what a model would be asked."""
    console, counts = results(), done.counts
    kinds = "，".join(f"{suffix or '没有后缀'} {count:,}" for suffix, count in done.kinds.most_common())
    console.print(plain(f"文件 {done.files:,} 个（{kinds}），共 {done.size / 1024**2:,.0f} MB", "bold"))
    if not done.seconds:
        console.print(plain("没有可以试读的文件"))
        return
    failed = f"，{counts.failed} 个没有读出" if counts.failed else ""
    console.print(plain(f"试读 {len(done.seconds)} 个{failed}：{counts.pages} 页，其中扫描 {counts.scanned} 页"))
    pages, scanned = done.of_all(counts.pages), done.of_all(counts.scanned)
    hours, off = done.hours
    console.print(plain(f"估计共约 {pages:,.0f} 页，其中扫描约 {scanned:,.0f} 页"))
    said = f"一个进程约 {span(60 * hours)}（上下 {span(60 * off)}），同时 {workers} 个约 {span(60 * hours / workers)}"
    console.print(plain(f"{said}；压缩包按里面的文件算会更多"), soft_wrap=True)
    if done.asked is None or endpoint is None:
        return
    new = done.asked.questions - done.asked.known
    questions, tokens = done.of_all(new), done.of_all(done.asked.tokens)
    found = prices(endpoint, round(tokens))
    cost = said_prices(found) if found else "没有设价格（price_in、price_out），不估费用"
    known = f"（另有 {done.asked.known} 问已有答案）" if done.asked.known else ""
    said = f"要问大模型的，试读里有 {new} 问{known}；全部约 {questions:,.0f} 问，送出约 {tokens:,.0f} 词元"
    console.print(plain(f"{said}；{cost}"), soft_wrap=True)
