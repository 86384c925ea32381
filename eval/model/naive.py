"""The naive way, for comparison: all text of a document in, all values out, in the shape of the records."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pymupdf
from pydantic import BaseModel, create_model

from jixiao.records import DepartmentGoal, DepartmentNarrative, ProjectGoal
from jixiao.records.record import Base

ASKED = """下面是一份中国预算绩效公开文件的全部文字。请抽取其中的绩效目标记录，按要求的 JSON 结构返回。

- 项目的绩效目标表用 project_goal，部门（单位）整体的用 department_goal，
  文字写成的部门整体绩效目标用 department_narrative。
- 每个值照抄原文，不换算、不补充、不改写；空格写 ""，表里没有的栏目写 null。
- indicators 按原文顺序逐行给出，一行也不要少；一级、二级指标对合并格下的每一行都要写。
- 符号、数值、单位分栏的，指标值按读法连写，如 ≥95%；备注为“定性”“无”的不写进指标值。
- 标题不带序号；分项目标、保障措施的名称不带序号和末尾标点，内容不带引导词。

文字：
"""


def _plain(model: type[Base]) -> type[BaseModel]:
    """The record without what a program says about its reading."""
    fields: dict[str, Any] = {
        name: (f.annotation, f) for name, f in model.model_fields.items() if name not in Base.model_fields
    }
    return cast(type[BaseModel], create_model(model.__name__, **fields))


_Project, _Department, _Narrative = map(_plain, (ProjectGoal, DepartmentGoal, DepartmentNarrative))
Records = create_model("Records", records=(list[_Project | _Department | _Narrative], ...))  # type: ignore[valid-type]


@dataclass(slots=True)
class Told:
    """What the naive way gave for a document; `failure` says why it gave nothing."""

    records: list[dict[str, Any]] = field(default_factory=list)
    tokens_in: int = 0
    tokens_out: int = 0
    requests: int = 0
    failure: str = ""


def tell(text: str, base_url: str, model: str, most: int) -> Told:
    """The records that the model at the endpoint writes out; an answer has at most `most` tokens."""
    import instructor
    from instructor.core.exceptions import IncompleteOutputException, InstructorError
    from openai import OpenAI

    out = Told()
    client = instructor.from_openai(
        OpenAI(base_url=base_url, api_key="-", max_retries=0, timeout=7200), mode=instructor.Mode.JSON_SCHEMA
    )

    def count(response: Any) -> None:
        out.requests += 1
        out.tokens_in += response.usage.prompt_tokens
        out.tokens_out += response.usage.completion_tokens

    client.on("completion:response", count)
    messages = cast(Any, [{"role": "user", "content": ASKED + text}])
    try:
        found = client.create(
            model=model, messages=messages, response_model=Records, max_retries=2, max_tokens=most, temperature=0
        )
    except (IncompleteOutputException, InstructorError) as exc:
        out.failure = type(exc).__name__
        return out
    out.records = [record.model_dump() for record in cast(Any, found).records]
    return out


def text_of(pdf: Path) -> str:
    """All text of a PDF, page by page, as its text layer gives it."""
    with pymupdf.open(pdf) as document:
        return "\n".join(page.get_text(sort=True) for page in document)
