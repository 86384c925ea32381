"""The nouns that are kept: records, their evidence, what is wrong with them, and the reading of one source."""

from jixiao.records.annotations.findings import SEVERITIES, Finding, Ledger, Related, Severity
from jixiao.records.checked import Checked
from jixiao.records.evaluation import EvaluatedIndicator, EvaluationTotal, ExecutedFunds, Execution, SelfEvaluation
from jixiao.records.goals import (
    Budget,
    DepartmentGoal,
    DepartmentNarrative,
    Funds,
    FundsSide,
    Indicator,
    Measure,
    ProjectGoal,
    SpendingStep,
    Staff,
    SubGoal,
    Task,
    TasksTotal,
)
from jixiao.records.kinds import AnyRecord
from jixiao.records.model import Alternative, Evidence, Extra, Reason, Spot
from jixiao.records.published import BudgetTable, FinalAccountsTable, PublishedTable
from jixiao.records.reading import PageCoverage, Prose, Reading, Record, SourceInfo

__all__ = [
    "SEVERITIES",
    "Alternative",
    "AnyRecord",
    "Budget",
    "BudgetTable",
    "Checked",
    "DepartmentGoal",
    "DepartmentNarrative",
    "EvaluatedIndicator",
    "EvaluationTotal",
    "Evidence",
    "ExecutedFunds",
    "Execution",
    "Extra",
    "FinalAccountsTable",
    "Finding",
    "Funds",
    "FundsSide",
    "Indicator",
    "Ledger",
    "Measure",
    "PageCoverage",
    "ProjectGoal",
    "Prose",
    "PublishedTable",
    "Reading",
    "Reason",
    "Record",
    "Related",
    "SelfEvaluation",
    "Severity",
    "SourceInfo",
    "SpendingStep",
    "Spot",
    "Staff",
    "SubGoal",
    "Task",
    "TasksTotal",
]
