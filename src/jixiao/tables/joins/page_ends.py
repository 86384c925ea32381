"""The page ends of a document, one after the other: tables that go on are joined, texts printed twice stand once."""

from __future__ import annotations

from jixiao.tables.joins.join_tables import Hints, same_sides, stitch, table_joint
from jixiao.tables.joins.spilled import put_back, said_again, said_before
from jixiao.tables.joint import Joint
from jixiao.tables.table import Block, Paragraph, Table


def stitch_pages(pages: list[list[Block]], hints: Hints, joints: list[Joint]) -> list[Block]:
    """The blocks of all pages in one list, tables joined over page ends; `joints` gets what was concluded."""
    out: list[Block] = []
    last: Table | None = None  # the table that ended the page before
    above: list[Paragraph] = []  # the paragraphs that stood over it
    for blocks, after in zip(pages, [*pages[1:], []], strict=False):
        rest = _without_spills(blocks, last, _first_table(after), hints)
        body = [b for b in rest if not (isinstance(b, Paragraph) and b.margin)]
        first = next((i for i, b in enumerate(body) if isinstance(b, Table)), None)
        if last is not None and first is not None:
            table = body[first]
            assert isinstance(table, Table)
            between = [b for b in body[:first] if isinstance(b, Paragraph)]
            joint = table_joint(last, table, between, above, hints)
            joints += [joint] if joint is not None else []
            if joint is not None and joint.one:
                _hush(between)
                joints += stitch(last, table, hints.known)
                rest.remove(table)
                body = body[first + 1 :]
                if not body:
                    out.extend(rest)
                    continue
        out.extend(rest)
        if body:
            last, above = _ending(body)
    return out


def _first_table(blocks: list[Block]) -> Table | None:
    """The table that a page begins with."""
    body = [b for b in blocks if not (isinstance(b, Paragraph) and b.margin)]
    return body[0] if body and isinstance(body[0], Table) else None


def _without_spills(blocks: list[Block], before: Table | None, after: Table | None, hints: Hints) -> list[Block]:
    """The page's blocks without the lines that are the text of a cell of the first or the last table's edge.

    `before` is the table that ended the page before, `after` the one that the next page begins with.
    """
    tables = [i for i, b in enumerate(blocks) if isinstance(b, Table)]
    if not tables:
        return list(blocks)
    first, last = blocks[tables[0]], blocks[tables[-1]]
    over = [b for b in blocks[: tables[0]] if isinstance(b, Paragraph)]
    under = [b for b in blocks[tables[-1] + 1 :] if isinstance(b, Paragraph)]
    spilled = {id(b) for b in [*over, *under]}
    assert isinstance(first, Table) and isinstance(last, Table)
    if after is not None and same_sides(last, after):
        under = said_again(last, under, after)
    if before is not None and same_sides(before, first):
        over = said_before(first, over, before)
    rest = {id(b) for b in [*put_back(first, over, False, hints.known), *put_back(last, under, True, hints.known)]}
    gone = {id(b) for b in blocks if isinstance(b, Paragraph) and id(b) in spilled} - rest
    return [b for b in blocks if id(b) not in gone]


def _hush(repeated: list[Paragraph]) -> None:
    """A title printed again over the rest of its table is a running head."""
    for paragraph in repeated:
        paragraph.margin = True


def _ending(body: list[Block]) -> tuple[Table | None, list[Paragraph]]:
    """The table at the end of a page, if one is there, and the paragraphs over it."""
    last = body[-1]
    if not isinstance(last, Table):
        return None, []
    above = []
    for block in reversed(body[:-1]):
        if isinstance(block, Table):
            break
        above.append(block)
    return last, above
