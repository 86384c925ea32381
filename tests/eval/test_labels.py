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
from eval.gold import Remark, check, pieces
from eval.label import from_records, from_workbook, write
from eval.printed import Printed, plain, read_printed

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
def write_json(write: Write) -> Write:
    """The shared writer under a name of its own."""
    return write


@pytest.fixture
def workbook(gold: Records, tmp_path: Path) -> Callable[[Callable[[Any], None]], Path]:
    """A workbook of the records' indicators, changed by hand."""

    def make(change: Callable[[Any], None]) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = "绩效指标"
        sheet.append(["记录编号", "序号", "项目名称", "期间", "一级指标", "二级指标", "三级指标", "指标值", "页码"])
        for number, record in enumerate(gold, 1):
            for k, row in enumerate(record.get("indicators") or [], 1):
                scope = "年度" if row["scope"] == "annual" else "实施期"
                cells = [row[name] for name in ("level1", "level2", "level3", "value")]
                sheet.append([number, k, record["project_name"], scope, *cells, record["pages"][0]])
        change(sheet)
        path = tmp_path / "checked.xlsx"
        book.save(path)
        return path

    return make


def test_an_untouched_workbook_gives_back_the_records(
    gold: Records, workbook: Callable[[Callable[[Any], None]], Path], write_json: Write, tmp_path: Path
) -> None:
    base = write_json(tmp_path / "made.pdf.json", gold)
    assert from_workbook(workbook(lambda sheet: None), base, None).data["records"] == gold


def test_rows_corrected_added_and_deleted_in_a_workbook(
    gold: Records, workbook: Callable[[Callable[[Any], None]], Path], write_json: Write, tmp_path: Path
) -> None:
    def change(sheet: Any) -> None:
        sheet["H2"] = "≥13眼"
        sheet.delete_rows(4)
        sheet.append([2, None, "", "年度", "满意度指标", "服务对象满意度指标", "施工单位满意度", 92, ""])

    base = write_json(tmp_path / "made.pdf.json", gold)
    records = from_workbook(workbook(change), base, None).data["records"]
    assert records[0]["indicators"][0] == gold[0]["indicators"][0] | {"value": "≥13眼"}
    assert [r["level3"] for r in records[0]["indicators"]] == [
        r["level3"] for i, r in enumerate(gold[0]["indicators"]) if i != 2
    ]
    assert records[1]["indicators"][-1]["level3"] == "施工单位满意度"
    assert records[1]["indicators"][-1]["value"] == "92"
    assert records[2] == gold[2]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda s: setattr(s, "title", "别的"), "绩效指标"),
        (lambda s: s.delete_cols(1), "记录编号"),
        (lambda s: s.append([9, 1, "", "年度", "", "", "多", "1"]), "记录编号 9"),
        (lambda s: s.append([None, 1, "", "年度", "", "", "多", "1"]), "第 17 行"),
    ],
)
def test_a_workbook_that_does_not_fit_says_why(
    gold: Records,
    workbook: Callable[[Callable[[Any], None]], Path],
    write_json: Write,
    tmp_path: Path,
    change: Callable[[Any], None],
    says: str,
) -> None:
    base = write_json(tmp_path / "made.pdf.json", gold)
    with pytest.raises(EvalError, match=says):
        from_workbook(workbook(change), base, None)
