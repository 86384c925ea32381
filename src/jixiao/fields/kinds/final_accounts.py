"""A table of final accounts into header paths and rows."""

from __future__ import annotations

from jixiao.evidence import Passage
from jixiao.fields.kinds.budget import read_table
from jixiao.fields.tree import Draft
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary


def read_final_accounts(form: Form, year: Passage | None, words: Vocabulary) -> Draft:
    """Title, unit, year, columns, rows and notes; the row that counts the columns (栏次) is part of neither."""
    return read_table(form, year, words, counted=False)
