"""The figures by which characters are doubted, read again, or taken for others.

As `jixiao.tables.settings`: each figure with its unit and what it decides. Where no source is named it was set by
hand, on the labelled scans and on pages that were ruined on purpose (`eval.documents.scans`).
"""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.geometry import figure


@dataclass(frozen=True, slots=True)
class DoubtSettings:
    """Which words of a page are uncertain."""

    sure: float = figure(0.9, "score", "below which a character of a short number is weak")
    likely: float = figure(0.8, "score", "below which any other character of a number's text is weak")
    weak: float = figure(0.45, "score", "below which a character of prose is weak")
    settled: float = figure(
        0.98,
        "score",
        "of each character of a number from which it is read no third time if the network of digits sees the same",
        "of 800 such numbers on office, poor, fax and copy pages a third reading saw 3 otherwise, all 3 wrongly",
    )
    touched: float = figure(0.015, "share of a word's box", "that stamp ink covers from which it lies under a stamp")
    seal: int = figure(2, "characters", "a word under a stamp that is no longer may be the stamp's own")
    lost: float = figure(
        1.25,
        "line heights",
        "from the middle of the first or last character to the end of the ink: one is lost there",
        "Han characters .4 to .7; of 151 lines of office scans none over .95, on copies and faxes 6 of 291, all lost",
    )
    next: int = figure(2, "characters", "beside those under a stamp that are read again with them")
    most: float = figure(0.8, "share of a text", "above which the whole of it is read again")
    beside: float = figure(14.0, "points", "unread ink that is nearer may belong to a word")
    over: float = figure(1.5, "points", "of a word's width and height that unread ink has from which it lies on it")
    shared: float = figure(0.4, "share of the smaller one's height and width", "from which words lie on one another")
    ink: int = figure(160, "grey level of 255", "below which there is ink")
    speck: float = figure(0.11, "share of the height of a word", "the side of a speck")


@dataclass(frozen=True, slots=True)
class CandidateSettings:
    """Which of the other choices of the OCR a word is."""

    reach: int = figure(6, "characters", "on either side of a weak one that may be of one word with it")
    code: int = figure(2, "characters", "what is no longer and only Latin may be a code of digits or a weight")
    first: int = figure(3, "choices", "of the likeliest that are looked at")
    weak: float = figure(0.99, "score", "below which a character is weak")


@dataclass(frozen=True, slots=True)
class ConfusionSettings:
    """Marks that no text begins or ends with."""

    speck: float = figure(0.15, "share of the height of a line", "the side of a speck at most")
    stroke: float = figure(0.4, "share of the height of a line", "the side of a stroke at least")
    ink: int = figure(165, "grey level of 255", "below which there is ink")
    outermost: float = figure(0.7, "points", "how wide the outermost ink of a word is")
    slant: float = figure(10.0, "degrees", "by which a stroke leans that is no 1", "ones -6 to -2, slashes 16 and more")


@dataclass(frozen=True, slots=True)
class DigitSettings:
    """Numbers read again by the network of digits."""

    before: float = figure(1.2, "heights", "looked at before a number, where a faint sign may stand")
    behind: float = figure(0.4, "heights", "looked at behind it")
    dark: float = figure(0.35, "share of a word's darkness", "from which a pixel is ink")
    least: float = figure(60.0, "darkness of 255", "that a word has at least")
    gap: float = figure(1 / 6, "share of its rows", "a gap in a digit is no wider")
    few: int = figure(5, "rows", "are too few to tell digits by")
    prose: int = figure(8, "Han characters", "a text with more is prose")
    doubtful: float = figure(3.0, "log odds", "of another character from which the one that was read is doubted")
    surer: float = figure(9.0, "log odds", "from which it is taken where the OCR was sure")
    likelier: float = figure(2.0, "log odds", "where the OCR was weak, or read what is no number")
    usual: float = figure(3.0, "log odds", "where print wears so")
    four_doubtful: float = figure(-4.0, "log odds", "of a 4 from which a 1 is doubted")
    four: float = figure(1.0, "log odds", "from which it is taken")
    four_worn: float = figure(-7.0, "log odds", "from which it is doubted where others of the page are")
    some_fours: int = figure(2, "numbers", "of a page that make it such a page")
    weak: float = figure(0.95, "score", "below which the OCR itself is not sure")
    trusted: float = figure(-2.5, "log likelihood", "of what the network sees below which it is not looked at")


DOUBT = DoubtSettings()
CANDIDATES = CandidateSettings()
CONFUSIONS = ConfusionSettings()
DIGITS = DigitSettings()
