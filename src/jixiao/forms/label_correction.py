"""Labels and level names that OCR read with a slip, put right by the closed lists of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations

from jixiao.evidence import DoubtCode, Passage
from jixiao.forms.nearest_name import meant
from jixiao.forms.ordinals import count_items
from jixiao.forms.separators import part_thousands
from jixiao.forms.sign_columns import read_signs
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.table import Block, Cell, Table
from jixiao.text import key
from jixiao.votes import Voter

# A name that is shorter has too many neighbours.
_LEAST = 4
_COUNTED, _LEVELS = "一二三", ("level1", "level2", "level3")
# Characters that a counted head may have beside what is counted: its numeral and scraps.
_SCRAPS = 6
# What stands apart at the start, the end or in the middle of a text.
_APART = [re.compile(p) for p in (r"^\S{1,8} ", r" \S{1,8}$", r" [^\s(（]{1,8}(?=[(（])")]
# What the names of levels end in.
_NAMES = "指标"
# What a counted head's numeral, or a speck beside the head, is read as.
_STROKES = "一二三-—–_.·…'\"’“”`:：,，、。|/~丶"
# What is no Chinese behind a label; digits alone may count it.
_FOREIGN = re.compile(r"(?!\d+$)[!-~]{1,3}$")
# The number of an item whose point was lost: 1财政拨款 is no slip of 非财政拨款.
_COUNT = re.compile(r"^\d{1,2}(?=[\u4e00-\u9fff])")
_SPECKS = tuple(".,:：·;；")


def snap_labels(blocks: Iterable[Block], words: Vocabulary) -> None:
    """Give cells of scanned tables whose text is a slip away from one known name that name, and what their column or
    row tells of them; what was read stays on the word as doubt and vote.
    """
    names: list[str] = []
    for block in blocks:
        if not isinstance(block, Table) or not any(word.how == "ocr" for word in block.words()):
            continue
        names = names or sorted(words.names())
        for row in range(block.n_rows):
            cells = [cell for cell in block.row(row) if cell.row == row]
            _count_on(cells, words)
            if sum(words.column("indicators", cell.text) in _LEVELS for cell in cells) > 1:
                for cell in cells:
                    _without_scraps(cell, words)
        count_items(block)
        read_signs(block)
        for cell in block.cells:
            if _stamped(cell):
                _without_scraps(cell, words)
            _without_specks(cell, words)
            part_thousands(cell)
            if any(map(words.knows, (cell.text, _COUNT.sub("", cell.text)))) or words.title_kind(cell.text):
                continue
            found = meant(cell, names, words)
            if found is not None:
                _put_right(cell.flat.without(" "), *found)
                cell.forget()


def _count_on(cells: list[Cell], words: Vocabulary) -> None:
    """Give the heads of columns that are counted (一级指标, 二级指标, 三级指标) the numeral that OCR lost or misread.

    A thin stroke is easily taken for a rule or a dash, and scraps of stamps come before and behind it. They stand in
    their order.
    """
    stems = {key(cell.text).strip(_STROKES) for cell in cells if cell.text}
    for stem in (stem for stem in stems if stem and all(words.knows(numeral + stem) for numeral in _COUNTED)):
        heads = [cell for cell in cells if cell.text.count(stem) == 1 and len(cell.text) <= len(stem) + _SCRAPS]
        if len(heads) != len(_COUNTED):
            continue
        for numeral, cell in zip(_COUNTED, heads, strict=True):
            if key(cell.text) != numeral + stem:
                _replace(cell, cell.text.find(stem) + len(stem), len(cell.text), "")
                _replace(cell, 0, cell.text.find(stem), numeral)


def _replace(cell: Cell, start: int, end: int, text: str) -> None:
    """Put the text in the place of those characters of the cell's."""
    if start < end or text:
        _put_right(cell.flat, start, end, text)
        cell.forget()


def _stamped(cell: Cell) -> bool:
    return any(doubt.code == DoubtCode.STAMP for line in cell.lines for word in line.words for doubt in word.doubts)


def _without_scraps(cell: Cell, words: Vocabulary) -> None:
    """Take scraps, as a stamp leaves them, off a label: what stands apart, and a character or two at its ends that are
    doubtful or were read by themselves.

    That they lie under a stamp is no doubt here: `单位经济成本` is another name than `经济成本`.
    """
    text = cell.text
    if words.knows(text):
        return
    spans = [match.span() for pattern in _APART if (match := pattern.search(text))]
    if len(text) > _LEAST:
        doubted = {i for d in cell.flat.doubts() if d.code != DoubtCode.STAMP for i in range(d.start, d.end)}
        breaks = {0, len(text), *cell.flat.spans}
        ends = ((0, 1), (0, 2), (len(text) - 2, len(text)), (len(text) - 1, len(text)))
        spans += [end for end in ends if breaks.issuperset(end) or doubted.intersection(range(*end))]
    pairs = [pair for pair in combinations(sorted(spans), 2) if pair[0][1] <= pair[1][0]]
    for some in [*((span,) for span in spans), *pairs]:
        rest = text
        for start, end in reversed(some):
            rest = rest[:start] + rest[end:]
        if len(rest) > 1 and (words.knows(rest) or words.column("indicators", rest)):
            for start, end in reversed(some):
                _replace(cell, start, end, "")
            return


def _without_specks(cell: Cell, words: Vocabulary) -> None:
    """Take a speck that was read as a point, or a scrap read by itself, off the end of a level's name, and a stroke
    off its start, as also what is not Chinese off either end of any label; give a level's name its last character."""
    if not cell.flat.pieces:
        return
    text, (word, start, end) = cell.text, cell.flat.pieces[-1]
    scrap = start == 0 and end == len(word.text) == 1
    apart = scrap and text[-2:-1] == " "
    specks = min(end - start, max(len(text) - len(text.rstrip("".join(_SPECKS))), int(scrap)))
    if specks and (_is_level(text[:-specks], words) or (apart and words.knows(text[:-2]))):
        word.mend(end - specks, end, "", Voter.LISTED)
        cell.forget()
    text, (word, start, end) = cell.text, cell.flat.pieces[-1]
    tail = _FOREIGN.search(text)
    if tail and len(tail[0]) <= end - start and words.heads(text[: tail.start()]):
        word.mend(end - len(tail[0]), end, "", Voter.LISTED)
        cell.forget()
    text, (word, start, _) = cell.text, cell.flat.pieces[0]
    doubted = any(doubt.start <= start < doubt.end for doubt in word.doubts)
    foreign = text[:1].isascii() and (doubted or not text[:1].isdigit())
    if start or words.knows(text):
        return
    if (text[:1] in _STROKES and _is_level(text[1:], words)) or (foreign and words.knows(text[1:])):
        word.mend(0, 1, "", Voter.LISTED)
        cell.forget()
    elif text.endswith(_NAMES[0]) and _is_level(text + _NAMES[1], words):
        word, _, end = cell.flat.pieces[-1]
        word.mend(end, end, _NAMES[1], Voter.LISTED)
        cell.forget()


def _is_level(text: str, words: Vocabulary) -> bool:
    return any(key(text) in names for names in words.levels.values())


def _put_right(passage: Passage, start: int, end: int, right: str) -> None:
    """Put `right` in the place of start..end, which may lie in several words."""
    for piece, offset in zip(reversed(passage.pieces), reversed(passage.spans), strict=True):
        first, last = max(start, offset), min(end, offset + piece.end - piece.start)
        if first < last or (first == last == start == end):
            shift = piece.start - offset
            piece.word.mend(first + shift, last + shift, right if first == start else "", Voter.LISTED)
            if start == end:
                return
