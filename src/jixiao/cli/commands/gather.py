"""`jixiao gather` and `jixiao status`: results of many shards as tables, and how far they are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS, Asking, Chosen, Config, Jobs, ModelOptions, takes_formats

Results = Annotated[
    str,
    typer.Argument(metavar="结果", help="extract 的结果：文件夹或对象存储的地址", rich_help_panel=ARGUMENTS),
]


@takes_formats
def gather(
    place: Results,
    formats: Chosen,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="文件", help="记入这个数据库（SQLite），已有的不再记", rich_help_panel=OPTIONS),
    ] = None,
    version: Annotated[
        str,
        typer.Option(
            "--version", metavar="版本", help="有几种设置或程序版本的结果时，汇总哪一种", rich_help_panel=OPTIONS
        ),
    ] = "",
    fresh: Annotated[
        bool, typer.Option("--fresh", metavar=FLAG, help="表全部重写，不只写有变化的", rich_help_panel=OPTIONS)
    ] = False,
    jobs: Jobs = None,
    config: Config = None,
) -> None:
    """Write tables, store and report of what is there by now."""
    from jixiao.app.bulk.gathering import Gathering
    from jixiao.app.bulk.gathering import gather as gathered
    from jixiao.app.events import finished
    from jixiao.app.workspace import Workspace
    from jixiao.cli.progress import Steps
    from jixiao.cli.views.bulk import print_gathered
    from jixiao.config import load

    with Workspace(store, load(config, flags={"jobs": jobs})) as workspace, Steps() as steps:
        done = finished(gathered(Gathering(place, version, formats.instead(), fresh), workspace), steps)
    print_gathered(place, done)


def status(
    place: Results,
    metrics: Annotated[
        bool,
        typer.Option("--metrics", metavar=FLAG, help="给监控用：OpenMetrics 文本", rich_help_panel=OPTIONS),
    ] = False,
) -> None:
    """Say how far the runs over the place are."""
    from jixiao.app.bulk.metrics import openmetrics
    from jixiao.app.bulk.status import status as found
    from jixiao.cli.views.bulk import print_status

    if metrics:
        typer.echo(openmetrics(found(place)), nl=False)
    else:
        print_status(place, found(place))


def plan(
    place: Annotated[
        str,
        typer.Argument(metavar="来源", help="要读的文件夹，或对象存储的地址", rich_help_panel=ARGUMENTS),
    ],
    sample: Annotated[
        int, typer.Option("--sample", metavar="N", help="试读几个文件", min=1, rich_help_panel=OPTIONS)
    ] = 20,
    jobs: Jobs = None,
    model: Asking = None,
    model_option: ModelOptions = None,
    config: Config = None,
) -> None:
    """Count the files, read some, say what all will take."""
    from jixiao.app.bulk.planning import plan as planned
    from jixiao.app.events import finished
    from jixiao.app.workspace import Workspace
    from jixiao.cli.model import endpoint
    from jixiao.cli.progress import Steps
    from jixiao.cli.views.bulk import print_plan
    from jixiao.config import load

    settings, asked = load(config, flags={"jobs": jobs}), endpoint(config, model, model_option, dry=True)
    with Workspace(settings=settings, model=asked) as workspace, Steps() as steps:
        done = finished(planned(place, workspace, sample), steps)
        print_plan(done, workspace.settings.workers, workspace.endpoint)
