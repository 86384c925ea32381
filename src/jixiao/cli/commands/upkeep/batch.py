"""`jixiao batch`: a file of requests priced, given to the endpoint's batch jobs, and its answers fetched."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, MODEL, OPTIONS, Config, ModelOptions


def batch(
    requests: Annotated[
        list[Path],
        typer.Argument(metavar="批量请求", help="extract --model-batch 写的文件，可以多个", rich_help_panel=ARGUMENTS),
    ],
    submit: Annotated[
        bool, typer.Option("--submit", metavar=FLAG, help="交给服务商；不写只估价，看进度", rich_help_panel=MODEL)
    ] = False,
    wait: Annotated[
        int | None,
        typer.Option("--wait", metavar="秒", min=1, help="隔这么久看一次，直到答完", rich_help_panel=OPTIONS),
    ] = None,
    model_option: ModelOptions = None,
    config: Config = None,
) -> None:
    """Say what each file costs or how far it is; send it where that is wanted; fetch what was answered."""
    from jixiao.cli.model import endpoint
    from jixiao.cli.views.batches import print_cost, print_state
    from jixiao.errors import ConfigError
    from jixiao.llm.batches import jobs

    asked = endpoint(config, None, model_option)
    if asked is None:
        raise ConfigError("没有配置大模型；请在 jixiao.toml 的 [model] 中写 base_url 和 name")
    for path in requests:
        job = jobs.job_of(path)
        if job is None:
            print_cost(path, jobs.cost(path, asked), sent=submit)
            if not submit:
                continue
            job = jobs.submit(path, asked)
        while True:
            state = jobs.look(path, job, asked)
            print_state(path, state)
            if state.over or wait is None:
                break
            time.sleep(wait)
