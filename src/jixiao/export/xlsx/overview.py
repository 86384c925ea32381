"""The first sheet: what was read, what to look at, where everything stands and how to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.export.xlsx.look import DARK, MARKS, Tone
from jixiao.export.xlsx.paper import Paper, fit, put_text
from jixiao.export.xlsx.sheet import NounSheet
from jixiao.records import SEVERITIES, Checked, Reading
from jixiao.records.kinds import LABELS
from jixiao.records.tables.identifying import STATUS, status_of
from jixiao.records.tables.schema import LEVELS

NAME = "概览"
_COLUMNS = (26, 14, 14, 14, 50)
_HINTS = (
    "所有文字与原文一致，没有改写、补全或换算；换算出来的数放在旁边标“（元）”或“数值”的栏，可以直接求和。",
    "“页”是原文件的页码，点一下可打开原文件（需与本工作簿的相对位置不变）；Word、Excel 没有页码。",
    "文字过长的格子只显示前面几行，点中它可看全文。整栏都没有内容的栏和供程序用的栏已隐藏，取消隐藏即可看到。",
    "要改正时，直接在印出的栏里改，旁边换算出来的栏不用改；改完存盘，用 jixiao correct 这个文件 --store 库.db 读回去。",
    "可以排序、筛选、隐藏或删去用不着的栏，也可以删行、加行（照抄同一份表的“记录编号”）；",
    "请不要删去隐藏的“改正用”一栏：改正过的工作簿凭它找回每一行原来的位置。",
)
_LEGEND: tuple[tuple[Tone, str, str], ...] = (
    ("plain", "（空白）", "表里有这一栏，没有填"),
    ("absent", "", "灰底：这种表没有这一栏"),
    ("doubted", "数据", "虚线框：读得没有把握，请对照原文；详见“问题”"),
    ("signed", "数据", "绿底斜体：人工改正或核对过；谁、什么时候，见“人工改正”栏和“改正”"),
    ("partial", "▲ 不完整", "有内容没有读出或没有归入，原因见“问题”"),
    ("dead", "✕ 未能读取", "整个文件没有读出"),
)


@dataclass(slots=True)
class Counts:
    """What the first sheet tells, counted while the readings pass."""

    files: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    whole: Counter[str] = field(default_factory=Counter)
    part: Counter[str] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    checked: bool = False
    versions: set[str] = field(default_factory=set)

    def add(self, reading: Reading) -> None:
        """Count the reading in."""
        self.files[status_of(reading)] += 1
        self.pages += reading.source.pages or 0
        self.checked = self.checked or isinstance(reading, Checked)
        if reading.version:
            self.versions.add(reading.version)
        for record in reading.records:
            (self.whole if record.status == "complete" else self.part)[record.kind] += 1


class Overview:
    """The sheet, made first so that it stands first, and written last."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._sheet = paper.sheet(NAME, DARK)
        self._at = 0

    def write(self, counts: Counts, sheets: Sequence[NounSheet], remarks: Sequence[str]) -> None:
        """Write everything; `remarks` are further hints."""
        for col, wide in enumerate(_COLUMNS):
            self._sheet.set_column(col, col, wide)
        self._line("预算绩效公开信息提取结果", 30, bold=True, font_size=18, font_color=DARK)
        done, bad = counts.files.total() - counts.files["failed"], counts.files["failed"]
        said = f"文件 {counts.files.total()} 个，读出 {done} 个" + (f"，未能读取 {bad} 个" if bad else "")
        version = f"；jixiao {'、'.join(sorted(counts.versions))}" if counts.versions else ""
        self._line(f"{said}；共 {counts.pages} 页{version}", 20, font_color="#5F6B7A")
        self._at += 1
        self._records(counts)
        self._troubles(counts)
        if counts.checked:
            self._findings(counts)
        self._directory(sheets)
        self._legend()
        self._section("怎么看")
        for hint in (*_HINTS, *remarks):
            self._line(f"· {hint}", 20)
        fit(self._sheet, sum(_COLUMNS))
        self._sheet.activate()

    def _records(self, counts: Counts) -> None:
        self._section("读到的记录")
        self._cells(("类型", STATUS["complete"], STATUS["incomplete"], "合计"), heading=True)
        for kind, name in LABELS.items():
            whole, part = counts.whole[kind], counts.part[kind]
            if whole + part:
                self._cells((name, whole, part, whole + part), tones=("plain", "plain", "partial" if part else "plain"))
        whole, part = counts.whole.total(), counts.part.total()
        self._cells(("合计", whole, part, whole + part), bold=True)
        self._at += 1

    def _troubles(self, counts: Counts) -> None:
        self._section("需要看一看的")
        if not counts.levels.total():
            self._line("没有。", 20)
        else:
            self._cells(("程度", "处数"), heading=True)
            for level, name in LEVELS.items():
                if counts.levels[level]:
                    self._cells((MARKS[level][0] + name, counts.levels[level]))
        self._at += 1

    def _findings(self, counts: Counts) -> None:
        self._section("检查发现")
        if not counts.findings.total():
            self._line("没有。", 20)
        else:
            self._cells(("程度", "处数"), heading=True)
            for severity, name in SEVERITIES.items():
                if counts.findings[severity]:
                    self._cells((MARKS[severity][0] + name, counts.findings[severity]))
        self._at += 1

    def _directory(self, sheets: Sequence[NounSheet]) -> None:
        self._section("各工作表")
        look = self._paper.look
        for shown in sheets:
            if not shown.count:
                continue
            self._sheet.set_row(self._at, 20)
            url = f"internal:'{shown.name}'!A1"
            self._sheet.write_url(self._at, 0, url, look.line(font_color="#0B57A4", underline=1), shown.name)
            put_text(self._sheet, self._at, 1, f"{shown.count:,} 行", look.line(align="right"))
            put_text(self._sheet, self._at, 2, shown.noun.about, look.line(indent=1))
            self._at += 1
        self._at += 1

    def _legend(self) -> None:
        self._section("格子的样子")
        look = self._paper.look
        for tone, sample, meaning in _LEGEND:
            self._sheet.set_row(self._at, 20)
            put_text(self._sheet, self._at, 0, sample, look.cell("mark", tone))
            put_text(self._sheet, self._at, 1, meaning, look.line(indent=1))
            self._at += 1
        self._at += 1

    def _section(self, title: str) -> None:
        self._line(title, 24, bold=True, font_size=12, font_color=DARK)

    def _line(self, text: str, tall: float, **more: Any) -> None:
        self._sheet.set_row(self._at, tall)
        put_text(self._sheet, self._at, 0, text, self._paper.look.line(**more))
        self._at += 1

    def _cells(
        self, values: Sequence[str | int], heading: bool = False, tones: Sequence[Tone] = (), bold: bool = False
    ) -> None:
        look = self._paper.look
        self._sheet.set_row(self._at, 20)
        for col, value in enumerate(values):
            tone = tones[col] if col < len(tones) else "plain"
            if isinstance(value, str):
                form = look.heading() if heading else look.cell("name", tone, bold=bold)
                put_text(self._sheet, self._at, col, value, form)
            else:
                form = look.cell("count", tone, num_format="#,##0", **({"bold": True} if bold else {}))
                self._sheet.write_number(self._at, col, value, form)
        self._at += 1
