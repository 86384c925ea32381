"""Labels and level names that OCR read with a slip, put right by the closed lists of the vocabulary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from jixiao.evidence import DoubtCode, Passage
from jixiao.forms.ordinals import count_items
from jixiao.forms.sign_columns import read_signs
from jixiao.forms.vocabulary import GOAL_KINDS, Vocabulary, label_key
from jixiao.tables.table import Block, Cell, Table
from jixiao.text import is_cjk, key
from jixiao.votes import Voter

# A name that is shorter has too many neighbours.
_LEAST = 4
# A label this long is meant where one character is off, even if OCR was sure of it.
_LONG = 5
# A name so long is meant where two characters are off and OCR was in doubt.
_VERY_LONG = 8
# One character of an upright label may fall into so many.
_PARTS = 3
# A line of an upright label has at most so many characters.
_STACKED = 2
# So many characters of a label may be misread where it begins and ends as a name does.
_SLIPS = 3
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
_SPECKS = tuple(".,:：·;；")
# Two names that differ in one of these are two names, not a slip.
_TELLING = frozenset("一二三四五六七八九十上下年月个数质")


def snap_labels(blocks: Iterable[Block], words: Vocabulary) -> None:
    """Give cells of scanned tables whose text is one character off exactly one known name that name.

    A level's name is a value too: there the character must be in doubt. What was read stays on the word as a doubt
    whose code is `SNAPPED`.
    """
    names: dict[int, list[str]] = {}
    for block in blocks:
        if not isinstance(block, Table) or not any(word.how == "ocr" for word in block.words()):
            continue
        names = names or _by_length(words)
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
            if words.knows(cell.text):
                continue
            found = _slip(cell.flat, names, words)
            if found is not None:
                _put_right(cell.flat, *found)
                cell.forget()
            elif (
                found := _broken(key(cell.text), words) or _far(cell.flat, words) or _upright(cell, words)
            ) is not None:
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
    if (text[-1:] in _SPECKS or scrap) and (_is_level(text[:-1], words) or (apart and words.knows(text[:-2]))):
        word.mend(end - 1, end, "", Voter.LISTED)
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


def _by_length(words: Vocabulary) -> dict[int, list[str]]:
    out: dict[int, list[str]] = defaultdict(list)
    for name in sorted(words.names()):
        out[len(name)].append(name)
    return out


def _slip(passage: Passage, names: dict[int, list[str]], words: Vocabulary) -> tuple[int, int, str] | None:
    """The characters (start, end) of the text that are wrong and what makes them a known name; None where there is
    none or several.

    Several labels of one field are as good as one. One character too many or too few is put right in labels only.
    """
    text = passage.text
    if len(text) < _LEAST or len(key(text)) != len(text) or label_key(text) != key(text):
        return None
    flat = key(text)
    found = [slip for name in names.get(len(flat), ()) if (slip := _changed(flat, name))]
    if not found:
        near = [*names.get(len(flat) - 1, ()), *names.get(len(flat) + 1, ())]
        found = [slip for name in near if len(name) > _LONG and words.heads(name) and (slip := _changed(flat, name))]
    if not found:
        return None
    name, *others = (flat[:i] + right + flat[j:] for i, j, right in found)
    if any(not _one_field(name, other, words) for other in others):
        return None
    start, end, right = found[0]
    sure = len(name) >= _LONG and words.heads(name)
    doubted = any(d.start <= start < d.end or d.start == d.end == start for d in passage.doubts())
    telling = {*(flat[start:end] if right else ""), *(right if start == end else "")} & _TELLING
    return found[0] if (sure or doubted) and not telling else None


def _broken(flat: str, words: Vocabulary) -> tuple[int, int, str] | None:
    """The characters of the text that one character of a long label fell into; None where there are none.

    A narrow `目` of an upright label comes as `11`, or a character is read twice.
    """
    for i in range(1, len(flat)):
        if flat[i] == flat[i - 1] and words.knows(flat[:i] + flat[i + 1 :]):
            return i, i + 1, ""
    for name in sorted(words.names()):
        if len(name) > _LONG and name[0] == flat[:1] and words.heads(name):
            start, end, right = _differing(flat, name)
            parts = flat[start:end]
            twice = parts[:1] == flat[start - 1] and len(parts) == 2
            fell = twice or not all(map(is_cjk, parts))
            if fell and len(right) == 1 and end < len(flat) and 1 < len(parts) <= _PARTS:
                return start, end, right
    return None


def _far(passage: Passage, words: Vocabulary) -> tuple[int, int, str] | None:
    """The characters in which a very long doubtful text differs from the only name that is two slips away."""
    from rapidfuzz.distance import Levenshtein

    flat = key(passage.text)
    if len(flat) < _VERY_LONG or not passage.doubts():
        return None
    near = [n for n in words.names() if len(n) >= _VERY_LONG and Levenshtein.distance(flat, n, score_cutoff=2) <= 2]
    return _differing(flat, near[0]) if len(near) == 1 else None


def _upright(cell: Cell, words: Vocabulary) -> tuple[int, int, str] | None:
    """The characters in which an upright label, each of whose characters was read by itself, differs from the one long
    name that begins and ends as it does and is a few slips away; None where there is none or several."""
    from rapidfuzz.distance import Levenshtein

    flat = key(cell.text)
    if len(cell.lines) < _LEAST or any(len(word.text) > _STACKED for line in cell.lines for word in line.words):
        return None
    alike = [n for n in words.names() if len(n) > _LONG and (n[:2], n[-1]) == (flat[:2], flat[-1]) and words.heads(n)]
    far = {name: Levenshtein.distance(flat, name) for name in sorted(alike)}
    near = [name for name in far if far[name] == min(far.values()) <= _SLIPS]
    return _differing(flat, near[0]) if len(near) == 1 else None


def _changed(flat: str, name: str) -> tuple[int, int, str] | None:
    """The one character of the text that is another in the name, is not in it, or stands before one that is missing."""
    start, end, right = _differing(flat, name)
    return (start, end, right) if end - start <= 1 and len(right) <= 1 and flat != name else None


def _differing(flat: str, name: str) -> tuple[int, int, str]:
    """Where the text differs from the name between what both begin and end with, and what the name has there."""
    start = _shared(flat, name)
    after = _shared(flat[start:][::-1], name[start:][::-1])
    return start, len(flat) - after, name[start : len(name) - after]


def _shared(a: str, b: str) -> int:
    """How many characters both begin with."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _one_field(name: str, other: str, words: Vocabulary) -> bool:
    """Whether the two label the same field in every kind of form, and some field in one."""
    terms = [(words.term(kind, name), words.term(kind, other)) for kind in GOAL_KINDS]
    return all(a == b for a, b in terms) and any(a is not None for a, _ in terms)


def _put_right(passage: Passage, start: int, end: int, right: str) -> None:
    """Put `right` in the place of start..end, which may lie in several words."""
    for piece, offset in zip(reversed(passage.pieces), reversed(passage.spans), strict=True):
        first, last = max(start, offset), min(end, offset + piece.end - piece.start)
        if first < last or (first == last == start == end):
            shift = piece.start - offset
            piece.word.mend(first + shift, last + shift, right if first == start else "", Voter.LISTED)
            if start == end:
                return
