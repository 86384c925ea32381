"""Facts about budget tables: headers, rows, cells by place and cells by header path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from eval.scoring.align import Alignment, align_rows, cell_likeness
from eval.scoring.contract import rows_of
from eval.scoring.facts import Fact
from eval.scoring.judge import cell_differences, in_row
from eval.scoring.normal import distance, is_amount, normal
from eval.scoring.rows import SHOWN, Pair, printed

Cells = list[Any]


def score_table(pair: Pair) -> Iterator[Fact]:
    """Column, row and cell facts of one budget table; wholly blank rows do not count."""
    gold, read = _rows(pair.gold), _rows(pair.read)
    g_rows = [tuple(map(normal, cells)) for _, cells in gold]
    r_rows = [tuple(map(normal, cells)) for _, cells in read]
    g_heads, r_heads = header_paths(pair.gold), header_paths(pair.read)
    yield from _columns(pair, g_heads, r_heads)
    found = align_rows(g_rows, r_rows, cell_likeness)
    by_header = match_headers(g_heads, r_heads)
    for i, (at, cells) in enumerate(gold):
        j = found.pairs.get(i)
        reading = read[j] if j is not None else None
        facts = list(_cells(pair, (at, cells), reading, by_header))
        broken = "merged" if i in found.merged.values() else "split" if i in found.split.values() else ""
        if broken:
            for fact in facts:
                fact.faults = [broken] if fact.faults else []
        yield _row_fact(pair, (at, cells), reading, facts, _fate(found, i, broken))
        yield from facts
    for j, (at, cells) in enumerate(read):
        if j not in found.pairs.values():
            yield from _extra(pair, at, cells, "split" if j in found.split else "invented")


def header_paths(record: dict[str, Any] | None) -> list[str]:
    """The header path of each column as one text."""
    return ["/".join(map(normal, c)) if isinstance(c, list) else normal(c) for c in rows_of(record or {}, "columns")]


def match_headers(gold: list[str], read: list[str]) -> dict[int, int]:
    """Gold column -> reading column under the same header path; of equal paths the first to the first."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, path in enumerate(read):
        places[path].append(j)
    return {i: places[path].pop(0) for i, path in enumerate(gold) if places[path]}


def _rows(record: dict[str, Any] | None) -> list[tuple[int, Cells]]:
    """The rows that hold anything, with their places in the record."""
    rows = enumerate(rows_of(record or {}, "rows"))
    return [(i, row) for i, row in rows if isinstance(row, list) and any(normal(c) for c in row)]


def _columns(pair: Pair, gold: list[str], read: list[str]) -> Iterator[Fact]:
    for k in range(max(len(gold), len(read))):
        a = gold[k] if k < len(gold) else ""
        b = read[k] if k < len(read) else ""
        faults = [] if a == b else ["missing"] if not b else ["invented"] if not a else ["text-differs"]
        yield Fact(
            pair.document,
            pair.form,
            "column",
            "budget_table.columns",
            f"columns[{k}]",
            faults=faults,
            gold=a,
            read=b if faults else None,
            flags=pair.said.about(f"columns[{k}]") if k < len(read) else pair.said.about_list("columns"),
            distance=distance(a, b),
            length=len(a),
            read_path=f"columns[{k}]" if k < len(read) else None,
            place=pair.said.place(f"columns[{k}]") if faults else None,
        )


def _cells(
    pair: Pair, gold: tuple[int, Cells], read: tuple[int, Cells] | None, by_header: dict[int, int]
) -> Iterator[Fact]:
    i, mine = gold
    j, theirs = read if read is not None else (None, [])
    for k in range(max(len(mine), len(theirs))):
        yield _cell_fact(pair, "cell", (i, k, mine), (j, k, theirs))
    for k in range(len(mine)):
        yield _cell_fact(pair, "header_cell", (i, k, mine), (j, by_header.get(k, len(theirs)), theirs))


def _cell_fact(pair: Pair, level: Any, gold: tuple[int, int, Cells], read: tuple[int | None, int, Cells]) -> Fact:
    """One cell; a cell that the reading does not have at all is missing even where the gold's is blank."""
    (i, k, mine), (j, m, theirs) = gold, read
    there = j is not None and m < len(theirs)
    a = mine[k] if k < len(mine) else ""
    b = theirs[m] if there else None
    x, y = normal(a), normal(b)
    faults = cell_differences(x, y) if there else ["missing"]
    if k >= len(mine):
        faults = ["invented"]
    at = f"rows[{j}][{m}]" if there else None
    return Fact(
        pair.document,
        pair.form,
        level,
        "budget_table.cells" if level == "cell" else "budget_table.cells_by_header",
        f"rows[{i}][{k}]",
        faults=faults,
        gold=printed(a),
        read=printed(b) if faults else None,
        flags=pair.said.about(at) if at else pair.said.about_list("rows"),
        distance=distance(x, y) if faults else 0,
        length=len(x),
        numeric=is_amount(x) or is_amount(y),
        read_path=at,
        place=pair.said.place(at) if at and faults else None,
        confidence=pair.said.confidence(at) if at else None,
    )


def _fate(found: Alignment, i: int, broken: str) -> tuple[list[str], str]:
    if i in found.merged:
        return ["merged"], f"并入第 {found.merged[i] + 1} 行"
    if i not in found.pairs:
        return ["missing"], ""
    return [f for f in (broken, "out-of-order" if i in found.moved else "") if f], ""


def _row_fact(
    pair: Pair,
    gold: tuple[int, Cells],
    read: tuple[int, Cells] | None,
    facts: list[Fact],
    fate: tuple[list[str], str],
) -> Fact:
    faults, note = list(fate[0]), fate[1]
    cells = [f for f in facts if f.level == "cell"]
    if read is not None and not {"merged", "split"} & set(faults):
        for fact in cells:
            faults += in_row("amount" if fact.numeric else "text", fact.faults)
    path = f"rows[{read[0]}]" if read is not None else None
    return Fact(
        pair.document,
        pair.form,
        "row",
        "budget_table.rows",
        f"rows[{gold[0]}]",
        faults=list(dict.fromkeys(faults)),
        gold=_shown(gold[1]),
        read=_shown(read[1]) if read is not None else None,
        flags=sorted({flag for f in cells if not f.right for flag in f.flags}),
        distance=sum(f.distance for f in cells),
        length=sum(f.length for f in cells),
        read_path=path,
        place=pair.said.place(path) if path and faults else None,
        note=note,
    )


def _extra(pair: Pair, at: int, cells: Cells, fault: str) -> Iterator[Fact]:
    path = f"rows[{at}]"
    yield Fact(
        pair.document,
        pair.form,
        "row",
        "budget_table.rows",
        path,
        read=_shown(cells),
        flags=pair.said.about(path),
        read_path=path,
        place=pair.said.place(path),
        faults=[fault],
        extra=True,
    )
    for k, cell in enumerate(cells):
        if normal(cell):
            yield Fact(
                pair.document,
                pair.form,
                "cell",
                "budget_table.cells",
                f"{path}[{k}]",
                read=printed(cell),
                flags=pair.said.about(f"{path}[{k}]"),
                distance=len(normal(cell)),
                numeric=is_amount(cell),
                read_path=f"{path}[{k}]",
                place=pair.said.place(f"{path}[{k}]"),
                faults=[fault],
                extra=True,
            )


def _shown(cells: Cells) -> str:
    return SHOWN.join(str(c) for c in cells if c not in (None, ""))
