"""What of a form is personal and does not leave the house: names and numbers by which a person can be reached.

It is left out of the text of a question; ids of cells stay, so a model can still say where a value stands, and the
record holds what the page says.
"""

from __future__ import annotations

import re

LEFT_OUT = "（个人信息，未送出）"

_LABEL = r"(?:联系人|填报人|填表人|经办人|项目负责人|联系电话|联系方式|办公电话|电话号码|手机号?码?)"
_CELL = r"[A-Z]+\d+(?:[↓→]\w+)*"
# The cell after a label, where it is none itself; the text after a label and a colon; numbers of telephones.
_BESIDE = re.compile(rf'("[^"|]{{0,8}}{_LABEL}[^"|]{{0,6}}" \| {_CELL} )"(?![^"|]{{0,8}}{_LABEL})(?:[^"\\]|\\.)+"')
_AFTER = re.compile(rf"({_LABEL}[^：:\s\"|]{{0,6}}[：:]\s*)(?!{LEFT_OUT})[^\s，。；,;、\"\\|（）()]{{1,30}}")
_MOBILE = re.compile(r"(?<![\d.,，])1[3-9]\d{9}(?![\d.,%]|元)")
_LANDLINE = re.compile(r"(?<![\d.,-])0\d{2,3}[-－—]\d{7,8}(?!\d)")
_ROUND = "0000"  # a sum of money ends so, the number of a telephone hardly
# What stands before the code of a project, a department or a subject: its label, in the cell before or with a colon.
_CODED = re.compile(rf'(?:码|编号|代号|科目)[^"|：:]{{0,8}}(?:" \| {_CELL} "|[：:]\s*)[^"\s：:]*$')
_BEFORE = 80  # characters: a label and its cell take no more


def withheld(text: str) -> str:
    """The text without what is personal."""
    text = _BESIDE.sub(rf'\1"{LEFT_OUT}"', text)
    text = _AFTER.sub(rf"\1{LEFT_OUT}", text)
    return _LANDLINE.sub(_left_out, _MOBILE.sub(_left_out, text))


def _left_out(found: re.Match[str]) -> str:
    """What is sent of digits that may be the number of a telephone: all of a code or of a round sum."""
    before = found.string[max(0, found.start() - _BEFORE) : found.start()]
    sum_of_money = found[0].isdigit() and found[0].endswith(_ROUND)
    return found[0] if sum_of_money or _CODED.search(before) else LEFT_OUT
