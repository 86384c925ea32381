"""What a person names on a command line: a form by its id, a value by its path or in words."""

from __future__ import annotations

from jixiao.app.correcting.making import Correcting
from jixiao.app.correcting.places import View, Where
from jixiao.errors import ConfigError
from jixiao.records.headings import names_near, path_named


def where_of(correcting: Correcting, record: str, field: str = "") -> Where:
    """The place that `3f2a9c01b7de#003` (or `表.pdf#3`) and the field name; ConfigError where there is not just one.

    The field is a path (`indicators[0].value`) or its words (绩效指标 第1行 指标值).
    """
    source, _, number = record.rpartition("#")
    if not source or not number.isdigit():
        raise ConfigError(f"记录编号应写成 3f2a9c01b7de#003 或 文件名#3，现为“{record}”；编号见工作簿的“记录编号”")
    found = [(sha, name) for sha, name in correcting.book.sources() if sha.startswith(source) or name == source]
    if len(found) != 1:
        said = "没有这个文件" if not found else f"有 {len(found)} 个这样的文件"
        raise ConfigError(f"“{source}”：{said}；请写工作簿里的“记录编号”")
    sha256 = found[0][0]
    return Where(sha256, int(number), _path(correcting.view(sha256), int(number), field) if field else "")


def _path(view: View, number: int, field: str) -> str:
    """The path of the field that is called so."""
    record = view.record(number)
    named = path_named(record, field)
    if named is not None:
        return named
    try:
        view.value(Where(view.read.source.sha256, number, field))
    except ConfigError as exc:
        near = "、".join(names_near(record, field))
        if field.isascii() or not near:
            raise
        raise ConfigError(f"“{field}”不是这种表的一栏，或不止一处；相近的有：{near}；请换一个栏目，写全名称") from exc
    return field
