"""A source into words, strokes and pictures. The only room that knows pymupdf."""

from jixiao.pages.page import Page, Rule

__all__ = ["Page", "Rule"]
