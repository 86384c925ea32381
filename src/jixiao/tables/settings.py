"""The figures of every stage that makes tables of words and rules, each with its unit and where it comes from.

A stage reads its own figures from this module when it runs, so that `python -m eval sensitivity STAGE` can move each
figure by a fifth either way and see which documents change. Where nothing else is said, a figure was set by hand on the
labelled documents; `eval/sensitivity.md` says what came of moving each.
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.geometry import figure


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Strokes of a page joined into rules, and rules gathered into frames."""

    same: float = figure(1.5, "points", "strokes nearer than this are one rule")
    join: float = figure(3.2, "points", "ends nearer than this meet: dashes, and rules drawn cell by cell")
    touch: float = figure(2.6, "points", "rules nearer than this touch, and so are of one frame")
    shortest: float = figure(3.0, "points", "what is shorter once joined is a speck or a corner")
    dashes: int = figure(6, "strokes", "so many on one line may be a dashed rule")
    dash: float = figure(14.0, "points", "strokes that are longer are no dashes")
    dash_gap: float = figure(8.0, "points", "gaps that are wider are not between dashes")
    dash_spread: float = figure(1.3, "share of the usual gap", "gaps up to this belong to the dashed rule")
    beside: float = figure(8.0, "points", "a rule that ends so far from any other tells the side of the cell beside it")
    ends: int = figure(2, "rules", "so many that end in line tell where a wall is")
    seam: float = figure(0.8, "points", "ends nearer than this meet where two cells do, each with a border of its own")
    seams: int = figure(2, "heights", "pieces that meet in line at so many tell that borders were drawn cell by cell")


@dataclass(frozen=True, slots=True)
class CellSettings:
    """A frame of rules into cells."""

    open_edge: float = figure(6.0, "points", "a rule that ends so far outside the border marks an edge not drawn")
    grid: float = figure(2.5, "points", "rules nearer than this are one border, also of joined pieces")
    sliver: float = figure(14.0, "points", "borders of head and rows nearer than this, with no cell between, are one")
    beside: float = figure(2.5, "times the sliver", "how wide the columns beside it are at least")
    covered: float = figure(0.4, "share of a slot", "what a rule may leave uncovered at either end of a slot's side")
    ornament: float = figure(8.0, "points", "a frame that is smaller in either direction is ornament")


@dataclass(frozen=True, slots=True)
class WordSettings:
    """Words into the cells they stand in, cut where a wall passes between two characters."""

    slack: float = figure(0.5, "font sizes", "how far a wall may be from the gap that it passes through")


@dataclass(frozen=True, slots=True)
class LineSettings:
    """Words into lines, and lines that were ended told from lines that were wrapped."""

    narrow: float = figure(14.0, "points", "text that begins nearer to its cell's side may reach as near to the other")
    room: float = figure(0.6, "font sizes", "what must be left beside the next line's first characters to end a line")
    centred: float = figure(3.0, "font sizes", "a centred line that leaves less was wrapped")
    indent: float = figure(1.4, "font sizes", "a line that begins farther in begins a paragraph")
    middle: float = figure(2.0, "points", "lines whose middles differ less are centred")


@dataclass(frozen=True, slots=True)
class ParagraphSettings:
    """Lines outside of tables into paragraphs."""

    long: float = figure(0.8, "share of the widest line", "lines that are longer tell where the column's sides are")
    apart: float = figure(2.2, "line heights", "lines that are farther apart are two paragraphs")
    sizes: float = figure(0.15, "share of the font size", "lines whose sizes differ more are two paragraphs")
    indent: float = figure(1.2, "font sizes", "a line that begins farther in begins a paragraph")
    short: float = figure(2.2, "font sizes", "a line that leaves more room at its end ends a paragraph")
    centred: float = figure(0.04, "share of the page width", "a line whose middle is nearer to the page's is centred")
    full: float = figure(0.85, "share of the page width", "a line that is wider is not centred")


@dataclass(frozen=True, slots=True)
class HeadSettings:
    """Page numbers and running heads, and paragraphs that go on over a page end."""

    edge: float = figure(
        0.085, "share of the page height", "what counts as the edge of a page", "the usual margin of A4, 25 mm of 297"
    )
    often: int = figure(3, "pages", "a small line at the edge of so many pages is a running head")
    large: float = figure(1.1, "body font sizes", "a line at the edge that is larger is a heading, not a running head")
    scrap: int = figure(8, "characters", "what is longer is no page number and no scrap")
    dash_apart: float = figure(3.0, "line heights", "how far a dash stands from its page number at most")
    same_size: float = figure(0.5, "points", "paragraphs whose sizes differ more are not one")
    flush: float = figure(0.8, "font sizes", "a first line that begins farther in begins a paragraph")
    counted: int = figure(12, "characters", "a line with a page number in words is no longer")
    foot: float = figure(0.82, "share of the page height", "a full page reaches farther down")


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """Two pages on one scanned sheet."""

    gutter: float = figure(18.0, "points", "nothing is printed so wide between two pages", "margins of A4 made A5")
    aside: float = figure(0.04, "share of the sheet", "how far from its middle that strip may lie")
    rules: int = figure(2, "rules", "each way on either side, as of a table")


@dataclass(frozen=True, slots=True)
class JoinSettings:
    """Pieces of a table on following pages: whether they are one, and which rows and cells were cut."""

    edge: float = figure(4.0, "points", "how far the widths of two pieces may differ")
    shifted: float = figure(40.0, "points", "how far a piece may be shifted, as on left and right pages")
    scanned: float = figure(0.025, "share of the width", "how far scanned pages differ in size")
    resized: float = figure(0.06, "share of the width", "the same where their columns stand alike")
    inner: int = figure(3, "borders", "more than so many must stand alike for that")
    border: float = figure(0.008, "share of the width", "borders that differ less stand alike")
    like: float = figure(0.45, "share of like characters", "a header's text read twice by OCR is at least so like")
    alike: float = figure(0.8, "share of like characters", "the texts of a header together are at least so like")
    bottom: float = figure(100.0, "points", "a page has less left below where a row more may not have fitted")
    cut: int = figure(4, "characters", "so many of a header's text are left where it did not fit")
    near: int = figure(3, "rows", "rows of a form before the one that names it")
    columns: int = figure(5, "columns", "a row of so many words is a list's header, not labels")
    padding: float = figure(
        13.0,
        "points",
        "blank space a cell keeps beside its text, left and right together",
        "Word keeps 5.4 on either side, and the rule has its own width",
    )
    room: float = figure(0.3, "font sizes", "what more must be left for the next characters to have fitted")
    term: int = figure(16, "characters", "a term that OCR read one character too many of is no longer")
    long: int = figure(12, "characters", "one line that is longer is running text")
    wide: float = figure(12.0, "font sizes", "a paragraph must be wider to be followed by another in the next piece")
    same_left: float = figure(30.0, "points", "paragraphs of one text begin no farther apart")
    tail: int = figure(5, "characters", "a last line that is shorter has come to its end")
    touching: float = figure(0.8, "line heights", "a text that a page end cuts is no farther from it on either side")
    foot: float = figure(20.0, "points", "a table ends at the foot of its page if no more room is left")
    usual: int = figure(3, "cells", "so many in a column tell how its texts stand")
    level: float = figure(0.15, "font sizes", "a text stands in the middle of its cell if it is no farther from it")
    hanging: float = figure(0.3, "font sizes", "a text that stands farther over it hangs in what is left of its cell")


@dataclass(frozen=True, slots=True)
class BandSettings:
    """A row over the whole width between two parts of one table, drawn as frames of their own."""

    same: float = figure(1.5, "points", "how far the columns of the two parts may differ")
    columns: int = figure(4, "borders", "the parts share more")
    high: float = figure(3.2, "text heights", "the row between them is no higher")
    centred: float = figure(0.5, "text heights", "how far its text may stand off the middle where no rule parts it off")


@dataclass(frozen=True, slots=True)
class SpillSettings:
    """The text of a cell that a page end cuts, printed outside of the table."""

    near: float = figure(30.0, "points", "a term stands no farther from the table's edge")
    touching: float = figure(3.0, "points", "and any other text no farther")
    side: float = figure(2.0, "points", "how far it may stand out at the sides of its cell")
    rows: int = figure(3, "rows", "at the top of a page may say again what stood at the foot of the one before")
    over: float = figure(0.3, "line heights", "a line of a head farther over its edge is of the cell below")


@dataclass(frozen=True, slots=True)
class BorderlessSettings:
    """Tables drawn with horizontal rules only: their columns from what stands under each other."""

    long: float = figure(150.0, "points", "a rule that is shorter is of no such table")
    ends: float = figure(8.0, "points", "rules whose ends differ more are of two tables")
    strip: float = figure(2.5, "points", "words of the body nearer than this across are of one column")
    over: float = figure(1.0, "points", "how far a word's middle may be outside of the first and last rule")
    beside: float = figure(4.0, "points", "how far the middle of a word or column may be beside a rule's ends")
    under: float = figure(2.5, "line heights", "a rule farther under a heading does not say which columns it is over")
    under_side: float = figure(2.0, "points", "how far a heading's middle may be beside that rule")
    wrapped: float = figure(0.8, "share of the usual step", "a lone word that comes closer goes on with the line above")
    apart: float = figure(0.8, "font sizes", "words of one text of a form's row stand no farther apart")
    indent: float = figure(2.5, "font sizes", "a line that begins so far in is of one text with those under it")
    heads: int = figure(3, "texts", "the heads of a form's list are as many, and as many rows stand under them")
    full: float = figure(0.75, "share of the most", "rows with fewer texts do not say where columns are")


@dataclass(frozen=True, slots=True)
class UnruledSettings:
    """Lists without any rules: their rows from the lines of their figures."""

    slack: float = figure(1.0, "points", "a word that covers no more of a column is not in it")
    figures: float = figure(0.7, "share of a column's lines", "as many figures make it one of figures")
    level: float = figure(0.5, "line heights", "figures whose middles are nearer are of one row")
    lone: float = figure(0.6, "line heights", "a line that is farther out of place is of none of the rows")
    blank: float = figure(0.1, "line heights", "a blank cell counts as a line that is so far out of place")
    leading: float = figure(1.35, "times the least step", "lines of one text are no farther apart")
    out: float = figure(0.3, "line heights", "a text that is farther out of place may be of another row")
    near: float = figure(1.0, "line heights", "heads of one list stand no farther apart under each other")


@dataclass(frozen=True, slots=True)
class OpenSettings:
    """Columns of a ruled table that no upright rule parts: the strips between the words under a header."""

    strip: float = figure(3.0, "points", "a strip that no character of any row enters is at least so wide")
    alone: float = figure(6.0, "points", "the same where no header says that there are columns")
    head: int = figure(12, "characters", "a word that is longer is no heading of a column")
    rows: int = figure(2, "rows", "so many rows with words on both sides, or twice so many with words, make walls sure")
    drawn: float = figure(0.04, "share of a wall", "that is inked on a scan, from which it may have been drawn")
    wider: float = figure(1.25, "times", "pictures of the pages of one table differ by no more")


@dataclass(frozen=True, slots=True)
class MissingSettings:
    """Walls that were not drawn between two cells of a ruled table: the gaps that the words leave at a border."""

    lines: float = figure(0.75, "font sizes", "lines of one cell stand no farther apart")
    usual: float = figure(2.0, "times the leading", "a gap between two cells is wider than that between their lines")
    over: float = figure(1.0, "points", "how far text may reach over a border")
    words: float = figure(0.35, "font sizes", "characters of one cell stand no farther apart")
    strip: float = figure(0.55, "font sizes", "a gap through all cells of a row that is wider may part two rows")
    unusual: float = figure(1.5, "times the leading", "such a gap is wider than those between lines in other rows")


RULES = RuleSettings()
BORDERLESS = BorderlessSettings()
CELLS = CellSettings()
UNRULED = UnruledSettings()
OPEN = OpenSettings()
WORDS = WordSettings()
LINES = LineSettings()
PARAGRAPHS = ParagraphSettings()
HEADS = HeadSettings()
SHEETS = SheetSettings()
JOINS = JoinSettings()
BANDS = BandSettings()
SPILLS = SpillSettings()
MISSING = MissingSettings()
