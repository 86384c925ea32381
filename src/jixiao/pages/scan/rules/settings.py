"""The figures by which the ruled lines of a page picture are found: by darkness, by the network, and which are none.

As `jixiao.tables.settings`: each figure with its unit and what it decides. Where no source is named it was set by
hand, on the labelled scans and on pages that were ruined on purpose (`eval.documents.scans`).
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.geometry import figure


@dataclass(frozen=True, slots=True)
class DetectionSettings:
    """Rules by the darkness of the picture."""

    long: float = figure(18.0, "points", "a level rule is at least so long")
    short: float = figure(9.0, "points", "an upright rule is at least so long")
    along: float = figure(7.0, "points", "a rule is averaged along itself over so much")
    thick: float = figure(2.6, "points", "a rule is no thicker")
    darker: float = figure(16.0, "grey levels of 255", "a rule is so much darker than what lies beside it")
    hair: float = figure(
        5.0, "grey levels of 255", "the same for a hair line, where the network sees more than is dark"
    )
    noises: float = figure(1.2, "the paper's noise", "and so much darker")
    gap: float = figure(9.0, "points", "pieces whose ends are nearer are one rule")
    level: float = figure(1.6, "points", "pieces whose middles are nearer lie on one line")
    wall: float = figure(0.93, "share inked", "of the way between two crossings of a wall")
    full: float = figure(0.98, "share inked", "of a wall without any gap")
    vouched: float = figure(0.75, "share inked", "of a wall whose line is a wall elsewhere")
    tone: float = figure(0.45, "share of the rule's darkness", "from which a place is inked")
    dashes: int = figure(6, "dashes", "so many in a row make a dashed rule")
    dash: float = figure(4.5, "points", "a dash is no longer")
    dashed: float = figure(0.99, "share inked", "what a dashed rule counts as, whatever its gaps")
    alone: float = figure(26.0, "points", "a level rule that meets no other is at least so long")
    whole: float = figure(0.72, "share inked", "of such a rule")
    free: float = figure(0.15, "share of its length", "that may have ink close beside it")
    stroke: int = figure(110, "darkness of 255", "of that ink")
    certain: float = figure(60.0, "points", "a rule that is so long and has no gaps may have text close under it")
    crowded: float = figure(0.45, "share of its length", "that may have ink beside it then")
    near: float = figure(0.2, "share of its length", "the same for any other wall")
    edge: float = figure(5.0, "points", "from the picture's edge, where there are only shadows")
    reach: float = figure(3.0, "points", "by which a rule may miss the one it meets")


@dataclass(frozen=True, slots=True)
class FalseSettings:
    """Rules found by darkness that are strokes of text."""

    ink: int = figure(90, "darkness of 255", "from which a pixel is ink")
    beyond: float = figure(6.0, "points", "text that goes through a wall reaches so far to either side")
    free: float = figure(2.0, "points", "and leaves less free beside it")
    band: float = figure(0.5, "points", "how far from a rule its ink may lie")
    long: float = figure(36.0, "points", "a wall that is longer and whole cannot be strokes")
    whole: float = figure(0.992, "share inked", "of such a wall")
    reach: float = figure(3.0, "points", "by which a wall may miss the rule where it ends")
    many: float = figure(0.5, "share of its stretches", "that text goes through, from which it is none")


@dataclass(frozen=True, slots=True)
class MaskSettings:
    """What the page network is shown."""

    seen: float = figure(110.0, "dots an inch", "at which the network sees a page", "as the network was trained")
    gain: float = figure(1.5, "times", "by which ink is darkened at most")
    noise: float = figure(10.0, "grey levels of 255", "the noise of the paper from which ink is not darkened")


@dataclass(frozen=True, slots=True)
class CurveSettings:
    """Lines followed along what the network sees."""

    may: int = figure(64, "likelihood of 255", "from which a pixel may be of a rule")
    sure: int = figure(140, "likelihood of 255", "that a rule has somewhere")
    piece: float = figure(7.0, "points", "pieces are at least so long")
    gap: float = figure(26.0, "points", "a rule goes on after a gap of at most so much")
    aside: float = figure(1.6, "points", "if its end points there so well")
    end: float = figure(22.0, "points", "at the end of a piece, by which it shows where it points")
    wrong: float = figure(0.06, "share of the gap", "by which that may be wrong")


@dataclass(frozen=True, slots=True)
class GridSettings:
    """Walls of the network placed on the ink."""

    level: float = figure(1.9, "points", "parts of a wall may lie so far off one another")
    shortest: float = figure(8.0, "points", "a wall is at least so long")
    around: float = figure(2.2, "points", "around a line in which its ink is looked for")
    border: float = figure(0.15, "share of its greatest darkness", "that a line has at its border")
    ink: int = figure(12, "darkness of 255", "that a line has at least")
    pale: float = figure(
        0.2, "share of the darkness of dark walls", "a wall that is paler is a hair line or shows through from the back"
    )
    written: float = figure(0.02, "share of a wall", "under print, from which a pale wall shows through")
    dark: int = figure(80, "percentile of the walls", "how dark dark walls are")
    rounds: int = figure(3, "rounds", "how often the walls of each direction are found by those of the other")


@dataclass(frozen=True, slots=True)
class WallSettings:
    """Stretches between crossings: which are walls by what the network sees."""

    level: float = figure(1.9, "points", "how far off its line a rule may run")
    reach: float = figure(5.0, "points", "by how much it may miss the one it meets")
    long: float = figure(30.0, "points", "what is shorter beyond the last crossing is no wall by itself")
    several: int = figure(2, "lines", "that end together with one which is shorter, from which it is a wall")
    gap: float = figure(9.0, "points", "a line may have so wide a gap and still cross another there")
    alone: float = figure(150.0, "points", "a line that is so long counts by itself")
    together: float = figure(6.0, "points", "the ends of lines that end together are nearer")
    wall: float = figure(0.55, "mean likelihood", "of a stretch that is a wall")
    vouched: float = figure(0.3, "mean likelihood", "of one whose line is a wall elsewhere")
    free: float = figure(0.85, "mean likelihood", "of one that goes on beyond the last crossing without others")
    none: float = figure(0.2, "mean likelihood", "below which no wall is missed")
    stroke: float = figure(45.0, "points", "a line that is shorter may be a stroke, and must meet others at both ends")
    meets: float = figure(0.3, "likelihood", "that a wall meets others at one of its ends")
    near: float = figure(2.5, "points", "how near to its end that is")
    sure: float = figure(0.6, "mean likelihood", "from which a wall is no guess")
    table: float = figure(0.25, "mean likelihood", "of a table where lines lie that count")
    inside: float = figure(0.5, "mean likelihood", "of a table beside a gap in its frame")
    beside: float = figure(5.0, "points", "how far beside")
    trace: float = figure(0.12, "mean likelihood", "what is seen of a wall in a gap of a frame")
    outside: float = figure(0.2, "likelihood", "of a table, below which there is none")
    beyond: float = figure(25.0, "points", "a rule may run so far there")
    inset: float = figure(1.5, "points", "left out at both ends of a stretch")


@dataclass(frozen=True, slots=True)
class ChoiceSettings:
    """Darkness or network: whose rules a page takes."""

    must: float = figure(0.85, "mean likelihood", "of a wall that there must be")
    hardly: float = figure(0.3, "mean likelihood", "of a wall that there is hardly")
    none: float = figure(0.12, "mean likelihood", "of no wall")
    meets: float = figure(
        0.5, "likelihood", "that a wall which darkness does not show meets others at both ends, from which it is told"
    )
    long: float = figure(9.0, "points", "the shortest stretch that counts")
    apart: float = figure(2.2, "points", "how far a wall and a rule of one line may lie apart")
    bare: float = figure(0.4, "share of a stretch", "without a rule from which it is bare")
    pale: float = figure(
        0.4, "share of the darkness of dark walls", "a wall that the network denies and that is paler is none"
    )
    hair: float = figure(60.0, "points", "a hair line that the network does not see is at least so long")
    beside: float = figure(7.0, "points", "walls that are nearer to each other hold no text between them")


@dataclass(frozen=True, slots=True)
class DrawnSettings:
    """Strokes that go on from one rule to the next."""

    shortest: float = figure(14.0, "points", "rules that are nearer leave characters no room", "a line of small print")
    inset: float = figure(0.8, "points", "left out beside either rule")
    dark: float = figure(0.5, "share of the darkness of walls", "from which a pixel is of a stroke")
    along: float = figure(4.0, "points", "of a pale stroke that are looked at together")
    waver: float = figure(1.5, "points", "by which the ends of a stroke may lie aside of each other")
    gaps: float = figure(0.03, "share of a stroke", "that may be missing")
    thick: float = figure(4.0, "points", "it is no thicker, with the places from which it can be reached")
    beside: float = figure(2.0, "points", "beside a stroke")
    free: float = figure(0.6, "share of its length", "is inked on one side at most")
    seen: float = figure(0.12, "mean likelihood", "that the network sees of it at least", "as that of no wall")
    most: float = figure(0.6, "share of a wall", "that makes it certain")


@dataclass(frozen=True, slots=True)
class BridgesSettings:
    """Gaps between two tables."""

    several: int = figure(3, "rules", "that end together over a gap, and begin together under it")
    least: float = figure(9.0, "points", "a gap is at least so high, as a line of text")


DETECTION = DetectionSettings()
FALSE = FalseSettings()
MASKS = MaskSettings()
CURVES = CurveSettings()
GRID = GridSettings()
WALLS = WallSettings()
CHOICE = ChoiceSettings()
DRAWN = DrawnSettings()
BRIDGES = BridgesSettings()
