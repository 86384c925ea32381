"""What is asked about open forms: the questions of a form, one form of each layout first, and the answers to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.errors import AnswerCutOff, ModelError
from jixiao.fields.pointing.carry import carry, same_layout
from jixiao.fields.pointing.check import AnswerCheck
from jixiao.fields.pointing.chunks import halves, pieces, put_together
from jixiao.fields.pointing.filling.prefixed import spelled_out
from jixiao.fields.pointing.render import Index, Rendering, render
from jixiao.fields.pointing.several import Part, divided, undivided
from jixiao.fields.pointing.terms import FORMS, LISTS, PATHS, SAID_ONCE
from jixiao.fields.pointing.wire import AnyAnswer, FormAnswer, ProseAnswer
from jixiao.fields.tree import Draft
from jixiao.forms.content import level_names
from jixiao.forms.model import Form
from jixiao.llm import Answer, Question, tokens

Ask = Callable[[Sequence[Question[Any]]], Sequence[Answer[Any] | ModelError]]

PROMPT, PROSE_PROMPT = "extract/form", "extract/prose"
# All questions name all fields, so that they begin alike: what comes again costs little.
FIELDS_SAID = {kind: {name: said for name, (_, said) in PATHS[kind].items() if name not in SAID_ONCE} for kind in FORMS}
COLUMNS_SAID = {
    name: {role: said for role, said in roles.items() if role not in SAID_ONCE} for name, roles in LISTS.items()
}
# Why a project is asked about that an answer cut off a form of several.
SEVERAL = "form.several"
# What one question shows of a form at most, in tokens; a larger form is asked in pieces.
PIECE_TOKENS = 6000
# A question that shows at most so many tokens is a small one.
SMALL_TOKENS = 1500
# After so many small questions whose answers were cut off, smaller ones do not help: the endpoint's limit is too low.
SMALL_MOST = 3


@dataclass(slots=True)
class Open:
    """A form that is asked about: what the rules read in it (nothing where they do not know its kind), and why.

    Without a reason it is not asked about itself; what is answered about a form of its layout is carried to it. `rest`
    are tables that may go on with it, shown together with it. `about` names the form in receipts. `said` is what an
    answer about several projects taken for one form says of it, one of them.
    """

    form: Form
    draft: Draft | None
    why: list[str]
    about: str = ""
    rest: list[Form] = field(default_factory=list)
    said: FormAnswer | None = None


@dataclass(slots=True)
class Inquiry:
    """The questions about one form, and what was answered so far; `carried` where the answer is another form's."""

    work: Open
    shown: Rendering
    index: Index
    answers: dict[int, AnyAnswer] = field(default_factory=dict)
    failures: list[ModelError] = field(default_factory=list)
    small_cut_off: int = 0
    carried: bool = False


def open_form(work: Open) -> tuple[Inquiry, list[Rendering]]:
    """The inquiry about a form, and the pieces it is asked in; none where it is not asked about itself."""
    shown, index = render(work.form, work.rest)
    inquiry = Inquiry(work, shown, index)
    if work.said is not None and not AnswerCheck(shown)(work.said):
        inquiry.answers[min(shown.asked)] = work.said
    return inquiry, pieces(shown, PIECE_TOKENS, tokens) if work.why else []


def answer_of(inquiry: Inquiry) -> AnyAnswer:
    """The answers to the pieces as one."""
    return put_together([inquiry.answers[at] for at in sorted(inquiry.answers)])


def continues(inquiry: Inquiry) -> bool:
    """Whether the tables shown with the form are its rest, by the answer."""
    answer = answer_of(inquiry)
    return isinstance(answer, FormAnswer) and bool(answer.continues) and bool(inquiry.work.rest)


def parts_of(inquiry: Inquiry) -> list[Part]:
    """The projects that the form holds by the answer about it, which says where their names stand; none where it is one
    form."""
    if not inquiry.answers or SEVERAL in inquiry.work.why:
        return []
    answer = answer_of(inquiry)
    if not isinstance(answer, FormAnswer) or answer.kind not in FORMS or not _named(answer):
        return []
    return divided(inquiry.work.form, inquiry.shown, inquiry.index, answer)


def _named(answer: FormAnswer) -> bool:
    columns = answer.projects.columns if answer.projects is not None else {}
    return bool({"project_name", "department"} & {*answer.fields, *columns})


def question(inquiry: Inquiry, piece: Rendering) -> Question[Any]:
    """The question about one piece of a form."""
    whole = piece.asked == inquiry.shown.asked
    about, check = inquiry.work.about, AnswerCheck(piece)
    if not any(piece.tables.values()):
        said = {name: said for name, (_, said) in PATHS["department_narrative"].items()}
        shown = {"shown": piece.text, "fields": said, "whole": whole}
        return Question(PROSE_PROMPT, shown, ProseAnswer, check, about=about)
    shown = {
        "shown": piece.text,
        "fields": FIELDS_SAID,
        "columns": COLUMNS_SAID,
        "whole": whole,
        "rest": bool(piece.rest),
    }
    return Question(PROMPT, shown, FormAnswer, check, about=about)


def ask_all(works: Sequence[Open], ask: Ask, before: Sequence[Inquiry] = ()) -> list[Inquiry]:
    """All forms asked about, one of each layout first: its answer is carried to the others where they answer to it,
    as are those of forms asked about `before`.

    Where it cannot be carried twice as many are asked about each time. What an answer was too short for is asked again
    in halves.
    """
    opened = [open_form(work) for work in works]
    most = 1
    _carry([*before, *(i for i, _ in opened if i.work.said is not None)], [inquiry for inquiry, _ in opened])
    waiting = [i for i, (inquiry, parts) in enumerate(opened) if parts and not inquiry.answers]
    while waiting:
        asked = [waiting[i] for i in _of_each_layout([opened[i][0].shown for i in waiting], most)]
        _ask_whole([(opened[i][0], part) for i in asked for part in opened[i][1]], ask)
        _carry([opened[i][0] for i in asked], [inquiry for inquiry, _ in opened])
        waiting = [i for i in waiting if i not in asked and not opened[i][0].answers]
        most *= 2
    return [inquiry for inquiry, _ in opened]


def firsts(works: Sequence[Open]) -> list[tuple[Inquiry, Rendering]]:
    """What would be asked first: the pieces of one form of each layout."""
    opened = [(inquiry, parts) for inquiry, parts in map(open_form, works) if parts]
    first = _of_each_layout([inquiry.shown for inquiry, _ in opened], 1)
    return [(opened[i][0], part) for i in first for part in opened[i][1]]


def _of_each_layout(shown: Sequence[Rendering], most: int) -> list[int]:
    """The positions of so many forms of each layout at most, in their order."""
    layouts: list[list[int]] = []
    for i, other in enumerate(shown):
        own = next((found for found in layouts if same_layout(shown[found[0]], other)), None)
        if own is None:
            layouts.append([i])
        elif len(own) < most:
            own.append(i)
    return sorted(i for found in layouts for i in found)


def _carry(asked: Sequence[Inquiry], all_forms: Sequence[Inquiry]) -> None:
    """Put what was answered about a form into the others of its layout that have no answer yet."""
    for inquiry in asked:
        answer = inquiry.answers.get(min(inquiry.shown.asked)) if len(inquiry.answers) == 1 else None
        if not isinstance(answer, FormAnswer) or answer.kind not in FORMS or inquiry.failures:
            continue
        for other in all_forms:
            if other.answers or other.failures or not same_layout(inquiry.shown, other.shown):
                continue
            said = carry(answer, inquiry.shown, other.shown, level_names)
            if said is not None and not AnswerCheck(other.shown)(said):
                other.answers[min(other.shown.asked)] = said
                other.carried = True


def _ask_whole(waiting: list[tuple[Inquiry, Rendering]], ask: Ask) -> None:
    """Ask about the pieces, and about halves of those whose answer was cut off."""
    while waiting:
        outcomes = ask([question(inquiry, part) for inquiry, part in waiting])
        again: list[tuple[Inquiry, Rendering]] = []
        for (inquiry, part), outcome in zip(waiting, outcomes, strict=True):
            if isinstance(outcome, Answer):
                whole = part.asked == inquiry.shown.asked and isinstance(outcome.value, FormAnswer)
                said = outcome.value
                said = spelled_out(said, part) if isinstance(said, FormAnswer) else said
                inquiry.answers[min(part.asked)] = undivided(inquiry.shown, said) if whole else said
                inquiry.small_cut_off = 0
            elif isinstance(outcome, AnswerCutOff):
                again += [(inquiry, half) for half in _cut_off(inquiry, part, outcome)]
            else:
                inquiry.failures.append(outcome)
        waiting = [(inquiry, part) for inquiry, part in again if not _given_up(inquiry)]


def _given_up(inquiry: Inquiry) -> bool:
    return inquiry.small_cut_off >= SMALL_MOST


def _cut_off(inquiry: Inquiry, part: Rendering, outcome: AnswerCutOff) -> list[Rendering]:
    """The halves of a part whose answer was cut off; none where it cannot be halved, or that does not help."""
    inquiry.small_cut_off += tokens(part.text) <= SMALL_TOKENS
    cut = [] if _given_up(inquiry) else halves(part)
    if len(cut) > 1:
        return cut
    said = f"连着 {SMALL_MOST} 个小问题的回答都被截断；请在 [model] 中加大 answer_tokens 后再运行"
    inquiry.failures.append(AnswerCutOff(said) if _given_up(inquiry) else outcome)
    return []
