"""The examples for other machines: what they start is there, and a job array reads everything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from jixiao.app.files.places import placed
from jixiao.cli.app import build

PROJECT = Path(__file__).resolve().parents[1]
DEPLOY = PROJECT / "deploy"
COMMANDS = re.compile(r"jixiao (extract|gather) [^;\n]*")


def services() -> dict[str, dict[str, Any]]:
    return dict(yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"])


def test_what_is_started_is_there() -> None:
    found = 0
    # whatever an image starts by itself, these services start jixiao
    composed = [" ".join([*each.get("entrypoint", []), each["command"]]) for each in services().values()]
    others = [path.read_text(encoding="utf-8") for path in DEPLOY.iterdir() if path.name != "compose.yaml"]
    for text in (*composed, *others):
        for match in COMMANDS.finditer(text):
            shown = CliRunner().invoke(build(), [match[1], "--help"], env={"COLUMNS": "200"}).stdout
            assert not [option for option in re.findall(r"--[a-z-]+", match[0]) if option not in shown]
            found += 1
    assert found >= 6


def test_the_readers_of_the_compose_file_hold_all_shards() -> None:
    readers = [each["command"] for name, each in services().items() if name.startswith("reader")]
    assert sorted(command.rpartition("--shard ")[2] for command in readers) == ["1/4", "2/4", "3/4", "4/4"]
    assert len({command.rpartition("--shard ")[0] for command in readers}) == 1


def test_as_many_pods_are_started_as_there_are_shards() -> None:
    job, _ = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8"))
    (container,) = job["spec"]["template"]["spec"]["containers"]
    assert f'))/{job["spec"]["completions"]}"' in container["args"][0]
    assert job["spec"]["completionMode"] == "Indexed"


@pytest.mark.skipif(os.name != "posix", reason="a shell script")
def test_a_job_array_reads_everything(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("qingshi-budget.docx", "haitun-department.xlsx"):
        shutil.copy(PROJECT / "samples" / name, tmp_path / "in")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "jixiao"
    program.write_text(f"#!{sys.executable}\nfrom jixiao.cli import main\nmain()\n")
    program.chmod(0o755)
    for task in ("1", "2"):
        array = {"SLURM_ARRAY_TASK_ID": task, "SLURM_ARRAY_TASK_COUNT": "2", "SLURM_CPUS_PER_TASK": "1"}
        environment = {**os.environ, **array, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
        command = [DEPLOY / "slurm.sh", tmp_path / "in", tmp_path / "out"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
    assert len(list(placed(tmp_path / "out", ""))) == 2
