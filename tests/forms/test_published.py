"""What is a department's published table and what only has a title like one."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from jixiao.config import Settings
from jixiao.pipeline import read
from jixiao.records import Reading
from jixiao.sources import gather

OTHERS = {
    "预算执行情况检查表": """
        检查事项 | 检查标准 | 检查结果
        公开时间 | 批复后20日内 | 15
        三公经费 | 公开到款 | 12
    """,
    "2026年度部门预算公开情况检查表": """
        序号 | 检查内容 | 符合要求 | 问题
        1 | 目录和三公经费说明 | 是 |
        2 | 《部门收入预算总表》的基本支出和项目支出 | 是 |
        3 | 《部门支出预算总表》 | 否 | 行政运行的合计与基本支出、项目支出不符
        4 | 《一般公共预算支出功能分类预算表》 | 是 |
    """,
    "星河科技有限公司经费预算表": """
        费用 | 一季度 | 二季度 | 全年
        研发 | 120.00 | 140.00 | 520.00
        销售 | 60.00 | 75.00 | 270.00
    """,
    "主营业务收入明细表": """
        客户 | 营业收入 | 营业成本
        甲 | 1,200.00 | 800.00
        乙 | 900.00 | 610.00
    """,
    "食堂采购价格情况表": """
        品名 | 规格 | 单价 | 金额
        大米 | 25kg | 118.00 | 2,360.00
        食用油 | 5L | 62.00 | 1,240.00
    """,
    "工会活动经费表": """
        活动 | 人数 | 标准 | 金额
        春游 | 60 | 80.00 | 4,800.00
        体检 | 55 | 300.00 | 16,500.00
    """,
    "学生奖学金支出明细表": """
        姓名 | 年级 | 金额
        某某 | 大一 | 3,000.00
        某某 | 大二 | 5,000.00
    """,
    "固定资产清查情况表": """
        资产名称 | 规格型号 | 原值 | 净值
        货车 | 5吨 | 186,000.00 | 93,000.00
        叉车 | 3吨 | 72,000.00 | 20,000.00
    """,
    "采购评分汇总表": """
        投标人 | 价格分 | 技术分 | 得分
        甲 | 28.5 | 45.0 | 73.5
        乙 | 30.0 | 41.2 | 71.2
    """,
    "家庭收支明细表": """
        月份 | 收入 | 支出
        1月 | 12,000 | 8,300
        2月 | 12,000 | 9,150
    """,
    "社会保险基金收益表": """
        阶段 | 净值增长率 | 业绩基准
        一年 | 8.77% | 7.02%
        三年 | 21.30% | 18.90%
    """,
    "物业费收入表": """
        楼栋 | 面积 | 收费标准 | 金额
        1号 | 12,300 | 1.80 | 22,140.00
        2号 | 9,800 | 1.80 | 17,640.00
    """,
    "工程款支出情况表": """
        合同编号 | 施工单位 | 已付款
        HT-01 | 甲公司 | 300.00
        HT-02 | 乙公司 | 100.00
    """,
}
OURS = {
    "2024年政府采购预算表": """
        采购品目大类 | 专项名称 | 经济科目 | 采购物品名称 | 采购组织形式 | 总计
        合计 | | | | | 45.00
        货物类 | 日常办公 | 办公费 | 复印纸 | 分散自行组织 | 20.00
        服务类 | 日常办公 | 印刷费 | 印刷品 | 集中采购机构 | 25.00
    """,
    "2024年部门支出总表": """
        科目编码 | 科目名称 | 合计
        2012601 | 行政运行 | 210.57
        2012604 | 档案馆 | 68.50
    """,
    "一般公共预算“三公”经费支出表": """
        合计 | 因公出国（境）费 | 公务接待费
        6.50 | 2.50 | 4.00
    """,
    "收支预算总表": """
        收入项目 | 预算数 | 支出项目 | 预算数
        一、财政拨款收入 | 2,901.20 | 一、一般公共服务支出 | 291.07
    """,
    "政府性基金预算支出表": """
        科目名称 | 基本支出 | 项目支出
         |  |
    """,
}


def cells(text: str) -> list[list[str]]:
    """The rows of a table written with bars between its cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def reading_of(title: str, rows: list[list[str]], tmp_path: Path, unit: str = "") -> Reading:
    document = Document()
    document.add_paragraph(title)
    if unit:
        document.add_paragraph(unit)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    path = tmp_path / "a.docx"
    document.save(str(path))
    (source,) = gather([path], tmp_path / "unpacked").sources
    return read(source, Settings())


@pytest.mark.parametrize("unit", ["", "单位：万元"])
@pytest.mark.parametrize("title", OTHERS)
def test_a_title_alone_makes_no_budget_table(title: str, unit: str, tmp_path: Path) -> None:
    reading = reading_of(title, cells(OTHERS[title]), tmp_path, unit)
    assert reading.records == []
    if reading.problems:
        (problem,) = reading.problems
        assert problem.code == "table.unrecognised"
        assert "jixiao learn" in problem.message
        assert "schemas" not in problem.message


@pytest.mark.parametrize("title", OURS)
def test_words_and_codes_of_public_money_do(title: str, tmp_path: Path) -> None:
    reading = reading_of(title, cells(OURS[title]), tmp_path, "单位：万元")
    assert [record.kind for record in reading.records] == ["budget_table"]


BODIES = [["序号", "单位名称", "单位性质"], ["1", "青山市水利局本级", "行政"], ["2", "青山市水文站", "事业"]]


@pytest.mark.parametrize(("table", "told"), [(BODIES, []), ([*BODIES, ["3", "青山市河道管理处", "358.20"]], ["1"])])
def test_the_list_of_a_departments_bodies_is_prose(table: list[list[str]], told: list[str], tmp_path: Path) -> None:
    """It names who is counted in; one with amounts may be a table of money and is said."""
    reading = reading_of("纳入决算编制范围的单位", [*table, ["9", "青山市水土保持中心", "事业"]], tmp_path, "")
    assert reading.records == []
    assert len([p for p in reading.problems if p.code == "table.unrecognised"]) == len(told)
