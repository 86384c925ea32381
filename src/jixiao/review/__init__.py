"""Findings and suggestions into an opinion on each form, with the grade proposed and what the reviewer decided."""

from jixiao.review.criteria import criteria
from jixiao.review.model import FINDINGS, SUGGESTIONS, WEIGHTS, Disclosure, Graded, Opinion, Remark, Review, Row, Scored
from jixiao.review.opinion import matter_of, of_file, opinion
from jixiao.review.run import Shelf, review
from jixiao.review.scores import graded
from jixiao.review.sentences import conclusion, overview, treated
from jixiao.review.tally import Line, Tally, heaviest_first, tally

__all__ = [
    "FINDINGS",
    "SUGGESTIONS",
    "WEIGHTS",
    "Disclosure",
    "Graded",
    "Line",
    "Opinion",
    "Remark",
    "Review",
    "Row",
    "Scored",
    "Shelf",
    "Tally",
    "conclusion",
    "criteria",
    "graded",
    "heaviest_first",
    "matter_of",
    "of_file",
    "opinion",
    "overview",
    "review",
    "tally",
    "treated",
]
