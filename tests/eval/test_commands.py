"""A whole run through the commands: a program reads, the run is kept, scored, reported, gated and compared."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from eval.cli import app
from eval.files import EvalError, find_documents, read_reading
from eval.runs import run
from eval.scoring.facts import read_facts
from typer.testing import CliRunner

from eval import cli

Records = list[dict[str, Any]]

READER = """
import json, sys
from pathlib import Path
file, out, answers = map(Path, sys.argv[1:4])
if "broken" in file.name:
    sys.exit("cannot read " + file.name)
data = json.loads((answers / (file.name.split(".")[0] + ".json")).read_text(encoding="utf-8"))
data["source"]["pages"] = 3
data["usage"] = {"requests": 2, "prompt_tokens": 900, "completion_tokens": 80, "price": 0.004}
(out / (file.name + ".json")).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
"""
"""A program in the shape the harness runs: it writes the answers it was given, and gives up on some files."""


@pytest.fixture
def corner(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A labelled folder with one sample in two variants, answers beside it, and a place for runs."""
    for name in ("xingan-projects.pdf", "xingan-projects.docx"):
        shutil.copyfile(samples / name, (tmp_path / name))
    for folder in ("gold", "answers"):
        (tmp_path / folder).mkdir()
        shutil.copyfile(samples / "gold" / "xingan-projects.json", tmp_path / folder / "xingan-projects.json")
    (tmp_path / "reader.py").write_text(READER, encoding="utf-8")
    monkeypatch.setattr(cli, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(run, "RUNS", tmp_path / "runs")
    monkeypatch.setattr(run.new_folder, "__defaults__", (tmp_path / "runs",))
    return tmp_path


def spoil(corner: Path, change: Callable[[Records], None]) -> None:
    path = corner / "answers" / "xingan-projects.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data["records"])
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def call(*words: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(w) for w in words], env={"COLUMNS": "200"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result.output


def start(corner: Path, name: str, *more: str, where: list[Path] | None = None) -> Path:
    program = shlex.join([sys.executable, str(corner / "reader.py"), "{file}", "{out}", str(corner / "answers")])
    call("run", *(where or [corner]), "--program", program, "--name", name, *more)
    return corner / "runs" / name


def test_a_run_keeps_what_is_needed_to_judge_it_again(corner: Path) -> None:
    folder = start(corner, "one")
    kept = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert {
        "run.json",
        "summary.json",
        "facts.jsonl",
        "timings.jsonl",
        "report.html",
        "gold/xingan-projects.json",
        "predictions/xingan-projects.pdf.json",
        "predictions/xingan-projects.docx.json",
    } <= kept
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert set(about["documents"]) == {"xingan-projects.pdf", "xingan-projects.docx"}
    assert all(len(d["sha256"]) == 64 for d in about["documents"].values())
    assert about["versions"]["python"] and about["machine"]["cores"] and about["settings"]["program"]
    before = (folder / "facts.jsonl").read_text(encoding="utf-8")
    shutil.rmtree(corner / "gold")
    (corner / "xingan-projects.pdf").unlink()
    call("score", folder)
    assert (folder / "facts.jsonl").read_text(encoding="utf-8") == before


def test_costs_are_counted_per_page_and_per_record(corner: Path) -> None:
    folder = start(corner, "one")
    costs = json.loads((folder / "summary.json").read_text(encoding="utf-8"))["costs"]
    records = len(json.loads((corner / "gold" / "xingan-projects.json").read_text(encoding="utf-8"))["records"])
    assert (costs["documents"], costs["pages"], costs["records"]) == (2, 6, 2 * records)
    assert costs["usage"] == {"requests": 4, "tokens_in": 1800, "tokens_out": 160, "price": 0.008}
    assert costs["usage_per_page"]["tokens_in"] == 300
    assert costs["seconds"] > 0 and costs["peak_mb"] > 1


def test_a_file_the_program_gives_up_on_is_all_missing_and_said(corner: Path) -> None:
    shutil.copyfile(corner / "xingan-projects.pdf", corner / "broken.pdf")
    shutil.copyfile(corner / "gold" / "xingan-projects.json", corner / "gold" / "broken.json")
    folder = start(corner, "one")
    facts = [f for f in read_facts(folder / "facts.jsonl") if f.document == "broken.pdf"]
    assert [f.faults for f in facts if f.level == "document"] == [["failed"]]
    assert {f.read_path for f in facts if f.level == "row"} == {None}
    assert "cannot read broken.pdf" in (folder / "predictions" / "broken.pdf.log").read_text(encoding="utf-8")


def test_a_program_that_hangs_is_stopped(corner: Path) -> None:
    (corner / "reader.py").write_text("import time; time.sleep(60)", encoding="utf-8")
    folder = start(corner, "one", "--timeout", "0.5", where=[corner / "xingan-projects.pdf"])
    (timing,) = run.read_timings(folder)
    assert "已停止" in timing.message and timing.seconds < 30


def test_the_gate_passes_falls_and_is_moved_on_purpose(corner: Path) -> None:
    good = start(corner, "good")
    line = corner / "baseline.json"
    assert "已写入" in call("baseline", good, "--update", "--file", line)
    assert "过关" in call("baseline", good, "--check", "--file", line)

    def change(records: Records) -> None:
        del records[0]["indicators"][0]

    spoil(corner, change)
    bad = start(corner, "bad")
    said = call("baseline", bad, "--check", "--file", line, code=1)
    assert "退步" in said and "xingan-projects.pdf：行召回" in said
    assert "退步" in call("baseline", bad, "--update", "--file", line)
    assert "过关" in call("baseline", bad, "--check", "--file", line)


def test_a_run_without_a_document_of_the_baseline_fails_on_a_ci_machine(
    corner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = start(corner, "whole")
    call("baseline", whole, "--update", "--file", corner / "baseline.json")
    part = start(corner, "part", "--variants", "pdf")
    monkeypatch.setenv("CI", "false")
    assert "xingan-projects.docx" in call("baseline", part, "--check", "--file", corner / "baseline.json")
    monkeypatch.setenv("CI", "true")
    call("baseline", part, "--check", "--file", corner / "baseline.json", code=1)


def test_two_runs_compared(corner: Path) -> None:
    start(corner, "before")

    def change(records: Records) -> None:
        records[0]["indicators"][1]["value"] = "≥77台"

    spoil(corner, change)
    start(corner, "after")
    said = call("compare", "before", "after", code=1)
    assert "变好 0，变坏 2" in said and "可能只是偶然" in said
    assert "project_goal#0 indicators[1]" in said and "值错" in said
    assert "变好 2，变坏 0" in call("compare", "after", "before")


def test_score_alone_takes_any_program_s_output(corner: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = call("score", corner / "gold", corner / "answers", "--out", out)
    assert "100.00%" in said and (out / "report.html").exists()
    lines = tmp_path / "lines.jsonl"
    records = read_reading(corner / "answers" / "xingan-projects.json").records
    lines.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in records), encoding="utf-8")
    assert "100.00%" in call("score", corner / "gold" / "xingan-projects.json", lines)


def test_without_the_documents_the_report_has_no_pictures_and_says_so(corner: Path, tmp_path: Path) -> None:
    for path in corner.glob("xingan-projects.*"):
        path.unlink()
    spoil(corner, lambda records: records[0].update(implementer="别处"))
    call("score", corner / "gold", corner / "answers", "--out", tmp_path / "out")
    text = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert Page(text).pictures == 0 and "其中 0 处附了原页截图，1 处没有" in text


class Page(HTMLParser):
    """What a page refers to, and the text of its error cards."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.cards = 0
        self.pictures = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [given[k] or "" for k in ("src", "href", "action") if k in given]
        self.cards += "error" in (given.get("class") or "").split()
        self.pictures += tag == "img"


def test_the_report_is_one_file_with_every_error_and_its_picture(corner: Path) -> None:
    def change(records: Records) -> None:
        records[0]["indicators"][1]["value"] = "≥77<b>台"
        del records[1]["indicators"][0]

    spoil(corner, change)
    folder = start(corner, "one", "--variants", "pdf")
    text = (folder / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.cards == 2 and page.pictures == 2
    assert page.links and all(link.startswith("data:image/") for link in page.links)
    assert not re.search(r"https?://|@import|url\(", text)
    assert "prefers-color-scheme: dark" in text and "@media print" in text
    assert "<b>台" not in text and "&lt;b&gt;台" in text


def test_pictures_have_a_cap_and_it_is_said(corner: Path) -> None:
    def change(records: Records) -> None:
        for row in records[0]["indicators"]:
            row["value"] = "≥77台"

    spoil(corner, change)
    folder = start(corner, "one", "--variants", "pdf")
    call("report", folder, "--cutouts", "1")
    text = (folder / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.pictures == 1 and page.cards > 2
    assert f"其中 1 处附了原页截图，{page.cards - 1} 处没有" in text


@pytest.mark.parametrize("command", ["run", "score", "compare", "report", "baseline", "label", "gold"])
def test_every_command_has_help(command: str) -> None:
    assert "Usage" in call(command, "--help")


def test_nothing_to_run_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="标注文件夹"):
        call("run", tmp_path)
    (tmp_path / "loose.pdf").write_bytes(b"x")
    with pytest.raises(EvalError, match=r"loose\.pdf：没有标注"):
        call("run", tmp_path / "loose.pdf")


def test_variants_share_a_label(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "gold" / "made.json").write_text("{}", encoding="utf-8")
    for name in ("made.pdf", "made.docx", "made.scan-poor.pdf", "made.txt", "other.pdf"):
        (tmp_path / "docs" / name).write_bytes(b"x")
    found = {d.name: (d.stem, d.variant) for d in find_documents([tmp_path], ["*"])}
    assert found == {
        "made.pdf": ("made", "pdf"),
        "made.docx": ("made", "docx"),
        "made.scan-poor.pdf": ("made", "scan-poor"),
    }
    assert [d.name for d in find_documents([tmp_path], ["scan-*"])] == ["made.scan-poor.pdf"]
