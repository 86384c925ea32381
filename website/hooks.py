"""What mkdocs does beside reading docs/: pages made from the program itself, and the pictures of `website.pictures`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from website import checks, reference  # noqa: E402  (mkdocs loads this file by its path)

PICTURES = PROJECT / "build" / "docs-pictures"
# Files of the repository that are pages of the site too, by the name of the page.
_KEPT = {"contributing.md": "CONTRIBUTING.md", "changelog.md": "CHANGELOG.md", "deploy.md": "deploy/README.md"}


def on_files(files: Files, config: Any) -> Files:
    """The pages that are generated, and the pictures drawn last; those of docs/ give way to them."""
    made = {name: (PROJECT / path).read_text(encoding="utf-8") for name, path in _KEPT.items()}
    made |= reference.pages() | checks.pages()
    for name, text in made.items():
        files.append(File.generated(config, name, content=text))
    for path in sorted(PICTURES.glob("*.*")):
        shown = path.name if (old := files.get_file_from_path(path.name)) else f"pictures/{path.name}"
        if old:
            files.remove(old)
        files.append(File.generated(config, shown, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Links between files of the repository as links between pages."""
    if page.file.src_uri in _KEPT:
        markdown = markdown.replace("](docs/", "](")
    for name, path in _KEPT.items():
        markdown = markdown.replace(f"](../{path})", f"]({name})")
    return markdown
