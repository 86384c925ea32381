"""Labelled documents turned into other formats by public converters, so that reading those can be scored.

    python -m eval.documents.converted FOLDER… --out OUT [--to html,odt,rtf,doc,ods,ofd]
    python -m eval run OUT --variants 'as-*'

FOLDER is a folder of labelled documents (`gold/`, `docs/`). LibreOffice turns .docx into HTML, .odt, .rtf and .doc and
.xlsx into HTML, .ods and .xls; PDF becomes OFD by `eval.documents.as_ofd`, as no public writer keeps rules and text.
The files are named `NAME.as-SUFFIX.SUFFIX`, the labels go along. What a converter loses counts as lost: the pages of a
label are those of the PDF, and forms of one name may be compared crosswise in formats without pages.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from eval.documents.as_ofd import as_ofd
from eval.files import find_documents
from jixiao.sources.convert import converter

_FROM = {"docx": ("html", "odt", "rtf", "doc"), "xlsx": ("html", "ods", "xls"), "pdf": ("ofd",)}
_ALL = "html,odt,rtf,doc,ods,xls,ofd"


def convert(program: str, paths: Sequence[Path], wanted: str, into: Path) -> None:
    """Put the files into the folder in another format, all in one run of LibreOffice."""
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", wanted]
        command += ["--outdir", str(into), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=1800)


def turned(folders: Iterable[Path], wanted: Sequence[str], out: Path) -> list[Path]:
    """The files that were made of the folders' documents."""
    (out / "gold").mkdir(parents=True, exist_ok=True)
    program = converter()
    made: list[Path] = []
    for kind, suffixes in _FROM.items():
        documents = [d for d in find_documents(folders, (kind,)) if d.path.suffix == f".{kind}"]
        for suffix in (each for each in suffixes if each in wanted and documents):
            with tempfile.TemporaryDirectory() as place:
                if suffix == "ofd":
                    for document in documents:
                        as_ofd(document.path, Path(place) / f"{document.stem}.ofd")
                elif program is not None:
                    convert(program, [document.path for document in documents], suffix, Path(place))
                for document in documents:
                    given = Path(place) / f"{document.path.stem}.{suffix}"
                    if given.exists():
                        target = out / f"{document.stem}.as-{suffix}{'' if kind != 'xlsx' else '-sheet'}.{suffix}"
                        made.append(Path(shutil.move(given, target)))
                        shutil.copyfile(document.gold, out / "gold" / f"{document.stem}.json")
    return made


def main() -> int:
    """Make what the command line asks for and print the names; 1 without LibreOffice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--to", default=_ALL)
    args = parser.parse_args()
    if converter() is None and args.to != "ofd":
        print("LibreOffice (soffice) is not installed", file=sys.stderr)
        return 1
    for path in turned(args.folders, args.to.split(","), args.out):
        print(path, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
