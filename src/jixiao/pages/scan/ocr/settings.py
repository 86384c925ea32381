"""The figures by which text is found and read on a page picture.

As `jixiao.tables.settings`: each figure with its unit and what it decides. Where no source is named it was set by
hand, on the labelled scans and on pages that were ruined on purpose (`eval.documents.scans`).
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.geometry import figure


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """The OCR models: what they are shown, and what counts of what they say."""

    side: int = figure(1280, "pixels", "the longer side of the picture in which text is looked for")
    core: float = figure(
        0.3, "likelihood", "from which a pixel is of the core of a line", "the model's own settings (PP-OCR)"
    )
    sure: float = figure(
        0.5, "mean likelihood", "of the core of a line from which it is text", "the model's own settings (PP-OCR)"
    )
    reach: float = figure(
        1.6, "times", "how far a box reaches over the text's core", "the model's own settings (PP-OCR)"
    )
    least_core: int = figure(
        3, "pixels", "the core of a line is at least so high and wide", "the model's own settings (PP-OCR)"
    )
    height: int = figure(48, "pixels", "of a line as it is read", "the model's own settings (PP-OCR)")
    step: int = figure(16, "pixels", "of which the width of a line is made a multiple")
    least: int = figure(96, "pixels", "a line is padded to at least so much")
    widest: int = figure(3200, "pixels", "a line is squeezed to at most so much")
    blank: float = figure(
        8.0, "logarithm of odds", "by which a blank leads the usual characters, so that no other can stand there"
    )
    held: float = figure(500.0, "MB", "that a process may hold from page to page; more is given back after a page")
    around: int = figure(32, "pixels", "white around the ink that text is looked for in")
    clear: float = figure(0.99, "score", "from which a character is clear")
    some: float = figure(0.005, "likelihood", "from which a character is another choice")


@dataclass(frozen=True, slots=True)
class SizeSettings:
    """The font size of a line by its ink."""

    han: float = figure(0.92, "share of the font size", "the height of ink of a line with Han characters")
    digits: float = figure(0.72, "share of the font size", "of one with digits only")
    wide: int = figure(6, "Han characters", "tell the size by the line's width")
    spaced: float = figure(1.2, "times", "characters that are wider than high by so much are letterspaced")
    alike: float = figure(0.03, "share", "sizes that are nearer are one")
    near: float = figure(0.25, "share", "a short line is of the size of longer ones that is so near")


@dataclass(frozen=True, slots=True)
class PieceSettings:
    """Boxes of text cut at walls, trimmed to their ink, and turned where they stand."""

    ink: int = figure(70, "darkness of 255", "from which a pixel is ink")
    faint: int = figure(38, "darkness of 255", "that thin strokes have at least")
    margin: float = figure(1.6, "points", "around a piece, or a word that is read again, that are read with it")
    narrower: float = figure(
        0.7, "share of its width", "that a piece is squeezed to", "2,067 lines of drawn pages: fewer errors, less time"
    )
    above: float = figure(0.18, "share of its height", "above and below a piece that are read with it")
    dust: float = figure(0.02, "share of a line's inked columns", "that a row must have ink in to be more than dust")
    upright: float = figure(1.7, "times", "a piece that is so much higher than wide may be of upright characters")
    tall: float = figure(1.5, "times", "if it is so much higher than others")
    flat: float = figure(
        0.8, "share of its height", "ink beside a line counts as its own where the line is no narrower"
    )
    next: float = figure(1.0, "heights", "how near that ink is")
    left_out: float = figure(0.025, "share of a square of the height", "how much of it there is")
    characters: int = figure(4, "characters", "how many are taken in so")
    shared: float = figure(0.5, "share of the smaller", "that two pieces both hold, from which they are one")
    least: float = figure(1.2, "square points", "of ink that a piece has")
    tight: float = figure(0.6, "share of the lower one", "that lines over each other have in common at most")


@dataclass(frozen=True, slots=True)
class PlainSettings:
    """Lines cut out of plain cells by their ink."""

    fine: float = figure(2.0, "pixels a point", "of the picture of walls on which cells are found")
    filled: float = figure(0.97, "share of its box", "that a cell with four walls fills")
    dust: float = figure(0.35, "points", "of ink that a row of a line has at least")
    one: float = figure(1.15, "times the highest line", "what is together no higher is one line")
    speck: float = figure(2.2, "points", "a line of specks is lower, and each of them narrower")
    empty: float = figure(2.0, "times the ink of a piece", "that an empty cell has at most")
    low: float = figure(6.0, "points", "a line is at least so high; what is lower in all is a sign")
    sign: float = figure(3.0, "points", "a sign by itself is at least so wide")
    high: float = figure(20.0, "points", "and at most so high")
    alike: float = figure(0.6, "share of the highest line", "the others are at least so high")
    between: float = figure(0.8, "points", "lines are farther apart")
    apart: float = figure(1.0, "heights of the line", "what is farther apart is written apart")
    near: float = figure(0.4, "heights of the line", "a speck by itself is farther from what is written")
    digit: float = figure(0.45, "heights of the line", "and lower")
    narrow: float = figure(0.3, "heights of the line", "and narrower")
    wide: float = figure(1.6, "heights", "several lines that are narrower are characters that stand below each other")
    foreign: float = figure(4.0, "square points", "of ink that is none of print, from which a cell is not plain")
    pale: int = figure(28, "darkness of 255", "of ink outside of plain cells in which text is looked for")
    dark: int = figure(60, "darkness of 255", "that such ink has somewhere")
    least: float = figure(3.0, "points", "such ink is at least so high")
    character: float = figure(5.0, "square points", "and covers at least so much")
    rim: float = figure(2.0, "points", "around a plain cell where ink is of its walls")
    around: float = figure(3.0, "points", "above and below such ink that are looked at with it")


@dataclass(frozen=True, slots=True)
class MissedSettings:
    """Ink that the detector passed over."""

    ink: int = figure(90, "darkness of 255", "from which a pixel is ink")
    least: float = figure(2.6, "points", "a character is at least so high")
    most: float = figure(30.0, "points", "and at most so high")
    near: float = figure(2.4, "points", "parts of one character are nearer")
    pale: int = figure(28, "darkness of 255", "of pale broken strokes")
    together_down: float = figure(1.6, "points", "how far pale strokes of one character are apart, down")
    together_across: float = figure(6.0, "points", "and across")
    strokes: float = figure(3.0, "square points", "of ink that pale strokes have in all")
    tall: float = figure(4.0, "points", "pale strokes are at least so high")
    wide: float = figure(2.0, "points", "and so wide")
    short: float = figure(1.8, "points", "a dash by itself is at least so wide")
    long: float = figure(24.0, "points", "and at most so wide")
    thin: float = figure(1.7, "points", "and no higher")
    alone: float = figure(2.4, "points", "any other ink is farther from it")
    room: float = figure(5.0, "points", "above and below a dash that are read with it")


@dataclass(frozen=True, slots=True)
class WeakSettings:
    """Faint strokes before a number, and beside a lone character."""

    faintest: float = figure(7.0, "darkness of 255", "that faint strokes have at least")
    noises: float = figure(4.5, "the paper's noise", "and at least so many times")
    ink: float = figure(70.0, "darkness of 255", "from which a stroke is not faint")
    bars: float = figure(0.03, "share of a square of the line's height", "that the strokes of a faint sign fill")
    own: float = figure(0.15, "share of the line's height", "left out beside the number, as its own")
    darkened: float = figure(110.0, "darkness of 255", "that faint strokes are darkened to")
    stroke: float = figure(0.2, "share of a column", "that a stroke of a digit fills")
    sides: float = figure(1.2, "heights", "of a lone character that are looked at on its sides")
    apart: float = figure(0.1, "heights", "left out beside it")
    pale: float = figure(60.0, "darkness of 255", "that strokes have there at least")
    strokes: float = figure(0.04, "share of a square of its height", "that they fill")
    legible: float = figure(0.5, "score", "that they are read with at least")
    name: int = figure(3, "characters", "that a name which was read as one may have")


@dataclass(frozen=True, slots=True)
class LoneSettings:
    """Signs of comparison by themselves, read before a number."""

    high: float = figure(1.2, "times the usual height of pieces", "that a sign has at most")
    narrow: float = figure(0.3, "share of it", "that a sign is wide at least", "ones and strokes .1 to .2")
    wide: float = figure(1.5, "times it", "and at most")
    sure: float = figure(0.9, "score", "from which a digit or a word is none")
    number: float = figure(0.9, "score", "of each character of the number it is read before")
    gap: float = figure(0.15, "share of the number's height", "between both")
    around: float = figure(0.15, "share of the number's height", "around them that is read with them")
    first: float = figure(6.0, "heights", "of the number that are read with it")
    least: float = figure(0.6, "score", "that the sign has then")


ENGINE = EngineSettings()
SIZES = SizeSettings()
PIECES = PieceSettings()
PLAIN = PlainSettings()
MISSED = MissedSettings()
WEAK = WeakSettings()
LONE = LoneSettings()
