"""A process that writes readings into a database until it is stopped: `python -m tests.store.writer PATH FIRST`."""

from __future__ import annotations

import sys
from itertools import count

from tests.records import made

from jixiao.records import Reading
from jixiao.store import Store

INDICATORS = 300


def main() -> None:
    """Add one reading after the other, and say so."""
    path, first = sys.argv[1], int(sys.argv[2])
    with Store.open(path) as store:
        run = store.begin({"first": first})
        for n in count(first):
            record = made.project(values=("≥3处",) * INDICATORS)
            store.add(run, Reading(source=made.source(f"{n}.pdf"), records=[record], version="v"))
            print(n, flush=True)


if __name__ == "__main__":
    main()
