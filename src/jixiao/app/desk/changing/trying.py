"""What a typed value comes to, said while it is typed: how it is understood, and what checks say with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jixiao.app.desk.desk import Desk, OpenForm
from jixiao.checks import check
from jixiao.evidence import DoubtCode
from jixiao.fields.corrected.settled import settle
from jixiao.records import Finding, Reading
from jixiao.records.kinds import KINDS, AnyRecord
from jixiao.records.paths import FieldPath

_WORDS = {"quantitative": "定量", "qualitative": "定性", "date": "时间", "blank": "未填"}
_SIGNS = {"ge": "≥", "le": "≤", "gt": ">", "lt": "<", "eq": "=", "about": "约"}
_SUM = DoubtCode.SUM_OPEN
_ASIDE = {"evidence", "parsed", "alternatives"}


@dataclass(frozen=True, slots=True)
class Tried:
    """What is said of a value; `good` is None where there is nothing to hold it against."""

    message: str
    good: bool | None


def tried(form: OpenForm, path: str, text: str) -> Tried:
    """How the text would be understood at the path, and whether a sum closes with it."""
    plain = _with(form.record, path, text)
    if plain is None:
        return Tried("这里要的是另一种写法，如年度应是四位数字", False)
    said = _understood(plain["parsed"].get(path))
    if _SUM in plain["doubts"].get(path, ()):
        return Tried(f"{said}；与合计还对不上" if said else "与合计还对不上", False)
    if _SUM in form.record.doubts.get(path, ()):
        return Tried(f"{said}；与合计对上了" if said else "与合计对上了", True)
    return Tried(said, None)


def checked(desk: Desk, form: OpenForm, path: str, text: str) -> Tried:
    """The same with what checks would find then that they do not find now; takes longer."""
    found, plain = tried(form, path, text), _with(form.record, path, text)
    if plain is None or found.good is False:
        return found
    record = KINDS[form.record.kind].model.model_validate(plain)
    assert isinstance(record, type(form.record))
    new = _findings(desk, form, record, path)
    if not new:
        return found
    return Tried(f"{found.message}；{new[0].message}" if found.message else new[0].message, False)


def _with(record: AnyRecord, path: str, text: str) -> dict[str, Any] | None:
    """The record's plain values with the text, numbers and sums derived anew; None where it cannot stand there."""
    plain = record.model_dump(exclude=_ASIDE)
    before = record.model_dump(exclude=_ASIDE)
    if path == "year" and not text.isdigit():
        return None
    try:
        FieldPath(path).put(plain, int(text) if path == "year" else text)
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    plain["evidence"] = dict(record.evidence)
    plain["reasons"] = settle(plain, before, record.reasons)
    return plain


def _understood(parsed: dict[str, object] | None) -> str:
    """How the value is understood, "" where nothing is derived from it."""
    if not parsed:
        return ""
    if parsed.get("yuan") is not None:
        return f"金额 {float(str(parsed['yuan'])):,.2f} 元"
    kind = _WORDS.get(str(parsed.get("kind")), "")
    number = parsed.get("number")
    if number is None:
        ends = [str(parsed[name]) for name in ("low", "high") if parsed.get(name) is not None]
        return f"{kind} {'～'.join(ends)}".strip()
    operator = str(parsed.get("operator") or "")
    return f"{kind}：{_SIGNS.get(operator, operator)} {number} {parsed.get('unit') or ''}".strip()


def _findings(desk: Desk, form: OpenForm, record: AnyRecord, path: str) -> list[Finding]:
    """What checks find with the value that they did not find before, about this value or a sum."""
    rules = desk.workspace.rules

    def found(one: AnyRecord) -> dict[tuple[str, str], Finding]:
        reading = Reading(source=form.reading.source, records=[one], version=form.reading.version)
        return {(each.check, each.path): each for each in check(reading, rules).findings if each.severity != "advice"}

    before, after = found(form.record), found(record)
    return [each for at, each in after.items() if at not in before or (path in each.paths and at[1] == path)]
