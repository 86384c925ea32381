"""What a collection of readings holds, counted: departments, years, amounts, indicators, doubts, unknown labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from jixiao.app.events import Note
from jixiao.app.files.inputs import Taken, require
from jixiao.app.files.outputs import file_to_be
from jixiao.app.learning.unknown import unknown_labels
from jixiao.app.workspace import Workspace
from jixiao.export.overview.page import Bars, Collection, write_overview
from jixiao.records import Reading
from jixiao.records.annotations.doubts import reasons_of
from jixiao.records.kinds import KINDS
from jixiao.records.tables.frames import rows
from jixiao.records.tables.identifying import STATUS

_SHOWN = 12
_WAN = Decimal(10_000)
_ELSE = "未写明"


@dataclass(slots=True)
class _Counts:
    """What was counted while the readings passed."""

    files: int = 0
    pages: int = 0
    failed: int = 0
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    departments: Counter[str] = field(default_factory=Counter)
    years: Counter[str] = field(default_factory=Counter)
    money: Counter[str] = field(default_factory=Counter)
    levels: Counter[tuple[str, str]] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)

    def add(self, reading: Reading) -> None:
        """Count the reading in."""
        from jixiao.forms.vocabulary.installed import vocabulary

        self.files += 1
        self.pages += reading.source.pages or 0
        for record in reading.records:
            self.kinds[KINDS[record.kind].label, STATUS[record.status]] += 1
            if hasattr(record, "department"):
                self.departments[str(record.department or _ELSE)] += 1
            self.years[str(getattr(record, "year", None) or _ELSE)] += 1
            for codes in record.doubts.values():
                self.doubts.update(reasons_of([code]) for code in codes)
        for row in rows(reading, "projects"):
            for name, column in _MONEY.items():
                self.money[name] += row.get(column) or 0
        for row in rows(reading, "indicators"):
            target = _TARGETS.get(str(row.get("target")), "没有指标值")
            self.levels[str(row.get("level1") or _ELSE), target] += 1
        for label in unknown_labels([reading], vocabulary()):
            self.unknown[label.label] += label.count


_MONEY = {
    "财政拨款": "funds_annual_fiscal_yuan",
    "上年结转": "funds_annual_carryover_yuan",
    "其他资金": "funds_annual_other_yuan",
}
_TARGETS = {"quantitative": "定量", "qualitative": "定性"}


def overview(workspace: Workspace, inputs: Iterable[str | Path], out: Path) -> tuple[Path, list[str]]:
    """Write the page of all readings behind the inputs; its path, and what to say of what was passed by.

    SourceError where nothing was read, ConfigError where the page cannot be written.
    """
    file_to_be(out)
    counts, failed, said = _Counts(), list[Reading](), list[str]()
    for each in workspace.taken(inputs):
        if isinstance(each, Note):
            said.append(each.message)
        elif isinstance(each, Taken) and each.failed:
            failed.append(each.reading)
        elif isinstance(each, Taken):
            counts.add(each.reading)
    require(failed, counts.files)
    counts.failed = len(failed)
    return write_overview(_collection(counts), out), said


def _collection(counts: _Counts) -> Collection:
    records = counts.kinds.total()
    whole = sum(n for (_, status), n in counts.kinds.items() if status == STATUS["complete"])
    figures = [
        ("文件", f"{counts.files:,}"),
        ("页", f"{counts.pages:,}"),
        ("记录", f"{records:,}"),
        ("完整", f"{whole:,}"),
        ("指标", f"{counts.levels.total():,}"),
        ("存疑的值", f"{counts.doubts.total():,}"),
    ]
    notes = [f"有 {counts.failed} 个文件没有读出来，不在图里"] if counts.failed else []
    wan = {name: Decimal(amount) / _WAN for name, amount in counts.money.items()}
    charts = [
        _stacked("记录", counts.kinds, lying=True),
        _bars("部门（记录最多的）", counts.departments, lying=True),
        _bars("年度", dict(sorted(counts.years.items()))),
        Bars("项目的年度资金", list(wan), {"金额": [float(n) for n in wan.values()]}, "万元"),
        _stacked("指标：一级指标和指标值", counts.levels),
        _bars("存疑的原因", counts.doubts, lying=True),
        _bars("不认识的栏目名（jixiao unknown 看在哪里）", counts.unknown, lying=True),
    ]
    return Collection("绩效公开材料概览", figures, charts, notes)


def _bars(title: str, counts: Counter[str] | dict[str, int], lying: bool = False) -> Bars:
    most = Counter(counts).most_common(_SHOWN) if lying else list(counts.items())
    return Bars(title, [name for name, _ in most], {"数量": [n for _, n in most]}, lying=lying)


def _stacked(title: str, counts: Counter[tuple[str, str]], lying: bool = False) -> Bars:
    totals: Counter[str] = Counter()
    for (name, _), count in counts.items():
        totals[name] += count
    names = [name for name, _ in totals.most_common(_SHOWN)]
    sizes: Counter[str] = Counter()
    for (_, part), count in counts.items():
        sizes[part] += count
    parts = [part for part, _ in sizes.most_common()]
    return Bars(title, names, {part: [counts[name, part] for name in names] for part in parts}, lying=lying)
