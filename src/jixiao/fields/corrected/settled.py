"""What follows from corrections: numbers, sums, doubts, and the reasons for which a record is not complete."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from jixiao.evidence import DoubtCode
from jixiao.fields.digits.doubt import is_merged
from jixiao.fields.digits.sums import balance_of
from jixiao.fields.parsed import parsed_values
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.records import Evidence, Reason
from jixiao.records.kinds import KINDS
from jixiao.records.paths import FieldPath, leaves
from jixiao.text import key

_QUOTED = re.compile("“([^”]*)”")
_KEPT_ASIDE = re.compile(r"（“[^”]*”：(.*?)），原样留在")
_MORE = re.compile(r"等 \d+ 处")
_FIELDS = {"goal": "goal_annual"}
_SHOWN = 16


def settle(plain: dict[str, Any], read: dict[str, Any], reasons: Iterable[Reason]) -> list[Reason]:
    """Derive the numbers anew and settle the doubts of the record, given as plain values; the reasons that are left.

    `read` is the record as it was read.
    """
    plain["parsed"] = parsed_values(plain, vocabulary())
    _settle_sums(plain, read)
    return [reason for reason in reasons if not _answered(reason, plain)]


def _settle_sums(plain: dict[str, Any], read: dict[str, Any]) -> None:
    """A sum that closes now clears its numbers; one that a correction opened makes the scanned ones doubtful."""
    now, before = balance_of(plain["kind"], plain), balance_of(read["kind"], read)
    met, code = now.closed | now.repeated, str(DoubtCode.SUM_OPEN)
    doubts: dict[str, list[str]] = plain["doubts"]
    for path in list(doubts):
        if path in met or path not in now.open:
            left = [said for said in doubts[path] if said != code]
            doubts.pop(path)
            if left:
                doubts[path] = left
    for path in sorted(now.open - met - before.open):
        evidence: Evidence | None = plain["evidence"].get(path)
        if evidence is not None and evidence.how == "ocr" and not evidence.correction:
            doubts[path] = [*doubts.get(path, []), code]


def _answered(reason: Reason, plain: dict[str, Any]) -> bool:
    """Whether what a person said leaves nothing of the reason."""
    family, _, name = reason.code.partition(".")
    if family == "missing":
        return _is_there(name, plain)
    if family == "indicator":
        return _rows_have(name, reason, plain)
    if reason.code == "cells.merged":
        return not any(is_merged(text) for text in _unsigned_texts(plain))
    if reason.code in ("label.unbound", "funds.open"):
        said = _KEPT_ASIDE.search(reason.message)
        return said is not None and any(text.startswith(said[1]) for text in signed_texts(plain) if said[1])
    if family == "unexplained":
        words = [key(word) for word in _QUOTED.findall(reason.message)]
        texts = [key(text) for text in signed_texts(plain)]
        told = not _MORE.search(reason.message)
        return told and bool(words) and all(any(word in text for text in texts) for word in words)
    if reason.code == "conflict.reading":
        return not any(DoubtCode.CONFLICT in codes for codes in plain["doubts"].values())
    return False


def _is_there(name: str, plain: dict[str, Any]) -> bool:
    """Whether what was missing is there now."""
    amounts = plain.get("funds") or plain.get("budget") or {}
    if name == "unit":
        return bool(amounts.get("unit"))
    if name == "total":
        return bool(FieldPath("funds.annual.total").get(plain))
    if name == "column":
        return all(any(path) for path in plain.get("columns") or ())
    if name == "funds":
        return any(e.correction for path, e in plain["evidence"].items() if path.startswith(("funds.", "budget.")))
    field = _FIELDS.get(name, name)
    required = next((names for names in KINDS[plain["kind"]].required if field in names), (field,))
    return any(plain.get(each) for each in required)


def _rows_have(name: str, reason: Reason, plain: dict[str, Any]) -> bool:
    """Whether the rows of indicators that lacked a value have it now."""
    kind, _, field = name.partition("-")
    if kind not in ("no", "some"):
        return False
    lacking = [row for row in plain.get("indicators") or () if not row.get(field)]
    quoted = _QUOTED.search(reason.message)
    if not lacking or kind == "some" or quoted is None:
        return not lacking
    texts = [str(value) for row in lacking for value in row.values() if isinstance(value, str)]
    return not any(text.startswith(quoted[1]) for text in texts)


def signed_texts(plain: dict[str, Any]) -> list[str]:
    """The texts that a person set or confirmed."""
    return [text for path, text in _texts(plain) if (e := plain["evidence"].get(path)) is not None and e.correction]


def _unsigned_texts(plain: dict[str, Any]) -> list[str]:
    return [text for path, text in _texts(plain) if (e := plain["evidence"].get(path)) is not None and not e.correction]


def _texts(plain: dict[str, Any]) -> list[tuple[str, str]]:
    fields = {
        name: value for name, value in plain.items() if name not in ("evidence", "doubts", "alternatives", "parsed")
    }
    return [(path, text) for path, text in leaves(fields) if isinstance(text, str) and text]
