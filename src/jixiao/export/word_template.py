"""Word files filled from templates that an office can edit in Word, each shipped with the program as data."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao import resources
from jixiao.atomic import whole
from jixiao.errors import SourceError

_UNKNOWN = re.compile(r"'(\w+)' is undefined|no attribute '(\w+)'")


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template of the program: `name` in `folder` of schemas/, the `option` that gives an office's own in its place,
    and the command that writes a copy to start from."""

    folder: str
    name: str
    option: str
    copier: str

    def copy(self, path: Path) -> Path:
        """A copy of the template at the path, for an office to make its own."""
        with whole(path) as part:
            shutil.copyfile(resources.folder(self.folder) / self.name, part)
        return path

    def check(self, own: Path, values: dict[str, Any]) -> None:
        """SourceError where the office's own template could not be filled with values such as these, or is none."""
        if not own.is_file():
            found = "这是一个文件夹" if own.is_dir() else "没有这个文件"
            raise SourceError(str(own), f"{found}；请检查 {self.option} 给出的路径，或用 {self.copier} 取一份")
        self.filled(values, own)
        if not self._opened(own).get_undeclared_template_variables():
            raise SourceError(own.name, f"里面没有可填的标记，不是可用的模板；请用 {self.copier} 取一份来改")

    def filled(self, values: dict[str, Any], own: Path | None) -> Any:
        """The document (of python-docx) with the values filled in; SourceError where the office's own cannot be."""
        from jinja2 import TemplateError

        from jixiao.export.sandbox import Sandbox

        source = own or resources.folder(self.folder) / self.name
        template = self._opened(source)
        try:
            template.render(values, Sandbox(), autoescape=True)
        except (TemplateError, ValueError, TypeError, SyntaxError) as exc:
            raise SourceError(
                source.name, f"模板里的标记填不进去（{_fault(exc)}）；可用 {self.copier} 另取一份再改"
            ) from exc
        return template.docx

    def _opened(self, source: Path) -> Any:
        from docx.opc.exceptions import PackageNotFoundError
        from docxtpl import DocxTemplate

        template = DocxTemplate(str(source))
        try:
            template.init_docx()
        except (OSError, PackageNotFoundError, ValueError, KeyError, SyntaxError) as exc:
            raise SourceError(
                source.name, f"打不开，或不是 Word 文档（.docx）；请检查 {self.option} 给出的模板"
            ) from exc
        return template


def _fault(error: Exception) -> str:
    """What is wrong with a mark: its name where nothing of that name is there to be filled in."""
    from jinja2.exceptions import SecurityError

    if isinstance(error, SecurityError):
        return "里面有模板不许用的写法，只能填项目、用 if 和 for"
    found = _UNKNOWN.search(str(error))
    return f"没有“{found[1] or found[2]}”这一项" if found else str(error)
