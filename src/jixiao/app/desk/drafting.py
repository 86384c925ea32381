"""Drafts on the desk: composed from a record, looked at while they are typed, kept in versions, written as Word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jixiao.app.desk.desk import Desk, OpenForm
from jixiao.app.desk.giving import beyond
from jixiao.drafts import Desk as Writing
from jixiao.drafts import Manner, Plan, Project, draft, plan
from jixiao.drafts.language import lint
from jixiao.errors import ConfigError, NotThere
from jixiao.export.drafts import Entry, word_form
from jixiao.grounding import Guard
from jixiao.grounding.facts import facts_of
from jixiao.grounding.goals.goal import compare_text
from jixiao.records import ProjectGoal
from jixiao.records.drafts import Draft, LeftOut, PlanGroup, Sentence
from jixiao.records.drafts import Fault as _GuardFault
from jixiao.scratch import Scratch
from jixiao.store.desk import Note

_SENTENCE = re.compile(r"[^。；;！？\n]*[。；;！？\n]?")
_LONGEST = 4000
_FIGURES = ("number.", "date.", "direction", "opposed", "indicator.")
_WORDS = ("claim.", "word.", "background", "name", "document", "year")
_LEFT_OUT = "起草的人没有选它"


@dataclass(frozen=True, slots=True)
class Link:
    """A number of the text, text[start:end], and the fields that bear it out."""

    start: int
    end: int
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the text at a place; the whole text where start and end are the same."""

    start: int
    end: int
    message: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """What comes of a text beside its project: sources of numbers, faults, whether nothing is against it."""

    links: list[Link]
    faults: list[Fault]
    final: bool


def project_of(form: OpenForm) -> Project:
    """The project of the form; NotThere where it is no project form."""
    if type(form.record) is not ProjectGoal:
        raise NotThere(f"“{form.subject}”不是项目绩效目标表，不能由它起草；请从“起草”里选一个项目")
    return beyond(form.record)


def composed(form: OpenForm, chosen: Sequence[str] | None = None, version: int = 1) -> Draft:
    """The goal composed from the project: of the indicators at the chosen paths, in their order; of all by default."""
    project, manner = project_of(form), Manner(version=version)
    wanted = plan(project, manner.length)
    return draft(project, manner, _planned(wanted, chosen) if chosen is not None else None, Writing()).draft


def looked_at(form: OpenForm, text: str, left_out: Collection[str] = ()) -> Looked:
    """The text beside its project, as it stands while it is typed; indicators at `left_out` need not be in it."""
    if len(text) > _LONGEST:
        raise ConfigError(f"文字有 {len(text)} 个字，一段绩效目标用不了这么多（上限 {_LONGEST}）；请分开写")
    project = project_of(form)
    facts = facts_of(project, "annual")
    found = compare_text(text, facts, project.year)
    links = [Link(start, end, paths) for (start, end), paths in sorted(found.said.items())]
    faults = [Fault(d.start, d.end, d.message, d.paths) for d in found.discrepancies if d.kind != "unmentioned"]
    missing = {path for d in found.discrepancies if d.kind == "unmentioned" for path in d.paths}.difference(left_out)
    if missing:
        names = "、".join(f"“{fact.name}”（{fact.value}）" for fact in facts if fact.path in missing)
        said = f"勾选的指标有 {len(missing)} 项没有写进目标：{names}；请补写，或去掉勾选"
        faults.append(Fault(0, 0, said, tuple(sorted(missing))))
    made = _as_draft(project, text, links)
    at = _starts(made.sentences)
    known = [(fault.start, fault.end) for fault in faults]
    for each in [*_guarded(project, made), *lint.faults(made)]:
        base = at[each.sentence] if each.sentence is not None else 0
        place = (base + each.start, base + each.end)
        if not any(a < place[1] and place[0] < b for a, b in known):
            faults.append(Fault(*place, each.message, tuple(each.paths)))
    faults.sort(key=lambda fault: (fault.start == fault.end, fault.start))
    return Looked(links, faults, bool(text.strip()) and not faults)


def keep(desk: Desk, form: OpenForm, text: str, who: str) -> int:
    """Keep the text as a version of the project's draft; its number."""
    looked = looked_at(form, text)
    made = _as_draft(project_of(form), text, looked.links)
    return desk.store.desk.add_draft(form.key, who, made.model_dump_json())


def versions(desk: Desk, form: OpenForm) -> list[tuple[Note, Draft]]:
    """The versions that were kept, the last one first."""
    return [(note, Draft.model_validate_json(note.body)) for note in desk.store.desk.drafts(form.key)]


def as_word(form: OpenForm, text: str) -> bytes:
    """The project's form in Word with this text as its annual goal; what is against it stands there too."""
    project, looked = project_of(form), looked_at(form, text)
    made = _as_draft(project, text, looked.links)
    made.faults = [*_guarded(project, made), *lint.faults(made)]
    with Scratch() as folder:
        path = Path(folder) / "draft.docx"
        word_form(Entry(project, made, ""), path, None)
        return path.read_bytes()


def _planned(whole: Plan, chosen: Sequence[str]) -> Plan:
    """The plan with the chosen indicators alone, in their order."""
    order = {path: n for n, path in enumerate(chosen)}
    groups, left = [], list(whole.left_out)
    for group in whole.groups:
        items = [item for item in group.items if all(path in order for path in item.paths)]
        left += [LeftOut(path=p, reason=_LEFT_OUT) for i in group.items if i not in items for p in i.paths]
        items.sort(key=lambda item: min(order[path] for path in item.paths))
        groups.append(PlanGroup(part=group.part, items=items))
    return Plan(groups=groups, left_out=left)


def _as_draft(project: Project, text: str, links: Iterable[Link]) -> Draft:
    """The text as a draft whose sentences cite what their numbers rest on."""
    sentences, at = [], 0
    links = list(links)
    for match in _SENTENCE.finditer(text):
        said = match.group()
        if said:
            inside = [link for link in links if match.start() <= link.start < match.end()]
            cites = dict.fromkeys(path for link in inside for path in link.paths)
            sentences.append(Sentence(text=said, cites=list(cites), by="office"))
        at = match.end()
    assert at == len(text)
    return Draft(
        project_name=project.project_name,
        department=project.department,
        year=project.year,
        plan=Plan(),
        sentences=sentences,
    )


def _guarded(project: Project, made: Draft) -> list[_GuardFault]:
    """What the guard has against the sentences: figures beside what their numbers cite, words beside all there is.

    Whoever types cites nothing; a sentence about a quality has no number to be known by.
    """
    guard = Guard(project)
    everything = list(guard.facts)
    out: list[_GuardFault] = []
    for n, sentence in enumerate(made.sentences):
        whole = sentence.model_copy(update={"cites": everything})
        out += [fault for fault in guard.check_sentence(sentence, n) if fault.code.startswith(_FIGURES)]
        out += [fault for fault in guard.check_sentence(whole, n) if fault.code.startswith(_WORDS)]
    return out


def _starts(sentences: Sequence[Sentence]) -> list[int]:
    """Where each sentence begins in the text."""
    out, at = [], 0
    for sentence in sentences:
        out.append(at)
        at += len(sentence.text)
    return out
