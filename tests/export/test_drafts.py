"""Drafts as files: what stands in the text, the JSON, the Word form, the workbook and the page."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path

import docx
import openpyxl
import pytest
from tests.drafts.projects import project

from jixiao.drafts import Manner, draft
from jixiao.errors import SourceError
from jixiao.export.drafts import Entry, draft_book, draft_page, drafts_json, drafts_text, own_form, word_form
from jixiao.records.drafts import Fault


@pytest.fixture
def entry() -> Entry:
    given = project()
    return Entry(given, draft(given).draft)


@pytest.fixture
def doubtful(entry: Entry) -> Entry:
    """A draft that the guard has something against."""
    fault = Fault(code="number.unsupported", message="“7个”没有出处；请删去", sentence=0)
    made = entry.draft.model_copy(update={"faults": [fault], "replaced": [1]}, deep=True)
    made.sentences[0].by = "model"
    return Entry(entry.project, made, "接口没有回答")


def test_text_says_how_it_was_written(entry: Entry, doubtful: Entry, tmp_path: Path) -> None:
    text = drafts_text([entry, doubtful], tmp_path / "目标.txt").read_text(encoding="utf-8")
    first, second = text.split("\n滨河步道照明更新\n")
    assert entry.draft.text in first and "\n（由模板写成）\n没有写入的指标：\n" in first
    assert "初稿：核对发现 1 处问题，改正前不能使用（“7个”没有出处；请删去）；由大模型起草" in second
    assert "（大模型没有写成：接口没有回答）" in second


def test_json_holds_the_trace(entry: Entry, doubtful: Entry, tmp_path: Path) -> None:
    data = json.loads(drafts_json([entry, doubtful], tmp_path / "目标.json").read_text(encoding="utf-8"))
    good, bad = data["drafts"]
    assert (good["final"], good["by"], bad["final"], bad["by"]) == (True, "composed", False, "mixed")
    assert "".join(s["text"] for s in good["sentences"]) == good["text"] == entry.draft.text
    assert good["sources"]["indicators[0]"] == "更换节能路灯数量　≥420盏"
    assert good["sources"]["year"] == "年度：2024"
    assert {cite for s in good["sentences"] for cite in s["cites"]} == set(good["sources"])
    assert bad["faults"][0]["message"] == "“7个”没有出处；请删去" and bad["replaced"] == [1]


def test_the_word_form_is_filled_in_and_its_levels_merged(entry: Entry, tmp_path: Path) -> None:
    document = docx.Document(str(word_form(entry, tmp_path / "表.docx")))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    flat = {cell for row in rows for cell in row}
    assert {"滨河步道照明更新", "星岸市路灯管理所", "268.50", entry.draft.text, "≥420盏"} <= flat
    head = next(n for n, row in enumerate(rows) if "一级指标" in row)
    body = table.rows[head + 1 :]
    assert len(body) == len(entry.project.indicators)
    assert body[0].cells[0]._tc is body[5].cells[0]._tc is not body[6].cells[0]._tc
    assert body[0].cells[1]._tc is body[1].cells[1]._tc is not body[2].cells[1]._tc
    assert not re.search(r"\{\{|\{%", "".join(flat))


def test_characters_of_markup_and_of_jinja_stay_what_they_are(tmp_path: Path) -> None:
    given = project(("产出指标", "数量指标", "A<B>&{{ x }}数量", "3次"), implementer="<甲&乙>")
    made = word_form(Entry(given, draft(given).draft), tmp_path / "表.docx")
    text = "".join(cell.text for row in docx.Document(str(made)).tables[0].rows for cell in row.cells)
    assert "A<B>&{{ x }}数量" in text and "<甲&乙>" in text


def test_an_office_may_fill_its_own_form(entry: Entry, tmp_path: Path) -> None:
    own = own_form(tmp_path / "本单位.docx")
    document = docx.Document(str(own))
    document.add_paragraph("经办：{{ department }}")
    document.save(str(own))
    filled = docx.Document(str(word_form(entry, tmp_path / "表.docx", own)))
    assert filled.paragraphs[-1].text == "经办：星岸市城市管理局"


@pytest.mark.parametrize(
    ("told", "said"), [("{{ nothing }}", "填不进去"), ("{{ x", "填不进去"), (None, "不是 Word 文档")]
)
def test_a_form_that_cannot_be_filled_is_named(entry: Entry, tmp_path: Path, told: str | None, said: str) -> None:
    own = own_form(tmp_path / "本单位.docx")
    if told is None:
        own.write_bytes(b"no form")
    else:
        document = docx.Document(str(own))
        document.add_paragraph(told)
        document.save(str(own))
    with pytest.raises(SourceError, match=rf"本单位\.docx：.*{said}"):
        word_form(entry, tmp_path / "表.docx", own)
    assert not (tmp_path / "表.docx").exists()


def test_the_workbook_has_goals_and_where_indicators_are_said(entry: Entry, doubtful: Entry, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(draft_book([entry, doubtful], tmp_path / "目标.xlsx"))
    goals = list(book["绩效目标"].values)
    assert goals[1][:2] == ("滨河步道照明更新", 2024) and goals[1][3] == entry.draft.text
    assert goals[2][5] == "“7个”没有出处；请删去"
    rows = {row[1]: row[2:] for row in list(book["指标对照"].values)[1:11]}
    assert rows["路灯亮灯率"][0] == "≥98%" and rows["路灯亮灯率"][1]
    assert not rows["检测能力"][1] and "是" in rows["检测能力"][2]


def test_the_page_joins_sentences_and_indicators_and_needs_nothing_else(
    entry: Entry, doubtful: Entry, tmp_path: Path
) -> None:
    page = draft_page([entry, doubtful], tmp_path / "目标.html").read_text(encoding="utf-8")
    script = page[page.index("<script>") + len("<script>") : page.index("</script>")]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
        in html.unescape(page)
    )
    assert not re.search(r"(?:src|href)=", page)
    for path in ("indicators[0]", "indicators[9]"):
        assert f'data-path="{path}"' in page
        assert re.search(rf'data-cites="[^"]*{re.escape(path)}', page)
    assert "初稿" in page and "“7个”没有出处；请删去" in page


def test_other_versions_are_told_apart() -> None:
    given = project()
    assert Entry(given, draft(given, Manner(version=2)).draft).name == "滨河步道照明更新（第2稿）"
