"""Old Word documents through LibreOffice; what happens without it, and when it hangs or fails."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from docx import Document
from tests.processes import wait_for_end

from jixiao.errors import DamagedSource, MissingTool, SourceError
from jixiao.forms.segmentation.split import hints
from jixiao.forms.vocabulary.installed import vocabulary
from jixiao.office.excel.workbook import from_converted as from_workbook_converted
from jixiao.office.excel.workbook import read_excel
from jixiao.office.word.document import from_converted, read_word
from jixiao.sources import Source, gather, to_docx
from jixiao.sources.convert import converter
from jixiao.tables.reader import Limits, Way
from jixiao.tables.table import Table

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
WAY = Way(hints(vocabulary()), Limits())
needs_libreoffice = pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")


def fake_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A stand-in `soffice` that is the only program on PATH besides the system's."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def doc_source(tmp_path: Path) -> Source:
    path = tmp_path / "旧.doc"
    path.write_bytes(b"{\\rtf1 x}")
    return gather([path], tmp_path / "work").sources[0]


@needs_libreoffice
def test_a_doc_reads_like_the_docx_it_was_made_from(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("2024年项目支出绩效目标表")
    table = document.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "产出指标"
    for row in range(3):
        for col in (1, 2):
            table.cell(row, col).text = f"第{row}行{col}"
    document.add_paragraph("注：空白表示没有。")
    new = tmp_path / "新.docx"
    document.save(new)
    profile = (tmp_path / "profile").as_uri()
    command = [str(converter()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc:MS Word 97"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(new)], check=True, capture_output=True, timeout=120)
    (source,) = gather([tmp_path / "新.doc"], tmp_path / "work").sources
    assert source.kind == "doc"
    made = to_docx(source, tmp_path / "work")
    before, after = read_word(new, "新.docx"), read_word(made, "新.doc")
    assert [_shape(b) for b in before.blocks] == [_shape(b) for b in after.blocks]


def _shape(block: object) -> object:
    if isinstance(block, Table):
        return [(c.row, c.col, c.rows, c.cols, c.text) for c in block.cells]
    return getattr(block, "text", "")


def test_without_libreoffice_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = doc_source(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool) as caught:
        to_docx(source, tmp_path / "work")
    assert "旧.doc" in str(caught.value)
    assert "apt install libreoffice-writer" in str(caught.value)


def test_a_converter_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = doc_source(tmp_path)
    fake_program(tmp_path, monkeypatch, "(sleep 600) & echo $! > " + str(tmp_path / "child") + "; wait")
    with pytest.raises(SourceError) as caught:
        to_docx(source, tmp_path / "work", seconds=4)
    assert "超过 4 秒" in str(caught.value) and "旧.doc" in str(caught.value)
    wait_for_end(int((tmp_path / "child").read_text()))


def test_a_converter_that_gives_nothing_means_a_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = doc_source(tmp_path)
    fake_program(tmp_path, monkeypatch, "exit 0")
    with pytest.raises(DamagedSource, match=r"旧\.doc"):
        to_docx(source, tmp_path / "work")


@needs_libreoffice
@pytest.mark.parametrize(("suffix", "name"), [("odt", "odt"), ("rtf", "rtf:Rich Text Format")])
def test_other_text_documents_read_like_the_docx_they_were_made_from(tmp_path: Path, suffix: str, name: str) -> None:
    document = Document()
    document.add_paragraph("2024年项目支出绩效目标表")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "产出指标"
    table.cell(0, 1).text, table.cell(1, 1).text = "≥95%", "1,200.50"
    document.save(tmp_path / "新.docx")
    made_by_libreoffice(tmp_path / "新.docx", name)
    (source,) = gather([tmp_path / f"新.{suffix}"], tmp_path / "work").sources
    before, after = read_word(tmp_path / "新.docx", "新.docx"), from_converted(source, WAY)
    assert [_shape(b) for b in before.blocks] == [_shape(b) for b in after.blocks]


@needs_libreoffice
def test_a_workbook_of_another_program_reads_like_the_xlsx_it_was_made_from(tmp_path: Path) -> None:
    path = SAMPLES / "haitun-department.xlsx"
    shutil.copyfile(path, tmp_path / "新.xlsx")
    made_by_libreoffice(tmp_path / "新.xlsx", "ods")
    (source,) = gather([tmp_path / "新.ods"], tmp_path / "work").sources
    before, after = read_excel(path, path.name), from_workbook_converted(source, WAY)
    assert [_shape(b) for b in before.blocks] == [_shape(b) for b in after.blocks]


@needs_libreoffice
def test_what_a_document_links_to_is_not_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Asked(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Asked) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x.png"
        field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}" \\\\d}}{{\\fldrslt }}}}'
        (tmp_path / "链.rtf").write_text("{\\rtf1\\ansi " + field + " text}", encoding="ascii")
        (source,) = gather([tmp_path / "链.rtf"], tmp_path / "work").sources
        to_docx(source, tmp_path / "work")
        server.shutdown()
    assert not asked


def made_by_libreoffice(path: Path, name: str) -> None:
    """The file in another format, beside it."""
    profile = (path.parent / "profile").as_uri()
    command = [str(converter()), f"-env:UserInstallation={profile}", "--headless", "--convert-to", name]
    subprocess.run([*command, "--outdir", str(path.parent), str(path)], check=True, capture_output=True, timeout=120)
