"""Drafts into files: text, JSON with the trace, a Word form, a workbook, a page; and the template of the input."""

from jixiao.export.drafts.book import draft_book
from jixiao.export.drafts.entry import Entry
from jixiao.export.drafts.form import check_form, own_form, word_form
from jixiao.export.drafts.page import draft_page
from jixiao.export.drafts.template import input_template
from jixiao.export.drafts.written import drafts_json, drafts_text

__all__ = [
    "Entry",
    "check_form",
    "draft_book",
    "draft_page",
    "drafts_json",
    "drafts_text",
    "input_template",
    "own_form",
    "word_form",
]
