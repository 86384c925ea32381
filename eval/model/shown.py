"""A form as it was shown in a recorded request, read back from its lines, so that an answer can be checked again."""

from __future__ import annotations

import json
import re

from jixiao.fields.pointing.render import Rendering, Shown, letters

_TABLE = re.compile(r"【(?:表(\d+)|段)】(（可能接上表）)?")
_ROW = re.compile(r"(\d+)(（仅供参考）)?\| ?(.*)")
_CELL = re.compile(r'([A-Z]{1,2})(\d+)(?:↓(\d+))?(?:→([A-Z]{1,2}))? ("(?:[^"\\]|\\.)*")')
_COLUMNS = {letters(n): n for n in range(26 * 27)}


def read_back(text: str) -> Rendering:
    """The rendering whose text the request showed."""
    cells: dict[str, Shown] = {}
    tables: dict[int, int] = {}
    asked: set[int] = set()
    rest: set[int] = set()
    number, follows = 0, False
    for line in text.splitlines():
        if head := _TABLE.fullmatch(line):
            number, follows = int(head[1] or 0), head[2] is not None
        elif row := _ROW.fullmatch(line):
            n = int(row[1])
            tables[n] = number
            asked.update(() if row[2] else {n})
            rest.update({n} if follows else ())
            for column, first, last, end, said in _CELL.findall(row[3]):
                col = _COLUMNS[column]
                last_col = _COLUMNS[end] if end else col
                id = f"{column}{first}"
                cells[id] = Shown(id, int(first), int(last or first), col, last_col + 1, json.loads(said))
    return Rendering(cells, tables, frozenset(asked), frozenset(rest))
