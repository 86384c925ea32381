"""Readings into files that other programs and people use: JSON, JSON lines, CSV, Parquet, an Excel workbook.

Each function takes readings one at a time and never holds more than one; what it writes appears whole or not at all.
`formats` is the table of them. Writers are loaded when they are first named: they bring heavy libraries.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jixiao.atomic import whole
    from jixiao.export.as_csv import csv_files
    from jixiao.export.as_json import json_file, jsonl
    from jixiao.export.as_library import library_book
    from jixiao.export.as_parquet import parquet_files
    from jixiao.export.as_pdf import annotated_pdf
    from jixiao.export.opinions import (
        check_template,
        disclosure_book,
        disclosure_words,
        own_template,
        review_book,
        review_page,
        word_name,
        word_opinion,
    )
    from jixiao.export.xlsx import Locate, workbook

__all__ = [
    "Locate",
    "annotated_pdf",
    "check_template",
    "csv_files",
    "disclosure_book",
    "disclosure_words",
    "json_file",
    "jsonl",
    "library_book",
    "own_template",
    "parquet_files",
    "review_book",
    "review_page",
    "whole",
    "word_name",
    "word_opinion",
    "workbook",
]
_PLACES = {
    "jixiao.atomic": ("whole",),
    "jixiao.export.as_csv": ("csv_files",),
    "jixiao.export.as_json": ("json_file", "jsonl"),
    "jixiao.export.as_parquet": ("parquet_files",),
    "jixiao.export.as_pdf": ("annotated_pdf",),
    "jixiao.export.as_library": ("library_book",),
    "jixiao.export.opinions": (
        "check_template", "disclosure_book", "disclosure_words", "own_template", "review_book", "review_page",
        "word_name", "word_opinion",
    ),
    "jixiao.export.xlsx": ("Locate", "workbook"),
}  # fmt: skip


def __getattr__(name: str) -> Any:
    for place, names in _PLACES.items():
        if name in names:
            return getattr(importlib.import_module(place), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
