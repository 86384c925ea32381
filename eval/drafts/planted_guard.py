"""Faults planted by hand in natural drafts: what the guard catches, and what it says of the drafts as they are.

The drafts and their faults stand in `eval/planted/`: `tuned.yaml` may be looked at when a rule is written, `held.yaml`
was written before the rules were read and is only measured.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from jixiao.drafts.language import lint
from jixiao.drafts.writing.sentences import tidied
from jixiao.grounding import Guard
from jixiao.records import Indicator
from jixiao.records.drafts import Project, Sentence

PLANTED = Path(__file__).resolve().parent / "planted"


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault put into a sentence: what kind, the sentence with it, and what was said of it."""

    how: str
    text: str
    said: list[str]

    @property
    def caught(self) -> bool:
        """Whether anything was said of it."""
        return bool(self.said)


@dataclass(slots=True)
class Found:
    """The faults, the natural sentences, and what was said of these though nothing is wrong with them."""

    planted: list[Planted] = field(default_factory=list)
    sentences: int = 0
    alarms: list[tuple[str, str]] = field(default_factory=list)
    alarmed: int = 0


def measured(name: str) -> Found:
    """The drafts of the file of that name, `held` or `tuned`."""
    out = Found()
    for entry in yaml.safe_load((PLANTED / f"{name}.yaml").read_text(encoding="utf-8")):
        project = _project(entry)
        guard = Guard(project)
        sentences = [
            Sentence(text=text, cites=[_path(c) for c in cites], by="model") for text, cites in entry["sentences"]
        ]
        for sentence in sentences:
            said = _said(guard, sentence)
            out.sentences += 1
            out.alarmed += bool(said)
            out.alarms += [(sentence.text, each) for each in said]
        for fault in entry["faults"]:
            before = sentences[fault["in"] - 1]
            if before.text.count(fault["from"]) < 1:
                raise ValueError(f"{fault['from']} is not in {before.text}")
            text = _replaced(before.text, fault["from"], fault["to"])
            said = _said(guard, before.model_copy(update={"text": text}))
            out.planted.append(Planted(fault["how"], text, said))
    return out


def _replaced(text: str, old: str, new: str) -> str:
    """The last place of a mark, the first of anything else."""
    if old != "。":
        return text.replace(old, new, 1)
    return text.rstrip("。") + new


def _said(guard: Guard, sentence: Sentence) -> list[str]:
    (sentence,) = tidied(guard, [sentence])
    faults = [fault.message for fault in guard.check_sentence(sentence)]
    return faults + [blemish.message for blemish in lint.blemishes(sentence.text)]


def _path(cite: str) -> str:
    """i3 is the third indicator; other words are field paths."""
    match = re.fullmatch(r"i(\d+)", cite)
    return f"indicators[{int(match[1]) - 1}]" if match else cite


def _project(entry: dict[str, Any]) -> Project:
    rows = [Indicator(level1=a, level2=b, level3=c, value=str(d)) for a, b, c, d in entry["indicators"]]
    return Project.model_validate({**entry["project"], "indicators": rows})
