"""Drafts as plain text and as JSON with their trace."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import jixiao
from jixiao.atomic import whole
from jixiao.export.drafts.entry import Entry


def drafts_text(entries: Sequence[Entry], path: Path) -> Path:
    """The goals one after the other, each under its project's name, with how it was written and what it leaves out."""
    blocks = [f"{entry.name}\n{entry.draft.text}\n（{entry.remark}）\n{_left_out(entry)}" for entry in entries]
    with whole(path) as part:
        part.write_text("\n".join(blocks), encoding="utf-8")
    return path


def _left_out(entry: Entry) -> str:
    left = "".join(f"  {line}\n" for line in entry.left_out())
    return f"没有写入的指标：\n{left}" if left else ""


def drafts_json(entries: Sequence[Entry], path: Path) -> Path:
    """The drafts with plan, sentences, cites and what the guard found."""
    data = {"version": jixiao.__version__, "drafts": [_entry(entry) for entry in entries]}
    with whole(path) as part:
        part.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def _entry(entry: Entry) -> dict[str, object]:
    draft = entry.draft
    sources = {cite: entry.source(cite) for sentence in draft.sentences for cite in sentence.cites}
    return {
        "project_name": draft.project_name,
        "department": draft.department,
        "year": draft.year,
        "version": draft.version,
        "by": entry.by,
        "final": draft.final,
        "remark": entry.remark,
        "text": draft.text,
        **draft.model_dump(include={"sentences", "plan", "replaced", "faults"}),
        "sources": sources,
    }
