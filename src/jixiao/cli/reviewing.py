"""A review from the command line: read, checked, decided on, written, told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

import jixiao
from jixiao import export
from jixiao.cli.asking import opened
from jixiao.cli.closing import print_written
from jixiao.cli.codes import Exit
from jixiao.cli.screen import notes, plain, results
from jixiao.cli.shelf import library_of
from jixiao.cli.tables import Written
from jixiao.cli.targets import is_store, kept_readings, needed_store
from jixiao.cli.writable import folder_to_be, new_file, writing
from jixiao.config import CheckSettings, Settings, load_model
from jixiao.errors import ConfigError
from jixiao.llm import Model
from jixiao.records import Reading
from jixiao.records.decisions import Decision
from jixiao.records.schema import status_of
from jixiao.review import WEIGHTS, Opinion, Review, Shelf, heaviest_first, review, tally
from jixiao.review.decisions import Said, heard, said_as, said_in
from jixiao.store import Store

_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one `jixiao review` is to do."""

    inputs: tuple[Path, ...]
    out: Path
    store: Path | None
    most: int
    word: bool
    model: bool
    decisions: tuple[Path, ...]
    decide: tuple[str, ...]
    reviewer: str
    template: Path | None
    config: Path | None


def write_template(path: Path) -> None:
    """Write the template of the opinion for an office to edit."""
    with writing(new_file(path, ".docx")):
        print_written(results(), [("意见书模板（改好后用 --template 给出）", export.own_template(path))])


def reviewing(wanted: Wanted, settings: Settings, rules: CheckSettings) -> Exit:
    """Review, take decisions in where there are any, review again with them, write and tell; UNREAD where a file was
    not read."""
    folder_to_be(wanted.out)
    if wanted.template is not None:
        export.check_template(wanted.template)
    place = wanted.store or next((path for path in wanted.inputs if is_store(path)), None)
    said = _said(wanted)
    if said and place is None:
        raise ConfigError("处理意见要存进数据库；请加 --store 库.db")
    if place is not None and (place.exists() or not said):
        needed_store(place)  # only decisions are worth a new one
    elif place is not None:
        notes().print(plain(f"新建数据库 {place}"), soft_wrap=True)
    readings = [r for path in wanted.inputs for r in _readings(path, settings)]
    with ExitStack() as stack:
        store = stack.enter_context(Store.open(place)) if place is not None else None
        shelf = Shelf(
            library=library_of(store) if store is not None else None,
            model=_model(wanted, place, stack),
            most=wanted.most,
            decided=store.decisions.latest if store is not None else _nothing,
        )
        made = _reviewed(readings, rules, shelf)
        if said and store is not None:
            _keep(store, said, made, wanted.reviewer)
            made = _reviewed(readings, rules, shelf)
    _tell(readings, made)
    if made.opinions or made.general:
        print_written(results(), _write(made, wanted))
    else:
        notes().print(plain("没有可以审核的表，没有写出文件；请检查输入", "yellow"))
    return Exit.UNREAD if any(status_of(reading) == "failed" for reading in readings) else Exit.DONE


def _nothing(sha256: str) -> Mapping[str, Decision]:
    return {}


def _said(wanted: Wanted) -> list[Said]:
    out = [said_as(text) for text in wanted.decide]
    for path in wanted.decisions:
        found, troubles = said_in(path)
        out += found
        for trouble in troubles:
            notes().print(plain(f"{path.name}：{trouble}（筛选过的请先取消筛选）", "yellow"), soft_wrap=True)
    return out


def _readings(path: Path, settings: Settings) -> Iterator[Reading]:
    kept = is_store(path) or path.suffix.lower() == ".json" or (path.is_dir() and any(path.glob("*.json")))
    yield from kept_readings(path) if kept else jixiao.extract_many([path], settings)


def _model(wanted: Wanted, place: Path | None, stack: ExitStack) -> Model | None:
    chosen = load_model(wanted.config) if wanted.model and wanted.most else None
    if chosen is None or chosen.when == "never":
        return None
    return stack.enter_context(opened(chosen, place))


def _reviewed(readings: list[Reading], rules: CheckSettings, shelf: Shelf) -> Review:
    with notes().status("审核 …") as status:
        return review(readings, rules, shelf, lambda name: status.update(f"审核 {name[:30]} …"))


def _keep(store: Store, said: list[Said], made: Review, reviewer: str) -> None:
    found = heard(said, [*made.opinions, *made.general], reviewer)
    count = store.decisions.add(found.decisions)
    notes().print(plain(f"存下处理意见 {count} 条（{len(found.decisions) - count} 条先前已存）"))
    if found.unknown:
        names = "、".join(found.unknown[:8])
        notes().print(
            plain(
                f"有 {len(found.unknown)} 个编号不在这次的意见里，没有存：{names}；请检查输入是否与当时相同", "yellow"
            ),
            soft_wrap=True,
        )


def _write(made: Review, wanted: Wanted) -> Written:
    out = wanted.out
    written: Written = []
    with writing(out):
        if wanted.word:
            for number, opinion in enumerate(made.opinions, 1):
                export.word_opinion(opinion, out / export.word_name(opinion, number), wanted.template)
            written.append((f"意见书（Word，{len(made.opinions)} 份）", out))
        written.append(("工作簿（在“意见”页填处理）", export.review_book(made, out / "审核意见.xlsx")))
        written.append(("总览", export.review_page(made, out / "总览.html")))
    return written


def _tell(readings: list[Reading], made: Review) -> None:
    console, figures = results(), tally(made)
    for reading in readings:
        for problem in reading.problems if status_of(reading) == "failed" else ():
            console.print(plain(f"✕ {problem.message}", "yellow"), soft_wrap=True)
    grades = "，".join(f"{name} {count}" for name, count in figures.grades.items() if count)
    counts = "，".join(f"{word} {figures.weights[weight]}" for weight, word in WEIGHTS.items())
    console.print(plain(f"{figures.forms} 张表（建议等级：{grades or '无'}）；{counts}", "bold"), soft_wrap=True)
    if also := [each for opinion in made.opinions for each in opinion.also]:
        differing = sum(bool(each.differs) for each in also)
        said = f"另有 {len(also)} 张是同一张表在别的文件里的又一份，没有另出意见；"
        said += f"内容不同的 {differing} 张，见工作簿“项目”页" if differing else "内容相同"
        console.print(plain(said, "yellow" if differing else ""), soft_wrap=True)
    if made.opinions:
        console.print(_listed(heaviest_first(made.opinions)))


def _listed(opinions: list[Opinion]) -> Table:
    table = Table()
    for heading in ("项目（部门）", "等级", *(WEIGHTS[w] for w in ("error", "warning", "advice")), "补充、细化"):
        table.add_column(heading, justify="left" if heading.startswith("项目") else "right")
    for opinion in opinions[:_SHOWN]:
        counts = [str(len(opinion.of(w)) or "") for w in ("error", "warning", "advice")]
        table.add_row(plain(opinion.subject), opinion.grade, *counts, str(len(opinion.of("missing", "sharpen")) or ""))
    if len(opinions) > _SHOWN:
        table.add_row(plain(f"另有 {len(opinions) - _SHOWN} 张，见工作簿", "dim"))
    return table
