"""What the operating system and the database refuse is told in Chinese, with the file's name and what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from jixiao import cli
from jixiao.cli.codes import Exit
from jixiao.errors import StoreError, reason_of
from jixiao.store.transaction import told


def _missing(path: Path) -> None:
    (path / "无").read_bytes()


def _folder(path: Path) -> None:
    path.read_bytes()


def _through_a_file(path: Path) -> None:
    (path / "文件").write_bytes(b"")
    (path / "文件" / "下").mkdir()


def _too_long(path: Path) -> None:
    (path / ("长" * 200)).write_bytes(b"")


@pytest.mark.parametrize(
    ("act", "said"),
    [(_missing, "没有这个"), (_folder, "文件夹"), (_through_a_file, "有一段是文件"), (_too_long, "名称太长")],
)
def test_what_the_system_refuses_has_a_reason_in_chinese(
    act: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    with pytest.raises(OSError) as caught:
        act(tmp_path)
    assert said in reason_of(caught.value)


def test_a_reason_that_nobody_worded_is_a_number() -> None:
    assert reason_of(OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))) == f"系统错误 {errno.ENOLCK}"


def test_what_the_database_refuses_has_a_reason_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "库.db"
    sqlite3.connect(path).execute("CREATE TABLE t (a)").connection.close()
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with pytest.raises(StoreError, match="写不进（没有写的权限）"), told(path, "写不进"):
        connection.execute("INSERT INTO t VALUES (1)")
    connection.close()


def test_an_error_of_the_system_is_one_line_with_the_files_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(only: str) -> NoReturn:
        raise PermissionError(errno.EACCES, "Permission denied", "甲.xlsx")

    monkeypatch.setattr("jixiao.cli.app.build", refused)
    assert cli.run(["show", "甲.xlsx"]) == Exit.STOPPED
    assert capsys.readouterr().err == "出错了：甲.xlsx 用不了（没有权限）；请检查路径、权限和磁盘空间，再运行一次\n"
