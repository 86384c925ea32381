"""Reviews of everything that a command is pointed at: read, checked, decided on, written."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from jixiao import export
from jixiao.app.events import Note, Step, Written
from jixiao.app.files.inputs import Taken, there
from jixiao.app.files.outputs import folder_to_be, new_file, writing
from jixiao.app.workspace import Workspace
from jixiao.errors import ConfigError
from jixiao.records import Reading
from jixiao.records.annotations.decisions import Decision
from jixiao.records.tables.identifying import status_of
from jixiao.reviews import Basis, Opinion, Review
from jixiao.reviews import review as opinions_on
from jixiao.reviews.decisions import Deciding, Said, heard, reviewed_in, said_as, said_in
from jixiao.reviews.decisions import Reviewed as Before
from jixiao.store import Store


@dataclass(frozen=True, slots=True)
class Reviewing:
    """What to review and where the opinions go; `decide` and the workbooks `decisions` say what a reviewer decided.

    With workbooks the forms that stand in them are reviewed, `everything` of the inputs where that is wanted.
    """

    inputs: Sequence[str | Path]
    out: Path
    most: int = 3
    word: bool = True
    decisions: Sequence[Path] = ()
    decide: Sequence[str] = ()
    reviewer: str = ""
    template: Path | None = None
    everything: bool = False


@dataclass(slots=True)
class Reviewed:
    """What came of it."""

    readings: list[Reading]
    made: Review
    written: Written = field(default_factory=list)

    @property
    def failed(self) -> list[Reading]:
        """The readings of files that could not be read."""
        return [reading for reading in self.readings if status_of(reading) == "failed"]


def write_template(path: Path) -> Written:
    """Write the template of the opinion for an office to edit."""
    with writing(new_file(path, ".docx")):
        return [("意见书模板（改好后用 --template 给出）", export.own_template(path))]


def review(wanted: Reviewing, workspace: Workspace) -> Generator[Step | Note, None, Reviewed]:
    """Review everything with the decisions there are, keep those that are new, write the opinions."""
    folder_to_be(wanted.out)
    if wanted.template is not None:
        export.check_template(wanted.template)
    workspace.adopt(wanted.inputs)
    said = yield from _said(wanted)
    store = yield from _store(workspace, bool(said))
    readings: list[Reading] = []
    before = _before(wanted)
    for each in workspace.taken(wanted.inputs):
        if not isinstance(each, Taken):
            yield each
        elif before is None or each.reading.source.name in before.sources:
            readings.append(each.reading)
    if before is not None and not readings:
        raise ConfigError("工作簿里的表都不在输入里；请给出当时审核的文件或数据库，或加 --all 审核全部")
    decided = partial(_decided, store, said, wanted.reviewer)
    basis = Basis(library=workspace.library, model=workspace.model, most=wanted.most, decided=decided)
    workspace.tell(Step("审核 …"))
    made = opinions_on(readings, workspace.rules, basis, lambda name: workspace.tell(Step(f"审核 {name[:30]} …")))
    if before is not None:
        made.opinions.sort(key=lambda one: before.order.get(_known_by(one), len(before.order) + 1))
    if said and store is not None:
        yield from _keep(store, said, made, wanted.reviewer)
    done = Reviewed(readings, made)
    if made.opinions or made.general:
        done.written = _write(made, wanted)
    return done


def _store(workspace: Workspace, said: bool) -> Generator[Note, None, Store | None]:
    """The open store, None where none was named; only decisions are worth a new one."""
    place = workspace.place
    if place is None:
        if said:
            raise ConfigError("处理意见要存进数据库；请加 --store 库.db")
        return None
    new = said and not there(place)
    if new:
        yield Note(f"新建数据库 {place}")
    return workspace.store_at(place, new)


def _decided(store: Store | None, said: Sequence[Said], reviewer: str, sha256: str) -> Mapping[str, Decision]:
    kept = store.decisions.latest(sha256) if store is not None else {}
    return Deciding(sha256, said, kept, reviewer) if said else kept


def _said(wanted: Reviewing) -> Generator[Note, None, list[Said]]:
    out = [said_as(text) for text in wanted.decide]
    for path in wanted.decisions:
        found, troubles = said_in(path)
        out += found
        for trouble in troubles:
            yield Note(f"{path.name}：{trouble}（筛选过的请先取消筛选）", warning=True)
        if not found:
            unfilled = "里没有填处理，没有可以读回的；请在“问题”“建议指标”两页的“处理”一栏选好，保存后再运行"
            yield Note(f"{path.name}{unfilled}", warning=True)
    return out


def _before(wanted: Reviewing) -> Before | None:
    """The forms that the workbooks were written of, None where everything is to be reviewed."""
    if not wanted.decisions or wanted.everything:
        return None
    told = [reviewed_in(path) for path in wanted.decisions]
    order = {form: number for one in reversed(told) for form, number in one.order.items()}
    return Before(frozenset().union(*(one.sources for one in told)), order)


def _known_by(one: Opinion) -> tuple[str, str, str]:
    return one.source, one.subject, str(one.pages[0]) if one.pages else ""


def _keep(store: Store, said: Sequence[Said], made: Review, reviewer: str) -> Generator[Note, None, None]:
    found = heard(said, [*made.opinions, *made.general], reviewer)
    count = store.decisions.add(found.decisions)
    yield Note(f"存下处理意见 {count} 条（{len(found.decisions) - count} 条先前已存）")
    for refusal in found.refused:
        yield Note(f"没有存：{refusal}", warning=True)
    if found.unknown:
        names = "、".join(found.unknown[:8])
        message = f"有 {len(found.unknown)} 个编号不在这次的意见里，没有存：{names}；请检查输入是否与当时相同"
        yield Note(message, warning=True)


def _write(made: Review, wanted: Reviewing) -> Written:
    out = wanted.out
    written: Written = []
    with writing(out):
        if wanted.word:
            for number, opinion in enumerate(made.opinions, 1):
                export.word_opinion(opinion, out / export.word_name(opinion, number), wanted.template)
            written.append((f"意见书（Word，{len(made.opinions)} 份）", out))
        written.append(("工作簿（在“问题”“建议指标”两页填处理）", export.review_book(made, out / "审核意见.xlsx")))
        if made.disclosures:
            written.append((f"预算公开检查表（Word，{len(made.disclosures)} 份）", out))
            export.disclosure_words(made.disclosures, out)
            written.append(("预算公开检查表", export.disclosure_book(made.disclosures, out / "预算公开检查表.xlsx")))
        written.append(("总览", export.review_page(made, out / "总览.html")))
    return written
