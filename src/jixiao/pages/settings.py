"""The figures by which a PDF's pages are read: its strokes and characters, and whether its text layer is believed.

As `jixiao.tables.settings`: each figure with its unit and what it decides. Where no source is named it was set by hand,
on the labelled documents and on text layers that were broken on purpose (`eval.robustness`).
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.geometry import figure


@dataclass(frozen=True, slots=True)
class StrokeSettings:
    """What is drawn on a page taken for rules."""

    hairline: float = figure(3.0, "points", "a filled rectangle that is thicker is no rule, and may hide text")
    lean: float = figure(0.8, "points", "how far the ends of a rule may be out of level")
    shortest: float = figure(0.3, "points", "a shorter stroke is a speck; the dots of a dotted rule are longer")
    patch: float = figure(8.0, "points", "a filled rectangle that is thicker is shading, not a sign that was drawn")
    edge: float = figure(2.5, "points", "so far from its walls a cell's own strokes end")
    white: float = figure(0.97, "strength of each colour", "a lighter stroke cannot be seen on paper")


@dataclass(frozen=True, slots=True)
class CharacterSettings:
    """Characters of a line into words."""

    gap: float = figure(0.62, "font sizes", "a wider gap parts two words")
    thin: float = figure(0.34, "font sizes", "a narrower blank between Han and Latin is the typesetter's, not text")
    blank: float = figure(0.12, "font sizes", "the same between two characters of one kind")
    over: float = figure(0.3, "font sizes", "how far runs of two fonts may overlap and be one word")
    raised: float = figure(0.6, "font sizes", "how far their lower edges may be apart")
    twice: float = figure(1.0, "points", "the same text printed again so near is bold type")
    slant: float = figure(0.1, "sine of the angle", "text set further off level and upright lies across its page")


@dataclass(frozen=True, slots=True)
class BeliefSettings:
    """Whether a page is read by its text layer or by OCR."""

    strokes: int = figure(20, "strokes", "more on a page without text may be text drawn as outlines")
    telling: int = figure(20, "characters", "a shorter text says nothing about its layer")
    odd: float = figure(0.2, "share of the characters", "more that no font can mean: the layer is broken")
    rare: float = figure(0.35, "share of Han", "more outside of daily use: it is broken; on real pages under 0.1")
    foreign: float = figure(0.3, "share of letters", "more that no Chinese text has: the layer is broken")
    covered: float = figure(0.6, "share of the page", "a picture that covers more, under text not painted, is a scan")
    large: float = figure(0.15, "share of the page", "a picture that covers more may be one of a table")
    hidden: float = figure(0.5, "share of the characters", "more that are not painted were written by another program")
    smallest: float = figure(72.0, "points", "a page that is narrower or lower is damaged")
    cropped: float = figure(20.0, "points", "a margin that is cropped by less hides no text")


@dataclass(frozen=True, slots=True)
class GlyphSettings:
    """Fonts: whether digits are drawn as what the text layer calls them, and which characters are on no page."""

    tall: float = figure(30.0, "pixels", "the height at which a row of text is looked at")
    like: int = figure(40, "pixels of 400", "a glyph that differs by more from every digit is none")
    clearly: int = figure(6, "pixels of 400", "a glyph nearer to another digit by as many is odd")
    loop: int = figure(10, "pixels of 400", "so much is a place that strokes close in, in one of two glyphs")
    odd: int = figure(16, "pixels of 400", "a font whose odd glyphs are nearer by as many is looked at closely")
    sample: int = figure(12, "words", "so many of a font are read by OCR to see what it draws")
    part: float = figure(0.25, "share of the fonts' characters", "where more is on no page a file is part of a larger")
    ordered: int = figure(20, "characters", "fewer of a font tell nothing of the order in which they were printed")
    dense: float = figure(0.5, "share of glyphs between the first and the last", "of one page more are on no other")
    again: int = figure(10, "characters", "so many before those that no page shows may have stood beside them")
    out_of_order: float = figure(0.1, "share of a font's characters", "more tell that they have no order of printing")


@dataclass(frozen=True, slots=True)
class UnseenSettings:
    """Text that is on a page and that nobody sees."""

    tiny: float = figure(2.0, "points", "smaller print is a mark for machines")
    white: int = figure(235, "levels of 255", "what is as light is white")
    opaque: float = figure(0.9, "share of full strength", "weaker paint leaves the text under it visible")
    patch: float = figure(0.9, "share of full strength", "paint as white, or as black, hides the text under it")
    across: float = figure(0.2, "share of the narrower width", "text over hidden text shares more")
    down: float = figure(0.4, "share of the lower height", "text over hidden text shares more")


@dataclass(frozen=True, slots=True)
class PastedSettings:
    """Small pictures in tables that stand where text would."""

    low: float = figure(5.0, "points", "a lower picture shows no text")
    tall: float = figure(28.0, "points", "a taller one is a seal, a signature or a drawing")
    surely: float = figure(0.6, "confidence", "what OCR is less sure of is no text")


@dataclass(frozen=True, slots=True)
class RereadSettings:
    """Words read by OCR of what the page shows in their place."""

    above: float = figure(0.08, "word heights", "what is read with a word above and below it")
    beside: float = figure(0.12, "word heights", "what is read with a word at its sides")
    rule: float = figure(0.9, "share of the picture", "ink that runs through more of it is a rule")


STROKES = StrokeSettings()
CHARACTERS = CharacterSettings()
BELIEF = BeliefSettings()
GLYPHS = GlyphSettings()
UNSEEN = UnseenSettings()
PASTED = PastedSettings()
REREAD = RereadSettings()
