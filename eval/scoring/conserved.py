"""Nothing of a form's body disappears: it is in its record, in a reason, or is the form's own label.

    python -m eval conserved FOLDER…

Two things are counted for each record. *Lost*: characters of the tables that were taken for a field and stand nowhere
in the record, as a multiset: printed twice, there twice. *Labels*: cells that were taken for a label though neither the
vocabulary nor the record nor the words of the cell say that they are one. What nobody took is a reason (the ledger).
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from jixiao.config import load
from jixiao.evidence import Role
from jixiao.fields.labels.model import VALUE, senses
from jixiao.forms.content import kinds_of
from jixiao.forms.levels import is_level
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import FORM_KINDS, Vocabulary
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.pipeline import examine
from jixiao.sources import Source
from jixiao.tables.table import Cell
from jixiao.text import key

_KINDS = {".pdf": "pdf", ".docx": "docx", ".xlsx": "xlsx"}
_BESIDE = ("evidence", "parsed", "doubts", "reasons", "alternatives")
_VALUED = frozenset({"number", "signed", "percent", "quantity", "range", "date", "code"})
_NUMBER = re.compile(r"[(]?\d{1,3}[).、]?|\D{0,2}20\d\d\D{0,6}|[至\-—~～到]")


class Gone(NamedTuple):
    """Text of a document's form (0-based) that disappeared: `lost` characters of fields, or a `label` that is none."""

    document: str
    form: int
    how: str
    text: str


def conserved(folders: Annotated[list[Path], typer.Argument(help="有原文（或 docs/ 子目录）的目录")]) -> None:
    """表里的字一个也不能不见：在记录里、在原因里，或是表自己的栏目名；逐份列出不见了的。"""
    forms = 0
    found: list[Gone] = []
    for folder in folders:
        docs = folder / "docs" if (folder / "docs").is_dir() else folder
        for path in sorted(p for p in docs.iterdir() if p.suffix in _KINDS):
            n, gone = gone_from(path)
            forms += n
            found += gone
    for how in ("lost", "label"):
        mine = [g for g in found if g.how == how]
        print(f"{how}: {len(mine)} in {len({(g.document, g.form) for g in mine})} of {forms} forms")
        for g in mine[:40]:
            print(f"  {g.document} #{g.form}: {g.text[:60]}")


def gone_from(path: Path) -> tuple[int, list[Gone]]:
    """How many forms the document has, and what disappeared from them."""
    words = vocabulary()
    source = Source(path.name, path, hashlib.sha256(path.read_bytes()).hexdigest(), _KINDS[path.suffix])
    found = examine(source, load())
    pairs = [(f, r) for f, r in zip(found.forms, found.reading.records, strict=False) if f.kind in FORM_KINDS]
    out = []
    for number, (form, record) in enumerate(pairs):
        plain = {k: v for k, v in record.model_dump(mode="json").items() if k not in _BESIDE}
        texts = [key(t) for t in _texts(plain)]
        out += [Gone(path.name, number, "lost", text) for text in lost_characters(form, texts)]
        out += [Gone(path.name, number, "label", cell.text) for cell in odd_labels(form, texts, words)]
    return len(pairs), out


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)
    elif isinstance(node, str):
        yield node
    elif isinstance(node, int):
        yield str(node)


def lost_characters(form: Form, texts: list[str]) -> list[str]:
    """The characters that were taken for fields and that the record has fewer of."""
    taken: Counter[str] = Counter()
    for table in form.tables:
        for word in table.words():
            if word.roles is not None:
                taken.update(key("".join(c for c, r in zip(word.text, word.roles, strict=True) if r == Role.FIELD)))
    had: Counter[str] = Counter()
    for text in texts:
        had.update(text)
    return ["".join(sorted((taken - had).elements()))] if taken - had else []


def odd_labels(form: Form, texts: list[str], words: Vocabulary) -> Iterator[Cell]:
    """The cells that were taken for labels though nothing says that they are."""
    said = set(texts)
    title = key(form.title.text)
    for table in form.tables:
        for cell in table.cells:
            roles = [r for line in cell.lines for w in line.words for r in (w.roles or ())]
            if not cell.text or not roles or any(r != Role.LABEL for r in roles):
                continue
            k = key(cell.text)
            known = words.knows(cell.text) or any(words.term(kind, cell.text) for kind in FORM_KINDS)
            known = known or any(words.column(name, cell.text) for name in words.lists) or words.is_total(cell.text)
            shown = k in said or k == title or is_level(cell.text, words) or _NUMBER.fullmatch(k) is not None
            valued = bool(kinds_of(cell.text) & _VALUED) or senses(cell.text)[0].name == VALUE
            if not known and not shown and valued:
                yield cell
