"""The commands of `python -m eval`: parse, call, print."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from eval import words
from eval.drafts.commands import blind, drafts, guard, planted
from eval.files import DEFAULT_FOLDERS, DIGITAL, Document, EvalError, find_documents, find_files, read_gold
from eval.model.commands import model
from eval.robustness.commands import robustness
from eval.runs import gate
from eval.runs.certainty import told
from eval.runs.compare import Comparison, compare
from eval.runs.damage import damage
from eval.runs.errors import MOST_CUTOUTS
from eval.runs.foundry import foundry
from eval.runs.programs import IN_PROCESS, Settings
from eval.runs.run import RUNS, describe, keep, keep_description, new_folder, read_all
from eval.runs.verdict import (
    adopt,
    clusters_of,
    read_run,
    read_verdict,
    score_all,
    tasks_of_files,
    tasks_of_run,
    write_verdict,
)
from eval.scoring.conserved import conserved
from eval.scoring.counts import HEADLINES
from eval.scoring.facts import Fact
from eval.scoring.summary import summarize
from eval.speed.commands import speed
from eval.suggestions.recovery import measure

app = typer.Typer(
    help="评测：拿读出的记录与人工标注逐表、逐行、逐值对照。只读文件，哪个程序写出的记录都能评。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
console = Console(highlight=False)
app.command()(guard)
app.command()(foundry)
app.command()(damage)
app.command()(conserved)
app.command()(drafts)
app.command()(model)
app.command()(robustness)
app.command()(speed)
app.command("planted-guard")(planted)
app.command("blind-drafts")(blind)

app.command("suggest")(measure)

RunFolder = Annotated[Path, typer.Argument(help="eval run 写出的目录；给名字时在 runs/ 下找")]
LastRun = Annotated[Path | None, typer.Argument(help="eval run 写出的目录或名字；缺省为最近一次")]


def main() -> None:
    """Run the command line; what the user can mend is one line and exit code 2."""
    try:
        app()
    except EvalError as error:
        Console(stderr=True, highlight=False).print(f"[red]✗[/] {error}", soft_wrap=True)
        raise SystemExit(2) from None


@contextmanager
def _bar(label: str, total: int | None) -> Iterator[tuple[Progress, Any]]:
    columns = (
        TextColumn("[bold]{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[now]}"),
        TimeElapsedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        yield progress, progress.add_task(label, total=total, now="")


def _folder(path: Path | None) -> Path:
    if path is not None:
        return path if path.exists() else RUNS / path
    runs = sorted((p.parent for p in RUNS.glob("*/run.json")), key=lambda p: p.stat().st_mtime)
    if not runs:
        raise EvalError(f"{RUNS} 下还没有评测；请先 eval run")
    return runs[-1]


@app.command()
def run(
    what: Annotated[
        list[Path] | None,
        typer.Argument(help="标注文件夹（含 gold/ 与文件），或其中的文件；缺省为 samples 与旁边的语料"),
    ] = None,
    variants: Annotated[str, typer.Option(help="要读的版本，逗号分隔，可用 scan-*；all 为全部")] = ",".join(DIGITAL),
    program: Annotated[
        str, typer.Option(help="由谁来读：缺省在一个常驻进程里调 jixiao；或一条命令，{file} 与 {out} 由评测填入")
    ] = IN_PROCESS,
    name: Annotated[str | None, typer.Option(help="这次评测的名字；缺省用时间")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="同时读几份；大于 1 时用时不可比")] = 1,
    timeout: Annotated[float, typer.Option(help="一份文件最多几秒")] = 900.0,
) -> None:
    """让程序读每一份有标注的文件，评分，写报告；一切留在 runs/ 下的一个目录里。"""
    patterns = ("*",) if variants == "all" else tuple(v.strip() for v in variants.split(","))
    places = what or [p for p in DEFAULT_FOLDERS if p.exists()]
    documents = find_documents([p for p in places if not p.is_file()], patterns)
    documents += find_files([p for p in places if p.is_file()])
    if not documents:
        looked = "、".join(str(p) for p in (what or DEFAULT_FOLDERS))
        raise EvalError(f"没有找到有标注的文件（看过 {looked}，版本 {variants}）；请给出标注文件夹或放宽 --variants")
    settings = Settings(program, timeout, jobs)
    folder = new_folder(name)
    keep_description(folder, describe(documents, settings))
    keep(folder, documents)
    _read(documents, folder, settings)
    _judge(folder)


def _read(documents: list[Document], folder: Path, settings: Settings) -> None:
    with _bar("读文件", len(documents)) as (progress, task):
        pages = records = 0

        def done(timing: Any) -> None:
            nonlocal pages, records
            pages, records = pages + (timing.pages or 0), records + timing.records
            progress.update(task, advance=1, now=f"{pages} 页 {records} 表  {timing.document}")
            if timing.message:
                progress.console.print(f"[red]✗[/] {timing.document}：{timing.message}")

        read_all(documents, folder, settings, done)


def _judge(folder: Path) -> None:
    tasks = tasks_of_run(folder)
    with _bar("评分", len(tasks)) as (progress, task):
        facts = score_all(tasks, lambda name: progress.update(task, advance=1, now=name))
        summary = write_verdict(folder, facts, clusters_of(tasks))
    _report(folder, MOST_CUTOUTS)
    _print_summary(summary)
    console.print(f"\n报告  {folder / 'report.html'}\n事实  {folder / 'facts.jsonl'}", soft_wrap=True)


def _report(folder: Path, cutouts: int) -> Path:
    from eval.runs.report import write_report

    verdict = read_verdict(folder)
    for line in told(verdict[0]):
        console.print(line, soft_wrap=True)
    with _bar("写报告", None) as (progress, task):
        return write_report(
            folder,
            verdict,
            read_run(folder) if (folder / "run.json").exists() else {},
            cutouts,
            lambda done, total: progress.update(task, completed=done, total=total, now="截图"),
        )


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(help="标注文件或文件夹；只给一个评测目录时，对它重新评分")],
    predicted: Annotated[Path | None, typer.Argument(help="读出的记录，文件或文件夹，按文件名对应")] = None,
    out: Annotated[Path | None, typer.Option(help="把 facts.jsonl、summary.json、report.html 写到这里")] = None,
) -> None:
    """给读出的记录评分，不跑任何程序；也可对一个旧的评测目录按它留下的标注重评。"""
    if predicted is None:
        folder = _folder(gold)
        read_run(folder)
        _judge(folder)
        return
    tasks = tasks_of_files(gold, predicted)
    if out is not None:
        if out.exists() and any(out.iterdir()):
            raise EvalError(f"{out} 已有内容；请换一个 --out，或先移走它")
        adopt(out, tasks, (gold if gold.is_dir() else gold.parent).parent)
        _judge(out)
        return
    with _bar("评分", len(tasks)) as (progress, task):
        facts = score_all(tasks, lambda name: progress.update(task, advance=1, now=name))
    _print_summary(summarize(facts, clusters_of(tasks)))


@app.command()
def report(
    folder: LastRun = None,
    cutouts: Annotated[int, typer.Option(help="最多附几张原页截图，未示警的错在先")] = MOST_CUTOUTS,
) -> None:
    """把一次评测写成一个自带一切的网页：要点、逐文件、逐字段、每一处错与原页截图。"""
    console.print(f"报告  {_report(_folder(folder), cutouts)}", soft_wrap=True)


@app.command("compare")
def compare_command(
    before: RunFolder,
    after: RunFolder,
    rows: Annotated[int, typer.Option(help="最多列出几处变化")] = 60,
) -> None:
    """比较两次评测：逐行说哪里变好、哪里变坏，以及是否超出偶然。有变坏时退出码为 1。"""
    old, summary = read_verdict(_folder(before))
    new, _ = read_verdict(_folder(after))
    found = compare(old, new, summary.get("clusters", {}))
    _print_comparison(found, rows)
    raise typer.Exit(1 if any(step.way == "worse" for step in found.steps) else 0)


@app.command()
def baseline(
    folder: LastRun = None,
    check: Annotated[bool, typer.Option("--check", help="对照基线，哪里退步就说哪里，退出码 1")] = False,
    update: Annotated[bool, typer.Option("--update", help="用这次评测改写基线，并打印差别")] = False,
    file: Annotated[Path, typer.Option(help="基线文件")] = gate.BASELINE,
) -> None:
    """基线：逐份文件记下召回、全对与未示警的错，任何一项退步都过不了关。"""
    if check == update:
        raise EvalError("请在 --check 与 --update 中选一个")
    _, summary = read_verdict(_folder(folder))
    current = gate.baseline_of(summary)
    known = gate.load(file) if check or file.exists() else {}
    steps = gate.changes(known, current)
    for step in steps:
        console.print(f"{'[red]退步[/]' if step.worse else '[green]进步[/]'}  {step}", soft_wrap=True)
    unseen, fresh = sorted(set(known) - set(current)), sorted(set(current) - set(known))
    if fresh:
        console.print(f"基线里没有：{'，'.join(fresh)}", soft_wrap=True)
    if update:
        gate.save(known | current, file)
        console.print(f"已写入 {file}（{len(known | current)} 份文件）")
        return
    if unseen:
        console.print(f"[yellow]这次没有评的[/]：{'，'.join(unseen)}", soft_wrap=True)
    failed = any(step.worse for step in steps) or (unseen and os.environ.get("CI") == "true")
    console.print("[red]没有过关[/]" if failed else "[green]过关[/]")
    raise typer.Exit(1 if failed else 0)


@app.command()
def checks(
    count: Annotated[int, typer.Option(help="埋多少处错")] = 400,
    seed: Annotated[int, typer.Option(help="随机种子")] = 0,
    every: Annotated[bool, typer.Option("--every", help="也看每份文件的其他版本（Word 等）")] = False,
    ask: Annotated[str | None, typer.Option(help="审核人写下的错也问这个接口，如 http://127.0.0.1:8377/v1")] = None,
) -> None:
    """检查做得怎样：埋进去的错找到多少，没动过的文件上的发现对不对，900 个项目要几秒。"""
    from eval.checks import planted as measured

    known = measured.bases()
    wall, worked = measured.seconds(known)
    console.print(f"900 个项目：{wall:.1f} 秒（处理器 {worked:.1f} 秒）")
    checked = measured.untouched(known) | (measured.other_variants(known) if every else {})
    found = measured.verdicts(checked)
    for severity in ("error", "warning", "advice"):
        right, wrong = found.right[severity], found.wrong[severity]
        console.print(f"{severity}：对 {right}，错 {wrong}，准确率 {words.percent(found.precision(severity))}")
    for label, rows in (("没有判过", found.unjudged), ("判过而不再出现", found.gone)):
        for row in rows:
            console.print(f"{label}：{row['document']} {row['check']} {row['record']} {row['path']}", soft_wrap=True)
    _reader_faults(ask)
    planted = list(measured.plant_all({name: base.gold for name, base in known.items()}, count, seed))
    missed = [one for one in planted if not one.found]
    kinds = len({one.check for one in planted})
    share = words.percent(1 - len(missed) / len(planted)) if planted else "无"
    console.print(f"埋错 {len(planted)} 处，{kinds} 种；找到 {len(planted) - len(missed)} 处，{share}")
    for one in missed:
        console.print(f"漏：{one.document} {one.check} {one.place[0]} {one.place[1]}", soft_wrap=True)
    if found.unjudged or len(missed) > 0.03 * len(planted):
        raise typer.Exit(1)


def _reader_faults(ask: str | None) -> None:
    """Faults as a reviewer writes them down, kind by kind, and how many remarks clean forms get; by the rules, or with
    what the model at the address says too."""
    from eval.checks import reader_faults
    from jixiao.config import ModelSettings
    from jixiao.llm import Model

    model = Model.open(ModelSettings(base_url=ask, name="desk", mode="json_schema")) if ask else None
    outcomes = list(reader_faults.plant(model=model))
    for part, label in (("built", "写检查时看过"), ("kept", "写检查时没有看"), ("fresh", "写完以后另写")):
        own = [one for one in outcomes if one.part == part]
        named = sum(one.found for one in own)
        console.print(f"审核人写下的错（{label}）：{named}/{len(own)}，{words.percent(named / len(own))}")
    for one in outcomes:
        if not one.found:
            console.print(f"没有说出：{one.kind} {one.form} {one.what}", soft_wrap=True)
    forms = reader_faults.clean_forms()
    for folder in (reader_faults.HELD, reader_faults.WIDE, reader_faults.THIRD):
        held = list(reader_faults.plant(folder, model))
        named = sum(one.found for one in held)
        console.print(f"别的种类（{folder.name}，现在都看过）：{named}/{len(held)}，{words.percent(named / len(held))}")
        forms |= reader_faults.clean_forms(folder)
    asked, _ = reader_faults.recorded()
    rules = sum(one.found for one in reader_faults.plant(reader_faults.ASKED))
    named = sum(one.found for one in asked)
    console.print(f"问大模型的错 {len(asked)} 处：规则 {rules} 处，加录下的回答 {named} 处")
    remarks = sum(len(reader_faults.findings_in(form, model=model)) for form in forms.values())
    console.print(f"没有毛病的表 {len(forms)} 份，意见 {remarks} 条")


@app.command()
def sensitivity(
    stages: Annotated[
        list[str],
        typer.Argument(
            help="哪几步（按 settings.py 里的名字，如 joins、deskew）；pages、tables、forms、scans、all 为一组或全部"
        ),
    ],
    folder: Annotated[list[Path] | None, typer.Option(help="标注文件夹；缺省为 samples 与旁边的语料")] = None,
    variants: Annotated[str, typer.Option(help="动哪种文件：pdf，或 scan-*；读图的步骤总是 scan-*")] = "pdf",
    most: Annotated[int, typer.Option(help="每个文件夹最多读几份")] = 40,
    pages: Annotated[int | None, typer.Option(help="每份最多读几页；读图的步骤缺省 1 页")] = None,
    by: Annotated[float, typer.Option(min=0.01, help="上下各动几成；0.9 看得出哪些数字什么都不承担")] = 0.2,
    out: Annotated[Path | None, typer.Option(help="结果也写成 Markdown 表")] = None,
) -> None:
    """每个几何数字上下各动五分之一，看哪些文件读得不一样：只动一份文件的，是照着那份文件凑的。"""
    from eval import sensitivity as moved

    groups = {
        "pages": moved.PAGE_STAGES, "tables": moved.TABLE_STAGES, "forms": moved.FORM_STAGES,
        "scans": moved.SCAN_STAGES, "all": tuple(moved.STAGES),
    }  # fmt: skip
    folders = folder or [f for f in DEFAULT_FOLDERS if f.is_dir()]
    rows = [moved.HEAD]
    opened: dict[str, list[moved.Pages]] = {}
    for stage in (stage for name in stages for stage in groups.get(name, (name,))):
        pictures = stage in moved.SCAN_STAGES
        group = next((name for name, held in groups.items() if stage in held), stage)
        if group not in opened:
            found = [d for f in folders for d in find_documents([f], ("scan-*",) if pictures else (variants,))[:most]]
            opened = {group: list(moved.open_pages(stage, found, pages or (1 if pictures else None)))}
            console.print(f"{len(opened[group])} 份文件")
        for one in moved.sensitivity(stage, opened[group], by):
            rows.append(moved.row_of(stage, one))
            console.print(rows[-1], soft_wrap=True, markup=False)
    if out is not None:
        out.write_text("\n".join(rows) + "\n", encoding="utf-8")


@app.command()
def label(
    records: Annotated[Path, typer.Argument(help="改好的记录：JSON，或导出的工作簿 .xlsx")],
    out: Annotated[Path, typer.Option(help="写到哪里，如 gold/NAME.json")],
    document: Annotated[Path | None, typer.Option(help="原文件；给了就逐值核对是否印在所注的页上")] = None,
    base: Annotated[Path | None, typer.Option(help="工作簿所由来的记录 JSON；只在给工作簿时要")] = None,
) -> None:
    """把人核对过的记录变成标注：只留约定的字段，查结构、出处与合计，错的不写。

    工作簿里读 项目、部门、绩效指标、年度任务、人员、支出计划 各页的改动；叙述与预算表请改 JSON。
    """
    from eval.labels.label import from_records, from_workbook, write

    made = from_workbook(records, base, document) if records.suffix == ".xlsx" else from_records(records, document)
    for remark in made.remarks:
        console.print(str(remark), style="red" if remark.level == "error" else "yellow", soft_wrap=True)
    for doubt in made.doubts:
        console.print(f"疑  {doubt}", style="yellow", soft_wrap=True)
    if document is None:
        console.print("没有给 --document，未核对文字是否印在原文件上")
    write(made, out)
    console.print(f"已写入 {out}（{len(made.data['records'])} 张表）；看的与疑的请对着原页再看一遍", soft_wrap=True)


@app.command()
def correcting(
    readings: Annotated[Path, typer.Argument(help="extract 写出的文件夹；改正写在里面的 corrections.jsonl")],
    corpus: Annotated[list[Path] | None, typer.Argument(help="标注文件夹")] = None,
) -> None:
    """把存疑的值都照标注改正（相当于一个人对着原页看完），再评一次：改过的值对了多少，没存疑的还错多少。"""
    from eval.labels.correcting import correct_folder

    done = correct_folder(readings, corpus or DEFAULT_FOLDERS)
    console.print(f"值 {done.values:,} 个，存疑 {done.doubted:,} 处，其中有标注的 {done.labelled:,} 处")
    console.print(
        f"改前对 {done.right_before:,}，改后对 {done.right_after:,}（{done.score:.3f}），仍存疑 {done.still_doubted:,}"
    )
    console.print(f"没有存疑而错的（改不到）：{done.silent:,} 个")


@app.command()
def gold(
    corpus: Annotated[list[Path] | None, typer.Argument(help="标注文件夹；缺省为 samples 与旁边的语料")] = None,
    notes: Annotated[bool, typer.Option(help="也列出该再看一眼的地方")] = True,
) -> None:
    """查标注本身：结构、每个值是否印在所注的页上、合计与分值。有错时退出码为 1。"""
    from eval.labels.gold import check
    from eval.labels.printed import read_printed

    documents = find_documents([p for p in (corpus or DEFAULT_FOLDERS) if p.exists()], DIGITAL)
    errors = 0
    for document in documents:
        remarks = check(read_gold(document.gold).records, read_printed(document.path))
        errors += sum(r.level == "error" for r in remarks)
        console.print(f"{document.name}：{len(remarks) or '没有'}处")
        for remark in remarks:
            if notes or remark.level == "error":
                console.print(f"  {remark}", style="red" if remark.level == "error" else "yellow", soft_wrap=True)
    console.print(f"{len(documents)} 份文件，{errors} 处错")
    raise typer.Exit(1 if errors else 0)


def _print_summary(summary: dict[str, Any]) -> None:
    table = Table(title="逐份文件", title_justify="left")
    for head in ("文件", "表", "行召回", "整行全对", "字段值", "单元格", "未示警的错"):
        table.add_column(head, justify="left" if head == "文件" else "right")
    for name, part in summary["documents"].items():
        c, f = part["counts"], part["figures"]
        table.add_row(
            name,
            f"{c.get('records_found', 0)}/{c.get('records_gold', 0)}",
            words.percent(f["row_recall"]),
            words.percent(f["rows_exact_f1"]),
            words.percent(f["values_exact"]),
            words.percent(f["cells_exact"]),
            str(c.get("silent", 0)),
        )
    console.print(table)
    for key in HEADLINES:
        value = summary["overall"]["figures"].get(key)
        if value is not None:
            interval = summary.get("intervals", {}).get(key)
            tail = f"  [dim]95% 区间 {words.percent(interval[0])} – {words.percent(interval[1])}[/]" if interval else ""
            console.print(f"{words.FIGURES[key]}  [bold]{words.percent(value)}[/]{tail}")


def _standing(fact: Fact | None) -> str:
    if fact is None:
        return "无"
    said = f"（{'、'.join(map(words.flag_name, fact.flags))}）" if fact.faults and fact.flags else ""
    return ("、".join(map(words.fault_name, fact.faults)) or "对") + said


def _print_comparison(found: Comparison, rows: int) -> None:
    for name, figure in found.figures.items():
        interval = figure["interval"]
        sure = "超出偶然" if figure["beyond_noise"] else "在偶然之内"
        tail = f"差的 95% 区间 {100 * interval[0]:+.2f} – {100 * interval[1]:+.2f} 个百分点，{sure}" if interval else ""
        console.print(
            f"{words.FIGURES[name]}  {words.percent(figure['before'])} → [bold]{words.percent(figure['after'])}[/]  "
            f"[dim]{tail}[/]",
            soft_wrap=True,
        )
    verdict = "不像偶然" if found.sure else "可能只是偶然"
    console.print(
        f"\n行：变好 {found.rows_better}，变坏 {found.rows_worse}（符号检验 p = {found.chance:.3f}，{verdict}）"
    )
    listed = [s for s in found.steps if s.fact.level in ("document", "record", "row", "column")]
    listed += [s for s in found.steps if s.fact.level == "value" and "[" not in s.fact.path]
    order = {"worse": 0, "better": 1, "other": 2}
    for step in sorted(listed, key=lambda s: order[s.way])[:rows]:
        fact = step.fact
        mark = {"worse": "[red]坏[/]", "better": "[green]好[/]", "other": "变"}[step.way]
        was, now = _standing(step.before), _standing(step.after)
        where = f"{fact.document} {fact.form} {fact.path}"
        console.print(f"{mark}  {where}  {was} → {now}  [dim]{(fact.gold or fact.read or '')[:60]}[/]", soft_wrap=True)
    if len(listed) > rows:
        console.print(f"另有 {len(listed) - rows} 处，用 --rows 列出")
    for label, names in (("只在前一次", found.only_before), ("只在后一次", found.only_after)):
        if names:
            console.print(f"{label}：{'，'.join(names)}")
