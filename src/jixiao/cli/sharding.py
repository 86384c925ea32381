"""A run of `jixiao extract --shard` with everything around it."""

from __future__ import annotations

from jixiao.app.bulk.sharding import Sharding, shard
from jixiao.app.events import finished
from jixiao.app.workspace import Workspace
from jixiao.cli.codes import Exit, exit_code
from jixiao.cli.minutes import Minutes, told
from jixiao.cli.running import Terminated, stopped, terminable
from jixiao.cli.screen import plain, results
from jixiao.cli.summary import closing, print_written


def sharded(inputs: list[str], out: str, workspace: Workspace, part: str, fresh: bool, runner: str) -> int:
    """Read one shard, print what came of it and what is next, give the exit code."""
    wanted = Sharding(inputs, out, part, fresh, runner, forks=True)
    with terminable():
        try:
            with Minutes() as minutes:
                done = finished(shard(wanted, workspace), minutes)
        except KeyboardInterrupt:
            return stopped(out, Exit.INTERRUPTED)
        except Terminated:
            return stopped(out, Exit.TERMINATED)
    console, outcome = results(), done.outcome
    console.print(closing(outcome.total, done.seconds, outcome.asked))
    console.print(plain(told(outcome)), soft_wrap=True)
    print_written(console, [("结果（按内容存放）", out)])
    console.print(plain(f"各份都读完后汇总：jixiao gather {out}"), soft_wrap=True)
    return exit_code(outcome.total)
