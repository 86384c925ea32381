"""What fields, faults and figures are called in reports."""

from __future__ import annotations

KINDS = {
    "project_goal": "项目绩效目标表",
    "department_goal": "部门整体绩效目标表",
    "department_narrative": "部门整体绩效目标（文字）",
    "budget_table": "预算公开表",
    "self_evaluation": "绩效自评表",
    "final_accounts_table": "决算公开表",
}

FAULTS = {
    "missing": "缺",
    "invented": "多",
    "merged": "并",
    "split": "拆",
    "wrong-kind": "表种错",
    "wrong-parent": "上级错",
    "wrong-scope": "期别错",
    "wrong-name": "名称错",
    "wrong-value": "值错",
    "wrong-unit": "单位错",
    "wrong-operator": "符号错",
    "text-differs": "文字有出入",
    "out-of-order": "次序错",
    "invalid": "结构不合约定",
    "null-for-blank": "空格写成 null",
    "blank-for-null": "null 写成空格",
    "failed": "没有读成",
}

FLAGS = {
    "conflict": "读数不一",
    "uncertain": "存疑",
    "finding": "有提示",
    "incomplete": "表不完整",
    "failed": "文件失败",
    "none": "未示警",
}

LISTS = {
    "indicators": "指标",
    "spending_plan": "支出计划",
    "tasks": "年度主要任务",
    "staff": "人员",
    "sub_goals": "分项目标",
    "measures": "保障措施",
    "rows": "表行",
    "record": "表",
}

FIELDS = {
    "title": "表名",
    "year": "年度",
    "project_name": "项目名称",
    "project_code": "项目编码",
    "category": "项目类别",
    "attribute": "项目属性",
    "period_start": "期限起",
    "period_end": "期限止",
    "department": "部门",
    "department_code": "部门编码",
    "implementer": "实施单位",
    "purpose": "资金用途",
    "schedule": "进度计划",
    "goal_lifetime": "实施期目标",
    "goal_annual": "年度目标",
    "policy_tasks": "主要政策任务",
    "execution_weight": "执行率分值",
    "funds.unit": "金额单位",
    "funds.annual.total": "年度资金总额",
    "funds.annual.fiscal": "年度财政拨款",
    "funds.annual.other": "年度其他资金",
    "funds.annual.carryover": "年度上年结转",
    "funds.lifetime.total": "实施期资金总额",
    "funds.lifetime.fiscal": "实施期财政拨款",
    "funds.lifetime.other": "实施期其他资金",
    "funds.lifetime.carryover": "实施期上年结转",
    "indicators.scope": "年度/实施期",
    "indicators.level1": "一级指标",
    "indicators.level2": "二级指标",
    "indicators.level3": "三级指标",
    "indicators.description": "指标描述",
    "indicators.value": "指标值",
    "indicators.weight": "分值",
    "indicators.basis": "确定依据",
    "spending_plan.due": "支出时点",
    "spending_plan.share": "支出比例",
    "contact": "联系人",
    "phone": "联系电话",
    "duty_basis": "职能依据",
    "duties": "部门职能",
    "core_functions": "核心职能",
    "strategic_goal": "战略目标",
    "affiliates": "直属单位",
    "affiliates_included": "一并纳入",
    "offices": "内设部门",
    "budget.unit": "预算单位",
    "budget.basic": "基本支出",
    "budget.project": "项目支出",
    "budget.fiscal": "财政拨款",
    "budget.other": "其他资金",
    "budget.operating": "运转类支出",
    "budget.specific": "特定目标类支出",
    "budget.local": "本级安排",
    "budget.transfer": "上级转移支付",
    "tasks.function": "职能（任务）",
    "tasks.policy": "重点任务",
    "tasks.project": "拟安排项目",
    "tasks.amount": "任务金额",
    "tasks.fiscal": "任务财政拨款",
    "tasks.other": "任务其他资金",
    "tasks_total.amount": "任务合计",
    "tasks_total.fiscal": "任务合计财政",
    "tasks_total.other": "任务合计其他",
    "staff.item": "人员项目",
    "staff.last_year": "上年人数",
    "staff.this_year": "本年人数",
    "overall_goal": "总体目标",
    "sub_goals.area": "分项名称",
    "sub_goals.activity": "活动",
    "sub_goals.goal": "分项目标",
    "sub_goals.indicators": "分项指标",
    "sub_goals.standards": "评价标准",
    "measures.heading": "措施标题",
    "measures.text": "措施内容",
    "unit": "单位",
    "notes": "表注",
    "columns": "表头",
    "cells": "单元格（按位置）",
    "cells_by_header": "单元格（按表头）",
}

FIGURES = {
    "row_recall": "行召回（全部列表）",
    "rows_exact_f1": "整行全对 F1（全部列表）",
    "indicator_recall": "指标行召回",
    "indicators_exact_f1": "指标整行全对 F1",
    "table_rows_exact_f1": "预算表整行全对 F1",
    "values_exact": "字段值全对",
    "cells_exact": "预算表单元格全对",
    "silent_rate": "未示警的错 / 全部值",
    "silent_numbers_rate": "未示警的错数 / 数值",
    "right_flagged_rate": "正确却示警",
}

LOWER_IS_BETTER = frozenset({"silent_rate", "silent_numbers_rate", "right_flagged_rate"})


def field_name(field: str) -> str:
    """The Chinese name of a field given as `kind.path`."""
    path = field.partition(".")[2]
    return FIELDS.get(path) or LISTS.get(path) or path


def fault_name(fault: str) -> str:
    """The Chinese name of a fault."""
    return FAULTS.get(fault, fault)


def flag_name(flag: str) -> str:
    """The Chinese name of a flag; one the harness does not know keeps its own."""
    return FLAGS.get(flag, flag)


def percent(value: float | None, digits: int = 2) -> str:
    """A share as a percentage; a dash where it is not defined. Never rounded up to 100 or down to 0."""
    if value is None:
        return "–"
    text = f"{100 * value:.{digits}f}%"
    edge = 10**-digits
    if value < 1 and float(text[:-1]) >= 100:
        return f">{100 - edge:.{digits}f}%"
    if value > 0 and float(text[:-1]) == 0:
        return f"<{edge:.{digits}f}%"
    return text
