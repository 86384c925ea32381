"""Lists of projects in lines without any rules, put as tables before the forms are found: told by their heads, and kept
where they are such lists as ruled ones are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from jixiao.evidence import DoubtCode, Word
from jixiao.forms.content import kinds_of
from jixiao.forms.segmentation import settings
from jixiao.forms.segmentation.borderless import is_title
from jixiao.forms.segmentation.catalogue.evaluated import KIND as RESULTS
from jixiao.forms.segmentation.catalogue.evaluated import names_body, names_project
from jixiao.forms.segmentation.catalogue.listed import listed_forms
from jixiao.forms.vocabulary import Vocabulary
from jixiao.geometry import union
from jixiao.tables import settings as table_settings
from jixiao.tables.table import Block, Cell, Line, Paragraph, Table
from jixiao.tables.unruled.paged_list import unruled_list
from jixiao.text import has_digit, key

_KINDS = (RESULTS, "project_goal")
_LEVELS = ("level1", "level2", "level3", "level12")
_LABEL = re.compile("[^：:，。]{1,8}[：:]")
# What stands in no head.
_COLONS = "：:；;。"


@dataclass(slots=True, eq=False)
class _Line:
    """A line of a paragraph, with the place of that among the blocks."""

    line: Line
    block: int
    paragraph: Paragraph

    @property
    def words(self) -> list[Word]:
        return self.line.words

    @property
    def page(self) -> int:
        return self.line.words[0].page


def with_lists(blocks: list[Block], words: Vocabulary) -> list[Block]:
    """The blocks with each such list as a table in the place of its lines; the same list where there is none."""
    out, at = blocks, 0
    while at < len(out):
        run = _run(out, at)
        found = _first_list(run, words) if len(run) > 2 else None
        if found is None:
            at = (run[-1].block if run else at) + 1
            continue
        table, own = found
        out = _put(out, table, own, run)
        at = next(i for i, block in enumerate(out) if block is table) + 1
    return out


def _run(blocks: list[Block], at: int) -> list[_Line]:
    """The lines of the paragraphs from there up to the next table, without margins."""
    out = []
    for i in range(at, len(blocks)):
        block = blocks[i]
        if isinstance(block, Table):
            break
        if not block.margin:
            out += [_Line(line, i, block) for line in block.lines if line.words and line.words[0].page]
    return out


def _first_list(run: list[_Line], words: Vocabulary) -> tuple[Table, set[int]] | None:
    """The first list in the run, and the identities of its words."""
    for i, line in enumerate(run):
        if not any(names_project(w.text, words) or names_body(w.text, words) for w in line.words):
            continue
        head = _heads(run, i, words)
        if len({id(w) for part in head for w in part.words}) < settings.LISTED.columns:
            continue
        found = _list(run, head, words)
        if found is not None:
            return found
    return None


def _heads(run: list[_Line], at: int, words: Vocabulary) -> list[_Line]:
    """The lines of the heads about that one: close to each other, of heads alone."""
    own = [run[at]]
    if not all(_may_head(w) for w in run[at].words):
        return own if len(run[at].words) > 1 else []
    for step in (-1, 1):
        i = at + step
        while 0 <= i < len(run) and _beside(own, run[i]) and _is_head(run[i], own, step, words):
            own.append(run[i])
            i += step
    return sorted(own, key=lambda part: part.words[0].box.y0)


def _may_head(word: Word) -> bool:
    text = key(word.text)
    return 0 < len(text) <= settings.LISTED.short and not any(mark in text for mark in _COLONS)


def _beside(own: list[_Line], line: _Line) -> bool:
    box, mine = (union(w.box for part in lines for w in part.words) for lines in ([line], own))
    size = own[0].words[0].box.height
    apart = max(box.y0 - mine.y1, mine.y0 - box.y1)
    same = abs(line.words[0].box.height - size) < table_settings.PARAGRAPHS.sizes * size
    return line.page == own[0].page and same and apart < table_settings.UNRULED.near * size


def _is_head(line: _Line, own: list[_Line], step: int, words: Vocabulary) -> bool:
    """Whether the line over or under heads is of heads too: most of it known, alone or with what it goes on with."""
    if not all(_may_head(w) for w in line.words) or (
        is_title(line.paragraph, words) and words.title_kind(line.paragraph.text)
    ):
        return False
    known = sum(_is_known(w, own, step, words) for w in line.words)
    return 2 * known >= len(line.words)


def _is_known(word: Word, own: list[_Line], step: int, words: Vocabulary) -> bool:
    text = word.text
    beside = [w.text for part in own for w in part.words if min(w.box.x1, word.box.x1) > max(w.box.x0, word.box.x0)]
    said = [text, *(text + b if step < 0 else b + text for b in beside)]
    note = key(text)[:1] in "(（" and bool(beside) and step > 0
    return note or any(_knows(t, words) for t in said)


def _knows(text: str, words: Vocabulary) -> bool:
    if any(words.term(kind, text) is not None for kind in _KINDS):
        return True
    return bool(words.evaluated("columns")[text] or words.evaluated("funds")[text]) and not has_digit(text)


def _list(run: list[_Line], head: list[_Line], words: Vocabulary) -> tuple[Table, set[int]] | None:
    """The list under the heads, if the lines under them are one; one with levels of indicators is not read."""
    heads = [w for part in head for w in part.words]
    if any(words.column("indicators", w.text) in _LEVELS for w in heads):
        return None
    body, again = _body(run[run.index(head[-1]) + 1 :], head, words)
    pages: dict[int, list[Word]] = {}
    for line in body:
        pages.setdefault(line.page, []).extend(line.words)
    found = unruled_list(heads, list(pages.values()))
    if found is None or not any(len(listed_forms(found.table, words, kind)) > 1 for kind in _KINDS):
        return None
    table = found.table
    table.repeated = [w for part in again for w in part.words]
    if DoubtCode.LINES_ONLY not in table.doubts and not all(_is_told(c, table, words) for c in _alone(table)):
        table.doubts.append(DoubtCode.LINES_ONLY)
    left = {id(w) for w in found.after}
    return table, {id(w) for w in table.words() if id(w) not in left}


def _body(after: list[_Line], head: list[_Line], words: Vocabulary) -> tuple[list[_Line], list[_Line]]:
    """The lines of the list, up to a title or other heads, and those of its heads printed again."""
    printed = {key(w.text) for part in head for w in part.words}
    body: list[_Line] = []
    again: list[_Line] = []
    for line in after:
        texts = [key(w.text) for w in line.words]
        if line.page != head[0].page and all(text in printed for text in texts):
            again.append(line)
            continue
        named = [w for w in line.words if names_project(w.text, words) or names_body(w.text, words)]
        if (named and len(texts) >= settings.LISTED.columns and all(map(_may_head, line.words))) or _is_other(
            line, words
        ):
            break
        body.append(line)
    return body, again


def _is_other(line: _Line, words: Vocabulary) -> bool:
    """Whether the line is none of a list's: a label with its value, a note, a title."""
    if _LABEL.match(line.words[0].text):
        return True
    return (
        len(line.words) == 1 and is_title(line.paragraph, words) and words.title_kind(line.paragraph.text) is not None
    )


def _alone(table: Table) -> list[Cell]:
    """The texts that stand alone in their row."""
    rows = (table.written(r) for r in range(table.n_rows))
    return [row[0] for row in rows if len(row) == 1]


def _is_told(cell: Cell, table: Table, words: Vocabulary) -> bool:
    """Whether it is plain what the text alone in its row is: the name of a body over its projects, from the left."""
    return cell.col <= 1 and ("org" in kinds_of(cell.text) or words.is_total(cell.text))


def _put(blocks: list[Block], table: Table, own: set[int], run: list[_Line]) -> list[Block]:
    """The blocks with the table in the place of its first line; what else stands in its paragraphs stays."""
    place = min(line.block for line in run if any(id(w) in own for w in line.words))
    out: list[Block] = []
    for i, block in enumerate(blocks):
        if not isinstance(block, Paragraph) or not any(id(w) in own for w in block.words()):
            out.append(block)
            continue
        rest = [line for line in block.lines if not any(id(w) in own for w in line.words)]
        if i == place:
            over = [line for line in rest if line.words[0].box.y0 < (table.box.y0 if table.box else 0.0)]
            out += [replace(block, lines=over, _passage=None)] if over else []
            out.append(table)
            rest = [line for line in rest if line not in over]
        if rest:
            out.append(replace(block, lines=rest, _passage=None))
    return out
