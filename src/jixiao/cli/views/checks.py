"""What checks found, on the screen."""

from __future__ import annotations

from collections import Counter

from rich import box
from rich.table import Table

from jixiao.app.checking import Summary
from jixiao.checks import catalogue, entries, told
from jixiao.checks.catalogue import switched_on
from jixiao.cli.screen import Prose, plain, results
from jixiao.config import CheckSettings
from jixiao.records import SEVERITIES, Checked, Finding
from jixiao.records.kinds import LABELS
from jixiao.records.tables.identifying import name_of

STYLES = {"error": "bold red", "warning": "yellow", "advice": "cyan"}
# So many findings of a file fit a screen; the workbook and the JSON files have all of them.
_SHOWN = 30
# A kind of record with fewer checks than this is hardly checked.
_FEW = 5
# Of these only sums are checked; what their tables must share is known of budgets only.
_SUMS_ONLY = ("final_accounts_table",)


def print_catalogue(rules: CheckSettings) -> None:
    """Every check with its id, degree, what it asserts and where the rule comes from."""
    on = switched_on(rules)
    table = Table(box=box.SIMPLE_HEAD)
    for heading in ("编号", "程度", "认定", "依据"):
        table.add_column(heading, no_wrap=heading in ("编号", "程度"))
    for entry in entries().values():
        degree = SEVERITIES[entry.severity] if entry.id in on else "不做"
        style = STYLES[entry.severity] if entry.id in on else "dim"
        asserts = f"{entry.asserts}（问大模型）" if entry.question else entry.asserts
        table.add_row(entry.id, plain(degree, style), Prose(asserts), Prose(entry.rule))
    results().print(table)


def view(checked: Checked, whole: bool) -> Table:
    """What was found in one file."""
    counts: Counter[str] = Counter(finding.severity for finding in checked.findings)
    said = "　".join(f"{name} {counts[key]}" for key, name in SEVERITIES.items() if counts[key])
    said = "　".join(part for part in (said, told(checked.ledger, bool(checked.findings))) if part)
    table = Table(
        title=plain(f"{checked.source.name}　{len(checked.records)} 份表　{said}", "bold"), title_justify="left",
        box=box.SIMPLE_HEAD, show_header=bool(checked.findings), expand=False,
    )  # fmt: skip
    table.add_column("程度", no_wrap=True)
    table.add_column("页", justify="right", no_wrap=True)
    table.add_column("项目或部门", max_width=24, overflow="fold")
    table.add_column("问题，以及怎么改")
    order = {severity: i for i, severity in enumerate(SEVERITIES)}
    ordered = sorted(checked.findings, key=lambda finding: order[finding.severity])
    shown = ordered if whole else ordered[:_SHOWN]
    last = ""
    for finding in shown:
        subject = _subject(checked, finding)
        degree = plain(SEVERITIES[finding.severity] + ("？" if finding.doubted else ""), STYLES[finding.severity])
        page = str(finding.page or "")
        name = Prose("" if subject == last else subject)
        table.add_row(degree, page, name, Prose(f"{finding.message}；{finding.advice}"))
        last = subject
    if len(shown) < len(ordered):
        table.caption = (
            f"列出前 {_SHOWN} 处，还有 {len(ordered) - _SHOWN} 处；全部列出用 --all，或看 --out 写出的 Excel"
        )
    return table


def _subject(checked: Checked, finding: Finding) -> str:
    """What the record is about."""
    if not finding.record:
        return "（正文）"
    return name_of(checked, checked.records[finding.record - 1])


def closing(done: Summary) -> str:
    """The last line."""
    said = "，".join(f"{name} {done.severities[key]} 处" for key, name in SEVERITIES.items() if done.severities[key])
    failed = f"，没有读出 {done.failed} 个" if done.failed else ""
    blind = f"；{done.blind} 项没有看" if done.blind else ""
    clean = f"看过的 {done.looked} 项没有发现问题" if done.looked else "没有检查，不能说没有问题"
    failed += f"，没有找到表 {done.formless} 个" if done.formless else ""
    if not done.records and not said:
        return f"检查文件 {done.files} 个{failed}；没有可以检查的表"
    return f"检查文件 {done.files} 个{failed}；{done.records} 份表；{said or clean}{blind}"


def unread_parts(checked: Checked) -> list[str]:
    """A line for each record that was not read whole, and why; what needs all of its rows could not be looked at."""
    out = []
    for record in checked.records:
        if record.status == "incomplete":
            told = "；".join(reason.message for reason in record.reasons) or "没有说明原因"
            out.append(f"! {name_of(checked, record)}：这份表没有读全，要看全表的项目没有看。{told}")
    if len(out) > _SHOWN:
        out[_SHOWN:] = [f"! 还有 {len(out) - _SHOWN} 份表没有读全；原因见 --out 写出的 Excel"]
    return out


def to_complete(done: Summary) -> list[str]:
    """What to do about records that were not read whole; nothing where there are none."""
    if not done.incomplete:
        return []
    return [
        f"{done.incomplete} 份表没有读全，没有看的项目不等于没有问题。请对照原文补上再检查："
        "漏读、读错的值用 jixiao correct 改，不认识的栏目名改好后用 jixiao learn 教给程序，缺页、不清楚的换完整的原件"
    ]


def hardly_checked(done: Summary) -> list[str]:
    """A line for each kind of record that hardly any check looks at, so that silence is not taken for all clear."""
    counts = Counter(kind for entry in catalogue() for kind in entry.of)
    out = []
    for kind, count in done.kinds.items():
        if counts[kind] < _FEW or kind in _SUMS_ONLY:
            have = f"只有 {counts[kind]} 项检查" if counts[kind] else "还没有专门的检查"
            out.append(f"{LABELS[kind]} {count} 份：这种表现在{have}，没有查出问题不等于没有问题，请人工核对")
    return out
