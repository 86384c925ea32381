"""What reviewers decided: read from an edited workbook or from the command line, by the short names of remarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from jixiao.errors import ConfigError, SourceError
from jixiao.office.excel.workbook import read_excel
from jixiao.records.decisions import VERDICTS, Decision, Verdict
from jixiao.review.model import Opinion, Remark
from jixiao.tables.table import Table
from jixiao.text import key

# The headings of the sheet that reviewers fill in.
ID, VERDICT, TEXT, NOTE, REVIEWER = "意见编号", "处理", "改为", "说明", "审核人"
_HEADER_ROWS = 5
_CODES: dict[str, Verdict] = {"采纳": "accepted", "不采纳": "rejected", "改为": "changed"}


@dataclass(frozen=True, slots=True)
class Said:
    """A decision as it was written down: on which remark, and where it stands (for messages)."""

    id: str
    verdict: str
    text: str = ""
    note: str = ""
    reviewer: str = ""
    where: str = ""


@dataclass(slots=True)
class Heard:
    """Decisions, and what could not be made of the rest."""

    decisions: list[Decision] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def said_in(path: Path) -> tuple[list[Said], list[str]]:
    """What an edited workbook says, and what of it could not be read; SourceError where no sheet has the headings."""
    layout = read_excel(path, path.name)
    out: list[Said] = []
    found = False
    for table in (block for block in layout.blocks if isinstance(block, Table)):
        columns, head = _columns(table)
        found = found or bool(columns)
        for row in range(head + 1, table.n_rows) if columns else ():
            texts = {name: cell.passage.text.strip() for name, col in columns.items() if (cell := table.at(row, col))}
            if texts.get(ID) and (texts.get(VERDICT) or texts.get(TEXT)):
                where = f"{path.name}：“{table.place}”第 {row + 1} 行"
                out.append(
                    Said(
                        texts[ID], texts.get(VERDICT) or "改为", texts.get(TEXT, ""), texts.get(NOTE, ""),
                        texts.get(REVIEWER, ""), where,
                    )
                )  # fmt: skip
    if not found:
        raise SourceError(path.name, f"没有找到带“{ID}”和“{VERDICT}”两栏的表；请用 jixiao review 写出的工作簿")
    return out, [message for _, code, message in layout.problems if code == "excel.hidden"]


def said_as(text: str) -> Said:
    """What a command says: `编号=采纳`, `编号=不采纳`, `编号=改为:文字`."""
    name, mark, rest = text.partition("=")
    verdict, _, words = rest.replace("：", ":", 1).partition(":")
    if not mark or not name.strip() or verdict.strip() not in _CODES:
        raise ConfigError(
            f"--decide 应写成 编号=采纳、编号=不采纳 或 编号=改为:文字，现为 {text!r}；编号见意见书和工作簿"
        )
    return Said(name.strip(), verdict.strip(), words.strip(), where="--decide")


def heard(said: Iterable[Said], opinions: Iterable[Opinion], reviewer: str = "") -> Heard:
    """The decisions on these opinions; ConfigError where one is not among 采纳, 不采纳, 改为, or changes to nothing."""
    known: dict[str, tuple[Opinion, Remark]] = {r.id: (o, r) for o in opinions for r in o.remarks}
    out = Heard()
    for one in said:
        verdict = _CODES.get(one.verdict)
        if verdict is None:
            raise ConfigError(f"{one.where}的“{one.verdict}”不是可用的处理；可用的有：{'、'.join(VERDICTS.values())}")
        if verdict == "changed" and not one.text:
            raise ConfigError(f"{one.where}的处理是“改为”，但没有写改成什么；请在“{TEXT}”里写明")
        if one.id not in known:
            out.unknown.append(one.id)
            continue
        opinion, remark = known[one.id]
        out.decisions.append(
            Decision(
                sha256=opinion.sha256, matter=remark.matter, verdict=verdict, text=one.text, note=one.note,
                reviewer=one.reviewer or reviewer,
            )
        )  # fmt: skip
    return out


def _columns(table: Table) -> tuple[dict[str, int], int]:
    """The columns by heading and the row of the headings; none where the sheet has not both that are needed."""
    for row in range(min(table.n_rows, _HEADER_ROWS)):
        found = {
            name: cell.col
            for cell in table.row(row)
            for name in (ID, VERDICT, TEXT, NOTE, REVIEWER)
            if key(cell.text) == name
        }
        if ID in found and VERDICT in found:
            return found, row
    return {}, 0
