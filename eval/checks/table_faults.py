"""Faults in budget tables, between them, against the forms, and in the text beside them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

from eval.checks.faults import PLANTERS, Place, Planter, number, pick, plants, shifted
from jixiao.records import BudgetTable, ProjectGoal, Prose, Reading

_AMOUNT = r"\d[\d,]*(?:\.\d+)?(?=万元|元)"


def _head(record: Any, c: int) -> str:
    return re.sub(r"\s", "", record.columns[c][-1]) if c < len(record.columns) and record.columns[c] else ""


def _columns(record: Any, pattern: str) -> list[int]:
    return [c for c in range(len(record.columns)) if re.fullmatch(pattern, _head(record, c))]


def _is_total(row: list[str]) -> bool:
    return any(re.sub(r"\s", "", text) in ("合计", "总计") for text in row)


def _codes(record: Any) -> list[int]:
    return [
        c
        for c in range(min(4, len(record.columns)))
        if re.fullmatch("类|款|项|科目编码|科目代码|功能分类科目编码", _head(record, c))
    ][:3]


def _code(record: Any, row: list[str]) -> str:
    return "".join(row[c].strip() for c in _codes(record) if row[c].strip().isdigit())


def cell(fits: Callable[[Any, int, int], bool], change: Callable[[str, random.Random], str] = shifted) -> Planter:
    """A planter that changes one amount of a budget table."""

    def planter(reading: Reading, rng: random.Random) -> Place | None:
        places = [
            (n, r, c)
            for n, record in enumerate(reading.records, 1)
            if isinstance(record, BudgetTable)
            for r, row in enumerate(record.rows)
            for c in range(len(row))
            if number(row[c]) and fits(record, r, c)
        ]
        if not places:
            return None
        n, r, c = rng.choice(places)
        row = reading.records[n - 1].rows[r]  # type: ignore[union-attr]
        row[c] = change(row[c], rng)
        return n, f"rows[{r}][{c}]"

    return planter


def _split(record: Any, r: int, c: int) -> bool:
    """A cell of basic or project spending in a table that has their sum beside it."""
    return (
        bool(_columns(record, "合计|支出合计"))
        and bool(_columns(record, "基本支出"))
        and bool(_columns(record, "项目支出"))
        and c in _columns(record, "基本支出|项目支出")
        and len(record.rows) > 4
    )


def _leaf(record: Any, r: int, c: int) -> bool:
    """The sum of a row whose code is the longest, of which its parent has several."""
    code = _code(record, record.rows[r])
    if len(code) != 7 or c not in _columns(record, "合计|收入合计|财政拨款支出"):
        return False
    siblings = [row for row in record.rows if _code(record, row)[:5] == code[:5] and len(_code(record, row)) == 7]
    return len(siblings) > 1


def _penny(text: str, rng: random.Random) -> str:
    digits = len(text.partition(".")[2])
    return f"{(number(text) or Decimal(0)) + Decimal(1).scaleb(-digits):.{digits}f}"


def _sum_row(record: Any, r: int, c: int) -> bool:
    coded = [row for row in record.rows if _code(record, row)]
    return len(coded) > 3 and _is_total(record.rows[r]) and c in _columns(record, "基本支出|项目支出|合计")


def _grand(record: Any, r: int, c: int) -> bool:
    before = re.sub(r"\s", "", record.rows[r][c - 1]) if c else ""
    return before == "支出总计" and any(re.sub(r"\s", "", text) == "收入总计" for text in record.rows[r])


PLANTERS |= {
    "table.row-parts": cell(_split),
    "table.children": cell(_leaf),
    "table.rounding": cell(_leaf, _penny),
    "table.column-total": cell(_sum_row),
    "table.income-expense": cell(_grand),
}


@plants("table.totals-differ")
def _totals(reading: Reading, rng: random.Random) -> Place | None:
    def fits(record: Any, r: int, c: int) -> bool:
        named = re.search(
            "收入(预算)?总|收入预算|支出(预算)?总体|支出预算总|^(?!.*拨款).*支出预算表$", record.title or ""
        )
        return bool(named) and _is_total(record.rows[r]) and c == (_columns(record, "合计|收入合计") or [-1])[0]

    return cell(fits)(reading, rng)


@plants("table.empty-without-note")
def _empty(reading: Reading, rng: random.Random) -> Place | None:
    found = pick(reading, rng, BudgetTable, lambda r: len(r.rows) > 2 and len(r.columns) > 3)
    if found is None:
        return None
    n, record = found
    record.rows = [
        [text if number(text) is None or (text.isdigit() and len(text) < 4) else "" for text in row]
        for row in record.rows
    ]
    record.notes = ""
    return n, "rows"


def _listed(reading: Reading) -> list[tuple[int, int, int]]:
    """(record, row, column of the name) of projects in a list that have a form of the same name."""
    names = {
        r.project_name for r in reading.records if isinstance(r, ProjectGoal) and "专项资金" not in (r.title or "")
    }
    return [
        (n, i, c)
        for n, record in enumerate(reading.records, 1)
        if isinstance(record, BudgetTable)
        for c in _columns(record, "项目名称")
        for i, row in enumerate(record.rows)
        if row[c] in names
    ]


def _form_of(reading: Reading, name: str) -> tuple[int, Any]:
    return next(
        (n, r) for n, r in enumerate(reading.records, 1) if isinstance(r, ProjectGoal) and r.project_name == name
    )


def _with_form(change: Callable[[Any, random.Random], str]) -> Planter:
    def planter(reading: Reading, rng: random.Random) -> Place | None:
        places = _listed(reading)
        if not places:
            return None
        n, i, c = rng.choice(places)
        number, record = _form_of(reading, reading.records[n - 1].rows[i][c])  # type: ignore[union-attr]
        return number, change(record, rng)

    return planter


def _other_amount(record: Any, rng: random.Random) -> str:
    side = record.funds.annual
    side.total = shifted(side.total, rng)
    side.fiscal = side.total
    return "funds.annual.total"


def _in_yuan(record: Any, rng: random.Random) -> str:
    side = record.funds.annual
    for name in ("total", "fiscal"):
        if getattr(side, name):
            setattr(side, name, f"{(number(getattr(side, name)) or 0) * 10000:.0f}")
    return "funds.annual.total"


def _other_name(record: Any, rng: random.Random) -> str:
    record.project_name = rng.choice(
        (record.project_name + "（本级）", record.project_name[:-1], "区级" + record.project_name)
    )
    return "project_name"


PLANTERS["listed.amount-differs"] = _with_form(_other_amount)
PLANTERS["listed.unit-differs"] = _with_form(_in_yuan)
PLANTERS["listed.name-differs"] = _with_form(_other_name)


@plants("listed.form-missing")
def _lost_form(reading: Reading, rng: random.Random) -> Place | None:
    places = _listed(reading)
    if not places:
        return None
    n, i, c = rng.choice(places)
    gone, _ = _form_of(reading, reading.records[n - 1].rows[i][c])  # type: ignore[union-attr]
    del reading.records[gone - 1]
    return n - (gone < n), f"rows[{i}][{c}]"


@plants("listed.project-missing")
def _lost_row(reading: Reading, rng: random.Random) -> Place | None:
    places = _listed(reading)
    if not places:
        return None
    n, i, c = rng.choice(places)
    table = reading.records[n - 1]
    number, _ = _form_of(reading, table.rows[i][c])  # type: ignore[union-attr]
    del table.rows[i]  # type: ignore[union-attr]
    return number, "project_name"


def in_text(pattern: str, change: Callable[[re.Match[str], random.Random], str]) -> Planter:
    """A planter that changes what a pattern finds in a paragraph."""

    def planter(reading: Reading, rng: random.Random) -> Place | None:
        places = [(i, match) for i, p in enumerate(reading.prose) for match in re.finditer(pattern, p.text)]
        if not places:
            return None
        i, match = rng.choice(places)
        text = reading.prose[i].text
        reading.prose[i].text = text[: match.start()] + change(match, rng) + text[match.end() :]
        return 0, f"prose[{i}]"

    return planter


def _more(match: re.Match[str], rng: random.Random) -> str:
    return shifted(match[0], rng)


_NAMES = (
    "基本支出", "项目支出", "收入预算", "财政拨款收入", "事业收入", "其他收入", "教育支出", "科学技术支出",
    "社会保障和就业支出", "住房保障支出", "公务接待费", "结转下年", "上年结转", "项）",
)  # fmt: skip
_NAMED = "|".join(f"(?<={name})" for name in _NAMES)
_LATER = r"(?:(?<=预算执行数增加)|(?<=预算执行数减少))\d+(?:\.\d+)?(?=%)"

PLANTERS |= {
    "prose.amount-differs": in_text(rf"(?:{_NAMED}){_AMOUNT}", _more),
    "prose.growth-wrong": in_text(_LATER, lambda m, rng: f"{Decimal(m[0]) + rng.randint(2, 30):.2f}"),
    "prose.share-wrong": in_text(r"(?<=占)\d+\.\d+(?=%)", lambda m, rng: f"{Decimal(m[0]) + rng.randint(1, 9):.2f}"),
    "prose.amount-twice": in_text(r"(?<=2026年预算安排)\d[\d,.]*(?=万元)", _more),
    "prose.name-differs": in_text(r"(?<=、)[\u4e00-\u9fff]{4,16}(?=（\d{3}类）)", lambda m, rng: m[0][:2] + "事务"),
    "prose.reason-missing": in_text("(?<=原因是)[^。；]{1,40}(?=[。；])", lambda m, rng: ""),
    "prose.mark-twice": in_text(r"(?<=[\u4e00-\u9fff])。(?!。)", lambda m, rng: "。。"),
    "prose.mark-unpaired": in_text("“(?=[^”“]{1,20}”)", lambda m, rng: ""),
    "prose.choice-left": in_text("增加|减少", lambda m, rng: rng.choice(("增加（减少）", "减少（增加）"))),
}


@plants("prose.no-stop")
def _no_stop(reading: Reading, rng: random.Random) -> Place | None:
    places = [
        i
        for i, (one, after) in enumerate(pairwise(reading.prose))
        if one.page == after.page
        and not one.continued
        and re.search("原因是[\u4e00-\u9fff]{2,20}。$", one.text)
        and re.match(r"\s*(\d+|[一二三四五六七八九十]+)、", after.text)
    ]
    if not places:
        return None
    i = rng.choice(places)
    reading.prose[i].text = reading.prose[i].text[:-1]
    return 0, f"prose[{i}]"


@plants("prose.other-body")
def _other_body(reading: Reading, rng: random.Random) -> Place | None:
    titles = "".join(r.title or "" for r in reading.records if isinstance(r, BudgetTable))
    if ("年部门" in titles) == ("预算单位" in titles):
        return None
    other = "单位" if "年部门" in titles else "部门"
    return in_text(r"(?<=20\d\d年)预算(?=安排)", lambda m, rng: f"{other}预算")(reading, rng)


@plants("prose.own-year")
def _own_year(reading: Reading, rng: random.Random) -> Place | None:
    year = next((record.year for record in reading.records if record.year), None)
    pattern = rf"(?<=[比与]){(year or 0) - 1}(?=年预算)"
    return in_text(pattern, lambda m, rng: str(year))(reading, rng) if year else None


@plants("prose.form-count")
def _count(reading: Reading, rng: random.Random) -> Place | None:
    count = sum(isinstance(record, ProjectGoal) for record in reading.records)
    if not count:
        return None
    text = f"本部门编报绩效目标的项目{count + rng.randint(1, 9)}个，涉及项目预算资金0.10万元。"
    reading.prose.append(Prose(text=text))
    return 0, f"prose[{len(reading.prose) - 1}]"


@plants("prose.performance-money")
def _money(reading: Reading, rng: random.Random) -> Place | None:
    planter = in_text(r"(?<=项目预算资金)\d[\d,.]*(?=万元)", lambda m, rng: f"{(number(m[0]) or 0) * 40:.2f}")
    return planter(reading, rng)
