"""An old `.doc` as a `.docx`, by headless LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import zipfile
from pathlib import Path

from jixiao.errors import DamagedSource, MissingTool, SourceError
from jixiao.sources.model import Source

PROGRAMS = ("soffice", "libreoffice")
_FILTER = "docx:MS Word 2007 XML"


def converter() -> str | None:
    """The path of the LibreOffice program, None where it is not installed."""
    return next((found for program in PROGRAMS if (found := shutil.which(program))), None)


def to_docx(source: Source, workdir: Path, seconds: float = 120.0) -> Path:
    """The path of the source converted to .docx, below `workdir`.

    Each process works with a LibreOffice profile of its own, so several may run side by side. MissingTool where
    LibreOffice is not installed, DamagedSource where it cannot read the file, SourceError after `seconds`.
    """
    program = converter()
    if program is None:
        raise MissingTool(
            source.name,
            "读取 .doc 需要 LibreOffice，这台机器上没有安装。Debian/Ubuntu 可执行 sudo apt install libreoffice-writer，"
            "其他系统见 https://zh-cn.libreoffice.org ；也可以用 WPS 或 Word 另存为 .docx 再试",
        )
    folder = workdir / f"doc-{source.sha256[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    given = folder / "given.doc"
    shutil.copyfile(source.path, given)
    profile = (workdir / f"libreoffice-{os.getpid()}").resolve()
    _run(
        [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            _FILTER,
            "--outdir",
            str(folder.resolve()),
            str(given.resolve()),
        ],
        source.name,
        seconds,
    )
    given.unlink()
    made = folder / "given.docx"
    if not made.is_file() or not zipfile.is_zipfile(made):
        raise DamagedSource(source.name, "LibreOffice 转换不了这个文件，可能已损坏；请用 WPS 或 Word 另存为 .docx 再试")
    return made


def _run(command: list[str], name: str, seconds: float) -> None:
    """Run the converter to its end; when time is up, end it with everything it started."""
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as exc:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)  # soffice is a script: its children must end too
            process.kill()
            process.wait()
            raise SourceError(
                name, f"转换 .doc 超过 {seconds:.0f} 秒，已停止；请用 WPS 或 Word 另存为 .docx 再试"
            ) from exc
