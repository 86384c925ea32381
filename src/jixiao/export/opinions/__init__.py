"""Opinions for people: a Word file for each form, a workbook that decisions are written in, an overview page;
the list of a budget disclosure."""

from jixiao.export.opinions.book import review_book
from jixiao.export.opinions.disclosure import disclosure_book, disclosure_words
from jixiao.export.opinions.page import review_page
from jixiao.export.opinions.word import check_template, own_template, word_name, word_opinion

__all__ = [
    "check_template",
    "disclosure_book",
    "disclosure_words",
    "own_template",
    "review_book",
    "review_page",
    "word_name",
    "word_opinion",
]
