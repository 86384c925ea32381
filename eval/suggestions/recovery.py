"""How well suggestions find hidden indicators: recall by canonical name, beside popularity and plain full-text search.

uv run python -m eval suggest                             # without a model; all figures
uv run python -m eval suggest --recordings                # also with the recorded answers of a large language model
uv run python -m eval suggest --ask http://…/v1           # ask a model anew; the desk keeps what it answers
uv run python -m eval suggest --speed                     # 100,000 composed indicators: seconds per call
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from eval.suggestions import hidden
from eval.suggestions.hidden import Case
from jixiao.config import ModelSettings
from jixiao.errors import ModelError
from jixiao.library import Library, vocabulary
from jixiao.library.names import bigrams, named
from jixiao.llm import Model
from jixiao.suggestions.ask import choose, question, reordered
from jixiao.suggestions.framed import aspects_of
from jixiao.suggestions.rank import Candidate, rank

RECORDINGS = Path(__file__).resolve().parents[1] / "recordings" / "suggest"
DRAWS = 5
ASKED = 40
PICKS = 10
CUTS = (5, 10)
_RESAMPLES = 1000
_SEED = 20230101
_FAR = 10_000
console = Console(highlight=False)

Method = Callable[[Case, Library], list[str]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A hidden indicator: of which form, where the method ranked it (from 0), whether the library has one of that name,
    and whether library or frame has one."""

    document: str
    form: str
    group: str
    rank: int
    reachable: bool
    like: bool


def popular(case: Case, library: Library) -> list[str]:
    """Baseline: the most frequent canonical names of the library that the form does not have."""
    has = {library.resolved(g) for g in case.card.groups}
    return [group for group, _ in library.frequent(500) if group not in has]


def plain_search(case: Case, library: Library) -> list[str]:
    """Baseline: full-text search of indicator names with name and purpose of the project (BM25)."""
    has = {library.resolved(g) for g in case.card.groups}
    names = library.named_like(bigrams(f"{case.card.name} {case.card.purpose}"), 200)
    return list(dict.fromkeys(g for name in names for g in library.groups_named(name) if g not in has))


def ours(case: Case, library: Library) -> list[str]:
    """What jixiao suggests without a model."""
    return [c.group for c in rank(case.card, library).candidates]


def with_model(model: Model) -> Method:
    """What jixiao suggests with the model; where it gives no usable answer, what it suggests without."""

    def method(case: Case, library: Library) -> list[str]:
        ranking = rank(case.card, library)
        try:
            ranking = reordered(ranking, choose(case.card, ranking, model, PICKS))
        except ModelError as exc:
            console.print(f"[yellow]{case.form}：{exc}[/]", soft_wrap=True)
        return [c.group for c in ranking.candidates]

    return method


def hits(method: Method, every: Sequence[Case], libraries: dict[str, Library]) -> list[Hit]:
    """Each hidden indicator with its rank."""
    out = []
    kinds = [*(usual for kind in vocabulary().frame.types for usual in kind.indicators), *vocabulary().frame.general]
    for case in every:
        library = libraries[case.document]
        framed = {library.resolved(named(usual.worded(""), case.card.name).group) for usual in kinds}
        order = {group: place for place, group in reversed(list(enumerate(method(case, library))))}
        for group in case.hidden:
            known = library.resolved(group)
            has = library.has(known)
            out.append(Hit(case.document, case.form, known, order.get(known, _FAR), has, has or known in framed))
    return out


def sighted(case: Case, library: Library, cut: int) -> tuple[int, int]:
    """Of the hidden indicators those that one of the first `cut` suggestions looks at too (the same kind, and the same
    aspect of the frame or nearly the same name), and how many hidden ones look at something the form no longer does."""
    first = rank(case.card, library).candidates[:cut]
    found = total = 0
    for entry in case.gone:
        aspects = {a.code for a in aspects_of(entry.family, entry.name)}
        if any(aspects & {a.code for a in aspects_of(e.family, e.name)} for e in case.card.entries):
            continue
        total += 1
        found += any(
            c.family == entry.family and (c.group == entry.group or bool(aspects & _aspects(c))) for c in first
        )
    return found, total


def _aspects(candidate: Candidate) -> set[str]:
    told = {candidate.framed.usual.aspect.code} if candidate.framed is not None else set()
    return told | {a.code for a in aspects_of(candidate.family, candidate.group)}


def recall(found: Sequence[Hit], cut: int) -> float:
    """The share of hidden indicators among the first `cut`."""
    return sum(hit.rank < cut for hit in found) / len(found) if found else float("nan")


def interval(found: Sequence[Hit], other: Sequence[Hit] | None, cut: int) -> tuple[float, float]:
    """The 95 % interval of recall, or of its gain over another method, drawing documents and forms within them."""
    forms: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for i, hit in enumerate(found):
        gain = float(hit.rank < cut) - (float(other[i].rank < cut) if other is not None else 0.0)
        forms[hit.document][hit.form].append(gain)
    chance = np.random.default_rng(_SEED)
    documents = [list(by_form.values()) for by_form in forms.values()]
    means = []
    for _ in range(_RESAMPLES):
        drawn: list[float] = []
        for d in chance.integers(0, len(documents), len(documents)):
            inside = documents[d]
            for f in chance.integers(0, len(inside), len(inside)):
                drawn += inside[f]
        means.append(np.mean(drawn))
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def show(title: str, results: dict[str, list[Hit]]) -> dict[str, dict[str, object]]:
    """The figures of each method, printed; the gain is over the better of the two baselines at that cut."""
    table = Table(title=title, title_justify="left")
    for head in ("方法", *(f"召回@{c}" for c in CUTS), *(f"比基线@{c}" for c in CUTS)):
        table.add_column(head, justify="left" if head == "方法" else "right")
    figures: dict[str, dict[str, object]] = {}
    baselines = list(results)[:2]
    for name, found in results.items():
        row, kept = [name], {}
        for cut in CUTS:
            low, high = interval(found, None, cut)
            row.append(f"{recall(found, cut):.3f}（{low:.2f}–{high:.2f}）")
            kept[f"recall@{cut}"] = [round(v, 4) for v in (recall(found, cut), low, high)]
        for cut in CUTS:
            best = max(baselines, key=lambda b: recall(results[b], cut))
            gain = recall(found, cut) - recall(results[best], cut)
            low, high = interval(found, results[best], cut)
            row.append("" if name in baselines else f"{gain:+.3f}（{low:+.2f}–{high:+.2f}）")
            if name not in baselines:
                kept[f"gain@{cut}"] = [best, *(round(v, 4) for v in (gain, low, high))]
        table.add_row(*row)
        figures[name] = kept
    console.print(table)
    first = next(iter(results.values()))
    reach = sum(hit.reachable for hit in first) / len(first)
    console.print(f"隐去的指标 {len(first)} 条，库中有同名规范指标的占 {reach:.1%}（没有的，除框架外谁也找不到）")
    alike = {name: [hit for hit in found if hit.like] for name, found in results.items()}
    known = next(iter(alike.values()))
    said = "；".join(f"{name} {recall(some, 5):.3f}/{recall(some, 10):.3f}" for name, some in alike.items())
    console.print(f"库或框架里有同名规范指标的 {len(known)} 条，前 5/10 条找回 {said}", soft_wrap=True)
    for name, found in results.items():
        by = defaultdict(list)
        for hit in found:
            by[hit.document].append(hit)
        said = "　".join(f"{d} {recall(h, 5):.2f}/{recall(h, 10):.2f}" for d, h in sorted(by.items()))
        console.print(f"[dim]{name}　{said}[/]", soft_wrap=True)
    figures["hidden"] = {"count": len(first), "reachable": round(reach, 4), "like": len(known)}
    figures["like"] = {name: [round(recall(some, cut), 4) for cut in CUTS] for name, some in alike.items()}
    return figures


def measure(
    recordings: Annotated[bool, typer.Option(help="也用记录下来的大模型回答")] = False,
    ask: Annotated[str | None, typer.Option(help="向这个接口问，如 http://127.0.0.1:8406/v1")] = None,
    draws: Annotated[int, typer.Option(min=1, help="每张表隐去几次")] = DRAWS,
    speed: Annotated[bool, typer.Option(help="只量十万条指标时的用时")] = False,
    out: Annotated[Path | None, typer.Option(help="把数字写成 JSON")] = None,
) -> None:
    """隐去一张表的一至三个指标，用不含这份文件的指标库来建议，看找回多少。"""
    if speed:
        from eval.suggestions.many import measure_speed

        measure_speed()
        return
    readings = hidden.labelled()
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        place = Path(folder)
        alone = {name: hidden.library_without(readings, {name}, place) for name in readings}
        every = list(hidden.cases(readings, draws))
        methods = {"常见度": popular, "全文检索": plain_search, "jixiao（不用模型）": ours}
        results = {name: hits(method, every, alone) for name, method in methods.items()}
        figures["documents"] = show(f"留一份文件：{len(readings)} 份文件，{len(every)} 次", results)
        seen = [sighted(case, alone[case.document], CUTS[0]) for case in every]
        share = sum(f for f, _ in seen) / max(sum(n for _, n in seen), 1)
        figures["sighted"] = round(share, 4)
        console.print(f"隐去后表上再没有指标看的那一面，前 {CUTS[0]} 条里有建议看到的占 {share:.1%}")
        offices = {name: {n for n in readings if hidden.office(n) == hidden.office(name)} for name in readings}
        without = {
            name: alone[name] if len(kin) == 1 else hidden.library_without(readings, kin, place)
            for name, kin in offices.items()
        }
        kept = {name: hits(method, every, without) for name, method in methods.items()}
        figures["offices"] = show("留一个地方（同一地方的文件都不在库里）", kept)
        if ask or recordings:
            chosen = hidden.asked(readings, ASKED)
            with Asked(ask) as model:
                _ask_all(chosen, alone, model)
                methods["jixiao（用模型）"] = with_model(model)
                asked = {name: hits(method, chosen, alone) for name, method in methods.items()}
            figures["model"] = show(f"用模型：{len(chosen)} 张表", asked)
    if out is not None:
        out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class Asked:
    """The model behind an address, or the recorded answers."""

    def __init__(self, address: str | None) -> None:
        self._address = address

    def __enter__(self) -> Model:
        if self._address is None:
            from tests.desk import desk

            self._desk = desk(RECORDINGS)
            self._address = self._desk.__enter__().base_url
        else:
            self._desk = None
        settings = ModelSettings(
            base_url=self._address, name="desk", mode="json_schema", concurrency=ASKED, request_seconds=3600.0,
            form_seconds=10_800.0,
        )  # fmt: skip
        self._model = Model.open(settings)
        return self._model

    def __exit__(self, *args: object) -> None:
        self._model.close()
        if self._desk is not None:
            self._desk.__exit__(None, None, None)


def _ask_all(every: Sequence[Case], libraries: dict[str, Library], model: Model) -> None:
    """Ask all questions at once; the answers stay in the model's archive."""
    questions = [question(case.card, rank(case.card, libraries[case.document]), PICKS) for case in every]

    def put(at: int) -> None:
        try:
            model.ask(questions[at])
        except ModelError as exc:
            console.print(f"[yellow]{every[at].form}：{exc}[/]", soft_wrap=True)

    with ThreadPoolExecutor(ASKED) as pool:
        list(pool.map(put, range(len(questions))))
