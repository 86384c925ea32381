"""What would be asked over documents that the rules should settle."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from eval.files import read_gold
from eval.scoring.normal import normal
from jixiao import config
from jixiao.config import ModelSettings
from jixiao.engine.limits import intake_limits
from jixiao.fields.pointing.inquiry import Ask
from jixiao.llm import Model
from jixiao.pipeline import begin, questions, settle
from jixiao.records import DepartmentNarrative
from jixiao.sources import gather


def asked(folder: Path) -> dict[str, Any]:
    """Forms, questions and their tokens with `auto`, and why; scans are left out."""
    files = [p for sub in ("docs", "real", ".") for p in sorted((folder / sub).glob("*.*")) if ".scan" not in p.name]
    settings = config.load()
    why: dict[str, list[str]] = {}
    forms = requests = tokens = 0
    with tempfile.TemporaryDirectory() as workdir, Model.open(ModelSettings(base_url="http://-", name="-")) as model:
        for source in gather(files, Path(workdir), intake_limits(settings)).sources:
            begun = begin(source, settings, None, "auto")
            forms += len(begun.items)
            found = questions(begun)
            requests += len(found)
            tokens += sum(model.estimate(q)[0] for q in found)
            if found:
                why[source.name] = [code for item in begun.items for code in item.why]
    return {"forms": forms, "requests": requests, "tokens in": tokens, "why": why}


def narrative(file: Path, gold: Path, ask: Ask) -> dict[str, Any]:
    """How the prose of a file comes out when the model is asked about it too, whatever the rules settled."""
    with tempfile.TemporaryDirectory() as workdir:
        (source,) = gather([file], Path(workdir), intake_limits(config.load())).sources
        begun = begin(source, config.load(), None, "always")
        for item in begun.items:
            if item.form.kind != "department_narrative":
                item.why = []
        begun.runs = []
        reading = settle(begun, ask)
    (label,) = (r for r in read_gold(gold).records if r["kind"] == "department_narrative")
    (record,) = (r for r in reading.records if isinstance(r, DepartmentNarrative))
    read = record.model_dump(mode="json")
    return {
        **{
            name: sum(_same(a, b) for a, b in zip(label[name], read[name], strict=False))
            for name in ("sub_goals", "measures")
        },
        "of": {name: len(label[name]) for name in ("sub_goals", "measures")},
        "read": {name: len(read[name]) for name in ("sub_goals", "measures")},
        "differ": [r.message for r in record.reasons],
    }


def _same(gold: dict[str, Any], read: dict[str, Any]) -> bool:
    return all(normal(gold[name]) == normal(read[name]) for name in gold)
