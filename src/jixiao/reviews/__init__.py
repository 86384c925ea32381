"""Findings and suggestions into an opinion on each form, with the grade proposed and what the reviewer decided."""

from jixiao.reviews.criteria import criteria
from jixiao.reviews.model import (
    FINDINGS,
    SUGGESTIONS,
    WEIGHTS,
    Disclosure,
    Graded,
    Opinion,
    Remark,
    Review,
    Row,
    Scored,
)
from jixiao.reviews.opinion import matter_of, of_file, opinion
from jixiao.reviews.run import Basis, review
from jixiao.reviews.scores import graded
from jixiao.reviews.sentences import conclusion, looked_at, overview, treated
from jixiao.reviews.tally import Tally, TallyLine, heaviest_first, tally

__all__ = [
    "FINDINGS",
    "SUGGESTIONS",
    "WEIGHTS",
    "Basis",
    "Disclosure",
    "Graded",
    "Opinion",
    "Remark",
    "Review",
    "Row",
    "Scored",
    "Tally",
    "TallyLine",
    "conclusion",
    "criteria",
    "graded",
    "heaviest_first",
    "looked_at",
    "matter_of",
    "of_file",
    "opinion",
    "overview",
    "review",
    "tally",
    "treated",
]
