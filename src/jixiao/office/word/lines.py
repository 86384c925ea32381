"""What a Word document prints in one paragraph, as lines and words of a layout."""

from __future__ import annotations

from collections import Counter

from jixiao.evidence import Doubt, Word
from jixiao.geometry import Box
from jixiao.office.word.numbering import Label
from jixiao.office.word.styles import ParagraphLook
from jixiao.office.word.text import Inline, Run
from jixiao.tables.table import Block, Line, Paragraph
from jixiao.text import printed

_NOWHERE = Box(0, 0, 0, 0)


def put_in_front(label: Label, inline: Inline, look: ParagraphLook) -> None:
    """The number in front of the first word; a blank between only where digits or letters would run together."""
    first = inline.lines[0][0]
    text = next((run.text for run in first if run.text.strip()), "").lstrip()
    close = label.text[-1:].isascii() and text[:1].isascii() and text[:1].isalnum()
    run = next((r for line in inline.lines for word in line for r in word), None)
    size, bold = (run.size, run.bold) if run else (look.run.size, look.run.bold)
    while first and not first[0].text.strip():
        first.pop(0)
    if first:
        first[0] = Run(first[0].text.lstrip(), first[0].size, first[0].bold)
    first.insert(0, Run(label.text + (" " if label.spaced or close else ""), size, bold))


def lines_of(inline: Inline, place: str) -> list[Line]:
    """The lines that print something; each ends hard, as the source sets them on lines of their own."""
    lines: list[Line] = []
    for given in inline.lines:
        words = [_word(runs, place) for runs in given if any(run.text.strip() for run in runs)]
        if words:
            for word in words:
                word.doubts = tuple(Doubt(0, len(word.text), code) for code in sorted(inline.doubts))
            lines.append(Line(words, hard=True))
    return lines


def _word(runs: list[Run], place: str) -> Word:
    text = printed("".join(run.text for run in runs)).replace("\n", " ").strip()
    word = Word(text, 0, _NOWHERE, (), _main_size([runs]))
    word.place = place
    return word


def _main_size(words: list[list[Run]]) -> float:
    """The size most characters have."""
    if len(words) == 1 and len(words[0]) == 1:
        return words[0][0].size
    sizes: Counter[float] = Counter()
    for runs in words:
        for run in runs:
            sizes[run.size] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes else 0.0


def paragraph_of(lines: list[Line], inline: Inline, look: ParagraphLook, margin: bool, place: str) -> Paragraph:
    """The paragraph of these lines, with the size and boldness that most of it has."""
    words = [runs for line in inline.lines for runs in line]
    bold = all(run.bold for runs in words for run in runs if run.text.strip())
    return Paragraph(lines, size=_main_size(words), bold=bold, centred=look.centred, margin=margin, place=place)


def as_margin(block: Block) -> list[Paragraph]:
    """What stands in a header or footer as margin paragraphs; a table there gives one for each cell."""
    if isinstance(block, Paragraph):
        block.margin = True
        return [block]
    return [
        Paragraph(cell.lines, margin=True, place=next(iter(cell.lines[0].words)).place)
        for cell in block.cells
        if cell.lines
    ]
