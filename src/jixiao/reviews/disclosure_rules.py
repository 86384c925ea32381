"""The rules of the disclosure list that look at text, notes, codes and pages themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jixiao.checks.tables.sheets import Sheet
from jixiao.records import Prose, PublishedTable
from jixiao.reviews.disclosure import NO, UNSEEN, YES, File, Rule, Seen, by_checks, by_section, by_table, contents_page
from jixiao.text import key

_LEADER = re.compile(r"[.·…\s]*\d*$")
_NUMBER = re.compile(r"^(?:第[一二三四五六七八九十]+部分|[(]?[一二三四五六七八九十\d]+[)]?[、.)]?)+")
# 部门 or 单位 before what a section is about; the section of the tables has no other heading than theirs.
_OF = re.compile("^(部门|单位)")
_TABLES = re.compile("(20\\d\\d年)?(部门|单位)?(预算|决算)(公开)?(报)?表")
# A heading with fewer characters names no section,
_SHORT = 4
# and a line with more is no heading.
_HEADING = 40
# So many places are named.
_SHOWN = 3
_DIGITS = re.compile(r"^\d{3}(\d\d){0,2}$")


def by_contents(file: File, line: Mapping[str, Any]) -> Seen:
    """Every line of the contents page is a heading or the title of a table further on."""
    page = contents_page(file.checked)
    if page is None:
        return Seen(UNSEEN, "没有读到目录")
    listed = [p for p in file.checked.prose if p.page == page and key(p.text) not in ("目录", "目次")]
    later = {_bare(p.text) for p in file.checked.prose if p.page != page and len(key(p.text)) <= _HEADING}
    later |= {_bare(table.title or "") for table in file.tables}
    names = [name for p in listed if len(name := _OF.sub("", _bare(p.text))) >= _SHORT]
    tables = _TABLES.pattern if file.tables else "$^"
    missing = [
        name
        for name in names
        if not re.fullmatch(tables, name) and not any(name in other or other in name for other in later if other)
    ]
    if not names:
        return Seen(UNSEEN, "目录里没有读到条目")
    return Seen(NO, f"正文里没有找到：{'、'.join(missing[:_SHOWN])}", (page,)) if missing else Seen(YES, "", (page,))


def by_units(file: File, line: Mapping[str, Any]) -> Seen:
    """Every table says whether its amounts are 元 or 万元."""
    without = [table for table in file.tables if not table.unit]
    if not without:
        return Seen(YES)
    return Seen(NO, f"{'、'.join((t.title or '') for t in without[:_SHOWN])}没有写单位", _pages(without))


def by_funds(file: File, line: Mapping[str, Any]) -> Seen:
    """The note of an empty table speaks of the fund of its title."""
    looked = False
    for table in file.tables:
        for fund, other in file.words["funds"].items():
            text = key(table.notes)
            if fund in key(table.title or "") and text:
                looked = True
                if other in text and fund not in text:
                    return Seen(NO, f"“{table.title}”的说明写的是{other}", _pages([table]))
    return Seen(YES) if looked else Seen(UNSEEN, "没有读到空表的说明")


def by_codes(file: File, line: Mapping[str, Any]) -> Seen:
    """The tables of income and of expenditure have the same function codes."""
    codes: dict[str, set[str]] = {}
    pages: list[PublishedTable] = []
    for table in file.tables:
        sheet = Sheet(table)
        role = sheet.words.role(table.title)
        if role in ("income", "expense"):
            found = {text for row in table.rows for c in sheet.codes if (text := key(row[c])) and _DIGITS.match(text)}
            codes.setdefault(role, set()).update(found)
            pages.append(table)
    if not codes.get("income") or not codes.get("expense"):
        return Seen(UNSEEN, "收入表或支出表没有科目编码")
    odd = sorted(codes["income"] ^ codes["expense"])
    return Seen(NO, f"只在一张表里有的科目：{'、'.join(odd[:_SHOWN])}", _pages(pages)) if odd else Seen(YES)


def by_reasons(file: File, line: Mapping[str, Any]) -> Seen:
    """What has risen or fallen against the last year says why, in its paragraph or the next."""
    changed, reason = re.compile(file.words["changed"]), re.compile(file.words["reason"])
    looked, missing = 0, []
    prose = file.checked.prose
    for i, paragraph in enumerate(prose):
        if not any(_amount(match["amount"]) for match in changed.finditer(key(paragraph.text))):
            continue
        looked += 1
        beside = key(paragraph.text) + "".join(key(p.text) for p in prose[i + 1 : i + 3])
        if not reason.search(beside):
            missing.append(paragraph)
    if not looked:
        return Seen(UNSEEN, "没有读到与上年相比的文字")
    return _told(missing, "没有说明原因") if missing else Seen(YES)


def by_zero(file: File, line: Mapping[str, Any]) -> Seen:
    """An amount of nought has not risen."""
    pattern = re.compile(file.words["zero"])
    wrong = [p for p in file.checked.prose if pattern.search(key(p.text))]
    if not file.checked.prose:
        return Seen(UNSEEN, "没有读到文字")
    return _told(wrong, "金额为 0 却写了增加") if wrong else Seen(YES)


def by_purchases(file: File, line: Mapping[str, Any]) -> Seen:
    """What is bought is the sum of goods, works and services; small firms have no more than all."""
    pattern, small = re.compile(file.words["purchases"]), re.compile(file.words["small"])
    for paragraph in file.checked.prose:
        flat = key(paragraph.text)
        match = pattern.search(flat)
        if match is None:
            continue
        whole = _amount(match["whole"])
        parts = [_amount(match[name]) for name in ("goods", "works", "services")]
        if sum(parts, Decimal(0)) != whole:
            return _told([paragraph], f"采购预算 {whole}，三项之和为 {sum(parts, Decimal(0))}")
        reserved = small.search(flat)
        if reserved is not None and _amount(reserved["small"]) > whole:
            return _told([paragraph], "面向中小企业的超过采购预算")
        return Seen(YES, "", (paragraph.page,) if paragraph.page else ())
    return Seen(UNSEEN, "没有读到政府采购的分项金额")


def by_headings(file: File, line: Mapping[str, Any]) -> Seen:
    """Every project described has the seven headings."""
    names = file.words["headings"]
    counts: Counter[str] = Counter()
    for paragraph in file.checked.prose:
        bare = _bare(paragraph.text)
        counts.update(name for name in names if bare == name or bare.startswith(f"{name}:"))
    most = max(counts.values(), default=0)
    if not most or len(counts) < _SHOWN:
        return Seen(UNSEEN, "没有读到项目经费情况说明")
    short = [f"{name} {counts[name]} 处" for name in names if counts[name] < most]
    return Seen(NO, f"有 {most} 个项目，{'、'.join(short)}") if short else Seen(YES, f"{most} 个项目")


def by_blank(file: File, line: Mapping[str, Any]) -> Seen:
    """No page is without anything."""
    coverage = file.checked.coverage
    if not coverage:
        return Seen(UNSEEN, "这种文件没有页")
    if any(page.characters == 0 and page.way for page in coverage):
        return Seen(UNSEEN, "有扫描的页没有读出字，不能说是空白页")
    blank = [page.page for page in coverage if page.characters == 0 and page.page]
    return Seen(NO, f"空白页 {len(blank)} 页", tuple(blank)) if blank else Seen(YES)


RULES: dict[str, Rule] = {
    "table": by_table, "section": by_section, "checks": by_checks, "contents": by_contents, "units": by_units,
    "funds": by_funds, "codes": by_codes, "reasons": by_reasons, "zero": by_zero,
    "purchases": by_purchases, "headings": by_headings, "blank": by_blank,
}  # fmt: skip


def _bare(text: str) -> str:
    """A heading without its number and the dots and page number behind it."""
    return _LEADER.sub("", _NUMBER.sub("", key(text)))


def _amount(text: str) -> Decimal:
    digits = text.replace(",", "").strip(".")
    return Decimal(digits) if digits.replace(".", "", 1).isdigit() else Decimal(0)


def _pages(tables: list[PublishedTable]) -> tuple[int, ...]:
    return tuple(page for table in tables for page in (table.pages or ())[:1])


def _told(wrong: list[Prose], what: str) -> Seen:
    texts = "；".join(f"“{text[:36]}{'…' if len(text) > 36 else ''}”" for text in _texts(wrong))
    more = f" 等 {len(wrong)} 处" if len(wrong) > _SHOWN else ""
    return Seen(NO, f"{what}：{texts}{more}", tuple(p.page for p in wrong if p.page))


def _texts(paragraphs: list[Prose]) -> Iterator[str]:
    yield from (p.text.strip().replace("\n", "") for p in paragraphs[:_SHOWN])
