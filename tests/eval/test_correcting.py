"""Once all doubts of a scanned form are put right by its label, those values are right, and the label maker sees it."""

from __future__ import annotations

from pathlib import Path

from eval.documents.scans import scan
from eval.labels.correcting import correct_folder
from eval.labels.label import from_records

import jixiao
from jixiao.app.correcting import By, Correcting, FolderBook, Where
from jixiao.export import json_file
from jixiao.records import Reading


def one_page(source: Path, target: Path) -> Path:
    import pymupdf

    with pymupdf.open(source) as document:
        document.select([0])
        document.save(target)
    return target


def test_the_doubts_of_a_copied_page_are_put_right_by_its_label(samples: Path, tmp_path: Path) -> None:
    page = one_page(samples / "linhe-departments.pdf", tmp_path / "linhe.pdf")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "linhe.json").write_text(jixiao.extract(page).model_dump_json(), encoding="utf-8")
    copied = tmp_path / "linhe.scan-copy-3.pdf"
    scan(page, copied, "copy", 3)
    page.unlink()
    json_file(jixiao.extract(copied), tmp_path / "out")
    done = correct_folder(tmp_path / "out", [tmp_path])
    assert done.doubted and done.labelled == done.doubted
    assert done.right_before < done.labelled, "some of them were misread"
    assert (done.score, done.right_after, done.still_doubted) == (1.0, done.labelled, 0)
    again = correct_folder(tmp_path / "out", [tmp_path])
    assert (again.doubted, again.silent) == (0, done.silent), "what nobody doubted nobody saw"


def test_a_label_is_made_of_what_was_put_right(samples: Path, tmp_path: Path) -> None:
    reading: Reading = jixiao.extract(samples / "xingan-projects.docx")
    path = json_file(reading, tmp_path)
    before = from_records(path, None).data["records"]
    correcting = Correcting(FolderBook(path))
    correcting.correct(Where(reading.source.sha256, 1, "indicators[0].value"), "≤5300元", By("王某"))
    after = from_records(path, None).data["records"]
    assert after[0]["indicators"][0]["value"] == "≤5300元"
    after[0]["indicators"][0]["value"] = before[0]["indicators"][0]["value"]
    assert after == before, "a label holds the contract's fields alone"
