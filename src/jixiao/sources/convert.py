"""Documents of older and other programs as `.docx` or `.xlsx`, by headless LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

from jixiao.errors import DamagedSource, MissingTool, SourceError
from jixiao.sources.model import Source

PROGRAMS = ("soffice", "libreoffice")
_FILTERS = {"docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML", "pdf": "pdf:writer_pdf_Export"}
# By kind, the suffix under which LibreOffice takes the file for what it is; the others have their kind for one.
_SUFFIXES = {"wordml": ".xml", "sheetml": ".xml"}
# No document makes it run a macro, fetch what a link leads to, or bring a linked value up to date.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def converter() -> str | None:
    """The path of the LibreOffice program, None where it is not installed."""
    found = next((found for program in PROGRAMS if (found := shutil.which(program))), None)
    return found or next((str(place) for place in _places() if place.is_file()), None)


def _places() -> list[Path]:
    """Where LibreOffice is installed on systems whose PATH does not name it."""
    if sys.platform == "darwin":
        return [Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")]
    folders = [os.environ.get(name) for name in ("ProgramFiles", "ProgramFiles(x86)")]
    return [Path(folder, "LibreOffice", "program", "soffice.com") for folder in folders if folder]


def to_docx(source: Source, workdir: Path, seconds: float = 120.0) -> Path:
    """The path of the source converted to .docx, below `workdir`; errors as of `to_xlsx`."""
    return _converted(source, workdir, "docx", seconds)


def to_xlsx(source: Source, workdir: Path, seconds: float = 120.0) -> Path:
    """The path of the source converted to .xlsx, below `workdir`.

    Each process works with a LibreOffice profile of its own, so several may run side by side. MissingTool where
    LibreOffice is not installed, DamagedSource where it cannot read the file, SourceError after `seconds`.
    """
    return _converted(source, workdir, "xlsx", seconds)


def _converted(source: Source, workdir: Path, wanted: str, seconds: float) -> Path:
    suffix = _SUFFIXES.get(source.kind, f".{source.kind}")
    if converter() is None:
        package = "libreoffice-writer" if wanted == "docx" else "libreoffice-calc"
        raise MissingTool(
            source.name,
            f"读取这种文件需要 LibreOffice，这台机器上没有安装。Debian/Ubuntu 可执行 sudo apt install {package}，"
            f"其他系统见 https://zh-cn.libreoffice.org ；也可以用 WPS 或 Office 另存为 .{wanted} 再试",
        )
    folder = workdir / f"{source.kind}-{source.sha256[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    given = folder / f"given{suffix}"
    shutil.copyfile(source.path, given)
    _convert(given, wanted, workdir, source.name, seconds)
    given.unlink()
    made = folder / f"given.{wanted}"
    if not made.is_file() or not zipfile.is_zipfile(made):
        said = f"LibreOffice 转换不了这个文件，可能已损坏；请用 WPS 或 Office 另存为 .{wanted} 再试"
        raise DamagedSource(source.name, said)
    return made


def printed(document: Path, workdir: Path, seconds: float = 60.0) -> Path:
    """The path of the Word document as it prints, a PDF below `workdir`; errors as of `to_xlsx`."""
    _convert(document, "pdf", workdir, document.name, seconds)
    made = workdir / f"{document.stem}.pdf"
    if not made.is_file():
        raise DamagedSource(document.name, "LibreOffice 没有排出页来；请下载 Word 版，在 WPS 或 Office 里看")
    return made


def _convert(given: Path, wanted: str, workdir: Path, name: str, seconds: float) -> None:
    """What LibreOffice makes of the file stands beside it, if it can make anything of it."""
    program = converter()
    if program is None:
        raise MissingTool(name, "看打印的样子需要 LibreOffice，这台机器上没有；请下载 Word 版，在 WPS 或 Office 里看")
    command = [
        program,
        f"-env:UserInstallation={_profile(workdir).as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        _FILTERS[wanted],
        "--outdir",
        str(given.parent.resolve()),
        str(given.resolve()),
    ]
    _run(command, name, wanted, seconds)


def _profile(workdir: Path) -> Path:
    """The folder of this process's own settings of LibreOffice."""
    profile = (workdir / f"libreoffice-{os.getpid()}").resolve()
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(_PROFILE, encoding="utf-8")
    return profile


def _run(command: list[str], name: str, wanted: str, seconds: float) -> None:
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
            said = f"转换超过 {seconds:.0f} 秒，已停止；请用 WPS 或 Office 另存为 .{wanted} 再试"
            raise SourceError(name, said) from exc
