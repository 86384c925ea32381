"""Findings and suggestions into an opinion on each form, with the grade proposed and what the reviewer decided."""

from jixiao.review.criteria import criteria
from jixiao.review.model import WEIGHTS, Graded, Opinion, Remark, Review, Row
from jixiao.review.opinion import graded, matter_of, of_file, opinion
from jixiao.review.run import Shelf, review

__all__ = [
    "WEIGHTS",
    "Graded",
    "Opinion",
    "Remark",
    "Review",
    "Row",
    "Shelf",
    "criteria",
    "graded",
    "matter_of",
    "of_file",
    "opinion",
    "review",
]
