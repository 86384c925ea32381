"""Proof that a table is one that a department publishes: words and codes of public money, a unit line.

A title alone proves nothing: a company's 预算表, an inspector's 检查表 and a price list are called alike.
"""

from __future__ import annotations

import re

from jixiao.forms.content import is_amount
from jixiao.forms.model import Form
from jixiao.forms.vocabulary import Vocabulary, label_key
from jixiao.tables.table import Table
from jixiao.text import key

# Codes of functions (款 20101, 项 2010101) and of economic classes (30101); those of three digits look like amounts.
_CODE = re.compile(r"(2\d\d|3[01]\d|39\d|50\d|51\d|59\d)(\d\d){1,2}")
_UNIT = re.compile(r"单位\s*[:：]?\s*[(（]?\s*(人民币)?\s*[亿万千百]?元")
_CODED_COLUMNS = 4
# So many words of published tables prove one,
_WORDS = 2
# and so do so many codes, with a unit or one such word.
_CODES = 2
# So many words of other trades outweigh the proof, whatever else stands there.
_OTHERS = 2
# Names of tables in quotation are spoken of, they head nothing; so many answers in a table without an amount are those
# of a checklist.
_QUOTED = re.compile("《[^》]*》")
_ANSWER = re.compile("是|否|√|×|符合|不符合|不涉及")
_ANSWERS = 3


def is_published(form: Form, words: Vocabulary) -> bool:
    """Whether the form's table shows that it is of a department's budget or accounts."""
    table = form.tables[0]
    if _is_checklist(table):
        return False
    texts = {label_key(_QUOTED.sub("", c.text)) for c in table.cells if c.text}
    public = _matches(texts, words.budget["public"])
    private = _matches(texts, words.budget["private"])
    if private >= _OTHERS and private * 2 > public:
        return False
    if private and public < _WORDS:
        return False
    if public and words.budget["standard"].search(label_key(form.title.text)):
        public += 1
    unit = any(_UNIT.search(p.text) for p in form.lead) or any(
        _UNIT.search(c.text) for r in range(min(4, table.n_rows)) for c in table.row(r)
    )
    return public >= _WORDS or (_codes(table) >= _CODES and (unit or public > 0)) or (unit and public > 0)


def _is_checklist(table: Table) -> bool:
    """Whether the table answers questions and holds no amount; a whole number may count its lines."""
    texts = [key(c.text) for c in table.cells if c.text]
    answers = sum(_ANSWER.fullmatch(text) is not None for text in texts)
    return answers >= _ANSWERS and not any(is_amount(text) and not text.isdecimal() for text in texts)


def of_accounts(table: Table) -> bool:
    """Whether the columns hold what was spent (决算数) and none what was to be (预算数)."""
    texts = [key(c.text) for c in table.cells if c.row < 6 and len(c.text) <= 12]
    return any("决算数" in text for text in texts) and not any("预算数" in text for text in texts)


def _matches(texts: set[str], pattern: re.Pattern[str]) -> int:
    """How many different words of the pattern stand in the texts."""
    return len({match.group() for text in texts for match in pattern.finditer(text)})


def _codes(table: Table) -> int:
    return sum(1 for c in table.cells if c.col < _CODED_COLUMNS and _CODE.fullmatch(key(c.text)))
