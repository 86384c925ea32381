"""What a review came to, on the screen."""

from __future__ import annotations

from rich.table import Table

from jixiao.cli.screen import plain, results
from jixiao.records import Reading
from jixiao.records.schema import status_of
from jixiao.review import WEIGHTS, Opinion, Review, heaviest_first, tally

_SHOWN = 30


def print_review(readings: list[Reading], made: Review) -> None:
    """What could not be read, the counts, and the opinions, the heaviest first."""
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
