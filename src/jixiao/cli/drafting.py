"""The work behind `jixiao draft`: projects in, goals out, with a bar, the costs, and what is missing said by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from jixiao.atomic import whole
from jixiao.cli.asking import opened
from jixiao.cli.closing import print_written
from jixiao.cli.codes import Exit
from jixiao.cli.goal_check import goal_check
from jixiao.cli.screen import Prose, notes, plain, results
from jixiao.cli.targets import kept_readings, needed_store, readings_of
from jixiao.cli.writable import file_to_be, folder_to_be, new_file, writing
from jixiao.config import load, load_model
from jixiao.draft import Desk, Drafted, Manner, Plan, Project
from jixiao.draft import plan as plan_of
from jixiao.draft.input import projects_of, read_given
from jixiao.draft.input_fields import missing
from jixiao.draft.input_workbook import is_given_workbook, read_workbook
from jixiao.draft.plan_file import plans_text, read_plans
from jixiao.engine.drafting import Job, draft_many
from jixiao.errors import ConfigError, SourceError
from jixiao.export.drafts import (
    Entry,
    check_form,
    draft_book,
    draft_page,
    drafts_json,
    drafts_text,
    input_template,
    own_form,
    word_form,
)
from jixiao.records import ProjectGoal
from jixiao.sources.names import safe

_SHOWN = 8  # so many goals are shown whole in the terminal
_NAMED = 3  # of so many projects the missing fields are told one by one
_GIVEN = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    inputs: list[Path]
    out: Path | None
    plan: Path | None
    manners: list[Manner]
    store: Path | None
    form: Path | None
    config: Path | None
    model: bool


def write_templates(template: Path | None, form: Path | None) -> None:
    """The workbook for the input and the Word form, where they are asked for."""
    written = []
    if template:
        with writing(new_file(template, ".xlsx")):
            written.append(("输入模板（填好后：jixiao draft 这个文件）", input_template(template)))
    if form:
        with writing(new_file(form, ".docx")):
            written.append(("Word 表格模板（改好后：jixiao draft 输入 --form 这个文件 --out 文件夹）", own_form(form)))
    print_written(results(), written)


def check_goals(inputs: list[Path], config: Path | None) -> Exit:
    """The goals of documents beside their indicators."""
    settings = load(config)
    return goal_check((reading for path in inputs for reading in readings_of(path, settings)), results())


def draft_goals(asked: Asked) -> Exit:
    """Draft the goals of all projects, show or write them; INCOMPLETE where one is not final."""
    _check(asked)
    projects = [project for path in asked.inputs for project in _projects(path, asked.config)]
    if not projects:
        raise SourceError(str(asked.inputs[0]), "里面没有项目绩效目标表；请换一个文件")
    plans = _plans(asked.plan, projects)
    if plans is None:
        return Exit.DONE
    _tell_missing(projects)
    jobs = [Job(p, plan, manner) for p, plan in zip(projects, plans, strict=True) for manner in asked.manners]
    with _desk(asked) as desk:
        drafted = _drafted(jobs, desk)
    entries = [Entry(job.project, one.draft, one.trouble) for job, one in zip(jobs, drafted, strict=True)]
    console = results()
    if asked.out is None:
        _show(console, entries)
    else:
        with writing(asked.out):
            print_written(console, _written(entries, asked.out, asked.form))
    _tell_cost(drafted)
    return Exit.DONE if all(entry.draft.final for entry in entries) else Exit.INCOMPLETE


def _check(asked: Asked) -> None:
    """An error where a file that the work needs, or is to be written to, cannot serve."""
    if asked.store is not None:
        needed_store(asked.store)
    if asked.out is not None:
        folder_to_be(asked.out)
    if asked.plan is not None:
        file_to_be(asked.plan)
    if asked.form is not None:
        check_form(asked.form)
        if asked.out is None:
            raise ConfigError("--form 要和 --out 一起用；请加上 --out 文件夹")


def _projects(path: Path, config: Path | None) -> list[Project]:
    """The projects behind the path, whatever it is."""
    suffix = path.suffix.lower()
    if suffix in _GIVEN:
        return read_given(path)
    if suffix == ".json" and not _is_reading(path):
        return read_given(path)
    if suffix in (".xlsx", ".xls") and is_given_workbook(path):
        return read_workbook(path)
    return projects_of(readings_of(path, load(config)))


def _is_reading(path: Path) -> bool:
    """Whether the JSON file is one that `extract` wrote."""
    try:
        return '"records"' in path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False


def _plans(path: Path | None, projects: list[Project]) -> list[Plan] | None:
    """The plans; None where they were written to the file to be looked at first."""
    if path is not None and path.exists():
        return read_plans(path, projects)
    plans = [plan_of(project) for project in projects]
    if path is None:
        return plans
    with writing(path), whole(path) as part:
        part.write_text(plans_text(zip(projects, plans, strict=True)), encoding="utf-8")
    console = results()
    console.print(plain(path.read_text(encoding="utf-8")), soft_wrap=True)
    print_written(console, [("提纲（看过、改好后，再运行同一条命令）", path)])
    return None


def _tell_missing(projects: list[Project]) -> None:
    console = notes()
    lacking = [(project, found) for project in projects if (found := missing(project))]
    for project, found in islice(lacking, _NAMED):
        told = "；".join(f"{name}（{why}）" for name, why in found)
        console.print(
            Prose(f"“{project.project_name}”没有给出：{told}。补上会写得更好；不补也能写，不会替您编。", "yellow")
        )
    if len(lacking) > _NAMED:
        console.print(plain(f"另有 {len(lacking) - _NAMED} 个项目也缺这样的内容", "yellow"))


@contextmanager
def _desk(asked: Asked) -> Iterator[Desk]:
    """The model where one is set and wanted, and the projects of the store."""
    pool: list[ProjectGoal] = []
    if asked.store is not None:
        pool = list(projects_of(kept_readings(asked.store)))
    settings = load_model(asked.config) if asked.model else None
    if settings is None or settings.when == "never":
        yield Desk(None, pool)
        return
    with opened(settings, asked.store) as model:
        yield Desk(model, pool)


def _drafted(jobs: list[Job], desk: Desk) -> list[Drafted]:
    """The drafts, with a bar where it takes time."""
    console = notes()
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        TextColumn("{task.fields[said]}", markup=False), TimeRemainingColumn(compact=True),
    )  # fmt: skip
    out: list[Drafted] = []
    with Progress(*columns, console=console, transient=True, disable=len(jobs) < 2 or not console.is_terminal) as bar:
        task = bar.add_task("起草", total=len(jobs), said="")
        for one in draft_many(jobs, desk):
            out.append(one)
            bar.update(task, advance=1, said=_cost(out))
    return out


def _cost(drafted: list[Drafted]) -> str:
    receipts = [one.receipt for one in drafted if one.receipt is not None]
    if not receipts:
        return ""
    tokens = sum(r.tokens_in + r.tokens_out for r in receipts)
    priced = [r.price for r in receipts if r.price is not None]
    return f"{tokens:,} 词元" + (f"，{sum(priced):.2f} 元" if priced else "")


def _tell_cost(drafted: list[Drafted]) -> None:
    console = notes()
    if said := _cost(drafted):
        console.print(plain(f"询问大模型共用 {said}"))
    for trouble in dict.fromkeys(one.trouble for one in drafted if one.trouble):
        console.print(Prose(f"大模型没有写成，已改由模板写：{trouble}", "yellow"))


def _show(console: Console, entries: list[Entry]) -> None:
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


def _written(entries: list[Entry], out: Path, form: Path | None) -> list[tuple[str, Path]]:
    """Every format, and a Word form for each draft."""
    forms = out / "目标表"
    for number, entry in enumerate(entries, 1):
        word_form(entry, forms / f"{safe(f'{number:03} {entry.name}.docx', str(number))}", form)
    return [
        ("目标文字", drafts_text(entries, out / "目标.txt")),
        ("目标和依据（JSON）", drafts_json(entries, out / "目标.json")),
        ("汇总表", draft_book(entries, out / "目标.xlsx")),
        ("可以对照着看的网页", draft_page(entries, out / "目标.html")),
        ("填好的 Word 表", forms),
    ]
