"""Checks over everything that a command is pointed at: found, kept, written, printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich import box
from rich.table import Table

import jixiao
from jixiao import export
from jixiao.checks import catalogue, check
from jixiao.checks.catalogue import switched_on
from jixiao.cli.closing import print_written
from jixiao.cli.codes import Exit
from jixiao.cli.screen import Prose, notes, plain, results
from jixiao.cli.tables import Written, write_tables
from jixiao.cli.targets import is_store, kept_readings
from jixiao.cli.writable import folder_to_be, writing
from jixiao.config import CheckSettings, Settings
from jixiao.records import SEVERITIES, Checked, Finding, Reading, SourceInfo
from jixiao.records.schema import name_of, status_of

STYLES = {"error": "bold red", "warning": "yellow", "advice": "cyan"}
# So many findings of a file fit a screen; the workbook and the JSON files have all of them.
_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one `jixiao check` is to do."""

    inputs: tuple[Path, ...]
    out: Path | None = None
    pdf: bool = False
    sources: Path | None = None
    whole: bool = False


@dataclass(slots=True)
class _Done:
    """What came of it so far."""

    files: int = 0
    failed: int = 0
    records: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    written: list[Path] = field(default_factory=list)
    drawn: list[Path] = field(default_factory=list)
    undrawn: list[str] = field(default_factory=list)


def checking(wanted: Wanted, settings: Settings, rules: CheckSettings) -> int:
    """Check everything that is wanted, print and write what was found, give the exit code."""
    switched_on(rules)
    if wanted.out is not None:
        folder_to_be(wanted.out)
    console, done = results(), _Done()
    places = _places(wanted)
    for target in wanted.inputs:
        for reading in _readings(target, settings):
            checked = check(reading, rules)
            if is_store(target):
                _keep(target, checked, rules)
            _count(done, checked)
            if checked.records:
                console.print(_view(checked, wanted.whole))
            for problem in checked.problems if status_of(checked) == "failed" else ():
                console.print(plain(f"✕ {problem.message}", "yellow"), soft_wrap=True)
            if wanted.out is not None:
                with writing(wanted.out):
                    _write(done, checked, wanted, places)
    console.print(plain(_closing(done), "bold"), soft_wrap=True)
    if wanted.out is not None:
        print_written(console, _finish(done, wanted.out, places))
    for name in done.undrawn:
        notes().print(
            plain(f"{name}：没有找到原来的 PDF，没有写批注；可用 --sources 给出它所在的文件夹"), soft_wrap=True
        )
    if done.failed:
        return Exit.UNREAD
    return Exit.FOUND if done.severities["error"] else Exit.DONE


def print_catalogue(rules: CheckSettings) -> None:
    """Every check with its id, degree, what it asserts and where the rule comes from."""
    on = switched_on(rules)
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("编号", "程度", "认定", "依据"):
        table.add_column(heading, no_wrap=heading in ("编号", "程度"))
    for entry in catalogue():
        degree = SEVERITIES[entry.severity] if entry.id in on else "不做"
        style = STYLES[entry.severity] if entry.id in on else "dim"
        table.add_row(entry.id, plain(degree, style), Prose(entry.asserts), Prose(entry.rule))
    results().print(table)


def _readings(target: Path, settings: Settings) -> Iterator[Reading]:
    """The readings kept at a place, or of the documents there."""
    kept = is_store(target) or target.suffix.lower() == ".json" or (target.is_dir() and any(target.glob("*.json")))
    yield from kept_readings(target) if kept else jixiao.extract_many([target], settings)


def _keep(path: Path, checked: Checked, rules: CheckSettings) -> None:
    from jixiao.store import Store

    with Store.open(path) as store:
        store.checks.add(checked, asdict(rules))


def _count(done: _Done, checked: Checked) -> None:
    done.files += 1
    done.failed += status_of(checked) == "failed"
    done.records += len(checked.records)
    done.severities.update(finding.severity for finding in checked.findings)


def _write(done: _Done, checked: Checked, wanted: Wanted, places: dict[str, Path]) -> None:
    assert wanted.out is not None
    done.written.append(export.json_file(checked, wanted.out))
    if not wanted.pdf or not checked.source.pages or not checked.findings:
        return
    source = places.get(checked.source.name)
    if source is None or source.suffix.lower() != ".pdf":
        done.undrawn.append(checked.source.name)
    else:
        done.drawn.append(export.annotated_pdf(checked, source, wanted.out))


def _finish(done: _Done, out: Path, places: dict[str, Path]) -> Written:
    """The formats that are made of all files together."""

    def locate(info: SourceInfo) -> Path | None:
        return places.get(info.name)

    def readings() -> Iterator[Reading]:
        for path in done.written:
            yield from kept_readings(path)

    written: Written = [("每个文件一个 JSON", out)]
    written += [("有批注的 PDF", path) for path in done.drawn]
    return written + write_tables(readings, out, ("xlsx",), locate)


def _places(wanted: Wanted) -> dict[str, Path]:
    """Where the files of that name are."""
    out: dict[str, Path] = {}
    for place in (*wanted.inputs, *([wanted.sources] if wanted.sources else [])):
        files = place.rglob("*") if place.is_dir() else [place]
        out.update((path.name, path) for path in files if path.is_file() and path.suffix.lower() != ".json")
    return out


def _view(checked: Checked, whole: bool) -> Table:
    """What was found in one file."""
    counts: Counter[str] = Counter(finding.severity for finding in checked.findings)
    said = "　".join(f"{name} {counts[key]}" for key, name in SEVERITIES.items() if counts[key]) or "没有发现问题"
    table = Table(
        title=plain(f"{checked.source.name}　{len(checked.records)} 份表　{said}", "bold"), title_justify="left",
        box=box.SIMPLE_HEAD, show_header=bool(checked.findings), expand=False,
    )  # fmt: skip
    table.add_column("程度", no_wrap=True)
    table.add_column("页", justify="right", no_wrap=True)
    table.add_column("项目或部门", max_width=24, overflow="fold")
    table.add_column("问题，以及怎么改")
    order = {severity: i for i, severity in enumerate(SEVERITIES)}
    ordered = sorted(checked.findings, key=lambda finding: order[finding.severity])
    shown = ordered if whole else ordered[:_SHOWN]
    last = ""
    for finding in shown:
        subject = _subject(checked, finding)
        degree = plain(SEVERITIES[finding.severity] + ("？" if finding.doubted else ""), STYLES[finding.severity])
        page = str(finding.page or "")
        name = Prose("" if subject == last else subject)
        table.add_row(degree, page, name, Prose(f"{finding.message}；{finding.advice}"))
        last = subject
    if len(shown) < len(ordered):
        table.caption = (
            f"列出前 {_SHOWN} 处，还有 {len(ordered) - _SHOWN} 处；全部列出用 --all，或看 --out 写出的 Excel"
        )
    return table


def _subject(checked: Checked, finding: Finding) -> str:
    """What the record is about."""
    if not finding.record:
        return "（正文）"
    return name_of(checked, checked.records[finding.record - 1])


def _closing(done: _Done) -> str:
    said = "，".join(f"{name} {done.severities[key]} 处" for key, name in SEVERITIES.items() if done.severities[key])
    failed = f"，没有读出 {done.failed} 个" if done.failed else ""
    return f"检查文件 {done.files} 个{failed}；{done.records} 份表；{said or '没有发现问题'}"
