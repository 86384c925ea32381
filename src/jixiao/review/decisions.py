"""What reviewers decided: read from an edited workbook or from the command line, by the short names of remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from jixiao.errors import ConfigError, SourceError
from jixiao.office.excel.workbook import read_excel
from jixiao.records.decisions import VERDICTS, Decision, Verdict
from jixiao.review.model import Opinion, Remark
from jixiao.review.opinion import short
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


class Deciding(Mapping[str, Decision]):
    """By matter, the decisions on one source: those just given, by the short names of matters, before those kept.

    So a review that decisions come in with is made once.
    """

    def __init__(self, sha256: str, said: Iterable[Said], kept: Mapping[str, Decision], reviewer: str = "") -> None:
        self._sha256, self._kept, self._reviewer = sha256, kept, reviewer
        self._said = {one.id: one for one in said}

    def __getitem__(self, matter: str) -> Decision:
        one = self._said.get(short(self._sha256, matter))
        if one is None:
            return self._kept[matter]
        made = decision_of(one, self._sha256, matter, self._reviewer)
        return made.model_copy(update={"made": datetime.now(UTC).isoformat(timespec="seconds")})

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def decision_of(one: Said, sha256: str, matter: str, reviewer: str = "") -> Decision:
    """What was written down as a decision; ConfigError where it is not 采纳, 不采纳, 改为, or changes to nothing."""
    verdict = _CODES.get(one.verdict)
    if verdict is None:
        raise ConfigError(f"{one.where}的“{one.verdict}”不是可用的处理；可用的有：{'、'.join(VERDICTS.values())}")
    if verdict == "changed" and not one.text:
        raise ConfigError(f"{one.where}的处理是“改为”，但没有写改成什么；请在“{TEXT}”里写明")
    return Decision(
        sha256=sha256, matter=matter, verdict=verdict, text=one.text, note=one.note, reviewer=one.reviewer or reviewer
    )


def heard(said: Iterable[Said], opinions: Iterable[Opinion], reviewer: str = "") -> Heard:
    """The decisions on these opinions; ConfigError where one is wrong: see `decision_of`."""
    known: dict[str, tuple[Opinion, Remark]] = {r.id: (o, r) for o in opinions for r in o.remarks}
    out = Heard()
    for one in said:
        opinion, remark = known.get(one.id, (None, None))
        made = decision_of(one, opinion.sha256 if opinion else "", remark.matter if remark else "", reviewer)
        if opinion is None:
            out.unknown.append(one.id)
        else:
            out.decisions.append(made)
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
