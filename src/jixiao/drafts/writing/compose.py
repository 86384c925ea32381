"""A goal without a model: clauses packed into sentences by a plan, the same each time for the same project.

The clauses of a plan can be arranged in several ways (`schemas/drafts/frames.yaml`); the one that readers would rather
hand in, as far as that was learned (`liked.py`), is written.
"""

from __future__ import annotations

import math
import re
from itertools import accumulate

from jixiao.drafts.clauses.clause import Piece
from jixiao.drafts.language.lint import length
from jixiao.drafts.language.sentence_templates import Manner, SentenceLayout, frames
from jixiao.drafts.writing.arrangements import LEADS, USUAL, Arranged, chosen
from jixiao.drafts.writing.liked import liking
from jixiao.drafts.writing.usable import reader
from jixiao.drafts.writing.writer import Opening, Writer
from jixiao.records.drafts import Plan, Project, Sentence

_LONGEST = 106  # characters of one sentence
_BETWEEN = 34  # characters that a cut between blocks may be farther from the middle
_LONGEST_RUN = 150  # characters from one full stop to the next
_SHORT = 62  # characters of two sentences that are one
_STRAY = 20  # characters of a sentence that does not stand alone
# A rate, which does not stand among what is done.
_RATED = re.compile("[率度]均?(?:达到)?[\\d.]+%")
_STOP, _PAUSE = "。", "；"
# How much a reader who would change a clause counts beside how the goal is arranged.
_READY = 3.0
_FIGURES = re.compile("\\d(?!\\d*年)")  # other than of the year
NUMBERED_FROM = 16  # so many items of the plan are easier to read in points


def compose(project: Project, plan: Plan, manner: Manner | None = None) -> list[Sentence]:
    """The sentences of the goal, each with the paths it rests on; [] where the plan says nothing."""
    manner = manner or Manner()
    region = frames().region(manner.region)
    numbered = is_numbered(plan, manner)
    writer = Writer(project, plan, manner)
    if numbered:
        layouts = frames().numbered
        made = _arranged(writer, layouts[(manner.version - 1) % len(layouts)], writer.opening(USUAL))
    else:
        made = chosen(arrangements(writer), manner.version)
    mark = region.mark if numbered else ""
    return [_finished(said, n, len(made.said), mark) for n, said in enumerate(made.said, 1)]


def is_numbered(plan: Plan, manner: Manner) -> bool:
    """Whether the goal is said in numbered points, as is the custom of its place or because it is long."""
    return frames().region(manner.region).numbered or is_long(plan)


def is_long(plan: Plan) -> bool:
    """Whether there is so much to say that it is said in numbered points."""
    return sum(len(group.items) for group in plan.groups if group.part != "basis") >= NUMBERED_FROM


def arrangements(writer: Writer) -> list[Arranged]:
    """The clauses arranged in each way that reads otherwise."""
    found: dict[str, Arranged] = {}
    openings: dict[str, Opening] = {}
    for lead in LEADS if "aim" in writer.given and "purpose" not in writer.given else LEADS[:2]:
        opening = writer.opening(lead)
        openings.setdefault("，".join(piece.text for piece in opening.pieces), opening)
    for opening in openings.values():
        ready = 0.0
        for n, layout in enumerate(frames().shapes):
            made = _arranged(writer, layout, opening)
            ready = ready if n else _READY * math.log(reader(writer.project).chance(made.text))
            found.setdefault(made.text, made._replace(liking=liking(made.text, writer.called) + ready))
    return list(found.values())


def _arranged(writer: Writer, layout: SentenceLayout, opening: Opening) -> Arranged:
    """The sentences of the layout, each with what it ends with: one that grows too long is cut, a short one joined."""
    out: list[tuple[Piece, str]] = []
    closed = 0
    for n, wanted in enumerate(layout.parts):
        parts: list[list[Piece]] = []
        for name in wanted:
            own = opening.pieces if name == "opening" else writer.part(name, not parts)
            parts += [own] if own else []
        if "opening" in wanted and opening.head:
            out.append((opening.head, _STOP))
            closed = len(out)
        made = cut(parts)
        if len(out) > closed and made and _joins(out[-1][0], made[0]):
            made[0] = Piece.of([out.pop()[0], made[0]])
        bare = not made or not _FIGURES.search(made[-1].text)
        ends = [*[_PAUSE] * (len(made) - 1), _STOP if bare or not layout.ends else layout.ends[n]]
        out += list(zip(made, ends, strict=False))
    return Arranged(layout, _stopped(out))


def _stopped(said: list[tuple[Piece, str]]) -> list[tuple[Piece, str]]:
    """The sentences with a full stop where a pause would let them run on too long, and at the end."""
    out: list[tuple[Piece, str]] = []
    run = 0
    for n, (piece, stop) in enumerate(said):
        run += length(piece.text)
        after = length(said[n + 1][0].text) if n + 1 < len(said) else _LONGEST_RUN
        stop = _STOP if run + after > _LONGEST_RUN else stop
        run = 0 if stop == _STOP else run
        out.append((piece, stop))
    return out


def _joins(first: Piece, second: Piece) -> bool:
    """Whether two sentences are short enough for one; what comes of it all begins its own."""
    if second.text.startswith(tuple(frames().effect)):
        return False
    both, rated = length(first.text) + length(second.text), _RATED.search(second.text) is not None
    stray = length(first.text) <= _STRAY or (length(second.text) <= _STRAY and not rated)
    return both <= _SHORT or (stray and both <= _LONGEST)


def cut(blocks: list[list[Piece]]) -> list[Piece]:
    """The blocks in one sentence, or in as many of about one length as they need; between blocks rather than within."""
    parts = [piece for block in blocks for piece in block]
    sizes = [length(piece.text) + 1 for piece in parts]
    if sum(sizes) <= _LONGEST or len(parts) < 2:
        return [Piece.of(parts)] if parts else []
    ends = set(accumulate(len(block) for block in blocks))
    wanted = sum(sizes) / -(-sum(sizes) // _LONGEST)
    begins = 1 if len(parts) == 2 or _FIGURES.search(parts[0].text) else 2  # no 开展养护；养护县道…
    at = min(range(begins, len(parts)), key=lambda n: abs(sum(sizes[:n]) - wanted) - (_BETWEEN if n in ends else 0))
    first, rest = parts[:at], _after(blocks, at)
    return [*(cut([first]) if rest else [Piece.of(first)]), *cut(rest)]


def _after(blocks: list[list[Piece]], at: int) -> list[list[Piece]]:
    """The blocks without so many pieces at their beginning."""
    out = []
    for block in blocks:
        out.append(block[at:] if at < len(block) else [])
        at = max(0, at - len(block))
    return [block for block in out if block]


def _finished(said: tuple[Piece, str], n: int, last: int, mark: str) -> Sentence:
    """The sentence with its full stop; points of a numbered goal stand on lines of their own."""
    piece, stop = said
    lead = mark.format(n=n) if mark and last > 1 else ""
    end = "。\n" if lead and n < last else "。" if lead else stop
    return Sentence(text=lead + piece.text + end, cites=list(dict.fromkeys(piece.cites)), by="composed")
