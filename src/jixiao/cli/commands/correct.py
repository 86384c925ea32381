"""`jixiao correct`: what people put right, from an edited workbook or one by one, and all that was ever said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS

if TYPE_CHECKING:
    from jixiao.app.correcting import By, Correcting
    from jixiao.records.annotations.corrections import Correction

_ONE, _TRAIL, _SAMPLE = "改一处", "记录", "抽查"


def correct(
    workbooks: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="工作簿",
            help="extract、export 写出、人工改过的 Excel 工作簿，可以多个",
            show_default=False,
            rich_help_panel=ARGUMENTS,
        ),
    ] = None,
    store: Annotated[
        Path | None,
        typer.Option("--store", metavar="位置", help="数据库，或 extract 的结果文件夹", rich_help_panel=OPTIONS),
    ] = None,
    apply: Annotated[
        bool, typer.Option("--apply", metavar=FLAG, help="存入工作簿里的改动；不写只列出来看", rich_help_panel=OPTIONS)
    ] = False,
    who: Annotated[
        str, typer.Option("--who", metavar="姓名", help="改正人；不写则用登录名", rich_help_panel=OPTIONS)
    ] = "",
    why: Annotated[str, typer.Option("--why", metavar="文字", help="为什么改", rich_help_panel=OPTIONS)] = "",
    record: Annotated[
        str, typer.Option("--record", "-r", metavar="编号", help="如 3f2a9c01b7de#003、表.pdf#3", rich_help_panel=_ONE)
    ] = "",
    field: Annotated[
        str,
        typer.Option(
            "--field",
            metavar="栏目",
            help="如 indicators[0].value，或“绩效指标 第1行 指标值”",
            rich_help_panel=_ONE,
        ),
    ] = "",
    value: Annotated[str | None, typer.Option("--value", metavar="文字", help="改为", rich_help_panel=_ONE)] = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", metavar=FLAG, help="这一处核对无误", rich_help_panel=_ONE)
    ] = False,
    likes: Annotated[
        bool, typer.Option("--likes", metavar=FLAG, help="同一栏里同样读作这样的一起改", rich_help_panel=_ONE)
    ] = False,
    complete: Annotated[
        bool, typer.Option("--complete", metavar=FLAG, help="这份表核对过，是完整的", rich_help_panel=_ONE)
    ] = False,
    no_form: Annotated[
        bool, typer.Option("--no-form", metavar=FLAG, help="这不是要读的表", rich_help_panel=_ONE)
    ] = False,
    listing: Annotated[bool, typer.Option("--list", metavar=FLAG, help="列出改正过的", rich_help_panel=_TRAIL)] = False,
    undo: Annotated[
        str, typer.Option("--undo", metavar="编号", help="撤销一条改正，或一批", rich_help_panel=_TRAIL)
    ] = "",
    history: Annotated[
        Path | None,
        typer.Option("--history", metavar="文件", help="写出全部改正（.csv 或 .jsonl）", rich_help_panel=_TRAIL),
    ] = None,
    sample: Annotated[
        int, typer.Option("--sample", metavar="N", min=0, help="抽出 N 个没有存疑的值来核对", rich_help_panel=_SAMPLE)
    ] = 0,
    seed: Annotated[
        int, typer.Option("--seed", metavar="数", help="同一个数抽出同样的值", rich_help_panel=_SAMPLE)
    ] = 1,
) -> None:
    """Take corrections in, list them, take them back."""
    import getpass

    from jixiao.app.correcting import By, write_history
    from jixiao.app.correcting import history as trail
    from jixiao.app.workspace import Workspace
    from jixiao.cli.screen import plain, results
    from jixiao.cli.summary import print_written
    from jixiao.cli.views.corrections import history_view

    asked = (workbooks, field, complete, no_form, listing, undo, history, sample)
    if not any(asked):
        raise typer.BadParameter("没有说做什么：请给出改过的工作簿，或用 --field、--list、--undo 等")
    by = By(who or getpass.getuser(), why)
    console = results()
    with Workspace(store) as workspace:
        correcting = workspace.correcting()
        if field or complete or no_form:
            made = _one(correcting, by, record, field, (value, confirm, likes, complete, no_form))
            console.print(plain(f"存下 {len(made)} 条改正：{'、'.join(each.id for each in made[:8])}"), soft_wrap=True)
        if undo:
            made = correcting.undo(undo, by)
            console.print(plain(f"已撤销 {undo}（这次撤销的编号是 {made[0].id}，撤销它就又改回去）"), soft_wrap=True)
        for path in workbooks or ():
            _read_back(correcting, by, path, apply)
        if sample:
            _sample(correcting, sample, seed)
        if listing:
            console.print(history_view(trail(correcting.book)))
        if history is not None:
            print_written(console, [("全部改正", write_history(trail(correcting.book), history))])


def _one(
    correcting: Correcting, by: By, record: str, field: str, said: tuple[str | None, bool, bool, bool, bool]
) -> list[Correction]:
    """One place that the command line names."""
    from jixiao.app.correcting import correct_likes
    from jixiao.app.correcting import likes as likes_of
    from jixiao.app.correcting.finding import where_of
    from jixiao.cli.screen import notes, plain

    value, confirm, likes, complete, no_form = said
    where = where_of(correcting, record, field)
    if no_form:
        return correcting.no_form(where, by)
    if complete:
        return correcting.complete(where, by)
    if confirm:
        return correcting.confirm(where, by)
    if value is None:
        raise typer.BadParameter("缺少 --value：请写改成什么，或用 --confirm 说明核对无误")
    made = correcting.correct(where, value, by)
    others = likes_of(correcting, made[0])
    if others and likes:
        return made + correct_likes(correcting, others, value, by)
    if others:
        said_there = f"还有 {len(others)} 处同样读作“{made[0].read}”；要一起改，请加 --likes 再运行一次"
        notes().print(plain(said_there, "yellow"), soft_wrap=True)
    return made


def _read_back(correcting: Correcting, by: By, path: Path, apply: bool) -> None:
    """One workbook: what it changes, and whether that was kept."""
    from jixiao.app.correcting.reading_back import keep_back, read_back
    from jixiao.cli.screen import plain, results
    from jixiao.cli.views.corrections import changes_view

    console = results()
    found = read_back(path, correcting)
    console.print(changes_view(found))
    if not found.changes:
        console.print(plain(f"{path.name}：没有要存的改动"), soft_wrap=True)
    elif apply:
        made = keep_back(found, correcting, by)
        batch = made[0].batch if made else ""
        console.print(plain(f"{path.name}：存下 {len(made)} 条改正；要全部撤销：--undo {batch}"), soft_wrap=True)
    else:
        said = f"{path.name}：有 {len(found.changes)} 处改动，还没有存；看过无误请加 --apply 再运行一次"
        console.print(plain(said, "yellow"), soft_wrap=True)


def _sample(correcting: Correcting, count: int, seed: int) -> None:
    from jixiao.app.correcting import rate
    from jixiao.app.correcting import sample as draw
    from jixiao.cli.screen import results
    from jixiao.cli.views.corrections import sample_view

    drawn = draw(correcting.book, count, seed)
    results().print(sample_view(drawn, rate(correcting.book, drawn)))
