"""Word files filled from templates that an office can edit in Word, each shipped with the program as data."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jixiao import resources
from jixiao.errors import SourceError
from jixiao.export.whole import whole


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

    def filled(self, values: dict[str, Any], own: Path | None) -> Any:
        """The document (of python-docx) with the values filled in; SourceError where the office's own cannot be."""
        from docx.opc.exceptions import PackageNotFoundError
        from docxtpl import DocxTemplate
        from jinja2 import Environment, StrictUndefined, TemplateError

        source = own or resources.folder(self.folder) / self.name
        try:
            template = DocxTemplate(str(source))
            template.render(values, Environment(undefined=StrictUndefined, autoescape=True), autoescape=True)
        except (OSError, PackageNotFoundError, ValueError) as exc:
            raise SourceError(
                source.name, f"打不开，或不是 Word 文档（.docx）；请检查 {self.option} 给出的模板"
            ) from exc
        except TemplateError as exc:
            raise SourceError(source.name, f"模板里的标记填不进去（{exc}）；可用 {self.copier} 另取一份再改") from exc
        return template.docx
