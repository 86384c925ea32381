"""Projects in, goals out; and goals of documents beside their indicators."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.app.events import Note, Step, Written
from jixiao.app.files.inputs import Taken, is_reading, listed, require
from jixiao.app.files.outputs import file_to_be, folder_to_be, new_file, writing
from jixiao.app.workspace import Workspace
from jixiao.atomic import whole
from jixiao.drafts import Desk, Drafted, Manner, Plan, Project
from jixiao.drafts import plan as plan_of
from jixiao.drafts.input.check import doubtful
from jixiao.drafts.input.fields import missing
from jixiao.drafts.input.files import projects_of, read_given
from jixiao.drafts.input.workbook import is_given_workbook, read_workbook
from jixiao.drafts.language.sentence_templates import Length
from jixiao.drafts.planning.plan_file import plans_text, read_plans
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
from jixiao.records import ProjectGoal, Reading
from jixiao.sources.names import safe

_GIVEN = (".yaml", ".yml")
# So many doubtful places of the projects are told one by one.
_TOLD = 10


@dataclass(frozen=True, slots=True)
class Drafting:
    """What to draft from, in which manners, and where to write; `plan` is a file of plans, `form` an own Word form."""

    inputs: Sequence[str | Path]
    manners: Sequence[Manner]
    out: Path | None = None
    plan: Path | None = None
    form: Path | None = None


@dataclass(frozen=True, slots=True)
class Lacking:
    """What a project does not say that a goal would be better with: names, each with why."""

    project: Project
    fields: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Made:
    """One more draft is made, of so many."""

    drafted: Drafted
    total: int


@dataclass(slots=True)
class Drafts:
    """What came of it; `plans` is the file where only plans were written, to be looked at first.

    `failed` are files of which nothing could be read, `refused` tells why projects of other files could not be used.
    """

    entries: list[Entry] = field(default_factory=list)
    drafted: list[Drafted] = field(default_factory=list)
    written: Written = field(default_factory=list)
    plans: Path | None = None
    failed: list[Reading] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def write_templates(paths: Iterable[Path]) -> Written:
    """The workbook for the input (.xlsx) and the Word form (.docx), whichever the names ask for."""
    written: Written = []
    for path in paths:
        form = path.suffix.lower() == ".docx"
        with writing(new_file(path, ".xlsx", ".docx")):
            if form:
                said = "Word 表格模板（改好后：jixiao draft 输入 --template 这个文件 --out 文件夹）"
                written.append((said, own_form(path)))
            else:
                written.append(("输入模板（填好后：jixiao draft 这个文件）", input_template(path)))
    return written


def stated_goals(inputs: Iterable[str | Path], workspace: Workspace) -> Generator[Taken | Note, None, list[Reading]]:
    """The readings whose goals are to be compared with their indicators, each an event; those that failed."""
    failed: list[Reading] = []
    found = 0
    for each in workspace.taken(inputs, here=True):
        if isinstance(each, Taken) and each.failed:
            failed.append(each.reading)
            continue
        found += isinstance(each, Taken)
        yield each
    require(failed, found)
    return failed


def draft(wanted: Drafting, workspace: Workspace) -> Generator[Lacking | Made | Step | Note, None, Drafts]:
    """Draft the goals of all projects and write them where that is wanted."""
    _check(wanted, workspace)
    done = Drafts()
    projects = yield from _projects(wanted.inputs, workspace, done)
    require(done.failed, len(projects))
    if not projects:
        raise SourceError(str(wanted.inputs[0]), "里面没有项目绩效目标表；请换一个文件")
    plans = _plans(wanted.plan, projects, wanted.manners[0].length)
    if plans is None:
        done.plans = wanted.plan
        return done
    doubts = [f"“{project.project_name}”：{said}" for project in projects for said in doubtful(project)]
    yield from (Note(said, warning=True) for said in doubts[:_TOLD])
    if len(doubts) > _TOLD:
        yield Note(f"另有 {len(doubts) - _TOLD} 处要核对", warning=True)
    yield from (Lacking(project, found) for project in projects if (found := missing(project)))
    jobs = [Job(p, plan, manner) for p, plan in zip(projects, plans, strict=True) for manner in wanted.manners]
    for one in draft_many(jobs, Desk(workspace.model, examples(workspace))):
        done.drafted.append(one)
        yield Made(one, len(jobs))
    done.entries = [Entry(job.project, one.draft, one.trouble) for job, one in zip(jobs, done.drafted, strict=True)]
    if wanted.out is not None:
        with writing(wanted.out):
            done.written = _written(done.entries, wanted.out, wanted.form)
    return done


def _check(wanted: Drafting, workspace: Workspace) -> None:
    """An error where a file that the work needs, or is to be written to, cannot serve."""
    if workspace.place is not None:
        workspace.store_at(workspace.place)
    if wanted.out is not None:
        folder_to_be(wanted.out)
    if wanted.plan is not None:
        file_to_be(wanted.plan)
    if wanted.form is not None:
        check_form(wanted.form)
        if wanted.out is None:
            raise ConfigError("--template 要和 --out 一起用；请加上 --out 文件夹")


def _projects(inputs: Iterable[str | Path], workspace: Workspace, done: Drafts) -> Generator[Note, None, list[Project]]:
    """The projects behind the inputs, in their order; what could not be read or used goes to what is done."""
    out: list[Project] = []
    waiting: list[Path] = []
    for path in map(Path, listed(inputs)):
        given = _given(path, done.refused)
        if given is None:
            waiting.append(path)
        else:
            out += yield from _read(waiting, workspace, done.failed)
            out += given
            waiting = []
    out += yield from _read(waiting, workspace, done.failed)
    return out


def _read(paths: list[Path], workspace: Workspace, failed: list[Reading]) -> Generator[Note, None, list[Project]]:
    out: list[Project] = []
    for each in workspace.taken(paths, here=True):
        if isinstance(each, Note):
            yield each
            continue
        if each.failed:
            failed.append(each.reading)
        out += projects_of([each.reading])
    return out


def _given(path: Path, refused: list[str]) -> list[Project] | None:
    """The projects that somebody wrote down in a file for this, None where it is another file."""
    suffix = path.suffix.lower()
    if suffix in _GIVEN or (suffix == ".json" and not is_reading(path)):
        return read_given(path, refused)
    if suffix in (".xlsx", ".xls") and is_given_workbook(path):
        return read_workbook(path, refused)
    return None


def _plans(path: Path | None, projects: list[Project], length: Length) -> Sequence[Plan | None] | None:
    """A person's plans, or none; None where plans were written to the file to be looked at first."""
    if path is None:
        return [None] * len(projects)
    if path.exists():
        return read_plans(path, projects)
    plans = [plan_of(project, length) for project in projects]
    with writing(path), whole(path) as part:
        part.write_text(plans_text(zip(projects, plans, strict=True)), encoding="utf-8")
    return None


def examples(workspace: Workspace) -> list[ProjectGoal]:
    """The projects of the store, whose goals serve as examples."""
    store = workspace.store
    return list(projects_of(store.readings())) if store is not None else []


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
