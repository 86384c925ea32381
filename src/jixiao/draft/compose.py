"""A goal without a model: the parts set in frames, by a plan, the same each time for the same project."""

from __future__ import annotations

import hashlib
from random import Random

from jixiao.draft.clauses import Piece
from jixiao.draft.parts import Parts, parts
from jixiao.draft.sentence_templates import Frame, Manner, Shape, frames
from jixiao.draft.subjects import subjects
from jixiao.records.columns import follow
from jixiao.records.drafts import Plan, Project, Sentence

_LONGEST = 170  # characters of one sentence
# The parts in the order of a plain sentence.
_PLAIN = (
    "basis", "deed", "purpose", "tasks", "beneficiaries", "use", "acts", "items", "states", "quality", "time", "cost",
    "effect", "satisfaction",
)  # fmt: skip
NUMBERED_FROM = 13  # so many items of the plan are easier to read in points


def compose(project: Project, plan: Plan, manner: Manner | None = None) -> list[Sentence]:
    """The sentences of the goal, each with the paths it rests on; [] where the plan says nothing."""
    manner = manner or Manner()
    chance = Random(seed(project, manner.version))
    apart = subjects(project, plan, chance) if is_long(plan) else []
    given = parts(project, plan, chance, apart=frozenset(path for piece in apart for path in piece.cites))
    writer = _Writer(given, manner, chance)
    region = frames().region(manner.region)
    numbered = region.numbered or is_long(plan)
    pieces = writer.sentences(_shape(manner, numbered, chance))
    pieces[1:1] = apart
    return [_finished(piece, n, len(pieces), region.mark if numbered else "") for n, piece in enumerate(pieces, 1)]


def is_long(plan: Plan) -> bool:
    """Whether there is so much to say that it is said in numbered points."""
    return sum(len(group.items) for group in plan.groups if group.part != "basis") >= NUMBERED_FROM


def seed(project: Project, version: int) -> int:
    """A number that is the same for the same project and version, on any machine."""
    told = [project.project_name, project.department, project.implementer, str(project.year)]
    told += [follow(project, "funds.annual.total"), str(version), *(i.value for i in project.indicators)]
    return int.from_bytes(hashlib.sha256("\0".join(t or "" for t in told).encode()).digest()[:8])


def _shape(manner: Manner, numbered: bool, chance: Random) -> Shape:
    return chance.choice(frames().shapes["numbered" if numbered else manner.length])


def _finished(piece: Piece, n: int, last: int, mark: str) -> Sentence:
    """The sentence with its full stop; points of a numbered goal stand on lines of their own."""
    lead = mark.format(n=n) if mark and last > 1 else ""
    end = "。\n" if lead and n < last else "。"
    return Sentence(text=lead + piece.text + end, cites=list(dict.fromkeys(piece.cites)), by="composed")


class _Writer:
    """Fills frames with the parts of one goal."""

    def __init__(self, given: Parts, manner: Manner, chance: Random) -> None:
        self.given = given
        self.manner = manner
        self.chance = chance
        self.leads: set[str] = set()

    def sentences(self, shape: Shape) -> list[Piece]:
        """The sentences of the shape without their full stops; one that grows too long is cut between parts."""
        out: list[Piece] = []
        for wanted in shape:
            current: Piece | None = None
            for name in wanted:
                part = self._part(name, first=current is None)
                if part is None:
                    continue
                if current is not None and len(current.text) + len(part.text) > _LONGEST:
                    out.append(current)
                    current = self._part(name, first=True)
                else:
                    current = part if current is None else _joined([current, part])
            if current is not None:
                out.append(current)
        return out

    def _part(self, name: str, first: bool) -> Piece | None:
        if name == "opening":
            return self._opening()
        if name == "cost":
            return self._cost(first)
        if name not in self.given:
            return None
        return self._framed(f"{name}_alone" if first else name)

    def _opening(self) -> Piece:
        """Basis, purpose and what is done, then what is to be."""
        aim = "opening" if "purpose" in self.given else "plain"
        if "deed" in self.given:
            year = self.given["year"]
            pieces = [_joined([Piece(f"{year.text}年", year.cites), self.given["deed"]], "")]
            pieces += self._numbers()
        elif "tasks" in self.given:
            pieces = [self._framed(f"{aim}_tasks"), *self._numbers()]
        elif "acts" in self.given:
            pieces = [self._framed("opening" if aim == "opening" else "plain_acts")]
        else:
            pieces = [self._framed(f"{aim}_{'items' if 'items' in self.given else 'project'}")]
        if "basis" in self.given:
            pieces[0] = _joined([self._framed("basis"), pieces[0]], "")
        if "states" in self.given:
            pieces.append(self.given["states"])
        pieces += [self._framed(name) for name in ("beneficiaries", "use") if name in self.given]
        return _joined(pieces)

    def _numbers(self) -> list[Piece]:
        """What is done and made, with its numbers, behind an opening that tells something else."""
        return [self._framed(name) for name in ("acts", "items") if name in self.given]

    def _cost(self, first: bool) -> Piece | None:
        """The costs, and the money where the length leaves room for it."""
        roomy = self.manner.length == "long" or (self.manner.length == "normal" and self.chance.random() < 0.5)
        money = [self._framed("money")] if "money" in self.given and roomy else []
        cost = [self._framed("cost_alone" if first and not money else "cost")] if "cost" in self.given else []
        pieces = money + cost if first else cost + money
        return _joined(pieces) if pieces else None

    def _framed(self, name: str) -> Piece:
        """One of the frames of that name with its parts filled in."""
        fitting = [f for f in frames().parts[name] if self._fits(f)]
        named = [f for f in fitting if "project" in f.needs] if name.endswith("_project") else []
        fitting = named or fitting
        frame = self.chance.choice([f for f in fitting if self._suits(f)] or fitting)
        self.leads |= {frame.lead} - {""}
        used = sorted(frame.needs, key=frame.say.index)
        text = frame.say.format(**{need: self.given[need].text for need in used})
        return Piece(text, tuple(path for need in used for path in self.given[need].cites))

    def _fits(self, frame: Frame) -> bool:
        return frame.needs <= self.given.keys() and frame.tone in ("", self.manner.tone)

    def _suits(self, frame: Frame) -> bool:
        """Whether the frame begins as no other part of the goal, and does not say twice that something is 完成."""
        items = self.given["items"].text if "items" in frame.needs else ""
        twice = items and frame.say.partition("{items}")[0][-2:] in items
        return frame.lead not in self.leads and not twice


def _joined(pieces: list[Piece], mark: str = "，") -> Piece:
    return Piece(mark.join(p.text for p in pieces), tuple(path for p in pieces for path in p.cites))


def restate(project: Project, plan: Plan, paths: list[str], manner: Manner) -> list[Sentence]:
    """The given paths of the plan in one plain sentence, [] where they say nothing."""
    wanted = set(paths)
    groups = [
        group.model_copy(update={"items": [item for item in group.items if wanted & set(item.paths)]})
        for group in plan.groups
    ]
    given = parts(project, Plan(groups=groups), Random(seed(project, manner.version)), borrow=False)
    pieces = [given[name] for name in _PLAIN if name in given]
    if not pieces:
        return []
    cites = dict.fromkeys(path for piece in pieces for path in piece.cites)
    return [Sentence(text="，".join(piece.text for piece in pieces) + "。", cites=list(cites), by="composed")]
