"""Tables that a department publishes, as records of the contract."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from jixiao.records.model import Printed
from jixiao.records.record import Base


class PublishedTable(Base):
    """A table that is published as it is: header paths, and rows of cells as many as there are columns."""

    kind: str
    title: Printed = Field(default=None, description="表名")
    unit: Printed = Field(default=None, description="单位")
    year: int | None = Field(default=None, description="年度")
    columns: list[list[str]] = Field(default_factory=list, description="栏目")
    rows: list[list[str]] = Field(default_factory=list, description="数据")
    notes: str = Field(default="", description="注")


class BudgetTable(PublishedTable):
    """部门预算公开表: what is to be received and spent."""

    kind: Literal["budget_table"] = "budget_table"


class FinalAccountsTable(PublishedTable):
    """部门决算公开表: what was received and spent."""

    kind: Literal["final_accounts_table"] = "final_accounts_table"
