"""What reviewers decided: read from an edited workbook or from the command line, by the short names of remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from jixiao.errors import ConfigError, SourceError
from jixiao.office.excel.workbook import read_excel
from jixiao.records.annotations.decisions import VERDICTS, Decision, Verdict
from jixiao.reviews.model import Opinion, Remark
from jixiao.reviews.opinion import short
from jixiao.tables.table import Table
from jixiao.text import key

# The headings of the sheet that reviewers fill in.
ID, VERDICT, TEXT, NOTE, REVIEWER = "意见编号", "处理", "改为", "说明", "审核人"
# And those by which the forms of a review are known again.
SOURCE, SUBJECT, PAGE, NUMBER = "来源文件", "项目（部门）", "首页", "意见书"
_HEADER_ROWS = 5
_COMMAND = "--decide"
_CODES: dict[str, Verdict] = {"采纳": "accepted", "部分采纳": "partly", "不采纳": "rejected", "改为": "changed"}


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
    """Decisions, and what could not be made of the rest: numbers that are none, and cells that cannot be used."""

    decisions: list[Decision] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


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


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a workbook says was reviewed: the sources by name, and of each form (source, name, first page) its place
    among the opinions."""

    sources: frozenset[str] = frozenset()
    order: Mapping[tuple[str, str, str], int] = field(default_factory=dict)


def reviewed_in(path: Path) -> Reviewed:
    """The forms that the workbook is about, those that nothing was found in among them."""
    sources: set[str] = set()
    order: dict[tuple[str, str, str], int] = {}
    for table in (block for block in read_excel(path, path.name).blocks if isinstance(block, Table)):
        columns = {key(cell.text): cell.col for cell in table.row(0)}
        if SOURCE not in columns:
            continue
        for row in range(1, table.n_rows):
            said = {name: cell.passage.text.strip() for name, at in columns.items() if (cell := table.at(row, at))}
            sources.add(said.get(SOURCE, ""))
            if (number := said.get(NUMBER, "")).isdigit():
                order[said.get(SOURCE, ""), said.get(key(SUBJECT), ""), said.get(PAGE, "")] = int(number)
    return Reviewed(frozenset(sources - {""}), order)


def said_as(text: str) -> Said:
    """What a command says: `编号=采纳`, `编号=不采纳`, `编号=改为:文字`."""
    name, mark, rest = text.partition("=")
    verdict, _, words = rest.replace("：", ":", 1).partition(":")
    if not mark or not name.strip() or verdict.strip() not in _CODES:
        raise ConfigError(
            f"--decide 应写成 编号=采纳、编号=不采纳 或 编号=改为:文字，现为 {text!r}；编号见意见书和工作簿"
        )
    return Said(name.strip(), verdict.strip(), words.strip(), where=_COMMAND)


class Deciding(Mapping[str, Decision]):
    """By matter, the decisions on one source: those just given, by the short names of matters, before those kept.

    So a review that decisions come in with is made once.
    """

    def __init__(self, sha256: str, said: Iterable[Said], kept: Mapping[str, Decision], reviewer: str = "") -> None:
        self._sha256, self._kept, self._reviewer = sha256, kept, reviewer
        self._said = {one.id: one for one in said if one.where == _COMMAND or not refusal_of(one)}

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
    """What was written down as a decision; ConfigError where it is none: see `refusal_of`."""
    verdict = _CODES.get(one.verdict)
    if verdict is None or refusal_of(one):
        raise ConfigError(refusal_of(one))
    return Decision(
        sha256=sha256, matter=matter, verdict=verdict, text=one.text, note=one.note, reviewer=one.reviewer or reviewer
    )


def refusal_of(one: Said) -> str:
    """Why what was written down is no decision, and what to do; "" where it is one."""
    if one.verdict not in _CODES:
        return f"{one.where}的“{one.verdict}”不是可用的处理；可用的有：{'、'.join(VERDICTS.values())}"
    if _CODES[one.verdict] == "changed" and not one.text:
        return f"{one.where}的处理是“改为”，但没有写改成什么；请在“{TEXT}”里写明"
    return ""


def heard(said: Iterable[Said], opinions: Iterable[Opinion], reviewer: str = "") -> Heard:
    """The decisions on these opinions.

    A cell of a workbook that is none is told, and the rest is taken; ConfigError where the command line says such.
    """
    known: dict[str, tuple[Opinion, Remark]] = {r.id: (o, r) for o in opinions for r in o.remarks}
    out = Heard()
    for one in said:
        opinion, remark = known.get(one.id, (None, None))
        if (refusal := refusal_of(one)) and one.where != _COMMAND:
            out.refused.append(refusal)
        elif opinion is None or remark is None:
            if refusal:
                raise ConfigError(refusal)
            out.unknown.append(one.id)
        else:
            out.decisions.append(decision_of(one, opinion.sha256, remark.matter, reviewer))
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
