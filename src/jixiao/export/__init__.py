"""Readings into files that other programs and people use: JSON, JSON lines, CSV, Parquet, an Excel workbook.

Each function takes readings one at a time and never holds more than one; what it writes appears whole or not at all.
"""

from jixiao.atomic import whole
from jixiao.export.as_csv import csv_files
from jixiao.export.as_json import json_file, jsonl
from jixiao.export.as_parquet import parquet_files
from jixiao.export.as_pdf import annotated_pdf
from jixiao.export.library_book import library_book
from jixiao.export.opinions import check_template, own_template, review_book, review_page, word_name, word_opinion
from jixiao.export.xlsx import Locate, workbook

__all__ = [
    "Locate",
    "annotated_pdf",
    "check_template",
    "csv_files",
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
