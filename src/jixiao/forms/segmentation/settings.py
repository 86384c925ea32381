"""The figures by which forms are found among the tables and lines of a source.

As `jixiao.tables.settings`: each figure with its unit and what it decides, set by hand on the labelled documents where
nothing else is said.
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.geometry import figure


@dataclass(frozen=True, slots=True)
class TitleSettings:
    """Titles over tables, and lines of a title that goes on."""

    reach: int = figure(6, "lines", "more between a heading and its table: it is not that table's")
    longest: int = figure(90, "characters", "a longer line is no title")
    full: float = figure(16.0, "font sizes", "a shorter line of a title does not go on in the next")
    size: float = figure(0.3, "points", "lines whose sizes differ more are not of one title")
    scanned: float = figure(0.06, "share of the size", "the same on scans")
    middle: float = figure(0.7, "font sizes", "lines whose middles are farther apart are not of one title")
    apart: float = figure(1.2, "font sizes", "lines of one title stand no farther apart")
    lead: int = figure(3, "lines", "so many short lines over a table without a heading are of its form")
    short: int = figure(60, "characters", "a longer line is none of these, nor the title of a form without rules")
    wide: float = figure(0.6, "share of the columns", "a title inside a table runs over at least so many")


@dataclass(frozen=True, slots=True)
class FormSettings:
    """Tables that are a form, and tables that go on with one."""

    label: int = figure(24, "characters", "a longer text is no label")
    fields: int = figure(3, "fields", "as many of a project, or a list of indicators, make a table a project's")
    opening: int = figure(4, "rows", "a form names what it is of within its first rows")
    near: int = figure(3, "rows", "a project's form may name its department so far above the project")
    between: int = figure(3, "lines", "more between two tables: the second does not go on with the first")
    line: int = figure(40, "characters", "nor where one of them is longer")
    known: int = figure(
        2, "labels", "a table with as many of the form's labels goes on with it; right under it one will do"
    )
    under: float = figure(12.0, "points", "a table nearer under one as wide, no line between, goes on with it")
    aligned: float = figure(3.0, "points", "edges that are farther apart are not the same")
    levels: int = figure(3, "names", "as many names of levels make a list of indicators")
    level: int = figure(12, "characters", "a longer text is no name of a level")


@dataclass(frozen=True, slots=True)
class ListedSettings:
    """Lists of projects, a form for each of them."""

    columns: int = figure(4, "columns", "a list has at least so many heads")
    top: int = figure(14, "rows", "and they stand within so many first rows")
    short: int = figure(24, "characters", "a longer text is no head; at the left it is a goal, and so a sentence")
    near: int = figure(4, "rows", "more between the heads and the first project: it is no list")
    most: float = figure(0.75, "share of a column's texts", "as many of one kind tell what the column holds")
    least: float = figure(0.5, "share of a column's texts", "as many sentences make it a column of prose")
    name: int = figure(40, "characters", "a longer text is no name")
    begun: float = figure(0.7, "share of the names", "as many begin beside the name of a level; the others were cut")


@dataclass(frozen=True, slots=True)
class AgainSettings:
    """Forms of one layout under one another in a table."""

    heads: int = figure(3, "texts", "as many short texts make a row of heads")
    rows: int = figure(30, "rows", "as many may stand between it and the first label over it")


@dataclass(frozen=True, slots=True)
class HiddenSettings:
    """Forms that no rule is drawn around."""

    apart: float = figure(1.2, "font sizes", "words of one part of a line stand no farther apart")
    lines: int = figure(5, "lines", "as many with two parts or labels make a form")
    three: int = figure(3, "lines", "of which as many have three parts, where they have no labels")
    prose: int = figure(4, "paragraphs", "as many under a title make it the title of prose")


@dataclass(frozen=True, slots=True)
class ProseSettings:
    """Headings of a narrative."""

    longest: int = figure(24, "characters", "a longer line is no heading")


TITLES = TitleSettings()
FORMS = FormSettings()
LISTED = ListedSettings()
AGAIN = AgainSettings()
HIDDEN = HiddenSettings()
PROSE = ProseSettings()
