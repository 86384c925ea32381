"""The figures by which a page picture is put right: level, flat, evenly lit, without stamps, holes and dust.

As `jixiao.tables.settings`: each figure with its unit and what it decides. Where no source is named it was set by
hand, on the labelled scans and on pages that were ruined on purpose (`eval.documents.scans`).
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.geometry import figure


@dataclass(frozen=True, slots=True)
class SheetSettings:
    """The resolution at which pictures are worked on."""

    fine: int = figure(300, "dots an inch", "finer pictures are made smaller")


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """Dots that stand for greys."""

    tile: int = figure(32, "pixels", "the side of the tiles whose roughness is measured")
    every: int = figure(3, "rows of tiles", "of which one is looked at")
    even: float = figure(3.0, "pixels", "over which dots are smoothed to see whether a stroke runs through a tile")
    spread: float = figure(24.0, "grey levels", "by which a tile without strokes differs from itself then")
    least: float = figure(10.0, "percent of the tiles", "that are taken for such at least")
    rough: float = figure(
        5.0, "grey levels", "a rougher page is made of dots", "scans .0 to 3.2, screens 6.4, dithered 51"
    )
    coarse: float = figure(20.0, "grey levels", "from which the dots are black")
    smooth: float = figure(6.5, "grey levels", "to which it is smoothed")
    step: float = figure(0.12, "points", "by which the smoothing grows")
    widest: float = figure(0.36, "points", "it never gets wider: strokes of small characters are twice that")


@dataclass(frozen=True, slots=True)
class DeskewSettings:
    """A picture cut out of what lies around it, and made level."""

    lean: float = figure(12.0, "degrees", "a rule that leans more is neither level nor upright")
    segment: float = figure(0.03, "share of the page's width", "segments that are shorter do not count")
    enough: float = figure(1.2, "page widths", "segments that add up to less say nothing")
    few: float = figure(6.0, "page widths", "segments that add up to less may be of stamps")
    sharper: float = figure(1.2, "times", "lines of text must be so much sharper to be believed before rules")
    smooth: float = figure(0.0009, "share of the page's width", "edges are smoothed over so much")
    darker: int = figure(28, "grey levels of 255", "a desk is so much darker than the page on it")
    least: float = figure(0.3, "share of the picture", "a page on a desk fills at least so much")
    most: float = figure(0.985, "share of the picture", "a page that fills more has no desk around it")
    beside: int = figure(4, "pixels of the small picture", "where the inside and the outside of a page are compared")
    bent: float = figure(0.04, "share of its area", "a page may differ so much from the quadrangle of its corners")
    rounds: int = figure(12, "rounds", "how often the edges of a page are fitted again")
    short: float = figure(595.3, "points", "the shorter side of A4", "ISO 216")
    long: float = figure(841.9, "points", "the longer side of A4", "ISO 216")
    askew: float = figure(
        0.12, "share", "sides of a page seen at an angle may differ so much from the proportions of A4"
    )
    coarse: int = figure(190, "dots an inch", "coarser pictures are enlarged")
    working: int = figure(200, "dots an inch", "to so many")


@dataclass(frozen=True, slots=True)
class FlattenSettings:
    """A bent page made flat by its rules."""

    tells: float = figure(40.0, "points", "a rule that is shorter tells nothing of bends")
    bent: float = figure(0.9, "points", "what is off by less is flat")
    share: float = figure(0.08, "share of the rules' length", "so much must bend to make a bent page")
    few: int = figure(3, "rules", "so many must tell")
    table: float = figure(0.5, "likelihood", "of a table along a rule from which it tells")
    sure: float = figure(0.6, "likelihood", "of the rule itself from which it tells")
    meets: int = figure(128, "likelihood of 255", "that two rules meet")
    others: int = figure(2, "rules", "a rule that tells meets so many")
    slope: float = figure(7.0, "points", "over which a slope is taken")
    rounds: int = figure(4, "rounds", "how often the two displacements are fitted to one another")


@dataclass(frozen=True, slots=True)
class IlluminationSettings:
    """The light of the paper evened, coloured stamps, punched holes and dust taken off."""

    smaller: int = figure(8, "times", "paper is looked for on a picture that is so much smaller")
    widest_ink: float = figure(26.0, "points", "what is narrower is no paper")
    sampled: float = figure(1.4, "pixels a point", "are enough to see whether most print is coloured")
    light: int = figure(200, "levels of 255", "what is lighter may be paper once the light is evened")
    white: float = figure(250.5, "levels of 255", "that paper has usually then", "evened scans 252 to 255, screens 250")
    band: float = figure(5.0, "points", "over which the paper of a page that is darker is averaged")
    some: float = figure(0.2, "share", "of paper that a place has of which it is told")
    tint: float = figure(1.1, "times", "the lightness of channels differs by so much on coloured paper")
    grey: float = figure(0.3, "share of black", "print that is so dark, and so far from black, shows its colour")
    regained: float = figure(1.4, "times", "by which the darkness of a channel is made up at most")
    tinged: float = figure(0.1, "optical density", "a difference of channels from which a pixel may be stamp ink")
    coloured: float = figure(0.22, "optical density", "a difference of channels from which it is")
    inked: float = figure(
        0.36, "optical density", "a tenth of the pixels of a stamp have more; the tinge of a shadow is weaker"
    )
    stamp: float = figure(34.0, "points", "a stamp is at least so large both ways")
    apart: float = figure(9.0, "points", "parts of a stamp are nearer to each other")
    longest: float = figure(4.0, "times", "a stamp is at most so much longer than wide")
    paper: float = figure(0.04, "optical density", "what is lighter is paper")
    ink: float = figure(2.6, "optical density", "as dark as ink gets")
    bare: float = figure(0.9, "optical density", "a stamp's weakest channel is lighter where no print lies under it")
    dark: int = figure(60, "darkness of 255", "from which a pixel is ink")
    hole_least: float = figure(11.0, "points", "the least diameter of a punched hole")
    hole_most: float = figure(26.0, "points", "the greatest")
    side: float = figure(56.0, "points", "how far a hole reaches from the side of the page")
    rim: float = figure(2.0, "points", "how far the shadow of a hole reaches")
    round: float = figure(0.07, "share of its box", "by which the outline of a hole may differ from a circle")
    grain: float = figure(0.3, "square points", "dust is smaller, as is every speck than a decimal point")
    speck: float = figure(0.46, "square points", "the same on a dusty page")
    dusty: int = figure(500, "specks", "so many make a page dusty")
    touches: float = figure(0.8, "points", "what is so near to a stroke is a part of it")
    faint: int = figure(20, "darkness of 255", "from which a worn stroke is seen")
    dash: float = figure(2.6, "points", "a worn stroke is at least so long")
    hues: int = figure(15, "hues of 180", "two inks differ by so much")
    few: float = figure(0.12, "share of the most frequent hue", "so much makes another ink")


@dataclass(frozen=True, slots=True)
class StreakSettings:
    """Pale streaks down a page made white."""

    fine: float = figure(3.0, "pixels a point", "of the picture on which streaks are looked for")
    thin: float = figure(1.4, "points", "what is narrower is a rule or a stroke")
    long: float = figure(70.0, "points", "what is shorter is print")
    pale: int = figure(190, "levels of 255", "what is darker is no streak but a rule, a shadow or a seal")
    white: int = figure(250, "levels of 255", "from which paper has no streak")
    least: float = figure(
        0.004, "share of the page", "less is left alone", "plain scans 0 to .0014, pages with streaks .0056 to .023"
    )


@dataclass(frozen=True, slots=True)
class StampSettings:
    """Black stamps found by their frames and taken off by a network."""

    small: float = figure(1.4, "pixels a point", "of the picture on which frames are looked for")
    ink: int = figure(60, "darkness of 255", "from which a pixel is ink")
    thick: float = figure(2.1, "points", "a frame is at least so thick")
    apart: float = figure(5.0, "points", "its pieces are nearer to each other")
    least: float = figure(34.0, "points", "its sides are at least so long")
    most: float = figure(220.0, "points", "its sides are at most so long")
    longest: float = figure(4.0, "times", "it is at most so much longer than wide")
    side: float = figure(20.0, "points", "a piece of a frame is at least so long")
    thin: float = figure(4.0, "points", "and, where it does not bend, no thicker")
    corner: float = figure(4.0, "points", "how far the ends at a corner may be apart")
    hollow: float = figure(0.35, "share of its box", "a frame fills no more")
    covered: float = figure(0.35, "share of its outline", "a frame covers at least so much")
    seen: int = figure(200, "dots an inch", "of what the network sees", "as the network was trained")
    context: float = figure(40.0, "points", "around a stamp that the network sees too", "as the network was trained")
    own: float = figure(0.5, "share of the darkness", "what is print by less is of the stamp")
    near: float = figure(4.0, "points", "parts of a stamp are nearer to each other")
    print: int = figure(90, "percentile of its dark pixels", "how dark print is")
    under: float = figure(0.05, "share of a piece", "that a stamp covers from which it lies under it")
    paler: float = figure(0.6, "share of the darkness of print", "what is paler under a stamp is the stamp's own")
    around: float = figure(2.0, "points", "around a stamp that are taken off with it")
    beyond: float = figure(6.0, "points", "a rule reaches so far beyond a stamp")


@dataclass(frozen=True, slots=True)
class PaleSettings:
    """A layer under print that is far paler: a watermark, the page's back, stains."""

    paler: float = figure(
        0.45, "share of the darkness of print", "what is paler is no print", "made pages: print .70 to 1.1, layers .36"
    )
    clear: float = figure(0.9, "mean score", "a pale line that reads better is print all the same")
    well: int = figure(3, "lines", "that read so well tell how dark print is")
    lowest: float = figure(5.0, "percentile of their darkness", "print is hardly paler")
    badly: float = figure(0.7, "mean score", "what reads worse may be of a layer")
    apart: float = figure(0.7, "share of that darkness", "a layer that is told from print is paler")
    above: float = figure(1.35, "times the darkness of its pieces", "as far as the ink of a layer reaches")
    tall: float = figure(1.6, "times the height of lines", "a pale piece that is higher is none")
    few: int = figure(2, "pieces", "so many of it make a layer")
    seen: int = figure(28, "darkness of 255", "that a stain has at least")
    long: float = figure(26.0, "points", "a piece of a stain is at least so long, as no character is")
    wide: float = figure(6.0, "points", "and so wide, as no rest of a rule is")
    much: float = figure(100.0, "square points", "so much of it makes a layer, about one character's room")
    stroke: float = figure(0.6, "share of the darkness of print", "that strokes have")
    rim: float = figure(0.8, "points", "around strokes, where they are pale themselves")


@dataclass(frozen=True, slots=True)
class GroundSettings:
    """Darker ground under print: shading, strokes of a highlighter, stains."""

    stroke: float = figure(5.0, "points", "strokes, and the gaps between them, are narrower")
    sure: int = figure(20, "darkness of 255", "from which ground is darker than paper")
    faint: int = figure(12, "darkness of 255", "as far as it reaches")
    solid: int = figure(140, "darkness of 255", "what is darker is ink, as a solid stamp or a field of white text")
    wide: float = figure(6.0, "points", "ground is at least so wide")
    long: float = figure(26.0, "points", "and so long, as no character is")
    spot: float = figure(8.0, "points", "a dark spot that a dense character leaves is smaller")


@dataclass(frozen=True, slots=True)
class FieldSettings:
    """Dark fields with white print."""

    fine: float = figure(1.9, "pixels a point", "of the picture on which fields are looked for")
    bare: float = figure(0.3, "share", "of a field that is so far from its print", "cells of heads .5 to .9")
    dark: int = figure(185, "levels of 255", "what is lighter in every channel is no field")
    colours: int = figure(6, "colours", "of fields that touch each other")
    solid: float = figure(5.0, "points", "of it without print that a field has somewhere, as no stroke is thick")
    even: int = figure(60, "levels of 255", "by which the darkness of such a place differs at most")
    sides: float = figure(0.85, "share", "of it that lies in boxes of a cell's least size, and of its outline on sides")
    waver: float = figure(2.0, "points", "by which its sides may waver")
    stroke: float = figure(4.0, "points", "strokes of its print, and lines between its cells, are thinner")
    low: float = figure(8.0, "points", "a field is at least so high")
    long: float = figure(20.0, "points", "and so long")
    margin: float = figure(4.0, "points", "from the side of the picture; what reaches it is a desk or a shadow")
    seal: float = figure(28.0, "points", "a seal with white characters is at least so high")
    seals: float = figure(90.0, "points", "and at most so long")
    square: float = figure(1.6, "times", "and at most so much longer than high")
    rim: float = figure(1.5, "points", "along its sides that tell nothing of it")
    some: float = figure(0.5, "share", "of a field that is its fill at least")
    lightest: float = figure(99.5, "percentile of its channels", "how light its print is")
    clear: float = figure(60.0, "levels of 255", "by which print is lighter than the fill in some channel")
    least: float = figure(6.0, "square points", "of light print that a field has")
    thick: float = figure(0.3, "share", "of a character that is thicker than strokes at most")
    sign: float = figure(40.0, "points", "a character is at most so large")
    black: float = figure(0.6, "times the lightness of the fill", "what is darker is dark print")
    other: float = figure(1.0, "times its light print", "a field with more dark print is ground")
    deep: float = figure(0.15, "share of the way to white", "from the fill to black where black lines show on it")
    noise: float = figure(0.2, "share of that way", "by which its fill may be uneven")
    rule: float = figure(0.5, "points", "how thick its sides are drawn")


@dataclass(frozen=True, slots=True)
class PenSettings:
    """Marks of a pen."""

    ink: int = figure(90, "darkness of 255", "from which a pixel is ink")
    other: float = figure(0.35, "mean likelihood", "of ink that is no print", "ticks .36 to .78, print in tables .24")
    table: float = figure(0.5, "mean likelihood", "of a table, below which a piece lies beside it")
    clear: float = figure(0.9, "mean score", "what reads better beside a table is print, as a page's number")
    around: float = figure(4.0, "points", "beside strokes that were taken off, where a sign by itself is a rest of one")


@dataclass(frozen=True, slots=True)
class ColouredPenSettings:
    """Strokes of a coloured pen."""

    beside: float = figure(6.0, "points", "around stamps where what is coloured is theirs")
    apart: float = figure(1.5, "points", "parts of a stroke are nearer")
    faint: float = figure(0.13, "optical density", "a difference of channels from which a thin stroke goes on")
    goes_on: float = figure(12.0, "points", "it does so no farther from what is surely coloured")
    least: float = figure(4.0, "square points", "of sure colour that a stroke has", "a tick has 15 and more")
    strong: float = figure(0.25, "share of it", "that is strongly coloured", "fringes of black print have none")
    darkest: float = figure(10.0, "percentile of the brightness of a stroke", "that it has where it is darkest")
    darker: float = figure(0.92, "times that", "what is darker is print under it, which has to stay")
    rim: float = figure(1.2, "points", "around a stroke that are of it")
    rest: float = figure(3.0, "points", "from a stroke where its thin parts are left")
    tinge: float = figure(0.05, "optical density", "a difference of channels that these have in the mean")
    paler: float = figure(40.0, "levels of 255", "by which they are lighter than print")
    small: float = figure(25.0, "square points", "they are smaller")
    clear: float = figure(0.9, "mean score", "from which coloured text is text")
    letters: int = figure(2, "characters", "that it has at least")


SHEET = SheetSettings()
SCREEN = ScreenSettings()
DESKEW = DeskewSettings()
FLATTEN = FlattenSettings()
ILLUMINATION = IlluminationSettings()
STREAKS = StreakSettings()
STAMPS = StampSettings()
PALE = PaleSettings()
GROUND = GroundSettings()
FIELDS = FieldSettings()
PEN = PenSettings()
COLOURED = ColouredPenSettings()
