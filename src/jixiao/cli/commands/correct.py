"""`jixiao correct`: what people put right, from an edited workbook or one by one, and all that was ever said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jixiao.cli.flags import ARGUMENTS, FLAG, OPTIONS

if TYPE_CHECKING:
    from jixiao.app.correcting import By, Correcting
    from jixiao.records.annotations.corrections import Correction

_ONE, _TRAIL, _SAMPLE = "改一处", "记录", "抽查"


def _option(name: str, metavar: str, help_text: str, panel: str = OPTIONS) -> Any:
    return typer.Option(name, metavar=metavar, help=help_text, show_default=False, rich_help_panel=panel)


Workbooks = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="工作簿",
        help="extract、export 写出、人工改过的 Excel 工作簿，可以多个",
        show_default=False,
        rich_help_panel=ARGUMENTS,
    ),
]
Kept = Annotated[Path | None, _option("--store", "位置", "数据库，或 extract 的结果文件夹")]
Apply = Annotated[bool, _option("--apply", FLAG, "存入工作簿里的改动；不写只列出来看")]
Who = Annotated[str, _option("--who", "姓名", "改正人；不写则用登录名")]
Why = Annotated[str, _option("--why", "文字", "为什么改")]
Record = Annotated[str, _option("--record", "编号", "如 3f2a9c01b7de#003、表.pdf#3", _ONE)]
Field = Annotated[str, _option("--field", "栏目", "如“绩效指标 第1行 指标值”", _ONE)]
Value = Annotated[str | None, _option("--value", "文字", "改为", _ONE)]
Confirm = Annotated[bool, _option("--confirm", FLAG, "这一处核对无误", _ONE)]
Likes = Annotated[bool, _option("--likes", FLAG, "同一栏里同样读作这样的一起改", _ONE)]
Whole = Annotated[bool, _option("--complete", FLAG, "这份表核对过，是完整的", _ONE)]
NoForm = Annotated[bool, _option("--no-form", FLAG, "这不是要读的表", _ONE)]
Listing = Annotated[bool, _option("--list", FLAG, "列出改正过的", _TRAIL)]
Undo = Annotated[str, _option("--undo", "编号", "撤销一条改正，或一批", _TRAIL)]
History = Annotated[Path | None, _option("--history", "文件", "写出全部改正（.csv 或 .jsonl）", _TRAIL)]
Sample = Annotated[int, _option("--sample", "N", "抽出 N 个没有存疑的值来核对", _SAMPLE)]
Seed = Annotated[int, _option("--seed", "数", "同一个数抽出同样的值（默认 1）", _SAMPLE)]


def correct(
    workbooks: Workbooks = None,
    store: Kept = None,
    apply: Apply = False,
    who: Who = "",
    why: Why = "",
    record: Record = "",
    field: Field = "",
    value: Value = None,
    confirm: Confirm = False,
    likes: Likes = False,
    complete: Whole = False,
    no_form: NoForm = False,
    listing: Listing = False,
    undo: Undo = "",
    history: History = None,
    sample: Sample = 0,
    seed: Seed = 1,
) -> None:
    """Take corrections in, list them, take them back."""
    import getpass

    from jixiao.app.correcting import By, write_history
    from jixiao.app.correcting import history as trail
    from jixiao.app.workspace import Workspace
    from jixiao.cli.screen import plain, results
    from jixiao.cli.summary import print_written
    from jixiao.cli.views.corrections import history_view, made_view

    asked = (workbooks, field, complete, no_form, listing, undo, history, sample)
    if not any(asked):
        raise typer.BadParameter("没有说做什么：请给出改过的工作簿，或用 --field、--list、--undo 等")
    by = By(who or getpass.getuser(), why)
    console = results()
    with Workspace(store) as workspace:
        correcting = workspace.correcting()
        if field or complete or no_form:
            made = _one(correcting, by, record, field, (value, confirm, likes, complete, no_form))
            console.print(made_view(correcting, made))
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
    from jixiao.cli.views.corrections import changes_view, opened_view

    console = results()
    found = read_back(path, correcting)
    console.print(changes_view(found))
    if not found.changes:
        console.print(plain(f"{path.name}：没有要存的改动"), soft_wrap=True)
    elif apply:
        made = keep_back(found, correcting, by)
        batch = made[0].batch if made else ""
        console.print(opened_view(correcting, made))
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
