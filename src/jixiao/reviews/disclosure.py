"""The official list of a budget disclosure, filled in: 是, 否 or 未查 for each line, with the place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from jixiao import resources
from jixiao.records import Checked, PublishedTable, Reading
from jixiao.reviews.criteria import FOLDER
from jixiao.reviews.model import Disclosure, DisclosureLine
from jixiao.text import key

Verdict = Literal["是", "否", "未查"]
YES: Verdict = "是"
NO: Verdict = "否"
UNSEEN: Verdict = "未查"
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule saw: the verdict, why, and the pages."""

    verdict: Verdict
    note: str = ""
    pages: tuple[int, ...] = ()


@dataclass(slots=True)
class File:
    """A disclosure as the rules see it: what was read and found, and the words of the list."""

    checked: Checked
    words: Mapping[str, Any]
    tables: Sequence[PublishedTable] = ()

    @property
    def torn(self) -> bool:
        """Whether something that is not found may only not have been read."""
        return any(record.status == "incomplete" for record in self.checked.records) or bool(self.checked.problems)


Rule = Callable[[File, Mapping[str, Any]], Seen]


@cache
def disclosure_words() -> Mapping[str, Any]:
    """The lines of the list and the words of its rules, read once."""
    return resources.read_yaml(resources.folder(FOLDER) / "disclosure.yaml")


def disclosure(checked: Checked, rules: Mapping[str, Rule]) -> Disclosure | None:
    """The list filled in; None for a file that is no disclosure of a budget (too few published tables)."""
    words = disclosure_words()
    tables = [record for record in checked.records if isinstance(record, PublishedTable)]
    if len(tables) < words["least"]:
        return None
    file = File(checked, words, tables)
    lines = []
    for number, line in enumerate(words["lines"], 1):
        rule = rules.get(line["rule"])
        seen = rule(file, line) if rule is not None else Seen(UNSEEN, "没有看这一项的程序")
        lines.append(
            DisclosureLine(
                number=number, part=line["part"], asks=line["asks"], verdict=seen.verdict, note=seen.note,
                pages=list(dict.fromkeys(seen.pages))[:_SHOWN],
            )
        )  # fmt: skip
    return Disclosure(source=checked.source.name, year=_year(checked), lines=lines)


def by_table(file: File, line: Mapping[str, Any]) -> Seen:
    """Whether a table of that title is there."""
    pattern = re.compile(line["pattern"])
    found = [table for table in file.tables if pattern.search(key(table.title or ""))]
    if found:
        return Seen(YES, found[0].title or "", tuple(page for table in found[:1] for page in (table.pages or ())[:1]))
    return Seen(UNSEEN, "有的表没有读全，不能说没有") if file.torn else Seen(NO, "没有读到这张表")


def by_section(file: File, line: Mapping[str, Any]) -> Seen:
    """Whether a heading of that sort stands in the text."""
    pattern, contents = re.compile(line["pattern"]), contents_page(file.checked)
    for paragraph in file.checked.prose:
        if paragraph.page != contents and len(key(paragraph.text)) <= 30 and pattern.search(key(paragraph.text)):
            return Seen(YES, paragraph.text.strip(), (paragraph.page,) if paragraph.page else ())
    if not file.checked.prose:
        return Seen(UNSEEN, "没有读到文字")
    return Seen(UNSEEN, "有的页没有读全，不能说没有") if file.torn else Seen(NO, "没有读到这一节的标题")


def by_checks(file: File, line: Mapping[str, Any]) -> Seen:
    """What the checks of the line came to in the whole file."""
    wanted = set(line["checks"])
    found = [finding for finding in file.checked.findings if finding.check in wanted]
    if found:
        pages = tuple(finding.page for finding in found if finding.page is not None)
        more = f" 等 {len(found)} 处" if len(found) > 1 else ""
        return Seen(NO, f"{found[0].message}{more}", pages)
    if any(wanted & set(ledger.clear) for ledger in file.checked.ledger):
        return Seen(YES)
    why = [reason for ledger in file.checked.ledger for reason, ids in ledger.unseen.items() if wanted & set(ids)]
    return Seen(UNSEEN, why[0] if why else "文件里没有可比的内容")


def contents_page(reading: Reading) -> int | None:
    """The page of the table of contents, None where there is none."""
    return next((p.page for p in reading.prose if re.fullmatch("目录|目次", key(p.text))), None)


def _year(reading: Reading) -> int | None:
    return next((record.year for record in reading.records if record.year is not None), None)
