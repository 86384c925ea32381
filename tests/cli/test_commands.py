"""The commands as a user runs them: what they print, what they write, what they end with."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pymupdf
import pytest
from tests.pdf_builder import Paper

from jixiao.cli import run
from jixiao.records import Reading

WIDE = {"COLUMNS": "140"}


def process(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program run in a folder as a process of its own."""
    command = [sys.executable, "-c", "from jixiao.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        capture_output=True,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"),
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **WIDE, **environment},
    )


def jixiao(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program run in a folder, in this process: what it prints and what it ends with."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(cwd)
        for name, value in {**WIDE, **environment}.items():
            patch.setenv(name, value)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run([str(argument) for argument in arguments])
    return subprocess.CompletedProcess([*map(str, arguments)], code, out.getvalue(), err.getvalue())


@pytest.mark.parametrize("more", [[], ["--format", "parquet"]])
def test_nothing_but_progress_is_said_on_stderr(samples: Path, tmp_path: Path, more: list[str]) -> None:
    """Libraries take stock when the program ends, and would say what they miss."""
    done = process("extract", samples / "xingan-projects.pdf", *more, cwd=tmp_path)
    assert done.returncode == 0 and (tmp_path / "out" / ("parquet" if more else "汇总.xlsx")).exists()
    assert done.stderr == "共 1 个文件\n[1/1] xingan-projects.pdf　3 页，4 条记录\n"


def test_extract_writes_and_says_what_it_read(samples: Path, tmp_path: Path) -> None:
    done = process(
        "extract", samples / "xingan-projects.pdf", samples / "qingshi-budget.docx", "--jobs", "2", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert "文件 2 个，读出 2 个；3 页" in done.stdout
    assert "项目绩效目标" in done.stdout and "预算公开表" in done.stdout
    assert "[2/2]" in done.stderr
    reading = Reading.model_validate_json((tmp_path / "out" / "xingan-projects.pdf.json").read_bytes())
    assert [r.kind for r in reading.records] == ["project_goal"] * 4
    for line in done.stdout.splitlines():
        if line.startswith("Excel"):
            assert (tmp_path / line.split()[-1]).is_file()


def test_an_unreadable_file_is_named_with_what_to_do_and_the_others_go_on(samples: Path, tmp_path: Path) -> None:
    shutil.copy(samples / "xingan-projects.pdf", tmp_path / "good.pdf")
    torn = tmp_path / "[red]断.pdf"
    torn.write_bytes((samples / "xingan-projects.pdf").read_bytes()[:3000])
    done = jixiao("extract", "good.pdf", torn.name, "absent.pdf", cwd=tmp_path)
    assert done.returncode == 3
    assert "文件 3 个，读出 1 个，没有读出 2 个" in done.stdout
    assert "[red]断.pdf" in done.stdout and "absent.pdf" in done.stdout
    assert "没有找到这个文件，请检查路径和文件名" in done.stdout
    assert json.loads((tmp_path / "out" / "good.pdf.json").read_text(encoding="utf-8"))["records"]
    assert Reading.model_validate_json((tmp_path / "out" / "[red]断.pdf.json").read_bytes()).records == []


def test_names_and_signs_that_a_terminal_cannot_show(samples: Path, tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xbc\xa8\xd0\xa7 \xff.docx"  # GBK, and a byte that is not
    shutil.copy(samples / "qingshi-budget.docx", os.fsdecode(raw))
    for encoding in ("utf-8", "gb18030", "ascii"):
        done = process("extract", ".", "--fresh", "--no-xlsx", cwd=tmp_path, PYTHONIOENCODING=encoding)
        assert done.returncode == 0, done.stderr
    (made,) = (tmp_path / "out").glob("*.docx.json")
    assert made.name.startswith("绩效 ")
    done = process("show", os.fsdecode(raw)[:-5], cwd=tmp_path)
    assert done.returncode == 1
    assert "没有找到这个文件" in done.stderr


def test_a_scan_is_said_to_be_one_and_its_doubts_are_shown(tmp_path: Path) -> None:
    """A small form as a picture, one of whose values no office prints so."""
    rows = [
        ["项目名称", "书库修缮", "<", "<"],
        ["年度资金总额（万元）", "12.50", "<", "<"],
        ["年度目标", "修缮书库两层。", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "修缮层数", "≥2层"],
        ["产出指标", "质量指标", "验收合格率", "295%"],
    ]
    paper = Paper(480, 300)
    paper.centred(40, "2024年项目支出绩效目标表")
    paper.table(rows, [100] * 4, 60, left=40)
    with pymupdf.open() as scan:
        picture = paper.sheet.get_pixmap(dpi=200, colorspace=pymupdf.csGRAY)
        scan.new_page(width=480, height=300).insert_image((0, 0, 480, 300), pixmap=picture)
        scan.save(tmp_path / "scan.pdf")
    done = jixiao("extract", "scan.pdf", "--cutouts", cwd=tmp_path)
    assert "1 页（1 页按图像识别）" in done.stdout, done.stderr
    found = Reading.model_validate_json((tmp_path / "out" / "scan.pdf.json").read_bytes())
    (record,) = found.records
    assert [row.value for row in record.indicators] == ["≥2层", "295%"]
    assert "odd-shape" in record.doubts["indicators[1].value"]
    assert found.coverage[0].way == "scanned" and found.coverage[0].why
    names = {path.name for path in (tmp_path / "out" / "cutouts" / "scan.pdf").iterdir()}
    assert "001-indicators[1].value.png" in names
    sheet = openpyxl.load_workbook(tmp_path / "out" / "汇总.xlsx")["问题"]
    (cell,) = (c for row in sheet.iter_rows() for c in row if c.value == "295%")
    assert cell.hyperlink and cell.hyperlink.target.endswith("value.png"), "the value links to its picture"
    done = jixiao("why", "scan.pdf", "--field", "指标2.指标值", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "295%" in done.stdout and "写法不合常规" in done.stdout and "存疑" in done.stdout.splitlines()[-1]
    assert "没有叫" in jixiao("why", "scan.pdf", "--field", "没有的", cwd=tmp_path).stderr
    done = jixiao("look", "scan.pdf", "--out", "look.png", "--zoom", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    drawn = pymupdf.Pixmap(str(tmp_path / "look.png"))
    assert drawn.width > 2 * 450, "the level page, and beside it what was read"


def test_wrong_command_lines_are_answered_in_chinese(tmp_path: Path) -> None:
    for arguments, said in (
        (["extract"], "缺少 文件"),
        (["extract", "a.pdf", "--nope"], "没有 --nope 这个选项"),
        (["extract", "a.pdf", "--jobs", "x"], "--jobs 的值不对：应是整数"),
        (["fetch"], "没有 fetch 这个命令"),
        (["look", "a.pdf", "b.pdf"], "多出了参数：b.pdf"),
    ):
        done = jixiao(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert said in done.stderr
        assert "--help" in done.stderr
        assert "Traceback" not in done.stderr


def test_wrong_settings_stop_the_run_before_it_begins(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text("page_limits = 3\n")
    done = jixiao("extract", samples / "haitun-department.xlsx", cwd=tmp_path)
    assert done.returncode == 1
    assert "page_limits" in done.stderr and "page_limit、" in done.stderr
    (tmp_path / "jixiao.toml").write_text("page_limit = 1\n")
    done = jixiao("extract", samples / "xingan-projects.pdf", cwd=tmp_path)
    assert done.returncode == 4
    assert "页数超过上限 1" in done.stdout
    done = jixiao("extract", samples / "xingan-projects.pdf", cwd=tmp_path, JIXIAO_PAGE_LIMIT="10")
    assert done.returncode == 0, "the environment goes before the file"


def test_an_output_folder_that_cannot_be_written(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    done = jixiao("extract", samples / "haitun-department.xlsx", cwd=tmp_path)
    assert done.returncode == 1
    assert "出错了：输出文件夹 out 不能写入" in done.stderr


@pytest.fixture
def pile(samples: Path, tmp_path: Path) -> Path:
    """A folder with many files, each with a content of its own: some are left when a run is stopped."""
    folder = tmp_path / "pile"
    folder.mkdir()
    for i in range(16):
        content = (samples / "xingan-projects.pdf").read_bytes()
        (folder / f"{i:02d}.pdf").write_bytes(content + f"\n%{i}\n".encode())
    return folder


def stopped(number: signal.Signals, cwd: Path, *arguments: str) -> tuple[int, str]:
    """A run that gets the signal when two files are done: its exit code and the rest of what it said."""
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"  # also where the tests run behind
    command = [sys.executable, "-c", f"{heard}; from jixiao.cli import main; main()", *arguments]
    with subprocess.Popen(
        command, cwd=cwd, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    ) as run:
        assert run.stderr is not None
        for line in run.stderr:
            if line.startswith("[2/"):
                if number is signal.SIGINT:
                    os.killpg(run.pid, number)  # a terminal tells all of them
                else:
                    run.send_signal(number)
                break
        rest = run.stderr.read()
    return run.returncode, rest


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_asked_to_stop_leaves_whole_files_and_says_so(
    pile: Path, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    ended, rest = stopped(number, tmp_path, "extract", "pile", "--jobs", "2")
    assert ended == code
    assert "已停止" in rest and "接着做" in rest
    assert "Traceback" not in rest
    made = sorted((tmp_path / "out").iterdir())
    assert 2 <= len(made) < 16
    for path in made:
        assert Reading.model_validate_json(path.read_bytes()).records


def test_a_killed_run_started_again_ends_with_the_same_bytes(pile: Path, tmp_path: Path) -> None:
    formats = ("--jobs", "2", "--csv", "--parquet", "--store")
    assert jixiao("extract", "pile", "--out", "whole", *formats, "whole.db", cwd=tmp_path).returncode == 0
    code, _ = stopped(signal.SIGKILL, tmp_path, "extract", "pile", "--out", "again", *formats, "again.db")
    assert code == -signal.SIGKILL
    shutil.rmtree(tmp_path / "again")  # what was done stands in the store too
    code, _ = stopped(signal.SIGKILL, tmp_path, "extract", "pile", "--out", "again", *formats, "again.db")
    done = jixiao("extract", "pile", "--out", "again", *formats, "again.db", cwd=tmp_path)
    assert done.returncode == 0
    assert "个上次已读完" in done.stderr
    whole, again = (
        {p.relative_to(tmp_path / name).as_posix(): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
        for name in ("whole", "again")
    )
    assert set(whole) == set(again)
    assert len(whole) > 8
    assert [name for name in whole if whole[name] != again[name]] == []


def test_show_lists_and_shows_records(samples: Path, tmp_path: Path) -> None:
    done = jixiao("show", samples / "xingan-projects.pdf", cwd=tmp_path)
    assert done.returncode == 0
    assert "--record N" in done.stdout
    assert len([line for line in done.stdout.splitlines() if "项目绩效目标" in line]) == 4
    done = jixiao("show", samples / "xingan-projects.pdf", "--record", "1", cwd=tmp_path)
    assert done.returncode == 0
    assert "三级指标" in done.stdout and "第1页" in done.stdout
    done = jixiao("show", samples / "xingan-projects.pdf", "--record", "9", cwd=tmp_path)
    assert done.returncode == 1
    assert "共有 4 条" in done.stderr


def test_show_takes_what_extract_wrote(samples: Path, tmp_path: Path) -> None:
    jixiao("extract", samples / "qingshi-budget.docx", "--store", "all.db", cwd=tmp_path)
    for target in ("out/qingshi-budget.docx.json", "all.db"):
        done = jixiao("show", target, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "2,941.20" in done.stdout
    (tmp_path / "other.json").write_text("{}")
    done = jixiao("show", "other.json", cwd=tmp_path)
    assert done.returncode == 1
    assert "不是 jixiao extract 写出的 JSON" in done.stderr


def test_look_draws_a_page(samples: Path, tmp_path: Path) -> None:
    done = jixiao("look", samples / "xingan-projects.pdf", "--page", "2", "--out", "p.png", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    assert (
        jixiao("look", samples / "xingan-projects.pdf", "--out", "看", cwd=tmp_path).stdout.splitlines()[0] == "看.png"
    )
    for arguments, said in (
        ([samples / "xingan-projects.pdf", "--page", "99"], "共 3 页"),
        ([samples / "xingan-projects.docx"], "jixiao show"),
        ([samples / "xingan-projects.pdf", "--zoom", "0"], "--zoom"),
    ):
        done = jixiao("look", *arguments, cwd=tmp_path)
        assert done.returncode == 1
        assert said in done.stderr


def test_look_shows_what_was_concluded_at_page_ends(samples: Path, tmp_path: Path) -> None:
    done = jixiao("look", samples / "xingan-projects.pdf", "--page", "2", "--joins", "--out", "p.png", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")
    _, *said = done.stdout.splitlines()
    assert any(line.startswith("第1页末与第2页：表") and "一般情况" in line for line in said)
    done = jixiao("look", samples / "xingan-projects.pdf", "--joins", "--out", "p.html", cwd=tmp_path)
    assert done.returncode == 1 and "--joins" in done.stderr


def test_doctor_always_ends_well_and_prints_no_key(tmp_path: Path) -> None:
    (tmp_path / "jixiao.toml").write_text("jobs = -1\n")
    done = jixiao("doctor", cwd=tmp_path, OPENAI_API_KEY="sk-very-secret", PATH="/nowhere")
    assert done.returncode == 0, done.stderr
    assert "LibreOffice" in done.stdout and "没有安装" in done.stdout
    assert "jobs" in done.stdout
    assert "sk-very-secret" not in done.stdout + done.stderr


def test_the_demo_ends_with_paths_that_are_there(tmp_path: Path) -> None:
    done = jixiao("demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    paths = [line.split("　")[-1] for line in done.stdout.rstrip().splitlines()[-4:]]
    assert all((tmp_path / p).exists() for p in paths), paths


def test_a_pipe_that_is_closed_early_is_no_error(samples: Path, tmp_path: Path) -> None:
    command = (
        f"{sys.executable} -c 'from jixiao.cli import main; main()' show {samples / 'qingshi-budget.docx'} | head -n 1"
    )
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("arguments", [[], ["--help"], ["extract", "--help"]])
def test_help_is_in_chinese(arguments: list[str], tmp_path: Path) -> None:
    done = jixiao(*arguments, cwd=tmp_path)
    assert "用法：" in done.stdout
    for word in ("Usage", "Options", "Arguments", "Show this", "default", "required"):
        assert word not in done.stdout
