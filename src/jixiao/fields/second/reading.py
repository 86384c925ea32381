"""What the second reading puts into a draft.

Where the rules left a field blank, the cell of which the network is sure fills it. Where they read a list's cells as
something that the network is sure they are not, its list stands. All of it is doubted. The record is incomplete too,
but for a title, and for amounts with a label of their own whose sum comes out.
"""

from __future__ import annotations

from jixiao.fields.second.blanks import entitle, fill, say_several, settle_sums
from jixiao.fields.second.lists import read_lists
from jixiao.fields.tree import Draft
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary

SAID = ("cell.told", "list.told")
"""The codes of the reasons that say so; where a model read the form too, it is the one that confirms or not."""


def read_again(draft: Draft, form: Form, words: Vocabulary) -> None:
    """Put into the draft of a project's form what the second reading has and the first has not."""
    told = draft.told
    if told is None:
        return
    cells = {told.grid.at[id(cell)]: cell for table in form.tables for cell in table.cells if cell.text}
    entitle(draft, told)
    read_lists(draft, told, cells, words, {told.grid.at[id(cell)] for cell in form.own_cells()})
    fill(draft, told, cells, words)
    settle_sums(draft, told, cells)
    say_several(draft, told, cells)
