"""The workbook that projects are given in: a sheet of projects, one of indicators, and an example of both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jixiao.atomic import whole
from jixiao.drafts.input.fields import Sheet, input_form
from jixiao.export.xlsx.measure import LINE_POINTS, PADDING_POINTS, lines
from jixiao.export.xlsx.paper import Paper, fit, put_text
from jixiao.sources import INPUT_TITLE

_ROWS = 300  # rows that are ready to be filled in
_LEVELS = {
    "level1": ["产出指标", "成本指标", "效益指标", "满意度指标"],
    "level2": [
        "数量指标", "质量指标", "时效指标", "经济成本指标", "社会成本指标", "生态环境成本指标", "经济效益指标",
        "社会效益指标", "生态效益指标", "可持续影响指标", "服务对象满意度指标",
    ],
    "funds.unit": ["元", "万元"],
}  # fmt: skip


def input_template(path: Path) -> Path:
    """The empty template at `path`; the rows of the example are passed over when it is read."""
    form = input_form()
    with whole(path) as part, Paper(part, path, None) as paper:
        paper.titled(INPUT_TITLE, ours=False)
        _sheet(paper, form.project, [form.example.project], "#2E75B6")
        _sheet(paper, form.indicator, form.example.indicators, "#548235")
    return path


def _sheet(paper: Paper, sheet: Sheet, examples: list[dict[str, str]], tab: str) -> None:
    page = paper.sheet(sheet.sheet, tab)
    look = paper.look
    for col, field in enumerate(sheet.fields.values()):
        page.set_column(col, col, field.width)
    page.set_row(0, 24)
    for col, field in enumerate(sheet.fields.values()):
        put_text(page, 0, col, field.heading + ("*" if field.required else ""), look.heading())
    for row, example in enumerate(examples, 1):
        tall = max(lines(example.get(path, ""), field.width) for path, field in sheet.fields.items())
        page.set_row(row, tall * LINE_POINTS + PADDING_POINTS)
        for col, path in enumerate(sheet.fields):
            form = look.cell("name", font_color="#7F7F7F", italic=True)
            put_text(page, row, col, example.get(path, ""), form)
    for row in range(len(examples) + 1, len(examples) + 21):
        for col in range(len(sheet.fields)):
            page.write_blank(row, col, None, look.cell("name"))
    _help(page, sheet, len(examples))
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    fit(page, sum(field.width for field in sheet.fields.values()))


def _help(page: Any, sheet: Sheet, examples: int) -> None:
    """Lists to choose from, and what a field is for when its cell is entered."""
    for col, (path, field) in enumerate(sheet.fields.items()):
        rules: dict[str, Any] = {"validate": "any"}
        if path in _LEVELS:
            rules = {"validate": "list", "source": _LEVELS[path], "error_type": "information"}
        said = field.note or field.ask
        if said:
            rules |= {"input_title": field.heading, "input_message": said}
        if len(rules) > 1:
            page.data_validation(1, col, _ROWS + examples, col, rules)
