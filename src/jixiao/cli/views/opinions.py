"""What a review came to, on the screen."""

from __future__ import annotations

from rich.table import Table

from jixiao.cli.screen import plain, results
from jixiao.cli.summary import print_formless, print_unread
from jixiao.records import Reading
from jixiao.records.kinds import KINDS, LABELS
from jixiao.records.tables.identifying import status_of
from jixiao.reviews import WEIGHTS, Opinion, Review, heaviest_first, tally

_SHOWN = 30


def print_review(readings: list[Reading], made: Review) -> None:
    """What could not be read, the counts, and the opinions, the heaviest first."""
    console, figures = results(), tally(made)
    for reading in readings:
        if status_of(reading) == "failed":
            print_unread(console, [reading])
        elif not reading.records:
            print_formless(console, reading)
    grades = "，".join(f"{name} {count}" for name, count in figures.grades.items() if count)
    counts = "，".join(f"{word} {figures.weights[weight]}" for weight, word in WEIGHTS.items())
    console.print(plain(f"{figures.forms} 张表（建议等级：{grades or '无'}）；{counts}", "bold"), soft_wrap=True)
    if also := [each for opinion in made.opinions for each in opinion.also]:
        differing = sum(bool(each.differs) for each in also)
        said = f"另有 {len(also)} 张是同一张表在别的文件里的又一份，没有另出意见；"
        said += f"内容不同的 {differing} 张，见工作簿“项目”页" if differing else "内容相同"
        console.print(plain(said, "yellow" if differing else ""), soft_wrap=True)
    if made.left_out:
        kinds = "，".join(f"{LABELS[kind]} {count} 份" for kind, count in made.left_out.items())
        console.print(plain(f"不出评审意见的：{kinds}；要查数用 jixiao check"), soft_wrap=True)
    if made.opinions:
        console.print(_listed(heaviest_first(made.opinions)))


def nothing_reviewed(written: bool) -> str:
    """What is said where no form had an opinion: which forms have one."""
    forms = "、".join(kind.label for kind in KINDS.values() if kind.goal)
    return f"没有可以审核的表{'' if written else '，没有写出文件'}；审核的是{forms}，请检查输入里有没有"


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
