"""Drafts as one page for the browser, in one file: sentences show their indicators, indicators show their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jixiao.atomic import whole
from jixiao.export.drafts.entry import Entry

_TEMPLATE = Path(__file__).with_name("page.html.j2")


def draft_page(entries: Sequence[Entry], path: Path) -> Path:
    """The page at `path`; it needs no network and no other file."""
    from jixiao.export.sandbox import page

    text = page(_TEMPLATE)(entries=[_shown(entry) for entry in entries])
    with whole(path) as part:
        part.write_text(text, encoding="utf-8")
    return path


def _shown(entry: Entry) -> dict[str, Any]:
    draft = entry.draft
    faults: dict[int, list[str]] = {}
    for fault in draft.faults:
        faults.setdefault(-1 if fault.sentence is None else fault.sentence, []).append(fault.message)
    return {
        "name": entry.name,
        "year": draft.year,
        "department": draft.department or "",
        "remark": entry.remark,
        "final": draft.final,
        "sentences": [
            {
                "number": n + 1,
                "text": sentence.text.rstrip("\n"),
                "breaks": sentence.text.endswith("\n"),
                "cites": sentence.cites,
                "sources": [entry.source(cite) for cite in sentence.cites],
                "replaced": n in draft.replaced,
                "faults": faults.get(n, []),
            }
            for n, sentence in enumerate(draft.sentences)
        ],
        "faults": faults.get(-1, []),
        "indicators": [
            {"path": point.path, "name": point.name, "value": point.value, "said": said, "reason": reason}
            for point, said, reason in entry.rows()
        ],
    }
