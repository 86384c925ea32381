"""`python -m eval guard` and `python -m eval drafts`: parse, call, print."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from eval import words

if TYPE_CHECKING:
    from eval.drafts.quality import Summary

console = Console(highlight=False)

_FIGURES = {
    "drafts": "稿",
    "sentences": "句",
    "by_model": "其中模型写的",
    "final": "守卫没有意见的稿",
    "replaced": "改用模板的句",
    "guard_faults": "守卫的意见",
    "unsupported": "没有出处的数（另数）",
    "turned": "方向写反（另数）",
    "moved": "周期改动（另数）",
    "quantified": "有数值的指标",
    "covered": "写到或说明不写的",
    "length": "平均字数",
    "office_length": "单位原文平均字数",
    "chrf": "chrF（对单位原文）",
    "rouge_l": "ROUGE-L（对单位原文）",
    "alike": "与别的文件最像一稿的同框架句",
}
_SHARES = {"chrf", "rouge_l", "alike"}


def guard(
    count: Annotated[int, typer.Option(help="埋多少处错")] = 300,
    seed: Annotated[int, typer.Option(help="随机种子")] = 0,
    versions: Annotated[int, typer.Option(help="每个项目写几稿")] = 3,
    missed: Annotated[bool, typer.Option("--missed", help="列出漏掉的")] = False,
) -> None:
    """绩效目标稿的守卫：埋错能查出多少，对没有改动的稿误报多少。"""
    from eval.drafts.goals import goals
    from eval.drafts.guard import measured

    found = measured(goals(), versions, count, seed)
    planted = Counter(plant.how for plant in found.plants)
    caught = Counter(plant.how for plant in found.plants if plant.caught)
    named = Counter(plant.how for plant in found.plants if plant.named)
    table = Table("埋的错", "处", "查出", "说对是什么错")
    for how, number in planted.items():
        table.add_row(how, str(number), str(caught[how]), str(named[how]))
    table.add_row("合计", str(planted.total()), str(caught.total()), str(named.total()))
    console.print(table)
    console.print(f"查出 {words.percent(caught.total() / max(1, planted.total()))}")
    share = words.percent(found.alarmed / max(1, found.sentences))
    console.print(f"没有改动的 {found.drafts} 稿 {found.sentences} 句中，误报 {found.alarmed} 句（{share}）")
    for alarm in found.alarms:
        console.print(f"误报　{alarm}", soft_wrap=True, markup=False)
    for plant in found.plants if missed else ():
        if not plant.caught:
            console.print(f"漏掉　{plant.how}　{plant.after}", soft_wrap=True, markup=False)


def planted() -> None:
    """守卫：人手埋在通顺的稿子里的错查出多少，对原来的稿子误报多少；held 一半只量、不据以改规则。"""
    from eval.drafts.planted_guard import measured

    table = Table("", "埋的错", "查出", "没有改动的句", "误报")
    for name in ("tuned", "held", "natural", "offices", "offices-held", "offices-late"):
        found = measured(name)
        caught = sum(plant.caught for plant in found.planted)
        table.add_row(name, str(len(found.planted)), str(caught), str(found.sentences), str(found.alarmed))
    console.print(table)


def blind(
    texts: Annotated[Path, typer.Option(help="写到这个文件夹，每个项目一个文件")],
    key: Annotated[Path, typer.Option(help="哪篇是谁写的，写到这个文件；不要放在同一个文件夹")],
    folder: Annotated[list[Path] | None, typer.Option(help="另有的表：文件夹里有 gold/*.json")] = None,
    count: Annotated[int, typer.Option(help="从中抽几张表")] = 40,
    seed: Annotated[int, typer.Option(help="随机种子")] = 0,
    corpus: Annotated[bool, typer.Option(help="也用语料的目标")] = True,
    real: Annotated[int, typer.Option(help="从语料的目标里抽几张；0 为全用")] = 0,
    model: Annotated[bool, typer.Option("--model", help="有录下的模型回答时，也放进去")] = False,
) -> None:
    """盲评：单位原文、模板稿、模型稿打乱次序，评的人看不出是谁写的。"""
    from eval.drafts import quality
    from eval.drafts.blind import drawn, forms, write
    from eval.drafts.goals import goals

    found = drawn(goals(), real, seed) if corpus else []
    more = {}
    if model:
        written = [row for row in quality.with_model(found) if not row.trouble]
        more = {(row.goal.document, row.goal.number): row.draft.text for row in written}
    found += forms(folder or [], count, seed)
    console.print(f"写了 {write(found, texts, key, seed, more)} 个项目")


def drafts(
    model: Annotated[bool, typer.Option("--model", help="也用录下的模型回答起草")] = False,
    recordings: Annotated[Path | None, typer.Option(help="录下的回答；缺省为 eval/recordings/drafts")] = None,
    out: Annotated[Path | None, typer.Option(help="把各稿与单位原文并排写到这个文本文件")] = None,
    speed: Annotated[bool, typer.Option("--speed", help="也量每秒写多少稿（一个核）")] = False,
    folder: Annotated[list[Path] | None, typer.Option(help="另有的表：文件夹里有 gold/*.json；不用大模型写")] = None,
    count: Annotated[int, typer.Option(help="从中抽几张表")] = 200,
    seed: Annotated[int, typer.Option(help="随机种子")] = 0,
) -> None:
    """绩效目标稿：覆盖、无出处的数、方向、篇幅、与单位原文的相似度、句子框架的重复。"""
    from eval.drafts import quality
    from eval.drafts.blind import forms
    from eval.drafts.goals import goals
    from jixiao.drafts import compose, draft, plan

    found = goals()
    written = {"模板": quality.composed(found)}
    if folder:
        written["另有的表"] = quality.composed(forms(folder, count, seed))
    if model:
        written["模型"] = quality.with_model(found, recordings or quality.RECORDINGS)
    _print_figures({name: quality.summary(rows) for name, rows in written.items() if rows})
    for name, rows in written.items():
        for row in rows:
            for what, places in (
                ("没有出处的数", row.unsupported),
                ("方向写反", row.turned),
                ("周期改动", row.moved),
            ):
                for place in filter(None, places):
                    where = f"{row.goal.document} {row.goal.number}"
                    console.print(f"{name}　{where}　{what}　{place}", soft_wrap=True, markup=False)
    unanswered = sum(bool(row.trouble) for rows in written.values() for row in rows)
    if unanswered:
        console.print(f"模型　{unanswered} 个项目没有录下的回答，由模板写成")
    if speed:
        console.print(f"每秒 {quality.a_second(lambda p: compose(p, plan(p)), found):.0f} 稿（只写）")
        console.print(f"每秒 {quality.a_second(draft, found):.0f} 稿（连同守卫）")
    if out is not None:
        out.write_text(quality.side_by_side(written), encoding="utf-8")


def _print_figures(found: dict[str, Summary]) -> None:
    table = Table("", *found)
    for name, title in _FIGURES.items():
        values = [getattr(each, name) for each in found.values()]
        shown = [
            words.percent(v) if name in _SHARES else f"{v:.0f}" if isinstance(v, float) else str(v) for v in values
        ]
        table.add_row(title, *shown)
    console.print(table)
