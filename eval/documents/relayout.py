"""Sets Word documents anew, so that their pages end elsewhere.

    python -m eval.documents.relayout NAME.docx… --out FOLDER

Each document is printed to PDF with its text in one font and its sizes scaled; the content, and so the label, stays.
The files are named `NAME.set-SIZE-HEIGHT.pdf`, and the label of NAME, where one is found, is put into `FOLDER/gold`:
`python -m eval run FOLDER --variants 'set-*'` scores them. Needs LibreOffice. Forms of one name are told apart by their
pages, which move: two of them may be compared crosswise. `--sizes 100` shows what is due to the printing alone.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from jixiao.sources.convert import converter

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "samples"))

from make import print_pdf

_SIZES = "80,85,90,96,100,104,108,112,116,120"
_FONT = re.compile(r'(w:(?:ascii|eastAsia|hAnsi|cs)=")[^"]*"')
_THEME = re.compile(r'\sw:(?:ascii|eastAsia|hAnsi|cs)Theme="[^"]*"')
_SIZE = re.compile(r'(<w:sz(?:Cs)? w:val=")(\d+)"')
_HEIGHT = re.compile(r'(<w:pgSz [^>]*w:h=")(\d+)"')
# Half points: no text is set smaller.
_LEAST = 8


def set_anew(source: Path, target: Path, font: str, share: float, height: float = 1.0) -> None:
    """Copy a .docx with all its text in one font, its sizes times `share`, its pages' heights times `height`."""

    def size(match: re.Match[str]) -> str:
        return f'{match[1]}{max(_LEAST, round(int(match[2]) * share))}"'

    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                text = _THEME.sub("", _FONT.sub(lambda m: f'{m[1]}{font}"', data.decode()))
                text = _HEIGHT.sub(lambda m: f'{m[1]}{round(int(m[2]) * height)}"', text)
                data = _SIZE.sub(size, text).encode()
            new.writestr(name, data)


def main() -> int:
    """Make what the command line asks for and print the names; 1 without LibreOffice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sizes", default=_SIZES, help="per cent of the size that the document has, comma-separated")
    parser.add_argument("--height", type=int, default=100, help="per cent of the height that the pages have")
    parser.add_argument("--font", default="Noto Serif CJK SC")
    args = parser.parse_args()
    program = converter()
    if program is None:
        print("LibreOffice (soffice) is not installed", file=sys.stderr)
        return 1
    (args.out / "gold").mkdir(parents=True, exist_ok=True)
    for document in args.documents:
        label = document.resolve().parent.parent / "gold" / f"{document.stem}.json"
        if label.exists():
            shutil.copyfile(label, args.out / "gold" / label.name)
        for share in args.sizes.split(","):
            with tempfile.TemporaryDirectory() as place:
                again = Path(place) / f"{document.stem}.set-{share}-{args.height}.docx"
                set_anew(document, again, args.font, int(share) / 100, args.height / 100)
                print_pdf(program, again)
                target = shutil.move(again.with_suffix(".pdf"), args.out / f"{again.stem}.pdf")
            print(target, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
