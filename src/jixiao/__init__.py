"""jixiao reads Chinese budget performance disclosures into records that can be trusted.

    >>> import jixiao
    >>> for project in jixiao.extract("绩效目标表.pdf").projects:
    ...     for indicator in project.indicators:
    ...         value = indicator.at("value")
    ...         print(indicator.level3, value.text, value.number, value.page, value.doubts)

    file -> Source -> Page* -> Table* -> Form* -> Record*
            (hash)   words     cells     title,   contract
                     rules     spans     tables,
                                         prose

The rooms, ground floor first; a room may use those above it on this list, never those below it, and a test keeps it so:

    errors | geometry | text | quantity     one error tree; boxes; one normal form for Chinese text; printed quantities
    segmentation                            Chinese text cut into words. Alone knows rjieba
    atomic                                  files that appear whole or not at all
    scratch                                 temporary folders that a killed process leaves for the next to clear away
    votes                                   what OCR read of a word first, and what each later look says of it
    evidence                                where and how a value was read
    config | resources                      settings, read once; finds prompts/, schemas/, samples/
    places                                  folders and object storage: list, read, write whole. Alone knows obstore
    records                                 the nouns that are kept, and the kinds of form
    llm                                     asks a language model. Alone knows openai, instructor, tenacity
    sources                                 takes a file in and names it by its hash
    pages                                   a PDF or picture into words and rules, by OCR where needed;
                                            draws pages. Alone knows pymupdf, OpenCV and onnxruntime
    tables                                  words and rules into cells, pieces on following pages joined. No vocabulary
    office                                  Word, Excel and web pages into the same tables. Alone knows openpyxl, xlrd,
                                            selectolax; reads docx
    forms                                   cuts a source into forms, by the vocabulary
    grounding                               prose against the record it speaks of: numbers, dates, directions, names
    fields                                  fills a record from a form, and accounts for every word
    checks                                  says what is wrong with a record; changes nothing
    store                                   remembers everything. Alone knows SQL
    library                                 the indicators of everything stored, by canonical name
    pipeline                                the order of the river for one source
    drafts                                  annual goals from indicators, with or without a model, under guard
    suggestions                             what like projects have and a project lacks
    reviews                                 findings and suggestions into an opinion
    engine                                  the pipeline over many sources, in processes
    export                                  xlsx, csv, jsonl, parquet; drafts as docx, xlsx, html
    app                                     what a command does, for the terminal and for Python; prints nothing
    web                                     the desk in the browser, over app. Alone knows FastAPI and uvicorn
    cli                                     parse, call, print
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.app.api import check, draft, extract, extract_many, readings, review, suggest, write
    from jixiao.app.workspace import Workspace
    from jixiao.config import CheckSettings, ModelSettings, Settings
    from jixiao.errors import JixiaoError, SourceError
    from jixiao.records import (
        BudgetTable,
        Checked,
        DepartmentGoal,
        DepartmentNarrative,
        Finding,
        Indicator,
        ProjectGoal,
        Reading,
        SelfEvaluation,
    )
    from jixiao.records.tables.frames import rows, to_arrow, to_pandas
    from jixiao.records.values import Value

__version__ = "0.2.0"
__all__ = [
    "BudgetTable",
    "CheckSettings",
    "Checked",
    "DepartmentGoal",
    "DepartmentNarrative",
    "Finding",
    "Indicator",
    "JixiaoError",
    "ModelSettings",
    "ProjectGoal",
    "Reading",
    "SelfEvaluation",
    "Settings",
    "SourceError",
    "Value",
    "Workspace",
    "__version__",
    "check",
    "draft",
    "extract",
    "extract_many",
    "readings",
    "review",
    "rows",
    "suggest",
    "to_arrow",
    "to_pandas",
    "write",
]

# Where each public name is; it is loaded when it is first used.
_PLACES = {
    "jixiao.app.api": ("check", "draft", "extract", "extract_many", "readings", "review", "suggest", "write"),
    "jixiao.app.workspace": ("Workspace",),
    "jixiao.config": ("CheckSettings", "ModelSettings", "Settings"),
    "jixiao.errors": ("JixiaoError", "SourceError"),
    "jixiao.records": (
        "BudgetTable", "Checked", "DepartmentGoal", "DepartmentNarrative", "Finding", "Indicator", "ProjectGoal",
        "Reading", "SelfEvaluation",
    ),
    "jixiao.records.tables.frames": ("rows", "to_arrow", "to_pandas"),
    "jixiao.records.values": ("Value",),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    for place, names in _PLACES.items():
        if name in names:
            found = getattr(importlib.import_module(place), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
