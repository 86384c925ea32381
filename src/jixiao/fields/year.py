"""The year of a goal form: that of its title and lines, else the document's, else the one its dates name."""

from __future__ import annotations

from jixiao.evidence import DoubtCode, Passage
from jixiao.fields.tree import Derived, Draft
from jixiao.forms.model import Form
from jixiao.forms.year import is_of_date, year_of_dates, year_said


def put_year(own: Passage | None, document: Passage | None, form: Form, draft: Draft) -> None:
    """Put the year into the draft: `own` is what the form says, `document` what is said for all its forms. In doubt
    where only dates name it: those within the form, or when something was filled in or printed."""
    said = own or document
    if own is None and (document is None or is_of_date(document)):
        dates = year_of_dates(cell.flat for table in form.tables for cell in table.cells if cell.text)
        said = dates or document
        draft.doubted += [(draft.tree, "year", DoubtCode.UNCERTAIN)] if said else []
    draft.tree["year"] = Derived(year_said(said), said) if said is not None else None
