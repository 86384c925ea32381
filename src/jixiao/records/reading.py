"""What is read from one source: its records, the problems met, and where every character went."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from jixiao.records.annotations.corrections import Corrected
from jixiao.records.goals import DepartmentGoal, ProjectGoal
from jixiao.records.kinds import AnyRecord
from jixiao.records.model import Evidence, Model, Reason, absent
from jixiao.records.published import BudgetTable

Record = Annotated[AnyRecord, Field(discriminator="kind")]


class SourceInfo(Model):
    """The file a reading is of; `path` is where it lay in its folder, `also_at` are other files of the same content."""

    name: str = Field(description="文件名")
    sha256: str = Field(description="内容校验值")
    pages: int | None = Field(default=None, description="页数")
    path: str = Field(default="", description="所在位置", exclude_if=absent)
    also_at: list[str] = Field(default_factory=list, description="内容相同的文件", exclude_if=absent)


class PageCoverage(Model):
    """How many characters of a page (or sheet, or document) went where; `unexplained` lists what nobody claimed.

    `way` is how a page was read that was not read by its text layer: "scanned" (it has none) or "garbled" (it cannot be
    believed), both by OCR; `why` says so in words.
    """

    page: int | None = None
    way: Literal["", "scanned", "garbled"] = Field(default="", description="读取方式", exclude_if=absent)
    why: str = Field(default="", description="为什么这样读", exclude_if=absent)
    place: str | None = None
    characters: int = 0
    field: int = 0
    label: int = 0
    heading: int = 0
    prose: int = 0
    margin: int = 0
    unexplained: list[str] = Field(default_factory=list)


class Prose(Evidence):
    """A paragraph between the forms, which no record holds, and where it stands."""

    text: str = Field(description="正文")


class Reading(Model):
    """Everything read from one source file; `prose` are the paragraphs that belong to no form, in order.

    `corrected` says what a person put right, where the reading is given as corrected; None where it is as read.
    """

    source: SourceInfo
    records: list[Record] = Field(default_factory=list)
    problems: list[Reason] = Field(default_factory=list, description="未能读取或未能识别之处")
    coverage: list[PageCoverage] = Field(default_factory=list)
    prose: list[Prose] = Field(default_factory=list, exclude_if=absent, description="表外的正文")
    version: str = ""
    corrected: Corrected | None = Field(default=None, exclude_if=absent, description="人工改正")

    def number_of(self, at: int) -> int:
        """The number, from 1, that the record at the position (from 0) has in the reading as it was read."""
        return self.corrected.numbers[at] if self.corrected else at + 1

    @property
    def projects(self) -> list[ProjectGoal]:
        """The project forms in it."""
        return [record for record in self.records if isinstance(record, ProjectGoal)]

    @property
    def departments(self) -> list[DepartmentGoal]:
        """The department forms in it."""
        return [record for record in self.records if isinstance(record, DepartmentGoal)]

    @property
    def budget_tables(self) -> list[BudgetTable]:
        """The budget tables in it."""
        return [record for record in self.records if isinstance(record, BudgetTable)]

    def rows(self, table: str = "indicators") -> list[dict[str, Any]]:
        """The rows of a table, "projects", "indicators" and the like: the columns of the database and of Parquet.

        Amounts are Decimal in 元. KeyError naming the tables where there is none of that name.
        """
        from jixiao.records.tables.frames import rows

        return rows(self, table)

    def to_pandas(self, table: str = "indicators") -> Any:
        """That table as a pandas DataFrame; MissingPackage where pandas is not installed."""
        from jixiao.records.tables.frames import to_pandas

        return to_pandas(self, table)

    def to_arrow(self, table: str = "indicators") -> Any:
        """That table as a pyarrow Table; MissingPackage where pyarrow is not installed."""
        from jixiao.records.tables.frames import to_arrow

        return to_arrow(self, table)
