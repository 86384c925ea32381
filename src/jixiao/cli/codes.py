"""What the process ends with."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.engine.tally import Tally


class Exit(IntEnum):
    """Exit codes, documented in `jixiao extract --help` and the README."""

    DONE = 0
    STOPPED = 1
    USAGE = 2
    UNREAD = 3
    INCOMPLETE = 4
    FOUND = 5
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS = {
    Exit.DONE: "全部读完，记录都完整",
    Exit.STOPPED: "出错停止，没有做完（设置、输出位置、数据库或程序文件有误）",
    Exit.USAGE: "命令写法不对",
    Exit.UNREAD: "有文件没有读出来，其余文件已做完",
    Exit.INCOMPLETE: "文件都读了，但有页没有读出来，或有记录不完整，或没有找到要读的表",
    Exit.FOUND: "检查发现“错误”一级的问题（check）",
    Exit.INTERRUPTED: "被 Ctrl-C 中止；再运行同一条命令会接着做",
    Exit.TERMINATED: "被系统终止；再运行同一条命令会接着做",
}


def exit_code(total: Tally) -> Exit:
    """The code a run of that outcome ends with."""
    if total.failed:
        return Exit.UNREAD
    if total.troubles or total.incomplete.total():
        return Exit.INCOMPLETE
    return Exit.DONE
