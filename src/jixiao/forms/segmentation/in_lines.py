"""Forms that stand in lines without any rules: what kind they are, their labels and their list as a table each."""

from __future__ import annotations

from dataclasses import replace

from jixiao.evidence import DoubtCode
from jixiao.forms.model import Form
from jixiao.forms.segmentation.borderless import as_table
from jixiao.forms.segmentation.catalogue.columns import heads_indicators
from jixiao.forms.segmentation.levelled import is_levelled
from jixiao.forms.segmentation.segment import EVALUATION, kind_of
from jixiao.forms.vocabulary import Vocabulary
from jixiao.tables.unruled.listed import list_of


def tell_in_lines(form: Form, words: Vocabulary) -> None:
    """Give a form in lines without rules its kind, told as that of a table, where a list of indicators stands in it;
    the list is a table of its own, since its columns are not those of the labels."""
    if not form.tables or not form.lines:
        return
    tables = form.tables
    texts = [[word.text for line in p.lines for word in line.words] for p in form.lines]
    head = next((i for i, said in enumerate(texts) if heads_indicators(said, words)), 0)
    if head:
        listed = list_of([line for p in form.lines[head:] for line in p.lines])
        tables = [as_table(form.lines[:head]), replace(listed, doubts=[DoubtCode.LINES_ONLY])]
    told = EVALUATION if words.title_kind(form.title.text) == EVALUATION else kind_of(words, *tables)
    if told is not None and any(is_levelled(table, words) for table in tables):
        form.kind, form.tables = told, tables
