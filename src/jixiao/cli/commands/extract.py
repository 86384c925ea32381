"""`jixiao extract`: files into records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.flags import (
    ARGUMENTS,
    FLAG,
    OPTIONS,
    Asking,
    Batch,
    BatchAnswers,
    Chosen,
    Config,
    DryRun,
    FileSeconds,
    Jobs,
    MemoryMb,
    ModelOptions,
    NoModel,
    PageLimit,
    Target,
    takes_formats,
)

if TYPE_CHECKING:
    from jixiao.app.workspace import Workspace
    from jixiao.config import ModelSettings

ShardOf = Annotated[
    str | None,
    typer.Option(
        "--shard",
        metavar="第几份/共几份",
        help="只读其中一份，如 3/16，结果按内容存放；在哪台机器上各读各的都行，完了用 jixiao gather 汇总",
        rich_help_panel=OPTIONS,
    ),
]

RunBy = Annotated[
    str | None,
    typer.Option(
        "--runner",
        metavar="ray[:地址]",
        help="由 Ray 集群的各节点读（没有地址用 RAY_ADDRESS，再没有就在本机起一个），结果按内容存放；要装 jixiao[ray]",
        rich_help_panel=OPTIONS,
    ),
]


@takes_formats
def extract(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="文件",
            help="文件、文件夹、通配符或 .zip，可以多个，- 为从标准输入读清单",
            rich_help_panel=ARGUMENTS,
        ),
    ],
    formats: Chosen,
    out: Target = "out",
    jobs: Jobs = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="文件", help="同时记入这个数据库（SQLite）", rich_help_panel=OPTIONS),
    ] = None,
    shard: ShardOf = None,
    runner: RunBy = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", metavar=FLAG, help="全部重新读取，不用上次的结果", rich_help_panel=OPTIONS)
    ] = False,
    model: Asking = None,
    no_model: NoModel = False,
    model_option: ModelOptions = None,
    dry_run: DryRun = False,
    model_batch: Batch = None,
    model_answers: BatchAnswers = None,
    cutouts: Annotated[
        bool, typer.Option("--cutouts", metavar=FLAG, help="把存疑的值截图，放进 cutouts/", rich_help_panel=OPTIONS)
    ] = False,
    config: Config = None,
    file_seconds: FileSeconds = None,
    memory_mb: MemoryMb = None,
    page_limit: PageLimit = None,
) -> None:
    """Read everything, write everything, say what came of it."""
    from jixiao.app.extracting import Extraction
    from jixiao.app.files.places import is_bulk
    from jixiao.app.workspace import Workspace
    from jixiao.cli.model import endpoint
    from jixiao.cli.running import extraction
    from jixiao.config import ModelSettings, load
    from jixiao.export.formats import ALWAYS, USUAL

    flags = {"jobs": jobs, "file_seconds": file_seconds, "memory_mb": memory_mb, "page_limit": page_limit}
    settings = load(config, flags=flags)
    when = "never" if no_model else model
    asked = endpoint(config, when, model_option, dry=dry_run or model_batch is not None)
    with Workspace(store, settings, model=asked) as workspace:
        if asked is not None:
            answered(model_answers or [], asked, workspace)
        if dry_run or model_batch is not None:
            foretell(files, workspace, asked or ModelSettings(when=when or "auto"), model_batch)
        elif is_bulk(files, out, shard or runner):
            from jixiao.cli.sharding import sharded

            raise typer.Exit(sharded(files, out, workspace, shard or "1/1", fresh, runner or ""))
        else:
            wanted = Extraction(files, Path(out), formats.beside(*ALWAYS, *USUAL), fresh, cutouts, forks=True)
            raise typer.Exit(extraction(wanted, workspace))


def foretell(files: list[str], workspace: Workspace, asked: ModelSettings, batch: Path | None) -> None:
    """Print what a model would be asked; write it down as a batch where that is wanted."""
    from jixiao.app.events import finished
    from jixiao.app.forecast import forecast
    from jixiao.cli.progress import Steps
    from jixiao.cli.views.forecast import print_batch, print_forecast
    from jixiao.llm.batches.lines import write_requests

    lines: list[bytes] = []
    with Steps() as steps:
        found, count = finished(forecast(files, workspace, asked, lines), steps)
    print_forecast(found, count, asked, ("规则都读完了", "有规则没有读出的内容"))
    if batch is not None:
        print_batch(len(lines), write_requests(lines, batch))


def answered(paths: list[Path], asked: ModelSettings, workspace: Workspace) -> None:
    """Take the answers of batches, and say how many there are."""
    from jixiao.app.workspace import archive_path
    from jixiao.cli.views.forecast import print_answers
    from jixiao.llm.batches.lines import take_answers
    from jixiao.store import Archive

    for path in paths:
        with Archive.open(workspace.place or archive_path(asked)) as archive:
            print_answers(path, take_answers(path, asked, archive))
