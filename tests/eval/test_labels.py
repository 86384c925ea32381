"""Is a label right; a checked record and a corrected workbook as labels."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from eval.files import EvalError, find_documents, read_gold
from eval.labels.gold import Remark, check, pieces
from eval.labels.label import from_records, from_workbook, write
from eval.labels.printed import Printed, plain, read_printed

Records = list[dict[str, Any]]
Write = Callable[[Path, Records], Path]


def page_of(record: dict[str, Any]) -> str:
    """A page on which all of a record is printed, each value on a line of its own."""
    lines = [json.dumps(v, ensure_ascii=False) for v in record.values()]
    return plain("\n".join(lines))


def printed(gold: Records) -> Printed:
    pages = {}
    for record in gold:
        pages |= {n: page_of(record) for n in range(record["pages"][0], record["pages"][1] + 1)}
    return Printed(pages)


def remarks(found: list[Remark]) -> set[tuple[str, str]]:
    return {(r.level, r.path) for r in found}


def test_a_right_label_has_no_remark(gold: Records) -> None:
    assert check(gold, printed(gold)) == []


def test_a_character_that_is_not_printed_is_an_error(gold: Records) -> None:
    page = printed(gold)
    gold[0]["indicators"][0]["level3"] = "新打机井數量"
    gold[0]["implementer"] = "青岚县水务司"
    assert remarks(check(gold, page)) == {("error", "indicators[0].level3"), ("error", "implementer")}


def test_a_number_must_be_printed_in_one_go(gold: Records) -> None:
    page = printed(gold)
    gold[0]["indicators"][0]["value"] = "≥52眼"
    assert remarks(check(gold, page)) == {("note", "indicators[0].value")}


def test_a_value_of_another_page_is_seen(gold: Records) -> None:
    page = printed(gold)
    gold[0]["pages"] = [4, 4]
    assert {r.level for r in check(gold, page)} >= {"error"}


def test_shape_errors_come_first(gold: Records) -> None:
    page = printed(gold)
    gold[0]["indicators"][0]["operator"] = "≥"
    gold[2]["rows"][0].pop()
    found = check(gold, page)
    assert {(r.level, r.form) for r in found} == {("error", "#1 农村饮水巩固提升"), ("error", "#3 支出预算总表")}


def test_sums_that_do_not_close_are_notes(gold: Records) -> None:
    gold[0]["funds"]["annual"]["fiscal"] = "100.60"
    gold[2]["rows"][3][4] = "400.00"
    gold[1]["execution_weight"] = "10"
    for row in gold[1]["indicators"]:
        row["weight"] = "12"
    found = check(gold, None)
    assert {r.level for r in found} == {"note"}
    assert {r.path for r in found} >= {"funds.annual.total", "rows[3][2]", "rows[1][4]", "indicators"}


def test_pieces() -> None:
    assert pieces("≥95%", "满意度≥≤95%") == (2, "")
    assert pieces("机井数量", "机井的数量") == (2, "")
    assert pieces("机井數量", "机井数量") == (3, "數")


def test_the_samples_are_labelled_without_error(samples: Path) -> None:
    documents = find_documents([samples])
    assert len(documents) >= 8
    for document in documents:
        found = check(read_gold(document.gold).records, read_printed(document.path))
        assert [r for r in found if r.level == "error"] == [], document.name


@pytest.mark.corpus
def test_the_corpus_is_labelled_without_error_and_its_own_mistakes_are_noted(corpus: Path) -> None:
    noted = set()
    for document in find_documents([corpus]):
        found = check(read_gold(document.gold).records, read_printed(document.path))
        assert [r for r in found if r.level == "error"] == [], document.name
        noted |= {document.stem for r in found}
    assert {"swu-2023", "shanghai-finance-2025"} <= noted  # sums that the offices printed so


def test_an_edited_reading_becomes_a_label(gold: Records, write_json: Write, tmp_path: Path) -> None:
    reading = copy.deepcopy(gold)
    reading[0] |= {
        "status": "incomplete",
        "reasons": [],
        "evidence": {"title": {"page": 1, "box": [0, 0, 9, 9], "how": "text"}},
        "doubts": {"indicators[0].value": ["uncertain"]},
        "parsed": {"indicators[0].value": {"number": "12"}},
    }
    label = from_records(write_json(tmp_path / "made.json", reading), None)
    assert label.data["records"] == gold
    assert label.doubts == ["#1 农村饮水巩固提升  indicators[0].value：存疑"]
    write(label, tmp_path / "gold" / "made.json")
    assert read_gold(tmp_path / "gold" / "made.json").records == gold


def test_a_label_that_cannot_be_right_is_not_written(gold: Records, write_json: Write, tmp_path: Path) -> None:
    gold[0]["indicators"][0]["scope"] = "quarterly"
    label = from_records(write_json(tmp_path / "made.json", gold), None)
    with pytest.raises(EvalError, match="1 处错"):
        write(label, tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


@pytest.fixture
def base(gold: Records, tmp_path: Path) -> Path:
    """The records as extraction writes them."""
    path = tmp_path / "made.pdf.json"
    source = {"name": "made.pdf", "sha256": MARK + "0" * 52, "pages": 4}
    path.write_text(json.dumps({"source": source, "records": gold}, ensure_ascii=False), encoding="utf-8")
    return path


MARK = "0123456789ab"
Change = Callable[[Any], None]
Workbook = Callable[[Change], Path]


@pytest.fixture
def workbook(gold: Records, tmp_path: Path) -> Workbook:
    """A workbook as exported, with the rows of another file among them, changed by hand."""

    def make(change: Change) -> Path:
        book = openpyxl.Workbook()
        projects, indicators = book.create_sheet("项目"), book.create_sheet("绩效指标")
        projects.append(["项目名称", "年度资金总额", "年度资金总额（元）", "年度绩效目标", "记录编号"])
        indicators.append(["项目或部门", "期间", "一级指标", "二级指标", "三级指标", "指标值", "记录编号", "序号"])
        for number, record in enumerate(gold[:2], 1):
            name = f"{MARK}#{number:03}"
            total = record["funds"]["annual"]["total"]
            projects.append([record["project_name"], total, 1205000, record["goal_annual"], name])
            for k, row in enumerate(record["indicators"], 1):
                scope = "年度" if row["scope"] == "annual" else "实施期"
                cells = [row[field] for field in ("level1", "level2", "level3", "value")]
                indicators.append([record["project_name"], scope, *cells, name, k])
        indicators.append(["别处的项目", "年度", "产出指标", "数量指标", "别处的名目", "1", "ffffffffffff#001", 1])
        change(book)
        path = tmp_path / "checked.xlsx"
        book.save(path)
        return path

    return make


def test_an_untouched_workbook_gives_back_the_records(gold: Records, base: Path, workbook: Workbook) -> None:
    assert from_workbook(workbook(lambda book: None), base, None).data["records"] == gold


def test_rows_corrected_added_deleted_and_sorted_in_a_workbook(gold: Records, base: Path, workbook: Workbook) -> None:
    def change(book: Any) -> None:
        sheet = book["绩效指标"]
        sheet["F2"] = "=100%"
        sheet.delete_rows(4)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, len(rows))
        for row in reversed(rows):
            sheet.append(row)
        sheet.append(["", "年度", *("满意度指标", "服务对象满意度指标", "施工单位满意度"), 92, f"{MARK}#002", 8])
        book["项目"]["B2"] = "120.60"

    records = from_workbook(workbook(change), base, None).data["records"]
    assert records[0]["indicators"][0] == gold[0]["indicators"][0] | {"value": "=100%"}
    assert records[0]["indicators"][1:] == [r for i, r in enumerate(gold[0]["indicators"]) if i not in (0, 2)]
    assert records[0]["funds"]["annual"]["total"] == "120.60"
    last = records[1]["indicators"][-1]
    assert (last["level3"], last["value"], last["basis"], last["scope"]) == ("施工单位满意度", "92", None, "annual")
    assert records[1]["indicators"][:-1] == gold[1]["indicators"]
    assert records[2] == gold[2]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda b: setattr(b["绩效指标"], "title", "别的"), "绩效指标"),
        (lambda b: b["绩效指标"].delete_cols(7), "记录编号"),
        (lambda b: b["绩效指标"].append(["", "年度", "", "", "多", "1", f"{MARK}#009", 1]), "009"),
        (lambda b: b["绩效指标"].append(["", "年度", "", "", "多", "1", None, 1]), "第 18 行"),
        (lambda b: b["项目"].delete_rows(2, 2), "同一次读取"),
    ],
)
def test_a_workbook_that_does_not_fit_says_why(base: Path, workbook: Workbook, change: Change, says: str) -> None:
    with pytest.raises(EvalError, match=says):
        from_workbook(workbook(change), base, None)


def test_the_exported_workbook_of_the_samples_gives_back_what_was_read(samples: Path, tmp_path: Path) -> None:
    """The real export, untouched: every record of every sample comes back as it was read."""
    from jixiao import extract
    from jixiao.export import workbook as export

    names = [p for p in sorted(samples.iterdir()) if p.suffix in (".pdf", ".docx", ".xlsx")]
    readings = [extract(path) for path in names]
    book = export(readings, tmp_path / "all.xlsx")
    for reading in readings:
        path = tmp_path / f"{reading.source.name}.json"
        path.write_text(reading.model_dump_json(), encoding="utf-8")
        if any(record.kind.endswith("_goal") for record in reading.records):
            label = from_workbook(book, path, None)
            assert label.data["records"] == from_records(path, None).data["records"], reading.source.name


@pytest.fixture
def write_json(write: Write) -> Write:
    """The shared writer under a name of its own."""
    return write
