"""The clauses of one goal and the parts they make: the opening with its tasks, qualities, times, costs, effects."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from jixiao.drafts.clauses.clause import Clause, Piece
from jixiao.drafts.clauses.joined import joint
from jixiao.drafts.clauses.prices import forward
from jixiao.drafts.language.lexicon import lexicon
from jixiao.drafts.language.points import Point, is_effect, points
from jixiao.drafts.language.sentence_templates import Manner, frames
from jixiao.drafts.language.words import words
from jixiao.drafts.planning.background import background, bare_name, built, funds, has_verb, heading, tells
from jixiao.drafts.planning.called import own_words
from jixiao.drafts.planning.fitting import doubt, fit, plainly
from jixiao.drafts.planning.inner import inside, parts_of
from jixiao.drafts.planning.priced import beside, prices_of
from jixiao.drafts.planning.ranking import main_of
from jixiao.drafts.writing.arrangements import Lead
from jixiao.drafts.writing.beside import alike, never, same_day, sure, unrepeated
from jixiao.drafts.writing.names import begins_done, ended, ends_of, fuller, placeless, topic, without
from jixiao.drafts.writing.tasks import tasks
from jixiao.drafts.writing.worded import done, worded
from jixiao.records.drafts import Plan, Project
from jixiao.segmentation import cut, sorts

_NAME = {"project_name"}  # what a fuller name of a thing is from
_POOR, _LONGEST_AIM = 2, 14
_HOLLOW = 6  # characters of a deed that tells nothing: 做好教师工作
# What is done in a project that is named by money is told by its tasks: no 做好购书经费工作.
_DOES, _PAID = re.compile("^(?:做好|开展)"), re.compile("[费款资]金?(?:[及和与、]|工作$)|经费|资金")
_ACTS = re.compile(r"完成|为约?\d")  # what tells a deed though no verb may be parted from it
_NO_AIM = ("支出", "经费", "工作", "项目")  # what is done and no aim of it


class Opening(NamedTuple):
    """What a goal begins with: a sentence of its own or None, and the clauses of the next."""

    head: Piece | None
    pieces: list[Piece]


def _says_of_nothing(task: str, verbs: Iterable[str]) -> bool:
    """Whether a number stands behind words for what is done alone, without a thing: 收运处理14.6万吨, 参审4200人次."""
    before, *_ = re.split(r"\d", task, maxsplit=1)
    rest = next((before.removeprefix(verb) for verb in verbs if verb and before.startswith(verb)), before)
    left = cut(rest)
    return before != task and len(left) < 2 and all(sorts(word) and sorts(word) <= {"v", "vd"} for word in left)


class Writer:
    """The clauses of one goal, by the part they belong to."""

    def __init__(self, project: Project, plan: Plan, manner: Manner) -> None:
        self.project = project
        self.manner = manner
        self.known = frames()
        self.given = background(project, plan)
        self.points = {point.path: point for point in points(project)}
        self.clauses: dict[str, list[Clause]] = {}
        self.named = False  # whether a thing is called as the project calls it
        self._parts: dict[tuple[str, bool], list[Piece]] = {}
        self.called = bare_name(project)
        planned = [p.name for g in plan.groups for i in g.items for p in self._of(i.paths) if p.quantified]
        self.topic = topic([placeless(name, self.called) for name in planned])
        self.has, self.built, found = has_verb(project), built(project), fit(project)
        self.says = any(verb and verb in name for verb in (self.has, self.built) for name in planned)
        unlike = plainly(project, found) and not {"purpose", "tasks", "task"} & set(self.given)
        self.plain = unlike and bool(doubt(project))
        if unlike:
            self.given.pop("aim", None)
        self.near = found != "same" and "purpose" not in self.given
        self.told = bool(self.topic and "do" in self.given and self.topic in self.given["do"].text)
        firsts = [p for group in plan.groups for item in group.items for p in self._of(item.paths[:1])]
        self.late = {p.path for p in firsts if p.kind == "quantity" and is_effect(project, p)}
        self.main = main_of(self.called, [p for p in firsts if p.path not in self.late])
        alone = [item.paths for group in plan.groups for item in group.items if len(item.paths) == 1]
        single = [point for paths in alone for point in self._of(paths)]
        self.priced = prices_of(single) | parts_of(project, single)
        for group in plan.groups:
            for item in group.items:
                self._take(self._of(item.paths))
        effects = self.clauses.get("effect", [])
        self.served = [Piece(c.text, c.cites) for c in effects if c.text.startswith("惠及")]
        self.clauses["effect"] = [c for c in effects if not c.text.startswith("惠及")]

    def _of(self, paths: list[str]) -> list[Point]:
        return [self.points[path] for path in paths if path in self.points]

    def _take(self, said: list[Point]) -> None:
        """The clauses of an item of the plan; what cannot be said together is said one by one."""
        if not said:
            return
        if (home := self.priced.get(said[0].path)) and self._beside(said[0], home):
            return
        for some in [said] if joint(said) else [[point] for point in said]:
            kind = "quantity" if some[0].kind == "other" else some[0].kind
            verb = (self.has or self.built) if self._names(some[0].name) and not self.says else ""
            made = worded(self._shortened(some), self.project.year, verb if kind == "quantity" else "")
            made = done(some[0], made, self.project.year) if kind == "quantity" and some[0].path == self.main else made
            whole = made.text if self.named else fuller(made.text, made.verb, self.called) if made.verb else made.text
            whole = whole if made.verb or self.named or some[0].path != self.main else ended(made.text, self.called)
            if whole != made.text:
                made, self.named = made._replace(text=whole, cites=(*made.cites, "project_name")), True
            made = made._replace(text=forward(made.text)) if kind == "cost" else made
            self.told = self.told or bool(self.topic and self.topic in made.text)
            self.clauses.setdefault(kind, []).append(made)

    def _beside(self, point: Point, home: Point) -> bool:
        """Whether what it is the price or a part of is said, now with it in brackets behind it."""
        own = self.clauses.get(home.kind, [])
        at = next((n for n, made in enumerate(own) if {*made.cites} - _NAME == {home.path}), None)
        if at is None:
            return False
        said = beside(point, home) if point.kind == "cost" else inside(point)
        own[at] = own[at]._replace(text=f"{own[at].text}（{said}）", cites=(*own[at].cites, point.path))
        return True

    def _names(self, text: str) -> bool:
        """Whether a text has what the project is called by: 儿童之家 in 儿童之家规范化建设."""
        return any(word in text for word in set(own_words(self.called)) - set(lexicon().broad))

    def _shortened(self, said: list[Point]) -> list[Point]:
        """The points without the place before the project's name, and without the beginning that most names share."""
        names = [placeless(p.name, self.called) for p in said]
        if self.topic and all(name.startswith(self.topic) for name in names) and not begins_done(names[0]):
            names = without(self.topic, names) if self.told else names
        return [replace(p, name=name) for p, name in zip(said, names, strict=True)]

    def part(self, name: str, first: bool) -> list[Piece]:
        """The clauses of a kind; `first` is whether they begin their sentence."""
        if (name, first) not in self._parts:
            self._parts[name, first] = self._part(name, first)
        return self._parts[name, first]

    def _part(self, name: str, first: bool) -> list[Piece]:
        said = unrepeated(same_day(never([Piece(c.text, c.cites) for c in self.clauses.get(name, [])])))
        inner = said and all(re.search(lexicon().inner, self.points[p].name) for p in said[0].cites)
        if not said or name != "effect" or inner or self.points[said[0].cites[0]].quantified:
            return sure(said) if name == "effect" else said
        lead = self.known.effect[(self.manner.version - 1) % len(self.known.effect)] if first else ""
        return [Piece(lead + said[0].text, said[0].cites), *said[1:]]

    def _year(self) -> Piece:
        year = self.project.year
        return Piece(f"{year}年" if year else "本年度", ("year",) if year else ())

    def _basis(self) -> list[Piece]:
        """The documents that the goal rests on."""
        if (basis := self.given.get("basis")) is None:
            return []
        say = self.known.basis[(self.manner.version - 1) % len(self.known.basis)]
        return [Piece(say.format(basis=basis.text), basis.cites)]

    def _heading(self) -> Piece:
        """The project and its money, in a sentence of their own."""
        said = Piece.of([*self._basis(), self._year(), heading(self.project)], "")
        use = self.given.get("use")
        return Piece.of([said, Piece(f"主要{use.text}", use.cites)]) if use else said

    def opening(self, told: Lead) -> Opening:
        """Basis, purpose and year, then what is done; its deed and its usual purpose as far as they are to be told."""
        given, known, counted = self.given, self.known, self.clauses.get("quantity", [])
        lead = self._basis() or [piece for piece in [given.get("grounds")] if piece]
        aim = given.get("purpose", given.get("aim") if told.aim else None)
        short = "do" in given and len(given["do"].text) <= _LONGEST_AIM
        aims = short and not given["do"].text.endswith(_NO_AIM) and not self._opens()
        if "purpose" not in given and aims and counted and words().change.fullmatch(given["do"].text[:2]):
            aim = given["do"]
        if aim and "grounds" not in given:
            lead.append(Piece(known.purpose.format(purpose=aim.text), aim.cites))
        acts = [c for c in counted if c.form == "act"]
        more = list(self.served)
        if m := given.get("beneficiaries"):
            more.append(Piece(known.beneficiaries.format(beneficiaries=m.text), m.cites))
        if self.plain:
            return Opening(self._heading(), [*tasks(counted, self.main, self.late), *more])
        done = self._done(acts, aim, told.deed)
        year = self._year()
        before = [*self._money(done), *done]
        if "use" in given and counted and not acts:
            before_all = Piece.of([Piece.of([*lead, year, before[0]], ""), *before[1:], *more])
            return Opening(before_all, tasks(counted, self.main, self.late))
        body = [*before, *tasks(counted, self.main, self.late), *more]
        if not body:
            body = [Piece("按计划完成年度任务", ())]
        head = Piece.of([*lead, year, body[0]], "")
        if self._stands_apart(body[0]):
            head = Piece.of([Piece.of([*lead, year], ""), body[0]], "，")
        return Opening(None, [head, *body[1:]])

    def _opens(self) -> bool:
        """Whether the first task begins with the project's name: 公共图书馆夜间开放280天以上."""
        own = [c for c in self.clauses.get("quantity", []) if c.cites[0] == self.main]
        return bool(self.called and own and own[0].form == "state" and own[0].text.startswith(self.called))

    def _stands_apart(self, first: Piece) -> bool:
        """Whether the year is parted by a comma: before what is to be, not before what is done."""
        done = _ACTS.match(first.text) or words().degree.match(first.text) or first.text.startswith(self.called)
        return not done and any(c.form == "state" and c.cites == first.cites for c in self.clauses.get("quantity", []))

    def _done(self, acts: list[Clause], aim: Piece | None, deeds: bool) -> list[Piece]:
        """The tasks or the use of the money that are given; else what the project is about, where no act tells it or
        `deeds` are to be told."""
        given, counted = self.given, self.clauses.get("quantity", [])
        if "tasks" in given:
            return [Piece(f"重点{given['tasks'].text}" if acts else given["tasks"].text, given["tasks"].cites)]
        if "task" in given:
            return [given["task"]]
        if "use" in given:
            own = given.get("do")
            return [*([own] if own and not counted and _DOES.match(own.text) is None else []), self._used(given["use"])]
        if "do" not in given or (aim and alike(given["do"].text, aim.text)) or self._opens():
            return []
        if counted and _says_of_nothing(tasks(counted, self.main, self.late)[0].text, [act.verb for act in acts]):
            return [given["do"]]
        acts = [act for act in acts if not act.text.startswith("惠及")]  # which tells nothing of what is done
        said = "".join(act.text for act in acts)
        done = _DOES.sub("", given["do"].text)
        if acts and done != given["do"].text and (_PAID.search(done) or tells(self.project, said)):
            return []
        if given["do"].text.startswith("落实") and not self.near and not (aim and tells(self.project, said)):
            name = bare_name(self.project)
            told = name in said or (tells(self.project, said) and any(a.verb and a.verb in name for a in acts))
        else:
            told = "purpose" in given or tells(self.project, said) or len(given["do"].text) <= _HOLLOW
        if (acts and self.called and self._thing() in said) or any(self.called.endswith(end) for end in ends_of(said)):
            return []  # 在62所学校实施营养改善计划
        twice = acts and acts[0].text.startswith("开展")
        deed = Piece(re.sub("^开展", "实施", given["do"].text) if twice else given["do"].text, given["do"].cites)
        plain = acts and not self._stands_apart(tasks(counted, self.main, self.late)[0])
        partly = told or self._names("，".join(act.text.removeprefix(act.verb) for act in acts))
        return [] if plain and ((partly and not deeds) or (aim and told)) else [deed]

    def _thing(self) -> str:
        """What is bought or mended in the project, where its name is long enough to be known again."""
        thing = next((self.called.removesuffix(end) for end, _ in lexicon().sorts if self.called.endswith(end)), "")
        return thing if len(thing) > _HOLLOW else self.called

    def _money(self, done: list[Piece]) -> list[Piece]:
        """The money of the year, where there are so few figures that it is worth saying, and it is not said yet."""
        figures = [c for name in ("quantity", "quality", "cost") for c in self.clauses.get(name, [])]
        amount = funds(self.project)
        said = amount is not None and any(amount.text in piece.text for piece in done)
        said = said or any(point.kind == "cost" for point in self.points.values())
        if amount is None or said or len(figures) > _POOR or "cost" in self.clauses or self.manner.length == "short":
            return []
        spent = Piece(self.known.money.format(money=amount.text), amount.cites)
        use = self.given.get("use")
        if use and done == [self._used(use)]:
            done[0] = Piece(done[0].text.removeprefix("资金"), done[0].cites)
        return [spent]

    def _used(self, use: Piece) -> Piece:
        return Piece(self.known.use.format(use=use.text), use.cites)
