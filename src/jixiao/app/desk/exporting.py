"""Everything in the store of a desk in a format, as one file."""

from __future__ import annotations

import zipfile
from collections import deque
from pathlib import Path

from jixiao.app.desk.desk import Desk
from jixiao.app.exporting import write_tables
from jixiao.export.formats import formats_of
from jixiao.scratch import Scratch


def exported(desk: Desk, name: str) -> tuple[str, bytes]:
    """(file name, content) of the latest readings, as corrected, in the format of that name; a folder comes as .zip.

    ConfigError where there is no such format.
    """
    (form,) = formats_of([name])
    with Scratch() as scratch:
        folder = Path(scratch)
        deque(write_tables(desk.store.readings, folder, [form]), maxlen=0)
        made = folder / form.place
        if made.is_file():
            return made.name, made.read_bytes()
        packed = folder / f"{made.name}.zip"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(made.rglob("*")):
                archive.write(path, path.relative_to(made))
        return packed.name, packed.read_bytes()
