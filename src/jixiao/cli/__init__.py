"""The command line: parse, call, print. Messages are in Chinese; importing it loads no reader of documents."""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper
from typing import NoReturn

from jixiao.cli.codes import Exit
from jixiao.engine.processes.memory import collect_seldom
from jixiao.errors import JixiaoError, reason_of

# What takes stock when the program ends, and says on the screen that what is kept from being cleared away is lost.
_TAKES_STOCK = ("duckdb",)
# pydantic looks for plugins in everything that is installed, at every start.
_NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
_COMPLETE = "_JIXIAO_COMPLETE"  # set by the script of `jixiao completion` when the shell asks
_NOWHERE = "当前所在的文件夹已经被删除或移走了，相对路径找不到，也启动不了别的进程；请先 cd 到别的文件夹，再运行一次"


def main() -> NoReturn:
    """Run the program and end with its exit code."""
    _say_of_the_terminal()
    os.environ.setdefault(*_NO_PLUGINS)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a name or a sign that the terminal cannot show is no reason to stop
    try:
        collect_seldom()  # most of what a command makes is what it loads
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.DONE
    if not any(name in sys.modules for name in _TAKES_STOCK):
        gc.freeze()  # Python looks through all that is left for circles, twice, before it ends: a tenth of a second
    sys.exit(code)


def _say_of_the_terminal() -> None:
    """One line, in letters that it can show, where the terminal's encoding has no Chinese."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        "绩效".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        print(
            f"jixiao: this terminal shows no Chinese (encoding {encoding}); "
            "set LC_ALL=C.UTF-8 or PYTHONUTF8=1 and run the command again",
            file=sys.stderr,
        )


def run(arguments: list[str]) -> int:
    """The exit code of one command; an error of jixiao's, or of the operating system, is one line on stderr."""
    from typer.exceptions import TyperException

    from jixiao.cli.app import build
    from jixiao.cli.usage import in_chinese

    if _COMPLETE in os.environ:
        from typer._completion_classes import completion_init

        completion_init()
    only = arguments[0] if arguments and _COMPLETE not in os.environ else ""
    if only and not only.startswith("-") and _nowhere():
        print(f"出错了：{_NOWHERE}", file=sys.stderr)
        return Exit.STOPPED
    try:
        code = build(only)(args=arguments, prog_name="jixiao", standalone_mode=False)
    except TyperException as exc:
        message = in_chinese(exc)
        if message:
            print(message, file=sys.stderr)
        return Exit.USAGE
    except JixiaoError as exc:
        return _stopped(str(exc))
    except MemoryError:
        print("出错了：内存不够，没有做完；请关掉别的程序，或用 --jobs 减少同时读的文件，再运行一次", file=sys.stderr)
        return Exit.STOPPED
    except BrokenPipeError:
        raise
    except OSError as exc:
        place = exc.filename or "有文件"
        return _stopped(f"{place} 用不了（{reason_of(exc)}）；请检查路径、权限和磁盘空间，再运行一次")
    return int(code or Exit.DONE)


def _stopped(why: str) -> int:
    """Say why it stopped; and where it cannot but stop, what that comes from."""
    print(f"出错了：{why}", file=sys.stderr)
    if _nowhere():
        print(_NOWHERE, file=sys.stderr)
    return Exit.STOPPED


def _nowhere() -> bool:
    """Whether the folder that the program was started in is gone: then no path that begins there leads anywhere."""
    try:
        os.getcwd()  # noqa: PTH109 -- asked before anything is loaded
    except FileNotFoundError:
        return True
    return False
