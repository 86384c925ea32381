"""The words of the forms: read from the files under `schemas/forms/`, checked, and asked what a cell or a line says."""

from jixiao.forms.vocabulary.build import build
from jixiao.forms.vocabulary.keys import label_key
from jixiao.forms.vocabulary.words import FORM_KINDS, GOAL_KINDS, Term, Vocabulary

__all__ = ["FORM_KINDS", "GOAL_KINDS", "Term", "Vocabulary", "build", "label_key"]
