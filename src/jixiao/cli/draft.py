"""`jixiao draft`: annual goals from indicators, or an office's own goals beside theirs."""

from __future__ import annotations

import typer

from jixiao.cli.draft_flags import (
    Check,
    DraftOut,
    ExampleStore,
    Form,
    Inputs,
    Length,
    LengthChoice,
    OwnForm,
    PlanFile,
    Region,
    Template,
    Tone,
    UseModel,
    Versions,
)
from jixiao.cli.flags import Config


def draft(
    inputs: Inputs = None,
    out: DraftOut = None,
    check: Check = False,
    plan: PlanFile = None,
    model: UseModel = True,
    store: ExampleStore = None,
    versions: Versions = 1,
    length: Length = LengthChoice.NORMAL,
    tone: Tone = None,
    region: Region = "通用",
    form: Form = None,
    template: Template = None,
    own_form: OwnForm = None,
    config: Config = None,
) -> None:
    """Draft, or check, or write a template."""
    from jixiao.cli.drafting import Asked, check_goals, draft_goals, write_templates
    from jixiao.draft import Manner
    from jixiao.errors import ConfigError

    if template or own_form:
        write_templates(template, own_form)
        return
    if not inputs:
        raise ConfigError("没有写输入；可给项目文件、工作簿或数据库。先看看要填什么：jixiao draft --template 模板.xlsx")
    if check:
        raise typer.Exit(check_goals(inputs, config))
    manners = [
        Manner(length=length.value, tone=tone.value if tone else "", region=region, version=n)
        for n in range(1, versions + 1)
    ]
    raise typer.Exit(draft_goals(Asked(inputs, out, plan, manners, store, form, config, model)))
