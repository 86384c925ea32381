"""A process that corrects without end and says what was acknowledged: `python -m … PLACE SHA256 NAME`."""

from __future__ import annotations

import sys
from itertools import count

from jixiao.app.correcting import By, Where
from jixiao.app.workspace import Workspace


def main() -> None:
    """Correct one value after the other, round about the rows of the first record."""
    place, sha256, name = sys.argv[1:4]
    with Workspace() as workspace:
        correcting = workspace.correcting(place)
        for n in count():
            where = Where(sha256, 1, f"indicators[{n % 3}].value")
            (made,) = correcting.correct(where, f"≥{n}{name}", By(name))
            print(made.id, flush=True)


if __name__ == "__main__":
    main()
