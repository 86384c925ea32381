"""What came of every check in every record: found, nothing found, nothing to look at, could not look and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from typing import Any

from jixiao.checks.catalogue import Check
from jixiao.checks.violation import asked_by
from jixiao.records import DepartmentGoal, Ledger, ProjectGoal, Reading, Record

FILE = "file"
_LOOK = "look"
# A whole table whose reading is in doubt is doubted under this path.
_TABLE = "table"
OFF = "设置里不做这项检查"
UNANSWERED = "没有做这项检查的程序"
TORN = "这份表不完整，有待核对"
DOUBTED = "要看的值识读没有把握"
UNREAD = "文件没有读出来"
FORMLESS = "没有认出要读的表"
VOID = "绩效目标没有实际内容，无从对照"
BLANK = "资金总额没有填，无从核对"
_ABSENT = "表上没有要看的内容"
_NO_EARLIER = "库里没有这个项目上年的表"

# Where these are found, or nobody asked, checks that rest on the same field have nothing that they could compare with.
_VOIDS = {
    "goal.missing": ("goal_", VOID),
    "goal.placeholder": ("goal_", VOID),
    "goal.slogan": ("goal_", VOID),
    "amount.total-missing": ("funds.", BLANK),
    "amount.total-zero": ("funds.", BLANK),
}


def ledger_of(
    reading: Reading,
    number: int,
    entries: Sequence[Check],
    outcome: tuple[frozenset[str], frozenset[str], Mapping[str, set[str]]],
    on: frozenset[str],
) -> Ledger:
    """The ledger of a record (0: the file): `outcome` is what was found, what functions ran, what they looked at."""
    found, answered, looked = outcome
    record = reading.records[number - 1] if number else None
    out = Ledger(record=number)
    kind = record.kind if record is not None else FILE
    duties = {entry.id for entry in entries if kind in entry.of}
    voids = [void for id, void in _VOIDS.items() if id in found or (id in duties and id not in answered)]
    for entry in entries:
        if kind not in entry.of:
            continue
        if entry.id in found:
            out.found.append(entry.id)
        elif (why := _blind(entry, record, on, answered, voids)) is not None:
            out.unseen.setdefault(why, []).append(entry.id)
        elif not (entry.id in looked if _LOOK in entry.needs else record is not None and _filled(record, entry)):
            torn = record is not None and _is_torn(record)
            (out.unseen if torn else out.inapplicable).setdefault(TORN if torn else _ABSENT, []).append(entry.id)
        else:
            out.clear.append(entry.id)
    if isinstance(record, ProjectGoal | DepartmentGoal):
        out.rows = [_aspects(record, i, entries, looked) for i in range(len(record.indicators))]
    return out


def unread(entries: Iterable[Check], failed: bool) -> Ledger:
    """The ledger of a file that gave no record, because it could not be read (`failed`) or has no form that is known:
    nothing was looked at."""
    return Ledger(record=0, unseen={UNREAD if failed else FORMLESS: [entry.id for entry in entries]})


def compared(ledger: Ledger, due: Sequence[str], found: Set[str], looked: bool) -> Ledger:
    """The ledger with checks against an earlier form, which found something, or nothing, or had none to look at."""
    out = ledger.model_copy(deep=True)
    if not looked:
        out.inapplicable.setdefault(_NO_EARLIER, []).extend(due)
    for id in due if looked else ():
        (out.found if id in found else out.clear).append(id)
    return out


def answered_by(functions: Iterable[Callable[..., Any]]) -> frozenset[str]:
    """The checks that the functions answer together."""
    return frozenset(check for function in functions for check in asked_by(function))


def _blind(
    entry: Check,
    record: Record | None,
    on: frozenset[str],
    answered: frozenset[str],
    voids: Sequence[tuple[str, str]],
) -> str | None:
    """Why the check could not look, None where it could."""
    if entry.id not in on:
        return OFF
    if entry.id not in answered:
        return UNANSWERED
    if record is None:
        return None
    for start, why in voids:
        if any(path.startswith(start) for need in (*entry.needs, *entry.rests) for path in need.split("|")):
            return why
    lists = any("[]" in need or need == _LOOK for need in entry.needs)
    if lists and _is_torn(record):
        return TORN
    if not lists and any(_matches(path, need) for path in record.doubts for need in entry.needs):
        return DOUBTED
    return None


def _is_torn(record: Record) -> bool:
    """Whether rows of the record may not have been read."""
    return record.status == "incomplete" or _TABLE in record.doubts


def _filled(record: Record, entry: Check) -> bool:
    return all(
        any(
            _has(record, path.removesuffix("!"), blank=need.endswith("!")) for path in need.removesuffix("!").split("|")
        )
        for need in entry.needs
    )


def _has(node: Any, path: str, *, blank: bool) -> bool:
    """Whether a value stands at the path; a blank one counts only where `blank` says so."""
    if node is None:
        return False
    if not path:
        return blank or bool(str(node).strip())
    step, _, rest = path.partition(".")
    name = step.removesuffix("[]")
    names = type(node).model_fields if name == "*" else (name,)
    for each in names:
        value = getattr(node, each, None)
        items = value if step.endswith("[]") and value else [value]
        if any(_has(item, rest, blank=blank) for item in items):
            return True
    return False


def _matches(path: str, need: str) -> bool:
    """Whether a doubted path is one that the need names."""
    steps = path.split(".")
    return any(
        len(wanted := one.removesuffix("!").split(".")) == len(steps)
        and all(a in ("*", b) for a, b in zip(wanted, steps, strict=True))
        for one in need.split("|")
    )


def _aspects(
    record: ProjectGoal | DepartmentGoal, row: int, entries: Sequence[Check], looked: Mapping[str, set[str]]
) -> list[str]:
    """The aspects of an indicator that were looked at; none where its reading is in doubt."""
    path = f"indicators[{row}]"
    if any(doubted.startswith(f"{path}.") for doubted in record.doubts) or _is_torn(record):
        return []
    return list(dict.fromkeys(e.aspect for e in entries if e.aspect and path in looked.get(e.id, ())))


def told(ledger: Sequence[Ledger], found: bool) -> str:
    """What was looked at, in a sentence part; "no problem" is said only of what was looked at."""
    looked, blind = sum(one.looked for one in ledger), sum(one.blind for one in ledger)
    if not looked:
        return f"没有检查：{blind} 项都没能看（{_why(ledger)}）" if blind else "没有检查：没有可以看的项目"
    said = f"看了 {looked} 项" + ("" if found else "，没有发现问题")
    return f"{said}；{blind} 项没有看（{_why(ledger)}）" if blind else said


def _why(ledger: Sequence[Ledger]) -> str:
    counts: dict[str, int] = {}
    for one in ledger:
        for why, checks in one.unseen.items():
            counts[why] = counts.get(why, 0) + len(checks)
    return "，".join(f"{why} {count}" for why, count in sorted(counts.items(), key=lambda each: -each[1]))
